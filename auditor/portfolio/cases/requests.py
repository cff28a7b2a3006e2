"""Questions and requests of clients, with whether and when they were answered."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.case import Told
from auditor.model.text import Text
from auditor.portfolio.cases.events import Event, Events, days_between, quoted

_BY_PHONE = 10
"""Days within which an entry of a journal about the same thing shows that a request was answered."""
_SHARED = 2


def request_facts(event: Event, events: Events) -> Iterator[tuple[str, Told]]:
    """Yield whether the client asked for something and what became of it."""
    if event.ours is not False or event.kind not in {"letter", "message"} or not _asks(event):
        yield "request", Told("no")
        return
    asked = event.told("request", "not-fulfilled")[:2]
    yield "request", Told("yes", evidence=quoted(event, asked))
    if not event.day:
        yield "reply", Told("unknown")
        return
    reply = _reply(event, events)
    if reply is not None:
        days = days_between(event.day, reply.day)
        text = Text(f"Ответ {reply.day}, через {days} дн.", f"Answered on {reply.day}, after {days} days.")
        yield "reply", Told("answered", text, (reply.evidence,) if reply.evidence else ())
        yield "days_without_reply", Told(str(days))
        return
    days = days_between(event.day, events.folder.as_of.isoformat())
    text = Text(
        f"Ответа нет {days} дн.; писем, сообщений и записей о звонке после этого не найдено.",
        f"No answer for {days} days; no letter, message or entry of a call was found after it.",
    )
    yield "reply", Told("missing", text)
    yield "days_without_reply", Told(str(max(days, 0)))


def _asks(event: Event) -> bool:
    return event.has("request", "not-fulfilled") or "?" in event.text


def _reply(event: Event, events: Events) -> Event | None:
    others = events.with_client(event)
    if event.client is None:  # a chat whose client is not known still shows its own answers
        others = [other for other in events.all if other.result is event.result and other is not event]
    for other in sorted(others, key=lambda entry: entry.moment):
        if not other.day or other.moment <= event.moment or other.ours is False or other.ours is None:
            continue
        if other.kind == "message" and (other.result is event.result or event.kind == "letter"):
            return other
        if other.kind == "letter":
            return other
        about = len(event.stems & other.stems) >= _SHARED
        if other.kind in {"entry", "note"} and about and days_between(event.day, other.day) <= _BY_PHONE:
            return other
    return None
