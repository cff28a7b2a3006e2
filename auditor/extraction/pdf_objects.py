"""What a page of a PDF is drawn with: runs of text, pictures and paths, each with its kind and its place."""

from __future__ import annotations

from ctypes import byref, c_float
from typing import Any, NamedTuple

from pypdfium2 import raw

_MOST_OBJECTS = 3_000
"""Objects of a page that are looked at."""

PageObject = tuple[Any, int]
"""A handle of pdfium and the kind of object, ``raw.FPDF_PAGEOBJ_...``."""


class Area(NamedTuple):
    """A rectangle in the page's own points."""

    left: float
    bottom: float
    right: float
    top: float

    def holds_middle_of(self, other: Area) -> bool:
        """Return whether the middle of another rectangle lies in this one."""
        across, up = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= across <= self.right and self.bottom <= up <= self.top

    def touches(self, other: Area) -> bool:
        """Return whether two rectangles share a point."""
        beside = self.right < other.left or self.left > other.right
        return not (beside or self.top < other.bottom or self.bottom > other.top)


def objects_of(page: Any) -> list[PageObject]:
    """Return the objects of a page in the order in which they are drawn."""
    handle = page.raw
    items = [raw.FPDFPage_GetObject(handle, n) for n in range(min(raw.FPDFPage_CountObjects(handle), _MOST_OBJECTS))]
    return [(item, raw.FPDFPageObj_GetType(item)) for item in items]


def area_of(item: Any) -> Area | None:
    """Return the place of an object; None where pdfium tells none."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    return Area(left.value, bottom.value, right.value, top.value)
