"""The law that a finding cites: of a rule's references, those in force when the contract was made."""

from __future__ import annotations

from auditor.model.finding import Citation
from auditor.model.rule import Rule


def citations_of(rule: Rule, day: str | None = None) -> tuple[Citation, ...]:
    """Return the references in force on a day; all of them where the day is not known, or none was in force."""
    kept = [
        law
        for law in rule.law
        if day is None or ((law.in_force_from or "") <= day and (law.in_force_to is None or day <= law.in_force_to))
    ]
    return tuple(
        Citation(law.ref, law.rule, law.status, law.in_force_from, law.in_force_to) for law in kept or rule.law
    )
