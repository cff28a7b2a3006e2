"""XLS of Excel 2.0 to 2003: cells as displayed, comments, text boxes; hidden sheets, rows and columns are kept apart.

xlrd reads them: it is pure Python, so that a broken file cannot abort the process, and tells formats and what is
hidden, which python-calamine does not.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlrd

from auditor.extraction.cells import CellWriter, header_words
from auditor.extraction.compound import MAGIC, Compound
from auditor.extraction.displayed import Style, is_russian, shown
from auditor.extraction.interface import Source, UnreadableError, document
from auditor.extraction.xls_around import Around, around
from auditor.model.document import BlockKind, Document, Sign, Unreadable

_MEDIA = "application/vnd.ms-excel"


def read(source: Source) -> Document | Unreadable:
    """Return the cells of a workbook, sheet by sheet; one under a password is ``encrypted``."""
    book = _opened(source.data)
    style = Style(russian=is_russian(_words(book)), since_1904=bool(book.datemode))
    writer = CellWriter()
    compound = Compound(source.data) if source.data.startswith(MAGIC) else None
    beside = _around(compound)
    for number, sheet in enumerate(book.sheets()):
        writer.begin_sheet(sheet.name, hidden=bool(sheet.visibility))
        _write(book, sheet, writer, style)
        if number < len(beside):
            _write_around(beside[number], writer)
    writer.end()
    signs = [*writer.signs, *(_signs(compound) if compound else ())]
    return document(source, _MEDIA, writer.blocks, signs, "limit_cells" if writer.full else None)


def _opened(data: bytes) -> Any:
    try:
        return xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),
            ignore_workbook_corruption=True,
        )
    except xlrd.XLRDError as error:
        raise UnreadableError("encrypted" if "encrypt" in str(error).lower() else "damaged") from None


def _words(book: Any) -> list[str]:
    """Return some words of the workbook, to tell its language by."""
    found: list[str] = []
    for sheet in book.sheets():
        for row in range(min(sheet.nrows, 200)):
            found += [cell.value for cell in sheet.row(row) if cell.ctype == xlrd.XL_CELL_TEXT]
    return found


def _write(book: Any, sheet: Any, writer: CellWriter, style: Style) -> None:
    columns = {number for number, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        info = sheet.rowinfo_map.get(row)
        row_hidden = bool(info is not None and info.hidden)
        for column, cell in enumerate(sheet.row(row)):
            hidden = row_hidden or column in columns
            writer.cell(row + 1, column + 1, _displayed(book, cell, style), hidden=hidden)
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        writer.comment(row + 1, column + 1, note.text or "", note.author or None)


def _signs(compound: Compound) -> Iterator[Sign]:
    if compound.has("_VBA_PROJECT_CUR"):
        yield Sign("macro", "")
    if any(name.startswith("MBD") for name in compound.names):  # the storages of objects, [MS-XLS] 2.1.7
        yield Sign("embedded_object", "")


def _around(compound: Compound | None) -> list[Around]:
    """Return what stands around the cells of each sheet; nothing where only xlrd finds its way in a broken file."""
    try:
        return around(compound.read("Workbook")) if compound and compound.has("Workbook") else []
    except UnreadableError:
        return []


def _write_around(words: Around, writer: CellWriter) -> None:
    writer.text([header_words(words.header)], BlockKind.HEADER)
    writer.text([header_words(words.footer)], BlockKind.FOOTER)
    for box in words.boxes:
        writer.text(box.split("\n"))


def _displayed(book: Any, cell: Any, style: Style) -> str:
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return style.true if cell.value else style.false
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    return shown(repr(cell.value), _format(book, cell), style)


def _format(book: Any, cell: Any) -> str:
    """Return the format of a cell; General where the file does not tell one."""
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "General"
    known = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return known.format_str if known is not None else "General"
