"""A letter of Internet mail (RFC 5322, MIME): its head and its words; its files are inputs of their own."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extraction.interface import Source, document
from auditor.extraction.mail.contents import contents, files_of
from auditor.extraction.mail.message import letter_of
from auditor.extraction.mail.mime import parsed
from auditor.model.correspondence import LETTER
from auditor.model.document import Document, Unreadable
from auditor.model.enclosed import Enclosed


def read(source: Source) -> Document | Unreadable:
    """Return the head and the words of a letter."""
    letter, reason = letter_of(source.data)
    return document(source, LETTER, letter.blocks(), letter.signs, reason)


def enclosed(source: Source) -> Iterator[Enclosed]:
    """Return the files that come with a letter; UnreadableError where its parts are nested too deeply."""
    yield from files_of(contents(parsed(source.data)))
