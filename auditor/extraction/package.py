"""A ZIP package of an office program, unpacked part by part under limits that are counted while reading."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections import Counter
from typing import IO, Any, cast

from auditor.extraction.interface import UnreadableError

LARGEST_PART = 200 * 1024 * 1024
"""Bytes that one part may unpack to; larger ones are bombs or films."""
LARGEST_PACKAGE = 500 * 1024 * 1024
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError, NotImplementedError, OSError,
    OverflowError, RuntimeError, ValueError,
)  # fmt: skip
"""What :mod:`zipfile` raises for a package that is not whole or not meant for it."""
_ENCRYPTED = 0x1
"""The flag of a ZIP entry that is protected by a password."""


class Package:
    """The parts of a package by name; nothing is unpacked before it is asked for."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise UnreadableError("damaged") from None
        self.names = tuple(entry.filename for entry in self._archive.infolist())
        self._left = LARGEST_PACKAGE

    @property
    def repeated(self) -> frozenset[str]:
        """Return the names that stand for more than one part: programs differ on which one counts."""
        return frozenset(name for name, count in Counter(self.names).items() if count > 1)

    @property
    def is_large(self) -> bool:
        """Return whether the parts say that they unpack to more than allowed: nothing may unpack them all at once."""
        sizes = [entry.file_size for entry in self._archive.infolist()]
        return sum(sizes) > LARGEST_PACKAGE or max(sizes, default=0) > LARGEST_PART

    def has(self, name: str) -> bool:
        """Return whether a part is there."""
        return name in self.names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises UnreadableError: ``limit_size`` beyond the limits, ``encrypted`` and ``damaged``.
        """
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> IO[bytes]:
        """Return a part as a stream that counts; it raises as :meth:`read` does."""
        try:
            entry = self._archive.getinfo(name)
            if entry.flag_bits & _ENCRYPTED:
                raise UnreadableError("encrypted")
            return cast("IO[bytes]", _Counted(self, self._archive.open(entry)))
        except _DAMAGE:
            raise UnreadableError("damaged") from None

    def spend(self, size: int) -> None:
        """Count bytes against the limit of the whole package."""
        self._left -= size
        if self._left < 0:
            raise UnreadableError("limit_size")


class _Counted(io.RawIOBase):
    """A stream that stops at the limit of one part."""

    def __init__(self, package: Package, stream: IO[bytes]) -> None:
        self._package = package
        self._stream = stream
        self._left = LARGEST_PART

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        wanted = self._left + 1 if size < 0 else min(size, self._left + 1)
        try:
            data = self._stream.read(wanted)
        except _DAMAGE:
            raise UnreadableError("damaged") from None
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableError("limit_size")
        self._package.spend(len(data))
        return data
