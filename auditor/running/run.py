"""All files of a portfolio, in guarded processes, with whatever is packed in them."""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from auditor.extraction.interface import MESSAGES, Source, refused
from auditor.guard.child import Work
from auditor.guard.pool import Lost, Pool
from auditor.guard.workplace import workplace
from auditor.model.document import Unreadable
from auditor.model.judged import Judged, Member
from auditor.model.progress import Progress
from auditor.model.report import InputStatus
from auditor.portfolio.inputs import passed_over, unread
from auditor.running.memory import Memory
from auditor.running.settings import Settings
from auditor.running.task import Done, Task
from auditor.sources.discover import FoundFile, fetched
from auditor.sources.taking import Budget

if TYPE_CHECKING:
    from auditor.running.ahead import Ahead


@dataclass(slots=True)
class _Open:
    """A file that is being worked on."""

    file: FoundFile
    budget: Budget
    digest: str
    folder: Path
    top: str
    """The label of the file that was found in the portfolio and in which it lies."""


class Run:
    """Takes every file through, and whatever is packed in it."""

    def __init__(
        self,
        settings: Settings,
        memory: Memory,
        work: Work,
        prepare: Callable[[Ahead | None], None],
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        """Use ``work`` for each file; ``prepare`` loads what it needs, while files are read ahead.

        ``meanwhile`` is done while the first files are worked on.
        """
        self.interrupted = False
        self._settings = settings
        self._memory = memory
        self._work = work
        self._prepare = prepare
        self._meanwhile = meanwhile
        self._held = ExitStack()
        self._folder = self._held.enter_context(workplace())
        self._pool: Pool | None = None
        self._ahead: Ahead | None = None
        self._queued: list[tuple[_Open, bytes | None]] = []
        self._open: dict[str, _Open] = {}
        self._left: dict[str, Budget] = {}
        self._labels: set[str] = set()
        self._done = self._unread = self._given = 0
        self._started = time.monotonic()

    def close(self) -> None:
        """Stop what still runs and remove what was unpacked."""
        self._held.close()

    def all(self, found: Sequence[FoundFile]) -> Iterator[Judged]:
        """Yield what became of every file, in any order; the longest are begun first, so that no process idles."""
        self._labels = {file.label for file in found}
        budget = Budget.of(self._settings.limits)
        waiting = deque(sorted(found, key=lambda file: -file.size))
        while waiting and not self._settings.stop():
            file = waiting.popleft()
            yield from self._take(file, budget, file.label)
        if self._queued:
            self._begin()
            self._meanwhile()
        for label, result in self._pool.results(self._settings.stop) if self._pool else ():
            yield from self._finish(self._open.pop(str(label)), result)
        self._left.clear()
        for file in (*waiting, *(opened.file for opened in self._open.values())):
            self.interrupted = True
            yield self._told(Judged(unread(lost(file, "interrupted"))))

    def _take(self, file: FoundFile, budget: Budget, top: str) -> Iterator[Judged]:
        """Yield what is known of a file without work, or give the work away."""
        self._given += 1
        if file.address and file.reason is None:
            file = fetched(file, self._folder / f"fetched-{self._given}")
        if file.reason is not None:
            yield self._told(Judged(passed_over(file.label, file.size, file.reason, MESSAGES[file.reason])))
            return
        known = self._memory.recall(file)
        if known.judged is not None:
            self._remove(file)
            yield self._told(known.judged)
            return
        opened = _Open(file, budget, known.digest, self._folder / str(self._given), top)
        self._open[file.label] = opened
        if self._pool is None:
            self._queued.append((opened, known.facts))
        else:  # what is unpacked goes first, so that it does not fill the disk while it waits
            self._pool.give(file.label, lambda: self._task(opened, known.facts), soon=file.label != top)

    def _begin(self) -> None:
        """Start the processes and give them what waits; until they can start, the first files are read ahead."""
        queued, self._queued = self._queued, []
        if self._pool is None:
            unread = [opened.file for opened, facts in queued if facts is None]
            if unread and self._settings.jobs > 1:
                from auditor.running.ahead import Ahead  # noqa: PLC0415 - with all readers; not every run reads

                with suppress(OSError):  # without room on the disk they are read in their turn
                    self._ahead = Ahead(unread, self._settings, self._folder / "ahead")
                    self._held.callback(self._ahead.stop)
            self._prepare(self._ahead)
            if self._ahead:
                self._ahead.stop()  # before the next fork, which would hold its channel open
            self._pool = Pool(self._work, self._settings.jobs, self._settings.limits)
            self._held.callback(self._pool.close)
        for opened, facts in queued:
            self._pool.give(opened.file.label, partial(self._task, opened, facts))
        self._pool.begin()

    def _task(self, opened: _Open, facts: bytes | None) -> bytes:
        """Return the work on a file at the moment when it begins, with what its whole may still hold."""
        left = self._left.get(opened.top, opened.budget)
        opened.budget = replace(opened.budget, entries=left.entries, octets=left.octets)
        ahead = self._ahead.read(opened.file.label) if self._ahead else None
        return Task(opened.file, self._settings, opened.folder, opened.budget, facts, ahead).to_bytes()

    def _finish(self, opened: _Open, result: bytes | Lost) -> Iterator[Judged]:
        done = self._counted(opened, _believed(opened, result))
        judged = self._memory.keep(opened.digest, done)
        self._remove(opened.file)
        yield self._told(judged)
        if done.judged.members:
            budget = done.left or opened.budget
            for member in done.judged.members:
                yield from self._take(self._file(member, opened.folder), budget, opened.top)
        else:
            shutil.rmtree(opened.folder, ignore_errors=True)

    def _counted(self, opened: _Open, done: Done) -> Done:
        """Return a result with the members that there is room for, after what its siblings took at the same time."""
        members = done.judged.members
        if not members:
            return done
        left = self._left.get(opened.top, opened.budget)
        room = _room(members, left)
        taken = sum(member.size for member in members[:room] if member.stored)
        self._left[opened.top] = replace(left, entries=left.entries - room, octets=left.octets - taken)
        if room == len(members):
            return done
        for member in members[room:]:
            if member.stored:
                (opened.folder / member.stored).unlink(missing_ok=True)
        reason = "limit_entries" if room == left.entries else "limit_unpacked"
        status = InputStatus.PARTLY_READ if room or done.facts is not None else InputStatus.NOT_READ
        entry = replace(done.judged.input, status=status, reason=reason, message=MESSAGES[reason])
        return replace(done, judged=replace(done.judged, input=entry, members=members[:room]))

    def _file(self, member: Member, folder: Path) -> FoundFile:
        """Return a member as a file of its own, under a label that no other has."""
        label, number = member.label, 2
        while label in self._labels:
            label, number = f"{member.label} ({number})", number + 1
        self._labels.add(label)
        reason = member.reason if member.stored else member.reason or "damaged"
        return FoundFile(folder / (member.stored or "none"), label, member.size, reason)

    def _remove(self, file: FoundFile) -> None:
        """Remove an unpacked member that is done with; files of the user are never touched."""
        if file.path.is_relative_to(self._folder):
            with suppress(OSError):
                file.path.unlink()

    def _told(self, judged: Judged) -> Judged:
        """Return a result after telling how far the run is."""
        self._done += 1
        self._unread += judged.input.status in {InputStatus.NOT_READ, InputStatus.PARTLY_READ}
        total = max(self._done, len(self._labels))
        seconds = time.monotonic() - self._started
        self._settings.tell(Progress(self._done, total, self._unread, seconds, judged.input.path))
        return judged


def lost(file: FoundFile, reason: str) -> Unreadable:
    """Return a file that gave nothing, with the reason."""
    return refused(Source(file.label, b"", "", file.size), reason)


def _room(members: Sequence[Member], left: Budget) -> int:
    """Return how many of the members fit into what is left."""
    octets = 0
    for number, member in enumerate(members):
        octets += member.size if member.stored else 0
        if number == left.entries or octets > left.octets:
            return number
    return len(members)


def _believed(opened: _Open, result: bytes | Lost) -> Done:
    """Return a result when it can be true; whatever cannot be is the crash of that file's process."""
    if isinstance(result, Lost):
        return Done(Judged(unread(lost(opened.file, result.reason))))
    try:
        done = Done.from_bytes(result)
        sound = done.is_sound(opened.file.label)
    except (ValueError, msgspec.DecodeError, RecursionError):
        return Done(Judged(unread(lost(opened.file, "crashed"))))
    if not sound or not _is_within(done.left, opened.budget):
        return Done(Judged(unread(lost(opened.file, "crashed"))))
    return done


def _is_within(left: Budget | None, given: Budget) -> bool:
    return left is None or (
        0 <= left.depth <= given.depth and 0 <= left.entries <= given.entries and 0 <= left.octets <= given.octets
    )
