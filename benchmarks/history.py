"""What a year of audits costs, and whether writers that are killed lose anything.

    python -m benchmarks.history                     twelve monthly audits of 2,000 documents, then eight writers
    python -m benchmarks.history 500                 of 500 documents
    python -m benchmarks.history --writers 8 100     only the writers: eight, a hundred audits each, one killed
    ... --db postgresql+psycopg://user@host/base     in that database instead of a file

Before each audit but the first, one document in twenty is rewritten. What counts: the twelfth audit takes at most a
tenth of the first one's time, and no audit makes the database grow by more than 5 MB.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from auditor.history.store import Store
from benchmarks.installed import as_installed
from benchmarks.portfolios import contract, portfolio

AUDITS = 12
CHANGED = 20
"""One document in so many changes between two audits."""
_CPU = "CPU"


def main() -> None:
    """Print a line for each audit and whether the two bounds hold; exit code 1 when one does not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", type=int, nargs="?", default=2_000)
    parser.add_argument("--writers", type=int, nargs=2, default=None)
    parser.add_argument("--db", default=None)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = f"{name}/cache"
        as_installed()
        sound = True
        if told.writers is None:
            sound = a_year(Path(name), told.documents, told.db)
        sound = writers(Path(name), told.writers or (8, 100), told.db) and sound
    sys.exit(not sound)


def a_year(place: Path, documents: int, db: str | None) -> bool:
    """Return whether twelve audits stay within both bounds."""
    base = db or str(place / "history.sqlite")
    folder = portfolio(place / "portfolio", documents)
    chance = random.Random(7)  # noqa: S311 - repeatable, nothing secret
    seconds, sizes = [], [0.0]
    for month in range(1, AUDITS + 1):
        if month > 1:
            rewrite(folder, documents, chance)
        seconds.append(audited(folder, base, month))
        sizes.append(size_of(place, db))
        print(
            f"audit {month:2}: {seconds[-1]:7.1f} s of {_CPU}, the database {sizes[-1]:6.2f} MB, "
            f"{sizes[-1] - sizes[-2]:+.2f} MB", flush=True,
        )  # fmt: skip
    share, growth = seconds[-1] / seconds[0], max(b - a for a, b in itertools.pairwise(sizes))
    print(f"the twelfth takes {share:.1%} of the first; the most that one audit adds: {growth:.2f} MB")
    return share <= 0.10 and growth <= 5.0


def rewrite(folder: Path, documents: int, chance: random.Random) -> None:
    """Write another text into some of the plain files, under the same numbers."""
    for number in chance.sample([n for n in range(1, documents + 1) if n % 5], documents // CHANGED):
        paragraphs = contract(number, random.Random(chance.random()))  # noqa: S311 - as above
        file = folder / f"{number // 500:03}" / f"{number:06}.txt"
        file.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def audited(folder: Path, base: str, month: int) -> float:
    """Return the seconds of processor time of one audit with its history and its notice.

    A report in full costs the same each time and is left out.
    """
    notice = folder.parent / "mail.txt"
    command = [sys.executable, "-m", "auditor", "audit", str(folder), "--no-ocr", "--quiet", "--db", base,
               "--as-of", f"2026-{month:02}-01", "--notify-file", str(notice)]  # fmt: skip
    before = os.times()
    done = subprocess.run(command, check=False)
    after = os.times()
    if done.returncode > 1:
        raise SystemExit(f"the audit ended with {done.returncode}")
    return after.children_user + after.children_system - before.children_user - before.children_system


def size_of(place: Path, db: str | None) -> float:
    """Return the megabytes of the database, the log of what is not in its file yet included."""
    if db:
        from sqlalchemy import create_engine, text

        with create_engine(db).connect() as connection:
            size = connection.scalar(text("SELECT pg_database_size(current_database())"))
        return float(size or 0) / 1e6
    return sum(file.stat().st_size for file in place.glob("history.sqlite*")) / 1e6


def writers(place: Path, count: Sequence[int], db: str | None) -> bool:
    """Return whether nothing that was recorded is lost when many write at once and one of them is killed."""
    processes, audits = count
    base = db or str(place / "writers.sqlite")
    started = time.monotonic()
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.history.writers", base, "writers", str(who), str(audits)],
            stdout=subprocess.PIPE, text=True,
        )
        for who in range(processes)
    ]  # fmt: skip
    victim, told = running[0], []
    if victim.stdout:
        told = [int(victim.stdout.readline()) for _ in range(audits // 3)]
        victim.send_signal(signal.SIGKILL)
        told += [int(line) for line in victim.stdout if line.strip()]
    for one in running[1:]:
        told += [int(line) for line in one.communicate()[0].split()]
    store = Store(base)
    kept, faults = {audit.number for audit in store.audits("writers")}, store.faults()
    sound = set(told) <= kept and len(told) == len(set(told)) and not faults
    print(
        f"{processes} writers, one killed: {len(told)} audits were told as recorded, {len(kept)} are there, "
        f"{len(faults)} faults, {time.monotonic() - started:.1f} s: {'nothing is lost' if sound else 'LOST'}"
    )
    return sound


if __name__ == "__main__":
    main()
