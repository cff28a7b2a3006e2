"""Content to reader: the type is told by the bytes; the file's name only breaks ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from auditor.extraction import signatures
from auditor.extraction.compound import MAGIC as _COMPOUND
from auditor.extraction.encoding import decode
from auditor.extraction.interface import MESSAGES, Reader, Source, UnreadableError, refused
from auditor.extraction.pdf_start import start_of
from auditor.model import correspondence
from auditor.model.document import Document, Unreadable
from auditor.model.enclosed import Enclosed

_BLANK = b"\x00 \t\r\n\xef\xbb\xbf"
_PAGES = (b"<!doctype html", b"<html")
_OLD_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
"""How tables of Excel 2, 3 and 4 begin."""
_PACKED = (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b")
_TAR_MAGIC = slice(257, 262)
_HEAD = 65_536
"""Bytes that are looked at to tell a text from other files."""
_READABLE = 0.98
_ENCLOSING = frozenset({"eml", "msg", "mbox", "pdf"})
"""Formats whose files hold other files."""
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
_RIFF = (b"RIFF", b"WEBP")
_MOST_CONTROL = 0.02
"""Share of control bytes from which a file is not text."""
_FEW_CONTROL = 4
"""Control bytes that any text may hold."""
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "json": "application/json",
    "text": "text/plain",
    "picture": "image/*",
    "eml": correspondence.LETTER,
    "msg": correspondence.OUTLOOK_LETTER,
    "mbox": correspondence.MAILBOX,
    "telegram": correspondence.TELEGRAM_RECORDS,
    "whatsapp": correspondence.WHATSAPP_CHAT,
}


def extract(source: Source) -> Document | Unreadable:
    """Return what a file says, or why it was not read; never raises for bad input."""
    kind, reason = sniff(source.data, source.label)
    if kind is None:
        return refused(source, reason)
    try:
        read = _reader(kind)(source)
        return _told_misnamed(read) if isinstance(read, Document) and is_misnamed(kind, source.label) else read
    except MemoryError:
        raise
    except UnreadableError as error:
        return refused(source, error.reason, MEDIA_TYPES[kind])
    except Exception:
        return refused(source, "damaged", MEDIA_TYPES[kind])


def is_misnamed(kind: str, label: str) -> bool:
    """Return whether the name promises a document that only its own program can have written, and the content is none.

    Word and Excel open pages and tables under the old names ``.doc`` and ``.xls``, so these promise nothing.
    """
    return kind in _PLAIN and kind not in _PROMISED.get(signatures.ending(label), _PLAIN)


def _told_misnamed(read: Document) -> Document:
    """Return a document as one that was read in part; another reason is left as it is."""
    return read if read.reason else replace(read, reason="misnamed", message=MESSAGES["misnamed"])


_PLAIN = frozenset({"text", "html", "csv", "json", "picture"})
"""Formats that anything may turn into on its way: a page of an error, a picture of the document."""
_PROMISED = {
    **dict.fromkeys(("pdf", "docx", "docm", "dotx", "odt", "msg"), frozenset[str]()),
    **dict.fromkeys(("xlsx", "xlsm", "xlsb", "ods"), frozenset({"csv", "html"})),
    **dict.fromkeys(("png", "jpg", "jpeg", "tif", "tiff"), frozenset({"picture"})),
}
"""What of these a file may hold under each name."""


def _reader(kind: str) -> Reader:
    """Return the reader of a format; imported when first needed, so that starting stays quick."""
    read: Reader = import_module(f"auditor.extraction.{kind}").read
    return read


def prepare(labels: Iterable[str]) -> None:
    """Import the readers that files of these names will most likely need, before processes are forked for them."""
    kinds = Counter(_BY_NAME.get(PurePath(label).suffix.lower(), "") for label in labels)
    for kind in kinds:
        if kind:
            import_module(f"auditor.extraction.{kind}")
    if kinds["pdf"] >= MANY:
        import_module("auditor.extraction.pdf").prepare_for_tables()


_BY_NAME = {f".{kind}": kind for kind in MEDIA_TYPES} | {".txt": "text", ".md": "text", ".htm": "html"}
MANY = 10
"""Files from which it pays to load what a part of them needs."""


def enclosed(source: Source) -> Iterator[Enclosed]:
    """Return the files that a letter, a mailbox or a PDF holds, one by one; nothing for any other file.

    Raises UnreadableError and whatever else a damaged file makes its reader raise.
    """
    kind, _reason = sniff(source.data, source.label)
    if kind in _ENCLOSING:
        yield from import_module(f"auditor.extraction.{kind}").enclosed(source)


def sniff(data: bytes, label: str = "") -> tuple[str | None, str]:
    """Return the format told by the content, or None and the reason it is not read."""
    if not data.strip(_BLANK):
        return None, "empty"
    if data.startswith(b"PK"):  # this and the next are before PDF, which may begin late and be carried here unchanged
        return signatures.of_zip(data, label)
    if data.startswith(_COMPOUND):
        return signatures.of_compound(data)
    kind = None if _is_packed(data) else _by_start(data) or _carried(data, label)
    if kind:
        return kind, ""
    is_text = not _is_packed(data) and _looks_like_text(data)
    return signatures.of_text(data, label) if is_text else (None, "unsupported")


def _is_packed(data: bytes) -> bool:
    return data.startswith(_PACKED) or data[_TAR_MAGIC] == b"ustar"


def _by_start(data: bytes) -> str | None:
    """Return the format of a file whose first bytes tell it."""
    begun = data[:_HEAD].lstrip(_BLANK)
    if begun.startswith(b"%PDF"):
        return "pdf"
    if begun.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_OLD_SHEETS):
        return "xls"
    return "picture" if _is_picture(data) else None


def _carried(data: bytes, label: str) -> str | None:
    """Return the format of a page, of a letter, or of a PDF behind bytes that may look like the head of a letter."""
    at = start_of(data)
    if at is not None and b"boundary=" not in data[:at].lower():
        return "pdf"
    mail = signatures.of_mail(data, label)
    if mail or at is not None:
        return mail or "pdf"
    is_page = data[:_HEAD].lstrip(_BLANK).lower().startswith(_PAGES)
    return signatures.of_page(data) if is_page else None


def _is_picture(data: bytes) -> bool:
    if data.startswith(b"BM"):  # two letters are too few: the size of the file must follow
        return len(data) > 26 and int.from_bytes(data[2:6], "little") == len(data)
    return data.startswith(_PICTURES) or (data[:4], data[8:12]) == _RIFF


def _looks_like_text(data: bytes) -> bool:
    head = data.lstrip(b"\0")[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if head.count(0) > len(head) // 4:  # UTF-16 without a mark has a zero in about every second byte
        return _is_readable(decode(head)[0])
    control = sum(head.count(byte) for byte in range(32) if byte not in {9, 10, 12, 13, 27})
    return control <= max(_FEW_CONTROL, len(head) * _MOST_CONTROL)


def _is_readable(text: str) -> bool:
    """Return whether nearly all signs are those of a text: no binary file decodes so by chance."""
    return sum(sign.isprintable() or sign.isspace() for sign in text) > _READABLE * len(text)
