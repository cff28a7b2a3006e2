"""How a folder of records fares: time and the memory of the largest process.

python -m benchmarks.records                       5,000 rows, 500 letters, 10,000 rows of a log; then twice as many
python -m benchmarks.records 50000 20000 100000    so many
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_FIRST = ("Север", "Вос", "Лес", "Мор", "Стро", "Тех", "Агро", "Мед")
_SECOND = ("торг", "пром", "сервис", "снаб", "комплект", "маш")
_STAFF = [f"{name} {letter}. М." for name, letter in zip(
    ("Орлова", "Зуев", "Лосев", "Котова", "Рыбина", "Белов", "Серов", "Громов"), "АБВГДЕЖИ", strict=True
)]  # fmt: skip
_SAID = (
    "Клиент спрашивает, когда готов отчёт за май.", "Договорились по телефону снизить плату на 10 %.",
    "Обещали прислать отчёт до 20.10.2026.", "Уточнил порядок подписания акта.", "Просит копию договора.",
)  # fmt: skip
_CLIENTS = 500


def main() -> None:
    """Print a line for each size."""
    sizes = [int(word) for word in sys.argv[1:4]] or [5_000, 500, 10_000]
    for times in (1,) if len(sys.argv) > 1 else (1, 2):
        with tempfile.TemporaryDirectory() as name:
            rows, letters, uses = (size * times for size in sizes)
            folder = Path(name) / "folder"
            write(folder, rows, letters, uses)
            seconds, mebibytes = audited(folder, Path(name) / "report.json")
            print(
                f"{rows:7,} rows {letters:7,} letters {uses:7,} uses: {seconds:7.1f} s, {mebibytes:5.0f} MiB",
                flush=True,
            )


def write(folder: Path, rows: int, letters: int, uses: int) -> None:
    """Write a journal, letters and an access log of a firm with five hundred clients."""
    chance = random.Random(5)  # noqa: S311 - the same folder every time
    clients = [f"ООО «{chance.choice(_FIRST)}{chance.choice(_SECOND)}-{number}»" for number in range(_CLIENTS)]
    (folder / "mail").mkdir(parents=True)
    with (folder / "crm.csv").open("w", encoding="utf-8") as file:
        file.write("№;Дата;Время;Сотрудник;Клиент;Канал;Тема;Содержание;Результат\n")
        for number in range(rows):
            day = f"{chance.randint(1, 28):02}.{chance.randint(1, 10):02}.2026"
            day += f";{chance.randint(9, 18)}:{chance.randint(10, 59)}"
            who = f"{chance.choice(_STAFF)};{chance.choice(clients)}"
            file.write(
                f"{number + 1};{day};{who};звонок;Вопрос по договору {number};{chance.choice(_SAID)};Ответ дан\n"
            )
    for number in range(letters):
        client = chance.randrange(_CLIENTS)
        (folder / "mail" / f"{number}.eml").write_text(
            f"From: Орлова <orlova@firma.example>\nTo: Клиент <info@client{client}.example>\n"
            f"Date: Mon, 12 Oct 2026 10:{number % 60:02}:00 +0300\nSubject: Отчёт {clients[client]}\n"
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            f"Добрый день! Направляю отчёт по {clients[client]}, номер {number}.\n",
            encoding="utf-8",
        )
    with (folder / "access_log.csv").open("w", encoding="utf-8") as file:
        file.write("Дата;Время;Логин;Действие;Объект\n")
        for _ in range(uses):
            day = f"{chance.randint(1, 28):02}.10.2026;{chance.randint(9, 18)}:{chance.randint(10, 59)}:00"
            file.write(f"{day};user{chance.randrange(50)};просмотр;{chance.choice(clients)}\n")


def audited(folder: Path, report: Path) -> tuple[float, float]:
    """Return the seconds of an audit and the memory of its largest process, in MiB."""
    started = time.monotonic()
    command = [sys.executable, "-m", "auditor", "audit", str(folder), "--as-of", "2026-11-01", "--no-cache", "--quiet"]
    done = subprocess.run([*command, "--output", str(report)], check=False)
    if done.returncode > 1:
        sys.exit(f"the audit ended with {done.returncode}")
    return time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
