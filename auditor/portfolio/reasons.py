"""Why somebody may see a client's data: assignments, contacts, orders, the approved list, promises of secrecy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.model.columns import WIDE
from auditor.model.judged import Judged
from auditor.model.record import Paper, Record
from auditor.model.text import Text
from auditor.portfolio.accounts import ALL_CLIENTS
from auditor.portfolio.clients import Client
from auditor.portfolio.days import day_of_name, term_in
from auditor.portfolio.folder import Folder
from auditor.portfolio.names import stem_of
from auditor.portfolio.people import People, Person, names_in

LIST_TOPIC = "access-list"
DEPUTY_TOPIC = "access-deputy"
SECRECY_TOPIC = "access-nda"
_CONTRACTS = frozenset({"contract", "annex", "amendment", "act", "invoice"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that lets a person see a client's data for a time."""

    text: Text
    begin: str = ""
    end: str = ""
    """First and last day, ISO 8601; empty where it is open."""

    def holds(self, day: str) -> bool:
        """Return whether it holds on a day."""
        return (not self.begin or self.begin <= day) and (not self.end or day <= self.end)


@dataclass(frozen=True, slots=True)
class Approved:
    """The approved list of those who have access."""

    result: Judged
    day: str
    is_approved: bool
    persons: frozenset[str]
    everything: frozenset[str]
    """Ids of the persons on it, and of those whom it lets see all clients."""


@dataclass
class Reasons:
    """All reasons of a portfolio."""

    by_pair: dict[tuple[str, str], list[Reason]] = field(default_factory=lambda: defaultdict(list))
    """By person and client."""
    by_person: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The clients that a person is assigned to."""
    by_client: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Short names of those who are assigned to a client."""
    with_all: set[str] = field(default_factory=set)
    """Ids of the persons of whom the list of staff says that all clients are theirs."""
    has_assignments: bool = False
    lists: list[Approved] = field(default_factory=list)
    secrecy: dict[str, Judged] = field(default_factory=dict)
    """By person: the paper in which he or she promised secrecy."""
    bound: set[str] = field(default_factory=set)
    """The stems of the names in papers in which secrecy is promised."""

    @property
    def current(self) -> Approved | None:
        """Return the latest list."""
        return max(self.lists, key=lambda entry: entry.day, default=None)

    def holds(self, person: Person, client: str, day: str) -> bool:
        """Return whether a person has a reason to see a client's data on a day."""
        return any(reason.holds(day) for reason in self.by_pair.get((person.id, client), ()))

    def sees_all(self, person: Person) -> bool:
        """Return whether the approved list lets a person see all clients, or the list of staff gives them all."""
        is_listed = self.current is not None and person.id in self.current.everything
        return is_listed or person.id in self.with_all

    def promised_by(self, owner: str) -> bool:
        """Return whether a paper on secrecy names somebody whom the list of accounts calls by one word: «ИП Зуев»."""
        return not self.bound.isdisjoint(_proper_stems(owner))

    def add(self, person: Person, client: Client, reason: Reason) -> None:
        """Take a reason."""
        self.by_pair[person.id, client.id].append(reason)

    def assign(self, person: Person, client: Client, reason: Reason) -> None:
        """Take that a client is a person's to work with."""
        self.add(person, client, reason)
        self.by_person[person.id].add(client.id)
        if person.short() not in self.by_client[client.id]:
            self.by_client[client.id].append(person.short())


_PROPER = re.compile(r"\b[А-ЯЁA-Z][а-яёa-z]{3,}")


def _proper_stems(words: str) -> set[str]:
    """Return the stems of the words that are written with a capital."""
    return {stem_of(word.lower().replace("ё", "е")) for word in _PROPER.findall(words)}


def reasons_of(folder: Folder, people: People) -> Reasons:
    """Return every reason that the files give."""
    reasons = Reasons()
    departments = _departments(people)
    for _, record in folder.records("assignment"):
        _take_assignment(reasons, folder, people, departments, record)
    for _, record in folder.records("person"):
        _take_staff(reasons, folder, people, record)
    for _, record in folder.records("interaction"):
        _take_contact(reasons, folder, people, record, "employee", Text("контакт в журнале", "a contact in the log"))
    for _, record in folder.records("complaint"):
        for column in ("intake", "handler"):
            _take_contact(reasons, folder, people, record, column, _COMPLAINT)
    for result, paper in folder.papers():
        _take_paper(reasons, folder, people, result, paper)
    return reasons


def _departments(people: People) -> dict[str, list[Person]]:
    departments: dict[str, list[Person]] = defaultdict(list)
    for person in people.all:
        if person.department:
            departments[person.department.strip().lower()].append(person)
    return departments


def _take_assignment(
    reasons: Reasons, folder: Folder, people: People, departments: dict[str, list[Person]], record: Record
) -> None:
    words = record.text("client")
    client = folder.clients.named(words) if words else None
    client = client or folder.clients.numbered(record.text("contract") or words)
    if client is None:
        return
    reasons.has_assignments = True
    further = [name for name in record.cells if name.startswith(WIDE) and not _OF_CLIENT.search(name)]
    for column in ("employee", "deputy", "team", *further):
        cell = record.text(column)
        told = [people.add(name) for name in names_in(cell)] or [_by_account(people, cell)]
        told += [person for _, person in people.all_in(cell) if person not in told]  # «ИП Зуев», who is known besides
        team = departments.get(cell.strip().lower(), []) if not any(told) else []
        begin, end = (record.value("from"), record.value("to")) if column != "deputy" else ("", "")
        if not begin and not end:
            begin, end = term_in(cell)
        for person in [*told, *team]:
            if person is not None:
                text = Text(f"закрепление: {words}", f"assigned: {words}")
                reasons.assign(person, client, Reason(text, begin, end))


def _take_staff(reasons: Reasons, folder: Folder, people: People, record: Record) -> None:
    """Take the clients that a list of staff names beside a person: «ведёт: Ясень, Каскад», «все клиенты»."""
    words = record.text("clients")
    given = (record.text("last_name"), record.text("first_name"), record.text("middle_name"))
    person = people.named(record.text("person") or " ".join(part for part in given if part)) if words else None
    if person is None:
        return
    if words.strip(" .").lower() in ALL_CLIENTS:
        reasons.with_all.add(person.id)
        reasons.has_assignments = True
        return
    for part in _LISTED.split(words):
        client = folder.clients.named(part) or folder.clients.numbered(part)
        if client is not None:
            reasons.has_assignments = True
            text = Text(f"список сотрудников: {part.strip()}", f"the staff list: {part.strip()}")
            reasons.assign(person, client, Reason(text))


_LISTED = re.compile(r"[,;:\n]|\s(?:и|and)\s")
"""What parts the names of clients in a cell; what stands before a colon says of which kind they are."""


def _by_account(people: People, cell: str) -> Person | None:
    """Return the person whom a list names by a name of one word, an account or a mail address."""
    tied = people.of_account(cell, cell, cell) if cell else None
    return tied[0] if tied else None


_OF_CLIENT = re.compile(r"контакт|представител|подписант|директор|contact|signatory|representative", re.IGNORECASE)
"""Headings of columns that name the client's own people."""


_COMPLAINT = Text("жалоба, с которой работал", "a complaint dealt with")


def _take_contact(reasons: Reasons, folder: Folder, people: People, record: Record, column: str, reason: Text) -> None:
    cell = record.cells.get(column)
    person = people.named(cell.text) if cell and not cell.vague else None
    words = record.text("client") or record.text("contact")
    client = folder.clients.named(words) if words and person else None
    if person is not None and client is not None and not reasons.by_pair.get((person.id, client.id)):
        reasons.add(person, client, Reason(reason))


def _take_paper(reasons: Reasons, folder: Folder, people: People, result: Judged, paper: Paper) -> None:
    if SECRECY_TOPIC in paper.topics and paper.kind not in {"act", "invoice"}:
        parties = " ; ".join(who.name for who in paper.parties)
        is_promise = paper.kind not in _CONTRACTS or _is_secrecy(paper)
        bound = paper.opening if is_promise else parties
        reasons.bound |= _proper_stems(f"{parties} ; {bound}")
        for name in names_in(f"{parties} ; {bound if _is_secrecy(paper) else ''}"):
            people.add(name)
        served = folder.clients.all_spoken_of(paper.opening) if _is_secrecy(paper) and is_promise else []
        for _, person in people.all_in(f"{parties} ; {bound}"):
            reasons.secrecy.setdefault(person.id, result)
            for client in () if person.is_staff else served:  # an outsider promises secrecy for somebody's data
                text = Text(f"соглашение о неразглашении: {client.name}", f"a promise of secrecy: {client.name}")
                reasons.add(person, client, Reason(text, paper.date or ""))
    if paper.kind in _CONTRACTS:
        return
    if LIST_TOPIC in paper.topics:
        approved = _approved(people, result, paper)
        if approved is not None:
            reasons.lists.append(approved)
            return
    if DEPUTY_TOPIC in paper.topics:
        for person, client, reason in _deputies(reasons, folder, people, paper):
            reasons.add(person, client, reason)


def _is_secrecy(paper: Paper) -> bool:
    return bool(_SECRECY.search(f"{paper.title} {paper.opening[:200]}"))


_SECRECY = re.compile(
    r"неразглашени|конфиденциальност|non-disclosure|nondisclosure|confidentiality|\bnda\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:(?:ко )?все(?:х|м)?\s(?:клиент|карточк|дел|папк|данны|сведени|договор|пациент|ученик|проект|заказ|сделк"
    r"|контрагент)\w*|ко\sвсем(?=\s*[;.)]|\s*$)"
    r"|без ограничений|полный доступ|всё|вся (?:клиентская )?база|full access|unrestricted|everything"
    r"|all (?:the )?(?:clients?|customers|matters|records|client \w+|data|patients|pupils|files|projects|orders))\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"закрепл[её]н\w*|только сво\w*|\bсво(?:и|их|им|его|ими)\b|настройк\w*|без (?:содержани|карточ|доступ)\w*"
    r"|назначенн\w*|assigned|own (?:clients?|matters|cases|files)|settings|configuration"
    r"|without (?:client|access)|no (?:client|access)",
    re.IGNORECASE,
)
_APPROVES = re.compile(
    r"приказ|распоряжени|утвержд|утвердить|approved|approval|hereby order|order no|resolution|signed|authori[sz]ed by",
    re.IGNORECASE,
)


def _approved(people: People, result: Judged, paper: Paper) -> Approved | None:
    """Return a paper as the list of those who have access; None where it names nobody."""
    text = paper.opening
    named = list(people.all_in(text))
    listed: list[tuple[int, Person]] = named + _by_position(people, text)
    if not listed:
        return None
    extents = _Extents(text, sorted(at for at, _ in listed))
    everything = {person.id for at, person in listed if extents.is_everything(at)}
    day = paper.date or day_of_name(result.input.path.rpartition("/")[2])
    return Approved(
        result, day, bool(_APPROVES.search(text)), frozenset(person.id for _, person in listed), frozenset(everything)
    )


class _Extents:
    """The words of a list that say how much is open, and to whom they belong."""

    def __init__(self, text: str, names: list[int]) -> None:
        """Find them; ``names`` are the places of the names, in order."""
        self._text, self._names = text, names
        found = [(match.start(), True) for match in _ALL.finditer(text)]
        self._scopes = sorted(found + [(match.start(), False) for match in _SOME.finditer(text)])
        self._labels = [(match.start("label"), match.end()) for match in _LABEL.finditer(text)]

    def is_everything(self, at: int) -> bool:
        """Return whether all clients are named for the name at a place.

        What stands right behind a name is its own: «Иванов - все клиенты». A label before a colon is that of all
        names up to the next label: «Все сделки: Иванов, Петров. Счета: Сидоров».
        """
        begun = max((label for label in self._labels if label[1] <= at), default=(-1, -1))
        ends = min((start for start, _ in self._labels if start > at), default=len(self._text))
        told = [is_all for place, is_all in self._scopes if begun[0] <= place < begun[1]]
        if told:
            following = min((name for name in self._names if name > at), default=ends)
            own = self._after(at, min(following, ends))
            return told[0] if own is None else own
        return self._after(at, ends) is True

    def _after(self, at: int, until: int) -> bool | None:
        """Return whether the first words of extent after a name are those of all clients; None without any.

        What another item of an enumeration says is not said of it.
        """
        place, is_all = next((scope for scope in self._scopes if at < scope[0] < until), (at, False))
        if place == at or ";" in self._text[at:place] or _NEXT_ITEM.search(self._text, at, place):
            return None
        return is_all


_LABEL = re.compile(r"(?:^|[.;\n)])\s*(?P<label>[^\W\d_][^.;:\n]{2,80}):\s")
"""Words before a colon at the beginning of a sentence or an item."""
_NEXT_ITEM = re.compile(r"\n\s*\d{1,2}[.)]\s")
"""Where the next numbered item of a list begins."""


def _by_position(people: People, text: str) -> list[tuple[int, Person]]:
    """Return the persons whom a list names by their position only: it is held by one of the staff, or by several."""
    lowered = text.lower()
    found: list[tuple[int, Person]] = []
    for person in people.all:
        position = person.position.strip().lower()
        if not person.is_staff or len(position) <= _SHORT_POSITION:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(position)}(?![\w-])", lowered):
            if not _ANOTHER_POSITION.search(lowered, 0, match.start()):
                found.append((match.start(), person))
                break
    return found


_SHORT_POSITION = 3
_ANOTHER_POSITION = re.compile(
    r"(?:\b[а-яё]{3,}(?:ий|ый|ой|ая|его|ого|ему|ому)|\bст\.|\bгл\.|заместител\w*|помощник\w*|senior|chief|head|lead"
    r"|deputy|assistant|system|junior)\s+$"
)
"""What before a position makes it another one: «старший администратор» is not every «администратор»."""


_LINE = re.compile(r"[^\n;]+")
_AWAY = re.compile(
    r"(?:отпуск|отсутств|вместо|болезн|командиров|декрет|увольнени|замещени|leave|absence|absent|instead of|replac"
    r"|cover for|covering for|on behalf of|away|holiday|secondment)\w*[^.;\n]{0,60}$"
    r"|(?:клиент\w*|дел|обязанност\w*|портфел\w*|договор\w*)\s+(?:[а-яё-]{4,}\s+){0,2}$"
    r"|(?:clients?|matters|cases|caseload|portfolio|accounts|duties|work|files) of\s+(?:[a-z]+\s+){0,3}$",
    re.IGNORECASE,
)
"""What stands before the name of somebody who is away, or whose clients are handed over."""
_OWN = re.compile(r"[\w.\s]{0,20}['’]s\s+(?:clients?|matters|cases|caseload|portfolio|accounts|duties|work|files)")
_CLIENTS = re.compile(
    r"клиент|дел[аоу]?\b|портфел|закрепл|пациент|ученик|client|matter|case|portfolio|customer", re.IGNORECASE
)


def _deputies(
    reasons: Reasons, folder: Folder, people: People, paper: Paper
) -> Iterator[tuple[Person, Client, Reason]]:
    """Yield who takes over whose clients by an order, from when to when."""
    title = paper.title or "приказ"
    whole = _term_of(paper)
    earlier: list[Person] = []
    for match in _LINE.finditer(paper.opening):
        line = match[0]
        placed = list(people.all_in(line))
        away = [person for at, person in placed if _AWAY.search(line[:at]) or _OWN.match(line, at)]
        acting = [person for _, person in placed if person not in away]
        clients = list(_clients_in(folder, line))
        if not clients and away and acting and _CLIENTS.search(line):
            clients = [client for person in away for client in _assigned(reasons, folder, person)]
        own = term_in(line)
        begin, end = own if any(own) and own != (paper.date, "") else whole
        text = Text(f"{title}: с {begin or '…'} по {end or '…'}", f"{title}: from {begin or '…'} to {end or '…'}")
        for person in acting or earlier:
            for client in clients:
                yield person, client, Reason(text, begin, end)
        earlier = acting or earlier


def _term_of(paper: Paper) -> tuple[str, str]:
    """Return the term that an order names besides its own date; from its date where it names none."""
    days = sorted(day for day in paper.dates if day)
    later = [day for day in days if not paper.date or day >= paper.date]
    if len(later) > 1:
        return later[0], later[-1]
    return (paper.date or "", later[0]) if later and later[0] != paper.date else (paper.date or "", "")


def _clients_in(folder: Folder, line: str) -> Iterable[Client]:
    return folder.clients.all_spoken_of(line)


def _assigned(reasons: Reasons, folder: Folder, person: Person) -> list[Client]:
    held = reasons.by_person.get(person.id, set())
    return [client for client in folder.clients.all if client.id in held]
