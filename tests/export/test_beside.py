"""The second process that makes the pages of the other language."""

import os
import subprocess
import sys

import pytest

from auditor.export import html
from auditor.export.beside import Beside
from tests.export import samples


def _doubled(number):
    for _ in range(3):
        yield b"%d" % (2 * number())


def _failing(number):
    yield b"%d" % number()
    raise ValueError("no such page")


def _gone(_number):
    yield b"1"
    os._exit(3)


def test_numbers_go_there_and_pages_come_back_in_order():
    beside = Beside(_doubled)
    for number in (1, 2, 3):
        beside.tell(number)
    assert list(beside.pages()) == [b"2", b"4", b"6"]


def test_a_failure_there_is_told_here():
    beside = Beside(_failing)
    beside.tell(5)
    pages = beside.pages()
    assert next(pages) == b"5"
    with pytest.raises(RuntimeError, match="ValueError: no such page"):
        next(pages)


def test_an_end_without_a_word_is_told_too():
    with pytest.raises(RuntimeError, match="has ended"):
        list(Beside(_gone).pages())


def test_nothing_is_left_when_the_pages_are_no_longer_wanted():
    beside = Beside(_doubled)
    beside.tell(1)
    pages = beside.pages()
    next(pages)
    pages.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


_ASKED = """
import threading
from auditor.export.beside import can_fork
alone, done = can_fork(), threading.Event()
threading.Thread(target=done.wait).start()
print(alone, can_fork())
done.set()
"""


def test_with_a_second_thread_there_is_no_second_process():
    # in a process of its own: other tests of this one may have left threads behind
    told = subprocess.run([sys.executable, "-c", _ASKED], check=True, capture_output=True, text=True).stdout
    assert told.split() == ["True", "False"]


def test_the_pages_are_the_same_with_and_without_it(monkeypatch):
    report = samples.spooled(320, rules=2)
    together = html.folder(report, "r.html", "r_files")
    made = [*together.files(), ("", together.index())]
    monkeypatch.setattr(html, "can_fork", lambda: False)
    alone = html.folder(report, "r.html", "r_files")
    assert [*alone.files(), ("", alone.index())] == made
