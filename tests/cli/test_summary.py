"""The table on the terminal: what the report counts, under names that a reader knows."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from auditor.cli.summary import _ROWS
from tests.cli.test_audit import GOOD, run
from tests.portfolio.test_complaints_club import FILES

_COLUMNS = 5


def rows(told: str) -> list[list[str]]:
    """Return the cells of the rows of the table; a name that goes on beneath is one with no numbers."""
    table = [
        [cell.strip() for cell in line.split("│")] for line in told.splitlines() if line.count("│") == _COLUMNS - 1
    ]
    return [row for row in table if any(row[1:])]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    place = tmp_path / "клуб"
    for name, words in FILES.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return place


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_rows_count_every_finding_of_the_report(records: Path, tmp_path: Path, language: str) -> None:
    """A row for records or for a matter says what is wrong there, not nought."""
    done = run("audit", records, "--as-of", "2026-11-01", "--lang", language, "--output", tmp_path / "r.json")
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["findings"]
    outcomes = Counter(finding["outcome"] for finding in found)
    told = rows(done.stdout)
    assert outcomes["fail"] > 1
    assert [sum(int(row[place]) for row in told) for place in (2, 3, 4)] == [
        outcomes["fail"],
        outcomes["weak"],
        outcomes["undetermined"] + outcomes["error"],
    ]
    assert all(row[0] for row in told)
    assert "…" not in done.stdout


def test_rows_that_are_left_out_are_told(tmp_path: Path) -> None:
    place = tmp_path / "many"
    place.mkdir()
    for number in range(_ROWS + 2):
        (place / f"{number}.txt").write_text(GOOD.replace("№ 1", f"№ {number}"), encoding="utf-8")
    done = run("audit", place, "--output", tmp_path / "r.json")
    assert len(rows(done.stdout)) == _ROWS
    assert "Ещё строк в отчёте: 2." in done.stdout
