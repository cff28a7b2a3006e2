"""All detectors in a fixed order, and what becomes of their findings on pages that were recognised from a scan."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from auditor.facts.defects import (
    amounts,
    changes,
    dates,
    disguise,
    parties,
    placeholders,
    references,
    signatures,
    totals,
    unread,
)
from auditor.facts.defects.reading import Reading
from auditor.model.document import Document
from auditor.model.fact import Defect
from auditor.model.text import Text

Detector = Callable[[Reading], Iterator[Defect]]

DETECTORS: tuple[Detector, ...] = (
    placeholders.find,
    references.find,
    amounts.find,
    totals.find,
    dates.find,
    parties.find,
    changes.find,
    signatures.find,
    disguise.find,
    unread.find,
)
"""One for each kind of defect."""
_OF_WORDS = frozenset({"placeholder", "cross_reference", "amount_words", "totals", "dates", "parties"})
"""Kinds that rest on letters and digits, which recognition may misread."""


def defects_of(reading: Reading) -> Mapping[str, tuple[Defect, ...]]:
    """Return what is wrong with a document itself, by kind, in order of place."""
    found = [defect for find in DETECTORS for defect in find(reading)]
    kept: dict[str, list[Defect]] = {}
    for defect in _as_recognised(found, reading.document):
        kept.setdefault(defect.kind, []).append(defect)
    return {kind: tuple(sorted(defects, key=_place)) for kind, defects in kept.items()}


def _place(defect: Defect) -> tuple[int, int]:
    return defect.span or (0, 0)


def _as_recognised(defects: Iterable[Defect], document: Document) -> Iterator[Defect]:
    """Yield the defects; those on pages that were recognised are doubtful, and letters there prove nothing."""
    pages = document.coverage.recognised
    for defect in defects:
        if not pages or defect.span is None or _page_of(defect, document) not in pages:
            yield defect
        elif defect.kind in _OF_WORDS:
            message = Text(f"{defect.message.ru} {_FROM_SCAN.ru}", f"{defect.message.en} {_FROM_SCAN.en}")
            yield replace(defect, grade="unknown", message=message)
        elif defect.kind != "hidden_text":
            yield defect


_FROM_SCAN = Text(
    "Страница распознана со скана: сверьте с изображением.",
    "The page was recognised from a scan: compare it with the picture.",
)


def _page_of(defect: Defect, document: Document) -> int | None:
    start = defect.span[0] if defect.span else 0
    return document.blocks[max(0, bisect_right(document.starts, start) - 1)].location.page
