"""Whose an address is: the client that it spells, or for whom a contract, a journal or a letter names its owner."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

from auditor.portfolio.clients import Client, Clients
from auditor.portfolio.latin import parts_of_login, sound_of
from auditor.portfolio.names import stem_of, surname_of, words_of_name

_WORD = re.compile(r"[^\W\d_]+")
_PERSON = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    r"|[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|чна|шна)[а-яё]{0,2}"
    r"|(?<=represented by )[A-Z][a-z]+\s+[A-Z][A-Za-z'’-]+|[A-Z]\.\s?[A-Z][a-z]{2,}"
)
"""Names that are surely persons': with initials, with a patronymic, behind the words for who signs."""
_SAME, _BEGINS, _ONE_WORD = 3, 2, 1
_SHORTEST_START, _MOST_OF = 6, 0.7
"""Letters, and how much of the shorter word, from which an address that only begins like a name still spells it."""
_SHORTEST_WORD = 4


class Correspondents:
    """The persons and addresses of clients; clients must be known before."""

    def __init__(self, clients: Clients, ours: frozenset[str]) -> None:
        """Begin with the names of the clients; ``ours`` are the stems of the surnames of our own people."""
        self._clients = clients
        self._ours = ours
        self._persons: dict[str, set[str]] = defaultdict(set)
        self._by_id = {client.id: client for client in clients.all}
        self._sounds = {client.id: tuple(_sounds(name) for name in client.names) for client in clients.all}

    def know_persons(self, client: Client, words: str) -> None:
        """Remember the persons that a client's contract or journal names, our own left out."""
        for match in _PERSON.finditer(words):
            stem = surname_of(match[0])
            if stem and stem not in self._ours:
                self._persons[stem].add(client.id)

    def of_person(self, words: str) -> Client | None:
        """Return the client of whom some words name a person; None where they name none, or persons of several."""
        held = [self._persons.get(stem_of(word.lower().replace("ё", "е")), set()) for word in _WORD.findall(words)]
        found = {identity for some in held for identity in some}
        return self._by_id[next(iter(found))] if len(found) == 1 else None

    def of_address(self, mail: str, *, is_free: bool) -> Client | None:
        """Return the client whose name an address spells; a domain that anybody may have tells nothing."""
        local, _, domain = mail.lower().partition("@")
        named = "" if is_free else domain.rpartition(".")[0].rpartition(".")[2]
        label = sound_of(named.replace("-", ""))
        parts = [sound_of(part) for part in (*parts_of_login(local), *named.split("-"))]
        fits = {identity: _fit(sounds, label, parts) for identity, sounds in self._sounds.items()}
        best = max(fits.values(), default=0)
        found = [identity for identity, fit in fits.items() if fit == best]
        return self._by_id[found[0]] if best and len(found) == 1 else None


def _sounds(name: str) -> tuple[str, tuple[str, ...]]:
    """Return how a name sounds as one word, and how each of its telling words does."""
    words = words_of_name(name)
    return sound_of("".join(words)), tuple(sound_of(word) for word in words if len(word) >= _SHORTEST_WORD)


def _fit(names: Iterable[tuple[str, tuple[str, ...]]], label: str, parts: Iterable[str]) -> int:
    """Return how well a domain's label and the parts before it spell a name; 0 is not at all."""
    best = 0
    for whole, words in names:
        if label and label == whole:
            best = max(best, _SAME)
        elif label and _begins_alike(label, whole):
            best = max(best, _BEGINS)
        elif label in words or any(part in words for part in parts):
            best = max(best, _ONE_WORD)
    return best


def _begins_alike(one: str, other: str) -> bool:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= _SHORTEST_START and shared >= _MOST_OF * min(len(one), len(other))
