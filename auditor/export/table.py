"""Findings as rows of a table: what the forms for spreadsheets share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.export.order import Order
from auditor.export.phrases import Phrases, spans
from auditor.export.places import place
from auditor.export.views import told
from auditor.model.finding import Absence, Citation, Evidence, Finding
from auditor.model.report import Report


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table of findings."""

    name: str
    """A name of the table of words."""
    width: int
    """In characters, where the form knows widths."""


COLUMNS = (
    Column("contract", 40), Column("file", 32), Column("client", 24), Column("section_of", 20),
    Column("rule_title", 44), Column("rule", 28), Column("outcome", 15), Column("severity", 13),
    Column("confidence_of", 13), Column("confidence_why", 30), Column("consequence", 12), Column("likelihood", 13),
    Column("risk_r", 8), Column("fact", 50), Column("told", 50), Column("quotes", 60), Column("searched_and_read", 50),
    Column("remedy", 50), Column("model_clause", 50), Column("law", 36), Column("since_last_time", 20),
    Column("finding_mark", 28), Column("waiver", 40), Column("owner", 24), Column("due", 14),
)  # fmt: skip
"""The columns in their order; every value is text."""


def headings(phrases: Phrases) -> list[str]:
    """Return the heading of every column."""
    return [phrases.say(column.name) for column in COLUMNS]


def rows(report: Report) -> Iterator[list[str]]:
    """Yield one row for each finding, in the one order of findings."""
    table = _Table(report)
    for finding in Order.of(report).subject_by_subject(report.findings):
        yield [clean(cell) for cell in table.row(finding)]


class _Table:
    """What rows are made with."""

    def __init__(self, report: Report) -> None:
        self._phrases = Phrases(report.language)
        self._language = report.language
        self._clients = {matter.id: matter.client for matter in report.matters}
        self._sections = {code: title.in_language(report.language) for code, title in report.sections}

    def row(self, finding: Finding) -> list[str]:
        say, subject = self._phrases.say, finding.subject
        headline, rest = told(finding, self._phrases)
        reason, clause = finding.confidence_reason, finding.model_clause
        return [
            subject.label,
            subject.path,
            self._clients.get(subject.matter, ""),
            self._sections.get(finding.section, finding.section),
            finding.title.in_language(self._language),
            finding.rule,
            say(f"outcome.{finding.outcome.value}"),
            say(f"severity.{finding.severity.value}"),
            say(f"confidence.{finding.confidence.value}"),
            reason.in_language(self._language) if reason else "",
            str(finding.consequence),
            str(finding.likelihood),
            str(finding.risk),
            headline,
            rest,
            "\n".join(quote_told(found, subject.path, self._phrases) for found in finding.evidence),
            self._absence(finding.absence) if finding.absence else "",
            finding.recommendation.in_language(self._language),
            clause.in_language(self._language) if clause else "",
            "; ".join(law_told(citation, self._phrases) for citation in finding.law),
            say(f"history.{finding.history}"),
            finding.fingerprint,
            waiver_told(finding, self._phrases) if finding.waiver else "",
            finding.owner,
            finding.due,
        ]

    def _absence(self, absence: Absence) -> str:
        return absence_told(absence, self._phrases)


def quote_told(found: Evidence, home: str, phrases: Phrases) -> str:
    """Return words of a document after their place."""
    return f"{place(found, home, phrases)}: {phrases.quoted(found.quote)}"


def absence_told(absence: Absence, phrases: Phrases) -> str:
    """Return the proof of absence in one line: what was read, what was searched for, what came near."""
    read = [] if absence.pages_read is None else [phrases.count("pages_read", absence.pages_read)]
    read.append(phrases.count("paragraphs_read", absence.paragraphs_read))
    parts = [phrases.say("read_paragraphs", what=", ".join(read))]
    if absence.pages_unread:
        parts.append(phrases.say("not_read_pages", pages=spans(absence.pages_unread)))
    if absence.searched_for:
        sought = "; ".join(text.in_language(phrases.language) for text in absence.searched_for)
        parts.append(f"{phrases.say('searched')} {sought}.")
    for near in absence.nearest:
        why_not = near.why_not.in_language(phrases.language)
        where = place(near, "", phrases)
        parts.append(f"{phrases.say('nearest')}: {phrases.quoted(near.quote)} ({where}; {why_not}).")
    return " ".join(parts)


def waiver_told(finding: Finding, phrases: Phrases) -> str:
    """Return who accepted a finding, why, on what authority and until when; its outcome as it is."""
    waiver = finding.waiver
    if waiver is None:
        return ""
    outcome = phrases.say(f"outcome.{finding.outcome.value}")
    who = phrases.say(
        "waived_who", author=waiver.author, approver=waiver.approver, authority=waiver.authority,
        given=phrases.day(waiver.given),
    )  # fmt: skip
    category = phrases.say(f"waiver.{waiver.category.value}")
    parts = [
        phrases.say("waived_box", until=phrases.day(waiver.until), outcome=outcome.lower()),
        f"{phrases.say('waived_reason')}: {category}. {waiver.reason}.",
        who,
        *([f"{phrases.say('waived_condition')}: {waiver.condition}."] if waiver.condition else []),
    ]
    return " ".join(parts)


def law_told(citation: Citation, phrases: Phrases) -> str:
    """Return a reference to the law with how far it was checked."""
    return f"{citation.ref} ({phrases.say(f'law.{citation.status}')})"


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")


def clean(words: str) -> str:
    r"""Return words without characters that no table can hold; half a surrogate pair is told as ``\udcff``."""
    return _HALF.sub(lambda match: f"\\u{ord(match.group()):04x}", _UNWRITABLE.sub("", words))
