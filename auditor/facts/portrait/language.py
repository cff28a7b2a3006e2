"""In which language a document is written."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import Literal

_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*|\$?\{{1,2}[^{}\n]{1,60}\}{1,2}")
"""Addresses and the variables of a template, which are Latin in a Russian text too; none goes over a line."""
_SIGNS = ("@", "://", "www.", "{")
"""Signs without which a line holds none of them."""
_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ENCODING = "cp1251"
"""A code page with one byte for a letter of either alphabet: bytes are counted many times as fast as matches."""
_SAMPLE = 20_000
"""Characters that settle it."""
_LEAST_LETTERS = 10
_SECOND = 0.25
"""Share of letters from which a second alphabet makes a document mixed."""


def language_of(text: str) -> Literal["ru", "en", "mixed", "unknown"]:
    """Return the language by the share of letters, addresses and variables of a template left out."""
    lines = text[:_SAMPLE].split("\n")
    sample = "\n".join(_ADDRESS.sub(" ", line) if any(sign in line for sign in _SIGNS) else line for line in lines)
    encoded = sample.encode(_ENCODING, "ignore")
    cyrillic, latin = (len(encoded.translate(None, others)) for others in (_NOT_CYRILLIC, _NOT_LATIN))
    total = cyrillic + latin
    if total < _LEAST_LETTERS:
        return "unknown"
    if min(cyrillic, latin) > _SECOND * total:
        return "mixed"
    return "ru" if cyrillic > latin else "en"


def _all_but(letters: str) -> bytes:
    """Return the bytes of the code page that stand for none of some letters, small or capital."""
    return bytes(set(range(256)) - set(f"{letters}{letters.upper()}".encode(_ENCODING)))


_NOT_CYRILLIC, _NOT_LATIN = _all_but(_ALPHABET), _all_but(ascii_lowercase)
