"""Rules and lexicon as bytes and back: what was read and checked once is not read from YAML again.

The bytes are JSON. Only the types named here are ever made of them, and those hold nothing but values.
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from enum import Enum
from typing import Any, NamedTuple

from auditor.errors import Place
from auditor.model.columns import Column, TableKind
from auditor.model.finding import Outcome, Severity, SubjectKind
from auditor.model.lexicon import Lexicon, Phrase, Topic
from auditor.model.portrait_words import PortraitWords
from auditor.model.profile import Regime
from auditor.model.rule import Branch, LawReference, Leaf, Rule, RuleProfile, Ruleset
from auditor.model.text import Text


class Rulebook(NamedTuple):
    """Everything that an audit needs of the folders of rules."""

    ruleset: Ruleset
    lexicon: Lexicon
    words: PortraitWords
    columns: tuple[TableKind, ...]


_RECORDS = (
    Ruleset, Rule, Leaf, Branch, LawReference, RuleProfile, Text, Place, Lexicon, Topic, Phrase, PortraitWords,
    TableKind, Column,
)  # fmt: skip
_MADE_OF_ONE = (Outcome, Severity, SubjectKind, Regime, frozenset)
_MAKERS: dict[str, Any] = {kind.__name__: kind for kind in (*_RECORDS, *_MADE_OF_ONE)}
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in _RECORDS}


def rulebook_to_bytes(book: Rulebook) -> bytes:
    """Return what an audit needs of the rules as bytes; their examples are only for trying them and are left out."""
    topics = tuple(replace(topic, examples=()) for topic in book.lexicon.topics)
    kept = (replace(book.ruleset, examples=()), replace(book.lexicon, topics=topics), book.words, book.columns)
    return json.dumps(_plain(kept), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def rulebook_from_bytes(data: bytes) -> Rulebook:
    """Return the rules that were kept; ValueError, TypeError, KeyError or IndexError for bytes that are none."""
    ruleset, lexicon, words, columns = _made(json.loads(data.decode("utf-8", "surrogatepass")))
    return Rulebook(ruleset, lexicon, words, columns)


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: a tuple is a list that begins with nothing, any other a list with its name."""
    if value is None or (isinstance(value, (str, int, float)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, tuple):
        return [None, *map(_plain, value)]
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if isinstance(value, frozenset):
        return ["frozenset", [None, *sorted(value)]]
    return [type(value).__name__, *(_plain(getattr(value, name)) for name in _NAMES[type(value)])]


def _made(plain: Any) -> Any:
    """Return the value that was made plain."""
    if isinstance(plain, list):
        values = [_made(entry) if isinstance(entry, (list, dict)) else entry for entry in plain[1:]]
        return tuple(values) if plain[0] is None else _MAKERS[plain[0]](*values)
    if isinstance(plain, dict):
        return {key: _made(entry) for key, entry in plain.items()}
    return plain
