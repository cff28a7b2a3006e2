"""What an exporter is: a file suffix and a pure function from the report to the pieces of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from auditor.model.report import Report


@dataclass(frozen=True, slots=True)
class Exporter:
    """One form a report can take."""

    suffix: str
    """The file suffix that chooses it, with the dot and in small letters: ``.json``."""
    pieces: Callable[[Report], Iterable[bytes]]
    """Returns the file piece by piece, so that a large report is never held whole; the same report gives the same
    bytes, and nothing is written."""
