"""Accounts with what they may see and what they were used for: matrices, role exports and access logs put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.model.columns import WIDE
from auditor.model.judged import Judged
from auditor.model.record import Record
from auditor.model.text import Text
from auditor.portfolio.clients import Client, level_number
from auditor.portfolio.days import day_of_name, days_in
from auditor.portfolio.folder import Folder
from auditor.portfolio.people import People, Person, names_in

Row = tuple[Judged, Record]
_CODE = re.compile(r"^\W*(?:папка|клиент|folder|client|дело|matter)?\s*№?\s*(\d{2,6})(?!\d)", re.IGNORECASE)
ALL_CLIENTS = frozenset({
    "клиенты", "все клиенты", "клиенты все", "база клиентов", "клиентская база", "все дела", "дела клиентов",
    "все папки",
    "clients", "all clients", "customers", "all customers", "matters", "all matters", "client files", "all",
    "all records", "все", "all client files", "client data", "данные клиентов", "карточки клиентов", "*",
})  # fmt: skip
"""Names of folders and columns that stand for all clients at once."""
APART = frozenset({"shared", "everyone", "service", "group"})
"""Kinds of accounts that are no one person's."""
_KINDS_BY_ROLE = frozenset({"contractor", "service"})
"""Roles that say what an account is: somebody outside the firm, a program."""
_READING = frozenset({"view", "export", "change", ""})
"""Actions of a log that touch data."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A right of an account to a client's data."""

    client: Client
    row: Row
    right: str
    """The words of the right as they stand."""
    since: str = ""
    """The day of the export that shows it, ISO 8601."""


@dataclass(eq=False)
class Account:
    """One account with everything that the files say of it."""

    key: str
    login: str = ""
    owner: str = ""
    mail: str = ""
    kind: str = ""
    """``shared``, ``everyone``, ``service``, ``group``, ``contractor`` as its names say; empty for a person's own."""
    role: str = ""
    """What the position that the export names makes of its owner: ``it``, ``head``, ``contractor``."""
    position: str = ""
    rows: list[Row] = field(default_factory=list)
    grants: dict[str, Grant] = field(default_factory=dict)
    """By the id of the client."""
    everything: Row | None = None
    """The row that opens all clients."""
    bills: Row | None = None
    """The row that opens the invoices and payments of all clients, and nothing else of them."""
    own_only: Row | None = None
    by_department: Row | None = None
    unread: list[str] = field(default_factory=list)
    """Names of clients that no list of clients knows."""
    uses: list[tuple[Client, Row]] = field(default_factory=list)
    other_uses: list[Row] = field(default_factory=list)
    members: tuple[Person, ...] = ()
    """The people of the department that it is named after."""
    person: Person | None = None
    tie: Text | None = None

    def name(self) -> str:
        """Return the account as the report calls it: the login and the owner."""
        owner = self.owner or (self.person.name if self.person else "")
        return f"{self.login} ({owner})" if self.login and owner else self.login or owner

    def who(self) -> str:
        """Return the owner's name, else the login."""
        if self.kind in {"shared", "everyone"}:
            return self.owner or self.login
        return self.person.short() if self.person else self.owner or self.login

    @property
    def sees_clients(self) -> bool:
        """Return whether it opens or opened the data of any client."""
        return bool(self.grants or self.everything or self.uses or self.by_department or self.unread)


class Accounts:
    """All accounts of a portfolio."""

    def __init__(self, folder: Folder, people: People, lists: frozenset[str]) -> None:
        """Gather them from all files but the lists of who may have access."""
        self._folder, self._people = folder, people
        self._held: dict[str, Account] = {}
        self._clients: dict[str, Client | None] = {}
        self._codes, self._marks, self._deals = _codes(folder), _marks(folder), _deals(folder)
        self._days = export_days(folder)
        for result, record in folder.records("grant"):
            if result.input.path not in lists:
                self._take_rights(result, record)
        for result, record in folder.records("use"):
            self._take_use(result, record)
        self._join()

    @property
    def all(self) -> list[Account]:
        """Return the accounts in the order in which the files name them."""
        return list(self._held.values())

    def client_of(self, words: str) -> Client | None:
        """Return the client that a heading, a folder or the name of a record stands for."""
        if words not in self._clients:
            self._clients[words] = next(iter(self._of_deals(words)), None) or self._client(words)
        return self._clients[words]

    def _of_deals(self, words: str) -> list[Client]:
        """Return the clients of the deals that some words count up by their numbers: «сделки Д-4, Д-9»."""
        numbers = [number for found in _DEALS.finditer(words) for number in _NUMBER.findall(found["numbers"])]
        return [client for number in numbers if (client := self._deals.get(level_number(number))) is not None]

    def _client(self, words: str) -> Client | None:
        known = self._folder.clients
        whole = re.sub(r"[\\/_.]+", " ", words)
        for part in [*re.split(r"[\\/]", words), whole]:
            marked = self._marks.get(level_number(part))
            if marked is not None:
                return marked
            found = _CODE.match(part)
            client = self._codes.get(found[1].lstrip("0")) if found else None
            client = client or known.named(part)
            if client is not None:
                return client
        return known.numbered(words) or known.spoken_of(whole)

    def _take_rights(self, result: Judged, record: Record) -> None:
        columns = [name for name in record.cells if name.startswith(WIDE)]
        if not any(record.text(name) for name in ("login", "employee", "email", "last_name")):
            subject = record.text("client") or record.text("resource")
            for name in columns:  # a matrix that lies on its side: clients are rows, people are columns
                if record.value(name) != "none":
                    account = self._account("", name.removeprefix(WIDE), "")
                    account.rows.append((result, record))
                    self._grant(account, subject, record.text(name), (result, record))
            return
        account = self._account_of(record)
        account.rows.append((result, record))
        account.role = account.role or record.value("position")
        account.position = account.position or record.text("position")
        for name in columns:
            if record.value(name) != "none":
                self._grant(account, name.removeprefix(WIDE), record.text(name), (result, record))
        self._take_cells(account, result, record)

    def _take_cells(self, account: Account, result: Judged, record: Record) -> None:
        row = (result, record)
        right = record.text("right") or record.text("role")
        if record.value("right") != "none":
            for part in re.split(r"[;\n]|,\s", record.text("client")):
                self._grant(account, part, right, row, is_client=True)
            for part in re.split(r"[;\n]|,\s", f"{record.text('resource')};{record.text('groups')}"):
                self._grant(account, part, right, row)
        reach = record.value("scope") or ("" if record.text("scope") else record.value("role"))
        if reach == "all" and not self._is_narrowed(record):
            account.everything = account.everything or row
        elif reach == "department":
            account.by_department = row
        elif reach == "own":
            account.own_only = row
        elif reach == "billing":
            account.bills = account.bills or row
        elif record.text("scope") and not reach:
            self._take_scope(account, record.text("scope"), row)

    def _is_narrowed(self, record: Record) -> bool:
        """Return whether a row names the clients that it is about, so that its words of fullness mean the right only.

        A system beside an extent of its own narrows nothing: «1С» and «все карточки».
        """
        if any(name.startswith(WIDE) for name in record.cells) or record.text("client"):
            return True
        resource = record.text("resource")
        return bool(resource) and (not record.text("scope") or self.client_of(resource) is not None)

    def _take_scope(self, account: Account, scope: str, row: Row) -> None:
        """Take the clients that an extent of access names; words that name none are kept as not understood."""
        known = len(account.grants)
        for client in self._of_deals(scope):
            account.grants.setdefault(client.id, Grant(client, row, scope, self.day_of(row)))
        for part in re.split(r"[;\n]|,\s", _DEALS.sub(" ", scope)):
            self._grant(account, part, scope, row)
        if len(account.grants) == known and account.everything is None:
            account.unread.append(scope)

    def _grant(self, account: Account, words: str, right: str, row: Row, *, is_client: bool = False) -> None:
        bare = words.strip()
        if not bare:
            return
        last = re.split(r"[\\/]", bare.rstrip("\\/"))[-1].strip().lower()
        if last in ALL_CLIENTS:
            account.everything = account.everything or row
            return
        client = self.client_of(bare)
        if client is not None:
            account.grants.setdefault(client.id, Grant(client, row, right, self.day_of(row)))
        elif is_client and not _NO_CLIENT.match(bare):
            account.unread.append(bare)

    def day_of(self, row: Row) -> str:
        """Return the day that the file of a row shows."""
        return self._days.get(row[0].input.path) or self._folder.as_of.isoformat()

    def knows_day(self, row: Row) -> bool:
        """Return whether a file says of which day it is."""
        return bool(self._days.get(row[0].input.path))

    def _account_of(self, record: Record) -> Account:
        given = " ".join(part for part in (record.text("last_name"), record.text("first_name")) if part)
        account = self._account(record.text("login"), record.text("employee") or given, record.text("email"))
        told = record.value("role") if record.value("role") in _KINDS_BY_ROLE else ""
        by_login = "" if _is_one_person(record.text("employee")) else record.value("login")
        account.kind = account.kind or record.value("employee") or by_login or told
        return account

    def _account(self, login: str, owner: str, mail: str) -> Account:
        name = re.split(r"[\\]", login.strip())[-1] or mail.strip()
        found = None if name else self._people.named(owner)
        key = name.lower() or (found.id if found else owner.strip().lower())
        account = self._held.get(key)
        if account is None:
            account = self._held[key] = Account(key, name, owner.strip(), mail.strip())
        account.owner = account.owner or owner.strip()
        account.mail = account.mail or mail.strip()
        return account

    def _take_use(self, result: Judged, record: Record) -> None:
        account = self._account(record.text("login"), record.text("employee"), "")
        account.kind = account.kind or record.value("login")
        row = (result, record)
        client = None
        if record.value("action") in _READING:
            for name in ("client", "object"):
                client = client or (self.client_of(record.text(name)) if record.text(name) else None)
        if client is None:
            account.other_uses.append(row)
        else:
            account.uses.append((client, row))

    def _members(self, account: Account) -> tuple[Person, ...]:
        """Return the staff of the department that an account is named after: a group of a directory."""
        if account.kind == "everyone":
            return ()
        names = {_bare(account.owner), _bare(account.login)} - {""}
        return tuple(person for person in self._people.all if person.department and _bare(person.department) in names)

    def _join(self) -> None:
        """Say whose each account is; what files tell of a person without a login goes to the person's one account."""
        by_person: dict[str, list[Account]] = {}
        for account in self._held.values():
            account.members = self._members(account)
            if account.members:
                account.kind = "group"
            if account.kind in APART:
                continue
            if _SEVERAL.search(account.owner) and len(set(_people_of(account.owner, self._people))) > 1:
                account.kind = "shared"
                continue
            found = self._people.of_account(account.login, account.owner, account.mail)
            if found is None:
                continue
            account.person, account.tie = found
            by_person.setdefault(account.person.id, []).append(account)
        for accounts in by_person.values():
            named = [account for account in accounts if account.login]
            for account in accounts:
                if not account.login and len(named) == 1:
                    _merge(named[0], self._held.pop(account.key))


def owners(folder: Folder) -> Iterator[str]:
    """Yield the names of persons that lists of accounts and logs give."""
    for _, record in folder.records("grant", "use"):
        given = " ".join(part for part in (record.text("first_name"), record.text("last_name")) if part)
        owner = record.text("employee") or given
        if owner and record.value("employee") not in {"shared", "everyone", "service"}:
            yield from names_in(owner)[:1]
        if not any(record.text(name) for name in ("login", "employee", "email", "last_name")):
            yield from (name.removeprefix(WIDE) for name in record.cells if name.startswith(WIDE))


_GROUP = re.compile(
    r"группа|отдел|подразделение|служба|\bgrp\b|\bgroup\b|\bteam\b|\bdepartment\b|\bdept\b", re.IGNORECASE
)


def _bare(name: str) -> str:
    """Return the name of a group or a department without what marks it as one."""
    words = re.sub(r"[\W_]+", " ", re.split(r"[\\]", name)[-1])
    return " ".join(_GROUP.sub(" ", words).lower().split())


_NO_CLIENT = re.compile(r"(?:без|нет|не имеет|no|none|without)\b", re.IGNORECASE)
"""How a cell for the client begins that says there is none: «без карточек клиентов»."""


def _is_one_person(owner: str) -> bool:
    """Return whether the owner is one person by name, whatever the login is called: «sklad», held by the storeman."""
    return len(names_in(owner)) == 1 and _SEVERAL.search(owner) is None


_SEVERAL = re.compile(r"[,;/]|\sи\s|\sand\s|\s&\s")


def _people_of(owner: str, people: People) -> Iterator[str]:
    for _, person in people.all_in(owner):
        yield person.id


def _merge(kept: Account, further: Account) -> None:
    kept.rows += further.rows
    for name, grant in further.grants.items():
        kept.grants.setdefault(name, grant)
    kept.everything = kept.everything or further.everything
    kept.bills = kept.bills or further.bills
    kept.uses += further.uses
    kept.other_uses += further.other_uses
    kept.unread += further.unread


def _codes(folder: Folder) -> dict[str, Client]:
    """Return the numbers under which lists and folders name clients: «005 Мальцева»."""
    codes = {code.lstrip("0"): client for client in folder.clients.all for code in client.codes}
    for _, record, client in folder.assigned():
        found = _CODE.match(record.text("code")) or _CODE.match(record.text("client"))
        if found:
            codes.setdefault(found[1].lstrip("0"), client)
    return codes


def _marks(folder: Folder) -> dict[str, Client]:
    """Return the codes and numbers of contracts under which lists name clients, levelled."""
    marks: dict[str, Client] = {}
    for _, record, client in folder.assigned():
        for mark in (record.text("code"), record.text("contract")):
            levelled = level_number(mark)
            if len(levelled) >= _SHORTEST_MARK and any(map(str.isdigit, levelled)):
                marks.setdefault(levelled, client)
    return marks


_SHORTEST_MARK = 3


def _deals(folder: Folder) -> dict[str, Client]:
    """Return the clients of deals by the numbers under which lists hold the deals, levelled."""
    deals: dict[str, Client] = {}
    for _, record, client in folder.assigned():
        number = level_number(record.text("deal_number"))
        if number:
            deals.setdefault(number, client)
    return deals


_DEALS = re.compile(
    r"\b(?:сделк\w*|лид\w{0,3}|deals?|leads?|opportunit(?:y|ies))\s*(?:№\s*|no\.?\s*)?"
    r"(?P<numbers>[\w/-]*\d[\w/-]*(?:(?:\s*[,;]\s*|\s(?:и|and)\s)[\w/-]*\d[\w/-]*)*)",
    re.IGNORECASE,
)
"""Deals by their numbers; years count up nothing: «сделки 2025-2026 годов» names no deal that a list knows."""
_NUMBER = re.compile(r"[\w/-]*\d[\w/-]*")


def export_days(folder: Folder) -> dict[str, str]:
    """Return the day that each list of accounts shows: of its name or title, else its latest login."""
    told: dict[str, str] = {}
    latest: dict[str, str] = {}
    logins: Counter[str] = Counter()
    for result, record in folder.records("grant"):
        path = result.input.path
        if path not in told:
            told[path] = day_of_name(path.rpartition("/")[2]) or _day_of_title(result, record)
        day = max(record.value("last_login"), latest.get(path, ""))
        logins[path] += bool(record.value("last_login"))
        if day and day <= folder.as_of.isoformat():
            latest[path] = day
    return {path: day or (latest.get(path, "") if logins[path] >= _TELLING else "") for path, day in told.items()}


_TELLING = 4
"""Accounts with a last login from which the latest one tells of when the list is."""


def _day_of_title(result: Judged, first: Record) -> str:
    """Return the day in the words above the first row of a list."""
    opening = result.paper.opening if result.paper else ""
    days = days_in(opening[: first.span[0]])
    return days[-1][1] if days else ""
