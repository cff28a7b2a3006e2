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
_FLAT = 0
_NESTED = frozenset({list, dict})
_FIELDS = {kind: fields(kind) for kind in _RECORDS}


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
    """Return a value as JSON knows it: a tuple is a list that begins with nothing, any other a list with its name.

    A tuple of words and numbers begins with ``_FLAT``: most are such, and nothing in them has to be looked at again.
    """
    if value is None or (isinstance(value, (str, int, float)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, tuple):
        entries = [_plain(entry) for entry in value]
        return [None if any(type(entry) in _NESTED for entry in entries) else _FLAT, *entries]
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if isinstance(value, frozenset):
        return ["frozenset", [None, *sorted(value)]]
    return [type(value).__name__, *map(_plain, _told(value))]


def _told(record: Any) -> list[Any]:
    """Return the values of a record but for those at its end that it has anyway when nothing is said of them."""
    told = list(_FIELDS[type(record)])
    while told and getattr(record, told[-1].name) == told[-1].default:
        told.pop()
    return [getattr(record, field.name) for field in told]


def _made(plain: Any) -> Any:
    """Return the value that was made plain."""
    if type(plain) is dict:
        return {key: _made(entry) if type(entry) in _NESTED else entry for key, entry in plain.items()}
    name, *values = plain
    if name == _FLAT:
        return tuple(values)
    values = [_made(entry) if type(entry) in _NESTED else entry for entry in values]
    return tuple(values) if name is None else _MAKERS[name](*values)
