"""The words of a text, each once: a third of its length, in which the phrases of long lists are looked for first."""

from __future__ import annotations

from functools import lru_cache


def may_stand(phrase: str, text: str) -> bool:
    """Return whether a phrase may stand in a text; False is certain, for a word of it stands nowhere."""
    return _longest_word(phrase) in _words_once(text)


@lru_cache(maxsize=4)
def _words_once(text: str) -> str:
    return " ".join(dict.fromkeys(text.split()))


@lru_cache(maxsize=4_096)
def _longest_word(phrase: str) -> str:
    return max(phrase.split(), key=len, default="")
