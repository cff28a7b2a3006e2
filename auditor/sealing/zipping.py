"""ZIP files with one way to be written, so that a reader can tell that not a byte is other than it was written.

Python's own module writes much that may vary and reads much that may be wrong: gaps, further members, notes. Here the
members follow one another without a gap, and everything around their contents follows from the contents.
"""

from __future__ import annotations

import io
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from auditor.errors import OutputError

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_UTF8 = 0x800
_DEFLATED, _STORED = 8, 0
_VERSION = 20
_DAY = 0x21
"""The first of January 1980: the time of writing stands in the report."""
_LARGEST = 0xFFFF_FFFF
_MOST = 0xFFFF
_IN_MEMORY = 32 << 20
_PIECE = 1 << 20
MOST_UNPACKED = 16 << 30
"""Bytes that a package may unpack to."""


class BrokenZipError(ValueError):
    """The file is not as this module writes it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the table at the end of the file tells it."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    def local(self) -> bytes:
        """Return the head that stands before its content."""
        name = self.name.encode()
        fields = struct.pack("<HHHHHIIIHH", _VERSION, _UTF8, self.method, 0, _DAY, self.crc, self.packed, self.size,
                             len(name), 0)  # fmt: skip
        return _LOCAL + fields + name

    def central(self) -> bytes:
        """Return its line of the table."""
        name = self.name.encode()
        fields = struct.pack("<HHHHHHIIIHHHHHII", _VERSION, _VERSION, _UTF8, self.method, 0, _DAY, self.crc,
                             self.packed, self.size, len(name), 0, 0, 0, 0, 0, self.offset)  # fmt: skip
        return _CENTRAL + fields + name

    @property
    def start(self) -> int:
        """Return where its content starts."""
        return self.offset + len(self.local())


class Writer:
    """Yields a ZIP file piece by piece; what was yielded so far is known when a member is added."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self._at = 0

    def add(self, name: str, pieces: Iterable[bytes], *, stored: bool = False) -> Iterator[bytes]:
        """Yield a member; OutputError for one that the format has no room for."""
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as held:
            member = self._packed(held, name, pieces, stored=stored)
            self.members.append(member)
            self._at = member.start + member.packed
            if self._at > _LARGEST or len(self.members) > _MOST:
                raise OutputError("the package is too large for a ZIP file", remedy="Seal a part of the portfolio.")
            yield member.local()
            held.seek(0)
            while piece := held.read(_PIECE):
                yield piece

    def _packed(self, held: IO[bytes], name: str, pieces: Iterable[bytes], *, stored: bool) -> Member:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        crc = size = packed = 0
        for piece in pieces:
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            packed += held.write(piece if stored else packer.compress(piece))
        packed += 0 if stored else held.write(packer.flush())
        return Member(name, _STORED if stored else _DEFLATED, crc, packed, size, self._at)

    def end(self) -> bytes:
        """Return the table of all members."""
        return table_of(self.members, self._at)


def table_of(members: Sequence[Member], at: int) -> bytes:
    """Return the table at the end of a ZIP file."""
    table = b"".join(member.central() for member in members)
    count = len(members)
    return table + _END + struct.pack("<HHHHIIH", 0, 0, count, count, len(table), at, 0)


def members_of(file: IO[bytes]) -> list[Member]:
    """Return the members of a file; BrokenZipError when one byte around their contents is not as we write it."""
    size = file.seek(0, io.SEEK_END)
    tail = _read(file, max(0, size - 22), 22)
    if tail[:4] != _END:
        raise BrokenZipError("the table at the end is missing")
    length, at = struct.unpack("<II", tail[12:20])
    if at + length + 22 != size:
        raise BrokenZipError("the table at the end does not fit the file")
    table = _read(file, at, size - at)
    members = list(_lines(table[:-22]))
    expected = 0
    for member in members:
        if member.offset != expected or _read(file, expected, len(member.local())) != member.local():
            raise BrokenZipError(f"the head of «{member.name}» is not as it was written")
        expected = member.start + member.packed
    if expected != at or table != table_of(members, at):
        raise BrokenZipError("the table at the end is not as it was written")
    return members


def _lines(table: bytes) -> Iterator[Member]:
    while table:
        if table[:4] != _CENTRAL or len(table) < 46:
            raise BrokenZipError("the table at the end is not as it was written")
        _, _, _, method, _, _, crc, packed, size, length, *_, offset = struct.unpack("<HHHHHHIIIHHHHHII", table[4:46])
        name = table[46 : 46 + length]
        try:
            yield Member(name.decode(), method, crc, packed, size, offset)
        except UnicodeDecodeError as error:
            raise BrokenZipError("a name cannot be read") from error
        table = table[46 + length :]


def content_of(file: IO[bytes], member: Member) -> bytes:
    """Return the content of a member; BrokenZipError when it is damaged."""
    packed = _read(file, member.start, member.packed)
    if member.method == _STORED:
        data = packed
    else:
        opened = zlib.decompressobj(-15)
        try:
            data = opened.decompress(packed, min(member.size + 1, MOST_UNPACKED))
        except zlib.error as error:
            raise BrokenZipError(f"«{member.name}» is damaged") from error
        if not opened.eof or opened.unused_data or opened.unconsumed_tail:
            raise BrokenZipError(f"«{member.name}» is damaged")
    if len(data) != member.size or zlib.crc32(data) != member.crc:
        raise BrokenZipError(f"«{member.name}» is damaged")
    return data


def _read(file: IO[bytes], at: int, count: int) -> bytes:
    file.seek(at)
    data = file.read(count)
    if len(data) != count:
        raise BrokenZipError("the file is cut short")
    return data
