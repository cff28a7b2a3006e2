"""Hidden words, letters of the other alphabet, unseen characters, turned order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.defects.made import NS, defects, grades, quotes, with_xml, word

LATIN = dict(zip("асеорх", "aceopx", strict=True))
WORDS = [
    "неустойка",
    "ответственность",
    "расторжение",
    "просрочка",
    "стоимость",
    "передача",
    "возврат",
    "аренда",
    "оплата",
]


def hidden(properties: str) -> bytes:
    xml = f"<w:p {NS}><w:r><w:t>Срок - год.</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t> Пеня 5 % в день.</w:t></w:r></w:p>"
    return word("Договор услуг.", change=with_xml(xml))


@pytest.mark.parametrize("properties", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'])
def test_hidden_white_and_tiny_words_of_a_word_file(properties: str) -> None:
    assert quotes("hidden_text", hidden(properties), "a.docx") == ["Пеня 5 % в день."]
    assert grades("hidden_text", hidden(properties), "a.docx") == ["fail"]


def test_words_that_are_seen_are_not_hidden() -> None:
    assert grades("hidden_text", hidden('<w:color w:val="FF0000"/>'), "a.docx") == []
    assert grades("hidden_text", hidden('<w:sz w:val="12"/>'), "a.docx") == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.integers(0, 20)), min_size=1, max_size=8, unique_by=lambda pair: pair[0]
    )
)
def test_each_disguised_word_is_shown_and_a_few_are_slips(chosen: list[tuple[str, int]]) -> None:
    disguised = []
    for word_, at in chosen:
        places = [place for place, letter in enumerate(word_) if letter in LATIN]
        place = places[at % len(places)]
        disguised.append(word_[:place] + LATIN[word_[place]] + word_[place + 1 :])
    text = f"Договор услуг. Стороны согласовали: {', '.join(disguised)}."
    assert sorted(quotes("hidden_text", text)) == sorted(disguised)
    assert set(grades("hidden_text", text)) == {"fail" if len(disguised) > 2 else "weak"}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_plain_words_are_never_alarmed_about(words: list[str]) -> None:
    assert grades("hidden_text", f"Договор услуг. Стороны согласовали: {', '.join(words)}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Договор: CRM-система, Wi-Fi, e-mail, SMS-сообщение, 3CX и IP-адрес.",
        "Тариф 64 Kб за минуту, модель АB-12.",
        "Сумма про\u00adписью и пере\u00adнос строки.",
        "Слово\u200b и слово: знак стоит между ними.",
        "Телефон \u200e+7 900 000-00-00\u200e указан.",
        "הסכם שירותים \u202bבין הצדדים\u202c",
        "Café Zoë shall pay naïve fees to the Provider under this Agreement and the Client shall accept them.",
        "negуcios espaсol prбcticas: a Western text that was read as a Russian one",
    ],
)
def test_what_offices_write_every_day(text: str) -> None:
    assert grades("hidden_text", text) == []


def test_a_turned_negation_is_no_slip() -> None:
    assert grades("hidden_text", "Договор. Исполнитель нe отвечает за убытки.") == ["fail"]


def test_cyrillic_letters_in_an_english_contract() -> None:
    terms = "This Agreement is made between the Provider and the Client. The Client shall pay the Provider. "
    assert quotes("hidden_text", terms + "The liаbility is capped.") == ["liаbility"]
    assert grades("hidden_text", terms + "The liаbility is capped.") == ["weak"]
    assert grades("hidden_text", terms + "The liаbility, the реnalty and the interеst are waived.") == ["fail"] * 3


def test_characters_that_turn_the_order_of_reading() -> None:
    assert grades("hidden_text", "Договор. Пеня \u202eогонйовд ни\u202c процента.") == ["fail"]
    assert grades("hidden_text", "Телефон \u202d+7 900 000-00-00\u202c указан.") == []


def test_unseen_characters_inside_words() -> None:
    assert grades("hidden_text", "Договор. Заказчик платит неус\u200bтойку.") == ["weak"]
    assert grades("hidden_text", "Договор. не\u200bустойка, пе\u200dня, штр\u2060аф.") == ["fail"] * 3


def test_the_letters_are_named() -> None:
    (found,) = defects("hidden_text", "Договор. Cтоимость услуг указана.")
    assert "латинские буквы" in found.message.ru
    assert found.message.ru.endswith("C.")
