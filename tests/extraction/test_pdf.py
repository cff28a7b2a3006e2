"""PDF files made here: text, tables, scans, passwords."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from auditor.extraction.interface import Source
from auditor.extraction.pdf import read
from auditor.model.document import BlockKind, Document, Unreadable
from fixtures.demo.build import font_path
from tests.extraction.reading import document, refusal


def made(*pages: list[str] | bytes, foot: str = "", **settings: Any) -> Source:
    """Return a PDF of pages: lines of text, or a picture; each may have a running footer and a page number."""
    pdfmetrics.registerFont(TTFont("DejaVu", str(font_path())))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **settings)
    for page in pages:
        canvas.setFont("DejaVu", 10)
        if isinstance(page, bytes):
            canvas.drawInlineImage(Image.open(io.BytesIO(page)), 50, 300, 400, 300)
        else:
            for row, line in enumerate(page):
                canvas.drawString(60, 780 - 15 * row, line)
            if foot:
                canvas.drawString(60, 40, foot)
                canvas.drawString(300, 25, str(canvas.getPageNumber()))
        canvas.showPage()
    canvas.save()
    return Source("a.pdf", buffer.getvalue(), "0" * 64, len(buffer.getvalue()))


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "gray").save(buffer, "PNG")
    return buffer.getvalue()


def read_document(source: Source) -> Document:
    found = read(source)
    assert isinstance(found, Document)
    return found


def test_joins_the_lines_of_a_paragraph_and_splits_at_clause_numbers() -> None:
    found = read_document(
        made(
            [
                "1.1. Исполнитель обязуется оказать услуги по уборке помещений, а",
                "Заказчик обязуется их оплатить.",
                "1.2. Срок один год.",
            ]
        )
    )
    assert [block.text for block in found.blocks] == [
        "1.1. Исполнитель обязуется оказать услуги по уборке помещений, а Заказчик обязуется их оплатить.",
        "1.2. Срок один год.",
    ]


def test_knows_page_and_place() -> None:
    found = read_document(made(["Первая страница договора."], ["Вторая страница договора."]))
    assert [block.location.page for block in found.blocks] == [1, 2]
    left, top, right, bottom = found.blocks[0].location.box or (0, 0, 0, 0)
    assert 55 < left < 65 < right < 250
    assert 40 < top < bottom < 75


def test_a_paragraph_that_runs_over_a_page_is_whole() -> None:
    found = read_document(
        made(["1.1. Оплата производится ежемесячно на основании счёта, выставленного"], ["исполнителем заказчику."])
    )
    assert found.blocks[0].text.endswith("выставленного исполнителем заказчику.")


def test_running_footers_and_page_numbers_are_no_paragraphs() -> None:
    pages = [[f"Текст условия номер {letter} этого договора.", "Стороны согласны с ним."] for letter in "абвг"]
    found = read_document(made(*pages, foot="ООО «Причал», договор"))
    assert {block.text for block in found.blocks if block.kind is BlockKind.FOOTER} >= {
        "ООО «Причал», договор",
        "1",
        "4",
    }


def test_a_scan_is_not_read_and_says_so() -> None:
    found = read(made(picture()))
    assert isinstance(found, Unreadable)
    assert (found.reason, found.pages_total) == ("no_text_layer", 1)


def test_a_scanned_page_among_others_makes_the_file_partly_read() -> None:
    found = read_document(made(["Текст договора на первой странице."], picture()))
    assert found.reason == "no_text_layer"
    assert found.coverage.pages_unread == (2,)


def test_a_blank_page_counts_as_read() -> None:
    found = read_document(made(["Текст договора на первой странице."], []))
    assert found.reason is None
    assert found.coverage.pages_unread == ()


def test_a_page_of_one_letter_is_read() -> None:
    assert read_document(made(["A"])).text == "A"


def test_a_scan_with_a_page_number_is_a_scan() -> None:
    pdfmetrics.registerFont(TTFont("DejaVu", str(font_path())))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawInlineImage(Image.open(io.BytesIO(picture())), 50, 300, 400, 300)
    canvas.drawString(300, 25, "7")
    canvas.save()
    assert refusal(buffer.getvalue()) == "no_text_layer"


def test_a_password_is_named() -> None:
    found = read(made(["Тайна"], encrypt=StandardEncryption("secret")))
    assert isinstance(found, Unreadable)
    assert found.reason == "encrypted"


def test_cells_of_a_ruled_table_are_read_once() -> None:
    pdfmetrics.registerFont(TTFont("DejaVu", str(font_path())))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("DejaVu", 10)
    rows = [["Услуга", "Цена"], ["Уборка", "500"], ["Охрана", "700"], ["Итого", "1200"]]
    canvas.grid([60, 200, 340], [700 - 20 * n for n in range(len(rows) + 1)])
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            canvas.drawString(66 + 140 * column, 686 - 20 * row, words)
    canvas.save()
    found = read_document(Source("t.pdf", buffer.getvalue(), "0" * 64, 1))
    cells = {block.location.cell: block.text for block in found.blocks if block.kind is BlockKind.CELL}
    assert cells["P1T1R2C2"] == "500"
    assert found.text.count("Охрана") == 1


@pytest.mark.parametrize("cut", [200, 900, 1500])
def test_a_cut_file_does_not_raise(cut: int) -> None:
    whole = made(["Договор об оказании услуг."])
    assert isinstance(read(Source("a.pdf", whole.data[:cut], "", cut)), (Document, Unreadable))


def read_whole(data: bytes) -> Document:
    """Return a PDF that is read with nothing lost, its kind told by its content."""
    found = document(data, "a.pdf")
    assert (found.reason, found.coverage.pages_unread) == (None, ())
    return found


JUNK = b"\x00\x07rubbish of a gateway\r\n"
SAID = "Договор об оказании услуг."


@pytest.mark.parametrize("times", [1, 100, 2_000])
def test_bytes_before_the_head_are_no_damage(times: int) -> None:
    """Offsets in the file count from its head or, where the junk was there when it was written, from the junk."""
    whole = made([SAID]).data
    assert read_whole(JUNK * times + whole).text == SAID
    start = int(whole.rsplit(b"startxref\n", 1)[1].split()[0])
    moved = whole.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + times * len(JUNK)))
    assert read_whole(JUNK * times + moved).text == SAID


def test_the_head_of_a_web_server_s_answer_is_no_letter() -> None:
    head = b"HTTP/1.1 200 OK\r\nDate: Mon, 01 Jun 2026 10:00:00 GMT\r\nContent-Type: application/pdf\r\n\r\n"
    assert read_whole(head + made([SAID]).data).text == SAID


def test_a_file_that_the_main_reader_refuses_is_mended_and_told() -> None:
    """A file that was cut before its trailer opens in no reader that does not mend it."""
    whole = made([SAID]).data
    found = document(whole[: whole.index(b"trailer")], "a.pdf")
    assert (found.text, found.reason) == (SAID, "part_damaged")


def test_a_broken_file_without_words_is_damaged_and_not_empty() -> None:
    whole = made([]).data
    assert refusal(whole, "a.pdf") == "empty"
    assert refusal(whole[: whole.index(b"trailer")], "a.pdf") == "damaged"


def test_a_file_without_pages_is_empty() -> None:
    buffer = io.BytesIO()
    pikepdf.new().save(buffer)
    assert refusal(buffer.getvalue(), "a.pdf") == "empty"


def test_an_owner_s_password_that_is_empty_opens_the_file() -> None:
    assert read_whole(locked("secret", "")).text == SAID
    assert refusal(locked("secret", "other"), "a.pdf") == "encrypted"


def locked(user: str, owner: str) -> bytes:
    """Return a PDF in the encryption of PDF 2.0; earlier ones put the user's password for an owner's that is empty."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(made([SAID]).data)) as file:
        file.save(buffer, encryption=pikepdf.Encryption(user=user, owner=owner, R=6))
    return buffer.getvalue()


def test_a_file_under_a_certificate_is_encrypted_and_not_damaged() -> None:
    whole = made([SAID]).data
    lock = b"/Encrypt << /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s4 /V 2 /Length 128 >> /Root"
    assert refusal(whole.replace(b"/Root", lock), "a.pdf") == "encrypted"
