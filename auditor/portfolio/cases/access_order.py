"""The order around access: the approved list of persons, and whether what is done with data is logged."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.case import CaseFile, Told
from auditor.model.finding import Absence, Evidence, Subject, SubjectKind
from auditor.model.judged import Judged
from auditor.model.text import Text
from auditor.portfolio.accounts import Account, Row
from auditor.portfolio.days import days_between
from auditor.portfolio.reasons import Approved
from auditor.portfolio.verdicts import AccessView

LOG_TOPIC = "access-logging"
_QUOTED = 300
_MOST_NAMES = 12


def list_case(view: AccessView) -> Iterator[CaseFile]:
    """Yield the case of the approved list of persons with access."""
    current = view.reasons.current
    label = "Перечень лиц с доступом" if view.folder.language == "ru" else "The list of persons with access"
    path = current.result.input.path if current else ""
    subject = Subject(SubjectKind.ACCESS, "access:list", path, label, "")
    if current is None:
        sought = (Text("перечень лиц, имеющих доступ", "a list of persons with access"),)
        missing = Told("missing", None, (), Absence(None, (), sought, (), len(view.folder.judged)))
        yield CaseFile(subject, (), {"about": Told("list"), "list": missing})
        return
    outside = _outside(view, current)
    judged = [account for account in view.accounts.all if _counts(view, account)]
    share = 100 * len(outside) // len(judged) if judged else None
    age = days_between(current.day, view.as_of) if current.day else None
    yield CaseFile(
        subject,
        (_opening(current.result),),
        {
            "about": Told("list"),
            "list": Told("approved" if current.is_approved else "unapproved"),
            "list_age_days": Told("unknown" if age is None else f"{age}", _age(current, age)),
            "list_differs_percent": Told("unknown" if share is None else f"{share}", _differs(outside)),
        },
    )


def missing_lists(view: AccessView) -> Iterator[CaseFile]:
    """Yield a case for each list without which accounts cannot be judged: who works with whom, who works here."""
    is_russian = view.folder.language == "ru"
    if any(view.verdict(account).word == "no_assignments" for account in view.accounts.all):
        label = "Кто с какими клиентами работает" if is_russian else "Who works with which clients"
        nothing = Text(
            "Списка, кто с каким клиентом работает, среди файлов нет: сравнить права не с чем.",
            "No list of who works with which client is among the files: there is nothing to compare rights with.",
        )
        told = {"about": Told("no_assignments"), "need_to_know": Told("unknown", nothing)}
        yield CaseFile(Subject(SubjectKind.ACCESS, "access:assignments", "", label, ""), (), told)
    if not view.people.has_staff:
        label = "Кто работает и кто уволен" if is_russian else "Who works here and who has left"
        nothing = Text(
            "Списка сотрудников с датами увольнения среди файлов нет: сказать, чей доступ пора закрыть, нельзя.",
            "No staff list with days of leaving is among the files: nobody can tell whose access should be closed.",
        )
        told = {"about": Told("no_staff"), "leaver": Told("unknown", nothing)}
        yield CaseFile(Subject(SubjectKind.ACCESS, "access:staff", "", label, ""), (), told)


def _counts(view: AccessView, account: Account) -> bool:
    """Return whether an account opens client data now: only such need a place on the list."""
    return account.sees_clients and account.kind != "service" and not view.is_blocked(account)


def _outside(view: AccessView, current: Approved) -> list[str]:
    """Return the accounts that open client data and whose owner is not on the list."""
    return [
        account.name() for account in view.accounts.all if _counts(view, account) and (not _on_list(account, current))
    ]


def _on_list(account: Account, current: Approved) -> bool:
    """Return whether the list names the owner of an account, or everybody of a department's group."""
    persons = account.members or ((account.person,) if account.person else ())
    return bool(persons) and all(person.id in current.persons for person in persons)


def _age(current: Approved, age: int | None) -> Text | None:
    if age is None:
        return Text("Даты у перечня нет.", "The list has no date.")
    return Text(f"Перечень от {current.day}, ему {age} дн.", f"The list is of {current.day}, {age} days old.")


def _differs(outside: list[str]) -> Text | None:
    if not outside:
        return None
    more = len(outside) - _MOST_NAMES
    names = ", ".join(outside[:_MOST_NAMES]) + (f" … +{more}" if more > 0 else "")
    return Text(
        f"Данные клиентов открыты тем, кого в перечне нет: {names}.",
        f"Client data is open to accounts whose owners are not on the list: {names}.",
    )


def _opening(result: Judged) -> Evidence:
    words = (result.paper.opening if result.paper else "")[:_QUOTED]
    return Evidence(result.input.path, words, start=0, end=len(words))


def _has_changes(rows: list[Row]) -> bool:
    return any(record.value("action") == "change" for _, record in rows)


def log_case(view: AccessView) -> Iterator[CaseFile]:
    """Yield the case of the log of what is done with client data."""
    label = "Журнал доступа" if view.folder.language == "ru" else "The access log"
    rows = list(view.folder.records("use"))
    described = [result for result, paper in view.folder.papers() if LOG_TOPIC in paper.topics]
    path = rows[0][0].input.path if rows else described[0].input.path if described else ""
    subject = Subject(SubjectKind.ACCESS, "access:log", path, label, "")
    if rows:
        looked = next((entry for entry in rows if entry[1].value("action") in {"view", "export"}), None)
        word = "views" if looked is not None else "changes_only" if _has_changes(rows) else "sign_ins_only"
        evidence = (view.folder.evidence(*(looked or rows[0])),)
        yield CaseFile(subject, evidence, {"about": Told("log"), "log": Told(word)})
    elif described:
        yield CaseFile(subject, (_opening(described[0]),), {"about": Told("log"), "log": Told("described")})
    else:
        sought = (Text("журнал действий с данными клиентов", "a log of what is done with client data"),)
        missing = Told("missing", None, (), Absence(None, (), sought, (), len(view.folder.judged)))
        yield CaseFile(subject, (), {"about": Told("log"), "log": missing})
