"""The report as a memorandum that a lawyer signs, as parts that every form of paper writes alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.export.order import Order, contracts_only, shown_under, worst_first
from auditor.export.overview import OUTCOMES, not_read, scope, verdict
from auditor.export.phrases import Phrases
from auditor.export.places import place
from auditor.export.table import absence_told, law_told
from auditor.export.views import Bench, FindingView, SubjectView
from auditor.model.finding import Finding, Outcome, Subject
from auditor.model.report import Input, Report

CONTRACTS_IN_FULL = 60
"""Contracts that the memorandum tells in detail, the worst of them; it is held whole while it is written."""
UNREAD_NAMED = 200
QUOTES_NAMED = 3
_LONGEST_QUOTE = 600
_TOLD = frozenset({"fail", "weak", "open"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title."""

    words: str
    level: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    words: str
    bold: bool = False
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, with a heading that is repeated on each sheet when it has titles."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    """Millimetres."""


Part = Heading | Line | Table


class Memorandum:
    """The memorandum on one report, part by part."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._phrases = Phrases(report.language)
        self._say = self._phrases.say
        self._held = _Held(report)
        self.title = self._say("memorandum")
        self.header = f"{self._say('report')}. {self._say('as_of', date=self._phrases.day(report.as_of))}"
        """What stands at the head of each sheet."""

    def parts(self) -> Iterator[Part]:
        """Yield every part in its order."""
        yield from self._head()
        yield from self._verdict()
        yield from self._unread()
        yield from self._contracts()
        yield from self._signature()

    def _head(self) -> Iterator[Part]:
        report = self._report
        yield Heading(self.title, 0)
        only = self._held.contracts_only
        yield Table(
            [],
            [
                [self._say("scope"), scope(report, self._held.subjects, self._phrases, contracts_only=only)],
                [self._say("as_of_name"), self._phrases.day(report.as_of)],
                [self._say("generated"), self._phrases.moment(report.generated_at)],
                [self._say("tool"), f"auditor {report.tool_version}"],
                [self._say("ruleset"), f"{report.ruleset.version}, {report.ruleset.sha256[:16]}"],
            ],
            [60, 200],
        )

    def _verdict(self) -> Iterator[Part]:
        """Yield the conclusion with the counts of all outcomes."""
        report, counts = self._report, self._held.counts
        level, sentence = verdict(report, counts, not_read(report.inputs), self._phrases)
        yield Heading(self._say("conclusion"), 1)
        yield Line(f"{level}. {sentence}", bold=True)
        if not report.complete:
            yield Line(f"{self._say('interrupted')}. {self._say('interrupted_why')}", bold=True)
        value = self._say("score_none") if report.overall.value is None else f"{report.overall.value} {self._bounds()}"
        yield Line(f"{self._say('score')}: {value.strip()} ({self._say('score_of')}).")
        yield Line(report.overall.sentence.in_language(report.language))
        if report.overall.immediate_action:
            yield Line(f"{self._say('immediate')}. {self._say('immediate_why')}", bold=True)
        told = [[self._say(f"outcome.{outcome.value}"), str(counts[outcome])] for outcome in OUTCOMES]
        yield Table([self._say("outcome"), self._say("number")], told, [60, 30])

    def _bounds(self) -> str:
        score = self._report.overall
        return "" if score.low == score.high else f"[{score.low}–{score.high}]"

    def _unread(self) -> Iterator[Part]:
        """Yield which files were not read, and why."""
        entries = not_read(self._report.inputs)
        if not entries:
            return
        yield Heading(self._say("unread"), 1)
        yield Line(self._say("unread_why"))
        for entry in entries[:UNREAD_NAMED]:
            yield Line(self._one_unread(entry), bullet=True)
        if len(entries) > UNREAD_NAMED:
            yield Line(self._phrases.count("more_contracts", len(entries) - UNREAD_NAMED))

    def _one_unread(self, entry: Input) -> str:
        message = entry.message.in_language(self._report.language) if entry.message else entry.reason or ""
        return f"{entry.path}: {self._say(f'status.{entry.status.value}')}. {message}"

    def _contracts(self) -> Iterator[Part]:
        """Yield what is not met in each contract."""
        yield Heading(self._say("findings" if self._held.contracts_only else "findings_by_subject"), 1)
        bench = Bench(self._report, Order.of(self._report), lambda rule: rule, self._phrases)
        for number, (subject, findings) in enumerate(self._held.worst(), 1):
            yield from self._contract(bench.on_page("", number, subject, findings))
        left = self._held.subjects - len(self._held.worst())
        if left:
            shown = self._phrases.number(len(self._held.worst()))
            yield Line(self._say("others_elsewhere", shown=shown, left=self._phrases.number(left)))

    def _contract(self, view: SubjectView) -> Iterator[Part]:
        yield Heading(view.subject.label, 2)
        score = view.score
        if score is not None:
            value = self._say("score_none") if score.value is None else str(score.value)
            band = self._say(f"band.{score.band.value}")
            yield Line(f"{self._say('score')}: {value}. {band}. {score.sentence.in_language(self._report.language)}")
        told = [finding for group in view.groups if group.name in _TOLD for finding in group.findings]
        if told:
            names = ["severity", "fact", "place_and_words", "remedy", "law"]
            rows = [self._row(finding, view.subject.path) for finding in told]
            yield Table([self._say(name) for name in names], rows, [32, 65, 75, 60, 35])
        else:
            yield Line(self._say("not_met_here"))
        met, other = view.counts[Outcome.PASS], view.counts[Outcome.NOT_APPLICABLE]
        yield Line(self._say("met_here", met=met, other=other))

    def _row(self, view: FindingView, home: str) -> list[str]:
        finding = view.finding
        confidence = self._say("confidence", level=self._say(f"confidence.{finding.confidence.value}"))
        outcome = self._say("outcome.waived" if finding.waiver else f"outcome.{finding.outcome.value}")
        return [
            f"{self._say(f'severity.{finding.severity.value}')}\n{outcome}\n{confidence}",
            f"{view.headline}.\n{view.rest}".strip(),
            "\n".join(self._proof(finding, home)),
            finding.recommendation.in_language(self._report.language),
            "; ".join(law_told(citation, self._phrases) for citation in finding.law),
        ]

    def _proof(self, finding: Finding, home: str) -> Iterator[str]:
        for found in finding.evidence[:QUOTES_NAMED]:
            yield f"{place(found, home, self._phrases)}: {self._phrases.quoted(_short(' '.join(found.quote.split())))}"
        if len(finding.evidence) > QUOTES_NAMED:
            yield self._phrases.count("more_passages", len(finding.evidence) - QUOTES_NAMED)
        if finding.absence is not None:
            yield _short(absence_told(finding.absence, self._phrases))

    def _signature(self) -> Iterator[Part]:
        """Yield what the report is and is not, and where to sign."""
        yield Line(self._say("limit.words"))
        if self._report.seal:
            yield Line(f"{self._say('seal')}: {self._report.seal}")
        names = ("checked_by", "position", "signature", "date")
        yield Table([], [[self._say(name), ""] for name in names], [60, 110])


class _Held:
    """What the memorandum keeps of the findings: the counts, and those of the worst contracts."""

    def __init__(self, report: Report) -> None:
        ranked = [entry.subject for entry in worst_first(report.by_subject)]
        self._worst: dict[str, tuple[Subject, list[Finding]]] = {
            subject.id: (subject, []) for subject in ranked[:CONTRACTS_IN_FULL]
        }
        self.counts: Counter[Outcome] = Counter()
        ids = {subject.id for subject in ranked}
        self.contracts_only = contracts_only(ranked)
        for finding in report.findings:
            self.counts[finding.outcome] += finding.waiver is None
            name = shown_under(finding.subject)
            ids.add(name)
            if len(self._worst) < CONTRACTS_IN_FULL:
                self._worst.setdefault(name, (finding.subject, []))
            if name in self._worst:
                self._worst[name][1].append(finding)
        self.subjects = len(ids)

    def worst(self) -> list[tuple[Subject, list[Finding]]]:
        """Return the contracts that are told in detail."""
        return list(self._worst.values())


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"
