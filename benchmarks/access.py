"""What the check of access costs on many rows: seconds, memory, and whether the engine says what plain Python says.

    python -m benchmarks.access                  25,000 and 100,000 rows of a log, 5,000 and 20,000 assignments
    python -m benchmarks.access 4000 16000

Every account works with some clients and now and then opens another one. Counted are how many times longer four times
the rows take, the largest memory of any process, and whether the findings of the rules engine on every account are
those of the plain one.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from auditor.desk import bench, judge_facts, read_facts
from auditor.engine.cases import judge_case
from auditor.engine.durable import DurableEngine
from auditor.engine.plain import PlainEngine
from auditor.extraction.interface import Source
from auditor.model.case import CaseFile
from auditor.model.document import Unreadable
from auditor.model.judged import Judged
from auditor.portfolio.cases.access import access_cases
from auditor.portfolio.folder import Folder
from auditor.running.settings import Settings
from benchmarks.growth import Cost, audited

SIZES = (25_000, 100_000)
AS_OF = "2026-11-01"
MOST_MIB = 1024
"""MiB that no process of a run may hold."""
MOST_TIMES = 6.0
"""How many times longer four times the rows may take."""
_ROWS_A_PLACE = 250
"""Rows of the log for every account."""
_SHARE_OF_EXCESS = 0.02
_FIRST = ("бар", "вол", "гур", "дан", "зар", "кам", "лод", "мир", "нор", "пал", "рун", "сев", "тар", "фил", "хор", "яр")
_FAMILY = (
    "Вострик",
    "Щукин",
    "Цыган",
    "Лопах",
    "Фирс",
    "Журавл",
    "Кедр",
    "Мельник",
    "Тарас",
    "Громыш",
    "Пестр",
    "Зябл",
)
_ENDINGS = ("ов", "ев", "ский", "енко")


def portfolio(folder: Path, rows: int) -> None:
    """Write a staff list, a list of assignments (a fifth of the rows) and a log of so many rows."""
    draw = random.Random(rows)  # noqa: S311 - a made-up portfolio, the same every time
    staff = _staff(max(4, rows // _ROWS_A_PLACE))
    clients = _clients(max(4, rows // 50))
    held: dict[int, list[str]] = {}
    lines = ["Клиент;Договор;Ответственный"]
    for number in range(rows // 5):
        client, place = clients[number % len(clients)], draw.randrange(len(staff))
        held.setdefault(place, []).append(client)
        lines.append(f"{client};К-{number % len(clients)};{staff[place]}")
    (folder / "Закрепление клиентов.csv").write_text("\n".join(lines), "utf-8")
    people = [f"{name};менеджер;Отдел {place % 7};01.02.2020;;u{place}" for place, name in enumerate(staff)]
    header = "ФИО;Должность;Отдел;Принят;Уволен;Логин"
    (folder / "Штатный список.csv").write_text("\n".join([header, *people]), "utf-8")
    with (folder / "Журнал доступа.csv").open("w", encoding="utf-8") as log:
        log.write("Дата;Время;Логин;Действие;Объект;Адрес\n")
        for number in range(rows):
            place = draw.randrange(len(staff))
            known = held.get(place, clients)
            client = draw.choice(clients if draw.random() < _SHARE_OF_EXCESS else known)
            day = f"{1 + number % 28:02}.{1 + number % 10:02}.2026"
            log.write(f"{day};10:{number % 60:02};u{place};просмотр;{client}/договор;10.0.0.{number % 250}\n")


def _staff(count: int) -> list[str]:
    letters = "АБВГДЕИКЛМНОПРСТ"
    names = [f"{family}{ending}" for family in _FAMILY for ending in _ENDINGS]
    return [
        f"{names[number % len(names)]} {letters[number // len(names) % 16]}. {letters[number // len(names) // 16]}."
        for number in range(count)
    ]


def _clients(count: int) -> list[str]:
    size = len(_FIRST)
    return [
        f"ООО «{(_FIRST[n % size] + _FIRST[n // size % size] + _FIRST[n // size**2 % size]).capitalize()}маш»"
        for n in range(count)
    ]


def read(folder: Path) -> list[Judged]:
    """Return what becomes of the files of a folder."""
    settings = Settings(as_of=AS_OF, generated_at="")
    told = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        facts = read_facts(Source(path.name, data, "", len(data)))
        if not isinstance(facts, Unreadable):
            told.append(judge_facts(facts, settings))
    return told


def cases_of_access(folder: Path) -> list[CaseFile]:
    """Return the cases of access that the files of a folder make."""
    return list(access_cases(Folder.of(read(folder), AS_OF, "ru")))


def disagreements(cases: list[CaseFile]) -> list[str]:
    """Return the subjects of which the rules engine says another thing than the plain one."""
    rules = bench(()).of_cases
    durable, plain = DurableEngine(rules), PlainEngine()
    return [
        case.subject.label
        for case in cases
        if judge_case(rules, case, durable, {}, AS_OF) != judge_case(rules, case, plain, {}, AS_OF)
    ]


def _measured(rows: int) -> Cost:
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as place:
        portfolio(Path(made), rows)
        cost = audited(Path(made), Path(place), files=rows)
        print(
            f"{rows:8,} rows, {rows // 5:7,} assignments: {cost.seconds:6.1f} s, parent {cost.parent:5.0f} MiB, "
            f"largest child {cost.child:5.0f} MiB, report {cost.report:5.1f} MiB"
        )
        return cost


def main() -> int:
    """Measure two sizes and compare the engines on the larger one; 1 where a bound is broken."""
    sizes = tuple(int(size) for size in sys.argv[1:3]) or SIZES
    small, large = (_measured(rows) for rows in sizes)
    times = large.seconds / small.seconds
    print(f"{sizes[1] / sizes[0]:.1f} times the rows take {times:.1f} times as long")
    with tempfile.TemporaryDirectory() as made:
        portfolio(Path(made), sizes[1])
        cases = cases_of_access(Path(made))
    wrong = disagreements(cases)
    print(f"{len(cases):,} cases judged by both engines, {len(wrong)} told differently {wrong[:5]}")
    is_small = max(large.parent, large.child) < MOST_MIB
    return 0 if is_small and not wrong and times <= MOST_TIMES * sizes[1] / sizes[0] / 4 else 1


if __name__ == "__main__":
    raise SystemExit(main())
