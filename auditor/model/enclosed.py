"""What is enclosed in a letter or kept in a mailbox: files of their own, on their way out of their reader."""

from __future__ import annotations

from dataclasses import dataclass

INSIDE = "!/"
"""Stands in a path between a file and what lies in it, ``export.zip!/contracts/a.pdf``."""


def outermost(path: str) -> str:
    """Return the path of the file that a reader can open: the archive or letter that something lies in, or itself."""
    return path.partition(INSIDE)[0]


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
