"""Pictures of text to text, by the Tesseract of the system (packages tesseract-ocr, tesseract-ocr-rus)."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from auditor.extraction.interface import clean
from auditor.model.document import Box

DPI = 300
"""Dots per inch at which pages are drawn: what Tesseract's manual recommends."""
LEAST_CONFIDENCE = 50
"""Mean confidence of a page, in percent, below which its text is not believed."""
MOST_PIXELS = 40_000_000
"""Pixels of a drawn page: A3 at 300 dpi has 17 million; a page that says it is larger is drawn coarser."""
_PAGE_SECONDS = 180
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


def recognise(picture: Any) -> Recognised:
    """Return the text of a picture (a PIL image); empty where there is none.

    Raises subprocess.TimeoutExpired for a page that takes over three minutes, OSError when Tesseract fails.
    """
    held = io.BytesIO()
    picture.convert("L").save(held, "PNG", compress_level=1)
    command = ["tesseract", "stdin", "stdout", "-l", _languages(), "--dpi", str(DPI), "tsv"]
    done = subprocess.run(  # noqa: S603 - no shell, no word of a document among the arguments
        command, input=held.getvalue(), capture_output=True, timeout=_PAGE_SECONDS, check=False,
        env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8",
             **({"TESSDATA_PREFIX": os.environ["TESSDATA_PREFIX"]} if "TESSDATA_PREFIX" in os.environ else {})},
    )  # fmt: skip
    if done.returncode:
        raise OSError(f"tesseract ended with {done.returncode}")
    return _understood(done.stdout.decode("utf-8", "replace"))


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
