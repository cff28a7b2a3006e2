"""The parties of a contract: names, sides, what they are in law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.facts.marks import Ground, Place, places, times
from auditor.facts.party_introductions import Introduction, introductions_of
from auditor.facts.party_names import Side, Standing, role_of, standing_roles
from auditor.facts.party_natures import Nature, definitions_of, inn_of, nature_of, requisites_of
from auditor.facts.party_sides import sides_of
from auditor.model.profile import Party
from auditor.model.profile_words import WordLists


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party with the places it was read from, all in the levelled text."""

    aliases: tuple[str, ...]
    name: Place | None
    description: Place
    """Where it is introduced, from its name to whoever signs for it."""
    side: Side | None
    nature: Nature | None = None
    inn: str | None = None
    spoken_to: bool = False
    """Whether the text speaks to it as "you"."""

    def party(self, ground: Ground) -> Party:
        """Return the party as the report knows it."""
        name = " ".join(ground.verbatim(self.name).split()) if self.name else ""
        return Party(name, self.aliases, self.side, self.nature, self.inn, ground.span(self.description))


def parties_of(ground: Ground, roles: WordLists) -> tuple[KnownParty, ...]:
    """Return the parties in the order in which the text introduces them; a side nobody bears is looked for in the text."""
    introduced = introductions_of(ground, roles)
    sides = sides_of([party.aliases for party in introduced], ground, roles) if introduced else ()
    found = [_known(party, side, ground, roles) for party, side in zip(introduced, sides, strict=True)]
    found = _with_addressee(found, ground, roles)
    found = [*found, *_missing(found, ground, roles)]
    return tuple(_with_requisites(found, ground, roles))


def _known(party: Introduction, side: Side | None, ground: Ground, roles: WordLists) -> KnownParty:
    place = (party.start, max(party.end, party.start))
    nature = nature_of(party.name, place, ground, roles)
    return KnownParty(party.aliases, party.name, place, side, nature, inn_of(place, ground))


# --- terms that speak to "you" ---------------------------------------------------------------------------------------

_SPOKEN_TO = 0.008
"""Share of the words "you" and "your" from which a text counts as addressed: 2 to 6 % in terms of service."""


_OPENING = 6_000
"""Characters in which terms of service say whose they are."""


def _with_addressee(found: list[KnownParty], ground: Ground, roles: WordLists) -> list[KnownParty]:
    """Return the parties with "you" and "we" among their names, where the text speaks so."""
    words = ground.copy.count(b" ") + ground.copy.count(b"\n") + 1
    addressed = next(places(roles["addressee"], ground), None)
    if addressed is None or times(roles["addressee"][:1], ground) < words * _SPOKEN_TO:
        return found
    client = next((party for party in found if _bears(party, "client", roles)), None)
    others = [party for party in found if party is not client and _speaks_often(party, ground)]
    provider = next((party for party in others if _bears(party, "provider", roles)), others[0] if others else None)
    return [_addressed(client, addressed, roles), *_speaking(provider, ground, roles)]


def _speaks_often(party: KnownParty, ground: Ground) -> bool:
    """Return whether a party stands at the beginning and its name is used: others are only mentioned."""
    return party.description[0] < _OPENING and any(ground.text.count(alias.lower()) >= 5 for alias in party.aliases)


def _bears(party: KnownParty, side: Side, roles: WordLists) -> bool:
    """Return whether a name of a party is one of the names of a side."""
    return any((role := role_of(alias, roles)) and role.side == side for alias in party.aliases)


def _addressed(client: KnownParty | None, place: Place, roles: WordLists) -> KnownParty:
    if client is None:
        return KnownParty(roles["addressee"][:1], None, place, "client", spoken_to=True)
    nature = client.nature if client.name or client.nature == "individual" else None
    aliases = _together(client.aliases, roles["addressee"][:1])
    return replace(client, aliases=aliases, side="client", nature=nature, spoken_to=True)


def _speaking(provider: KnownParty | None, ground: Ground, roles: WordLists) -> Iterator[KnownParty]:
    spoken = next(places(roles["speaker"], ground), None)
    if provider:
        aliases = _together(provider.aliases, roles["speaker"]) if spoken else provider.aliases
        yield replace(provider, aliases=aliases, side="provider")
    elif spoken:
        yield KnownParty(roles["speaker"], None, spoken, "provider")


def _together(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    lower = {name.lower() for name in known}
    return (*known, *(name for name in more if name.lower() not in lower))


# --- parties that nobody introduces ----------------------------------------------------------------------------------

_LEAST_TIMES = 3
"""A role named less often with a capital letter is hardly a party."""


def _missing(found: Sequence[KnownParty], ground: Ground, roles: WordLists) -> Iterator[KnownParty]:
    """Yield a party for each side that no introduction gave, by the role that the text names most."""
    if len(found) > 1 or all(_has(found, side) for side in ("client", "provider")):
        return
    standing = [role for role in standing_roles(roles, ground) if role.times >= _LEAST_TIMES]
    for side in ("client", "provider"):
        if not _has(found, side):
            roles_of_side = [role for role in standing if role.role.side == side and not _is_known(role, found)]
            if roles_of_side:
                yield _by_role(roles_of_side, ground, roles)


def _has(found: Sequence[KnownParty], side: str) -> bool:
    return any(party.side == side for party in found)


def _is_known(standing: Standing, found: Sequence[KnownParty]) -> bool:
    return any(standing.role.name.lower() == alias.lower() for party in found for alias in party.aliases)


def _by_role(standing: Sequence[Standing], ground: Ground, roles: WordLists) -> KnownParty:
    """Return the party of the most frequent role; an offer may call it by two names, both of them often."""
    names = [role.role.name for role in standing if role.times * 10 >= standing[0].times][:2]
    place = standing[0].place
    defined = next((place for _, place in definitions_of(names, ground)), None)
    nature = nature_of(None, defined, ground, roles) if defined else None
    return KnownParty(tuple(names), None, defined or place, standing[0].role.side, nature)


# --- requisites ------------------------------------------------------------------------------------------------------


def _with_requisites(found: Sequence[KnownParty], ground: Ground, roles: WordLists) -> Sequence[KnownParty]:
    """Return the parties with what their requisites and definitions add to what is still open."""
    known = list(found)
    if not known:
        return known
    for at, place in requisites_of([party.aliases for party in known], ground):
        party = known[at]
        nature = party.nature or nature_of(None, place, ground, roles)
        known[at] = replace(party, nature=nature, inn=party.inn or inn_of(place, ground))
    return known


def names_of(parties: Sequence[KnownParty]) -> list[str]:
    """Return every name of every party."""
    return [alias for party in parties for alias in party.aliases]


def bears_one_of(names: Sequence[str], party: KnownParty, roles: WordLists) -> bool:
    """Return whether a party bears one of some names, in any case."""
    wanted = {name.lower() for name in names}
    written = {(role.name if (role := role_of(alias, roles)) else alias).lower() for alias in party.aliases}
    return bool(written & wanted)
