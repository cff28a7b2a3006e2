"""The process of one file: its limits, and the only channel through which it speaks."""

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

BEAT, RESULT = b"T", b"R"
OUT_OF_MEMORY = 87
"""Exit status of a child that ran out of memory and could say so."""
_PR_SET_PDEATHSIG = 1
"""Linux, <sys/prctl.h>: the signal that a process gets when its parent ends."""
_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "os.system")


def run_child(work: Work, job: bytes, pipe: int, limits: Limits) -> None:
    """Do one job and leave the process; never returns."""
    status = 1
    try:
        _separate(limits)
        _forget_files(pipe)
        gc.disable()  # the process ends with its file; looking for cycles would cost a tenth of its time
        _forbid_network()
        beat = _beater(pipe)
        result = work(job, beat)
        _write(pipe, RESULT + struct.pack(">Q", len(result)) + result)
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    except BaseException:
        status = 1
    finally:
        os._exit(status)


def _separate(limits: Limits) -> None:
    """Give the process a group of its own, silence its voice and set its limits."""
    os.setpgid(0, 0)
    with suppress(OSError, AttributeError):  # other systems than Linux have no such call
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit(resource.RLIMIT_CPU, int(limits.seconds_most) + 60)
    _limit(resource.RLIMIT_FSIZE, (limits.entry_mib + 64) << 20)
    if sys.platform == "linux":
        _limit(resource.RLIMIT_AS, _address_space() + (limits.memory_mib << 20))


def _forget_files(pipe: int) -> None:
    """Close everything that the parent had open: its store, its channels."""
    os.closerange(3, pipe)
    os.closerange(pipe + 1, max(pipe + 1, 256))


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
