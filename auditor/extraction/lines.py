"""Lines of plain text to paragraphs: those that were broken by hand at a fixed width are joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WRAPPED = (45, 100)
"""Characters of a line in a text that was wrapped by hand."""
_WRAPPED_SHARE = 0.5
_ITEM = re.compile(
    r"\s*(?:[-–—•*·]\s|\(?[a-zа-я0-9]{1,3}[.)]|\d+(?:\.\d+)+|(?:статья|раздел|article|section)\s)", re.IGNORECASE
)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether the lines were broken by hand at a fixed width."""
    long = [line for line in lines if len(line.strip()) > 20]
    if len(long) < 8 or max(map(len, long)) > 2 * _WRAPPED[1]:
        return False
    within = sum(_WRAPPED[0] <= len(line.rstrip()) <= _WRAPPED[1] and line.rstrip()[-1] not in ".;:" for line in long)
    return within >= _WRAPPED_SHARE * len(long)


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Return paragraphs: a line goes on when it was full and the next begins neither an item nor a paragraph."""
    paragraphs: list[str] = []
    full = False
    for line in lines:
        words = line.strip()
        if full and words and not _ITEM.match(words) and paragraphs:
            joint = "" if paragraphs[-1].endswith("-") else " "
            paragraphs[-1] = paragraphs[-1] + ("\n" if joint == "" else joint) + words
        else:
            paragraphs.append(words)
        full = len(words) >= _WRAPPED[0] and words[-1] not in ".;:"
    return paragraphs
