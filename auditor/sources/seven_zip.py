"""7z archives by py7zr, which pushes the bytes of each member into a sink."""

from __future__ import annotations

import io

import py7zr
from py7zr.exceptions import PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from auditor.sources.taking import FullError, Sink, Taking


def read(data: bytes, taking: Taking) -> None:
    """Take the members of a 7z archive; a protected one is tried with the given passwords."""
    try:
        with py7zr.SevenZipFile(io.BytesIO(data)) as archive:
            protected = archive.needs_password()
            if not protected:
                _take(archive, taking)
                return
    except PasswordRequired:
        protected = True
    password = next((word for word in taking.passwords if _opens(data, word)), None)
    if password is None:
        taking.doubt = "encrypted"
        return
    with py7zr.SevenZipFile(io.BytesIO(data), password=password) as archive:
        _take(archive, taking)


def _opens(data: bytes, password: str) -> bool:
    """Return whether a password opens the archive: a wrong one gives rubbish, which shows in the check sums."""
    try:
        with py7zr.SevenZipFile(io.BytesIO(data), password=password) as archive:
            return archive.testzip() is None
    except MemoryError:
        raise
    except Exception:
        return False


def _take(archive: py7zr.SevenZipFile, taking: Taking) -> None:
    _check_count(archive, taking)
    catcher = _Catcher(taking)
    archive.extractall(factory=catcher)
    catcher.finish()


def _check_count(archive: py7zr.SevenZipFile, taking: Taking) -> None:
    """Raise FullError before anything is unpacked when there are more members than may be taken."""
    if sum(not entry.is_directory for entry in archive.list()) > taking.left.entries:
        raise FullError("limit_entries")


class _Catcher(WriterFactory):
    """Gives py7zr a sink for each member."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking
        self._open: list[_Into] = []

    def create(self, filename: str) -> Py7zIO:
        into = _Into(self._taking.open(filename))
        self._open.append(into)
        return into

    def finish(self) -> None:
        """Keep the members that the library did not close."""
        for into in self._open:
            into.close()


class _Into(Py7zIO):
    """A sink as py7zr wants it."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        self._sink.write(bytes(s))
        self._size += len(s)
        return len(s)

    def read(self, size: int | None = None) -> bytes:  # noqa: ARG002 - py7zr never reads back what it wrote
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 - a sink only grows
        return self._size

    def flush(self) -> None:
        return

    def size(self) -> int:
        return self._size

    def close(self) -> None:
        self._sink.done()
