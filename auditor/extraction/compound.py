"""The compound files of old office programs (OLE, [MS-CFB]): a file system in a file. Only this file knows olefile."""

from __future__ import annotations

import io

import olefile

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
        return name.lower() in {other.lower() for other in self.names}

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
