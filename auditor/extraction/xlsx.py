"""XLSX and XLSM: cells as displayed, comments, text boxes; hidden sheets, rows and columns are kept apart.

Own walk over the XML, row by row: openpyxl in its sparing mode does not tell what is hidden, and python-calamine
does not tell how numbers are displayed and aborts the process when two cells stand far apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from auditor.extraction.cells import MOST_COLUMNS, MOST_ROWS, CellWriter, column_number, header_words
from auditor.extraction.displayed import BUILT_IN, Style, is_russian, shown
from auditor.extraction.interface import Source, UnreadableError, document
from auditor.extraction.opc import Link, links_of, main_part
from auditor.extraction.package import Package
from auditor.extraction.safe_xml import ends, parse
from auditor.model.document import BlockKind, Document, Sign, Unreadable

_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})$")
_SAMPLE = 500
"""Cells that are looked at to tell the language of a table."""
_HEADERS = ("oddHeader", "evenHeader", "firstHeader")
_FOOTERS = ("oddFooter", "evenFooter", "firstFooter")


def read(source: Source) -> Document | Unreadable:
    """Return the cells of a workbook, sheet by sheet; one that declares XML entities is ``unsafe``."""
    package = Package(source.data)
    workbook = _Workbook(package)
    writer = CellWriter()
    for sheet in workbook.sheets:
        _Sheet(workbook, writer, sheet).write()
    writer.end()
    reason = "ambiguous" if package.repeated else "limit_cells" if writer.full else None
    return document(source, _MEDIA, writer.blocks, [*writer.signs, *_signs(package)], reason)


def _signs(package: Package) -> Iterator[Sign]:
    if any("vbaProject" in name for name in package.names):
        yield Sign("macro", "")
    if any("/embeddings/" in name for name in package.names):
        yield Sign("embedded_object", "")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet as the workbook names it."""

    name: str
    part: str
    hidden: bool


class _Workbook:
    """What the sheets share: words, formats, the way days are counted."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = main_part(package)
        self.links = links_of(package, self.main)
        root = parse(package.read(self.main))
        properties = next(root.iter("{*}workbookPr"), None)
        since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        self.strings = list(self._strings())
        self.formats = self._formats()
        self.sheets = [entry for entry in map(self._entry, root.iter("{*}sheet")) if entry]
        self.style = Style(russian=is_russian(self.strings or self._inline()), since_1904=since_1904)

    def _entry(self, element: Any) -> _Entry | None:
        target = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        link = self.links.get(str(target))
        if link is None or link.kind != "worksheet":
            return None
        return _Entry(element.get("name", ""), link.target, element.get("state", "visible") != "visible")

    def _part(self, kind: str) -> str | None:
        return next((link.target for link in self.links.values() if link.kind == kind), None)

    def _strings(self) -> Iterator[str]:
        name = self._part("sharedStrings")
        if name and self.package.has(name):
            for element in ends(self.package.open(name), "si"):
                yield words_of(element)

    def _inline(self) -> list[str]:
        """Return the first words that the cells themselves hold, as some programs write them."""
        found: list[str] = []
        for sheet in self.sheets[:1]:
            for element in ends(self.package.open(sheet.part), "is") if self.package.has(sheet.part) else ():
                found.append(words_of(element))
                if len(found) >= _SAMPLE:
                    break
        return found

    def _formats(self) -> list[str]:
        """Return the format of each style of cells."""
        name = self._part("styles")
        if not name or not self.package.has(name):
            return []
        root = parse(self.package.read(name))
        codes = {e.get("numFmtId"): e.get("formatCode", "") for e in root.iter("{*}numFmt")}
        used = (e.get("numFmtId", "0") for e in root.iterfind("{*}cellXfs/{*}xf"))
        return [codes.get(number) or BUILT_IN.get(int(number) if number.isdigit() else 0, "General") for number in used]


@dataclass(slots=True)
class _Sheet:
    """One sheet that is being read."""

    workbook: _Workbook
    writer: CellWriter
    entry: _Entry
    row: int = 0
    hidden: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of hidden columns."""

    def write(self) -> None:
        """Write the cells, then comments and text boxes."""
        package = self.workbook.package
        self.writer.begin_sheet(self.entry.name, hidden=self.entry.hidden)
        if not package.has(self.entry.part):
            raise UnreadableError("damaged")
        for element in ends(package.open(self.entry.part), "col", "row", *_HEADERS, *_FOOTERS):
            name = element.tag.rsplit("}", 1)[-1]
            if name == "row":
                self._row(element)
            elif name == "col":
                self._column(element)
            else:
                kind = BlockKind.HEADER if name in _HEADERS else BlockKind.FOOTER
                self.writer.text([header_words(element.text or "")], kind)
        for link in links_of(package, self.entry.part).values():
            self._linked(link)

    def _linked(self, link: Link) -> None:
        package = self.workbook.package
        if not package.has(link.target):
            return
        if link.kind == "comments":
            self._comments(parse(package.read(link.target)))
        elif link.kind == "drawing":
            root = parse(package.read(link.target))
            paragraphs = root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p")
            self.writer.text("".join(e.text or "" for e in p.iter("{*}t")) for p in paragraphs)

    def _comments(self, root: Any) -> None:
        authors = [element.text or None for element in root.iter("{*}author")]
        for element in root.iter("{*}comment"):
            place = _REFERENCE.match(element.get("ref", ""))
            by = element.get("authorId", "")
            author = authors[int(by)] if by.isdigit() and int(by) < len(authors) else None
            row, column = (int(place[2]), column_number(place[1])) if place else (1, 1)
            self.writer.comment(row, column, words_of(element), author)

    def _column(self, element: Any) -> None:
        if element.get("hidden") in {"1", "true"}:
            first, last = _whole(element.get("min"), 1), _whole(element.get("max"), MOST_COLUMNS)
            self.hidden.append((first, last))

    def _row(self, element: Any) -> None:
        stated = _whole(element.get("r"), self.row + 1)
        self.row = stated if 0 < stated <= MOST_ROWS else self.row + 1
        hidden, column = element.get("hidden") in {"1", "true"}, 0
        for cell in element.iterchildren("{*}c"):
            place = _REFERENCE.match(cell.get("r", ""))
            column = column_number(place[1]) if place else column + 1
            unseen = hidden or any(first <= column <= last for first, last in self.hidden)
            self.writer.cell(self.row, column, self._words(cell), hidden=unseen)

    def _words(self, cell: Any) -> str:
        """Return what a cell displays; a formula that was never computed shows itself."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(words_of(element) for element in cell.iterchildren("{*}is"))
        value = next(cell.iterchildren("{*}v"), None)
        if value is None or value.text is None:
            formula = next(cell.iterchildren("{*}f"), None)
            return f"={formula.text}" if formula is not None and formula.text else ""
        return self._value(kind, value.text, cell.get("s", "0"))

    def _value(self, kind: str, text: str, style: str) -> str:
        if kind == "s":
            number = _whole(text, -1)
            if not 0 <= number < len(self.workbook.strings):
                raise UnreadableError("damaged")
            return self.workbook.strings[number]
        if kind == "b":
            return self.workbook.style.true if text.strip() in {"1", "true"} else self.workbook.style.false
        if kind == "d":
            return text.replace("T", " ").removesuffix(" 00:00:00")
        if kind != "n":
            return text
        formats, number = self.workbook.formats, _whole(style, 0)
        return shown(text, formats[number] if number < len(formats) else "General", self.workbook.style)


def words_of(element: Any) -> str:
    """Return the words of a string with its runs, without the readings of Asian signs."""
    return "".join(e.text or "" for e in element.iter("{*}t") if e.getparent().tag.rsplit("}", 1)[-1] != "rPh")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
