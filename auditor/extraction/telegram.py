"""Chats that Telegram Desktop exported: ``result.json`` and ``messages.html``."""

from __future__ import annotations

from auditor.extraction.chats.messages import blocks_of, numbered
from auditor.extraction.chats.telegram import chats_in, page_messages
from auditor.extraction.encoding import decode
from auditor.extraction.interface import Source, document
from auditor.extraction.page import page_text
from auditor.extraction.records import refuse_deep, values
from auditor.extraction.safe_xml import parse_html
from auditor.model.correspondence import TELEGRAM_PAGE, TELEGRAM_RECORDS
from auditor.model.document import Block, Document, Unreadable


def read(source: Source) -> Document | Unreadable:
    """Return the messages of a chat, or of all chats of an account."""
    if source.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _of_page(source)
    text, whole = decode(source.data)
    text = text.lstrip("\ufeff")
    refuse_deep(text)
    blocks: list[Block] = []
    for value in values(text):
        for title, messages in chats_in(value):
            blocks += blocks_of(title, messages)
    return document(source, TELEGRAM_RECORDS, numbered(blocks), reason=None if whole else "truncated")


def _of_page(source: Source) -> Document | Unreadable:
    text, whole = page_text(source.data, None)
    root = parse_html(text)
    title, messages = page_messages(root) if root is not None else ("", [])
    blocks = numbered(list(blocks_of(title, messages)))
    return document(source, TELEGRAM_PAGE, blocks, reason=None if whole else "truncated")
