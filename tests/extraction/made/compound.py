"""Writes a compound file (OLE) of a few streams."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(streams: Mapping[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """Return a file with these streams; each is padded to 4,096 bytes, so that none is a small one."""
    padded = {name: data.ljust(-(-max(len(data), 4096) // SECTOR) * SECTOR, b"\0") for name, data in streams.items()}
    entries = -(-(1 + len(padded) + len(storages)) // 4)
    table, at, places = [FAT, *range(2, entries + 1), END], 1 + entries, {}
    for name, data in padded.items():
        count = len(data) // SECTOR
        places[name] = at
        table += [*range(at + 1, at + count), END]
        at += count
    assert len(table) <= 128, "one sector of the table is enough for the tests"
    table += [FREE] * (128 - len(table))
    directory = _directory(padded, places, storages).ljust(entries * SECTOR, b"\0")
    return _head() + struct.pack("<128I", *table) + directory + b"".join(padded.values())


def _head() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108)


def _directory(streams: Mapping[str, bytes], places: Mapping[str, int], storages: Sequence[str]) -> bytes:
    names = [*streams, *storages]
    entries = [_entry("Root Entry", 5, FREE, 1 if names else FREE, END, 0)]
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else FREE
        if name in streams:
            entries.append(_entry(name, 2, right, FREE, places[name], len(streams[name])))
        else:
            entries.append(_entry(name, 1, right, FREE, 0, 0))
    return b"".join(entries)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    return head + struct.pack("<III", FREE, right, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
