"""The one order of findings and subjects; every exporter follows it, so that no form differs from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from auditor.model.brief import BriefedFindings
from auditor.model.finding import Finding, Outcome, Severity, Subject, SubjectKind
from auditor.model.lined import Line, LinedFindings, are_few
from auditor.model.report import Report, SubjectScore
from auditor.model.text import Text

SEVERITIES = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
"""The gravest first."""


Place = tuple[str, tuple[int, str], int, tuple[str, ...]]
"""What findings are ordered by: path, section, severity, and what settles ties."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order of one report: its sections give the order of the check-list."""

    sections: dict[str, int]
    """Number of each section by its code."""

    @classmethod
    def of(cls, report: Report) -> Order:
        """Return the order that the report's own list of sections gives."""
        return cls.of_sections(report.sections)

    @classmethod
    def of_sections(cls, sections: Iterable[tuple[str, Text]]) -> Order:
        """Return the order that sections give, each with its code and title."""
        return cls({code: at for at, (code, _) in enumerate(sections)})

    def section(self, code: str) -> tuple[int, str]:
        """Return the place of a section; one that the report does not list comes after all others, by code."""
        return self.sections.get(code, len(self.sections)), code

    def findings(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings by subject path, section, severity and rule; the rest settles ties."""
        return sorted(findings, key=self._place)

    @classmethod
    def subjects_of(cls, report: Report) -> dict[str, Subject]:
        """Return what findings are shown under, by its id, as far as it has a score."""
        return {entry.subject.id: entry.subject for entry in report.by_subject}

    def subject_by_subject(self, findings: Collection[Finding]) -> Iterator[Finding]:
        """Yield findings in the same order; those that lie on the disk are never held all together."""
        if are_few(findings):
            yield from self.findings(findings)
        else:
            yield from self._grouped(findings)

    def _grouped(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield findings that come subject by subject with those of each in their order."""
        for _, held in groupby(findings, key=lambda finding: (finding.subject.path, finding.subject.id)):
            yield from self.findings(held)

    def told(self, findings: Collection[Finding]) -> Iterator[Finding | Line]:
        """Yield findings in the same order, those of which it is known as their lines."""
        if not isinstance(findings, LinedFindings):
            yield from self.subject_by_subject(findings)
        elif findings.few:
            yield from self._told_as_one(findings)
        else:
            for document in findings.documents:
                lines = findings.lines(document)
                yield from lines
                yield from self._grouped(findings.belonging(document) if lines else findings.of(document))
            yield from self._grouped(findings.further)

    def _told_as_one(self, findings: LinedFindings) -> Iterator[Finding | Line]:
        """Yield few findings as one order, whichever way each is told."""
        told: list[tuple[Place, Finding | Line]] = [(self._place(finding), finding) for finding in findings.further]
        for document in findings.documents:
            lines = findings.lines(document)
            told += [
                ((document, self.section(line.section), severity_rank(line.severity), (line.rule,)), line)
                for line in lines
            ]
            rest = findings.belonging(document) if lines else findings.of(document)
            told += [(self._place(finding), finding) for finding in rest]
        yield from (entry for _, entry in sorted(told, key=itemgetter(0)))

    def by_subject(self, report: Report) -> Iterator[tuple[Subject, list[Finding]]]:
        """Yield each subject with its findings in their order, a subject at a time; records stand under their kind."""
        findings, known = report.findings, self.subjects_of(report)
        held: dict[str, list[Finding]] = {}
        if are_few(findings):
            for finding in self.findings(findings):
                held.setdefault(shown_under(finding.subject), []).append(finding)
            yield from ((_shown_as(of_one, name, known), of_one) for name, of_one in held.items())
            return
        for name, group in groupby(findings, key=lambda finding: shown_under(finding.subject)):
            of_one = self.findings(group)
            yield _shown_as(of_one, name, known), of_one

    def within_group(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings of one subject with the gravest first, then by section and rule."""
        return sorted(findings, key=lambda f: (severity_rank(f.severity), self.section(f.section), *_tie(f)))

    def _place(self, finding: Finding) -> Place:
        return finding.subject.path, self.section(finding.section), severity_rank(finding.severity), _tie(finding)


_TOGETHER = frozenset({SubjectKind.INTERACTION, SubjectKind.COMPLAINT, SubjectKind.ACCESS, SubjectKind.PROGRAMME})
"""Kinds of which all are shown in one place, with a score of their own."""


def shown_under(subject: Subject) -> str:
    """Return the id of what a finding is shown under: a record under all of its kind, a matter under its contract."""
    if subject.kind in _TOGETHER:
        return f"all:{subject.kind}"
    if subject.kind is SubjectKind.MATTER:
        return f"contract:{subject.path}" if subject.id.startswith(f"matter:{subject.path}") else "all:matter"
    return subject.id


def _shown_as(held: Iterable[Finding], name: str, known: dict[str, Subject]) -> Subject:
    """Return the subject that some findings are shown under."""
    first = next(iter(held)).subject
    return known.get(name) or (first if first.id == name else replace(first, id=name))


def counted(findings: Iterable[Finding]) -> Counter[Outcome]:
    """Return how many findings have each outcome, without those that were accepted with a waiver."""
    if isinstance(findings, BriefedFindings):
        return findings.outcomes()
    return Counter(finding.outcome for finding in findings if finding.waiver is None)


def contracts_only(subjects: Iterable[Subject]) -> bool:
    """Return whether nothing but contracts was judged: then the report may call its subjects so."""
    return all(subject.kind is SubjectKind.CONTRACT for subject in subjects)


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
