"""The portrait of a document: language, kind, parties, regime, number, date, title, sectors, law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from auditor.facts.folding import Folded
from auditor.facts.kind import Title, kind_of
from auditor.facts.language import language_of
from auditor.facts.marks import Ground, Place, first, places
from auditor.facts.parties import parties_of
from auditor.facts.regime import regime_of
from auditor.facts.title_zone import title_lines
from auditor.facts.value_dates import PATTERNS as DATE_PATTERNS
from auditor.facts.value_matching import Value
from auditor.model.document import Document
from auditor.model.profile import Profile
from auditor.model.profile_words import ProfileWords

__all__ = ["profile_of"]

_SECTORS = ("medical", "education", "telecom", "tourism", "transport", "housing", "banking", "legal", "insurance")


def profile_of(document: Document, folded: Folded, words: ProfileWords) -> Profile:
    """Return the portrait of a document whose text was levelled; nothing is raised, what is not known is left out."""
    ground = Ground(document.text, folded)
    lines = title_lines(document)
    language = language_of(ground)
    kind, title = kind_of(document.media_type, lines, ground, words)
    parties = parties_of(ground, words.roles)
    regime, signs = regime_of(parties, ground, words)
    return Profile(
        language=language,
        kind=kind,
        regime=regime,
        regime_signs=signs,
        parties=tuple(party.party(ground) for party in parties),
        number=_number(lines),
        date=_date(lines),
        title=_title(title, lines),
        sectors=tuple(sector for sector in _SECTORS if _is_of_sector(sector, ground, words)),
        russian_law=_russian_law(language, ground, words),
    )


# --- title -----------------------------------------------------------------------------------------------------------

_LONGEST_LINE = 160
_LONGEST_TITLE = 220
_GOES_ON = re.compile(r"[\s\"(]*(?:на|о|об|по|для|с|в|и|к|между|оказания|возмездного|предоставления|выполнения|подряда|аренды)\b")


def _title(title: Title | None, lines: Sequence[Ground]) -> str | None:
    """Return the line that names the kind, with the next one where the title goes on there."""
    if title is None:
        return None
    line = lines[title.line]
    if len(line.text) > _LONGEST_LINE:
        return " ".join(line.verbatim((0, title.place[1])).split())
    words = line.original
    below = lines[title.line + 1] if title.line + 1 < len(lines) else None
    if below and _GOES_ON.match(below.text) and len(below.text) < _LONGEST_LINE and not below.is_capital(0):
        words = f"{words} {below.original}"
    return " ".join(words.split())[:_LONGEST_TITLE]


# --- number ----------------------------------------------------------------------------------------------------------

_CONTRACT = r"(?:договор[а-я]{0,3}|контракт[а-я]{0,3}|соглашени[а-я]{1,2}|оферт[а-я]{1,2}|agreement|contract)"
_OTHERS = r"(?!приложени|лицензи|доверенност|акт |приказ|протокол|свидетельств|заявк|exhibit|schedule|amendment)"
_NUMBER = re.compile(
    rf"{_CONTRACT}(?:{_OTHERS}[^\n№]){{0,80}}?\n?[ ]*(?:\bno\.?|№|\bn\b|number|ref\.?)[ .:]{{0,3}}"
    r"(?P<number>[a-zа-я0-9][a-zа-я0-9/._\\-]{0,30}(?: ?/ ?[a-zа-я0-9-]{1,12})?)"
)
_AMENDMENT = re.compile(r"^(?:дополнительн|доп\.|допсоглашен|amendment|(?:first|second|third|fourth) amendment|addendum)")
_MAIN = re.compile(rf"(?:к|to|of) (?:[а-яa-z]+ ){{0,6}}?{_CONTRACT}")


def _number(lines: Sequence[Ground]) -> str | None:
    """Return the number of the contract as it is written; an amendment gives the number of its contract."""
    for at, line in enumerate(lines):
        if len(line.text) > 2 * _LONGEST_LINE:
            continue
        start = _main_contract(line.text)
        found = _NUMBER.search(line.text, start) or _number_below(line, lines[at + 1 : at + 2], start)
        if found and any(sign.isdigit() for sign in found.group("number")):
            return _as_written(line, found, lines[at + 1 : at + 2])
    return None


def _main_contract(text: str) -> int:
    """Return where an amendment begins to speak of its contract, or 0."""
    found = _MAIN.search(text) if _AMENDMENT.search(text) else None
    return found.start() if found else 0


def _number_below(line: Ground, below: Sequence[Ground], start: int) -> re.Match[str] | None:
    """Return a number that stands at the beginning of the next line."""
    if not below or len(line.text) > _LONGEST_LINE or not below[0].text.lstrip().startswith(("no", "№", "n ")):
        return None
    return _NUMBER.search(line.text + "\n" + below[0].text, start)


def _as_written(line: Ground, found: re.Match[str], below: Sequence[Ground]) -> str:
    start, end = found.span("number")
    if start > len(line.text):
        shift = len(line.text) + 1
        return below[0].verbatim((start - shift, end - shift)).strip(" .,-/")
    return line.verbatim((start, end)).strip(" .,-/")


# --- date ------------------------------------------------------------------------------------------------------------

_SAID_OF_CONTRACT = re.compile(
    r"(?:dated|made|entered into|effective|executed|as of|updated|revised|modified|amended|this|day of|date|от|года?)\b[^.;\n]{0,40}\Z"
)
_SAID_OF_OTHERS = re.compile(
    r"(?:доверенност|лицензи|приказ|свидетельств|протокол|закон|постановлени|рожд|выдан|к договору|к контракту|пасп|register"
    r"|filed|закона|фз|до |по |until|expire|source)[^;\n]{0,60}\Z"
)
_LOOK_BACK = 90


def _date(lines: Sequence[Ground]) -> str | None:
    """Return the date of the document, ISO 8601: one that stands alone in its line, or is said to be its date."""
    for line in lines:
        for value in _dates(line):
            if _is_its_date(line.text, value):
                return value.detail
    return None


def _dates(line: Ground) -> Iterator[Value]:
    found = [value for pattern in DATE_PATTERNS for value in pattern.values(line.text, line.copy) if value.kind == "date"]
    yield from sorted(found, key=lambda value: value.start)


def _is_its_date(text: str, value: Value) -> bool:
    before = text[max(0, value.start - _LOOK_BACK) : value.start]
    if _SAID_OF_OTHERS.search(before):
        return False
    return len(text) <= _LONGEST_LINE or _SAID_OF_CONTRACT.search(before) is not None


# --- sectors and law -------------------------------------------------------------------------------------------------

_SUBJECT = 5_000
"""Characters in which a contract says what it is about."""
_LEAST_SIGNS = 4
"""Times that a sector must be spoken of."""


def _is_of_sector(sector: str, ground: Ground, words: ProfileWords) -> bool:
    """Return whether a contract is about a sector: two different signs, the first where its subject stands."""
    if first(words.sectors[sector], ground, 0, _SUBJECT) is None:
        return False
    found = list(islice(places(words.sectors[sector], ground), 60))
    different = {ground.text[start : start + 6] for start, _ in found}
    return len(found) >= _LEAST_SIGNS and len(different) > 1


def _russian_law(language: str, ground: Ground, words: ProfileWords) -> bool | None:
    """Return whether Russian law or a Russian party is evident, False where another law is, None where nothing tells."""
    russian = _times("russian_law", ground, words)
    foreign = _times("foreign_law", ground, words)
    if russian or foreign:
        return russian > foreign
    return True if language == "ru" and first(("инн",), ground) else None


def _times(name: str, ground: Ground, words: ProfileWords) -> int:
    found: list[Place] = list(islice(places(words.sectors[name], ground), 50))
    return len(found)
