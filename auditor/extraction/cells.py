"""The cells of tables as blocks: where each stands, what is hidden, how many are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from auditor.extraction.interface import clean
from auditor.model.document import Block, BlockKind, Location, Sign

MOST_CELLS = 1_000_000
"""Cells with words that are read of one file; a setting of the product."""
MOST_CHARACTERS = 50_000_000
"""Characters that are read of one file: one long text may be referred to by very many cells."""
MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576
"""The size of the largest sheet of today's programs."""


_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d{1,3}|[A-Za-z&])')


def header_words(text: str) -> str:
    """Return the words of a header or a footer without its codes: font, place, number of the page."""
    return _HEADER_CODE.sub(" ", text)


@cache
def column_name(column: int) -> str:
    """Return the name of a column counted from 1: A, B, ... Z, AA."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


@cache
def column_number(name: str) -> int:
    """Return the number of a column from 1 by its name."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@dataclass(slots=True)
class CellWriter:
    """Writes the cells of sheets in reading order."""

    blocks: list[Block] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    full: bool = False
    """Whether there were more cells than are read."""
    _sheet: str = ""
    _hidden: bool = False
    _written: int = 0
    _characters: int = 0
    _unseen: list[str] = field(default_factory=list)

    def begin_sheet(self, name: str, *, hidden: bool = False) -> None:
        """Begin a sheet; without a name its cells are named by column and row alone."""
        self.end()
        self._sheet, self._hidden = clean(name), hidden

    def cell(self, row: int, column: int, text: str, *, hidden: bool = False) -> None:
        """Write one cell by its row and column from 1; a blank one leaves no trace."""
        words = clean(text).strip()
        if not words or self.full:
            return
        self._written += 1
        self._characters += len(words)
        if self._written > MOST_CELLS or self._characters > MOST_CHARACTERS:
            self.full = True
            return
        hidden = hidden or self._hidden
        kind = BlockKind.HIDDEN if hidden else BlockKind.CELL
        self.blocks.append(Block(words, kind, Location(cell=self.place(row, column))))
        if hidden:
            self._unseen.append(words)

    def comment(self, row: int, column: int, text: str, author: str | None = None) -> None:
        """Write a comment on a cell."""
        words = clean(text).strip()
        if words:
            where = Location(cell=self.place(row, column))
            self.blocks.append(Block(words, BlockKind.COMMENT, where, author=author))
            self.signs.append(Sign("comment", words, where, author))

    def text(self, paragraphs: Iterable[str], kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Write words of a sheet that stand in no cell: a text box, a header."""
        kind = BlockKind.HIDDEN if self._hidden else kind
        self.blocks.extend(Block(clean(words).strip(), kind) for words in paragraphs if words.strip())

    def end(self) -> None:
        """End the sheet, with one sign for all that is hidden in it."""
        if self._unseen:
            self.signs.append(Sign("hidden_text", "\n".join(self._unseen), Location(cell=self._sheet or None)))
        self._unseen = []

    def place(self, row: int, column: int) -> str:
        """Return the name of a cell, «Sheet1!B7»."""
        name = f"{column_name(column)}{row}"
        return f"{self._sheet}!{name}" if self._sheet else name
