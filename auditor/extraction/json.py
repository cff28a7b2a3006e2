"""JSON and JSON Lines: the values with the path of each; numbers as they are written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from auditor.extraction.encoding import decode
from auditor.extraction.interface import Source, UnreadableError, clean, document
from auditor.model.document import Block, BlockKind, Document, Location, Sign, Unreadable

_MEDIA = "application/json"
_DEEPEST = 100
"""Values within one another; deeper files are bombs."""
_LONGEST_FIELD = 80
"""Characters of a value that is shown together with its name."""
_LONGEST_PATH = 300
_Pairs = list[tuple[str, Any]]


def read(source: Source) -> Document | Unreadable:
    """Return the values of a file in order; names that stand twice are told by a sign."""
    text, whole = decode(source.data)
    text = text.lstrip("\ufeff")
    _refuse_deep(text)
    walk = _Walk()
    for number, value in enumerate(_documents(text), 1):
        walk.value(value, "$" if number == 1 else f"${number}", "")
    return document(source, _MEDIA, walk.blocks, walk.signs, None if whole else "truncated")


def _refuse_deep(text: str) -> None:
    """Raise UnreadableError when brackets are nested too deeply; those within strings are not counted."""
    depth, quoted, at = 0, False, 0
    while at < len(text):
        sign = text[at]
        if sign == "\\" and quoted:
            at += 1
        elif sign == '"':
            quoted = not quoted
        elif not quoted:
            depth += (sign in "[{") - (sign in "]}")
            if depth > _DEEPEST:
                raise UnreadableError("limit_nesting")
        at += 1


def _documents(text: str) -> Iterator[Any]:
    """Return the values that stand one behind the other; numbers stay text, objects become pairs."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_Object, parse_int=str, parse_float=str, parse_constant=str, strict=False
    )
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError:
            raise UnreadableError("damaged") from None
        yield value
        while at < len(text) and text[at] in ", \t\r\n\x1e":
            at += 1


class _Object(list[tuple[str, Any]]):
    """The pairs of an object in order; a name may stand twice."""


class _Walk:
    """Writes the values as blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.signs: list[Sign] = []

    def value(self, value: Any, path: str, name: str) -> None:
        """Write a value and all within it."""
        if isinstance(value, _Object):
            self._object(value, path)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self.value(inner, f"{path}[{number}]"[-_LONGEST_PATH:], name)
        elif value is not None:
            self._scalar(str(value).lower() if isinstance(value, bool) else str(value), path, name)

    def _object(self, pairs: _Object, path: str) -> None:
        for key, count in Counter(key for key, _value in pairs).items():
            if count > 1:
                self.signs.append(Sign("duplicate_key", clean(key), Location(cell=f"{path}.{clean(key)}")))
        for key, value in pairs:
            self.value(value, f"{path}.{clean(key)}"[-_LONGEST_PATH:], clean(key))

    def _scalar(self, text: str, path: str, name: str) -> None:
        """Write one value: a short one with its name, running text without it."""
        words = clean(text).strip()
        is_field = bool(name) and len(words) <= _LONGEST_FIELD and "\n" not in words
        shown = f"{name}: {words}" if is_field else words
        kind = BlockKind.FIELD if is_field else BlockKind.PARAGRAPH
        if words:
            self.blocks.append(Block(shown, kind, Location(cell=path)))
