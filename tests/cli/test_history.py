"""The history, waivers and packages driven as a person would, on real files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import openpyxl
import pytest

from auditor.export.json import validate
from tests.cli.test_audit import run
from tests.history.papers import DEADLINE, paper, pdf, text, word

LATE = "payment-deadline-missing"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio that was audited twice: one contract mended, one renamed, one removed, one added."""
    place = tmp_path_factory.mktemp("office")
    folder = place / "договоры"
    folder.mkdir()
    for number, client in enumerate(("Тихий сад", "Белый дом", "Синий мост"), 1):
        (folder / f"{number}.txt").write_bytes(text(paper(str(number), client)))
    said = audited(place, "2026-10-01")
    assert said.returncode == 1
    (folder / "1.txt").write_bytes(text(paper("1", "Тихий сад", more=[DEADLINE])))
    (folder / "2.txt").rename(folder / "второй.txt")
    (folder / "3.txt").unlink()
    (folder / "4.pdf").write_bytes(pdf(paper("4", "Новый берег")))
    audited(place, "2026-11-01", "--output", place / "r.html", "--output", place / "r.xlsx")
    return place


def audited(place: Path, day: str, *more: str | Path) -> subprocess.CompletedProcess[str]:
    return run(
        "audit", place / "договоры", "--db", place / "h.sqlite", "--as-of", day, "--no-ocr", "--quiet", "--jobs", "2",
        "--output", place / "r.json", *more,
    )  # fmt: skip


def report(place: Path) -> dict:
    loaded = json.loads((place / "r.json").read_text(encoding="utf-8"))
    validate(loaded)
    return loaded


def state(told: dict, path: str, rule: str = LATE) -> str:
    return next(f["history"] for f in told["findings"] if f["subject"]["path"] == path and f["rule"] == rule)


def test_the_second_report_tells_what_changed(office: Path) -> None:
    told = report(office)
    assert (state(told, "1.txt"), state(told, "второй.txt"), state(told, "4.pdf")) == ("fixed", "unchanged", "new")
    assert told["history"]["portfolio"] == "договоры"
    assert {entry["path"] for entry in told["history"]["gone"]} == {"3.txt"}
    assert [point["number"] for point in told["history"]["trend"]] == [1, 2]
    page = (office / "r.html").read_text(encoding="utf-8")
    assert 'id="past"' in page
    assert 'class="series score"' in page
    assert f'<b data-state="fixed">{told["history"]["states"]["fixed"]}</b>' in page


def test_list_show_diff_trend_and_check(office: Path) -> None:
    db = ("--db", office / "h.sqlite")
    assert "2026-10-01" in run("history", "list", *db).stdout
    assert "второй.txt" in run("history", "show", *db).stdout
    assert "3.txt" in run("history", "show", "1", *db).stdout
    done = run("history", "diff", "1", "2", "--by", "client", "--lang", "en", *db)
    assert done.returncode == 1
    assert "fixed: 1" in done.stdout
    assert "Белый" not in done.stdout
    changes = json.loads(run("history", "diff", "--format", "json", *db).stdout)
    assert [c["state"] for c in changes if c["rule"] == LATE and c["path"] == "1.txt"] == ["fixed"]
    for group in ("section", "client", "law"):
        assert run("history", "diff", "--by", group, *db).returncode == 1
        assert run("history", "trend", "--by", group, *db).returncode == 0
    assert "31" in run("history", "trend", "--lang", "en", *db).stdout
    assert run("history", "check", *db).returncode == 0


def test_nothing_is_recorded_unless_somebody_asks(office: Path, tmp_path: Path) -> None:
    done = run("audit", office / "договоры", "--quiet", "--no-ocr", "--output", tmp_path / "r.json")
    assert done.returncode == 1
    assert report(tmp_path)["history"] is None
    done = run("audit", office / "договоры", "--no-history", "--db", tmp_path / "h.sqlite", "--quiet", "--no-ocr")
    assert done.returncode == 1
    assert not (tmp_path / "h.sqlite").exists()


def test_a_settings_file_turns_the_history_on(office: Path, tmp_path: Path) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text('history = true\ndb = "kept.sqlite"\nportfolio = "контора"\n', encoding="utf-8")
    run("audit", office / "договоры", "--config", config, "--quiet", "--no-ocr")
    assert "контора" in run("history", "list", "--db", tmp_path / "kept.sqlite").stdout


def test_baseline_waiver_owners_notice_and_package_together(office: Path) -> None:
    db = ("--db", office / "h.sqlite")
    for entry in report(office)["findings"]:
        if entry["rule"] == LATE and entry["subject"]["path"] == "4.pdf":
            mark = entry["fingerprint"]
    signed = (
        "--reason-category", "accepted_risk", "--reason", "разовая услуга", "--author", "Иванова", "--authority",
        "приказ № 5", "--given", "2026-11-01", "--until", "2026-12-31", "--waivers", office / "waivers.yaml", *db,
    )  # fmt: skip
    refused = run("waive", mark[:10], *signed, "--approver", "иванова")
    assert refused.returncode == 2
    assert "granted" in refused.stderr
    assert run("waive", "0123456789", *signed, "--approver", "Петров").returncode == 2
    assert run("waive", mark[:10], *signed, "--approver", "Петров").returncode == 0
    expiring = ("waivers", "list", "--waivers", office / "waivers.yaml", "--as-of", "2026-12-15", "--expiring")
    assert mark in run(*expiring, "30").stdout
    assert mark not in run(*expiring, "5").stdout
    assert run("waivers", "check", "--waivers", office / "waivers.yaml", "--as-of", "2026-11-02").returncode == 0
    assert run("waivers", "check", "--waivers", office / "waivers.yaml", "--as-of", "2027-01-02").returncode == 1

    book = openpyxl.load_workbook(office / "r.xlsx")
    sheet = book["Находки"]
    heads = [cell.value for cell in sheet[1]]
    places = {name: heads.index(name) + 1 for name in ("Файл", "Правило", "Ответственный", "Срок")}
    for row in range(2, sheet.max_row + 1):
        if (sheet.cell(row, places["Файл"]).value, sheet.cell(row, places["Правило"]).value) == ("второй.txt", LATE):
            sheet.cell(row, places["Ответственный"]).value = "Сидорова О. О."
            sheet.cell(row, places["Срок"]).value = "15.11.2026"
    book.save(office / "owners.xlsx")
    assert "1" in run("history", "assign", office / "owners.xlsx", *db).stdout
    assert run("history", "baseline", "--reason", "наследство", "--author", "Петров", "--given", "2026-11-01",
               "--until", "2026-12-31", *db).returncode == 0  # fmt: skip

    done = audited(office, "2026-11-20", "--waivers", office / "waivers.yaml", "--package", office / "a.zip",
                   "--notify-file", office / "mail.txt", "--output", office / "r.html")  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = report(office)
    waived = next(f for f in told["findings"] if f["fingerprint"] == mark)
    assert (waived["outcome"], waived["waiver"]["approver"]) == ("fail", "Петров")
    assert [(d["owner"], d["days"]) for d in told["history"]["overdue"]] == [("Сидорова О. О.", 5)]
    assert told["history"]["baseline"]["covered"] > 20
    assert told["seal"]
    page = (office / "r.html").read_text(encoding="utf-8")
    assert page.index('id="overdue"') < page.index('class="score"')
    assert 'data-count="waived">1<' in page
    mail = (office / "mail.txt").read_text(encoding="utf-8")
    assert mail.startswith("Аудит договоры на 2026-11-20")
    assert "Сидорова О. О." in mail

    assert run("verify", office / "a.zip").returncode == 0
    assert run("verify", office / "a.zip", office / "договоры", "--lang", "en").returncode == 0
    (office / "договоры" / "5.docx").write_bytes(word(paper("5", "Дальний остров")))
    again = audited(office, "2026-11-21", "--waivers", office / "waivers.yaml")
    assert again.returncode == 1
    other = run("verify", office / "a.zip", office / "договоры", "--lang", "en")
    assert other.returncode == 1
    assert "file 5.docx: is new" in other.stdout
    assert audited(office, "2026-11-22", "--only-new", "--waivers", office / "waivers.yaml").returncode == 0
    assert run("history", "purge", "--before", "2026-11-01", *db).stdout == "Removed audits: 1.\n"
    assert run("history", "check", *db).returncode == 0


def test_what_cannot_be_is_refused_with_a_remedy(office: Path, tmp_path: Path) -> None:
    folder = office / "договоры"
    (tmp_path / "bad.pem").write_text("no key", encoding="utf-8")
    for wrong in (
        ("audit", folder, "--db", "mysql://x/y"),
        ("audit", folder, "--owners", tmp_path / "none.xlsx"),
        ("audit", folder, "--package", tmp_path / "a.zip", "--sign-key", tmp_path / "bad.pem"),
        ("history", "show", "77", "--db", office / "h.sqlite"),
        ("history", "purge", "--before", "вчера", "--db", office / "h.sqlite"),
        ("history", "diff", "--db", tmp_path / "empty.sqlite"),
        ("verify", tmp_path / "none.zip"),
        ("waivers", "list", "--waivers", tmp_path / "none.yaml"),
    ):
        done = run(*wrong)
        assert done.returncode == 2, wrong
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) >= 2, (wrong, done.stderr)
    assert not (tmp_path / "a.zip").exists()
