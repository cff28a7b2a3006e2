"""Files that are read ahead: while one process makes the rules ready, which only it can, the other cores need not wait.

What was read so far lies in files beside the run; whatever is not there is read when its turn comes, so that nothing
depends on how far this came: it may be stopped at any moment, and a file that breaks its reader breaks nothing else.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from auditor.extraction.interface import Source
from auditor.extraction.registry import extract, sniff
from auditor.guard.child import MOST_JOBS, Beat
from auditor.guard.pool import Pool
from auditor.model.document import Document
from auditor.running.settings import Settings
from auditor.running.task import document_to_bytes, mute
from auditor.sources.discover import FoundFile, Loaded, load

_MOST = MOST_JOBS
"""Files that are read ahead by each process at most."""
_LATIN = "latin"
"""How the names of documents without a Cyrillic letter at their beginning end."""
_BEGINNING = 2_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class _Job:
    files: tuple[tuple[int, FoundFile], ...]
    settings: Settings
    folder: Path


class Ahead:
    """Reads the first of some files until it is stopped."""

    def __init__(self, files: Sequence[FoundFile], settings: Settings, folder: Path) -> None:
        """Begin; what is read is put into a folder of the run's own."""
        self._numbers = {file.label: number for number, file in enumerate(files)}
        self._folder = folder
        folder.mkdir(mode=0o700)
        slots = min(settings.jobs - 1, len(files)) or 1
        gc.freeze()  # what is there now stays; the fork need not look through it
        self._pool = Pool(read, slots, settings.limits)
        for slot in range(slots):
            own = tuple(enumerate(files[: _MOST * slots]))[slot::slots]
            self._pool.give(slot, pickle.dumps(_Job(own, mute(settings), folder)))
        self._pool.begin()

    def stop(self) -> None:
        """Read no further."""
        self._pool.close()

    def may_be_russian(self) -> bool:
        """Return whether Russian is to be expected: a document read so far is, or none was read."""
        names = [name for name in os.listdir(self._folder) if not name.startswith(".")]  # noqa: PTH208 - one look
        return not names or any(not name.endswith(_LATIN) for name in names)

    def read(self, label: str) -> Path | None:
        """Return where a document lies that was read; None for any other file."""
        for ending in ("", _LATIN):
            path = self._folder / f"{self._numbers.get(label, 'none')}{ending}"
            if path.exists():
                return path
        return None


def read(job: bytes, beat: Beat) -> bytes:
    """Read the files of a job, one after the other, and put each document into the folder as a whole.

    Only a file that was read whole lets another follow: what others met may have left traces in the process.
    """
    given = cast("_Job", pickle.loads(job))  # noqa: S301 - written by our own parent, never read from a file
    for number, file in given.files:
        loaded = load(file)
        if loaded is None or sniff(loaded.data, file.label)[0] in _LATER:
            continue
        document = extract(source_of(file, loaded, given.settings, beat))
        if not isinstance(document, Document):
            break
        _put(document, given.folder, number)
        if document.reason:
            break
    return b""


_LATER = frozenset({None, "mbox", "picture"})
"""Formats that are not read ahead: what holds others is opened in its turn, and recognition takes long."""


def _put(document: Document, folder: Path, number: int) -> None:
    latin = not any("а" <= letter <= "я" for letter in document.text[:_BEGINNING].lower())
    unfinished = folder / f".{number}"
    unfinished.write_bytes(document_to_bytes(document))
    unfinished.rename(folder / f"{number}{_LATIN if latin else ''}")


def source_of(file: FoundFile, loaded: Loaded, settings: Settings, beat: Beat) -> Source:
    """Return the bytes of a file with everything that its reader must know of the run."""
    return Source(
        file.label, loaded.data, loaded.sha256, file.size, beat, settings.ocr, settings.passwords,
        settings.limits.seconds_most,
    )  # fmt: skip
