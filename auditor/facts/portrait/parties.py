"""Who is bound: names, how the contract calls them, what they are and on which side."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from auditor.facts.folding import Folded, fold
from auditor.facts.portrait.distinct_words import may_stand
from auditor.facts.portrait.introductions import Named, introduced
from auditor.facts.portrait.party_names import firm_of, is_person, name_after
from auditor.model.portrait_words import PortraitWords
from auditor.model.profile import Party

_ZONE = 9_000
"""Characters at the beginning in which parties are introduced."""
_INN = re.compile(r"инн[\s:/кп-]{0,8}(\d{12}|\d{10})")
_SPEAKERS = (("you", "we"), ("вы", "мы"), ("вы", "я"), ("ты", "я"))
"""By which words a text speaks to the client and of the provider."""


def parties_of(folded_text: str, folded: Folded, original: str, words: PortraitWords) -> tuple[Party, ...]:
    """Return the parties that a text introduces; sides by name, then by who pays and who serves.

    ``folded_text`` is the beginning of the folded text; spans of the result count in the folded text.
    """
    zone = folded_text[:_ZONE]
    found: dict[str, Party] = {}
    for named in introduced(zone, folded, original, words):
        alias = named.alias
        if alias in found:
            continue
        if named.renames in found:
            first = found[named.renames]
            found[named.renames] = replace(first, aliases=(*first.aliases, alias))
            continue
        found[alias] = Party(
            name=named.name,
            aliases=(alias, *_FORMS_OF.get(alias, ())),
            side=_side(alias, words),
            nature=_nature(named, words),
            span=(named.start, named.start + len(alias)),
        )
    facing = _facing(list(found.values())[:8], words)
    parties = facing + _undefined(folded_text, [*found.values(), *facing], words)
    sided = _opposite(_apart([_with_duties(party, folded_text, words) for party in parties], folded_text, words))
    called = [_also_by_its_kind(party, folded_text, words) for party in sided]
    named_ones = [_with_requisites(party, folded_text, folded, original) for party in _addressed(folded_text, called)]
    kept = [party for party in named_ones if party.side or (party.name and _is_early(party))]
    return _with_inns(kept, folded_text)


def _also_by_its_kind(party: Party, text: str, words: PortraitWords) -> Party:
    """Return a party with the words by which the text calls it besides: «бюро» for ООО «Бюро переводов «Берег»».

    A party that was given no name at all is also called by the name of its side that the text uses.
    """
    if party.side is None or not party.name:
        return party
    roles = {*words.roles.get(party.side, ()), *words.roles.get(f"{party.side}_introduced", ())}
    firm = firm_of(fold(party.name).text)
    kinds = [word for word in firm.split() if word in roles and _times(word, text) >= _BOTH]
    unnamed = party.aliases[0] == firm or party.aliases[0] in firm.split()
    usual = _frequent(text, words.roles.get(party.side, ())) if unnamed else None
    further = [name for name in (*kinds, usual) if name and name not in party.aliases]
    return replace(party, aliases=(*party.aliases, *dict.fromkeys(further)))


def _apart(parties: list[Party], text: str, words: PortraitWords) -> list[Party]:
    """Return two parties, whose names tell no side or one and the same, with the one that works as the provider.

    A clinic's kennel and a studio's translators bear names of providers; the contract begins with what is done.
    """
    pair = [party for party in parties if party.span is not None and _is_early(party) and party.name]
    if len(pair) != _BOTH or (pair[0].side or "provider") != "provider" or pair[0].side != pair[1].side:
        return parties
    if pair[0].name.casefold() == pair[1].name.casefold():  # «we» and «us» are one firm
        return parties
    doer = _first_doer(pair, text, words)
    if doer is None:
        certain = [party for party in pair if party.aliases[0] in words.roles.get("provider", ())]
        doer = certain[0] if len(certain) == 1 and pair[0].side else None
    if doer is None:
        return parties
    sides: dict[Party, Literal["client", "provider"]] = {
        party: "provider" if party is doer else "client" for party in pair
    }
    return [replace(party, side=sides[party]) if party in sides else party for party in parties]


_BOTH = 2


def _first_doer(pair: Sequence[Party], text: str, words: PortraitWords) -> Party | None:
    """Return the party with which the first clause about work begins; None when it begins with paying."""
    after = max(party.span[1] for party in pair if party.span)
    names = "|".join(re.escape(party.aliases[0]) for party in pair)
    pays = words.duties.get("pays", ())
    for match in re.finditer(rf"(?:[.):]\s+|\n\s*)(?P<name>{names})\s(?P<does>[^.;\n]{{3,60}})", text[after:]):
        if not match["does"].startswith(tuple(pays)) and "," not in match["does"][:2]:
            return next(party for party in pair if party.aliases[0] == match["name"])
    return None


def _facing(introduced: list[Party], words: PortraitWords) -> list[Party]:
    """Return the parties with a «Компания» opposite to the side that the other party's name tells."""
    sides = {party.side for party in introduced if party.side}
    if len(sides) != 1:
        return introduced
    side: Literal["client", "provider"] = "provider" if "client" in sides else "client"
    either = words.roles.get("either", ())
    return [
        replace(p, side=side) if p.side is None and p.aliases[0].rpartition(" ")[2] in either else p for p in introduced
    ]


def _opposite(parties: list[Party]) -> list[Party]:
    """Return the parties with the one whose side is not told opposite to the only other one."""
    introduced = [party for party in parties if party.span is not None and _is_early(party)]
    unsided = [party for party in introduced if party.side is None and party.name]
    sides = {party.side for party in parties if party.side}
    if len(introduced) != 2 or len(unsided) != 1 or len(sides) != 1:
        return parties
    side: Literal["client", "provider"] = "provider" if "client" in sides else "client"
    return [replace(party, side=side) if party is unsided[0] else party for party in parties]


def _is_early(party: Party) -> bool:
    """Return whether a name without a side stands where parties are introduced, and not among definitions."""
    return party.span is not None and party.span[0] < _INTRODUCTION


_INTRODUCTION = 3_000
"""Characters at the beginning in which a contract says between whom it is made."""


def _with_requisites(party: Party, text: str, folded: Folded, original: str) -> Party:
    """Return the party with the name and the nature that its requisites tell, where its introduction tells none."""
    if (party.name and party.nature) or not party.side or not party.aliases:
        return party
    places = [match.end() for match in re.finditer(_label(party.aliases[0]), text)]
    if party.nature is None and any(_PASSPORT.search(_requisites_at(place, text)) for place in places):
        party = replace(party, nature="individual")
    if party.name or not places:
        return party
    start, end = folded.span(places[0], min(places[0] + _REQUISITES, len(text)))
    return replace(party, name=name_after(original[start:end]))


def _requisites_at(place: int, text: str) -> str:
    """Return the requisites that begin at a place, without those of the party that follows."""
    window = text[place : place + _REQUISITES]
    following = _LABEL.search(window, 1)
    return window[: following.start()] if following else window


_LABEL = re.compile(r"\n[а-яa-z ]{3,30}:\s*\n")
"""A line that begins the requisites of a party."""
_PASSPORT = re.compile(r"паспорт|дата рождения|date of birth|passport")
"""Words in the requisites of a party that only a person has."""
_REQUISITES = 160
"""Characters after «Заказчик:» in which its name stands."""


def _side(alias: str, words: PortraitWords) -> Literal["client", "provider"] | None:
    name = alias.split("/", maxsplit=1)[0].split(",", maxsplit=1)[0].strip()
    name = _OF_SERVICES.sub("", _STATE.sub("", name))
    for side in _SIDES:
        if name in words.roles.get(side, ()) or name in words.roles.get(f"{side}_introduced", ()):
            return side
    return None


_STATE = re.compile(r"^(?:государственный|муниципальный) ")
_OF_SERVICES = re.compile(r" (?:услуг|работ|of services)$")
"""«Покупатель услуг» is named as «Покупатель»."""


def _nature(
    named: Named, words: PortraitWords
) -> Literal["company", "entrepreneur", "self_employed", "individual", "authority"] | None:
    near = f" {named.before} {_own_part(named.after)}"
    order: tuple[Literal["self_employed", "entrepreneur", "company", "individual", "authority"], ...] = (
        "self_employed", "entrepreneur", "company", "individual", "authority",
    )  # fmt: skip
    for nature in order:
        if any(_stands(near, word) for word in words.natures.get(nature, ())):
            return nature
    is_second = fold(f" и {named.name}").text in near  # whoever comes after «и» does not sign for the one before
    return "individual" if is_person(named.name) and (is_second or not _FOR_ANOTHER.search(near)) else None


_FOR_ANOTHER = re.compile(r"в лице|директор|президент|председател|руководител|представител|доверенност|главн\w+ врач")
"""Words that make a person the signatory of somebody else."""


def _own_part(after: str) -> str:
    """Return the words after a defined name that still speak of that party and not of the next one."""
    ends = (after.find(mark) for mark in ("с одной стороны", "с другой стороны", "\n", " и ", " and "))
    return after[: min([60, *(at for at in ends if at >= 0)])]


def _stands(text: str, word: str) -> bool:
    at = text.find(word)
    return at >= 0 and not text[at - 1 : at].isalpha()


def _with_inns(parties: list[Party], text: str) -> tuple[Party, ...]:
    """Return the parties with their ИНН: each belongs to whoever was named last before it, the later ones win."""
    names = [(number, _names_in(text, party)) for number, party in enumerate(parties)]
    anchors = sorted((at, number) for number, places in names for at in places)
    starts = [at for at, _ in anchors]
    inns: dict[int, str] = {}
    for found in _INN.finditer(text):
        last = bisect_left(starts, found.start()) - 1
        if last >= 0 and found.start() - starts[last] <= _TO_INN:
            inns[anchors[last][1]] = found[1]
    return tuple(replace(party, inn=inns.get(number)) for number, party in enumerate(parties))


_TO_INN = 500
"""Characters from a party's name to its ИНН."""


def _names_in(text: str, party: Party) -> list[int]:
    """Return where a party is named as requisites name it: «Заказчик:», by its firm, by a person's surname."""
    words = [_label(alias) for alias in party.aliases if len(alias) > _SHORT]
    levelled = fold(party.name).text if party.name else ""
    if firm_of(levelled):
        words += [rf"\"{re.escape(part.strip())}" for part in levelled.split('"')[1:] if len(part.strip()) > _SHORT]
    elif is_person(party.name) or party.nature == "entrepreneur":
        words += [_beginning(word) for word in levelled.split()[-3:][:1] if len(word) > _SHORT]
    return [found.start() for pattern in words for found in re.finditer(pattern, text)]


_SHORT = 3


def _label(alias: str) -> str:
    """Return a pattern for a name as it stands above or before requisites."""
    return rf"{_beginning(alias)}\w{{0,2}}\"?\s{{0,3}}(?::|\n)"


def _beginning(word: str) -> str:
    """Return a pattern for a word at the beginning of one; a pattern that begins with letters is searched fast."""
    letters = re.escape(word)
    return rf"{letters}(?<=\b{letters})"


def _undefined(text: str, found: Sequence[Party], words: PortraitWords) -> list[Party]:
    """Return sides that a text names without defining: «Клиент» in an offer, "you" and "we" in terms of service."""
    sides = {party.side for party in found}
    parties = []
    for side in _SIDES:
        name = None if side in sides else _frequent(text, words.roles.get(side, ()))
        if name:
            parties.append(Party("", (name, *_FORMS_OF.get(name, ())), side))
    return parties


_SIDES: tuple[Literal["client", "provider"], ...] = ("client", "provider")
_FORMS_OF = {
    "we": ("us", "our"),
    "мы": ("нам", "нас"),
    "вы": ("вам", "вас"),
    "я": ("мне", "меня"),
    "ты": ("тебе", "тебя"),
    "i": ("me", "my"),
}
"""Forms of the words by which a party speaks of itself or is spoken to; an ending does not make them."""


def _addressed(text: str, parties: list[Party]) -> list[Party]:
    """Return the parties with "you" and "we" as further names, where the text also speaks to its reader."""
    sample = text[:_SAMPLE].replace("\n", " ")
    if any(party.aliases[:1] in {("you",), ("we",), ("вы",), ("мы",)} for party in parties):
        return parties  # they are parties already
    for client, provider in _SPEAKERS:
        if min(_times(client, sample), _times(provider, sample)) >= _LEAST_OFTEN:
            parties = [_also_called(party, {"client": client, "provider": provider}) for party in parties]
    return parties


def _also_called(party: Party, speakers: dict[str, str]) -> Party:
    name = speakers.get(party.side or "")
    if name is None or name in party.aliases:
        return party
    return replace(party, aliases=(*party.aliases, name, *_FORMS_OF.get(name, ())))


_LEAST_OFTEN = 3


_SAMPLE = 20_000
"""Characters in which the names of undefined sides are counted."""


def _frequent(text: str, names: Sequence[str]) -> str | None:
    sample = text[:_SAMPLE].replace("\n", " ")
    counts = {name: _times(name, sample) for name in names if may_stand(_stem(name), text)}
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best and counts[best] >= _LEAST_OFTEN else None


def _times(name: str, sample: str) -> int:
    """Return how often a name stands; "I" counts before a verb only, for it is a number as well."""
    if name == "i":
        return len(_FIRST_PERSON.findall(sample))
    return sample.count(f" {_stem(name)}")


def _stem(name: str) -> str:
    """Return a Russian name without the last letter, which its case may change; any other with the space after it."""
    return name[:-1] if len(name) > 5 and not name.isascii() else f"{name} "


_FIRST_PERSON = re.compile(
    r"\bi (?:agree|am|have|will|understand|may|confirm|must|do|authori[sz]e|accept|acknowledge)\b"
)


def _with_duties(party: Party, text: str, words: PortraitWords) -> Party:
    """Return the party with the side that its duties tell, where its name does not."""
    if party.side is not None or not party.aliases:
        return party
    after = list(_ends_of(f"{party.aliases[0]} ", text))
    pays, serves = (
        sum(text.startswith(words.duties.get(what, ()), end) for end in after) for what in ("pays", "serves")
    )
    if max(pays, serves) < 2 or pays == serves:
        return party
    side: Literal["client", "provider"] = "client" if pays > serves else "provider"
    return replace(party, side=side)


def _ends_of(words: str, text: str) -> Iterator[int]:
    """Yield where a text goes on after each place of some words."""
    at = text.find(words)
    while at >= 0:
        yield at + len(words)
        at = text.find(words, at + 1)
