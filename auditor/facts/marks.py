"""Where phrases of a word list stand in a levelled text.

A phrase is written as it is read; ``*`` ends a word in any way, ``...`` skips up to five words of the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import re2

from auditor.facts.folding import Folded, fold
from auditor.facts.value_matching import one_byte, stands_alone
from auditor.model.profile import Span

Place = tuple[int, int]
"""Start and end in the levelled text."""

_SPACE = r"[ \n]+"
_ENDING = "[a-zа-я]*"
_SKIPPED = r"[ \n]+(?:[^ .;\n]+[ \n]+){0,5}"
"""Counting words, not letters, keeps the automaton of re2 small."""


@dataclass(frozen=True)
class Ground:
    """A text with its levelled form, and the copy of that which is searched."""

    original: str
    folded: Folded
    offset: int = 0
    """Where the text starts in its document."""

    @property
    def text(self) -> str:
        """Return the levelled text; places count in it."""
        return self.folded.text

    @cached_property
    def copy(self) -> bytes:
        """Return the levelled text with one byte for each character, so that places agree."""
        return one_byte(self.text)

    def span(self, place: Place) -> Span:
        """Return where a place stands in the document."""
        start, end = self.folded.span(*place)
        return start + self.offset, end + self.offset

    def verbatim(self, place: Place) -> str:
        """Return the words of a place as they were written."""
        start, end = self.folded.span(*place)
        return self.original[start:end]

    def is_capital(self, at: int) -> bool:
        """Return whether the letter at an offset of the levelled text was written large."""
        return self.original[self.folded.to_original(at)].isupper()


def ground_of(original: str, offset: int = 0) -> Ground:
    """Return a text ready for searching."""
    return Ground(original, fold(original), offset)


def places(phrases: Sequence[str], ground: Ground, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """Yield where any of the phrases stands as whole words, from left to right."""
    if phrases:
        yield from matches(_expression(tuple(phrases)), ground, start, end)


def first(phrases: Sequence[str], ground: Ground, start: int = 0, end: int | None = None) -> Place | None:
    """Return the first place of any of the phrases, or None."""
    return next(places(phrases, ground, start, end), None)


def matches(expression: str, ground: Ground, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """Yield the places of an expression of re2 that neither begin nor end inside a word."""
    for match in compiled(expression).finditer(_zone(ground, start, end)):
        at, stop = match.span()
        if at < stop and stands_alone(ground.text, start + at, start + stop):
            yield start + at, start + stop


def found_groups(expression: str, ground: Ground) -> Iterator[tuple[Place, Place]]:
    """Yield the same over the whole text, each with the place of its first group."""
    for match in compiled(expression).finditer(ground.copy):
        whole = match.span()
        if stands_alone(ground.text, *whole):
            yield whole, match.span(1)


def _zone(ground: Ground, start: int, end: int | None) -> bytes:
    return ground.copy if start == 0 and end is None else ground.copy[start:end]


def times(words: Sequence[str], ground: Ground) -> int:
    """Return how often words begin after a space, a line feed, a quotation mark or a parenthesis; endings do not matter."""
    begun = (one_byte(before + word) for word in words for before in (" ", "\n", '"', "("))
    return sum(ground.copy.count(beginning) for beginning in begun)


@lru_cache(maxsize=600)
def compiled(expression: str) -> Any:
    """Return the engine of an expression over :attr:`Ground.copy`; its time is linear in the text."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False  # an automaton that grows too large is given up for a slower way, without harm
    return re2.compile(one_byte(expression), options)


def escaped(words: str) -> str:
    """Return an expression for words of a text, whatever stands between them being white space."""
    return _SPACE.join(re.escape(word) for word in fold(words).text.split())


@cache
def _expression(phrases: tuple[str, ...]) -> str:
    """Return one expression for all phrases, the longest first, since the first that fits is taken."""
    return "(?:" + "|".join(_phrase(phrase) for phrase in sorted(phrases, key=len, reverse=True)) + ")"


def _phrase(phrase: str) -> str:
    skipping = [_SPACE.join(_word(word) for word in part.split()) for part in fold(phrase).text.split("...")]
    return _SKIPPED.join(skipping)


def _word(word: str) -> str:
    return _ENDING.join(re.escape(part) for part in word.split("*"))


def is_one_of(phrases: Sequence[str], words: str) -> bool:
    """Return whether levelled words are one of the phrases, from end to end."""
    return compiled(_expression(tuple(phrases))).fullmatch(one_byte(words)) is not None
