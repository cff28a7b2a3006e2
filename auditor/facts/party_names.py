"""The names by which contracts call their parties, and the side each name belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from auditor.facts.folding import fold
from auditor.facts.marks import Ground, Place, matches
from auditor.model.profile_words import WordLists

Side = Literal["client", "provider"]

_LISTS: tuple[tuple[str, Side, bool], ...] = (
    ("client", "client", True),
    ("provider", "provider", True),
    ("addressee", "client", True),
    ("speaker", "provider", True),
    ("client_second", "client", False),
    ("provider_second", "provider", False),
)
_LONGEST_ENDING = 3
"""Letters that a Russian case may add to the stem of a name."""


class Role(NamedTuple):
    """A name of the word lists."""

    name: str
    """As the list writes it, in the nominative."""
    side: Side
    firm: bool
    """False for names that both sides bear in some contracts."""


def role_of(alias: str, roles: WordLists) -> Role | None:
    """Return the role whose name an alias is, in whatever case or number, or None for a proper name."""
    return _role_of(" ".join(fold(alias).text.split()).removeprefix("the "), _key(roles))


@lru_cache(maxsize=4_000)
def _role_of(levelled: str, lists: tuple[tuple[str, ...], ...]) -> Role | None:
    words = levelled.split()
    return next((role for stems, role in _table(lists) if _fits(stems, words)), None)


def _key(roles: WordLists) -> tuple[tuple[str, ...], ...]:
    return tuple(roles[name] for name, _, _ in _LISTS)


@cache
def _table(lists: tuple[tuple[str, ...], ...]) -> tuple[tuple[tuple[str, ...], Role], ...]:
    """Return the stems of every name with its role, names of more words first."""
    table = [
        (_stems(name), Role(name, side, firm))
        for names, (_, side, firm) in zip(lists, _LISTS, strict=True)
        for name in names
    ]
    return tuple(sorted(table, key=lambda entry: -len(entry[0])))


def _stems(name: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in fold(name).text.split())


def stem(word: str) -> str:
    """Return a levelled Russian word without its last vowels, an English one as it stands."""
    return word if word.isascii() or len(word) < 5 else word.rstrip("аеиоуыьэюяй") or word


def _fits(stems: Sequence[str], words: Sequence[str]) -> bool:
    return len(stems) == len(words) and all(_is_case(word, root) for word, root in zip(words, stems, strict=True))


def _is_case(word: str, root: str) -> bool:
    if root.isascii():
        return word in {root, root + "s"}
    return word.startswith(root) and len(word) - len(root) <= _LONGEST_ENDING


def any_case(names: Iterable[str]) -> str:
    """Return an expression of re2 for any of the names in any case, without groups."""
    wanted = sorted({" ".join(_stems(name)) for name in names if name.strip()}, key=lambda stems: (-len(stems), stems))
    return "(?:" + "|".join(_in_any_case(stems) for stems in wanted) + ")"


def _in_any_case(stems: str) -> str:
    return "[ \n]{1,3}".join(_literal(root) for root in stems.split())


def _literal(root: str) -> str:
    escaped = "".join(sign if sign.isalnum() else "\\" + sign for sign in root)
    return escaped if root.isascii() else escaped + "[а-я]{0,3}"


class Standing(NamedTuple):
    """A role that a text names, with how often it does."""

    role: Role
    times: int
    place: Place
    """Where it stands first in the levelled text."""


def standing_roles(roles: WordLists, ground: Ground) -> list[Standing]:
    """Return the roles that a text names with a capital letter, the most frequent first."""
    found: dict[str, list[Place]] = {}
    known = {role.name: role for _, role in _table(_key(roles))}
    for place in matches(any_case(known), ground):
        if ground.is_capital(place[0]):
            role = _role_of(ground.text[slice(*place)], _key(roles))
            if role:
                found.setdefault(role.name, []).append(place)
    standing = [Standing(known[name], len(where), where[0]) for name, where in found.items()]
    return sorted(standing, key=lambda role: (-role.times, role.place))
