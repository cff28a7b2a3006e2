"""Where words stand on the pages of a PDF: one rectangle for each line that they take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from auditor.extraction.pdf_opening import opened

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page's own space, from its lower left corner."""
_SOFT = "\u00ad\u0002\ufffe"
"""Hyphens at the end of a line, in the ways that readers tell them."""


def rectangles(data: bytes, wanted: Mapping[int, tuple[int | None, str]]) -> dict[int, tuple[int, list[Rectangle]]]:
    """Return page and rectangles of passages, given each by a key with its page from 1, where it is known, and words.

    What is not found is left out. UnreadableError where the file cannot be opened.
    """
    found: dict[int, tuple[int, list[Rectangle]]] = {}
    document = opened(data).document
    try:
        for number in range(len(document)):
            asked = {key: words for key, (page, words) in wanted.items() if page in {None, number + 1}}
            asked = {key: words for key, words in asked.items() if key not in found}
            if asked:
                found.update({key: (number + 1, places) for key, places in _on_page(document[number], asked)})
    finally:
        document.close()
    return found


def _on_page(page: Any, asked: Mapping[int, str]) -> Iterable[tuple[int, list[Rectangle]]]:
    text = page.get_textpage()
    try:
        said = [(sign, at) for at, sign in enumerate(text.get_text_range()) if _counts(sign)]
        line = "".join(sign for sign, _ in said)
        told = []
        for key, words in asked.items():
            sought = "".join(sign for sign in words if _counts(sign))
            start, length = _find(line, sought)
            if length:
                first, last = said[start][1], said[start + length - 1][1]
                told.append((key, _rectangles(text, first, last - first + 1)))
        return told
    finally:
        text.close()
        page.close()


def _counts(sign: str) -> bool:
    return not sign.isspace() and sign not in _SOFT


def _find(line: str, sought: str) -> tuple[int, int]:
    """Return where words stand and how many signs are there: what goes on overleaf is found by its beginning."""
    if not sought:
        return 0, 0
    at = line.find(sought)
    if at >= 0:
        return at, len(sought)
    beginning = sought[: max(len(sought) // 2, 24)]
    at = line.find(beginning)
    return (at, len(beginning)) if at >= 0 and len(beginning) < len(sought) else (0, 0)


def _rectangles(text: Any, first: int, count: int) -> list[Rectangle]:
    return [text.get_rect(at) for at in range(text.count_rects(first, count))]
