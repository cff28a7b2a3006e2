"""Parties whose names or numbers do not agree, and numbers whose check digits do not hold."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from auditor.facts.value_requisites import is_account_of_bank, is_inn, is_ogrn
from tests.facts.defects.made import defects, grades


def completed(start: str, length: int, holds) -> str:  # type: ignore[no-untyped-def]
    """A number that begins so and whose check digits hold."""
    free = length - len(start)
    return next(n for end in range(10**free) if holds(n := start + str(end).zfill(free)))


INNS = st.integers(10_000_000, 99_999_999).map(lambda n: completed(f"{n}7", 10, is_inn))
OGRNS = st.integers(10**10, 10**11 - 1).map(lambda n: completed(f"1{n}", 13, is_ogrn))


@settings(deadline=None, max_examples=40)
@given(INNS, OGRNS)
def test_numbers_that_hold_are_never_alarmed_about(inn: str, ogrn: str) -> None:
    assert grades("parties", f"ООО «Северный склон», ИНН {inn}, ОГРН {ogrn}, оказывает услуги.") == []


@settings(deadline=None, max_examples=40)
@given(INNS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_an_inn_is_found(inn: str, at: int, more: int) -> None:
    wrong = inn[:at] + str((int(inn[at]) + more) % 10) + inn[at + 1 :]
    assume(not is_inn(wrong))
    (found,) = defects("parties", f"ООО «Северный склон», ИНН {wrong}, оказывает услуги.")
    assert found.grade == "fail"
    assert wrong in found.message.ru


@settings(deadline=None, max_examples=40)
@given(st.integers(10**8, 10**9), st.integers(50, 999))
def test_an_account_fits_its_bank_or_is_found(number: int, branch: int) -> None:
    bik = f"044525{branch:03}"
    start = f"40702810{{}}{number:011}"
    right = next(a for key in range(10) if is_account_of_bank(a := start.format(key), bik))
    wrong = right[:8] + str((int(right[8]) + 1) % 10) + right[9:]
    assert grades("parties", f"р/с {right} в банке, БИК {bik}") == []
    assert grades("parties", f"р/с {wrong} в банке, БИК {bik}") == ["fail"]
    assert grades("parties", f"р/с {wrong} в банке за рубежом") == []


PREAMBLE = "ООО «Северный склон», именуемое в дальнейшем «Исполнитель», и ООО «Тихая гавань», именуемое в дальнейшем «Заказчик», заключили договор."


@pytest.mark.parametrize(
    ("requisites", "found"),
    [
        ("Исполнитель:\nООО «Северный склон»\nЗаказчик:\nООО «Тихая гавань»", []),
        ("Исполнитель: Общество с ограниченной ответственностью «СЕВЕРНЫЙ СКЛОН»", []),
        ("Исполнитель:\nООО «Лесная поляна»\nЗаказчик:\nООО «Тихая гавань»", ["fail"]),
        ("Исполнитель: ООО «Северный слон»", ["weak"]),
        ("Исполнитель:\nЗаказчик:\nООО «Северный склон»\nООО «Тихая гавань»", []),
        ("Исполнитель: ООО «Северный склон», счёт в ПАО «Южный банк»", []),
        ("Заказчик направляет заявки в ООО «Лесная поляна».", []),
    ],
)
def test_the_requisites_name_the_parties_of_the_preamble(requisites: str, found: list[str]) -> None:
    assert grades("parties", f"ДОГОВОР\n{PREAMBLE}\n6. Реквизиты\n{requisites}") == found


def test_two_numbers_of_one_firm_and_one_number_of_two_firms() -> None:
    text = "ООО «Северный склон», ИНН {}.\nДалее по тексту.\nООО «{}», ИНН {}."
    assert grades("parties", text.format("7707083893", "Северный склон", "7707083893")) == []
    assert grades("parties", text.format("7707083893", "Северный склон", "7736050003")) == ["fail"]
    assert grades("parties", text.format("7707083893", "Тихая гавань", "7707083893")) == ["fail"]


def test_columns_that_run_together_are_not_taken_apart() -> None:
    text = "ООО «Северный склон» ООО «Тихая гавань»\nИНН 7707083893 ИНН 7736050003\nООО «Тихая гавань», ИНН 7736050003"
    assert grades("parties", text) == []


def test_firms_that_differ_in_a_number_are_different_firms() -> None:
    assert grades("parties", "ООО «Дом 1» и ООО «Дом 2» заключили договор с АО «Дом 11».") == []


def test_an_entrepreneur_with_two_numbers_is_found() -> None:
    one, other = completed("5001007322", 12, is_inn), completed("5001007333", 12, is_inn)
    head = f"Индивидуальный предприниматель Лось Лев Львович, ИНН {one}, далее - Заказчик, и ООО «Маяк» договорились.\n"
    assert "Лось" in defects("parties", f"{head}1. Предмет.\nЗаказчик\nИП Лось Л. Л.\nИНН {other}\n")[0].message.ru
    assert grades("parties", f"{head}1. Предмет.\nЗаказчик\nИП Лось Л. Л.\nИНН {one}\n") == []
    assert grades("parties", f"{head}1. Предмет.\nИсполнитель\nИП Сом С. С.\nИНН {other}\n") == []
