"""The score written out so that a reader can compute it again with a pencil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from auditor.export.phrases import Phrases
from auditor.model.finding import Finding, Outcome
from auditor.model.report import Score, ScoreParts, SubjectScore
from auditor.scoring.score import BREADTH_WEIGHT, HIGHEST_LIKELIHOOD, HIGHEST_RISK, WORST_WEIGHT

_JUDGED = frozenset({Outcome.PASS, Outcome.WEAK, Outcome.FAIL})
_OPEN = frozenset({Outcome.UNDETERMINED, Outcome.ERROR})


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the computation."""

    name: str
    """A name of the table of words."""
    sum: str
    """The step written out, ready to be shown."""


def subject_by_hand(score: Score, findings: Sequence[Finding], phrases: Phrases) -> tuple[Line, ...]:
    """Return the computation of one subject's score; empty when there are no parts to compute it from."""
    findings = [finding for finding in findings if finding.waiver is None]
    parts = score.parts
    if parts is None or not parts.sum_possible:
        return ()
    lines = [
        Line("highest_r", str(parts.worst_risk)),
        Line("sum_r", _written_out(_risks(findings), parts.sum_risk)),
        Line("sum_possible", _written_out(_possible(findings), parts.sum_possible, HIGHEST_LIKELIHOOD)),
        Line("here", _formula(parts.worst_risk, parts.sum_risk, parts.sum_possible, phrases)),
    ]
    return (*lines, *_bounds(parts, findings, phrases))


def portfolio_by_hand(scores: Sequence[SubjectScore], phrases: Phrases) -> tuple[Line, ...]:
    """Return the computation of the overall score from the subjects' scores; empty when none has a value."""
    values = [entry.score.value for entry in scores if entry.score.value is not None]
    if not values:
        return ()
    lines = [
        Line("worst_score", str(max(values))),
        Line("mean_score", _mean_written_out(values, phrases)),
        Line("here", _overall(values, phrases)),
    ]
    if any(entry.score.low != entry.score.high for entry in scores):
        lines.append(Line("if_all_pass", _overall([s.score.low for s in scores if s.score.low is not None], phrases)))
        lines.append(Line("if_all_fail", _overall([s.score.high for s in scores if s.score.high is not None], phrases)))
    return tuple(lines)


def weights(phrases: Phrases) -> dict[str, str]:
    """Return the two weights of the formula as the language writes them, by their names in the phrases."""
    return {"worst": phrases.number(WORST_WEIGHT, 1), "breadth": phrases.number(BREADTH_WEIGHT, 1)}


def _formula(worst: int, risk: int, possible: int, phrases: Phrases) -> str:
    """Return the formula with its numbers, the result to two digits and rounded half up."""
    exact = 100 * (WORST_WEIGHT * Fraction(worst, HIGHEST_RISK) + BREADTH_WEIGHT * Fraction(risk, possible))
    first, second = weights(phrases).values()
    shown = f"100 × ({first} × {worst} / {HIGHEST_RISK} + {second} × {risk} / {possible})"
    return f"{shown} {_result(exact, phrases)}"


def _overall(values: Sequence[int], phrases: Phrases) -> str:
    mean = Fraction(sum(values), len(values))
    exact = WORST_WEIGHT * max(values) + BREADTH_WEIGHT * mean
    first, second = weights(phrases).values()
    return f"{first} × {max(values)} + {second} × {phrases.number(mean, 2)} {_result(exact, phrases)}"


def _result(exact: Fraction, phrases: Phrases) -> str:
    if exact.denominator == 1:
        return f"= {phrases.number(exact)}"
    return f"= {phrases.number(exact, 2)} ≈ {phrases.number(exact)}"


def _bounds(parts: ScoreParts, findings: Sequence[Finding], phrases: Phrases) -> list[Line]:
    """Return the two bounds: everything undetermined at L = 0, and everything at L = 5."""
    still_open = [finding.consequence for finding in findings if finding.outcome in _OPEN]
    if not still_open:
        return []
    added = HIGHEST_LIKELIHOOD * sum(still_open)
    possible = parts.sum_possible + added
    worst = max(parts.worst_risk, HIGHEST_LIKELIHOOD * max(still_open))
    return [
        Line("if_all_pass", _formula(parts.worst_risk, parts.sum_risk, possible, phrases)),
        Line("if_all_fail", _formula(worst, parts.sum_risk + added, possible, phrases)),
    ]


def _risks(findings: Sequence[Finding]) -> list[int]:
    return [finding.risk for finding in findings if finding.outcome in {Outcome.WEAK, Outcome.FAIL} and finding.risk]


def _possible(findings: Sequence[Finding]) -> list[int]:
    return [finding.consequence for finding in findings if finding.outcome in _JUDGED]


def _written_out(numbers: Sequence[int], total: int, factor: int = 1) -> str:
    """Return «20 + 3 × 16 = 68»; only the total when these numbers are not what it was made of."""
    if not numbers or sum(numbers) * factor != total:
        return str(total)
    terms = " + ".join(_term(number, often) for number, often in sorted(Counter(numbers).items(), reverse=True))
    if factor != 1:
        return f"{factor} × ({terms}) = {total}"
    return terms if terms == str(total) else f"{terms} = {total}"


def _term(number: int, often: int) -> str:
    return str(number) if often == 1 else f"{often} × {number}"


def _mean_written_out(values: Sequence[int], phrases: Phrases) -> str:
    """Return the sum over the number of values; of a large portfolio only the totals."""
    mean = phrases.number(Fraction(sum(values), len(values)), 2)
    if len(values) == 1:
        return str(values[0])
    if len(values) <= 12:
        return f"({' + '.join(map(str, values))}) / {len(values)} = {mean}"
    return f"{sum(values)} / {len(values)} = {mean}"
