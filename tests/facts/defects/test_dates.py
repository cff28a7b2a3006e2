"""Dates that the calendar does not have and dates that contradict one another."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.defects.made import defects, grades, quotes

RU = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DATES = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def ways(day: int, month: int, year: int) -> list[str]:
    return [
        f"Отчёт передаётся {day} {RU[month - 1]} {year} г.",
        f"Отчёт передаётся «{day:02}» {RU[month - 1]} {year} года.",
        f"Отчёт передаётся {day:02}.{month:02}.{year}.",
        f"The report is due on {EN[month - 1]} {day}, {year}.",
        f"The report is due on the {day}th day of {EN[month - 1]}, {year}.",
        f"Отчёт передаётся {year}-{month:02}-{day:02}.",
    ]


@settings(deadline=None, max_examples=60)
@given(DATES)
def test_a_day_of_the_calendar_is_never_alarmed_about(day: date) -> None:
    for text in ways(day.day, day.month, day.year):
        assert grades("dates", text) == []


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 12), st.integers(1990, 2099), st.integers(1, 31))
def test_a_day_after_the_last_of_its_month_fails(month: int, year: int, beyond: int) -> None:
    day = monthrange(year, month)[1] + beyond
    for text in ways(day, month, year):
        assert grades("dates", text) == (["fail"] if day <= 31 else ["weak"])


@settings(deadline=None, max_examples=40)
@given(DATES, DATES)
def test_a_period_must_not_end_before_it_begins(first: date, second: date) -> None:
    ru = f"с {first.day} {RU[first.month - 1]} {first.year} г. по {second.day} {RU[second.month - 1]} {second.year} г."
    en = (
        f"from {EN[first.month - 1]} {first.day}, {first.year} until {EN[second.month - 1]} {second.day}, {second.year}"
    )
    named = (
        f"Услуги начинаются {first.day} {RU[first.month - 1]} {first.year} г. и заканчиваются {second.day} "
        f"{RU[second.month - 1]} {second.year} г."
    )
    told = (
        f"The services begin on {EN[first.month - 1]} {first.day}, {first.year} and end on {EN[second.month - 1]} "
        f"{second.day}, {second.year}."
    )
    for text in (f"Услуги оказываются {ru}", f"The services run {en}.", named, told):
        assert grades("dates", text) == (["fail"] if second < first else [])


@settings(deadline=None, max_examples=40)
@given(DATES, st.integers(0, 6))
def test_the_day_of_the_week_must_be_that_of_the_date(day: date, told: int) -> None:
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    text = f"The meeting is on {names[told]}, {EN[day.month - 1]} {day.day}, {day.year}."
    assert grades("dates", text) == ([] if told == day.weekday() else ["weak"])


def test_the_end_before_the_contract_is_shown_with_the_contracts_own_date() -> None:
    text = "ДОГОВОР № 17/А\nг. Пермь, 5 мая 2026 г.\n7.1. Договор вступает в силу с момента подписания и действует до 31 декабря 2025 г."
    (found,) = defects("dates", text)
    assert found.grade == "fail"
    assert [text[slice(*span)] for span in found.also] == ["г. Пермь, 5 мая 2026 г."]


@pytest.mark.parametrize(
    "text",
    [
        "ДОГОВОР № 17/А\nг. Пермь, 5 мая 2026 г.\nЛицензия № 5 выдана на срок до 31 декабря 2025 г.",
        "ДОГОВОР № 17/А\nг. Пермь, 5 мая 2026 г.\nПрежний договор действовал до 31 декабря 2025 г.",
        "ДОГОВОР № 17/А\nг. Пермь, 5 мая 2026 г.\nУслуги оказываются с 1 апреля 2026 г.",
        "ДОГОВОР № 17/А\nг. Пермь, 5 мая 2026 г.\nПриложение № 1 к договору № 18/А от 6 мая 2026 г.",
        "Приказ № 31.06.2026 и п. 30.02.1999-1",
        "The schedule 06.31.2026 is in the American order.",
        "from 12/01/2025 until 02/03/2025",
    ],
)
def test_other_dates_are_left_alone(text: str) -> None:
    assert grades("dates", text) == []


@pytest.mark.parametrize(
    ("power", "found"),
    [
        ("доверенности № 8 от 10.01.2025, выданной сроком по 31.12.2025", ["fail"]),
        ("доверенности № 8 от 10.01.2025, действующей до 1 марта 2026 г.", ["fail"]),
        ("доверенности № 8 от 10.01.2025, выданной сроком по 31.12.2026", []),
        ("доверенности № 8 от 10.01.2025, срок которой истекает 31.12.2025", ["fail"]),
        ("доверенности № 8 от 10.01.2025", []),
    ],
)
def test_who_signs_under_a_power_that_has_run_out_is_told(power: str, found: list[str]) -> None:
    text = (
        f"ДОГОВОР № 5\nг. Псков, 2 марта 2026 г.\nООО «Ель» в лице Орловой Т. В., действующей на основании {power}, и"
    )
    assert grades("dates", text) == found


def test_an_english_power_that_has_run_out_is_told() -> None:
    text = "AGREEMENT No. 5\n2 March 2026\nElm Ltd, by Jane Hart under a power of attorney dated 1 May 2024 and valid until"
    assert grades("dates", f"{text} 30 April 2025, and") == ["fail"]
    assert grades("dates", f"{text} 30 April 2027, and") == []


def test_the_contract_under_another_date() -> None:
    text = "ДОГОВОР № 17/А\nг. Пермь, 5 мая 2026 г.\nПриложение № 1 к договору № 17/А от 6 мая 2026 г."
    assert quotes("dates", text) == ["Приложение № 1 к договору № 17/А от 6 мая 2026 г."]


@pytest.mark.parametrize(
    ("head", "first", "second", "found"),
    [
        ("Работа | Начало | Окончание", "15.06.2026", "12.06.2026", ["fail"]),
        ("Работа | Начало | Окончание", "12.06.2026", "15.06.2026", []),
        ("Работа | Дата начала | Дата завершения", "2026-06-15", "2026-06-12", ["fail"]),
        ("Task | Start date | End date", "15.06.2026", "12.06.2026", ["fail"]),
        ("Работа | Акт | Окончание", "15.06.2026", "12.06.2026", []),
        ("Работа | Начало | Окончание", "июнь", "12.06.2026", []),
    ],
)
def test_a_row_of_a_table_must_not_end_before_it_begins(head: str, first: str, second: str, found: list[str]) -> None:
    rows = f"| {head} |\n|---|---|---|\n| Кладка | {first} | {second} |\n| Кровля | 01.07.2026 | 20.07.2026 |"
    assert grades("dates", rows) == found


@pytest.mark.parametrize(("end", "found"), [("1 июня 2026 г.", ["fail"]), ("5 июня 2026 г.", [])])
def test_days_in_words_are_compared_in_a_table_too(end: str, found: list[str]) -> None:
    rows = [
        "| Этап | Дата начала | Дата окончания |",
        f"| Монтаж | 3 июня 2026 г. | {end} |",
        "| Сдача | июль | июль |",
    ]
    assert grades("dates", "\n".join(rows)) == found


def _by_authority(words: str) -> str:
    return f"ДОГОВОР № 12\nг. Пермь, 3 июня 2026 г.\nООО «Ольха» в лице управляющей Серовой И. И. {words}, и ООО «Бук»."


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("по доверенности № 4 от 11.02.2025, действительной до 10.02.2026", ["10.02.2026"]),
        ("на основании доверенности от 11 февраля 2025 г., срок которой истекает 1 марта 2026 г.", ["1 марта 2026 г"]),
        ("по доверенности № 4 от 11.02.2025, действительной до 10.02.2027", []),
        ("по доверенности № 4 от 11.02.2025 сроком на три года", []),
        ("по доверенности № 4, выданной по приказу от 10.02.2026", []),
    ],
)
def test_an_authority_that_had_ended_before_the_contract_is_found(words: str, last: list[str]) -> None:
    found = quotes("dates", _by_authority(words))
    assert len(found) == len(last)
    assert all(day in quote for day, quote in zip(last, found, strict=True))
