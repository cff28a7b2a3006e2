"""Plain text and Markdown in the encodings that Russian and English offices use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.extraction.encoding import decode
from auditor.extraction.interface import Source, clean, document, is_blank
from auditor.extraction.lines import is_wrapped, unwrapped
from auditor.model.document import Block, BlockKind, Document, Location, Unreadable

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(?P<words>.*?)\s*#*$")
_RULE = re.compile(r"\s*[-=_*]{3,}\s*$")


def read(source: Source) -> Document | Unreadable:
    """Return the paragraphs of a text; bytes that fit no encoding make it partly read."""
    text, whole = decode(source.data)
    markdown = source.label.lower().endswith((".md", ".markdown"))
    blocks = _blocks(clean(text.replace("\r\n", "\n").replace("\r", "\n")), markdown=markdown)
    media_type = "text/markdown" if markdown else "text/plain"
    return document(source, media_type, blocks, reason=None if whole else "truncated")


def _blocks(text: str, *, markdown: bool) -> Iterator[Block]:
    lines = text.replace("\f", "\n\n").split("\n")
    paragraphs = unwrapped(lines) if is_wrapped(lines) else [line.strip() for line in lines]
    number = 0
    for words in paragraphs:
        if not words or _RULE.match(words) or is_blank(words):
            continue
        number += 1
        yield _block(words, number, markdown=markdown)


def _block(words: str, number: int, *, markdown: bool) -> Block:
    heading = _MARKDOWN_HEADING.match(words) if markdown else None
    if heading:
        return Block(heading["words"], BlockKind.HEADING, Location(paragraph=number), level=len(heading[1]))
    if markdown:
        words = words.replace("**", "").replace("__", "") if "____" not in words else words.replace("**", "")
    return Block(words, BlockKind.PARAGRAPH, Location(paragraph=number))
