"""Numbers in digits and in words, and the plain numbers that belong to no other value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.facts.number_words import (
    ENGLISH_SCALES,
    ENGLISH_SMALL,
    RUSSIAN_SCALES,
    RUSSIAN_SMALL,
    english_number,
    russian_number,
)
from auditor.facts.value_matching import GAP, Found, Pattern, Value, any_of, begins_line

DIGITS = r"(?:\d{1,3}(?:[ ']\d{3})+|\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,]\d{1,4})?"
"""A number in digits, with groups of thousands and a fraction."""
_SPOKEN = rf"(?:{any_of([*RUSSIAN_SMALL, *ENGLISH_SMALL, 'hundred'])}|{any_of([*RUSSIAN_SCALES, *ENGLISH_SCALES])},?)"
_ALONE = ("тысяча", "тысячу", "миллион", "миллиард", "a (?:hundred|thousand|million)")
_FIRST = any_of([*RUSSIAN_SMALL, *ENGLISH_SMALL, *_ALONE])
WORDS = rf"{_FIRST}(?:[ \n-]{{1,3}}(?:and[ \n])?{_SPOKEN})*"
"""A number in words of either language; a scale in the plural cannot stand first: «тысяч» is no number."""
SUFFIX = r"(?:-?(?:ти|х|и|ух|ех|ми|мя|ю))?"
"""The ending that Russian writes after digits, «10-ти»."""
QUANTITY = (
    rf"(?:\b(?P<digits>{DIGITS}){SUFFIX}|(?P<words>{WORDS}))"
    rf"(?P<bracket>{GAP}\([^()]{{1,120}}\))?"
)
"""A number before its unit, with what stands in brackets between them, «10 (десять)»."""


def spoken(words: str) -> Decimal | None:
    """Return the number that words of either language say."""
    bare = words.replace(",", "")
    number = russian_number(bare)
    if number is None:
        number = english_number(bare)
    return None if number is None else Decimal(number)


_MOST_DIGITS = 30
"""Longer runs of digits are no numbers; no sum of money needs them."""


def written(digits: str, *, grouped: bool = True) -> Decimal | None:
    """Return the number that digits say; a last part of three digits is a group of thousands unless told otherwise."""
    if len(digits) > _MOST_DIGITS:
        return None
    bare = digits.replace(" ", "").replace("'", "")
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return Decimal(bare)
    head, tail = bare[:last], bare[last + 1 :]
    separators = {sign for sign in head if sign in ".,"}
    is_group = len(tail) == 3 and head != "0" and (grouped or bool(separators)) and separators <= {bare[last]}
    plain = head.replace(".", "").replace(",", "")
    return Decimal(plain + tail) if is_group else Decimal(f"{plain}.{tail}")


def quantity_of(found: Found, *, grouped: bool = True) -> Decimal | None:
    """Return the number of a match of :data:`QUANTITY`, or None for a look-alike such as a part of «12.03.2026»."""
    digits = found["digits"]
    if not digits:
        return spoken(found["words"])
    before = found.text[max(0, found.start - 2) : found.start]
    if before[-1:] == "/" or (before[-1:] in {".", ",", ":"} and before[0].isdigit()):
        return None
    return written(digits, grouped=grouped)


_NUMBER = rf"(?:\b(?P<digits>{DIGITS})(?:{GAP}\({WORDS}\))?|(?P<words>{WORDS}){GAP}\({DIGITS}\))"
_CLAUSE_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")


def _number(found: Found) -> Iterator[Value]:
    after = found.text[found.end : found.end + 2]
    goes_on = after[:1] in {".", ",", "/", ":"} and after[1:].isdigit()
    number = None if goes_on or _is_clause_number(found, after) else quantity_of(found)
    if number is not None:
        yield found.value("number", number=number)


def _is_clause_number(found: Found, after: str) -> bool:
    """Return whether a number is the one printed before a clause: first in its line, «4.» or «4.1»."""
    if not begins_line(found):
        return False
    digits = found["digits"]
    return bool(_CLAUSE_NUMBER.fullmatch(digits)) and ("." in digits or after[:1] in {".", ")"})


PATTERNS = (Pattern(_NUMBER, _number),)
"""The pattern of plain numbers."""
