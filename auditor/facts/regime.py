"""Whether the client of a contract is a consumer or a business, and the passages that say so.

Every sign has a weight. 3: it is about the client itself, its form or its purpose. 2: it is said in the text of the
contract. 1: a hint; two different hints count as a sign of weight 2. The weightiest signs decide, from weight 2 on.
Signs of equal weight against each other settle nothing, and neither does an offer to persons and companies alike
against signs below weight 3: then the regime is unknown and both sides are reported (legal notes, section 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from auditor.facts.marks import Ground, Place, first, places
from auditor.facts.parties import KnownParty, bears_one_of
from auditor.facts.party_natures import definitions_of, is_represented, nature_of
from auditor.model.profile import Regime, Sign
from auditor.model.profile_words import ProfileWords
from auditor.model.text import Text

_Speaks = Literal["consumer", "business", "anyone"]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A sign with what it speaks for."""

    speaks: _Speaks
    weight: int
    place: Place
    shows: Text


def regime_of(
    parties: Sequence[KnownParty], ground: Ground, words: ProfileWords
) -> tuple[Regime, tuple[Sign, ...]]:
    """Return the regime with the signs it rests on; for unknown, the signs that contradict each other, if any do."""
    signs = list(_signs(parties, ground, words))
    weights: dict[_Speaks, int] = {"consumer": 0, "business": 0, "anyone": 0}
    for speaks in weights:
        weights[speaks] = _weight([sign.weight for sign in signs if sign.speaks == speaks])
    consumer, business, anyone = weights["consumer"], weights["business"], weights["anyone"]
    if consumer > max(business, anyone, 1):
        return Regime.CONSUMER, _told(signs, ("consumer",), ground)
    if business > max(consumer, anyone, 1):
        return Regime.BUSINESS, _told(signs, ("business",), ground)
    contradictory = sum(weight > 0 for weight in weights.values()) > 1 or anyone > 0
    return Regime.UNKNOWN, _told(signs, ("consumer", "business", "anyone"), ground) if contradictory else ()


def _weight(weights: Sequence[int]) -> int:
    return max(*weights, 2 if len(weights) > 1 else 0) if weights else 0


def _told(signs: Iterable[_Weighed], speak: Sequence[_Speaks], ground: Ground) -> tuple[Sign, ...]:
    """Return the signs of some sides, the weightiest first."""
    kept = sorted((sign for sign in signs if sign.speaks in speak), key=lambda sign: -sign.weight)
    return tuple(Sign(ground.span(sign.place), sign.shows) for sign in kept)


def _signs(parties: Sequence[KnownParty], ground: Ground, words: ProfileWords) -> Iterator[_Weighed]:
    yield from _signs_of_client(parties, ground, words)
    yield from _signs_of_requisites(parties, ground, words)
    yield from _signs_of_text(parties, ground, words)
    yield from _named_companies(parties, ground, words)
    yield from _hints(parties, ground, words)


# --- the client itself -----------------------------------------------------------------------------------------------

_NATURES: dict[str, tuple[_Speaks, Text]] = {
    "company": ("business", Text("Клиент — организация", "The client is a company")),
    "authority": ("business", Text("Клиент — орган власти", "The client is a public authority")),
    "entrepreneur": ("business", Text("Клиент — индивидуальный предприниматель", "The client is a sole trader")),
    "individual": ("consumer", Text("Клиент — физическое лицо", "The client is a natural person")),
}
_SIGNED_FOR = Text(
    "За клиента действует представитель на основании устава или доверенности",
    "Somebody acts for the client under its charter or a power of attorney",
)
_ALL_COMPANIES = Text("Все стороны — организации", "Every party is a company")
_NAMED_TRADER = Text("Так называют клиента, который торгует", "This is what a contract calls a client who trades")
_NAMED_CONSUMER = Text("Так называют клиента-гражданина", "This is what a contract calls a client who is a natural person")


def _signs_of_client(parties: Sequence[KnownParty], ground: Ground, words: ProfileWords) -> Iterator[_Weighed]:
    clients = [party for party in parties if party.side == "client"]
    for client in clients:
        yield from _sign_of_nature(client, ground)
        if client.nature is None and bears_one_of(words.roles["consumer"], client, words.roles):
            yield _Weighed("consumer", 2, client.description, _NAMED_CONSUMER)
        if bears_one_of(words.roles["trader"], client, words.roles):
            yield _Weighed("business", 3, client.description, _NAMED_TRADER)
        if client.nature is None:
            yield from _defined(client, ground, words)
    if not clients and len(parties) > 1 and all(party.nature in {"company", "entrepreneur"} for party in parties):
        yield _Weighed("business", 3, parties[0].description, _ALL_COMPANIES)


def _sign_of_nature(client: KnownParty, ground: Ground) -> Iterator[_Weighed]:
    if client.nature in _NATURES:
        speaks, shows = _NATURES[client.nature]
        if client.name is None and speaks == "business" and is_represented(client.description, ground):
            shows = _SIGNED_FOR
        yield _Weighed(speaks, 3, client.description, shows)


def _defined(client: KnownParty, ground: Ground, words: ProfileWords) -> Iterator[_Weighed]:
    """Yield what a list of terms says of the client: «Клиент – юридическое лицо или индивидуальный предприниматель»."""
    for _, place in islice(definitions_of(client.aliases, ground), 3):
        nature = nature_of(None, place, ground, words.roles)
        if nature in _NATURES and not first(words.regimes["anyone"], ground, *place):
            speaks, shows = _NATURES[nature]
            yield _Weighed(speaks, 3, place, shows)


# --- requisites ------------------------------------------------------------------------------------------------------

_PASSPORT = Text("Для клиента указывают паспорт", "The client gives a passport")
_TWO_CODES = Text("КПП указан у обеих сторон", "Both parties give a company tax code (КПП)")
_CODE = re.compile(r"кпп\W{0,12}(\d{9})?")


def _signs_of_requisites(parties: Sequence[KnownParty], ground: Ground, words: ProfileWords) -> Iterator[_Weighed]:
    found = [_CODE.match(ground.text, place[0]) for place in places(words.regimes["company_code"], ground)]
    codes = {match.group(1) or "": match.span() for match in found if match}
    if len(codes) > 1:
        yield _Weighed("business", 2, max(codes.values()), _TWO_CODES)
    providers = {party.nature for party in parties if party.side == "provider"}
    clients = {party.nature for party in parties if party.side == "client"}
    if "company" in providers and not clients & {"company", "entrepreneur", "authority"}:
        place = first(words.regimes["passport"], ground)
        if place:
            yield _Weighed("consumer", 2, place, _PASSPORT)


# --- the text --------------------------------------------------------------------------------------------------------

_TEXT: tuple[tuple[str, _Speaks, int, int, Text], ...] = (
    ("personal_purpose", "consumer", 2, 0, Text("Заказ для личных нужд", "The order is for personal use")),
    ("consumer_law", "consumer", 2, 120, Text("Применяют закон о защите прав потребителей", "Consumer law applies")),
    ("consumer_right", "consumer", 2, 60, Text("Клиента называют потребителем", "The client is called a consumer")),
    ("natural_person", "consumer", 2, 0, Text("Клиентом бывает гражданин", "The client is a natural person")),
    ("business_purpose", "business", 3, 0, Text("Заказ для предпринимательской деятельности", "The order is for a business")),
    ("anyone", "anyone", 2, 0, Text("Предложение и гражданам, и организациям", "An offer to persons and companies alike")),
)
"""List, what it speaks for, its weight, characters after it that may deny it, what it shows."""
_DENIAL = 40
"""Characters before a sign that may deny it."""
_TRIES = 6
"""Places of one list that are looked at."""


def _signs_of_text(parties: Sequence[KnownParty], ground: Ground, words: ProfileWords) -> Iterator[_Weighed]:
    """Yield what the text says; English words about consumers are a mere hint where nobody is spoken to.

    Contracts between companies speak of the consumers who buy the goods in the end.
    """
    spoken_to = any(party.spoken_to for party in parties)
    for name, speaks, weight, after, shows in _TEXT:
        found = islice(places(words.regimes[name], ground), _TRIES)
        place = next((place for place in found if not _is_denied(place, after, ground, words)), None)
        if place:
            hint = speaks == "consumer" and not spoken_to and ground.text[place[0]].isascii()
            yield _Weighed(speaks, 1 if hint else weight, place, shows)


def _is_denied(place: Place, after: int, ground: Ground, words: ProfileWords) -> bool:
    """Return whether words of denial stand by a sign in its sentence."""
    start = max(0, place[0] - _DENIAL)
    start = max(start, ground.text.rfind(". ", start, place[0]), ground.text.rfind("\n", start, place[0]))
    return first(words.regimes["denied"], ground, start, place[1] + after) is not None


# --- hints -----------------------------------------------------------------------------------------------------------

_HINTS: tuple[tuple[str, _Speaks, int, Text], ...] = (
    ("addressed", "consumer", 1, Text("Условия обращены к читателю", "The terms speak to their reader")),
    ("adult", "consumer", 1, Text("Назван возраст клиента", "The age of the client is named")),
    ("private_life", "consumer", 3, Text("Речь о частной жизни клиента", "It is about private life")),
    ("corporate", "business", 3, Text("Обороты договоров между компаниями", "Turns of phrase of company contracts")),
    ("recital", "business", 3, Text("Преамбула договора между сторонами", "Recitals of a contract between parties")),
)
"""List, what it speaks for, how many different phrases of it must stand in the text, what it shows."""


_COMPANIES = Text("Договор заключают компании", "Companies are the parties of the contract")
_ENDS = 4_000
"""Characters at both ends of a contract in which its parties are named: the preamble and the signatures."""


def _named_companies(parties: Sequence[KnownParty], ground: Ground, words: ProfileWords) -> Iterator[_Weighed]:
    """Yield a sign where two companies are named at the ends of an English text that no person signs as the client."""
    if any(party.side == "client" and _may_be_person(party, ground) for party in parties):
        return
    ends = ((0, _ENDS), (max(_ENDS, len(ground.text) - _ENDS), len(ground.text)))
    forms = [place for start, end in ends for place in places(words.regimes["company_form"], ground, start, end)]
    named = {_word_before(ground.text, place[0]) for place in forms if ground.is_capital(place[0])}
    if len(named - {""}) > 1:
        yield _Weighed("business", 2, forms[0], _COMPANIES)


def _may_be_person(party: KnownParty, ground: Ground) -> bool:
    """Return whether a party may be a natural person: it is spoken to, or bears a name without a company's form."""
    named = party.name is not None and party.nature is None and not ground.text.startswith("the ", party.name[0])
    return party.spoken_to or named or party.nature == "individual"


def _word_before(text: str, at: int) -> str:
    words = text[max(0, at - 40) : at].replace(",", " ").split()
    return words[-1] if words else ""


def _hints(parties: Sequence[KnownParty], ground: Ground, words: ProfileWords) -> Iterator[_Weighed]:
    """Yield what an English text lets guess; hints of a private client count only where the text speaks to one."""
    spoken_to = any(party.spoken_to for party in parties)
    for name, speaks, least, shows in _HINTS:
        if speaks == "consumer" and not spoken_to:
            continue
        place = _place_of_different(words.regimes[name], least, ground)
        if place:
            yield _Weighed(speaks, 1, place, shows)


def _place_of_different(phrases: Sequence[str], least: int, ground: Ground) -> Place | None:
    """Return the first place of a list of which a number of different phrases stand in a text."""
    found: dict[str, Place] = {}
    for place in places(phrases, ground):
        found.setdefault(ground.text[slice(*place)], place)
        if len(found) == least:
            return next(iter(found.values()))
    return None
