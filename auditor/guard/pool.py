"""Jobs to results, some at a time, each in a process that is stopped when it is silent, too slow or too large."""

from __future__ import annotations

import os
import selectors
import struct
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from auditor.guard.child import BEAT, OUT_OF_MEMORY, RESULT, Work
from auditor.guard.zygote import Child, Zygote
from auditor.model.limits import Limits

_ATTENTION = 0.5
"""Seconds after which it is asked at the latest whether to stop."""
LARGEST_RESULT = 256 << 20
"""Bytes: a child that says it has more to tell is not believed."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that gave no result."""

    reason: str
    """``limit_time``, ``limit_memory`` or ``crashed``."""


@dataclass(slots=True)
class _Running:
    """A child with what it said so far and its two clocks."""

    name: Hashable
    child: Child
    started: float
    heard: float
    pages: int = 0
    said: bytearray = field(default_factory=bytearray)
    result: bytes | None = None
    gone: bool = False
    """It ended, or closed its channel."""
    broken: bool = False
    """It said something that cannot be believed."""


class Pool:
    """Does jobs in guarded processes; more may be given while results are taken."""

    def __init__(self, work: Work, slots: int, limits: Limits) -> None:
        """Fork the zygote; everything that the work needs must be loaded by now."""
        self._limits = limits
        self._slots = slots
        self._zygote = Zygote(work, limits)
        self._waiting: deque[tuple[Hashable, Callable[[], bytes]]] = deque()
        self._selector = selectors.DefaultSelector()
        self._running: dict[int, _Running] = {}

    def give(self, name: Hashable, job: bytes | Callable[[], bytes], *, soon: bool = False) -> None:
        """Add a job under a name, or the making of one for when its turn comes; ``soon`` puts it before all others."""
        made = job if callable(job) else lambda: job
        if soon:
            self._waiting.appendleft((name, made))
        else:
            self._waiting.append((name, made))

    def results(self, stop: Callable[[], bool] = lambda: False) -> Iterator[tuple[Hashable, bytes | Lost]]:
        """Yield each job's name with its result as it comes, until no job is left or ``stop`` says so."""
        while (self._waiting or self._running) and not stop():
            while self._waiting and len(self._running) < self._slots:
                name, job = self._waiting.popleft()
                self._start(name, job())
            for key, _ in self._selector.select(self._patience()):
                self._listen(self._running[key.fd])
            yield from self._finished()

    def close(self) -> None:
        """Stop whatever still runs."""
        for running in list(self._running.values()):
            self._stop(running)
        self._selector.close()
        self._zygote.close()

    def _start(self, name: Hashable, job: bytes) -> None:
        now = time.monotonic()
        child = self._zygote.start(job)
        os.set_blocking(child.pipe, False)
        self._selector.register(child.pipe, selectors.EVENT_READ)
        self._running[child.pipe] = _Running(name, child, now, now)

    def _patience(self) -> float:
        """Return the seconds until the next clock runs out."""
        now = time.monotonic()
        return min(_ATTENTION, max(0.0, min(self._deadline(running) for running in self._running.values()) - now))

    def _deadline(self, running: _Running) -> float:
        return min(
            running.heard + self._limits.seconds_silent, running.started + self._limits.seconds_for(running.pages)
        )

    def _listen(self, running: _Running) -> None:
        """Take what a child said; an empty read means that it is gone."""
        try:
            piece = os.read(running.child.pipe, 1 << 20)
        except BlockingIOError:
            return
        running.heard = time.monotonic()
        running.said += piece
        self._understand(running, gone=not piece)

    def _understand(self, running: _Running, *, gone: bool) -> None:
        said = running.said
        while said[:1] == BEAT and len(said) >= 5:
            running.pages = struct.unpack(">I", said[1:5])[0]
            del said[:5]
        if said[:1] == RESULT and len(said) >= 9:
            size = struct.unpack(">Q", said[1:9])[0]
            running.broken = size > LARGEST_RESULT or len(said) > 9 + size
            if len(said) == 9 + size:
                running.result = bytes(said[9:])
        elif said and bytes(said[:1]) not in {BEAT, RESULT}:
            running.broken = True
        running.gone = gone

    def _finished(self) -> Iterator[tuple[Hashable, bytes | Lost]]:
        """Yield the results that are complete, and a loss for every child that ended or was stopped without one."""
        now = time.monotonic()
        for running in list(self._running.values()):
            late = self._deadline(running) <= now
            if running.result is not None and not running.broken:
                self._stop(running)
                yield running.name, running.result
            elif running.gone or running.broken or late:
                status = self._stop(running)
                yield running.name, Lost(_reason(status, late=late and not running.gone and not running.broken))

    def _stop(self, running: _Running) -> int:
        self._selector.unregister(running.child.pipe)
        del self._running[running.child.pipe]
        return self._zygote.end(running.child)


def _reason(status: int, *, late: bool) -> str:
    if late:
        return "limit_time"
    return "limit_memory" if status == OUT_OF_MEMORY else "crashed"
