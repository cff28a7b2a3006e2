"""Documents that are read together: what an amendment need not repeat."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from auditor.model.finding import Finding, Outcome
from auditor.model.text import Text


def told_by_main(finding: Finding, path: str) -> Finding:
    """Return an amendment's finding; a gap in it is the main contract's to answer for, not a second gap.

    A defect of the document itself, such as a blank, is the amendment's own.
    """
    own = "required" not in finding.tags or "integrity" in finding.tags
    if own or finding.outcome not in {Outcome.FAIL, Outcome.WEAK, Outcome.UNDETERMINED}:
        return finding
    message = Text(
        f"Документ дополняет договор из файла «{path}»: чего в нём нет, о том судят по договору.",
        f'The document supplements the contract in "{path}": what it does not hold is judged there.',
    )
    return replace(finding, outcome=Outcome.NOT_APPLICABLE, message=message, evidence=(), absence=None)


_GAPS = frozenset({Outcome.FAIL, Outcome.WEAK, Outcome.UNDETERMINED})
_BETTER = {Outcome.PASS: 0, Outcome.WEAK: 1}


def told_by_supplements(findings: Sequence[Finding], more: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return a contract's findings as the text in force answers them.

    A term that the contract lacks and an annex or amendment holds is there; the finding says which paper created it.
    ``more`` are the findings on those papers, the oldest first: the newest word on a term counts.
    """
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in more:
        by_rule[finding.rule].append(finding)
    told = {finding.rule: _told_by(finding, by_rule[finding.rule]) for finding in findings}
    failed = {rule for rule, finding in told.items() if finding.outcome is Outcome.FAIL}
    return tuple(_reopened(finding, told[finding.rule], by_rule[finding.rule], failed) for finding in findings)


_ANNEX = re.compile(
    r"(?:приложени\w*|annex|appendix|schedule|exhibit|attachment)(?:\s*(?:№|no\.?|#)\s*|\s+)(?P<label>\d{1,3}|[a-zа-я])\b",
    re.IGNORECASE,
)


def _labels(words: str) -> set[str]:
    return {found["label"].lower() for found in _ANNEX.finditer(words)}


def _beside(finding: Finding, others: Sequence[Finding]) -> Finding | None:
    """Return a doubt about annexes that the file does not hold as settled, where every one of them lies beside it."""
    if finding.outcome is not Outcome.UNDETERMINED or "integrity" not in finding.tags or not finding.evidence:
        return None
    there: dict[str, str] = {}
    for other in others:
        for label in _labels(other.subject.label[:_TITLE]):
            there.setdefault(label, other.subject.path)
    asked = [
        _labels(f"{evidence.about.ru} {evidence.quote}") if evidence.about else set() for evidence in finding.evidence
    ]
    if not all(labels and labels <= there.keys() for labels in asked):
        return None
    paths = "; ".join(sorted({there[label] for labels in asked for label in labels}))
    message = Text(f"Приложения лежат рядом с договором: {paths}.", f"The annexes lie beside the contract: {paths}.")
    return replace(finding, outcome=Outcome.PASS, message=message)


_TITLE = 60
"""Characters of a title in which a paper says which annex it is."""


def _told_by(finding: Finding, others: Sequence[Finding]) -> Finding:
    beside = _beside(finding, others)
    if beside is not None:
        return beside
    if "required" not in finding.tags or "integrity" in finding.tags or finding.outcome not in _GAPS:
        return finding
    better = [other for other in others if other.outcome in _BETTER and other.evidence]
    if not better:
        return finding
    best = min(reversed(better), key=lambda other: _BETTER[other.outcome])
    if finding.outcome is Outcome.WEAK and best.outcome is not Outcome.PASS:
        return finding
    return _adopted(finding, best)


def _adopted(finding: Finding, other: Finding) -> Finding:
    path = other.subject.path
    message = Text(
        f"{other.message.ru} Условие стоит в документе «{path}», который дополняет договор.",
        f'{other.message.en} The term stands in "{path}", which supplements the contract.',
    )
    return replace(
        finding, outcome=other.outcome, message=message, evidence=(*other.evidence, *finding.evidence), absence=None,
        confidence=other.confidence, confidence_reason=other.confidence_reason,
    )  # fmt: skip


def _reopened(was: Finding, now: Finding, others: Sequence[Finding], failed: set[str]) -> Finding:
    """Return a finding that was left to a parent as a supplement answers it, once the parent does not fail any more."""
    if was.outcome is not Outcome.NOT_APPLICABLE or failed:
        return now
    better = [other for other in others if other.outcome in _BETTER and other.evidence]
    return _adopted(was, min(better, key=lambda other: _BETTER[other.outcome])) if better else now
