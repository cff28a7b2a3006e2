"""``auditor history``: earlier audits, what changed between them, and how it goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from auditor.cli import exit_codes
from auditor.errors import UsageError
from auditor.history.lives import lives_of
from auditor.history.states import Comparison
from auditor.history.store import AuditRow, Store
from auditor.history.telling import changes_of, notes_on
from auditor.model.past import Change, State
from auditor.model.text import Language, Text
from auditor.periodic import assign_owners, open_history, portfolio_name

_GROUPS = click.Choice(["section", "client", "employee", "law"])


def _common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command on the history has."""
    for option in (
        click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True),
        click.option("--portfolio", default="", help="The portfolio; the only one when not given."),
        click.option("--db", default=None, help="The history: a file or an address; your own when not given."),
    ):
        command = option(command)
    return command


@click.group()
def history() -> None:
    """Show and keep the history of audits."""


@history.command("list")
@_common
def list_audits(db: str | None, portfolio: str, lang: Language) -> None:
    """List the audits of every portfolio."""
    from auditor.cli.past_tables import print_audits  # noqa: PLC0415 - what draws tables is slow to import

    store = open_history(db)
    for name in [portfolio] if portfolio else store.portfolios():
        print_audits(name, store.audits(name), lang)


@history.command()
@click.argument("number", type=int, required=False)
@_common
def show(number: int | None, db: str | None, portfolio: str, lang: Language) -> None:
    """Show one audit, the last when no number is given: its files and what was flagged in them."""
    from auditor.cli.past_tables import print_audit  # noqa: PLC0415 - as above

    store = open_history(db)
    audit = _chosen(store, _portfolio(store, portfolio), number)
    print_audit(store, audit, lang)


@history.command()
@click.argument("before", type=int, required=False)
@click.argument("after", type=int, required=False)
@click.option("--by", "group", type=_GROUPS, default="section", show_default=True, help="What to group by.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_common
def diff(
    before: int | None, after: int | None, group: str, form: str, db: str | None, portfolio: str, lang: Language
) -> int:
    """Show what changed between two audits, the last two when no numbers are given; exit code 1 for new findings."""
    store = open_history(db)
    name = _portfolio(store, portfolio)
    old, new = _two(store, name, before, after)
    steps = list(Comparison(store, old, new).all_steps())
    changes = changes_of(store, steps, old, new)
    if form == "json":
        click.echo(json.dumps([_data(change, lang) for change in changes], ensure_ascii=False, indent=1))
    else:
        from auditor.cli.past_tables import print_changes  # noqa: PLC0415 - as above

        same = sum(step.state is State.UNCHANGED for step in steps)
        print_changes(old, new, changes, same, tuple(notes_on(old, new)), group, lang)
    return exit_codes.FINDINGS if any(change.state is State.NEW for change in changes) else exit_codes.CLEAN


def _data(change: Change, lang: Language) -> dict[str, Any]:
    return {
        "state": change.state.value,
        "rule": change.rule,
        "section": change.section.in_language(lang),
        "severity": change.severity.value,
        "title": change.title.in_language(lang),
        "label": change.label,
        "path": change.path,
        "client": change.client,
        "employee": change.person,
        "before": change.before.value if change.before else None,
        "after": change.after.value if change.after else None,
        "quote": change.quote,
        "was": change.was,
        "why": change.why.in_language(lang) if change.why else None,
    }


@history.command()
@click.option("--by", "group", type=_GROUPS, default=None, help="Also tell what was flagged by this.")
@_common
def trend(group: str | None, db: str | None, portfolio: str, lang: Language) -> None:
    """Show how the portfolio went from audit to audit, the time to fix, and what comes back."""
    from auditor.cli.past_tables import print_trend  # noqa: PLC0415 - as above

    store = open_history(db)
    audits = store.audits(_portfolio(store, portfolio))
    print_trend(lives_of(store, audits), group, lang)


@history.command()
@click.argument("number", type=int, required=False)
@click.option("--reason", required=True, help="Why these findings are accepted for now.")
@click.option("--author", required=True, help="Who accepts them.")
@click.option("--until", required=True, help="The last day on which they are, YYYY-MM-DD.")
@click.option("--given", default=None, help="The day they are accepted; today by default.")
@_common
def baseline(
    number: int | None, reason: str, author: str, until: str, given: str | None, db: str | None, portfolio: str,
    lang: Language,
) -> None:  # fmt: skip
    """Accept all findings of an audit, the last when no number is given: what is new stands out from then on."""
    store = open_history(db)
    audit = _chosen(store, _portfolio(store, portfolio), number)
    day = checked_day(given, "--given") if given else datetime.now(UTC).date().isoformat()
    last = checked_day(until, "--until")
    if last < day:
        raise UsageError(
            f"--until: {last} is past", remedy="Name a day to come, by which the pile is to be worked off."
        )
    store.keep_baseline(audit, reason, author, day, last)
    said = Text("Приняты находки проверки {n} до {day}.", "The findings of audit {n} are accepted until {day}.")
    click.echo(said.in_language(lang).format(n=audit.number, day=last))


@history.command()
@click.argument("sheets", nargs=-1, required=True, type=click.Path(path_type=Path))
@_common
def assign(sheets: tuple[Path, ...], db: str | None, portfolio: str, lang: Language) -> int:
    """Read from filled sheets who mends what by when; the sheet of findings of the .xlsx report will do."""
    store = open_history(db)
    audit = _chosen(store, _portfolio(store, portfolio), None)
    count, unknown = assign_owners(store, audit, sheets, datetime.now(UTC).date().isoformat())
    for line in unknown:
        click.echo(_UNKNOWN.in_language(lang).format(place=line.place, mark=line.mark), err=True)
    click.echo(Text("Назначено: {n}.", "Assigned: {n}.").in_language(lang).format(n=count))
    return exit_codes.FINDINGS if unknown else exit_codes.CLEAN


_UNKNOWN = Text("{place}: открытой находки с меткой «{mark}» нет.", "{place}: no open finding has the mark «{mark}».")


@history.command()
@click.option("--before", "day", required=True, help="A day, YYYY-MM-DD: older audits are removed.")
@click.option("--portfolio", default=None, help="Of this portfolio only.")
@click.option("--db", default=None)
def purge(day: str, portfolio: str | None, db: str | None) -> None:
    """Remove the audits of before a day for good: rows, quotes and names that only they held."""
    count = open_history(db).purge(checked_day(day, "--before"), portfolio)
    click.echo(f"Removed audits: {count}.")


@history.command()
@click.option("--db", default=None)
def check(db: str | None) -> int:
    """Check that everything is as it was recorded: the file, every entry, the chain of audits."""
    faults = open_history(db).faults()
    for fault in faults:
        click.echo(fault, err=True)
    if not faults:
        click.echo("The history is as it was recorded.")
    return exit_codes.FINDINGS if faults else exit_codes.CLEAN


def checked_day(text: str, option: str) -> str:
    """Return a day; UsageError naming the option when it is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"{option}: «{text}» is not a date", remedy="Write it as 2026-11-01.") from error


def _portfolio(store: Store, told: str) -> str:
    """Return the portfolio that was told, or the only one; a path stands for the name of its folder."""
    names = store.portfolios()
    if told:
        return told if told in names or not Path(told).exists() else portfolio_name([told])
    if len(names) != 1:
        known = ", ".join(f"«{name}»" for name in names) or "none yet"
        raise UsageError("which portfolio?", remedy=f"Name one with --portfolio. Known: {known}.")
    return names[0]


def _chosen(store: Store, portfolio: str, number: int | None) -> AuditRow:
    audits = store.audits(portfolio)
    if not audits:
        raise UsageError(f"there are no audits of «{portfolio}»", remedy="`auditor history list` lists them.")
    return audits[-1] if number is None else store.audit(portfolio, number)


def _two(store: Store, portfolio: str, before: int | None, after: int | None) -> Sequence[AuditRow]:
    audits = store.audits(portfolio)
    if before is None and len(audits) < 2:
        raise UsageError(f"«{portfolio}» has been audited {len(audits)} times", remedy="Two audits make a difference.")
    old = audits[-2] if before is None else store.audit(portfolio, before)
    return old, audits[-1] if after is None else store.audit(portfolio, after)
