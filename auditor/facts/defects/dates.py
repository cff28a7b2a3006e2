"""Dates that the calendar does not have, and dates that contradict one another."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from auditor.facts.defects.reading import Reading
from auditor.facts.value_matching import Found, Pattern, Value
from auditor.model.fact import Defect
from auditor.model.profile import Span
from auditor.model.text import Text

_MONTHS_RU = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_MONTHS_EN = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_ORDINAL = r"(?:st|nd|rd|th)?"
_MONTH_RU, _MONTH_EN = rf"(?P<month>{'|'.join(_MONTHS_RU)})[а-я]{{1,3}}", rf"(?P<month>{'|'.join(_MONTHS_EN)})"
_WRITTEN = (
    rf"[\"]?\b(?P<day>\d{{1,2}})[\"]? {_MONTH_RU} {_YEAR}",
    rf"\b{_MONTH_EN} (?P<day>\d{{1,2}}){_ORDINAL}, ?{_YEAR}",
    rf"\b(?P<day>\d{{1,2}}){_ORDINAL} (?:day )?(?:of )?{_MONTH_EN},? {_YEAR}",
    rf"\b(?P<day>\d\d)\.(?P<month>\d\d)\.{_YEAR}",
    rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b",
)
_JOINED_BEFORE = re.compile(r"(?:[\d.,/-]|\bno[ .]{0,2}|#[ ]?|\bn[ ])$")
_JOINED_AFTER = re.compile(r"[\d/-]|\.\d")
_CYRILLIC = re.compile(r"[а-я]")


def find(reading: Reading) -> Iterator[Defect]:
    """Yield the dates that cannot be or contradict one another; grade weak where one is only unclear."""
    yield from _impossible(reading)
    dates = [value for value in reading.of_kind("date") if value.detail and len(value.detail) == 10]
    yield from _turned_round(reading, dates)
    yield from _turned_round_in_tables(reading, dates)
    yield from _weekdays(reading, dates)
    own = _own_date(reading, dates)
    if own:
        yield from _before_contract(reading, dates, own)
        yield from _lapsed_authority(reading, dates, own)
        yield from _other_date_of_contract(reading, dates, own)


def _impossible(reading: Reading) -> Iterator[Defect]:
    """Yield the days that no calendar has, «31 апреля»; a day above 31 is a slip of the pen and only unclear."""
    found = (value for pattern in _IMPOSSIBLE for value in pattern.values(reading.text, reading.copy))
    for value in sorted(found, key=lambda value: value.start):
        if reading.counts(value.start):
            words = reading.verbatim(value.start, value.end)
            message = Text(f"Такой даты нет в календаре: «{words}».", f'The calendar has no such date: "{words}".')
            yield reading.defect("dates", reading.around(value.start, value.end), message, value.detail or "fail")


def _impossible_day(found: Found) -> Iterator[Value]:
    """Yield a date that the calendar does not have; its detail is the grade of the defect."""
    if not _is_possible(found) and not _is_something_else(found):
        yield found.value("date", detail="fail" if int(found["day"]) <= 31 else "weak")


_IMPOSSIBLE = tuple(Pattern(expression, _impossible_day) for expression in _WRITTEN)


def _is_possible(found: Found) -> bool:
    month, day = _month(found["month"]), int(found["day"])
    return 1 <= month <= 12 and 1 <= day <= monthrange(int(found["year"]), month)[1]


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return (_MONTHS_RU.index(word) if word in _MONTHS_RU else _MONTHS_EN.index(word)) + 1


def _is_something_else(found: Found) -> bool:
    """Return whether digits are the number of a document, or a date with the month first in an English text."""
    before = found.text[max(0, found.start - 6) : found.start]
    if _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(found.text, found.end):
        return True
    around = found.text[max(0, found.start - 100) : found.end + 100]
    return found["month"].isdigit() and int(found["day"]) <= 12 and not _CYRILLIC.search(around)


_FROM = re.compile(r"(?:\bс|\bfrom|\bbetween|\bbeginning(?: on)?|\bcommencing(?: on)?|\bstarting(?: on)?)[ \n]{1,3}$")
_END_WORDS = r"по|до|to|until|till|through|thru|and(?: ending(?: on)?)?|ending(?: on)?"
_UNTIL = re.compile(rf"[ \n,]{{1,3}}(?:г\.|года)?[ \n,]{{0,3}}(?:и[ \n])?(?:{_END_WORDS})[ \n]{{1,3}}")


_STARTS = re.compile(
    r"\b(?:начало|начинаем|начина[ею]тся|начинает действовать|начнутся|начн[её]тся|стартует|старт|открытие"
    r"|starts?|begins?|commences?|commencement)\b[^.\d\n]{0,30}$"
)
_THEN_ENDS = re.compile(
    r"(?:\s?г\.|\s?года)?[.;,]?\s{1,3}(?:(?:и|а|and)\s)?(?:срок\s)?"
    r"(?:окончание|завершение|конец|закрытие|заканчива[ею]тся|заканчивает|закончатся|заверша[ею]тся|оканчива[ею]тся"
    r"|истека[ею]т|прекраща[ею]тся|ends?|expires?|finish(?:es)?|completion|expiry)\b[^.\d\n]{0,30}"
)
"""«Начало - 1 марта 2026 г. Окончание - 28 февраля 2026 г.»"""


_LABEL = 45
"""Characters before a date in which it may be called a beginning."""


def _turned_round(reading: Reading, dates: Sequence[Value]) -> Iterator[Defect]:
    """Yield the periods whose end stands before their beginning, «с 1 марта 2026 г. по 28 февраля 2025 г.»."""
    for first, second in pairwise(dates):
        between = reading.text[first.end : second.start]
        if "/" in reading.text[first.start : second.end] or not (
            _UNTIL.fullmatch(between) or _THEN_ENDS.fullmatch(between)
        ):
            continue
        before = reading.text[max(0, first.start - _LABEL) : first.start]
        opens = _FROM.search(before) if _UNTIL.fullmatch(between) else _STARTS.search(before)
        if opens and (second.detail or "") < (first.detail or ""):
            words = reading.verbatim(first.start, second.end)
            message = _ENDS_TOO_SOON.format(words=words)
            yield reading.defect("dates", reading.around(first.start, second.end), message)


_ENDS_TOO_SOON = Text("Конец срока раньше начала: «{words}».", 'The period ends before it begins: "{words}".')


_BEGINS_HEAD = re.compile(
    r"(?:дата )?(?:начал[оа]|старт[а]?)\b|\bстарт\b|(?:start|begin)\w*(?: date)?\b|\bfrom\b|^с$|^date from$"
)
_ENDS_HEAD = re.compile(
    r"(?:дата )?(?:окончани[ея]|завершени[ея]|конец|конца)\b|(?:end|finish|completion)\w*(?: date)?\b"
    r"|\b(?:to|until)$|^по$|^до$"
)


def _turned_round_in_tables(reading: Reading, dates: Sequence[Value]) -> Iterator[Defect]:
    """Yield the rows of a table whose day under «Окончание» stands before the day under «Начало»."""
    known = {reading.folded.to_original(value.start): value.detail or "" for value in dates}
    for rows in reading.tables:
        begins = [cell.column for cell in rows[0].cells if _BEGINS_HEAD.match(cell.text)] if rows else []
        ends = [cell.column for cell in rows[0].cells if _ENDS_HEAD.match(cell.text)] if rows else []
        if len(begins) != 1 or len(ends) != 1:
            continue
        for row in rows[1:]:
            first, second = row.at(begins[0]), row.at(ends[0])
            if first is None or second is None:
                continue
            begun, ended = (_whole_day(cell.text) or known.get(cell.span[0], "") for cell in (first, second))
            if begun and ended and ended < begun:
                message = _ENDS_TOO_SOON.format(words=f"{first.text} - {second.text}")
                yield Defect("dates", (first.span[0], second.span[1]), message)


_ONLY_DAY = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?: ?г\.?)?|(?P<iso>\d{4}-\d\d-\d\d)")


def _whole_day(words: str) -> str:
    """Return the day that is all a cell says, ISO 8601; empty for other words."""
    found = _ONLY_DAY.fullmatch(words.strip())
    if found is None:
        return ""
    return found["iso"] or f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"


_WEEKDAYS_RU = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресен")
_WEEKDAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join((*_WEEKDAYS_RU, *_WEEKDAYS_EN))})[а-я]{{0,3}}[, ]{{1,3}}$")
_WEEKDAY_AFTER = re.compile(rf" ?\(({'|'.join((*_WEEKDAYS_RU, *_WEEKDAYS_EN))})[а-я]{{0,3}}\)")
_NAMES_RU = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def _weekdays(reading: Reading, dates: Sequence[Value]) -> Iterator[Defect]:
    """Yield the dates beside which another day of the week is named; which of the two is meant is unclear."""
    for value in dates:
        before = _WEEKDAY.search(reading.text[max(0, value.start - 16) : value.start])
        found = before or _WEEKDAY_AFTER.match(reading.text, value.end)
        if not found or "/" in reading.text[value.start : value.end]:
            continue
        named = _WEEKDAYS_RU.index(found[1]) if found[1] in _WEEKDAYS_RU else _WEEKDAYS_EN.index(found[1])
        real = date.fromisoformat(value.detail or "").weekday()
        if named != real:
            words = reading.verbatim(value.start, value.end)
            message = Text(
                f"«{words}» - это {_NAMES_RU[real]}, а назван другой день недели.",
                f'"{words}" is a {_WEEKDAYS_EN[real].capitalize()}; another day of the week is named.',
            )
            yield reading.defect("dates", reading.around(value.start, value.end), message, "weak")


_HEAD = 2_000
"""Characters at the beginning in which a contract is dated."""
_MADE = r"(?:dated|made|entered into|executed|effective)(?: and entered into| and effective)?"
_DATED = re.compile(rf"{_MADE}(?: as)?(?: of| on)?(?: this)?[ ,\n]{{0,3}}$")
_OF_CONTRACT = re.compile(r"(?:договор|контракт|соглашение)\w{0,2}[^\n]{0,60} от[ ]$")
_LONGEST_HEAD_LINE = 90
_OF_ANOTHER = re.compile(
    r"\bакт[ауе]?\b|счет|отчет|протокол|лицензи|доверенност|закон|приказ|устав|свидетельств|редакци|утвержд|license|amended|version"
)


def _own_date(reading: Reading, dates: Sequence[Value]) -> Value | None:
    """Return the date of the contract itself: on a short line at its head, or after "made as of"."""
    for value in dates:
        if value.start > _HEAD:
            return None
        start, end = reading.line(value.start)
        before = reading.text[max(start, value.start - 100) : value.start]
        is_head = end - start <= _LONGEST_HEAD_LINE and not _OF_ANOTHER.search(reading.text, start, end)
        if is_head or _DATED.search(before) or _OF_CONTRACT.search(before):
            return value
    return None


_ENDS_RU = (
    r"(?:договор|соглашени|контракт)[^\n.]{0,60}(?:действует|действия|оканчивается|истекает|прекращает)"
    r"[^\n.]{0,50}\b(?:по|до)[ \n]$"
    r"|срок (?:его )?действия (?:договора|соглашения|контракта)[^\n.]{0,30}\b(?:по|до)[ \n]$"
)
_ENDS_EN = (
    r"(?:this )?(?:agreement|contract|term)\b[^\n.]{0,60}\b(?:expires?|terminates?|ends?|until|through)(?: on)?[ \n]$"
)
_ENDS = re.compile(rf"(?:{_ENDS_RU}|{_ENDS_EN})")
_NOT_LATER = re.compile(r"(?:не позднее|в срок до|no later than|not later than|on or before)[ \n]$")
_PAST = re.compile(
    r"\bбыл[аио]?\b|заключенн|ранее|прежн|предыдущ|\bwas\b|\bwere\b|\bhad\b|previous|prior|original|existing|lapsed"
)


def _before_contract(reading: Reading, dates: Sequence[Value], own: Value) -> Iterator[Defect]:
    """Yield the ends of the term and the deadlines that lie before the date of the contract."""
    for value in dates:
        before = reading.text[max(0, value.start - 160) : value.start]
        if value.start <= own.end or (value.detail or "") >= (own.detail or ""):
            continue
        if (_ENDS.search(before) or _NOT_LATER.search(before)) and not _is_of_another(before):
            earlier, contract = reading.verbatim(value.start, value.end), reading.verbatim(own.start, own.end)
            message = Text(
                f"Срок «{earlier}» истекает раньше даты договора, «{contract}».",
                f'The time "{earlier}" runs out before the date of the contract, "{contract}".',
            )
            yield reading.defect("dates", reading.around(value.start, value.end), message, also=[_line(reading, own)])


_AUTHORITY_ENDS = re.compile(
    r"(?:доверенност|power[ \n]of[ \n]attorney)[^\n;]{0,120}?"
    r"(?:\b(?:по|до)|истекает|истек(?:ла|шей)?|заканчивается"
    r"|until|through|to|(?:expir(?:es|ed|ing)|ends)(?: on)?)[ \n]$"
)
"""«По доверенности № 8 от 15.01.2025, срок которой истекает»: what stands before the last day of an authority."""


def _lapsed_authority(reading: Reading, dates: Sequence[Value], own: Value) -> Iterator[Defect]:
    """Yield the powers of attorney at the head of the contract that had ended before its date."""
    for value in dates:
        before = reading.text[max(0, value.start - 180) : value.start]
        ended = (value.detail or "") < (own.detail or "")
        if value.start <= _HEAD and ended and _AUTHORITY_ENDS.search(before):
            last, contract = reading.verbatim(value.start, value.end), reading.verbatim(own.start, own.end)
            message = Text(
                f"Доверенность действовала по «{last}», а договор датирован «{contract}».",
                f'The power of attorney ended on "{last}"; the contract is dated "{contract}".',
            )
            yield reading.defect("dates", reading.around(value.start, value.end), message, also=[_line(reading, own)])


def _is_of_another(before: str) -> bool:
    sentence = re.split(r"[.;]\s|\n", before)[-1]
    return bool(_OF_ANOTHER.search(sentence) or _PAST.search(sentence))


def _line(reading: Reading, value: Value) -> Span:
    return reading.around(value.start, value.end)


def _other_date_of_contract(reading: Reading, dates: Sequence[Value], own: Value) -> Iterator[Defect]:
    """Yield the places that give this contract, by its number, another date: «к договору № 17 от ...»."""
    number = (reading.profile.number or "").lower()
    named = reading.text.find(number)
    if len(number) < 2 or not any(sign.isdigit() for sign in number) or named > reading.line(own.end)[1]:
        return
    words = r"(?:договор|контракт|соглашени|agreement|contract)\w{0,2}"
    cited = re.compile(rf"{words} (?:no|n|#)[ .]{{0,2}}{re.escape(number)},? (?:от|of|dated)[ ]$")
    for value in dates:
        cites = cited.search(reading.text[max(0, value.start - 80) : value.start])
        if value is not own and cites and value.detail != own.detail:
            other, contract = reading.verbatim(value.start, value.end), reading.verbatim(own.start, own.end)
            message = Text(
                f"Договор датирован «{contract}», а в ссылке на него стоит «{other}».",
                f'The contract is dated "{contract}"; a reference to it says "{other}".',
            )
            yield reading.defect("dates", reading.around(value.start, value.end), message, also=[_line(reading, own)])
