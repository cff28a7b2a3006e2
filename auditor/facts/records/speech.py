"""What the words of a record say: promises, agreements, requests, answers, by the lexicon of records."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from auditor.facts.folding import fold
from auditor.facts.outline import outline_of
from auditor.facts.reader import Reader, SpecialWords
from auditor.facts.topics import CompiledLexicon
from auditor.facts.value_dates import MONTHS
from auditor.facts.values import Value, find_values
from auditor.model.document import Block, Document
from auditor.model.record import Saying

_LONGEST_QUOTE = 500
_WITHOUT_YEAR = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?:-?(?:го|му|е|st|nd|rd|th))?\s+(?P<month>янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[а-яa-z]*(?!\s*\d{4})"
    r"|(?P<month2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(?P<day2>\d{1,2})(?!\d|,?\s*\d{4})"
    r"|(?<![\d.])(?P<day3>\d{1,2})\.(?P<month3>\d{1,2})(?![\d.])"
)
_BARE = re.compile(
    r"(?:до|к|на|с|со)\s+(?P<first>\d{1,2})\s*(?:-?(?:го|му|ое))?\s+(?:до|на|по)\s+(?P<second>\d{1,2})\s+(?P<month>[а-я]{3,9})"
)
"""«С 10 на 17 июля»: the first day shares the month of the second."""
_RELATIVE = {
    "сегодня": 0, "завтра": 1, "послезавтра": 2, "today": 0, "tomorrow": 1,
}  # fmt: skip
_WEEKDAYS = (
    ("понедельник", "monday"), ("вторник", "tuesday"), ("сред", "wednesday"), ("четверг", "thursday"),
    ("пятниц", "friday"), ("суббот", "saturday"), ("воскресень", "sunday"),
)  # fmt: skip
_IN_DAYS = re.compile(
    r"(?:в течение|через|within|in)\s+(?P<number>\d{1,3}|дв[ае]|тр[её]х|три|недел[юи]|двух|one|two|three|a)"
    r"\s*(?P<unit>рабочих|календарных|дн|дня|дней|день|недел|час|day|week|hour|business|working)?"
)
_NUMBER_WORDS = {"два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "one": 1, "a": 1, "two": 2, "three": 3}
_COUNTED = re.compile(r"(?<![\d.,/№-])(?<!\d )(?P<number>\d{1,6})(?:-?ти)?\s+(?P<thing>[а-яa-z]{4,})")
_HALF = re.compile(r"половин\w*|\bhalf\b")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of one record that are to be understood."""

    record: int
    """The record's place among the records."""
    text: str
    start: int
    """Where the words stand in the document's text."""
    day: str = ""
    """The day they were said on, ISO 8601; empty where it is not known."""


def sayings(spoken: Sequence[Spoken], lexicon: CompiledLexicon) -> dict[int, tuple[Saying, ...]]:
    """Return what was said, by the place of the record."""
    blocks = tuple(Block(entry.text) for entry in spoken)
    document = Document("", "", "text/plain", 0, blocks)
    folded = fold(document.text)
    values = find_values(folded.text)
    outline = outline_of(document, lexicon.source.abbreviations)
    special = [SpecialWords("value", value.kind, value.start, value.end) for value in values]
    found: dict[int, list[Saying]] = {}
    mentions = Reader(lexicon, outline, folded, special).mentions()
    at_starts = [folded.to_original(value.start) for value in values]
    for topic, passages in mentions.items():
        for passage in passages:
            entry = spoken[bisect_right(document.starts, passage.span[0]) - 1]
            begins = document.starts[bisect_right(document.starts, passage.span[0]) - 1]
            start = entry.start + passage.span[0] - begins
            text = document.text[passage.span[0] : passage.span[1]]
            first, last = bisect_right(at_starts, passage.span[0] - 1), bisect_right(at_starts, passage.span[1] - 1)
            within = values[first:last]
            saying = Saying(
                topic, text[:_LONGEST_QUOTE], (start, start + len(text)), days_in(text, within, entry.day),
                amounts_in(text, within),
            )  # fmt: skip
            found.setdefault(entry.record, []).append(saying)
    return {
        record: tuple(sorted(told, key=lambda saying: (saying.span, saying.topic))) for record, told in found.items()
    }


def days_in(text: str, values: Sequence[Value], said_on: str) -> tuple[str, ...]:
    """Return the days that a sentence names; those without a year or told from today are counted from its own day."""
    days = [value.detail or "" for value in values if value.kind == "date" and len(value.detail or "") == 10]
    lowered = fold(text).text
    own = date.fromisoformat(said_on) if said_on else None
    if own is not None:
        days += [day for day in _near(lowered, own) if day not in days]
    return tuple(dict.fromkeys(days))


def _near(text: str, own: date) -> list[str]:
    """Return days told without a year, by the name of a day, or from the day of speaking."""
    found = []
    for match in _WITHOUT_YEAR.finditer(text):
        day = match["day"] or match["day2"] or match["day3"]
        name = match["month"] or match["month2"]
        month = MONTHS.get(name[:3], 0) if name else int(match["month3"])
        found.append(_closest(own, month, int(day)))
    found += [_closest(own, MONTHS.get(match["month"][:3], 0), int(match["first"])) for match in _BARE.finditer(text)]
    for word, ahead in _RELATIVE.items():
        if re.search(rf"(?<!\w){word}(?!\w)", text):
            found.append((own + timedelta(days=ahead)).isoformat())
    for weekday, names in enumerate(_WEEKDAYS):
        if any(re.search(rf"(?:до|к|ко|во?|by|on|until|before|this|next)\s+{name}", text) for name in names):
            ahead = (weekday - own.weekday()) % 7 or 7
            found.append((own + timedelta(days=ahead)).isoformat())
    found += [_end_of(own, match[0]) for match in _TERM_ENDS.finditer(text)]
    for match in _IN_DAYS.finditer(text):
        ahead = _days(match["number"], match["unit"] or "")
        if ahead:
            found.append((own + timedelta(days=ahead)).isoformat())
    return [day for day in found if day]


_TERM_ENDS = re.compile(
    r"(?:до|к) (?:вечера|вечеру|обеда|конца дня|концу дня)|в течение дня|end of (?:the )?day|\beod\b|\btonight\b"
    r"|(?:до|к) кон(?:ца|цу) (?:этой )?недели|на этой неделе|end of (?:the |this )?week|\bthis week\b"
    r"|на (?:той|следующей|будущей) неделе|\bnext week\b"
    r"|(?:до|к) кон(?:ца|цу) месяца|в этом месяце|end of (?:the |this )?month|\bthis month\b"
)
"""Ends of the day, the week and the month in which something is promised."""


def _end_of(own: date, words: str) -> str:
    """Return the last day of the time that some words name, counted from the day of speaking."""
    sunday = own + timedelta(days=6 - own.weekday())
    if any(word in words for word in ("той неделе", "следующей", "будущей", "next week")):
        return (sunday + timedelta(days=7)).isoformat()
    if "недел" in words or "week" in words:
        return sunday.isoformat()
    if "месяц" in words or "month" in words:
        return own.replace(day=monthrange(own.year, own.month)[1]).isoformat()
    return own.isoformat()


def _days(number: str, unit: str) -> int:
    if number.startswith("недел"):
        return 7
    count = int(number) if number.isdigit() else _NUMBER_WORDS.get(number.replace("ё", "е"), 0)
    if unit.startswith(("час", "hour")):
        return 1
    if unit.startswith(("недел", "week")):
        return 7 * count
    if unit.startswith(("рабочих", "business", "working")):
        return count + 2 * ((count + 4) // 5)
    return count if unit else 0


def _closest(own: date, month: int, day: int) -> str:
    """Return the day of a month that lies nearest to another day, at most half a year off."""
    best: date | None = None
    for year in (own.year - 1, own.year, own.year + 1):
        try:
            told = date(year, month, day)
        except ValueError:
            continue
        if best is None or abs((told - own).days) < abs((best - own).days):
            best = told
    return best.isoformat() if best else ""


def amounts_in(text: str, values: Sequence[Value]) -> tuple[str, ...]:
    """Return the amounts that a sentence names, levelled so that the same amount reads the same."""
    amounts = []
    for value in values:
        if value.kind == "money" and value.number is not None:
            amounts.append(f"{value.number.normalize():f} {value.unit or ''}".strip())
        elif value.kind == "percent" and value.number is not None:
            amounts.append(f"{value.number.normalize():f} %")
    lowered = fold(text).text
    if not any(amount.endswith(_MONEY) for amount in amounts):
        amounts += _bare_sums(lowered)
    amounts += [
        f"{value.number.normalize():f} {value.unit}"
        for value in values
        if value.kind == "period" and value.number is not None and value.unit
    ]
    amounts += [
        f"{int(match['number'])} {match['thing'][:5]}"
        for match in _COUNTED.finditer(lowered)
        if match["thing"][:3] not in MONTHS and not match["thing"].startswith(_NO_THINGS)
    ]
    if _HALF.search(lowered):
        amounts.append("1/2")
    return tuple(dict.fromkeys(amounts))


_MONEY = ("RUB", "USD", "EUR")
_BARE_SUM = re.compile(
    r"(?<![\d.,:/№-])(?P<number>\d{1,3}(?: \d{3})+)(?![\d.,:/-]?\d)|(?<![\d.,:/№-])(?P<thousands>\d{1,4})\s?(?:тыс|тыщ)"
)
"""Sums as people say them: «90 000 вместо 96 000», «40 тыс.»."""


def _bare_sums(text: str) -> list[str]:
    """Return the sums in a Russian sentence that names no currency; in talk they are roubles."""
    if not _CYRILLIC.search(text):
        return []
    found = _BARE_SUM.finditer(text.replace("\u00a0", " "))
    return [
        f"{int(match['number'].replace(' ', '')) if match['number'] else 1000 * int(match['thousands'])} RUB"
        for match in found
        if not _THING_AFTER.match(text, match.end())
    ]


_CYRILLIC = re.compile(r"[а-я]")
_THING_AFTER = re.compile(
    r"\s?(?:шт|экз|кв|км|кг|знак|слов|чел|человек|раз|стран|лист|тонн|литр|метр|строк|символ|просмотр|подпис)"
)
_NO_THINGS = ("рубл", "процент", "числа", "года", "часов", "часа", "минут", "рабоч", "календ", "дней", "дня", "недел",
              "вместо", "если", "подпис",
              "percent", "days", "hours", "minutes", "weeks", "business", "working", "dollars", "euros", "roubles",
              "rubles", "тысяч", "миллион", "thousand", "million")  # fmt: skip
