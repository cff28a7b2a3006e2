"""RTF files."""

from __future__ import annotations

from auditor.extraction.interface import Source, document
from auditor.extraction.richtext.parser import rich_blocks
from auditor.model.document import Document, Unreadable

_MEDIA = "application/rtf"


def read(source: Source) -> Document | Unreadable:
    """Return the blocks of an RTF file; one whose groups are never closed was cut off, and is said to be."""
    blocks, signs, whole = rich_blocks(source.data)
    return document(source, _MEDIA, blocks, signs, None if whole else "part_damaged")
