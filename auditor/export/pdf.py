"""The memorandum as a PDF: ``.pdf``."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from auditor.export.interface import Exporter
from auditor.export.memorandum import Heading, Line, Memorandum, Part, Table
from auditor.export.table import clean
from auditor.fonts import plain_and_bold
from auditor.model.report import Report

_WIDTH = 267 * mm
"""What the margins leave of a sheet on its side."""
_LINES = 38
"""Lines of a cell: a row that is higher than a sheet could not be set."""
_CHARACTER = 1.8
"""Millimetres that a character of a cell takes on average, and a little more."""
_PADDING = 5
"""Millimetres between the lines of a table and the words in its cells."""
_INK, _LINE, _TINT = HexColor("#1c232c"), HexColor("#b9b4a8"), HexColor("#efede7")


def pieces(report: Report) -> Iterator[bytes]:
    """Yield the file; the same report gives the same bytes. OutputError where no font has Russian letters."""
    memorandum = Memorandum(report)
    styles = _Styles(*plain_and_bold())
    held = io.BytesIO()
    sheet = SimpleDocTemplate(
        held, pagesize=landscape(A4), leftMargin=15 * mm, rightMargin=15 * mm, topMargin=18 * mm, bottomMargin=15 * mm,
        invariant=1, title=clean(memorandum.title), author="auditor", lang=report.language,
    )  # fmt: skip

    def frame(canvas: Any, paper: Any) -> None:
        canvas.setFont(styles.plain.fontName, 8)
        canvas.drawString(15 * mm, A4[0] - 11 * mm, clean(memorandum.header))
        canvas.drawRightString(A4[1] - 15 * mm, 9 * mm, f"{paper.page}")

    flow = [piece for part in memorandum.parts() for piece in _set(part, styles)]
    sheet.build(flow, onFirstPage=frame, onLaterPages=frame)
    yield held.getvalue()


class _Styles:
    def __init__(self, regular: str, bold: str) -> None:
        self.plain = ParagraphStyle("plain", fontName=regular, fontSize=9, leading=12.5, spaceAfter=4, textColor=_INK)
        self.strong = ParagraphStyle("strong", parent=self.plain, fontName=bold)
        self.bullet = ParagraphStyle("bullet", parent=self.plain, leftIndent=12)
        self.cell = ParagraphStyle("cell", parent=self.plain, fontSize=7.5, leading=10, spaceAfter=0)
        self.head = ParagraphStyle("head", parent=self.cell, fontName=bold)
        self.headings = [
            ParagraphStyle(f"h{level}", parent=self.strong, fontSize=size, leading=size * 1.3, spaceBefore=size * 0.7,
                           keepWithNext=1)
            for level, size in enumerate((18, 13, 11))
        ]  # fmt: skip


def _set(part: Part, styles: _Styles) -> Iterator[Any]:
    match part:
        case Heading():
            yield _words(part.words, styles.headings[part.level])
        case Line():
            style = styles.bullet if part.bullet else styles.strong if part.bold else styles.plain
            yield _words(f"• {part.words}" if part.bullet else part.words, style)
        case Table():
            yield _table(part, styles)
            yield Spacer(1, 6)


def _words(words: str, style: ParagraphStyle) -> Paragraph:
    """Return words as they are: no mark-up of the library's own is read in them."""
    return Paragraph(escape(clean(words)).replace("\n", "<br/>"), style)


def _table(part: Table, styles: _Styles) -> LongTable:
    rows = [
        [_words(_fitting(cell, width), styles.cell) for cell, width in zip(row, part.widths, strict=True)]
        for row in part.rows
    ]
    head = [[_words(title, styles.head) for title in part.titles]] if part.titles else []
    scale = min(1.0, _WIDTH / mm / sum(part.widths))
    look: Sequence[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, _LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *([("BACKGROUND", (0, 0), (-1, 0), _TINT)] if head else []),
    ]
    widths = [width * scale * mm for width in part.widths]
    return LongTable(head + rows, colWidths=widths, repeatRows=len(head), style=look, hAlign="LEFT")


def _fitting(words: str, width: int) -> str:
    """Return as many of some words as a cell of this width in millimetres can hold on one sheet."""
    most = int((width - _PADDING) / _CHARACTER) * _LINES
    lines = words.split("\n")
    told = words if len(lines) <= _LINES // 2 else " ".join(lines)
    return told if len(told) <= most else told[: most - 1] + "…"


EXPORTER = Exporter(".pdf", pieces)
"""The exporter of ``.pdf``."""
