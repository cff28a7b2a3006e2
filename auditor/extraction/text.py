"""Plain text and Markdown in the encodings that Russian and English offices use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.extraction.interface import MESSAGES, Source, clean, refused
from auditor.model.document import Block, BlockKind, Coverage, Document, Location, Unreadable

_SINGLE_BYTE = ("cp1251", "koi8-r", "cp866")
_LIKELY = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
"""Russian letters from the most frequent to the rarest (order of the Russian National Corpus)."""
_WORTH = {letter: len(_LIKELY) - at for at, letter in enumerate(_LIKELY)}
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
    blocks = tuple(_blocks(clean(text.replace("\r\n", "\n").replace("\r", "\n")), markdown=markdown))
    if not blocks:
        return refused(source, "empty", "text/plain")
    return Document(
        path=source.label,
        sha256=source.sha256,
        media_type="text/markdown" if markdown else "text/plain",
        size=source.size,
        blocks=blocks,
        coverage=Coverage(),
        reason=None if whole else "truncated",
        message=None if whole else MESSAGES["truncated"],
    )


def decode(data: bytes) -> tuple[str, bool]:
    """Return the text of the bytes and whether every byte could be read.

    UTF-8 and UTF-16 are told by their form. Among the single-byte encodings the one is taken in which the
    letters are the likeliest Russian: short texts defeat general guessers (measured on «Да» and «Договор»).
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data, encoding) or (data.decode(encoding, "replace"), False)
    found = _wide(data) if _is_wide(data) else _strictly(data, "utf-8")
    if found:
        return found
    if _almost_utf8(data):
        return data.decode("utf-8", "replace"), False
    return max((data.decode(encoding, "replace") for encoding in _SINGLE_BYTE), key=_russian_worth), True


def _strictly(data: bytes, encoding: str) -> tuple[str, bool] | None:
    try:
        return data.decode(encoding), True
    except UnicodeDecodeError:
        return None


def _is_wide(data: bytes) -> bool:
    """Return whether bytes look like UTF-16: zeros, or the upper half of Cyrillic letters in every second place."""
    return b"\x00" in data or max(_upper_halves(data)) > 0.5 * (len(data) // 2)


def _upper_halves(data: bytes) -> tuple[int, int]:
    """Return how many upper halves of Latin (0) or Cyrillic (4) letters stand in the even and in the odd places."""
    even, odd = data[::2], data[1::2]
    return even.count(0) + even.count(4), odd.count(0) + odd.count(4)


def _wide(data: bytes) -> tuple[str, bool]:
    """Return UTF-16 without a mark."""
    even, odd = _upper_halves(data)
    encoding = "utf-16-le" if odd >= even else "utf-16-be"
    return _strictly(data, encoding) or (data.decode(encoding, "replace"), False)


def _almost_utf8(data: bytes) -> bool:
    """Return whether only a few bytes spoil a text in UTF-8, such as a cut at the end."""
    text = data.decode("utf-8", "replace")
    wide = sum(letter > "\x7f" and letter != "\ufffd" for letter in text)
    return wide > 20 * text.count("\ufffd")


def _russian_worth(text: str) -> float:
    """Return how Russian a decoding looks: frequent letters count for it, capitals inside words and signs against."""
    sample = text[:20_000]
    letters = sum(_WORTH.get(letter, 0) for letter in sample)
    capitals = sum(_WORTH.get(letter.lower(), 0) for letter in sample if letter.isupper() and letter.lower() in _WORTH)
    inside = sum(a.islower() and b.isupper() for a, b in pairwise(sample))
    strange = sum(
        letter > "\x7f" and letter.lower() not in _WORTH and letter not in "№«»–—„“”…©°§\u00a0" for letter in sample
    )
    return letters + capitals * 0.9 - 30 * inside - 40 * strange


def _blocks(text: str, *, markdown: bool) -> Iterator[Block]:
    lines = text.replace("\f", "\n\n").split("\n")
    paragraphs = _unwrapped(lines) if _is_wrapped(lines) else [line.strip() for line in lines]
    number = 0
    for words in paragraphs:
        if not words or _RULE.match(words):
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
