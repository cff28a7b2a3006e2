"""Jobs to results, some at a time, each in a process that is stopped when it is silent, too slow or too large."""

from __future__ import annotations

import os
import selectors
import struct
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from auditor.guard.child import BEAT, LAST, OUT_OF_MEMORY, RESULT, Work
from auditor.guard.zygote import Child, Zygote
from auditor.model.limits import Limits

_ATTENTION = 0.5
"""Seconds after which it is asked at the latest whether to stop."""
_LARGEST_JOB = 32 << 10
"""Bytes that a pipe takes whatever its reader does; a larger job goes to a new process."""
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
    job: bytes
    started: float
    heard: float
    used: bool = False
    """Whether it did another job before."""
    pages: int = 0
    said: bytearray = field(default_factory=bytearray)
    result: bytes | None = None
    last: bool = False
    """It will do no further job."""
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
        self._idle: list[Child] = []

    def give(self, name: Hashable, job: bytes | Callable[[], bytes], *, soon: bool = False) -> None:
        """Add a job under a name, or the making of one for when its turn comes; ``soon`` puts it before all others."""
        made = job if callable(job) else lambda: job
        if soon:
            self._waiting.appendleft((name, made))
        else:
            self._waiting.append((name, made))

    def begin(self) -> None:
        """Start as many jobs as may run at the same time, without waiting for any."""
        while self._waiting and len(self._running) < self._slots:
            name, job = self._waiting.popleft()
            self._start(name, job())

    def results(self, stop: Callable[[], bool] = lambda: False) -> Iterator[tuple[Hashable, bytes | Lost]]:
        """Yield each job's name with its result as it comes, until no job is left or ``stop`` says so."""
        while (self._waiting or self._running) and not stop():
            self.begin()
            self._dismiss()
            for key, _ in self._selector.select(self._patience()):
                self._listen(self._running[key.fd])
            yield from self._finished()

    def close(self) -> None:
        """Stop whatever still runs."""
        for running in list(self._running.values()):
            self._stop(running)
        self._dismiss()
        self._selector.close()
        self._zygote.close()

    def _start(self, name: Hashable, job: bytes, *, alone: bool = False) -> None:
        """Give a job to a process that waits for one, or to a new one."""
        now = time.monotonic()
        waiting = None if alone or len(job) > _LARGEST_JOB else self._waiting_child()
        if waiting is not None and _hand_over(waiting, job):
            running = _Running(name, waiting, job, now, now, used=True)
        else:
            if waiting is not None:
                self._zygote.end(waiting)
            running = _Running(name, self._zygote.start(job), job, now, now)
        self._selector.register(running.child.pipe, selectors.EVENT_READ)
        self._running[running.child.pipe] = running

    def _waiting_child(self) -> Child | None:
        """Return a process that waits for a job and has said nothing since its last."""
        while self._idle:
            child = self._idle.pop()
            try:
                os.read(child.pipe, 1)
            except BlockingIOError:
                return child
            self._zygote.end(child)
        return None

    def _dismiss(self) -> None:
        """End the processes for which there is no job now."""
        while self._idle:
            self._zygote.end(self._idle.pop())

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
            running.pages = max(running.pages, struct.unpack(">I", said[1:5])[0])
            del said[:5]
        kind = bytes(said[:1])
        if kind in {RESULT, LAST} and len(said) >= 9:
            running.last = kind == LAST
            size = struct.unpack(">Q", said[1:9])[0]
            running.broken = size > LARGEST_RESULT or len(said) > 9 + size
            if len(said) == 9 + size:
                running.result = bytes(said[9:])
        elif said and kind not in {BEAT, RESULT, LAST}:
            running.broken = True
        running.gone = gone

    def _finished(self) -> Iterator[tuple[Hashable, bytes | Lost]]:
        """Yield the results that are complete, and a loss for every child that ended or was stopped without one."""
        now = time.monotonic()
        for running in list(self._running.values()):
            late = self._deadline(running) <= now
            if running.result is not None and not running.broken:
                if running.last or running.gone:
                    self._stop(running)
                else:
                    self._idle.append(self._released(running))
                yield running.name, running.result
            elif running.gone or running.broken or late:
                status = self._stop(running)
                late = late and not running.gone and not running.broken
                if running.used and not late:  # what came before may be to blame
                    self._start(running.name, running.job, alone=True)
                else:
                    yield running.name, Lost(_reason(status, late=late))

    def _stop(self, running: _Running) -> int:
        return self._zygote.end(self._released(running))

    def _released(self, running: _Running) -> Child:
        """Return the process of a job that is over, of which nothing more is heard."""
        self._selector.unregister(running.child.pipe)
        del self._running[running.child.pipe]
        return running.child


def _hand_over(child: Child, job: bytes) -> bool:
    """Return whether a process that waits was given a job; one that has ended cannot be."""
    try:
        whole = struct.pack(">I", len(job)) + job
        return os.write(child.jobs, whole) == len(whole)
    except OSError:
        return False


def _reason(status: int, *, late: bool) -> str:
    if late:
        return "limit_time"
    return "limit_memory" if status == OUT_OF_MEMORY else "crashed"
