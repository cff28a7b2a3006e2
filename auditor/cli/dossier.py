"""What a contract is set against before it is signed: the options, the run and its summary on the terminal.

``auditor compare`` is this alone; ``auditor review`` adds it to its verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from auditor.dossier import Wanted, dossier_of
from auditor.errors import UsageError
from auditor.export.dossiers import views
from auditor.export.dossiers.words import STANDS, VERDICTS
from auditor.export.dossiers.writing import Outputs, check_outputs, write_dossier
from auditor.model.comparison import Comparison, Side
from auditor.model.dossier import Dossier
from auditor.running.settings import Settings

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_PATH = click.Path(path_type=Path)
_ROWS = 30
"""Clauses listed on the terminal; the forms list all."""

_OPTIONS = (
    click.option("--template", type=_FILE, default=None, help="Our own text: what was reworded, weakened, left out."),
    click.option("--previous", type=_FILE, default=None,
                 help="The round before: what was gained, what nobody announced."),
    click.option("--playbook", type=_FILE, default=None, help="What we accept in each clause (YAML)."),
    click.option("--side", type=click.Choice(["provider", "client"]), default=None,
                 help="Which side we are; the playbook or a filled-in template may say so, too."),
    click.option("--comparison", "comparisons", multiple=True, type=_PATH,
                 help="File for the comparison: .html, .json, .md or .docx; may be repeated."),
    click.option("--key-terms", "key_terms", multiple=True, type=_PATH,
                 help="File for the key terms: .md, .json or .html."),
    click.option("--calendar", type=_PATH, default=None, help="File for the dates of the contract: .ics."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line."""

    wanted: Wanted
    outputs: Outputs

    @property
    def anything(self) -> bool:
        """Return whether anything was asked for at all."""
        return self.wanted.terms or any((self.wanted.template, self.wanted.previous, self.wanted.playbook))


def dossier_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a dossier to a command; it gets them by name and hands them to :func:`ordered`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def ordered(
    template: Path | None,
    previous: Path | None,
    playbook: Path | None,
    side: Side | None,
    comparisons: tuple[Path, ...],
    key_terms: tuple[Path, ...],
    calendar: Path | None,
) -> Order:
    """Return what was asked for; UsageError or OutputError for outputs that cannot be."""
    outputs = Outputs(comparisons, key_terms, calendar)
    check_outputs(outputs)
    if comparisons and not (template or previous or playbook):
        raise UsageError(
            "--comparison: there is nothing to compare with", remedy="Add --template, --previous or --playbook."
        )
    wanted = Wanted(
        template=template, previous=previous, playbook=playbook, side=side,
        terms=bool(key_terms or calendar),
    )  # fmt: skip
    return Order(wanted, outputs)


def run_dossier(new: Path, order: Order, settings: Settings, *, quiet: bool = False) -> Dossier:
    """Make, write and tell the dossier of one contract; AuditorError for what stops it."""
    dossier = dossier_of(new, order.wanted, settings)
    write_dossier(dossier, order.outputs)
    if not quiet:
        _tell(dossier, order.outputs)
    return dossier


def _tell(dossier: Dossier, outputs: Outputs) -> None:
    """Print what a lawyer has to look at and where the rest lies."""
    console, voice = Console(highlight=False), views.Voice(dossier.language)
    if dossier.template:
        _tell_comparison(console, voice, dossier.template, voice.say("template"))
    for answer in views.answers_gravest_first(dossier.answers):
        stand, title = voice.told(STANDS[answer.stand]), voice.told(answer.position.title)
        console.print(_plain(f"{stand:24} {title}: {voice.told(answer.why)}"))
    if dossier.round:
        _tell_comparison(console, voice, dossier.round.comparison, voice.say("round"))
        for _, name, steps in views.fates(dossier.round.findings):
            console.print(_plain(f"{voice.say('findings')}, {voice.told(name)}: {len(steps)}"))
        console.print(_plain(f"{voice.say('silent')}: {len(dossier.round.silent)}"))
        for author, changes in views.by_author(dossier.round.changes):
            console.print(_plain(f"{voice.say('tracked')}: {author or voice.say('nobody')}, {len(changes)}"))
    if dossier.terms:
        _tell_terms(console, voice, dossier)
    for path in outputs.paths:
        console.print(_plain(voice.say("written", path=path)))


def _tell_comparison(console: Console, voice: views.Voice, comparison: Comparison, title: str) -> None:
    told = "; ".join(f"{voice.told(name)}: {number}" for _, name, number in views.counts(comparison))
    console.print(_plain(f"{title}: {comparison.old}"))
    console.print(_plain(f"{told}. {voice.side(comparison)}"))
    if not comparison.complete:
        console.print(_plain(voice.say("incomplete")))
    pairs = views.needing_attention(comparison)
    if not pairs:
        return
    table = Table(show_edge=False)
    for name in ("outcome", "clause_name", "why"):
        table.add_column(
            voice.say("outcome") if name == "outcome" else "" if name == "clause_name" else voice.say("why")
        )
    for pair in pairs[:_ROWS]:
        notes = " ".join(voice.told(shift.note) for shift in pair.shifts) or views.name_of(pair)
        table.add_row(voice.told(VERDICTS[pair.verdict]), _plain(voice.places(pair)), _plain(notes))
    console.print(table)


def _tell_terms(console: Console, voice: views.Voice, dossier: Dossier) -> None:
    console.print(_plain(voice.say("terms")))
    for term in dossier.terms.terms if dossier.terms else ():
        words = "; ".join(term.values) or (term.passages[0].quote[:100] if term.passages else "")
        console.print(_plain(f"  {voice.told(term.title)}: {words or views.not_there(term, dossier)}"))
    for date in dossier.terms.dates if dossier.terms else ():
        console.print(_plain(f"  {date.day} {voice.told(date.title)}: {voice.told(date.why)}"))


def _plain(words: str) -> Styled:
    """Return words without mark-up and without control characters: they may come from a document."""
    return Styled("".join(c if c.isprintable() else " " for c in words))
