from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.finding import Finding, Outcome, Severity, Subject, SubjectKind
from auditor.model.report import Band, Score, SubjectScore
from auditor.model.text import Text
from auditor.scoring.score import likelihood, score_portfolio, score_subject

PASS, WEAK, FAIL = Outcome.PASS, Outcome.WEAK, Outcome.FAIL
UNDETERMINED, ERROR, NOT_APPLICABLE = Outcome.UNDETERMINED, Outcome.ERROR, Outcome.NOT_APPLICABLE
LOW, MEDIUM, HIGH, CRITICAL = Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL
REQUIRED, FORBIDDEN = "required", "forbidden"

CONTRACT = Subject(SubjectKind.CONTRACT, "17", "contracts/17.docx", "Договор № 17", "17")
SHELF = {CRITICAL: 4, HIGH: 15, MEDIUM: 25, LOW: 8}
"""The 52 checks of the worked examples."""


def finding(outcome, severity, level=0, rule="rule", title=None):
    title = title or Text("Нет срока услуги", "No service term")
    blank = Text("", "")
    return Finding(rule, outcome, severity, level, CONTRACT, "section", title, blank, blank)


def shelf(*gaps):
    """The 52 checks, all passed but for the gaps given as (severity, outcome, likelihood, how many)."""
    left, findings = dict(SHELF), []
    for severity, outcome, level, number in gaps:
        left[severity] -= number
        findings += [finding(outcome, severity, level, f"{severity}-{outcome}-{at}") for at in range(number)]
    passed = [finding(PASS, severity, 0, f"{severity}-{at}") for severity in left for at in range(left[severity])]
    return passed + findings


@pytest.mark.parametrize(
    ("outcome", "polarity", "consumer", "compensated", "complaint", "expected"),
    [
        (PASS, REQUIRED, False, False, False, 0),
        (PASS, FORBIDDEN, True, False, True, 0),
        (PASS, REQUIRED, True, True, True, 0),
        (WEAK, REQUIRED, False, False, False, 2),
        (WEAK, REQUIRED, None, False, False, 2),
        (WEAK, REQUIRED, True, False, False, 3),
        (WEAK, REQUIRED, False, True, False, 1),
        (FAIL, REQUIRED, False, False, False, 4),
        (FAIL, REQUIRED, True, False, False, 5),
        (FAIL, REQUIRED, False, False, True, 5),
        (FAIL, REQUIRED, True, False, True, 5),
        (FAIL, REQUIRED, True, True, False, 4),
        (FAIL, REQUIRED, False, True, False, 3),
        (FAIL, FORBIDDEN, False, False, False, 5),
        (FAIL, FORBIDDEN, True, False, False, 5),
        (FAIL, FORBIDDEN, True, True, True, 4),
        (UNDETERMINED, FORBIDDEN, True, False, True, 0),
        (ERROR, REQUIRED, True, False, False, 0),
        (NOT_APPLICABLE, REQUIRED, True, False, False, 0),
    ],
)
def test_likelihood_follows_the_table_of_step_two(outcome, polarity, consumer, compensated, complaint, expected):
    assert likelihood(outcome, polarity, consumer, compensated, complaint) == expected


@pytest.mark.parametrize(
    ("gaps", "value", "band"),
    [
        ([], 0, Band.LOW),
        ([(MEDIUM, WEAK, 2, 1)], 15, Band.LOW),
        ([(MEDIUM, FAIL, 4, 1)], 29, Band.MODERATE),
        ([(HIGH, FAIL, 4, 1)], 39, Band.MODERATE),
        ([(HIGH, FAIL, 5, 1)], 49, Band.ELEVATED),
        ([(CRITICAL, FAIL, 5, 1)], 61, Band.HIGH),
        ([(HIGH, FAIL, 4, 5), (MEDIUM, FAIL, 4, 8)], 47, Band.ELEVATED),
        ([(severity, FAIL, 5, number) for severity, number in SHELF.items()], 100, Band.CRITICAL),
    ],
    ids=["all pass", "medium weak", "medium missing", "high missing", "high missing consumer", "critical forbidden",
         "many missing", "everything missing"],
)  # fmt: skip
def test_gives_the_worked_examples(gaps, value, band):
    score = score_subject(shelf(*gaps))
    assert (score.value, score.low, score.high, score.band, score.coverage) == (value, value, value, band, 1.0)


def test_gives_the_worked_range():
    score = score_subject(shelf((HIGH, FAIL, 4, 1), (HIGH, UNDETERMINED, 0, 2), (MEDIUM, UNDETERMINED, 0, 8)))
    assert (score.value, score.low, score.high) == (39, 39, 56)
    assert round(100 * score.coverage) == 81
    assert score.band is Band.MODERATE
    assert len(score.parts.undetermined) == 10


def test_parts_are_enough_to_compute_the_score_by_hand():
    parts = score_subject(shelf((HIGH, FAIL, 4, 1), (MEDIUM, FAIL, 4, 1))).parts
    assert (parts.worst_risk, parts.sum_risk, parts.sum_possible) == (16, 28, 855)
    assert parts.worst_rules == ("high-fail-0",)
    by_hand = 100 * (0.6 * parts.worst_risk / 25 + 0.4 * parts.sum_risk / parts.sum_possible)
    assert by_hand == pytest.approx(39.71, abs=0.01)


def test_rounds_half_up():
    findings = [finding(FAIL, MEDIUM, 5), *[finding(PASS, MEDIUM)] * 3, finding(PASS, HIGH)]
    assert score_subject(findings).value == 44  # 60 x 15 / 25 + 40 x 15 / 80 = 43.5


def test_what_does_not_apply_weighs_nothing():
    gaps = shelf((HIGH, FAIL, 4, 1))
    assert score_subject([*gaps, *[finding(NOT_APPLICABLE, CRITICAL)] * 30]) == score_subject(gaps)


def test_an_error_counts_as_undetermined():
    failed = score_subject(shelf((HIGH, ERROR, 0, 3)))
    unknown = score_subject(shelf((HIGH, UNDETERMINED, 0, 3)))
    assert (failed.low, failed.high, failed.coverage) == (unknown.low, unknown.high, unknown.coverage)
    assert failed.coverage < 1


def test_a_likelihood_on_a_pass_adds_nothing():
    assert score_subject([finding(PASS, CRITICAL, 5)]).value == 0


def test_coverage_under_sixty_percent_leaves_no_verdict():
    base = [finding(FAIL, HIGH, 5, "held"), finding(FAIL, CRITICAL, 5, "worst")]
    enough = score_subject([*base, finding(UNDETERMINED, LOW), finding(UNDETERMINED, HIGH)])
    short = score_subject([*base, finding(UNDETERMINED, HIGH), finding(UNDETERMINED, HIGH)])
    assert (enough.coverage, enough.band) == (0.6, Band.CRITICAL)
    assert short.coverage < 0.6
    assert short.band is Band.INCONCLUSIVE
    assert short.value == 100


def test_a_range_over_two_bands_leaves_no_verdict():
    score = score_subject(shelf((HIGH, UNDETERMINED, 0, 1)))
    assert (score.low, score.high) == (0, 49)
    assert score.band is Band.INCONCLUSIVE
    assert score.coverage > 0.9


def test_a_critical_check_left_open_leaves_no_verdict_unless_a_critical_finding_is_confirmed():
    calm = score_subject(shelf((HIGH, FAIL, 5, 1), (CRITICAL, UNDETERMINED, 0, 1)))
    assert (calm.value, calm.high, calm.band) == (49, 62, Band.INCONCLUSIVE)
    confirmed = score_subject(shelf((CRITICAL, FAIL, 4, 1), (CRITICAL, UNDETERMINED, 0, 1)))
    assert confirmed.band is Band.ELEVATED
    merely_weak = score_subject(shelf((HIGH, FAIL, 5, 1), (CRITICAL, WEAK, 2, 1), (CRITICAL, UNDETERMINED, 0, 1)))
    assert merely_weak.band is Band.INCONCLUSIVE


@pytest.mark.parametrize(
    ("severity", "outcome", "level", "expected"),
    [(CRITICAL, FAIL, 5, True), (CRITICAL, FAIL, 4, False), (HIGH, FAIL, 5, False), (CRITICAL, PASS, 5, False)],
)
def test_only_a_critical_failure_at_five_calls_for_action_at_once(severity, outcome, level, expected):
    assert score_subject(shelf((severity, outcome, level, 1))).immediate_action is expected


def test_action_at_once_outlives_a_missing_verdict():
    score = score_subject([finding(FAIL, CRITICAL, 5), *[finding(UNDETERMINED, HIGH)] * 9])
    assert score.band is Band.INCONCLUSIVE
    assert score.immediate_action


def test_nothing_determined_has_no_value():
    score = score_subject([finding(UNDETERMINED, LOW), finding(ERROR, HIGH)])
    assert (score.value, score.low, score.high, score.coverage, score.band) == (None, 0, 88, 0.0, Band.INCONCLUSIVE)
    assert score.sentence.ru == "Ни одну из применимых проверок (2) не удалось выполнить, поэтому счёта нет."


@pytest.mark.parametrize("findings", [[], [finding(NOT_APPLICABLE, HIGH)]])
def test_nothing_applicable_has_no_value_and_no_range(findings):
    score = score_subject(findings)
    assert (score.value, score.low, score.high, score.band) == (None, None, None, Band.INCONCLUSIVE)
    assert score.sentence.en == "No check applies here, so there is no score."


def test_the_sentence_names_what_holds_the_score_and_what_fixing_gives():
    dispute = Text("Нет порядка разрешения споров", "No dispute resolution procedure")
    gaps = [finding(FAIL, HIGH, 4, "dispute", dispute), finding(FAIL, MEDIUM, 4, "term")]
    passed = shelf((HIGH, NOT_APPLICABLE, 0, 1), (MEDIUM, NOT_APPLICABLE, 0, 1))
    score = score_subject([*passed, *gaps])
    assert score.value == 40
    assert score_subject([*passed, replace(gaps[0], outcome=PASS), gaps[1]]).value == 29
    assert score.sentence.ru == "Счёт держит: нет порядка разрешения споров (R = 16); если исправить это, станет 29."
    assert score.sentence.en == (
        "The score is held by: no dispute resolution procedure (R = 16); fixing it would give 29."
    )


def test_the_sentence_counts_what_it_does_not_name():
    score = score_subject(shelf((HIGH, FAIL, 4, 5), (MEDIUM, FAIL, 4, 8)))
    term = "нет срока услуги (R = 16)"
    assert score.sentence.ru == (
        f"Счёт держат: {term}, {term}, {term} и ещё 2; если исправить первое, станет 46, "
        "а если все 5 с этим R, станет 33."
    )
    assert "and 2 more; fixing the first would give 46, fixing all 5 with this R 33." in score.sentence.en


def test_the_sentence_says_when_a_clause_is_there_in_part():
    assert "нет срока услуги отчасти (R = 6)" in score_subject(shelf((MEDIUM, WEAK, 2, 1))).sentence.ru


def test_the_sentence_leaves_an_abbreviation_in_capitals():
    title = Text("ИНН не указан", "VAT number missing")
    assert "ИНН не указан (R = 8)" in score_subject([finding(FAIL, LOW, 4, "inn", title)]).sentence.ru


def test_the_sentence_without_a_verdict_says_why():
    score = score_subject([finding(FAIL, HIGH, 4), finding(UNDETERMINED, CRITICAL), finding(UNDETERMINED, HIGH)])
    assert score.sentence.ru == (
        "Вывода нет, не удалось выполнить проверок: 2, покрытие 31 %; "
        "счёт держит: нет срока услуги (R = 16); если исправить это, станет 0."
    )


def test_the_sentence_of_a_clean_subject_promises_no_fix():
    assert score_subject(shelf()).sentence.ru == "Ни одна из выполненных проверок (52) не нашла недостатка."


SEVERITIES = st.sampled_from(list(Severity))
OUTCOMES = st.sampled_from(list(Outcome))


@st.composite
def any_finding(draw):
    outcome = draw(OUTCOMES)
    level = likelihood(
        outcome, draw(st.sampled_from([REQUIRED, FORBIDDEN])), draw(st.sampled_from([True, False, None])),
        draw(st.booleans()), draw(st.booleans()),
    )  # fmt: skip
    return finding(outcome, draw(SEVERITIES), level, f"rule-{draw(st.integers(0, 30))}")


SOME_FINDINGS = st.lists(any_finding(), max_size=25)


def numbers(score):
    return [number for number in (score.value, score.low, score.high) if number is not None]


@given(SOME_FINDINGS)
def test_the_value_lies_in_its_range(findings):
    score = score_subject(findings)
    assert all(0 <= number <= 100 for number in numbers(score))
    assert 0 <= score.coverage <= 1
    if score.value is not None:
        assert score.low <= score.value <= score.high


@given(SOME_FINDINGS, SEVERITIES)
def test_adding_a_pass_never_raises_the_score(findings, severity):
    before, after = score_subject(findings), score_subject([*findings, finding(PASS, severity)])
    for old, new in ((before.value, after.value), (before.low, after.low), (before.high, after.high)):
        assert old is None or new <= old


@given(SOME_FINDINGS.flatmap(lambda findings: st.tuples(st.just(findings), st.permutations(findings))))
def test_the_order_of_findings_does_not_matter(orders):
    assert score_subject(orders[0]) == score_subject(orders[1])


def test_two_gaps_of_one_rule_that_weigh_alike_are_told_in_one_order():
    gaps = [finding(WEAK, Severity.CRITICAL, 2), finding(FAIL, Severity.LOW, 5)]
    assert gaps[0].risk == gaps[1].risk
    assert score_subject(gaps) == score_subject(gaps[::-1])


@given(SOME_FINDINGS, st.data())
def test_fixing_a_finding_never_raises_the_score(findings, data):
    wrong = [at for at, item in enumerate(findings) if item.outcome in {WEAK, FAIL}]
    if not wrong:
        return
    at = data.draw(st.sampled_from(wrong))
    fixed = [*findings[:at], replace(findings[at], outcome=PASS, likelihood=0), *findings[at + 1 :]]
    before, after = score_subject(findings), score_subject(fixed)
    assert after.value <= before.value
    assert after.low <= before.low
    assert after.high <= before.high


@given(SOME_FINDINGS)
def test_a_clean_verdict_is_never_given_over_an_open_critical_check(findings):
    opened = [*findings, finding(UNDETERMINED, CRITICAL)]
    failed = any(item.severity is CRITICAL and item.outcome is FAIL for item in findings)
    assert failed or score_subject(opened).band is Band.INCONCLUSIVE


def of(name, *gaps):
    return SubjectScore(replace(CONTRACT, id=name, label=f"Договор {name}"), score_subject(shelf(*gaps)))


def test_overall_is_the_worst_and_the_mean():
    score = score_portfolio([of("А"), of("Б", (CRITICAL, FAIL, 5, 1)), of("В", (HIGH, FAIL, 4, 1))])
    assert score.value == 50  # 0.6 x 61 + 0.4 x 100 / 3 = 49.93
    assert (score.low, score.high, score.coverage, score.band) == (50, 50, 1.0, Band.ELEVATED)
    assert score.immediate_action
    assert score.sentence.ru == "Общий счёт держит «Договор Б» (61); если исправить в нём всё, общий счёт станет 29."
    assert score.sentence.en == 'The overall score is held by "Договор Б" (61); fixing everything in it would give 29.'


def test_overall_sentence_counts_equal_subjects():
    score = score_portfolio([of(name, (HIGH, FAIL, 4, 1)) for name in "АБВГ"])
    assert score.value == 39
    assert score.sentence.ru == (
        "Общий счёт держат «Договор А» (39), «Договор Б» (39), «Договор В» (39) и ещё 1; "
        "если исправить всё в первом, общий счёт станет 35, если во всех 4 — 0."
    )


def test_overall_of_one_subject_is_its_score():
    alone = of("А", (HIGH, FAIL, 4, 1), (HIGH, UNDETERMINED, 0, 2), (MEDIUM, UNDETERMINED, 0, 8))
    score = score_portfolio([alone])
    assert (score.value, score.low, score.high) == (39, 39, 56)
    assert score.coverage == pytest.approx(alone.score.coverage, abs=1e-6)
    assert score.band is Band.MODERATE


def test_overall_of_nothing_has_no_value():
    for subjects in ([], [SubjectScore(CONTRACT, score_subject([finding(NOT_APPLICABLE, LOW)]))]):
        score = score_portfolio(subjects)
        assert (score.value, score.low, score.high, score.band) == (None, None, None, Band.INCONCLUSIVE)


def test_overall_coverage_weighs_by_consequence():
    large = of("А")  # consequence 171, all determined
    small = SubjectScore(CONTRACT, score_subject([finding(PASS, HIGH), finding(UNDETERMINED, HIGH)]))
    assert score_portfolio([large, small]).coverage == pytest.approx((171 + 4) / (171 + 8), abs=1e-6)


def test_a_subject_in_doubt_that_could_be_the_worst_leaves_no_overall_verdict():
    in_doubt = of("А", (CRITICAL, UNDETERMINED, 0, 1))
    many_clean = [of(f"Ч{at}") for at in range(9)]
    score = score_portfolio([in_doubt, *many_clean])
    assert (score.low, score.high, score.band) == (0, 39, Band.INCONCLUSIVE)
    assert score.sentence.ru.startswith("Общего вывода нет, предметов без вывода: 1, покрытие 100 %; ")
    worse_known = score_portfolio([in_doubt, of("Б", (CRITICAL, FAIL, 5, 1)), *many_clean])
    assert worse_known.band is Band.MODERATE


def test_a_subject_that_was_not_judged_widens_the_overall_range():
    unread = SubjectScore(CONTRACT, score_subject([finding(UNDETERMINED, CRITICAL)]))
    score = score_portfolio([of("А", (HIGH, FAIL, 4, 1)), unread])
    assert (score.value, score.low, score.high) == (39, 31, 88)
    assert score.band is Band.INCONCLUSIVE


def test_a_subject_that_was_not_judged_cannot_push_the_range_below_the_value():
    unread = SubjectScore(CONTRACT, score_subject([finding(UNDETERMINED, LOW)]))
    score = score_portfolio([of("А", *[(severity, FAIL, 5, number) for severity, number in SHELF.items()]), unread])
    assert unread.score.high == 64
    assert (score.value, score.low, score.high) == (100, 80, 100)


@st.composite
def any_subject(draw):
    name = str(draw(st.integers(0, 10**6)))
    score = score_subject(draw(st.lists(any_finding(), max_size=6)))
    return SubjectScore(replace(CONTRACT, id=name, label=name), score)


@given(st.lists(any_subject(), max_size=8).flatmap(lambda items: st.tuples(st.just(items), st.permutations(items))))
def test_overall_lies_in_its_range_whatever_the_order(orders):
    score = score_portfolio(orders[0])
    assert isinstance(score, Score)
    assert score == score_portfolio(orders[1])
    if score.value is not None:
        assert 0 <= score.low <= score.value <= score.high <= 100
