"""A second process that makes the pages of the other language while this one makes its own.

It is a fork: the report need not be sent, and what it has read so far is shared. Numbers go there, since pages are cut
where they were cut here, and finished pages come back; both sides go through the same pages in the same order, so that
neither waits for what the other will only do later.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe

Work = Callable[[Callable[[], int]], Iterable[bytes]]
"""Makes pages; it is given what returns the next number."""


def can_fork() -> bool:
    """Return whether a second process can be made of this one: a fork has only the thread that made it."""
    return hasattr(os, "fork") and threading.active_count() == 1


class Beside:
    """The second process; :func:`can_fork` must have been asked before."""

    def __init__(self, work: Work) -> None:
        """Start it."""
        there, self._numbers = Pipe(duplex=False)
        self._pages, back = Pipe(duplex=False)
        self._pid = os.fork()
        if not self._pid:
            _work(work, there, back, (self._numbers, self._pages))
        there.close()
        back.close()

    def tell(self, number: int) -> None:
        """Give it the next number."""
        with suppress(BrokenPipeError):  # it has failed, which its pages will tell
            self._numbers.send_bytes(b"%d" % number)

    def pages(self) -> Iterator[bytes]:
        """Yield what it makes, as it makes it; RuntimeError when it cannot."""
        try:
            while told := self._pages.recv_bytes():
                if told[:1] == _FAILED:
                    raise RuntimeError(told[1:].decode())
                yield told[1:]
        except EOFError:
            raise RuntimeError("the process that made the pages in the other language has ended") from None
        finally:
            self.close()

    def close(self) -> None:
        """Let it end; nothing is left of it."""
        self._numbers.close()
        self._pages.close()
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)  # it has sent everything, or what it makes is no longer wanted
            os.waitpid(self._pid, 0)
        self._pid = 0


_PAGE, _FAILED, _END = b"p", b"f", b""


def _work(work: Work, numbers: Connection, pages: Connection, others: tuple[Connection, ...]) -> None:
    """Do the work of the second process and end it, without what this process would do at its end."""
    code = 1
    try:
        for other in others:
            other.close()
        try:
            for page in work(lambda: int(numbers.recv_bytes())):
                pages.send_bytes(_PAGE + page)
            pages.send_bytes(_END)
            code = 0
        except Exception as error:
            pages.send_bytes(_FAILED + f"{type(error).__name__}: {error}".encode())
    except BaseException:  # noqa: S110 - the first process is gone, or both were told to stop
        pass
    finally:
        os._exit(code)
