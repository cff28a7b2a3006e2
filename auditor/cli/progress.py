"""How far a run is, on standard error: one line that changes on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

from auditor.model.progress import Progress

_EVERY = 0.2
"""Seconds between two lines on a terminal."""
_EVERY_ELSEWHERE = 10.0
"""Seconds between two lines in a log."""


def progress(*, quiet: bool) -> Callable[[Progress], None]:
    """Return a teller of progress; it names no file, so that no word of a document gets into a log."""
    if quiet:
        return lambda _: None
    terminal = sys.stderr.isatty()
    teller = _Teller(terminal=terminal)
    return teller.tell


class _Teller:
    def __init__(self, *, terminal: bool) -> None:
        self._terminal = terminal
        self._told = time.monotonic()

    def tell(self, state: Progress) -> None:
        """Tell how far the run is, if it is time to."""
        last = state.done >= state.total
        now = time.monotonic()
        if not last and now - self._told < (_EVERY if self._terminal else _EVERY_ELSEWHERE):
            return
        self._told = now
        if self._terminal:
            click.echo(f"\r\x1b[2K{_line(state)}", err=True, nl=last)
        else:
            click.echo(_line(state), err=True)


def _line(state: Progress) -> str:
    left = state.seconds_left
    words = [f"{state.done} of {state.total} files", f"{state.rate:.1f} a second"]
    if left is not None and state.done < state.total:
        words.append(f"{_duration(left)} left")
    if state.unread:
        words.append(f"{state.unread} not read in full")
    return ", ".join(words)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
