"""The model clause of a rule in the language of the contract and with the names that the contract gives its parties."""

from __future__ import annotations

import re
from collections import Counter

from auditor.facts.words import agreeing, gender_of, in_case_of, is_transitive
from auditor.model.fact import DocumentFacts
from auditor.model.text import Language, Text

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LATIN = re.compile(r"[A-Za-z]")
_ROLES = {"provider": ("исполнитель", "Provider"), "client": ("заказчик", "Client")}
"""How the model clauses of the rules call the two sides."""
_ONE_WORD = re.compile(r"[А-ЯЁ][а-яё]+")
_NAME = re.compile(r"[A-Z][\w&.' -]{1,60}")
_OF_OBJECT = frozenset({"на", "за", "про", "через"})
"""Prepositions after which an ambiguous form is the object."""
_SHORTEST_IN_CAPITALS = 4
"""Letters up to which a name in capitals is an abbreviation."""
_LEAST_WITH_ARTICLE = 0.3
"""Share of «the Customer» among all mentions from which a name is used with its article."""


def language_of(facts: DocumentFacts) -> Language:
    """Return the language in which clauses are proposed: that of the contract, or of most of its letters."""
    told = facts.profile.language
    if told in {"ru", "en"}:
        return "ru" if told == "ru" else "en"
    text = facts.document.text
    return "ru" if len(_CYRILLIC.findall(text)) * 2 >= len(_LATIN.findall(text)) else "en"


class Wording:
    """Model clauses in the words of one contract."""

    def __init__(self, facts: DocumentFacts) -> None:
        """Find out how the contract calls its parties."""
        self.language = language_of(facts)
        self._names = {side: name for side in _ROLES if (name := self._name(side, facts)) is not None}
        self._bare = {name for name in self._names.values() if not _has_article(name, facts.document.text)}

    def of(self, clause: Text) -> str:
        """Return a model clause as this contract would say it."""
        words = clause.in_language(self.language)
        for side, name in self._names.items():
            words = self._russian(words, side, name) if self.language == "ru" else self._english(words, side, name)
        return " ".join(words.split())

    def _name(self, side: str, facts: DocumentFacts) -> str | None:
        """Return the name of a side, None where it is the usual one or none that fits into a sentence."""
        aliases = (alias for party in facts.profile.parties if party.side == side for alias in party.aliases)
        written = (_as_written(alias, facts.document.text) for alias in aliases)
        fits = _ONE_WORD if self.language == "ru" else _NAME
        name = next((alias for alias in written if fits.fullmatch(alias)), None)
        if name is None or name.lower() == _ROLES[side][self.language == "en"].lower():
            return None
        if self.language == "en":
            return name
        return name if in_case_of(name, _ROLES[side][0], _ROLES[side][0], of_object=False) else None

    def _russian(self, words: str, side: str, name: str) -> str:
        lemma = _ROLES[side][0]
        gender = gender_of(name)
        pattern = re.compile(
            rf"(?P<before>[А-Яа-яЁё]+ )?\b(?P<role>{lemma[:-1].capitalize()}\w*)(?P<after> (?:не )?\w+)?"
        )

        def put(found: re.Match[str]) -> str:
            before = (found["before"] or "").strip().lower()
            of_object = before in _OF_OBJECT or is_transitive(before or "-")
            form = in_case_of(name, found["role"], lemma, of_object=of_object)
            if form is None:
                return found[0]
            after = found["after"] or ""
            if found["role"].lower() == lemma and gender != "masc":
                lead, _, last = after.rpartition(" ")
                after = f"{lead} {agreeing(last, gender)}" if last else after
            return f"{found['before'] or ''}{form.capitalize()}{after}"

        return pattern.sub(put, words)

    def _english(self, words: str, side: str, name: str) -> str:
        role = _ROLES[side][1]
        if name in self._bare:
            words = re.sub(rf"\b[Tt]he {role}\b", name, words)
        return re.sub(rf"\b{role}\b", name, words)


def _as_written(alias: str, text: str) -> str:
    """Return a name as the contract writes it: facts know it in small letters."""
    found = re.findall(rf"\b{re.escape(alias)}\b", text, re.IGNORECASE)
    name = Counter(found).most_common(1)[0][0] if found else alias
    return name.title() if name.islower() or (name.isupper() and len(name) > _SHORTEST_IN_CAPITALS) else name


def _has_article(name: str, text: str) -> bool:
    """Return whether a contract says «the Customer» rather than «Acme»."""
    every = len(re.findall(rf"\b{re.escape(name)}\b", text))
    with_article = len(re.findall(rf"\bthe {re.escape(name)}\b", text, re.IGNORECASE))
    return every == 0 or with_article / every >= _LEAST_WITH_ARTICLE
