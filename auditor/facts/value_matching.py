"""What the patterns of values are made of: the value, the pattern, its match, and the engine under them.

Engine: google-re2, whose time is linear in the text whatever the text is, so that a hostile document cannot hang a
run. One money pattern over 900,000 Russian characters took 65 ms with ``re``, 10 ms with re2 on ``str`` (offsets
come back in characters, but each pass encodes the text to UTF-8 and counts its way back), 5 ms on UTF-8 bytes and
3.5 ms on a copy in which every character is one byte. The copy wins twice: its offsets are the characters of the
text, so nothing is converted, and a text that UTF-8 cannot hold, such as a lone surrogate, does no harm.

re2 has no look-around and its word boundary knows ASCII letters only; what must not stand beside a value is asked
in Python, once per match.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import re2

_Meaning = TypeVar("_Meaning")

GAP = r"[ \n]{0,3}"
"""What may stand between the parts of a value: spaces and line feeds, or nothing."""
SPACE = r"[ \n]{1,3}"
"""The same where something must stand."""
NEIGHBOURHOOD = 300
"""Characters each side that tell the language of a place, and that hold a bank code and its account together."""
YEARS = range(1900, 2200)
"""Numbers that name a year: a date outside is none, and «2026 год» is no period."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value with its place in the folded text.

    ``money``: number, unit is the ISO 4217 code («у.е.» for conventional units). ``percent``: number, unit ``%``,
    detail the time it accrues over (day, week, month, quarter, year) when that follows at once. ``period``: number,
    unit minute, hour, day, week, month, quarter or year, detail working, calendar or banking. ``date``: detail is
    ISO 8601. ``day_of_month``: number, or detail ``last``. ``number``: a plain number that is part of no other value.
    ``blank``: detail blank or template, unit ``%`` before a percent sign. ``email``, ``url``, ``phone``. ``inn``,
    ``ogrn``, ``ogrnip``: the digits, detail valid or invalid by their check digits; ``bik``, ``account``,
    ``corr_account`` likewise when the bank code and the account stand near each other. ``kpp``, ``passport``,
    ``tax_id``: the digits. ``clause_ref``: detail is the number, «4.1»; a heading «Раздел 3» counts. ``annex_ref``:
    detail is the label. ``law_ref``: detail is the article and the act, «395 гк», «152-фз».
    """

    kind: str
    start: int
    """Offset in the folded text, in characters."""
    end: int
    """Offset after the last character."""
    number: Decimal | None = None
    unit: str | None = None
    detail: str | None = None


_SIGNS = "₽€£¥₹§●•·○■□▪"
_DECODING = "".join(map(chr, range(128))) + _SIGNS.ljust(96, "\ufffe") + "абвгдежзийклмнопрстуфхцчшщъыьэюя"
"""A code page of our own for lower-case text; U+FFFE marks a free place, «а» to «я» stand in a row."""
_ENCODING = codecs.charmap_build(_DECODING)


def one_byte(text: str) -> bytes:
    """Return a copy in which every character is one byte; what the code page lacks becomes a question mark."""
    return codecs.charmap_encode(text, "replace", _ENCODING)[0]


class Found:
    """A match of a pattern, with its named parts."""

    __slots__ = ("_match", "_names", "end", "start", "text")

    def __init__(self, text: str, match: Any, names: Mapping[str, int]) -> None:
        self.text = text
        self.start: int
        self.end: int
        self.start, self.end = match.span()
        self._match = match
        self._names = names

    def span(self, name: str) -> tuple[int, int]:
        """Return the offsets of a part; (-1, -1) when it is missing from this match."""
        start, end = self._match.span(self._names[name])
        return start, end

    def value_span(self) -> tuple[int, int]:
        """Return the offsets of the part named ``value``, or of the whole where no part has that name."""
        return self.span("value") if "value" in self._names else (self.start, self.end)

    def has(self, name: str) -> bool:
        """Return whether the pattern has a part of this name."""
        return name in self._names

    def __getitem__(self, name: str) -> str:
        start, end = self.span(name)
        return self.text[start:end] if start >= 0 else ""

    def value(self, kind: str, **what: Any) -> Value:
        """Return a value that covers :meth:`value_span`."""
        return Value(kind, *self.value_span(), **what)


Reader = Callable[[Found], Iterator[Value]]
"""What makes values of a match; none when it is a look-alike."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression of re2 with the reader of its matches."""

    expression: str
    """What is searched; a part named ``value`` is the value where it is less than the whole."""
    read: Reader
    within_words: bool = False
    """Whether a match may begin or end in the middle of a word."""

    def values(self, text: str, copy: bytes) -> Iterator[Value]:
        """Yield the values of a folded text, given with its copy from :func:`one_byte`."""
        engine, names = _compiled(self.expression)
        for match in engine.finditer(copy):
            found = Found(text, match, names)
            if self.within_words or _is_alone(found):
                yield from self.read(found)


@cache
def _compiled(expression: str) -> tuple[Any, Mapping[str, int]]:
    """Return the engine for an expression and the numbers of its named parts, compiled once a process."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.longest_match = True  # so that the order of endings in an alternative does not matter
    engine = re2.compile(codecs.charmap_encode(expression, "strict", _ENCODING)[0], options)
    return engine, {name.decode("ascii"): index for name, index in engine.groupindex.items()}


def _is_alone(found: Found) -> bool:
    """Return whether a value stands alone, if need be with the word that is written onto it: «2026г.»."""
    ends = {found.value_span()[1], found.end if found.has("tail") else found.value_span()[1]}
    return any(stands_alone(found.text, found.start, end) for end in ends)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a passage neither begins nor ends inside a word."""
    begins = start == 0 or not (_is_word(text[start]) and _is_word(text[start - 1]))
    return begins and (end == len(text) or not (_is_word(text[end - 1]) and _is_word(text[end])))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def begins_line(found: Found) -> bool:
    """Return whether a match is the first thing in its line."""
    before = found.text[max(0, found.start - 40) : found.start].rstrip(" ")
    return not before or before[-1] == "\n"


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def of_longest_beginning(word: str, table: Mapping[str, _Meaning]) -> _Meaning | None:
    """Return what the table says of the longest beginning of a word."""
    beginnings = (word[:length] for length in range(len(word), 0, -1))
    return next((table[beginning] for beginning in beginnings if beginning in table), None)
