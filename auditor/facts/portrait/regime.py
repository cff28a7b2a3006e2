"""Consumer, business or unknown: what the document's own signs say of its client.

The signs and their weight follow the legal notes, section 2. Contradictory signs leave the regime unknown:
a consumer rule must neither alarm nor keep silent on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from auditor.facts.portrait.distinct_words import may_stand
from auditor.model.portrait_words import PortraitWords
from auditor.model.profile import Party, Regime, Sign
from auditor.model.text import Text

_STRONG, _ORDINARY, _PARTY = 3, 1, 5
_ENOUGH = 2
"""Weight by which one side must lead."""
_SHOWS = {
    "consumer": Text("признак потребителя", "a sign of a consumer"),
    "business": Text("признак предпринимателя", "a sign of a business"),
}
_CYRILLIC = re.compile("[а-я]")
_MOST_ORDINARY = 3
"""Ordinary signs counted per side: many small ones do not outweigh a strong one."""


def regime_of(folded_text: str, parties: Sequence[Party], words: PortraitWords) -> tuple[Regime, tuple[Sign, ...]]:
    """Return the regime and the passages it rests on, in offsets of the levelled text."""
    weights = {"consumer": 0, "business": 0}
    signs: list[Sign] = []
    latin = _CYRILLIC.search(folded_text) is None
    for side in weights:
        for name, weight, most in ((f"{side}_strong", _STRONG, 2), (side, _ORDINARY, _MOST_ORDINARY)):
            phrases = words.regimes.get(name, ())
            found = _found(folded_text, _in_latin(phrases) if latin else phrases, most)
            weights[side] += weight * len(found)
            signs += [Sign((at, at + length), _SHOWS[side]) for at, length in found]
    for at, length in _repeated(folded_text, words.regimes.get("business_twice", ())):
        weights["business"] += _ORDINARY
        signs.append(Sign((at, at + length), _SHOWS["business"]))
    addressed = any("you" in party.aliases for party in parties)
    if not addressed and sum(party.nature == "company" for party in parties) > 1:
        weights["business"] += _PARTY
    for side, party in _party_signs(parties):
        weights[side] += _PARTY
        if party.span:
            signs.append(Sign(party.span, _SHOWS[side]))
    return _weighed(weights), tuple(signs[:8])


@lru_cache(maxsize=20)
def _in_latin(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases if phrase.isascii())


def _weighed(weights: dict[str, int]) -> Regime:
    """Return the side that leads by enough; a single sign of a consumer settles it where nothing speaks against."""
    lead = weights["consumer"] - weights["business"]
    if lead >= _ENOUGH or (lead > 0 and not weights["business"]):
        return Regime.CONSUMER
    return Regime.BUSINESS if lead <= -_ENOUGH else Regime.UNKNOWN


def _found(text: str, phrases: Sequence[str], most: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for phrase in phrases:
        if len(found) == most:
            break
        at = _place(text, phrase) if may_stand(phrase, text) else -1
        if at >= 0:
            found.append((at, len(phrase)))
    return found


def _place(text: str, phrase: str) -> int:
    """Return where a phrase stands as words of its own: «секци» is not within «дезинсекция»; -1 without."""
    at = text.find(phrase)
    while at > 0 and phrase[0].isalpha() and text[at - 1].isalpha():
        at = text.find(phrase, at + 1)
    return at


def _repeated(text: str, phrases: Sequence[str]) -> list[tuple[int, int]]:
    """Return the second place of phrases that the requisites of both sides hold."""
    found: list[tuple[int, int]] = []
    for phrase in phrases:
        at = _second_place(text, phrase)
        if at >= 0 and len(found) < _MOST_ORDINARY:
            found.append((at, len(phrase)))
    return found


def _second_place(text: str, phrase: str) -> int:
    """Return where a phrase stands again, passing over places that repeat the number of the first; -1 without."""
    first = text.find(phrase)
    at = text.find(phrase, first + _APART) if first >= 0 else -1
    while at >= 0 and (number := _number_after(text, first, phrase)) and number == _number_after(text, at, phrase):
        at = text.find(phrase, at + _APART)
    return at


def _number_after(text: str, at: int, phrase: str) -> str | None:
    """Return the long number right after a phrase; None when another thing stands there."""
    found = _LONG_NUMBER.match(text, at + len(phrase))
    return found[1] if found else None


_LONG_NUMBER = re.compile(r"[^\w\n]{0,3}(\d{9,20})")
_APART = 60
"""Characters between the details of two parties at least: «ОГРН/ОГРНИП» in one line is one party's."""


def _party_signs(parties: Sequence[Party]) -> list[tuple[str, Party]]:
    """Return what the nature of the client, as it is introduced, speaks for."""
    signs = []
    for party in parties:
        if party.side == "client" and party.nature == "individual":
            signs.append(("consumer", party))
        elif (
            party.side == "client"
            and "you" not in party.aliases
            and party.nature in {"company", "entrepreneur", "authority"}
        ):
            signs.append(("business", party))
    return signs
