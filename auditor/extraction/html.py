"""HTML, XHTML and pages saved as one MIME file."""

from __future__ import annotations

from auditor.extraction.interface import Source, UnreadableError, document
from auditor.extraction.mail.mime import leaves, parsed
from auditor.extraction.page import page_text, written
from auditor.model.document import Document, Unreadable

_MEDIA = "text/html"
_HEAD = 4_096
_MOST_PARTS = 1_000


def read(source: Source) -> Document | Unreadable:
    """Return the blocks of a page; what its marks hide is kept apart."""
    text, whole = _text(source.data)
    page = written(text)
    return document(source, _MEDIA, page.blocks, page.signs, None if whole else "truncated")


def _text(data: bytes) -> tuple[str, bool]:
    """Return the text of a page, taken out of its MIME file where it stands in one."""
    if data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"\0" in data[:_HEAD]:
        return page_text(data, None)
    message = parsed(data)
    for number, part in enumerate(leaves(message)):
        if part.kind in {"text/html", "application/xhtml+xml"}:
            content = part.content()[0]
            if content.strip():
                return page_text(content, part.charset)
        if number > _MOST_PARTS:
            break
    if message.children or message.headers.has("content-type"):
        raise UnreadableError("empty")
    return page_text(data, None)
