"""33: what is said while working and what is left on the disk hold no word of a document, broken or whole.

The store of facts and verdicts is left out: it holds quotes on purpose, in a file that its owner alone can open, so
that a second run need not read again. ``--no-cache`` runs without it; this test does.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from auditor.cli.main import _way
from auditor.history.cache import unpacked
from tests.promises.conftest import Program, fill
from tests.promises.seeds import seeds

CHANCE = random.Random(33)
NAMES = [
    f"{name}{end}"
    for name in ("Брусникян", "Чепцоварин", "Жимолостюк", "Крапивнич", "Облепихов")
    for end in ("", "ский", "енко")
]
CANARIES = (
    NAMES
    + [f"{CHANCE.randrange(10**9, 10**10)}" for _ in range(20)]
    + [f"+7 9{CHANCE.randrange(10**8, 10**9)}" for _ in range(15)]
)
LINES = (
    f"ДОГОВОР № 8 возмездного оказания услуг с {CANARIES[0]}",
    "1.1. Исполнитель обязуется оказать Заказчику услуги по уборке.",
    *(f"Телефон и ИНН: {one}, {other}" for one, other in zip(CANARIES[::2], CANARIES[1::2], strict=True)),
)


def broken(data: bytes) -> dict[str, bytes]:
    spoilt = bytearray(data)
    for at in range(40, len(data), 97):
        spoilt[at] ^= 0x55
    return {"spoilt": bytes(spoilt[: len(spoilt) * 3 // 4])}


def test_fifty_canaries_in_every_format_are_heard_nowhere(tmp_path: Path, program: Program) -> None:
    assert len(CANARIES) == 50
    whole = seeds(LINES)
    files = {**whole, **{f"{kind}-{name}": data for name in whole for kind, data in broken(whole[name]).items()}}
    place = fill(tmp_path / "folder", files)
    done = program.run("audit", place, "--no-cache", "--no-ocr", "--output", tmp_path / "r.json", "--quiet")
    told = program.run("audit", place / "plain.txt", place / "spoilt-page.pdf", "--no-cache", "--no-ocr")
    assert (done.returncode, told.returncode) == (1, 1)
    report = (tmp_path / "r.json").read_text(encoding="utf-8")
    assert sum(canary in report for canary in CANARIES) > 0  # they were read
    assert (done.stdout, done.stderr) == ("", "")
    assert [canary for canary in CANARIES if canary in told.stderr] == []
    left = [path for path in program.home.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    rules = program.home / "cache" / "auditor" / "rules.sqlite"  # what is kept of the rules holds no word of a document
    assert left == [rules]
    with closing(sqlite3.connect(rules)) as base:
        kept = b"".join(unpacked(body) for (body,) in base.execute("SELECT body FROM entry"))
    assert [canary for canary in CANARIES if canary.encode() in kept] == []


def raised(canary: str) -> Exception:
    try:
        try:
            canary.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError(canary) from None
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("canary", CANARIES[:3])
def test_an_error_of_the_program_itself_is_told_by_its_place_alone(canary: str) -> None:
    told = _way(raised(canary))
    assert "ValueError" in told
    assert "test_33_no_words_outside.py" in told
    assert canary not in told
