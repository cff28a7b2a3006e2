"""What earlier runs worked out, found again by the hash of everything that it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from auditor.history.cache import KIND_OF_SAMPLES, Cache, mark_of
from auditor.model.finding import Finding, with_shared_texts
from auditor.model.judged import Judged
from auditor.running.packing import know, pack_for_others, sample_of
from auditor.running.settings import Settings
from auditor.running.task import (
    Book,
    Done,
    book_from_bytes,
    book_to_bytes,
    findings_to_bytes,
    judged_from_bytes,
    judged_to_bytes,
    pieces_from_bytes,
    pieces_to_bytes,
    unpack_findings,
)
from auditor.sources.discover import FoundFile, load

_PASSING = frozenset({
    "limit_time", "limit_memory", "crashed", "no_access", "interrupted", "limit_depth", "limit_entries",
    "limit_unpacked", "no_space",
})  # fmt: skip
"""Reasons that may not hold another time, or not in another place."""


_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is known of a file before any work."""

    digest: str = ""
    """The hash of its content; empty when it was not looked at."""
    judged: Judged | None = None
    facts: bytes | None = None
    """What was understood of it, packed."""


class Memory:
    """The kept facts and verdicts; without a file to keep them in, it knows nothing."""

    def __init__(self, settings: Settings, maker: str, rules: str, checked: str = "") -> None:
        """Open what is kept.

        ``maker`` marks everything that facts depend on, ``rules`` what verdicts do besides, ``checked`` the files of
        which the rules were loaded.
        """
        self._cache = opened(settings.cache)
        self._rules = opened(settings.rules_cache) or self._cache
        self.checked = checked
        self._maker = maker
        self._verdict = "\x1f".join((maker, rules, settings.profile))
        self._day = settings.as_of
        self._lines = settings.language if settings.lined else ""
        self._samples: set[str] = set()

    def book(self) -> Book | None:
        """Return what is known of the rules, when the same files were loaded and checked before."""
        kept = self._rules.get("book", self.checked) if self._rules else None
        return None if kept is None else _decoded(kept, book_from_bytes)

    def keep_book(self, book: Book) -> None:
        """Keep what was worked out of the rules."""
        if self._rules is not None:
            self._rules.put("book", self.checked, book_to_bytes(book))

    def rules(self) -> tuple[bytes, ...] | None:
        """Return the rules made ready, when they were of the same files: the pieces that were given to be kept."""
        kept = self._rules.get("rules", self.checked) if self._rules else None
        return None if kept is None else _decoded(kept, pieces_from_bytes)

    def keep_rules(self, *pieces: bytes) -> None:
        """Keep the rules made ready."""
        if self._rules is not None:
            self._rules.put("rules", self.checked, pieces_to_bytes(pieces))

    def recall(self, file: FoundFile) -> Recalled:
        """Return what is known of a file."""
        if self._cache is None:
            return Recalled()
        loaded = load(file)
        if loaded is None:
            return Recalled()
        digest = loaded.sha256
        judged = self._verdict_on(self._verdict_name(file.label, digest))
        if judged is not None and judged.holds[0] <= self._day <= judged.holds[1]:
            return Recalled(digest, judged)
        return Recalled(digest, None, self._cache.get_packed("facts", _name(self._maker, digest)))

    def _verdict_on(self, name: str) -> Judged | None:
        """Return a verdict with its findings still packed; None when either is missing or belongs to another."""
        kept = self._cache.get("verdict", name) if self._cache else None
        judged = None if kept is None else _decoded(kept, judged_from_bytes)
        if judged is None or judged.brief is None or self._cache is None:
            return judged
        found = self._cache.get_marked("findings", name)
        if found is None or found[0] != judged.packed or not self._knows(found[1]):
            return None
        lines = self._cache.get_packed("lines", _name(name, found[0].hex(), self._lines)) if self._lines else None
        return replace(judged, packed=found[1], lines=lines or b"")

    def keep(self, digest: str, done: Done) -> Judged:
        """Keep what was worked out, if it was of the bytes that were looked at and will hold another time.

        Returns what became of the file.
        """
        judged, entry = done.judged, done.judged.input
        if self._cache is None or not digest or entry.sha256 != digest:
            return judged
        if judged.members or entry.reason in _PASSING:
            return judged
        name = self._verdict_name(entry.path, digest)
        findings = judged.packed
        bare = replace(judged, packed=mark_of(findings) if findings else b"", lines=b"")
        self._cache.put("verdict", name, judged_to_bytes(bare))
        if findings:
            self._cache.put_packed("findings", name, findings)
            self._keep_sample(findings)
        if judged.lines:
            self._cache.put_packed("lines", _name(name, bare.packed.hex(), self._lines), judged.lines)
        if done.facts is not None:
            self._cache.put_packed("facts", _name(self._maker, digest), done.facts)
        return judged

    def _knows(self, findings: bytes) -> bool:
        """Return whether findings can be unpacked; the sample that they were packed with is kept beside them."""
        sample = sample_of(findings)
        if sample is None or sample[1] or self._cache is None:
            return True
        kept = self._cache.get(KIND_OF_SAMPLES, sample[0])
        return kept is not None and know(kept).hex() == sample[0]

    def _keep_sample(self, findings: bytes) -> None:
        sample = sample_of(findings)
        if sample is not None and self._cache is not None and sample[0] not in self._samples:
            self._samples.add(sample[0])
            self._cache.put(KIND_OF_SAMPLES, *sample)

    def folder(self, mark: str) -> tuple[Finding, ...] | None:
        """Return what was found in a portfolio as a whole, when its files were all the same."""
        kept = self._cache.get("folder", _name(self._verdict, self._day, mark)) if self._cache else None
        pieces = None if kept is None else _decoded(kept, pieces_from_bytes)
        try:
            return None if pieces is None else tuple(_shared(pieces))
        except (ValueError, msgspec.DecodeError):
            return None

    def keep_folder(self, mark: str, findings: tuple[Finding, ...]) -> None:
        """Keep what was found in a portfolio as a whole."""
        if self._cache is not None:
            pieces = (findings[at : at + _PIECE] for at in range(0, len(findings), _PIECE))
            packed = tuple(pack_for_others(findings_to_bytes(piece)) for piece in pieces)
            self._cache.put("folder", _name(self._verdict, self._day, mark), pieces_to_bytes(packed))

    def close(self) -> None:
        """Write everything down."""
        if self._rules is not None and self._rules is not self._cache:
            self._rules.close()
        if self._cache is not None:
            self._cache.close()

    def _verdict_name(self, label: str, digest: str) -> str:
        return _name(self._verdict, label, digest)


def opened(path: Path | None) -> Cache | None:
    """Return the store at a path, or None where none is named or its folder cannot be written: no run fails for it."""
    if path is None:
        return None
    try:
        return Cache(path)
    except OSError:
        return None


_PIECE = 500
"""Findings that are unpacked at a time, before they share what they say alike."""


def _shared(pieces: Iterable[bytes]) -> Iterator[Finding]:
    return with_shared_texts(finding for piece in pieces for finding in unpack_findings(piece))


def _decoded(kept: bytes, decode: Callable[[bytes], _Kept]) -> _Kept | None:
    try:
        return decode(kept)
    except msgspec.DecodeError:
        return None


def _name(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
