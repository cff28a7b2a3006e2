"""YAML in which everything written stays text, and every mistake is shown with its line.

Plain YAML turns ``28.10`` into 28.1 and ``no`` into False and keeps the last of two equal keys without a
word. Here nothing is guessed: scalars are text until the schema asks for a number, keys may not repeat, and
anchors are refused (they make small files expand without end).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from auditor.errors import Place, RuleError
from auditor.model.closed_words import SPAN_UNITS
from auditor.model.text import Text

_DEEPEST = 40
"""Levels of nesting beyond which a file is refused."""
_LARGEST = 2_000_000
"""Bytes beyond which a file is refused: a rule is a page, not a book."""

UNFILLED = ("ЗАПОЛНИТЕ", "FILL IN")
"""How `auditor rules new` marks what a person must write: such a rule is refused until it is written."""

Value = "str | list[Node] | dict[str, Node]"


@dataclass(frozen=True)
class Node:
    """A value of a YAML file together with the place it stands at."""

    value: Any
    """str, list of Node, or dict of str to Node."""
    place: Place

    def refuse(self, message: str, remedy: str) -> RuleError:
        """Return the error to raise about this value."""
        return RuleError(message, place=self.place, remedy=remedy)

    def mapping(self, required: Collection[str] = (), optional: Collection[str] = ()) -> dict[str, Node]:
        """Return the keys with their values; a missing or unknown key raises RuleError."""
        if not isinstance(self.value, dict):
            raise self.refuse("a list of «key: value» lines is expected here", "Write keys, each with a colon.")
        known = [*required, *optional]
        for key, node in self.value.items():
            if known and key not in known:
                raise node.refuse(f"the key «{key}» is not known", f"Known keys are: {', '.join(known)}.")
        for key in required:
            if key not in self.value:
                raise self.refuse(f"the key «{key}» is missing", f"Add «{key}:».")
        return self.value

    def items(self) -> list[Node]:
        """Return the entries of a list; a single value counts as a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    def text(self) -> str:
        """Return the words of a value; a list or an empty value raises RuleError."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.refuse("words are expected here", "Write the text after the colon.")
        if self.value.lstrip().startswith(UNFILLED):
            raise self.refuse("this is still to be written", "Put your own words in place of it.")
        return self.value.strip()

    def texts(self) -> tuple[str, ...]:
        """Return the words of each entry of a list."""
        return tuple(node.text() for node in self.items())

    def both(self) -> Text:
        """Return a Russian and an English wording; a missing translation raises RuleError."""
        keys = self.mapping(("ru", "en"))
        return Text(keys["ru"].text(), keys["en"].text())

    def russian_first(self) -> Text:
        """Return a wording whose English may be missing: the words of Russian law are quoted in Russian."""
        keys = self.mapping(("ru",), ("en",))
        return Text(keys["ru"].text(), keys["en"].text() if "en" in keys else keys["ru"].text())

    def choice(self, known: Collection[str]) -> str:
        """Return a word of a closed list."""
        word = self.text()
        if word not in known:
            raise self.refuse(f"«{word}» is not known here", f"Write one of: {', '.join(sorted(known))}.")
        return word

    def whole_number(self) -> int:
        """Return a whole number, 0 or more."""
        word = self.text()
        if not word.isdigit():
            raise self.refuse(f"«{word}» is not a whole number", "Write digits only.")
        return int(word)

    def date(self) -> str:
        """Return a day as ISO 8601, «2026-03-01»."""
        word = self.text()
        try:
            return date.fromisoformat(word).isoformat()
        except ValueError as error:
            raise self.refuse(f"«{word}» is not a date", "Write it as 2026-03-01.") from error

    def span(self) -> tuple[int, str]:
        """Return a span of time, «12 months», as its number and its unit."""
        number, _, unit = self.text().partition(" ")
        if not number.isdigit() or unit not in SPAN_UNITS:
            units = ", ".join(sorted(SPAN_UNITS))
            raise self.refuse(f"«{self.text()}» is not a span of time", f"Write a number and one of: {units}.")
        return int(number), unit


def read(path: Path, label: str | None = None) -> Node:
    """Return the contents of a YAML file; RuleError names the file, the line and the remedy."""
    name = label or path.as_posix()
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(
            f"the file cannot be read: {error}", place=Place(name), remedy="Save it as UTF-8 text."
        ) from error
    if len(raw) > _LARGEST:
        raise RuleError("the file is too large for a rule file", place=Place(name), remedy="Split it.")
    return parse(text, name)


def parse(text: str, name: str) -> Node:
    """Return the contents of YAML text under a file name for messages."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise RuleError(
            _reason(error), place=_place_of(error, name), remedy="Check indentation, colons and quotes."
        ) from error
    if root is None:
        raise RuleError("the file is empty", place=Place(name), remedy="Write it or remove it.")
    return _convert(root, name, set(), 0)


def _reason(error: Exception) -> str:
    return f"this is not YAML: {getattr(error, 'problem', None) or error}"


def _place_of(error: Exception, name: str) -> Place:
    mark = getattr(error, "problem_mark", None)
    return Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)


def _convert(node: yaml.Node, name: str, seen: set[int], depth: int) -> Node:
    place = Place(name, node.start_mark.line + 1, node.start_mark.column + 1)
    if id(node) in seen or depth > _DEEPEST:
        raise RuleError("anchors and deep nesting are not allowed", place=place, remedy="Write the value out.")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return Node(node.value, place)
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(child, name, seen, depth + 1) for child in node.value], place)
    return Node(dict(_pairs(node, name, seen, depth)), place)


def _pairs(node: Any, name: str, seen: set[int], depth: int) -> Iterator[tuple[str, Node]]:
    keys: set[str] = set()
    for key, value in node.value:
        place = Place(name, key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
            raise RuleError("a key must be a word", place=place, remedy="Write a word before the colon.")
        if key.value in keys:
            raise RuleError(f"the key «{key.value}» stands twice", place=place, remedy="Remove one of them.")
        keys.add(key.value)
        converted = _convert(value, name, seen, depth + 1)
        yield key.value, Node(converted.value, place)
