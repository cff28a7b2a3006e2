"""The headers of a letter: read from bytes in linear time, decoded as they were meant."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from auditor.extraction.encoding import decode_as
from auditor.extraction.interface import clean

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|$)")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*")
_MOST_LINES = 20_000
"""Header lines of one part; what follows counts as its body."""
_LONGEST = 20_000
"""Bytes of a header that are looked at: no honest one that is shown is longer."""
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(byte for byte in range(256) if byte not in _BASE64)
_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = re.compile(
    r";\s*([\w!#$%&'+.^`|~-]{1,80}(?:\*\d{0,4}){0,1}\*?)\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^;]*)", re.DOTALL
)
_CONTINUED = re.compile(r"^(.*?)\*(\d{1,4})?(\*)?$")
_ESCAPED = re.compile(r"\\([\"\\])")
_SPACE = re.compile(r"\s+")
COMMON = frozenset(
    {"from", "to", "cc", "bcc", "subject", "date", "sender", "reply-to", "message-id", "in-reply-to", "references",
     "mime-version", "received", "return-path", "delivered-to", "dkim-signature", "importance", "user-agent"}
)  # fmt: skip
"""Headers that letters have."""


@dataclass(slots=True)
class Headers:
    """The headers of one part; of those that stand twice the first counts."""

    raw: dict[str, bytes] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Return whether a header is there."""
        return name in self.raw

    def text(self, name: str, charset: str | None = None) -> str:
        """Return a header as it was meant, in one line; empty when it is not there."""
        return decoded(self.raw.get(name, b""), charset)

    def value(self, name: str) -> str:
        """Return what stands before the parameters of a header, in small letters."""
        value = self.raw.get(name, b"")[:_LONGEST].decode("latin-1")
        return _SPACE.sub("", value.split(";", 1)[0]).lower()

    def parameter(self, header: str, name: str) -> str:
        """Return a parameter of a header, put together from its pieces (RFC 2231) and decoded."""
        pieces = _gathered(self.raw.get(header, b"")).get(name)
        return _parameter(pieces) if pieces else ""

    def boundary(self) -> bytes:
        """Return what parts the parts of a letter, byte for byte."""
        pieces = _gathered(self.raw.get("content-type", b"")).get("boundary", {})
        return "".join(pieces[number][0] for number in sorted(pieces)).rstrip().encode("latin-1")


def read_headers(data: bytes, start: int, end: int) -> tuple[Headers, int]:
    """Return the headers that begin at a place and where the body begins.

    A line that can be no header ends them, as an empty one does; then it belongs to the body.
    """
    headers, name, pieces, count = Headers(), "", list[bytes](), 0
    at = start
    while at < end and count < _MOST_LINES:
        found = _LINE.match(data, at, end)
        line = found.group() if found else b""
        if not line.strip(b"\r\n"):
            at += len(line)
            break
        if line[:1] in b" \t":
            pieces.append(line)
        else:
            field_ = _FIELD.match(line)
            if not field_ and count == 0 and not _is_envelope(line):
                break
            if not field_ and count and not _goes_on(data, at + len(line), end):
                break
            _keep(headers, name, pieces)
            name, pieces = (field_[1].decode("ascii").lower(), [line[field_.end() :]]) if field_ else ("", [])
        count += 1
        at += len(line)
    _keep(headers, name, pieces)
    return headers, at


def _goes_on(data: bytes, at: int, end: int) -> bool:
    """Return whether a header follows that every letter may have: then the line before it was broken by mistake."""
    found = _FIELD.match(data, at, end)
    name = found[1].decode("ascii").lower() if found else ""
    return name in COMMON or name.startswith(("x-", "content-"))


def _is_envelope(line: bytes) -> bool:
    """Return whether a line is the envelope that mailboxes put before a letter."""
    return line.startswith((b"From ", b">From "))


def _keep(headers: Headers, name: str, pieces: list[bytes]) -> None:
    if name and name not in headers.raw:
        headers.raw[name] = b"".join(pieces).strip()


def decoded(raw: bytes, charset: str | None = None) -> str:
    """Return the words of a header: encoded words of RFC 2047, and raw bytes in whatever encoding they are."""
    raw = raw[:_LONGEST]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = decode_as(raw, charset)[0]
    return clean(_SPACE.sub(" ", with_words_decoded(text))).strip()


def with_words_decoded(text: str) -> str:
    """Return a text with its encoded words decoded; letters that two words of one encoding share are put together."""
    out: list[str] = []
    held, encoding, at = b"", "", 0
    for found in _WORD.finditer(text):
        between = text[at : found.start()]
        data = _word(found[2], found[3])
        if between.strip() or not encoding or found[1].lower() != encoding.lower():
            out.append(_said(held, encoding))
            out.append(between if between.strip() or not encoding else "")
            held, encoding = b"", found[1]
        held += data
        at = found.end()
    out += [_said(held, encoding), text[at:]]
    return "".join(out)


def _said(data: bytes, encoding: str) -> str:
    return decode_as(data, encoding)[0] if data else ""


def _word(form: str, text: str) -> bytes:
    """Return the bytes of an encoded word."""
    if form in "bB":
        return from_base64(text.encode("ascii", "ignore"))
    plain = text.replace("_", " ").encode("utf-8", "replace")
    return binascii.a2b_qp(plain)


def from_base64(data: bytes) -> bytes:
    """Return what Base64 stands for, however it is padded and whatever stands between its letters."""
    letters = data.translate(None, _NOT_BASE64)
    if b"=" in letters.rstrip(b"="):  # several pieces one behind the other, each padded
        return b"".join(_from_piece(piece) for piece in letters.split(b"=") if piece)
    return _from_piece(letters.rstrip(b"="))


def foreign_to_base64(data: bytes) -> int:
    """Return how many bytes are neither letters of Base64 nor space."""
    return len(data.translate(None, _BASE64 + b" \t\r\n"))


def _from_piece(letters: bytes) -> bytes:
    """Return what letters of Base64 without padding stand for; a single letter too many stands for nothing."""
    rest = len(letters) % 4
    return base64.b64decode(letters[:-1] if rest == 1 else letters + b"=" * (-rest % 4))


def _gathered(raw: bytes) -> dict[str, dict[int, tuple[str, bool]]]:
    """Return the parameters of a header by name, each as its pieces: words and whether they are encoded (RFC 2231)."""
    text = ";" + raw[:_LONGEST].decode("latin-1").partition(";")[2]
    gathered: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, value in _PARAMETER.findall(text):
        found = _CONTINUED.match(name.lower())
        pieces = gathered.setdefault(found[1] if found else name.lower(), {})
        if found:
            pieces[int(found[2] or 0)] = (_unquoted(value), bool(found[3] or not found[2]))
        elif not pieces:
            pieces[-1] = (_unquoted(value), False)
    return gathered


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        return _ESCAPED.sub(r"\1", value[1:].rstrip()[:-1] if value.endswith('"') and len(value) > 1 else value[1:])
    return value


def _parameter(pieces: dict[int, tuple[str, bool]]) -> str:
    """Return a parameter from its pieces; a form for all programs stands beside one for old programs."""
    numbers = sorted(number for number in pieces if number >= 0)
    if not numbers:
        return decoded(pieces[-1][0].encode("latin-1"))
    charset, data = None, b""
    for number in numbers:
        value, encoded = pieces[number]
        if encoded and number == numbers[0] and value.count("'") >= 2:
            charset, _language, value = value.split("'", 2)
        data += unquote_to_bytes(value.encode("latin-1")) if encoded else value.encode("latin-1")
    text = decode_as(data, charset)[0] if charset else decoded(data)
    return clean(_SPACE.sub(" ", text)).strip()


def moment(text: str) -> datetime | None:
    """Return the moment that a header states, or None where it cannot be told."""
    try:
        return parsedate_to_datetime(text[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
