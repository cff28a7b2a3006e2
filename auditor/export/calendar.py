"""The dates of a contract as a calendar: ``.ics`` (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from auditor.export.dossiers.views import Voice
from auditor.model.dossier import Dossier
from auditor.model.key_terms import Date

_REMIND = {"renewal_notice": 14, "end": 30}
"""Days before a date on which the calendar reminds; of the others, three."""


def pieces(dossier: Dossier) -> Iterator[bytes]:
    """Yield the calendar; the same dossier gives the same bytes, and an event keeps its name from run to run."""
    calendar = Calendar()
    calendar.add("prodid", "-//auditor//key terms//RU")
    calendar.add("version", "2.0")
    for entry in dossier.terms.dates if dossier.terms else ():
        calendar.add_component(_event(entry, dossier))
    yield calendar.to_ical()


def _event(entry: Date, dossier: Dossier) -> Event:
    voice, day = Voice(dossier.language), date.fromisoformat(entry.day)
    event = Event()
    event.add("uid", _name(entry, dossier))
    event.add("dtstamp", datetime.fromisoformat(dossier.as_of).replace(tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    title = voice.told(entry.title)
    event.add("summary", _clean(f"{title}: {dossier.path}"))
    told = f"{voice.told(entry.why)}\n{voice.place(entry.passage)}\n{entry.passage.quote}"
    event.add("description", _clean(told))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(entry, title))
    return event


def _alarm(entry: Date, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(title))
    alarm.add("trigger", -timedelta(days=_REMIND.get(entry.id, 3)))
    return alarm


def _name(entry: Date, dossier: Dossier) -> str:
    known = "\x1f".join((dossier.sha256, entry.id, entry.day, str(entry.passage.span[0])))
    return hashlib.sha256(known.encode()).hexdigest()[:32] + "@auditor"


def _clean(words: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else " " for c in words)
