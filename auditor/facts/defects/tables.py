"""The rows of the tables of a document: cells of Word and PDF, and lines of a text set apart by strokes or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from auditor.facts.value_numbers import DIGITS, written
from auditor.model.document import APART, Block, BlockKind, Document
from auditor.model.profile import Span

_PLACE = re.compile(r"(?P<table>.*)R(?P<row>\d+)C(?P<column>\d+)$")
_RULER = re.compile(r"[\s|:=+-]*")
_PART = re.compile(r"[^|\t]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(
    rf"(?P<sign>[-–−]?)\s*[$€£₽]?\s*(?P<digits>{DIGITS})(?:[-=]00)?\s*(?P<unit>(?:[a-zа-я%₽$€]{{1,12}}[.²³]?\s*){{0,2}})$"
)
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty."""

    text: str
    """In lower case, with plain spaces."""
    span: Span
    """Its place in the document's text."""
    column: int

    def number(self, *, grouped: bool) -> Decimal | None:
        """Return the number that is all the cell says, with its unit at most; None for words."""
        found = _NUMBER.match(_BRACKETS.sub(" ", self.text).strip())
        number = written(found["digits"], grouped=grouped) if found else None
        return -number if found and number is not None and found["sign"] else number


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one cell that is not empty."""

    cells: tuple[Cell, ...]

    @property
    def span(self) -> Span:
        """Return the place of the whole row."""
        return self.cells[0].span[0], self.cells[-1].span[1]

    @property
    def first(self) -> str:
        """Return the words of the first cell that is not empty."""
        return self.cells[0].text

    def at(self, column: int) -> Cell | None:
        """Return the cell of a column, None where it is empty."""
        return next((cell for cell in self.cells if cell.column == column), None)


def tables_of(document: Document) -> Iterator[list[Row]]:
    """Yield every table as its rows, in order of place."""
    placed = zip(document.blocks, document.starts, strict=True)
    kept = [(block, start) for block, start in placed if block.kind not in APART]
    for (name, _), group in groupby(kept, key=lambda item: _table_of(item[0])):
        if name is not None:
            members = list(group)
            rows = _rows_of_cells(members) if name else [_row_of_line(*member) for member in members]
            yield [row for row in rows if row is not None]


def _table_of(block: Block) -> tuple[str | None, bool]:
    """Return the name of a block's table, empty for lines of text; None for what stands in no table."""
    place = _PLACE.match(block.location.cell or "") if block.kind is BlockKind.CELL else None
    if place:
        return place["table"], True
    is_set_apart = block.kind is not BlockKind.CELL and ("|" in block.text or "\t" in block.text)
    return ("" if is_set_apart and len(_PART.findall(block.text)) > 1 else None), False


def _rows_of_cells(members: list[tuple[Block, int]]) -> Iterator[Row | None]:
    for _, group in groupby(members, key=lambda member: _position(member[0])[0]):
        cells = [_cell(block.text, start, _position(block)[1]) for block, start in group]
        yield Row(tuple(cells))


def _position(block: Block) -> tuple[int, int]:
    place = _PLACE.match(block.location.cell or "")
    return (int(place["row"]), int(place["column"])) if place else (0, 0)


def _row_of_line(block: Block, start: int) -> Row | None:
    """Return the cells of «| a | b |» or of a line with tabs; None for the ruler under a head."""
    if _RULER.fullmatch(block.text):
        return None
    cut = "|" if "|" in block.text else "\t"
    at, cells = 0, []
    for column, part in enumerate(block.text.strip(cut).split(cut)):
        begin = block.text.find(part, at)
        at = begin + len(part)
        words = part.strip()
        if words:
            begin += len(part) - len(part.lstrip())
            cells.append(_cell(words, start + begin, column))
    return Row(tuple(cells)) if cells else None


def _cell(words: str, start: int, column: int) -> Cell:
    return Cell(words.lower().replace("ё", "е").translate(_SPACES), (start, start + len(words)), column)
