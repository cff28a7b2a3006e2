"""How a document is called: by its title, not by a clause that names it; without place and day."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.facts.build import facts_of
from auditor.facts.topics import compile_lexicon
from auditor.model.document import Block, Document
from auditor.rulebook.folders import rules_folder
from auditor.rulebook.load import load_rulebook
from auditor.rulebook.portrait_words import load_portrait_words

_, LEXICON = load_rulebook([rules_folder()])
WORDS = load_portrait_words(Path(rules_folder()) / "lexicon" / "_portrait")
COMPILED = compile_lexicon(LEXICON)


def portrait(*lines: str):
    return facts_of(Document("а.txt", "", "text/plain", 0, tuple(map(Block, lines))), COMPILED, WORDS).profile


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("ДОГОВОР № 3-У уборки помещений г. Рязань «7» мая 2026 года", "ДОГОВОР № 3-У уборки помещений"),
        ("Договор на вывоз мусора № 8 Тверь, 03 июня 2026", "Договор на вывоз мусора № 8"),
        ("Договор Б-2 от 4 мая 2026 г., г. Псков", "Договор Б-2 от 4 мая 2026 г."),
        ("Договор № 5 от 12 мая 2026 года", "Договор № 5 от 12 мая 2026 года"),
        (
            "Договор на проведение праздника Новый год 31 декабря",
            "Договор на проведение праздника Новый год 31 декабря",
        ),
        ("Д О Г О В О Р № 9", "ДОГОВОР № 9"),
        ("SERVICES AGREEMENT No. 4", "SERVICES AGREEMENT No. 4"),
    ],
)
def test_a_title_is_told_without_place_and_day(line: str, title: str) -> None:
    assert portrait(line, "1.1. Исполнитель обязуется оказать услуги.").title == title


def test_a_clause_that_names_the_contract_is_not_its_title() -> None:
    assert portrait("Общие положения", "1. Предмет договора", "1.1. Договор действует год.").title is None
    assert portrait("1. Предмет договора", "Договор аренды зала").title == "Договор аренды зала"


def test_a_long_first_line_gives_its_beginning() -> None:
    title = portrait("ПУБЛИЧНАЯ ОФЕРТА о доступе к урокам рисования, " + "опубликована на сайте студии " * 6).title
    assert title is not None
    assert title.startswith("ПУБЛИЧНАЯ ОФЕРТА о доступе")
    assert len(title) <= 160


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("Папки на полке", "Договоры", "5 лет", "Акты", "5 лет"), "other"),
        (("ДОГОВОР (ПОЛИС) № 77", "Страховщик обязуется возместить вред.", "Страхователь уплачивает премию."), "insurance"),
        (("ДОГОВОР № 7", "1.1. Исполнитель обязуется оказать услуги, Заказчик обязуется их оплатить."), "contract"),
    ],
)  # fmt: skip
def test_what_only_speaks_of_contracts_is_none(lines: tuple[str, ...], kind: str) -> None:
    assert portrait(*lines).kind == kind


def test_one_firm_under_two_names_is_not_its_own_client() -> None:
    parties = portrait(
        "Terms of Service of Amber Board",
        'These Terms apply to your personal use of Amber Board, a service of Lime Quay Limited ("we", "us").',
        "We store your boards and keep them safe.",
    ).parties
    assert {party.side for party in parties if party.name == "Lime Quay Limited"} == {"provider"}
