"""``rules/lexicon/_portrait/`` to the word lists by which documents are portrayed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from auditor.model.portrait_words import PortraitWords
from auditor.rulebook.strict_yaml import Node, read


def load_portrait_words(folder: Path) -> PortraitWords:
    """Return the word lists of a folder, a file a part; RuleError shows the line of what cannot be read."""
    parts = {path.stem: _plain(read(path)) for path in sorted(folder.glob("*.yaml"))}
    return PortraitWords.from_mappings({name: part for name, part in parts.items() if isinstance(part, Mapping)})


def _plain(node: Node) -> object:
    """Return a node as plain mappings, lists and words."""
    if isinstance(node.value, dict):
        return {key: _plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(entry) for entry in node.value]
    return node.value
