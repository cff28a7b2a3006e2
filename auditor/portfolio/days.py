"""Days and terms that stand in the words of an order or of a cell."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
"""The number of a month by its first three letters."""
_MONTH_NAME = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[а-яa-z]*"
)
_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"
    r"|(?<![\d.])(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})(?:[./](?P<y2>\d{4}|\d\d))?(?![\d])"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m3>{_MONTH_NAME})\.?(?:,?\s+(?P<y3>\d{{4}}))?"
    rf"|\b(?P<m4>{_MONTH_NAME})\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y4>\d{{4}}))?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
_ENDING = re.compile(r"(?:\bпо|\bдо|\buntil|\btill|\bto|\bthrough|[-–—])\s*$", re.IGNORECASE)
_CENTURY = 2000


_SHORT_TERM = re.compile(
    rf"(?<![\d.])(\d{{1,2}})(\s*(?:по|до|to|until|[-–—])\s*)(?=\d{{1,2}}\s+({_MONTH_NAME})|\d{{1,2}}(\.\d{{1,2}})\.\d{{4}})",
    re.IGNORECASE,
)
"""A term within one month: «с 1 по 20 сентября», "1-20 September", «05–15.11.2026»."""


def days_in(text: str) -> list[tuple[int, str]]:
    """Return the days named in some words with their places; a day without a year takes that of the next one."""
    text = _SHORT_TERM.sub(lambda found: f"{found[1]}{found[4] or f' {found[3]}'}{found[2]}", text)
    found: list[tuple[int, int | None, int, int]] = []
    for match in _DAY.finditer(text):
        for mark in ("", "2", "3", "4"):
            if match[f"d{mark}"]:
                month = _month(match[f"m{mark}"])
                year = match[f"y{mark}"]
                if month:
                    found.append((match.start(), int(year) if year else None, month, int(match[f"d{mark}"])))
    told: list[tuple[int, str]] = []
    later: int | None = None
    for start, year, month, number in reversed(found):
        later = (year + _CENTURY if year < 100 else year) if year is not None else later
        day = _day(later, month, number) if later else ""
        if day:
            told.append((start, day))
    return told[::-1]


def term_in(text: str) -> tuple[str, str]:
    """Return the first and the last day of a term that some words name; empty where an end is open."""
    days = days_in(text)
    if not days:
        return "", ""
    if len(days) > 1:
        return min(day for _, day in days), max(day for _, day in days)
    start, day = days[0]
    return ("", day) if _ENDING.search(text[max(0, start - 12) : start]) else (day, "")


def day_of_name(name: str) -> str:
    """Return the day that a file's name tells, ``rights_20261015.csv``; empty where it tells none."""
    found = _COMPACT.search(name)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    days = [day for _, day in days_in(name.replace("_", " "))]
    return days[-1] if days else ""


def days_between(first: str, last: str) -> int:
    """Return how many days lie between two days; negative when the second is the earlier."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _month(words: str) -> int:
    if words.isdigit():
        return int(words)
    return MONTHS.get(words.lower()[:3], 0)


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
