"""Scores of what is judged besides contracts: records, complaints, access, the firm's own order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from auditor.model.finding import Finding, Subject, SubjectKind
from auditor.model.report import SubjectScore
from auditor.model.text import Language, Text
from auditor.scoring.score import score_subject

_LABELS = {
    SubjectKind.PROGRAMME: Text("Порядок работы фирмы", "The firm's own order"),
    SubjectKind.MATTER: Text("Клиенты без договора", "Clients without a contract"),
}


def scores_of_wholes(findings: Sequence[Finding], language: Language) -> tuple[SubjectScore, ...]:
    """Return a score for each kind of records as a whole, for the firm's own order and for clients without a contract.

    Single records have no score of their own: the finding on all of them counts their share.
    """
    by_kind: dict[SubjectKind, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.subject.id.startswith("all:") or finding.subject.kind in _LABELS:
            by_kind[finding.subject.kind].append(finding)
    return tuple(SubjectScore(_whole(kind, found, language), score_subject(found)) for kind, found in by_kind.items())


def _whole(kind: SubjectKind, findings: Sequence[Finding], language: Language) -> Subject:
    if kind in _LABELS:
        return Subject(kind, f"all:{kind}", "", _LABELS[kind].in_language(language), "")
    return findings[0].subject
