"""The report: one frozen object that every exporter renders."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from auditor.model.finding import Citation, Finding, Subject
from auditor.model.text import Language, Text
from auditor.model.trace import Trace

if TYPE_CHECKING:
    from auditor.model.access_table import AccessTable
    from auditor.model.past import Past
    from auditor.model.promise_table import PromiseTable
    from auditor.model.waiver import WaiverBook


class InputStatus(StrEnum):
    """What became of a file that was found."""

    READ = "read"
    PARTLY_READ = "partly_read"
    NOT_READ = "not_read"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Input:
    """One file that was found, read or not."""

    path: str
    sha256: str
    size: int
    """Bytes."""
    media_type: str
    status: InputStatus
    language: str | None = None
    kind: str = "other"
    reason: str | None = None
    """A stable code for every status but ``read``."""
    message: Text | None = None
    """The same for a person, with the remedy."""
    pages_total: int | None = None
    pages_unread: tuple[int, ...] = ()
    duplicate_of: str | None = None
    matter: str | None = None
    facts: tuple[tuple[Text, str], ...] = ()
    """What was understood of the document, for its card: (name, value) pairs such as regime, date, parties."""
    warnings: tuple[Text, ...] = ()
    """What a reader should know of the document: a special sector, a reading order in doubt."""
    trace: Trace | None = None
    """What it is recognised by in a later audit; None where it was not read."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One client: its contract with everything that belongs to it."""

    id: str
    client: str
    consumer: bool | None
    inputs: tuple[str, ...]


class Band(StrEnum):
    """The band of a score (legal notes, section 7)."""

    LOW = "low"
    MODERATE = "moderate"
    ELEVATED = "elevated"
    HIGH = "high"
    CRITICAL = "critical"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """The numbers a reader needs to compute a score again by hand."""

    worst_risk: int
    """max R over the determined checks, 0 to 25."""
    sum_risk: int
    sum_possible: int
    """sum of 5 x C over the determined checks."""
    undetermined: tuple[str, ...] = ()
    """Rules that could not be judged."""
    worst_rules: tuple[str, ...] = ()
    """Rules with the highest R, which hold the score."""


@dataclass(frozen=True, slots=True)
class Score:
    """A risk score, 0 to 100, 100 is the worst; low and high while something is undetermined."""

    value: int | None
    low: int | None
    high: int | None
    band: Band
    coverage: float
    """Share of the applicable checks, weighted by consequence, that could be determined: 0 to 1."""
    sentence: Text
    immediate_action: bool = False
    """The critical override: a critical finding with L = 5."""
    parts: ScoreParts | None = None


@dataclass(frozen=True, slots=True)
class SubjectScore:
    """The score of one subject."""

    subject: Subject
    score: Score


@dataclass(frozen=True, slots=True)
class RulesetStamp:
    """Which rules judged."""

    version: str
    sha256: str
    rules: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one audit says."""

    tool_version: str
    ruleset: RulesetStamp
    generated_at: str
    """ISO 8601, UTC; the only field that differs between two equal runs."""
    as_of: str
    language: Language
    inputs: tuple[Input, ...]
    matters: tuple[Matter, ...]
    findings: Collection[Finding]
    """All findings; a large portfolio keeps them on the disk, subject by subject in the order of their paths."""
    overall: Score
    by_subject: tuple[SubjectScore, ...]
    sections: tuple[tuple[str, Text], ...] = field(default=())
    """Code and title of each section of the check-list, in the order of the report."""
    profile: str = "auto"
    complete: bool = True
    """False when the run was interrupted and only a part was audited."""
    law: tuple[tuple[str, tuple[Citation, ...]], ...] = ()
    """Every rule with all its references to the law, whenever they are in force."""
    waivers: WaiverBook | None = None
    """The accepted findings; None where no waivers were given."""
    past: Past | None = None
    """What earlier audits said; None when there is no history."""
    access: AccessTable | None = None
    """Who sees whose data; None for a portfolio without lists of rights and logs."""
    promises: PromiseTable | None = None
    """What was promised to clients and what became of it; None for a portfolio without records of contacts."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each file lies on this machine, by its path in the report; never written into any report."""
    links: Mapping[str, str] = field(default_factory=dict)
    """The same as addresses relative to the report that is being written, for its links to the files."""
    template: str = ""
    """The firm's own Word file on which the memorandum is written; empty for a plain sheet."""
    seal: str = ""
    """The head of the chain of digests of the sealed package; empty without one."""
