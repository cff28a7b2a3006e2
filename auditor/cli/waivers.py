"""``auditor waivers``: the file of accepted findings, listed and checked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from auditor.cli import exit_codes
from auditor.cli.finding_lookup import chosen, from_report
from auditor.cli.waive import WAIVERS, waive
from auditor.desk import rulebook
from auditor.model.text import Language, Text
from auditor.model.waiver import ReasonCategory, Waiver
from auditor.waiving.applying import lapse, signing_fault
from auditor.waiving.file import WaiverFile, add_waiver, load_waivers

_LANG = click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True)
_AS_OF = click.option("--as-of", "as_of", default=None, help="The day they are judged by; today when not given.")


@click.group()
def waivers() -> None:
    """Show, add and check accepted findings."""


waivers.add_command(waive, "add")


@waivers.command("list")
@WAIVERS
@click.option("--expiring", "days", type=int, default=None, help="Only those that end within so many days.")
@_AS_OF
@_LANG
def list_waivers(path: Path, days: int | None, as_of: str | None, lang: Language) -> None:
    """List accepted findings, the next to end first."""
    today = _today(as_of)
    found = [entry.waiver for entry in load_waivers(path).entries if entry.waiver]
    if days is not None:
        last = (date.fromisoformat(today) + timedelta(days=days)).isoformat()
        found = [waiver for waiver in found if today <= waiver.until <= last]
    for waiver in sorted(found, key=lambda waiver: waiver.until):
        click.echo(_clean(f"{waiver.until}  {waiver.finding}  {waiver.rule}  {waiver.document}"))
        click.echo(_clean(f"    {waiver.reason} ({waiver.author} → {waiver.approver}, {waiver.authority})"))
    click.echo(Text("Записей: {n}.", "Entries: {n}.").in_language(lang).format(n=len(found)))


@waivers.command()
@click.argument("sheets", nargs=-1, required=True, type=click.Path(path_type=Path))
@WAIVERS
@click.option(
    "--report", type=click.Path(path_type=Path), required=True, help="The report.json that shows the findings."
)
@_LANG
def ask(sheets: tuple[Path, ...], path: Path, report: Path, lang: Language) -> None:
    """Write what owners ask for in their sheets into the file; an entry holds when an approver has signed it."""
    from auditor.owners import Kind, read_answers  # noqa: PLC0415 - only this command reads sheets

    named = list(from_report(report))
    asked = [answer for sheet in sheets for answer in read_answers(sheet) if answer.kind is Kind.WAIVE]
    for answer in asked:
        found = chosen(named, answer.mark)
        waiver = Waiver(
            finding=found.fingerprint, rule=found.rule, matter=found.matter, words=found.words, document=found.label,
            category=ReasonCategory.ACCEPTED_RISK, reason=answer.words, author=answer.owner, approver="",
            authority=answer.authority, given="", until=answer.until,
        )  # fmt: skip
        add_waiver(path, waiver, found.outcome)
    said = Text(
        "Просьб записано: {n}. Подействуют, когда в файле {path} будут названы согласующий и день.",
        "Requests written: {n}. They hold once the approver and the day are named in {path}.",
    )
    click.echo(said.in_language(lang).format(n=len(asked), path=path))


@waivers.command()
@WAIVERS
@click.option("--rules", "rules", multiple=True, type=click.Path(path_type=Path), help="A further folder of rules.")
@_AS_OF
@_LANG
def check(path: Path, rules: tuple[Path, ...], as_of: str | None, lang: Language) -> int:
    """Check every entry by itself: dates, signatures, rules; whether its finding is still there, the audit says."""
    file = load_waivers(path)
    faults = _faults(file, _today(as_of), rules)
    for place, why in faults:
        click.echo(_clean(f"{place}: {why.in_language(lang)}"), err=True)
    said = Text("Записей: {n}, негодных: {bad}.", "Entries: {n}, of no effect: {bad}.").in_language(lang)
    click.echo(said.format(n=len(file.entries), bad=len(faults)))
    return exit_codes.FINDINGS if faults else exit_codes.CLEAN


def _faults(file: WaiverFile, as_of: str, rules: tuple[Path, ...]) -> list[tuple[str, Text]]:
    known = {rule.id: rule.waivable for rule in rulebook(rules)[0].rules}
    unwaivable = {rule for rule, waivable in known.items() if not waivable}
    faults = [(entry.fault.place, entry.fault.why) for entry in file.entries if entry.fault]
    held = [entry.waiver for entry in file.entries if entry.waiver]
    for waiver in held:
        fault = signing_fault(waiver, as_of, unwaivable)
        if fault is not None:
            faults.append((waiver.place, lapse(waiver, *fault).why))
        elif waiver.rule not in known:
            faults.append((waiver.place, _NO_RULE.format(rule=waiver.rule)))
    return faults + _too_many(held, file.at_most)


_NO_RULE = Text("Правила «{rule}» нет.", "There is no rule «{rule}».")


def _too_many(held: list[Waiver], at_most: int) -> list[tuple[str, Text]]:
    return [(waiver.place, lapse(waiver, "ceiling", str(at_most)).why) for waiver in held[at_most:]]


def _today(as_of: str | None) -> str:
    from auditor.cli.history import checked_day  # noqa: PLC0415 - only where a day was given

    return checked_day(as_of, "--as-of") if as_of else datetime.now(UTC).date().isoformat()


def _clean(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in line)
