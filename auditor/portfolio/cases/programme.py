"""The firm's own order in numbers: training, insurance, the papers of closed matters."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.case import CaseFile, Told
from auditor.model.finding import Subject, SubjectKind
from auditor.portfolio.cases.insurance import insurance_facts
from auditor.portfolio.cases.training import training_facts
from auditor.portfolio.folder import Folder


def programme_cases(folder: Folder) -> Iterator[CaseFile]:
    """Yield one case with all that is counted of the firm's own order."""
    told: dict[str, Told] = {}
    told.update(training_facts(folder))
    told.update(insurance_facts(folder))
    told.update(_chains(folder))
    shown = [entry.path for fact in told.values() for entry in fact.evidence]
    label = "Порядок работы фирмы" if folder.language == "ru" else "The firm's own order"
    yield CaseFile(Subject(SubjectKind.PROGRAMME, "programme", shown[0] if shown else "", label, "programme"), (), told)


def _chains(folder: Folder) -> Iterator[tuple[str, Told]]:
    """Yield how many closed contracts have an act besides them."""
    as_of = folder.as_of.isoformat()
    closed = [
        tie.client
        for result, paper in folder.papers("contract")
        if paper.ends and paper.ends < as_of and (tie := folder.ties.get(result.input.path)) is not None
    ]
    yield "closed_matters", Told("some" if closed else "none")
    if closed:
        with_act = {
            tie.client.id
            for result, _ in folder.papers("act")
            if (tie := folder.ties.get(result.input.path)) is not None
        }
        full = sum(client.id in with_act for client in closed)
        yield "full_chains_share", Told(str(100 * full // len(closed)))
