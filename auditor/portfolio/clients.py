"""The clients of a portfolio: who they are, by what each is known, and whose a name or a text is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.portfolio.names import brief_person, initials_of, keys_of_name, stem_of

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_NAME = re.compile(r"[^\W_]+")
_SEARCHED = 4000


@dataclass
class Client:
    """One client with everything by which it is known."""

    id: str
    name: str
    consumer: bool | None = None
    names: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    inns: set[str] = field(default_factory=set)
    mails: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    """Numbers of its contracts, levelled."""
    codes: set[str] = field(default_factory=set)
    """Codes under which lists of the firm name it."""
    contracts: list[str] = field(default_factory=list)
    """Paths of its contracts."""
    matter: str = ""
    """The mark of its matter."""


class Clients:
    """All clients; names are added first, then texts are looked up."""

    def __init__(self) -> None:
        """Begin without clients."""
        self.all: list[Client] = []
        self._by_key: dict[str, list[Client]] = defaultdict(list)
        self._by_mark: dict[str, Client] = {}
        self._by_id: dict[str, Client] = {}
        self._known: dict[str, Client | None] = {}
        self._by_domain: dict[str, Client | None] = {}

    def add(self, name: str, *, inn: str | None = None, number: str | None = None, code: str = "") -> Client | None:
        """Return the client of a name, new or known; None where the name tells nothing."""
        client = self.by_mark(f"inn:{inn}") if inn else None
        client = client or (self.named(name) if name else None)
        if client is None:
            if not keys_of_name(name) and not brief_person(name):
                return None
            client = Client(f"client-{len(self.all) + 1}", name)
            self.all.append(client)
            self._by_id[client.id] = client
        self.learn(client, name)
        for mark, held in ((inn, client.inns), (number, client.numbers), (code, client.codes)):
            if mark:
                held.add(mark)
        for kind, mark in (("inn", inn), ("number", number and level_number(number)), ("code", code and code.lower())):
            if mark:
                self._by_mark.setdefault(f"{kind}:{mark}", client)
        return client

    def _learn(self, client: Client, name: str) -> None:
        if not name:
            return
        client.names.add(name)
        for key in keys_of_name(name):
            if key not in client.keys:
                client.keys.add(key)
                self._by_key[key].append(client)
        brief = brief_person(name)
        if brief:
            self._by_mark.setdefault(f"person:{brief}", client)
        short = initials_of(name)
        if short:
            self._by_mark.setdefault(f"short:{short}", client)

    def learn(self, client: Client, name: str) -> None:
        """Remember a further name of a client."""
        self._known.clear()
        self._learn(client, name)

    def know(self, client: Client, kind: str, mark: str) -> None:
        """Remember a further mark of a client: ``mail``, ``number``, ``code``."""
        if mark:
            self._by_mark.setdefault(f"{kind}:{level_number(mark) if kind == 'number' else mark.lower()}", client)

    def by_mark(self, mark: str) -> Client | None:
        """Return the client of ``inn:...``, ``mail:...``, ``number:...``, ``code:...`` or ``short:...``."""
        return self._by_mark.get(mark)

    def named(self, name: str) -> Client | None:
        """Return the client that a name is one of: the most telling words shared; None where two fit alike."""
        if name not in self._known:
            self._known[name] = self._named(name)
        return self._known[name]

    def _named(self, name: str) -> Client | None:
        keys = keys_of_name(name)
        votes: dict[str, float] = defaultdict(float)
        for key in keys:
            holders = self._by_key.get(key, [])
            for client in holders:
                votes[client.id] += 1 / len(holders)
        if not votes:
            brief = brief_person(name)
            if brief and (known := self.by_mark(f"person:{brief}")) is not None:
                return known
            words = _NAME.findall(name.lower().replace("ё", "е"))
            return next((found for word in words if (found := self.by_mark(f"short:{word}"))), None)
        best = sorted(votes, key=lambda identity: -votes[identity])
        if len(best) > 1 and votes[best[0]] == votes[best[1]]:
            return None
        return self._by_id[best[0]]

    def numbered(self, text: str) -> Client | None:
        """Return the client whose contract's number stands in a text."""
        return next((client for word in _WORD.finditer(text[:_SEARCHED]) if (client := self._by_number(word))), None)

    def _by_number(self, word: re.Match[str]) -> Client | None:
        """Return the client of a contract's number; a few bare digits are one only behind a sign or a word for it."""
        if word[0].isdigit() and len(word[0]) <= _FEW_DIGITS and word[0] != word.string.strip():
            before = word.string[max(0, word.start() - _LONGEST_SIGN) : word.start()]
            if _NUMBER_SIGN.search(before.lower()) is None:
                return None
        return self.by_mark(f"number:{level_number(word[0])}")

    def spoken_of(self, text: str) -> Client | None:
        """Return the one client whose names stand in a text; None where there is none, or several equally."""
        votes: dict[str, int] = defaultdict(int)
        for word in dict.fromkeys(_NAME.findall(text[:_SEARCHED].lower().replace("ё", "е"))):
            for client in self._by_key.get(stem_of(word), []):
                votes[client.id] += 1
            short = self.by_mark(f"short:{word}")
            if short is not None:
                votes[short.id] += 1
        if not votes:
            return None
        best = sorted(votes, key=lambda identity: -votes[identity])
        if len(best) > 1 and votes[best[0]] == votes[best[1]]:
            return None
        return self._by_id[best[0]]

    def all_spoken_of(self, text: str) -> list[Client]:
        """Return every client whose number, or a name that is nobody else's, stands in a text."""
        found: dict[str, Client] = {}
        for match in _WORD.finditer(text):
            word = match[0]
            client = self._by_number(match) if any(map(str.isdigit, word)) else None
            lowered = word.lower().replace("ё", "е")
            client = client or self.by_mark(f"short:{lowered}")
            holders = self._by_key.get(stem_of(lowered), []) if client is None else []
            client = holders[0] if len(holders) == 1 and word[0].isupper() else client
            if client is not None:
                found.setdefault(client.id, client)
        return list(found.values())

    def with_mail(self, addresses: Iterable[str]) -> Client | None:
        """Return the client that one of some addresses belongs to."""
        lowered = [address.lower() for address in addresses]
        exact = next((found for address in lowered if (found := self.by_mark(f"mail:{address}"))), None)
        domains = (self._by_domain.get(address.rpartition("@")[2]) for address in lowered)
        return exact or next((found for found in domains if found is not None), None)

    def share_domain(self, client: Client, domain: str) -> None:
        """Remember a domain of a client; one that two clients write from is nobody's."""
        self._by_domain[domain] = client if self._by_domain.get(domain, client) is client else None


def level_number(number: str) -> str:
    """Return a contract's number without spaces, signs and look-alike letters: «БУ-2025/07» is «бу202507»."""
    lowered = number.lower().translate(_LOOKS)
    return "".join(character for character in lowered if character.isalnum())


_FEW_DIGITS = 4
"""Digits that are as well a day, a year, or a house: «19 октября» names no contract № 19."""
_LONGEST_SIGN = 24
_NUMBER_SIGN = re.compile(
    r"(?:№|#|\bno\.?|\bn\.?|номер|договор\w*|дог\.?|контракт\w*|заказ\w*|contract|agreement|order|matter)\s*$"
)
_LOOKS = str.maketrans("abcehkmoptxyё", "авсенкмортхуе")
