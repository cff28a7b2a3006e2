"""A finding by its mark, out of a report or out of the history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import UsageError
from auditor.history.marks import open_findings
from auditor.history.store import Store
from auditor.model.brief import OPEN

_SHORTEST = 6
"""Signs of a mark that are enough to name a finding, when no other begins with them."""


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """What a waiver needs of a finding."""

    fingerprint: str
    rule: str
    matter: str
    words: str
    label: str
    outcome: str


def from_report(path: Path) -> Iterator[NamedFinding]:
    """Yield the open findings of a JSON report; UsageError for a file that is none."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        for found in report["findings"]:
            subject = found["subject"]
            if found["outcome"] in {outcome.value for outcome in OPEN}:
                yield NamedFinding(
                    found["fingerprint"], found["rule"], subject["matter"], found["words"], subject["label"],
                    found["outcome"],
                )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"--report: {path} cannot be read", remedy="Give a report.json of this program.") from error


def from_history(store: Store, portfolio: str) -> Iterator[NamedFinding]:
    """Yield the open findings of the last audit of a portfolio, of all portfolios when none is named."""
    for name in [portfolio] if portfolio else store.portfolios():
        audits = store.audits(name)
        for found in open_findings(store, audits[-1]):
            yield NamedFinding(found.fingerprint, found.rule, found.matter, found.words, found.label, found.outcome)


def chosen(findings: Iterable[NamedFinding], mark: str) -> NamedFinding:
    """Return the finding whose fingerprint begins with a mark; UsageError for none, for several, for a short one."""
    if len(mark) < _SHORTEST:
        raise UsageError(f"«{mark}» is too short for a mark", remedy=f"Give {_SHORTEST} signs of it at least.")
    found = [finding for finding in findings if finding.fingerprint.startswith(mark.lower())]
    if not found:
        raise UsageError(
            f"no open finding has the mark «{mark}»",
            remedy="The report shows the mark of every finding; name the report with --report.",
        )
    if len(found) > 1:
        labels = "; ".join(f"{finding.rule}: {finding.label}" for finding in found[:5])
        raise UsageError(f"«{mark}» fits {len(found)} findings: {labels}", remedy="Give more signs of the mark.")
    return found[0]
