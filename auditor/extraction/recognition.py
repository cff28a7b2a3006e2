"""Pictures of text to text, by the Tesseract of the system (packages tesseract-ocr, tesseract-ocr-rus)."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from auditor.extraction.interface import Source, clean
from auditor.model.document import Box

DPI = 300
"""Dots per inch at which pages are drawn: what Tesseract's manual recommends."""
LEAST_CONFIDENCE = 50
"""Mean confidence of a page, in percent, below which its text is not believed."""
MOST_PIXELS = 40_000_000
"""Pixels of a drawn page: A3 at 300 dpi has 17 million; a page that says it is larger is drawn coarser."""
_PAGE_SECONDS = 180
_BETWEEN_BEATS = 3.0
"""Seconds after which one that waits for the recogniser says that it is alive: on a busy machine a page takes long."""
PAGE_COST = 20
"""Pages of text for which one takes as much time as for recognising a picture, on a busy machine."""
_SHARE = 0.75
"""Share of a file's time after which no further picture is begun: the pages read so far must still be understood."""
_COLUMNS = 12
"""Columns of Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that was recognised."""

    text: str
    box: tuple[int, int, int, int]
    """Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on one page."""

    paragraphs: tuple[Paragraph, ...]
    confidence: int
    """Mean over the words, weighted by their length: 0 to 100."""

    @property
    def characters(self) -> int:
        """Return the number of characters recognised."""
        return sum(len(paragraph.text) for paragraph in self.paragraphs)


@cache
def available() -> bool:
    """Return whether Tesseract stands ready with Russian or English."""
    return bool(_languages())


@cache
def engine() -> str:
    """Return the name, version and languages of the recogniser: what its results depend on; empty without one."""
    if not available():
        return ""
    told = _told("--version")
    return f"{told.splitlines()[0] if told else 'tesseract'} {_languages()}"


@cache
def _languages() -> str:
    """Return the languages to recognise, ``rus+eng``, as far as they are installed."""
    if shutil.which("tesseract") is None:
        return ""
    installed = set(_told("--list-langs").split())
    return "+".join(language for language in ("rus", "eng") if language in installed)


def ask() -> None:
    """Ask the recogniser what it is, without waiting for the answer; whoever asks must take it with ``engine``."""
    if shutil.which("tesseract") is not None:
        _asked("--version")
        _asked("--list-langs")


@cache
def _asked(option: str) -> subprocess.Popen[str]:
    command = ["tesseract", option]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603


@cache
def _told(option: str) -> str:
    """Return what the recogniser says of itself."""
    return _asked(option).communicate()[0]


class Recogniser:
    """Recognises the pages of one file; says meanwhile that it is alive, and how much work it has met."""

    def __init__(self, source: Source, pages: int) -> None:
        """Begin; ``pages`` are those that the file is known to have."""
        self._source = source
        self._pages = pages
        self._met = 0
        self._until = time.monotonic() + _SHARE * source.seconds

    def is_out_of_time(self) -> bool:
        """Return whether the file has taken so long that its further pictures must stay unread."""
        return time.monotonic() > self._until

    def recognise(self, picture: Any) -> Recognised:
        """Return the text of a picture (a PIL image); empty where there is none.

        Raises subprocess.TimeoutExpired for a page that takes over three minutes, OSError when Tesseract fails.
        """
        self._met += 1
        return _recognised(picture, lambda: self._source.beat(self._pages + PAGE_COST * self._met))


def _recognised(picture: Any, beat: Callable[[], None]) -> Recognised:
    beat()
    command = ["tesseract", "stdin", "stdout", "-l", _languages(), "--dpi", str(DPI), "tsv"]
    with tempfile.TemporaryFile() as held:  # a pipe would have to be filled while one waits
        picture.convert("L").save(held, "PNG", compress_level=1)
        held.seek(0)
        with subprocess.Popen(  # noqa: S603 - no shell, no word of a document among the arguments
            command, stdin=held, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8",
                 **({"TESSDATA_PREFIX": os.environ["TESSDATA_PREFIX"]} if "TESSDATA_PREFIX" in os.environ else {})},
        ) as running:  # fmt: skip
            table = _awaited(running, beat)
    if running.returncode:
        raise OSError(f"tesseract ended with {running.returncode}")
    return _understood(table.decode("utf-8", "replace"))


def _awaited(running: subprocess.Popen[bytes], beat: Callable[[], None]) -> bytes:
    """Return what a process says, with a sign of life every few seconds; TimeoutExpired after three minutes."""
    until = time.monotonic() + _PAGE_SECONDS
    while True:
        try:
            return running.communicate(timeout=_BETWEEN_BEATS)[0]
        except subprocess.TimeoutExpired:
            beat()
            if time.monotonic() > until:
                running.kill()
                raise


def _understood(table: str) -> Recognised:
    words = list(_words(table))
    paragraphs = tuple(_paragraph(list(rows)) for _, rows in groupby(words, key=lambda word: word.paragraph))
    letters = sum(len(word.text) for word in words)
    total = sum(word.confidence * len(word.text) for word in words)
    return Recognised(tuple(p for p in paragraphs if p.text), round(total / letters) if letters else 0)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    confidence: float
    paragraph: tuple[str, ...]
    line: str
    box: tuple[int, int, int, int]


def _words(table: str) -> Iterator[_Word]:
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != _COLUMNS or not cells[-1].strip() or float(cells[10]) < 0:
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        yield _Word(
            clean(cells[-1].strip()), float(cells[10]), tuple(cells[1:4]), cells[4],
            (left, top, left + width, top + height),
        )  # fmt: skip


def _paragraph(words: list[_Word]) -> Paragraph:
    """Return the words of a paragraph with its lines joined; a word broken at a line's end stays marked as such."""
    text = ""
    for _, line in groupby(words, key=lambda word: word.line):
        joined = " ".join(word.text for word in line)
        text += ("\n" if text.endswith("-") and joined[:1].islower() else " " if text else "") + joined
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True)
    return Paragraph(text, (min(lefts), min(tops), max(rights), max(bottoms)))


def in_points(box: tuple[int, int, int, int], dots_per_inch: float) -> Box:
    """Return a box in pixels as one in points of 1/72 inch."""
    left, top, right, bottom = (round(edge * 72 / dots_per_inch, 1) for edge in box)
    return (left, top, right, bottom)
