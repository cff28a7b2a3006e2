from auditor.export.arithmetic import portfolio_by_hand, subject_by_hand
from auditor.export.phrases import Phrases
from auditor.model.finding import Outcome, Severity
from auditor.model.report import SubjectScore
from auditor.scoring.score import score_subject
from tests.export import samples

SHELF = ((Severity.CRITICAL, 4), (Severity.HIGH, 15), (Severity.MEDIUM, 25), (Severity.LOW, 8))


def worked_example():
    """The example of the legal notes: one high missing, two high and eight medium undetermined, 39 [39-56]."""
    one = samples.subject()
    made = [samples.finding(one, f"{s}-{n}", Outcome.PASS, s) for s, count in SHELF for n in range(count)]
    made[4] = samples.finding(one, "failed", Outcome.FAIL, Severity.HIGH, 4)
    for at in (5, 6, *range(19, 27)):
        made[at] = samples.finding(one, f"open-{at}", Outcome.UNDETERMINED, made[at].severity)
    return made


def test_the_worked_example_is_written_out():
    findings = worked_example()
    score = score_subject(findings)
    assert (score.value, score.low, score.high) == (39, 39, 56)
    lines = {line.name: line.sum for line in subject_by_hand(score, findings, Phrases("ru"))}
    assert lines == {
        "highest_r": "16",
        "sum_r": "16",
        "sum_possible": "5 × (4 × 5 + 13 × 4 + 17 × 3 + 8 × 2) = 695",
        "here": "100 × (0,6 × 16 / 25 + 0,4 × 16 / 695) = 39,32 ≈ 39",
        "if_all_pass": "100 × (0,6 × 16 / 25 + 0,4 × 16 / 855) = 39,15 ≈ 39",
        "if_all_fail": "100 × (0,6 × 20 / 25 + 0,4 × 176 / 855) = 56,23 ≈ 56",
    }


def test_a_sum_of_several_risks_shows_its_terms():
    one = samples.subject()
    made = [
        samples.finding(one, "a", Outcome.FAIL, Severity.HIGH, 4),
        samples.finding(one, "b", Outcome.FAIL, Severity.HIGH, 4),
        samples.finding(one, "c", Outcome.WEAK, Severity.MEDIUM, 2),
    ]
    lines = {line.name: line.sum for line in subject_by_hand(score_subject(made), made, Phrases("en"))}
    assert lines["sum_r"] == "2 × 16 + 6 = 38"
    assert lines["sum_possible"] == "5 × (2 × 4 + 3) = 55"
    assert lines["here"] == "100 × (0.6 × 16 / 25 + 0.4 × 38 / 55) = 66.04 ≈ 66"


def test_no_terms_are_shown_that_do_not_make_up_the_total():
    findings = worked_example()
    score = score_subject(findings)
    lines = {line.name: line.sum for line in subject_by_hand(score, findings[:10], Phrases("ru"))}
    assert lines["sum_possible"] == "695"


def test_the_overall_score_is_computed_from_the_subjects():
    report = samples.portfolio()
    lines = {line.name: line.sum for line in portfolio_by_hand(report.by_subject, Phrases("ru"))}
    assert report.overall.value == 72
    assert lines["worst_score"] == "80"
    assert lines["mean_score"] == "(80 + 80 + 80 + 0) / 4 = 60,00"
    assert lines["here"] == "0,6 × 80 + 0,4 × 60,00 = 72"


def test_nothing_determined_leaves_nothing_to_compute():
    one = samples.subject()
    made = [samples.finding(one, "a", Outcome.UNDETERMINED)]
    score = score_subject(made)
    assert subject_by_hand(score, made, Phrases("ru")) == ()
    assert portfolio_by_hand([SubjectScore(one, score)], Phrases("ru")) == ()
