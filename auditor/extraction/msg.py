"""A letter that Outlook saved as a file of its own; its files are inputs of their own."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extraction.compound import Compound
from auditor.extraction.interface import Source, document
from auditor.extraction.outlook.message import Message
from auditor.model.correspondence import OUTLOOK_LETTER
from auditor.model.document import Document, Unreadable
from auditor.model.enclosed import Enclosed


def read(source: Source) -> Document | Unreadable:
    """Return the head and the words of a letter."""
    message = Message(Compound(source.data))
    letter = message.letter()
    reason = "encrypted" if message.encrypted else message.reason
    return document(source, OUTLOOK_LETTER, letter.blocks(), letter.signs, reason)


def enclosed(source: Source) -> Iterator[Enclosed]:
    """Return the files that come with a letter."""
    yield from Message(Compound(source.data)).files()
