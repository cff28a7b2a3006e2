"""What the report says of earlier audits, and what it adds to every finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from auditor.history.lives import Lives, Shelf, lives_of
from auditor.history.states import Comparison, Step
from auditor.history.store import Assignment, AuditRow, BaselineRow, Recorded, Store
from auditor.model.brief import FLAGGED, OPEN, BriefedFindings, KeptFinding, Told, briefly
from auditor.model.finding import Finding, Outcome, Severity
from auditor.model.lined import are_few
from auditor.model.past import Baseline, Change, Due, LawChange, Past, State
from auditor.model.report import Report
from auditor.model.text import Text

Place = tuple[str, str, str]
"""A finding of a report: path, key of the subject, rule."""
_MOST_CHANGES = 5_000
_RANK = {Severity.CRITICAL: 0, Severity.HIGH: 1, Severity.MEDIUM: 2, Severity.LOW: 3}
_OTHER_RULES = Text(
    "Правила с прошлой проверки изменились: часть различий может идти от них, а не от договоров.",
    "The rules changed since the last audit: some differences may come from them and not from the contracts.",
)
_OTHER_VERSION = Text(
    "Прошлую проверку делала версия {version}: различия могут идти и от этого.",
    "The last audit was made by version {version}: differences may come from that, too.",
)
_PARTIAL = Text(
    "Одна из двух проверок была прервана: чего она не смотрела, названо непроверенным.",
    "One of the two audits was interrupted: what it did not look at is called not checked.",
)


def with_past(
    report: Report, store: Store, recorded: Recorded, law: Sequence[LawChange] = (), shelf: Shelf | None = None
) -> Report:
    """Return a recorded report with what became of its findings and what earlier audits said.

    ``shelf`` keeps what was walked through for the next audit.
    """
    audits = [audit for audit in store.audits(recorded.audit.portfolio) if audit.number <= recorded.audit.number]
    lives = lives_of(store, audits, shelf)
    before = audits[-2] if len(audits) > 1 else None
    comparison = Comparison(store, before, recorded.audit) if before else None
    steps = list(comparison.steps_of_others()) if comparison else []
    counts = Counter(step.state for step in steps)
    if comparison:
        counts[State.UNCHANGED] += sum(lives.open_in.get(document, 0) for document in comparison.same())
    accepted, covered = _accepted(store, recorded.audit, report.as_of)
    assigned = {(a.document, a.subject, a.rule): a for a in store.assignments(recorded.audit.portfolio)}
    adding = _Adding(recorded, lives, steps, accepted, covered, assigned, first=before is None)
    findings = Noted(report.findings, adding.add)
    due = tuple(_due(findings, report.as_of)) if assigned else ()
    past = Past(
        portfolio=recorded.audit.portfolio,
        number=recorded.audit.number,
        before=lives.points[-2] if before else None,
        counts=tuple(sorted((+counts).items())),
        new=sum(map(_is_new, steps)),
        changes=changes_of(store, steps, before, recorded.audit) if before else (),
        trend=tuple(lives.points),
        days_to_fix=lives.mean_days,
        fixed_ever=len(lives.days_to_fix),
        offenders=tuple(lives.offenders),
        due=due,
        law=tuple(law),
        baseline=accepted,
        notes=tuple(notes_on(before, recorded.audit)) if before else (),
    )
    noted = tuple(findings) if are_few(report.findings) else findings
    return replace(report, findings=noted, past=past)


class Noted(BriefedFindings):
    """Findings with what is known of their past, added whenever they are gone through."""

    def __init__(self, findings: Collection[Finding], add: Callable[[Finding], Finding]) -> None:
        """Go through these findings; ``add`` returns each with its past."""
        self._findings = findings
        self._add = add

    def __iter__(self) -> Iterator[Finding]:
        """Yield every finding."""
        return map(self._add, self._findings)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._findings)

    def __contains__(self, finding: object) -> bool:
        """Return whether a finding is among them."""
        return any(finding == other for other in self)

    def outcomes(self) -> Counter[Outcome]:
        """Return how many have each outcome, without those that were accepted with a waiver."""
        return self._findings.outcomes() if isinstance(self._findings, BriefedFindings) else super().outcomes()

    def briefly(self) -> Iterator[Told]:
        """Yield what is kept of every finding, without its past."""
        return briefly(self._findings)


class _Adding:
    """Adds to a finding what is known of its past."""

    def __init__(
        self, recorded: Recorded, lives: Lives, steps: Iterable[Step], accepted: Baseline | None,
        covered: Collection[tuple[int, str, str]], assigned: Mapping[tuple[int, str, str], Assignment], *, first: bool,
    ) -> None:  # fmt: skip
        self._recorded = recorded
        self._lives = lives
        self._states = {(s.document, s.subject.key, s.rule): s.state for s in steps if s.state is not State.UNCHANGED}
        self._accepted = accepted
        self._covered = covered
        self._assigned = assigned
        self._first = first

    def add(self, finding: Finding) -> Finding:
        """Return a finding with its state, its age, its baseline and who is to mend it."""
        key = self._recorded.place(finding.subject, finding.rule)
        state = State.NEW if self._first else self._states.get(key, State.UNCHANGED)
        task = self._assigned.get(key) if finding.outcome in OPEN else None
        return replace(
            finding,
            history=state.value if state.value in _TOLD else State.CHANGED.value,
            since="" if self._first or finding.outcome not in OPEN else self._lives.since.get(key, ""),
            baseline=self._accepted.until if self._accepted and key in self._covered else "",
            owner=task.owner if task else "",
            due=task.due if task else "",
        )


def _is_new(step: Step) -> bool:
    after = step.after
    return step.state is State.NEW and after is not None and after.outcome in FLAGGED and not after.waived


_TOLD = frozenset({"new", "unchanged", "changed", "fixed"})


def _accepted(store: Store, audit: AuditRow, as_of: str) -> tuple[Baseline | None, set[tuple[int, str, str]]]:
    """Return the baseline and the findings that it covers: those that are what they were when it was accepted."""
    row = store.baseline(audit.portfolio)
    if row is None or row.number > audit.number:
        return None, set()
    holds = row.until >= as_of
    covered = _covered_by(store, row, audit) if holds else set()
    return Baseline(row.number, row.reason, row.author, row.given, row.until, holds, len(covered)), covered


def _covered_by(store: Store, row: BaselineRow, audit: AuditRow) -> set[tuple[int, str, str]]:
    then = store.audit(audit.portfolio, row.number)
    if then.number == audit.number:
        steps = Comparison(store, audit, audit).all_steps()
    else:
        steps = Comparison(store, then, audit).all_steps()
    return {(s.document, s.subject.key, s.rule) for s in steps if s.state is State.UNCHANGED and s.after is not None}


def changes_of(store: Store, steps: Iterable[Step], before: AuditRow, after: AuditRow) -> tuple[Change, ...]:
    """Return what changed for a reader: the new ones first, each group with the gravest first."""
    rules = {**store.rules(before), **store.rules(after)}
    told = []
    for step in steps:
        if step.state is State.UNCHANGED:
            continue
        note = rules[step.rule]
        told.append(
            Change(
                step.state, step.rule, note.section_title, note.title, note.severity, step.subject.label, step.path,
                step.subject.client, step.before.outcome if step.before else None,
                step.after.outcome if step.after else None, *_quotes(step.before, step.after), step.why,
                person=step.subject.person, law=note.law,
            )
        )  # fmt: skip
    order = list(State)
    told.sort(key=lambda c: (order.index(c.state), _RANK[c.severity], c.label, c.path, c.rule))
    return tuple(told[:_MOST_CHANGES])


def _quotes(before: KeptFinding | None, after: KeptFinding | None) -> tuple[str, str]:
    """Return the words a finding rests on now, and those it rested on before where they are others."""
    was = before.quotes[0] if before and before.quotes else ""
    now = after.quotes[0] if after and after.quotes else ""
    return (now or was), (was if now and was != now else "")


def notes_on(before: AuditRow, after: AuditRow) -> Iterator[Text]:
    """Yield what a reader must know before comparing two audits."""
    if before.ruleset_sha256 != after.ruleset_sha256:
        yield _OTHER_RULES
    if before.tool_version != after.tool_version:
        yield _OTHER_VERSION.format(version=before.tool_version)
    if not (before.complete and after.complete):
        yield _PARTIAL


def _due(findings: Iterable[Finding], as_of: str) -> Iterator[Due]:
    """Return what somebody is to mend, what is overdue longest first."""
    tasks = [finding for finding in findings if finding.due and finding.waiver is None and finding.outcome in OPEN]
    today = date.fromisoformat(as_of)
    for finding in sorted(tasks, key=lambda f: (f.due, _RANK[f.severity], f.subject.label, f.rule)):
        over = (today - date.fromisoformat(finding.due)).days
        yield Due(
            finding.rule, finding.title, finding.severity, finding.subject.label, finding.subject.path, finding.owner,
            finding.due, over,
        )  # fmt: skip


__all__ = ["FLAGGED", "Noted", "Place", "changes_of", "notes_on", "with_past"]
