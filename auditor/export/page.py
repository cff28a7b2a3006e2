"""What a report of a single page shows and in which order, before any mark-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from auditor.export.arithmetic import portfolio_by_hand
from auditor.export.order import Order, contracts_only, counted, shown_under, worst_first
from auditor.export.overview import (
    PLACES_NAMED,
    Overview,
    Place,
    Step,
    first_steps,
    is_urgent,
    not_read,
    passed_over,
    scope,
    verdict,
)
from auditor.export.past import PastView, past_view
from auditor.export.phrases import Phrases
from auditor.export.pictures import Pictures, pictures_of
from auditor.export.survey import Survey
from auditor.export.views import GROUPS, SHORT_GROUPS, Bench, FindingView, RuleView, SubjectView
from auditor.model.finding import Finding, Outcome, Subject
from auditor.model.report import Input, Report
from auditor.model.text import Text

FULL_TEXTS_UP_TO = 250
"""Findings told at length that carry law and model clause with them; in a larger report these stand once per rule."""
OPEN_CONTRACTS_UP_TO = 3
"""Contracts that are shown open from the start; of more, each opens by a click."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Overview):
    """Everything the template shows, in order."""

    subjects: tuple[SubjectView, ...]
    inputs: tuple[Input, ...]
    rules: tuple[tuple[str, tuple[RuleView, ...]], ...]
    """The appendix: titles of sections with their rules."""
    full_texts: bool
    """Whether each finding carries law and model clause itself."""
    past: PastView | None = None
    list_link: str = "#contracts"
    """The address of the table of contracts."""


def page_of(report: Report) -> Page:
    """Return everything that the page of this report shows."""
    phrases = Phrases(report.language)
    order = Order.of(report)
    anchors = _rule_anchors(report, order)
    subjects = _subjects(report, order, anchors, phrases)
    unread = not_read(report.inputs)
    counts = counted(report.findings)
    single = len(subjects) == 1
    only = contracts_only(view.subject for view in subjects)
    return Page(
        report=report,
        verdict=verdict(report, counts, unread, phrases),
        sentence=subjects[0].score.sentence if single and subjects[0].score else report.overall.sentence,
        scope=scope(report, len(subjects), phrases, contracts_only=only),
        counts=counts,
        urgent=tuple(_urgent(subjects)),
        steps=_steps(subjects),
        by_hand=subjects[0].by_hand if single else portfolio_by_hand(report.by_subject, phrases),
        single=single,
        contracts_only=only,
        unread=unread,
        skipped=passed_over(report.inputs),
        judged=len(subjects),
        pictures=_pictures(report, order, subjects, phrases),
        subjects=subjects,
        inputs=tuple(sorted(report.inputs, key=lambda entry: entry.path)),
        rules=_rules(subjects, anchors),
        waived=sum(view.waived for view in subjects),
        past=past_view(report, phrases),
        full_texts=sum(counts[outcome] for name, group in GROUPS if name not in SHORT_GROUPS for outcome in group)
        <= FULL_TEXTS_UP_TO,
    )


def _pictures(report: Report, order: Order, subjects: Sequence[SubjectView], phrases: Phrases) -> Pictures:
    survey = Survey(report, order, spread=False)
    for number, view in enumerate(subjects):
        survey.add(view, number, f"#{view.anchor}")
    return pictures_of(report, survey, phrases)


def _rule_anchors(report: Report, order: Order) -> dict[str, str]:
    """Return the anchor of every rule that gave a finding, numbered in the order of the check-list."""
    places = {finding.rule: order.section(finding.section) for finding in report.findings}
    ordered = sorted(places, key=lambda rule: (places[rule], rule))
    return {rule: f"r{number}" for number, rule in enumerate(ordered, 1)}


def _rules(subjects: Sequence[SubjectView], anchors: dict[str, str]) -> tuple[tuple[str, tuple[RuleView, ...]], ...]:
    """Return every rule that gave a finding under the title of its section, with the law of all its findings."""
    told: dict[str, list[tuple[FindingView, SubjectView]]] = {rule: [] for rule in anchors}
    for view, subject in _all(subjects):
        told[view.finding.rule].append((view, subject))
    sections: dict[str, list[RuleView]] = {}
    for rule, places in told.items():
        sections.setdefault(places[0][0].section, []).append(_rule(anchors[rule], places))
    return tuple((title, tuple(rules)) for title, rules in sections.items())


def _rule(anchor: str, places: Sequence[tuple[FindingView, SubjectView]]) -> RuleView:
    first = places[0][0].finding
    return RuleView(
        anchor=anchor,
        id=first.rule,
        title=first.title,
        severity=first.severity,
        why=first.why,
        recommendation=first.recommendation,
        model_clause=first.model_clause,
        law=tuple(dict.fromkeys(citation for view, _ in places for citation in view.finding.law)),
        searched_for=tuple(dict.fromkeys(_searched(view.finding for view, _ in places))),
        failed_in=tuple(
            (view.link, subject.subject.label) for view, subject in places if view.finding.outcome is Outcome.FAIL
        ),
    )


def _searched(findings: Iterable[Finding]) -> Iterable[Text]:
    return (what for finding in findings if finding.absence is not None for what in finding.absence.searched_for)


def _subjects(report: Report, order: Order, rule_anchors: dict[str, str], phrases: Phrases) -> tuple[SubjectView, ...]:
    """Return a view of every subject, the worst first; one that has findings but no score is not left out."""
    by_id: dict[str, tuple[Subject, list[Finding]]] = {}
    for entry in worst_first(report.by_subject):
        by_id.setdefault(entry.subject.id, (entry.subject, []))
    for finding in order.findings(report.findings):
        name = shown_under(finding.subject)
        by_id.setdefault(name, (replace(finding.subject, id=name), []))[1].append(finding)
    bench = Bench(report, order, lambda rule: f"#{rule_anchors[rule]}", phrases)
    is_open = len(by_id) <= OPEN_CONTRACTS_UP_TO
    return tuple(bench.subject(number, *item, is_open=is_open) for number, item in enumerate(by_id.values(), 1))


def _all(subjects: Sequence[SubjectView]) -> Iterable[tuple[FindingView, SubjectView]]:
    return ((view, subject) for subject in subjects for group in subject.groups for view in group.findings)


def _urgent(subjects: Sequence[SubjectView]) -> Iterable[Place]:
    return (_place(view, subject) for view, subject in _all(subjects) if is_urgent(view.finding))


def _place(view: FindingView, subject: SubjectView) -> Place:
    """Return where a finding stands; a record is named itself, not by the heap it lies in."""
    return Place(view.link, view.headline, view.finding.subject.label or subject.subject.label)


def _steps(subjects: Sequence[SubjectView]) -> tuple[Step, ...]:
    by_rule: dict[str, list[tuple[FindingView, SubjectView]]] = {}
    for view, subject in _all(subjects):
        if view.finding.outcome is Outcome.FAIL and view.finding.risk and view.finding.waiver is None:
            by_rule.setdefault(view.finding.rule, []).append((view, subject))
    return first_steps(_step(places) for places in by_rule.values())


def _step(places: Sequence[tuple[FindingView, SubjectView]]) -> Step:
    worst = max(places, key=lambda place: place[0].finding.risk)[0]
    named = tuple(_place(*place) for place in places[:PLACES_NAMED])
    return Step(worst, named, len(places), worst.rule_link)
