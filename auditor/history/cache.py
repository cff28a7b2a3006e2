"""What was worked out once: facts and verdicts by the hash of everything that they depend on.

One SQLite file, safe for two runs at once and for a run that is killed. Every entry carries a digest of its own: what
was damaged on the disk is worked out again, never trusted. A file that is no database any more is set aside. Entries
are written in small batches, so that no run holds the file while it works and another one never waits for it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

import zstandard

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    kind TEXT NOT NULL, name TEXT NOT NULL, used INTEGER NOT NULL, digest BLOB NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID
"""
_WAIT = 30.0
"""Seconds to wait for another run that writes."""
_LARGEST = 2 << 30
"""Bytes of the file from which the entries not used longest are thrown away."""
_BATCH = 1.0
"""Seconds of work that a killed run may lose."""
_MOST_WAITING = 32 << 20
"""Bytes that wait for their batch."""
_MOST_BODY = 256 << 20
KIND_OF_SAMPLES = "sample"
"""Entries that others are packed with: few, and never thrown away for their age."""
_EFFORT = 1
"""Of Zstandard: findings and facts shrink to a seventh, ten times as fast as with the quickest gzip."""


class Cache:
    """Bytes by kind and name."""

    def __init__(self, path: Path) -> None:
        """Open the file, or begin it anew when it is damaged; OSError when it cannot be written."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._base = self._opened()
        self._written = time.monotonic()
        self._waiting: dict[tuple[str, str], tuple[int, bytes, bytes]] = {}
        self._size = 0

    def _opened(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError:
            self._set_aside()
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:  # no room on the disk, or a limit on the size of files
            raise OSError(f"{self._path}: {error}") from error

    def _connect(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, timeout=_WAIT, isolation_level="IMMEDIATE")
        with suppress(OSError):
            self._path.chmod(0o600)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute(_SCHEMA)
        base.commit()
        return base

    def _set_aside(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.replace(f"{self._path}{suffix}", f"{self._path}{suffix}.damaged")  # noqa: PTH105

    def get(self, kind: str, name: str) -> bytes | None:
        """Return what is kept under a name, or None when nothing is, or when it is damaged."""
        body = self.get_packed(kind, name)
        try:
            return None if body is None else unpacked(body)
        except ValueError:
            return None

    def get_packed(self, kind: str, name: str) -> bytes | None:
        """Return the same as it lies there, packed."""
        found = self.get_marked(kind, name)
        return None if found is None else found[1]

    def get_marked(self, kind: str, name: str) -> tuple[bytes, bytes] | None:
        """Return the same with the mark of what lies there, see :func:`mark_of`."""
        if (kind, name) in self._waiting:
            return _sound(*self._waiting[kind, name][1:])
        try:
            row = self._base.execute(
                "SELECT digest, body FROM entry WHERE kind = ? AND name = ?", (kind, name)
            ).fetchone()
            return None if row is None else _sound(*row)
        except sqlite3.DatabaseError:
            return None

    def put(self, kind: str, name: str, body: bytes) -> None:
        """Keep bytes under a name; what cannot be kept is worked out again another time."""
        self.put_packed(kind, name, packed(body))

    def put_packed(self, kind: str, name: str, packed: bytes) -> None:
        """Keep bytes that are packed already; what turns out not to be is worked out again another time."""
        self._waiting[kind, name] = (int(time.time()), mark_of(packed), packed)
        self._size += len(packed)
        if time.monotonic() - self._written > _BATCH or self._size > _MOST_WAITING:
            self.save()

    def save(self) -> None:
        """Write down what was kept so far."""
        rows = [(*key, *value) for key, value in self._waiting.items()]
        with suppress(sqlite3.DatabaseError), self._base:
            self._base.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)", rows)
        self._waiting.clear()
        self._size = 0
        self._written = time.monotonic()

    def close(self) -> None:
        """Write everything down and leave the file; throw away the oldest half when it has grown too large."""
        self.save()
        with suppress(sqlite3.DatabaseError, OSError):
            if self._path.stat().st_size > _LARGEST:
                middle = "SELECT used FROM entry ORDER BY used LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM entry)"
                self._base.execute(f"DELETE FROM entry WHERE used < ({middle}) AND kind != '{KIND_OF_SAMPLES}'")  # noqa: S608 - no outside words in it
                self._base.commit()
                self._base.execute("VACUUM")
        self._base.close()


def packed(body: bytes) -> bytes:
    """Return bytes as they are kept."""
    return zstandard.ZstdCompressor(_EFFORT).compress(body)


def mark_of(body: bytes) -> bytes:
    """Return the mark of packed bytes: what they are known to be whole by."""
    return hashlib.blake2b(body, digest_size=16).digest()


def unpacked(body: bytes, unpacker: zstandard.ZstdDecompressor | None = None) -> bytes:
    """Return bytes again as they were before they were packed; ValueError for what is damaged or too large.

    ``unpacker`` knows what they were packed with, where that was more than themselves.
    """
    try:
        if not 0 <= zstandard.frame_content_size(body) <= _MOST_BODY:
            raise ValueError("it does not say how large it is, or is too large")
        return (unpacker or zstandard.ZstdDecompressor()).decompress(body)
    except zstandard.ZstdError as error:
        raise ValueError("it cannot be unpacked") from error


def _sound(digest: bytes, body: bytes) -> tuple[bytes, bytes] | None:
    """Return packed bytes with their mark when they are what was written, else None."""
    return (digest, body) if mark_of(body) == digest else None
