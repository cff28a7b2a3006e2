"""The files in a ``winmail.dat``, the wrapping that Outlook uses among its own ([MS-OXTNEF])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from auditor.extraction.encoding import decode_as
from auditor.model.enclosed import Enclosed

_SIGNATURE = 0x223E9F78
_BEGINS_FILE, _TITLE, _DATA, _PROPERTIES, _CODE_PAGE = 0x00069002, 0x00018010, 0x0006800F, 0x00069005, 0x00069007
_HEAD = struct.Struct("<BII")
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8,
          0x0048: 16}  # fmt: skip
"""Bytes of the values whose length their type sets."""
_LONG_NAME = 0x3707
_MOST_PROPERTIES = 2_000


def enclosed_in(data: bytes, name: str) -> Iterator[Enclosed]:
    """Return the files; a wrapping that cannot be opened is itself told as damaged."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        yield Enclosed(name, size=len(data), reason="damaged")
        return
    page, title, content, count = "cp1252", "", None, 0
    for mark, value in (*_attributes(data), (_BEGINS_FILE, b"")):
        if mark == _CODE_PAGE and len(value) >= 4:
            page = f"cp{struct.unpack_from('<I', value)[0]}"
        elif mark == _BEGINS_FILE:
            if content is not None:
                count += 1
                yield Enclosed(title or f"attachment-{count}.bin", content, len(content))
            title, content = "", None
        elif mark == _TITLE:
            title = title or decode_as(value.rstrip(b"\0"), page)[0]
        elif mark == _DATA:
            content = value
        elif mark == _PROPERTIES:
            title = _long_name(value, page) or title


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Return marks and values, as far as the wrapping is whole."""
    at = 6
    while at + _HEAD.size <= len(data):
        _level, mark, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield mark, data[at : at + length]
        at += length + 2  # a check sum follows


def _long_name(data: bytes, page: str) -> str:
    """Return the full name of a file out of its properties, or an empty string."""
    count, at = struct.unpack_from("<I", data.ljust(4, b"\0"))[0], 4
    for _ in range(min(count, _MOST_PROPERTIES)):
        if at + 4 > len(data):
            break
        kind, mark = struct.unpack_from("<HH", data, at)
        at += 4
        if mark >= 0x8000 or kind & 0x1000:  # named or of several values: their shape differs
            break
        if kind in _FIXED:
            at += _FIXED[kind]
            continue
        if at + 8 > len(data):
            break
        length = struct.unpack_from("<I", data, at + 4)[0]
        value = data[at + 8 : at + 8 + length]
        if mark == _LONG_NAME:
            wide = kind == 0x001F
            return (value.decode("utf-16-le", "replace") if wide else decode_as(value, page)[0]).rstrip("\0")
        at += 8 + length + -length % 4
    return ""
