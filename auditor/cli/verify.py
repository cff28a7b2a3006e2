"""``auditor verify``: whether a sealed package is as it was sealed, and whether a new run says the same."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import click

from auditor.cli import exit_codes
from auditor.model.limits import Limits
from auditor.model.report import Report
from auditor.model.text import Language, Text
from auditor.pipeline import Settings, audit
from auditor.rulebook.folders import program_digest
from auditor.sealing.package import WAIVERS, loaded_report, rewritten
from auditor.sealing.signing import public_key
from auditor.sealing.verify import Opened, differences, open_package
from auditor.waiving.file import load_waivers

_SHOWN = 200


@click.command()
@click.argument("package", type=click.Path(path_type=Path))
@click.argument("folder", nargs=-1)
@click.option(
    "--public-key", "key", type=click.Path(path_type=Path), default=None, help="Whose signature it must bear."
)
@click.option("--rules", "rules", multiple=True, type=click.Path(path_type=Path), help="The further folders of rules.")
@click.option("--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True)
def verify(package: Path, folder: tuple[str, ...], key: Path | None, rules: tuple[Path, ...], lang: Language) -> int:
    """Check a sealed package; with the folder that was audited, audit it again and say what differs.

    Exit code 0: as it was sealed, and the same again; 1: something is not.
    """
    opened = open_package(package, public_key(key) if key else None)
    for fault in opened.faults:
        _say(f"! {fault}")
    if opened.faults:
        click.echo(_BROKEN.in_language(lang), err=True)
        return exit_codes.FINDINGS
    signer = opened.signer or _UNSIGNED.in_language(lang)
    _say(_SOUND.in_language(lang).format(seal=opened.seal, head=opened.head, signer=signer))
    return _again(opened, folder, rules, lang) if folder else exit_codes.CLEAN


_BROKEN = Text("Пакет не таков, каким его запечатали.", "The package is not as it was sealed.")
_UNSIGNED = Text("не подписан", "not signed")
_SOUND = Text(
    "Пакет таков, каким его запечатали.\n  печать {seal}\n  голова {head}\n  подпись {signer}",
    "The package is as it was sealed.\n  seal {seal}\n  head {head}\n  signed by {signer}",
)
_SAME = Text("Повторная проверка говорит то же.", "A new run says the same.")
_OTHER = Text("Повторная проверка говорит иное, отличий: {n}.", "A new run says otherwise, differences: {n}.")
_REWRITTEN = Text("{name}: файл не тот, который даёт эта проверка", "{name}: not the file that this audit makes")
_PROGRAM = Text("Программа другая, чем при запечатывании.", "The program is another than when it was sealed.")


def _again(opened: Opened, folder: tuple[str, ...], rules: tuple[Path, ...], lang: Language) -> int:
    if opened.manifest["tool"]["sha256"] != program_digest():
        _say(f"! {_PROGRAM.in_language(lang)}")
    report = _run_again(opened, folder, rules)
    found = list(differences(opened.report, loaded_report(report)))
    if not found and not opened.with_history:
        found = [_REWRITTEN.in_language(lang).format(name=name) for name in rewritten(report, opened.files)]
    for difference in found[:_SHOWN]:
        _say(f"! {difference}")
    _say((_OTHER if found else _SAME).in_language(lang).format(n=len(found)))
    return exit_codes.FINDINGS if found else exit_codes.CLEAN


def _run_again(opened: Opened, folder: tuple[str, ...], rules: tuple[Path, ...]) -> Report:
    """Return the report of a new run with the settings of the package."""
    told = opened.manifest["settings"]
    settings = Settings(
        as_of=told["as_of"], generated_at=told["generated_at"], language=told["language"], rules=rules,
        profile=told["profile"], ocr=told["ocr"], limits=Limits(**told["limits"]), jobs=2,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as place:
        waivers = Path(place) / Path(opened.manifest["waivers"] or WAIVERS).name
        if opened.waivers is not None:
            waivers.write_bytes(opened.waivers)
        report = audit(folder, settings, load_waivers(waivers) if opened.waivers is not None else None)
    return replace(report, seal=opened.seal)


def _say(words: str) -> None:
    click.echo("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in words))
