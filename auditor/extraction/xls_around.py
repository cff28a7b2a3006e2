"""What stands on the sheets of an XLS besides cells: headers, footers and text boxes, which xlrd passes over.

The records are those of [MS-XLS], 2.3; they are read as Excel 97 to 2003 writes them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_BEGIN, _END, _CONTINUE, _SHEET = 0x809, 0x0A, 0x3C, 0x85
_HEADER, _FOOTER, _OBJECT, _TEXT = 0x14, 0x15, 0x5D, 0x1B6
_EXCEL_97 = 0x0600
_NOTE = 0x19
"""The kind of an object that shows a comment, which is given with its cell."""
_Record = tuple[int, bytes]


@dataclass(slots=True)
class Around:
    """The words of one sheet outside its cells."""

    header: str = ""
    footer: str = ""
    boxes: list[str] = field(default_factory=list)


def around(stream: bytes) -> list[Around]:
    """Return the words around the cells of each worksheet, in the order of the sheets; nothing for older files."""
    if len(stream) < 6 or struct.unpack_from("<H", stream, 4)[0] != _EXCEL_97:
        return []
    begins = [
        struct.unpack_from("<I", data)[0]
        for kind, data in _records(stream, 0)
        if kind == _SHEET and len(data) > 6 and data[5] == 0
    ]
    return [_around(_records(stream, begin)) for begin in begins]


def _records(stream: bytes, at: int) -> Iterator[_Record]:
    """Yield the records of one part of the stream, those of charts within it too."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        at += 4 + size


def _around(records: Iterator[_Record]) -> Around:
    found, is_note = Around(), False
    missing, words = 0, ""
    for kind, data in records:
        if kind == _CONTINUE and missing > 0 and data:
            piece = _decoded(data[0], data[1:])
            words, missing = words + piece, missing - len(piece)
            if missing <= 0:
                found.boxes.append(words)
        elif kind == _OBJECT:
            is_note = data[4:6] == bytes((_NOTE, 0))
        elif kind == _TEXT and len(data) >= 12 and not is_note:
            missing, words = struct.unpack_from("<H", data, 10)[0], ""
        elif kind == _HEADER and len(data) > 3:
            found.header = _decoded(data[2], data[3:])
        elif kind == _FOOTER and len(data) > 3:
            found.footer = _decoded(data[2], data[3:])
    return found


def _decoded(flags: int, data: bytes) -> str:
    """Return a string: two bytes a character, or one where the upper bytes are all zero."""
    return data.decode("utf-16-le" if flags & 1 else "latin-1", "replace")
