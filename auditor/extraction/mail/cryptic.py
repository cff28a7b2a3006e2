"""What a signature of S/MIME wraps (PKCS #7, RFC 5652): the letter stands readable within it."""

from __future__ import annotations

from auditor.extraction.mail.headers import from_base64

_SIGNED = bytes.fromhex("06092a864886f70d010702")
"""The mark of signed data, 1.2.840.113549.1.7.2."""
_PLAIN = bytes.fromhex("06092a864886f70d010701")
"""The mark of plain data within, 1.2.840.113549.1.7.1."""
_OCTETS, _PARTED_OCTETS, _WRAPPER = 0x04, 0x24, 0xA0
_MARK_WITHIN = 200
"""Bytes in which the marks stand from the beginning."""
_DEEPEST = 8


def unwrapped_signature(data: bytes) -> bytes | None:
    """Return what is signed, or None where nothing readable is wrapped."""
    if data[:1] != b"\x30":
        data = from_base64(data)
    if _SIGNED not in data[:_MARK_WITHIN]:
        return None
    at = data.find(_PLAIN, 0, 4 * _MARK_WITHIN)
    if at < 0:
        return None
    try:
        return _octets(data, at + len(_PLAIN), 0)[0] or None
    except IndexError:
        return None


def _octets(data: bytes, at: int, depth: int) -> tuple[bytes, int]:
    """Return the octets of the element at a place and where it ends; pieces of a parted string are joined."""
    tag, start, length = _head(data, at)
    end = len(data) if length is None else min(start + length, len(data))
    if tag == _OCTETS:
        return data[start:end], end
    if tag not in {_PARTED_OCTETS, _WRAPPER} or depth > _DEEPEST:
        return b"", end
    pieces, at = [], start
    while at < end and data[at : at + 2] != b"\0\0":
        piece, after = _octets(data, at, depth + 1)
        pieces.append(piece)
        if after <= at:
            break
        at = after
    return b"".join(pieces), at + 2 if length is None else end


def _head(data: bytes, at: int) -> tuple[int, int, int | None]:
    """Return tag, start of the content and its length; None where only an end mark closes it. IndexError at the end."""
    tag, size = data[at], data[at + 1]
    if size < 0x80:
        return tag, at + 2, size
    count = size & 0x7F
    return tag, at + 2 + count, int.from_bytes(data[at + 2 : at + 2 + count], "big") if count else None
