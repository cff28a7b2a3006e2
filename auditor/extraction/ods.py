"""ODS and flat FODS: the cells of each sheet with their displayed text; hidden ones are kept apart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from auditor.extraction.cells import MOST_COLUMNS, MOST_ROWS, CellWriter
from auditor.extraction.interface import Source, document
from auditor.extraction.opendocument.parts import attribute, count, local, refuse_encrypted, signs_of
from auditor.extraction.package import Package
from auditor.extraction.safe_xml import ends
from auditor.model.document import Document, Sign, Unreadable

_MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_COLLAPSED = {"collapse", "filter"}


def read(source: Source) -> Document | Unreadable:
    """Return the cells of an OpenDocument table; a file under a password is ``encrypted``."""
    stream, signs = _opened(source.data)
    walk = _Walk()
    for element in ends(stream, "automatic-styles", "table-column", "table-row"):
        walk.take(element)
    walk.writer.end()
    reason = "limit_cells" if walk.writer.full else None
    return document(source, _MEDIA, walk.writer.blocks, [*walk.writer.signs, *signs], reason)


def _opened(data: bytes) -> tuple[IO[bytes], tuple[Sign, ...]]:
    if not data.startswith(b"PK"):
        return io.BytesIO(data), ()
    package = Package(data)
    refuse_encrypted(package)
    return package.open("content.xml"), signs_of(package)


@dataclass(slots=True)
class _Walk:
    """Takes the columns and rows of the sheets as they end."""

    writer: CellWriter = field(default_factory=CellWriter)
    unseen: frozenset[str] = frozenset()
    """The names of the styles of sheets that are hidden."""
    sheet: Any = None
    row: int = 1
    column: int = 1
    hidden: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of hidden columns."""

    def take(self, element: Any) -> None:
        """Take one element that has ended."""
        name = local(element)
        if name == "automatic-styles":
            self.unseen = frozenset(_unseen(element))
            return
        sheet = next((e for e in element.iterancestors() if local(e) == "table"), None)
        if sheet is None:
            return
        if sheet is not self.sheet:
            self._begin(sheet)
        if name == "table-column":
            self._column(element)
        else:
            self._row(element)

    def _begin(self, sheet: Any) -> None:
        self.sheet, self.row, self.column, self.hidden = sheet, 1, 1, []
        hidden = attribute(sheet, "style-name") in self.unseen
        self.writer.begin_sheet(attribute(sheet, "name") or "", hidden=hidden)

    def _column(self, element: Any) -> None:
        number = count(element, "number-columns-repeated", MOST_COLUMNS)
        if attribute(element, "visibility") in _COLLAPSED:
            self.hidden.append((self.column, self.column + number))
        self.column += number

    def _row(self, element: Any) -> None:
        hidden, column = attribute(element, "visibility") in _COLLAPSED, 1
        for cell in element:
            if local(cell) == "table-cell":
                self._cell(cell, column, hidden=hidden or any(start <= column < end for start, end in self.hidden))
            if local(cell) in {"table-cell", "covered-table-cell"}:
                column += count(cell, "number-columns-repeated", MOST_COLUMNS)
        self.row += count(element, "number-rows-repeated", MOST_ROWS)

    def _cell(self, cell: Any, column: int, *, hidden: bool) -> None:
        kind = attribute(cell, "value-type") or ""
        stated = attribute(cell, "date-value") if kind == "date" else None  # as ISO text
        words = (stated or "").replace("T", " ").removesuffix(" 00:00:00") or "\n".join(_paragraphs(cell))
        self.writer.cell(self.row, column, words or attribute(cell, "value") or "", hidden=hidden)
        for comment in cell.iterchildren("{*}annotation"):
            author = next((e.text for e in comment if local(e) == "creator"), None)
            self.writer.comment(self.row, column, "\n".join(_paragraphs(comment)), author)


def _unseen(styles: Any) -> Iterator[str]:
    for style in styles.iterchildren("{*}style"):
        if any(attribute(properties, "display") == "false" for properties in style):
            yield attribute(style, "name") or ""


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iterchildren("{*}p"):
        yield "".join(_words(paragraph))


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        name = local(inner)
        if name == "s":
            yield " "
        elif name in {"tab", "line-break"}:
            yield "\t" if name == "tab" else "\n"
        elif name != "annotation":
            yield from _words(inner)
        yield inner.tail or ""
