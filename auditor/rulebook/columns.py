"""``rules/lexicon/_columns/`` to kinds of tables and their columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditor.model.closed_words import DOCUMENT_KINDS
from auditor.model.columns import COLUMN_TYPES, WIDE, Column, TableKind
from auditor.rulebook.strict_yaml import Node, read

FOLDER = "_columns"
_KIND = ("id", "title", "input_kind", "needs", "columns")
_COLUMN = ("id", "type", "title", "headings")


def load_columns(folders: Sequence[Path]) -> tuple[TableKind, ...]:
    """Return the kinds of tables of all folders; a later folder adds headings and columns to a kind of the same id.

    Raises RuleError with file, line and remedy for anything that cannot be read.
    """
    kinds: dict[str, TableKind] = {}
    for folder in folders:
        for path in sorted((folder / FOLDER).glob("*.yaml")):
            kind = _kind(read(path))
            kinds[kind.id] = _joined(kinds[kind.id], kind) if kind.id in kinds else kind
    return tuple(kinds.values())


def _kind(root: Node) -> TableKind:
    keys = root.mapping(_KIND, ("names", "must_be_named", "note", "wide", "prose", "is_counted"))
    columns = tuple(_column(node) for node in keys["columns"].items())
    known = [column.id for column in columns] + ([WIDE] if "wide" in keys else [])
    needs = tuple(tuple(entry.choice(known) for entry in group.items()) for group in keys["needs"].items())
    return TableKind(
        id=keys["id"].text(),
        title=keys["title"].both(),
        input_kind=keys["input_kind"].choice(DOCUMENT_KINDS),
        columns=columns,
        needs=needs,
        names=_both(keys["names"]) if "names" in keys else (),
        wide=keys["wide"].choice(known) if "wide" in keys else "",
        prose=keys["prose"].choice(known) if "prose" in keys else "",
        is_counted="is_counted" in keys and keys["is_counted"].choice(("yes", "no")) == "yes",
        must_be_named="must_be_named" in keys and keys["must_be_named"].choice(("yes", "no")) == "yes",
    )


def _column(node: Node) -> Column:
    keys = node.mapping(_COLUMN, ("vague", "telling", "words"))
    return Column(
        id=keys["id"].text(),
        type=keys["type"].choice(COLUMN_TYPES),
        title=keys["title"].both(),
        headings=_both(keys["headings"]),
        vague=_both(keys["vague"]) if "vague" in keys else (),
        telling="telling" in keys and keys["telling"].choice(("yes", "no")) == "yes",
        words=tuple((name, _both(entry)) for name, entry in keys["words"].mapping().items()) if "words" in keys else (),
    )


def _both(node: Node) -> tuple[str, ...]:
    keys = node.mapping((), ("ru", "en"))
    return tuple(text for key in ("ru", "en") if key in keys for text in keys[key].texts())


def _joined(first: TableKind, more: TableKind) -> TableKind:
    """Return a kind with the headings and columns that a further folder adds."""
    columns = {column.id: column for column in first.columns}
    for column in more.columns:
        known = columns.get(column.id)
        columns[column.id] = (
            Column(
                known.id, known.type, known.title, (*known.headings, *column.headings),
                (*known.vague, *column.vague), known.telling, (*known.words, *column.words),
            )
            if known
            else column
        )  # fmt: skip
    return TableKind(
        first.id, first.title, first.input_kind, tuple(columns.values()), first.needs, (*first.names, *more.names),
        first.wide, first.is_counted, first.prose, first.must_be_named,
    )  # fmt: skip
