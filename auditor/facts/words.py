"""Words of a text and the forms by which they are compared: Russian by lemma, English by stem.

The only file that knows the morphology libraries.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

import snowballstemmer

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,]\d+)*|_+|[%$€£₽§]")
_CYRILLIC = re.compile(r"[а-я]")
_LONGEST_WORD = 60
"""Longer runs of letters are not words; they are compared as they stand."""
_LEAST_LIKELY = 0.03
"""Readings of an ambiguous form below this probability are left out (pymorphy3's own estimate)."""


class Word(NamedTuple):
    """One word of a text, with its offsets."""

    form: str
    start: int
    end: int


def words_of(folded: str) -> list[Word]:
    """Return the words, numbers and money signs of a levelled text, in order."""
    return [Word(found[0], *found.span()) for found in _WORD.finditer(folded)]


def forms_and_starts(folded: str) -> tuple[list[str], list[int]]:
    """Return the same words as two lists, their forms and their offsets: twice as fast on a long text."""
    return _WORD.findall(folded), [found.start() for found in _WORD.finditer(folded)]


@lru_cache(maxsize=200_000)
def lemmas(form: str) -> frozenset[str]:
    """Return the dictionary forms that a word form may belong to; a number or a sign is its own."""
    if len(form) > _LONGEST_WORD or not form[0].isalpha():
        return frozenset({form})
    if _CYRILLIC.search(form):
        return _russian(form)
    return frozenset({_stemmer().stemWord(form)})


_ENGLISH_VERBS = frozenset(
    [
        "shall",
        "will",
        "may",
        "must",
        "is",
        "are",
        "was",
        "were",
        "be",
        "has",
        "have",
        "does",
        "do",
        "can",
        "agrees",
        "agree",
        "means",
        "includes",
    ]
)


@lru_cache(maxsize=50_000)
def is_finite_verb(form: str) -> bool:
    """Return whether a word is most likely a verb in a finite form: headings hold none."""
    if _CYRILLIC.search(form) and len(form) <= _LONGEST_WORD:
        return bool(_morphology().parse(form)[0].tag.POS == "VERB")
    return form in _ENGLISH_VERBS


def _russian(form: str) -> frozenset[str]:
    readings = [parse for parse in _morphology().parse(form) if parse.score >= _LEAST_LIKELY]
    if not readings:
        return frozenset({form})
    return frozenset(parse.normal_form.replace("ё", "е") for parse in readings)


@cache
def _morphology() -> Any:
    import pymorphy3  # noqa: PLC0415 - slow to import, and English documents do without it

    return pymorphy3.MorphAnalyzer()


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")
