"""A mailbox to its letters, by its bytes alone: nothing is opened, locked or written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from auditor.extraction.mail.headers import read_headers

_ENVELOPE = re.compile(
    rb"^From (?:\S+|\"[^\"\r\n]{1,200}\"|[^\r\n]{1,200}?)[ \t]{1,9}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ \t]{1,9}"
    rb"(?:[A-Z][a-z]{2}[ \t]{1,9}\d{1,2}|\d{1,2}[ \t]{1,9}[A-Z][a-z]{2})[ \t]{1,9}"
    rb"[^\r\n]{0,60}?\d{4}\b[^\r\n]{0,60}\r?\n",
    re.MULTILINE,
)
"""The line before each letter, «From sender Mon Jun  1 10:00:00 2009» (RFC 4155 and its older kin)."""
_AFTER = re.compile(rb"(?:>?From |[!-9;-~]{1,100}[ \t]*:|\r?\n)")
"""What may follow it: a header, or the empty line of a letter without any."""
_CLOSING = re.compile(rb"^(--[^\r\n]{1,200}?)--[ \t]{0,9}\r?$", re.MULTILINE)
_HEAD = 4_096
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mailbox(data: bytes) -> bool:
    """Return whether bytes begin as a mailbox does."""
    begun = data.lstrip(b"\xef\xbb\xbf\r\n")
    found = _ENVELOPE.match(begun[:_HEAD])
    return bool(found and _AFTER.match(begun, found.end()))


def letters(data: bytes) -> Iterator[bytes]:
    """Return the letters of a mailbox without their envelopes; a line of a letter that begins «From» parts nothing."""
    closings: dict[bytes, list[int]] = {}
    for found in _CLOSING.finditer(data):
        closings.setdefault(found[1], []).append(found.start())
    begun = open_until = None
    for found in _ENVELOPE.finditer(data):
        inside = open_until is not None and found.start() < open_until
        if inside or not _parts(data, found.start(), found.end()):
            continue
        if begun is not None:
            yield _ESCAPED.sub(rb"\1", data[begun : found.start()])
        begun = found.end()
        open_until = _closed_at(data, begun, closings)
    if begun is not None:
        yield _ESCAPED.sub(rb"\1", data[begun:])


def _parts(data: bytes, start: int, end: int) -> bool:
    """Return whether an envelope stands where one may: after an empty line, before a header or an empty line."""
    first = start < _HEAD and not data[:start].strip(b"\xef\xbb\xbf\r\n")
    after_empty = data[max(0, start - 4) : start].replace(b"\r", b"").endswith(b"\n\n")
    return (first or after_empty) and bool(_AFTER.match(data, end))


def _closed_at(data: bytes, start: int, closings: dict[bytes, list[int]]) -> int | None:
    """Return where a letter of several parts is closed by its boundary: no letter begins before that."""
    headers, _body = read_headers(data, start, len(data))
    places = closings.get(b"--" + headers.boundary(), [])
    next_one = bisect_left(places, start)
    return places[next_one] if next_one < len(places) else None
