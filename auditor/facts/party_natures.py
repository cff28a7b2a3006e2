"""What a party is in law, its ИНН, and what its requisites at the end of a contract add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from auditor.facts.marks import Ground, Place, first, found_groups
from auditor.facts.party_names import any_case
from auditor.model.profile_words import WordLists

Nature = Literal["company", "entrepreneur", "self_employed", "individual", "authority"]

_BY_NAME: tuple[tuple[str, Nature], ...] = (
    ("entrepreneur", "entrepreneur"),
    ("authority", "authority"),
    ("company", "company"),
    ("company_end", "company"),
    ("company_rank", "company"),
)
_BY_DESCRIPTION: tuple[tuple[str, Nature], ...] = (
    ("represented_entrepreneur", "entrepreneur"),
    ("entrepreneur", "entrepreneur"),
    ("self_employed", "self_employed"),
    ("represented", "company"),
    ("individual", "individual"),
    ("company_rank", "company"),
    ("company", "company"),
)
_ANYONE = re.compile(r"юридическ|индивидуальн")
_REPRESENTED = re.compile(r"в лице[^;]{0,250}?на основании")
_PERSON = re.compile(r"[а-я-]{2,} [а-я-]{2,} [а-я]{2,}(?:вич|вна|ична|оглы|кызы)[а-я]{0,3}(?![а-я])")


def nature_of(name: Place | None, description: Place, ground: Ground, roles: WordLists) -> Nature | None:
    """Return what a party is: by the words of its name, or else by how it is described and signs; None when open.

    Who may be a person or a company alike is neither.
    """
    if name:
        nature = _by(_BY_NAME, name, ground, roles)
        if nature:
            return nature
    if is_represented(description, ground):
        return _by(_BY_DESCRIPTION[:2], description, ground, roles) or "company"
    if name is None and _is_anyone(description, ground):
        return None
    described = _by(_BY_DESCRIPTION, description, ground, roles)
    if described:
        return described
    return "individual" if name and _PERSON.search(ground.text, *name) else None


def _by(lists: Sequence[tuple[str, Nature]], place: Place, ground: Ground, roles: WordLists) -> Nature | None:
    return next((nature for name, nature in lists if first(roles[name], ground, *place)), None)


def is_represented(description: Place, ground: Ground) -> bool:
    """Return whether somebody signs for a party by its statutes or by a power: «в лице ..., на основании Устава»."""
    return _REPRESENTED.search(ground.text, *description) is not None


def _is_anyone(description: Place, ground: Ground) -> bool:
    """Return whether "natural person" stands beside "legal entity" where it is first named."""
    at = ground.text.find("физическ", *description)
    if at < 0:
        return False
    return _ANYONE.search(ground.text, max(description[0], at - _BESIDE), min(description[1], at + _BESIDE)) is not None


_BESIDE = 45
"""Characters between two words that are said in one breath: «физическое лицо, индивидуальный предприниматель»."""


_INN = re.compile(r"инн(?:/кпп)?[^\d\n]{0,12}(\d{12}|\d{10})(?!\d)")


def inn_of(place: Place, ground: Ground) -> str | None:
    """Return the digits of the first ИНН of a passage."""
    found = _INN.search(ground.text, *place)
    return found.group(1) if found else None


_LONGEST_REQUISITES = 600
"""Characters that belong to one party under its name."""


def requisites_of(aliases: Sequence[Sequence[str]], ground: Ground) -> Iterator[tuple[int, Place]]:
    """Yield the passage under each line that is just the name of a party, «Заказчик:», with the party's number.

    Two names next to each other head two columns; what follows belongs to neither for certain and is left out.
    """
    everyone = any_case(name for names in aliases for name in names)
    expression = r"(?:\n|\. )[\"'*_ \d.]{0,6}(" + everyone + r")[\"'*_ ]{0,3}(?::|[ ]?\n)"
    heads = [name for _, name in found_groups(expression, ground)]
    for at, head in enumerate(heads):
        limit = heads[at + 1][0] if at + 1 < len(heads) else len(ground.text)
        end = min(limit, head[1] + _LONGEST_REQUISITES)
        owner = _owner(ground.text[slice(*head)], aliases)
        columns = at > 0 and not _has_words(ground.text[heads[at - 1][1] : head[0]])
        if owner is not None and not columns and _has_words(ground.text[head[1] : end]):
            yield owner, (head[1], end)


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _owner(words: str, aliases: Sequence[Sequence[str]]) -> int | None:
    """Return the party whose name, in the nominative, heads a passage."""
    levelled = " ".join(words.split())
    return next((at for at, names in enumerate(aliases) if levelled in {name.lower().replace("ё", "е") for name in names}), None)


def definitions_of(names: Sequence[str], ground: Ground) -> Iterator[tuple[str, Place]]:
    """Yield how a list of terms explains the name of a party: «Пользователь – любое физическое лицо»."""
    expression = r"[^а-яa-z ][\"'*_ ]{0,4}(" + any_case(names) + r")[\"'*_ ]{0,4}(?:\([^()\n]{1,60}\))?[\"'*_ ]{0,4}(?:-|:|это)[ \n]"
    for (_, start), name in found_groups(expression, ground):
        end = min(len(ground.text), start + _LONGEST_DEFINITION)
        yield ground.text[slice(*name)], (start, _sentence_end(ground.text, start, end))


_LONGEST_DEFINITION = 250


def _sentence_end(text: str, start: int, end: int) -> int:
    stops = [at for at in (text.find("\n", start, end), text.find(". ", start, end), text.find(";", start, end)) if at >= 0]
    return min(stops, default=end)
