"""The pictures of a report with the tables behind them, before any mark-up but that of the charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from auditor.export.charts import Series, Stretch, curve, in_words, stacked_bars, time_line
from auditor.export.order import SEVERITIES
from auditor.export.phrases import Phrases
from auditor.export.survey import CLIENTS_DRAWN, CLIENTS_NAMED, ClientRow, HeatMap, MatrixCell, Survey
from auditor.model.past import Point
from auditor.model.promise_table import Fate, PromiseLine, PromiseTable
from auditor.model.report import Report

PROMISES_DRAWN = 25
PROMISES_NAMED = 200
"""Promises in the table of the page; the workbook has all."""
_FATES = (Fate.MISSING, Fate.LATE, Fate.NOT_DUE, Fate.UNDATED, Fate.KEPT)
"""In the order in which a reader wants them."""


@dataclass(frozen=True, slots=True)
class ClientBars:
    """What is not met, by client and severity."""

    drawing: Markup
    rows: tuple[ClientRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise with the address of what was found of it."""

    line: PromiseLine
    link: str


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises on their time line."""

    drawing: Markup | None
    """None where no promise has a day."""
    counts: tuple[tuple[Fate, int], ...]
    rows: tuple[PromiseRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """Everything that is drawn of one report."""

    heat: HeatMap | None
    matrix: tuple[tuple[int, tuple[MatrixCell, ...]], ...]
    clients: ClientBars | None
    promises: Promises | None

    @property
    def any(self) -> bool:
        """Return whether the section of pictures has anything to show."""
        return self.heat is not None or bool(self.matrix) or self.clients is not None


def pictures_of(report: Report, survey: Survey, phrases: Phrases, heat_link: str = "") -> Pictures:
    """Return the pictures of a report; ``heat_link`` is the address of the whole heat map, where it is long."""
    heat = survey.heat_map(more_link=heat_link)
    clients = survey.clients()
    return Pictures(
        heat if heat.rows and len(heat.sections) > 1 else None,
        survey.matrix(),
        _bars(clients, phrases) if len(clients) > 1 else None,
        _promises(report.promises, report.as_of, survey, phrases),
    )


def _bars(rows: Sequence[ClientRow], phrases: Phrases) -> ClientBars:
    drawn = rows[:CLIENTS_DRAWN]
    series = [
        Series(severity.value, [row.counts[at] or None for row in drawn]) for at, severity in enumerate(SEVERITIES)
    ]
    told = in_words((row.client, row.total) for row in drawn)
    title = phrases.say("by_client_picture")
    drawing = stacked_bars([row.client for row in drawn], series, title, told)
    return ClientBars(drawing, tuple(rows[:CLIENTS_NAMED]), max(0, len(rows) - CLIENTS_NAMED))


def trend_of(points: Sequence[Point], phrases: Phrases) -> Markup:
    """Return the curve of the score over all audits, with its bounds."""
    labels = [phrases.day(point.day) for point in points]
    series = [
        Series("bound", [point.low for point in points]),
        Series("bound", [point.high for point in points]),
        Series("score", [point.score for point in points]),
    ]
    told = in_words((label, "?" if p.score is None else p.score) for label, p in zip(labels, points, strict=True))
    return curve(labels, series, phrases.say("trend"), told)


def _promises(table: PromiseTable | None, as_of: str, survey: Survey, phrases: Phrases) -> Promises | None:
    if table is None or not table.lines:
        return None
    lines = sorted(table.lines, key=lambda line: (_FATES.index(line.fate), line.due or line.given))
    counts = Counter(line.fate for line in lines)
    told = tuple((fate, counts[fate]) for fate in _FATES if counts[fate])
    rows = tuple(PromiseRow(line, survey.promise_link(line.subject)) for line in lines[:PROMISES_NAMED])
    return Promises(_time_line(lines, as_of, told, phrases), told, rows, max(0, len(lines) - PROMISES_NAMED))


def _time_line(
    lines: Iterable[PromiseLine], as_of: str, told: Sequence[tuple[Fate, int]], phrases: Phrases
) -> Markup | None:
    today = _day(as_of)
    rows = [row for line in lines if (row := _stretch(line, phrases)) is not None][:PROMISES_DRAWN]
    if today is None or not rows:
        return None
    said = in_words((phrases.say(f"fate.{fate.value}"), number) for fate, number in told)
    fates = [fate.value for fate in _FATES if any(row.fate == fate.value for row in rows)]
    title = phrases.say("promises_picture")
    return time_line(rows, fates, today, title, said, lambda day: phrases.day(day.isoformat()))


def _stretch(line: PromiseLine, phrases: Phrases) -> Stretch | None:
    """Return a promise as a stretch of time; None for one without a day to end it."""
    given, due, done = _day(line.given), _day(line.due), _day(line.done)
    end = due or done
    if end is None:
        return None
    label = line.client or line.person or phrases.say("client_unknown")
    return Stretch(label, line.fate.value, min(given or end, end), end, done)


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
