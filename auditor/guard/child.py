"""The process of a file: its limits, and the only channel through which it speaks.

A process that did well may take a further file, one after the other: what it loaded and learned of words is then there
already. It leaves after a file that gave it trouble, that started processes or that left much in memory.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress

from auditor.model.limits import Limits

Beat = Callable[[int], None]
"""A sign of life with the number of pages known so far."""
Work = Callable[[bytes, Beat], bytes]
"""What is done with one job: bytes in, bytes out; a sign of life now and then."""

BEAT, RESULT, LAST = b"T", b"R", b"L"
"""A sign of life; a result of a process that may take a further job; a result of one that may not."""
MOST_JOBS = 32
"""Jobs that a process does at most."""
_COLLECTED = 8
"""Jobs after which it is looked for objects that only hold each other."""
_LEFT_BEHIND = 8
"""The share of the limit of memory, one of so many, that jobs may leave behind in a process that goes on."""
OUT_OF_MEMORY = 87
"""Exit status of a child that ran out of memory and could say so."""
_PR_SET_PDEATHSIG = 1
"""Linux, <sys/prctl.h>: the signal that a process gets when its parent ends."""
_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "os.system")


class Parting(bytes):
    """A result after which the process should do no further job: what it met may have left traces in it."""


def run_child(work: Work, job: bytes, jobs: int, pipe: int, limits: Limits) -> None:
    """Do a job, then those that come through ``jobs``, and leave the process; never returns."""
    status = 1
    try:
        _separate(limits)
        _forget_files(jobs, pipe)
        gc.disable()  # looking for cycles while a job is done would cost a tenth of its time
        _forbid_network()
        beat = _beater(pipe)
        started = _address_space()
        for number in range(1, MOST_JOBS + 1):
            _limit_job(limits)
            result = work(job, beat)
            goes_on = number < MOST_JOBS and not isinstance(result, Parting) and _is_tidy(started, limits)
            _write(pipe, (RESULT if goes_on else LAST) + struct.pack(">Q", len(result)) + result)
            if not goes_on:
                break
            del result
            if number % _COLLECTED == 0:
                gc.collect()
            job = _next_job(jobs)
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    except BaseException:
        status = 1
    finally:
        os._exit(status)


def _next_job(jobs: int) -> bytes:
    """Return the next job; EOFError when there will be none."""
    size = struct.unpack(">I", _exactly(jobs, 4))[0]
    return _exactly(jobs, size)


def _exactly(jobs: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = os.read(jobs, size - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _is_tidy(started: int, limits: Limits) -> bool:
    """Return whether a job left no process behind and not much in memory."""
    with suppress(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
        return False
    return sys.platform != "linux" or _address_space() - started <= (limits.memory_mib << 20) // _LEFT_BEHIND


def _separate(limits: Limits) -> None:
    """Give the process a group of its own, silence its voice and set its limits."""
    os.setpgid(0, 0)
    with suppress(OSError, AttributeError):  # other systems than Linux have no such call
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit(resource.RLIMIT_FSIZE, (limits.entry_mib + 64) << 20)
    if sys.platform == "linux":
        room = (limits.memory_mib << 20) * (_LEFT_BEHIND + 1) // _LEFT_BEHIND
        _limit(resource.RLIMIT_AS, _address_space() + room)


def _limit_job(limits: Limits) -> None:
    """Count the limits of processor time and of memory from here: they are those of one job."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit_softly(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + limits.seconds_most) + 60)
    if sys.platform == "linux":
        _limit_softly(resource.RLIMIT_AS, _address_space() + (limits.memory_mib << 20))


def _limit_softly(which: int, most: int) -> None:
    """Set a limit that the next job will move."""
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _forget_files(*kept: int) -> None:
    """Close everything that the parent had open, its store and its channels, but for what is kept."""
    at = 3
    for file in sorted(kept):
        os.closerange(at, file)
        at = file + 1
    os.closerange(at, max(at, 256))


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(which, (most, most))


def _address_space() -> int:
    """Return the bytes of address space that the process has now."""
    with open("/proc/self/statm", encoding="ascii") as table:  # noqa: PTH123 - read once in every child, quickly
        return int(table.read().split()[0]) * resource.getpagesize()


def _forbid_network() -> None:
    """Make any attempt to reach the network an error: no reader needs it."""

    def refuse(event: str, _: tuple[object, ...]) -> None:
        if event in _FORBIDDEN:
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _beater(pipe: int) -> Beat:
    def beat(pages: int) -> None:
        _write(pipe, BEAT + struct.pack(">I", max(0, min(pages, 2**32 - 1))))

    return beat


def _write(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]
