"""Content to reader: the type is told by the bytes, never by the file's name alone."""

from __future__ import annotations

import io
import zipfile
from importlib import import_module

from auditor.extraction.interface import Reader, Source, refused
from auditor.model.document import Document, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
"""Bytes in which ``%PDF`` must stand: what readers of PDF accept in practice."""
_WORD_PARTS = ("word/document.xml", "word/document2.xml")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_BINARY = (
    b"{\\rtf",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x1f\x8b",
    b"\x00\x00\x00",
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
_RIFF = (b"RIFF", b"WEBP")
_MOST_CONTROL = 0.02
"""Share of control bytes from which a file is not text."""
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text": "text/plain",
    "picture": "image/*",
}


def extract(source: Source) -> Document | Unreadable:
    """Return what a file says, or why it was not read; never raises for bad input."""
    kind, reason = sniff(source.data)
    if kind is None:
        return refused(source, reason)
    try:
        return _reader(kind)(source)
    except MemoryError:
        raise
    except Exception:
        return refused(source, "damaged", MEDIA_TYPES[kind])


def _reader(kind: str) -> Reader:
    """Return the reader of a format; imported when first needed, so that starting stays quick."""
    read: Reader = import_module(f"auditor.extraction.{kind}").read
    return read


def sniff(data: bytes) -> tuple[str | None, str]:
    """Return the format told by the content, or None and the reason it is not read."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return None, "empty"
    if data.startswith(b"PK"):  # before PDF, which may begin late and be packed here unchanged
        return _sniff_zip(data)
    if b"%PDF" in data[:_PDF_WITHIN]:
        return "pdf", ""
    if _is_picture(data):
        return "picture", ""
    return _sniff_rest(data)


def _sniff_rest(data: bytes) -> tuple[str | None, str]:
    if data.startswith(_OLE):
        return None, "encrypted" if _ENCRYPTED_PACKAGE in data else "unsupported"
    if data.startswith(_BINARY) or not _looks_like_text(data):
        return None, "unsupported"
    return "text", ""


def _is_picture(data: bytes) -> bool:
    if data.startswith(b"BM"):  # two letters are too few: the size of the file must follow
        return len(data) > 26 and int.from_bytes(data[2:6], "little") == len(data)
    return data.startswith(_PICTURES) or (data[:4], data[8:12]) == _RIFF


def _sniff_zip(data: bytes) -> tuple[str | None, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None, "damaged"
    return ("docx", "") if names.intersection(_WORD_PARTS) else (None, "unsupported")


def _looks_like_text(data: bytes) -> bool:
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    zeros = head.count(0)
    if zeros > len(head) // 4:  # UTF-16 without a mark has a zero in about every second byte
        return True
    control = sum(head.count(byte) for byte in range(32) if byte not in {9, 10, 12, 13, 27})
    return control <= len(head) * _MOST_CONTROL
