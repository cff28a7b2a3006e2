"""What a report says of earlier audits of the same portfolio."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.finding import Outcome, Severity
from auditor.model.text import Text


class State(StrEnum):
    """What became of a finding since an earlier audit."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    """Still flagged, but its words or its outcome are others."""
    FIXED = "fixed"
    GONE = "gone"
    """Its document is not in the portfolio any more, or the rule has nothing to judge in it."""
    UNCHECKED = "unchecked"
    """It could not be checked this time: its document was not read, or its rule was not asked."""


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that stands differently than in the earlier audit."""

    state: State
    rule: str
    section: Text
    """The title of its section."""
    title: Text
    severity: Severity
    label: str
    """The contract, or another thing judged."""
    path: str
    client: str
    before: Outcome | None = None
    after: Outcome | None = None
    quote: str = ""
    """The first words it rests on, or rested on."""
    was: str = ""
    """The words it rested on before, where they changed."""
    why: Text | None = None
    """Why it is gone or was not checked; that its rule is new."""
    owner: str = ""
    person: str = ""
    """The employee a record is of; empty for contracts."""
    law: tuple[str, ...] = ()
    """The references of the rule."""


@dataclass(frozen=True, slots=True)
class Point:
    """One audit on the curve."""

    number: int
    day: str
    """The date by which was judged, ISO 8601."""
    score: int | None
    low: int | None
    high: int | None
    flagged: int
    """Findings that failed or were weak."""
    documents: int
    new: int = 0
    fixed: int = 0
    rules_changed: bool = False
    """Whether the rules were others than in the audit before: then the two are not quite comparable."""


@dataclass(frozen=True, slots=True)
class Offender:
    """A client, an employee or a section in which the same thing is found time and again."""

    name: str
    rule: str
    title: Text
    times: int
    """How often it came anew, after a fix or in another document."""


@dataclass(frozen=True, slots=True)
class Due:
    """A finding that somebody is to mend by a day."""

    rule: str
    title: Text
    severity: Severity
    label: str
    path: str
    owner: str
    due: str
    days_over: int
    """Days since it was due; negative or zero while there is time."""


@dataclass(frozen=True, slots=True)
class LawChange:
    """A contract to read again, because the law under one of its rules changed since the last audit."""

    label: str
    path: str
    concluded: str
    rule: str
    title: Text
    ref: str
    moment: str
    """When the law came into force or lapsed."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings accepted together, once."""

    number: int
    """The audit whose findings they are."""
    reason: str
    author: str
    given: str
    until: str
    holds: bool
    covered: int = 0
    """Findings of this report that it covers."""


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that a report says of earlier audits."""

    portfolio: str
    number: int
    """The number of this audit in the history of its portfolio; 0 when it is not recorded."""
    before: Point | None
    """The audit it is compared with; None for the first."""
    counts: tuple[tuple[State, int], ...] = ()
    changes: tuple[Change, ...] = ()
    trend: tuple[Point, ...] = ()
    """Every audit up to this one, the oldest first."""
    days_to_fix: float | None = None
    """Mean days from the audit that found a thing to the audit that found it mended; None when nothing was mended."""
    fixed_ever: int = 0
    offenders: tuple[Offender, ...] = ()
    due: tuple[Due, ...] = ()
    """The overdue ones first."""
    law: tuple[LawChange, ...] = ()
    baseline: Baseline | None = None
    notes: tuple[Text, ...] = field(default=())
    """What a reader must know before comparing: other rules, a run that was interrupted."""
    new: int = 0
    """Findings that somebody is to mend and that the audit before did not have."""
