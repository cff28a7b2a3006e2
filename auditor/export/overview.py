"""What the summary of a report says: the verdict, what to do first, what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.export.arithmetic import Line
from auditor.export.order import severity_rank
from auditor.export.phrases import Phrases
from auditor.export.pictures import Pictures
from auditor.export.views import FindingView
from auditor.model.finding import Finding, Outcome, Severity
from auditor.model.report import Input, InputStatus, Report
from auditor.model.text import Text
from auditor.scoring.score import HIGHEST_LIKELIHOOD

OUTCOMES = (
    Outcome.FAIL,
    Outcome.WEAK,
    Outcome.UNDETERMINED,
    Outcome.ERROR,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)
"""Every outcome, in the order in which they are counted for the reader."""
FIRST_STEPS = 3
"""How many things to do first the summary names."""
PLACES_NAMED = 3
"""Places that a thing to do first names; for the others the rule is shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go from the summary."""

    link: str
    headline: str
    """The fact, as one sentence."""
    where: str
    """The contract, or in how many contracts."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do first: a rule that failed, with where it did."""

    worst: FindingView
    """The finding of this rule with the highest risk."""
    places: tuple[Place, ...]
    """The first few."""
    number: int
    """In how many places it failed."""
    more: str
    """The address that tells the other places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The summary of a report, in order."""

    report: Report
    verdict: tuple[str, str]
    """The level of risk in words, and the sentence with the counts."""
    sentence: Text
    """What holds the score; of a single subject its own sentence."""
    scope: str
    counts: Counter[Outcome]
    urgent: tuple[Place, ...]
    steps: tuple[Step, ...]
    by_hand: tuple[Line, ...]
    single: bool
    """Whether there is just one subject: then its own computation is the overall one."""
    contracts_only: bool
    unread: tuple[Input, ...]
    skipped: tuple[Input, ...]
    judged: int
    """The number of subjects."""
    pictures: Pictures
    listed: int | None = None
    """How many files that were not read are named; None is all."""
    unread_link: str = ""
    """The address of the list of those."""
    skipped_link: str = ""
    waived: int = 0
    """Findings that were accepted with a waiver."""

    @property
    def settled(self) -> bool:
        """Return whether something was judged and nothing was left open or unread."""
        still_open = self.counts[Outcome.UNDETERMINED] + self.counts[Outcome.ERROR]
        return bool(self.judged) and not still_open and not self.unread

    @property
    def findings(self) -> int:
        """Return the number of findings in the report."""
        return self.counts.total() + self.waived


def not_read(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Return the files of which the report says nothing or not everything; those not read at all come first."""
    left = {InputStatus.NOT_READ, InputStatus.PARTLY_READ}
    return tuple(sorted((entry for entry in inputs if entry.status in left), key=_unread_first))


def passed_over(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Return the files that were left out on purpose."""
    return tuple(sorted((e for e in inputs if e.status is InputStatus.SKIPPED), key=lambda entry: entry.path))


def _unread_first(entry: Input) -> tuple[bool, str]:
    return entry.status is not InputStatus.NOT_READ, entry.path


def is_urgent(finding: Finding) -> bool:
    """Return whether a finding calls for action at once: critical, failed, L = 5 (legal notes, section 7)."""
    grave = finding.severity is Severity.CRITICAL and finding.likelihood == HIGHEST_LIKELIHOOD
    return finding.outcome is Outcome.FAIL and grave and finding.waiver is None


def first_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return the gravest of them: by risk, then by the number of places, then by severity."""
    return tuple(sorted(steps, key=_step_place)[:FIRST_STEPS])


def _step_place(step: Step) -> tuple[int, int, int, str]:
    finding = step.worst.finding
    return -finding.risk, -step.number, severity_rank(finding.severity), finding.rule


def scope(report: Report, subjects: int, phrases: Phrases, *, contracts_only: bool) -> str:
    """Return what was looked at, in numbers."""
    things = phrases.count("contracts" if contracts_only else "subjects", subjects)
    return ", ".join([things, phrases.count("files", len(report.inputs)), phrases.count("rules", report.ruleset.rules)])


def verdict(report: Report, counts: Counter[Outcome], unread: Sequence[Input], phrases: Phrases) -> tuple[str, str]:
    """Return the level of risk and one sentence with what failed, what has no answer and what was not read."""
    applicable = counts.total() - counts[Outcome.NOT_APPLICABLE]
    level = phrases.say(f"band.{report.overall.band.value}")
    told = [*_told_counts(counts, applicable, phrases), *_told_unread(unread, phrases)]
    if not applicable:
        return level, ". ".join([phrases.say("nothing_judged").rstrip("."), *map(_capital, told)]) + "."
    return level, _capital(", ".join(told)) + "."


def _told_counts(counts: Counter[Outcome], applicable: int, phrases: Phrases) -> Iterable[str]:
    if not applicable:
        return
    failed, still_open = counts[Outcome.FAIL], counts[Outcome.UNDETERMINED] + counts[Outcome.ERROR]
    if failed:
        yield phrases.count("checks_failed", failed, m=phrases.number(applicable))
    else:
        yield phrases.count("checks_none_failed", applicable)
    if counts[Outcome.WEAK]:
        yield phrases.count("checks_weak", counts[Outcome.WEAK])
    if still_open:
        yield phrases.count("checks_open", still_open)


def _told_unread(unread: Sequence[Input], phrases: Phrases) -> Iterable[str]:
    wholly = sum(entry.status is InputStatus.NOT_READ for entry in unread)
    if wholly:
        yield phrases.count("files_unread", wholly)
    if len(unread) > wholly:
        yield phrases.count("files_partly", len(unread) - wholly)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
