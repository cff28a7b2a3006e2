"""Every case of a portfolio, kind by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from auditor.model.case import CaseFile
from auditor.model.correspondence import MAILBOX
from auditor.model.enclosed import outermost
from auditor.model.finding import Evidence
from auditor.model.text import Text
from auditor.portfolio.cases.access import access_cases
from auditor.portfolio.cases.clients import client_cases, without_contract
from auditor.portfolio.cases.complaints import complaint_cases
from auditor.portfolio.cases.events import Events
from auditor.portfolio.cases.interactions import interaction_cases
from auditor.portfolio.cases.matters import matter_cases
from auditor.portfolio.cases.programme import programme_cases
from auditor.portfolio.folder import Folder

_OF_THE_FIRM = frozenset({
    "complaint_register", "access_list", "access_log", "staff_list", "assignment_list", "training", "policy",
    "insurance",
})  # fmt: skip
"""Kinds of document that a firm keeps about its own order; a folder without any holds contracts alone."""


def cases_of(folder: Folder) -> Iterator[CaseFile]:
    """Yield everything besides contracts that rules judge; of a letter in a mailbox the mailbox is told as well."""
    boxes = {result.input.path for result in folder.judged if result.input.media_type == MAILBOX}
    for case in _cases_of(folder):
        yield _with_mailbox(case, boxes) if boxes else case


def _with_mailbox(case: CaseFile, boxes: Collection[str]) -> CaseFile:
    """Return a case that names the file, too, that a reader can open: the letter has no name of its own there."""
    letter = next((one for one in case.evidence if outermost(one.path) in boxes), None)
    if letter is None:
        return case
    heading = letter.quote.split("\n", 1)[0]
    box = Evidence(outermost(letter.path), heading, about=_LIES_THERE)
    return replace(case, evidence=(*case.evidence, box))


_LIES_THERE = Text("письмо лежит в этом почтовом ящике", "the letter lies in this mailbox")


def _cases_of(folder: Folder) -> Iterator[CaseFile]:
    events = Events.of(folder)
    yield from interaction_cases(folder, events)
    yield from client_cases(folder, events)
    yield from without_contract(folder, events)
    yield from complaint_cases(folder, keeps_order=has_programme(folder))
    yield from access_cases(folder)
    yield from matter_cases(folder, events)
    if has_programme(folder):
        yield from programme_cases(folder)


def has_programme(folder: Folder) -> bool:
    """Return whether a folder holds papers of the firm's own order: of a folder of contracts nothing is missed."""
    return any(result.input.kind in _OF_THE_FIRM for result in folder.judged)
