"""Whether a text is a chat that a messenger exported."""

from __future__ import annotations

import re

from auditor.extraction.chats.whatsapp import begins_message

_RECORDS = re.compile(
    r"\"type\"\s*:\s*\"(?:personal_chat|bot_chat|saved_messages|replies|verification_codes|"
    r"(?:private|public)_(?:group|supergroup|channel))\""
)
_MESSAGES = re.compile(r"\"messages\"\s*:\s*\[")
_PAGE = re.compile(r"<div class=\"page_wrap\b.{0,4000}<div class=\"history\"", re.DOTALL)
_LEAST_MESSAGES = 2
_LINES = 40


def is_telegram(head: str) -> bool:
    """Return whether a text begins as what Telegram Desktop exports."""
    if head.startswith("{"):
        return bool(_RECORDS.search(head) and _MESSAGES.search(head))
    return bool(_PAGE.search(head))


def is_whatsapp(head: str) -> bool:
    """Return whether a text begins with messages of WhatsApp: the first line is one, and so are others."""
    lines = [line for line in head.splitlines() if line.strip()][:_LINES]
    if not lines or not begins_message(lines[0]):
        return False
    found = sum(map(begins_message, lines))
    return found >= min(_LEAST_MESSAGES, len(lines))
