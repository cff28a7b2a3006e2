"""Clients as a whole: which channels are recorded, whether the journal knows them, whether anything is kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from auditor.model.case import CaseFile, Told
from auditor.model.finding import Evidence, Subject, SubjectKind
from auditor.model.record import Paper, Record
from auditor.model.text import Text
from auditor.portfolio.cases.events import Event, Events, days_between
from auditor.portfolio.clients import Client
from auditor.portfolio.folder import Folder

_RECENT = 90
"""Days without any record after which a contract in force is a gap (check-list, interaction-channel-gap)."""
_REPORTED_EVERY = 30
_ACTS = frozenset({"act", "invoice"})


def client_cases(folder: Folder, events: Events) -> Iterator[CaseFile]:
    """Yield a case for every client with a contract, when the folder holds records of contacts at all."""
    if not folder.has("interaction", "letter", "message"):
        return
    journal = any(event.kind == "entry" for event in events.all)
    for client in folder.clients.all:
        papers = [paper for result, paper in folder.papers("contract") if result.input.path in client.contracts]
        if not papers:
            continue
        mine = events.by_client[client.id]
        subject = Subject(
            SubjectKind.INTERACTION, f"interaction:{client.id}", client.contracts[0], client.name[:120],
            folder.matter_of(client), client.consumer,
        )  # fmt: skip
        told = {
            **dict.fromkeys(("agreement", "promise", "request"), Told("no")),
            "kind": Told("client"),
            "attachment": Told("not_named"),
            "channels": _channels(folder, client, papers, mine),
            "journal_kept": Told("yes" if journal else "no"),
            "in_journal": _in_journal(mine),
            "contract_closed": Told("yes" if _is_closed(folder, papers) else "no"),
            "kept_records": _kept(folder, client, mine),
            "progress_reports": _reports(folder, papers, mine),
        }
        yield CaseFile(subject, (), told, "interactions")


def _is_closed(folder: Folder, papers: list[Paper]) -> bool:
    return all(paper.ends is not None and paper.ends < folder.as_of.isoformat() for paper in papers)


def _channels(folder: Folder, client: Client, papers: list[Paper], mine: list[Event]) -> Told:
    kinds = {_CHANNEL[event.kind] for event in mine if event.kind in _CHANNEL}
    days = [event.day for event in mine if event.day and event.kind in _CHANNEL]
    last = max(days, default="")
    if not kinds:
        return Told(
            "none",
            Text(f"Записей о клиенте «{client.name}» нет.", f'There is no record of the client "{client.name}".'),
        )
    if not _is_closed(folder, papers) and last and days_between(last, folder.as_of.isoformat()) > _RECENT:
        return Told("none", Text(f"Последняя запись {last}.", f"The last record is of {last}."))
    named = ", ".join(sorted(kinds))
    return Told(
        "several" if len(kinds) > 1 else "one",
        Text(f"Последняя запись {last}.", f"The last record is of {last} ({named})."),
    )


_CHANNEL = {"entry": "talks", "note": "talks", "letter": "letters", "message": "messages"}


def _in_journal(mine: list[Event]) -> Told:
    entries = [event for event in mine if event.kind == "entry"]
    evidence = (entries[-1].evidence,) if entries and entries[-1].evidence else ()
    return Told("yes" if entries else "no", evidence=evidence)


def _kept(folder: Folder, client: Client, mine: list[Event]) -> Told:
    acts = any(
        paper.kind in _ACTS and (tie := folder.ties.get(result.input.path)) is not None and tie.client is client
        for result, paper in folder.papers(*_ACTS)
    )
    talks = any(event.kind in _CHANNEL for event in mine)
    return Told("full" if acts and talks else "partly" if acts or talks else "none")


def _reports(folder: Folder, papers: list[Paper], mine: list[Event]) -> Told:
    """Return whether reports on progress were sent: to a contract in force for more than a month."""
    as_of = folder.as_of.isoformat()
    begun = min((paper.date for paper in papers if paper.date), default=None)
    if begun is None or _is_closed(folder, papers) or days_between(begun, as_of) <= _REPORTED_EVERY:
        return Told("not_due")
    sent = [event for event in mine if event.ours is not False and event.has("progress-told")]
    recent = [event for event in sent if event.day and days_between(event.day, as_of) <= 2 * _REPORTED_EVERY]
    evidence = tuple(event.evidence for event in sent[-2:] if event.evidence)
    state = "sent" if recent else "partly" if sent else "missing"
    return Told(state, evidence=evidence)


def without_contract(folder: Folder, events: Events) -> Iterator[CaseFile]:
    """Yield a case for every client that records or acts show and that has no contract in the folder."""
    if not any(client.contracts for client in folder.clients.all):
        return
    deals, early, accepted = _deals(folder), _early(folder), _accepted(folder)
    for client in folder.clients.all:
        mine = [
            event
            for event in events.by_client[client.id]
            if event.kind in {"entry", "note", "act", "letter", "message"}
        ]
        deal = deals.get(client.id)
        if client.contracts or not (mine or deal) or client.id in accepted:
            continue
        mark = "m-" + hashlib.sha256(client.name.lower().encode()).hexdigest()[:12]
        path = mine[0].result.input.path if mine else deal.path if deal else ""
        subject = Subject(SubjectKind.MATTER, f"matter:{mark}", path, client.name, mark, client.consumer)
        admitted = [event for event in mine if event.has("works-without-contract")]
        shown = [*admitted, *(event for event in mine if event not in admitted)]
        evidence = tuple(event.evidence for event in shown[:3] if event.evidence)
        evidence = (deal, *evidence[:2]) if deal else evidence
        text = Text(
            f"О клиенте «{client.name}» есть записи ({len(mine)}), а договора или оферты в папке нет.",
            f'There are records of the client "{client.name}" ({len(mine)}), but no contract or offer in the folder.',
        )
        if not mine:
            text = Text(
                f"Сделка с клиентом «{client.name}» в работе, а договора или оферты в папке нет.",
                f'A deal with the client "{client.name}" is at work, but no contract or offer is in the folder.',
            )
        acted = any(event.kind == "act" for event in mine)
        working = bool(admitted or deal) or acted or _spread(mine) >= _AT_WORK
        if not working and client.id in early:
            continue
        yield CaseFile(subject, _own(evidence), {"contract": Told("missing" if working else "unknown", text)})


def _deals(folder: Folder) -> dict[str, Evidence]:
    """Return the rows of lists of deals that are at work without a contract, by client.

    The column for the contract is empty or says that there is none, or the note on the deal says so.
    """
    found: dict[str, Evidence] = {}
    for result, record, client in folder.assigned():
        state = record.text("state").lower()
        if not state or _NOT_AT_WORK.search(state) or not _is_without(record):
            continue
        evidence = folder.evidence(result, record)
        if evidence is not None:
            found.setdefault(client.id, evidence)
    return found


def _is_without(record: Record) -> bool:
    """Return whether a row says that a deal has no contract; a list without a column for it may say so in a note."""
    cell = record.cells.get("contract")
    if cell is not None and (not cell.text.strip(" -—–") or _NO_CONTRACT.match(cell.text.lower())):
        return True
    return cell is None and any(saying.topic == "works-without-contract" for saying in record.says)


_NO_CONTRACT = re.compile(
    r"\W*(?:нет|без договора|не (?:заключ|подпис|оформ)\w*|none|no contract|not signed|unsigned)\b"
)


def _early(folder: Folder) -> frozenset[str]:
    """Return the clients whose deals are all still being talked about."""
    stages: dict[str, list[bool]] = {}
    for _, record, client in folder.assigned():
        state = record.text("state").lower()
        if state:
            stages.setdefault(client.id, []).append(bool(_TALKED_ABOUT.search(state)))
    return frozenset(client for client, told in stages.items() if all(told))


_TALKED_ABOUT = re.compile(
    r"нов|первичн|лид|переговор|предложен|заявк|квалиф|new|lead|qualif|proposal|negotiat|prospect|quote|appointment"
)
"""Stages of a deal that may never be one."""


def _accepted(folder: Folder) -> frozenset[str]:
    """Return the clients of whom a list says that they accepted an offer which is in the folder."""
    if not any(_OFFER.search(f"{paper.title} {paper.opening[:200]}") for _, paper in folder.papers("contract")):
        return frozenset()
    told = ((client.id, record.text("contract")) for _, record, client in folder.assigned())
    return frozenset(client for client, words in told if _OFFER.search(words) and _IS_ACCEPTED.search(words))


_OFFER = re.compile(r"оферт|публичн\w+ договор|public offer|terms of service|terms and conditions", re.IGNORECASE)
_IS_ACCEPTED = re.compile(r"акцепт|принят|оплач|accepted|acceptance|\d{1,2}\.\d{1,2}\.\d{2,4}", re.IGNORECASE)


_NOT_AT_WORK = re.compile(
    r"нов|первичн|контакт|лид|переговор|предложен|согласован|подготов|подписан|отказ|потер|проигр|не реализ|закрыт"
    r"|отмен|пауз|new|lead|contact|qualif|proposal|negotiat|lost|cancel|closed|on hold|prospect|quote|appointment"
    r"|presentation"
)
"""Stages of a deal at which there need not be a contract, or not any more."""
_AT_WORK = 45
"""Days from the first to the last record from which talks are taken for work; before, the client may be a lead."""


def _spread(mine: list[Event]) -> int:
    days = sorted(event.day for event in mine if event.day)
    return days_between(days[0], days[-1]) if days else 0


def _own(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence))
