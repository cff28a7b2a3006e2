"""What the first bytes, the parts or the tags of a file say about its format."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from auditor.extraction.chats.telling import is_telegram, is_whatsapp
from auditor.extraction.compound import Compound
from auditor.extraction.encoding import decode
from auditor.extraction.interface import UnreadableError
from auditor.extraction.mail.telling import mail_kind
from auditor.extraction.package import Package

Told = tuple[str | None, str]
"""The format, or None and the reason why a file is not read."""

_HEAD = 8_192
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OFFICE_ENDINGS = frozenset({"docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xlsb", "odt", "ott", "ods"})
_TABLE_ENDINGS = frozenset({"csv", "tsv", "tab", "xls", "xlsx", "xlsm", "xlsb"})
_PAGE_ENDINGS = frozenset({"html", "htm", "xhtml", "mht", "mhtml"})
_DATA_ENDINGS = frozenset({"json", "jsonl", "ndjson"})
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_SAVED_PAGE = re.compile(
    r"^(?:From:\s*[\"<]*Saved (?:by|from)|Snapshot-Content-Location:|X-MAF-Information-|Content-Location:)",
    re.IGNORECASE | re.MULTILINE,
)
_SENT = re.compile(r"^(?:Received|Return-Path|Message-ID|To):", re.IGNORECASE | re.MULTILINE)
_MIME = re.compile(r"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
_RECORD = re.compile(r"\s*(?:\{\s*(?:\"|\})|\[\s*(?:[{\"\[\]]|-?\d+\s*,))")
_FLAT = {"opendocument.text": "odt", "opendocument.spreadsheet": "ods"}


def ending(label: str) -> str:
    """Return the ending of a file's name in small letters, without the dot."""
    return PurePosixPath(label).suffix.lstrip(".").lower()


def of_zip(data: bytes, label: str) -> Told:
    """Return the format of a ZIP package by its parts; ``unsupported`` is said of an archive of files alone."""
    try:
        package = Package(data)
        names = set(package.names)
        for part, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb")):
            if part in names:
                return kind, ""
        if "[Content_Types].xml" in names:
            return _of_content_types(package)
        if "encrypted-package" in names:
            return None, "encrypted"
        if "content.xml" in names:
            return _of_open_document(package)
    except UnreadableError as error:
        return None, error.reason
    return None, "damaged" if ending(label) in _OFFICE_ENDINGS and not names else "unsupported"


def _of_content_types(package: Package) -> Told:
    """Return the format of a package whose main part bears an unusual name, or is missing."""
    types = package.read("[Content_Types].xml")
    for word, kind in ((b"wordprocessingml", "docx"), (b"spreadsheetml", "xlsx"), (b"ms-excel.sheet.binary", "xlsb")):
        if word in types:
            return kind, ""
    return None, "other_document"


def _of_open_document(package: Package) -> Told:
    kind = package.read("mimetype") if package.has("mimetype") else b"opendocument.text"
    if b"spreadsheet" in kind or b"calc" in kind:
        return "ods", ""
    return ("odt", "") if b"text" in kind or b"writer" in kind else (None, "other_document")


def of_compound(data: bytes) -> Told:
    """Return the format of a compound file by its streams."""
    try:
        compound = Compound(data)
    except UnreadableError as error:
        return None, "encrypted" if _ENCRYPTED_PACKAGE in data else error.reason
    if compound.encrypted:
        return None, "encrypted"
    if compound.has("WordDocument"):
        return "doc", ""
    if compound.has("__properties_version1.0") or compound.has("__nameid_version1.0"):
        return "msg", ""
    return ("xls", "") if compound.has("Workbook") or compound.has("Book") else (None, "unsupported")


def of_mail(data: bytes, label: str) -> str | None:
    """Return ``eml`` or ``mbox``, or None for what is no letter; a page saved as one MIME file is none."""
    name = ending(label)
    kind = mail_kind(data, name)
    if kind == "eml" and _is_saved_page(decode(data[:_HEAD])[0].lstrip("\ufeff\x00 \t\r\n"), name):
        return None
    return kind


def of_page(data: bytes) -> str:
    """Return ``telegram`` for a page of an exported chat, else ``html``."""
    return "telegram" if is_telegram(decode(data[:_HEAD])[0].lstrip("\ufeff\x00 \t\r\n")) else "html"


def of_text(data: bytes, label: str) -> Told:
    """Return the format of a text: a page, a table, records, XML, or plain text.

    The name only breaks ties: a fragment of a page, a table and records may also be just a text about them.
    """
    head = decode(data[:_HEAD])[0].lstrip("\ufeff\x00 \t\r\n")
    name = ending(label)
    if _PAGE.match(head) or (name in _PAGE_ENDINGS and head.startswith("<")) or _is_saved_page(head, name):
        return of_page(data), ""
    if head.startswith("<?xml") or (name == "xml" and head.startswith("<")):
        return _of_xml(head)
    if head.startswith(("{", "[")) and (name in _DATA_ENDINGS or _RECORD.match(head)):
        return ("telegram" if is_telegram(head) else "json"), ""
    if name not in _TABLE_ENDINGS and is_whatsapp(head):
        return "whatsapp", ""
    return ("csv" if name in _TABLE_ENDINGS else "text"), ""


def _is_saved_page(head: str, name: str) -> bool:
    """Return whether a MIME message is a page saved as one file and not a letter."""
    if not _MIME.search(head):
        return False
    return name in {"mht", "mhtml"} or (bool(_SAVED_PAGE.search(head)) and not _SENT.search(head))


def _of_xml(head: str) -> Told:
    root = re.search(r"<(?![?!])[^>]*>?", head)
    tag = root.group() if root else ""
    if re.match(r"<(?:\w+:)?html\b", tag, re.IGNORECASE):
        return "html", ""
    if "oasis:names:tc:opendocument" in tag:
        return next((kind for word, kind in _FLAT.items() if word in tag), None), "unsupported"
    return None, "unsupported"
