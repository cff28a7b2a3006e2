"""What is enclosed in a letter or kept in a mailbox: files of their own, on their way out of their reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that another carries."""

    name: str
    """The name that the sender gave it; it is shown and never used as a path."""
    data: bytes = b""
    size: int = 0
    """Bytes, where there is a reason."""
    reason: str | None = None
    """Why it will not be read; None when it will."""
