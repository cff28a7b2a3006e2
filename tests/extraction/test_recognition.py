"""Pictures of text are read by the real recogniser; what cannot be read is named."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from auditor.extraction import recognition
from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.model.document import Document, Unreadable
from auditor.pipeline import demo_folder

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LINES = ("ДОГОВОР № 17", "Исполнитель обязуется оказать услуги,", "а Заказчик обязуется их оплатить.", "Price: 500 EUR")


def source(data: bytes, *, ocr: bool = True, label: str = "scan") -> Source:
    return Source(label, data, hashlib.sha256(data).hexdigest(), len(data), ocr=ocr)


def page(*lines: str, size: int = 44) -> Image.Image:
    picture = Image.new("L", (1654, 900), 255)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((120, 120 + 90 * number), line, fill=0, font=ImageFont.truetype(str(FONT), size))
    return picture


def saved(*pages: Image.Image, form: str) -> bytes:
    held = io.BytesIO()
    more = {"save_all": True, "append_images": list(pages[1:])} if len(pages) > 1 else {}
    pages[0].save(held, form, dpi=(200, 200), **more)
    return held.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "PDF"])
def test_a_scan_in_any_form_gives_its_words_with_page_and_confidence(form: str) -> None:
    document = extract(source(saved(page(*LINES), form=form)))
    assert isinstance(document, Document)
    assert "Исполнитель обязуется оказать услуги" in document.text
    assert "500 EUR" in document.text
    assert document.coverage.recognised[1] > recognition.LEAST_CONFIDENCE
    assert document.coverage.pages_unread == ()


@pytest.mark.parametrize("form", ["TIFF", "PDF"])
def test_every_page_of_a_scan_is_read(form: str) -> None:
    document = extract(source(saved(page("Первая страница договора"), page("Вторая страница договора"), form=form)))
    assert isinstance(document, Document)
    assert {block.location.page for block in document.blocks} == {1, 2}
    assert "Вторая страница" in document.text


def test_without_recognition_a_scan_is_not_read_and_says_so() -> None:
    for form in ("PNG", "PDF"):
        found = extract(source(saved(page(*LINES), form=form), ocr=False))
        assert isinstance(found, Unreadable)
        assert found.reason == "no_text_layer"


def test_a_scan_too_poor_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "LEAST_CONFIDENCE", 101)
    for form in ("PNG", "PDF"):
        found = extract(source(saved(page(*LINES), form=form)))
        assert isinstance(found, Unreadable)
        assert found.reason == "poor_scan"


def test_an_empty_picture_holds_no_text() -> None:
    found = extract(source(saved(Image.new("L", (800, 600), 255), form="PNG")))
    assert isinstance(found, Unreadable)
    assert found.reason == "empty"


def test_a_picture_that_says_it_is_huge_is_refused() -> None:
    held = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(held, "PNG")
    found = extract(source(held.getvalue()))
    assert isinstance(found, Unreadable)


def test_the_scan_of_the_sample_portfolio_is_read() -> None:
    document = extract(source((demo_folder() / "09-skan-akta.pdf").read_bytes()))
    assert isinstance(document, Document)
    assert document.coverage.recognised.keys() == {1}


def test_a_sign_of_life_is_given_while_a_page_is_recognised_and_tells_of_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognition, "_BETWEEN_BEATS", 0.05)
    told: list[int] = []
    data = saved(*[page(*LINES)] * 3, form="PDF")
    document = extract(Source("scan", data, "0" * 64, len(data), told.append, ocr=True))
    assert isinstance(document, Document)
    assert document.coverage.pages_unread == ()
    assert len(told) > 6  # more than once a page
    assert max(told) == 3 + 3 * recognition.PAGE_COST


@pytest.mark.parametrize("form", ["TIFF", "PDF"])
def test_pages_for_which_there_is_no_time_are_named_and_the_others_read(form: str) -> None:
    data = saved(*[page(*LINES)] * 6, form=form)
    document = extract(Source("scan", data, "0" * 64, len(data), ocr=True, seconds=0.7))
    assert isinstance(document, Document)
    assert document.coverage.pages_unread
    assert "Исполнитель обязуется оказать услуги" in document.text
    assert document.reason == "limit_time"
