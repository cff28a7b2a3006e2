"""The first lines of a document, where its title, its number and its date stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.facts.marks import Ground, ground_of
from auditor.model.document import APART, BlockKind, Document

_BLOCKS = 15
"""Blocks with words that make up the zone."""
_LONGEST = 700
"""Characters of a block that count: some readers give a whole page as one block."""
_PASSED_OVER = APART | {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.NOTE}
_LABEL = re.compile(r"[\s\"'*_#-]*(?:(?:exhibit|ex\.)\s*\d[\w.()-]*\s*)?[\s\"'*_#-]*")
"""What may stand before a title and is no part of it: the label of an exhibit of the SEC, marks of emphasis."""


def title_lines(document: Document) -> tuple[Ground, ...]:
    """Return the first lines that hold words; headers, footers and text kept apart are passed over."""
    return tuple(line for text, start in _opening_blocks(document) for line in _lines(text, start))


def _opening_blocks(document: Document) -> Iterator[tuple[str, int]]:
    taken = 0
    for block, start in zip(document.blocks, document.starts, strict=True):
        if taken == _BLOCKS:
            return
        if block.kind not in _PASSED_OVER and _has_words(block.text):
            taken += 1
            yield block.text[:_LONGEST], start


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _lines(text: str, start: int) -> Iterator[Ground]:
    at = start
    for line in text.split("\n"):
        if _has_words(line):
            yield _line(line.rstrip(), at)
        at += len(line) + 1


def _line(line: str, start: int) -> Ground:
    """Return a line without the label before it."""
    label = _LABEL.match(line.lower())
    skipped = label.end() if label and label.end() < len(line) else 0
    return ground_of(line[skipped:], start + skipped)
