"""Which columns a line of headings names, and of which kind its table is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from auditor.facts.folding import fold
from auditor.facts.records.levelling import day_of
from auditor.facts.records.wordings import meaning_of
from auditor.model.columns import WIDE, Column, TableKind

_WORD = re.compile(r"[\w#№]+")
_LONGEST_HEADING = 80
"""Characters: longer words are the content of a cell."""
_SMALL = frozenset({"и", "в", "на", "по", "с", "к", "о", "от", "до", "для", "the", "of", "a", "and", "to", "for"})
_LETTERS_OF_A_STEM = 4
_TOO_SHORT = 3
"""Letters of a name that counts only where it stands alone: «кто» names the employee, «кто звонил» does not."""


@dataclass(frozen=True, slots=True)
class Read:
    """A line of headings read as one kind of table."""

    kind: TableKind
    columns: dict[str, int]
    """Column id to its place in the grid."""
    unknown: tuple[int, ...]
    weight: float
    wide: tuple[int, ...] = ()
    """Places of headings of their own in a matrix: one a client."""


def read_headings(
    headings: Mapping[int, str],
    kinds: Sequence[TableKind],
    spoken: str,
    given: Mapping[str, str],
    below: Mapping[int, Sequence[str]],
) -> Read | None:
    """Return how a line of headings is best read, or None where it names no table that is known.

    ``spoken`` are the names of file, sheet and title: they decide between kinds that fit alike. ``given`` is the
    user's own mapping, heading to ``kind.column``. ``below`` are the first cells under each heading.
    """
    usable = {at: words for at, words in headings.items() if 0 < len(words) <= _LONGEST_HEADING}
    if len(usable) < 2:
        return None
    named = fold(spoken).text
    found = [read for kind in kinds if (read := _read_as(kind, usable, named, given, below)) is not None]
    return max(found, key=lambda read: read.weight, default=None)


def _read_as(
    kind: TableKind,
    headings: Mapping[int, str],
    named: str,
    given: Mapping[str, str],
    below: Mapping[int, Sequence[str]],
) -> Read | None:
    claims: list[tuple[float, int, str]] = []
    for at, words in headings.items():
        own = given.get(fold(words).text.strip())
        if own and own.startswith(f"{kind.id}."):
            claims.append((_GIVEN, at, own.partition(".")[2]))
        claims += [(fit, at, column) for column, fit in _fitting(kind, words, below.get(at, ())).items()]
    marks = _marks(kind, {at: below.get(at, ()) for at in headings})
    claims = [claim for claim in claims if claim[1] not in marks or not _is_words(kind, claim[2]) or claim[0] >= _GIVEN]
    columns: dict[str, int] = {}
    taken: set[int] = set()
    for _, at, column in sorted(claims, key=lambda claim: (-claim[0], claim[1])):
        if at not in taken and column not in columns:
            columns[column] = at
            taken.add(at)
    wide = _wide(kind, {at: below.get(at, ()) for at in headings if at not in taken}) if kind.wide else ()
    known = {*columns, WIDE} if len(wide) >= _FEWEST_WIDE else set(columns)
    if not all(any(column in known for column in group) for group in kind.needs):
        return None
    telling = sum(1 for column in kind.columns if column.telling and column.id in columns)
    spoken = sum(1 for name in kind.names if name in named)
    if kind.must_be_named and not telling and not _is_named(kind, named, headings.values()):
        return None
    unknown = tuple(at for at in headings if at not in taken and at not in wide)
    weight = len(columns) + 1.5 * telling + 2.0 * min(spoken, 2) - 0.4 * len(unknown) + min(len(wide), 4) / 2
    return Read(kind, columns, unknown, weight, wide)


def _marks(kind: TableKind, below: Mapping[int, Sequence[str]]) -> frozenset[int]:
    """Return the places under which only marks of a right stand, whatever the headings say."""
    column = kind.column(kind.wide) if kind.wide else None
    return frozenset(_wide(kind, below)) if column is not None and column.type == "word" else frozenset()


_BY_CONTENT = 0.5
"""How much less than its own heading a column counts that shows what it is by its contents."""


_ONLY_DAY = re.compile(r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d)(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?")
"""A cell that holds a day and nothing else."""


def _fitting(kind: TableKind, heading: str, texts: Sequence[str]) -> Mapping[str, float]:
    """Return how well a heading names each column; where whole days stand under «Время», it names the day."""
    fits = _fits(kind, heading)
    if texts and all(_ONLY_DAY.fullmatch(text.strip()) for text in texts):  # days are no folders, clients or states
        dated = {column.id for column in kind.columns if column.type in {"date", "time"}}
        fits = {column: fit for column, fit in fits.items() if column in dated}
    if "time" not in fits or kind.column("date") is None or not texts or not all(day_of(text) for text in texts):
        return fits
    own = {column: fit for column, fit in fits.items() if column != "time"}
    return own | {"date": max(own.get("date", 0.0), fits["time"] - _BY_CONTENT)}


_GIVEN = 100.0
"""How well a heading fits the column that the user says it is."""


def _is_words(kind: TableKind, name: str) -> bool:
    """Return whether a column of a matrix of rights holds free words: where only marks stand, it is none."""
    column = kind.column(name)
    return column is not None and column.type == "text" and kind.wide != name


_FEWEST_WIDE = 2
"""Headings of their own from which a table is a matrix."""


def _wide(kind: TableKind, below: Mapping[int, Sequence[str]]) -> tuple[int, ...]:
    """Return the places of the headings under which only contents of the kind's wide column stand, or nothing."""
    column = kind.column(kind.wide)
    if column is None:
        return ()
    marked = [at for at, texts in below.items() if texts and all(_is_of(text, column) for text in texts)]
    if not marked or column.type == "person":
        return tuple(marked)
    return tuple(at for at, texts in below.items() if at in marked or not texts)


def _is_of(text: str, column: Column) -> bool:
    """Return whether a cell holds what a column holds: names of persons, or words that mark a right."""
    if column.type == "person":
        return _PERSONS.fullmatch(text.strip()) is not None
    if column.type == "date":
        return len(text) <= _LONGEST_MARK and bool(day_of(text))
    return len(text) <= _LONGEST_MARK and bool(meaning_of(text.strip(), column.words))


_ONE = (
    r"(?:[А-ЯЁA-Z][а-яёa-z'’-]+(?:-[А-ЯЁA-Z][а-яёa-z]+)?\s+[А-ЯЁA-Z]\.(?:\s?[А-ЯЁA-Z]\.)?"
    r"|[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё]+){1,2}|[A-Z][A-Za-z'’-]+(?:\s+[A-Z][A-Za-z'’.-]*){1,2})"
)
_PERSONS = re.compile(rf"{_ONE}(?:\s*[,;/\n]\s*{_ONE})*")
_LONGEST_MARK = 30


def _is_named(kind: TableKind, named: str, headings: Iterable[str]) -> bool:
    """Return whether the name of the file, the sheet or the title, or one of the headings, speaks of the kind."""
    spoken = " ".join([named, *(fold(words).text for words in headings)])
    return any(name in spoken for name in kind.names)


@cache
def _names(kind: TableKind) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    return tuple(
        (column.id, tuple(words for heading in column.headings if (words := _words(heading))))
        for column in kind.columns
    )


@cache
def _fits(kind: TableKind, heading: str) -> Mapping[str, float]:
    """Return how well a heading names each column of a kind; those that it does not name are left out."""
    words = _words(heading)
    best: dict[str, float] = {}
    for column, names in _names(kind):
        fit = max((_fit(words, name) for name in names), default=0.0)
        if fit > 0:
            best[column] = fit
    return best


def _words(text: str) -> tuple[str, ...]:
    words = tuple(_WORD.findall(fold(text).text.replace("_", " ")))
    return tuple(word for word in words if word not in _SMALL) or words  # «С» and «По» may be all of a heading


def _fit(heading: tuple[str, ...], name: tuple[str, ...]) -> float:
    """Return how well a name fits: all its words in order, the fewer others beside them the better; 0 is not at all."""
    if not name or len(name) > len(heading):
        return 0.0
    for at in range(len(heading) - len(name) + 1):
        if all(_same(word, heading[at + number]) for number, word in enumerate(name)):
            others = len(heading) - len(name)
            if others > 2 * len(name) + 1 or (others and len(name) == 1 and len(name[0]) <= _TOO_SHORT):
                return 0.0
            exact = sum(word == heading[at + number] for number, word in enumerate(name))
            return 2.0 * len(name) - 0.5 * others + 0.25 * (at == 0) + 1.0 * (others == 0) + 0.1 * exact
    return 0.0


def _same(name: str, word: str) -> bool:
    """Return whether two words are one in different endings."""
    if name == word:
        return True
    stem = max(_LETTERS_OF_A_STEM, len(name) - 2)
    return len(name) > _LETTERS_OF_A_STEM and word.startswith(name[:stem]) and abs(len(word) - len(name)) <= 3


def fits_of(kind: TableKind, label: str) -> Mapping[str, float]:
    """Return how well a label names each column of a kind; those that it does not name are left out."""
    return _fits(kind, label) if len(label) <= _LONGEST_HEADING else {}
