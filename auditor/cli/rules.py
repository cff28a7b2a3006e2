"""``auditor rules``: the rule set, for reading and for checking it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from auditor.cli import exit_codes
from auditor.model.rule import Rule
from auditor.model.text import Language
from auditor.pipeline import check_rules, failing_examples, rule_schemas, rulebook

_FOLDERS = click.option(
    "--rules", "folders", multiple=True, type=click.Path(path_type=Path), help="A further folder of rules."
)
_LANG = click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True)


@click.group()
def rules() -> None:
    """Show and check the rules."""


@rules.command("list")
@_FOLDERS
@_LANG
def list_rules(folders: tuple[Path, ...], lang: Language) -> None:
    """List every rule with its severity."""
    ruleset, _ = rulebook(folders)
    section = None
    titles = dict(ruleset.sections)
    for rule in ruleset.rules:
        if rule.section != section:
            section = rule.section
            click.echo(f"\n{titles[section].in_language(lang)}")
        click.echo(f"  {rule.id:40s} {rule.severity.value:9s} {rule.title.in_language(lang)}")


@rules.command()
@click.argument("id")
@_FOLDERS
@_LANG
def show(id: str, folders: tuple[Path, ...], lang: Language) -> int:  # noqa: A002 - the argument's name in the help
    """Show one rule: what it looks for, on which law, what to do."""
    ruleset, _ = rulebook(folders)
    rule = next((rule for rule in ruleset.rules if rule.id == id), None)
    if rule is None:
        click.echo(f"auditor: there is no rule «{id}»\n  `auditor rules list` lists them.", err=True)
        return exit_codes.CANNOT_RUN
    _print(rule, lang)
    return exit_codes.CLEAN


def _print(rule: Rule, lang: Language) -> None:
    click.echo(f"{rule.id}  [{rule.severity.value}]\n{rule.title.in_language(lang)}\n")
    click.echo(rule.why.in_language(lang))
    for grade, words in rule.definition.items():
        click.echo(f"  {grade}: {words.in_language(lang)}")
    for law in rule.law:
        click.echo(f"  § {law.ref} ({law.status}): {law.rule.in_language(lang)}")
    click.echo(f"\n{rule.recommendation.in_language(lang)}")
    if rule.model_clause:
        click.echo(f"\n«{rule.model_clause.in_language(lang)}»")
    click.echo(f"\n{rule.place}")


@rules.command()
@_FOLDERS
def check(folders: tuple[Path, ...]) -> None:
    """Check that every rule and topic can be read; a broken one is shown with its file and line."""
    ruleset, lexicon = check_rules(folders)
    click.echo(
        f"{len(ruleset.rules)} rules, {len(lexicon.topics)} topics, {len(ruleset.examples)} examples: all can be read."
    )


@rules.command()
@click.argument("kind", type=click.Choice(["rule", "examples", "topic"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file, for an editor that completes and checks what is written."""
    click.echo(json.dumps(rule_schemas()[kind], ensure_ascii=False, indent=1))


@rules.command()
@click.argument("ids", nargs=-1)
@_FOLDERS
def test(ids: tuple[str, ...], folders: tuple[Path, ...]) -> int:
    """Try the examples of every rule, or of the rules named."""
    tried, failures = failing_examples(folders, ids)
    for failure in failures:
        click.echo(failure)
    click.echo(f"{tried} examples tried, {len(failures)} wrong.")
    return exit_codes.FINDINGS if failures else exit_codes.CLEAN
