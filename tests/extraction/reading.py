"""How the tests of readers ask for a document."""

from __future__ import annotations

from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.model.document import BlockKind, Document, Unreadable


def source(data: bytes, label: str = "file") -> Source:
    return Source(label, data, "0" * 64, len(data))


def document(data: bytes, label: str = "file") -> Document:
    """Return what is read of a file that can be read."""
    found = extract(source(data, label))
    assert isinstance(found, Document), found
    return found


def refusal(data: bytes, label: str = "file") -> str:
    """Return why a file is not read."""
    found = extract(source(data, label))
    assert isinstance(found, Unreadable), found
    return found.reason


def texts(found: Document, kind: BlockKind | None = None) -> list[str]:
    return [block.text for block in found.blocks if kind is None or block.kind is kind]


def places(found: Document) -> dict[str | None, str]:
    """Return the text of each block by the cell it stands in."""
    return {block.location.cell: block.text for block in found.blocks}


def sign_kinds(found: Document) -> set[str]:
    return {sign.kind for sign in found.signs}
