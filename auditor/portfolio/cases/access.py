"""Access to client data: a case for every account, one for the approved list and one for the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.model.access_table import AccessCell, AccessRow, AccessTable
from auditor.model.case import CaseFile, Told
from auditor.model.finding import Evidence, Subject, SubjectKind
from auditor.model.record import Saying
from auditor.model.text import Text
from auditor.portfolio.accounts import Account, Row
from auditor.portfolio.cases.access_order import list_case, log_case, missing_lists
from auditor.portfolio.cases.access_words import excess_message, leaving_message, shared_message
from auditor.portfolio.folder import Folder
from auditor.portfolio.verdicts import AccessView, Verdict

_MOST_ROWS = 12


def access_cases(folder: Folder) -> Iterator[CaseFile]:
    """Yield the cases; a folder without rights, logs and lists has none."""
    if not folder.has("grant", "use"):
        return
    view = AccessView(folder)
    shared = sum(1 for account in view.accounts.all if account.kind == "shared")
    for account in view.accounts.all:
        yield _account_case(view, account, shared)
    yield from missing_lists(view)
    yield from list_case(view)
    yield from log_case(view)


def access_table(folder: Folder) -> AccessTable | None:
    """Return who sees whose data, for the report; None for a folder without lists of rights and logs."""
    if not folder.has("grant", "use"):
        return None
    view = AccessView(folder)
    rows = tuple(_table_row(view, account) for account in view.accounts.all)
    seen = dict.fromkeys(cell.client for row in rows for cell in row.cells)
    return AccessTable(tuple(client.name for client in folder.clients.all if client.name in seen), rows)


def _account_case(view: AccessView, account: Account, shared: int) -> CaseFile:
    verdict, leaving = view.verdict(account), view.leaving(account)
    kind = view.kind_of(account)
    excess = tuple(_excess_evidence(view, verdict))
    told = {
        "about": Told("account"),
        "account": Told(kind, shared_message(account) if kind == "shared" else None),
        "sees_clients": Told("yes" if account.sees_clients else "no"),
        "shared_accounts": Told(f"{shared}"),
        "need_to_know": Told(verdict.word, excess_message(view, account, verdict), excess),
        "clients_seen": Told(f"{verdict.pairs}"),
        "clients_in_excess": Told(f"{len(verdict.excess)}"),
        "leaver": Told(leaving.word, leaving_message(account, leaving), tuple(_used_evidence(leaving.uses))),
        "days_open": Told("unknown" if leaving.days is None else f"{leaving.days}"),
    }
    return CaseFile(_subject(account), _own_evidence(view, account, kind), told, group="access")


def _subject(account: Account) -> Subject:
    row = next(iter(_rows(account)), None)
    path = row[0].input.path if row else ""
    label = f"{account.name()}"[:160]
    return Subject(SubjectKind.ACCESS, f"access:{account.key}", path, label, "")


def _rows(account: Account) -> Iterator[Row]:
    yield from account.rows
    yield from (row for _, row in account.uses)
    yield from account.other_uses


def _own_evidence(view: AccessView, account: Account, kind: str) -> tuple[Evidence, ...]:
    rows = account.rows[:_MOST_ROWS]
    if kind == "shared" or not rows:
        rows = [*rows, *(row for _, row in account.uses[:3])] or account.other_uses[:1]
    return tuple(view.folder.evidence(result, record) for result, record in rows)


def _excess_evidence(view: AccessView, verdict: Verdict) -> Iterator[Evidence]:
    for entry in verdict.excess[:_MOST_ROWS]:
        yield view.folder.evidence(*entry.row)
        yield from _used_evidence(entry.uses[:2])


def _used_evidence(uses: Iterable[tuple[Row, Saying]]) -> Iterator[Evidence]:
    """Yield rows of a log as they stand there."""
    for (result, record), saying in list(uses)[-_MOST_ROWS:]:
        start = saying.span[0]
        about = Text("строка журнала доступа", "a row of the access log")
        yield Evidence(
            path=result.input.path, quote=saying.quote, page=record.page, start=start, end=start + len(saying.quote),
            about=about,
        )  # fmt: skip


def _table_row(view: AccessView, account: Account) -> AccessRow:
    verdict = view.verdict(account)
    return AccessRow(
        account=account.login or account.owner,
        person=account.who(),
        position=account.position or (account.person.position if account.person else ""),
        kind=view.kind_of(account),
        tie=account.tie,
        sees_all=account.everything is not None,
        cells=tuple(_table_cells(account, verdict)),
    )


def _table_cells(account: Account, verdict: Verdict) -> Iterator[AccessCell]:
    wrong = {entry.client.id for entry in verdict.excess}
    uses: dict[str, tuple[int, str]] = {}
    names = {grant.client.id: grant.client.name for grant in account.grants.values()}
    for client, (_, record) in account.uses:
        names[client.id] = client.name
        count, last = uses.get(client.id, (0, ""))
        uses[client.id] = (count + int(record.value("count") or 1), max(last, record.value("last")))
    is_open = verdict.word in {"unknown", "shared", "service", "leaver", "blocked"}
    for identity, name in names.items():
        grant = account.grants.get(identity)
        count, last = uses.get(identity, (0, ""))
        is_needed = None if is_open else identity not in wrong and verdict.word != "everyone"
        yield AccessCell(account.login or account.owner, name, grant.right if grant else "", count, last, is_needed)
