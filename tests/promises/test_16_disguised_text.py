"""16, 17: disguise and odd code pages change no verdict, and every quote is cut from the original."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.desk import bench, judge_facts
from auditor.extraction.encoding import decode
from auditor.extraction.registry import extract
from auditor.facts.build import facts_of
from auditor.model.document import Document
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Finding, Outcome
from tests.extraction.reading import source
from tests.promises.conftest import SETTINGS

CONTRACT = """ДОГОВОР № 41 возмездного оказания услуг

г. Тверь, 3 февраля 2026 г.

ООО «Лесная тропа», именуемое в дальнейшем «Исполнитель», и гражданин Сомов Пётр Ильич, именуемый в дальнейшем «Заказчик», заключили договор.

1. Предмет договора

1.1. Исполнитель обязуется оказать Заказчику услуги по уборке квартиры, а Заказчик обязуется их оплатить.

2. Оплата

2.1. Цена услуг составляет 10 000 (десять тысяч) рублей в месяц. Заказчик оплачивает услуги в течение 5 дней после подписания акта.

2.2. За просрочку оплаты Заказчик уплачивает неустойку в размере 0,1 процента за каждый день просрочки.

3. Ответственность

3.1. Исполнитель не несёт ответственности за убытки Заказчика ни при каких обстоятельствах.

3.2. Исполнитель вправе в одностороннем порядке изменять цену услуг.

3.3. Стороны освобождаются от ответственности при обстоятельствах непреодолимой силы.
"""
TWINS = dict(zip("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy", strict=True))
ABOUT_DISGUISE = {"hidden-or-deceptive-text"}
"""The rule that tells of the disguise itself."""


def homoglyphs(text: str) -> str:
    """Put Latin twins into every long word, never into all of it."""
    chance = random.Random(3)
    words = text.split(" ")
    return " ".join(
        "".join(TWINS.get(c, c) if 0 < n < len(word) - 1 and chance.random() < 0.6 else c for n, c in enumerate(word))
        if len(word) > 6 and not any(c.isdigit() for c in word)
        else word
        for word in words
    )


def within_words(sign: str) -> Callable[[str], str]:
    def put(text: str) -> str:
        return "".join(
            f"{a}{sign}" if a.isalpha() and b.isalpha() and n % 3 == 0 else a
            for n, (a, b) in enumerate(zip(text, text[1:] + "\n", strict=True))
        )

    return put


DISGUISES: dict[str, Callable[[str], str]] = {
    "homoglyphs": homoglyphs,
    "soft hyphens": within_words("\u00ad"),
    "spaces without width": within_words("\u200b"),
    "word joiners": within_words("\u2060"),
    "marks of direction": lambda text: text.replace("Исполнитель", "\u202aИсполнитель\u202c").replace("услуг", "\u200eуслуг"),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "decomposed": lambda text: text.replace("й", "и\u0306").replace("ё", "е\u0308"),
    "hyphens at line ends": lambda text: text.replace("ответственности", "ответствен-\nности"),
}  # fmt: skip


def judged(text: str) -> tuple[DocumentFacts, dict[str, list[Finding]]]:
    document = extract(source(text.encode(), "a.txt"))
    assert isinstance(document, Document)
    ready = bench(())
    facts = facts_of(document, ready.lexicon, ready.words)
    found: dict[str, list[Finding]] = {}
    for finding in judge_facts(facts, SETTINGS).findings:
        found.setdefault(finding.rule, []).append(finding)
    return facts, found


@pytest.fixture(scope="module")
def plain() -> dict[str, list[Finding]]:
    return judged(CONTRACT)[1]


def outcomes(found: dict[str, list[Finding]]) -> dict[str, list[Outcome]]:
    return {rule: [f.outcome for f in findings] for rule, findings in found.items() if rule not in ABOUT_DISGUISE}


@pytest.mark.parametrize("kind", DISGUISES)
def test_no_disguise_changes_a_verdict(kind: str, plain: dict[str, list[Finding]]) -> None:
    disguised = DISGUISES[kind](CONTRACT)
    assert disguised != CONTRACT
    facts, found = judged(disguised)
    assert outcomes(found) == outcomes(plain)
    quotes = [evidence for findings in found.values() for finding in findings for evidence in finding.evidence]
    assert len(quotes) > 5
    for evidence in quotes:
        if evidence.start is not None and evidence.end is not None:
            assert facts.document.text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize("kind", ["homoglyphs", "spaces without width"])
def test_the_trick_itself_is_told(kind: str, plain: dict[str, list[Finding]]) -> None:
    assert {f.outcome for f in plain["hidden-or-deceptive-text"]} == {Outcome.PASS}
    found = judged(DISGUISES[kind](CONTRACT))[1]
    assert {f.outcome for f in found["hidden-or-deceptive-text"]} & {Outcome.FAIL, Outcome.WEAK}


WORDS = sorted(
    {word for word in (word.strip(".,«»()") for word in CONTRACT.split()) if len(word) > 4 and word.isalpha()}
)
PAGES = [
    "cp1251",
    "koi8-r",
    "cp866",
    "iso8859-5",
    "mac-cyrillic",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
]
RARE = {"iso8859-5", "mac-cyrillic"}
"""A line or two in them cannot be told from the frequent ones; a paragraph can."""


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.sampled_from(WORDS), min_size=6, max_size=40),
    st.sampled_from(PAGES),
    st.sampled_from([" ", "\n", ", "]),
)
def test_russian_comes_back_from_every_code_page(words: list[str], encoding: str, between: str) -> None:
    if encoding in RARE:
        words = [*words, *CONTRACT.split()[-25:]]
    text = between.join(words).replace("«", "").replace("»", "").replace("№", "N")
    assert decode(text.encode(encoding)) == (text, True)
