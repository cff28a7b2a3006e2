"""The cells of a document as grids: a sheet, or a table of a text document, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from auditor.model.document import APART, BlockKind, Document

_SHEET = re.compile(r"(?:(?P<sheet>.*)!)?(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})")
_IN_TEXT = re.compile(r"T(?P<table>\d+)R(?P<row>\d+)C(?P<column>\d+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: its words, where they start in the document's text, and what the file calls it."""

    text: str
    start: int
    place: str
    block: int


@dataclass(slots=True)
class Grid:
    """One sheet or table."""

    name: str
    rows: dict[int, dict[int, Entry]] = field(default_factory=dict)
    """Row and column, both from 1, to the cell; empty cells are not there."""
    before: str = ""
    """The words that stand right before a table of a text document."""


def grids_of(document: Document) -> list[Grid]:
    """Return the grids of a document in their order; hidden cells and comments are left out."""
    grids: dict[str, Grid] = {}
    spoken = ""
    for number, block in enumerate(document.blocks):
        place = block.location.cell if block.kind is BlockKind.CELL else None
        at = _place(place) if place and block.kind not in APART else None
        if at is None:
            spoken = block.text if block.kind is not BlockKind.CELL else spoken
            continue
        name, row, column = at
        grid = grids.setdefault(name, Grid(name, before=spoken))
        held = grid.rows.setdefault(row, {})
        start = document.starts[number]
        if column in held:  # several paragraphs in one cell
            first = held[column]
            held[column] = Entry(f"{first.text}\n{block.text}", first.start, first.place, first.block)
        else:
            held[column] = Entry(block.text, start, place or "", number)
    return list(grids.values())


_MEMBER = re.compile(r"(?P<list>\$.*?)\[(?P<row>\d+)\]\.(?P<key>[^.\[\]]+)|\$(?P<line>\d*)\.(?P<name>[^.\[\]]+)")
"""A value of an object in a list, or of an object on a line of its own, as JSON exports hold records."""


JSON = "application/json"
"""The type of files whose lists are read as tables."""


_FEWEST = 2
"""Rows, with the headings, that a list must exceed: one object alone is no table."""


def lists_of(document: Document) -> list[Grid]:
    """Return the lists of objects of a JSON export as grids: the names of the values are the headings."""
    grids: dict[str, Grid] = {}
    places: dict[str, dict[str, int]] = {}
    for number, block in enumerate(document.blocks):
        found = _MEMBER.fullmatch(block.location.cell or "") if block.kind not in APART else None
        if found is None:
            continue
        name, key = found["list"] or "$", found["key"] or found["name"]
        row = int(found["row"]) + 1 if found["list"] else int(found["line"] or 1)
        grid, columns = grids.setdefault(name, Grid(name)), places.setdefault(name, {})
        at = columns.setdefault(key, len(columns) + 1)
        said = block.text.removeprefix(f"{key}: ")
        start = document.starts[number] + len(block.text) - len(said)
        grid.rows.setdefault(1, {}).setdefault(at, Entry(key, start, "", number))
        grid.rows.setdefault(row + 1, {})[at] = Entry(said, start, block.location.cell or "", number)
    return [grid for grid in grids.values() if len(grid.rows) > _FEWEST]


def _place(place: str) -> tuple[str, int, int] | None:
    found = _IN_TEXT.fullmatch(place) if place.startswith("T") else None
    if found:
        return f"T{found['table']}", int(found["row"]), int(found["column"])
    found = _SHEET.fullmatch(place)
    if found is None:
        return None
    return found["sheet"] or "", int(found["row"]), _number(found["column"])


@cache
def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def texts(row: dict[int, Entry]) -> Iterable[str]:
    """Return the words of a row in the order of its columns."""
    return (row[column].text for column in sorted(row))
