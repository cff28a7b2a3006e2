"""Who was trained in what and when, out of training logs of any shape."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from auditor.model.case import Told
from auditor.model.columns import WIDE
from auditor.model.finding import Absence, Evidence
from auditor.model.record import Record
from auditor.model.text import Text
from auditor.portfolio.folder import Folder
from auditor.portfolio.names import is_same_person

_MONTHS = 12
"""Months for which a training holds where the log does not say otherwise (check-list, training-*)."""
_EVERY = re.compile(r"(?:раз в|каждые|every|each)\s*(\d{1,2})\s*(мес|month|год|лет|year)")
_NEGOTIATION = re.compile(
    r"переговор|конфликт|жалоб|претенз|недовольн|трудн\w* клиент|negotiat|conflict|complain"
    r"|difficult (?:client|customer)|de-?escalat"
)
_LEGAL = re.compile(
    r"\bправ[оа]?\b|правов|закон|персональн|\bпдн\b|потребител|договор|комплаенс|legal|\blaw\b|personal data|privacy"
    r"|gdpr|data protection|compliance|consumer"
)


@dataclass
class _Course:
    """One course with the last day of each person."""

    months: int = _MONTHS
    last: dict[str, tuple[str, Evidence]] = field(default_factory=dict)
    tested: bool = False
    signed: bool = False


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
            yield "legal_signed", Told("yes" if course.signed else "no")
    yield "overdue_share", _overdue(folder, courses, people)


_LOG = Text("журнал или таблица обучения", "a log or table of training")


def _courses(folder: Folder) -> dict[str, _Course]:
    courses: dict[str, _Course] = defaultdict(_Course)
    for result, record in folder.records("training"):
        person = record.text("person")
        if not person:
            continue
        evidence = folder.evidence(result, record)
        for topic, day in _days(record):
            course = courses[topic.lower()]
            every = _EVERY.search(topic.lower())
            if every:
                course.months = int(every[1]) * (1 if every[2].startswith(("мес", "month")) else 12)
            known = course.last.get(person)
            if known is None or day > known[0]:
                course.last[person] = (day, evidence)
            course.tested |= bool(record.text("result"))
            course.signed |= record.value("signed") == "yes" or bool(record.text("signed"))
    return dict(courses)


def _days(record: Record) -> Iterator[tuple[str, str]]:
    if record.text("topic") and record.value("date"):
        yield record.text("topic"), record.value("date")
    for name, cell in record.cells.items():
        if name.startswith(WIDE) and cell.value:
            yield name.removeprefix(WIDE), cell.value


def _people(folder: Folder, courses: dict[str, _Course]) -> list[str]:
    """Return who works in the firm: by the list of staff, else by the log."""
    as_of = folder.as_of.isoformat()
    listed = [
        record.text("person")
        for _, record in folder.records("person")
        if record.text("person") and not (record.value("dismissed") and record.value("dismissed") <= as_of)
    ]
    logged = list(dict.fromkeys(person for course in courses.values() for person in course.last))
    known = [person for person in listed if any(is_same_person(person, other) for other in logged)]
    return listed if 2 * len(known) >= len(logged) and listed else logged


def _joined(courses: list[_Course]) -> _Course:
    whole = _Course()
    for course in courses:
        whole.months = max(whole.months, course.months) if whole.last else course.months
        whole.tested |= course.tested
        whole.signed |= course.signed
        for person, told in course.last.items():
            if person not in whole.last or told[0] > whole.last[person][0]:
                whole.last[person] = told
    return whole


def _last(course: _Course, person: str) -> tuple[str, Evidence] | None:
    return course.last.get(person) or next(
        (told for other, told in course.last.items() if is_same_person(person, other)), None
    )


def _since(as_of: date, months: int) -> str:
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    return date(year, month + 1, min(as_of.day, 28)).isoformat()


def _share(folder: Folder, course: _Course, people: list[str]) -> Told:
    since = _since(folder.as_of, course.months)
    trained = [person for person in people if (told := _last(course, person)) is not None and told[0] >= since]
    left = [person for person in people if person not in trained]
    evidence = tuple(told[1] for person in left if (told := _last(course, person)) is not None)[:5]
    message = Text(
        f"Обучены за {course.months} мес. {len(trained)} из {len(people)}"
        + (f"; нет: {'; '.join(left[:20])}." if left else "."),
        f"Trained within {course.months} months: {len(trained)} of {len(people)}"
        + (f"; not: {'; '.join(left[:20])}." if left else "."),
    )
    shown = evidence or tuple(told[1] for told in list(course.last.values())[:2])
    return Told(f"{100 * len(trained) / len(people):.1f}", message, shown)


def _overdue(folder: Folder, courses: dict[str, _Course], people: list[str]) -> Told:
    late: dict[str, tuple[str, Evidence]] = {}
    for topic, course in courses.items():
        since = _since(folder.as_of, course.months)
        for person in people:
            told = _last(course, person)
            if told is not None and told[0] < since:
                late[person] = (f"{person}: {topic}, {told[0]}", told[1])
    message = Text(
        f"Просрочено у {len(late)} из {len(people)}"
        + (f": {'; '.join(entry[0] for entry in list(late.values())[:10])}." if late else "."),
        f"Overdue for {len(late)} of {len(people)}"
        + (f": {'; '.join(entry[0] for entry in list(late.values())[:10])}." if late else "."),
    )
    return Told(f"{100 * len(late) / len(people):.1f}", message, tuple(entry[1] for entry in late.values())[:5])
