"""Plain text and Markdown in the encodings that Russian and English offices use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.extraction.encoding import decode
from auditor.extraction.interface import Source, clean, document, is_blank
from auditor.model.document import Block, BlockKind, Document, Location, Unreadable

_WRAPPED = (45, 100)
"""Characters of a line in a text that was wrapped by hand."""
_WRAPPED_SHARE = 0.5
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(?P<words>.*?)\s*#*$")
_ITEM = re.compile(
    r"\s*(?:[-–—•*·]\s|\(?[a-zа-я0-9]{1,3}[.)]|\d+(?:\.\d+)+|(?:статья|раздел|article|section)\s)", re.IGNORECASE
)
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
    paragraphs = _unwrapped(lines) if _is_wrapped(lines) else [line.strip() for line in lines]
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


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether the lines were broken by hand at a fixed width."""
    long = [line for line in lines if len(line.strip()) > 20]
    if len(long) < 8 or max(map(len, long)) > 2 * _WRAPPED[1]:
        return False
    within = sum(_WRAPPED[0] <= len(line.rstrip()) <= _WRAPPED[1] and line.rstrip()[-1] not in ".;:" for line in long)
    return within >= _WRAPPED_SHARE * len(long)


def _unwrapped(lines: list[str]) -> list[str]:
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
