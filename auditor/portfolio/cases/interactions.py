"""Contacts with clients: what every entry of a journal, note, letter and message tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from auditor.model.case import CaseFile, Told
from auditor.model.finding import Subject, SubjectKind
from auditor.model.judged import Judged
from auditor.model.record import Record
from auditor.model.text import Text
from auditor.portfolio.folder import Folder, labelled

_EARLIEST = date(2000, 1, 1)
"""The day before which a date of a contact is a slip."""


def interaction_cases(folder: Folder) -> Iterator[CaseFile]:
    """Yield a case for every entry of a journal and every note."""
    for result, record in folder.records("interaction"):
        yield CaseFile(
            subject=_subject(folder, result, record),
            evidence=(folder.evidence(result, record),),
            told=dict(_columns(folder, record)),
            group="interactions",
        )


def _subject(folder: Folder, result: Judged, record: Record) -> Subject:
    name = result.input.path.rpartition("/")[2]
    entry = f"{'запись' if folder.language == 'ru' else 'record'} {record.id}" if record.table else name
    label = labelled((entry, record.text("client")[:60], record.text("employee")[:40]))
    return folder.subject(SubjectKind.INTERACTION, result, record, label)


def _columns(folder: Folder, record: Record) -> Iterator[tuple[str, Told]]:
    """Yield what each column holds: words, nothing, words that say nothing."""
    yield "kind", Told("entry" if record.table else "note")
    for name in ("employee", "issue", "answer"):
        yield name, Told(_state(record, name))
    yield "date", _date(folder, record)
    yield "time", _time(record)


def _state(record: Record, column: str) -> str:
    """Return the state of a column; unknown where the table does not have it."""
    cell = record.cells.get(column)
    if cell is None:
        return "missing"
    return "missing" if not cell.text else "vague" if cell.vague else "filled"


def _date(folder: Folder, record: Record) -> Told:
    cell = record.cells.get("date")
    if cell is None or not cell.text:
        return Told("missing")
    if not cell.value:
        return Told("unreadable", Text(f"Записано: «{cell.text}».", f'It reads "{cell.text}".'))
    day = date.fromisoformat(cell.value)
    if day > folder.as_of:
        return Told("future", Text(f"Дата {cell.text} ещё не наступила.", f"The date {cell.text} is in the future."))
    return Told("implausible" if day < _EARLIEST else "filled")


def _time(record: Record) -> Told:
    cell = record.cells.get("time")
    if cell is None or not cell.text:
        return Told("missing")
    if not cell.value:
        return Told("unreadable")
    return Told("placeholder" if cell.value == "00:00" else "filled")
