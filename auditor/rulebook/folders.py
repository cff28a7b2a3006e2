"""Where rules lie: with the program, in installed packages, in folders of the user's."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from auditor.errors import UsageError
from auditor.rulebook.installed import installed_folders

EXAMPLES = ".examples.yaml"
"""How the names of files with examples end."""


def rules_folder() -> Path:
    """Return the folder of the rules that the product carries, in a checkout or installed."""
    return data_folder("rules")


def data_folder(name: str, in_checkout: str | None = None) -> Path:
    """Return a folder that the product carries; UsageError when it is not there."""
    package = Path(__file__).parents[1]
    for folder in (package / "_data" / name, package.parent / (in_checkout or name)):
        if folder.is_dir():
            return folder
    raise UsageError(f"the installation lacks its {name}", remedy="Install the package again.")


def rule_folders(folders: Sequence[Path]) -> list[Path]:
    """Return all folders of rules, those given last."""
    return [rules_folder(), *installed_folders(), *folders]


@dataclass(frozen=True, slots=True)
class Digests:
    """The SHA-256 of rule files, names included."""

    lexicon: str
    """Of the lexicon, without examples: what facts depend on."""
    rules: str
    """Of rules and lexicon, without examples: what verdicts depend on."""
    files: str
    """Of every file: while it is the same, the rules need not be checked again."""


def digests_of(folders: Sequence[Path]) -> Digests:
    """Return the digests of some folders, every file read once."""
    lexicon, rules, files = hashlib.sha256(), hashlib.sha256(), hashlib.sha256()
    for folder in folders:
        for name, content in _contents(folder, ".yaml"):
            entry = name.encode("utf-8", "surrogateescape") + b"\0" + content + b"\0"
            files.update(entry)
            if not name.endswith(EXAMPLES):
                rules.update(entry)
                if name.startswith("lexicon/"):
                    lexicon.update(entry)
    return Digests(lexicon.hexdigest(), rules.hexdigest(), files.hexdigest())


@cache
def program_digest() -> str:
    """Return the hash of the program's own files: a changed reader makes other facts, whatever the version says."""
    digest = hashlib.sha256()
    for _, content in _contents(Path(__file__).parents[1], ".py"):
        digest.update(content)
    return digest.hexdigest()


def _contents(folder: Path, ending: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder and of those in it: the name within the folder with slashes, and the content.

    Every run does it for a thousand files, which takes half as long with plain names as with paths.
    """
    whole = f"{folder}{os.sep}"
    for path in sorted(f"{place}{os.sep}{name}" for place, _, names in os.walk(folder) for name in names):
        if path.endswith(ending):
            with open(path, "rb") as file:  # noqa: PTH123 - as said
                yield path.removeprefix(whole).replace(os.sep, "/"), file.read()
