"""Cells that hold several columns: «Клиент, договор» over «ООО «Клён», 14/26»."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from auditor.model.columns import TableKind

_APART = re.compile(r"\s*(?:[,;\n]|\s/\s|\s[|–—-]\s)\s*")
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”|\([^)]*\)")
_DAY = re.compile(
    r"\s*(?:\b(?:от|dated|of)\s+)?(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d)(?:\s*г\.?)?"
    r"(?:,?\s+\d{1,2}[:.]\d\d(?!\d))?"
)
_WHOLE = frozenset({"date", "time", "number"})
"""Types of columns whose content is found wherever it stands in a cell."""


def shares(words: str, kind: TableKind, named: Sequence[str]) -> Mapping[str, str]:
    """Return what a cell says for each of the columns that share it; a column for which it has no part is left out."""
    columns = [column for name in named if (column := kind.column(name)) is not None]
    found = {column.id: words for column in columns if column.type in _WHOLE}
    written = [column for column in columns if column.type not in _WHOLE]
    told = _DAY.sub("", words).strip(" ,;") if any(column.type == "date" for column in columns) else words
    parts = _parts(told, len(written))
    return found | {column.id: part for column, part in zip(written, parts, strict=False)}


def _parts(words: str, most: int) -> list[str]:
    """Return the parts of a cell, the last one with all that remains; names in quotation marks stay whole."""
    if most < 2:
        return [words]
    hidden = _QUOTED.sub(lambda found: "\0" * len(found[0]), words)
    parts: list[str] = []
    start = 0
    for joint in _APART.finditer(hidden):
        if len(parts) == most - 1:
            break
        parts.append(words[start : joint.start()])
        start = joint.end()
    return [*parts, words[start:]]
