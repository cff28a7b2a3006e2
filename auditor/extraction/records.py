"""JSON to values: nothing is nested without end, numbers stay as they are written, no name is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from auditor.extraction.interface import UnreadableError

_DEEPEST = 100
"""Values within one another; deeper files are bombs."""


def refuse_deep(text: str) -> None:
    """Raise UnreadableError when brackets are nested too deeply; those within strings are not counted."""
    depth, quoted, at = 0, False, 0
    while at < len(text):
        sign = text[at]
        if sign == "\\" and quoted:
            at += 1
        elif sign == '"':
            quoted = not quoted
        elif not quoted:
            depth += (sign in "[{") - (sign in "]}")
            if depth > _DEEPEST:
                raise UnreadableError("limit_nesting")
        at += 1


def values(text: str) -> Iterator[Any]:
    """Return the values that stand one behind the other; numbers stay text, objects become pairs."""
    decoder = json.JSONDecoder(
        object_pairs_hook=Pairs, parse_int=str, parse_float=str, parse_constant=str, strict=False
    )
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError:
            raise UnreadableError("damaged") from None
        yield value
        while at < len(text) and text[at] in ", \t\r\n\x1e":
            at += 1


class Pairs(list[tuple[str, Any]]):
    """The pairs of an object in order; a name may stand twice."""
