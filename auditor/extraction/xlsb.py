"""XLSB, the binary workbook ([MS-XLSB]): cells as displayed; hidden sheets, rows and columns are kept apart."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from auditor.extraction.cells import MOST_COLUMNS, MOST_ROWS, CellWriter
from auditor.extraction.displayed import BUILT_IN, Style, is_russian, shown
from auditor.extraction.interface import Source, UnreadableError, document
from auditor.extraction.opc import links_of, main_part
from auditor.extraction.package import Package
from auditor.model.document import Document, Sign, Unreadable

_MEDIA = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
_ROW, _STRING, _FORMAT, _CELL_FORMAT, _COLUMN, _SETTINGS, _SHEET = 0, 19, 44, 47, 60, 153, 156
_FORMATS_BEGIN, _FORMATS_END = 617, 618
_PACKED, _ERROR, _BOOL, _REAL, _INLINE, _SHARED = 2, 3, 4, 5, 6, 7
_FORMULA_STRING, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR, _RICH = 8, 9, 10, 11, 62
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_LARGEST_RECORD = 16 * 1024 * 1024


def read(source: Source) -> Document | Unreadable:
    """Return the cells of a binary workbook, sheet by sheet."""
    package = Package(source.data)
    workbook = _Workbook(package)
    writer = CellWriter()
    for name, part, hidden in workbook.sheets:
        writer.begin_sheet(name, hidden=hidden)
        sheet = _Sheet(workbook, writer)
        with package.open(part) as stream:
            for kind, data in _records(stream):
                sheet.take(kind, data)
    writer.end()
    signs = [Sign("macro", "")] if any("vbaProject" in name for name in package.names) else []
    return document(source, _MEDIA, writer.blocks, [*writer.signs, *signs], "limit_cells" if writer.full else None)


def _records(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Return the records of a part by number; a size that is stated wrongly ends the part."""
    buffered = io.BufferedReader(stream)  # type: ignore[type-var] # a raw stream in all but its declared type
    while first := buffered.read(1):
        kind = first[0]
        if kind & 0x80:
            kind = (kind & 0x7F) | ((buffered.read(1) or b"\0")[0] & 0x7F) << 7
        size = shift = 0
        while shift < 28:
            byte = (buffered.read(1) or b"\0")[0]
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if size > _LARGEST_RECORD:
            raise UnreadableError("damaged")
        yield kind, buffered.read(size)


def _string(data: bytes, at: int) -> tuple[str, int]:
    """Return a string that stands after its length, and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = min(at + 4 + 2 * length, len(data))
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


class _Workbook:
    """What the sheets share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        main = main_part(package)
        self.links = links_of(package, main)
        self.sheets: list[tuple[str, str, bool]] = []
        since_1904 = False
        for kind, data in self._of(main):
            if kind == _SETTINGS:
                since_1904 = bool(data[0] & 1)
            elif kind == _SHEET:
                self._sheet(data)
        self.strings = [_string(data, 1)[0] for kind, data in self._of(self._part("sharedStrings")) if kind == _STRING]
        self.formats = self._formats()
        self.style = Style(russian=is_russian(self.strings), since_1904=since_1904)

    def _part(self, kind: str) -> str:
        return next((link.target for link in self.links.values() if link.kind == kind), "")

    def _of(self, part: str) -> Iterator[tuple[int, bytes]]:
        if self.package.has(part):
            with self.package.open(part) as stream:
                yield from _records(stream)

    def _sheet(self, data: bytes) -> None:
        state = int.from_bytes(data[:4], "little")
        target, at = _string(data, 8)
        link = self.links.get(target)
        if link is not None and link.kind == "worksheet" and self.package.has(link.target):
            self.sheets.append((_string(data, at)[0], link.target, state != 0))

    def _formats(self) -> list[str]:
        codes: dict[int, str] = {}
        formats: list[str] = []
        within = False
        for kind, data in self._of(self._part("styles")):
            if kind == _FORMAT:
                codes[int.from_bytes(data[:2], "little")] = _string(data, 2)[0]
            elif kind in {_FORMATS_BEGIN, _FORMATS_END}:
                within = kind == _FORMATS_BEGIN
            elif kind == _CELL_FORMAT and within:
                number = int.from_bytes(data[2:4], "little")
                formats.append(codes.get(number) or BUILT_IN.get(number, "General"))
        return formats


@dataclass(slots=True)
class _Sheet:
    """One sheet that is being read."""

    workbook: _Workbook
    writer: CellWriter
    row: int = 0
    row_hidden: bool = False
    hidden: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of hidden columns, from 0."""

    def take(self, kind: int, data: bytes) -> None:
        """Take the next record of the sheet."""
        if kind == _COLUMN and len(data) >= 18:
            first, last, _width, _style, flags = struct.unpack_from("<IIIIH", data)
            if flags & 1:
                self.hidden.append((first, last))
        elif kind == _ROW and len(data) >= 12:
            self.row = min(int.from_bytes(data[:4], "little"), MOST_ROWS - 1)
            self.row_hidden = bool(data[11] & 0x10)
        elif (_PACKED <= kind <= _FORMULA_ERROR or kind == _RICH) and len(data) > 8:
            self._cell(kind, data)

    def _cell(self, kind: int, data: bytes) -> None:
        column = min(int.from_bytes(data[:4], "little"), MOST_COLUMNS - 1)
        style = int.from_bytes(data[4:7], "little")
        hidden = self.row_hidden or any(first <= column <= last for first, last in self.hidden)
        self.writer.cell(self.row + 1, column + 1, self._words(kind, data, style), hidden=hidden)

    def _words(self, kind: int, data: bytes, style: int) -> str:
        if kind in {_INLINE, _FORMULA_STRING}:
            return _string(data, 8)[0]
        if kind == _RICH:
            return _string(data, 9)[0]
        if kind in {_ERROR, _FORMULA_ERROR}:
            return _ERRORS.get(data[8], "#N/A")
        if kind in {_BOOL, _FORMULA_BOOL}:
            return self.workbook.style.true if data[8] else self.workbook.style.false
        if kind == _SHARED:
            number = int.from_bytes(data[8:12], "little")
            if number >= len(self.workbook.strings):
                raise UnreadableError("damaged")
            return self.workbook.strings[number]
        value = _packed(int.from_bytes(data[8:12], "little")) if kind == _PACKED else _real(data)
        formats = self.workbook.formats
        return shown(repr(value), formats[style] if style < len(formats) else "General", self.workbook.style)


def _real(data: bytes) -> float:
    return float(struct.unpack_from("<d", data.ljust(16, b"\0"), 8)[0])


def _packed(stated: int) -> float:
    """Return a number packed into 30 bits: whole or the upper half of a real one, perhaps in hundredths."""
    if stated & 2:
        value = float((stated >> 2) - (1 << 30 if stated & 0x80000000 else 0))
    else:
        value = float(struct.unpack("<d", b"\0\0\0\0" + (stated & 0xFFFFFFFC).to_bytes(4, "little"))[0])
    return value / 100 if stated & 1 else value
