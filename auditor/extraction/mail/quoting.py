"""Lines of a letter to blocks: what its author wrote, and what is repeated of others, each marked as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from auditor.extraction.interface import clean
from auditor.extraction.lines import unwrapped
from auditor.model.document import APART, Block, BlockKind

_QUOTED = re.compile(r"\s{0,3}(?:(?:[A-ZА-ЯЁ][A-Za-zА-Яа-яЁё]{0,3})?>[ \t]?)+")
"""The signs before a quoted line, with initials of The Bat! where they stand: «ИП> ...»."""
_HAND_WRAPPED = (55, 100)
"""Characters of the longest line in a letter whose lines were broken by a program."""
_DIVIDER = re.compile(
    r"\s*-{2,}\s*(?:original message|original appointment|forwarded (?:message|by)|begin forwarded message"
    r"|исходное сообщение|пересылаемое сообщение|пересланное сообщение|переадресованное сообщение"
    r"|перенаправленное сообщение|пересылаемое письмо|пересланное письмо|конец пересылаемого сообщения)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\W{0,3}(?:from|от|от кого)\W{0,2}:[^\n]*\n(?:[^\n]*\n){0,2}?"
    r"\W{0,3}(?:sent|date|to|отправлено|дата|кому|послано)\W{0,2}:[^\n]*\n(?:[^\n]*\n){0,3}?"
    r"\W{0,3}(?:to|cc|subject|date|sent|кому|копия|тема|дата|отправлено)\W{0,2}:",
    re.IGNORECASE,
)
"""The head that Outlook and others put before the letter that is answered."""
_HEAD_LINES = 8
_ATTRIBUTION = re.compile(
    r"(?:^|\s)(?:wrote|writes|пишет|писала?|написала?)\b[^\n]{0,80}:\s*$|<[^<>\s]+@[^<>\s]+>\s?:\s*$", re.IGNORECASE
)
_LONGEST_ATTRIBUTION = 300


def from_lines(text: str, *, flowed: bool = False, closes_up: bool = False) -> list[Block]:
    """Return the paragraphs of a letter in plain text; each run of quoted lines is one block.

    ``flowed`` joins lines that end with a space (RFC 3676), without that space when it ``closes_up``.
    """
    lines = clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    told = [_parted(line, flowed=flowed) for line in lines]
    blocks: list[Block] = []
    for depth, group in groupby(told, key=lambda line: line[0]):
        words = [line for _depth, line in group]
        paragraphs = _paragraphs(_joined(words, closes_up=closes_up) if flowed else words, soft=flowed)
        if depth and any(paragraphs):
            blocks.append(Block("\n".join(filter(None, paragraphs)), BlockKind.QUOTE, level=depth))
        elif not depth:
            blocks += [Block(words) for words in paragraphs if words]
    return blocks


def _parted(line: str, *, flowed: bool) -> tuple[int, str]:
    """Return how often a line is quoted, and its words."""
    found = _QUOTED.match(line)
    if not found:
        return 0, line[1:] if flowed and line.startswith(" ") else line
    return found.group().count(">"), line[found.end() :]


def _joined(lines: Sequence[str], *, closes_up: bool) -> list[str]:
    """Return lines with those put together that were broken where they end with a space."""
    joined: list[str] = []
    going_on = False
    for line in lines:
        if going_on:
            joined[-1] += line
        else:
            joined.append(line)
        going_on = line.endswith(" ") and line != "-- "
        if going_on and closes_up:
            joined[-1] = joined[-1][:-1]
    return joined


def _paragraphs(lines: Sequence[str], *, soft: bool) -> list[str]:
    """Return lines as paragraphs, those broken at a fixed width joined."""
    longest = max((len(line.rstrip()) for line in lines), default=0)
    if not soft and _HAND_WRAPPED[0] <= longest <= _HAND_WRAPPED[1]:
        return unwrapped(lines)
    return [line.strip() for line in lines]


def with_quotes_told(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a body with all that follows a divider or the head of another letter told as quoted."""
    told = list(blocks)
    for number, block in enumerate(told):
        if block.kind is not BlockKind.QUOTE and _begins_another(told, number):
            return told[:number] + [_as_quote(rest) for rest in told[number:]]
        after = told[number + 1] if number + 1 < len(told) else None
        if after and after.kind is BlockKind.QUOTE and _is_attribution(block):
            told[number] = _as_quote(block)
    return told


def _is_attribution(block: Block) -> bool:
    return len(block.text) <= _LONGEST_ATTRIBUTION and bool(_ATTRIBUTION.search(block.text))


def _begins_another(blocks: Sequence[Block], number: int) -> bool:
    if _DIVIDER.match(blocks[number].text):
        return True
    if not re.match(r"\W{0,3}(?:from|от)\b", blocks[number].text[:20], re.IGNORECASE):
        return False
    return bool(_HEAD.match("\n".join(block.text[:500] for block in blocks[number : number + _HEAD_LINES])))


def _as_quote(block: Block) -> Block:
    return block if block.kind in APART else replace(block, kind=BlockKind.QUOTE, level=block.level or 1)
