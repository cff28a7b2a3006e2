"""``waivers.yaml``: accepted findings as a file that people review and keep under version control."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import OutputError
from auditor.model.text import Text
from auditor.model.waiver import LapsedWaiver, ReasonCategory, Waiver

if TYPE_CHECKING:
    from auditor.rulebook.strict_yaml import Node

AT_MOST = 100
"""Waivers that may hold at a time where the file says nothing else."""
_REQUIRED = (
    "finding", "rule", "matter", "words", "document", "outcome", "category", "reason", "author", "approver",
    "authority", "given", "until",
)  # fmt: skip
_OPTIONAL = ("condition",)
_UNSIGNED = Text("Не заполнено: {names}.", "Not filled in: {names}.")
_CATEGORY = Text("Категория «{word}» не известна.", "The category «{word}» is not known.")
_HEAD = """\
# Принятые находки: кто, почему и до какого дня согласился с ними жить. / Accepted findings: who, why and until when.
# Правьте через рецензирование; справка: docs/waivers.md / Change it by review; see docs/waivers.md
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the file, as it is written."""

    waiver: Waiver | None
    """None when what is written cannot be a waiver."""
    fault: LapsedWaiver | None = None
    outcome: str = ""
    """The outcome it was given for."""


@dataclass(frozen=True, slots=True)
class WaiverFile:
    """Everything that the file says."""

    entries: tuple[Entry, ...] = ()
    at_most: int = AT_MOST
    sha256: str = ""


def load_waivers(path: Path) -> WaiverFile:
    """Return the waivers of a file; RuleError naming the line for a file that cannot be read as one.

    An entry that lacks something is no reason to stop: it does not hold, and the report says why.
    """
    from auditor.rulebook.strict_yaml import read  # noqa: PLC0415 - with YAML; most runs have no waivers

    root = read(path, path.name).mapping(("waivers",), ("at_most",))
    at_most = root["at_most"].whole_number() if "at_most" in root else AT_MOST
    written = root["waivers"].value
    nodes = root["waivers"].items() if written not in ("", "[]") else []
    return WaiverFile(tuple(_entry(node) for node in nodes), at_most, hashlib.sha256(path.read_bytes()).hexdigest())


def _entry(node: Node) -> Entry:
    keys = node.mapping((), (*_REQUIRED, *_OPTIONAL))
    told = {name: " ".join(value.value.split()) for name, value in keys.items() if isinstance(value.value, str)}
    missing = [name for name in _REQUIRED if not told.get(name)]
    if "words" in missing and "words" in keys:
        missing.remove("words")
    place = str(node.place)
    if missing:
        return _faulty(told, "incomplete", _UNSIGNED.format(names=", ".join(missing)), place)
    if told["category"] not in set(ReasonCategory):
        return _faulty(told, "category", _CATEGORY.format(word=told["category"]), place)
    waiver = Waiver(
        finding=told["finding"], rule=told["rule"], matter=told["matter"], words=told.get("words", ""),
        document=told["document"], category=ReasonCategory(told["category"]), reason=told["reason"],
        author=told["author"], approver=told["approver"], authority=told["authority"], given=told["given"],
        until=told["until"], condition=told.get("condition", ""), place=place,
    )  # fmt: skip
    return Entry(waiver, outcome=told["outcome"])


def _faulty(told: dict[str, str], code: str, why: Text, place: str) -> Entry:
    fault = LapsedWaiver(told.get("finding", ""), told.get("rule", ""), told.get("document", ""), code, why, place)
    return Entry(None, fault)


def add_waiver(path: Path, waiver: Waiver, outcome: str) -> None:
    """Write a waiver at the end of the file, which is made when it is not there; what stands in it stays as it is."""
    from auditor.rulebook.strict_yaml import parse  # noqa: PLC0415 - as above

    text = path.read_text(encoding="utf-8") if path.exists() else f"{_HEAD}waivers:\n"
    if text.rstrip().endswith("waivers: []"):
        text = text.rstrip().removesuffix("[]").rstrip() + "\n"
    values = {
        "finding": waiver.finding, "rule": waiver.rule, "matter": waiver.matter, "words": waiver.words,
        "document": waiver.document, "outcome": outcome, "category": waiver.category.value, "reason": waiver.reason,
        "author": waiver.author, "approver": waiver.approver, "authority": waiver.authority, "given": waiver.given,
        "until": waiver.until, "condition": waiver.condition,
    }  # fmt: skip
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value or name == "words"
    ]
    added = "\n".join(("  - " if at == 0 else "    ") + line for at, line in enumerate(lines))
    whole = text.rstrip("\n") + "\n" + added + "\n"
    parse(whole, str(path))
    _replace(path, whole)


def _replace(path: Path, text: str) -> None:
    """Put a text in the place of a file: whole, or not at all."""
    staged = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        staged.write_text(text, encoding="utf-8")
        if path.exists():
            staged.chmod(path.stat().st_mode & 0o777)
        os.replace(staged, path)  # noqa: PTH105 - the one call that replaces at once
    except OSError as error:
        staged.unlink(missing_ok=True)
        raise OutputError(
            f"{path}: the waiver could not be written: {(error.strerror or '').lower()}", remedy="Name another file."
        ) from error
