"""What a paragraph's style says: its list, its heading level, whether its text is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from auditor.extraction.wordml.names import attribute, child, is_on, local, value

_HEADING = re.compile(r"(?:heading|заголовок)\s*([1-9])", re.IGNORECASE)
_LONGEST_CHAIN = 20
"""Styles based on one another: longer chains are loops."""


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph or character style with what it takes over from its base."""

    heading: int | None = None
    """Level of a heading, from 1."""
    list: str | None = None
    level: int | None = None
    hidden: bool = False


def styles_of(root: Any | None) -> dict[str, Style]:
    """Return the styles of ``styles.xml`` by id."""
    if root is None:
        return {}
    elements = {attribute(e, "styleId") or "": e for e in root if local(e) == "style"}
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: dict[str, Any]) -> Style:
    heading: int | None = None
    number: str | None = None
    level: int | None = None
    hidden: bool | None = None
    for element in _chain(name, elements):
        heading = heading or _heading(element)
        number = number or value(element, "pPr", "numPr", "numId")
        found = value(element, "pPr", "numPr", "ilvl")
        level = level if level is not None else (int(found) if found and found.isdigit() else None)
        properties = child(element, "rPr")
        if hidden is None and properties is not None:
            hidden = is_on(properties, "vanish")
    return Style(heading, number, level, bool(hidden))


def _chain(name: str, elements: dict[str, Any]) -> list[Any]:
    chain: list[Any] = []
    current: str | None = name
    while current in elements and len(chain) < _LONGEST_CHAIN:
        chain.append(elements[current])
        current = value(elements[current], "basedOn")
    return chain


def _heading(element: Any) -> int | None:
    named = _HEADING.match(value(element, "name") or "")
    if named:
        return int(named[1])
    outline = value(element, "pPr", "outlineLvl")
    return int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else None
