"""Members of a container, taken one by one, counted while they are read, stored under numbers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TypeVar

from auditor.model.enclosed import INSIDE
from auditor.model.judged import Member
from auditor.model.limits import Limits

_PIECE = 1 << 16
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Budget:
    """What may still be unpacked from one file that was found."""

    depth: int
    entries: int
    octets: int
    """Bytes that all further members may hold together."""
    entry_octets: int
    """Bytes of one member."""

    @classmethod
    def of(cls, limits: Limits) -> Budget:
        """Return the budget that a file begins with."""
        return cls(limits.depth, limits.entries, limits.unpacked_mib << 20, limits.entry_mib << 20)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a container held."""

    members: tuple[Member, ...]
    left: Budget
    """What is left for containers within it."""
    reason: str | None = None
    """Why only a part was unpacked, or nothing: ``damaged``, ``encrypted``, ``limit_entries`` ..."""


class FullError(Exception):
    """A limit was reached; nothing more is taken."""

    def __init__(self, reason: str) -> None:
        """Keep the stable code of the limit."""
        super().__init__(reason)
        self.reason = reason


class Taking:
    """Takes members one by one and counts."""

    def __init__(self, label: str, folder: Path, budget: Budget, passwords: tuple[str, ...] = ()) -> None:
        """Take members of the container with this label into a folder."""
        self.label = label
        self.folder = folder
        self.left = budget
        self.passwords = passwords
        self.members: list[Member] = []
        self.doubt: str | None = None
        """Why the container as a whole was read in part only."""

    def result(self, reason: str | None) -> Unpacked:
        """Return what was taken."""
        return Unpacked(tuple(self.members), self.left, reason)

    def refuse(self, name: str, size: int, reason: str) -> None:
        """Write down a member that will not be read."""
        self._count()
        self._add(name, size, None, reason)

    def take(self, name: str, stream: IO[bytes]) -> None:
        """Write a member's bytes to a numbered file; a damaged member does not spoil the others."""
        sink = self.open(name)
        try:
            for piece in iter(lambda: stream.read(_PIECE), b""):
                if not sink.write(piece):
                    break
        except (FullError, MemoryError):
            raise
        except Exception:
            sink.drop("damaged")
            return
        sink.done()

    def open(self, name: str) -> Sink:
        """Return where the bytes of a member go."""
        self._count()
        stored = f"{len(self.members)}-{self.left.entries}"
        return Sink(self, name, stored)

    def _count(self) -> None:
        if self.left.entries <= 0:
            raise FullError("limit_entries")
        self.left = replace(self.left, entries=self.left.entries - 1)

    def _add(self, name: str, size: int, stored: str | None, reason: str | None) -> None:
        self.members.append(Member(self._named(name), size, stored, reason))

    def _named(self, name: str) -> str:
        """Return the label of a member: the name as the container gives it, which is never used as a path."""
        shown = "".join(c if c.isprintable() else "\ufffd" for c in name.replace("\\", "/"))
        return f"{self.label}{INSIDE}{shown.lstrip('/')}"


class Sink:
    """The numbered file of one member while it is written."""

    def __init__(self, taking: Taking, name: str, stored: str) -> None:
        """Open the file."""
        self._taking, self._name, self._stored = taking, name, stored
        self._path = taking.folder / stored
        self._file = _written(lambda: self._path.open("xb"))
        self._size = 0
        self._ended = False

    def write(self, piece: bytes) -> bool:
        """Write some bytes; False when the member is too large and is not taken; FullError when the whole is."""
        if self._ended:
            return False
        self._size += len(piece)
        if self._size > self._taking.left.octets:
            self.drop("limit_unpacked")
            raise FullError("limit_unpacked")
        if self._size > self._taking.left.entry_octets:
            self.drop("limit_size")
            return False
        try:
            _written(lambda: self._file.write(piece))
        except FullError as full:
            self.drop(full.reason)
            raise
        return True

    def done(self) -> None:
        """Keep the member."""
        if self._ended:
            return
        self._end()
        self._taking.left = replace(self._taking.left, octets=self._taking.left.octets - self._size)
        self._taking._add(self._name, self._size, self._stored, None)  # noqa: SLF001 - the sink is a part of the taking

    def drop(self, reason: str) -> None:
        """Throw the bytes away and write down why."""
        if self._ended:
            return
        with suppress(FullError):  # what was not written yet is not wanted any more
            self._end()
        with suppress(OSError):
            self._path.unlink()
        self._taking._add(self._name, self._size, None, reason)  # noqa: SLF001 - as above

    def _end(self) -> None:
        self._ended = True
        _written(self._file.close)


def _written(write: Callable[[], _Result]) -> _Result:
    """Return what a write returns; FullError when the disk takes no more: no archive is to blame."""
    try:
        return write()
    except OSError:
        raise FullError("no_space") from None
