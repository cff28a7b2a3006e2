"""What an exporter is: a file suffix and a pure function from the report to the bytes of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.model.report import Report


@dataclass(frozen=True, slots=True)
class Exporter:
    """One form a report can take."""

    suffix: str
    """The file suffix that chooses it, with the dot and in small letters: ``.json``."""
    render: Callable[[Report], bytes]
    """Returns the whole file; the same report gives the same bytes, and nothing is read or written."""
