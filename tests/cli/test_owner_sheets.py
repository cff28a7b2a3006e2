"""A sheet for each owner: written, filled in by hand, and read back as a person would."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from auditor.errors import UsageError
from auditor.owners import Kind, read_answers
from tests.cli.test_audit import run
from tests.history.papers import paper, text

ANSWER, WORDS, UNTIL, AUTHORITY = 11, 12, 13, 14
"""Columns that an owner fills in."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contract audited; two of its findings given to an owner, whose sheet was filled in."""
    place = tmp_path_factory.mktemp("office")
    (place / "договоры").mkdir()
    (place / "договоры" / "1.txt").write_bytes(text(paper("1", "Тихий сад")))
    audited(place, "--output", place / "r.xlsx")
    book = openpyxl.load_workbook(place / "r.xlsx")
    findings = book["Находки"]
    names = [cell.value for cell in findings[1]]
    failed = [row for row in findings.iter_rows(min_row=2) if row[names.index("Исход")].value == "Не выполнено"]
    for row in failed[:2]:
        row[names.index("Ответственный")].value = "Иванова <И.> / юрист"
        row[names.index("Срок")].value = "31.12.2026"
    book.save(place / "кто.xlsx")
    audited(place, "--owners", place / "кто.xlsx", "--owner-sheets", place / "листы")
    sheet = place / "листы" / "Иванова_И._юрист.xlsx"
    filled = openpyxl.load_workbook(sheet)
    page = filled.worksheets[0]
    page.cell(2, ANSWER).value, page.cell(2, WORDS).value = "исправлено", "Допсоглашение № 2 от 01.11.2026"
    page.cell(3, ANSWER).value, page.cell(3, WORDS).value = "прошу принять", "Клиент не согласился"
    page.cell(3, UNTIL).value, page.cell(3, AUTHORITY).value = "31.01.2027", "протокол № 5"
    filled.save(place / "ответ.xlsx")
    return place


def audited(place: Path, *more: str | Path) -> None:
    run("audit", place / "договоры", "--db", place / "h.sqlite", "--as-of", "2026-11-01", "--no-ocr", "--quiet",
        "--output", place / "r.json", *more)  # fmt: skip


def test_each_owner_has_a_sheet_and_the_rest_has_one(office: Path) -> None:
    names = {path.name for path in (office / "листы").iterdir()}
    assert names == {"Иванова_И._юрист.xlsx", "без_ответственного.xlsx"}
    report = json.loads((office / "r.json").read_text(encoding="utf-8"))
    still_open = sum(finding["outcome"] in {"fail", "weak", "undetermined"} for finding in report["findings"])
    rows = [openpyxl.load_workbook(office / "листы" / name).worksheets[0].max_row - 1 for name in sorted(names)]
    assert rows == [2, still_open - 2]


def test_answers_are_read_with_their_cells(office: Path) -> None:
    mended, asked = read_answers(office / "ответ.xlsx")
    assert (mended.kind, mended.words, mended.cell) == (
        Kind.MENDED, "Допсоглашение № 2 от 01.11.2026", "Находки!K2",
    )  # fmt: skip
    assert (asked.kind, asked.until, asked.authority) == (Kind.WAIVE, "2027-01-31", "протокол № 5")


def test_an_answer_is_evidence_and_changes_no_outcome(office: Path) -> None:
    before = json.loads((office / "r.json").read_text(encoding="utf-8"))
    run("audit", office / "договоры", "--as-of", "2026-11-01", "--no-ocr", "--quiet", "--output", office / "b.json",
        "--output", office / "b.html", "--answers", office / "ответ.xlsx")  # fmt: skip
    after = json.loads((office / "b.json").read_text(encoding="utf-8"))
    assert [f["outcome"] for f in after["findings"]] == [f["outcome"] for f in before["findings"]]
    told = [e for f in after["findings"] for e in f["evidence"] if e["path"] == "ответ.xlsx"]
    assert [evidence["quote"] for evidence in told] == ["Допсоглашение № 2 от 01.11.2026", "Клиент не согласился"]
    assert "ответ ответственного: Иванова" in (office / "b.html").read_text(encoding="utf-8")


def test_a_request_holds_only_when_it_was_signed(office: Path) -> None:
    file = office / "waivers.yaml"
    done = run("waivers", "ask", office / "ответ.xlsx", "--report", office / "r.json", "--waivers", file)
    assert "Просьб записано: 1" in done.stdout
    audited(office, "--waivers", file)
    report = json.loads((office / "r.json").read_text(encoding="utf-8"))
    assert [finding for finding in report["findings"] if finding["waiver"]] == []
    text = file.read_text(encoding="utf-8")
    file.write_text(text + '    approver: "Петров П. П."\n    given: "2026-11-01"\n', encoding="utf-8")
    audited(office, "--waivers", file)
    report = json.loads((office / "r.json").read_text(encoding="utf-8"))
    assert len([finding for finding in report["findings"] if finding["waiver"]]) == 1


def test_a_sheet_without_the_columns_is_refused(office: Path) -> None:
    with pytest.raises(UsageError, match="Ответ"):
        read_answers(office / "кто.xlsx")
