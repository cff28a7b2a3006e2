"""Promises with a day, followed to whether they were kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model.case import Told
from auditor.model.finding import Evidence
from auditor.model.promise_table import Fate
from auditor.model.record import Saying
from auditor.model.text import Text
from auditor.portfolio.cases.events import Event, Events, days_between, quoted, stems_in

_LOOKED_AHEAD = 180
"""Days after a promise in which its fulfilment is looked for."""
_NEAR, _SHARED_LATER = 45, 2
_ORDER = ("missing", "late", "unknown", "undated", "not_due", "kept")
"""What is told of a record with several promises: the worst."""


def promise_facts(event: Event, events: Events) -> Iterator[tuple[str, Told]]:
    """Yield whether our side promised something, whether it was written down, and whether it was kept."""
    promised = event.told("promise") if event.ours is not False else ()
    column = event.record.text("promise") if event.record else ""
    if not promised and not column:
        yield "promise", Told("no")
        return
    evidence = quoted(event, promised)
    yield "promise", Told("yes", evidence=evidence)
    told = [_kept(event, saying, events) for saying in promised] or [_kept(event, None, events)]
    _, days, fact = min(told, key=lambda entry: _ORDER.index(entry[0]))
    yield "promise_kept", fact
    if days is not None:
        yield "days_late", Told(str(days))


@dataclass(frozen=True, slots=True)
class Followed:
    """One promise with its days and what became of it."""

    words: str
    due: str
    done: str
    fate: Fate


def followed(event: Event, events: Events) -> Iterator[Followed]:
    """Yield every promise of our side in an event, judged as the rules judge it."""
    promised: tuple[Saying | None, ...] = event.told("promise") if event.ours is not False else ()
    column = event.record.text("promise") if event.record else ""
    for saying in promised or ((None,) if column else ()):
        fate, _, _ = _kept(event, saying, events)
        own = _own_mark(event)
        done = None if own is not None else _afterwards(event, saying, events, _due(event, saying))[0]
        day = own or (done.day if done else "")
        words = saying.quote if saying else column
        yield Followed(words, _due(event, saying), day if fate in {"kept", "late"} else "", Fate(fate))


def _due(event: Event, saying: Saying | None) -> str:
    """Return the day on which something was promised; the record's own column wins."""
    stated = event.record.value("promise_date") if event.record else ""
    if stated or saying is None:
        return stated
    later = [day for day in saying.dates if not event.day or day >= event.day]
    return max(later, default="")


def _kept(event: Event, saying: Saying | None, events: Events) -> tuple[str, int | None, Told]:
    due, as_of = _due(event, saying), events.folder.as_of.isoformat()
    done, reminder = _afterwards(event, saying, events, due or as_of)
    own = _own_mark(event)
    evidence = (*quoted(done, done.told("fulfilled")), *((done.evidence,) if done.evidence else ()))[:2] if done else ()
    if own is not None:
        return _judged(own, due, evidence)
    if done is not None:
        return _judged(done.day, due, evidence)
    if reminder is not None and (not due or due <= as_of):
        text = Text(
            f"Исполнения не найдено; {reminder.day} клиент напоминает.",
            f"No fulfilment was found; the client reminds on {reminder.day}.",
        )
        late = days_between(due, as_of) if due else None
        return "missing", late, Told("missing", text, quoted(reminder, reminder.told("not-fulfilled", "request")[:1]))
    if not due:
        return "undated", None, Told("undated", _UNDATED)
    if due >= as_of:
        return "not_due", None, Told("not_due", Text(f"Срок {due} ещё не прошёл.", f"The day {due} has not passed."))
    text = Text(
        f"Обещано к {due}; записи или документа об исполнении нет.",
        f"Promised by {due}; nothing shows that it was done.",
    )
    return "missing", days_between(due, as_of), Told("missing", text)


_UNDATED = Text("Срока у обещания нет, проверить исполнение не по чему.", "The promise has no day to check it by.")


def _judged(day: str, due: str, evidence: tuple[Evidence, ...]) -> tuple[str, int | None, Told]:
    if due and day and day > due:
        late = days_between(due, day)
        text = Text(f"Обещано к {due}, сделано {day}.", f"Promised by {due}, done on {day}.")
        return "late", late, Told("late", text, evidence)
    text = Text(f"Исполнено {day}." if day else "Исполнено.", f"Done on {day}." if day else "Done.")
    return "kept", 0, Told("kept", text, evidence)


def _own_mark(event: Event) -> str | None:
    """Return the day on which the record itself says that it was done, empty without a day; None without a mark."""
    record = event.record
    if record is not None and event.kind == "letter" and record.text("attachment"):  # what it promises comes with it
        spans = {saying.span for saying in event.told("fulfilled")}
        return event.day if any(saying.span in spans for saying in event.told("promise")) else None
    if record is None or event.kind not in {"entry", "note"}:
        return None
    done = record.text("done")
    if done:
        return record.value("done") or ""
    promised = {saying.span for saying in event.told("promise")}
    for saying in event.told("fulfilled"):
        if saying.span not in promised or event.kind == "note":
            return max(saying.dates, default="")
    return None


def _afterwards(event: Event, saying: Saying | None, events: Events, until: str) -> tuple[Event | None, Event | None]:
    """Return the first later event that shows the promise kept, and the first in which the client reminds of it."""
    words = saying.quote if saying else event.text
    stems = stems_in(words) - (event.client.keys if event.client else set())
    done: Event | None = None
    reminder: Event | None = None
    for other in events.with_client(event):
        if (
            not event.day
            or not other.day
            or other.moment <= event.moment
            or days_between(event.day, other.day) > _LOOKED_AHEAD
        ):
            continue
        shared = len(stems & other.stems)
        same_chat = other.kind == "message" and other.result is event.result
        if days_between(event.day, other.day) > _NEAR and shared < _SHARED_LATER:
            shared = 0  # one word in common, a month later, is another matter
        is_thing = (other.kind in _things(words) and other.ours is not False) or _is_the_call(event, other, until)
        took = other.ours is False and other.has("received-by-client") and (shared >= 1 or same_chat)
        if done is None and (
            is_thing
            or took
            or (other.ours is not False and _shows_it_done(other, shared, same_chat=same_chat))
            or (other.ours and same_chat and _gives(other, stems))
            or (other.ours and shared >= _SHARED_LATER and _brings(other, stems))
        ):
            done = other
        reminds = other.has("not-fulfilled") or (other.kind == "letter" and other.has("request"))
        if (
            other.ours is False
            and reminder is None
            and reminds
            and (shared >= 1 or same_chat)
            and other.day >= min(until, other.day)
        ):
            reminder = other
    return done, reminder


_GIVEN = re.compile(r"\W*(?P<thing>[^\W\d_]{3,}(?:\s+[^\W\d_]+){0,2})\s*(?:[:=]|\s[\u2014\u2013-]\s)\s*\w")


def _gives(other: Event, stems: frozenset[str]) -> bool:
    """Return whether a message is what was promised: it opens with the thing's name and goes on with it."""
    found = _GIVEN.match(other.record.text("text")) if other.record else None
    return found is not None and bool(stems_in(found["thing"]) & stems)


_BROUGHT = re.compile(
    r"(?:^|[.!?,\n]\s*)(?P<thing>[^\W\d_][^.!?:\n]{2,80}?)\s*(?::|\s[\u2014\u2013-]\s)\s*(?:https?:|www\.|[\w-]+(?:\.[\w-]+)+/|\d)"
)
"""A thing that a letter names and gives right away: an address of a page, a number, a day."""


def _brings(other: Event, stems: frozenset[str]) -> bool:
    """Return whether a letter names what was promised and gives it: «Новая ссылка на отчёт: disk.example/7»."""
    if other.kind != "letter" or other.record is None:
        return False
    found = _BROUGHT.finditer(other.record.text("text"))
    return any(len(stems_in(match["thing"]) & stems) >= _SHARED_LATER for match in found)


_THINGS = (
    ("letter", re.compile(r"письм|почт|e-?mail|\bletter|\bmail|подтвержу|in writing")),
    ("amendment", re.compile(r"соглашени|допник|amendment|addendum")),
    ("act", re.compile(r"\bакт\b|\bакта\b|certificate of (?:completion|acceptance)")),
    ("invoice", re.compile(r"\bсч[её]т\b|invoice")),
)
"""Things that are promised by their name and are kinds of event themselves."""


def _things(words: str) -> frozenset[str]:
    """Return the kinds of event that keep a promise by being there at all."""
    lowered = words.lower()
    return frozenset(kind for kind, pattern in _THINGS if pattern.search(lowered))


_CALL_MADE = re.compile(r"звон|call|phone|телефон")
_CALL_TAKEN = re.compile(r"вход|incoming|inbound")


def _is_the_call(event: Event, other: Event, until: str) -> bool:
    """Return whether an entry is the call that was promised: one of ours, up to three days after the day of it."""
    if other.kind != "entry" or other.record is None or not event.has("call-promised"):
        return False
    channel = other.record.text("channel").lower()
    made = _CALL_MADE.search(channel) is not None and not _CALL_TAKEN.search(channel)
    return made and days_between(until, other.day) <= _CALL_MAY_BE_LATE


_CALL_MAY_BE_LATE = 3


def _shows_it_done(other: Event, shared: int, *, same_chat: bool) -> bool:
    if other.kind in {"act", "amendment"}:
        return shared >= 2
    attached = (
        bool(other.record and other.record.text("attachment"))
        or "прикреплено" in other.text
        or "attached" in other.text
    )
    if not other.has("fulfilled") and not attached:
        return False
    return shared >= 1 or (same_chat and attached)
