"""The report as a workbook: ``.xlsx``. Every cell is text, so that nothing in it is ever run as a formula."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from auditor.export.interface import Exporter
from auditor.export.order import Order, contracts_only, counted, worst_first
from auditor.export.overview import OUTCOMES, not_read, scope, verdict
from auditor.export.phrases import Phrases, spans
from auditor.export.table import COLUMNS, clean, headings, rows
from auditor.guard.workplace import workplace
from auditor.model.finding import Finding, Outcome
from auditor.model.report import Input, Report

MOST_ROWS = 1_048_576
"""Rows that a sheet can have; findings beyond them go on the next."""
MOST_CHARACTERS = 32_767
"""Characters that a cell can hold."""
_CHUNK = 1 << 20
PLAIN = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
"""Options under which words stay words."""


def pieces(report: Report) -> Iterator[bytes]:
    """Yield the workbook; it is put together on the disk, a row at a time."""
    with tempfile.TemporaryFile(prefix="auditor-") as file:
        _write(report, file)
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def _write(report: Report, file: IO[bytes]) -> None:
    with workplace() as folder:
        options = {"constant_memory": True, "tmpdir": str(folder), "use_zip64": True, **PLAIN}
        book = xlsxwriter.Workbook(file, options)
        book.set_properties({"title": "auditor", "created": made_at(report)})
        writer = _Writer(report, book)
        writer.summary()
        writer.findings()
        writer.matrix()
        writer.access()
        writer.promises()
        writer.inputs()
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(errno.EIO, f"{error}") from error


def made_at(report: Report) -> datetime:
    """Return when the report was made, so that the same report gives the same bytes."""
    try:
        return datetime.fromisoformat(report.generated_at).replace(tzinfo=None)
    except ValueError:
        return datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no zones


class _Sheet:
    """One sheet with a heading that stays and a filter; what does not fit goes on a further sheet."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, titles: Sequence[str], widths: Sequence[int]) -> None:
        self._book, self._name, self._titles, self._widths = book, name, titles, widths
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._body = book.add_format({"text_wrap": True, "valign": "top"})
        self._number = 0
        self._open()

    def _open(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name} {self._number}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 1)
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, width)
        self._row = 0
        self._put(self._titles, self._head)

    def add(self, cells: Sequence[str]) -> None:
        """Write one row."""
        if self._row == MOST_ROWS:
            self.close()
            self._open()
        self._put(cells, self._body)

    def _put(self, cells: Sequence[str], style: object) -> None:
        for at, cell in enumerate(cells):
            self._sheet.write_string(self._row, at, _fitting(clean(cell)), style)
        self._row += 1

    def close(self) -> None:
        """Give the rows their filter."""
        if self._row > 1:
            self._sheet.autofilter(0, 0, self._row - 1, len(self._titles) - 1)


def _fitting(cell: str) -> str:
    return cell if len(cell) <= MOST_CHARACTERS else cell[: MOST_CHARACTERS - 1] + "…"


class _Writer:
    """Writes the sheets of one report."""

    def __init__(self, report: Report, book: xlsxwriter.Workbook) -> None:
        self._report, self._book = report, book
        self._phrases = Phrases(report.language)
        self._counts = counted(report.findings)

    def _sheet(self, name: str, titles: Sequence[str], widths: Sequence[int]) -> _Sheet:
        return _Sheet(self._book, self._phrases.say(name), titles, widths)

    def summary(self) -> None:
        """Write the verdict, the counts and the scores of all contracts."""
        say = self._phrases.say
        sheet = self._sheet("summary", [say("name"), say("value")], [44, 90])
        for name, value in self._told():
            sheet.add([name, value])

    def _told(self) -> Iterator[tuple[str, str]]:
        report, say = self._report, self._phrases.say
        level, sentence = verdict(report, self._counts, not_read(report.inputs), self._phrases)
        only = contracts_only(entry.subject for entry in report.by_subject)
        score = report.overall
        yield say("report"), f"{level}. {sentence}"
        yield say("scope"), scope(report, len(report.by_subject), self._phrases, contracts_only=only)
        if not report.complete:
            yield say("interrupted"), say("interrupted_why")
        yield say("score"), say("score_none") if score.value is None else str(score.value)
        if score.low != score.high:
            yield say("low"), str(score.low)
            yield say("high"), str(score.high)
        yield say("coverage"), self._phrases.percent(score.coverage)
        yield say("conclusion"), score.sentence.in_language(report.language)
        yield from ((say(f"outcome.{outcome.value}"), str(self._counts[outcome])) for outcome in OUTCOMES)
        yield say("as_of_name"), self._phrases.day(report.as_of)
        yield say("generated"), self._phrases.moment(report.generated_at)
        yield say("tool"), f"auditor {report.tool_version}"
        yield say("ruleset"), f"{report.ruleset.version}, {report.ruleset.sha256}"
        yield say("limits"), say("limit.words")

    def findings(self) -> None:
        """Write every finding."""
        sheet = self._sheet("findings_here", headings(self._phrases), [column.width for column in COLUMNS])
        for row in rows(self._report):
            sheet.add(row)
        sheet.close()

    def matrix(self) -> None:
        """Write a row for every contract, the worst first within the order of the findings, with all its outcomes."""
        say = self._phrases.say
        ranked = worst_first(self._report.by_subject)
        scores = {entry.subject.id: entry.score for entry in ranked}
        rules = _rules(self._report)
        titles = [say("contract"), say("file"), say("score"), say("band"), say("outcome.fail"), say("outcome.weak"),
                  say("outcome.undetermined"), *rules]  # fmt: skip
        sheet = self._sheet("matrix", titles, [40, 32, 10, 14, 12, 12, 14, *(16 for _ in rules)])
        for subject, findings in Order.of(self._report).by_subject(self._report):
            score = scores.get(subject.id)
            value = say("score_none") if score is None or score.value is None else str(score.value)
            band = "" if score is None else say(f"short.{score.band.value}")
            sheet.add([subject.label, subject.path, value, band, *self._row(findings, rules)])
        sheet.close()

    def _row(self, findings: Sequence[Finding], rules: Sequence[str]) -> Iterator[str]:
        """Yield the counts and then the outcome of every rule; a rule that was not asked leaves its cell empty."""
        counts = counted(findings)
        yield str(counts[Outcome.FAIL])
        yield str(counts[Outcome.WEAK])
        yield str(counts[Outcome.UNDETERMINED] + counts[Outcome.ERROR])
        by_rule = {finding.rule: finding.outcome for finding in findings}
        for rule in rules:
            yield self._phrases.say(f"outcome.{by_rule[rule].value}") if rule in by_rule else ""

    def access(self) -> None:
        """Write a row for every account before every client whose data it sees; nothing without lists of rights."""
        table, say = self._report.access, self._phrases.say
        if table is None:
            return
        names = ("access_account", "employee", "position", "client", "access_right", "access_needed", "access_count",
                 "access_last")  # fmt: skip
        sheet = self._sheet("access_table", [say(name) for name in names], [24, 28, 24, 40, 34, 18, 14, 18])
        for row in table.rows:
            for cell in row.cells:
                needed = {True: "access_allowed", False: "access_excess", None: "access_open"}[cell.is_needed]
                last = self._phrases.day(cell.last_use)
                sheet.add(
                    [row.account, row.person, row.position, cell.client, cell.right, say(needed), str(cell.uses), last]
                )
        sheet.close()

    def promises(self) -> None:
        """Write every promise to a client with its days; nothing without records of contacts."""
        table, say, day = self._report.promises, self._phrases.say, self._phrases.day
        if table is None:
            return
        names = ("client", "employee", "promise_words", "promise_given", "promise_due", "promise_done", "promise_fate",
                 "file")  # fmt: skip
        sheet = self._sheet("promises_picture", [say(name) for name in names], [36, 28, 60, 14, 14, 16, 26, 44])
        for line in table.lines:
            fate = say(f"fate.{line.fate.value}")
            sheet.add(
                [line.client, line.person, line.words, day(line.given), day(line.due), day(line.done), fate, line.path]
            )
        sheet.close()

    def inputs(self) -> None:
        """Write every file that was found."""
        say = self._phrases.say
        names = ("file", "status", "reason", "document_kind", "pages", "pages_left", "size", "fingerprint")
        titles = [say(name) for name in names]
        sheet = self._sheet("files", titles, [50, 18, 60, 22, 9, 16, 12, 66])
        for entry in sorted(self._report.inputs, key=lambda entry: entry.path):
            sheet.add(list(self._input(entry)))
        sheet.close()

    def _input(self, entry: Input) -> Iterator[str]:
        message = entry.message.in_language(self._report.language) if entry.message else entry.reason or ""
        yield entry.path
        yield self._phrases.say(f"status.{entry.status.value}")
        yield message
        yield self._phrases.say(f"input.{entry.kind}")
        yield "" if entry.pages_total is None else str(entry.pages_total)
        yield spans(entry.pages_unread)
        yield self._phrases.size(entry.size)
        yield entry.sha256


def _rules(report: Report) -> list[str]:
    """Return every rule that gave a finding, in the order of the check-list."""
    order = Order.of(report)
    places = {finding.rule: order.section(finding.section) for finding in report.findings}
    return sorted(places, key=lambda rule: (places[rule], rule))


EXPORTER = Exporter(".xlsx", pieces)
"""The exporter of ``.xlsx``."""
