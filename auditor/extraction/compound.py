"""The compound files of old office programs (OLE, [MS-CFB]): a file system in a file. Only this file knows olefile."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import olefile

from auditor.extraction.compound_writing import LARGEST, compound_bytes
from auditor.extraction.interface import UnreadableError
from auditor.extraction.package import LARGEST_PART

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo", "\x06DataSpaces", "\x09DRMContent")
"""Streams and storages of files under a password or under rights management."""


class Compound:
    """The streams of a compound file by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._file = olefile.OleFileIO(io.BytesIO(data))
            self.names = frozenset("/".join(path) for path in self._file.listdir(streams=True, storages=True))
            self._folded = frozenset(name.lower() for name in self.names)
        except MemoryError:
            raise
        except Exception:  # olefile has no one error for what is wrong with a file
            raise UnreadableError("damaged") from None

    @property
    def encrypted(self) -> bool:
        """Return whether the file holds a document under a password instead of a document."""
        return any(name.split("/")[0] in _ENCRYPTED for name in self.names)

    def has(self, name: str) -> bool:
        """Return whether there is a stream or a storage of this name; capitals do not matter."""
        return name.lower() in self._folded

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream.

        Raises UnreadableError: ``limit_size`` beyond the limit, ``damaged`` when it cannot be had.
        """
        try:
            size = self._file.get_size(name)
            if size > LARGEST_PART:
                raise UnreadableError("limit_size")
            return bytes(self._file.openstream(name).read())
        except (OSError, IndexError, ValueError):
            raise UnreadableError("damaged") from None

    def part(self, place: str, changed: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
        """Return what stands under a place, «storage/», as a file of its own; some streams are changed on the way.

        Raises UnreadableError: ``limit_size`` beyond the limit, ``damaged`` when a stream cannot be had.
        """
        streams, left = {}, LARGEST
        for path in self._file.listdir(streams=True, storages=False):
            name = "/".join(path)
            if not name.startswith(place):
                continue
            data = self.read(name)
            left -= len(data)
            if left < 0:
                raise UnreadableError("limit_size")
            inner = name[len(place) :]
            streams[inner] = changed[inner](data) if inner in changed else data
        return compound_bytes(streams)
