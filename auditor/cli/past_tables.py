"""Earlier audits on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from auditor.history.lives import Lives
from auditor.history.store import AuditRow, Store
from auditor.model.brief import FLAGGED
from auditor.model.past import Change, Point, State
from auditor.model.text import Language, Text

_BARS = "▁▂▃▄▅▆▇█"
_STATES = {
    State.NEW: Text("новые", "new"),
    State.CHANGED: Text("изменились, но остались", "changed, still flagged"),
    State.FIXED: Text("исправлены", "fixed"),
    State.GONE: Text("ушли с документом", "gone with the document"),
    State.UNCHECKED: Text("не проверены", "not checked"),
    State.UNCHANGED: Text("без изменений", "unchanged"),
}
_SHORT = {
    State.NEW: Text("новых", "new"),
    State.CHANGED: Text("измен.", "changed"),
    State.FIXED: Text("испр.", "fixed"),
    State.GONE: Text("ушло", "gone"),
    State.UNCHECKED: Text("не пров.", "unchecked"),
}
_STYLES = {State.NEW: "bold red", State.FIXED: "green", State.CHANGED: "yellow", State.UNCHECKED: "magenta"}
_SHOWN = 60
"""Changes listed on the terminal; --format json gives all."""


def _console() -> Console:
    return Console(highlight=False)


def _plain(words: str) -> Styled:
    """Return words without mark-up and without control characters: they may come from a document."""
    return Styled("".join(c if c.isprintable() else " " for c in words))


def print_audits(portfolio: str, audits: Sequence[AuditRow], lang: Language) -> None:
    """Print a line for every audit of a portfolio."""
    ru = lang == "ru"
    table = Table(title=_plain(portfolio), title_justify="left", show_edge=False)
    for name in ("№", "На дату", "Риск", "Правила", "Версия", "") if ru else (
        "No.", "As of", "Risk", "Rules", "Version", ""
    ):  # fmt: skip
        table.add_column(name)
    for audit in audits:
        partial = "" if audit.complete else ("прервана" if ru else "interrupted")
        table.add_row(
            str(audit.number), audit.as_of, _range(audit.score, audit.low, audit.high), audit.ruleset_version,
            audit.tool_version, partial,
        )  # fmt: skip
    _console().print(table)


def _range(score: int | None, low: int | None, high: int | None) -> str:
    if score is None:
        return "?"
    return str(score) if low == high else f"{score} [{low}–{high}]"


def print_audit(store: Store, audit: AuditRow, lang: Language) -> None:
    """Print the files of one audit with what was flagged in each."""
    ru = lang == "ru"
    here = store.appearances(audit)
    verdicts = store.verdicts(audit, (entry.verdict for entry in here.values() if entry.verdict is not None))
    console = _console()
    console.print(_plain(_heading(audit, lang)))
    table = Table(show_edge=False)
    table.add_column("Файл" if ru else "File", overflow="ellipsis", no_wrap=True, max_width=70)
    table.add_column("Прочитан" if ru else "Read")
    table.add_column("Нарушений" if ru else "Flagged", justify="right")
    for entry in sorted(here.values(), key=lambda entry: entry.path):
        subjects = verdicts.get(entry.verdict or -1, ())
        flagged = sum(f.outcome in FLAGGED and not f.waived for subject in subjects for f in subject.findings.values())
        table.add_row(_plain(entry.path), entry.status.value, str(flagged) if subjects else "")
    console.print(table)


def _heading(audit: AuditRow, lang: Language) -> str:
    words = Text("{name}: проверка {n} на {day}, риск {risk}", "{name}: audit {n} as of {day}, risk {risk}")
    risk = _range(audit.score, audit.low, audit.high)
    return words.in_language(lang).format(name=audit.portfolio, n=audit.number, day=audit.as_of, risk=risk)


def print_changes(
    before: AuditRow, after: AuditRow, changes: Sequence[Change], same: int, notes: Sequence[Text], group: str,
    lang: Language,
) -> None:  # fmt: skip
    """Print what changed: how many of each state, by a group, and the first of them in full."""
    console = _console()
    for audit in (before, after):
        console.print(_plain(_heading(audit, lang)))
    for note in notes:
        console.print(_plain(note.in_language(lang)), style="yellow")
    counts = Counter(change.state for change in changes)
    counts[State.UNCHANGED] = same
    told = ", ".join(f"{state_words.in_language(lang)}: {counts[state]}" for state, state_words in _STATES.items())
    console.print(_plain(told + "."))
    if changes:
        console.print(_grouped(changes, group, lang))
        console.print(_listed(changes, lang))
    if sum(change.state is not State.GONE for change in changes) > _SHOWN:
        more = Text("Показаны первые {n} из {all}.", "The first {n} of {all} are shown.")
        console.print(_plain(more.in_language(lang).format(n=_SHOWN, all=len(changes))))


def _grouped(changes: Sequence[Change], group: str, lang: Language) -> Table:
    counts: dict[str, Counter[State]] = {}
    for change in changes:
        for name in _names(change, group, lang):
            counts.setdefault(name, Counter())[change.state] += 1
    table = Table(show_edge=False)
    table.add_column(_GROUP_WORDS[group].in_language(lang), overflow="ellipsis", no_wrap=True, max_width=60)
    for short in _SHORT.values():
        table.add_column(short.in_language(lang), justify="right")
    for name, held in sorted(counts.items()):
        table.add_row(_plain(name), *(str(held[state] or "") for state in _SHORT))
    return table


_GROUP_WORDS = {
    "section": Text("Раздел", "Section"),
    "client": Text("Клиент", "Client"),
    "employee": Text("Сотрудник", "Employee"),
    "law": Text("Закон", "Law"),
}


def _names(change: Change, group: str, lang: Language) -> tuple[str, ...]:
    if group == "law":
        return change.law or ("-",)
    section = change.section.in_language(lang)
    held = {"section": section, "client": change.client or change.label, "employee": change.person}
    return (held[group] or "-",)


def _listed(changes: Sequence[Change], lang: Language) -> Table:
    table = Table(show_edge=False, show_lines=False)
    for name in ("Что", "Находка", "Документ") if lang == "ru" else ("State", "Finding", "Document"):
        table.add_column(name, overflow="fold")
    whole = Counter((change.path, change.label) for change in changes if change.state is State.GONE)
    shown = [change for change in changes if change.state is not State.GONE][:_SHOWN]
    for change in shown:
        state = Styled(_STATES[change.state].in_language(lang), style=_STYLES.get(change.state, ""))
        table.add_row(state, _lines(change, lang), _plain(change.label))
    gone = Text("находок: {n}", "findings: {n}").in_language(lang)
    for (path, label), count in list(whole.items())[:_SHOWN]:
        told = f"{gone.format(n=count)}\n{path}"
        table.add_row(_STATES[State.GONE].in_language(lang), Styled(told), _plain(label))
    return table


def _lines(change: Change, lang: Language) -> Styled:
    lines = [change.title.in_language(lang)]
    if change.was:
        lines += [f"− {change.was}", f"+ {change.quote}"]
    if change.why is not None:
        lines.append(change.why.in_language(lang))
    return Styled("\n  ".join(_plain(line).plain for line in lines))


def print_trend(lives: Lives, group: str | None, lang: Language) -> None:
    """Print the curve, the time to fix and what comes back."""
    ru = lang == "ru"
    console = _console()
    table = Table(show_edge=False)
    for name in ("№", "На дату", "Риск", "", "Нарушений", "Новых", "Исправлено") if ru else (
        "No.", "As of", "Risk", "", "Flagged", "New", "Fixed"
    ):  # fmt: skip
        table.add_column(name)
    for point in lives.points:
        table.add_row(*_row(point))
    console.print(table)
    console.print(_plain(Text(
        "Риск 0–100, 100 хуже всего. * - правила изменились: с прошлой точкой сравнивать осторожно.",
        "Risk 0–100, 100 is the worst. * - the rules changed: compare with the point before with care.",
    ).in_language(lang)))  # fmt: skip
    if lives.mean_days is not None:
        words = Text("Среднее время до исправления: {days:.0f} дн., исправлено: {n}.",
                     "Mean time to fix: {days:.0f} days, fixed: {n}.")  # fmt: skip
        console.print(_plain(words.in_language(lang).format(days=lives.mean_days, n=len(lives.days_to_fix))))
    for offender in lives.offenders:
        words = Text("Снова и снова: {name} - {title} (раз: {n})", "Time and again: {name} - {title} (times: {n})")
        title = offender.title.in_language(lang)
        console.print(_plain(words.in_language(lang).format(name=offender.name, title=title, n=offender.times)))
    if group and lives.groups:
        console.print(_by_audit(lives, group, lang))


def _row(point: Point) -> tuple[str, ...]:
    score = "?" if point.score is None else str(point.score)
    bar = "" if point.score is None else _BARS[min(7, point.score * 8 // 101)]
    mark = "*" if point.rules_changed else ""
    return (
        f"{point.number}{mark}", point.day, score, bar, str(point.flagged), str(point.new or ""), str(point.fixed or "")
    )  # fmt: skip


def _by_audit(lives: Lives, group: str, lang: Language) -> Table:
    key = "person" if group == "employee" else group
    table = Table(show_edge=False)
    table.add_column(_GROUP_WORDS[group].in_language(lang), overflow="ellipsis", no_wrap=True, max_width=60)
    shown = list(zip(lives.points, lives.groups, strict=True))[-8:]
    for point, _ in shown:
        table.add_column(f"{point.number}", justify="right")
    held = [groups.get(key, Counter()) for _, groups in shown]
    names = sorted({name for counts in held for name in counts})
    for name in names:
        title = lives.sections[name].in_language(lang) if key == "section" else name
        table.add_row(_plain(title), *(str(counts[name] or "") for counts in held))
    return table
