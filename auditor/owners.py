"""Who mends what by when: read from the sheets that the owners filled in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from auditor.errors import UsageError
from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.history.marks import MarkedFinding
from auditor.history.store import Assignment
from auditor.model.document import Document, Unreadable
from auditor.model.finding import Evidence, Finding
from auditor.model.lined import are_few
from auditor.model.report import Report
from auditor.model.text import Text
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


def _heading(
    cells: Mapping[str, str],
    columns: Mapping[str, tuple[str, ...]] = _COLUMNS,
    needed: Collection[str] = tuple(_COLUMNS),
) -> dict[str, str] | None:
    """Return the columns when a row is a heading that has all that are needed."""
    words = {" ".join(text.casefold().split()): column for column, text in reversed(list(cells.items()))}
    found = {name: next((words[one] for one in known if one in words), None) for name, known in columns.items()}
    return {name: column for name, column in found.items() if column} if all(found[name] for name in needed) else None


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


# Answers of the owners


class Kind(StrEnum):
    """What an owner answers."""

    MENDED = "mended"
    WAIVE = "waive"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered line of a sheet."""

    sheet: str
    """The name of the file."""
    cell: str
    mark: str
    kind: Kind
    words: str
    """The explanation, or the answer itself where there is none."""
    owner: str
    until: str
    """Until when the finding is to be accepted, ISO 8601; empty for none."""
    authority: str


_ANSWERED = {
    "mark": _COLUMNS["mark"],
    "answer": ("ответ", "answer"),
    "words": ("пояснение: что сделано и чем подтверждено", "explanation: what was done, and the proof", "пояснение"),
    "until": ("до какого дня принять", "to be accepted until"),
    "authority": ("основание (приказ, протокол)", "authority (order, minutes)"),
    "owner": _COLUMNS["owner"],
}
"""The headings of a sheet for an owner."""
_ABOUT = Text("ответ ответственного: {owner}", "the owner's answer: {owner}")


def read_answers(path: Path) -> list[Answer]:
    """Return the answered lines of a sheet; UsageError for a file without the columns, or with a date that is none."""
    answers, by_sheet = [], dict[str, dict[str, str]]()
    for (sheet, number), cells in _rows(_document(path)).items():
        heading = _heading(cells, _ANSWERED, ("mark", "answer"))
        if heading:
            by_sheet[sheet] = heading
        elif columns := by_sheet.get(sheet):
            told = {name: cells.get(column, "").strip() for name, column in columns.items()}
            if told["answer"] or told.get("words"):
                answers.append(_answer(path, f"{sheet}!{columns['answer']}{number}", told))
    if not by_sheet:
        raise UsageError(
            f"{path}: no sheet has the columns «Метка находки» and «Ответ»",
            remedy="Fill in a sheet that `auditor audit --owner-sheets FOLDER` wrote.",
        )
    return answers


def _answer(path: Path, cell: str, told: Mapping[str, str]) -> Answer:
    until = _day(told["until"], f"{path}: {cell}") if told.get("until") else ""
    words = told.get("words") or told["answer"]
    kind = _kind(told["answer"].casefold())
    return Answer(path.name, cell, told["mark"], kind, words, told.get("owner", ""), until, told.get("authority", ""))


def _kind(answer: str) -> Kind:
    if answer.startswith(("прошу", "принять", "please", "accept")):
        return Kind.WAIVE
    return Kind.MENDED if answer.startswith(("исправ", "mended", "fixed", "done")) else Kind.OTHER


def with_answers(report: Report, answers: Sequence[Answer]) -> Report:
    """Return the report with every answer as evidence on its finding; no outcome changes by being answered."""
    by_mark: dict[str, list[Answer]] = {}
    for answer in answers:
        by_mark.setdefault(answer.mark, []).append(answer)
    found = report.findings
    findings = _Answered(found, by_mark)
    return replace(report, findings=tuple(findings) if are_few(found) else findings)


class _Answered(Collection[Finding]):
    """Findings with the answers to them, also when they lie on the disk."""

    def __init__(self, findings: Collection[Finding], by_mark: Mapping[str, Sequence[Answer]]) -> None:
        self._findings, self._by_mark = findings, by_mark

    def __iter__(self) -> Iterator[Finding]:
        for finding in self._findings:
            told = tuple(_evidence(answer) for answer in self._by_mark.get(finding.fingerprint, ()))
            yield replace(finding, evidence=(*finding.evidence, *told)) if told else finding

    def __len__(self) -> int:
        return len(self._findings)

    def __contains__(self, finding: object) -> bool:
        return any(finding == other for other in self)


def _evidence(answer: Answer) -> Evidence:
    about = _ABOUT.format(owner=answer.owner or "?")
    return Evidence(answer.sheet, answer.words, cell=answer.cell, about=about)
