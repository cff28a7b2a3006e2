"""The score of one subject and of all subjects together, 0 to 100, 100 is the worst.

    R = C x L                                                       of one check, 0 to 25
    score = 100 x (0.6 x max(R) / 25 + 0.4 x sum(R) / sum(5 x C))   over the determined checks
    overall = 0.6 x the worst score + 0.4 x the mean score          over the subjects

C is the consequence (2 to 5, from severity), L the likelihood of :func:`likelihood`. Everything follows section 7
of the legal notes of the project. C x L is the consequence-likelihood matrix of IEC 31010:2019 (ГОСТ Р 58771-2019)
within the risk process of ISO 31000:2018, 6.4.3 and 6.4.4; the weights 0.6 and 0.4 stand in no standard: they are
our own choice, so every report prints them. Scores are rounded half up, in exact fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from auditor.model.finding import Finding, Outcome, Severity
from auditor.model.report import Band, Score, ScoreParts, SubjectScore
from auditor.model.text import Text

WORST_WEIGHT = Fraction(6, 10)
"""Weight of the worst check, or of the worst subject: many passes cannot dilute it. Our own choice."""
BREADTH_WEIGHT = Fraction(4, 10)
"""Weight of all checks, or subjects, together: it rewards breadth of control. Our own choice."""
HIGHEST_LIKELIHOOD = 5
"""The upper end of L, the side of the five by five matrix of IEC 31010:2019."""
HIGHEST_RISK = 25
"""The upper end of R: consequence 5 times likelihood 5."""
BANDS = ((20, Band.LOW), (40, Band.MODERATE), (60, Band.ELEVATED), (80, Band.HIGH), (101, Band.CRITICAL))
"""Every band with the first score above it (legal notes, section 7, table of bands)."""
LEAST_COVERAGE = Fraction(60, 100)
"""Share of the applicable checks, by consequence, below which there is no verdict (legal notes, section 7)."""
BANDS_APART = 2
"""Best and worst score this many bands apart leave no verdict (legal notes, section 7)."""
NAMED_AT_MOST = 3
"""How many findings or subjects the sentence names; the others are counted."""

_JUDGED = frozenset({Outcome.PASS, Outcome.WEAK, Outcome.FAIL})
_OPEN = frozenset({Outcome.UNDETERMINED, Outcome.ERROR})
_FORBIDDEN = "forbidden"


def likelihood(
    outcome: Outcome,
    polarity: str,
    consumer: bool | None,  # noqa: FBT001 - the three questions of the table, in its order
    compensated: bool,  # noqa: FBT001
    open_complaint: bool,  # noqa: FBT001
) -> int:
    """Return L, 0 to 5: how likely the gap is to turn into a claim (legal notes, section 7, step 2).

    A pass is 0, a weak clause 2, a missing one 4, a ``forbidden`` thing that is there 5. A consumer as the client or
    an open complaint about the topic adds one, up to 5; then a compensating control takes one away, down to 1. A
    client of whom nothing is known (None) adds nothing. What was not judged has no likelihood and returns 0.
    """
    if outcome not in {Outcome.WEAK, Outcome.FAIL}:
        return 0
    missing = HIGHEST_LIKELIHOOD if polarity == _FORBIDDEN else 4
    level = 2 if outcome is Outcome.WEAK else missing
    if consumer or open_complaint:
        level = min(HIGHEST_LIKELIHOOD, level + 1)
    return max(1, level - 1) if compensated else level


def score_subject(findings: Sequence[Finding]) -> Score:
    """Return the score of one subject from all its findings, in whatever order they come.

    What does not apply weighs nothing. What is undetermined, errors included, is left out of the value and widens it
    to ``low`` (all of it passes) and ``high`` (all of it at L = 5); the parts name it. The band is INCONCLUSIVE when
    coverage is below 0.60, when low and high lie two bands or more apart, or when a critical check is undetermined
    and no critical finding is confirmed. With nothing determined the value is None and the coverage 0. What was
    accepted with a waiver weighs nothing.
    """
    findings = [finding for finding in findings if finding.waiver is None]
    judged = sorted((finding for finding in findings if finding.outcome in _JUDGED), key=_order)
    still_open = sorted((finding for finding in findings if finding.outcome in _OPEN), key=_order)
    checks = [_Check.of(finding) for finding in judged]
    best = [*checks, *(_Check(finding.consequence, 0) for finding in still_open)]
    worst = [*checks, *(_Check(finding.consequence, HIGHEST_LIKELIHOOD) for finding in still_open)]
    value, low, high = _value(checks), _value(best), _value(worst)
    coverage = _share(sum(check.consequence for check in checks), sum(check.consequence for check in best))
    conclusive = not _is_in_doubt(low, high, coverage) and not _is_critical_open(judged, still_open)
    return Score(
        value=value,
        low=low,
        high=high,
        band=_band(value) if value is not None and conclusive else Band.INCONCLUSIVE,
        coverage=float(coverage),
        sentence=_subject_sentence(judged, still_open, value, coverage, conclusive=conclusive),
        immediate_action=any(_is_emergency(finding) for finding in judged),
        parts=_parts(judged, checks, still_open),
    )


def score_portfolio(subject_scores: Sequence[SubjectScore]) -> Score:
    """Return the overall score: 0.6 x the worst subject + 0.4 x the mean, for value, low and high alike.

    A subject without a value takes part in low and high only. Coverage is the mean of the subjects' coverage, each
    weighted by the consequence of its applicable checks. The band is INCONCLUSIVE when coverage is below 0.60, when
    low and high lie two bands or more apart, or when a subject without a verdict could turn out to lie in a worse
    band than every value that is known. The parts are None: the subjects' own scores are what it is computed from.
    """
    scored = sorted((item for item in subject_scores if item.score.low is not None), key=_subject_order)
    values = [item.score.value for item in scored if item.score.value is not None]
    value = _combined(values)
    low = _combined([item.score.low or 0 for item in scored])
    high = _combined([item.score.high or 0 for item in scored])
    if high is not None and value is not None:
        high = max(high, value)  # a subject without a value may lower the mean of the highs below the value
    coverage = _mean_coverage([item.score for item in scored])
    conclusive = not _is_in_doubt(low, high, coverage) and not _is_worst_unknown(scored, values)
    return Score(
        value=value,
        low=low,
        high=high,
        band=_band(value) if value is not None and conclusive else Band.INCONCLUSIVE,
        coverage=float(coverage),
        sentence=_portfolio_sentence(scored, value, coverage, conclusive=conclusive),
        immediate_action=any(item.score.immediate_action for item in scored),
    )


@dataclass(frozen=True, slots=True)
class _Check:
    """What a check adds to the formula."""

    consequence: int
    risk_level: int

    @classmethod
    def of(cls, finding: Finding) -> _Check:
        return cls(finding.consequence, 0 if finding.outcome is Outcome.PASS else finding.likelihood)

    @property
    def risk(self) -> int:
        return self.consequence * self.risk_level

    @property
    def possible(self) -> int:
        return self.consequence * HIGHEST_LIKELIHOOD


def _value(checks: Sequence[_Check]) -> int | None:
    """Return the score of these checks, or None when there are none."""
    if not checks:
        return None
    risks = [check.risk for check in checks]
    worst = Fraction(max(risks), HIGHEST_RISK)
    breadth = Fraction(sum(risks), sum(check.possible for check in checks))
    return _rounded(100 * (WORST_WEIGHT * worst + BREADTH_WEIGHT * breadth))


def _combined(values: Sequence[int]) -> int | None:
    """Return the overall score of these subject scores, or None when there are none."""
    if not values:
        return None
    return _rounded(WORST_WEIGHT * max(values) + BREADTH_WEIGHT * Fraction(sum(values), len(values)))


def _rounded(number: Fraction) -> int:
    """Return a number rounded half up, as the worked examples of the legal notes are."""
    return floor(number + Fraction(1, 2))


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def _band(value: int) -> Band:
    return next(band for below, band in BANDS if value < below)


def _rank(value: int) -> int:
    """Return the number of a score's band, from 0."""
    return next(rank for rank, (below, _) in enumerate(BANDS) if value < below)


def _is_in_doubt(low: int | None, high: int | None, coverage: Fraction) -> bool:
    """Return whether too little was determined, or low and high are too far apart, for a verdict."""
    if low is None or high is None or coverage < LEAST_COVERAGE:
        return True
    return _rank(high) - _rank(low) >= BANDS_APART


def _is_critical_open(judged: Sequence[Finding], still_open: Sequence[Finding]) -> bool:
    """Return whether a critical check is undetermined while no critical finding is confirmed."""
    confirmed = any(finding.severity is Severity.CRITICAL and finding.outcome is Outcome.FAIL for finding in judged)
    return not confirmed and any(finding.severity is Severity.CRITICAL for finding in still_open)


def _is_worst_unknown(scored: Sequence[SubjectScore], values: Sequence[int]) -> bool:
    """Return whether a subject without a verdict could lie in a worse band than every known value."""
    known = _rank(max(values)) if values else -1
    in_doubt = [item.score.high or 0 for item in scored if item.score.band is Band.INCONCLUSIVE]
    return any(_rank(high) > known for high in in_doubt)


def _is_emergency(finding: Finding) -> bool:
    """Return whether a finding calls for action at once: critical, failed, L = 5 (legal notes, section 7)."""
    failed = finding.outcome is Outcome.FAIL and finding.likelihood == HIGHEST_LIKELIHOOD
    return failed and finding.severity is Severity.CRITICAL


def _mean_coverage(scores: Sequence[Score]) -> Fraction:
    """Return the mean coverage, weighted by the consequence of each subject's applicable checks."""
    weights = [_weight(score) for score in scores]
    known = [weight for weight in weights if weight is not None]
    usual = sum(known, Fraction(0)) / len(known) if known else Fraction(1)
    filled = [usual if weight is None else weight for weight in weights]
    covered = sum((w * Fraction(score.coverage) for w, score in zip(filled, scores, strict=True)), Fraction(0))
    return (covered / sum(filled)).limit_denominator(10**6) if filled else Fraction(0)


def _weight(score: Score) -> Fraction | None:
    """Return the consequence of the applicable checks behind a score, or None when nothing was determined."""
    if score.parts is None or not score.parts.sum_possible or not score.coverage:
        return None
    return Fraction(score.parts.sum_possible, HIGHEST_LIKELIHOOD) / Fraction(score.coverage)


def _parts(judged: Sequence[Finding], checks: Sequence[_Check], still_open: Sequence[Finding]) -> ScoreParts:
    worst = max((check.risk for check in checks), default=0)
    holders = [finding.rule for finding, check in zip(judged, checks, strict=True) if worst and check.risk == worst]
    return ScoreParts(
        worst_risk=worst,
        sum_risk=sum(check.risk for check in checks),
        sum_possible=sum(check.possible for check in checks),
        undetermined=tuple(sorted({finding.rule for finding in still_open})),
        worst_rules=tuple(sorted(set(holders))),
    )


def _order(finding: Finding) -> tuple[int, str, str, str, str, int]:
    """Order findings by risk, then by what does not depend on where they came from: all that the sentence tells."""
    place = finding.rule, finding.subject.id, finding.title.ru
    return -_Check.of(finding).risk, *place, finding.outcome.value, -finding.consequence


def _subject_order(item: SubjectScore) -> tuple[int, str, str]:
    return -(item.score.value or 0), item.subject.label, item.subject.id


def _subject_sentence(
    judged: Sequence[Finding], still_open: Sequence[Finding], value: int | None, coverage: Fraction, *, conclusive: bool
) -> Text:
    """Return one sentence: what holds the score and what fixing would give; findings come ordered by risk."""
    if value is None:
        return _nothing_determined(len(still_open))
    checks = [_Check.of(finding) for finding in judged]
    worst = max(check.risk for check in checks)
    holders = [finding for finding, check in zip(judged, checks, strict=True) if worst and check.risk == worst]
    if not holders:
        told = _all_passed(len(judged))
    else:
        one, all_of_them = _value(_fixed(checks, 1)), _value(_fixed(checks, len(holders)))
        told = _held(_named([_shown(finding) for finding in holders]), len(holders), one, all_of_them)
    return told if conclusive else _without_verdict(told, len(still_open), coverage)


def _fixed(checks: Sequence[_Check], number: int) -> list[_Check]:
    """Return the checks as they would stand if the first ones passed."""
    return [_Check(check.consequence, 0) if at < number else check for at, check in enumerate(checks)]


def _shown(finding: Finding) -> Text:
    """Return a finding as the sentence names it: its title and its risk."""
    partly = Text(" отчасти", " in part") if finding.outcome is Outcome.WEAK else Text("", "")
    ru, en = (f"{_in_sentence(title)}{part} (R = {finding.risk})" for title, part in _pairs(finding.title, partly))
    return Text(ru, en)


def _pairs(first: Text, second: Text) -> tuple[tuple[str, str], tuple[str, str]]:
    return (first.ru, second.ru), (first.en, second.en)


def _in_sentence(title: str) -> str:
    """Return a title as it stands inside a sentence: a small first letter unless an abbreviation begins it."""
    bare = title.strip().rstrip(".")
    return bare if bare[1:2].isupper() else bare[:1].lower() + bare[1:]


def _named(names: Sequence[Text]) -> Text:
    """Return the first names and how many more there are."""
    shown, more = names[:NAMED_AT_MOST], len(names) - NAMED_AT_MOST
    tail = Text(f" и ещё {more}", f" and {more} more") if more > 0 else Text("", "")
    return Text(", ".join(name.ru for name in shown) + tail.ru, ", ".join(name.en for name in shown) + tail.en)


def _held(names: Text, number: int, one: int | None, all_of_them: int | None) -> Text:
    """Return the sentence for findings of the highest risk, with the score after mending the first and all of them."""
    if number == 1:
        return Text(
            f"Счёт держит: {names.ru}; если исправить это, станет {one}.",
            f"The score is held by: {names.en}; fixing it would give {one}.",
        )
    return Text(
        f"Счёт держат: {names.ru}; если исправить первое, станет {one}, "
        f"а если все {number} с этим R, станет {all_of_them}.",
        f"The score is held by: {names.en}; fixing the first would give {one}, "
        f"fixing all {number} with this R {all_of_them}.",
    )


def _all_passed(number: int) -> Text:
    return Text(
        f"Ни одна из выполненных проверок ({number}) не нашла недостатка.",
        f"None of the checks made ({number}) found a gap.",
    )


def _nothing_determined(number: int) -> Text:
    if not number:
        return Text(
            "Ни одна проверка здесь не применима, поэтому счёта нет.",
            "No check applies here, so there is no score.",
        )
    return Text(
        f"Ни одну из применимых проверок ({number}) не удалось выполнить, поэтому счёта нет.",
        f"None of the applicable checks ({number}) could be made, so there is no score.",
    )


def _without_verdict(told: Text, number: int, coverage: Fraction) -> Text:
    """Return the same sentence headed by why there is no verdict."""
    percent = _rounded(100 * coverage)
    return Text(
        f"Вывода нет, не удалось выполнить проверок: {number}, покрытие {percent} %; {_in_sentence(told.ru)}.",
        f"There is no verdict, checks that could not be made: {number}, coverage {percent} %; {_in_sentence(told.en)}.",
    )


def _portfolio_sentence(
    scored: Sequence[SubjectScore], value: int | None, coverage: Fraction, *, conclusive: bool
) -> Text:
    """Return one sentence: which subjects hold the overall score and what mending them would give."""
    if value is None:
        return _nothing_determined(sum(len(item.score.parts.undetermined) for item in scored if item.score.parts))
    values = [item.score.value or 0 for item in scored if item.score.value is not None]
    holders = [item for item in scored if item.score.value == values[0] and values[0]]
    if not holders:
        told = Text("Ни у одного предмета проверки не найдено недостатков.", "No gap was found in any subject.")
    else:
        names = _named([_shown_subject(item) for item in holders])
        told = _held_overall(names, len(holders), _mended(values, 1), _mended(values, len(holders)))
    in_doubt = sum(item.score.band is Band.INCONCLUSIVE for item in scored)
    return told if conclusive else _without_overall_verdict(told, in_doubt, coverage)


def _mended(values: Sequence[int], number: int) -> int | None:
    """Return the overall score if the first subjects had no gap left; values come with the worst first."""
    return _combined([0 if at < number else value for at, value in enumerate(values)])


def _shown_subject(item: SubjectScore) -> Text:
    return Text(f"«{item.subject.label}» ({item.score.value})", f'"{item.subject.label}" ({item.score.value})')


def _held_overall(names: Text, number: int, one: int | None, all_of_them: int | None) -> Text:
    if number == 1:
        return Text(
            f"Общий счёт держит {names.ru}; если исправить в нём всё, общий счёт станет {one}.",
            f"The overall score is held by {names.en}; fixing everything in it would give {one}.",
        )
    return Text(
        f"Общий счёт держат {names.ru}; если исправить всё в первом, общий счёт станет {one}, "
        f"если во всех {number} — {all_of_them}.",
        f"The overall score is held by {names.en}; fixing everything in the first would give {one}, "
        f"in all {number} of them {all_of_them}.",
    )


def _without_overall_verdict(told: Text, in_doubt: int, coverage: Fraction) -> Text:
    percent = _rounded(100 * coverage)
    return Text(
        f"Общего вывода нет, предметов без вывода: {in_doubt}, покрытие {percent} %; {_in_sentence(told.ru)}.",
        f"There is no overall verdict, subjects without one: {in_doubt}, coverage {percent} %; "
        f"{_in_sentence(told.en)}.",
    )


def weighed(finding: Finding) -> Finding:
    """Return a finding with how likely it is that harm comes of it."""
    polarity = "forbidden" if "forbidden" in finding.tags else "required"
    level = likelihood(
        finding.outcome, polarity, consumer=finding.subject.consumer, compensated="compensated" in finding.tags,
        open_complaint=False,
    )  # fmt: skip
    return finding if level == finding.likelihood else replace(finding, likelihood=level)
