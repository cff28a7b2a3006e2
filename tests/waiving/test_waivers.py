"""Accepted findings: they leave the score and stay in sight, and lapse when anything does not fit any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.errors import AuditorError
from auditor.model.brief import whole
from auditor.model.finding import Finding, Outcome, Severity, Subject, SubjectKind, fingerprint_of
from auditor.model.text import Text
from auditor.model.waiver import ReasonCategory, Waiver
from auditor.scoring.score import score_subject
from auditor.waiving.applying import Bystanders, resolve, rules_of, waived
from auditor.waiving.file import WaiverFile, add_waiver, load_waivers

SUBJECT = Subject(SubjectKind.CONTRACT, "contract:a.txt", "a.txt", "Договор № 1", "m-1")
DAY = "2026-11-01"


def found(
    rule: str = "late", outcome: Outcome = Outcome.FAIL, words: str = "w1", subject: Subject = SUBJECT
) -> Finding:
    blank = Text("т", "t")
    return Finding(
        rule, outcome, Severity.HIGH, {Outcome.FAIL: 4, Outcome.WEAK: 2}.get(outcome, 0), subject, "s", blank, blank,
        blank, fingerprint=fingerprint_of(subject.matter, rule, words), words=words,
    )  # fmt: skip


def signed(finding: Finding, /, **other: str) -> Waiver:
    values = {
        "finding": finding.fingerprint, "rule": finding.rule, "matter": finding.subject.matter, "words": finding.words,
        "document": finding.subject.label, "category": ReasonCategory.ACCEPTED_RISK, "reason": "старый договор",
        "author": "Иванова А. А.", "approver": "Петров П. П.", "authority": "приказ № 5", "given": "2026-10-01",
        "until": "2026-12-31",
    } | other  # fmt: skip
    return Waiver(**values)


def filed(place: Path, *waivers: Waiver, outcome: str = "fail", at_most: int | None = None) -> WaiverFile:
    path = place / "waivers.yaml"
    if at_most is not None:
        path.write_text(f"at_most: {at_most}\nwaivers:\n", encoding="utf-8")
    for waiver in waivers:
        add_waiver(path, waiver, outcome)
    return load_waivers(path)


def resolved(file: WaiverFile, findings: list[Finding], day: str = DAY, unwaivable: tuple[str, ...] = ()):
    seen = Bystanders(rules_of(file))
    seen.take(map(whole, findings))
    return resolve(file, seen, day, unwaivable)


def test_a_waived_finding_weighs_nothing_and_keeps_its_outcome(tmp_path: Path) -> None:
    finding, other = found(), found("harm", Outcome.PASS)
    book = resolved(filed(tmp_path, signed(finding)), [finding, other])
    assert (len(book.active), book.lapsed) == (1, ())
    after = waived(finding, {waiver.finding: waiver for waiver in book.active})
    assert after.outcome is Outcome.FAIL
    assert after.waiver is not None
    assert after.waiver.approver == "Петров П. П."
    assert score_subject([finding, other]).value != 0
    assert score_subject([after, other]).value == 0


def test_an_undetermined_finding_that_is_accepted_widens_nothing(tmp_path: Path) -> None:
    finding, other = found(outcome=Outcome.UNDETERMINED), found("harm", Outcome.PASS)
    waiver = resolved(filed(tmp_path, signed(finding), outcome="undetermined"), [finding]).active[0]
    assert score_subject([finding, other]).high != 0
    assert score_subject([waived(finding, {waiver.finding: waiver}), other]).high == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until": "2026-10-31"}, "expired"),
        ({"until": "31.12.2026"}, "date"),
        ({"until": "когда-нибудь"}, "date"),
        ({"given": "2026-13-01"}, "date"),
        ({"given": "2026-11-02"}, "early"),
        ({"approver": "иванова  А.А."}, "approver"),
        ({"finding": "0" * 24, "matter": "m-9"}, "unknown"),
        ({"finding": "0" * 24}, "changed"),
    ],
)
def test_what_does_not_fit_lapses_and_says_why(tmp_path: Path, change: dict[str, str], code: str) -> None:
    finding = found()
    book = resolved(filed(tmp_path, signed(finding, **change)), [finding])
    assert book.active == ()
    assert [one.code for one in book.lapsed] == [code]
    assert book.lapsed[0].why.ru
    assert book.lapsed[0].place.startswith("waivers.yaml:")


def test_other_words_lapse_it_and_no_finding_makes_it_unused(tmp_path: Path) -> None:
    file = filed(tmp_path, signed(found()))
    assert resolved(file, [found(words="w2")]).lapsed[0].code == "changed"
    assert resolved(file, [found(outcome=Outcome.PASS)]).lapsed[0].code == "unused"
    assert resolved(file, []).lapsed[0].code == "unknown"


def test_a_finding_that_got_worse_was_not_accepted(tmp_path: Path) -> None:
    file = filed(tmp_path, signed(found(outcome=Outcome.WEAK)), outcome="weak")
    assert resolved(file, [found(outcome=Outcome.WEAK)]).active
    assert resolved(file, [found(outcome=Outcome.FAIL)]).lapsed[0].code == "worse"


def test_one_waiver_never_hides_two_findings(tmp_path: Path) -> None:
    twin = replace(SUBJECT, id="contract:b.txt", path="b.txt")
    file = filed(tmp_path, signed(found()))
    assert resolved(file, [found(), found(subject=twin)]).lapsed[0].code == "ambiguous"


def test_rules_that_admit_none_twice_the_same_and_the_ceiling(tmp_path: Path) -> None:
    one, two = found(), found("harm")
    file = filed(tmp_path, signed(one), signed(one), signed(two, given="2026-10-02"), at_most=1)
    assert sorted(lapsed.code for lapsed in resolved(file, [one, two]).lapsed) == ["ceiling", "twice"]
    assert "unwaivable" in {lapsed.code for lapsed in resolved(file, [one, two], unwaivable=("late",)).lapsed}


def test_an_entry_that_lacks_something_does_not_hold_and_does_not_stop_the_audit(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text("waivers:\n  - finding: abc\n    rule: late\n    category: friend_of_mine\n", encoding="utf-8")
    book = resolved(load_waivers(path), [found()])
    assert [(one.code, one.place) for one in book.lapsed] == [("incomplete", "waivers.yaml:2:5")]


@pytest.mark.parametrize("text", ["waivers: [", "waivers:\n  - finding: a\n    finding: b\n", "other: 1\n", ""])
def test_a_file_that_is_none_stops_the_run_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AuditorError) as error:
        load_waivers(path)
    assert error.value.place is not None


def test_adding_keeps_what_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text("# наш порядок\nat_most: 7\nwaivers: []\n", encoding="utf-8")
    add_waiver(path, signed(found(), reason='он сказал: "да" # и всё'), "fail")
    add_waiver(path, signed(found("harm"), condition="пока не продлён"), "fail")
    assert path.read_text(encoding="utf-8").startswith("# наш порядок\nat_most: 7\nwaivers:\n")
    file = load_waivers(path)
    assert file.at_most == 7
    told = [entry.waiver for entry in file.entries]
    assert [waiver.reason for waiver in told if waiver] == ['он сказал: "да" # и всё', "старый договор"]
    assert told[1] is not None
    assert told[1].condition == "пока не продлён"
    assert list(tmp_path.iterdir()) == [path]
