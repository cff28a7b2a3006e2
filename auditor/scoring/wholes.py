"""Scores of what is judged besides contracts: records, complaints, access, the firm's own order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from auditor.model.finding import Finding, Subject, SubjectKind
from auditor.model.report import SubjectScore
from auditor.scoring.score import score_subject


def scores_of_wholes(findings: Sequence[Finding]) -> tuple[SubjectScore, ...]:
    """Return a score for each kind of records as a whole, and one for the programme.

    Single records have no score of their own: the finding on all of them counts their share.
    """
    by_kind: dict[SubjectKind, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.subject.id.startswith("all:") or finding.subject.kind is SubjectKind.PROGRAMME:
            by_kind[finding.subject.kind].append(finding)
    return tuple(SubjectScore(_whole(kind, found), score_subject(found)) for kind, found in by_kind.items())


def _whole(kind: SubjectKind, findings: Sequence[Finding]) -> Subject:
    subject = findings[0].subject
    if kind is SubjectKind.PROGRAMME:
        return replace(subject, id="all:programme", path="", label="Порядок работы фирмы")
    return subject
