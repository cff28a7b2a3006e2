"""The last day on which an answer is in time."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.portfolio.workdays import days_of, is_working_day, last_day


@pytest.mark.parametrize(
    ("received", "days", "working", "last"),
    [
        (date(2026, 9, 7), 10, False, date(2026, 9, 17)),
        (date(2026, 9, 10), 10, False, date(2026, 9, 21)),  # the tenth day is a Sunday
        (date(2026, 6, 2), 10, False, date(2026, 6, 15)),  # the tenth day is the Day of Russia, a Friday
        (date(2026, 12, 22), 10, False, date(2027, 1, 11)),  # the New Year days off and the weekend behind them
        (date(2026, 6, 1), 10, True, date(2026, 6, 16)),  # 12 June is left out
        (date(2026, 5, 7), 2, True, date(2026, 5, 12)),  # 11 May stands in for 9 May, a Saturday
        (date(2025, 10, 30), 2, True, date(2025, 11, 1)),  # a Saturday that the government made a working day
    ],
)
def test_a_limit_ends_on_a_working_day(received: date, days: int, working: bool, last: date) -> None:  # noqa: FBT001
    assert last_day(received, days, working=working) == last


def test_abroad_only_weekends_are_days_off() -> None:
    assert last_day(date(2026, 6, 2), 10, working=False, russian=False) == date(2026, 6, 12)
    assert is_working_day(date(2026, 6, 12), russian=False)
    assert not is_working_day(date(2026, 6, 12))


def test_days_are_counted_from_the_one_after_receipt() -> None:
    assert days_of(date(2026, 6, 1), date(2026, 6, 16), working=False) == 15
    assert days_of(date(2026, 6, 1), date(2026, 6, 16), working=True) == 10
