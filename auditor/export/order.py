"""The one order of findings and subjects; every exporter follows it, so that no form differs from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from auditor.model.finding import Finding, Outcome, Severity, Subject
from auditor.model.report import Report, SubjectScore

SEVERITIES = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
"""The gravest first."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order of one report: its sections give the order of the check-list."""

    sections: dict[str, int]
    """Number of each section by its code."""

    @classmethod
    def of(cls, report: Report) -> Order:
        """Return the order that the report's own list of sections gives."""
        return cls({code: at for at, (code, _) in enumerate(report.sections)})

    def section(self, code: str) -> tuple[int, str]:
        """Return the place of a section; one that the report does not list comes after all others, by code."""
        return self.sections.get(code, len(self.sections)), code

    def findings(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings by subject path, section, severity and rule; the rest settles ties."""
        return sorted(findings, key=self._place)

    def subject_by_subject(self, findings: Collection[Finding]) -> Iterator[Finding]:
        """Yield findings in the same order; those that lie on the disk are never held all together."""
        if isinstance(findings, tuple):
            yield from self.findings(findings)
            return
        for _, held in groupby(findings, key=lambda finding: (finding.subject.path, finding.subject.id)):
            yield from self.findings(held)

    def by_subject(self, findings: Collection[Finding]) -> Iterator[tuple[Subject, list[Finding]]]:
        """Yield each subject with its findings in their order, a subject at a time."""
        held: dict[str, list[Finding]] = {}
        if isinstance(findings, tuple):
            for finding in self.findings(findings):
                held.setdefault(finding.subject.id, []).append(finding)
            yield from ((of_one[0].subject, of_one) for of_one in held.values())
            return
        for _, group in groupby(findings, key=lambda finding: finding.subject.id):
            of_one = self.findings(group)
            yield of_one[0].subject, of_one

    def within_group(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings of one subject with the gravest first, then by section and rule."""
        return sorted(findings, key=lambda f: (severity_rank(f.severity), self.section(f.section), *_tie(f)))

    def _place(self, finding: Finding) -> tuple[str, tuple[int, str], int, tuple[str, ...]]:
        return finding.subject.path, self.section(finding.section), severity_rank(finding.severity), _tie(finding)


def counted(findings: Iterable[Finding]) -> Counter[Outcome]:
    """Return how many findings have each outcome, without those that were accepted with a waiver."""
    return Counter(finding.outcome for finding in findings if finding.waiver is None)


def severity_rank(severity: Severity) -> int:
    """Return 0 for critical up to 3 for low."""
    return SEVERITIES.index(severity)


def _tie(finding: Finding) -> tuple[str, ...]:
    return finding.rule, finding.subject.id, finding.fingerprint, finding.outcome.value, finding.message.ru


def worst_first(scores: Iterable[SubjectScore]) -> list[SubjectScore]:
    """Return subjects by score, highest first; one without a score comes before all, as nothing is known of it."""
    return sorted(scores, key=_badness)


def _badness(entry: SubjectScore) -> tuple[int, int, str, str]:
    value = 101 if entry.score.value is None else entry.score.value
    return -value, -(entry.score.high or 0), entry.subject.path, entry.subject.id
