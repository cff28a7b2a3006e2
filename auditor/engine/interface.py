"""What an engine is: states of conditions in, one outcome per rule out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Literal, Protocol, TypeVar

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


_Told = TypeVar("_Told")


def once(work: Callable[[Rule], _Told]) -> Callable[[Rule], _Told]:
    """Return what tells the same of a rule, worked out once: it is asked before thousands of subjects.

    It is known by the rule itself, which is slow to hash.
    """
    known: dict[int, tuple[Rule, _Told]] = {}

    @wraps(work)
    def told(rule: Rule) -> _Told:
        found = known.get(id(rule))
        if found is None or found[0] is not rule:
            found = known[id(rule)] = rule, work(rule)
        return found[1]

    return told


@once
def asked_by(rule: Rule) -> tuple[Leaf, ...]:
    """Return the simple conditions that decide a rule's outcome, each once, in the order they are tried."""
    return tuple(dict.fromkeys(leaf for condition in conditions_of(rule) for leaf in leaves(condition)))
