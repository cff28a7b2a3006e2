"""Words of a PDF that nobody sees are put apart; words that are seen, however they are drawn, count."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from auditor.extraction.interface import Source
from auditor.extraction.pdf import read
from auditor.model.document import APART, BlockKind, Document
from tests.extraction.test_pdf import font_path

PENALTY = "Пеня составляет 5 % за каждый день."
Draw = Callable[[Canvas], None]


def drawn(draw: Draw) -> Document:
    pdfmetrics.registerFont(TTFont("DejaVu", str(font_path())))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("DejaVu", 10)
    canvas.drawString(60, 780, "1. Исполнитель оказывает услуги по уборке помещений.")
    draw(canvas)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("DejaVu", 10)
    canvas.drawString(60, 500, "2. Заказчик оплачивает услуги за пять дней.")
    canvas.save()
    found = read(Source("a.pdf", buffer.getvalue(), "0" * 64, len(buffer.getvalue())))
    assert isinstance(found, Document)
    return found


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 700, PENALTY)


def without_ink(canvas: Canvas) -> None:
    words: Any = canvas.beginText(60, 700)
    words.setTextRenderMode(3)
    words.textLine(PENALTY)
    words.setTextRenderMode(0)
    canvas.drawText(words)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("DejaVu", 1)
    canvas.drawString(60, 700, PENALTY)


def beside_the_paper(canvas: Canvas) -> None:
    canvas.drawString(60, 1_200, PENALTY)


def let_through(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(0, 0, 0, 0.01)
    canvas.drawString(60, 700, PENALTY)
    canvas.restoreState()


@pytest.mark.parametrize("draw", [white, without_ink, tiny, beside_the_paper, let_through])
def test_words_that_are_not_seen_are_put_apart(draw: Draw) -> None:
    found = drawn(draw)
    assert [block.text for block in found.blocks if block.kind is BlockKind.HIDDEN] == [PENALTY]
    assert "Пеня" not in "".join(block.text for block in found.blocks if block.kind not in APART)
    assert any(block.text.startswith("2. Заказчик") for block in found.blocks)


def white_on_a_dark_bar(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.5)
    canvas.rect(50, 690, 400, 30, fill=1, stroke=0)
    white(canvas)


def under_its_picture(canvas: Canvas) -> None:
    canvas.drawInlineImage(Image.new("RGB", (60, 40), "gray"), 50, 690, 400, 30)
    without_ink(canvas)


def small_print(canvas: Canvas) -> None:
    canvas.setFont("DejaVu", 5)
    canvas.drawString(60, 700, PENALTY)


def grey(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.6, 0.6, 0.6)
    canvas.drawString(60, 700, PENALTY)


@pytest.mark.parametrize("draw", [white_on_a_dark_bar, under_its_picture, small_print, grey])
def test_words_that_are_seen_count(draw: Draw) -> None:
    found = drawn(draw)
    assert [block for block in found.blocks if block.kind is BlockKind.HIDDEN] == []
    assert "Пеня составляет 5 %" in "".join(block.text for block in found.blocks)
