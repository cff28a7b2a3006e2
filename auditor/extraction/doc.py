"""Word 97-2003: body, notes, headers, comments and text boxes; what is deleted or hidden is kept apart.

Own reader over olefile: no kept library tells deleted and hidden text, tables and computed numbers.
Word 6 and 95 give their words and the cells of their tables, but not what is hidden in them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from auditor.extraction.compound import Compound
from auditor.extraction.encoding import mend_blocks
from auditor.extraction.interface import Source, document
from auditor.extraction.oldword.formats import Formats, changes, character_formats, paragraph_formats
from auditor.extraction.oldword.header import STORIES, Header, header_of
from auditor.extraction.oldword.lists import numbering_of
from auditor.extraction.oldword.pieces import Pieces
from auditor.extraction.oldword.styles import ILFO, ILVL, OUTLINE, VANISH, Style, styles_of
from auditor.extraction.runs import Run, Writer
from auditor.extraction.wordml.numbering import Numbered
from auditor.model.document import Block, BlockKind, Document, Sign, Unreadable

_MEDIA = "application/msword"
_HEADER_STORIES, _COMMENT_PLACES, _COMMENT_TEXTS, _COMMENT_AUTHORS, _REVISERS = 11, 4, 5, 36, 51
_COMMENT_SIZE = 30
_SEPARATORS = 6
"""Stories before the first header: the lines above the notes."""
_HEADERS_OF_SIX = {0, 1, 4}
"""Of the six stories of a section, those that are headers; the others are footers."""
_CONTROL = re.compile("([\x00-\x08\x0b-\x1f()])")
_SIGNS = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "\u00ad"}
_ENDS = frozenset("\r\x07\x0c")
_DELETED, _INSERTED, _INSERTED_BY, _DELETED_BY = 0x0800, 0x0801, 0x4804, 0x4863
_SIZE, _ICO, _COLOUR, _STYLE, _SYMBOL, _HIGHLIGHT, _GROUND, _GROUND_80 = (
    0x4A43, 0x2A42, 0x6870, 0x4A30, 0x6A09, 0x2A0C, 0xCA71, 0x4866,
)  # fmt: skip
_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
_EMBOSSED, _ENGRAVED = 0x0858, 0x0854
_TINY = 4
"""Half-points: text of 2 points or less is not seen."""
_WHITE_ICO, _WHITE = 8, 0x00FFFFFF
_NO_LIST = 0x7FF
"""Numbers of lists from here on mean that there is none."""


def read(source: Source) -> Document | Unreadable:
    """Return the blocks of a Word file; a file under a password is ``encrypted``."""
    compound = Compound(source.data)
    reader = _Reader(header_of(compound))
    blocks = mend_blocks(reader.blocks())
    signs = list(reader.signs)
    if compound.has("Macros"):
        signs.append(Sign("macro", ""))
    if compound.has("ObjectPool"):
        signs.append(Sign("embedded_object", ""))
    return document(source, _MEDIA, blocks, signs, None if reader.pieces.whole else "part_damaged")


_PLAIN = Style()


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What is said about a paragraph."""

    style: Style = _PLAIN
    depth: int | None = None
    """In how many tables it stands; None when nothing is said."""
    ends_row: bool = False
    ends_cell: bool = False
    list: int = 0
    level: int = 0
    heading: int | None = None


@dataclass(slots=True)
class _Flow:
    """A story that is being written."""

    writer: Writer
    runs: list[Run] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)
    """For each open field, whether its instruction is being read."""
    after_cell: bool = False


class _Reader:
    """Reads the stories of one file."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.pieces = Pieces(header)
        self.characters = character_formats(header)
        self.paragraphs: Formats = paragraph_formats(header)
        self.styles = styles_of(header)
        self.numbers = numbering_of(header)
        self.revisers = _strings(header.part(_REVISERS))
        self.signs: list[Sign] = []
        self.known: dict[bytes, Run] = {}
        lengths = [header.length(story) for story in STORIES]
        self.starts = {story: sum(lengths[:at]) for at, story in enumerate(STORIES)}

    def blocks(self) -> list[Block]:
        """Return headers, body, text boxes, notes, footers and comments, in this order."""
        headers, footers = self._headers()
        body = self._story("body", None)
        boxes = [*self._story("boxes", None), *self._story("header_boxes", BlockKind.HEADER)]
        notes = [*self._story("footnotes", BlockKind.NOTE), *self._story("endnotes", BlockKind.NOTE)]
        return [*headers, *body, *boxes, *notes, *footers, *self._comments()]

    def _story(self, story: str, kind: BlockKind | None) -> list[Block]:
        start = self.starts[story]
        return self._between(start, start + self.header.length(story), kind)

    def _headers(self) -> tuple[list[Block], list[Block]]:
        """Return the blocks of headers and of footers."""
        bounds = _numbers(self.header.part(_HEADER_STORIES))
        if not bounds:
            return self._story("headers", BlockKind.HEADER), []
        headers: list[Block] = []
        footers: list[Block] = []
        base, length = self.starts["headers"], self.header.length("headers")
        for number in range(_SEPARATORS, len(bounds) - 1):
            is_header = (number - _SEPARATORS) % 6 in _HEADERS_OF_SIX
            end = min(bounds[number + 1], length)
            kind = BlockKind.HEADER if is_header else BlockKind.FOOTER
            (headers if is_header else footers).extend(self._between(base + bounds[number], base + end, kind))
        return headers, footers

    def _comments(self) -> list[Block]:
        """Return the comments, each with its author."""
        bounds = _numbers(self.header.part(_COMMENT_TEXTS))
        places = self.header.part(_COMMENT_PLACES)
        count = max((len(places) - 4) // (4 + _COMMENT_SIZE), 0)
        names = _names(self.header.part(_COMMENT_AUTHORS))
        base, length = self.starts["comments"], self.header.length("comments")
        blocks: list[Block] = []
        for number in range(min(count, len(bounds) - 1)):
            at = 4 * (count + 1) + _COMMENT_SIZE * number + 20
            index = int.from_bytes(places[at : at + 2], "little")
            author = names[index] if index < len(names) else None
            end = min(bounds[number + 1], length)
            blocks += self._between(base + bounds[number], base + end, BlockKind.COMMENT, author)
        return blocks

    def _between(self, start: int, end: int, kind: BlockKind | None, author: str | None = None) -> list[Block]:
        """Return the blocks of the characters between two places."""
        flow = _Flow(Writer(story=kind, author=author, grounded=start >= self.starts["boxes"]))
        for text, place, width in self._stretches(start, end):
            self._take(flow, text, place, width)
        if flow.runs:
            flow.writer.paragraph(flow.runs)
        flow.writer.to_depth(0)
        if kind is BlockKind.COMMENT and flow.writer.blocks:
            flow.writer.comment_signs(0)
        self.signs += flow.writer.signs
        return flow.writer.blocks

    def _stretches(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """Return text by stretches of one format, with the place and the width of the first character."""
        for piece, first, last in self.pieces.of(start, end):
            text = self.pieces.text(piece, first, last)
            at = 0
            while at < len(text):
                place = piece.place(first + at)
                _changes, until = self.characters.at(place)
                size = min(max((until - place + piece.width - 1) // piece.width, 1), len(text) - at)
                yield text[at : at + size], place, piece.width
                at += size

    def _take(self, flow: _Flow, text: str, place: int, width: int) -> None:
        """Take a stretch of one format, sign by sign where signs have a meaning."""
        listed, _until = self.characters.at(place)
        like = self._format(listed)
        at = 0
        for number, words in enumerate(_CONTROL.split(text)):
            shown = words
            if number % 2:  # what the pattern splits at
                shown = (_symbol(listed) or words) if words == "(" else words if words == ")" else ""
                self._control(flow, words, like, place + at * width)
            if shown and not (flow.fields and flow.fields[-1]):
                flow.runs.append(replace(like, text=_joined(shown)))
            at += len(words)

    def _control(self, flow: _Flow, sign: str, like: Run, place: int) -> None:
        """Take a sign that is no letter; of a field only the result is text."""
        if sign in _ENDS:
            self._end(flow, sign, place)
        elif sign == "\x13":
            flow.fields.append(True)
        elif sign == "\x14" and flow.fields:
            flow.fields[-1] = False
        elif sign == "\x15" and flow.fields:
            flow.fields.pop()
        elif sign in _SIGNS and not (flow.fields and flow.fields[-1]):
            flow.runs.append(replace(like, text=_SIGNS[sign]))

    def _format(self, listed: bytes) -> Run:
        """Return the state that changes put words in, as a run without words."""
        if listed not in self.known:
            self.known[listed] = self._format_anew(listed)
        return self.known[listed]

    def _format_anew(self, listed: bytes) -> Run:
        found = {change.code: change.number for change in changes(listed)}
        style = self.styles.get(found.get(_STYLE, -1), Style())
        vanish = found.get(VANISH, 0x80)
        hidden = style.hidden if vanish == 0x80 else not style.hidden if vanish == 0x81 else bool(vanish)
        hidden = hidden or 0 < found.get(_SIZE, 24) <= _TINY
        deleted, inserted = bool(found.get(_DELETED)), bool(found.get(_INSERTED))
        kind = BlockKind.DELETED if deleted else BlockKind.HIDDEN if hidden else None
        by = found.get(_DELETED_BY if deleted else _INSERTED_BY, -1)
        author = self.revisers[by] if (deleted or inserted) and 0 <= by < len(self.revisers) else None
        return Run("", kind, author, inserted, _is_white(found))

    def _end(self, flow: _Flow, sign: str, place: int) -> None:
        """End a paragraph, a cell or a row."""
        flow.fields = [False for instruction in flow.fields if not instruction]
        told = self._paragraph(place)
        if told.depth is None and sign == "\x07":
            told = self._guessed(flow)
        depth = told.depth or (1 if sign == "\x07" else 0)
        flow.writer.to_depth(depth)
        flow.after_cell = False
        if told.ends_row and depth:
            flow.writer.end_row()
        else:
            self._write(flow, told)
            if depth and (sign == "\x07" or told.ends_cell):
                flow.writer.end_cell()
                flow.after_cell = True
        flow.runs = []

    @staticmethod
    def _guessed(flow: _Flow) -> _Paragraph:
        """Return what a cell mark means where no format tells: a second one behind a cell ends the row."""
        return _Paragraph(depth=1, ends_row=flow.after_cell and not flow.runs, ends_cell=True)

    def _write(self, flow: _Flow, told: _Paragraph) -> None:
        number, bullet = None, False
        if told.list and any(run.kind is None and run.text.strip() for run in flow.runs):
            number, bullet = self.numbers.next(Numbered(str(told.list), told.level))
        kind = BlockKind.HEADING if told.heading else BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH
        flow.writer.paragraph(self._with_style(flow.runs, told.style), kind, told.heading, number)

    @staticmethod
    def _with_style(runs: list[Run], style: Style) -> list[Run]:
        if not style.hidden:
            return runs
        return [replace(run, kind=run.kind or BlockKind.HIDDEN) for run in runs]

    def _paragraph(self, place: int) -> _Paragraph:
        """Return what is said about the paragraph that ends at a place."""
        listed, _until = self.paragraphs.at(place)
        if not listed:
            return _Paragraph()
        style = self.styles.get(int.from_bytes(listed[:2], "little"), Style())
        found = {change.code: change.number for change in changes(listed[2:])}
        depth = found.get(_DEPTH, 0) or int(bool(found.get(_IN_TABLE)))
        name = found.get(ILFO, style.list or 0)
        outline = found.get(OUTLINE, 9)
        return _Paragraph(
            style=style,
            depth=min(depth, 100),
            ends_row=bool(found.get(_ROW_END) or found.get(_INNER_ROW)),
            ends_cell=bool(found.get(_INNER_CELL)),
            list=name if name < _NO_LIST else 0,
            level=min(found.get(ILVL, style.level or 0), 8),
            heading=outline + 1 if outline < 9 else style.heading,
        )


def _is_white(found: dict[int, int]) -> bool:
    """Return whether words are white and have no ground of their own; cells of tables may have one."""
    white = found.get(_ICO) == _WHITE_ICO or found.get(_COLOUR, -1) == _WHITE
    return white and not any(found.get(code) for code in (_HIGHLIGHT, _GROUND, _GROUND_80, _EMBOSSED, _ENGRAVED))


def _symbol(listed: bytes) -> str:
    """Return the sign of a symbol font that stands behind a bracket, or nothing when it is just a bracket."""
    for change in changes(listed):
        if change.code == _SYMBOL and len(change.value) == 4:
            code = int.from_bytes(change.value[2:], "little")
            return chr(code - 0xF000) if 0xF020 <= code <= 0xF0FF else chr(code)
    return ""


def _joined(text: str) -> str:
    """Return a text with the two halves of letters beyond the first plane put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _names(data: bytes) -> list[str]:
    """Return strings that stand one behind the other, each after its length."""
    names, at = [], 0
    while at + 2 <= len(data):
        size = 2 * int.from_bytes(data[at : at + 2], "little")
        names.append(data[at + 2 : at + 2 + size].decode("utf-16-le", "replace"))
        at += 2 + size
    return names


def _strings(data: bytes) -> list[str]:
    """Return the strings of a table that begins with their number."""
    return _names(data[6:]) if data[:2] == b"\xff\xff" and data[4:6] == b"\0\0" else []
