"""What is said of a contract, and what is proposed in its text: one remark for each finding that matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """Where a missing clause goes."""
    effect: Answer = Answer.YES
    """What the finding makes of the verdict."""


def remarks_of(
    facts: DocumentFacts, own: int, findings: Sequence[Finding], rules: Sequence[Rule], verdict: Verdict
) -> tuple[Remark, ...]:
    """Return a remark for each finding that failed, is weak or could not be settled, in the order of the rules."""
    places = Places(facts, own, findings, rules)
    wording = Wording(facts)
    effects = {id(obstacle.finding): obstacle.ground.effect for obstacle in verdict.obstacles}
    return tuple(_remarks(facts, findings, places, wording, effects))


def _remarks(
    facts: DocumentFacts, findings: Sequence[Finding], places: Places, wording: Wording, effects: dict[int, Answer]
) -> Iterator[Remark]:
    for finding in findings:
        if finding.outcome not in _TOLD:
            continue
        spans = _spans(finding, facts)
        change = _change(finding, spans)
        words = wording.of(finding.model_clause) if finding.model_clause else ""
        slot = places.slot(finding.rule) if change is Change.INSERT else None
        effect = effects.get(id(finding), Answer.YES)
        yield Remark(finding, spans, change, words, slot, effect)


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
