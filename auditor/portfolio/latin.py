"""Names of persons in Latin letters, so that a login in any transliteration is known again."""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufie", strict=True)) | {
    "ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
_SOUNDS = (
    (re.compile(r"shch|sch|sh"), "W"),
    (re.compile(r"zh"), "Z"),
    (re.compile(r"tch|ch"), "C"),
    (re.compile(r"kh|h"), "H"),
    (re.compile(r"ts|tc|tz|c(?!k)"), "Q"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"w"), "v"),
    (re.compile(r"[iyj]*(?:a)"), "a"),
    (re.compile(r"[iyj]*(?:u)"), "u"),
    (re.compile(r"[iyj]*e|[iyj]+o"), "e"),
    (re.compile(r"[iyj]+"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Spellings of one sound in the usual transliterations, in the order they are levelled."""


@lru_cache(maxsize=100_000)
def sound_of(word: str) -> str:
    """Return how a word sounds, the same for «Щукина», "Shchukina" and "schukina"."""
    latin = _latin(word)
    for spelling, sound in _SOUNDS:
        latin = spelling.sub(sound, latin)
    return latin


@lru_cache(maxsize=50_000)
def login_forms(surname: str, first: str, middle: str) -> frozenset[str]:
    """Return the logins that a person may have, as they sound and without signs between their parts.

    First and middle names may be initials.
    """
    family, given = _latin(surname), _latin(first)
    if len(family) < _SHORTEST:
        return frozenset()
    spelled = {family}
    if len(first) > 1:
        spelled |= {given + family, family + given, given + family[0]}
    for one in _initials(first):
        spelled |= {one + family, family + one}
        for two in _initials(middle):
            spelled |= {one + two + family, family + one + two}
    return frozenset(map(sound_of, spelled))


def _initials(name: str) -> set[str]:
    """Return the letters that stand for a name: one, or all that its first letter is spelled with."""
    return {_latin(name)[:1], _latin(name[:1])} if name else set()


def _latin(word: str) -> str:
    return "".join(_LETTERS.get(letter, letter) for letter in word.lower())


_SHORTEST = 3


def parts_of_login(login: str) -> tuple[str, ...]:
    """Return the parts of a login without domain and numbers: ``a.porter2@example.com`` is ``a``, ``porter``."""
    bare = re.split(r"[\\/]", login.strip())[-1].partition("@")[0]
    return tuple(part for part in re.split(r"[\W_\d]+", bare.lower()) if part)
