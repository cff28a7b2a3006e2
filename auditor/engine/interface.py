"""What an engine is: states of conditions in, one outcome per rule out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from auditor.model.finding import Outcome
from auditor.model.rule import Condition, Leaf, Rule

State = Literal["yes", "no", "unknown"]
"""What the facts answer to a condition; "unknown" when the part that could tell was not read."""


@dataclass(frozen=True, slots=True)
class Case:
    """One rule before one subject: every condition of the rule with its answer."""

    rule: Rule
    states: Mapping[Leaf, State]


class Engine(Protocol):
    """Anything that decides cases."""

    def decide(self, subject: str, cases: Sequence[Case]) -> dict[str, Outcome]:
        """Return the outcome per rule id; raises EngineError when one is missing or told twice."""
        ...


def leaves(condition: Condition) -> tuple[Leaf, ...]:
    """Return the simple conditions of a condition, each once, in the order written."""
    if isinstance(condition, Leaf):
        return (condition,)
    return tuple(dict.fromkeys(leaf for part in condition.parts for leaf in leaves(part)))


def conditions_of(rule: Rule) -> tuple[Condition, ...]:
    """Return every condition whose answer decides the rule's outcome, in the order they are tried."""
    return ((rule.applies_when,) if rule.applies_when else ()) + tuple(condition for _, condition in rule.grades)


_known: dict[int, tuple[Rule, tuple[Leaf, ...]]] = {}
"""What rules ask, by the rule itself: thousands of subjects are asked the same, and a rule is slow to hash."""


def asked_by(rule: Rule) -> tuple[Leaf, ...]:
    """Return the simple conditions that decide a rule's outcome, each once, in the order they are tried."""
    known = _known.get(id(rule))
    if known is None or known[0] is not rule:
        found = dict.fromkeys(leaf for condition in conditions_of(rule) for leaf in leaves(condition))
        known = _known[id(rule)] = rule, tuple(found)
    return known[1]
