"""A copy of a text in which spelling accidents are levelled, with the way back to the original.

Matching runs on the copy; quotes are cut from the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_LATIN_LOOKS = "ABCEHKMOPTXYaceopxyk"
_CYRILLIC_LOOKS = "АВСЕНКМОРТХУасеорхук"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)

_LEVEL = {
    "ё": "е",
    "Ё": "е",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\t": " ",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2015": "-",
    "\u2212": "-",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "`": "'",
}

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_REMOVE = re.compile(f"[{_INVISIBLE}]")
_AFTER_LINE_HYPHEN = re.compile(r"\n(?<=[^\W\d_][-\u2010]\n)(?=[a-zа-яё])")
"""The line feed after such a hyphen: a search for a plain sign is many times as fast as one that looks behind first."""
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_MIXED = re.compile(r"[A-Za-z](?:(?<=([А-Яа-яЁё]).)|(?=[А-Яа-яЁё]))")
"""A Latin letter beside a Cyrillic one; the group is the one before."""
_LETTERS_BEFORE = re.compile(r"[^\W\d_]{1,40}\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_COMPATIBLE = re.compile(
    r"[\u2000\u2001\u2004-\u2006\u2008\u2011\u2024-\u2bff\uf900-\ufaff\ufb00-\ufb4f\uff00-\uffef"
    r"\u00aa\u00b2\u00b3\u00b9\u00ba\u00bc-\u00be\u0300-\u036f]"
)
"""Characters with another form in NFKC; dashes and quotation marks are left to the table."""
_BREVE = re.compile("[иИ]\u0306")
"""The letter й in two signs, as PDF files from macOS and some scanners write it."""


_PLAIN = re.compile("[ -~А-Яа-яЁё]*")
"""Words of one line that are only brought to lower case."""
_SHORT = 200
"""Characters of a phrase; in longer texts there is usually something to level."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A levelled copy of a text."""

    text: str
    """Lower case, ё as е, one kind of quotation mark, hyphen and space, no soft hyphens."""
    _breaks: tuple[int, ...] = ()
    _shifts: tuple[int, ...] = ()
    disguised: tuple[tuple[int, int, str], ...] = ()
    """Words of the original in which Latin letters stand for Cyrillic ones: start, end, the word set right."""

    def to_original(self, position: int) -> int:
        """Return the offset in the original text of an offset in the copy."""
        if not self._breaks:
            return position
        at = bisect_right(self._breaks, position) - 1
        return position + (self._shifts[at] if at >= 0 else 0)

    def originals(self, positions: Sequence[int]) -> list[int]:
        """Return the offsets in the original of offsets in rising order, in one walk."""
        if not self._breaks:
            return list(positions)
        found, at, shift, breaks = [], 0, 0, self._breaks
        for position in positions:
            while at < len(breaks) and breaks[at] <= position:
                shift = self._shifts[at]
                at += 1
            found.append(position + shift)
        return found

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original start and end of a passage of the copy; end is exclusive."""
        if end <= start:
            return self.to_original(start), self.to_original(start)
        return self.to_original(start), self.to_original(end - 1) + 1


def fold(text: str) -> Folded:
    """Return the levelled copy of a text: NFKC, no soft hyphens, line-break hyphens joined, look-alikes mended."""
    if len(text) < _SHORT and _PLAIN.fullmatch(text) and not _MIXED.search(text):
        return Folded(_level(text))
    disguised = [] if text.isascii() else _undisguised(text)
    edits = sorted(_edits(text) + disguised)
    if not edits:
        return Folded(_level(text))
    pieces, breaks, shifts, at, length = [], [], [], 0, 0
    for start, end, replacement in edits:
        if start < at:
            continue
        pieces.append(text[at:start] + replacement)
        length += start - at
        for number in range(1, len(replacement) if len(replacement) > end - start else 0):
            breaks.append(length + number)  # the further letters of a ligature stand where its last one does
            shifts.append(min(start + number, end - 1) - length - number)
        length += len(replacement)
        at = end
        if len(replacement) != end - start:
            breaks.append(length)
            shifts.append(end - length)
    pieces.append(text[at:])
    return Folded(_level("".join(pieces)), tuple(breaks), tuple(shifts), tuple(disguised))


def _edits(text: str) -> list[tuple[int, int, str]]:
    """Return the replacements that a character table cannot make, disguised words aside."""
    edits = [(found.start() - 1, found.end(), "") for found in _AFTER_LINE_HYPHEN.finditer(text)]
    if text.isascii():
        return edits
    edits += [(found.start(), found.end(), "") for found in _REMOVE.finditer(text)]
    edits += [(found.start(), found.end(), "й") for found in _BREVE.finditer(text)]
    edits += [(found.start(), found.end(), _compatible(found.group())) for found in _COMPATIBLE.finditer(text)]
    return [edit for edit in edits if text[edit[0] : edit[1]] != edit[2]]


def _undisguised(text: str) -> list[tuple[int, int, str]]:
    """Return the words in which Latin letters stand for Cyrillic ones, with the letters set right."""
    edits: list[tuple[int, int, str]] = []
    if not _CYRILLIC.search(text):
        return edits
    after = 0
    for found in _MIXED.finditer(text):
        at = found.start() - len(found[1] or "")
        if at < after:
            continue
        before = _LETTERS_BEFORE.search(text, max(0, at - 40), at)
        start = before.start() if before else at
        word = _LETTERS.match(text, start)
        if word:
            after = word.end()
            if _is_disguised(word[0]):
                edits.append((start, after, word[0].translate(_TO_CYRILLIC)))
    return edits


def _compatible(character: str) -> str:
    """Return the NFKC form of a character without combining marks; dashes and quotation marks are left to the table."""
    if character in _LEVEL:
        return character
    return "".join(c for c in unicodedata.normalize("NFKC", character) if not unicodedata.combining(c))


def _is_disguised(word: str) -> bool:
    """Return whether every Latin letter of a word with Cyrillic letters looks like a Cyrillic one."""
    return all(letter in _LATIN_LOOKS for letter in word if letter.isascii())


def _level(text: str) -> str:
    """Return the text in lower case with one kind of each sign; the length does not change."""
    levelled = text
    for sign, plain in _LEVEL.items():  # thirty times as fast as ``str.translate``, which asks for each character
        levelled = levelled.replace(sign, plain)
    lower = levelled.lower()
    if len(lower) != len(levelled):  # a few capitals, such as the Turkish dotted I, have longer small letters
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in levelled)
    return lower
