"""Every case of a portfolio, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.case import CaseFile
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
    """Yield everything besides contracts that rules judge."""
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
