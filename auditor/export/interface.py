"""What an exporter is: a file suffix and a pure function from the report to the pieces of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from auditor.model.report import Report
from auditor.model.text import Language


class Folder(Protocol):
    """A report that is an index with a folder of pages beside it."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the content of every file of the folder, once."""

    def index(self) -> bytes:
        """Return the index; to be asked for when all files were gone through."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One form a report can take."""

    suffix: str
    """The file suffix that chooses it, with the dot and in small letters: ``.json``."""
    pieces: Callable[[Report], Iterable[bytes]]
    """Returns the file piece by piece, so that a large report is never held whole; the same report gives the same
    bytes, and nothing is written."""
    prepare: Callable[[Language, bool], None] | None = None
    """For a form that takes long to load: loads what a report in a language needs, before there is a report.

    It is told whether the report will be on a single file, which has no charts."""
    folder: Callable[[Report, str, str], Folder | None] | None = None
    """For a form that can spread over many files: given the names of the index and of the folder beside it, returns
    the pages, or None when this report fits one file."""
