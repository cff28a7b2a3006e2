"""Figures and words of one number: any number spelt out agrees with its figures, a changed figure does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.defects.made import NS, defects, grades, with_xml, word

_UNITS = ["", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать",
          "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать",
          "девятнадцать"]  # fmt: skip
_TENS = ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
_HUNDREDS = ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"]
_EN_UNITS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
             "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def russian(number: int) -> str:
    """The number in words, as a lawyer writes it."""
    parts = []
    for size, forms in ((10**6, ("миллион", "миллиона", "миллионов")), (10**3, ("тысяча", "тысячи", "тысяч"))):
        count, number = divmod(number, size)
        if count:
            feminine = size == 10**3
            parts += [_russian_group(count, feminine=feminine), _form(count, forms)]
    return " ".join(part for part in (*parts, _russian_group(number, feminine=False)) if part)


def _russian_group(number: int, *, feminine: bool) -> str:
    units = [*_UNITS[:1], "одна", "две", *_UNITS[3:]] if feminine else _UNITS
    rest = number % 100
    ending = [units[rest]] if rest < 20 else [_TENS[rest // 10], units[rest % 10]]
    return " ".join(word for word in (_HUNDREDS[number // 100], *ending) if word)


def _form(count: int, forms: tuple[str, str, str]) -> str:
    if count % 100 in range(11, 20) or count % 10 in {0, 5, 6, 7, 8, 9}:
        return forms[2]
    return forms[0] if count % 10 == 1 else forms[1]


def english(number: int) -> str:
    parts = []
    for size, name in ((10**6, "million"), (10**3, "thousand")):
        count, number = divmod(number, size)
        if count:
            parts += [_english_group(count), name]
    return " ".join(part for part in (*parts, _english_group(number)) if part)


def _english_group(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens = _EN_UNITS[rest] if rest < 20 else _EN_TENS[rest // 10] + (f"-{_EN_UNITS[rest % 10]}" if rest % 10 else "")
    return " ".join(word for word in (f"{_EN_UNITS[hundreds]} hundred" if hundreds else "", tens) if word)


def shown(number: int, sign: str) -> str:
    return f"{number:,}".replace(",", sign)


NUMBERS = st.integers(1, 999_999_999)


def changed(number: int, at: int) -> int:
    """The number with one of its digits changed."""
    digits = list(str(number))
    place = at % len(digits)
    digits[place] = str(int(digits[place]) % 9 + 1)
    return int("".join(digits))


@settings(deadline=None)
@given(NUMBERS, st.sampled_from([" ", "", "\u00a0"]))
def test_a_russian_number_agrees_with_its_own_figures(number: int, sign: str) -> None:
    for text in (
        f"Цена договора {shown(number, sign)} ({russian(number)}) рублей 00 копеек.",
        f"Цена договора {shown(number, sign)} рублей ({russian(number)} рублей).",
        f"Цена договора {shown(number, sign)},00 ({russian(number).capitalize()}) руб.",
        f"Цена договора {russian(number)} ({shown(number, sign)}) рублей.",
    ):
        assert grades("amount_words", text) == []


@settings(deadline=None)
@given(NUMBERS, st.integers(0, 8), st.sampled_from([" ", ""]))
def test_a_russian_number_with_another_digit_differs(number: int, at: int, sign: str) -> None:
    other = changed(number, at)
    for text in (
        f"Цена договора {shown(other, sign)} ({russian(number)}) рублей 00 копеек.",
        f"Цена договора {shown(other, sign)} рублей ({russian(number)} рублей).",
        f"Цена договора {russian(number)} ({shown(other, sign)}) рублей.",
    ):
        found = grades("amount_words", text) if other != number else ["fail"]
        assert found == ["fail"]


@settings(deadline=None)
@given(NUMBERS)
def test_an_english_number_agrees_with_its_own_figures(number: int) -> None:
    for text in (
        f"The fee is {english(number)} dollars (${number:,}).",
        f"The fee is {english(number).title()} and 00/100 Dollars (${number:,}.00).",
        f"The fee is ${number:,} ({english(number)} dollars).",
    ):
        assert grades("amount_words", text) == []


@settings(deadline=None)
@given(NUMBERS, st.integers(0, 8))
def test_an_english_number_with_another_digit_differs(number: int, at: int) -> None:
    other = changed(number, at)
    for text in (
        f"The fee is {english(number)} dollars (${other:,}).",
        f"The fee is ${other:,} ({english(number)} dollars).",
    ):
        found = grades("amount_words", text) if other != number else ["fail"]
        assert found == ["fail"]


@settings(deadline=None)
@given(st.integers(1, 120), st.integers(1, 120))
def test_days_in_words_are_compared_with_days_in_figures(days: int, told: int) -> None:
    text = f"Invoices are payable within {english(days)} ({told}) days."
    assert grades("amount_words", text) == ([] if days == told else ["fail"])


@pytest.mark.parametrize(
    "text",
    [
        "Цена 35000-00 (тридцать пять тысяч) рублей.",
        "Цена 35 000=00 руб. (тридцать пять тысяч рублей).",
        "Пеня 0,1 % (ноль целых одна десятая процента) в день.",
        "Срок 5-10 (десять) дней.",
        "Сумма 35 (тридцать пять) тысяч рублей.",
        "Отчёт за 2 (второй) квартал 2026 (текущего) года.",
        "35 000 (с учётом НДС) рублей",
        "one and a half (1.5) per cent",
        "Section 5 (five years) applies from 2026.",
    ],
)
def test_what_says_the_same_or_something_else_is_not_alarmed_about(text: str) -> None:
    assert grades("amount_words", text) == []


def test_the_message_names_both_numbers() -> None:
    (found,) = defects("amount_words", "Цена 35 000 (тридцать тысяч) рублей.")
    assert "35\u00a0000" in found.message.ru
    assert "30\u00a0000" in found.message.ru
    assert "30\u00a0000" in found.message.en


def test_kopecks_alone_are_weak() -> None:
    assert grades("amount_words", "Цена 35 000,50 (тридцать пять тысяч) рублей 05 копеек.") == ["weak"]


def test_number_words_that_are_no_number_are_an_error() -> None:
    assert grades("amount_words", "Доплата 304 (три четыре) рубля.") == ["fail"]


def test_what_was_deleted_does_not_count() -> None:
    xml = f'<w:p {NS}><w:del w:author="А"><w:r><w:delText>Цена 35 000 (тридцать тысяч) рублей.</w:delText></w:r></w:del></w:p>'
    assert grades("amount_words", word("Договор услуг.", change=with_xml(xml)), "a.docx") == []
