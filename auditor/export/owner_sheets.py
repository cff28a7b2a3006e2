"""A workbook for each person who is to mend something: the open findings, and room for the answers.

What is filled in is read back by ``auditor/owners.py``: as evidence on the finding, or as the request for a waiver.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import xlsxwriter

from auditor.export.order import Order
from auditor.export.phrases import Phrases
from auditor.export.table import clean, law_told, quote_told
from auditor.export.views import told
from auditor.export.xlsx import PLAIN, made_at
from auditor.model.finding import Finding, Outcome
from auditor.model.report import Report

MOST_ROWS = 5_000
"""Open findings that a sheet lists; whoever has more begins with these, the gravest contracts first."""
ANSWERS = ("answer.mended", "answer.waive", "answer.disagree")
_OPEN = frozenset({Outcome.FAIL, Outcome.WEAK, Outcome.UNDETERMINED})
_TOLD = (
    ("finding_mark", 26), ("contract", 36), ("file", 30), ("fact", 44), ("severity", 13), ("quotes", 50),
    ("remedy", 44), ("law", 30), ("owner", 22), ("due", 13),
)  # fmt: skip
_ASKED = (("answer", 22), ("answer_words", 50), ("answer_until", 18), ("answer_authority", 30))
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80


def owner_sheets(report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of a workbook for every owner, and one of what nobody has taken on."""
    phrases = Phrases(report.language)
    by_owner: dict[str, list[Finding]] = {}
    for finding in Order.of(report).subject_by_subject(report.findings):
        if finding.outcome in _OPEN and finding.waiver is None:
            held = by_owner.setdefault(finding.owner, [])
            if len(held) < MOST_ROWS:
                held.append(finding)
    taken: set[str] = set()
    for owner, findings in sorted(by_owner.items()):
        yield _name(owner or phrases.say("no_owner"), taken), _workbook(report, findings, phrases)


def _name(owner: str, taken: set[str]) -> str:
    """Return a name that every system takes and that no other sheet has."""
    stem = _UNSAFE.sub("_", owner).strip("._")[:_LONGEST_NAME] or "owner"
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return f"{name}.xlsx"


def _workbook(report: Report, findings: Sequence[Finding], phrases: Phrases) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, **PLAIN})
    book.set_properties({"title": "auditor", "created": made_at(report)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    answer = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8E1", "border": 1})
    sheet = book.add_worksheet(phrases.say("findings_here"))
    sheet.freeze_panes(1, 1)
    for at, (name, width) in enumerate((*_TOLD, *_ASKED)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, phrases.say(name), head)
    for row, finding in enumerate(findings, 1):
        for at, words in enumerate(_row(finding, report, phrases)):
            sheet.write_string(row, at, clean(words)[:32_000], body)
        for at in range(len(_TOLD), len(_TOLD) + len(_ASKED)):
            sheet.write_blank(row, at, None, answer)
    choices = [phrases.say(name) for name in ANSWERS]
    sheet.data_validation(1, len(_TOLD), len(findings), len(_TOLD), {"validate": "list", "source": choices})
    sheet.autofilter(0, 0, len(findings), len(_TOLD) + len(_ASKED) - 1)
    how = book.add_worksheet(phrases.say("answer_how_name"))
    how.set_column(0, 0, 110)
    how.write_string(0, 0, phrases.say("answer_how"), body)
    book.close()
    return held.getvalue()


def _row(finding: Finding, report: Report, phrases: Phrases) -> Iterator[str]:
    headline, rest = told(finding, phrases)
    yield finding.fingerprint
    yield finding.subject.label
    yield finding.subject.path
    yield f"{headline}. {rest}".strip()
    yield phrases.say(f"severity.{finding.severity.value}")
    yield "\n".join(quote_told(found, finding.subject.path, phrases) for found in finding.evidence)
    yield finding.recommendation.in_language(report.language)
    yield "; ".join(law_told(citation, phrases) for citation in finding.law)
    yield finding.owner
    yield finding.due
