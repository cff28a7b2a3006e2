"""What is said of an account, in one sentence of either language."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model.text import Text
from auditor.portfolio.accounts import Account
from auditor.portfolio.verdicts import AccessView, Excess, Leaving, Verdict

_MOST_NAMES = 6


def excess_message(view: AccessView, account: Account, verdict: Verdict) -> Text | None:
    """Return who sees what and why that is too much, or why it could not be settled; None where all is well."""
    word = verdict.word
    if word == "everyone":
        return _everyone(view, account)
    if word in {"excess", "by_position", "all", "no_secrecy"}:
        return _personal(view, account, verdict)
    if word == "unknown":
        return _unsettled(view, account)
    return None


def _personal(view: AccessView, account: Account, verdict: Verdict) -> Text:
    who, what = account.name(), _seen(account, verdict)
    why = _why(view, account, verdict)
    return Text(f"{who} видит {what.ru}, {why.ru.rstrip('.')}.", f"{who} sees {what.en}, {why.en.rstrip('.')}.")


def _seen(account: Account, verdict: Verdict) -> Text:
    if account.everything is not None and verdict.word in {"all", "by_position", "no_secrecy"}:
        record = account.everything[1]
        words = ", ".join(record.text(name) for name in ("role", "scope", "right") if record.text(name))
        return Text(f"данные всех клиентов ({words})", f"the data of all clients ({words})")
    return Text(
        "данные клиентов: " + _listed(_client_ru(entry) for entry in verdict.excess),
        "the data of " + _listed(_client_en(entry) for entry in verdict.excess),
    )


def _client_ru(entry: Excess) -> str:
    used = f"по журналу {_days(entry)}" if entry.uses else ""
    more = ", ".join(part for part in (entry.right, used) if part)
    return _quoted(entry.client.name) + (f" ({more})" if more else "")


def _client_en(entry: Excess) -> str:
    used = f"in the log on {_days(entry)}" if entry.uses else ""
    more = ", ".join(part for part in (entry.right, used) if part)
    return f'"{entry.client.name}"' + (f" ({more})" if more else "")


def _days(entry: Excess) -> str:
    days = list(dict.fromkeys(saying.dates[0] for _, saying in entry.uses if saying.dates))
    return days[0] if len(days) == 1 else f"{days[0]} … {days[-1]}" if days else "…"


def _why(view: AccessView, account: Account, verdict: Verdict) -> Text:
    if verdict.word == "no_secrecy":
        return Text(
            "хотя это подрядчик и соглашения о неразглашении с ним среди файлов нет",
            "although this is a contractor and no non-disclosure agreement is among the files",
        )
    if verdict.word == "by_position":
        return Text(
            "и держится это только на должности: утверждённый перечень лиц с доступом этого не называет",
            "and only the position speaks for it: no approved list of persons with access names it",
        )
    if account.members and verdict.excess:
        names = dict.fromkeys(
            person.short() for entry in verdict.excess for person in view.without_reason(account, entry.client)
        )
        return Text(
            f"хотя с ними не работают: {_listed(names)}", f"although these do not work with them: {_listed(names)}"
        )
    own = _own_clients(view, account)
    ended = _ended(view, account, verdict)
    if ended:
        return ended
    if own:
        return Text(f"хотя закреплён только доступ к: {own}", f"although only these are assigned: {own}")
    return Text(
        "хотя ни закрепления, ни записей контакта, ни приказа, ни места в утверждённом перечне для этого нет",
        "although there is no assignment, no recorded contact, no order and no place on the approved list for it",
    )


def _own_clients(view: AccessView, account: Account) -> str:
    if account.person is None:
        return ""
    held = view.reasons.by_person.get(account.person.id, set())
    return _listed(client.name for client in view.folder.clients.all if client.id in held)


def _ended(view: AccessView, account: Account, verdict: Verdict) -> Text | None:
    """Return that a reason covered other days, where one did."""
    for entry in verdict.excess:
        reasons = view.reasons.by_pair.get((account.person.id, entry.client.id), []) if account.person else []
        for reason in reasons:
            if reason.begin or reason.end:
                begin, end = reason.begin or "…", reason.end or "…"
                return Text(
                    f"а основание действует только с {begin} по {end}", f"but the reason only covers {begin} to {end}"
                )
    return None


def _everyone(view: AccessView, account: Account) -> Text:
    if account.everything is not None:
        return Text(
            f"{account.name()}: данные всех клиентов открыты каждому сотруднику.",
            f"{account.name()}: the data of all clients is open to every employee.",
        )
    clients = [grant.client for grant in account.grants.values()]
    names = _listed(_quoted(client.name) for client in clients)
    staff = _listed(dict.fromkeys(name for client in clients for name in view.reasons.by_client.get(client.id, ())))
    needed = Text("", "")
    if staff:
        needed = Text(f", хотя с ними работают только {staff}", f", although only {staff} work with them")
    return Text(
        f"{account.name()}: данные клиентов {names} открыты каждому сотруднику{needed.ru.rstrip('.')}.",
        f"{account.name()}: the data of {names} is open to every employee{needed.en}.",
    )


def _unsettled(view: AccessView, account: Account) -> Text:
    if account.person is None:
        return Text(
            f"Учётную запись {account.name()} не удалось сопоставить ни с одним человеком.",
            f"The account {account.name()} could not be matched with any person.",
        )
    if account.bills is not None and not account.sees_clients:
        return Text(
            f"{account.name()} видит счета и оплаты всех клиентов; нужны ли они для работы, по спискам не установить.",
            f"{account.name()} sees the invoices of all clients; the lists do not tell whether that is needed.",
        )
    if account.unread:
        names = _listed(dict.fromkeys(account.unread))
        return Text(
            f"Не удалось понять, о каких клиентах речь: {names}.",
            f"It could not be told which clients are meant: {names}.",
        )
    if view.people.has_staff and not account.person.is_staff:
        return Text(
            f"{account.name()} не значится в списке сотрудников, соглашения о неразглашении среди файлов нет.",
            f"{account.name()} is not on the staff list, and no non-disclosure agreement is among the files.",
        )
    return Text(
        f"Чьи данные видит {account.name()}, по выгрузке не установить.",
        f"The export does not tell whose data {account.name()} sees.",
    )


def shared_message(account: Account) -> Text:
    """Return what a shared account opens."""
    granted = [grant.client.name for grant in account.grants.values()]
    what = _listed(_quoted(name) for name in dict.fromkeys(granted + [client.name for client, _ in account.uses]))
    if account.everything is not None:
        return Text(
            f"{account.name()} — общая учётная запись, ей открыты данные всех клиентов.",
            f"{account.name()} is a shared account and opens the data of all clients.",
        )
    if not what:
        return Text(f"{account.name()} — общая учётная запись.", f"{account.name()} is a shared account.")
    return Text(
        f"{account.name()} — общая учётная запись, ей открыты данные клиентов: {what}; кто именно смотрел, не узнать.",
        f"{account.name()} is a shared account and opens the data of {what}; nobody can tell who looked.",
    )


def leaving_message(account: Account, leaving: Leaving) -> Text | None:
    """Return since when the owner has left and how the account stands; None where nobody left."""
    person = account.person
    if person is None or leaving.word not in {"closed", "open", "used"}:
        return None
    left = person.dismissed or "…"
    if leaving.word == "used":
        return Text(
            f"{account.name()}: работа прекращена {left}, а вход или действия были и после, последние {leaving.last}.",
            f"{account.name()}: left on {left}, yet signed in or acted later, last on {leaving.last}.",
        )
    if leaving.word == "open":
        days = Text(f" {leaving.days} дн.", f" {leaving.days} days") if leaving.days is not None else Text("", "")
        return Text(
            f"{account.name()}: работа прекращена {left}, учётная запись после этого оставалась открытой{days.ru}.",
            f"{account.name()}: left on {left}, and the account stayed open after that{days.en}.",
        )
    return Text(
        f"{account.name()}: работа прекращена {left}, учётная запись закрыта.",
        f"{account.name()}: left on {left}, the account is closed.",
    )


def _quoted(name: str) -> str:
    """Return a client's name in quotation marks, unless it has its own."""
    return name if "«" in name or '"' in name else f"«{name}»"


def _listed(names: Iterable[str]) -> str:
    told = list(names)
    more = len(told) - _MOST_NAMES
    return ", ".join(told[:_MOST_NAMES]) + (f" … +{more}" if more > 0 else "")
