"""The text of a Word file, put together from its pieces."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.extraction.interface import UnreadableError
from auditor.extraction.oldword.header import STORIES, Header

_COMPRESSED = 0x40000000
_MODIFIERS, _PIECES = 1, 2
_BY_LANGUAGE = {0x19: "cp1251", 0x22: "cp1251", 0x23: "cp1251", 0x02: "cp1251", 0x15: "cp1250", 0x05: "cp1250"}
"""Encodings of Word 6 and 95 by the primary language: Russian, Ukrainian, Belarusian, Bulgarian, Polish, Czech."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands together in the stream."""

    start: int
    """The number of its first character in the document."""
    end: int
    at: int
    """Where its bytes begin in the text stream."""
    width: int
    """Bytes of a character."""

    def place(self, character: int) -> int:
        """Return where a character stands in the stream."""
        return self.at + (character - self.start) * self.width


class Pieces:
    """All pieces of a document in the order of its text."""

    def __init__(self, header: Header) -> None:
        self._stream = header.text
        self._encoding = "cp1252" if header.modern else _BY_LANGUAGE.get(header.language & 0x3FF, "cp1252")
        self.all = _listed(header) if header.pieces else _whole(header)
        self._starts = [piece.start for piece in self.all]
        read = sum(piece.end - piece.start for piece in self.all)
        self.whole = read >= sum(map(header.length, STORIES))
        """Whether there is as much text as the header says."""

    def of(self, start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
        """Return the pieces between two characters, each with the part of it that lies between them."""
        for piece in self.all[max(bisect_right(self._starts, start) - 1, 0) :]:
            first, last = max(piece.start, start), min(piece.end, end)
            if piece.start >= end:
                return
            if first < last:
                yield piece, first, last

    def text(self, piece: Piece, start: int, end: int) -> str:
        """Return characters of one piece, each in one place: a letter beyond the first plane takes two."""
        data = self._stream[piece.place(start) : piece.place(end)]
        if piece.width == 1:
            return data.decode(self._encoding, "replace")
        units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
        return "".join(map(chr, units))


def _whole(header: Header) -> list[Piece]:
    length = min(sum(map(header.length, STORIES)), max(len(header.text) - header.start, 0))
    return [Piece(0, length, header.start, 1)]


def _listed(header: Header) -> list[Piece]:
    """Return the pieces of the list, cut where the stream ends; all together are never longer than the stream."""
    data = _descriptors(header.pieces)
    count = (len(data) - 4) // 12
    if count < 1:
        raise UnreadableError("damaged")
    bounds = struct.unpack_from(f"<{count + 1}I", data)
    pieces: list[Piece] = []
    left = len(header.text)
    for number in range(count):
        (at,) = struct.unpack_from("<I", data, 4 * (count + 1) + 8 * number + 2)
        width = 1 if at & _COMPRESSED or not header.modern else 2
        at = (at & ~_COMPRESSED) // 2 if at & _COMPRESSED else at
        room = max(len(header.text) - at, 0) // width
        start, end = bounds[number], min(bounds[number + 1], bounds[number] + room)
        left -= max(end - start, 0) * width
        if left < 0:
            raise UnreadableError("damaged")
        if start < end:
            pieces.append(Piece(start, end, at, width))
    return sorted(pieces, key=lambda piece: piece.start)


def _descriptors(data: bytes) -> bytes:
    """Return the list of pieces behind the modifiers that may stand before it."""
    at = 0
    while at + 5 <= len(data) and data[at] == _MODIFIERS:
        at += 3 + int.from_bytes(data[at + 1 : at + 3], "little")
    if at + 5 > len(data) or data[at] != _PIECES:
        raise UnreadableError("damaged")
    return data[at + 5 : at + 5 + int.from_bytes(data[at + 1 : at + 5], "little")]
