"""In which language a document is written."""

from __future__ import annotations

import re
from typing import Literal

_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*|\$?\{{1,2}[^{}\n]{1,60}\}{1,2}")
"""Addresses and the variables of a template, which are Latin in a Russian text too; none goes over a line."""
_SIGN = re.compile(r"@|://|www\.|\{")
"""A sign without which a line holds none of them."""
_CYRILLIC = re.compile(r"[а-яА-ЯёЁ]+")
_LATIN = re.compile(r"[a-zA-Z]+")
_SAMPLE = 20_000
"""Characters that settle it."""
_LEAST_LETTERS = 10
_SECOND = 0.25
"""Share of letters from which a second alphabet makes a document mixed."""


def language_of(text: str) -> Literal["ru", "en", "mixed", "unknown"]:
    """Return the language by the share of letters, addresses and variables of a template left out."""
    lines = text[:_SAMPLE].split("\n")
    sample = "\n".join(_ADDRESS.sub(" ", line) if _SIGN.search(line) else line for line in lines)
    cyrillic, latin = (sum(map(len, letters.findall(sample))) for letters in (_CYRILLIC, _LATIN))
    total = cyrillic + latin
    if total < _LEAST_LETTERS:
        return "unknown"
    if min(cyrillic, latin) > _SECOND * total:
        return "mixed"
    return "ru" if cyrillic > latin else "en"
