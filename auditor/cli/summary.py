"""A summary worth reading, on the terminal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from auditor.export.order import contracts_only, shown_under, worst_first
from auditor.model.finding import Outcome
from auditor.model.report import Band, InputStatus, Report, Score
from auditor.model.text import Language, Text

_BANDS = {
    Band.LOW: Text("низкий", "low"),
    Band.MODERATE: Text("умеренный", "moderate"),
    Band.ELEVATED: Text("повышенный", "elevated"),
    Band.HIGH: Text("высокий", "high"),
    Band.CRITICAL: Text("критический", "critical"),
    Band.INCONCLUSIVE: Text("не определён", "inconclusive"),
}
_ROWS = 40
"""Rows on the terminal; the report lists all."""
_MORE = Text("Ещё строк в отчёте: {number}.", "More rows in the report: {number}.")


def print_summary(report: Report, outputs: Sequence[Path]) -> None:
    """Print the score, the contracts, what was not read and where the report lies."""
    console = Console(highlight=False)
    language = report.language
    console.print(_plain(_score_line(report.overall, language)))
    console.print(_plain(_read_line(report)))
    console.print(_plain(report.overall.sentence.in_language(language)))
    console.print(_subjects(report))
    if len(report.by_subject) > _ROWS:
        console.print(_plain(_MORE.in_language(language).format(number=len(report.by_subject) - _ROWS)))
    for line in _unread(report):
        console.print(_plain(line))
    for output in outputs:
        console.print(_plain(Text("Отчёт: {path}", "Report: {path}").in_language(language).format(path=output)))


def _plain(words: str) -> Styled:
    """Return words without mark-up and without control characters: they may come from a document."""
    return Styled("".join(c if c.isprintable() else " " for c in words))


def _score_line(score: Score, language: Language) -> str:
    band = _BANDS[score.band].in_language(language)
    if score.value is None:
        return Text("Риск не определён.", "The risk could not be determined.").in_language(language)
    words = Text(
        "Риск {value} из 100 [{low}–{high}], уровень: {band}; решено правил: {coverage:.0%}.",
        "Risk {value} of 100 [{low}–{high}], level: {band}; rules settled: {coverage:.0%}.",
    )
    return words.in_language(language).format(
        value=score.value, low=score.low, high=score.high, band=band, coverage=score.coverage
    )


def _read_line(report: Report) -> str:
    kept = [entry for entry in report.inputs if entry.status is not InputStatus.SKIPPED]
    whole = sum(entry.status is InputStatus.READ for entry in kept)
    words = Text("Прочитано полностью файлов: {whole} из {all}.", "Files read in full: {whole} of {all}.")
    return words.in_language(report.language).format(whole=whole, all=len(kept))


def _subjects(report: Report) -> Table:
    """Return a row for every contract and every kind of record, the worst first, counted as the report counts them."""
    ru = report.language == "ru"
    table = Table(show_edge=False)
    only = contracts_only(entry.subject for entry in report.by_subject)
    named = Text("Договор", "Contract") if only else Text("Предмет", "Subject")
    table.add_column(named.in_language(report.language), max_width=60, overflow="fold")
    for name in ("Риск", "Нет", "Слабо", "Неясно") if ru else ("Risk", "Failed", "Weak", "Unsettled"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    counts = _counts(report)
    for entry in worst_first(report.by_subject)[:_ROWS]:
        count = counts[entry.subject.id]
        numbers = (count[Outcome.FAIL], count[Outcome.WEAK], count[Outcome.UNDETERMINED] + count[Outcome.ERROR])
        name = entry.subject.path or entry.subject.label
        table.add_row(_plain(name), _number(entry.score), *(str(number) for number in numbers))
    return table


def _number(score: Score) -> str:
    return "?" if score.value is None else str(score.value)


def _counts(report: Report) -> dict[str, Counter[Outcome]]:
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for finding in report.findings:
        if finding.waiver is None:
            counts[shown_under(finding.subject)][finding.outcome] += 1
    return counts


def _unread(report: Report) -> list[str]:
    """Return a line for every file that was not read in full."""
    words = Text("Не прочитан полностью: {path} — {why}", "Not read in full: {path} — {why}").in_language(
        report.language
    )
    return [
        words.format(path=entry.path, why=entry.message.in_language(report.language) if entry.message else entry.reason)
        for entry in report.inputs
        if entry.status in {InputStatus.NOT_READ, InputStatus.PARTLY_READ}
    ]
