"""In which language a document is written."""

from __future__ import annotations

import re
from typing import Literal

_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*|\$?\{{1,2}[^{}\n]{1,60}\}{1,2}")
"""Addresses and the variables of a template, which are Latin in a Russian text too."""
_CYRILLIC = re.compile(r"[а-яА-ЯёЁ]")
_LATIN = re.compile(r"[a-zA-Z]")
_SAMPLE = 20_000
"""Characters that settle it."""
_LEAST_LETTERS = 10
_SECOND = 0.25
"""Share of letters from which a second alphabet makes a document mixed."""


def language_of(text: str) -> Literal["ru", "en", "mixed", "unknown"]:
    """Return the language by the share of letters, addresses and variables of a template left out."""
    sample = _ADDRESS.sub(" ", text[:_SAMPLE])
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    total = cyrillic + latin
    if total < _LEAST_LETTERS:
        return "unknown"
    if min(cyrillic, latin) > _SECOND * total:
        return "mixed"
    return "ru" if cyrillic > latin else "en"
