"""How long a verdict holds: the day on which an audit is made matters to few rules, and to those on few days only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from auditor.engine.interface import asked_by, leaves, once
from auditor.engine.vocabulary import Titles, ask
from auditor.model.fact import DocumentFacts
from auditor.model.rule import Leaf, Rule

DATED = frozenset({"older_than", "expired"})
"""The words of conditions that look at the audit's day; each turns from no to yes once and stays so."""
ALWAYS = ("", "9999-12-31")
_AHEAD = 400
"""Days that are looked ahead: more than a year of monthly audits."""


def holds(rules: Iterable[Rule], facts: DocumentFacts, titles: Titles) -> tuple[str, str]:
    """Return the first and the last day of an audit for which these rules say the same of the document."""
    day = facts.as_of
    dated = dict.fromkeys(leaf for rule in rules for leaf in _dated(rule))
    if day is None or not dated:
        return ALWAYS
    now = {leaf: ask(leaf, facts, titles).state for leaf in dated}
    since = day if "yes" in now.values() else ""
    waiting = [leaf for leaf, state in now.items() if state == "no"]
    return since, min((_last_no(leaf, facts, titles, day) for leaf in waiting), default=ALWAYS[1])


@once
def _dated(rule: Rule) -> tuple[Leaf, ...]:
    """Return what a rule asks that looks at the audit's day."""
    asked = (*asked_by(rule), *(leaves(rule.compensated_by) if rule.compensated_by else ()))
    return tuple(leaf for leaf in asked if leaf.word in DATED)


def _last_no(leaf: Leaf, facts: DocumentFacts, titles: Titles, day: str) -> str:
    """Return the last day, as far as is looked ahead, on which the answer is still no."""
    first = date.fromisoformat(day)
    low, high = 0, _AHEAD
    if _is_no(leaf, facts, titles, first + timedelta(high)):
        return (first + timedelta(high)).isoformat()
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _is_no(leaf, facts, titles, first + timedelta(middle)) else (low, middle)
    return (first + timedelta(low)).isoformat()


def _is_no(leaf: Leaf, facts: DocumentFacts, titles: Titles, day: date) -> bool:
    return ask(leaf, replace(facts, as_of=day.isoformat()), titles).state == "no"
