"""A process forked early, with everything loaded, that forks the children which work on files.

The parent grows while it collects results and may have threads; a fork of it would be slow and unsafe. The zygote
does neither: a child costs a few milliseconds and starts with all rules compiled.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass

from auditor.guard.child import Work, run_child
from auditor.model.limits import Limits

_START, _END = b"S", b"E"
_SELDOM = 100_000
"""Objects made between two looks for those that only hold each other."""
_GRACE = 5.0
"""Seconds in which a killed process must be gone; the kernel may hold one that waits for a disk."""


@dataclass(frozen=True, slots=True)
class Child:
    """A child at work."""

    pid: int
    pipe: int
    """What it says can be read here."""
    jobs: int
    """Further jobs can be written here."""


class Zygote:
    """The parent's handle on the zygote."""

    def __init__(self, work: Work, limits: Limits) -> None:
        """Fork the zygote; everything that the work needs must be loaded by now."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.pid = os.fork()
        if self.pid == 0:
            self._control.close()
            _serve(theirs, work, limits)
        theirs.close()

    def start(self, job: bytes) -> Child:
        """Return a new child that does the job."""
        self._control.sendall(_START + struct.pack(">I", len(job)) + job)
        message, pipes, _, _ = socket.recv_fds(self._control, 4, 2)
        for pipe in pipes:
            os.set_blocking(pipe, False)
        return Child(struct.unpack(">I", message)[0], *pipes)

    def end(self, child: Child) -> int:
        """Kill a child with its whole group and return how it ended: its exit status, or minus the signal."""
        os.close(child.pipe)
        os.close(child.jobs)
        self._control.sendall(_END + struct.pack(">I", child.pid))
        return int(struct.unpack(">i", _exactly(self._control, 4))[0])

    def close(self) -> None:
        """End the zygote."""
        self._control.close()
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _serve(control: socket.socket, work: Work, limits: Limits) -> None:
    """Fork and end children until the parent is gone; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the channel
    gc.collect()
    gc.freeze()  # what is loaded now stays shared between all children
    gc.set_threshold(_SELDOM, 20, 20)  # a child lives for one file and leaves little behind in circles
    try:
        while True:
            order = control.recv(1)
            if order == _START:
                _start(control, work, limits)
            elif order == _END:
                control.sendall(struct.pack(">i", _reap(struct.unpack(">I", _exactly(control, 4))[0])))
            else:
                break
    finally:
        os._exit(0)


def _start(control: socket.socket, work: Work, limits: Limits) -> None:
    job = _exactly(control, struct.unpack(">I", _exactly(control, 4))[0])
    reads, writes = os.pipe()
    job_reads, job_writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        for file in (control.fileno(), reads, job_writes):
            os.close(file)
        run_child(work, job, job_reads, writes, limits)
    os.close(writes)
    os.close(job_reads)
    socket.send_fds(control, [struct.pack(">I", pid)], [reads, job_writes])
    os.close(reads)
    os.close(job_writes)


def _reap(pid: int) -> int:
    """Kill a process and its group and return how it had ended."""
    deadline = time.monotonic() + _GRACE
    for kill in (os.killpg, os.kill):  # the group may not be there yet, or not any more
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    while time.monotonic() < deadline:
        try:
            done, status = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            return 0
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    return -signal.SIGKILL


def _exactly(control: socket.socket, size: int) -> bytes:
    """Return so many bytes of the channel; EOFError when the other side is gone."""
    data = bytearray()
    while len(data) < size:
        try:
            piece = control.recv(min(size - len(data), 1 << 20))
        except OSError as error:
            if error.errno == errno.EINTR:
                continue
            raise
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)
