"""Findings by their marks: what people name them by in waivers and in lists of who mends what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.history.store import AuditRow, Store
from auditor.model.brief import OPEN
from auditor.model.finding import fingerprint_of


@dataclass(frozen=True, slots=True)
class MarkedFinding:
    """An open finding of a recorded audit."""

    fingerprint: str
    document: int
    subject: str
    """The key of the subject in its file."""
    rule: str
    matter: str
    words: str
    label: str
    outcome: str


def open_findings(store: Store, audit: AuditRow) -> Iterator[MarkedFinding]:
    """Yield every finding of an audit that leaves something open."""
    here = store.appearances(audit)
    verdicts = store.verdicts(audit, (entry.verdict for entry in here.values() if entry.verdict is not None))
    for document, entry in here.items():
        for subject in verdicts.get(entry.verdict or -1, ()):
            for rule, found in subject.findings.items():
                if found.outcome in OPEN:
                    mark = found.mark or fingerprint_of(subject.matter, rule, found.words)
                    yield MarkedFinding(
                        mark, document, subject.key, rule, subject.matter, found.words, subject.label,
                        found.outcome.value,
                    )  # fmt: skip
