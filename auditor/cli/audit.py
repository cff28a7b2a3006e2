"""``auditor audit`` and ``auditor demo``."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click
import platformdirs

from auditor.cli import exit_codes
from auditor.cli.config import Config, take_config
from auditor.cli.progress import progress
from auditor.cli.stopping import stopping
from auditor.errors import UsageError
from auditor.export.registry import check_outputs, prepare, write_all
from auditor.model.finding import Finding, Outcome, Severity
from auditor.model.progress import Progress
from auditor.model.report import InputStatus, Report
from auditor.model.text import Language
from auditor.periodic import Plan, history_file, periodic_audit
from auditor.pipeline import Settings, demo_folder
from auditor.pipeline import audit as run

_RANK = {Severity.LOW: 0, Severity.MEDIUM: 1, Severity.HIGH: 2, Severity.CRITICAL: 3}
_PATHS = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--output", "outputs", multiple=True, type=_PATHS, help="Report file; the suffix chooses the form.")
@click.option(
    "--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True, help="Language of the report."
)
@click.option("--as-of", "as_of", default=None, help="The audit's date, YYYY-MM-DD; today when not given.")
@click.option("--rules", "rules", multiple=True, type=_PATHS, help="A further folder of rules; may be repeated.")
@click.option("--profile", default="auto", show_default=True,
              help="Whose contracts these are where a document does not tell, and which rules are off: auto, "
              "ru-consumer, ru-business, en-commercial, or your own.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 256), default=None, help="Worker processes; all cores when not given.")
@click.option("--fail-on", type=click.Choice(["critical", "high", "medium", "low", "never"]), default="high",
              show_default=True, help="Severity from which a finding makes the exit code 1.")  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Work every document out anew and keep nothing of it for the next run.")
@click.option("--ocr/--no-ocr", default=True, help="Recognise pictures of text, or leave them unread.")
@click.option(
    "--password-file", type=_PATHS, default=None, help="A file with passwords for protected files, one a line."
)
@click.option("--config", type=_PATHS, default=None, is_eager=True, callback=take_config,
              help="A settings file (TOML) with limits and defaults; options given here win over it.")  # fmt: skip
@click.option("--scheduler", default="", help="Address of a Dask scheduler whose workers take the files through.")
@click.option("--history/--no-history", "history", default=None,
              help="Record the audit and compare it with the one before; --db alone turns it on, too.")  # fmt: skip
@click.option("--db", default=None, help="The history: a file, or postgresql+psycopg://user@host/database.")
@click.option("--portfolio", default="", help="The name under which audits belong together; the folder's by default.")
@click.option("--waivers", "waivers", type=_PATHS, default=None, help="The file of accepted findings, waivers.yaml.")
@click.option("--owners", multiple=True, type=_PATHS, help="A filled sheet: who mends what by when; may be repeated.")
@click.option("--owner-sheets", "sheets", type=_PATHS, default=None,
              help="A folder for a workbook of open findings for each owner, to be filled in.")  # fmt: skip
@click.option("--answers", multiple=True, type=_PATHS, help="Such a workbook, filled in: its answers become evidence.")
@click.option("--only-new", is_flag=True, help="Only findings that are new or changed make the exit code 1.")
@click.option(
    "--redact", is_flag=True, help="Persons, telephones, addresses and numbers under numbers in what is written."
)
@click.option("--notify-file", type=_PATHS, default=None, help="A short text about the audit, for a mail.")
@click.option(
    "--template", type=_PATHS, default=None, help="The firm's own .docx on which the memorandum (.docx) is written."
)
@click.option("--package", "package", type=_PATHS, default=None, help="A sealed package of the audit, audit.zip.")
@click.option("--sign-key", type=_PATHS, default=None, help="The private key (Ed25519, PEM) that signs the package.")
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
def audit(
    paths: tuple[str, ...], outputs: tuple[Path, ...], lang: Language, as_of: str | None, rules: tuple[Path, ...],
    profile: str, jobs: int | None, fail_on: str, no_cache: bool, ocr: bool, password_file: Path | None,
    config: Config, scheduler: str, history: bool | None, db: str | None, portfolio: str, waivers: Path | None,
    owners: tuple[Path, ...], sheets: Path | None, answers: tuple[Path, ...], only_new: bool, redact: bool,
    notify_file: Path | None, template: Path | None, package: Path | None, sign_key: Path | None, quiet: bool,
) -> int:  # fmt: skip
    """Audit files and folders and write the report.

    Exit code 0: nothing failed and everything was read; 1: findings, or something not read; 2: the audit could
    not run; 3: the report could not be written.
    """
    check_outputs(outputs)
    _check_files(template, package, sign_key)
    plan = _plan(history, db, portfolio, waivers, owners)
    settings = replace(
        _settings(lang, as_of, rules, profile, jobs, progress(quiet=quiet)),
        ocr=ocr,
        limits=config.limits,
        columns=config.columns,
        passwords=_passwords(password_file),
        cache=None if no_cache else cache_file("facts"),
        scheduler=scheduler,
        lined=any(path.suffix.lower() == ".json" for path in outputs) and not (plan.db or answers or redact),
    )
    with stopping() as stop:
        single = len(paths) == 1 and os.path.isfile(paths[0])  # noqa: PTH113 - a name may be too long for a path
        report = periodic_audit(
            paths, replace(settings, stop=stop), plan, lambda: prepare(outputs, lang, single=single)
        )
    if package:
        report = _sealed(report, settings, package, sign_key, waivers, outputs)
    report = _answered(report, answers) if answers else report
    report = replace(_masked(report) if redact else report, template=str(template or ""))
    write_all(report, outputs, _sheets(report, sheets) if sheets else {})
    if not quiet:
        _summarise(report, outputs)
    code = _exit_code(report, fail_on, only_new=only_new)
    if notify_file:
        from auditor.cli.notice import write_notice  # noqa: PLC0415 - few runs write one

        write_notice(report, outputs, notify_file, code=code)
    return code


@click.command()
@click.option(
    "--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True, help="Language of the report."
)
@click.option(
    "--output", "output", type=_PATHS, default=Path("auditor-demo.html"), show_default=True, help="Report file."
)
@click.option("--open/--no-open", "show", default=True, help="Open the report in the browser.")
def demo(lang: Language, output: Path, show: bool) -> int:
    """Audit the sample portfolio that the product carries and open the report."""
    settings = _settings(lang, None, (), "auto", None, progress(quiet=False))
    report = run([demo_folder()], settings)
    write_all(report, (output,))
    _summarise(report, (output,))
    if show:
        click.launch(output.resolve().as_uri())
    return exit_codes.CLEAN


def _answered(report: Report, files: Sequence[Path]) -> Report:
    from auditor.owners import read_answers, with_answers  # noqa: PLC0415 - few runs read answers

    return with_answers(report, [answer for file in files for answer in read_answers(file)])


def _sheets(report: Report, folder: Path) -> dict[Path, bytes]:
    """Return a workbook for each owner under its name in the folder, which is made when it is not there."""
    from auditor.export.owner_sheets import owner_sheets  # noqa: PLC0415 - few runs write them

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--owner-sheets: {folder} is no folder", remedy="Name another one.") from error
    return {folder / name: content for name, content in owner_sheets(report)}


def _masked(report: Report) -> Report:
    from auditor.export.masking import masked  # noqa: PLC0415 - few runs ask for it

    return masked(report)


def _check_files(template: Path | None, package: Path | None, key: Path | None) -> None:
    """Raise before a long run what would only come up after it."""
    if template and not template.is_file():
        raise UsageError(f"--template: there is no file {template}", remedy="Name a .docx file.")
    if package:
        _check_sealing(package, key)


def _check_sealing(package: Path, key: Path | None) -> None:
    """Raise what would only come up when the package is written."""
    from auditor.sealing.package import check_package  # noqa: PLC0415 - few runs are sealed
    from auditor.sealing.signing import check_key  # noqa: PLC0415

    check_package(package)
    if key:
        check_key(key)


def _sealed(
    report: Report, settings: Settings, package: Path, key: Path | None, waivers: Path | None, outputs: Sequence[Path]
) -> Report:
    """Write the package and return the report with its seal printed in it."""
    from auditor.sealing.package import Sealing, sealed, write_package  # noqa: PLC0415 - as above

    sealing = Sealing(settings, waivers, key, tuple(path.suffix.lower() for path in outputs))
    report, manifest = sealed(report, sealing)
    head = write_package(report, manifest, sealing, package)
    said = {"ru": "Пакет: {path}, печать {seal}, голова {head}", "en": "Package: {path}, seal {seal}, head {head}"}
    click.echo(said[report.language].format(path=package, seal=report.seal, head=head), err=True)
    return report


def _plan(history: bool | None, db: str | None, portfolio: str, waivers: Path | None, owners: tuple[Path, ...]) -> Plan:
    """Return what is done besides the audit; nothing is recorded unless somebody asked for it."""
    if history is None:
        history = db is not None
    if owners and not history:
        raise UsageError("--owners: there is no history to keep it in", remedy="Add --history, or --db.")
    return Plan((db or str(history_file())) if history else None, portfolio, waivers, owners)


def _settings(
    lang: Language, as_of: str | None, rules: tuple[Path, ...], profile: str, jobs: int | None,
    tell: Callable[[Progress], None],
) -> Settings:  # fmt: skip
    now = datetime.now(UTC)
    return Settings(
        as_of=_day(as_of) if as_of else now.date().isoformat(),
        generated_at=now.replace(microsecond=0).isoformat(),
        language=lang,
        rules=_folders(rules),
        profile=profile,
        rules_cache=cache_file("rules"),
        jobs=jobs or os.cpu_count() or 1,
        tell=tell,
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"--as-of: «{text}» is not a date", remedy="Write it as 2026-11-01.") from error


def _folders(rules: tuple[Path, ...]) -> tuple[Path, ...]:
    for folder in rules:
        if not folder.is_dir():
            raise UsageError(f"--rules: there is no folder {folder}", remedy="Name a folder that holds rule files.")
    return rules


def _passwords(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    try:
        return tuple(line for line in path.read_text(encoding="utf-8-sig").splitlines() if line)
    except (OSError, UnicodeError) as error:
        raise UsageError(
            f"--password-file: {path} cannot be read", remedy="Give a text file in UTF-8, one password a line."
        ) from error


def cache_file(name: str) -> Path:
    """Return a file in the user's own folder: ``facts`` and verdicts kept between runs, or the ``rules`` made ready."""
    return Path(platformdirs.user_cache_dir("auditor", appauthor=False)) / f"{name}.sqlite"


def _summarise(report: Report, outputs: Sequence[Path]) -> None:
    from auditor.cli.summary import print_summary  # noqa: PLC0415 - what draws tables is slow to import

    print_summary(report, outputs)


def _exit_code(report: Report, fail_on: str, *, only_new: bool = False) -> int:
    unread = not report.complete or any(
        entry.status in {InputStatus.NOT_READ, InputStatus.PARTLY_READ} for entry in report.inputs
    )
    if unread or fail_on == "never":
        return exit_codes.FINDINGS if unread else exit_codes.CLEAN
    undecided = any(
        f.outcome in {Outcome.UNDETERMINED, Outcome.ERROR} and _counts(f, only_new=only_new) for f in report.findings
    )
    floor = _RANK[Severity(fail_on)]
    failed = any(
        f.outcome is Outcome.FAIL and _RANK[f.severity] >= floor and _counts(f, only_new=only_new)
        for f in report.findings
    )
    return exit_codes.FINDINGS if failed or undecided else exit_codes.CLEAN


def _counts(finding: Finding, *, only_new: bool) -> bool:
    """Return whether a finding speaks for the exit code: not when a waiver or the baseline covers it."""
    covered = finding.waiver is not None or bool(finding.baseline)
    return not covered and (not only_new or finding.history in {"new", "changed"})
