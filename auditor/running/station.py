"""A process on another machine that takes files through, one after the other, each of them guarded.

``python -m auditor.running.station`` reads tasks on its standard input and writes results on its standard output. A
worker of a cluster has threads and may not be forked safely; this process has none.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import IO, Self, cast

from auditor.guard.child import Work
from auditor.model.judged import Judged
from auditor.running.memory import Memory
from auditor.running.packing import pack_for_others, unpack
from auditor.running.run import Run
from auditor.running.settings import Settings
from auditor.running.task import judged_all_from_bytes, judged_all_to_bytes
from auditor.sources.discover import FoundFile


def serve(work: Work, prepare: Callable[[Settings], None]) -> None:
    """Take files through until no more come; never returns a result in part."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the results
    with Runs(work, prepare) as runs:
        while (order := _read(sys.stdin.buffer)) is not None:
            file, settings = cast("tuple[FoundFile, Settings]", pickle.loads(order))  # noqa: S301 - from our own worker
            _write(replies, judged_all_to_bytes(tuple(map(_for_others, runs.of(settings).all([file])))))


class Runs:
    """The run that takes files through; a new one is begun only for other settings."""

    def __init__(self, work: Work, prepare: Callable[[Settings], None]) -> None:
        """Begin none yet; ``prepare`` loads what a run needs."""
        self._work, self._prepare = work, prepare
        self._settings: Settings | None = None
        self._held = ExitStack()

    def of(self, settings: Settings) -> Run:
        """Return the run with these settings."""
        if settings != self._settings:
            self._held.close()
            self._settings = settings
            self._run = self._begun(replace(settings, jobs=1, cache=None))
        return self._run

    def _begun(self, settings: Settings) -> Run:
        run = Run(settings, Memory(settings, "", ""), self._work, lambda _: self._prepare(settings))
        self._held.callback(run.close)
        return run

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the last run."""
        self._held.close()


def _for_others(judged: Judged) -> Judged:
    """Return a result packed so that whoever does not know the sample of this process can unpack it."""
    return replace(
        judged,
        packed=judged.packed and pack_for_others(unpack(judged.packed)),
        lines=judged.lines and pack_for_others(unpack(judged.lines)),
    )


class Station:
    """The handle of a worker on its station."""

    def __init__(self) -> None:
        """Start the process."""
        command = [sys.executable, "-m", "auditor", "station"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own

    def take(self, file: FoundFile, settings: Settings) -> tuple[Judged, ...]:
        """Return what became of a file and of all that is packed in it; EOFError when the station has ended."""
        if self._process.stdin is None or self._process.stdout is None:
            raise EOFError
        _write(self._process.stdin, pickle.dumps((file, settings)))
        reply = _read(self._process.stdout)
        if reply is None:
            raise EOFError
        return judged_all_from_bytes(reply)

    @property
    def alive(self) -> bool:
        """Return whether the process still runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(struct.pack(">Q", len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes | None:
    """Return one message, or None when the other side is gone."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = struct.unpack(">Q", head)[0]
    data = stream.read(size)
    return data if len(data) == size else None
