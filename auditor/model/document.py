"""What was read from one file: blocks of text, each with the place it stands at."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from auditor.model.text import Text

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points of 1/72 inch, from the top left corner of the page."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a block stands in its file."""

    page: int | None = None
    """Page number from 1; None where the format has no pages."""
    box: Box | None = None
    """The place on the page."""
    paragraph: int | None = None
    """Paragraph number in the file, from 1."""
    clause: str | None = None
    """The number printed before the text, «4.1», typed or computed."""
    cell: str | None = None
    """A table cell: ``T2R3C1`` is table 2, row 3, column 1; a sheet cell: ``Sheet1!B7``."""


class BlockKind(StrEnum):
    """What a block is. The last three are read and shown but never count as words of the contract."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CELL = "cell"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    FIELD = "field"
    QUOTE = "quote"
    """Words of another that a letter or a message repeats or forwards."""
    COMMENT = "comment"
    DELETED = "deleted"
    HIDDEN = "hidden"


APART = frozenset({BlockKind.COMMENT, BlockKind.DELETED, BlockKind.HIDDEN})
"""Kinds that are kept apart: they do not count as present in the contract."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that stands together: a paragraph, a list item, a cell."""

    text: str
    """The words as they stand, without the computed number."""
    kind: BlockKind = BlockKind.PARAGRAPH
    location: Location = field(default_factory=Location)
    level: int | None = None
    """Depth of a heading or of a list item, from 1, where the file says it."""
    number: str | None = None
    """The number that the file format computes («4.1.») and that is not in the text."""
    author: str | None = None
    """Who wrote a comment, a tracked change, a letter or a message, where the file says it."""
    at: str | None = None
    """When a letter, a message or a comment was written, ISO 8601, where the file says it."""
    before: str | None = None
    """The words as they stood before the tracked changes; None where there are none in this block."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a file was read."""

    pages_total: int | None = None
    """None where the format has no pages."""
    pages_unread: tuple[int, ...] = ()
    """Pages from which no text could be had although they are not blank."""
    characters: tuple[int, ...] = ()
    """Characters read per page."""
    characters_second: dict[int, int] = field(default_factory=dict)
    """Characters that a second reader found, by page, on the pages given to it."""
    recognised: dict[int, int] = field(default_factory=dict)
    """Pages whose text was recognised from a picture, with the confidence in percent."""

    @property
    def pages_read(self) -> int | None:
        """Return the number of pages read, or None where the format has no pages."""
        return None if self.pages_total is None else self.pages_total - len(self.pages_unread)


@dataclass(frozen=True, slots=True)
class Sign:
    """Something about the file itself that a check needs: tracked changes, hidden text, a signature picture."""

    kind: str
    """A stable code: ``tracked_insertion``, ``tracked_deletion``, ``comment``, ``hidden_text``, ``macro`` ..."""
    text: str
    """The words concerned, possibly empty."""
    location: Location = field(default_factory=Location)
    author: str | None = None
    at: str | None = None
    """When a tracked change or a comment was made, as the file says it."""


@dataclass(frozen=True)
class Document:
    """A file that was read, wholly or in part."""

    path: str
    """The path as the report names it."""
    sha256: str
    media_type: str
    size: int
    """Bytes."""
    blocks: tuple[Block, ...]
    coverage: Coverage = field(default_factory=Coverage)
    signs: tuple[Sign, ...] = ()
    reason: str | None = None
    """A stable code when only a part was read; None when everything was."""
    message: Text | None = None
    """The same for a person, with the remedy."""

    @cached_property
    def text(self) -> str:
        """Return all blocks joined by line feeds; offsets of evidence count in it."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Return where each block starts in :attr:`text`."""
        starts, at = [], 0
        for block in self.blocks:
            starts.append(at)
            at += len(block.text) + 1
        return tuple(starts)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that was not read; the report names it, with the reason and the remedy."""

    path: str
    sha256: str
    media_type: str
    size: int
    reason: str
    """A stable code: ``encrypted``, ``damaged``, ``no_text_layer``, ``unsupported``, ``empty``, ``limit_time`` ..."""
    message: Text
    pages_total: int | None = None
