"""Which columns a line of headings names, and of which kind its table is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    shared: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Places whose heading names several columns, with these in its order: «Клиент, договор»."""


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
        held = below.get(at, ())
        fits = _fitting(kind, words, held)
        claims += [(fit - _strangeness(kind, column, held), at, column) for column, fit in fits.items()]
    marks = _marks(kind, {at: below.get(at, ()) for at in headings})
    claims = [claim for claim in claims if claim[1] not in marks or not _is_words(kind, claim[2]) or claim[0] >= _GIVEN]
    columns: dict[str, int] = {}
    taken: set[int] = set()
    for _, at, column in sorted(claims, key=lambda claim: (-claim[0], claim[1])):
        if column not in columns and (at not in taken or _names_both(kind, headings[at], column)):
            columns[column] = at
            taken.add(at)
    _turn_round(kind, headings, columns)
    _give_owner(kind, headings, columns)
    taken |= set(columns.values())
    parts = {at: _shared(kind, words, columns, at) for at, words in headings.items() if at not in marks}
    shared = {at: several for at, several in parts.items() if several}
    columns |= {column: at for at, several in shared.items() for column in several}
    taken |= set(shared)
    wide = _wide(kind, {at: below.get(at, ()) for at in headings if at not in taken}) if kind.wide else ()
    known = {*columns, WIDE} if len(wide) >= _FEWEST_WIDE else set(columns)
    if not all(any(column in known for column in group) for group in kind.needs):
        return None
    telling = sum(1 for column in kind.columns if column.telling and column.id in columns)
    spoken = sum(1 for name in kind.names if name in named)
    if kind.must_be_named and not _tells(kind, headings, columns) and not _is_named(kind, named, headings.values()):
        return None
    unknown = tuple(at for at in headings if at not in taken and at not in wide)
    weight = len(columns) + 1.5 * telling + 2.0 * min(spoken, 2) - 0.4 * len(unknown) + min(len(wide), 4) / 2
    if kind.prose and kind.prose not in columns:
        prose = _prose({at: below.get(at, ()) for at in unknown})
        if prose is not None:
            columns[kind.prose] = prose
            unknown = tuple(at for at in unknown if at != prose)
    return Read(kind, columns, unknown, weight, wide, shared)


def _prose(below: Mapping[int, Sequence[str]]) -> int | None:
    """Return the place under which mostly whole sentences stand, the longest of several; None where none does."""
    words = {at: [len(text.split()) for text in texts if text.strip()] for at, texts in below.items()}
    spoken = [at for at, counts in words.items() if 2 * sum(count >= _SENTENCE for count in counts) > len(counts)]
    return max(spoken, key=lambda at: sum(words[at]) / len(words[at]), default=None)


_SENTENCE = 5
"""Words from which a cell says something and does not only name it."""


def _turn_round(kind: TableKind, headings: Mapping[int, str], columns: dict[str, int]) -> None:
    """Turn the client and the contact round where the contact's heading is «Клиент»: then the other names a person.

    «Кто обратился» names the client where no heading does it more plainly.
    """
    if {"client", "contact"} <= columns.keys():
        named = _named_whole(kind, headings[columns["contact"]])
        if "client" in named and "contact" not in named:
            columns["client"], columns["contact"] = columns["contact"], columns["client"]


def _give_owner(kind: TableKind, headings: Mapping[int, str], columns: dict[str, int]) -> None:
    """Let the owner of a deal be who works with it, where another heading names the client: «Владелец», «Контакт»."""
    if "employee" in columns or "client" not in columns or not {"deal", "deal_number"} & columns.keys():
        return
    free = [at for at in headings if at not in columns.values() and "client" in _named_whole(kind, headings[at])]
    if free and "employee" in _named_whole(kind, headings[columns["client"]]):
        columns["employee"], columns["client"] = columns["client"], free[0]


def _names_both(kind: TableKind, heading: str, column: str) -> bool:
    """Return whether a heading with a joint is, as a whole, the name of a column and of another one too."""
    named = _named_whole(kind, heading) if _JOINT.search(heading) else []
    return column in named and len(named) > 1


def _shared(kind: TableKind, heading: str, held: Mapping[str, int], at: int) -> tuple[str, ...]:
    """Return the columns that the parts of a heading name, in their order; empty unless there are several.

    A part counts if it is the whole name of a column that no other heading holds. What stands in brackets or after
    a colon only explains the heading.
    """
    if ":" in heading or not _JOINT.search(_ASIDE.sub(" ", heading)):
        return ()
    parts = [part for part in _JOINT.split(_ASIDE.sub(" ", heading)) if part.strip()]
    named: list[str] = []
    for number, part in enumerate(parts):
        exact = _named_whole(kind, part)
        if " ".join(_words(part)) in _QUALIFIES:
            exact = [name for name in exact if not number and held.get(name) == at]
        named += [name for name in exact if held.get(name, at) == at and name not in named][:1]
    whole = _named_whole(kind, heading)
    named = whole if len(whole) > 1 else named
    own = next((name for name, place in held.items() if place == at), None)
    if set(named) >= _ONE_THING:
        named.remove("details")
    if len(named) < _FEWEST_PARTS or (own is not None and own not in named):
        return ()
    return tuple(name for name in named if held.get(name, at) == at)


def _named_whole(kind: TableKind, heading: str) -> list[str]:
    """Return the columns of which some words are the whole name."""
    words, lead = _words(heading), _lead(heading)
    return [name for name, names in _names(kind) if any(words == own and led in {"", lead} for own, led in names)]


_JOINT = re.compile(r"\s*[,;/+&\n]\s*|\s+(?:и|and)\s+")
_ASIDE = re.compile(r"\([^)]*\)")
_FEWEST_PARTS = 2
_ONE_THING = frozenset({"issue", "details"})
"""Columns that one heading may name twice without two things standing under it: «Вопрос / суть»."""
_QUALIFIES = frozenset({
    "дата", "время", "номер", "№", "срок", "сумма", "кто", "подпись", "date", "time", "number", "no", "sum", "who",
})  # fmt: skip
"""Parts that say more of the first one and name no column: «мера, дата» is the day of the measure."""


def _marks(kind: TableKind, below: Mapping[int, Sequence[str]]) -> frozenset[int]:
    """Return the places under which only marks of a right stand, whatever the headings say."""
    column = kind.column(kind.wide) if kind.wide else None
    return frozenset(_wide(kind, below)) if column is not None and column.type == "word" else frozenset()


def _strangeness(kind: TableKind, name: str, held: Sequence[str]) -> float:
    """Return how much less a heading fits for what stands under it: a column of days without any, or days alone."""
    column = kind.column(name)
    if column is None or not held:
        return 0.0
    if column.type == "date":
        return 0.0 if any(day_of(words) for words in held) else _STRANGE
    return _STRANGE / 2 if all(_BARE_DAY.fullmatch(words.strip()) for words in held) else 0.0


_STRANGE = 0.08
"""Enough to decide between names that fit alike, and no more."""
_BARE_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?")
_BY_CONTENT = 0.5
"""How much less than its own heading a column counts that shows what it is by its contents."""


_NUMBER = re.compile(r"[\d\s.,%]+")
_ONLY_DAY = re.compile(r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d)(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?")
"""A cell that holds a day and nothing else."""


def _fitting(kind: TableKind, heading: str, texts: Sequence[str]) -> Mapping[str, float]:
    """Return how well a heading names each column; where whole days stand under «Время», it names the day."""
    fits = _fits(kind, heading)
    if texts and all(_NUMBER.fullmatch(text.strip()) for text in texts):  # nobody is called by a number
        persons = {column.id for column in kind.columns if column.type == "person"}
        fits = {column: fit for column, fit in fits.items() if column not in persons}
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
    if column.type == "date":  # a dash under a course says that it is not for this person
        below = {at: [text for text in texts if any(map(str.isalnum, text))] for at, texts in below.items()}
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


def _tells(kind: TableKind, headings: Mapping[int, str], columns: Mapping[str, int]) -> bool:
    """Return whether a heading is the whole name of a column that hardly any other table has, or a part of it is."""
    telling = [column.id for column in kind.columns if column.telling and column.id in columns]
    return any(
        name in _named_whole(kind, part)
        for name in telling
        for part in (headings[columns[name]], *_JOINT.split(_ASIDE.sub(" ", headings[columns[name]])))
    )


def _is_named(kind: TableKind, named: str, headings: Iterable[str]) -> bool:
    """Return whether the name of the file, the sheet or the title, or one of the headings, speaks of the kind."""
    spoken = " ".join([named, *(fold(words).text for words in headings)])
    return any(name in spoken for name in kind.names)


@cache
def _names(kind: TableKind) -> tuple[tuple[str, tuple[_Name, ...]], ...]:
    return tuple(
        (column.id, tuple((words, _lead(heading)) for heading in column.headings if (words := _words(heading))))
        for column in kind.columns
    )


_Name = tuple[tuple[str, ...], str]
"""The words of a heading without the small ones, and the small word before the first of them."""


@cache
def _fits(kind: TableKind, heading: str) -> Mapping[str, float]:
    """Return how well a heading names each column of a kind; those that it does not name are left out.

    What stands before a colon, or outside brackets, is the heading itself; the rest explains it.
    """
    best = _fits_as(kind, heading)
    head, _, rest = heading.partition(":")
    if rest and head:
        best = _fits_as(kind, head) or best
    bare = _ASIDE.sub(" ", heading).strip()
    if bare and bare != heading:
        by_bare = {column: fit - _BY_BARE for column, fit in _fits_as(kind, bare).items()}
        if _named_whole(kind, bare) and " ".join(_words(bare)) not in _QUALIFIES:
            return by_bare  # «Заявитель (физ/юр)» names the complainant
        best |= {column: max(fit, best.get(column, 0.0)) for column, fit in by_bare.items()}
    return best


_BY_BARE = 0.1
"""What a name that fits without the brackets counts less than one that fits with them."""


def _fits_as(kind: TableKind, heading: str) -> dict[str, float]:
    words, leads, sought = _words(heading), _leads(heading), _by_beginning(kind)
    fits: dict[str, float] = {}
    for beginning in {word[:_LETTERS_OF_A_STEM] for word in words}:
        for column, name in sought.get(beginning, ()):
            fit = _fit(words, leads, *name)
            if fit > fits.get(column, 0.0):
                fits[column] = fit
    return {
        column: fits[column] + _BY_FIRST_NAME * (words == names[0][0])
        for column, names in _names(kind)
        if column in fits
    }


@cache
def _by_beginning(kind: TableKind) -> dict[str, list[tuple[str, _Name]]]:
    """Return the names of all columns by the first letters of their first word, which every heading in it shares."""
    found: dict[str, list[tuple[str, _Name]]] = defaultdict(list)
    for column, names in _names(kind):
        for name in names:
            found[name[0][0][:_LETTERS_OF_A_STEM]].append((column, name))
    return dict(found)


_BY_FIRST_NAME = 0.01
"""What a column's first name counts more than its others: beside «Причина», «Категория» is not the cause."""


def _all_words(text: str) -> list[str]:
    return _WORD.findall(fold(text).text.replace("_", " "))


def _words(text: str) -> tuple[str, ...]:
    words = tuple(_all_words(text))
    return tuple(word for word in words if word not in _SMALL) or words  # «С» and «По» may be all of a heading


def _leads(text: str) -> tuple[str, ...]:
    """Return, for every word but the small ones, the small word right before it; empty where there is none."""
    leads, before = [], ""
    for word in _all_words(text):
        if word in _SMALL:
            before = word
            continue
        leads.append(before)
        before = ""
    return tuple(leads) or ("",) * len(_all_words(text))


def _lead(text: str) -> str:
    return next(iter(_leads(text)), "")


def _fit(heading: tuple[str, ...], leads: tuple[str, ...], name: tuple[str, ...], lead: str) -> float:
    """Return how well a name fits: all its words in order, the fewer others beside them the better; 0 is not at all.

    «На кого» is not «от кого», and what comes after an event is not the event: «звонок после закрытия».
    """
    if not name or len(name) > len(heading):
        return 0.0
    for at in range(len(heading) - len(name) + 1):
        if all(_same(word, heading[at + number]) for number, word in enumerate(name)):
            others = len(heading) - len(name)
            if others > 2 * len(name) + 1 or (others and len(name) == 1 and len(name[0]) <= _TOO_SHORT):
                return 0.0
            if (lead and leads[at] and lead != leads[at]) or (at and heading[at - 1] in _AFTER):
                continue
            exact = sum(word == heading[at + number] for number, word in enumerate(name))
            led = 0.2 * (lead == leads[at]) if lead or leads[at] else 0.2
            return 2.0 * len(name) - 0.5 * others + 0.25 * (at == 0) + 1.0 * (others == 0) + 0.1 * exact + led
    return 0.0


_AFTER = frozenset({"после", "перед", "без", "кроме", "after", "before", "without", "since"})
"""Words that turn the name behind them into the time or the lack of it."""


def _same(name: str, word: str) -> bool:
    """Return whether two words are one in different endings."""
    if name == word:
        return True
    stem = max(_LETTERS_OF_A_STEM, len(name) - 2)
    longest = _ENDING_OF_SHORT if len(name) <= _LETTERS_OF_A_STEM + 1 else _ENDING
    return (
        len(name) > _LETTERS_OF_A_STEM
        and word.startswith(name[:stem])
        and abs(len(word) - len(name)) <= 3
        and len(word) - stem <= longest
    )


_ENDING_OF_SHORT = 3
_ENDING = 5
"""Letters of an ending at most; of a short word fewer: «отвечает» is not «ответ»."""


def fits_of(kind: TableKind, label: str) -> Mapping[str, float]:
    """Return how well a label names each column of a kind; those that it does not name are left out."""
    return _fits(kind, label) if len(label) <= _LONGEST_HEADING else {}
