"""The portrait of a document: language, kind, parties, regime, number and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from auditor.facts.folding import Folded
from auditor.facts.portrait.correspondence import kind_of_correspondence
from auditor.facts.portrait.distinct_words import may_stand
from auditor.facts.portrait.kind import LONGEST_TITLE, close_up, is_titled, kind_of
from auditor.facts.portrait.language import language_of
from auditor.facts.portrait.parties import parties_of
from auditor.facts.portrait.regime import regime_of
from auditor.facts.portrait.talk import is_note
from auditor.facts.values import Value
from auditor.model.document import APART, BlockKind, Document
from auditor.model.portrait_words import Lists, PortraitWords
from auditor.model.profile import Party, Profile, Sign, Span

_TITLE_ZONE = 2_500
"""Characters in which number and date of a contract stand."""
_NUMBER = re.compile(
    r"(?:договор|контракт|соглашение|оферт[аы]|agreement|contract)[^\n]{0,80}?(?:\bno\.?|\bn|#)\s{0,2}(?P<number>[\w/.-]{0,25}\d[\w/.-]{0,25})"
)
_AMENDS = re.compile(
    r"\b(?:(?:к|to)\s+(?:the\s+)?(?:[^\s\d]+\s+){0,5}?(?:договору|контракту|соглашению|agreement|contract)"
    r"|(?:изменений\s+в\s+(?:договор|контракт)|(?:расторжени|прекращени|продлени|пролонгаци)\w\s+(?:[^\s\d]+\s+){0,4}?"
    r"(?:договора|контракта)))[^\n\d]{0,60}?"
    r"(?:\bno\.?|\bn|#)\s{0,2}(?P<number>[\w/.-]{0,25}\d[\w/.-]{0,25})"
)
_AMENDS_BARE = re.compile(
    r"\b(?:(?:к|to)\s+(?:the\s+)?(?:[^\s\d]+\s+){0,5}?(?:договору|контракту|соглашению|agreement|contract))\s+"
    r"(?P<number>(?=[\w/-]{0,20}\d)\w{1,8}[/-][\w/-]{1,15})(?![\w.])"
)
"""«к договору 13/24 от ...»: a number of several parts, without the sign for numbers."""
_OF_ANOTHER_PAPER = re.compile(r"доверенност|лицензи[ий]|закон|свидетельств|паспорт|выдан|рожден|power of attorney")
"""Papers that a preamble names with their own dates."""
_PAPER = 90
"""Characters before a date in which such a paper may be named on the line above."""
_BLANK_DATE = re.compile(r"\bот\s\"?_{1,}\"?\s{0,2}_{2,}|\"\s?_{1,}\s?\"\s{0,2}_{3,}\s{0,2}20|\[(?:дата|date)\]")
"""The place of a date that nobody filled in."""
_OF_A_LAW = re.compile(r"-фз$|закон")
_RUSSIAN_LAW = re.compile(r"гк рф|российской федерации|законодательств\w* рф|152-фз|инн\s?\d|\d руб")
_CYRILLIC = re.compile("[а-я]")
_MOSTLY_CELLS = 0.95
"""Share of blocks in cells from which a document is a sheet."""
_SAMPLE = 40_000
"""Characters in which parties, regime and sector are told: some twenty pages."""
_LEAST_SECTOR_SIGNS = 2


def profile_of(document: Document, folded: Folded, words: PortraitWords, values: Sequence[Value]) -> Profile:
    """Return the portrait; spans count in the document's own text."""
    lines = [block.text for block in document.blocks if block.kind not in APART][:40]
    language = language_of(document.text)
    sample = folded.text[:_SAMPLE]
    parties = parties_of(sample, folded, document.text, words)
    regime, signs = regime_of(sample, parties, words)
    kind = kind_of_correspondence(document, words.kinds) or kind_of(
        lines, folded.text, words.kinds, table=_is_table(document)
    )
    if kind == "other" and not _is_sheet(document) and not is_titled(lines, words.kinds):
        kind = "interaction" if is_note(document.path, folded.text, words.notes) else kind
    return Profile(
        language=language,
        kind=kind,
        regime=regime,
        regime_signs=tuple(Sign(_original(sign.span, folded), sign.shows) for sign in signs),
        parties=tuple(_placed(party, folded) for party in parties),
        number=_number(folded.text[:_TITLE_ZONE], _NUMBER),
        amends=_amended(folded.text[:_TITLE_ZONE]) if kind in {"amendment", "annex"} else None,
        date=_date(values, folded.text),
        title=_title(lines, words.kinds),
        sectors=_sectors(sample, words.sectors),
        russian_law=_is_russian(folded.text, language),
    )


def _original(span: Span, folded: Folded) -> Span:
    return folded.span(*span)


def _placed(party: Party, folded: Folded) -> Party:
    return replace(party, span=_original(party.span, folded)) if party.span else party


def _is_table(document: Document) -> bool:
    """Return whether a document is a sheet: nearly all of it stands in cells."""
    cells = sum(block.kind is BlockKind.CELL for block in document.blocks)
    return cells >= _MOSTLY_CELLS * max(1, len(document.blocks))


def _is_sheet(document: Document) -> bool:
    """Return whether a document is a table of its own and not a text, be it all in a table."""
    place = next((block.location.cell or "" for block in document.blocks if block.kind is BlockKind.CELL), "")
    return _is_table(document) and not _IN_TEXT.match(place)


_IN_TEXT = re.compile(r"T\d+R\d+C\d+")


def _amended(zone: str) -> str | None:
    """Return the number of the contract that an amendment or an annex belongs to; None where it names none."""
    return _number(zone, _AMENDS) or _number(zone, _AMENDS_BARE)


def _number(zone: str, pattern: re.Pattern[str]) -> str | None:
    for found in pattern.finditer(zone):
        number = found["number"].strip(".-_")
        if number and "_" not in number and not _OF_A_LAW.search(found[0]):
            return number
    return None


def _date(values: Sequence[Value], text: str) -> str | None:
    """Return the first full date of the title zone that is not of a power of attorney or the like.

    Where the paper's own date is left blank, a later one is not its date.
    """
    blank = _BLANK_DATE.search(text, 0, _TITLE_ZONE)
    zone = blank.start() if blank else _TITLE_ZONE
    dates = [value for value in values if value.kind == "date" and value.start < zone]
    own = (value for value in dates if not _OF_ANOTHER_PAPER.search(_before(text, value.start)))
    return next((value.detail for value in own if value.detail and len(value.detail) == 10), None)


def _before(text: str, at: int) -> str:
    """Return the words before a place that may say whose date stands there: its line, and a little of the one above."""
    return text[max(0, min(text.rfind("\n", 0, at) + 1, at - _PAPER)) : at]


def _title(lines: Sequence[str], kinds: Lists) -> str | None:
    """Return the first short line that names a kind of document, or the beginning of a longer one that does."""
    phrases = tuple(phrase for group in kinds.values() for phrase in group)
    for line in lines[:15]:
        words = close_up(" ".join(line.lstrip("# ").split()))
        if not 2 < len(words) <= 2 * LONGEST_TITLE or _OF_A_CLAUSE.match(words):
            continue
        telling = words.lower()[: LONGEST_TITLE if len(words) <= LONGEST_TITLE else _OPENING]
        if any(phrase in telling for phrase in phrases):
            return _PLACE_AND_DAY.sub("", words)[:LONGEST_TITLE].rstrip(" ,;")
    return None


_OPENING = 40
"""Characters in which a long line must name what it is."""
_OF_A_CLAUSE = re.compile(r"\d{1,2}\.(?:\d|\s)")
"""How a clause or the heading of a section begins, which names the contract as well."""
_TOWN = r"[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁа-яё]+){0,2}"
_DAY = r"[«\"“]?\d{1,2}[»\"”]?(?:\s+[а-яё]{3,8}\b|[./]\d)"
_PLACE_AND_DAY = re.compile(rf"[\s,]+(?:(?:г\.|город)\s?{_TOWN}(?:,?\s+{_DAY}.*)?|{_TOWN},?\s+{_DAY}.*\d{{4}}.*)$")
"""Place and day, which stand in one line with the title where the layout was lost."""


def _sectors(text: str, sectors: Lists) -> tuple[str, ...]:
    return tuple(
        name
        for name, signs in sectors.items()
        if sum(may_stand(sign, text) and text.count(sign) > 1 for sign in signs) >= _LEAST_SECTOR_SIGNS
    )


def _is_russian(text: str, language: str) -> bool | None:
    if _CYRILLIC.search(text) and _RUSSIAN_LAW.search(text):
        return True
    return False if language == "en" else None
