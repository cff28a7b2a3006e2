"""What is said of a contract, and what is proposed in its text: one remark for each finding that matters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from auditor.model.fact import DocumentFacts
from auditor.model.finding import Finding, Outcome
from auditor.model.profile import Span
from auditor.model.rule import Rule
from auditor.model.signing import Answer, Verdict
from auditor.review.places import Places, Slot
from auditor.review.wording import Wording

_TOLD = frozenset({Outcome.FAIL, Outcome.WEAK, Outcome.UNDETERMINED})


class Change(StrEnum):
    """What is proposed for the text."""

    NONE = "none"
    INSERT = "insert"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with its places in the contract's own text and with the words that are proposed."""

    finding: Finding
    spans: tuple[Span, ...] = ()
    """Where the words of the finding stand, in characters of the text."""
    change: Change = Change.NONE
    words: str = ""
    """The model clause in the language and with the names of the contract; empty where the rule has none."""
    slot: Slot | None = None
    """Where a missing clause goes, or would go."""
    effect: Answer = Answer.YES
    """What the finding makes of the verdict."""


def remarks_of(
    facts: DocumentFacts,
    own: int,
    findings: Sequence[Finding],
    rules: Sequence[Rule],
    verdict: Verdict | None = None,
    unfit: Collection[str] = (),
) -> tuple[Remark, ...]:
    """Return a remark for each finding that failed, is weak or could not be settled, in the order of the rules.

    Of rules that are ``unfit`` no words are proposed.
    """
    places = Places(facts, own, findings, rules)
    wording = Wording(facts)
    effects = {obstacle.finding.rule: obstacle.ground.effect for obstacle in verdict.obstacles} if verdict else {}
    told = (_remark(finding, facts, places, wording, unfit) for finding in findings if finding.outcome in _TOLD)
    return tuple(replace(remark, effect=effects.get(remark.finding.rule, Answer.YES)) for remark in told)


def _remark(finding: Finding, facts: DocumentFacts, places: Places, wording: Wording, unfit: Collection[str]) -> Remark:
    spans = _spans(finding, facts)
    change = Change.NONE if finding.rule in unfit else _change(finding, spans)
    words = wording.of(finding.model_clause) if finding.model_clause and finding.rule not in unfit else ""
    missing = finding.outcome is Outcome.FAIL and not spans
    slot = places.slot(finding.rule, taken=change is Change.INSERT) if missing or change is Change.INSERT else None
    return Remark(finding, spans, change, words, slot)


def _spans(finding: Finding, facts: DocumentFacts) -> tuple[Span, ...]:
    """Return the places in the contract's own file; of a clause that is there in part, the first tells enough."""
    own = [
        (evidence.start, evidence.end)
        for evidence in finding.evidence
        if evidence.path == facts.document.path and evidence.start is not None and evidence.end is not None
    ]
    spans = sorted({span for span in own if span[0] < span[1]})
    return tuple(spans if "forbidden" in finding.tags else spans[:1])


def _change(finding: Finding, spans: Sequence[Span]) -> Change:
    """Return what is proposed: a clause for a gap, other words for a forbidden term, else nothing."""
    if finding.model_clause is None or finding.outcome is not Outcome.FAIL:
        return Change.NONE
    if "forbidden" in finding.tags:
        return Change.REPLACE if spans else Change.NONE
    return Change.INSERT


_GRAVITY = {Answer.NO: 0, Answer.CANNOT_TELL: 1, Answer.CHANGES: 2, Answer.YES: 3}


def gravest_first(remarks: Sequence[Remark]) -> list[Remark]:
    """Return remarks by what they make of the verdict, then by risk."""
    return sorted(remarks, key=lambda remark: (_GRAVITY[remark.effect], -remark.finding.risk))
