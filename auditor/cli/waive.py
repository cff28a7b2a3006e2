"""``auditor waive``: a finding is accepted, by named people, for a reason and for a time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from auditor.cli.finding_lookup import chosen, from_history, from_report
from auditor.desk import rulebook
from auditor.errors import UsageError
from auditor.model.waiver import ReasonCategory, Waiver
from auditor.periodic import open_history
from auditor.waiving.applying import lapse, signing_fault
from auditor.waiving.file import add_waiver

WAIVERS = click.option(
    "--waivers", "path", type=click.Path(path_type=Path), default=Path("waivers.yaml"), show_default=True,
    help="The file of accepted findings.",
)  # fmt: skip


@click.command()
@click.argument("finding")
@WAIVERS
@click.option("--reason-category", "category", type=click.Choice([c.value for c in ReasonCategory]), required=True)
@click.option("--reason", required=True, help="Why it is lived with, in words.")
@click.option("--author", required=True, help="Who asks for it.")
@click.option("--approver", required=True, help="Who grants it: another person.")
@click.option("--authority", required=True, help="The order, minutes or power of attorney the approver acts on.")
@click.option("--until", required=True, help="The last day on which it holds, YYYY-MM-DD.")
@click.option("--condition", default="", help="On what condition it holds.")
@click.option("--given", default=None, help="The day it is given; today by default.")
@click.option("--report", type=click.Path(path_type=Path), default=None, help="The report.json that shows the finding.")
@click.option("--db", default=None, help="The history, where no report is named.")
@click.option("--portfolio", default="")
@click.option("--rules", "rules", multiple=True, type=click.Path(path_type=Path), help="A further folder of rules.")
def waive(
    finding: str, path: Path, category: str, reason: str, author: str, approver: str, authority: str, until: str,
    condition: str, given: str | None, report: Path | None, db: str | None, portfolio: str, rules: tuple[Path, ...],
) -> None:  # fmt: skip
    """Accept the finding with this mark: it leaves the score and stays visible with its outcome."""
    found = chosen(from_report(report) if report else from_history(open_history(db), portfolio), finding)
    today = datetime.now(UTC).date().isoformat()
    waiver = Waiver(
        finding=found.fingerprint, rule=found.rule, matter=found.matter, words=found.words, document=found.label,
        category=ReasonCategory(category), reason=reason, author=author, approver=approver, authority=authority,
        given=given or today, until=until, condition=condition,
    )  # fmt: skip
    unwaivable = {rule.id for rule in rulebook(rules)[0].rules if not rule.waivable}
    fault = signing_fault(waiver, min(given or today, today), unwaivable)
    if fault is not None:
        raise UsageError(lapse(waiver, *fault).why.en, remedy="Correct it; docs/waivers.md says what a waiver needs.")
    add_waiver(path, waiver, found.outcome)
    click.echo(f"{path}: {found.rule}, {found.label}, {until}")
