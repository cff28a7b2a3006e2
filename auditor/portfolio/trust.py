"""What the process of a file may say: the parent believes no number and no name that cannot be true."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.model.brief import Brief
from auditor.model.enclosed import INSIDE
from auditor.model.finding import Outcome, Severity, Subject
from auditor.model.judged import Judged
from auditor.model.lined import Line
from auditor.model.report import Input, Score
from auditor.model.trace import Trace
from auditor.model.waiver import Waiver

_STORED = re.compile(r"\d{1,9}-\d{1,9}")
_MOST_PAGES = 1_000_000
_MOST_MARKS = 64
_MOST_NAMES = 1_000


@dataclass(frozen=True, slots=True)
class Spot:
    """Where some words stand."""

    path: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What is looked at in a finding; its words are its process's own."""

    rule: str
    outcome: Outcome
    severity: Severity
    likelihood: int
    subject: Subject
    section: str
    evidence: tuple[Spot, ...] = ()
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What is looked at in the line of a finding in the JSON report."""

    rule: str
    outcome: Outcome


def is_sound(judged: Judged, claims: Sequence[Claim], label: str) -> bool:
    """Return whether a result can be one about the file with this label; ``claims`` are its findings."""
    return (
        judged.input.path == label
        and _is_sound_input(judged.input)
        and (judged.input.trace is None or _is_sound_trace(judged.input.trace))
        and not judged.findings
        and (judged.subject is None or judged.subject.path == label)
        and all(claim.subject == judged.subject and _is_sound_claim(claim, label) for claim in claims)
        and _is_brief_of(judged.brief, claims)
        and all(
            member.label.startswith(f"{label}{INSIDE}")
            and member.size >= 0
            and (member.stored is None or _STORED.fullmatch(member.stored))
            for member in judged.members
        )
    )


def tell(lines: Iterable[Line], heads: Iterable[Head], claims: Iterable[Claim]) -> bool:
    """Return whether lines with these heads tell one finding each, and break no report."""
    told = [(line.section, line.severity, line.rule, head) for line, head in zip(lines, heads, strict=True)]
    found = [(c.section, c.severity, c.rule, Head(c.rule, c.outcome)) for c in claims]
    return Counter(told) == Counter(found) and not any(b"\n" in line.text for line in lines)


def _is_sound_claim(claim: Claim, label: str) -> bool:
    return (
        claim.waiver is None
        and 0 <= claim.likelihood <= 5
        and all(spot.path == label and 0 <= (spot.start or 0) <= (spot.end or 0) for spot in claim.evidence)
    )


def _is_brief_of(brief: Brief | None, claims: Sequence[Claim]) -> bool:
    """Return whether what is said of findings in short can be of these."""
    if brief is None:
        return not claims
    told = [(rule, kept.outcome, kept.waived) for rule, kept in brief.findings]
    return told == [(claim.rule, claim.outcome, False) for claim in claims] and _is_sound_score(brief.score)


def _is_sound_score(score: Score) -> bool:
    numbers = (number for number in (score.value, score.low, score.high) if number is not None)
    return all(0 <= number <= 100 for number in numbers) and 0 <= score.coverage <= 1


def _is_sound_trace(trace: Trace) -> bool:
    sketch = len(trace.sketch)
    return (
        sketch % 4 == 0
        and sketch <= 4 * _MOST_MARKS
        and len(trace.names) <= _MOST_NAMES
        and len(trace.words) <= _MOST_MARKS
    )


def _is_sound_input(entry: Input) -> bool:
    total = entry.pages_total
    if total is None:
        return entry.size >= 0 and not entry.pages_unread
    return entry.size >= 0 and 0 <= total <= _MOST_PAGES and all(1 <= page <= total for page in entry.pages_unread)
