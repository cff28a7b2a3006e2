"""All promises of a portfolio with what became of them, for the time line of the report."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.finding import SubjectKind
from auditor.model.promise_table import PromiseLine, PromiseTable
from auditor.portfolio.cases.events import Event, Events
from auditor.portfolio.cases.promises import followed
from auditor.portfolio.folder import Folder


def promise_table(folder: Folder) -> PromiseTable | None:
    """Return what was promised to clients and what became of it; None for a folder without such records."""
    if not folder.has("interaction", "letter", "message"):
        return None
    events = Events.of(folder)
    lines = (line for event in events.all for line in _lines(event, events))
    return PromiseTable(tuple(sorted(lines, key=lambda line: (line.client, line.due or line.given, line.words))))


def _lines(event: Event, events: Events) -> Iterator[PromiseLine]:
    record = event.record
    if record is None:
        return
    subject = events.folder.subject(SubjectKind.INTERACTION, event.result, record, "").id
    person = record.text("employee") or record.text("from")
    client = event.client.name if event.client else record.text("client")
    for promise in followed(event, events):
        yield PromiseLine(
            subject, client, person, promise.words, event.result.input.path, event.day, promise.due, promise.done,
            promise.fate,
        )  # fmt: skip
