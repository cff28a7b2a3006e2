"""Chats that WhatsApp exported as text: ``_chat.txt`` of an iPhone, «Чат WhatsApp с ….txt» of Android."""

from __future__ import annotations

from auditor.extraction.chats.messages import blocks_of, numbered
from auditor.extraction.chats.whatsapp import messages_of
from auditor.extraction.encoding import decode
from auditor.extraction.interface import Source, document
from auditor.model.correspondence import WHATSAPP_CHAT
from auditor.model.document import Document, Unreadable


def read(source: Source) -> Document | Unreadable:
    """Return the messages of a chat."""
    text, whole = decode(source.data)
    blocks = numbered(list(blocks_of("", messages_of(text.lstrip("\ufeff")))))
    return document(source, WHATSAPP_CHAT, blocks, reason=None if whole else "truncated")
