"""The report as a memorandum that a lawyer signs: ``.docx``."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from auditor.export.interface import Exporter
from auditor.export.order import Order, contracts_only, shown_under, worst_first
from auditor.export.overview import OUTCOMES, not_read, scope, verdict
from auditor.export.phrases import Phrases
from auditor.export.places import place
from auditor.export.table import absence_told, clean, law_told
from auditor.export.views import Bench, FindingView, SubjectView
from auditor.model.finding import Finding, Outcome, Subject
from auditor.model.report import Input, Report

CONTRACTS_IN_FULL = 60
"""Contracts that the memorandum tells in detail, the worst of them; it is held whole while it is written."""
UNREAD_NAMED = 200
QUOTES_NAMED = 3
_LONGEST_QUOTE = 600
_TOLD = frozenset({"fail", "weak", "open"})


def pieces(report: Report) -> Iterator[bytes]:
    """Yield the memorandum; the same report gives the same bytes."""
    memorandum = _Memorandum(report)
    memorandum.head()
    memorandum.verdict()
    memorandum.unread()
    memorandum.contracts()
    memorandum.signature()
    yield steady(memorandum.data())


class _Memorandum:
    """One document on its way."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._phrases = Phrases(report.language)
        self._say = self._phrases.say
        self._paper = docx.Document()
        self._held = _Held(report)
        lay_out(self._paper)
        _describe(self._paper, report, self._say("memorandum"))

    def data(self) -> bytes:
        """Return the file."""
        held = io.BytesIO()
        self._paper.save(held)
        return held.getvalue()

    def _text(self, words: str, style: str | None = None, *, bold: bool = False) -> Any:
        paragraph = self._paper.add_paragraph(style=style)
        paragraph.add_run(clean(words)).bold = bold
        return paragraph

    def head(self) -> None:
        """Write the heading of each sheet, the title, and what was checked and by what."""
        report = self._report
        header = self._paper.sections[0].header.paragraphs[0]
        header.text = clean(f"{self._say('report')}. {self._say('as_of', date=self._phrases.day(report.as_of))}")
        self._paper.add_heading(self._say("memorandum"), level=0)
        only = self._held.contracts_only
        self._table(
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

    def verdict(self) -> None:
        """Write the conclusion with the counts of all outcomes."""
        report, counts = self._report, self._held.counts
        level, sentence = verdict(report, counts, not_read(report.inputs), self._phrases)
        self._paper.add_heading(self._say("conclusion"), level=1)
        self._text(f"{level}. {sentence}", bold=True)
        if not report.complete:
            self._text(f"{self._say('interrupted')}. {self._say('interrupted_why')}", bold=True)
        value = self._say("score_none") if report.overall.value is None else f"{report.overall.value} {self._bounds()}"
        self._text(f"{self._say('score')}: {value.strip()} ({self._say('score_of')}).")
        self._text(report.overall.sentence.in_language(report.language))
        if report.overall.immediate_action:
            self._text(f"{self._say('immediate')}. {self._say('immediate_why')}", bold=True)
        told = [[self._say(f"outcome.{outcome.value}"), str(counts[outcome])] for outcome in OUTCOMES]
        self._table([self._say("outcome"), self._say("number")], told, [60, 30])

    def _bounds(self) -> str:
        score = self._report.overall
        return "" if score.low == score.high else f"[{score.low}–{score.high}]"

    def unread(self) -> None:
        """Write which files were not read, and why."""
        entries = not_read(self._report.inputs)
        if not entries:
            return
        self._paper.add_heading(self._say("unread"), level=1)
        self._text(self._say("unread_why"))
        for entry in entries[:UNREAD_NAMED]:
            self._text(self._unread(entry), "List Bullet")
        if len(entries) > UNREAD_NAMED:
            self._text(self._phrases.count("more_contracts", len(entries) - UNREAD_NAMED))

    def _unread(self, entry: Input) -> str:
        message = entry.message.in_language(self._report.language) if entry.message else entry.reason or ""
        return f"{entry.path}: {self._say(f'status.{entry.status.value}')}. {message}"

    def contracts(self) -> None:
        """Write what is not met in each contract."""
        self._paper.add_heading(self._say("findings" if self._held.contracts_only else "findings_by_subject"), level=1)
        bench = Bench(self._report, Order.of(self._report), lambda rule: rule, self._phrases)
        for number, (subject, findings) in enumerate(self._held.worst(), 1):
            self._contract(bench.on_page("", number, subject, findings))
        left = self._held.subjects - len(self._held.worst())
        if left:
            shown = self._phrases.number(len(self._held.worst()))
            self._text(self._say("others_elsewhere", shown=shown, left=self._phrases.number(left)))

    def _contract(self, view: SubjectView) -> None:
        self._paper.add_heading(clean(view.subject.label), level=2)
        score = view.score
        if score is not None:
            value = self._say("score_none") if score.value is None else str(score.value)
            band = self._say(f"band.{score.band.value}")
            self._text(f"{self._say('score')}: {value}. {band}. {score.sentence.in_language(self._report.language)}")
        told = [finding for group in view.groups if group.name in _TOLD for finding in group.findings]
        if told:
            names = ["severity", "fact", "place_and_words", "remedy", "law"]
            rows = [self._row(finding, view.subject.path) for finding in told]
            self._table([self._say(name) for name in names], rows, [32, 65, 75, 60, 35])
        else:
            self._text(self._say("not_met_here"))
        met, other = view.counts[Outcome.PASS], view.counts[Outcome.NOT_APPLICABLE]
        self._text(self._say("met_here", met=met, other=other))

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
            yield f"{place(found, home, self._phrases)}: {self._phrases.quoted(_short(found.quote))}"
        if len(finding.evidence) > QUOTES_NAMED:
            yield self._phrases.count("more_passages", len(finding.evidence) - QUOTES_NAMED)
        if finding.absence is not None:
            yield _short(absence_told(finding.absence, self._phrases))

    def _table(self, titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        table = self._paper.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.autofit = False
        for at, row in enumerate([titles, *rows] if titles else rows):
            added = table.add_row()
            for cell, words, width in zip(added.cells, row, widths, strict=True):
                cell.width = Mm(width)
                cell.paragraphs[0].add_run(clean(words)).bold = bool(titles) and at == 0
            if titles and at == 0:
                repeated(added)
        self._paper.add_paragraph()

    def signature(self) -> None:
        """Write what the report is and is not, and where to sign."""
        self._text(self._say("limit.words"))
        if self._report.seal:
            self._text(f"{self._say('seal')}: {self._report.seal}")
        names = ("checked_by", "position", "signature", "date")
        self._table([], [[self._say(name), ""] for name in names], [60, 110])


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


def lay_out(paper: Any) -> None:
    """Turn the sheet on its side, so that a table of five columns can be read."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(9)
    style.paragraph_format.space_after = Pt(4)


def _describe(paper: Any, report: Report, title: str) -> None:
    """Set the properties of the file, so that they do not come from the day of the run."""
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = title, "auditor", ""
    properties.language = report.language
    try:
        made = datetime.fromisoformat(report.generated_at).astimezone(UTC)
    except ValueError:
        made = datetime(1980, 1, 1, tzinfo=UTC)
    properties.created = properties.modified = made
    properties.last_modified_by = "auditor"


def repeated(row: Any) -> None:
    """Have the heading of a table stand on each sheet."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no other way to it


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"


def steady(data: bytes) -> bytes:
    """Return a package whose members carry no time of the run."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename), old.read(member), zipfile.ZIP_DEFLATED)
    return held.getvalue()


EXPORTER = Exporter(".docx", pieces)
"""The exporter of ``.docx``."""
