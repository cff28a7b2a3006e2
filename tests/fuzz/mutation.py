"""Damages that files meet: cut, flipped, repeated, and numbers that lie; inside packages as well."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress

_ODD = (b"", b"\0", b"\xff", b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"<", b">", b"{", b"}",
        b"\\", b'"', b"]]>", b"\r\n", b"\xe2\x80\xae", b"\xd0", b"\xed\xa0\x80", b"%PDF", b"endobj")  # fmt: skip
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65535",
    b"65536",
    b"2147483647",
    b"4294967295",
    b"9999999999999999999",
    b"1e308",
)
_NUMBER = re.compile(rb"\d+")
_WORD = re.compile(rb"[A-Za-z][A-Za-z0-9:._-]{2,}")


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a damaged copy of some bytes."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        with suppress(zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, KeyError, EOFError):
            return _within_package(data, others, chance)
    return _bytes(data, others, chance)


def _bytes(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        data = chance.choice(_WAYS)(data, others, chance)
    return data


def _within_package(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        entries = archive.infolist()
        chosen = chance.choice(entries).filename if entries else ""
        for entry in entries:
            body = archive.read(entry)
            out.writestr(entry.filename, _bytes(body, others, chance) if entry.filename == chosen else body)
    return held.getvalue()


def _flip(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _overwrite(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at, odd = chance.randrange(len(data) + 1), chance.choice(_ODD)
    return data[:at] + odd + data[at + len(odd) :]


def _insert(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_ODD) + data[at:]


def _drop(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 2, 16, 256)) :]


def _cut(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeat(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.choice((1, 8, 64, 512))]
    return data[:at] + piece * chance.choice((2, 3, 50, 2000 if len(piece) < 65 else 20)) + data[at:]


def _splice(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    start = chance.randrange(len(other) + 1)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start : start + chance.choice((16, 256, 4096))] + data[at:]


def _lie(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Write another number where one stands."""
    return _replaced(data, _NUMBER, lambda _: chance.choice(_NUMBERS), chance)


def _rename(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Write a word of the file in the place of another."""
    words = _WORD.findall(data[:200_000])
    return _replaced(data, _WORD, lambda _: chance.choice(words), chance) if words else data


def _replaced(data: bytes, what: re.Pattern[bytes], by: Callable[[bytes], bytes], chance: random.Random) -> bytes:
    found = list(what.finditer(data, chance.randrange(len(data) + 1)))[:50]
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + by(match.group()) + data[match.end() :]


_WAYS = (_flip, _overwrite, _insert, _drop, _cut, _repeat, _splice, _lie, _lie, _rename)
