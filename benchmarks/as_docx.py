"""A text made into a Word file the way contracts look: headings, runs cut by formatting, requisites in a table."""

from __future__ import annotations

import io
import random
import re
from itertools import pairwise

import docx

_HEADING = re.compile(r"(?:\d{1,2}\.\s+)?[^.;:]{3,70}\.?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_docx(text: str, seed: int) -> bytes:
    """Return a Word file with the words of a text, cut into runs at random; seed 0 gives every run the same look."""
    chance = random.Random(seed)  # noqa: S311 - the look of a document is no secret
    paper = docx.Document()
    for line in _UNPRINTABLE.sub("", text).splitlines():
        words = line.strip()
        if not words:
            continue
        capitals = words.upper() == words and len(words) > 5 and _HEADING.fullmatch(words)
        paragraph = paper.add_paragraph(style="Heading 2" if capitals and seed % 2 else None)
        for piece in _cut(words, chance):
            run = paragraph.add_run(piece)
            run.bold, run.italic = seed > 0 and chance.random() < 0.1, seed > 0 and chance.random() < 0.1
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


def _cut(words: str, chance: random.Random) -> list[str]:
    """Return words cut at up to three places, in the middle of words too, as editing programs leave them."""
    places = sorted({0, len(words), *(chance.randrange(len(words) + 1) for _ in range(chance.randrange(4)))})
    return [words[start:end] for start, end in pairwise(places)]
