"""CSV and TSV: encoding, delimiter and quoting found from the text itself."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter

from auditor.extraction.cells import CellWriter
from auditor.extraction.encoding import decode, mend
from auditor.extraction.interface import Source, clean, document
from auditor.model.document import Block, Document, Location, Unreadable

_MEDIA = "text/csv"
_DELIMITERS = ";,\t|"
_SAMPLE = 200
"""Lines that are looked at to find the delimiter."""
_TABLE = 0.6
"""Share of lines that must part into equally many cells for the text to be a table."""
_NAMED = 0.2
"""The same for a file that is called a table."""
_ENDINGS = (".csv", ".tsv", ".tab")


def read(source: Source) -> Document | Unreadable:
    """Return the cells of a table; a text that no delimiter parts evenly is given line by line."""
    text, whole = decode(source.data)
    text = mend(clean(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")))
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a quote that is never closed makes one long field
    delimiter, text = _delimiter(text, _NAMED if source.label.lower().endswith(_ENDINGS) else _TABLE)
    if delimiter is None:
        lines = (Block(line.strip(), location=Location(paragraph=n)) for n, line in enumerate(text.split("\n"), 1))
        return document(source, "text/plain", lines, reason=None if whole else "truncated")
    writer = CellWriter()
    for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        for column, words in enumerate(cells, 1):
            writer.cell(row, column, words)
    reason = "limit_cells" if writer.full else None if whole else "truncated"
    return document(source, _MEDIA, writer.blocks, writer.signs, reason)


def _delimiter(text: str, least: float) -> tuple[str | None, str]:
    """Return the sign that parts the cells, or None, and the text without a line that only names the sign."""
    first, _feed, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], rest
    lines = [line for line in text[:200_000].split("\n")[:_SAMPLE] if line.strip()]
    best, most = None, 0.0
    for sign in _DELIMITERS:
        share = _evenness(lines, sign)
        if share > most:
            best, most = sign, share
    if len(lines) <= 1:  # a single line is a table when anything parts it
        return max(_DELIMITERS, key=text.count) if any(sign in text for sign in _DELIMITERS) else None, text
    return (best if most >= least else None), text


def _evenness(lines: list[str], sign: str) -> float:
    """Return the share of lines that a sign parts into the most frequent number of cells, at least two."""
    counts = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign) if len(cells) > 1)
    return max(counts.values()) / len(lines) if counts and lines else 0.0
