"""What Word says about characters and paragraphs: changes to their styles, by place in the text stream."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.extraction.oldword.header import Header

_PAGE = 512
_CHARACTERS, _PARAGRAPHS = 12, 13
"""Places of the two lists of pages in the header."""
_LENGTHS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITION = 0xD608
_TABS = 0xC615


@dataclass(frozen=True, slots=True)
class Change:
    """One property that is changed, with its new value."""

    code: int
    value: bytes

    @property
    def number(self) -> int:
        """Return the value as a number."""
        return int.from_bytes(self.value, "little")


def changes(data: bytes) -> Iterator[Change]:
    """Return the changes of a list, up to the first that is not whole."""
    at = 0
    while at + 3 <= len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        at += 2
        length = _LENGTHS.get(code >> 13)
        if length is None:
            if code == _TABS and data[at] == 255:
                return
            wide = code == _TABLE_DEFINITION
            length = int.from_bytes(data[at : at + 2], "little") - 1 if wide else data[at]
            at += 2 if wide else 1
        if length < 0 or at + length > len(data):
            return
        yield Change(code, data[at : at + length])
        at += length


@dataclass(frozen=True, slots=True)
class Formats:
    """Changes by place: those of a place are those of the stretch it lies in."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lists: tuple[bytes, ...]

    def at(self, place: int) -> tuple[bytes, int]:
        """Return the changes that hold at a place, and the place up to which they hold."""
        index = bisect_right(self.starts, place) - 1
        if index >= 0 and place < self.ends[index]:
            return self.lists[index], self.ends[index]
        following = self.starts[index + 1] if index + 1 < len(self.starts) else 1 << 62
        return b"", following


def character_formats(header: Header) -> Formats:
    """Return the changes of characters."""
    return _formats(header, _CHARACTERS, _of_characters)


def paragraph_formats(header: Header) -> Formats:
    """Return the changes of paragraphs; each list begins with the number of the style."""
    return _formats(header, _PARAGRAPHS, _of_paragraphs)


_Entries = Callable[[bytes, int], Iterator[bytes]]


def _formats(header: Header, part: int, entries: _Entries) -> Formats:
    listed = header.part(part)
    count = max((len(listed) - 4) // 8, 0)
    numbers = struct.unpack_from(f"<{count}I", listed, 4 * (count + 1)) if count else ()
    found: list[tuple[int, int, bytes]] = []
    for number in sorted({number & 0x3FFFFF for number in numbers}):
        page = header.text[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE and 4 * (page[-1] + 1) < _PAGE:
            bounds = struct.unpack_from(f"<{page[-1] + 1}I", page)
            found += zip(bounds, bounds[1:], entries(page, page[-1]), strict=False)
    found.sort()
    return Formats(tuple(f[0] for f in found), tuple(f[1] for f in found), tuple(f[2] for f in found))


def _of_characters(page: bytes, count: int) -> Iterator[bytes]:
    for number in range(count):
        at = page[4 * (count + 1) + number] * 2
        yield page[at + 1 : at + 1 + page[at]] if at else b""


def _of_paragraphs(page: bytes, count: int) -> Iterator[bytes]:
    for number in range(count):
        place = 4 * (count + 1) + 13 * number
        at = page[place] * 2 if place < _PAGE else 0
        if not at:
            yield b""
        elif page[at]:
            yield page[at + 1 : at + 2 * page[at]]
        else:
            yield page[at + 2 : at + 2 + 2 * page[(at + 1) % _PAGE]]
