"""Documents that are read together: what an amendment need not repeat."""

from __future__ import annotations

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
