"""Streams to a compound file ([MS-CFB]): a letter within a letter becomes a file of its own."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_SECTOR, _SMALL_SECTOR, _SMALLEST = 4096, 64, 4096
"""Sectors of version 4, pieces of small streams, and the size from which a stream is not small."""
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_IN_HEAD = 109
"""Sectors of the table that the head names: enough for 446 MiB."""
_STORAGE, _STREAM, _ROOT = 1, 2, 5
LARGEST = 400 << 20


@dataclass(slots=True)
class _Node:
    """A storage, or a stream where there are bytes."""

    name: str
    data: bytes | None = None
    children: dict[str, _Node] = field(default_factory=dict)
    number: int = 0
    start: int = _END
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE


def compound_bytes(streams: Mapping[str, bytes]) -> bytes:
    """Return a file with these streams under their paths, «storage/stream».

    ValueError for more than 400 MiB, which one table of sectors cannot hold.
    """
    if sum(map(len, streams.values())) > LARGEST:
        raise ValueError("too large")
    root = _tree(streams)
    nodes = [root]
    _number(root, nodes)
    chains, sectors = _Chains(), list[bytes]()
    small, small_table = _small(nodes)
    for node in nodes:
        if node.data is not None and len(node.data) >= _SMALLEST:
            node.start = chains.add(node.data, sectors)
    root.start = chains.add(small, sectors) if small else _END
    table = struct.pack(f"<{len(small_table)}I", *small_table)
    small_at = chains.add(_padded(table, _SECTOR, b"\xff"), sectors) if table else _END
    entries = b"".join(_entry(node, len(small)) for node in nodes)
    entries_at = chains.add(entries, sectors)
    head = (entries_at, -(-len(entries) // _SECTOR), small_at, -(-len(table) // _SECTOR))
    return _file(chains.next, sectors, head)


class _Chains:
    """Which sector follows which."""

    def __init__(self) -> None:
        self.next: list[int] = []

    def add(self, data: bytes, sectors: list[bytes]) -> int:
        """Append the sectors of some bytes; return the first."""
        first, count = len(self.next), -(-len(data) // _SECTOR)
        self.next += [*range(first + 1, first + count), _END]
        sectors.append(_padded(data, _SECTOR))
        return first


def _padded(data: bytes, size: int, fill: bytes = b"\0") -> bytes:
    return data.ljust(-(-len(data) // size) * size, fill)


def _tree(streams: Mapping[str, bytes]) -> _Node:
    root = _Node("Root Entry")
    for path, data in streams.items():
        *storages, name = path.split("/")
        node = root
        for storage in storages:
            node = node.children.setdefault(storage, _Node(storage))
        node.children[name] = _Node(name, data)
    return root


def _number(node: _Node, nodes: list[_Node]) -> None:
    """Give the nodes within a storage their numbers and hang them up as a balanced tree."""
    inside = sorted(node.children.values(), key=lambda inner: (len(inner.name), inner.name.upper()))
    for inner in inside:
        inner.number = len(nodes)
        nodes.append(inner)
    node.child = _hung(inside)
    for inner in inside:
        _number(inner, nodes)


def _hung(nodes: list[_Node]) -> int:
    if not nodes:
        return _NONE
    middle = len(nodes) // 2
    nodes[middle].left, nodes[middle].right = _hung(nodes[:middle]), _hung(nodes[middle + 1 :])
    return nodes[middle].number


def _small(nodes: list[_Node]) -> tuple[bytes, list[int]]:
    """Return the small streams one behind the other, and which piece follows which."""
    pieces, following = [], list[int]()
    for node in nodes:
        if node.data and len(node.data) < _SMALLEST:
            count = -(-len(node.data) // _SMALL_SECTOR)
            node.start = len(following)
            following += [*range(node.start + 1, node.start + count), _END]
            pieces.append(_padded(node.data, _SMALL_SECTOR))
    return b"".join(pieces), following


def _entry(node: _Node, small: int) -> bytes:
    raw = node.name.encode("utf-16-le")[:62]
    kind = _ROOT if node.number == 0 else _STREAM if node.data is not None else _STORAGE
    size = small if kind == _ROOT else len(node.data or b"")
    start = 0 if kind == _STORAGE else node.start
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, node.left, node.right, node.child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _file(following: list[int], sectors: list[bytes], head: tuple[int, int, int, int]) -> bytes:
    """Return head, sectors and the table of sectors, which describes itself, too."""
    entries_at, entry_sectors, small_at, small_count = head
    in_one, own = _SECTOR // 4, 1
    while own * in_one < len(following) + own:
        own += 1
    places = [len(following) + number for number in range(own)]
    table = [*following, *[_TABLE] * own]
    table += [_FREE] * (own * in_one - len(table))
    first = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 4, 0xFFFE, 12, 6) + bytes(6)
    first += struct.pack("<IIIIIIIII", entry_sectors, own, entries_at, 0, _SMALLEST, small_at, small_count, _END, 0)
    first += struct.pack(f"<{_IN_HEAD}I", *places, *[_FREE] * (_IN_HEAD - own))
    return b"".join([first.ljust(_SECTOR, b"\0"), *sectors, struct.pack(f"<{len(table)}I", *table)])
