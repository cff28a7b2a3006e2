"""The language of a document, by the letters of its words."""

from __future__ import annotations

from typing import Literal

from auditor.facts.marks import Ground, matches, times
from auditor.facts.value_matching import one_byte

_RUSSIAN = one_byte("абвгдежзийклмнопрстуфхцчшщъыьэюя")
_LATIN = bytes(range(ord("a"), ord("z") + 1))
_ADDRESS = r"(?:https?://|www\.)[^ \n]+|[a-z0-9._%+-]+@[a-z0-9.-]+"
_LEAST_LETTERS = 15
"""Fewer letters tell nothing."""
_MIXED = 0.2
"""Share of the rarer alphabet from which a text counts as bilingual; product names and addresses stay below it."""
_FOREIGN = 0.5
"""Letters of no known alphabet for each known one, from which a text is in neither language."""
_OTHER_CYRILLIC = "іїєґўқғәңұүөһјљњћђ"
_OTHER_SHARE = 0.01
"""Share of Cyrillic letters that Russian does not have: 5 to 20 % in Ukrainian, Belarusian, Kazakh."""
_ENGLISH_WORDS = ("the ", "of ", "and ", "to ", "or ", "shall ", "you ", "by ")
_LEAST_ENGLISH = 0.04
"""Share of a few common words: 10 to 25 % in English prose, 5 % in lists of names, hardly any in German or French."""
_WORD = 5
"""Letters of an English word, on average."""
_LEAST_WORDS = 200
"""Fewer words, as in a list or an invoice, do not tell English from other languages."""


def language_of(ground: Ground) -> Literal["ru", "en", "mixed", "unknown"]:
    """Return ru, en, mixed when each alphabet has a fifth of the letters, or unknown; web addresses do not count."""
    addresses = b"".join(ground.copy[start:end] for start, end in matches(_ADDRESS, ground))
    russian = _count(ground.copy, _RUSSIAN) - _count(addresses, _RUSSIAN)
    latin = _count(ground.copy, _LATIN) - _count(addresses, _LATIN)
    known = russian + latin
    foreign = ground.copy.count(b"?") - ground.text.count("?")
    if known < _LEAST_LETTERS or foreign > known * _FOREIGN:
        return "unknown"
    if min(russian, latin) >= known * _MIXED:
        return "mixed"
    return _russian(ground, russian) if russian > latin else _english(ground)


def _count(copy: bytes, letters: bytes) -> int:
    return len(copy) - len(copy.translate(None, letters))


def _russian(ground: Ground, letters: int) -> Literal["ru", "unknown"]:
    """Return unknown for another language in Cyrillic letters."""
    others = sum(ground.text.count(letter) for letter in _OTHER_CYRILLIC)
    return "unknown" if others > letters * _OTHER_SHARE else "ru"


def _english(ground: Ground) -> Literal["en", "unknown"]:
    """Return unknown for longer prose in another language in Latin letters."""
    words = _count(ground.copy, _LATIN) // _WORD
    if words < _LEAST_WORDS:
        return "en"
    return "en" if times(_ENGLISH_WORDS, ground) >= words * _LEAST_ENGLISH else "unknown"
