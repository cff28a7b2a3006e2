"""What stands on the pages of a PDF besides words: pictures, ink, comments, fields that were signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import POINTER, c_ushort, cast, create_string_buffer
from typing import Any

from pypdfium2 import raw

from auditor.extraction.interface import clean
from auditor.extraction.pdf_objects import PageObject, area_of
from auditor.model.document import Box, Location, Sign

_LEAST_SIDE = 8
"""Points: smaller pictures are dots and rulings."""
_NOTES = {
    raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_SQUIGGLY, raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_CARET,
}  # fmt: skip
_DRAWN = {raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_STAMP}


def signatures(document: Any) -> list[Sign]:
    """Return a sign for each digital signature of a PDF."""
    return [Sign("digital_signature", "") for _ in range(max(0, raw.FPDF_GetSignatureCount(document)))]


def marks(page: Any, objects: Sequence[PageObject], number: int) -> Iterator[Sign]:
    """Yield a page's pictures, what was drawn or stamped on it by hand, readers' comments, files pinned to it."""
    for item, kind in objects:
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(page, item)
            if box is not None:
                yield Sign("picture", "", Location(number, box))
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        yield from _of_annotation(annotation, number)
        raw.FPDFPage_CloseAnnot(annotation)


def _bounds(page: Any, item: Any) -> Box | None:
    """Return the place of a picture in points from the top left corner; None for a dot or a stroke."""
    area = area_of(item)
    if area is None or min(area.right - area.left, area.top - area.bottom) < _LEAST_SIDE:
        return None
    height = page.get_height()
    sides = (area.left, height - area.top, area.right, height - area.bottom)
    return (round(sides[0], 1), round(sides[1], 1), round(sides[2], 1), round(sides[3], 1))


def _of_annotation(annotation: Any, number: int) -> Iterator[Sign]:
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind in _DRAWN:
        yield Sign("picture", "", Location(number))
    elif kind == raw.FPDF_ANNOT_FILEATTACHMENT:
        yield Sign("embedded_object", "", Location(number))
    elif kind in _NOTES:
        author = _string(annotation, b"T") or None
        yield Sign("comment", _string(annotation, b"Contents"), Location(number), author)


def _string(annotation: Any, key: bytes) -> str:
    """Return a string of an annotation, which pdfium gives in UTF-16."""
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, cast(buffer, POINTER(c_ushort)), size)
    return clean(buffer.raw.decode("utf-16-le", "replace").rstrip("\x00"))
