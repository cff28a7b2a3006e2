"""What an account sees beyond need, and whether it outlived its owner's work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.model.record import Saying
from auditor.portfolio.accounts import APART, Account, Accounts, Row, owners
from auditor.portfolio.clients import Client
from auditor.portfolio.days import days_between, days_in
from auditor.portfolio.folder import Folder
from auditor.portfolio.people import People, Person
from auditor.portfolio.reasons import Reasons, reasons_of

_MANY = 3
"""Accounts that see all clients from which «everybody sees everything» is told without lists of who works with whom."""
_MONEY = re.compile(r"\W*(?:сч[её]т|акт|оплат|плат[её]ж|invoice|bill|payment|receipt|act\b)", re.IGNORECASE)
"""How the object of a log begins that is money: for whoever keeps the books it needs no further reason."""
_BY_POSITION = frozenset({"head", "it"})
"""Positions that speak for access to all clients as long as no list says otherwise."""


@dataclass(frozen=True, slots=True)
class Excess:
    """One client whose data an account sees without a reason."""

    client: Client
    right: str
    """The words of the right; empty where only the log shows the access."""
    row: Row
    uses: tuple[tuple[Row, Saying], ...] = ()
    """Rows of the log on days without a reason."""


@dataclass
class Verdict:
    """How an account stands: a word of the fact ``need_to_know`` and what it rests on."""

    word: str
    excess: list[Excess] = field(default_factory=list)
    pairs: int = 0
    """Clients that the account sees."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """How an account stands after its owner left."""

    word: str
    days: int | None = None
    last: str = ""
    """The last day on which it was used."""
    uses: tuple[tuple[Row, Saying], ...] = ()


class AccessView:
    """Everything about access that a portfolio tells, put together once."""

    def __init__(self, folder: Folder) -> None:
        """Put it together."""
        self.folder = folder
        self.people = People()
        for result, record in folder.records("person"):
            self.people.add_staff(result, record)
        for person in owners(folder):
            self.people.add(person)
        self.reasons: Reasons = reasons_of(folder, self.people)
        lists = frozenset(entry.result.input.path for entry in self.reasons.lists)
        self.accounts = Accounts(folder, self.people, lists)
        self.as_of = folder.as_of.isoformat()

    def kind_of(self, account: Account) -> str:
        """Return what an account is: person, contractor, shared, everyone, group, service or unknown."""
        if account.kind in APART:
            return account.kind
        person = account.person
        if "contractor" in {account.kind, account.role, person.role if person else ""}:
            return "contractor"
        if person is None:
            return "unknown"
        return "person"

    def verdict(self, account: Account) -> Verdict:
        """Return whether an account sees no more than its owner needs."""
        kind = self.kind_of(account)
        pairs = len({*account.grants, *(client.id for client, _ in account.uses)})
        if kind == "group":
            return self._of_group(account, pairs)
        settled = self._settled(account, kind)
        return Verdict(settled, pairs=pairs) if settled else self._of_person(account, kind, pairs)

    def _settled(self, account: Account, kind: str) -> str:
        """Return the word for an account that needs no comparison with who works with whom; empty for all others."""
        if kind == "everyone":
            return "everyone" if account.sees_clients else "none"
        if kind in APART:
            return kind
        if self.is_blocked(account):
            return "blocked"
        if self.leaving(account).word in {"open", "used"}:
            return "leaver"
        if account.sees_clients:
            return ""
        return "none" if account.rows and (account.bills is None or self._needs_bills(account)) else "unknown"

    def _needs_bills(self, account: Account) -> bool:
        """Return whether the work of an account's owner is money, or the approved list names him or her."""
        roles = {account.role, *(row[1].value("role") for row in account.rows)}
        person = account.person
        if person is None:
            return "finance" in roles
        is_listed = self.reasons.current is not None and person.id in self.reasons.current.persons
        return (is_listed and account.bills is not None) or "finance" in {person.role, *roles}

    def _of_person(self, account: Account, kind: str, pairs: int) -> Verdict:
        """Return how an account of a person stands that opens client data."""
        person = account.person
        if person is not None and self.reasons.sees_all(person):
            return Verdict("within", pairs=pairs)
        stranger = self._of_stranger(account, kind)
        if stranger is not None:
            return Verdict(stranger, list(self._seen(account)) if stranger == "no_secrecy" else [], pairs)
        if person is None or not self.reasons.has_assignments:
            return Verdict(self._uncompared(account), pairs=pairs)
        excess, role = list(self._excess(account)), self._role(account)
        if account.everything is not None and not self._serves_all(person):
            return Verdict("by_position" if role in _BY_POSITION else "all", excess, pairs)
        if excess:
            has_looked = role == "it" and any(entry.uses for entry in excess)
            return Verdict("by_position" if role in _BY_POSITION and not has_looked else "excess", excess, pairs)
        is_open = account.unread or (account.by_department and role != "head")
        return Verdict("unknown" if is_open else "within", pairs=pairs)

    def _of_group(self, account: Account, pairs: int) -> Verdict:
        """Return how a department's group stands: all its people see what it sees."""
        if not account.sees_clients:
            return Verdict("none", pairs=pairs)
        if not self.reasons.has_assignments:
            return Verdict("all" if account.everything is not None else "no_assignments", pairs=pairs)
        excess = [seen for seen in self._seen(account) if self.without_reason(account, seen.client)]
        if account.everything is not None:
            return Verdict("all", excess, pairs)
        return Verdict("excess" if excess else "within", excess, pairs)

    def without_reason(self, account: Account, client: Client) -> list[Person]:
        """Return the people of a department's group who have no reason to see a client's data; heads are left out."""
        return [
            person
            for person in account.members
            if not (person.has_left or person.dismissed or person.role in _BY_POSITION)
            and not self.reasons.sees_all(person)
            and not self.reasons.holds(person, client.id, self.as_of)
        ]

    def _of_stranger(self, account: Account, kind: str) -> str | None:
        """Return the word for somebody who is not of the staff and promised no secrecy; None for all others."""
        person = account.person
        if person is None:
            return self._of_unnamed(account) if kind == "contractor" else None
        if person.id in self.reasons.secrecy:
            return None
        if kind == "contractor":
            return "no_secrecy"
        if not self.people.has_staff or person.is_staff:
            return None
        seen = list(self._seen(account))
        is_assigned = all(self.reasons.holds(person, entry.client.id, self.as_of) for entry in seen)
        return "unknown" if seen and is_assigned else None

    def _of_unnamed(self, account: Account) -> str | None:
        """Return the word for a contractor whom the list calls by one word; None where a paper on secrecy names it."""
        if account.everything is not None:
            return "all"
        return None if self.reasons.promised_by(account.owner) else "no_secrecy"

    def _uncompared(self, account: Account) -> str:
        """Return the word for an account that cannot be compared with lists of who works with whom."""
        if account.person is None:
            return "unknown"
        if account.everything is not None and self._lists_who_sees_all():
            return "by_position" if self._role(account) in _BY_POSITION else "all"
        return "all" if self._is_open_to_many(account) else "no_assignments"

    def _lists_who_sees_all(self) -> bool:
        """Return whether an approved list says who may see all clients: then nobody else may."""
        current = self.reasons.current
        return current is not None and current.is_approved and bool(current.everything)

    def _role(self, account: Account) -> str:
        return account.role or (account.person.role if account.person else "")

    def _is_open_to_many(self, account: Account) -> bool:
        """Return whether an account is one of several that see all clients though they are neither head nor IT."""
        wide = [
            other
            for other in self.accounts.all
            if other.everything is not None and other.kind not in APART and self._role(other) not in _BY_POSITION
        ]
        return account in wide and len(wide) >= _MANY

    def _serves_all(self, person: Person) -> bool:
        return len(self.reasons.by_person.get(person.id, ())) >= len(self.folder.clients.all) > 0

    def _seen(self, account: Account) -> Iterator[Excess]:
        """Yield every client that an account sees."""
        used: dict[str, list[tuple[Row, Saying]]] = {}
        first: dict[str, tuple[Client, Row]] = {}
        for client, row in account.uses:
            first.setdefault(client.id, (client, row))
            used.setdefault(client.id, []).extend((row, saying) for saying in row[1].says)
        for identity, grant in account.grants.items():
            yield Excess(grant.client, grant.right, grant.row, tuple(used.get(identity, ())))
        for identity, (client, row) in first.items():
            if identity not in account.grants:
                yield Excess(client, "", row, tuple(used[identity]))

    def _excess(self, account: Account) -> Iterator[Excess]:
        """Yield every client that an account sees, or was used for, on a day without a reason."""
        person = account.person
        if person is None:
            return
        for seen in self._seen(account):
            wrong = tuple(
                (row, saying)
                for row, saying in seen.uses
                if not (_MONEY.match(row[1].text("object")) and self._needs_bills(account))
                and not self.reasons.holds(person, seen.client.id, saying.dates[0] if saying.dates else self.as_of)
            )
            grant = account.grants.get(seen.client.id)
            is_granted_wrongly = grant is not None and not self.reasons.holds(person, seen.client.id, grant.since)
            if wrong or is_granted_wrongly:
                yield Excess(seen.client, seen.right if is_granted_wrongly else "", seen.row, wrong)

    def is_blocked(self, account: Account) -> bool:
        """Return whether every list that tells the state of an account calls it blocked."""
        states = [state for _, state, _ in self.states(account)]
        return bool(states) and all(state == "blocked" for state in states)

    def states(self, account: Account) -> list[tuple[Row, str, str]]:
        """Return each row that tells the state of an account, with the state and the day of blocking."""
        told = []
        for row in account.rows:
            record = row[1]
            state = record.value("state") or record.value("blocked")
            if record.value("blocked") == "blocked":
                state = "blocked"
            days = days_in(record.text("state")) if state == "blocked" else []
            day = record.value("blocked_on") or (days[0][1] if days else "")
            if day and not state and day <= self.as_of:
                state = "blocked"
            if state:
                told.append((row, state, day))
        return told

    def leaving(self, account: Account) -> Leaving:
        """Return whether an account was closed when its owner left."""
        person = account.person
        if account.kind in APART:
            return Leaving("no")
        if not self.people.has_staff:
            return Leaving("no_staff")
        if person is None:
            return Leaving("unknown")
        if person.has_left or (person.dismissed and person.dismissed < self.as_of):
            return self._after(account, person.dismissed)
        return Leaving("no" if person.is_staff else "not_staff")

    def _after(self, account: Account, left: str) -> Leaving:
        """Return how an account stands after its owner left on a day; the day is empty where nothing tells it."""
        later = self._used_after(account, left)
        last = max((day for day, _, _ in later), default="")
        uses = tuple((row, saying) for _, row, saying in later if saying is not None)
        open_rows = [row for row, state, day in self.states(account) if self._is_open(row, state, day, left)]
        if later:
            return Leaving("used", days_between(left, last) if left else None, last, uses)
        if open_rows:
            return Leaving("open", self._days_open(account, open_rows, left))
        if any(state == "blocked" for _, state, _ in self.states(account)):
            return Leaving("closed", 0)
        has_rights = bool(account.grants or account.everything)
        dated = [row for row in account.rows if self.accounts.day_of(row) > left]
        if has_rights and dated:
            return Leaving("open", self._days_open(account, dated, left))
        return Leaving("closed" if not account.rows else "unknown")

    def _is_open(self, row: Row, state: str, day: str, left: str) -> bool:
        """Return whether a row shows an account open after its owner left, or closed later than that."""
        if state == "blocked":
            return bool(day and left and day > left)
        return not left or self.accounts.day_of(row) > left

    def _days_open(self, account: Account, rows: list[Row], left: str) -> int | None:
        if not left:
            return None
        shown = {id(row[1]): (state, day) for row, state, day in self.states(account)}
        ends = []
        for row in rows:
            state, day = shown.get(id(row[1]), ("active", ""))
            ends.append(day if state == "blocked" and day else self.accounts.day_of(row))
        return max((days_between(left, end) for end in ends), default=None)

    def _used_after(self, account: Account, left: str) -> list[tuple[str, Row, Saying | None]]:
        """Return the days after the last one of work on which an account was used, with rows."""
        if not left:
            return []
        found: list[tuple[str, Row, Saying | None]] = []
        for row in account.rows:
            day = row[1].value("last_login")
            if day > left:
                found.append((day, row, None))
        for row in [*(row for _, row in account.uses), *account.other_uses]:
            found += [
                (saying.dates[0], row, saying) for saying in row[1].says if saying.dates and saying.dates[0] > left
            ]
        return found
