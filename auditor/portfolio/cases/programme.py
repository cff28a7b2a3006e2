"""The firm's own order in numbers: training, insurance, the papers of closed matters."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.case import CaseFile, Told
from auditor.model.finding import Evidence, Subject, SubjectKind
from auditor.portfolio.cases.insurance import insurance_facts
from auditor.portfolio.cases.training import training_facts
from auditor.portfolio.folder import Folder


def programme_cases(folder: Folder) -> Iterator[CaseFile]:
    """Yield one case with all that is counted of the firm's own order."""
    told: dict[str, Told] = {}
    told.update(training_facts(folder))
    told.update(insurance_facts(folder))
    told.update(_chains(folder))
    label = "Порядок работы фирмы" if folder.language == "ru" else "The firm's own order"
    yield CaseFile(Subject(SubjectKind.PROGRAMME, "programme", "", label, "programme"), (), told)


def _chains(folder: Folder) -> Iterator[tuple[str, Told]]:
    """Yield how many closed contracts have an act besides them."""
    as_of = folder.as_of.isoformat()
    closed = [
        (tie.client, Evidence(result.input.path, paper.title or paper.opening[:100]))
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
        left = [evidence for client, evidence in closed if client.id not in with_act]
        shown = tuple(left or [evidence for _, evidence in closed])[:5]
        yield "full_chains_share", Told(str(100 * (len(closed) - len(left)) // len(closed)), None, shown)
