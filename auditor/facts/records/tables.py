"""Rows of registers, journals and lists as records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.facts.records.counting import counted
from auditor.facts.records.grid import JSON, Entry, Grid, grids_of, lists_of, texts
from auditor.facts.records.headings import Read, read_headings
from auditor.facts.records.levelling import is_month_first, levelled, time_of
from auditor.model.columns import WIDE, Column, TableKind
from auditor.model.document import Document
from auditor.model.record import Cell, Record, Table

_ROWS_SEARCHED = 40
"""Rows at the beginning of a sheet in which headings are looked for; further ones only after an empty row."""
_LONGEST_QUOTE = 600
_TOTAL = re.compile(r"(?:итого|всего|total|sum)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The tables of a document with their rows."""

    tables: tuple[Table, ...] = ()
    records: tuple[Record, ...] = ()


def tables_of(document: Document, kinds: Sequence[TableKind], given: Mapping[str, str]) -> Recorded:
    """Return the tables whose columns are known, with a record for every row.

    ``given`` is the user's own mapping: a levelled heading to ``kind.column``.
    """
    tables: list[Table] = []
    records: list[Record] = []
    for grid in lists_of(document) if document.media_type == JSON else grids_of(document):
        for table, rows in _parted(grid, document.path, kinds, given):
            identity = f"{len(tables) + 1}"
            read = _records(table, rows, identity, document)
            found = counted(read) if table.read.kind.is_counted else list(read)
            headings = {column: table.headings[at] for column, at in table.read.columns.items()}
            headings |= {WIDE + table.headings[at]: table.headings[at] for at in table.read.wide}
            unknown = tuple(table.headings[at] for at in table.read.unknown)
            tables.append(Table(identity, table.read.kind.id, table.name, headings, unknown, len(rows)))
            records += found
    return Recorded(tuple(tables), tuple(records))


@dataclass(frozen=True, slots=True)
class _Found:
    read: Read
    headings: dict[int, str]
    name: str


def _parted(
    grid: Grid, path: str, kinds: Sequence[TableKind], given: Mapping[str, str]
) -> Iterator[tuple[_Found, list[dict[int, Entry]]]]:
    """Yield the tables of a grid: each begins with its headings and ends where others begin."""
    numbers = sorted(grid.rows)
    current: _Found | None = None
    rows: list[dict[int, Entry]] = []
    title: list[str] = [grid.before] if grid.before else []
    skip = 0
    for place, number in enumerate(numbers):
        if skip:
            skip -= 1
            continue
        row = grid.rows[number]
        fresh = (place < _ROWS_SEARCHED and current is None) or (place > 0 and number > numbers[place - 1] + 1)
        below = grid.rows[numbers[place + 1]] if place + 1 < len(numbers) else {}
        named = f"{path} {grid.name} {' '.join(title)}"
        under = _Under(grid, numbers[place + 1 : place + 1 + _SAMPLED]) if fresh else None
        read = _headings_at(row, below, kinds, named, given, under) if under is not None else None
        if read is not None:
            if current is not None:
                yield current, rows
            current, rows, skip = _Found(read[0], read[1], grid.name or " ".join(title)[:100]), [], read[2]
        elif current is None:
            title += [words for words in texts(row) if len(words) < 200]
        else:
            rows.append(row)
    if current is not None:
        yield current, rows


_SAMPLED = 30
"""Rows under headings that are looked at to tell a matrix."""


@dataclass(frozen=True, slots=True)
class _Under:
    """The first rows under a line of headings."""

    grid: Grid
    rows: Sequence[int]

    def cells(self, skipped: int) -> dict[int, list[str]]:
        """Return their words by column, without so many rows."""
        cells: dict[int, list[str]] = {}
        for number in self.rows[skipped:]:
            for at, entry in self.grid.rows[number].items():
                cells.setdefault(at, []).append(entry.text)
        return cells


def _headings_at(
    row: dict[int, Entry],
    below: dict[int, Entry],
    kinds: Sequence[TableKind],
    spoken: str,
    given: Mapping[str, str],
    under: _Under,
) -> tuple[Read, dict[int, str], int] | None:
    """Return how a row is read as headings, alone or with the row below it, and how many further rows that takes."""
    alone = {at: _line(entry.text) for at, entry in row.items()}
    read = read_headings(alone, kinds, spoken, given, under.cells(0))
    joined = _joined(alone, {at: _line(entry.text) for at, entry in below.items()})
    both = read_headings(joined, kinds, spoken, given, under.cells(1)) if joined else None
    if both is not None and (read is None or _width(both) > _width(read) + 1):
        return both, joined, 1
    return (read, alone, 0) if read is not None else None


def _width(read: Read) -> int:
    return len(read.columns) + len(read.wide)


def _joined(upper: Mapping[int, str], lower: Mapping[int, str]) -> dict[int, str]:
    """Return two rows of headings as one: an upper one stands over every column up to the next upper one."""
    if (
        len(upper) < 2
        or len(lower) < 2
        or any(len(words) > 40 or any(map(str.isdigit, words)) for words in lower.values())
    ):
        return {}
    joined: dict[int, str] = {}
    over = ""
    for at in range(1, max([*upper, *lower]) + 1):
        over = upper.get(at, over if at in lower and at not in upper else "")
        words = " ".join(part for part in (over, lower.get(at, "")) if part)
        if words:
            joined[at] = words
    return joined


def _line(words: str) -> str:
    return " ".join(words.split())


def _records(found: _Found, rows: Sequence[dict[int, Entry]], table: str, document: Document) -> Iterator[Record]:
    kind = found.read.kind
    columns = {at: column for name, at in found.read.columns.items() if (column := kind.column(name)) is not None}
    dated = [at for at, column in columns.items() if column.type == "date"]
    month_first = is_month_first([row[at].text for row in rows[:500] for at in dated if at in row])
    for number, row in enumerate(rows, 1):
        if not _is_row(row, columns):
            continue
        cells = {
            column.id: levelled(row[at].text if at in row else "", column, month_first=month_first)
            for at, column in columns.items()
        }
        _take_wide(cells, found, row)
        _take_time(cells)
        first, last = row[min(row)], row[max(row)]
        span = (first.start, last.start + len(last.text))
        block = document.blocks[first.block].location
        yield Record(
            kind=kind.id,
            id=cells["id"].text if cells.get("id") and cells["id"].text else f"{number}",
            span=span,
            quote=document.text[span[0] : min(span[1], span[0] + _LONGEST_QUOTE)],
            cells=cells,
            place=first.place,
            page=block.page,
            paragraph=block.paragraph,
            table=table,
        )


def _take_wide(cells: dict[str, Cell], found: _Found, row: dict[int, Entry]) -> None:
    """Take what stands under the headings of their own of a matrix; empty cells are left out."""
    column = found.read.kind.column(found.read.kind.wide) if found.read.wide else None
    for at in found.read.wide:
        if column is not None and at in row and row[at].text.strip():
            cells[WIDE + found.headings[at]] = levelled(row[at].text, column)


def _is_row(row: dict[int, Entry], columns: Mapping[int, Column]) -> bool:
    """Return whether a row is an entry: not a line of totals, a remark, or the headings again."""
    known = [at for at in row if at in columns]
    if not known or (len(row) == 1 and len(columns) > 2):
        return False
    return not _TOTAL.match(row[min(row)].text.lstrip())


def _take_time(cells: dict[str, Cell]) -> None:
    """Take the time of day from the date's cell where the table has no column for it."""
    day = cells.get("date") or cells.get("received")
    if "time" not in cells and day is not None:
        time = time_of(day.text)
        cells["time"] = Cell(day.text if time else "", time)
