"""``auditor compare``: one contract against our template, our playbook and the round before."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from auditor.cli import exit_codes
from auditor.cli.config import Config, take_config
from auditor.cli.dossier import dossier_options, ordered, run_dossier
from auditor.errors import UsageError
from auditor.export.dossiers.views import is_clean
from auditor.model.text import Language
from auditor.running.settings import Settings


@click.command()
@click.argument("new", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@dossier_options
@click.option(
    "--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True, help="Language of the result."
)
@click.option("--as-of", "as_of", default=None, help="The day of the review, YYYY-MM-DD; today when not given.")
@click.option("--rules", "rules", multiple=True, type=click.Path(path_type=Path), help="A further folder of rules.")
@click.option("--config", type=click.Path(path_type=Path), default=None, is_eager=True, callback=take_config,
              help="A settings file (TOML) with limits and defaults; options given here win over it.")  # fmt: skip
@click.option("--quiet", is_flag=True, help="No summary.")
def compare(
    new: Path, lang: Language, as_of: str | None, rules: tuple[Path, ...], config: Config, quiet: bool, **options: Any
) -> int:  # fmt: skip
    """Set the contract NEW against a template, a playbook or the round before; gather its key terms and dates.

    Exit code 0: nothing needs attention and everything was read; 1: something does; 2: it could not run; 3: a file
    could not be written.
    """
    order = ordered(**options)
    if not order.anything:
        raise UsageError(
            "nothing was asked for", remedy="Add --template, --previous, --playbook, --key-terms or --calendar."
        )
    day = _day(as_of)
    settings = Settings(as_of=day, generated_at=day, language=lang, rules=rules, limits=config.limits)
    dossier = run_dossier(new, order, settings, quiet=quiet)
    return exit_codes.CLEAN if is_clean(dossier) else exit_codes.FINDINGS


def _day(text: str | None) -> str:
    if text is None:
        return datetime.now(UTC).date().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"--as-of: «{text}» is not a date", remedy="Write it as 2026-11-01.") from error
