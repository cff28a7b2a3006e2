"""Ctrl-C ends a run early with a report of what was done; pressed again, it ends the program."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Give the question whether the user pressed Ctrl-C; the usual answer to the key comes back at the end."""
    pressed: list[int] = []

    def press(number: int, _: FrameType | None) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, before)
        click.echo("\nauditor: stopping, the report will hold what was done so far", err=True)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
