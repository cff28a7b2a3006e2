"""Questions and requests of clients, with whether and when they were answered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.model.case import Told
from auditor.model.text import Text
from auditor.portfolio.cases.events import Event, Events, days_between, is_open, quoted

_BY_PHONE = 10
"""Days within which an entry of a journal about the same thing shows that a request was answered."""
_SHARED = 2


def request_facts(event: Event, events: Events) -> Iterator[tuple[str, Told]]:
    """Yield whether the client asked for something and what became of it."""
    if event.ours is not False or event.kind not in {"letter", "message"} or not _asks(event) or _is_no_client(event):
        yield "request", Told("no")
        return
    asked = event.told("request", "not-fulfilled")[:2]
    yield "request", Told("yes", evidence=quoted(event, asked))
    if not event.day:
        yield "reply", Told("unknown")
        return
    if event.client is None and event.kind == "letter":
        yield "reply", Told("unknown", _STRANGER)
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


_STRANGER = Text(
    "Не удалось узнать, клиент ли это: адреса, имени и договора, которые есть в папке, письмо не называет.",
    "Whether this is a client could not be told: the letter names no address, person or contract of the folder.",
)


def _is_no_client(event: Event) -> bool:
    """Return whether a letter is bulk mail, an automatic one, or a supplier's who is nobody's client."""
    if event.kind != "letter":
        return False
    if event.has("bulk-sender", "automatic-reply") or (event.client is None and event.has("offered-to-us")):
        return True
    return event.has("advertising") and not event.has("request")  # whoever is asked nothing but to buy is no debtor


def _asks(event: Event) -> bool:
    return event.has("request", "not-fulfilled") or "?" in event.text


def _reply(event: Event, events: Events) -> Event | None:
    """Return the first answer: a letter or message of ours, or an entry that says what was answered."""
    others = events.with_client(event)
    if event.client is None:  # a chat whose client is not known still shows its own answers
        others = [other for other in events.all if other.result is event.result and other is not event]
    for other in sorted(others, key=lambda entry: entry.moment):
        if not other.day or other.ours is False or other.has("automatic-reply"):
            continue
        if _answers(event, other, days_between(event.day, other.day)):
            return other
    return None


def _answers(event: Event, other: Event, days: int) -> bool:
    """Return whether something of ours answers a request: by its thread, or by what both speak about."""
    about = len(event.stems & other.stems)
    if other.kind == "entry":  # may be written down without its time of day
        return 0 <= days <= _BY_PHONE and about >= _SHARED and _says_an_answer(event, other)
    if other.moment <= event.moment:
        return False
    if other.kind == "message" and other.ours:
        return other.result is event.result or (event.kind == "letter" and about >= 1)
    if other.kind == "letter" and other.ours:
        return _is_of_one_thread(event, other) or about >= 1 or days <= _SOON
    if other.kind == "note":
        return about >= _SHARED and days <= _BY_PHONE
    return other.kind == "other" and about >= _SHARED


def _says_an_answer(event: Event, other: Event) -> bool:
    """Return whether an entry says what was answered, and is not one that only registers the request.

    Who asks for the contract is not answered by a note that there still is none.
    """
    record = other.record
    if other.has("works-without-contract") and _CONTRACT.search(event.text):
        return False
    if record is None or ("answer" in record.cells and (not record.text("answer") or record.cells["answer"].vague)):
        return False
    return not is_open(record)


_CONTRACT = re.compile(r"договор|contract|agreement", re.IGNORECASE)


def _is_of_one_thread(event: Event, other: Event) -> bool:
    mine, theirs = (_thread(entry) for entry in (event, other))
    return bool(mine) and mine == theirs


def _thread(event: Event) -> str:
    """Return the subject of a letter without the marks of answers and forwarding."""
    subject = event.record.text("subject") if event.record else ""
    return _MARKS.sub("", subject).strip().lower()


_MARKS = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|ha|отв|на|пересл)\s*(?:\[\d+\])?\s*:)+", re.IGNORECASE)
_SOON = 3
"""Days within which our next letter to a client is taken for the answer, whatever it says."""
