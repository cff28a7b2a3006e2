"""Messages of a chat to blocks, «[15.09.2026 10:02] Имя: слова»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from auditor.extraction.interface import clean
from auditor.extraction.mail.letter import is_russian, shown
from auditor.model.document import Block, BlockKind, Location


@dataclass(frozen=True, slots=True)
class Message:
    """One message, or one line of the program about the chat."""

    words: str
    author: str | None = None
    """None for a line of the program."""
    moment: datetime | None = None
    stated: str = ""
    """Date and time as the file writes them; used where they give no moment."""
    mark: str | None = None
    """What the file calls the message."""
    forwarded: str | None = None
    """Who wrote the words first, where they are forwarded."""


def blocks_of(title: str, messages: Sequence[Message]) -> Iterator[Block]:
    """Return a chat as blocks: its title where it has one, then its messages in their order."""
    russian = is_russian([title, *(message.words for message in messages[:500])])
    if title.strip():
        yield Block(clean(title).strip(), BlockKind.HEADING, level=1)
    for message in messages:
        if message.words.strip():
            yield _block(message, russian=russian)


def _block(message: Message, *, russian: bool) -> Block:
    when = shown(message.moment, russian=russian) if message.moment else message.stated
    author = clean(message.author).strip() if message.author else None
    forwarded = f" ({'переслано от' if russian else 'forwarded from'} {message.forwarded})" if message.forwarded else ""
    start = f"[{when}] " if when else ""
    text = f"{start}{author}{forwarded}: {message.words}" if author else start + message.words
    kind = BlockKind.QUOTE if forwarded else BlockKind.PARAGRAPH if author else BlockKind.FIELD
    stamp = message.moment.isoformat(timespec="seconds") if message.moment else None
    return Block(clean(text).strip(), kind, Location(cell=message.mark), author=author, at=stamp)


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with the numbers of their paragraphs."""
    return [
        Block(
            block.text, block.kind, Location(paragraph=number, cell=block.location.cell), block.level,
            author=block.author, at=block.at,
        )
        for number, block in enumerate(blocks, 1)
    ]  # fmt: skip
