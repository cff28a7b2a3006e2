"""The law that a finding cites: of a rule's references, those in force when the contract was made."""

from __future__ import annotations

from auditor.engine.interface import once
from auditor.model.finding import Citation
from auditor.model.rule import Rule


def citations_of(rule: Rule, day: str | None = None) -> tuple[Citation, ...]:
    """Return the references in force on a day; all of them where the day is not known, or none was in force."""
    every = _citations(rule)
    return every if day is None else tuple(law for law in every if _is_in_force(law, day)) or every


@once
def _citations(rule: Rule) -> tuple[Citation, ...]:
    return tuple(Citation(law.ref, law.rule, law.status, law.in_force_from, law.in_force_to) for law in rule.law)


def _is_in_force(law: Citation, day: str) -> bool:
    return (law.in_force_from or "") <= day and (law.in_force_to is None or day <= law.in_force_to)
