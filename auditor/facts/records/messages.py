"""Letters and messages of chats as records."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.correspondence import CORRESPONDENCE, LETTERS
from auditor.model.document import APART, BlockKind, Document
from auditor.model.record import Cell, Record

_LONGEST_QUOTE = 600
_HEAD = {"From": "from", "To": "to", "Cc": "copy", "Date": "date", "Subject": "subject"}


def messages_of(document: Document) -> tuple[Record, ...]:
    """Return the letter of a file, or the messages of a chat; nothing for any other document."""
    if document.media_type in LETTERS:
        return (_letter(document),)
    if document.media_type in CORRESPONDENCE:
        return tuple(_messages(document))
    return ()


def _letter(document: Document) -> Record:
    """Return a letter with its head as cells and its own words, without those it repeats, as its text."""
    cells = {}
    for block in document.blocks:
        name = _HEAD.get(block.location.cell or "") if block.kind is BlockKind.FIELD else None
        if name:
            cells[name] = Cell(block.text.partition(": ")[2])
    own = [block for block in document.blocks if _is_own(block.kind)]
    stamp = next((block.at for block in own if block.at), None) or ""
    body = "\n".join(block.text for block in own)
    cells["text"] = Cell(body)
    _dated(cells, stamp)
    quote = f"{cells['subject'].text}\n{body}" if "subject" in cells else body
    return Record(
        kind="letter", id="1", span=(0, len(document.text)), quote=quote[:_LONGEST_QUOTE], cells=cells,
        channel="letter", paragraph=1,
    )  # fmt: skip


def _is_own(kind: BlockKind) -> bool:
    return kind not in APART and kind not in {BlockKind.FIELD, BlockKind.QUOTE}


def _messages(document: Document) -> Iterator[Record]:
    for number, block in enumerate(document.blocks):
        if block.author is None:
            continue
        start = document.starts[number]
        words = block.text.partition(f"{block.author}")[2].partition(": ")[2] or block.text
        cells = {"from": Cell(block.author), "text": Cell(words)}
        _dated(cells, block.at or "")
        yield Record(
            kind="message", id=block.location.cell or f"{block.location.paragraph or number + 1}",
            span=(start, start + len(block.text)), quote=block.text[:_LONGEST_QUOTE], cells=cells,
            place=block.location.cell, paragraph=block.location.paragraph, channel="chat",
        )  # fmt: skip


def _dated(cells: dict[str, Cell], stamp: str) -> None:
    day, _, time = stamp.partition("T")
    words = cells["date"].text if "date" in cells else stamp
    cells["date"] = Cell(words, day)
    cells["time"] = Cell(words, time[:5])
