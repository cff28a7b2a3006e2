"""``auditor review``: may this contract be signed, and what has to be put in before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from auditor.cli import exit_codes
from auditor.cli.asked import Asked as Papers
from auditor.cli.config import Config, take_config
from auditor.cli.dossier import dossier_options, ordered, run_dossier
from auditor.cli.verdict import print_verdict
from auditor.errors import UsageError
from auditor.export.dossiers.views import is_clean
from auditor.export.registry import check_outputs, write_all
from auditor.model.signing import Answer
from auditor.model.text import Language
from auditor.reviewing import Annotate, signing_policy
from auditor.reviewing import review as run
from auditor.running.settings import Settings

_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, exists=False)


@click.command()
@click.argument("contract", type=_PATH)
@click.argument("annexes", nargs=-1, type=_PATH)
@click.option("--output", "outputs", multiple=True, type=_PATH, help="Report file; the suffix chooses the form.")
@click.option("--annotated", type=_PATH, default=None,
              help="The contract given back with remarks: .docx for a Word file, .pdf for a PDF.")  # fmt: skip
@click.option("--annotate", "how", type=click.Choice([how.value for how in Annotate]), default="both",
              show_default=True, help="What a Word file is given back with.")  # fmt: skip
@click.option("--disagreements", type=_PATH, default=None, help="The schedule of disagreements, .docx.")
@click.option("--letter", type=_PATH, default=None, help="The letter to go with the schedule, .docx.")
@click.option("--policy", type=_FILE, default=None, help="Which findings stand in the way; rules/signing.yaml.")
@click.option(
    "--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True, help="Language of what is written."
)
@click.option("--as-of", "as_of", default=None, help="The day of the review, YYYY-MM-DD; today when not given.")
@click.option("--rules", "rules", multiple=True, type=_PATH, help="A further folder of rules; may be repeated.")
@click.option("--profile", default="auto", show_default=True, help="Whose contract it is where it does not tell.")
@click.option("--ocr/--no-ocr", default=True, help="Recognise pictures of text, or leave them unread.")
@click.option("--config", type=_PATH, default=None, is_eager=True, callback=take_config,
              help="A settings file (TOML) with limits and defaults; options given here win over it.")  # fmt: skip
@click.option("--quiet", is_flag=True, help="Nothing on the terminal.")
@dossier_options
def review(
    contract: Path,
    annexes: tuple[Path, ...],
    outputs: tuple[Path, ...],
    annotated: Path | None,
    how: str,
    disagreements: Path | None,
    letter: Path | None,
    policy: Path | None,
    lang: Language,
    as_of: str | None,
    rules: tuple[Path, ...],
    profile: str,
    ocr: bool,
    config: Config,
    quiet: bool,
    **options: Any,
) -> int:
    """Say whether a contract may be signed, with its annexes and earlier amendments taken into account.

    Exit code 0: it may be signed; 1: with changes only, not at all, or it cannot be told; 2: the review could not
    run; 3: a file could not be written.
    """
    papers_asked = Papers(annotated, Annotate(how), disagreements, letter)
    check_outputs(outputs, papers_asked.paths)
    papers_asked.check()
    order = ordered(**options)
    settings = replace(_settings(lang, as_of, rules, profile), ocr=ocr, limits=config.limits)
    done = run(contract, annexes, settings, signing_policy(policy, settings.rules))
    papers = papers_asked.made(done)
    write_all(done.report, outputs, papers)
    if not quiet:
        print_verdict(done, lang, (*outputs, *papers))
    clean = done.verdict.answer is Answer.YES
    if order.anything and done.facts is not None:
        clean &= is_clean(run_dossier(contract, order, settings, quiet=quiet))
    return exit_codes.CLEAN if clean else exit_codes.FINDINGS


def _settings(lang: Language, as_of: str | None, rules: tuple[Path, ...], profile: str) -> Settings:
    for folder in rules:
        if not folder.is_dir():
            raise UsageError(f"--rules: there is no folder {folder}", remedy="Name a folder that holds rule files.")
    now = datetime.now(UTC)
    return Settings(
        as_of=_day(as_of) if as_of else now.date().isoformat(),
        generated_at=now.replace(microsecond=0).isoformat(),
        language=lang,
        rules=rules,
        profile=profile,
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"--as-of: «{text}» is not a date", remedy="Write it as 2026-11-01.") from error
