"""Whether bytes are a letter: told by headers that only programs write, never by words such as «From:» alone."""

from __future__ import annotations

import re

from auditor.extraction.mail.headers import COMMON, Headers, moment, read_headers
from auditor.extraction.mail.mailbox import is_mailbox

_HEAD = 262_144
"""Bytes in which the headers are looked for."""
_OF_PROGRAMS = frozenset(
    {"received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature", "x-mailer",
     "content-transfer-encoding", "in-reply-to", "references", "user-agent", "x-original-to", "received-spf",
     "authentication-results", "arc-seal", "x-originating-ip", "x-priority", "envelope-to", "list-unsubscribe"}
)  # fmt: skip
"""Headers that no one types."""
_ENDINGS = ("eml", "emlx", "nws")
_ZONED = re.compile(r"\d\d:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|GMT|UT)")


def mail_kind(data: bytes, name: str) -> str | None:
    """Return ``eml``, ``mbox`` or None; ``name`` is the ending of the file's name and only breaks ties."""
    begun = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n \t\0")
    if begun.startswith(b"From ") and is_mailbox(begun) and name not in _ENDINGS:
        return "mbox"
    headers, _body = read_headers(begun, 0, len(begun))
    return "eml" if _is_letter(headers, name) else None


def _is_letter(headers: Headers, name: str) -> bool:
    names = set(headers.raw)
    if name in _ENDINGS:
        return bool(names & (COMMON | {"content-type"}))
    written = names & {"from", "to", "subject", "date", "sender"}
    of_programs = names & _OF_PROGRAMS
    multipart = headers.value("content-type").startswith(("multipart/", "message/"))
    if (len(of_programs) >= 2 and written) or (multipart and ("mime-version" in names or headers.boundary())):
        return True
    return len(written) >= 2 and (bool(of_programs) or "content-type" in names or _has_zoned_date(headers))


def _has_zoned_date(headers: Headers) -> bool:
    """Return whether the date is one that a program wrote, with a time and a zone."""
    date = headers.text("date")
    return bool(_ZONED.search(date)) and moment(date) is not None
