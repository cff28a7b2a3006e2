"""Whether a paper without a telling title is the note of a call, a visit or a meeting with a client."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from auditor.facts.folding import fold
from auditor.model.portrait_words import Lists

_LONGEST = 4_000
"""Characters: a longer paper is more than a note."""
_SHORT = 1_500
"""Characters of a note that nothing but its words tells."""
_HEAD = 250
_OPENING = 120
"""Characters in which the title of another paper stands."""


def is_note(path: str, text: str, words: Lists) -> bool:
    """Return whether a paper is a note: by what it and its folder are called and how it speaks.

    ``text`` is the levelled text. A talk among colleagues is none, nor is a paper that only speaks of talks.
    """
    name = fold(path.replace("_", " ").replace("/", " / ")).text
    if not text.strip() or len(text) > _LONGEST or _has(words["internal"], f"{name} {text[:_HEAD]}"):
        return False
    if _has(words["another"], f"{name.rpartition('/')[2]} {text[:_OPENING]}") or _has(
        words["another"], text[-_OPENING:]
    ):
        return False
    spoken = len(_found(words["speech"], text))
    contacts = _has(words["contact"], text[:_HEAD])
    if _has(words["place"], name):
        return spoken > 0 or contacts
    return len(text) <= _SHORT and spoken > 0 and (contacts or _is_a_form(text, words["labels"]))


def _is_a_form(text: str, labels: Sequence[str]) -> bool:
    """Return whether a text is filled in as a note is: who, when, about what, with which end."""
    told = {line[:_LONGEST_LABEL].partition(":")[0] for line in text.split("\n") if _begins(labels, line)}
    return len(told) >= _FEWEST_LABELS


_LONGEST_LABEL, _FEWEST_LABELS = 30, 3


def _begins(beginnings: Sequence[str], line: str) -> bool:
    found = _pattern(tuple(beginnings)).match(line)
    return found is not None and (len(line) <= _LONGEST_LABEL or ":" in line[found.end() : _LONGEST_LABEL])


def _has(beginnings: Sequence[str], text: str) -> bool:
    return _pattern(tuple(beginnings)).search(text) is not None


def _found(beginnings: Sequence[str], text: str) -> set[str]:
    return set(_pattern(tuple(beginnings)).findall(text))


@lru_cache(maxsize=20)
def _pattern(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for words that begin so; it is made of literal words only and runs in linear time."""
    longest_first = sorted(beginnings, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})")
