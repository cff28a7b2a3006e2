"""The same run on other machines: Dask distributed (``pip install 'auditor[cluster]'``).

Every file goes to a worker, which takes it through with all that is packed in it. A worker that dies is replaced by
another; a file on which several workers died is reported as not read.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from distributed import Client, as_completed
from distributed.scheduler import KilledWorker

from auditor.errors import UsageError
from auditor.extraction.interface import MESSAGES
from auditor.model.judged import Judged
from auditor.model.progress import Progress
from auditor.model.report import InputStatus
from auditor.portfolio.inputs import passed_over, unread
from auditor.running.run import lost
from auditor.running.settings import Settings
from auditor.running.station import Station
from auditor.running.task import judged_all_from_bytes, judged_all_to_bytes, mute
from auditor.sources.discover import FoundFile

_AHEAD = 4
"""Files given away for each worker at a time: enough that none idles, few enough that a death costs little."""


class ClusterRun:
    """Takes every file through on the workers of a scheduler."""

    def __init__(self, settings: Settings, address: str) -> None:
        """Join the scheduler; UsageError when it cannot be reached."""
        self.interrupted = False
        self._settings = settings
        try:
            self._client = Client(address, timeout="10s", set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                f"--scheduler: no scheduler answers at {address}", remedy="Start one: dask scheduler."
            ) from error
        self._done = self._unread = 0
        self._started = time.monotonic()

    def close(self) -> None:
        """Leave the scheduler."""
        self._client.close()

    def all(self, found: Sequence[FoundFile]) -> Iterator[Judged]:
        """Yield what became of every file and of all that is packed in it, in any order."""
        self._total = len(found)
        left = {file.label: file for file in found}
        for file in found:
            if file.reason is not None:
                del left[file.label]
                entry = passed_over(file.label, file.size, file.reason, MESSAGES[file.reason])
                yield self._told(Judged(entry), first=True)
        for file, results in self._results(sorted(left.values(), key=lambda file: -file.size)):
            del left[file.label]
            for number, judged in enumerate(results):
                yield self._told(judged, first=number == 0)
            if self._settings.stop():
                break
        for file in left.values():
            self.interrupted = True
            yield self._told(Judged(unread(lost(file, "interrupted"))), first=True)

    def _results(self, files: Sequence[FoundFile]) -> Iterator[tuple[FoundFile, Sequence[Judged]]]:
        told = replace(mute(self._settings), cache=None)
        shared = self._client.scatter(told, broadcast=True, hash=False)
        waiting = iter(files)
        flight = as_completed(loop=self._client.loop)
        doing: dict[str, FoundFile] = {}
        for _ in range(_AHEAD * max(1, len(self._client.ncores()))):
            self._give(next(waiting, None), shared, flight, doing)
        for future in flight:
            file = doing.pop(future.key)
            yield file, _understood(file, future)
            self._give(next(waiting, None), shared, flight, doing)

    def _give(self, file: FoundFile | None, shared: object, flight: as_completed, doing: dict[str, FoundFile]) -> None:
        if file is None:
            return
        future = self._client.submit(take, file, shared, pure=False, retries=0)
        doing[future.key] = file
        flight.add(future)

    def _told(self, judged: Judged, *, first: bool) -> Judged:
        self._total += not first
        self._done += 1
        self._unread += judged.input.status in {InputStatus.NOT_READ, InputStatus.PARTLY_READ}
        seconds = time.monotonic() - self._started
        self._settings.tell(Progress(self._done, self._total, self._unread, seconds, judged.input.path))
        return judged


def _understood(file: FoundFile, future: object) -> Sequence[Judged]:
    try:
        return judged_all_from_bytes(future.result())  # type: ignore[attr-defined]
    except (KilledWorker, EOFError):
        return [Judged(unread(lost(file, "crashed")))]


_OF_THREAD = threading.local()


def take(file: FoundFile, settings: Settings) -> bytes:
    """Take one file through on a worker, in the station of the worker's thread; a broken station is started anew."""
    for last in (False, True):
        station = getattr(_OF_THREAD, "station", None)
        if station is None or not station.alive:
            station = _OF_THREAD.station = Station()
        try:
            return judged_all_to_bytes(station.take(file, settings))
        except (EOFError, OSError):
            station.close()
            if last:
                raise EOFError(file.label) from None
    raise EOFError(file.label)
