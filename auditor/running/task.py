"""What the parent tells the process of a file, and what that tells the parent; both as bytes."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from auditor.model.brief import Brief, Rows, kept_row
from auditor.model.document import Document
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Citation, Finding
from auditor.model.judged import Judged
from auditor.model.lined import Line
from auditor.model.report import RulesetStamp
from auditor.model.text import Text
from auditor.portfolio.trust import Claim, Head, is_sound, tell
from auditor.running.packing import pack, unpack
from auditor.running.settings import Settings
from auditor.scoring.score import score_subject
from auditor.sources.discover import FoundFile
from auditor.sources.taking import Budget

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be worked on."""

    file: FoundFile
    settings: Settings
    folder: Path
    """Where the members of a container are put; made when the first is."""
    budget: Budget
    facts: bytes | None = None
    """The facts, packed, when they are known from an earlier run: so small that a process that waits can take them."""
    ahead: Path | None = None
    """Where the document lies, when it was read while the rules were made ready."""

    def to_bytes(self) -> bytes:
        """Return the task for another process of this run."""
        return pickle.dumps(replace(self, settings=mute(self.settings)))

    @classmethod
    def from_bytes(cls, data: bytes) -> Task:
        """Return the task that the parent of this process wrote."""
        return cast("Task", pickle.loads(data))  # noqa: S301 - written by our own parent, never read from a file


def mute(settings: Settings) -> Settings:
    """Return settings for another process, which neither tells how far it is nor asks whether to stop."""
    return replace(settings, tell=_silent, stop=_never)


def _silent(progress: object) -> None:
    """Say nothing: progress is told by the parent."""


def _never() -> bool:
    """Go on: it is the parent that stops."""
    return False


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file."""

    judged: Judged
    facts: bytes | None = None
    """The facts, packed, to be kept for a later run; None where nothing is kept."""
    left: Budget | None = None
    """What containers among the members may still hold."""

    def to_bytes(self) -> bytes:
        """Return the result as bytes that do nothing but hold values; its findings are packed as they are kept."""
        judged = briefed(self.judged)
        return _ENCODER.encode(replace(self, judged=replace(judged, findings=(), packed=packed(judged))))

    @classmethod
    def from_bytes(cls, data: bytes) -> Done:
        """Return a result with its findings packed; msgspec.DecodeError for bytes that hold anything else."""
        return _decoded(Done, data)

    def is_sound(self, label: str) -> bool:
        """Return whether the result can be one about the file with this label.

        ValueError or msgspec.DecodeError for findings or lines that cannot be unpacked.
        """
        judged = self.judged
        claims = _decoded(tuple[Claim, ...], unpack(judged.packed)) if judged.packed else ()
        lines = unpack_lines(judged.lines) if judged.lines else ()
        told = not lines or tell(lines, [_HEAD.decode(line.text) for line in lines], claims)
        return told and is_sound(judged, claims, label)


def briefed(judged: Judged) -> Judged:
    """Return a result with what is known of its findings without going through them again."""
    if not judged.findings or judged.brief is not None:
        return judged
    rows = tuple(map(kept_row, judged.findings))
    return replace(judged, brief=Brief(score_subject(judged.findings), rows))


def packed(judged: Judged) -> bytes:
    """Return the findings of a result as they are sent and kept; empty where there are none."""
    return judged.packed or (pack_findings(judged.findings) if judged.findings else b"")


@dataclass(frozen=True, slots=True)
class Package:
    """What became of a contract that was read together with its annexes."""

    judged: tuple[Judged, ...]
    """The contract first, then each annex."""
    facts: DocumentFacts | None = None
    """What was understood of all of it as one text, the contract first; None where the contract was not read."""
    own: int = 0
    """Characters of that text that are the contract's own."""
    more: tuple[Finding, ...] = ()
    """Gaps that come up once the proposed clauses are in: a clause that another one calls for."""
    unfit: tuple[str, ...] = ()
    """Rules whose model clause must not be proposed here: in this contract it would break another rule."""

    def to_bytes(self) -> bytes:
        """Return the result as bytes that do nothing but hold values."""
        return _ENCODER.encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Package | None:
        """Return a result; None for bytes that hold anything but values of the right kinds."""
        try:
            return _decoded(Package, data)
        except (msgspec.DecodeError, RecursionError):
            return None


@dataclass(frozen=True, slots=True)
class Book:
    """What a report says of the rules, without the rules."""

    stamp: RulesetStamp
    sections: tuple[tuple[str, Text], ...]
    profiles: tuple[str, ...]
    """The ids of all profiles."""
    law: tuple[tuple[str, tuple[Citation, ...]], ...] = ()
    """Every rule with all its references to the law, whenever they are in force."""
    unwaivable: tuple[str, ...] = ()
    """Rules whose findings may not be accepted."""


def book_to_bytes(book: Book) -> bytes:
    """Return what a report says of the rules as bytes."""
    return _ENCODER.encode(book)


def book_from_bytes(data: bytes) -> Book:
    """Return what a report says of the rules; msgspec.DecodeError for bytes that are none."""
    return _decoded(Book, data)


def pieces_to_bytes(pieces: tuple[bytes, ...]) -> bytes:
    """Return several pieces of bytes as one."""
    return _ENCODER.encode(pieces)


def pieces_from_bytes(data: bytes) -> tuple[bytes, ...]:
    """Return the pieces; msgspec.DecodeError for bytes that are none."""
    return _decoded(tuple[bytes, ...], data)


def document_to_bytes(document: Document) -> bytes:
    """Return a document that was read as bytes."""
    return _ENCODER.encode(document)


def document_from_bytes(data: bytes) -> Document:
    """Return a document; ValueError for bytes that are none."""
    try:
        return _decoded(Document, data)
    except msgspec.DecodeError as error:
        raise ValueError("it is no document") from error


def facts_to_bytes(facts: DocumentFacts) -> bytes:
    """Return facts as bytes."""
    return _ENCODER.encode(facts)


def facts_from_bytes(data: bytes) -> DocumentFacts:
    """Return facts; msgspec.DecodeError for bytes that are none."""
    return _decoded(DocumentFacts, data)


def judged_to_bytes(judged: Judged) -> bytes:
    """Return a verdict as bytes."""
    return _ENCODER.encode(judged)


def judged_from_bytes(data: bytes) -> Judged:
    """Return a verdict; msgspec.DecodeError for bytes that are none."""
    return _decoded(Judged, data)


def judged_all_to_bytes(results: tuple[Judged, ...]) -> bytes:
    """Return several verdicts as bytes."""
    return _ENCODER.encode(results)


def judged_all_from_bytes(data: bytes) -> tuple[Judged, ...]:
    """Return several verdicts; msgspec.DecodeError for bytes that are none."""
    return _decoded(tuple[Judged, ...], data)


def findings_to_bytes(findings: tuple[Finding, ...]) -> bytes:
    """Return findings as bytes."""
    return _ENCODER.encode(findings)


def findings_from_bytes(data: bytes) -> tuple[Finding, ...]:
    """Return findings; msgspec.DecodeError for bytes that are none."""
    return _decoded(tuple[Finding, ...], data)


def pack_findings(findings: tuple[Finding, ...]) -> bytes:
    """Return findings as they are sent and kept."""
    return pack(findings_to_bytes(findings))


def unpack_findings(body: bytes) -> tuple[Finding, ...]:
    """Return findings again; ValueError for what cannot be unpacked, msgspec.DecodeError for what are no findings."""
    return findings_from_bytes(unpack(body))


def pack_lines(lines: tuple[Line, ...]) -> bytes:
    """Return the lines of findings as they are sent and kept."""
    return pack(lines_to_bytes(lines))


def unpack_lines(body: bytes) -> tuple[Line, ...]:
    """Return lines again; ValueError for what cannot be unpacked, msgspec.DecodeError for what are no lines."""
    return _decoded(tuple[Line, ...], unpack(body))


def rows_to_bytes(rows: Rows) -> bytes:
    """Return what is kept of findings as bytes."""
    return _ENCODER.encode(rows)


def rows_from_bytes(data: bytes) -> Rows:
    """Return what is kept of findings; msgspec.DecodeError for bytes that are none."""
    return _decoded(Rows, data)


def lines_to_bytes(lines: tuple[Line, ...]) -> bytes:
    """Return the lines of findings as bytes."""
    return _ENCODER.encode(lines)


def _decoded(kind: type[_T], data: bytes) -> _T:
    """Return a value of a kind; what decodes it is made when it is first needed: many a run needs few."""
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    value: _T = decoder.decode(data)
    return value


_DECODERS: dict[Any, msgspec.msgpack.Decoder[Any]] = {}
_ENCODER = msgspec.msgpack.Encoder()
_HEAD = msgspec.json.Decoder(Head)
