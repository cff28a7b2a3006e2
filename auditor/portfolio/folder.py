"""All files of a portfolio together: whose each is, who our people are, which records there are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from auditor.model.finding import Evidence, Subject, SubjectKind
from auditor.model.judged import Judged
from auditor.model.record import Paper, Record
from auditor.model.report import InputStatus
from auditor.model.text import Language, Text
from auditor.portfolio.clients import Client, Clients
from auditor.portfolio.names import keys_of_name, surname_of

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBERED_FOLDER = re.compile(r"^\s*(\d{1,5})\b")
_FREE_MAIL = frozenset({
    "gmail.com", "mail.ru", "yandex.ru", "ya.ru", "bk.ru", "inbox.ru", "list.ru", "rambler.ru", "outlook.com",
    "hotmail.com", "yahoo.com", "icloud.com", "yandex.com", "internet.ru", "proton.me", "protonmail.com",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """Whose a file or record is, and what that rests on."""

    client: Client
    by: Text


@dataclass
class Folder:
    """The portfolio as the cases see it."""

    judged: Sequence[Judged]
    as_of: date
    language: Language
    clients: Clients = field(default_factory=Clients)
    ties: dict[str, Tie] = field(default_factory=dict)
    """By the path of the file."""
    firm_domains: frozenset[str] = frozenset()
    firm_names: frozenset[str] = frozenset()
    """Names of the provider in the contracts."""
    staff: frozenset[str] = frozenset()
    """Stems of the surnames of our people."""

    @classmethod
    def of(cls, judged: Sequence[Judged], as_of: str, language: Language) -> Folder:
        """Return the portfolio of files that were read; copies are left out."""
        read = [result for result in judged if result.input.status in {InputStatus.READ, InputStatus.PARTLY_READ}]
        folder = cls(read, date.fromisoformat(as_of), language)
        folder._know_firm()
        folder._know_clients()
        folder._tie()
        return folder

    def papers(self, *kinds: str) -> Iterator[tuple[Judged, Paper]]:
        """Yield the papers of some kinds, or all."""
        for result in self.judged:
            if result.paper is not None and (not kinds or result.paper.kind in kinds):
                yield result, result.paper

    def records(self, *kinds: str) -> Iterator[tuple[Judged, Record]]:
        """Yield the records of some kinds in the order of files and rows."""
        for result in self.judged:
            for record in result.records:
                if record.kind in kinds:
                    yield result, record

    def has(self, *kinds: str) -> bool:
        """Return whether there is a record of one of some kinds."""
        return next(self.records(*kinds), None) is not None

    def client_of(self, result: Judged, record: Record) -> Client | None:
        """Return the client that a record is about: by its own cells, else its file's."""
        for name in ("client", "contract", "contact"):
            words = record.text(name)
            client = self.clients.numbered(words) or self.clients.named(words) if words else None
            if client is not None:
                return client
        if record.kind == "letter":
            mails = [mail for name in ("from", "to", "copy") for mail in _MAIL.findall(record.text(name))]
            client = self.clients.with_mail(mails)
            if client is not None:
                return client
        tie = self.ties.get(result.input.path)
        if tie is not None and not result.tables:
            return tie.client
        spoken = " ".join(cell.text for cell in record.cells.values())
        return self.clients.numbered(spoken) or self.clients.spoken_of(spoken)

    def is_ours(self, sender: str) -> bool | None:
        """Return whether a sender is of the firm; None where nothing tells."""
        mails = _MAIL.findall(sender.lower())
        if mails:
            domain = mails[0].rpartition("@")[2]
            if domain in self.firm_domains:
                return True
            if self.clients.with_mail(mails) is not None:
                return False
        if surname_of(_MAIL.sub("", sender)) in self.staff and _MAIL.sub("", sender).strip(' "<>'):
            return True
        if keys_of_name(sender) & frozenset(key for name in self.firm_names for key in keys_of_name(name)):
            return True
        return False if mails or self.clients.named(sender) is not None else None

    def evidence(self, result: Judged, record: Record, quote: str | None = None) -> Evidence:
        """Return a record's words as evidence."""
        return Evidence(
            path=result.input.path,
            quote=record.quote if quote is None else quote,
            page=record.page,
            paragraph=record.paragraph,
            cell=record.place,
            start=record.span[0],
            end=record.span[0] + len(record.quote if quote is None else quote),
        )

    def subject(self, kind: SubjectKind, result: Judged, record: Record, label: str) -> Subject:
        """Return a record as the thing that rules judge."""
        client = self.client_of(result, record)
        matter = self.matter_of(client) or result.input.matter or ""
        consumer = client.consumer if client else None
        return Subject(
            kind, f"{kind}:{result.input.path}#{record.place or record.id}", result.input.path, label, matter, consumer
        )

    def matter_of(self, client: Client | None) -> str:
        """Return the mark of a client's matter; empty without a client."""
        return client.id if client else ""

    def _know_firm(self) -> None:
        providers = Counter(
            who.name
            for _, paper in self.papers("contract")
            for who in paper.parties
            if who.side == "provider" and who.name
        )
        self.firm_names = frozenset(name for name, count in providers.items() if count >= max(1, len(providers) // 3))
        domains: Counter[str] = Counter()
        for result, record in self.records("letter"):
            domains.update(
                {
                    mail.rpartition("@")[2].lower()
                    for mail in _MAIL.findall(record.text("from") + " " + record.text("to") + " " + record.text("copy"))
                }
            )
        letters = sum(1 for _ in self.records("letter"))
        common = [domain for domain, count in domains.most_common() if domain not in _FREE_MAIL]
        told = Counter(mail.rpartition("@")[2].lower() for _, paper in self.papers("contract") for mail in paper.mails)
        ours = {domain for domain in common if told[domain] > 1}
        if not ours and common and letters > 1 and domains[common[0]] * 2 > letters:
            ours = {common[0]}
        self.firm_domains = frozenset(ours)
        people = {record.text("person") for _, record in self.records("person")}
        people |= {record.text("employee") for _, record in self.records("assignment", "grant")}
        senders = {
            record.text("from")
            for _, record in self.records("letter")
            if any(mail.rpartition("@")[2].lower() in ours for mail in _MAIL.findall(record.text("from")))
        }
        people |= {_MAIL.sub("", sender).strip(' "<>') for sender in senders}
        people |= (
            {record.text("employee") for _, record in self.records("interaction") if not record.cells["employee"].vague}
            if not people
            else set()
        )
        self.staff = frozenset(stem for name in people if (stem := surname_of(name)))

    def _know_clients(self) -> None:
        for result, paper in self.papers("contract"):
            client_parties = [who for who in paper.parties if who.side == "client" and (who.name or who.inn)]
            for who in client_parties[:1]:
                client = self.clients.add(who.name, inn=who.inn, number=paper.number)
                if client is None:
                    continue
                client.contracts.append(result.input.path)
                if paper.regime != "unknown":
                    client.consumer = paper.regime == "consumer"
                for mail in paper.mails:
                    if mail.rpartition("@")[2].lower() not in self.firm_domains:
                        self.clients.know(client, "mail", mail)
                        client.mails.add(mail.lower())
        for kind in ("assignment", "interaction", "complaint"):
            for _, record in self.records(kind):
                words = record.text("client")
                if words and self.clients.named(words) is None and self.clients.numbered(words) is None:
                    self.clients.add(words, number=None)
        self._know_codes()

    def _know_codes(self) -> None:
        """Learn the numbers of folders and lists under which clients go: «005 Мальцева»."""
        for result in self.judged:
            for part in result.input.path.split("/")[:-1]:
                found = _NUMBERED_FOLDER.match(part)
                client = self.clients.named(part[found.end() :]) if found else None
                if found and client is not None:
                    client.codes.add(found[1])
                    self.clients.know(client, "code", found[1])

    def _tie(self) -> None:
        folders: dict[str, Counter[str]] = defaultdict(Counter)
        by_id = {client.id: client for client in self.clients.all}
        for result in self.judged:
            tie = self._tie_of(result)
            if tie is not None:
                self.ties[result.input.path] = tie
                folders[result.input.path.rpartition("/")[0]][tie.client.id] += 1
        for result in self.judged:
            near = folders[result.input.path.rpartition("/")[0]]
            if result.input.path not in self.ties and len(near) == 1 and result.paper is not None:
                self.ties[result.input.path] = Tie(by_id[next(iter(near))], _BY_FOLDER)

    def _tie_of(self, result: Judged) -> Tie | None:
        paper = result.paper
        if paper is None or result.tables:
            return None
        for client in self.clients.all:
            if result.input.path in client.contracts:
                return Tie(client, _ITS_CONTRACT)
        return self._by_marks(paper) or self._by_words(result, paper)

    def _by_marks(self, paper: Paper) -> Tie | None:
        for number in dict.fromkeys([paper.amends or "", *paper.numbers]):
            client = self.clients.numbered(number) if number else None
            if client is not None:
                return Tie(client, Text(f"по номеру договора {number}", f"by the contract's number {number}"))
        for inn in paper.inns:
            client = self.clients.by_mark(f"inn:{inn}")
            if client is not None:
                return Tie(client, Text(f"по ИНН {inn}", f"by the tax number {inn}"))
        client = self.clients.with_mail(paper.mails)
        return Tie(client, Text("по адресу почты", "by the mail address")) if client else None

    def _by_words(self, result: Judged, paper: Paper) -> Tie | None:
        for who in paper.parties:
            client = self.clients.named(who.name) if who.name else None
            if client is not None:
                return Tie(client, Text(f"по имени «{who.name}»", f'by the name "{who.name}"'))
        client = self.clients.numbered(paper.opening) or self.clients.spoken_of(paper.opening)
        if client is not None:
            return Tie(client, Text("по именам в тексте", "by names in the text"))
        client = self.clients.numbered(result.input.path) or self.clients.spoken_of(result.input.path)
        return Tie(client, Text("по имени файла или папки", "by the name of the file or folder")) if client else None


_ITS_CONTRACT = Text("его договор", "its contract")
_BY_FOLDER = Text("по папке, в которой лежит", "by the folder it lies in")


def mails_in(words: str) -> list[str]:
    """Return the mail addresses in some words, in small letters."""
    return [mail.lower() for mail in _MAIL.findall(words)]


def labelled(parts: Iterable[str]) -> str:
    """Return the parts of a label that say something, joined."""
    return ", ".join(part for part in parts if part)[:160]
