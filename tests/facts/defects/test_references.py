"""Clauses and annexes that a contract refers to and does not have."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.defects.made import NS, defects, grades, quotes, word

CLAUSES = [f"{section}.{clause}. Исполнитель оказывает услуги." for section in (1, 2, 3) for clause in (1, 2, 3)]


def contract(*more: str) -> str:
    return "\n".join(["ДОГОВОР возмездного оказания услуг", *CLAUSES, *more])


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 3), st.integers(1, 9))
def test_a_reference_is_broken_exactly_when_its_clause_is_not_there(section: int, clause: int) -> None:
    found = grades("cross_reference", contract(f"3.4. Порядок указан в пункте {section}.{clause} настоящего Договора."))
    there = clause <= (4 if section == 3 else 3)
    assert found == ([] if there else ["fail"])


@pytest.mark.parametrize(
    "words",
    [
        "пунктом 2.7 Правил оказания услуг связи",
        "пунктом 2.7 основного договора аренды",
        "пунктом 2.7 Положения о закупках, утверждённого приказом",
        "статьёй 395 ГК РФ и пунктом 2.7 постановления Правительства",
        "в пункте 2.2 настоящего Договора",
        "в разделе 3 настоящего Договора",
    ],
)
def test_references_to_other_papers_are_left_alone(words: str) -> None:
    assert grades("cross_reference", contract(f"3.4. Стороны руководствуются {words}.")) == []


def test_the_message_names_the_last_clause_of_the_section() -> None:
    (found,) = defects("cross_reference", contract("3.4. Неустойка указана в п. 2.8 настоящего Договора."))
    assert "2.8" in found.message.ru
    assert "последний в разделе 2.3" in found.message.ru


def test_a_number_that_was_lost_in_conversion_is_no_broken_reference() -> None:
    text = contract("3.4. Порядок указан в пункте 2.2 настоящего Договора.").replace("2.2. Исполнитель", "Исполнитель")
    assert grades("cross_reference", text) == []


def test_numbers_computed_by_word_count() -> None:
    numbering = (
        f'<w:abstractNum {NS} w:abstractNumId="907"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="4.%1."/></w:lvl></w:abstractNum>'
    )

    def numbered(document: object) -> None:
        part = document.part.numbering_part.element  # type: ignore[attr-defined]
        part.insert(0, parse_xml(numbering))
        part.append(parse_xml(f'<w:num {NS} w:numId="907"><w:abstractNumId w:val="907"/></w:num>'))
        for _ in range(6):
            document.add_paragraph("Заказчик принимает услуги.")._p.get_or_add_pPr().append(  # type: ignore[attr-defined]
                parse_xml(f'<w:numPr {NS}><w:ilvl w:val="0"/><w:numId w:val="907"/></w:numPr>')
            )

    def file(clause: str) -> bytes:
        return word(
            *contract(f"3.4. Порядок указан в пункте {clause} настоящего Договора.").split("\n"), change=numbered
        )

    assert grades("cross_reference", file("4.5"), "a.docx") == []
    assert quotes("cross_reference", file("4.9"), "a.docx") == ["3.4. Порядок указан в пункте 4.9 настоящего Договора."]


@pytest.mark.parametrize("words", ["Ошибка! Источник ссылки не найден.", "Error! Reference source not found."])
def test_a_reference_that_word_lost_is_found(words: str) -> None:
    assert grades("cross_reference", contract(f"3.4. Порядок указан в {words}")) == ["fail"]


def test_annexes() -> None:
    two = "Приложение № 1\nПеречень помещений.\nПриложение № 2\nГрафик работ."
    assert grades("cross_reference", contract("3.4. Смета - в Приложении № 3.", two)) == ["fail"]
    assert grades("cross_reference", contract("3.4. График - в Приложении № 2.", two)) == []
    assert grades("cross_reference", contract("3.4. График - в Приложении № 2.")) == ["unknown"]
    assert grades(
        "cross_reference", contract("3.4. График - в Приложении № 1.", "Приложение к договору", "График работ.")
    ) == ["weak"]
    assert grades("cross_reference", contract("3.4. Форма - Приложение № 2 к приказу Минфина.")) == []


def test_an_amendment_refers_to_its_contract() -> None:
    text = (
        "Дополнительное соглашение № 1 к договору № 17\n1. Пункт 5.9 настоящего Договора изложить в новой редакции.\n"
        + "\n".join(CLAUSES)
    )
    assert grades("cross_reference", text) == []


def test_figures_of_a_table_are_no_sections() -> None:
    lines = "1. Что\n1.1. Праздник.\n2. Сколько\n2.1. Цена.\n3. Отмена\n3.1. Условия о шарах - в пункте 6.4.\n4. Срок\n"
    found = defects("cross_reference", "ДОГОВОР\n" + lines + "4.1. Два часа.\n4.2. Час.\nЧай\n12 детей\n23 300\n")
    assert [defect.grade for defect in found] == ["fail"]


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("3.4. Спор решается в порядке пункта 3.9.", ["fail"]),
        ("3.4. Спор решается в порядке, установленном пунктом 3.9.", ["fail"]),
        ("3.4. Работа сдаётся по требованиям пункта 3.9.", ["fail"]),
        ("3.4. Спор решается в порядке пункта 2.3.", []),
        ("3.4. Спор решается по Порядку рассмотрения обращений, пункт 3.9.", []),
        ("3.4. Работа сдаётся по пункту 3.9 Требований к отделке.", []),
    ],
)
def test_words_that_only_lead_to_a_clause_name_no_other_paper(clause: str, found: list[str]) -> None:
    assert grades("cross_reference", contract(clause)) == found


@pytest.mark.parametrize(
    "listed",
    [
        "К договору прилагаются:\nПриложение № 1 - смета; Приложение № 2 - график.",
        "К договору относятся: Приложение № 1 - смета, Приложение № 2 - график.",
        "Приложения:\n- Приложение № 1 - смета;\n- Приложение № 2 - график.",
    ],
)
def test_annexes_that_are_only_enumerated_are_not_there(listed: str) -> None:
    named = "3.4. Смета - в Приложении № 1, график - в Приложении № 2."
    assert grades("cross_reference", contract(named, listed)) == ["unknown", "unknown"]
    held = "Приложение № 1\nСмета на 40 000 рублей.\nПриложение № 2\nГрафик работ."
    assert grades("cross_reference", contract(named, listed, held)) == []


SECTIONS = "".join(f"{number}. Стороны соблюдают правило номер {number} о перевозке.\n" for number in range(1, 16))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("по пункту 31 Договора.", 1),
        ("по пункту 31 настоящего Договора.", 1),
        ("по пункту 31 Договора № 8 от 02.03.2026.", 0),
        ("по пункту 31 Договора аренды склада.", 0),
        ("по пункту 31 Правил перевозки.", 0),
        ("по пункту 12 Договора.", 0),
    ],
)
def test_a_clause_far_behind_the_last_one_is_missed_where_this_contract_is_named(words: str, found: int) -> None:
    figures = "Рейсов\n90\nМест\n252\n"  # figures of a table are no numbers of clauses
    text = f"ДОГОВОР № 5 перевозки\n{SECTIONS}16. Убытки возмещаются {words}\n{figures}"
    assert len(grades("cross_reference", text)) == found
