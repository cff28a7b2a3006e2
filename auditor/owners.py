"""Who mends what by when: read from the sheets that the owners filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from auditor.errors import UsageError
from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.history.marks import MarkedFinding
from auditor.history.store import Assignment
from auditor.model.document import Document, Unreadable
from auditor.sources.discover import discover, load

_CELL = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]{1,3})(?P<row>\d+)")
_COLUMNS = {
    "mark": ("метка находки", "mark of the finding", "метка", "mark", "finding"),
    "owner": ("ответственный", "owner"),
    "due": ("срок", "due"),
}
"""The headings by which the columns are known: those of the .xlsx report, which may simply be filled in."""
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class Line:
    """One filled line of a sheet."""

    place: str
    mark: str
    owner: str
    due: str


def read_owners(path: Path) -> list[Line]:
    """Return the filled lines of a workbook; UsageError for a file without the columns, or with a date that is none."""
    rows = _rows(_document(path))
    lines = []
    by_sheet: dict[str, dict[str, str]] = {}
    for (sheet, number), cells in rows.items():
        heading = _heading(cells)
        if heading:
            by_sheet[sheet] = heading
        columns = by_sheet.get(sheet)
        if heading or not columns or not cells.get(columns["owner"], "").strip():
            continue
        place = f"{path}: {sheet}, {number}"
        due = _day(cells.get(columns["due"], ""), place)
        lines.append(Line(place, cells.get(columns["mark"], "").strip(), cells[columns["owner"]].strip(), due))
    if not by_sheet:
        raise UsageError(
            f"{path}: no sheet has the columns «Метка находки», «Ответственный», «Срок»",
            remedy="Fill in the sheet of findings of the .xlsx report.",
        )
    return lines


def _document(path: Path) -> Document:
    file = discover([path])[0]
    loaded = load(file)
    document = extract(Source(file.label, loaded.data, loaded.sha256, file.size)) if loaded else None
    if document is None or isinstance(document, Unreadable):
        raise UsageError(f"{path} cannot be read", remedy="Give the workbook as .xlsx.")
    return document


def _rows(document: Document) -> dict[tuple[str, int], dict[str, str]]:
    rows: dict[tuple[str, int], dict[str, str]] = {}
    for block in document.blocks:
        cell = _CELL.fullmatch(block.location.cell or "")
        if cell:
            place = cell.group("sheet"), int(cell.group("row"))
            rows.setdefault(place, {})[cell.group("column")] = block.text
    return rows


def _heading(cells: Mapping[str, str]) -> dict[str, str] | None:
    """Return the columns when a row is a heading that has them all."""
    words = {" ".join(text.casefold().split()): column for column, text in reversed(list(cells.items()))}
    found = {name: next((words[one] for one in known if one in words), None) for name, known in _COLUMNS.items()}
    return {name: column for name, column in found.items() if column} if all(found.values()) else None


def _day(text: str, place: str) -> str:
    told = text.strip().removesuffix(" 00:00:00")
    russian = _DAY.fullmatch(told)
    try:
        if russian:
            day, month, year = map(int, russian.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(told).isoformat()
    except ValueError as error:
        raise UsageError(f"{place}: «{text}» is not a date", remedy="Write it as 31.12.2026 or 2026-12-31.") from error


def assignments_of(lines: Iterable[Line], findings: Iterable[MarkedFinding]) -> tuple[list[Assignment], list[Line]]:
    """Return what is assigned, and the lines whose mark no open finding has."""
    places: dict[str, list[MarkedFinding]] = {}
    for finding in findings:
        places.setdefault(finding.fingerprint, []).append(finding)
    found, unknown = [], []
    for line in lines:
        held = places.get(line.mark, [])
        found += [Assignment(one.document, one.subject, one.rule, line.owner, line.due) for one in held]
        if line.mark not in places:
            unknown.append(line)
    return found, unknown
