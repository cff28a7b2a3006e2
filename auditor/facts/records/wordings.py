"""What the content of a cell means, by the wordings of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from auditor.facts.folding import fold

_PART = re.compile(r"[^\W\d_]+|\d+")
_LETTERS_OF_A_STEM = 4
_WHOLE = "="
"""The mark of a wording that must be all of the cell, but for numbers and signs: ``=office``."""
_LONGEST = 400

Words = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=50_000)
def meaning_of(text: str, words: Words) -> str:
    """Return which of some meanings a cell has: that of the longest wording that stands in it; empty for none.

    A wording without letters («✓», "+") must be all of the cell, and so must one that begins with «=».
    """
    parts = _parts(text[:_LONGEST])
    best, longest = "", 0
    for meaning, wordings in words:
        for wording in wordings:
            length = _length(wording, parts, text)
            if length > longest:
                best, longest = meaning, length
    return best


def _length(wording: str, parts: Sequence[str], text: str) -> int:
    """Return how many letters of a cell a wording explains; 0 where it does not stand in it."""
    wanted = _parts(wording)
    if not any(part.isalpha() for part in wanted):
        return len(wording) + 1 if text.strip() == wording.removeprefix(_WHOLE) else 0
    if wording.startswith(_WHOLE):
        own = text.rpartition("\\")[2].partition("@")[0]  # without a domain, before or after the name
        letters = [part for part in _parts(own) if part.isalpha()]
        return 1 + sum(map(len, wanted)) if letters == [part for part in wanted if part.isalpha()] else 0
    for at in range(len(parts) - len(wanted) + 1):
        if all(_is_form(word, parts[at + number]) for number, word in enumerate(wanted)):
            return sum(map(len, wanted))
    return 0


@lru_cache(maxsize=50_000)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(_PART.findall(fold(text).text))


def _is_form(word: str, part: str) -> bool:
    """Return whether two words are one in different endings."""
    if word == part:
        return True
    stem = max(_LETTERS_OF_A_STEM, len(word) - 3)
    return len(word) > _LETTERS_OF_A_STEM and part.startswith(word[:stem]) and abs(len(part) - len(word)) <= 3
