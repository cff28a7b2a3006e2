"""``auditor rules``: the rule set, for reading and for checking it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import click

from auditor.cli import exit_codes
from auditor.desk import rulebook
from auditor.errors import OutputError, UsageError
from auditor.export.rule_pages import rules_page
from auditor.model.document import Unreadable
from auditor.model.rule import Rule
from auditor.model.text import Language, Text
from auditor.trials import (
    accuracy,
    check_rules,
    failing_examples,
    rule_schemas,
    sample_finding,
    write_new_rule,
)

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
@click.argument("kind", type=click.Choice(["rule", "examples", "topic", "signing", "playbook"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file, for an editor that completes and checks what is written."""
    click.echo(json.dumps(rule_schemas()[kind], ensure_ascii=False, indent=1))


@rules.command()
@click.argument("id")
@click.option("--into", "folder", type=click.Path(path_type=Path), required=True, help="Your own folder of rules.")
def new(id: str, folder: Path) -> None:  # noqa: A002 - the argument's name in the help
    """Write the files of a new rule, to be filled in: the rule, its words and its examples."""
    for path in write_new_rule(id, folder):
        click.echo(path)
    click.echo(f"Fill them in, then: auditor rules test {folder / id}.yaml")


@rules.command()
@click.option("--changed-since", "since", required=True, help="A day, YYYY-MM-DD.")
@_FOLDERS
@_LANG
def law(since: str, folders: tuple[Path, ...], lang: Language) -> int:
    """List the references whose law came into force or lapsed on or after a day: the rules to read again."""
    try:
        day = date.fromisoformat(since).isoformat()
    except ValueError as error:
        raise UsageError(f"--changed-since: «{since}» is not a date", remedy="Write it as 2026-03-01.") from error
    ruleset, _ = rulebook(folders)
    found = [
        (max(filter(None, (law.in_force_from, law.in_force_to))), rule, law)
        for rule in (*ruleset.rules, *ruleset.drafts)
        for law in rule.law
        if any(moment and moment >= day for moment in (law.in_force_from, law.in_force_to))
    ]
    for moment, rule, reference in sorted(found, key=lambda entry: (entry[0], entry[1].id)):
        click.echo(f"{moment}  {rule.id:40s} {reference.ref} ({reference.status})")
    rules_found = len({rule.id for _, rule, _ in found})
    said = Text("Ссылок: {laws}, правил: {rules}.", "References: {laws}, rules: {rules}.").in_language(lang)
    click.echo(said.format(laws=len(found), rules=rules_found))
    return exit_codes.CLEAN


@rules.command()
@click.option("--output", type=click.Path(path_type=Path), default=None, help="A Markdown file; the terminal if none.")
@_FOLDERS
@_LANG
def docs(output: Path | None, folders: tuple[Path, ...], lang: Language) -> None:
    """Describe every rule on one page: what it looks for, its law, its wording, how right it was measured to be."""
    page = rules_page(rulebook(folders)[0], accuracy(), lang)
    if output is None:
        click.echo(page, nl=False)
        return
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error}", remedy="Choose another file.") from error


@rules.command()
@click.argument("names", nargs=-1)
@click.option(
    "--sample", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A document to try one rule on."
)
@_FOLDERS
@_LANG
def test(names: tuple[str, ...], sample: Path | None, folders: tuple[Path, ...], lang: Language) -> int:
    """Try the examples of every rule, or of the rules named by id or by file; --sample shows one on a document."""
    ids = tuple(Path(name).stem if name.endswith(".yaml") else name for name in names)
    folders += tuple(dict.fromkeys(Path(name).parent for name in names if name.endswith(".yaml")))
    if sample is not None:
        return _show_sample(ids, sample, folders, lang)
    tried, failures = failing_examples(folders, ids)
    for failure in failures:
        click.echo(failure)
    click.echo(f"{tried} examples tried, {len(failures)} wrong.")
    if not tried:
        raise UsageError(f"there are no examples for {', '.join(ids) or 'any rule'}", remedy="Check the id.")
    return exit_codes.FINDINGS if failures else exit_codes.CLEAN


def _show_sample(ids: tuple[str, ...], sample: Path, folders: tuple[Path, ...], lang: Language) -> int:
    """Show what each rule named says of a document, and on which words."""
    if not ids:
        raise UsageError("--sample needs a rule", remedy="Name the rule by its id or its file.")
    for id_ in ids:
        finding = sample_finding(id_, sample, folders, datetime.now(UTC).date().isoformat())
        if isinstance(finding, Unreadable):
            raise UsageError(f"{sample}: {finding.message.in_language(lang)}", remedy="Try another document.")
        click.echo(f"{id_}: {finding.outcome.value}\n{finding.message.in_language(lang)}")
        for evidence in finding.evidence:
            place = ", ".join(filter(None, (evidence.clause, f"p. {evidence.page}" if evidence.page else None)))
            click.echo(f"  «{' '.join(evidence.quote.split())}» {place}")
        for near in finding.absence.nearest if finding.absence else ():
            click.echo(f"  ? «{' '.join(near.quote.split())}» {near.why_not.in_language(lang)}")
    return exit_codes.CLEAN
