"""Whether the lines drawn on a page may be a table: asked before a slow reader looks for its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.extraction.pdf_objects import Area

_THIN = 3.0
"""Points up to which a drawn rectangle is a line."""
_NEAR = 5.0
"""Points between lines that count as one, or as touching; the reader of cells allows three."""
_MOST = 600
"""Lines beyond which it is not looked how they meet: so many are a table, or the reader may find out."""
_LEAST = 3
"""Lines each way that two rows of two cells have."""


class Ruling(NamedTuple):
    """A horizontal or vertical line."""

    flat: bool
    at: float
    """Its height on the page, or its distance from the left edge."""
    first: float
    last: float


def may_be_table(areas: Iterable[Area]) -> bool:
    """Return whether lines and rectangles meet so that two rows of two cells lie between them."""
    rulings = [ruling for area in areas for ruling in _rulings(area)]
    if len(rulings) > _MOST:
        return True
    return any(_is_grid(group) for group in _groups(rulings))


def _rulings(area: Area) -> Iterator[Ruling]:
    """Yield the line that a drawn path is, or the sides of a rectangle."""
    width, height = area.right - area.left, area.top - area.bottom
    if height <= _THIN or width > _THIN:
        for at in {area.bottom, area.top} if height > _THIN else {area.bottom}:
            yield Ruling(flat=True, at=at, first=area.left, last=area.right)
    if width <= _THIN or height > _THIN:
        for at in {area.left, area.right} if width > _THIN else {area.left}:
            yield Ruling(flat=False, at=at, first=area.bottom, last=area.top)


def _groups(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Yield the lines that hang together."""
    left = set(range(len(rulings)))
    while left:
        waiting = [left.pop()]
        group = []
        while waiting:
            one = rulings[waiting.pop()]
            group.append(one)
            met = [at for at in left if _meet(one, rulings[at])]
            left.difference_update(met)
            waiting += met
        yield group


def _meet(one: Ruling, other: Ruling) -> bool:
    """Return whether two lines cross or touch."""
    if one.flat == other.flat:
        beside = one.first > other.last + _NEAR or other.first > one.last + _NEAR
        return abs(one.at - other.at) <= _NEAR and not beside
    return other.first - _NEAR <= one.at <= other.last + _NEAR and one.first - _NEAR <= other.at <= one.last + _NEAR


def _is_grid(group: Sequence[Ruling]) -> bool:
    return all(_apart(r.at for r in group if r.flat == flat) >= _LEAST for flat in (True, False))


def _apart(places: Iterable[float]) -> int:
    """Return how many places there are, those near each other as one."""
    count, last = 0, float("-inf")
    for place in sorted(places):
        if place - last > _NEAR:
            count, last = count + 1, place
    return count
