"""Mailboxes: letters one behind the other. They are inputs of their own; read as one, they follow each other."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extraction.interface import Source, document
from auditor.extraction.mail.mailbox import letters
from auditor.extraction.mail.message import letter_of
from auditor.model.correspondence import MAILBOX
from auditor.model.document import Block, Document, Sign, Unreadable
from auditor.model.enclosed import Enclosed


def read(source: Source) -> Document | Unreadable:
    """Return the letters of a mailbox one after the other."""
    blocks: list[Block] = []
    signs: list[Sign] = []
    reason = None
    for data in letters(source.data):
        letter, doubt = letter_of(data)
        blocks += letter.blocks()
        signs += letter.signs
        reason = reason or doubt
    return document(source, MAILBOX, blocks, signs, reason)


def enclosed(source: Source) -> Iterator[Enclosed]:
    """Return each letter as a file of its own, «0001.eml»."""
    for number, data in enumerate(letters(source.data), 1):
        yield Enclosed(f"{number:04}.eml", data, len(data))
