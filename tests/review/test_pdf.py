"""A PDF contract given back: highlights on the words, a cover before it, everything else as it was."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from auditor import fonts
from auditor.review.pdf import AnnotatedPdf
from tests.review.conftest import Reviewer

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LINES = [
    "ДОГОВОР бытового ремонта № 9", "г. Пермь, 12 января 2026 г.",
    "ООО «Кедр», именуемое «Исполнитель», и гражданка Зимина Ольга Ивановна,", "именуемая «Заказчик», для личных нужд, заключили Договор.",
    "1. Предмет", "1.1. Исполнитель обязуется отремонтировать холодильник Заказчика.",
    "2. Цена", "2.1. Цена ремонта 6 000 рублей, НДС не облагается.",
    "2.2. Предоплата при отказе Заказчика от ремонта возврату не подлежит.",
    "3. Споры", "3.1. Споры рассматриваются в суде по месту нахождения Исполнителя.",
]  # fmt: skip


@pytest.fixture
def contract() -> bytes:
    pdfmetrics.registerFont(TTFont("Test", str(FONT)))
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4)
    for page in (LINES[:8], LINES[8:]):
        canvas.setFont("Test", 11)
        for at, line in enumerate(page):
            canvas.drawString(60, 780 - 20 * at, line)
        canvas.bookmarkPage(f"page{len(page)}")
        canvas.addOutlineEntry(page[0], f"page{len(page)}")
        canvas.linkURL("https://example.org", (60, 20, 100, 30))
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def given_back(reviewed: Reviewer, data: bytes) -> AnnotatedPdf:
    made = reviewed(data, "contract.pdf").annotated_pdf()
    assert made is not None
    return made


def highlighted(data: bytes) -> dict[str, str]:
    """Return the words under each highlight with the note on them."""
    found = {}
    with pikepdf.open(io.BytesIO(data)) as file:
        pages = pypdfium2.PdfDocument(data)
        for number, page in enumerate(file.pages):
            text = pages[number].get_textpage()
            for note in page.obj.get("/Annots", []):
                if note.Subtype == "/Highlight":
                    left, bottom, right, top = (float(each) for each in note.Rect)
                    words = text.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
                    found[" ".join(words.split())] = str(note.Contents)
    return found


def test_highlights_stand_on_the_words_with_a_note(reviewed: Reviewer, contract: bytes) -> None:
    made = given_back(reviewed, contract)
    found = highlighted(made.data)
    assert made.elsewhere == 0
    assert made.noted == len(found) > 3
    assert "Договор наказывает потребителя за отказ" in found["2.2. " + LINES[8][5:]]
    assert "Предлагаемая редакция" in found["3.1. " + LINES[10][5:]]


def test_a_file_with_bytes_before_its_head_is_given_back_too(reviewed: Reviewer, contract: bytes) -> None:
    made = given_back(reviewed, b"junk\n" * 400 + contract)
    assert made.noted == len(highlighted(made.data)) > 3


def test_the_cover_comes_first_and_tells_what_is_missing(reviewed: Reviewer, contract: bytes) -> None:
    made = given_back(reviewed, contract)
    pages = pypdfium2.PdfDocument(made.data)
    said = " ".join(pages[0].get_textpage().get_text_range().split())
    assert "Подписывать нельзя." in said
    assert "Чего нет в договоре" in said
    assert pages[len(pages) - 1].get_textpage().get_text_range().splitlines()[0].startswith("2.2.")


def test_outline_links_and_pages_stay(reviewed: Reviewer, contract: bytes) -> None:
    made = given_back(reviewed, contract)
    with pikepdf.open(io.BytesIO(made.data)) as file, pikepdf.open(io.BytesIO(contract)) as old:
        with file.open_outline() as outline, old.open_outline() as before:
            assert [item.title for item in outline.root] == [item.title for item in before.root]
        for page, was in zip(file.pages[-2:], old.pages, strict=True):
            assert page.Contents.read_bytes() == was.Contents.read_bytes()
            assert sum(note.Subtype == "/Link" for note in page.Annots) == 1


def test_notes_say_who_and_when(reviewed: Reviewer, contract: bytes) -> None:
    with pikepdf.open(io.BytesIO(given_back(reviewed, contract).data)) as file:
        notes = [note for page in file.pages for note in page.obj.get("/Annots", []) if note.Subtype == "/Highlight"]
    assert {str(note.M) for note in notes} == {"D:20261101100000Z"}
    assert all(str(note["/T"]).startswith("auditor: ") for note in notes)


def test_a_system_without_the_font_is_told_what_to_install(
    reviewed: Reviewer, contract: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "_FOLDERS", (tmp_path,))
    with pytest.raises(Exception, match="fonts-dejavu-core"):
        given_back(reviewed, contract)
