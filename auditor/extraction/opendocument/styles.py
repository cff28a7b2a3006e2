"""The styles of an OpenDocument text: what hides words, and how lists and headings are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.extraction.opendocument.parts import attribute, count, local
from auditor.extraction.wordml.numbering import DEEPEST, Level

_LONGEST_CHAIN = 20
_POINTS = re.compile(r"(\d{1,4}(?:\.\d+)?)pt")
_TINY = 2.0
"""Points: smaller text is not seen."""
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_RUSSIAN = {"а": "russianLower", "А": "russianUpper"}
OUTLINE = "outline"
"""The name under which the numbering of headings is kept among the lists."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says about words, with what it takes over from its base."""

    hidden: bool = False
    white: bool = False
    grounded: bool = False


def styles_of(roots: Iterable[Any]) -> Mapping[str, Style]:
    """Return the styles of paragraphs and words by name; those of the first root win."""
    elements: dict[str, Any] = {}
    for root in roots:
        for element in root.iter("{*}style"):
            if attribute(element, "family") in {"paragraph", "text"}:
                elements.setdefault(attribute(element, "name") or "", element)
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: Mapping[str, Any]) -> Style:
    found: dict[str, str] = {}
    current = name
    for _step in range(_LONGEST_CHAIN):
        if current not in elements:
            break
        for properties in elements[current]:
            for key in ("display", "color", "font-size", "background-color"):
                value = attribute(properties, key)
                if value is not None and local(properties) in {"text-properties", "paragraph-properties"}:
                    found.setdefault(key, value)
        current = attribute(elements[current], "parent-style-name") or ""
    size = _POINTS.match(found.get("font-size", ""))
    tiny = size is not None and float(size[1]) <= _TINY
    return Style(
        hidden=found.get("display") == "none" or tiny,
        white=found.get("color", "").lower() == "#ffffff",
        grounded=found.get("background-color", "transparent") != "transparent",
    )


def lists_of(roots: Iterable[Any]) -> dict[str, dict[int, Level]]:
    """Return the levels of each list by the name of its style, and those of the headings."""
    lists: dict[str, dict[int, Level]] = {}
    for root in roots:
        for element in root.iter("{*}list-style", "{*}outline-style"):
            name = OUTLINE if local(element) == "outline-style" else attribute(element, "name") or ""
            lists.setdefault(name, dict(_levels(element)))
    return lists


def _levels(element: Any) -> Iterable[tuple[int, Level]]:
    for level in element:
        number = count(level, "level", DEEPEST)
        if "bullet" in local(level) or "image" in local(level):
            yield number - 1, Level(form="bullet")
        else:
            yield number - 1, _level(level, number)


def _level(element: Any, number: int) -> Level:
    stated = attribute(element, "num-format") or ""
    shown = min(count(element, "display-levels", DEEPEST), number)
    pattern = ".".join(f"%{depth}" for depth in range(number - shown + 1, number + 1))
    prefix, suffix = (attribute(element, name) or "" for name in ("num-prefix", "num-suffix"))
    return Level(
        start=count(element, "start-value", 999_999),
        form=_FORMS.get(stated) or _RUSSIAN.get(stated[:1]) or ("none" if not stated else "decimal"),
        text=f"{prefix[:20]}{pattern}{suffix[:20]}",
    )
