"""The same run on other machines: Dask distributed (``pip install 'auditor[cluster]'``).

Every file goes to a worker, which takes it through with all that is packed in it. A worker that dies is replaced by
another; a file on which several workers died is reported as not read.
"""

from __future__ import annotations

import threading
import time
from collections import deque
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
from auditor.running.task import judged_all_from_bytes, judged_all_to_bytes, mute, pieces_from_bytes, pieces_to_bytes
from auditor.sources.discover import FoundFile

_AHEAD = 4
"""Bundles given away for each worker at a time: enough that none idles, few enough that a death costs little."""
_MOST_TOGETHER = 8
"""Files of a bundle: the scheduler takes as long over one task, whatever is in it."""
_LARGE = 1 << 20
"""Bytes from which a file is a bundle of its own."""

Bundle = tuple[FoundFile, ...]
"""Files that a worker takes through one after the other."""


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
        """Yield every file with what became of it; those of a bundle over which workers died are given out singly."""
        told = replace(mute(self._settings), cache=None)
        shared = self._client.scatter(told, broadcast=True, hash=False)
        waiting, again = deque(files), deque[FoundFile]()
        flight = as_completed(loop=self._client.loop)
        doing: dict[str, Bundle] = {}
        places = _AHEAD * max(1, len(self._client.ncores()))

        def give() -> None:
            bundle = (again.popleft(),) if again else _bundle(waiting, places)
            if bundle:
                future = self._client.submit(take, bundle, shared, pure=False, retries=0)
                doing[future.key] = bundle
                flight.add(future)

        for _ in range(places):
            give()
        for future in flight:
            bundle = doing.pop(future.key)
            results = _understood(bundle, future)
            if results is None:
                again.extend(bundle)
            else:
                yield from zip(bundle, results, strict=True)
            give()

    def _told(self, judged: Judged, *, first: bool) -> Judged:
        self._total += not first
        self._done += 1
        self._unread += judged.input.status in {InputStatus.NOT_READ, InputStatus.PARTLY_READ}
        seconds = time.monotonic() - self._started
        self._settings.tell(Progress(self._done, self._total, self._unread, seconds, judged.input.path))
        return judged


def _bundle(waiting: deque[FoundFile], places: int) -> Bundle:
    """Take the next files to be given out together: fewer towards the end, so that no worker is left with the rest."""
    most = max(1, min(_MOST_TOGETHER, len(waiting) // (2 * places)))
    bundle = [waiting.popleft()] if waiting else []
    while waiting and len(bundle) < most and bundle[0].size < _LARGE:  # the largest come first
        bundle.append(waiting.popleft())
    return tuple(bundle)


def _understood(bundle: Bundle, future: object) -> Sequence[Sequence[Judged]] | None:
    """Return what became of each file of a bundle; None for one that must be given out singly."""
    try:
        told = pieces_from_bytes(future.result())  # type: ignore[attr-defined]
    except KilledWorker:
        return None if len(bundle) > 1 else [_crashed(bundle[0])]
    return [judged_all_from_bytes(piece) if piece else _crashed(file) for file, piece in zip(bundle, told, strict=True)]


def _crashed(file: FoundFile) -> Sequence[Judged]:
    return [Judged(unread(lost(file, "crashed")))]


_OF_THREAD = threading.local()


def take(bundle: Bundle, settings: Settings) -> bytes:
    """Take files through on a worker, one after the other; what each of them gave, nothing where it was lost."""
    return pieces_to_bytes(tuple(_taken(file, settings) for file in bundle))


def _taken(file: FoundFile, settings: Settings) -> bytes:
    """Take one file through in the station of the worker's thread; a broken station is started anew, once."""
    for _ in range(2):
        station = getattr(_OF_THREAD, "station", None)
        if station is None or not station.alive:
            station = _OF_THREAD.station = Station()
        try:
            return judged_all_to_bytes(station.take(file, settings))
        except (EOFError, OSError):
            station.close()
    return b""
