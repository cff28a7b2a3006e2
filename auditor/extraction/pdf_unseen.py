"""Words of a PDF that nobody sees on its page: without ink, white on white, tiny, or beside the paper.

The words that a scanner lays without ink over its picture are seen in the picture, and count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_int, c_uint, c_void_p, cast
from typing import Any

from pypdfium2 import raw

from auditor.extraction.pdf_objects import Area, PageObject, area_of

_LOWEST = 1.5
"""Points: words lower than this are no footnote any more."""
_WIDEST_SIGN = 3.0
"""Points: dots and dashes are as low, but narrower than a word."""
_LIGHT = 250
"""Of 255: from here a colour is taken for the paper's own white."""
_GROUND = 240
"""Below this a surface is dark enough for white words to be seen on it."""
_FAINT = 10
"""Of 255: below this ink lets everything through."""
_WITHOUT_INK = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
_FILLED = {raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP}


def unseen(page: Any, objects: Sequence[PageObject], textpage: Any) -> list[tuple[int, int]]:
    """Return the ranges of a page's text that its reader does not see, in order; mostly none."""
    paper = Area(*page.get_mediabox())
    suspects = [item for item, kind in objects if kind == raw.FPDF_PAGEOBJ_TEXT and _may_be_unseen(item, paper)]
    if not suspects:
        return []
    grounds = list(_grounds(objects))
    hidden = {_address(item) for item in suspects if not _is_seen_after_all(item, grounds)}
    return _ranges(textpage, hidden) if hidden else []


def _address(item: Any) -> int | None:
    return cast(item, c_void_p).value


def _may_be_unseen(item: Any, paper: Area) -> bool:
    area = area_of(item)
    if area is None:
        return False
    low = area.top - area.bottom < _LOWEST < _WIDEST_SIGN < area.right - area.left
    return low or not area.touches(paper) or _is_pale(item)


def _is_pale(item: Any) -> bool:
    """Return whether words are written without ink or in white."""
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    if mode not in _FILLED:
        return mode in _WITHOUT_INK
    red, green, blue, cover = _colour(item)
    return cover < _FAINT or min(red, green, blue) >= _LIGHT


def _is_seen_after_all(item: Any, grounds: Sequence[tuple[Area, bool]]) -> bool:
    """Return whether words without ink stand on a picture, or white ones on a dark ground."""
    area = area_of(item)
    if area is None:
        return True
    under = [picture for ground, picture in grounds if ground.holds_middle_of(area)]
    if _is_without_ink(item):
        return any(under)
    return _is_white(item) and bool(under)


def _is_without_ink(item: Any) -> bool:
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    return mode in _WITHOUT_INK or (mode in _FILLED and _colour(item)[3] < _FAINT)


def _is_white(item: Any) -> bool:
    return raw.FPDFTextObj_GetTextRenderMode(item) in _FILLED and min(_colour(item)[:3]) >= _LIGHT


def _colour(item: Any) -> tuple[int, int, int, int]:
    """Return red, green, blue and how much a fill covers, each 0 to 255; black where nothing is said."""
    red, green, blue, cover = c_uint(), c_uint(), c_uint(), c_uint()
    if not raw.FPDFPageObj_GetFillColor(item, byref(red), byref(green), byref(blue), byref(cover)):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, cover.value


def _grounds(objects: Sequence[PageObject]) -> Iterator[tuple[Area, bool]]:
    """Yield the surfaces that are not white, each with whether it is a picture, where words may be drawn as well."""
    for item, kind in objects:
        area = area_of(item) if kind != raw.FPDF_PAGEOBJ_TEXT else None
        if area is None:
            continue
        if kind != raw.FPDF_PAGEOBJ_PATH:
            yield area, kind != raw.FPDF_PAGEOBJ_SHADING
        elif _is_filled(item) and min(_colour(item)[:3]) < _GROUND:
            yield area, False


def _is_filled(path: Any) -> bool:
    filled, stroked = c_int(), c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, byref(filled), byref(stroked))) and filled.value != 0


def _ranges(textpage: Any, hidden: set[int | None]) -> list[tuple[int, int]]:
    """Return where in the text of a page the characters of some objects stand."""
    ranges: list[tuple[int, int]] = []
    for char in range(textpage.count_chars()):
        item = raw.FPDFText_GetTextObject(textpage, char)
        if not item or _address(item) not in hidden:
            continue
        at = raw.FPDFText_GetTextIndexFromCharIndex(textpage, char)
        if at < 0:
            continue
        if ranges and at <= ranges[-1][1] + 1:  # a space between two words belongs to neither
            ranges[-1] = ranges[-1][0], at + 1
        else:
            ranges.append((at, at + 1))
    return ranges
