"""``playbook.yaml``: what a house accepts in a contract; and its JSON Schema for editors."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from auditor.model.comparison import Side
from auditor.model.playbook import GRADES, Bound, Limits, Playbook, Position, Stand
from auditor.model.text import Text
from auditor.rulebook.strict_yaml import Node, read

_FILE = (("id", "title", "side", "positions"), ("note",))
_POSITION = (
    ("id", "title", "about"),
    ("limits", "preferred", "acceptable", "unacceptable", "required", "fallback", "approves", "note"),
)
_ABOUT = ("topics", "rules", "words", "unless")
_GRADE = ("says", "words")
_LIMITS = (("value", "unit"), ("per", "preferred", "acceptable"))
_BOUND = ("at_most", "at_least")
_SIDES: dict[str, Side] = {"provider": "provider", "client": "client"}
VALUES = ("period", "percent", "money")
PERIOD_UNITS = ("day", "working_day", "week", "month", "year")
RATES = ("day", "week", "month", "year")


def load_playbook(path: Path, topics: Collection[str], rules: Collection[str]) -> Playbook:
    """Return the playbook of a file; RuleError with file, line and remedy for anything that is not right."""
    keys = read(path).mapping(*_FILE)
    positions = [_position(node, topics, rules) for node in keys["positions"].items()]
    seen: set[str] = set()
    for node, position in zip(keys["positions"].items(), positions, strict=True):
        if position.id in seen:
            raise node.refuse(f"the position «{position.id}» stands twice", "Give it another id.")
        seen.add(position.id)
    side = _SIDES[keys["side"].choice(_SIDES)]
    return Playbook(keys["id"].text(), keys["title"].both(), side, tuple(positions))


def _position(node: Node, topics: Collection[str], rules: Collection[str]) -> Position:
    keys = node.mapping(*_POSITION)
    about = keys["about"].mapping((), _ABOUT)
    if not about:
        raise keys["about"].refuse("nothing says how the clause is found", "Add topics, rules or words.")
    grades = {grade: keys[grade.value].mapping((), _GRADE) for grade in GRADES if grade.value in keys}
    return Position(
        id=keys["id"].text(),
        title=keys["title"].both(),
        topics=_known(about, "topics", topics),
        rules=_known(about, "rules", rules),
        words=_words(about, "words"),
        unless=_words(about, "unless"),
        limits=_limits(keys["limits"]) if "limits" in keys else None,
        says={grade: entry["says"].both() for grade, entry in grades.items() if "says" in entry},
        grades={grade: _words(entry, "words") for grade, entry in grades.items()},
        required="required" in keys and keys["required"].choice(("yes", "no")) == "yes",
        fallback=_text(keys, "fallback"),
        approves=_text(keys, "approves"),
        place=node.place,
    )


def _text(keys: dict[str, Node], name: str) -> Text | None:
    return keys[name].both() if name in keys else None


def _known(about: dict[str, Node], name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return ids that exist; RuleError naming the line of one that does not."""
    if name not in about:
        return ()
    for node in about[name].items():
        if node.text() not in known:
            kind = "topic" if name == "topics" else "rule"
            raise node.refuse(f"there is no {kind} «{node.text()}»", "`auditor rules list` names what there is.")
    return about[name].texts()


def _words(keys: dict[str, Node], name: str) -> tuple[str, ...]:
    """Return the phrases of both languages."""
    if name not in keys:
        return ()
    by_language = keys[name].mapping((), ("ru", "en"))
    return tuple(phrase for node in by_language.values() for phrase in node.texts())


def _limits(node: Node) -> Limits:
    keys = node.mapping(*_LIMITS)
    value, unit = keys["value"].choice(VALUES), keys["unit"].text()
    if value == "period":
        keys["unit"].choice(PERIOD_UNITS)
    if "preferred" not in keys and "acceptable" not in keys:
        raise node.refuse("there are no numbers", "Add «preferred» or «acceptable» with at_most or at_least.")
    return Limits(
        value=value,
        unit=unit,
        per=keys["per"].choice(RATES) if "per" in keys else None,
        preferred=_bound(keys["preferred"]) if "preferred" in keys else None,
        acceptable=_bound(keys["acceptable"]) if "acceptable" in keys else None,
    )


def _bound(node: Node) -> Bound:
    keys = node.mapping((), _BOUND)
    if not keys:
        raise node.refuse("there is no number", "Write at_most or at_least.")
    return Bound(*(_number(keys[name]) if name in keys else None for name in _BOUND))


def _number(node: Node) -> Decimal:
    try:
        number = Decimal(node.text().replace(",", ".").replace(" ", ""))
    except InvalidOperation as error:
        raise node.refuse(f"«{node.text()}» is not a number", "Write digits, such as 30 or 0.1.") from error
    if not number.is_finite():
        raise node.refuse(f"«{node.text()}» is not a number", "Write digits, such as 30 or 0.1.")
    return number


Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"oneOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_BOTH: Schema = {
    "type": "object", "properties": {"ru": _TEXT, "en": _TEXT}, "required": ["ru", "en"], "additionalProperties": False,
}  # fmt: skip
_NUMBER: Schema = {"oneOf": [{"type": "number"}, {"type": "string", "pattern": r"^[0-9 ]+([.,][0-9]+)?$"}]}
_YES = {"enum": ["yes", "no", True, False]}


def playbook_schema() -> Schema:
    """Return the JSON Schema of a playbook, made of the same lists of keys that the loader knows."""
    wordings = _object((), ("ru", "en"), {}, _TEXTS)
    bound = _object((), _BOUND, {}, _NUMBER)
    grade = _object((), _GRADE, {"says": _BOTH, "words": wordings}, _TEXT)
    limits = _object(
        *_LIMITS,
        {"value": {"enum": list(VALUES)}, "unit": _TEXT, "per": {"enum": list(RATES)}},
        bound,
    )
    about = {**_object((), _ABOUT, {"words": wordings, "unless": wordings}, _TEXTS), "minProperties": 1}
    known = {
        "id": _TEXT, "about": about, "limits": limits, "required": _YES, "note": _TEXT,
        **{stand.value: grade for stand in GRADES},
    }  # fmt: skip
    position = _object(*_POSITION, known, _BOTH)
    positions = {"type": "array", "items": position, "minItems": 1}
    body = _object(*_FILE, {"title": _BOTH, "side": {"enum": list(_SIDES)}, "positions": positions}, _TEXT)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A playbook of auditor", **body,
    }  # fmt: skip


def _object(required: Collection[str], more: Collection[str], known: dict[str, Schema], default: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {key: known.get(key, default) for key in (*required, *more)},
        "required": list(required),
        "additionalProperties": False,
    }


__all__ = ["Stand", "load_playbook", "playbook_schema"]
