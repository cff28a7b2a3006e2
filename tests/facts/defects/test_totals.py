"""Tables whose rows make their total, and tables and prices that do not come out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.defects.made import defects, grades, quotes, word

SUMS = st.lists(st.decimals(min_value=1, max_value=9_999_999, places=2), min_size=2, max_size=12)


def rub(number: Decimal) -> str:
    return f"{number:,.2f}".replace(",", " ").replace(".", ",")


def table(sums: list[Decimal], total: Decimal) -> str:
    rows = [f"| {at} | Услуга {at} | {rub(number)} |" for at, number in enumerate(sums, 1)]
    return "\n".join(["| № | Наименование | Сумма, руб. |", "|---|---|---|", *rows, f"| Итого | | {rub(total)} |"])


@settings(deadline=None, max_examples=60)
@given(SUMS)
def test_rows_that_make_their_total_are_never_alarmed_about(sums: list[Decimal]) -> None:
    assert grades("totals", table(sums, sum(sums, Decimal(0)))) == []


@settings(deadline=None, max_examples=60)
@given(SUMS, st.decimals(min_value="1.02", max_value=99_999, places=2))
def test_a_total_that_is_off_by_more_than_a_rouble_fails(sums: list[Decimal], gap: Decimal) -> None:
    total = sum(sums, Decimal(0)) + gap
    assert grades("totals", table(sums, total)) == ["fail"]


@settings(deadline=None, max_examples=30)
@given(SUMS, st.decimals(min_value="0.02", max_value=1, places=2))
def test_a_total_that_is_off_by_less_is_weak(sums: list[Decimal], gap: Decimal) -> None:
    assert grades("totals", table(sums, sum(sums, Decimal(0)) + gap)) == ["weak"]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 10**8), st.sampled_from([5, 7, 10, 20]))
def test_the_tax_within_a_price_is_reckoned(price: int, rate: int) -> None:
    tax = (Decimal(price) * rate / (100 + rate)).quantize(Decimal("0.01"))
    text = f"Цена договора {price} рублей, в том числе НДС {rate} % - {{}} рублей."
    assert grades("totals", text.format(rub(tax).replace(" ", ""))) == []
    assert grades("totals", text.format(rub(tax + 5).replace(" ", ""))) == ["fail"]


def test_a_table_of_word_is_added_up() -> None:
    def priced(total: str) -> Any:
        def change(document: Any) -> None:
            rows = [
                ("Наименование", "Кол-во", "Цена", "Сумма"),
                ("Уборка", "3", "10 000", "30 000"),
                ("Вывоз", "2", "5 000", "10 000"),
            ]
            made = document.add_table(rows=4, cols=4)
            for row, cells in zip(made.rows, rows, strict=False):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
            last = made.rows[3]
            last.cells[0].merge(last.cells[2]).text = "Итого"
            last.cells[3].text = total

        return change

    assert grades("totals", word("Договор услуг.", change=priced("40 000")), "a.docx") == []
    assert grades("totals", word("Договор услуг.", change=priced("45 000")), "a.docx") == ["fail"]


@pytest.mark.parametrize(
    "rows",
    [
        "| Этап | Сумма |\n| А | 10 000 |\n| Б | 20 000 |\n| Итого | 30 000 |\n| В том числе НДС 20 % | 5 000 |",
        "| Этап | Сумма |\n| А | 10 000 |\n| Б | 20 000 |\n| Итого | 30 000 |\n| НДС 20 % | 6 000 |\n| Всего с НДС | 36 000 |",
        "| Этап | Сумма |\n| А | 10 000 |\n| Б | 20 000 |\n| Итого по разделу 1 | 30 000 |\n| В | 5 000 |\n| Г | 6 000 |\n"
        "| Итого по разделу 2 | 11 000 |\n| Всего | 41 000 |",
        "| Этап | Сумма |\n| А | 10 000 |\n| Б | 20 000 |\n| Скидка | 3 000 |\n| Итого | 27 000 |",
        "| Этап | Сумма |\n| А | 10 000 |\n| Б | по счёту |\n| Итого | 30 000 |",
        "| Этап | Срок |\n| А | 10 |\n| Б | 20 |\n| Итого | 25 |",
        "| Item | Amount |\n| A | 1,500 |\n| B | 2,500 |\n| Total | 4,000 |",
        "| Item | Amount |\n| A | 1,5 |\n| B | 2,5 |\n| Total | 4 |",
    ],
)
def test_ways_to_add_up_that_are_right(rows: str) -> None:
    assert [g for g in grades("totals", rows) if g == "fail"] == []


def test_the_row_with_the_wrong_product_is_shown() -> None:
    rows = "| Услуга | Кол-во | Цена | Сумма |\n| Уборка | 3 | 10 000 | 30 000 |\n| Вывоз | 2 | 5 000 | 15 000 |\n| Мойка | 1 | 700 | 700 |"
    assert quotes("totals", rows) == ["Вывоз | 2 | 5 000 | 15 000"]
    assert "10\u00a0000" in defects("totals", rows)[0].message.ru


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Аванс составляет 30 % цены, оставшиеся 70 % вносятся после приёмки.", []),
        ("Аванс составляет 30 % цены, оставшиеся 60 % вносятся после приёмки.", ["fail"]),
        ("Аванс 30 %, ещё 40 % после первого этапа, оставшиеся 30 % после приёмки.", []),
        ("Аванс 30 %, в том числе НДС 20 %, оставшиеся 70 % после приёмки.", []),
        ("Неустойка 5 %. Оставшиеся 60 % работ выполняются в июле.", []),
        ("A deposit of 25% is due on signing and the remaining 50% on delivery.", ["fail"]),
    ],
)
def test_the_parts_of_a_payment_make_the_whole(text: str, found: list[str]) -> None:
    assert grades("totals", text) == found


def staged(price: str, head: str = "| Этап | Срок | Цена, руб. |") -> str:
    return f"""ДОГОВОР
1.1. Исполнитель озеленяет двор в два этапа.
{head}
|---|---|---|
| Разметка | май | 120 000 |
| Посадка | июнь | 310 000 |
2.1. {price}
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (staged("Цена договора - 430 000 рублей."), []),
        (staged("Цена договора - 450 000 рублей."), ["fail"]),
        (staged("Общая стоимость работ составляет 450 000 рублей, НДС не облагается."), ["fail"]),
        (staged("Цена договора - 450 000 рублей в месяц."), []),
        (staged("Цена договора - 2 400 000 рублей."), []),
        (staged("Стоимость выезда - 450 000 рублей."), []),
        (staged("Цена договора - 450 000 рублей.", "| Растение | Срок | Цена, руб. |"), []),
        (staged("The total price is RUB 450,000.", "| Stage | Time | Price |"), ["fail"]),
    ],
)
def test_the_stages_of_a_contract_make_its_price(text: str, found: list[str]) -> None:
    assert grades("totals", text) == found


def test_the_monthly_payments_of_a_table_are_added_up() -> None:
    rows = "| Дом | Площадь | Плата в месяц, руб. |\n|---|---|---|\n| Липовая, 2 | 40 | 11 000 |\n| Липовая, 4 | 60 | 15 000 |\n| Итого | 100 | 27 000 |"
    assert grades("totals", rows) == ["fail"]
    assert grades("totals", rows.replace("27 000", "26 000")) == []


def test_a_table_of_names_and_sums_without_a_head_is_added_up() -> None:
    rows = "| Охрана | 40 000 |\n| Уборка | 25 000 |\n| Связь | 5 000 |\n| Итого, с НДС 22 % | 80 000 |"
    assert grades("totals", rows) == ["fail"]
    assert grades("totals", rows.replace("80 000", "70 000")) == []
    assert grades("totals", "| Дней | 40 |\n| Часов | 25 |\n| Смен | 5 |") == []


@pytest.mark.parametrize(("more", "found"), [(" плюс НДС", []), (", НДС не облагается", ["fail"])])
def test_a_price_before_tax_is_not_compared_with_its_stages(more: str, found: list[str]) -> None:
    rows = ["| Этап | Срок | Цена, руб. |", "| Замер | 1 мая | 40 000 |", "| Монтаж | 1 июня | 90 000 |"]
    assert grades("totals", "\n".join([*rows, "", f"Цена договора - 108 000 рублей{more}."])) == found
