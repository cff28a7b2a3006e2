"""What kind of document it is: by its title, and where that says nothing, by the signs of its body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.facts.marks import Ground, Place, first, places
from auditor.model.profile_words import ProfileWords, WordLists

_TITLED = (
    "insurance", "amendment", "annex", "act", "invoice", "claim", "interaction", "complaint_register", "access_list",
    "access_log", "staff_list", "assignment_list", "training", "policy", "other", "contract",
)  # fmt: skip
"""Kinds that a title may name; of two at the same place the longer title wins, then the earlier kind here."""
_LONGEST_TITLE = 160
"""Characters: in longer lines only words near the beginning are a title."""
_NEAR_BEGINNING = 60
_LETTERS = frozenset({"message/rfc822", "application/vnd.ms-outlook"})
_CONTRACT_SIGNS = 2
"""Different signs of an agreement that make a text without a title a contract."""
_OPENING = 1500
"""Characters in which a letter shows that it is one."""
_STRONG_BODY = 5
"""Different signs that outweigh a title of another kind found below the third line."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title that a document bears, and the kind it names."""

    kind: str
    line: int
    """Number of the line in the title zone, from 0."""
    place: Place
    """The words that name the kind, in the levelled line."""


def kind_of(
    media_type: str, lines: Sequence[Ground], ground: Ground, words: ProfileWords
) -> tuple[str, Title | None]:
    """Return one of the kinds of ``inputs[].kind`` and the title it was read from, if it was."""
    if media_type in _LETTERS:
        return "interaction", None
    title = _title(lines, words.kinds)
    signs = _different(words.kinds["contract_body"], ground)
    if title is None:
        return _by_body(signs, ground, words.kinds), None
    if title.line > 2 and signs >= _STRONG_BODY and title.kind not in {"contract", "amendment", "annex"}:
        return "contract", None
    return _weighed(title, signs, ground, words.kinds), title


def _title(lines: Sequence[Ground], kinds: WordLists) -> Title | None:
    """Return the first title of the zone; the mere word «Приложение» gives way to the title of a contract below it."""
    found = [
        title for at, line in enumerate(lines) if (title := _title_of_line(at, line, lines[at + 1 : at + 3], kinds))
    ]
    if found and found[0].kind == "annex" and not _belongs(found[0], lines, kinds):
        return next((title for title in found if title.kind == "contract"), found[0])
    return found[0] if found else None


def _title_of_line(at: int, line: Ground, below: Sequence[Ground], kinds: WordLists) -> Title | None:
    found = [
        (place[0], place[0] - place[1], rank, Title(kind, at, place))
        for rank, kind in enumerate(_TITLED)
        if (place := _named(kind, line, below, kinds))
    ]
    return min(found, key=lambda entry: entry[:3])[3] if found else None


def _named(kind: str, line: Ground, below: Sequence[Ground], kinds: WordLists) -> Place | None:
    """Return where a line names a kind: a contract anywhere in a short line, the others at its beginning."""
    if kind in {"contract", "insurance", "amendment"}:
        limit = len(line.text) if len(line.text) <= _LONGEST_TITLE else _NEAR_BEGINNING
        place = first(kinds[kind], line)
        return place if place and place[0] < limit else None
    place = first(kinds[kind], line, 0, _NEAR_BEGINNING)
    if place is None or place[0] > 1 or len(line.text) > _LONGEST_TITLE:
        return None
    return place if kind != "annex" or _is_annex(line, below, kinds) else None


_NUMBERED_EXHIBIT = re.compile(r"exhibit[ ]+\d")
"""The label under which the SEC files a contract."""


def _is_annex(line: Ground, below: Sequence[Ground], kinds: WordLists) -> bool:
    """Return whether an annex may be one of a contract: not one of an order, and no mere exhibit."""
    if _NUMBERED_EXHIBIT.match(line.text):
        return False
    near = (line, *below)
    if any(first(kinds["to_order"], other) for other in near[:2]):
        return False
    return "exhibit" not in line.text or any(_names_contract(other, kinds) for other in near)


def _names_contract(line: Ground, kinds: WordLists) -> bool:
    """Return whether a line of a title says which contract something belongs to."""
    return len(line.text) <= _LONGEST_TITLE and first(kinds["to_contract"], line) is not None


def _belongs(title: Title, lines: Sequence[Ground], kinds: WordLists) -> bool:
    """Return whether the lines of an annex say which contract it belongs to."""
    return any(_names_contract(line, kinds) for line in lines[title.line : title.line + 3])


def _different(phrases: Sequence[str], ground: Ground, end: int | None = None) -> int:
    """Return how many different phrases of a list stand in a text, up to as many as are ever asked for."""
    found: set[str] = set()
    for start, stop in places(phrases, ground, 0, end):
        found.add(ground.text[start:stop])
        if len(found) == _STRONG_BODY:
            break
    return len(found)


def _by_body(signs: int, ground: Ground, kinds: WordLists) -> str:
    if signs >= _CONTRACT_SIGNS:
        return "contract"
    letter = _different(kinds["letter_body"], ground, _OPENING)
    return "interaction" if letter >= _CONTRACT_SIGNS else "other"


def _weighed(title: Title, signs: int, ground: Ground, kinds: WordLists) -> str:
    """Return the kind of a title, corrected where the body says otherwise."""
    if title.kind == "policy" and _is_offer(ground, kinds):
        return "contract"
    if title.kind == "other" and signs >= _STRONG_BODY and first(kinds["fee"], ground):
        return "contract"
    return title.kind


def _is_offer(ground: Ground, kinds: WordLists) -> bool:
    """Return whether a policy offers a contract: it speaks of an offer and of its acceptance."""
    return _different(kinds["offer_body"], ground) >= 3 and _different(kinds["contract_body"], ground) >= _STRONG_BODY
