"""Where phrases of a word list stand in a levelled text.

A phrase is written as it is read; ``*`` ends a word in any way, ``...`` skips up to some words of the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import re2

from auditor.facts.folding import fold
from auditor.facts.value_matching import one_byte, stands_alone

Place = tuple[int, int]
"""Start and end in the levelled text."""

_SPACE = r"[ \n]{1,3}"
_ENDING = "[a-zа-я]{0,12}"
_SKIPPED = r"[^.;\n]{0,60}"


@dataclass(frozen=True)
class Ground:
    """A levelled text, and the copy of it that is searched."""

    text: str

    @cached_property
    def copy(self) -> bytes:
        """Return the text with one byte for each character, so that offsets agree."""
        return one_byte(self.text)


def places(phrases: Sequence[str], ground: Ground, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """Yield where any of the phrases stands as whole words, from left to right."""
    if phrases:
        yield from matches(_expression(tuple(phrases)), ground, start, end)


def first(phrases: Sequence[str], ground: Ground, start: int = 0, end: int | None = None) -> Place | None:
    """Return the first place of any of the phrases, or None."""
    return next(places(phrases, ground, start, end), None)


def matches(expression: str, ground: Ground, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """Yield the places of an expression of re2 that neither begin nor end inside a word."""
    for found in found_parts(expression, ground, start, end):
        yield found[0]


def found_parts(expression: str, ground: Ground, start: int = 0, end: int | None = None) -> Iterator[tuple[Place, ...]]:
    """Yield the same with the places of its groups; a group without a match is (-1, -1)."""
    whole = start == 0 and end is None
    for match in compiled(expression).finditer(ground.copy if whole else ground.copy[start:end]):
        at, stop = match.span()
        if at < stop and stands_alone(ground.text, start + at, start + stop):
            yield tuple(_moved(match.span(number), start) for number in range((match.re.groups or 0) + 1))


def _moved(span: Place, by: int) -> Place:
    return (span[0] + by, span[1] + by) if span[0] >= 0 else span


@cache
def compiled(expression: str) -> Any:
    """Return the engine of an expression over :attr:`Ground.copy`; its time is linear in the text."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
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
