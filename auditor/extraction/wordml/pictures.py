"""Pictures in a Word file: a signature or a stamp may be one."""

from __future__ import annotations

from typing import Any

from auditor.extraction.wordml.names import local

_PICTURES = frozenset({"pic", "imagedata", "OLEObject", "inkPicture", "contentPart"})
_UNSIGNED = "signatureline"
"""The picture of a signature line that nobody signed: the signature itself is a part of the package."""


def has_picture(paragraph: Any) -> bool:
    """Return whether a paragraph shows a picture or an ink drawing, one within a table or text box aside."""
    names = {local(element) for element in paragraph.iter()}
    return bool(names & _PICTURES) and _UNSIGNED not in names and "txbxContent" not in names
