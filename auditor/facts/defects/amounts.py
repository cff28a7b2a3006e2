"""Figures and words that stand for the same number and differ: «70 000 (семь тысяч) рублей»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.facts.defects.reading import Reading
from auditor.facts.number_words import ENGLISH_SCALES, ENGLISH_SMALL, RUSSIAN_SCALES, RUSSIAN_SMALL
from auditor.facts.value_numbers import DIGITS, spoken, written
from auditor.facts.values import Value
from auditor.model.fact import Defect
from auditor.model.profile import Span
from auditor.model.text import Text

_KINDS = ("money", "percent", "period", "number")
_DIGITS = re.compile(DIGITS)
_BRACKET = re.compile(r"\(([^()]{1,160})\)")
_WORD = re.compile(r"[a-zа-я]+")
_NUMBER_WORDS = frozenset({*RUSSIAN_SMALL, *RUSSIAN_SCALES, *ENGLISH_SMALL, *ENGLISH_SCALES, "hundred"})
_SPOKEN = _NUMBER_WORDS | {"and", "a"}
_SCALE_AHEAD = re.compile(r"[ \n]{0,3}(?:тыс|млн|миллион|млрд|миллиард|thousand|million|billion|mln|bln|bn|[kmb]\b)")
_SUFFIX = re.compile(r"-?(?:ти|х|и|ух|ех|ми|мя|ю)\b|[-=]00\b|,-|=")
"""What Russian writes after figures: «10-ти», «35 000-00», «35 000=»."""
_UNITS_RU = (
    r"руб|р\.|коп|долл|евро|тенге|юан|процент|рабоч|календарн|банковск|дн|ден|сут|час|минут|недел|мес|год|лет"
    r"|экземпляр|штук|шт\.|единиц|человек|раз|и \d"
)
_UNITS_EN = (
    r"usd|eur|us |u\.s\.|dollar|euro|rub|pound|per|business|calendar|working|day|hour|minute|week|month|year"
    r"|original|cop(?:y|ies)|counterpart|and \d"
)
_UNIT_AHEAD = re.compile(rf"[ \n]{{0,3}}(?:$|[,.;%\d]|{_UNITS_RU}|{_UNITS_EN})")
_MINOR_DIGITS = re.compile(r"\b(\d{1,2})[ \n]{0,3}(?:\([^()]{1,40}\))?[ \n]{0,3}(?:коп|цент|cent)")
_HUNDREDTHS = re.compile(r"\b(\d\d)/100\b")
_POINT = re.compile(r"[.,]\d\d$")
_SMALL_PARTS = "|".join(sorted(_NUMBER_WORDS - {"one"}))
_WITH_DASH = re.compile(rf"\b{DIGITS}[-=](?P<kopecks>\d\d)(?!\d)")
_GOES_ON = re.compile(rf"(?:\d[.,/=]?|\b(?:of|point|half|quarter|third|{_SMALL_PARTS}))(?:[ \n-]and)?$")
"""What shows that a number began earlier: «1 217, 75 (...)», "twenty five (25)" of which only the five was taken."""
_SIGNS = "$€£₽₹¥uscahk "


def find(reading: Reading) -> Iterator[Defect]:
    """Yield every amount, percentage, period or number whose figures and words differ; grade weak for kopecks."""
    for value in reading.of_kind(*_KINDS):
        if reading.text.find("(", value.start, value.end) >= 0:
            yield from _of_value(reading, value)


def _of_value(reading: Reading, value: Value) -> Iterator[Defect]:
    start = _start_of(reading.text, value)
    text = reading.text[start : value.end]
    for bracket in _BRACKET.finditer(text):
        pair = _pair(text[: bracket.start()].rstrip(), bracket[1].strip(), text[bracket.end() :])
        if pair is None:
            continue
        figures, words = pair
        if not _is_a_part(reading.text, start, value, figures):
            yield from _compared(reading, (start, value.end), figures, words)
        return


def _start_of(text: str, value: Value) -> int:
    """Return where the number begins: in «35 000-00» and «35 000=00» the value has only the kopecks."""
    found = _WITH_DASH.search(text, max(0, value.start - 20), value.start + 2)
    return found.start() if found and found.start("kopecks") == value.start else value.start


def _compared(reading: Reading, span: Span, figures: set[Decimal], words: Decimal | None) -> Iterator[Defect]:
    if words is None:
        quote = reading.verbatim(*span)
        message = Text(f"Прописью записано не число: «{quote}».", f'The words are no number: "{quote}".')
        yield reading.defect("amount_words", span, message)
    elif words not in {_whole(figure) for figure in figures}:
        yield reading.defect("amount_words", span, _message(reading, span, max(figures), words))
    else:
        yield from _minor(reading, span, reading.text[slice(*span)], figures)


def _pair(before: str, bracket: str, after: str) -> tuple[set[Decimal], Decimal | None] | None:
    """Return the readings of the figures and the number of the words; None when either is not plain.

    The number is None where there are nothing but number words, and yet no number: «(три четыре)».
    """
    figures = _figures(before)
    if figures:
        words = _spoken_first(bracket)
        return (figures, words) if words is not None or _is_no_number(bracket) else None
    words = _spoken_first(before)
    in_bracket = _figures(bracket) if words is not None and not _SCALE_AHEAD.match(after) else set()
    return (in_bracket, words) if in_bracket else None


def _is_no_number(words: str) -> bool:
    parts = words.replace("-", " ").split()
    return len(parts) > 1 and all(part in RUSSIAN_SMALL for part in parts)


def _is_a_part(text: str, start: int, value: Value, figures: set[Decimal]) -> bool:
    """Return whether the value is the end of a longer number, «1 217, 75 (...)», or a year after a count of phases."""
    if _GOES_ON.search(text[max(0, start - 20) : start].rstrip(" \n-")):
        return True
    is_year = value.kind == "number" and any(1900 <= figure < 2200 and figure % 1 == 0 for figure in figures)
    return is_year and not text[start].isdigit()


def _figures(text: str) -> set[Decimal]:
    """Return what figures at the start of a text may mean: a last group of three digits may be a fraction."""
    bare = text.lstrip(_SIGNS)
    found = _DIGITS.match(bare)
    suffix = _SUFFIX.match(bare, found.end()) if found else None
    if not found or not _UNIT_AHEAD.match(bare, suffix.end() if suffix else found.end()):
        return set()
    readings = {written(found.group()), written(found.group(), grouped=False)}
    return {number for number in readings if number is not None}


def _spoken_first(text: str) -> Decimal | None:
    """Return the number that the words at the start of a bracket say, None when anything but a unit follows them."""
    end = 0
    for word in _WORD.finditer(text):
        if word.group() not in _SPOKEN or text[end : word.start()].replace("and", "").strip(" \n-,"):
            break
        end = word.end() if word.group() in _NUMBER_WORDS else end
    return spoken(text[:end]) if end and _UNIT_AHEAD.match(text, end) else None


def _whole(number: Decimal) -> Decimal:
    return Decimal(int(number))


def _minor(reading: Reading, span: Span, text: str, figures: set[Decimal]) -> Iterator[Defect]:
    """Yield a weak defect when the kopecks after the point are not those named as kopecks."""
    fractions = {int((figure - _whole(figure)) * 100) for figure in figures}
    named = _MINOR_DIGITS.search(text) or _HUNDREDTHS.search(text)
    if not named or int(named[1]) in fractions or not (any(fractions) or _has_point(text)):
        return
    fraction, quote = max(fractions), reading.verbatim(*span)
    message = Text(
        f"Копейки расходятся: в числе {fraction:02}, рядом названо {int(named[1]):02} («{quote}»).",
        f'The kopecks or cents differ: the figure has {fraction:02}, beside it {int(named[1]):02} ("{quote}").',
    )
    yield reading.defect("amount_words", span, message, "weak")


def _has_point(text: str) -> bool:
    """Return whether the figures themselves end in a fraction of two digits, «1 500,00»."""
    found = _DIGITS.search(text)
    return bool(found and _POINT.search(found.group()))


def _message(reading: Reading, span: Span, figures: Decimal, words: Decimal) -> Text:
    quote = reading.verbatim(*span)
    return Text(
        f"Цифрами {_shown(figures)}, прописью {_shown(words)}: «{quote}».",
        f'In figures {_shown(figures)}, in words {_shown(words)}: "{quote}".',
    )


def _shown(number: Decimal) -> str:
    plain = _whole(number) if number == _whole(number) else number
    return f"{plain:,}".replace(",", "\u00a0")
