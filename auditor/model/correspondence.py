"""Media types of letters and chats."""

from __future__ import annotations

LETTER = "message/rfc822"
OUTLOOK_LETTER = "application/vnd.ms-outlook"
MAILBOX = "application/mbox"
TELEGRAM_RECORDS = "application/json; profile=telegram"
TELEGRAM_PAGE = "text/html; profile=telegram"
WHATSAPP_CHAT = "text/plain; profile=whatsapp"

LETTERS = frozenset({LETTER, OUTLOOK_LETTER})
"""Types of which a file is one letter, with a sender and a subject."""
CORRESPONDENCE = LETTERS | {MAILBOX, TELEGRAM_RECORDS, TELEGRAM_PAGE, WHATSAPP_CHAT}
"""Types that hold what people wrote to each other."""
