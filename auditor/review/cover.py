"""The cover of a PDF that is given back: the verdict, what is missing with the words to put in, what is marked."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from auditor.extraction.interface import clean
from auditor.fonts import plain_and_bold
from auditor.model.signing import Verdict
from auditor.model.text import Language, Text
from auditor.review.remarks import Remark, gravest_first
from auditor.review.telling import headline, law_of
from auditor.review.words import ANSWERS, APPROVERS, NOBODY

_TITLE = Text("Проверка договора перед подписанием", "Review of a contract before it is signed")
_MISSING = Text("Чего нет в договоре", "What the contract lacks")
_MARKED = Text("Что отмечено в тексте", "What is marked in the text")
_PAGE = Text("стр. {page}", "p. {page}")


def cover_pages(remarks: Sequence[Remark], verdict: Verdict, name: str, language: Language) -> bytes:
    """Return the pages of the cover as a PDF; OutputError where the system has no font with Russian letters."""
    regular, bold = plain_and_bold()
    held = io.BytesIO()
    sheet = SimpleDocTemplate(
        held, pagesize=A4, leftMargin=56, rightMargin=56, topMargin=56, bottomMargin=56, invariant=1,
        title=clean(name), author="auditor",
    )  # fmt: skip
    sheet.build(list(_flow(remarks, verdict, name, language, _Styles(regular, bold))))
    return held.getvalue()


class _Styles:
    def __init__(self, regular: str, bold: str) -> None:
        self.title = ParagraphStyle("title", fontName=bold, fontSize=16, leading=21, spaceAfter=4)
        self.head = ParagraphStyle("head", fontName=bold, fontSize=12, leading=16, spaceBefore=12, spaceAfter=4)
        self.strong = ParagraphStyle("strong", fontName=bold, fontSize=9.5, leading=13, spaceBefore=6)
        self.plain = ParagraphStyle("plain", fontName=regular, fontSize=9.5, leading=13)
        self.clause = ParagraphStyle("clause", parent=self.plain, leftIndent=14)
        self.dim = ParagraphStyle("dim", parent=self.clause, textColor=HexColor("#666666"), fontSize=8.5, leading=12)


def _flow(remarks: Sequence[Remark], verdict: Verdict, name: str, language: Language, styles: _Styles) -> Iterator[Any]:
    yield _line(_TITLE.in_language(language), styles.title)
    yield _line(name, styles.dim)
    yield Spacer(1, 8)
    yield _line(ANSWERS[verdict.answer].in_language(language), styles.head)
    if verdict.approvers:
        who = ", ".join(each.in_language(language) for each in verdict.approvers)
        yield _line(APPROVERS.in_language(language).format(who=who), styles.plain)
    if verdict.final:
        yield _line(NOBODY.in_language(language), styles.plain)
    for reason in verdict.reasons:
        yield _line(reason.in_language(language), styles.plain)
    yield from _missing([remark for remark in remarks if not remark.spans], language, styles)
    yield from _marked([remark for remark in remarks if remark.spans], language, styles)


def _missing(remarks: Sequence[Remark], language: Language, styles: _Styles) -> Iterator[Any]:
    if not remarks:
        return
    yield _line(f"{_MISSING.in_language(language)} ({len(remarks)})", styles.head)
    for number, remark in enumerate(gravest_first(remarks), 1):
        yield _line(f"{number}. {headline(remark, language)}", styles.strong)
        if remark.words:
            yield _line(f"«{remark.words}»", styles.clause)
        law = law_of(remark, language)
        if law:
            yield _line(law, styles.dim)


def _marked(remarks: Sequence[Remark], language: Language, styles: _Styles) -> Iterator[Any]:
    if not remarks:
        return
    yield _line(f"{_MARKED.in_language(language)} ({len(remarks)})", styles.head)
    for number, remark in enumerate(gravest_first(remarks), 1):
        page = next((e.page for e in remark.finding.evidence if e.page), None)
        place = f" ({_PAGE.in_language(language).format(page=page)})" if page else ""
        yield _line(f"{number}. {headline(remark, language)}{place}", styles.plain)


def _line(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(clean(words)), style)
