"""JSON and JSON Lines: the values with the path of each; numbers as they are written."""

from __future__ import annotations

from collections import Counter
from typing import Any

from auditor.extraction.encoding import decode
from auditor.extraction.interface import Source, clean, document
from auditor.extraction.records import Pairs, refuse_deep, values
from auditor.model.document import Block, BlockKind, Document, Location, Sign, Unreadable

_MEDIA = "application/json"
_LONGEST_FIELD = 80
"""Characters of a value that is shown together with its name."""
_LONGEST_PATH = 300


def read(source: Source) -> Document | Unreadable:
    """Return the values of a file in order; names that stand twice are told by a sign."""
    text, whole = decode(source.data)
    text = text.lstrip("\ufeff")
    refuse_deep(text)
    walk = _Walk()
    for number, value in enumerate(values(text), 1):
        walk.value(value, "$" if number == 1 else f"${number}", "")
    return document(source, _MEDIA, walk.blocks, walk.signs, None if whole else "truncated")


class _Walk:
    """Writes the values as blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.signs: list[Sign] = []

    def value(self, value: Any, path: str, name: str) -> None:
        """Write a value and all within it."""
        if isinstance(value, Pairs):
            self._object(value, path)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self.value(inner, f"{path}[{number}]"[-_LONGEST_PATH:], name)
        elif value is not None:
            self._scalar(str(value).lower() if isinstance(value, bool) else str(value), path, name)

    def _object(self, pairs: Pairs, path: str) -> None:
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
