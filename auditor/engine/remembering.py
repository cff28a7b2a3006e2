"""An engine that remembers: equal answers to the same rule give the same outcome, whoever the subject is."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.engine.interface import Case, Engine, State
from auditor.model.finding import Outcome

_MOST = 200_000
"""Outcomes remembered; a bound on memory, far above what a portfolio needs."""


class RememberingEngine:
    """Asks another engine once for every rule and set of answers; an outcome depends on nothing else."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine that decides."""
        self._engine = engine
        self._known: dict[tuple[str, tuple[State, ...]], Outcome] = {}

    def decide(self, subject: str, cases: Sequence[Case]) -> dict[str, Outcome]:
        """Return the outcome per rule id; what was not seen before goes to the engine in one session."""
        keys = {case.rule.id: (case.rule.id, tuple(case.states.values())) for case in cases}
        new = [case for case in cases if keys[case.rule.id] not in self._known]
        if new:
            if len(self._known) > _MOST:
                self._known.clear()
            decided = self._engine.decide(subject, new)
            self._known.update({keys[rule]: outcome for rule, outcome in decided.items()})
            if len(new) == len(cases):
                return decided
        return {rule: self._known[key] for rule, key in keys.items()}
