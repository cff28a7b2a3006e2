"""Time limits in days: the working calendar of Russia, with days off that the government moved."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays
from holidays.holiday_base import HolidayBase

_DAY = timedelta(days=1)
_SATURDAY = 5


@cache
def _calendar() -> HolidayBase:
    return country_holidays("RU")


def is_working_day(day: date, *, russian: bool = True) -> bool:
    """Return whether people work on a day: by the Russian calendar, else Monday to Friday."""
    if not russian:
        return day.weekday() < _SATURDAY
    return bool(_calendar().is_working_day(day))


def last_day(received: date, days: int, *, working: bool, russian: bool = True) -> date:
    """Return the last day on which an answer is in time.

    The day of receipt is not counted; a limit that ends on a day off ends on the next working day (Civil Code, Articles
    191 and 193).
    """
    end = received
    if not working:
        end += timedelta(days=days)
        while not is_working_day(end, russian=russian):
            end += _DAY
        return end
    left = days
    while left > 0:
        end += _DAY
        left -= is_working_day(end, russian=russian)
    return end


def days_of(received: date, until: date, *, working: bool, russian: bool = True) -> int:
    """Return the days from the one after receipt to another, all of them or the working ones."""
    if not working:
        return (until - received).days
    span = (until - received).days
    return sum(is_working_day(received + timedelta(days=ahead), russian=russian) for ahead in range(1, span + 1))
