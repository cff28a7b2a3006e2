"""Spans of time in conditions, «12 months», against dates and periods of a document."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

_DAYS = {
    "minute": Decimal(0), "hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7), "month": Decimal(30),
    "quarter": Decimal(91), "year": Decimal(365),
}  # fmt: skip
"""Days in a unit of a period; a month counts as thirty."""
_DAYS_OF_SPAN = {"days": Decimal(1), "months": _DAYS["month"], "years": _DAYS["year"]}


def days_of_period(number: Decimal | int, unit: str) -> Decimal:
    """Return how many days a period of a document lasts."""
    return number * _DAYS.get(unit, Decimal(0))


def days_of_span(span: str) -> Decimal:
    """Return how many days a span of a condition lasts, «30 days», «2 years»."""
    number, _, unit = span.partition(" ")
    return Decimal(number) * _DAYS_OF_SPAN[unit]


def day_after(start: str, number: Decimal, unit: str) -> str:
    """Return the day on which a period ends that begins on another, both ISO 8601; never later than the year 9999."""
    days = min(days_of_period(number, unit), Decimal((date.max - date.fromisoformat(start)).days))
    return (date.fromisoformat(start) + timedelta(days=int(days))).isoformat()


def limit_before(day: date, span: str) -> date:
    """Return the day that lies a span before another; a span may also be a day itself, which is returned."""
    number, _, unit = span.partition(" ")
    if not unit:
        return date.fromisoformat(span)
    if unit == "days":
        return day - timedelta(days=int(number))
    months = int(number) * (12 if unit == "years" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
