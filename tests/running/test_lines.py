"""Whoever judges a file may tell its findings, too: the report is the same to the byte, whichever way it came."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from auditor.export.json import render
from auditor.export.order import Order
from auditor.export.plain import lines_of
from auditor.model.finding import Evidence
from auditor.model.judged import Judged
from auditor.model.lined import Line, LinedFindings
from auditor.model.report import Input, InputStatus, Report
from auditor.pipeline import Settings, audit, demo_folder
from auditor.running import spool
from auditor.running.task import Done, pack_lines, unpack_findings, unpack_lines
from tests.export import samples
from tests.waiving.test_waivers import filed, signed

PLAIN = Settings(as_of="2026-11-01", generated_at="2026-11-01T00:00:00+00:00", ocr=False)
LINED = replace(PLAIN, lined=True)
WORDS = "ДОГОВОР № {n} возмездного оказания услуг\n\n1.1. Исполнитель обязуется оказать услуги до {n}.12.2026.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "договоры"
    place.mkdir()
    for number in range(1, 6):
        (place / f"{number}.txt").write_text(WORDS.format(n=number), encoding="utf-8")
    return place


def told_in_lines(report: Report) -> int:
    assert isinstance(report.findings, LinedFindings)
    return sum(bool(report.findings.lines(document)) for document in report.findings.documents)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("held", [0, 100])
def test_the_sample_portfolio_is_told_alike(held: int, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.pipeline.IN_MEMORY", held)
    monkeypatch.setattr(spool, "IN_MEMORY", held // 50)
    plain, lined = (audit([demo_folder()], replace(way, language=language)) for way in (PLAIN, LINED))
    assert told_in_lines(lined) > 0 == told_in_lines(plain)
    assert render(lined) == render(plain)


def test_lines_are_kept_with_the_findings_that_they_tell(folder: Path, tmp_path: Path) -> None:
    kept = replace(LINED, cache=tmp_path / "kept" / "facts.sqlite")
    assert render(audit([folder], kept)) == render(audit([folder], PLAIN))
    again = audit([folder], kept)
    assert told_in_lines(again) == 5
    assert render(again) == render(audit([folder], PLAIN))
    audit([folder], replace(kept, as_of="2027-03-01", lined=False))  # the verdicts are others now, without lines
    later = audit([folder], replace(kept, as_of="2027-03-01"))
    assert render(later) == render(audit([folder], replace(PLAIN, as_of="2027-03-01")))


def test_lines_of_another_language_are_not_told(folder: Path, tmp_path: Path) -> None:
    kept = replace(LINED, cache=tmp_path / "kept" / "facts.sqlite")
    audit([folder], kept)
    english = audit([folder], replace(kept, language="en"))
    assert told_in_lines(english) == 0
    assert render(english) == render(audit([folder], replace(PLAIN, language="en")))


def test_an_accepted_finding_is_told_as_accepted(folder: Path, tmp_path: Path) -> None:
    finding = next(f for f in audit([folder], PLAIN).findings if f.outcome == "fail" and f.severity != "critical")
    waivers = filed(tmp_path, signed(finding))
    plain, lined = (audit([folder], way, waivers) for way in (PLAIN, LINED))
    assert told_in_lines(lined) == 4
    assert sum(entry["waiver"] is not None for entry in json.loads(render(lined))["findings"]) == 1
    assert render(lined) == render(plain)


def done(*lines: Line) -> Done:
    one = samples.subject()
    found = tuple(samples.findings_of(one))
    told = lines or lines_of(found, Order({}), "ru")
    judged = Judged(Input(one.path, "", 0, "text/plain", InputStatus.READ), found, one, lines=pack_lines(told))
    return Done.from_bytes(Done(judged).to_bytes())


def is_sound(made: Done) -> bool:
    return made.is_sound(made.judged.input.path)


def test_lines_that_tell_what_was_found_are_believed() -> None:
    made = done()
    assert is_sound(made)
    assert [json.loads(line.text)["rule"] for line in unpack_lines(made.judged.lines)]
    assert unpack_findings(made.judged.packed) == tuple(samples.findings_of(samples.subject()))
    assert is_sound(Done.from_bytes(made.to_bytes()))


@pytest.mark.parametrize("change", [
    lambda lines: lines[1:],
    lambda lines: (*lines, lines[0]),
    lambda lines: (lines[0]._replace(rule="another-rule"), *lines[1:]),
    lambda lines: (lines[0]._replace(section="Z"), *lines[1:]),
    lambda lines: (lines[0]._replace(text=lines[0].text.replace(b'", "', b'",\n"')), *lines[1:]),
    lambda lines: (lines[0]._replace(text=lines[1].text), *lines[1:]),
])  # fmt: skip
def test_lines_that_would_tell_something_else_are_not_believed(change) -> None:
    lines = unpack_lines(done().judged.lines)
    assert not is_sound(done(*change(lines)))


@pytest.mark.parametrize("change", [
    lambda lines: (lines[0]._replace(text=lines[0].text[:-1]), *lines[1:]),
    lambda lines: (lines[0]._replace(text=lines[0].text + b', {"rule": 1}'), *lines[1:]),
    lambda lines: (lines[0]._replace(text=b"null"), *lines[1:]),
])  # fmt: skip
def test_lines_that_would_break_the_report_are_not_believed(change) -> None:
    lines = unpack_lines(done().judged.lines)
    with pytest.raises(msgspec.DecodeError):
        is_sound(done(*change(lines)))


def test_what_cannot_be_unpacked_is_not_believed() -> None:
    made = done()
    for part in ("lines", "packed"):
        with pytest.raises(ValueError, match=r"sample|unpacked"):
            is_sound(replace(made, judged=replace(made.judged, **{part: b"nothing that was packed"})))


@pytest.mark.parametrize("change", [
    {"brief": None},
    {"packed": b"", "lines": b""},
    {"subject": replace(samples.subject(), id="another")},
    {"subject": replace(samples.subject(), path="another.txt")},
    {"findings": tuple(samples.findings_of(samples.subject()))},
])  # fmt: skip
def test_a_result_that_contradicts_itself_is_not_believed(change) -> None:
    made = done()
    assert not is_sound(replace(made, judged=replace(made.judged, **change)))
    assert not made.is_sound("another.txt")


@pytest.mark.parametrize("value", [-1, 101])
def test_a_score_that_cannot_be_is_not_believed(value: int) -> None:
    made = done()
    brief = made.judged.brief
    assert brief is not None
    for score in (replace(brief.score, high=value), replace(brief.score, coverage=value)):
        assert not is_sound(replace(made, judged=replace(made.judged, brief=replace(brief, score=score))))
    turned = replace(brief, findings=brief.findings[::-1])
    assert not is_sound(replace(made, judged=replace(made.judged, brief=turned)))


@pytest.mark.parametrize("change", [
    {"likelihood": 6},
    {"evidence": (Evidence("another.txt", "words"),)},
    {"evidence": (Evidence(samples.subject().path, "words", start=5, end=2),)},
    {"evidence": (Evidence(samples.subject().path, "words", start=-5, end=2),)},
])  # fmt: skip
def test_a_finding_that_cannot_be_is_not_believed(change) -> None:
    one = samples.subject()
    first, *others = samples.findings_of(one)
    entry = Input(one.path, "", 0, "text/plain", InputStatus.READ)
    sound, unsound = (
        Done.from_bytes(Done(Judged(entry, (finding, *others), one)).to_bytes())
        for finding in (first, replace(first, **change))
    )
    assert is_sound(sound)
    assert not is_sound(unsound)


def test_a_line_is_what_the_report_would_say() -> None:
    found = tuple(samples.findings_of(samples.subject()))
    lines = lines_of(found, Order({}), "en")
    report = render(samples.report_of(found, "en"))
    assert all(line.text + b"\n" in report or line.text + b",\n" in report for line in lines)
