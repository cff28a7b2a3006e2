"""Who was trained in what and when, out of training logs of any shape."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from auditor.model.case import Told
from auditor.model.columns import WIDE
from auditor.model.finding import Absence, Evidence
from auditor.model.judged import Judged
from auditor.model.record import Record
from auditor.model.text import Text
from auditor.portfolio.folder import Folder
from auditor.portfolio.names import is_same_person
from auditor.portfolio.people import leaving_of

_MONTHS = 12
"""Months for which a training holds where the log does not say otherwise (check-list, training-*)."""
_NEWCOMER = 30
"""Days after the first one of work within which somebody is first trained (check-list, training-overdue)."""
_FEWEST_MONTHS = 4
"""A number without a unit from which it is taken for months: «1» and «3» are years."""
_EVERY = re.compile(r"(?:раз в|каждые|every|each)\s*(\d{1,2})?\s*(мес|month|год|лет|year|полгода|квартал|half|quarter)")
_AMOUNT = re.compile(r"(\d{1,2})\s*(мес|month|год|лет|г\b|year|дн|day)?")
_YEARLY = re.compile(r"ежегодн|annual|yearly")
_NEGOTIATION = re.compile(
    r"переговор|конфликт|жалоб|претенз|рекламац|недовольн|трудн\w* (?:клиент|разговор)|сложн\w* (?:клиент|разговор)"
    r"|(?:рассержен|разгневан|сердит|агрессивн|раздраж[её]н|скандальн)\w*"
    r" (?:клиент|родител|пациент|гост|заказчик|покупател)"
    r"|(?:angry|upset|aggressive) (?:client|customer|parent|guest|patient)"
    r"|медиаци|negotiat|conflict|complain|difficult (?:client|customer|conversation)|de-?escalat"
)
_LEGAL = re.compile(
    r"\bправ[оа]?\b|\bправ\b|правов|закон|зозпп|персональн|\bпдн\b|потребител|договор|комплаенс|152-фз|legal|\blaw\b"
    r"|personal data|privacy|gdpr|data protection|compliance|consumer"
)


@dataclass(frozen=True, slots=True)
class _Taken:
    """One training of one person: the day, empty where there was none yet, and until when it holds."""

    day: str
    due: str
    """The last day on which it holds, or by which it is to be taken; empty where nothing tells."""
    is_late: bool
    """Whether the log itself calls it overdue."""
    evidence: Evidence


@dataclass
class _Course:
    """One course with the last training of each person."""

    last: dict[str, _Taken] = field(default_factory=dict)
    tested: bool = False
    signed: bool = False
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class _Worker:
    """Somebody who works in the firm."""

    name: str
    hired: str = ""
    role: str = ""
    has_left: bool = False


def training_facts(folder: Folder) -> Iterator[tuple[str, Told]]:
    """Yield the shares of people trained within the period, and of trainings that are overdue."""
    courses = _courses(folder)
    people = _people(folder, courses)
    if not courses or not people:
        absence = Absence(None, (), (_LOG,), (), len(folder.judged))
        yield "training", Told("none", Text("Журнала обучения нет.", "There is no training log."), (), absence)
        return
    yield "training", Told("logged")
    for name, words in (("negotiation", _NEGOTIATION), ("legal", _LEGAL)):
        course = _joined([course for topic, course in courses.items() if words.search(topic)])
        yield f"{name}_share", _share(folder, course, people)
        if name == "negotiation":
            yield "negotiation_test", Told("yes" if course.tested else "no")
        else:
            yield "legal_signed", _signed(course)
    yield "overdue_share", _overdue(folder, courses, people)


_LOG = Text("журнал или таблица обучения", "a log or table of training")


def _signed(course: _Course) -> Told:
    if course.unsigned:
        nothing = Text("Есть неподписанные листы ознакомления.", "Some sheets of acknowledgement are not signed.")
        return Told("no", nothing)
    return Told("yes" if course.signed else "no")


def _courses(folder: Folder) -> dict[str, _Course]:
    courses: dict[str, _Course] = defaultdict(_Course)
    today = folder.as_of.isoformat()
    dashed = frozenset((path, record.table) for path, record in _rows_with_dashes(folder))
    for result, record in folder.records("training"):
        person = record.text("person")
        if not person:
            continue
        evidence = folder.evidence(result, record)
        for topic, day in (*_days(record), *_still_to_take(result, record, dashed)):
            course = courses[topic.lower()]
            done = day if day[:1].isdigit() and day <= today else ""
            is_late = "overdue" in {record.value(name) for name in ("state", "date", "until")}
            taken = _Taken(done, _due(result, record, topic, done), is_late, evidence)
            known = course.last.get(person)
            if known is None or taken.day > known.day:
                course.last[person] = taken
            course.tested |= any(map(str.isalnum, record.text("result")))
            course.signed |= record.value("signed") == "yes" or record.value("result") == "signed"
            course.unsigned |= record.value("signed") == "no" or record.value("result") == "unsigned"
    return dict(courses)


def _days(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the courses of a row with the day of each; a row of a course may have none yet."""
    if record.text("topic") and "date" in record.cells:
        yield record.text("topic"), record.value("date")
    for name, cell in record.cells.items():
        if name.startswith(WIDE) and cell.value:
            yield name.removeprefix(WIDE), cell.value


def _rows_with_dashes(folder: Folder) -> Iterator[tuple[str, Record]]:
    """Yield the rows of matrices that mark with a dash what is not for somebody."""
    for result, record in folder.records("training"):
        dashes = (cell for name, cell in record.cells.items() if name.startswith(WIDE))
        if any(not any(map(str.isalnum, cell.text)) for cell in dashes):
            yield result.input.path, record


def _still_to_take(result: Judged, record: Record, dashed: frozenset[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the courses that a row of a matrix leaves empty, where a dash would have said that they are not for it."""
    if (result.input.path, record.table) not in dashed:
        return
    for table in result.tables:
        wide = (name for name in table.columns if name.startswith(WIDE)) if table.id == record.table else ()
        yield from ((name.removeprefix(WIDE), "") for name in wide if name not in record.cells)


def _due(result: Judged, record: Record, topic: str, day: str) -> str:
    """Return the day until which a training holds: as its row says, else by its period."""
    until = record.value("until")
    if until[:1].isdigit() and until != day:
        return until
    return _later(day, _months(result, record, topic)) if day else ""


def _months(result: Judged, record: Record, topic: str) -> int:
    """Return for how many months a training holds: by its row, the words of its topic, or the usual."""
    heading = next((table.columns.get("period", "") for table in result.tables if table.id == record.table), "")
    words = record.text("period").lower()
    every = _EVERY.search(words) or _EVERY.search(topic.lower())
    if every:
        return _in_months(int(every[1] or 1), every[2])
    found = _AMOUNT.search(words)
    if not found or _YEARLY.search(words) or (found[2] or "").startswith(("дн", "day")):
        return _MONTHS
    unit = found[2] or next((unit for unit in ("мес", "month", "год", "лет", "year") if unit in heading.lower()), "")
    number = int(found[1])
    return _in_months(number, unit or ("мес" if number >= _FEWEST_MONTHS else "год"))


def _in_months(number: int, unit: str) -> int:
    if unit.startswith(("мес", "month")):
        return number
    if unit.startswith(("полгода", "half")):
        return 6 * number
    return 3 * number if unit.startswith(("квартал", "quarter")) else 12 * number


def _later(day: str, months: int) -> str:
    """Return the day so many months after another."""
    first = date.fromisoformat(day)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, 28)).isoformat()


def _people(folder: Folder, courses: dict[str, _Course]) -> list[_Worker]:
    """Return who works in the firm: by the list of staff, else by the log."""
    staff = list(_staff(folder))
    logged = list(dict.fromkeys(person for course in courses.values() for person in course.last))
    known = [person for person in logged if any(is_same_person(worker.name, person) for worker in staff)]
    if staff and 2 * len(known) >= len(logged):
        return [worker for worker in staff if not worker.has_left]
    return [_Worker(person) for person in logged]


def _staff(folder: Folder) -> Iterator[_Worker]:
    """Yield everybody of the lists of staff."""
    today = folder.as_of.isoformat()
    for _, record in folder.records("person"):
        parts = (record.text(name) for name in ("last_name", "first_name", "middle_name"))
        name = record.text("person") or " ".join(part for part in parts if part)
        if name:
            day, has_left = leaving_of(record)
            is_gone = has_left or bool(day and day <= today)
            yield _Worker(name, record.value("hired"), record.value("position"), is_gone)


def _is_new(folder: Folder, worker: _Worker) -> bool:
    """Return whether somebody is within the first days of work, in which a training is not missed yet."""
    return bool(worker.hired) and worker.hired >= (folder.as_of - timedelta(days=_NEWCOMER)).isoformat()


def _joined(courses: list[_Course]) -> _Course:
    """Return courses on one subject as one, with the training of each person that holds longest."""
    whole = _Course()
    for course in courses:
        whole.tested |= course.tested
        whole.signed |= course.signed
        whole.unsigned |= course.unsigned
        for person, taken in course.last.items():
            known = whole.last.get(person)
            if known is None or (taken.day and taken.due) > (known.day and known.due):
                whole.last[person] = taken
    return whole


def _last(course: _Course, person: str) -> _Taken | None:
    return course.last.get(person) or next(
        (taken for other, taken in course.last.items() if is_same_person(person, other)), None
    )


def _holds(taken: _Taken | None, today: str) -> bool:
    return taken is not None and bool(taken.day) and not taken.is_late and taken.due >= today


def _share(folder: Folder, course: _Course, people: list[_Worker]) -> Told:
    """Return the share of those who meet clients and whose training holds; newcomers are not counted yet."""
    today = folder.as_of.isoformat()
    counted = [
        worker for worker in people if _last(course, worker.name) is not None or worker.role not in _AWAY_FROM_CLIENTS
    ]
    counted = [worker for worker in counted if _holds(_last(course, worker.name), today) or not _is_new(folder, worker)]
    trained = [worker for worker in counted if _holds(_last(course, worker.name), today)]
    left = [worker.name for worker in counted if worker not in trained]
    evidence = tuple(taken.evidence for name in left if (taken := _last(course, name)) is not None)[:5]
    message = Text(
        f"Обучены, и срок не прошёл: {len(trained)} из {len(counted)}"
        + (f"; нет: {'; '.join(left[:20])}." if left else "."),
        f"Trained, and the term is not over: {len(trained)} of {len(counted)}"
        + (f"; not: {'; '.join(left[:20])}." if left else "."),
    )
    shown = evidence or tuple(taken.evidence for taken in list(course.last.values())[:2])
    return Told(f"{100 * len(trained) / len(counted):.1f}" if counted else "unknown", message, shown)


_AWAY_FROM_CLIENTS = frozenset({"it", "no_clients"})
"""Positions that meet no clients."""


def _overdue(folder: Folder, courses: dict[str, _Course], people: list[_Worker]) -> Told:
    """Return the share of those in the log for whom a training is overdue."""
    late: dict[str, tuple[str, Evidence]] = {}
    counted = [worker for worker in people if any(_last(course, worker.name) for course in courses.values())]
    for topic, course in courses.items():
        for worker in counted:
            taken = _last(course, worker.name)
            if taken is not None and _is_late(folder, worker, taken):
                late[worker.name] = (f"{worker.name}: {topic}, {taken.due or taken.day or '—'}", taken.evidence)
    named = "; ".join(entry[0] for entry in list(late.values())[:10])
    message = Text(
        f"Просрочено у {len(late)} из {len(counted)}" + (f": {named}." if late else "."),
        f"Overdue for {len(late)} of {len(counted)}" + (f": {named}." if late else "."),
    )
    share = f"{100 * len(late) / len(counted):.1f}" if counted else "unknown"
    return Told(share, message, tuple(entry[1] for entry in late.values())[:10])


def _is_late(folder: Folder, worker: _Worker, taken: _Taken) -> bool:
    """Return whether a training is overdue; one not taken yet is once its day, or the first days of work, are over."""
    if taken.is_late:
        return not _is_new(folder, worker)
    if taken.due:
        return taken.due < folder.as_of.isoformat()
    return not taken.day and bool(worker.hired) and not _is_new(folder, worker)
