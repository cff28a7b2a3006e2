"""What the page of the report shows and in which order, before any mark-up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.export.arithmetic import Line, portfolio_by_hand, subject_by_hand
from auditor.export.order import Order, severity_rank, worst_first
from auditor.export.phrases import Phrases
from auditor.model.finding import Citation, Finding, Outcome, Severity, Subject, SubjectKind
from auditor.model.report import Input, InputStatus, Report, Score, SubjectScore
from auditor.model.text import Text

GROUPS: tuple[tuple[str, frozenset[Outcome]], ...] = (
    ("fail", frozenset({Outcome.FAIL})),
    ("weak", frozenset({Outcome.WEAK})),
    ("open", frozenset({Outcome.UNDETERMINED, Outcome.ERROR})),
    ("pass", frozenset({Outcome.PASS})),
    ("not_applicable", frozenset({Outcome.NOT_APPLICABLE})),
)
"""The drawers of a contract in their order; error stands with undetermined: neither is an answer."""
OUTCOMES = (
    Outcome.FAIL,
    Outcome.WEAK,
    Outcome.UNDETERMINED,
    Outcome.ERROR,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)
"""Every outcome, in the order in which they are counted for the reader."""
SHORT_GROUPS = frozenset({"pass", "not_applicable"})
"""Drawers whose findings take one line and their quote."""
FULL_TEXTS_UP_TO = 250
"""Findings told at length that carry law and model clause with them; in a larger report these stand once per rule."""
OPEN_CONTRACTS_UP_TO = 3
"""Contracts that are shown open from the start; of more, each opens by a click."""
_REGIMES = {True: "regime.consumer", False: "regime.business", None: "regime.unknown"}
FIRST_STEPS = 3
"""How many things to do first the summary names."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its place on the page."""

    anchor: str
    finding: Finding
    headline: str
    """The fact, as one sentence."""
    rest: str
    """What the message says beyond the headline; often empty."""
    section: str
    """Title of the section of the check-list."""
    rule_anchor: str


@dataclass(frozen=True, slots=True)
class Group:
    """One drawer of a contract."""

    name: str
    findings: tuple[FindingView, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class SubjectView:
    """One contract, or another thing judged, with everything said of it."""

    anchor: str
    subject: Subject
    score: Score | None
    client: str
    regime: str
    """A name of the table of words."""
    input: Input | None
    facts: tuple[tuple[str, str], ...]
    """What was understood, for the card: names and values."""
    counts: Counter[Outcome]
    groups: tuple[Group, ...]
    by_hand: tuple[Line, ...]
    open: bool

    @property
    def still_open(self) -> int:
        """Return how many checks have no answer, errors included."""
        return self.counts[Outcome.UNDETERMINED] + self.counts[Outcome.ERROR]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do first: a rule that failed, with everywhere it did."""

    worst: FindingView
    """The finding of this rule with the highest risk."""
    places: tuple[tuple[FindingView, SubjectView], ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as the appendix tells it, once for all findings."""

    anchor: str
    id: str
    title: Text
    severity: Severity
    why: Text | None
    recommendation: Text
    model_clause: Text | None
    law: tuple[Citation, ...]
    """The law of all its findings: which articles apply can depend on a contract's date."""
    searched_for: tuple[Text, ...]
    """Everything that was searched for on its behalf."""
    failed_in: tuple[tuple[str, str], ...]
    """Anchor and label of every place where it failed."""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template shows, in order."""

    report: Report
    verdict: tuple[str, str]
    """The level of risk in words, and the sentence with the counts."""
    sentence: Text
    """What holds the score; of a single subject its own sentence."""
    scope: str
    counts: Counter[Outcome]
    urgent: tuple[tuple[FindingView, SubjectView], ...]
    steps: tuple[Step, ...]
    by_hand: tuple[Line, ...]
    single: bool
    """Whether there is just one subject: then its own computation is the overall one."""
    contracts_only: bool
    unread: tuple[Input, ...]
    skipped: tuple[Input, ...]
    subjects: tuple[SubjectView, ...]
    inputs: tuple[Input, ...]
    rules: tuple[tuple[str, tuple[RuleView, ...]], ...]
    """The appendix: titles of sections with their rules."""
    full_texts: bool
    """Whether each finding carries law and model clause itself."""

    @property
    def settled(self) -> bool:
        """Return whether something was judged and nothing was left open or unread."""
        still_open = self.counts[Outcome.UNDETERMINED] + self.counts[Outcome.ERROR]
        return bool(self.subjects) and not still_open and not self.unread

    @property
    def findings(self) -> int:
        """Return the number of findings on the page."""
        return self.counts.total()


def page_of(report: Report) -> Page:
    """Return everything that the page of this report shows."""
    phrases = Phrases(report.language)
    order = Order.of(report)
    anchors = _rule_anchors(report, order)
    subjects = _subjects(report, order, anchors, phrases)
    unread = [entry for entry in report.inputs if entry.status in {InputStatus.NOT_READ, InputStatus.PARTLY_READ}]
    skipped = [entry for entry in report.inputs if entry.status is InputStatus.SKIPPED]
    counts = Counter(finding.outcome for finding in report.findings)
    single = len(subjects) == 1
    contracts_only = all(view.subject.kind is SubjectKind.CONTRACT for view in subjects)
    return Page(
        report=report,
        verdict=_verdict(report, counts, unread, phrases),
        sentence=subjects[0].score.sentence if single and subjects[0].score else report.overall.sentence,
        scope=_scope(report, len(subjects), phrases, contracts_only=contracts_only),
        counts=counts,
        urgent=tuple(_urgent(subjects)),
        steps=_steps(subjects),
        by_hand=subjects[0].by_hand if single else portfolio_by_hand(report.by_subject, phrases),
        single=single,
        contracts_only=contracts_only,
        unread=tuple(sorted(unread, key=_unread_first)),
        skipped=tuple(sorted(skipped, key=lambda entry: entry.path)),
        subjects=subjects,
        inputs=tuple(sorted(report.inputs, key=lambda entry: entry.path)),
        rules=_rules(subjects, anchors),
        full_texts=sum(counts[outcome] for name, group in GROUPS if name not in SHORT_GROUPS for outcome in group)
        <= FULL_TEXTS_UP_TO,
    )


def _unread_first(entry: Input) -> tuple[bool, str]:
    return entry.status is not InputStatus.NOT_READ, entry.path


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
            (view.anchor, subject.subject.label) for view, subject in places if view.finding.outcome is Outcome.FAIL
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
        by_id.setdefault(finding.subject.id, (finding.subject, []))[1].append(finding)
    bench = _Bench(report, order, rule_anchors, phrases, open=len(by_id) <= OPEN_CONTRACTS_UP_TO)
    return tuple(bench.subject(number, *item) for number, item in enumerate(by_id.values(), 1))


class _Bench:
    """What views are made with; it numbers the findings as it goes."""

    def __init__(
        self,
        report: Report,
        order: Order,
        rule_anchors: dict[str, str],
        phrases: Phrases,
        *,
        open: bool,  # noqa: A002
    ) -> None:
        self._order = order
        self._rule_anchors = rule_anchors
        self._phrases = phrases
        self._open = open
        self._scores: dict[str, SubjectScore] = {entry.subject.id: entry for entry in report.by_subject}
        self._inputs = {entry.path: entry for entry in report.inputs}
        self._clients = {matter.id: matter.client for matter in report.matters}
        self._sections = {code: title.in_language(report.language) for code, title in report.sections}
        self._last = 0

    def subject(self, number: int, subject: Subject, findings: Sequence[Finding]) -> SubjectView:
        entry = self._scores.get(subject.id)
        return SubjectView(
            anchor=f"c{number}",
            subject=subject,
            score=entry.score if entry else None,
            client=self._clients.get(subject.matter, ""),
            regime=_REGIMES[subject.consumer],
            input=self._inputs.get(subject.path),
            facts=tuple(self._facts(subject)),
            counts=Counter(finding.outcome for finding in findings),
            groups=tuple(self._groups(findings)),
            by_hand=subject_by_hand(entry.score, findings, self._phrases) if entry else (),
            open=self._open,
        )

    def _facts(self, subject: Subject) -> Iterable[tuple[str, str]]:
        """Return the file's own facts after those that every card has; a name stands once."""
        entry = self._inputs.get(subject.path)
        told = [(name.in_language(self._phrases.language), value) for name, value in entry.facts] if entry else []
        names = {name for name, _ in told}
        client = self._clients.get(subject.matter, "")
        own = [("file", subject.path), ("client", client), ("regime", self._phrases.say(_REGIMES[subject.consumer]))]
        for name, value in own:
            if value and value != subject.label and self._phrases.say(name) not in names:
                yield self._phrases.say(name), value
        yield from told

    def _groups(self, findings: Sequence[Finding]) -> Iterable[Group]:
        for name, outcomes in GROUPS:
            held = self._order.within_group(finding for finding in findings if finding.outcome in outcomes)
            if held:
                yield Group(name, tuple(self._finding(finding) for finding in held), name in {"fail", "weak"})

    def _finding(self, finding: Finding) -> FindingView:
        self._last += 1
        headline, rest = _told(finding, self._phrases)
        section = self._sections.get(finding.section, finding.section)
        return FindingView(f"f{self._last}", finding, headline, rest, section, self._rule_anchors[finding.rule])


def _told(finding: Finding, phrases: Phrases) -> tuple[str, str]:
    """Return the fact as one sentence and what the message adds.

    A rule's title states what is wrong. It is the fact of a failed check only; for every other outcome the
    message tells the fact.
    """
    title = finding.title.in_language(phrases.language).strip()
    message = finding.message.in_language(phrases.language).strip()
    if finding.outcome is Outcome.FAIL:
        return (title or message).removesuffix("."), "" if _same(title, message) else message
    if finding.outcome is Outcome.NOT_APPLICABLE:
        return phrases.say("check", title=phrases.quoted(title)), message
    head, rest = _first_sentence(message)
    return (head.removesuffix("."), rest) if head else (phrases.say("check", title=phrases.quoted(title)), "")


def _same(title: str, message: str) -> bool:
    return not message or title.rstrip(".") == message.rstrip(".")


_SENTENCE_END = re.compile(r"(?<=[\w»”)][.!?])\s+(?=[А-ЯЁA-Z«“])")


def _first_sentence(message: str) -> tuple[str, str]:
    """Return the first sentence and the rest; an abbreviation at the start does not make a sentence of its own."""
    for end in _SENTENCE_END.finditer(message):
        if end.start() >= 24:  # shorter than any sentence that states a fact
            return message[: end.start()], message[end.end() :]
    return message, ""


def _verdict(report: Report, counts: Counter[Outcome], unread: Sequence[Input], phrases: Phrases) -> tuple[str, str]:
    """Return the level of risk and one sentence with what failed, what has no answer and what was not read."""
    applicable = counts.total() - counts[Outcome.NOT_APPLICABLE]
    level = phrases.say(f"band.{report.overall.band.value}")
    told = [*_told_counts(counts, applicable, phrases), *_told_unread(unread, phrases)]
    if not applicable:
        return level, ". ".join([phrases.say("nothing_judged").rstrip("."), *map(_capital, told)]) + "."
    return level, _capital(", ".join(told)) + "."


def _told_counts(counts: Counter[Outcome], applicable: int, phrases: Phrases) -> Iterable[str]:
    if not applicable:
        return
    failed, still_open = counts[Outcome.FAIL], counts[Outcome.UNDETERMINED] + counts[Outcome.ERROR]
    if failed:
        yield phrases.count("checks_failed", failed, m=phrases.number(applicable))
    else:
        yield phrases.count("checks_none_failed", applicable)
    if counts[Outcome.WEAK]:
        yield phrases.count("checks_weak", counts[Outcome.WEAK])
    if still_open:
        yield phrases.count("checks_open", still_open)


def _told_unread(unread: Sequence[Input], phrases: Phrases) -> Iterable[str]:
    wholly = sum(entry.status is InputStatus.NOT_READ for entry in unread)
    if wholly:
        yield phrases.count("files_unread", wholly)
    if len(unread) > wholly:
        yield phrases.count("files_partly", len(unread) - wholly)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _scope(report: Report, subjects: int, phrases: Phrases, *, contracts_only: bool) -> str:
    """Return what was looked at, in numbers."""
    things = phrases.count("contracts" if contracts_only else "subjects", subjects)
    return ", ".join([things, phrases.count("files", len(report.inputs)), phrases.count("rules", report.ruleset.rules)])


def _all(subjects: Sequence[SubjectView]) -> Iterable[tuple[FindingView, SubjectView]]:
    return ((view, subject) for subject in subjects for group in subject.groups for view in group.findings)


def _urgent(subjects: Sequence[SubjectView]) -> Iterable[tuple[FindingView, SubjectView]]:
    """Return the findings that call for action at once: critical, failed, L = 5 (legal notes, section 7)."""
    for view, subject in _all(subjects):
        finding = view.finding
        if finding.outcome is Outcome.FAIL and finding.severity is Severity.CRITICAL and finding.likelihood == 5:
            yield view, subject


def _steps(subjects: Sequence[SubjectView]) -> tuple[Step, ...]:
    """Return the rules whose failing is the gravest: by risk, then by the number of places, then by severity."""
    by_rule: dict[str, list[tuple[FindingView, SubjectView]]] = {}
    for view, subject in _all(subjects):
        if view.finding.outcome is Outcome.FAIL and view.finding.risk:
            by_rule.setdefault(view.finding.rule, []).append((view, subject))
    steps = [Step(max(places, key=_risk)[0], tuple(places)) for places in by_rule.values()]
    return tuple(sorted(steps, key=_step_place)[:FIRST_STEPS])


def _risk(place: tuple[FindingView, SubjectView]) -> int:
    return place[0].finding.risk


def _step_place(step: Step) -> tuple[int, int, int, str]:
    finding = step.worst.finding
    return -finding.risk, -len(step.places), severity_rank(finding.severity), finding.rule
