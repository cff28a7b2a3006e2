"""Blanks, prompts and variables left in a contract, and strokes that ask nobody for words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.defects.made import NS, defects, grades, quotes, with_xml, word


@pytest.mark.parametrize(
    "text",
    [
        "2.1. Стоимость услуг составляет ______________ рублей в месяц.",
        "2.1. Стоимость услуг составляет …………………… рублей в месяц.",
        "1.1. Исполнитель оказывает услуги по адресу [указать адрес объекта].",
        "1.1. Ответственное лицо: {{client.manager}}.",
        "1.1. Ответственное лицо: {$client.manager|upper}.",
        "1.1. Ответственное лицо: ${manager}.",
        "1.1. Аванс 30 % (нужное подчеркнуть).",
        "1.1. Срок: Введите текст",
        "1.1. Заказчик: <наименование организации>, далее - Заказчик.",
        "The Client shall pay a fee of $________ each month.",
        "This Agreement is made with [Client name] for one year.",
        "The start date is [●] and the end date is TBD.",
        "[Note to draft: confirm the cap with the client]",
        "Notices go to [insert address].",
        "гражданка РФ Петрова Анна Ивановна, паспорт ____ № __________, заключила договор.",
        "1.2. Срок договора ________ месяцев.",
        "2.2. Услуги оказываются до «__» ________ 2026 г.",
        "The fee is XXXX dollars a month for each user of the service.",
    ],
)
def test_what_is_left_in_the_terms_fails(text: str) -> None:
    assert grades("placeholder", text) == ["fail"]


@pytest.mark.parametrize(
    "text",
    [
        "Директор ______________ /Орлова Т. В./",
        "Исполнитель ____________ А. П. Лужина    Заказчик ____________ О. И. Веткин",
        "Brook & Partners LLC ____________ Meadow Foods Inc. ____________",
        "By: ____________________  Name: ____________________",
        "М.П.  ______________",
        "г. Пермь  «___» __________ 20__ г.",
        "ДОГОВОР № ______ возмездного оказания услуг",
        "3. Цена и оплата ........................ 7",
        "Exhibit A Rates ........................ Schedule 2",
        "1.1. Исполнитель оказывает услуги.\n________________________________________",
        "____________________ Confidential treatment has been requested for this page.",
        "The rate is [***] per cent.",
        "The parties shall sign within the term of Section 4.1 [Term].",
        "Payment: [ ] monthly  [X] yearly  [ ] other: __________",
        "В назначении платежа пишут «Оплата по счёту № ____ от ____».",
        "Сумма может быть изменена в порядке, указанном в пункте 5.1.",
        "The invoice names the date, the amount and the number of hours.",
        "a party may terminate upon (___30___) days' notice",
    ],
)
def test_what_asks_nobody_for_words_is_passed_over(text: str) -> None:
    assert grades("placeholder", text) == []


@pytest.mark.parametrize(
    "text", ["ИНН ______________", "Телефон: ______________", "E-mail: ____________", "БИК _________"]
)
def test_details_of_the_requisites_are_weak(text: str) -> None:
    assert grades("placeholder", f"1.1. Исполнитель оказывает услуги.\n{text}") == ["weak"]


def test_blanks_of_one_line_are_told_together_with_the_words_before_them() -> None:
    (found,) = defects(
        "placeholder", "в лице директора ____________, действующего на основании ____________, с одной стороны"
    )
    assert "«в лице директора»" in found.message.ru
    assert "«действующего на основании»" in found.message.ru


def test_forms_in_annexes_are_there_to_be_filled_in() -> None:
    text = "1.1. Исполнитель оказывает услуги.\nПриложение № 1. Форма заявки\nПрошу оказать ____________ в срок до ____________ года."
    assert grades("placeholder", text) == []
    assert grades("placeholder", text.replace("Форма заявки", "Цены")) == ["fail"]


def test_a_new_clause_ends_the_part_in_which_blanks_mean_nothing() -> None:
    text = "1. Реквизиты сторон\nДиректор ____________\n2.1. Стоимость услуг ____________ рублей."
    assert quotes("placeholder", text) == ["2.1. Стоимость услуг ____________ рублей."]


def test_a_deleted_blank_does_not_count() -> None:
    xml = f'<w:p {NS}><w:del w:author="А"><w:r><w:delText>Цена ____________ рублей.</w:delText></w:r></w:del></w:p>'
    assert grades("placeholder", word("Договор услуг.", change=with_xml(xml)), "a.docx") == []


def test_an_empty_field_of_word_is_found_in_the_file() -> None:
    xml = (
        f"<w:p {NS}><w:r><w:t>Предмет: </w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        "<w:r><w:t>Место для ввода текста.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert grades("placeholder", word("Договор услуг.", change=with_xml(xml)), "a.docx") == ["fail"]


WORDS = st.lists(
    st.sampled_from(
        [
            "исполнитель",
            "оказывает",
            "услуги",
            "заказчику",
            "в",
            "срок",
            "по",
            "цене",
            "договора",
            "до",
            "конца",
            "месяца",
        ]
    ),
    min_size=3,
)


@settings(deadline=None, max_examples=50)
@given(WORDS, st.integers(5, 40), WORDS)
def test_a_stroke_within_a_clause_is_always_found(before: list[str], length: int, after: list[str]) -> None:
    assert grades("placeholder", f"1.1. {' '.join(before)} {'_' * length} {' '.join(after)}.") == ["fail"]


@settings(deadline=None, max_examples=50)
@given(WORDS)
def test_a_clause_without_a_stroke_is_never_alarmed_about(words: list[str]) -> None:
    assert grades("placeholder", f"1.1. {' '.join(words)}.") == []


def test_a_stroke_after_the_surname_of_a_signer_is_for_the_pen() -> None:
    head = "ДОГОВОР\nООО «Маяк», директор Лось Л. Л., и ООО «Берег» договорились.\n1. Предмет договора.\n"
    foot = "Заказчик: ООО «Маяк», ИНН 5001007322, г. Энск, ул. Речная, 14      Лось ____________\n"
    assert grades("placeholder", head + foot) == []
    assert grades("placeholder", head + "2. Срок работ составляет ____________ дней.\n" + foot) == ["fail"]
    assert grades("placeholder", head + "2. Работы принимает инженер      Сомов ____________ по акту.\n") == ["fail"]
