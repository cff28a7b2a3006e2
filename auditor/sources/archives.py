"""Archives to their members: read as streams, counted while reading, never unpacked to a path that they name."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

from auditor.sources.taking import Budget, FullError, Taking, Unpacked

SIGNATURES = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PK\x07\x08", "zip"), (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"), (b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"),
)  # fmt: skip
_TAR_MAGIC = slice(257, 262)
MEDIA_TYPES = {
    "zip": "application/zip", "7z": "application/x-7z-compressed", "rar": "application/vnd.rar",
    "gz": "application/gzip", "bz2": "application/x-bzip2", "xz": "application/x-xz", "tar": "application/x-tar",
}  # fmt: skip
_UTF8_NAME = 0x800
"""Flag of a zip member whose name is in UTF-8 (APPNOTE.TXT, 4.4.4)."""
_LINK_MODE = 0o120000


def archive_kind(data: bytes) -> str | None:
    """Return the kind of archive that bytes are, told by their beginning, or None."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    return "tar" if data[_TAR_MAGIC] == b"ustar" else None


def unpack(data: bytes, label: str, folder: Path, budget: Budget, passwords: tuple[str, ...] = ()) -> Unpacked:
    """Return the members of an archive, their bytes written to numbered files in a folder.

    Bad archives do not raise: what could be had is returned with the reason why the rest could not.
    """
    kind = archive_kind(data)
    if kind is None:
        return Unpacked((), budget, "unsupported")
    if budget.depth <= 0:
        return Unpacked((), budget, "limit_depth")
    taking = Taking(label, folder, replace(budget, depth=budget.depth - 1), passwords)
    try:
        _reader(kind)(data, taking)
    except FullError as full:
        return taking.result(full.reason)
    except MemoryError:
        raise
    except Exception:
        return taking.result("damaged")
    return taking.result(taking.doubt)


def _reader(kind: str) -> Callable[[bytes, Taking], None]:
    """Return the reader of a kind; those of outside libraries are imported when first needed."""
    if kind in {"7z", "rar"}:
        module = import_module(f"auditor.sources.{'seven_zip' if kind == '7z' else 'rar'}")
        return cast("Callable[[bytes, Taking], None]", module.read)
    return _READERS[kind]


def _read_zip(data: bytes, taking: Taking) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            name = _zip_name(entry)
            if (entry.external_attr >> 16) & 0o170000 == _LINK_MODE:
                taking.refuse(name, entry.file_size, "link")
            elif entry.flag_bits & 1:
                _take_locked(archive, entry, name, taking)
            else:
                _take_member(archive, entry, name, taking)


def _take_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, taking: Taking) -> None:
    try:
        stream = archive.open(entry)
    except NotImplementedError:
        taking.refuse(name, entry.file_size, "unsupported")
        return
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        taking.refuse(name, entry.file_size, "damaged")
        return
    with stream:
        taking.take(name, stream)


def _take_locked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, taking: Taking) -> None:
    """Take a member that is protected when one of the given passwords opens it."""
    for password in taking.passwords:
        with suppress(RuntimeError, NotImplementedError, zipfile.BadZipFile, lzma.LZMAError, OSError):
            with archive.open(entry, pwd=password.encode()) as probe:
                probe.read()  # a wrong password may show in the check sum only
            with archive.open(entry, pwd=password.encode()) as stream:
                taking.take(name, stream)
            return
    taking.refuse(name, entry.file_size, "encrypted")


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; names without the UTF-8 mark were written by Russian Windows in CP866."""
    if entry.flag_bits & _UTF8_NAME or entry.filename.isascii():
        return entry.filename
    with suppress(UnicodeError):
        return entry.filename.encode("cp437").decode("cp866")
    return entry.filename


def _read_tar(data: bytes, taking: Taking) -> None:
    _read_tar_stream(io.BytesIO(data), taking)


def _read_tar_stream(stream: IO[bytes], taking: Taking) -> None:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for entry in archive:
            if entry.isdir():
                continue
            member = archive.extractfile(entry) if entry.isreg() else None
            if member is None:
                taking.refuse(entry.name, entry.size, "damaged" if entry.isreg() else "link")
            else:
                taking.take(entry.name, member)


def _packed(opener: Callable[..., Any]) -> Callable[[bytes, Taking], None]:
    """Return the reader of a stream packed as a whole: a tar inside it, or one file."""

    def read(data: bytes, taking: Taking) -> None:
        with opener(io.BytesIO(data)) as stream:
            head = stream.read(512)
        with opener(io.BytesIO(data)) as stream:
            if head[_TAR_MAGIC] == b"ustar":
                _read_tar_stream(cast("IO[bytes]", _Counted(stream, taking.left.octets)), taking)
            else:
                taking.take(_inner_name(taking.label), stream)

    return read


class _Counted(io.RawIOBase):
    """A stream that ends with an error when it gives more than it may."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._left = most

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise FullError("limit_unpacked")
        return piece


def _inner_name(label: str) -> str:
    """Return ``a.txt`` for ``a.txt.gz``."""
    name = label.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "." in name.lstrip(".") else name


_READERS: dict[str, Callable[[bytes, Taking], None]] = {
    "zip": _read_zip,
    "tar": _read_tar,
    "gz": _packed(gzip.open),
    "bz2": _packed(bz2.open),
    "xz": _packed(lzma.open),
}
