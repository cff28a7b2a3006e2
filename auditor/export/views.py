"""What a page shows of one subject and of one finding, before any mark-up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from auditor.export.arithmetic import Line, subject_by_hand
from auditor.export.links import Sources
from auditor.export.order import Order, counted
from auditor.export.phrases import Phrases
from auditor.model.finding import Citation, Finding, Outcome, Severity, Subject, SubjectKind
from auditor.model.report import Input, Report, Score, SubjectScore
from auditor.model.text import Text

GROUPS: tuple[tuple[str, frozenset[Outcome]], ...] = (
    ("fail", frozenset({Outcome.FAIL})),
    ("weak", frozenset({Outcome.WEAK})),
    ("open", frozenset({Outcome.UNDETERMINED, Outcome.ERROR})),
    ("waived", frozenset()),
    ("pass", frozenset({Outcome.PASS})),
    ("not_applicable", frozenset({Outcome.NOT_APPLICABLE})),
)
"""The drawers of a contract in their order; error stands with undetermined: neither is an answer."""
SHORT_GROUPS = frozenset({"pass", "not_applicable"})
"""Drawers whose findings take one line and their quote."""
_REGIMES = {True: "regime.consumer", False: "regime.business", None: "regime.unknown"}


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its place on the page."""

    anchor: str
    link: str
    """The address of this finding, as seen from the summary."""
    finding: Finding
    headline: str
    """The fact, as one sentence."""
    rest: str
    """What the message says beyond the headline; often empty."""
    section: str
    """Title of the section of the check-list."""
    rule_link: str
    """The address of its rule, as seen from the finding."""
    client: str = ""
    """Whose matter it belongs to; empty where that is not known."""
    left_out: int = 0
    """Passages that are not shown, because a page has its bound."""


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
    sources: Sources = field(default_factory=Sources)
    waived: int = 0
    """Findings that were accepted with a waiver."""

    @property
    def still_open(self) -> int:
        """Return how many checks have no answer, errors included."""
        return self.counts[Outcome.UNDETERMINED] + self.counts[Outcome.ERROR]


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
    """Address and label of every place where it failed."""


class Bench:
    """What views are made with; it numbers the findings as it goes."""

    def __init__(
        self, report: Report, order: Order, rule_link: Callable[[str], str], phrases: Phrases, up: str = ""
    ) -> None:
        """Make views for this report; ``rule_link`` gives the address of a rule, ``up`` leads to the report itself."""
        self._sources = Sources(report.links, up)
        self._order = order
        self._rule_link = rule_link
        self._phrases = phrases
        self._scores: dict[str, SubjectScore] = {entry.subject.id: entry for entry in report.by_subject}
        self._inputs = {entry.path: entry for entry in report.inputs}
        self._clients = {matter.id: matter.client for matter in report.matters}
        self._sections = {code: title.in_language(report.language) for code, title in report.sections}
        self._last = 0
        self._page = ""

    def client(self, subject: Subject) -> str:
        """Return the client whose matter a subject belongs to; often empty."""
        return self._clients.get(subject.matter, "")

    def regime(self, subject: Subject) -> str:
        """Return the name of a subject's regime in the table of words."""
        return _REGIMES[subject.consumer]

    def on_page(self, page: str, number: int, subject: Subject, findings: Sequence[Finding]) -> SubjectView:
        """Return the view of a subject that has a page to itself, on which the numbers begin anew."""
        self._page, self._last = page, 0
        return self.subject(number, subject, findings, is_open=True)

    def subject(self, number: int, subject: Subject, findings: Sequence[Finding], *, is_open: bool) -> SubjectView:
        """Return the view of one subject with all its findings."""
        entry = self._scores.get(subject.id)
        return SubjectView(
            anchor=f"c{number}",
            subject=subject,
            score=entry.score if entry else None,
            client=self.client(subject),
            regime=self.regime(subject),
            input=self._inputs.get(subject.path),
            facts=tuple(self._facts(subject)),
            counts=counted(findings),
            waived=sum(finding.waiver is not None for finding in findings),
            groups=tuple(self._groups(findings)),
            by_hand=subject_by_hand(entry.score, findings, self._phrases) if entry else (),
            open=is_open,
            sources=self._sources,
        )

    def _facts(self, subject: Subject) -> Iterable[tuple[str, str]]:
        """Return the file's own facts after those that every card has; a name stands once."""
        entry = self._inputs.get(subject.path)
        told = [(name.in_language(self._phrases.language), value) for name, value in entry.facts] if entry else []
        names = {name for name, _ in told}
        regime = self._phrases.say(self.regime(subject)) if subject.kind is SubjectKind.CONTRACT else ""
        own = [("file", subject.path), ("client", self.client(subject)), ("regime", regime)]
        for name, value in own:
            if value and value != subject.label and self._phrases.say(name) not in names:
                yield self._phrases.say(name), value
        yield from told

    def _groups(self, findings: Sequence[Finding]) -> Iterable[Group]:
        counting = [finding for finding in findings if finding.waiver is None]
        accepted = [finding for finding in findings if finding.waiver is not None]
        for name, outcomes in GROUPS:
            found = accepted if name == "waived" else (f for f in counting if f.outcome in outcomes)
            held = self._order.within_group(found)
            if held:
                yield Group(name, tuple(self._finding(finding) for finding in held), name in {"fail", "weak"})

    def _finding(self, finding: Finding) -> FindingView:
        self._last += 1
        headline, rest = told(finding, self._phrases)
        section = self._sections.get(finding.section, finding.section)
        anchor = f"f{self._last}"
        link = self._rule_link(finding.rule)
        client = self.client(finding.subject)
        return FindingView(anchor, f"{self._page}#{anchor}", finding, headline, rest, section, link, client)


def told(finding: Finding, phrases: Phrases) -> tuple[str, str]:
    """Return the fact as one sentence and what the message adds.

    A rule's title states what is wrong. It is the fact of a failed check only; for every other outcome the
    message tells the fact.
    """
    title = finding.title.in_language(phrases.language).strip()
    message = finding.message.in_language(phrases.language).strip()
    if finding.outcome is Outcome.FAIL:
        return (title or message).removesuffix("."), _beyond(title, message)
    if finding.outcome is Outcome.NOT_APPLICABLE:
        return phrases.say("check", title=phrases.quoted(title)), message
    head, rest = _first_sentence(message)
    return (head.removesuffix("."), rest) if head else (phrases.say("check", title=phrases.quoted(title)), "")


def _beyond(title: str, message: str) -> str:
    """Return what a message says after the fact that its title has stated already."""
    stated = title.rstrip(".")
    if not stated or not message.startswith(stated):
        return message if title else ""
    rest = message.removeprefix(stated)
    return rest.lstrip(". ") if rest[:1] in {"", "."} else message


_SENTENCE_END = re.compile(r"(?<=[\w»”)][.!?])\s+(?=[А-ЯЁA-Z«“])")


def _first_sentence(message: str) -> tuple[str, str]:
    """Return the first sentence and the rest; an abbreviation at the start does not make a sentence of its own."""
    for end in _SENTENCE_END.finditer(message):
        if end.start() >= 24:  # shorter than any sentence that states a fact
            return message[: end.start()], message[end.end() :]
    return message, ""
