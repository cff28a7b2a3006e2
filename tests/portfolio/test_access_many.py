"""Many rows of access: the same answers as plain counting, the same by both engines, in time that grows as the rows."""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from pathlib import Path

from auditor.portfolio.cases.access import access_cases
from auditor.portfolio.folder import Folder
from benchmarks.access import AS_OF, cases_of_access, disagreements, portfolio, read

ROWS = 4_000


def excess_by_counting(folder: Path) -> dict[str, set[str]]:
    """Return for every login the clients that it opened without being assigned, straight from the files."""
    names = {row["ФИО"]: row["Логин"] for row in rows_of(folder / "Штатный список.csv")}
    assigned = {(names[row["Ответственный"]], row["Клиент"]) for row in rows_of(folder / "Закрепление клиентов.csv")}
    seen: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(folder / "Журнал доступа.csv"):
        client = row["Объект"].partition("/")[0]
        if (row["Логин"], client) not in assigned:
            seen[row["Логин"]].add(client)
    return seen


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file by their headings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_every_excess_is_found_and_nothing_else(tmp_path: Path) -> None:
    portfolio(tmp_path, ROWS)
    expected = {login: len(clients) for login, clients in excess_by_counting(tmp_path).items()}
    cases = cases_of_access(tmp_path)
    told = {
        case.subject.label.partition(" ")[0]: int(case.told["clients_in_excess"].value)
        for case in cases
        if case.told["about"].value == "account"
    }
    assert {login: count for login, count in told.items() if count} == expected
    assert expected


def test_both_engines_say_the_same(tmp_path: Path) -> None:
    portfolio(tmp_path, ROWS)
    assert disagreements(cases_of_access(tmp_path)) == []


def test_four_times_the_rows_take_about_four_times_as_long(tmp_path: Path) -> None:
    def spent(rows: int) -> float:
        folder = tmp_path / f"{rows}"
        folder.mkdir()
        portfolio(folder, rows)
        told = read(folder)
        start = time.process_time()
        list(access_cases(Folder.of(told, AS_OF, "ru")))
        return time.process_time() - start

    spent(1_000)  # whatever loads itself at its first use
    small, large = spent(5_000), spent(20_000)
    assert large < 10 * small, (small, large)


def test_a_log_of_few_pairs_stays_small_however_long_it_is(tmp_path: Path) -> None:
    lines = ["Дата;Время;Логин;Действие;Объект"]
    lines += [f"{1 + n % 28:02}.09.2026;10:00;u{n % 3};просмотр;ООО «Барвол»/договор" for n in range(9_000)]
    (tmp_path / "Журнал доступа.csv").write_text("\n".join(lines), "utf-8")
    records = read(tmp_path)[0].records
    assert [record.value("count") for record in records] == ["3000"] * 3
    assert {record.value("first") for record in records} == {"2026-09-01"}
    assert all(len(record.says) == 28 for record in records), "one row of every day is kept"
