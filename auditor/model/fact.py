"""What the words of a document say: small facts with the place each was read at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from auditor.model.document import Document
from auditor.model.outline import Outline
from auditor.model.profile import Profile, Span
from auditor.model.record import Record, Table
from auditor.model.text import Text


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage in which a topic was recognised."""

    topic: str
    span: Span
    """The sentence or sentences, in the document's text."""
    words: Span
    """From the first to the last recognised word."""
    sentence: int
    clause: int
    section: int
    phrase: str
    """The phrase of the lexicon that matched."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A passage that came near to a topic and why it did not count."""

    topic: str
    span: Span
    why_not: Text


@dataclass(frozen=True, slots=True)
class ValueFact:
    """An amount, a period, a date or another value with its place."""

    kind: str
    span: Span
    number: Decimal | None = None
    unit: str | None = None
    detail: str | None = None
    sentence: int = -1


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with the document itself, found by a detector: a blank left, a broken reference."""

    kind: str
    """One of ``DEFECT_KINDS``: ``placeholder``, ``amount_words`` ..."""
    span: Span | None
    """Where it stands; None where it is of the whole document."""
    message: Text
    """What exactly is wrong, in one sentence: «Цифрами 35 000, прописью 30 000»."""
    grade: str = "fail"
    """How grave: ``fail``, ``weak``, or ``unknown`` where the file cannot tell."""
    also: tuple[Span, ...] = ()
    """Further passages that belong to it: the other date, the same party under another name."""


@dataclass(frozen=True)
class DocumentFacts:
    """Everything the rules may ask about one document."""

    document: Document
    profile: Profile
    outline: Outline
    mentions: Mapping[str, tuple[Mention, ...]]
    headings: Mapping[str, tuple[int, ...]]
    """Sections whose heading announces a topic, by topic."""
    near_misses: Mapping[str, tuple[NearMiss, ...]]
    values: tuple[ValueFact, ...] = ()
    defects: Mapping[str, tuple[Defect, ...]] = field(default_factory=dict)
    complete: bool = True
    """False when a part of the document was not read: then an absence is not proved."""
    as_of: str | None = None
    """The audit's date, ISO 8601; None when the facts are read outside an audit."""
    tables: tuple[Table, ...] = ()
    """Tables whose columns are known."""
    records: tuple[Record, ...] = ()
    """Entries of registers, letters, messages, notes."""
