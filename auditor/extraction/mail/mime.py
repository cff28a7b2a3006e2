"""The parts of a letter: found in one pass over its bytes, without copies and without endless depth."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.extraction.interface import UnreadableError
from auditor.extraction.mail.headers import Headers, foreign_to_base64, from_base64, read_headers

_DEEPEST = 100
"""Parts within one another; honest letters have six."""
_MOST_PARTS = 10_000
_FOREIGN = 0.05
"""Share of signs that are no Base64 from which a part only says that it is."""


@dataclass(slots=True)
class Part:
    """A letter, or one part of it."""

    headers: Headers
    kind: str
    """The media type in small letters, «text/plain»."""
    data: bytes
    """The whole file; the part lies within it."""
    start: int
    """Where its body begins ..."""
    end: int
    """... and ends, as offsets in the file."""
    children: list[Part] = field(default_factory=list)

    @property
    def charset(self) -> str | None:
        """Return the encoding that the part states."""
        return self.headers.parameter("content-type", "charset") or None

    @property
    def disposition(self) -> str:
        """Return ``attachment``, ``inline`` or an empty string."""
        return self.headers.value("content-disposition")

    @property
    def name(self) -> str:
        """Return the name of the file that the part is, as the sender wrote it."""
        return self.headers.parameter("content-disposition", "filename") or self.headers.parameter(
            "content-type", "name"
        )

    def content(self) -> tuple[bytes, bool]:
        """Return the bytes of a part and whether all could be had from the form in which it was sent."""
        raw = self.data[self.start : self.end]
        how = self.headers.value("content-transfer-encoding")
        if how == "base64":
            return _from_base64(raw)
        if how == "quoted-printable":
            return binascii.a2b_qp(raw), True
        if how in {"x-uuencode", "uuencode", "x-uue"}:
            return _from_uu(raw)
        return raw, True


def _from_base64(raw: bytes) -> tuple[bytes, bool]:
    if foreign_to_base64(raw) > _FOREIGN * len(raw):
        return raw, False
    return from_base64(raw), True


def _from_uu(raw: bytes) -> tuple[bytes, bool]:
    out, whole = [], False
    for line in raw.splitlines():
        if line.startswith(b"begin "):
            continue
        if line.strip() in {b"end", b"`", b""}:
            whole = whole or line.strip() == b"end"
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            return b"".join(out), False
    return b"".join(out), whole


def parsed(data: bytes) -> Part:
    """Return a letter with its parts; UnreadableError where they are nested too deeply."""
    begun = len(data) - len(data.lstrip(b"\xef\xbb\xbf\r\n \t\0"))
    return _part(data, begun, len(data), 0, "text/plain", [_MOST_PARTS])


def leaves(part: Part) -> Iterator[Part]:
    """Return the parts that hold something themselves, in order."""
    if not part.children:
        yield part
    for child in part.children:
        yield from leaves(child)


def _part(data: bytes, start: int, end: int, depth: int, usual: str, left: list[int]) -> Part:
    if depth > _DEEPEST:
        raise UnreadableError("limit_nesting")
    headers, body = read_headers(data, start, end)
    kind = headers.value("content-type") or usual
    part = Part(headers, kind if "/" in kind else "text/plain", data, body, end)
    boundary = headers.boundary() if kind.startswith("multipart/") else b""
    if not boundary:
        if kind.startswith("multipart/"):
            part.kind = "text/plain"
        return part
    usual = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    for inner_start, inner_end in _between(data, body, end, boundary):
        left[0] -= 1
        if left[0] < 0:
            raise UnreadableError("limit_nesting")
        part.children.append(_part(data, inner_start, inner_end, depth + 1, usual, left))
    if not part.children:
        part.kind = "text/plain"
    return part


def _between(data: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Return where the parts between the boundaries begin and end; a last one that is not closed goes to the end.

    What follows the closing boundary counts when another part begins there: some programs nest one boundary in itself.
    """
    mark = re.escape(boundary)
    pattern = re.compile(b"--" + mark + rb"(--)?[ \t]*(?:\r\n|\r|\n|\Z)")
    begun = None
    for found in pattern.finditer(data, start, end):
        if found.start() and data[found.start() - 1] not in b"\r\n":
            continue
        if begun is not None:
            yield begun, _without_feed(data, begun, found.start())
        begun = None if found[1] else found.end()
    if begun is not None:
        yield begun, end


def _without_feed(data: bytes, start: int, end: int) -> int:
    """Return where a part ends: the line feed before a boundary belongs to the boundary."""
    if end > start and data[end - 1 : end] == b"\n":
        end -= 1
    if end > start and data[end - 1 : end] == b"\r":
        end -= 1
    return end
