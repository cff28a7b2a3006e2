"""Contacts with clients: what every entry of a journal, note, letter and message tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from auditor.model.case import CaseFile, Told
from auditor.model.enclosed import INSIDE
from auditor.model.finding import Subject, SubjectKind
from auditor.model.judged import Judged
from auditor.model.record import Record
from auditor.model.text import Text
from auditor.portfolio.cases.agreements import agreement_facts
from auditor.portfolio.cases.events import WITHOUT_YEAR, Event, Events, is_open, quoted
from auditor.portfolio.cases.promises import promise_facts
from auditor.portfolio.cases.requests import request_facts
from auditor.portfolio.folder import Folder, labelled

_EARLIEST = date(2000, 1, 1)
"""The day before which a date of a contact is a slip."""


def interaction_cases(folder: Folder, events: Events) -> Iterator[CaseFile]:
    """Yield a case for every entry and note, every letter, and every message that asks, promises or agrees."""
    for event in events.all:
        if event.record is not None and not _came_with_a_letter(event):
            told = dict(_told(folder, event, event.record, events))
            if event.kind != "message" or any(
                told[name].value == "yes" for name in ("agreement", "promise", "request")
            ):
                yield CaseFile(
                    subject=_subject(folder, event.result, event.record),
                    evidence=(folder.evidence(event.result, event.record),),
                    told=told,
                    group="interactions",
                    client=event.client.name if event.client else "",
                    person=(event.record.text("employee") or event.record.text("from")) if event.ours else "",
                )


def _came_with_a_letter(event: Event) -> bool:
    """Return whether a note is the copy that a letter carries: the note itself is kept elsewhere."""
    held, _, inside = event.result.input.path.rpartition(INSIDE)
    return event.kind == "note" and bool(inside) and held.lower().endswith((".eml", ".msg", ".mbox"))


def _told(folder: Folder, event: Event, record: Record, events: Events) -> Iterator[tuple[str, Told]]:
    yield "kind", Told(event.kind)
    if event.kind in {"entry", "note"}:
        yield from _columns(folder, record)
    yield from agreement_facts(event, events)
    yield from promise_facts(event, events)
    yield from request_facts(event, events)
    yield "attachment", _attachment(event, record)
    known = record.value("date") and (record.text("employee") or record.text("from"))
    yield "origin", Told("known" if known else "unknown_origin")


def _attachment(event: Event, record: Record) -> Told:
    """Return whether a file that is spoken of is there; where the journal has no place for files, nothing is said."""
    named = event.told("attachment-named")
    known = event.kind in {"letter", "message"} or "attachment" in record.cells
    if not named or not known or event.ours is False:
        return Told("not_named")
    return Told("present" if record.text("attachment") else "missing", evidence=quoted(event, named))


def _subject(folder: Folder, result: Judged, record: Record) -> Subject:
    name = result.input.path.rpartition("/")[2]
    entry = f"{'запись' if folder.language == 'ru' else 'record'} {record.id}" if record.table else name
    if record.kind == "message":
        entry = f"{'сообщение' if folder.language == 'ru' else 'message'} {record.id}"
    client = folder.client_of(result, record)
    named = record.text("client") or (client.name if client else "")
    label = labelled((entry, named[:60], (record.text("employee") or record.text("from"))[:40]))
    return folder.subject(SubjectKind.INTERACTION, result, record, label)


def _columns(folder: Folder, record: Record) -> Iterator[tuple[str, Told]]:
    """Yield what each column holds: words, nothing, words that say nothing."""
    yield "employee", Told(_employee(folder, record))
    yield "issue", Told(_issue(record))
    yield "answer", Told(_answer(record))
    yield "still_open", Told("yes" if is_open(record) else "no")
    yield "date", _date(folder, record)
    yield "time", _time(record)
    yield "promise_recorded", _promise_recorded(record)


_FEWEST_WORDS = 3
"""Words from which the substance of a question is told (check-list, interaction-issue-missing)."""


def _state(record: Record, column: str) -> str:
    """Return the state of a column; a journal without the column records nothing of it."""
    cell = record.cells.get(column)
    if cell is None:
        return "missing"
    return "missing" if not cell.text else "vague" if cell.vague else "filled"


def _answer(record: Record) -> str:
    """Return the state of the answer; a journal that has one column for all that was said may tell it there."""
    if "answer" in record.cells or not record.table:
        return _state(record, "answer")
    told = "issue" not in record.cells and any(saying.topic in _ANSWERS for saying in record.says)
    return "filled" if told or _ANSWERED.search(record.text("details").lower()) else "missing"


_ANSWERS = frozenset({"verbal-agreement", "promise", "fulfilled", "written-confirmation"})
_ANSWERED = re.compile(
    r"\bответ\b|ответил|отвечен|объяснил|пояснил|разъяснил|решили|решено|отказали|answered|\banswer:|replied|explained"
    r"|advised|declined|\bwe said|\btold (?:him|her|them)"
)
"""Words by which an answer is told amid other words."""


def _employee(folder: Folder, record: Record) -> str:
    """Return the state of the employee; a name that is the client's own names no employee."""
    state = _state(record, "employee")
    client = folder.clients.named(record.text("client"))
    if state == "filled" and not record.table and client and folder.is_name_of(client, record.text("employee")):
        state = "missing"
    if state == "missing" and not record.table and folder.names_one_of_us(record.text("text")):
        return "filled"
    return state


def _issue(record: Record) -> str:
    """Return the state of the substance, which a journal keeps in one column or in two."""
    cells = [record.cells[name] for name in ("issue", "details") if name in record.cells]
    told = [cell for cell in cells if cell.text and not cell.vague]
    if not told:
        return "vague" if any(cell.text for cell in cells) else "missing"
    return "filled" if sum(len(cell.text.split()) for cell in told) >= _FEWEST_WORDS else "short"


def _promise_recorded(record: Record) -> Told:
    """Return how fully a promise is recorded: by its own columns, else by a day and a person in the words."""
    promised = [saying for saying in record.says if saying.topic == "promise"]
    if not promised and not record.text("promise"):
        return Told("no_promise")
    dated = record.value("promise_date") or any(saying.dates for saying in promised)
    named = record.text("promise_owner") or record.text("employee")
    if record.text("promise") or dated:
        return Told("full" if dated and named else "partly")
    return Told("missing")


def _date(folder: Folder, record: Record) -> Told:
    cell = record.cells.get("date")
    if cell is None or not cell.text:
        return Told("missing")
    if WITHOUT_YEAR.fullmatch(cell.text):
        return Told("implausible", Text(f"Год не указан: «{cell.text}».", f'The year is not told: "{cell.text}".'))
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
