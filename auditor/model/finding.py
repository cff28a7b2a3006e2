"""What the auditor says of one rule and one subject, and what it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from auditor.model.document import Box
from auditor.model.text import Text
from auditor.model.waiver import Waiver


class Outcome(StrEnum):
    """The six outcomes; there is no silent seventh."""

    PASS = "pass"  # noqa: S105 - an outcome, no password
    WEAK = "weak"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"
    ERROR = "error"


class Severity(StrEnum):
    """How grave a missing or forbidden thing is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def consequence(self) -> int:
        """Return the consequence C of the scoring matrix: 2 to 5 (legal notes, section 7, step 1)."""
        return {"low": 2, "medium": 3, "high": 4, "critical": 5}[self.value]


class Confidence(StrEnum):
    """How sure the tool is of the outcome; a second axis, never mixed into severity."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words an outcome rests on, verbatim, and where they stand."""

    path: str
    quote: str
    page: int | None = None
    paragraph: int | None = None
    clause: str | None = None
    cell: str | None = None
    start: int | None = None
    """Offset of the quote in the document's text, in characters."""
    end: int | None = None
    box: Box | None = None
    about: Text | None = None
    """What these words show: the title of the topic they were recognised as."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage that came near to what was searched for, and why it did not count."""

    quote: str
    why_not: Text
    page: int | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """The proof of absence: what a "missing" rests on."""

    pages_read: int | None
    """None where the format has no pages."""
    pages_unread: tuple[int, ...]
    searched_for: tuple[Text, ...]
    nearest: tuple[Nearest, ...] = ()
    paragraphs_read: int = 0


class SubjectKind(StrEnum):
    """What a rule judges."""

    CONTRACT = "contract"
    DOCUMENT = "document"
    INTERACTION = "interaction"
    COMPLAINT = "complaint"
    ACCESS = "access"
    MATTER = "matter"
    PROGRAMME = "programme"


OF_THE_FIRM = frozenset({SubjectKind.PROGRAMME, SubjectKind.ACCESS})
"""Kinds whose rules, where they ask for words, any document of the firm's own order can answer."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing judged: a contract, a record, a matter, the organisation."""

    kind: SubjectKind
    id: str
    path: str
    label: str
    matter: str
    consumer: bool | None = None
    """Whether the client is a consumer; None is "unknown"."""


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of law or of good practice, with how far it was checked."""

    ref: str
    rule: Text = field(default_factory=lambda: Text("", ""))
    """What it says, in one sentence."""
    status: str = "from-memory"
    """verified | verified-secondary | from-memory | good-practice."""
    in_force_from: str | None = None
    in_force_to: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One outcome for one rule and one subject."""

    rule: str
    outcome: Outcome
    severity: Severity
    likelihood: int
    """L of the scoring matrix, 0 to 5 (legal notes, section 7, step 2)."""
    subject: Subject
    section: str
    """The group of the check-list the rule belongs to; the report groups by it."""
    title: Text
    message: Text
    recommendation: Text
    model_clause: Text | None = None
    why: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    absence: Absence | None = None
    law: tuple[Citation, ...] = ()
    confidence: Confidence = Confidence.MEDIUM
    confidence_reason: Text | None = None
    fingerprint: str = ""
    """A mark of the matter, the rule and the words; the same when the file is renamed."""
    words: str = ""
    """A hash of the words alone, levelled; empty where there are none."""
    waiver: Waiver | None = None
    """Why it does not count; the outcome stays what it was."""
    history: str = "new"
    """What became of it since the last recorded audit: ``new``, ``unchanged``, ``changed`` or ``fixed``."""
    since: str = ""
    """The date of the audit that flagged it first; empty where that is not known."""
    baseline: str = ""
    """Until when the baseline covers it; empty when it does not."""
    owner: str = ""
    """Who is to mend it."""
    due: str = ""
    """By when, ISO 8601."""
    person: str = ""
    """The employee whose record it is about; empty for contracts."""
    tags: tuple[str, ...] = field(default=())

    @property
    def consequence(self) -> int:
        """Return the consequence C of the scoring matrix, 2 to 5."""
        return self.severity.consequence

    @property
    def risk(self) -> int:
        """Return R = C x L, 0 to 25."""
        return self.consequence * self.likelihood


def with_shared_texts(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings with what several of them say alike as one object for all: nine tenths of what they take."""
    known: dict[Any, Any] = {}

    def one(part: _Part) -> _Part:
        found: _Part = known.setdefault(part, part)
        return found

    for f in findings:
        yield replace(
            f, subject=one(f.subject), title=one(f.title), message=one(f.message), recommendation=one(f.recommendation),
            model_clause=one(f.model_clause), why=one(f.why), law=one(f.law), tags=one(f.tags),
            confidence_reason=one(f.confidence_reason),
        )  # fmt: skip


_Part = TypeVar("_Part")


def fingerprint_of(matter: str, rule: str, words: str) -> str:
    """Return the mark of a finding: nothing in it comes from the name or the place of a file."""
    return hashlib.sha256("\x1f".join((matter, rule, words)).encode("utf-8", "replace")).hexdigest()[:24]
