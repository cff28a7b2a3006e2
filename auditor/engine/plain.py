"""The same outcomes in plain Python: the oracle that the durable engine is tested against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.engine.interface import Case, State
from auditor.model.finding import Outcome
from auditor.model.rule import Condition, Leaf


class PlainEngine:
    """Decides cases by walking the conditions; three-valued logic after Kleene."""

    def decide(self, subject: str, cases: Sequence[Case]) -> dict[str, Outcome]:  # noqa: ARG002 - as every engine
        """Return the outcome per rule id."""
        return {case.rule.id: _outcome(case) for case in cases}


def _outcome(case: Case) -> Outcome:
    if case.rule.applies_when is not None:
        applies = evaluate(case.rule.applies_when, case.states)
        if applies != "yes":
            return Outcome.NOT_APPLICABLE if applies == "no" else Outcome.UNDETERMINED
    for outcome, condition in case.rule.grades:
        state = evaluate(condition, case.states)
        if state != "no":
            return outcome if state == "yes" else Outcome.UNDETERMINED
    return case.rule.otherwise


def evaluate(condition: Condition, states: Mapping[Leaf, State]) -> State:
    """Return whether a condition holds: yes, no, or unknown when the unknown parts could tip it."""
    if isinstance(condition, Leaf):
        return states[condition]
    parts = [evaluate(part, states) for part in condition.parts]
    yes, open_parts = parts.count("yes"), parts.count("unknown")
    if condition.kind == "none":
        return "no" if yes else "unknown" if open_parts else "yes"
    needed = {"all": len(parts), "any": 1}.get(condition.kind, condition.number)
    return "yes" if yes >= needed else "unknown" if yes + open_parts >= needed else "no"
