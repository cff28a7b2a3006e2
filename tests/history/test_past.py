"""What reports say of earlier audits: fixes and returns, the baseline, who mends what, changes of law, purged audits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from auditor.history.law import law_changes
from auditor.history.lives import lives_of
from auditor.history.store import Assignment, Store
from auditor.history.telling import with_past
from auditor.model.finding import Citation, Finding, Outcome
from auditor.model.past import State
from auditor.model.report import InputStatus, Report
from auditor.model.text import Text
from tests.history.reports import report_of

FAIL, PASS, WEAK, OPEN, NONE = (
    (outcome, "")
    for outcome in (Outcome.FAIL, Outcome.PASS, Outcome.WEAK, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE)
)
Told = Mapping[str, Mapping[str, tuple[Outcome, str]]]


def audited(store: Store, documents: Told, day: str, **more: str) -> Report:
    report = report_of(documents, day, **more)
    return with_past(report, store, store.record(report, "p"))


def the(report: Report, name: str, rule: str = "late") -> Finding:
    return next(f for f in report.findings if f.subject.path == f"{name}.txt" and f.rule == rule)


def past(report: Report):
    assert report.past is not None
    return report.past


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (FAIL, FAIL, "unchanged"),
        (WEAK, FAIL, "changed"),
        (FAIL, WEAK, "changed"),
        ((Outcome.FAIL, "одни слова"), (Outcome.FAIL, "другие слова"), "changed"),
        (FAIL, PASS, "fixed"),
        (WEAK, PASS, "fixed"),
        (FAIL, OPEN, "changed"),
        (OPEN, FAIL, "changed"),
        (OPEN, PASS, "changed"),
        (PASS, OPEN, "new"),
        (PASS, FAIL, "new"),
        (NONE, FAIL, "new"),
        (FAIL, NONE, "changed"),
        (PASS, PASS, "unchanged"),
        (PASS, NONE, "unchanged"),
    ],
)
def test_the_state_of_a_finding(db: str, before: tuple[Outcome, str], after: tuple[Outcome, str], state: str) -> None:
    store = Store(db)
    first = audited(store, {"a": {"late": before}}, "2026-01-01")
    assert the(first, "a").history == "new"
    assert the(audited(store, {"a": {"late": after}}, "2026-02-01"), "a").history == state


def test_a_fix_a_return_and_their_days(db: str) -> None:
    store = Store(db)
    for month, outcome in enumerate((FAIL, FAIL, PASS, FAIL, PASS, FAIL), 1):
        report = audited(store, {"a": {"late": outcome}, "b": {"late": FAIL}}, f"2026-{month:02}-01")
    told = past(report)
    assert [(p.new, p.fixed, p.flagged) for p in told.trend] == [
        (0, 0, 2), (0, 0, 2), (0, 1, 1), (1, 0, 2), (0, 1, 1), (1, 0, 2),
    ]  # fmt: skip
    assert told.days_to_fix == (59 + 30) / 2
    assert [(o.name, o.rule, o.times) for o in told.offenders] == [("Клиент a", "late", 3)]
    assert the(report, "a").since == "2026-06-01"
    assert the(report, "b").since == "2026-01-01"


def test_a_document_that_was_away_comes_back_as_itself(db: str) -> None:
    store = Store(db)
    first = report_of({"a": {"late": FAIL}, "b": {"late": FAIL}}, "2026-01-01")
    one = store.record(first, "p")
    store.record(report_of({"b": {"late": FAIL}}, "2026-02-01"), "p")
    third = store.record(report_of({"a": {"late": FAIL}, "b": {"late": FAIL}}, "2026-03-01"), "p")
    assert one.documents == third.documents


def test_gone_and_unread_are_not_fixed(db: str) -> None:
    store = Store(db)
    audited(store, {"a": {"late": FAIL}, "b": {"late": FAIL}, "c": {"late": FAIL}}, "2026-01-01")
    report = report_of({"c": {"late": FAIL}}, "2026-02-01")
    lost = replace(report.inputs[0], path="b.txt", sha256="", status=InputStatus.NOT_READ, reason="damaged", trace=None)
    told = past(with_past(report := replace(report, inputs=(*report.inputs, lost)), store, store.record(report, "p")))
    assert dict(told.counts) == {State.GONE: 1, State.UNCHECKED: 1, State.UNCHANGED: 1}
    assert told.fixed_ever == 0
    assert {(c.state.value, c.path) for c in told.changes} == {("gone", "a.txt"), ("unchecked", "b.txt")}


def test_an_interrupted_audit_calls_nothing_gone(db: str) -> None:
    store = Store(db)
    audited(store, {"a": {"late": FAIL}, "b": {"late": FAIL}}, "2026-01-01")
    report = replace(report_of({"a": {"late": FAIL}}, "2026-02-01"), complete=False)
    told = past(with_past(report, store, store.record(report, "p")))
    assert dict(told.counts) == {State.UNCHECKED: 1, State.UNCHANGED: 1}
    assert any("прервана" in note.ru for note in told.notes)


def test_a_new_rule_and_other_rules_are_told(db: str) -> None:
    store = Store(db)
    audited(store, {"a": {"late": FAIL}}, "2026-01-01")
    told = past(audited(store, {"a": {"late": FAIL, "harm": FAIL}}, "2026-02-01", rules="r2"))
    assert next(c.why for c in told.changes if c.rule == "harm" and c.why).en.startswith("The rule")
    assert told.notes
    assert told.trend[-1].rules_changed
    back = past(audited(store, {"a": {"late": FAIL}}, "2026-03-01", rules="r1"))
    assert [(c.state.value, c.rule) for c in back.changes] == [("unchecked", "harm")]


def test_the_baseline_covers_what_was_there_and_nothing_else(db: str) -> None:
    store = Store(db)
    store.record(report_of({"a": {"late": FAIL, "harm": (Outcome.FAIL, "слова")}}, "2026-01-01"), "p")
    store.keep_baseline(store.audits("p")[-1], "наследство", "Петров", "2026-01-02", "2026-06-30")
    documents = {"a": {"late": FAIL, "harm": (Outcome.FAIL, "другие")}, "b": {"late": FAIL}}
    report = audited(store, documents, "2026-02-01")
    assert the(report, "a").baseline == "2026-06-30"
    assert the(report, "a", "harm").baseline == ""
    assert the(report, "b").baseline == ""
    assert (past(report).baseline.holds, past(report).baseline.covered) == (True, 1)
    late = audited(store, documents, "2026-07-01")
    assert past(late).baseline.holds is False
    assert the(late, "a").baseline == ""


def test_who_mends_what_leads_the_next_report_when_it_is_overdue(db: str) -> None:
    store = Store(db)
    recorded = store.record(report_of({"a": {"late": FAIL, "harm": FAIL}}, "2026-01-01"), "p")
    place = recorded.documents["a.txt"]
    tasks = [
        Assignment(place, "", "late", "Иванова", "2026-01-20"),
        Assignment(place, "", "harm", "Петров", "2026-03-01"),
    ]
    store.assign("p", tasks, "2026-01-01")
    store.assign("p", [Assignment(place, "", "late", "Сидорова", "2026-01-25")], "2026-01-02")
    report = audited(store, {"a": {"late": FAIL, "harm": FAIL}}, "2026-02-01")
    assert [(d.owner, d.days_over) for d in past(report).due] == [("Сидорова", 7), ("Петров", -28)]
    assert (the(report, "a").owner, the(report, "a").due) == ("Сидорова", "2026-01-25")
    mended = audited(store, {"a": {"late": PASS, "harm": FAIL}}, "2026-02-02")
    assert [d.owner for d in past(mended).due] == ["Петров"]


def test_contracts_under_a_law_that_changed_are_listed() -> None:
    report = report_of({"a": {"late": FAIL}, "b": {"harm": FAIL}, "c": {"late": NONE}}, "2026-09-15")
    law = (
        ("late", (Citation("Закон А", Text("т", "t"), in_force_from="2026-09-01"),)),
        ("harm", (Citation("Закон Б", Text("т", "t"), in_force_to="2020-01-01"),)),
    )
    report = replace(report, law=law)
    assert [(c.path, c.ref, c.moment) for c in law_changes(report, "2026-08-15")] == [
        ("a.txt", "Закон А", "2026-09-01")
    ]
    assert law_changes(report, "2026-09-01") == ()
    assert law_changes(replace(report, as_of="2026-08-31"), "2026-08-15") == ()


def test_what_was_purged_takes_its_points_with_it(db: str) -> None:
    store = Store(db)
    for day in ("2025-01-01", "2026-01-01", "2026-02-01"):
        audited(store, {"a": {"late": FAIL}}, day)
    store.purge("2026-01-01")
    lives = lives_of(Store(db), store.audits("p"))
    assert [point.day for point in lives.points] == ["2026-01-01", "2026-02-01"]
