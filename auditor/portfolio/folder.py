"""All files of a portfolio together: whose each is, who our people are, which records there are."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from auditor.model.correspondence import LETTERS
from auditor.model.finding import Evidence, Subject, SubjectKind
from auditor.model.judged import Judged
from auditor.model.record import Paper, Record, Table, Who
from auditor.model.report import Input, InputStatus
from auditor.model.text import Language, Text
from auditor.portfolio.clients import Client, Clients, level_number
from auditor.portfolio.correspondents import Correspondents
from auditor.portfolio.latin import sound_of
from auditor.portfolio.names import bare_name, has_legal_form, keys_of_name, stem_of, surname_of
from auditor.portfolio.people import parts_of_name

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BARE = re.compile(r"[\d\s.,:;/%+-]+(?:[гч]\.?)?")
"""A cell without words."""
_MOST_PASSAGES = 4
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
    unread: tuple[str, ...] = ()
    """Paths of files that were not read."""
    clients: Clients = field(default_factory=Clients)
    ties: dict[str, Tie] = field(default_factory=dict)
    """By the path of the file."""
    firm_domains: frozenset[str] = frozenset()
    firm_names: frozenset[str] = frozenset()
    """Names of the provider in the contracts."""
    own_names: frozenset[str] = frozenset()
    """Those of them that most contracts name, on whichever side: the firm itself, who is nobody's client."""
    staff: frozenset[str] = frozenset()
    """Stems of the surnames of our people."""
    staff_sounds: frozenset[str] = frozenset()
    """Their surnames as they sound, for names in other letters."""
    _listed: frozenset[str] = frozenset()
    """Those of them that a list of the staff names."""
    _mains: dict[str, Judged] = field(default_factory=dict)
    _supplements: dict[str, list[Judged]] = field(default_factory=dict)
    _by_name: dict[str, list[Judged]] = field(default_factory=dict)
    _by_place: dict[str, list[Judged]] = field(default_factory=dict)
    _by_client: dict[str, list[Judged]] = field(default_factory=dict)

    @classmethod
    def of(cls, judged: Sequence[Judged], as_of: str, language: Language) -> Folder:
        """Return the portfolio of files that were read; copies are left out."""
        read = [result for result in judged if result.input.status in {InputStatus.READ, InputStatus.PARTLY_READ}]
        unread = tuple(result.input.path for result in judged if result.input.status is InputStatus.NOT_READ)
        folder = cls(read, date.fromisoformat(as_of), language, unread)
        folder._know_firm()
        folder._know_clients()
        folder._tie()
        folder._lay_out()
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

    def assigned(self) -> Iterator[tuple[Judged, Record, Client]]:
        """Yield the rows of lists of deals and assignments, each with the client that it names; those of nobody not."""
        for result, record in self.records("assignment"):
            client = self.clients.named(record.text("client"))
            if client is not None:
                yield result, record, client

    def client_of(self, result: Judged, record: Record) -> Client | None:
        """Return the client that a record is about: by its own cells, else its file's."""
        for name in ("client", "contract", "contact"):
            words = record.text(name)
            client = self.clients.numbered(words) or self.clients.named(words) if words else None
            if client is not None:
                return client
        if record.kind == "message" and self.is_ours(record.text("from")) is not True:
            client = self.clients.named(record.text("from"))
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
        bare = _MAIL.sub("", sender).strip(' "<>')
        if self.names_one_of_us(bare):
            return True
        if keys_of_name(sender) & frozenset(key for name in self.firm_names for key in keys_of_name(name)):
            return True
        if self.clients.named(sender) is not None:
            return False
        return False if mails and self.firm_domains else None

    def names_one_of_us(self, words: str) -> bool:
        """Return whether the surname of a colleague stands in some words, in Russian or Latin letters."""
        return any(
            stem_of(word) in self.staff or sound_of(word) in self.staff_sounds
            for word in map(_levelled, _NAMES.findall(words))
        )

    def names_staff_in_full(self, words: Sequence[str]) -> bool:
        """Return whether the list of staff names somebody with all of some words: a name and a patronymic."""
        wanted = {_levelled(word) for word in words}
        names = ("person", "first_name", "middle_name")
        return any(
            wanted <= {_levelled(word) for name in names for word in record.text(name).split()}
            for _, record in self.records("person")
        )

    def is_name_of(self, client: Client, name: str) -> bool:
        """Return whether a name in a chat is the client's own."""
        return bool(keys_of_name(name) & client.keys)

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

    def passages(self, result: Judged, record: Record) -> tuple[Evidence, ...]:
        """Return the cells of a row that say something in words, those that stand together in one passage.

        Days and numbers are told by the message; a row of a wide register is too long to be read as one quote.
        """
        passages: list[Evidence] = []
        at, run = record.span[0], ""
        for line in (*record.quote.split("\n"), "0"):
            if not _BARE.fullmatch(line.strip()):
                run = f"{run}\n{line}" if run else line
            elif run:
                passages.append(replace(self.evidence(result, record, run), start=at, end=at + len(run)))
                at, run = at + len(run) + 1 + len(line) + 1, ""
            else:
                at += len(line) + 1
        return tuple(passages[:_MOST_PASSAGES]) or (self.evidence(result, record),)

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
        if client is None:
            return ""
        return client.matter or "m-" + hashlib.sha256(client.name.lower().encode()).hexdigest()[:12]

    def has_more_than_contracts(self) -> bool:
        """Return whether there is anything besides contracts and what supplements them that rules judge."""
        return len(self.judged) > 1 or any(result.records for result in self.judged)

    def entered(self, result: Judged) -> Input:
        """Return a file as the report lists it, in the matter it was found to belong to, with what that rests on."""
        tie = self.ties.get(result.input.path)
        told = tuple(
            (Text("Не распознанные графы", "Headings not recognised"), _mapping(table))
            for table in result.tables
            if table.unknown
        )
        entry = replace(result.input, facts=(*result.input.facts, *told)) if told else result.input
        if tie is None and result.paper is not None and _may_be_untied(result, self):
            entry = replace(entry, warnings=(*entry.warnings, _UNTIED))
        if tie is None:
            return entry if result.subject is not None or entry.matter is None else replace(entry, matter=None)
        by = tie.by.in_language(self.language)
        fact = (Text("Отнесено к клиенту", "Tied to the client"), f"{tie.client.name} ({by})")
        return replace(
            entry,
            matter=result.subject.matter if result.subject else self.matter_of(tie.client),
            facts=(*entry.facts, fact),
        )

    def file_named(self, name: str) -> Judged | None:
        """Return the one file of a name, as a record names it; None where there is none, or several."""
        if not self._by_name:
            for result in self.judged:
                self._by_name.setdefault(_base(result.input.path), []).append(result)
        found = self._by_name.get(_base(name), []) if name else []
        return found[0] if len(found) == 1 else None

    def main_of(self, result: Judged) -> Judged | None:
        """Return the contract that an annex or an amendment belongs to: by its number, else the client's only one."""
        return self._mains.get(result.input.path)

    def supplements(self, contract: Judged) -> list[Judged]:
        """Return the annexes and amendments of a contract, in the order of their dates."""
        return self._supplements.get(contract.input.path, [])

    def near(self, contract: Judged) -> list[Judged]:
        """Return the files that may be an annex of a contract: its own, its client's, and those in its folder."""
        tie = self.ties.get(contract.input.path)
        place = contract.input.path.rpartition("/")[0]
        found = [*self.supplements(contract), *self._by_place.get(place, [])]
        found += self._by_client.get(tie.client.id, []) if tie else []
        unique = {entry.input.path: entry for entry in found if entry is not contract}
        return list(unique.values())

    def _lay_out(self) -> None:
        """Lay the papers onto their contracts, each found once and not searched for again."""
        contracts = {result.input.path: result for result, _ in self.papers("contract")}
        numbered: dict[str, Judged] = {}
        for result, paper in self.papers("contract"):
            if paper.number:
                numbered.setdefault(level_number(paper.number), result)
        for result, paper in self.papers("annex", "amendment"):
            tie = self.ties.get(result.input.path)
            main = numbered.get(level_number(paper.amends)) if paper.amends else None
            if main is None and tie is not None and len(tie.client.contracts) == 1:
                main = contracts.get(tie.client.contracts[0])
            if main is not None:
                self._mains[result.input.path] = main
                self._supplements.setdefault(main.input.path, []).append(result)
        for own in self._supplements.values():
            own.sort(key=lambda entry: ((entry.paper.date if entry.paper else None) or "", entry.input.path))
        for result in self.judged:
            parts = result.input.path.split("/")
            for depth in range(1, len(parts)):
                self._by_place.setdefault("/".join(parts[:depth]), []).append(result)
            tie = self.ties.get(result.input.path)
            if tie is not None:
                self._by_client.setdefault(tie.client.id, []).append(result)

    def _know_firm(self) -> None:
        providers = Counter(
            who.name
            for _, paper in self.papers("contract")
            for who in paper.parties
            if who.side == "provider" and who.name
        )
        most = max(providers.values(), default=0)
        self.firm_names = frozenset(name for name, count in providers.items() if 2 * count >= most)
        self.own_names = frozenset(self._in_most_contracts())
        domains: Counter[str] = Counter()
        for _, record in self.records("letter"):
            domains.update(
                {
                    mail.rpartition("@")[2].lower()
                    for mail in _MAIL.findall(record.text("from") + " " + record.text("to") + " " + record.text("copy"))
                }
            )
        letters = sum(1 for _ in self.records("letter"))
        common = [domain for domain, count in domains.most_common() if domain not in _FREE_MAIL]
        ours = self._domains_of_contracts(common)
        if not ours and common and letters > 1 and domains[common[0]] * 2 > letters:
            ours = {common[0]}
        self.firm_domains = frozenset(ours)
        people = {record.text("person") for _, record in self.records("person")}
        people |= {record.text("employee") for _, record in self.records("assignment", "grant")}
        senders = [record.text("from") for _, record in self.records("letter")]
        people |= {
            _MAIL.sub("", sender).strip(' "<>')
            for sender in senders
            if any(mail.rpartition("@")[2] in ours for mail in mails_in(sender)) and not self._is_named_like_us(sender)
        }
        people |= {
            record.text("employee")
            for _, record in self.records("interaction")
            if "employee" in record.cells and not record.cells["employee"].vague
        }
        self.staff = frozenset(stem for name in people if (stem := surname_of(name)))
        self.staff_sounds = frozenset(
            sound_of(parts[0])
            for name in people
            if (parts := parts_of_name(name)) and len(parts[0]) >= _SHORTEST_SURNAME
        )
        self._listed = frozenset(
            surname_of(record.text("person") or record.text("last_name")) for _, record in self.records("person")
        )

    def _domains_of_contracts(self, common: Sequence[str]) -> set[str]:
        """Return the domains of letters that contracts show to be ours: of an address that several of them name.

        A domain from which every contract names another address is a public one, whatever its name.
        """
        contracts = [paper for _, paper in self.papers("contract")]
        told = Counter(mail.lower() for paper in contracts for mail in set(paper.mails))
        repeated = {mail.rpartition("@")[2] for mail, count in told.items() if count > 1}
        with_provider = {mail.rpartition("@")[2].lower() for paper in contracts for mail in paper.provider_mails}
        return {domain for domain in common if domain in repeated} or {
            domain for domain in common if domain in with_provider
        }

    def _in_most_contracts(self) -> Iterator[str]:
        """Yield the names of providers that stand in a third of the contracts and in two at least, on either side."""
        named: Counter[frozenset[str]] = Counter()
        contracts = 0
        for _, paper in self.papers("contract"):
            parties = {keys_of_name(who.name) for who in paper.parties if who.name}
            contracts += bool(parties)
            named.update(parties)
        for name in self.firm_names:
            count = named[keys_of_name(name)]
            if keys_of_name(name) and count >= _FEWEST_CONTRACTS and count * 3 >= contracts:
                yield name

    def is_firm(self, name: str) -> bool:
        """Return whether a name is the firm's own, in whatever spelling."""
        keys = keys_of_name(name)
        return bool(keys) and any(keys == keys_of_name(own) for own in self.own_names)

    def _is_named_like_us(self, sender: str) -> bool:
        """Return whether a sender's name is that of the firm, and no person's."""
        keys = keys_of_name(_MAIL.sub("", sender))
        return any(len(keys & keys_of_name(own)) * 2 >= len(keys) > 0 for own in self.firm_names)

    def _is_one_of_us(self, name: str, kind: str) -> bool:
        """Return whether a name that a list gives for a client is the firm's or a colleague's.

        A journal may name a client of a colleague's surname; a register of complaints rather names whom they are about.
        """
        ours = self._listed if kind == "interaction" else self._listed | self.staff
        return self.is_firm(name) or (_NAME_WITH_INITIALS.search(name) is not None and surname_of(name) in ours)

    def _client_party(self, paper: Paper) -> Who | None:
        """Return the party that is the client: never the firm itself, whatever the words of the contract made of it."""
        clients = [who for who in paper.parties if who.side == "client" and (who.name or who.inn)]
        if clients and not self.is_firm(clients[0].name):
            return clients[0]
        others = [who for who in paper.parties if who.name and not self.is_firm(who.name)]
        with_us = any(self.is_firm(who.name) for who in paper.parties)
        return others[0] if with_us and len({keys_of_name(who.name) for who in others}) == 1 else None

    def _know_clients(self) -> None:
        for result, paper in self.papers("contract"):
            party = self._client_party(paper)
            for who in (party,) if party is not None else ():
                shared = any(other.inn == who.inn for other in paper.parties if other is not who)
                client = self.clients.add(who.name, inn=None if shared else who.inn, number=paper.number)
                if client is None:
                    continue
                client.contracts.append(result.input.path)
                client.matter = client.matter or (result.subject.matter if result.subject else "")
                if paper.regime != "unknown":
                    client.consumer = paper.regime == "consumer"
                for mail in paper.client_mails:
                    if mail.rpartition("@")[2] in self.firm_domains:
                        continue
                    self.clients.know(client, "mail", mail)
                    client.mails.add(mail)
        for _, record in self.records("assignment"):
            self._learn_by_number(record, bare_name(record.text("client")))
        for kind in ("assignment", "interaction", "complaint"):
            for _, record in self.records(kind):
                words = bare_name(record.text("client"))
                if self._is_one_of_us(words, kind):
                    continue
                if words and self.clients.named(words) is None and self.clients.numbered(words) is None:
                    self.clients.add(words)
        self._know_by_place()
        self._know_codes()
        self._know_addresses()

    def _learn_by_number(self, record: Record, words: str) -> None:
        """Learn the name that a list gives to a client of whom it gives the contract's number.

        Two names with a legal form each are two organisations, whatever the number.
        """
        client = self.clients.numbered(record.text("contract")) if words else None
        if client is None or self.clients.named(words) is not None or self._is_one_of_us(words, "assignment"):
            return
        if not (has_legal_form(words) and any(has_legal_form(name) for name in client.names)):
            self.clients.learn(client, words)

    def _know_by_place(self) -> None:
        """Give contracts whose client the text does not tell to the client that their words or folders name."""
        held = {path for client in self.clients.all for path in client.contracts}
        for result, paper in self.papers("contract"):
            if result.input.path in held:
                continue
            names = [who.name for who in paper.parties if who.name and who.side != "provider"]
            client = next((found for name in names if (found := self.clients.named(name))), None)
            client = client or self.clients.spoken_of(result.input.path) or self.clients.spoken_of(paper.opening)
            if client is None:
                continue
            client.contracts.append(result.input.path)
            client.matter = client.matter or (result.subject.matter if result.subject else "")
            if client.consumer is None and paper.regime != "unknown":
                client.consumer = paper.regime == "consumer"
            if paper.number:
                client.numbers.add(paper.number)
                self.clients.know(client, "number", paper.number)

    def _know_codes(self) -> None:
        """Learn the numbers of folders and lists under which clients go: «005 Мальцева»."""
        for result in self.judged:
            for part in result.input.path.split("/")[:-1]:
                found = _NUMBERED_FOLDER.match(part)
                client = self.clients.named(part[found.end() :]) if found else None
                if found and client is not None:
                    client.codes.add(found[1])
                    self.clients.know(client, "code", found[1])

    def _know_addresses(self) -> None:
        """Learn whose the addresses of letters are: by the names beside and in them, the persons, the words."""
        known = Correspondents(self.clients, self.staff)
        by_path = {path: client for client in self.clients.all for path in client.contracts}
        for result, paper in self.papers("contract"):
            client = by_path.get(result.input.path)
            if client is not None:
                known.know_persons(client, paper.opening)
                for mail in paper.mails:
                    self._know_mail(client, mail.lower())
        for _, record in self.records("interaction"):
            client = self.clients.named(record.text("client")) if record.text("contact") else None
            if client is not None:
                known.know_persons(client, record.text("contact"))
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for result, record in self.records("letter"):
            for mail, shown in self._others_in(record):
                for client, weight in self._owners(known, mail, shown, result, record):
                    votes[mail][client.id] += weight
        by_id = {client.id: client for client in self.clients.all}
        for mail, told in votes.items():
            (best, most), *rest = told.most_common()
            if not rest or rest[0][1] < most:
                self._know_mail(by_id[best], mail)

    def _know_mail(self, client: Client, mail: str) -> None:
        """Remember an address of a client, and its domain where not everybody may have one there."""
        domain = mail.rpartition("@")[2]
        if domain in self.firm_domains:
            return
        self.clients.know(client, "mail", mail)
        client.mails.add(mail)
        if domain not in _FREE_MAIL:
            self.clients.share_domain(client, domain)

    def _others_in(self, record: Record) -> Iterator[tuple[str, str]]:
        """Yield the addresses of a letter that are not ours, each with the name that is shown beside it."""
        for name in ("from", "to"):
            for part in re.split(r"[,;]\s*(?=[^,;]*@)", record.text(name)):
                mails = mails_in(part)
                if mails and mails[0].rpartition("@")[2] not in self.firm_domains:
                    yield mails[0], _MAIL.sub("", part).strip(' "<>')

    def _owners(
        self, known: Correspondents, mail: str, shown: str, result: Judged, record: Record
    ) -> Iterator[tuple[Client, int]]:
        """Yield the clients that something in a letter makes the owner of an address, with how much it tells."""
        words = record.text("text")
        free = mail.rpartition("@")[2] in _FREE_MAIL
        signed = words.strip()[-_SIGNATURE:] if record.text("from").lower().find(mail) >= 0 else ""
        for client, weight in (
            (self.clients.named(shown) if shown else None, _BY_NAME),
            (known.of_address(mail, is_free=free), _BY_NAME),
            (known.of_person(f"{shown}\n{signed}"), _BY_NAME),
            (self.clients.numbered(f"{record.text('subject')} {words}"), _BY_NUMBER),
            (self.clients.spoken_of(f"{signed}\n{result.input.path.rpartition('/')[2]}"), _BY_WORDS),
            (self.clients.spoken_of(words), _BY_WORDS),
        ):
            if client is not None:
                yield client, weight

    def _tie(self) -> None:
        folders: dict[str, Counter[str]] = defaultdict(Counter)
        by_id = {client.id: client for client in self.clients.all}
        held = {path: client for client in self.clients.all for path in client.contracts}
        for result in self.judged:
            own = held.get(result.input.path)
            tie = Tie(own, _ITS_CONTRACT) if own else self._tie_of(result)
            if tie is not None:
                self.ties[result.input.path] = tie
                folders[result.input.path.rpartition("/")[0]][tie.client.id] += 1
        for result in self.judged:
            near = folders[result.input.path.rpartition("/")[0]]
            if result.input.path not in self.ties and len(near) == 1 and _may_be_a_clients(result):
                self.ties[result.input.path] = Tie(by_id[next(iter(near))], BY_FOLDER)

    def _tie_of(self, result: Judged) -> Tie | None:
        paper = result.paper
        if paper is None or result.tables or paper.kind not in _OF_CLIENTS:
            return None
        heads = [record.text(name) for record in result.records for name in ("from", "to", "copy")]
        mails = [mail for head in heads for mail in mails_in(head)] if result.input.media_type in LETTERS else []
        return self._by_marks(paper, mails) or self._by_words(result, paper)

    def _by_marks(self, paper: Paper, mails: Sequence[str]) -> Tie | None:
        for number in dict.fromkeys([paper.amends or "", *paper.numbers]):
            client = self.clients.numbered(number) if number else None
            if client is not None:
                return Tie(client, Text(f"по номеру договора {number}", f"by the contract's number {number}"))
        for inn in paper.inns:
            client = self.clients.by_mark(f"inn:{inn}")
            if client is not None:
                return Tie(client, Text(f"по ИНН {inn}", f"by the tax number {inn}"))
        client = self.clients.with_mail([*mails, *paper.mails])
        return Tie(client, _BY_MAIL) if client else None

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


_FEWEST_CONTRACTS = 2
_SHORTEST_SURNAME = 4
_NAMES = re.compile(r"(?<![^\W_])[A-ZА-ЯЁ][^\W\d_]{2,}")
"""Words with a capital letter, of which one may be a surname."""
_BY_NAME, _BY_NUMBER, _BY_WORDS = 4, 3, 1
"""How much tells whose an address is: a name beside or in it, a contract's number, names in the words."""
_SIGNATURE = 80
"""Characters at the end of a letter in which it is signed."""
_NAME_WITH_INITIALS = re.compile(r"[^\W\d_]\.")
_OF_CLIENTS = frozenset({
    "contract", "annex", "amendment", "act", "invoice", "claim", "interaction", "other",
})  # fmt: skip
"""Kinds of document that belong to a client; the others are the firm's own."""
_BY_MAIL = Text("по адресу почты", "by the mail address")
_ITS_CONTRACT = Text("его договор", "its contract")
BY_FOLDER = Text("по папке, в которой лежит", "by the folder it lies in")


_UNTIED = Text(
    "Не удалось понять, к какому клиенту относится документ: в нём нет номера договора, ИНН, адреса и имени, которые "
    "есть в договорах и списках.",
    "Which client the document belongs to could not be told: it holds no contract number, tax number, address or name "
    "that the contracts and lists hold.",
)


def _may_be_untied(result: Judged, folder: Folder) -> bool:
    """Return whether a client is to be expected: the paper is of a client's kind, and clients are known at all."""
    own = result.paper is not None and result.paper.kind in _OF_CLIENTS - {"contract", "other"}
    return own and not result.tables and bool(folder.clients.all)


def _may_be_a_clients(result: Judged) -> bool:
    """Return whether a file may belong to the client whose folder it lies in: registers and letters say it."""
    if result.paper is None or result.tables or result.input.media_type in LETTERS or "/" not in result.input.path:
        return False
    return result.paper.kind in _OF_CLIENTS


def _mapping(table: Table) -> str:
    """Return the headings of a table that were not recognised, with the line to add to a settings file for one."""
    return f'{"; ".join(table.unknown)} ([columns] "{table.unknown[0]}" = "{table.kind}.…")'


def _base(path: str) -> str:
    """Return the name of a file without its folders, in small letters."""
    return re.split(r"[/\\\\!]", path)[-1].lower()


def _levelled(word: str) -> str:
    return word.lower().replace("ё", "е")


def mails_in(words: str) -> list[str]:
    """Return the mail addresses in some words, in small letters."""
    return [mail.lower() for mail in _MAIL.findall(words)]


def labelled(parts: Iterable[str]) -> str:
    """Return the parts of a label that say something, joined."""
    return ", ".join(part for part in parts if part)[:160]
