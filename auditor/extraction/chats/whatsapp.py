"""The lines of a chat that WhatsApp exported, in the forms of its Russian and English programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from auditor.extraction.chats.messages import Message

_MARKS = "\u200e\u200f\u202a\u202c\ufeff"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u00a0\u202f]?[AaPp]\.?[ \u00a0\u202f]?[Mm]\.?)?"
_GAP = r"[ \u00a0\u202f]"
_BEGINS = re.compile(
    rf"[{_MARKS}]*(?P<bracket>\[)?(?P<date>{_DATE}),?{_GAP}{{1,2}}(?:в |at )?(?P<time>{_TIME})"
    rf"(?(bracket)\]|{_GAP}[-–—]){_GAP}(?P<rest>.*)$",
    re.DOTALL,
)
_AUTHOR = re.compile(rf"[{_MARKS}~\u202f\u00a0 ]*(?P<author>[^:\n]{{1,80}}?): ?(?P<words>.*)$", re.DOTALL)
_OF_PROGRAM = re.compile(r"сквозн\w+ шифрован|end-to-end encrypt", re.IGNORECASE)
_HALF = re.compile(r"([ap])\.?\W?m\.?$", re.IGNORECASE)
_CENTURY = 2000


@dataclass(slots=True)
class _Line:
    """A line that begins a message, with those that follow it."""

    date: str
    time: str
    words: list[str] = field(default_factory=list)


def begins_message(line: str) -> bool:
    """Return whether a line begins a message."""
    return bool(_BEGINS.match(line))


def messages_of(text: str) -> list[Message]:
    """Return the messages of a chat; lines that begin none belong to the message before."""
    lines: list[_Line] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found = _BEGINS.match(line)
        if found:
            lines.append(_Line(found["date"], found["time"], [found["rest"]]))
        elif lines:
            lines[-1].words.append(line)
        elif line.strip():
            lines.append(_Line("", "", [line]))
    order = _order([line.date for line in lines if line.date], halves=any(_HALF.search(line.time) for line in lines))
    return [_message(line, order) for line in lines]


def _message(line: _Line, order: str | None) -> Message:
    words = "\n".join(line.words).strip(_MARKS + " \n")
    moment = _moment(line, order)
    stated = f"{line.date}, {line.time}" if line.date else ""
    found = _AUTHOR.match(words) if line.date else None
    if not found or _OF_PROGRAM.search(words[:300]):
        return Message(words, None, moment, stated)
    return Message(found["words"].strip(_MARKS + " \n"), found["author"].strip(_MARKS + " ~"), moment, stated)


def _order(dates: Sequence[str], *, halves: bool) -> str | None:
    """Return how all dates of the chat are written: ``dmy``, ``mdy``, ``ymd``; None where it cannot be told."""
    parts = [re.split(r"[./-]", date) for date in dates]
    if any(len(part[0]) == 4 for part in parts):
        return "ymd"
    first, second = (max((int(part[at]) for part in parts), default=0) for at in (0, 1))
    if first > 12 or any("." in date for date in dates):
        return "dmy"
    return "mdy" if second > 12 or halves else None


def _moment(line: _Line, order: str | None) -> datetime | None:
    if not line.date or order is None:
        return None
    numbers = [int(part) for part in re.split(r"[./-]", line.date)]
    day, month, year = (numbers[order.index(name)] for name in "dmy")
    clock = [int(part) for part in re.findall(r"\d+", line.time)]
    half = _HALF.search(line.time)
    hour = clock[0] % 12 + (12 if half[1].lower() == "p" else 0) if half else clock[0]
    with suppress(ValueError):
        full = year if year > 99 else _CENTURY + year
        second = clock[2] if len(clock) > 2 else 0
        return datetime(full, month, day, hour, clock[1], second)  # noqa: DTZ001 - the file states no zone
    return None
