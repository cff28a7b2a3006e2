"""The findings as a table that any program opens: ``.csv``."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from auditor.export.interface import Exporter
from auditor.export.phrases import Phrases
from auditor.export.table import headings, rows
from auditor.model.report import Report

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠﹢﹣﹦﹫⁼⁺⁻−")
"""A cell that begins with one of these may be run by a spreadsheet as a formula."""


def pieces(report: Report) -> Iterator[bytes]:
    """Yield the table in UTF-8 with a byte order mark, so that Excel knows it; commas, and quotes where needed."""
    yield codecs.BOM_UTF8 + _line(headings(Phrases(report.language)))
    for row in rows(report):
        yield _line(row)


def _line(cells: Sequence[str]) -> bytes:
    held = io.StringIO()
    csv.writer(held, quoting=csv.QUOTE_ALL).writerow([guarded(cell) for cell in cells])
    return held.getvalue().encode()


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before it."""
    begins = cell.lstrip(" \u00a0\u200b\ufeff")[:1]
    return f"'{cell}" if cell[:1] in _FORMULA or begins in _FORMULA else cell


EXPORTER = Exporter(".csv", pieces)
"""The exporter of ``.csv``."""
