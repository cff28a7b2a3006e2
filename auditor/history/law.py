"""Contracts to read again because the law under one of their rules changed since the last audit."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.finding import Outcome
from auditor.model.past import LawChange
from auditor.model.report import Report

_MOST = 1_000


def law_changes(report: Report, since: str) -> tuple[LawChange, ...]:
    """Return the contracts made before a change of law that fell after one day and not after the report's own.

    A contract of which the date is not known is among them: nobody can say that the change does not concern it.
    """
    moved = dict(_moved(report, since))
    if not moved:
        return ()
    days = {entry.path: entry.trace.day for entry in report.inputs if entry.trace}
    found = [
        LawChange(
            finding.subject.label, finding.subject.path, days.get(finding.subject.path, ""), finding.rule,
            finding.title, ref, moment,
        )
        for finding in report.findings
        if finding.rule in moved and finding.outcome is not Outcome.NOT_APPLICABLE
        for ref, moment in moved[finding.rule]
        if days.get(finding.subject.path, "") < moment
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.moment, one.path, one.rule)))[:_MOST]


def _moved(report: Report, since: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield every rule that rests on a provision that came into force or lapsed in between."""
    for rule, law in report.law:
        moments = [(c.ref, day) for c in law for day in (c.in_force_from, c.in_force_to) if day]
        held = [(ref, day) for ref, day in moments if since < day <= report.as_of]
        if held:
            yield rule, held
