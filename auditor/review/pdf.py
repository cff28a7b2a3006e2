"""The contract given back as PDF: highlights with notes on the words, and a cover that lists what is missing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from auditor.extraction.interface import clean
from auditor.extraction.pdf_words import Rectangle, rectangles
from auditor.model.document import Document
from auditor.model.finding import Evidence
from auditor.model.signing import Answer, Verdict
from auditor.model.text import Language
from auditor.review.cover import cover_pages
from auditor.review.remarks import Remark, gravest_first
from auditor.review.telling import told

_COLOURS = {
    Answer.NO: (1.0, 0.62, 0.58), Answer.CANNOT_TELL: (0.85, 0.75, 1.0), Answer.CHANGES: (1.0, 0.9, 0.4),
    Answer.YES: (0.72, 0.87, 1.0),
}  # fmt: skip
_PRINTED = 4
"""The flag of an annotation that is printed with its page (ISO 32000-2, 12.5.3)."""


@dataclass(frozen=True, slots=True)
class AnnotatedPdf:
    """A contract given back, with how many of its findings are marked."""

    data: bytes
    noted: int
    """Places of findings that are highlighted."""
    elsewhere: int
    """Places whose words were not found on their page: the note stands at its edge."""


def annotate(
    data: bytes,
    document: Document,
    remarks: Sequence[Remark],
    verdict: Verdict,
    language: Language,
    signed: tuple[str, str],
) -> AnnotatedPdf | None:
    """Return a PDF with remarks, ``signed`` by author and date; None where it cannot be opened for writing."""
    try:
        file = pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError:
        return None
    with file:
        places = _by_place(remarks, document)
        wanted = {at: (place.page, place.quote) for at, (place, _) in enumerate(places)}
        found = rectangles(data, wanted)
        for at, (place, about) in enumerate(places):
            page, marks = found.get(at, (place.page or 1, []))
            _add(file, page, _note(file, page, marks or _of_box(file, place), about, language, signed))
        _put_before(file, cover_pages(remarks, verdict, document.path, language))
        held = io.BytesIO()
        file.save(held, deterministic_id=True)
    return AnnotatedPdf(held.getvalue(), len(found), len(places) - len(found))


def _by_place(remarks: Sequence[Remark], document: Document) -> list[tuple[Evidence, list[Remark]]]:
    """Return each place with all remarks about it, the gravest first: one highlight does not hide another."""
    told: dict[tuple[int | None, int | None], tuple[Evidence, list[Remark]]] = {}
    for remark in gravest_first(remarks):
        for place in _places(remark, document):
            told.setdefault((place.start, place.end), (place, []))[1].append(remark)
    return list(told.values())


def _places(remark: Remark, document: Document) -> list[Evidence]:
    """Return the evidence of the places that a remark is about."""
    spans = set(remark.spans)
    own = [e for e in remark.finding.evidence if e.path == document.path and (e.start, e.end) in spans]
    return list({(e.start, e.end): e for e in own}.values())


def _of_box(file: pikepdf.Pdf, place: Evidence) -> list[Rectangle]:
    """Return the place of a paragraph as the reader measured it, from the upper left corner of the page."""
    if place.box is None or not place.page or place.page > len(file.pages):
        return []
    left, top, right, bottom = place.box
    x, _, _, height = (float(each) for each in file.pages[place.page - 1].cropbox)
    return [(x + left, height - bottom, x + right, height - top)]


def _note(
    file: pikepdf.Pdf, page: int, marks: Sequence[Rectangle], about: Sequence[Remark], language: Language,
    signed: tuple[str, str],
) -> Dictionary:  # fmt: skip
    tellings = [told(remark, language) for remark in about]
    colour = _COLOURS[about[0].effect]
    author, date = signed
    common: dict[str, Any] = {
        "Type": Name.Annot,
        "Contents": String(clean("\n\n".join("\n".join(telling.lines) for telling in tellings))),
        "T": String(f"{author}: {tellings[0].title}"),
        "M": String("D:" + "".join(sign for sign in date if sign.isdigit()) + "Z"),
        "C": Array(colour),
        "F": _PRINTED,
    }
    if not marks:
        x, _, _, height = (float(each) for each in file.pages[min(page, len(file.pages)) - 1].cropbox)
        corner = Array([x + 8, height - 28, x + 28, height - 8])
        return Dictionary(**common, Subtype=Name.Text, Rect=corner, Name=Name.Note)
    return Dictionary(
        **common,
        Subtype=Name.Highlight,
        Rect=Array(_around(marks)),
        QuadPoints=Array([point for mark in marks for point in _quad(mark)]),
        AP=Dictionary(N=_appearance(file, marks, colour)),
    )


def _around(marks: Sequence[Rectangle]) -> list[float]:
    lefts, bottoms, rights, tops = zip(*marks, strict=True)
    return [min(lefts), min(bottoms), max(rights), max(tops)]


def _quad(mark: Rectangle) -> list[float]:
    left, bottom, right, top = mark
    return [left, top, right, top, left, bottom, right, bottom]


def _appearance(file: pikepdf.Pdf, marks: Sequence[Rectangle], colour: tuple[float, float, float]) -> Any:
    """Return how a highlight looks: some programs draw none of their own."""
    boxes = "".join(f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re f\n"
                    for left, bottom, right, top in marks)  # fmt: skip
    content = f"/G gs {colour[0]} {colour[1]} {colour[2]} rg\n{boxes}"
    states = Dictionary(G=Dictionary(Type=Name.ExtGState, BM=Name.Multiply))
    return pikepdf.Stream(
        file, content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array(_around(marks)),
        Resources=Dictionary(ExtGState=states),
    )  # fmt: skip


def _add(file: pikepdf.Pdf, page: int, note: Dictionary) -> None:
    target = file.pages[min(max(page, 1), len(file.pages)) - 1]
    if Name.Annots not in target.obj:
        target.obj.Annots = Array()
    target.obj.Annots.append(file.make_indirect(note))


def _put_before(file: pikepdf.Pdf, cover: bytes) -> None:
    """Put the cover before the first page; page labels keep belonging to their pages."""
    with pikepdf.open(io.BytesIO(cover)) as pages:
        count = len(pages.pages)
        for at, page in enumerate(pages.pages):
            file.pages.insert(at, page)
    labels = file.Root.get("/PageLabels")
    if labels is not None and "/Nums" in labels:
        numbers = list(labels.Nums)
        moved = [each + count if at % 2 == 0 else each for at, each in enumerate(numbers)]
        labels.Nums = Array([0, Dictionary(S=Name.r), *moved])
