"""Findings as they are sent and kept: packed, without what all findings of the same rules say alike.

Titles, reasons, remedies, model clauses and law make up nine tenths of the findings on a contract and are the same for
the next one. A sample that holds them is known to whoever packs and unpacks; what is packed names its sample.
"""

from __future__ import annotations

import hashlib

import zstandard

from auditor.history.cache import packed, unpacked

_MARK = 8
"""Bytes at the head of what is packed that name its sample."""
_NONE = bytes(_MARK)
_EFFORT = 3
"""Of Zstandard, with a sample: beyond it packing takes longer and hardly shrinks more."""


class _Sample:
    """What is known to both sides."""

    def __init__(self, body: bytes) -> None:
        known = zstandard.ZstdCompressionDict(body, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        known.precompute_compress(_EFFORT)  # once, and not for whatever is packed
        self.body = body
        self.packer = zstandard.ZstdCompressor(_EFFORT, dict_data=known)
        self.unpacker = zstandard.ZstdDecompressor(dict_data=known)


_samples: dict[bytes, _Sample] = {}
"""The samples of this process and of those that are forked from it."""
_used: list[bytes] = []
"""The mark of the sample that is packed with; one at most."""


def know(body: bytes) -> bytes:
    """Make a sample known, so that what was packed with it can be unpacked; return its mark."""
    mark = hashlib.blake2b(body, digest_size=_MARK).digest()
    if mark not in _samples:
        _samples[mark] = _Sample(body)
    return mark


def use(body: bytes) -> None:
    """Pack with this sample from now on."""
    _used[:] = [know(body)]


def pack(body: bytes) -> bytes:
    """Return bytes packed."""
    if not _used:
        return pack_for_others(body)
    return _used[0] + _samples[_used[0]].packer.compress(body)


def pack_for_others(body: bytes) -> bytes:
    """Return bytes packed without a sample, for who may not know the one of this process."""
    return _NONE + packed(body)


def unpack(body: bytes) -> bytes:
    """Return bytes again; ValueError for what is damaged, too large, or packed with a sample that is not known."""
    mark, rest = body[:_MARK], body[_MARK:]
    if mark == _NONE:
        return unpacked(rest)
    if mark not in _samples:
        raise ValueError("it was packed with a sample that is not known")
    return unpacked(rest, _samples[mark].unpacker)


def sample_of(body: bytes) -> tuple[str, bytes] | None:
    """Return the name and the body of the sample that something is packed with; None for one packed without.

    The body is empty when the sample is not known here.
    """
    mark = body[:_MARK]
    if mark == _NONE:
        return None
    return mark.hex(), _samples[mark].body if mark in _samples else b""
