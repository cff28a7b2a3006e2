"""Dates and days of the month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from auditor.facts.number_words import ENGLISH_ORDINALS, ENGLISH_SMALL, RUSSIAN_ORDINAL_STEMS, RUSSIAN_SMALL
from auditor.facts.value_matching import (
    GAP,
    NEIGHBOURHOOD,
    SPACE,
    YEARS,
    Found,
    Pattern,
    Value,
    any_of,
    begins_line,
    stands_alone,
)

MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "мае": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
"""The number of a month by its first three letters."""
MONTH_RU = (
    r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|(?:янв|фев|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\.)"
)
"""A Russian month after a day."""
_MONTH_EN = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
)
_TAIL = rf"(?P<tail>{GAP}(?:года?|г\.?))?"
_ORDINAL_EN = rf"(?:(?:twenty|thirty)[ -])?{any_of(ENGLISH_ORDINALS)}"
_DATE_DIGITS = (
    rf"(?P<value>\b(?P<day>\d{{1,2}})(?P<sign>[./-])(?P<month>\d{{1,2}})[./-](?P<year>\d{{4}}|\d\d)\b){_TAIL}"
)
_DATE_ISO = r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"
_DATE_RU = (
    rf"(?P<value>[\"'<]{{0,2}}\b(?P<day>\d{{1,2}})(?:-?(?:го|ое|е))?[\"'>]{{0,2}}{GAP}(?P<month>{MONTH_RU})"
    rf"{GAP}(?P<year>\d{{4}})\b){_TAIL}"
)
_DATE_EN = (
    rf"(?:(?P<month>{_MONTH_EN}){SPACE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?{GAP}(?P<year>\d{{4}})\b"
    rf"|(?:\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?|(?P<ordinal>{_ORDINAL_EN}))(?:{GAP}\([^()]{{1,20}}\))?"
    rf"(?:{SPACE}day)?(?:{SPACE}of)?{SPACE}(?P<month2>{_MONTH_EN}),?{GAP}(?P<year2>\d{{4}})\b)"
)
_CYRILLIC = re.compile(r"[а-я]")


def _date_digits(found: Found) -> Iterator[Value]:
    """Yield the date of digits; with strokes the month comes first where no Cyrillic letter is near."""
    start, end = found.span("value")
    if _is_inside_a_number(found.text, start, end) or (len(found["year"]) == 2 and not _is_short_date(found)):
        return
    day, month = found["day"], found["month"]
    if found["sign"] == "/" and not _CYRILLIC.search(found.text, max(0, start - NEIGHBOURHOOD), end + NEIGHBOURHOOD):
        day, month = month, day
    yield from _dated(found, found["year"], int(month), int(day))


def _is_inside_a_number(text: str, start: int, end: int) -> bool:
    """Return whether a point or a stroke with a digit goes on before or after a passage."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    goes_before = before[-1:] in {".", "/"} and before[0].isdigit()
    return goes_before or (after[:1] in {".", "/"} and after[1:].isdigit())


def _is_short_date(found: Found) -> bool:
    """Return whether a match with a year of two digits is a date, «12.03.26», and not the number of a clause."""
    start, end = found.span("value")
    return end - start == len("12.03.26") and found["sign"] != "-" and not begins_line(found)


def _date_words(found: Found) -> Iterator[Value]:
    """Yield the date of a match whose month is a word or two digits."""
    month, day = found["month"], found["day"]
    yield from _dated(found, found["year"], int(month) if month.isdigit() else MONTHS[month[:3]], int(day))


def _date_english(found: Found) -> Iterator[Value]:
    month = MONTHS[(found["month"] or found["month2"])[:3]]
    day = _ordinal(found["ordinal"]) if found["ordinal"] else int(found["day"] or found["day2"])
    yield from _dated(found, found["year"] or found["year2"], month, day)


def _dated(found: Found, year: str, month: int, day: int) -> Iterator[Value]:
    """Yield a date with the word for "year" after it, when the calendar has such a day between 1900 and 2199."""
    full = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        written = date(full, month, day).isoformat()
    except ValueError:
        return
    if full in YEARS:
        value = found.value("date", detail=written)
        tail = found.span("tail")[1] if found.has("tail") else -1
        yield replace(value, end=tail) if tail > 0 and stands_alone(found.text, value.start, tail) else value


def _ordinal(words: str) -> int:
    """Return the number of an English ordinal up to thirty-ninth."""
    parts = words.replace("-", " ").split()
    return sum(ENGLISH_ORDINALS.get(part) or ENGLISH_SMALL[part] for part in parts)


_ORDINAL_RU = (
    rf"(?:(?P<tens>двадцать|тридцать){SPACE})?(?P<stem>{any_of(RUSSIAN_ORDINAL_STEMS)})(?:ого|его|ому|ему|ым|им|ое|е)"
)
_OF_MONTH = (
    r"of[ \n](?:each|every|the|any|such|that|a)?[ \n]?"
    r"(?:(?:calendar|following|next|succeeding|subsequent|applicable|then-current)[ \n]){0,2}month"
)
_DAY_RU = (
    rf"(?:\b(?P<day>\d{{1,2}})(?:-?(?:го|ого|му|е|ое))?|{_ORDINAL_RU})"
    rf"(?:{GAP}\([^()]{{1,40}}\))?[ \n]числ(?:о|а|у|ом|е)"
)
_DAY_SHORT = (
    r"(?:до|не[ \n]позднее|не[ \n]позже)[ \n](?P<value>(?P<day>\d{1,2})-?го)"
    r"(?:[,;.)]|[ \n](?:кажд|следующ|текущ)[а-я]{0,5}|[ \n]?$)"
)
"""«до 10-го»: a day without the word for it, where no month and no thing follows."""
_DAY_EN = (
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)|(?P<ordinal>{_ORDINAL_EN}))(?:{GAP}\([^()]{{1,20}}\))?"
    rf"(?:{SPACE}(?:(?:calendar|business|working)[ \n])?day)?{SPACE}{_OF_MONTH}"
)
_DAY_LAST = (
    r"последн(?:ий|его|ее|ему|им|ем)[ \n](?:(?:рабоч|календарн)[а-я]{2,3}[ \n])?(?:день|дня|дню|днем|дне|числ[оауе]м?)"
    r"[ \n](?:(?:кажд|текущ|отчетн|расчетн|календарн|соответствующ|предыдущ)[а-я]{2,3}[ \n]){0,2}месяца"
    rf"|last[ \n](?:(?:calendar|business|working)[ \n])?day[ \n]{_OF_MONTH}"
)


def _day_short(found: Found) -> Iterator[Value]:
    if 1 <= int(found["day"]) <= 31:
        yield found.value("day_of_month", number=Decimal(found["day"]))


def _day_ru(found: Found) -> Iterator[Value]:
    day = int(found["day"] or RUSSIAN_ORDINAL_STEMS[found["stem"]])
    day += RUSSIAN_SMALL.get(found["tens"], 0)
    if 1 <= day <= 31 and found.text[found.start - 1 : found.start] != "/":
        yield found.value("day_of_month", number=Decimal(day))


def _day_en(found: Found) -> Iterator[Value]:
    day = int(found["day"]) if found["day"] else _ordinal(found["ordinal"])
    if 1 <= day <= 31:
        yield found.value("day_of_month", number=Decimal(day))


def _day_last(found: Found) -> Iterator[Value]:
    yield found.value("day_of_month", detail="last")


PATTERNS = (
    Pattern(_DATE_DIGITS, _date_digits),
    Pattern(_DATE_ISO, _date_words),
    Pattern(_DATE_RU, _date_words),
    Pattern(_DATE_EN, _date_english),
    Pattern(_DAY_RU, _day_ru),
    Pattern(_DAY_SHORT, _day_short),
    Pattern(_DAY_EN, _day_en),
    Pattern(_DAY_LAST, _day_last),
)
"""The patterns of dates."""
