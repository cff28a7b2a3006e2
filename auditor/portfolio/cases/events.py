"""Everything that happened with a client, in the order of its days: entries, letters, messages, amendments, acts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from auditor.model.correspondence import TELEGRAM_PAGE
from auditor.model.finding import Evidence
from auditor.model.judged import Judged
from auditor.model.record import Record, Saying
from auditor.portfolio.clients import Client
from auditor.portfolio.folder import Folder
from auditor.portfolio.names import first_letters, is_name_of_person, stem_of

PAPERS = frozenset({"amendment", "act", "annex", "claim", "other"})
"""Papers that may confirm what was agreed, or show that a promise was kept."""
_WORD = re.compile(r"[^\W\d_]{5,}")
WITHOUT_YEAR = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?")
"""A date of a note to oneself: «16.06»."""
_COMMON_WORDS = """
договор договору договоре клиент клиента клиенту заказчик исполнитель телефону телефон встрече встреча звонку вчера
сегодня завтра будет будем нужно можно чтобы после перед также этого просит просьба спрашивает добрый здравствуйте
уважаемый пожалуйста спасибо уважением договорились согласовали обсудили обещали пообещали подтверждаю устно рублей
рубля года число числа день дней недели месяц client contract phone meeting agreed promised please thank thanks
regards dear would could which about their there
"""
_COMMON = frozenset(map(stem_of, _COMMON_WORDS.split()))
"""Words that two texts may share without speaking about the same thing."""


@dataclass
class Event:
    """One thing that was said, written or signed."""

    result: Judged
    kind: str
    """``entry``, ``note``, ``letter``, ``message``, or the kind of a paper."""
    day: str
    """ISO 8601; empty where it is not known."""
    ours: bool | None
    """Whether our side said it; None where nothing tells."""
    client: Client | None
    says: tuple[Saying, ...]
    text: str
    record: Record | None = None
    order: int = 0
    """Its place in its file, for what happened on one day."""
    evidence: Evidence | None = None

    def told(self, *topics: str) -> tuple[Saying, ...]:
        """Return what was said on some topics."""
        return tuple(saying for saying in self.says if saying.topic in topics)

    def has(self, *topics: str) -> bool:
        """Return whether anything was said on one of some topics."""
        return any(saying.topic in topics for saying in self.says)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the telling words of the text."""
        return stems_in(self.text)

    @property
    def moment(self) -> tuple[str, str, int]:
        """Return what puts events in order."""
        time = self.record.value("time") if self.record else ""
        return self.day, time, self.order


def stems_in(text: str) -> frozenset[str]:
    """Return the stems of the telling words in some words."""
    stems = {stem_of(word) for word in _WORD.findall(text.lower().replace("ё", "е"))}
    return frozenset(stems - _COMMON)


@dataclass
class Events:
    """All events of a portfolio, by client."""

    folder: Folder
    by_client: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    all: list[Event] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Folder) -> Events:
        """Return the events of a portfolio in the order of their days; what two exports repeat is taken once."""
        events = cls(folder)
        seen: set[tuple[str, str, str]] = set()
        for event in (*_records(folder), *_papers(folder)):
            if event.kind == "message" and event.record is not None:
                key = (event.record.text("from"), event.record.value("date") + event.record.value("time"), event.text)
                if key in seen:
                    continue
                seen.add(key)
            events.all.append(event)
            if event.client is not None:
                events.by_client[event.client.id].append(event)
        for mine in events.by_client.values():
            mine.sort(key=lambda event: event.moment)
        return events

    def with_client(self, event: Event) -> list[Event]:
        """Return everything that happened with an event's client, the event itself left out."""
        if event.client is None:
            return []
        return [other for other in self.by_client[event.client.id] if other is not event]


def _records(folder: Folder) -> Iterator[Event]:
    held = sorted(folder.records("interaction", "letter", "message"), key=lambda entry: _is_page(entry[0]))
    spoke_last: dict[str, Client | None] = {}
    for order, (result, record) in enumerate(held):
        kind = record.kind if record.kind != "interaction" else "entry" if record.table else "note"
        ours = True if record.kind == "interaction" else folder.is_ours(record.text("from"))
        client = folder.client_of(result, record)
        if ours is None and client is not None and record.kind == "message":
            ours = _is_colleague(folder, client, record.text("from"))
        if record.kind == "message":  # in a chat with several clients we answer the one who wrote last
            path = result.input.path
            if ours is True:
                client = spoke_last.get(path, client)
            else:
                spoke_last[path] = client
        text = " ".join(cell.text for name, cell in record.cells.items() if name not in _NO_WORDS)
        day = record.value("date") or _day_of_this_year(record.text("date"), folder.as_of)
        yield Event(
            result, kind, day, ours, client, record.says, text, record, order,
            folder.evidence(result, record),
        )  # fmt: skip


def _is_colleague(folder: Folder, client: Client, name: str) -> bool:
    """Return whether who writes in a client's chat is one of us: by the list of staff, where there is one.

    Without a list it is whoever does not bear the client's name.
    """
    if _CALLED.fullmatch(name.strip()):  # by name and patronymic, without a surname
        given = name.split()
        letters = "".join(word[0].lower() for word in given)
        if folder.has("person"):
            return folder.names_staff_in_full(given)
        return not any(first_letters(known) == letters for known in client.names)
    if folder.staff and is_name_of_person(name):
        return folder.names_one_of_us(name)
    return not folder.is_name_of(client, name)


_CALLED = re.compile(r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|чна|шна)")


def _day_of_this_year(words: str, as_of: date) -> str:
    """Return the last day before the audit that a date without its year may be; empty for other words."""
    found = WITHOUT_YEAR.fullmatch(words.strip())
    for year in (as_of.year, as_of.year - 1) if found else ():
        try:
            day = date(year, int(found["month"]), int(found["day"]))  # type: ignore[index]
        except ValueError:
            continue
        if day <= as_of:
            return day.isoformat()
    return ""


def _is_page(result: Judged) -> bool:
    """Return whether a chat is read from its page: its file of data, where there is one, says more."""
    return result.input.media_type == TELEGRAM_PAGE


_NO_WORDS = frozenset(
    {"date", "time", "employee", "client", "contact", "id", "from", "to", "copy", "channel", "status"}
)


_OPENING = 1_500
"""Characters of a paper of no kind, an answer on a letterhead say, in which it tells what it is about."""


def _papers(folder: Folder) -> Iterator[Event]:
    for result, paper in folder.papers():
        if paper.kind not in PAPERS or result.records:
            continue
        tie = folder.ties.get(result.input.path)
        own = paper.opening[:_OPENING] if paper.kind == "other" else ""
        text = " ".join([paper.title, *(saying.quote for saying in paper.says), own])
        day = paper.date or next(iter(paper.dates), "")
        quote = paper.says[0].quote if paper.says else paper.title
        evidence = Evidence(result.input.path, quote) if quote else None
        yield Event(result, paper.kind, day, None, tie.client if tie else None, paper.says, text, evidence=evidence)


def is_open(record: Record) -> bool:
    """Return whether an entry says that the matter is not closed yet."""
    return _OPEN.search(record.text("status").lower()) is not None


_OPEN = re.compile(
    r"в работе|открыт|ожида|нов(?:ы|ое|ая)|не начат|запланир|open|pending|in progress|new|planned|not started|waiting"
)


def days_between(first: str, second: str) -> int:
    """Return the days from one day to another, negative backwards."""
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def working_days_between(first: str, second: str) -> int:
    """Return the working days after a day up to another, Saturdays and Sundays left out."""
    start, end = date.fromisoformat(first), date.fromisoformat(second)
    return sum(
        1 for at in range(start.toordinal() + 1, end.toordinal() + 1) if date.fromordinal(at).weekday() < _SATURDAY
    )


_SATURDAY = 5


def quoted(event: Event, sayings: Iterable[Saying]) -> tuple[Evidence, ...]:
    """Return sentences of an event as evidence, each at its own place."""
    record = event.record
    return tuple(
        Evidence(
            path=event.result.input.path, quote=saying.quote, page=record.page if record else None,
            paragraph=record.paragraph if record else None, cell=record.place if record else None,
            start=saying.span[0], end=saying.span[1],
        )
        for saying in sayings
    )  # fmt: skip
