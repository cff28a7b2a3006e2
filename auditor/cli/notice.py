"""``--notify-file``: the audit in a few lines, for the mail that a scheduler sends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.export.order import counted
from auditor.export.placing import Staged, cleared, target_of
from auditor.model.finding import Outcome
from auditor.model.past import State
from auditor.model.report import InputStatus, Report
from auditor.model.text import Language, Text

_SHOWN = 10


def write_notice(report: Report, outputs: Sequence[Path], path: Path, *, code: int) -> None:
    """Write the notice, whole or not at all."""
    text = "".join(f"{_clean(line)}\n" for line in notice(report, outputs, code))
    with cleared(target_of(path).parent), Staged(path, spreads=False) as output:
        output.stage([text.encode("utf-8", "backslashreplace")])
        output.take_names()


def notice(report: Report, outputs: Sequence[Path], code: int) -> Iterator[str]:
    """Yield the lines: the subject of the mail, what is overdue, what is new, what could not be read."""
    language = report.language
    yield _subject(report, code)
    yield ""
    yield from _past(report, language)
    unread = [e.path for e in report.inputs if e.status in {InputStatus.NOT_READ, InputStatus.PARTLY_READ}]
    yield from _listed(Text("Не прочитано полностью", "Not read in full"), unread, language)
    if report.waivers is not None:
        lapsed = [f"{w.rule}, {w.document}: {w.why.in_language(language)}" for w in report.waivers.lapsed]
        yield from _listed(Text("Исключения не действуют", "Waivers that do not hold"), lapsed, language)
    for output in outputs:
        yield Text("Отчёт: {path}", "Report: {path}").in_language(language).format(path=output.resolve())
    if report.seal:
        yield Text("Печать: {seal}", "Seal: {seal}").in_language(language).format(seal=report.seal)


def _subject(report: Report, code: int) -> str:
    counts = counted(report.findings)
    new = report.past.new if report.past and report.past.before else None
    words = Text(
        "Аудит {name} на {day}: риск {score}, не выполнено {failed}{new}, код {code}",
        "Audit of {name} as of {day}: risk {score}, failed {failed}{new}, code {code}",
    ).in_language(report.language)
    told = "" if new is None else Text(", новых {n}", ", new {n}").in_language(report.language).format(n=new)
    score = "?" if report.overall.value is None else report.overall.value
    name = report.past.portfolio if report.past else ""
    return words.format(
        name=name, day=report.as_of, score=score, failed=counts[Outcome.FAIL], new=told, code=code
    ).replace("  ", " ")


def _past(report: Report, language: Language) -> Iterator[str]:
    past = report.past
    if past is None:
        return
    over = [f"{d.label}: {d.title.in_language(language)}; {d.owner}, {d.due}" for d in past.due if d.days_over > 0]
    yield from _listed(Text("Просрочено", "Overdue"), over, language)
    for state, title in (
        (State.NEW, Text("Новые", "New")),
        (State.CHANGED, Text("Изменились, но остались", "Changed, still flagged")),
        (State.FIXED, Text("Исправлены", "Fixed")),
    ):
        held = [f"{c.label}: {c.title.in_language(language)}" for c in past.changes if c.state is state]
        yield from _listed(title, held, language)
    law = [f"{c.label}: {c.ref}, {c.moment}" for c in past.law]
    yield from _listed(Text("Закон изменился, перечитайте", "The law changed, read again"), law, language)


def _listed(title: Text, entries: Sequence[str], language: Language) -> Iterator[str]:
    if not entries:
        return
    yield f"{title.in_language(language)}: {len(entries)}"
    yield from (f"  - {entry}" for entry in entries[:_SHOWN])
    if len(entries) > _SHOWN:
        yield Text("  - и ещё {n}", "  - and {n} more").in_language(language).format(n=len(entries) - _SHOWN)
    yield ""


def _clean(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in line)
