"""Writes a Word 97 file: a header, text in pieces, formats of characters and paragraphs, stories."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.extraction.made.compound import compound_file

TEXT_AT = 2048
STORIES = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")


def change(code: int, value: int) -> bytes:
    """Return one change of a property, in the length that its code asks for."""
    size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}[code >> 13]
    return code.to_bytes(2, "little") + value.to_bytes(size, "little")


@dataclass
class WordFile:
    """What shall stand in the file."""

    runs: list[tuple[str, bytes]]
    """Words of all stories one behind the other, each with the changes of its characters."""
    paragraphs: list[bytes] = field(default_factory=list)
    """For each paragraph, cell or row end: the number of its style (two bytes) and its changes."""
    lengths: dict[str, int] = field(default_factory=dict)
    """Characters of the stories behind the body."""
    parts: dict[int, bytes] = field(default_factory=dict)
    """Further parts of the table stream by their place in the header."""
    behind_lists: bytes = b""
    """The levels that stand behind the list of lists."""
    flags: int = 0x0200
    narrow: bool = False
    """Whether a letter takes one byte."""

    def bytes(self, storages: Sequence[str] = ()) -> bytes:
        """Return the file."""
        words, table = self._streams()
        return compound_file({"WordDocument": words, "1Table": table}, storages)

    def _streams(self) -> tuple[bytes, bytes]:
        text = "".join(words for words, _changes in self.runs)
        width = 1 if self.narrow else 2
        data = text.encode("cp1252" if self.narrow else "utf-16-le")
        formats_at = -(-(TEXT_AT + len(data)) // 512)
        pages = _character_page(self.runs, width) + _paragraph_page(text, self.paragraphs, width)
        stream = b"".join([b"\0" * TEXT_AT, data]).ljust(formats_at * 512, b"\0") + pages
        end = TEXT_AT + len(text) * width
        at = 0x40000000 | TEXT_AT * 2 if self.narrow else TEXT_AT
        pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, at, 0)
        parts = {
            33: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
            12: struct.pack("<III", TEXT_AT, end, formats_at),
            13: struct.pack("<III", TEXT_AT, end, formats_at + 1),
            **self.parts,
        }
        return self._with_header(stream, parts, len(text))

    def _with_header(self, stream: bytes, parts: dict[int, bytes], length: int) -> tuple[bytes, bytes]:
        head = bytearray(stream)
        struct.pack_into("<HHHHHH", head, 0, 0xA5EC, 0x00C1, 0, 0x0419, 0, self.flags)
        lengths = {**self.lengths, "body": length - sum(self.lengths.values())}
        for number, story in enumerate(STORIES):
            struct.pack_into("<I", head, 0x4C + 4 * number, lengths.get(story, 0))
        struct.pack_into("<H", head, 0x98, 93)
        table = b""
        for place in sorted(parts, key=lambda place: place != 73):
            struct.pack_into("<II", head, 0x9A + 8 * place, len(table), len(parts[place]))
            table += parts[place]
            if place == 73:
                table += self.behind_lists
        return bytes(head), table


def _character_page(runs: Sequence[tuple[str, bytes]], width: int) -> bytes:
    bounds, page, at, behind = [TEXT_AT], bytearray(512), TEXT_AT, 510
    places = []
    for words, changes in runs:
        at += len(words) * width
        bounds.append(at)
        if changes:
            behind = (behind - len(changes) - 1) // 2 * 2
            page[behind : behind + 1 + len(changes)] = bytes([len(changes)]) + changes
        places.append(behind // 2 if changes else 0)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    page[4 * len(bounds) : 4 * len(bounds) + len(places)] = bytes(places)
    page[511] = len(runs)
    return bytes(page)


def _paragraph_page(text: str, paragraphs: Sequence[bytes], width: int) -> bytes:
    ends = [at + 1 for at, sign in enumerate(text) if sign in "\r\x07\x0c"]
    bounds, page, behind = [TEXT_AT], bytearray(512), 510
    count = min(len(ends), len(paragraphs))
    for number in range(count):
        bounds.append(TEXT_AT + ends[number] * width)
        said = paragraphs[number].ljust((len(paragraphs[number]) + 1) // 2 * 2, b"\0")
        behind -= len(said) + 2
        page[behind : behind + 2 + len(said)] = bytes([0, len(said) // 2]) + said
        page[4 * (count + 1) + 13 * number] = behind // 2
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    page[511] = count
    return bytes(page)
