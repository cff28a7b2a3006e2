"""The style sheet of a Word file: headings, hidden text and lists that a style brings with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.extraction.oldword.formats import changes
from auditor.extraction.oldword.header import Header

_STYLES = 1
_PARAGRAPH, _CHARACTER = 1, 2
_HEADINGS = range(1, 10)
"""Numbers of the built-in styles «Heading 1» to «Heading 9»."""
_MOST = 4_000
_LONGEST_CHAIN = 20
VANISH, ILVL, ILFO, OUTLINE = 0x083C, 0x260A, 0x460B, 0x2640


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it takes over from its base."""

    heading: int | None = None
    list: int | None = None
    level: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Raw:
    built_in: int
    base: int
    paragraph: bytes
    characters: bytes


def styles_of(header: Header) -> Mapping[int, Style]:
    """Return the styles by number."""
    raw = dict(_raw_styles(header.part(_STYLES)))
    return {number: _style(number, raw) for number in raw}


def _raw_styles(data: bytes) -> list[tuple[int, _Raw]]:
    head = int.from_bytes(data[:2], "little")
    count, fixed = (int.from_bytes(data[at : at + 2], "little") for at in (2, 4))
    at, found = 2 + head, []
    for number in range(min(count, _MOST)):
        size = int.from_bytes(data[at : at + 2], "little")
        if size:
            found.append((number, _raw_style(data[at + 2 : at + 2 + size], fixed)))
        at += 2 + size + size % 2
    return found


def _raw_style(data: bytes, fixed: int) -> _Raw:
    first, second, third = (int.from_bytes(data[at : at + 2], "little") for at in (0, 2, 4))
    kind, base = second & 0xF, second >> 4
    at = fixed + 2 + 2 * int.from_bytes(data[fixed : fixed + 2], "little") + 2
    lists = []
    for _number in range(min(third & 0xF, 4)):
        size = int.from_bytes(data[at : at + 2], "little")
        lists.append(data[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    lists += [b"", b""]
    if kind == _PARAGRAPH:
        return _Raw(first & 0xFFF, base, lists[0][2:], lists[1])
    return _Raw(first & 0xFFF, base, b"", lists[0] if kind == _CHARACTER else b"")


def _style(number: int, raw: Mapping[int, _Raw]) -> Style:
    heading: int | None = None
    found: dict[int, int] = {}
    current, left = number, _LONGEST_CHAIN
    while current in raw and left:
        style = raw[current]
        if heading is None and style.built_in in _HEADINGS:
            heading = style.built_in
        for change in (*changes(style.paragraph), *changes(style.characters)):
            found.setdefault(change.code, change.number)
        current, left = style.base, left - 1
    if heading is None and found.get(OUTLINE, 9) < 9:
        heading = found[OUTLINE] + 1
    return Style(heading, found.get(ILFO), found.get(ILVL), found.get(VANISH) == 1)
