"""21, 22: no text makes a rule slow, and no rule file makes the loader swell."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from auditor.desk import bench, judge_facts
from auditor.engine.judge import judge
from auditor.extraction.registry import extract
from auditor.facts.build import facts_of
from auditor.model.document import Document
from auditor.model.fact import DocumentFacts
from auditor.portfolio.subjects import subject_of
from tests.extraction.reading import source
from tests.promises.conftest import SETTINGS, Program, fill

HEAD = "ДОГОВОР № 1 возмездного оказания услуг\n\nИсполнитель обязуется оказать Заказчику услуги, а Заказчик - оплатить.\n\n"
BAITS = {
    "digits": "1 " * 12_000 + "рубле",
    "grouped digits": "1 234 567 890 " * 3_000,
    "dots": "." * 40_000 + "@",
    "dots and brackets": ".)" * 12_000 + "@",
    "closing brackets": "." + ")" * 40_000 + "@",
    "numbers of clauses": "1.1.1.1.1.1.1." * 3_000,
    "brackets": "(" * 12_000 + ")" * 19_999,
    "one word": "а" * 40_000,
    "letters apart": "д о г о в о р " * 3_000,
    "quotes": "«" * 12_000 + "ООО «" * 5_000,
    "spaces": "оплата" + " " * 40_000 + "в течение",
    "words of rules": "неустойка в течение дней за просрочку оплаты без согласия в одностороннем порядке " * 400,
    "commas": "в, течение, " * 5_000,
    "hyphens": "пере-\n" * 10_000,
    "addresses": "a.b-c@d." * 7_000 + "!",
    "dates": "31.12.2026 1 января 2026 года " * 2_000,
    "blanks": "_" * 40_000,
    "percent": "0,1 % 0,1 процента за каждый день " * 1_500,
}  # fmt: skip


def understood(bait: str) -> DocumentFacts:
    document = extract(source((HEAD + BAITS[bait]).encode(), "a.txt"))
    assert isinstance(document, Document)
    ready = bench(())
    return facts_of(document, ready.lexicon, ready.words)


@pytest.mark.parametrize("bait", BAITS)
def test_no_bait_takes_long_to_understand_and_to_judge(bait: str) -> None:
    bench(())
    start = time.process_time()
    facts = understood(bait)
    judge_facts(facts, SETTINGS)
    assert time.process_time() - start < 20


def test_no_rule_takes_a_second_over_any_bait() -> None:
    ready = bench(())
    slowest: dict[str, float] = {}
    for bait in ("digits", "words of rules", "quotes"):
        facts = understood(bait)
        subject = subject_of(facts)
        for rule in (*ready.of_contracts, *ready.of_programme):
            start = time.process_time()
            judge([rule], facts, subject, ready.engine, ready.titles)
            slowest[rule.id] = max(slowest.get(rule.id, 0), time.process_time() - start)
    assert len(slowest) == len(ready.of_contracts) + len(ready.of_programme)
    assert {id_: seconds for id_, seconds in slowest.items() if seconds >= 1} == {}


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (BOMB, 1, "anchors"),
        ("id: a\nseverity: high\nid: b\n", 3, "stands twice"),
        ("<<: {id: a}\n", 1, "a key must be a word"),
        ("id: !!python/object/apply:os.system ['true']\n", None, ""),
        ("id: [" + "[" * 2_000, None, ""),
        ("id: 'x\n", None, "not YAML"),
        ("id: \x00\n", None, "not YAML"),
    ],
)
def test_a_hostile_rule_file_stops_the_run_with_its_place(
    tmp_path: Path, program: Program, text: str, line: int | None, said: str
) -> None:
    own = fill(tmp_path / "own", {"contracts/a.yaml": text.encode()})
    start = time.monotonic()
    done = program.run("rules", "check", "--rules", own)
    assert time.monotonic() - start < 60
    assert done.returncode == 2
    assert "a.yaml" + (f":{line}:" if line else "") in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
