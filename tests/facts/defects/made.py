"""Documents made here, in text, Word and PDF, and what the detectors say of them."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from auditor.desk import rulebook, rules_folder
from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.facts.defects.detect import defects_of
from auditor.facts.defects.reading import Reading
from auditor.facts.folding import fold
from auditor.facts.outline import outline_of
from auditor.facts.portrait.profile import profile_of
from auditor.facts.values import find_values
from auditor.model.document import APART, Document
from auditor.model.fact import Defect
from auditor.rulebook.portrait_words import load_portrait_words
from fixtures.demo.build import font_path

NS = nsdecls("w")
WORDS = load_portrait_words(rules_folder() / "lexicon" / "_portrait")
ABBREVIATIONS = rulebook(())[1].abbreviations


def read(data: bytes | str, name: str = "a.txt") -> Document:
    content = data.encode() if isinstance(data, str) else data
    found = extract(Source(name, content, "0" * 64, len(content)))
    assert isinstance(found, Document)
    return found


def of_document(document: Document) -> dict[str, tuple[Defect, ...]]:
    """What all detectors say of a document, without the topics, which they do not ask."""
    folded = fold(document.text)
    values = find_values(folded.text)
    profile = profile_of(document, folded, WORDS, values)
    starts, kinds = document.starts, [block.kind for block in document.blocks]
    kept = [v for v in values if kinds[bisect_right(starts, folded.to_original(v.start)) - 1] not in APART]
    return dict(defects_of(Reading(document, folded, outline_of(document, ABBREVIATIONS), profile, kept)))


def defects(kind: str, data: bytes | str, name: str = "a.txt") -> tuple[Defect, ...]:
    return of_document(read(data, name)).get(kind, ())


def grades(kind: str, data: bytes | str, name: str = "a.txt") -> list[str]:
    return [defect.grade for defect in defects(kind, data, name)]


def quotes(kind: str, data: bytes | str, name: str = "a.txt") -> list[str]:
    """The words that each defect shows, empty for one without a place."""
    text = read(data, name).text
    return [text[slice(*defect.span)] if defect.span else "" for defect in defects(kind, data, name)]


def word(*paragraphs: str, change: Callable[[Any], None] | None = None) -> bytes:
    """Return a Word file of paragraphs; ``change`` may do what it likes with the document before it is saved."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if change:
        change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_xml(xml: str) -> Callable[[Any], None]:
    """Return a change that puts a paragraph of XML after the first one."""

    def put(document: Any) -> None:
        document.element.body.insert(1, parse_xml(xml))

    return put


def ink() -> io.BytesIO:
    """Return a picture of a signature."""
    picture = Image.new("RGB", (180, 60), "white")
    ImageDraw.Draw(picture).line([(10, 40), (60, 10), (90, 50), (170, 20)], fill="blue", width=3)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def pdf(*lines: str, signed: tuple[float, ...] = (), comment: str = "", pictures: int = 0) -> bytes:
    """Return a PDF of lines; ``signed`` are heights at which a signature is drawn, ``pictures`` pages without text."""
    pdfmetrics.registerFont(TTFont("DejaVu", str(font_path())))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("DejaVu", 10)
    for row, line in enumerate(lines):
        canvas.drawString(60, 780 - 15 * row, line)
    for height in signed:
        canvas.drawInlineImage(Image.open(ink()), 200, height, 90, 30)
    if comment:
        canvas.textAnnotation(comment, Rect=[100, 700, 120, 720])
    canvas.showPage()
    for _ in range(pictures):
        canvas.drawInlineImage(Image.new("RGB", (60, 40), "gray"), 50, 300, 400, 300)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
