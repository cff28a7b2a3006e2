"""The file information block: where everything else of a Word file stands."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from auditor.extraction.compound import Compound
from auditor.extraction.interface import UnreadableError

_MARKS = {0xA5EC, 0xA5DC}
_FIRST_97 = 0x00C0
"""Versions below are Word 6 and 95, whose tables stand in the text stream."""
_ENCRYPTED = 0x0100
_SECOND_TABLE = 0x0200
_STORIES_97 = (0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64, 0x68)
_STORIES_95 = (0x34, 0x38, 0x3C, 0x40, 0x44, 0x48, 0x4C, 0x50)
_PAIRS_97 = 0x9A
_CLX_95 = 0x160
_COMPLEX = 0x0004
STORIES = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
"""The parts of the text in the order they stand in, one behind the other."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header with the two streams that it speaks of."""

    text: bytes
    """The stream ``WordDocument``."""
    table: bytes
    """The stream ``1Table`` or ``0Table``; the text stream in Word 6 and 95."""
    modern: bool
    """Whether the file is of Word 97 or later."""
    flags: int
    language: int
    """The language of the Windows that wrote the file."""

    def length(self, story: str) -> int:
        """Return the number of characters of a story."""
        at = (_STORIES_97 if self.modern else _STORIES_95)[STORIES.index(story)]
        return max(int.from_bytes(self.text[at : at + 4], "little", signed=True), 0)

    def part(self, index: int) -> bytes:
        """Return a part of the table stream by its place in the list of parts; empty where there is none."""
        if not self.modern:
            return b""
        start, size = struct.unpack_from(
            "<II", self.text.ljust(_PAIRS_97 + 8 * index + 8, b"\0"), _PAIRS_97 + 8 * index
        )
        counted = int.from_bytes(self.text[_PAIRS_97 - 2 : _PAIRS_97], "little")
        return self.table[start : start + size] if index < counted else b""

    @property
    def pieces(self) -> bytes:
        """Return the list of pieces that the text is put together from; empty where it is in one piece."""
        if self.modern:
            return self.part(33)
        if not self.flags & _COMPLEX:
            return b""
        start, size = struct.unpack_from("<II", self.text.ljust(_CLX_95 + 8, b"\0"), _CLX_95)
        return self.table[start : start + size]

    @property
    def start(self) -> int:
        """Return where a text in one piece begins in its stream."""
        return int.from_bytes(self.text[0x18:0x1C], "little")


def header_of(compound: Compound) -> Header:
    """Return the header of a Word file.

    Raises UnreadableError: ``encrypted`` under a password, ``damaged`` when the stream is no header.
    """
    text = compound.read("WordDocument")
    if len(text) < 0x60 or int.from_bytes(text[:2], "little") not in _MARKS:
        raise UnreadableError("damaged")
    version, language, flags = (int.from_bytes(text[at : at + 2], "little") for at in (2, 6, 0x0A))
    if flags & _ENCRYPTED:
        raise UnreadableError("encrypted")
    if version < _FIRST_97:
        return Header(text, text, modern=False, flags=flags, language=language)
    name = "1Table" if flags & _SECOND_TABLE else "0Table"
    table = compound.read(name if compound.has(name) else "0Table" if name == "1Table" else "1Table")
    return Header(text, table, modern=True, flags=flags, language=language)
