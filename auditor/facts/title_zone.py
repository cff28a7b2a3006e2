"""The first lines of a document, where its title, its number and its date stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.facts.folding import Folded, fold
from auditor.facts.marks import Ground, Place
from auditor.model.document import APART, BlockKind, Document

_BLOCKS = 15
"""Blocks with words that make up the zone."""
_LONGEST = 700
"""Characters of a block that count: some readers give a whole page as one block."""
_SKIPPED_KINDS = APART | {BlockKind.HEADER, BlockKind.FOOTER, BlockKind.NOTE}
_LABEL = re.compile(r"[\s\"'*_#-]*(?:(?:exhibit|ex\.)\s*\d[\w.()-]*\s*)?[\s\"'*_#-]*")
"""What may stand before a title and is no part of it: the label of an exhibit of the SEC, marks of emphasis."""


@dataclass(frozen=True)
class TitleLine:
    """One line of the zone."""

    original: str
    """The line as it stands, without the label of an exhibit before it."""
    start: int
    """Where it starts in the document."""
    folded: Folded
    ground: Ground

    @property
    def text(self) -> str:
        """Return the levelled words."""
        return self.ground.text

    def verbatim(self, place: Place) -> str:
        """Return the words of a place of the levelled line as they stand in the document."""
        start, end = self.folded.span(*place)
        return self.original[start:end]


def title_lines(document: Document) -> tuple[TitleLine, ...]:
    """Return the first lines that hold words; headers, footers and text kept apart are passed over."""
    return tuple(line for text, start in _opening_blocks(document) for line in _lines(text, start))


def _opening_blocks(document: Document) -> Iterator[tuple[str, int]]:
    taken = 0
    for block, start in zip(document.blocks, document.starts, strict=True):
        if taken == _BLOCKS:
            return
        if block.kind not in _SKIPPED_KINDS and any(sign.isalnum() for sign in block.text):
            taken += 1
            yield block.text[:_LONGEST], start


def _lines(text: str, start: int) -> Iterator[TitleLine]:
    at = start
    for line in text.split("\n"):
        if any(sign.isalnum() for sign in line):
            yield _line(line.rstrip(), at)
        at += len(line) + 1


def _line(line: str, start: int) -> TitleLine:
    label = _LABEL.match(line.lower())
    skipped = label.end() if label and label.end() < len(line) else 0
    folded = fold(line[skipped:])
    return TitleLine(line[skipped:], start + skipped, folded, Ground(folded.text))
