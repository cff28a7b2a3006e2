"""Signed by both, by one, by nobody, or not to be told: text, Word and PDF files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from auditor.model.document import Coverage
from tests.facts.defects.made import defects, grades, ink, of_document, pdf, read, word

TERMS = [
    "ДОГОВОР возмездного оказания услуг",
    *[f"1.{at}. Исполнитель оказывает услуги." for at in range(1, 9)],
    "Подписи сторон",
]
LINES = ["Исполнитель: ______________ /Орлова Т. В./", "Заказчик: ______________ /Зуев П. А./"]


def signed_by(*names: str) -> Any:
    """Return a change that puts a drawn signature after the paragraph with each name."""

    def sign(document: Any) -> None:
        for paragraph in document.paragraphs:
            if any(name in paragraph.text for name in names):
                paragraph.add_run().add_picture(ink())

    return sign


def logo(document: Any) -> None:
    document.paragraphs[0].insert_paragraph_before("").add_run().add_picture(ink())


_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
_SIGNATURE = f"{_RELATION}/digital-signature"


def with_digital_signatures(data: bytes, count: int) -> bytes:
    """Return a Word file with parts for digital signatures, related as Word does it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith((".rels", ".xml")) else old.read(name)
            if name == "_rels/.rels":
                origin = f'<Relationship Id="rIdS" Type="{_SIGNATURE}/origin" Target="_xmlsignatures/origin.sigs"/>'
                content = str(content).replace("</Relationships>", f"{origin}</Relationships>")
            if name == "[Content_Types].xml":
                kinds = '<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/>'
                content = str(content).replace("</Types>", f"{kinds}</Types>")
            new.writestr(name, content)
        new.writestr("_xmlsignatures/origin.sigs", b"")
        related = "".join(
            f'<Relationship Id="r{at}" Type="{_SIGNATURE}/signature" Target="sig{at}.xml"/>' for at in range(count)
        )
        new.writestr(
            "_xmlsignatures/_rels/origin.sigs.rels", f'<Relationships xmlns="{_RELATION}">{related}</Relationships>'
        )
        for at in range(count):
            new.writestr(f"_xmlsignatures/sig{at}.xml", '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>')
    return buffer.getvalue()


def test_two_drawn_signatures_in_word() -> None:
    file = word(*TERMS, "Исполнитель Орлова Т. В.", "Заказчик Зуев П. А.", change=signed_by("Орлова", "Зуев"))
    assert grades("signature", file, "a.docx") == []


def test_one_drawn_signature_and_an_empty_line_in_word() -> None:
    file = word(*TERMS, *LINES, change=signed_by("Орлова"))
    assert grades("signature", file, "a.docx") == ["weak"]


def test_one_drawn_signature_and_no_line() -> None:
    file = word(*TERMS, "Исполнитель Орлова Т. В.", "Заказчик Зуев П. А.", change=signed_by("Орлова"))
    assert grades("signature", file, "a.docx") == ["unknown"]


def test_a_logo_at_the_head_is_no_signature() -> None:
    file = word(*TERMS, "Исполнитель Орлова Т. В.", "Заказчик Зуев П. А.", change=logo)
    (found,) = defects("signature", file, "a.docx")
    assert found.grade == "unknown"
    assert "в файле нет" in found.message.ru


def test_word_with_named_lines_cannot_tell_and_without_names_is_unsigned() -> None:
    assert grades("signature", word(*TERMS, *LINES), "a.docx") == ["unknown"]
    assert grades("signature", word(*TERMS, *["______________ / ______________ /"] * 2), "a.docx") == ["fail"]


def test_a_pdf_shows_its_empty_lines_and_its_drawn_signatures() -> None:
    (found,) = defects("signature", pdf(*TERMS, *LINES), "a.pdf")
    assert found.grade == "fail"
    assert "пусты" in found.message.ru
    height = 780 - 15 * len(TERMS)
    assert grades("signature", pdf(*TERMS, *LINES, signed=(height, height - 40)), "a.pdf") == []
    assert grades("signature", pdf(*TERMS, *LINES, signed=(height,)), "a.pdf") == ["weak"]
    assert grades("signature", pdf(*TERMS, *LINES, signed=(800, 810)), "a.pdf") == ["fail"], "a logo above the text"


def test_both_sides_may_sign_on_one_line() -> None:
    line = "Signed for North Pier Limited ____________ Signed for Quiet Haven Limited ____________"
    assert grades("signature", pdf(*TERMS, line), "a.pdf") == ["fail"]


def test_a_text_file_cannot_tell() -> None:
    assert grades("signature", "\n".join([*TERMS, *LINES])) == ["unknown"]
    assert grades("signature", "\n".join(TERMS)) == ["unknown"]


@pytest.mark.parametrize(
    "marks",
    [
        ["By: /s/ Helen Marsh", "By: /s/ Peter Quill"],
        ["Digitally signed by Helen Marsh", "Digitally signed by Peter Quill"],
        [
            "Подписано электронной подписью",
            "Владелец: Орлова Т. В.",
            "Подписано электронной подписью",
            "Владелец: Зуев П. А.",
        ],
    ],
)
def test_marks_of_two_signatures_in_words(marks: list[str]) -> None:
    assert grades("signature", "\n".join([*TERMS, *marks])) == []


def test_the_same_mark_twice_is_one_signature() -> None:
    assert grades("signature", "\n".join([*TERMS, "By: /s/ Helen Marsh", "Attest: /s/ Helen Marsh"])) == ["unknown"]


def test_a_clause_about_electronic_signatures_is_no_signature() -> None:
    assert grades("signature", "\n".join([*TERMS, "Договор может быть подписан электронной подписью."])) == ["unknown"]


def test_ink_on_a_scan_cannot_be_told_from_print() -> None:
    document = replace(read(pdf(*TERMS, *LINES), "a.pdf"), coverage=Coverage(pages_total=1, recognised={1: 90}))
    (found,) = of_document(document)["signature"]
    assert found.grade == "unknown"
    assert "глазами" in found.message.ru


def test_digital_signatures_of_a_word_file_are_counted() -> None:
    plain = word(*TERMS, "Исполнитель Орлова Т. В.", "Заказчик Зуев П. А.")
    assert grades("signature", with_digital_signatures(plain, 2), "a.docx") == []
    assert grades("signature", with_digital_signatures(plain, 1), "a.docx") == ["unknown"]


PENNED = ["Исполнитель: ООО «Сосна», Орлова /Т. В. Орлова/ 03.02.2026", "Заказчик: Зуев (П. А. Зуев)"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (PENNED, []),
        (["Supplier: Hart /J. Hart/", "Customer: Lowe /Lowe M./ 3 May 2026"], []),
        (PENNED[:1], ["unknown"]),
        (["Исполнитель: Орлова", "Заказчик: Зуев"], ["unknown"]),
        (["Исполнитель: директор /Т. В. Орлова/", "Заказчик: директор /П. А. Зуев/"], ["unknown"]),
        (["Исполнитель: Орлова /П. А. Зуев/", "Заказчик: Зуев /Т. В. Орлова/"], ["unknown"]),
    ],
)
def test_a_surname_written_before_its_own_decipherment_is_a_signature(lines: list[str], found: list[str]) -> None:
    assert grades("signature", "\n".join([*TERMS, *lines])) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Подписано УКЭП: Орлова Т. В., Зуев П. А., 03.02.2026"], []),
        (["Исполнитель: подписано 03.02.2026 Орлова Т. В.", "Заказчик: подписано 04.02.2026 Зуев П. А."], []),
        (["Подписано 3 февраля 2026, Орлова. Заказчик: ООО «Ель», ИНН 5260000000. Подписано 4 февраля 2026, Зуев"], []),
        (["Исполнитель: Орлова Т. В., подписано 03.02.2026", "Заказчик: Зуев П. А., подписано 03.02.2026"], []),
        (["Исполнитель ________ (подписано 03.02.2026)", "Заказчик ________ (подписано 04.02.2026)"], []),
        (["Supplier: signed 3 February 2026, J. Hart", "Customer: signed 4 February 2026, M. Lowe"], []),
        (["/signed/ Jane Hart for Fir Ltd", "/signed/ Mark Lowe for Elm Ltd"], []),
        (["Исполнитель: Орлова Т. В. (подпись) 03.02.2026", "Заказчик: П. А. Зуев (подпись, печать) 04.02.2026"], []),
        (["Исполнитель: Орлова Т. В. (подпись). Заказчик: Зуев П. А. (подпись). 03.02.2026"], []),
        (["Исполнитель: Орлова Т. В. (подпись)", "Заказчик: Зуев П. А. (подпись)"], ["unknown"]),
        (["________ Орлова Т. В. (подпись) 03.02.2026", "________ Зуев П. А. (подпись) 03.02.2026"], ["unknown"]),
        (
            ["Исполнитель. Подписан КЭП: Орлова Т. В., 03.02.2026", "Заказчик. Подписан УКЭП: Зуев П. А., 03.02.2026"],
            [],
        ),
        (
            [
                "Signed for the Client: Jane Hart, Director, 4 May 2026",
                "Signed for Elm Ltd: Mark Lowe, CEO, 5 May 2026",
            ],
            [],
        ),
        (["Подписано 03.02.2026 Орлова Т. В."], ["unknown"]),
        (["Подписано 03.02.2026 Орлова Т. В.", "Подписано 03.02.2026 Орлова Т. В."], ["unknown"]),
        (["Подписано: Орлова Т. В., Зуев П. А."], ["unknown"]),
        (
            ["Приложение подписано Сторонами 03.02.2026 в двух экземплярах.", "Подписано обеими сторонами 04.02.2026"],
            ["unknown"],
        ),
        (
            ["The annex was signed by the Parties on 3 February 2026.", "Signed in two copies on 4 February 2026"],
            ["unknown"],
        ),
    ],
)
def test_a_copy_may_say_who_signed_it_and_on_what_day(lines: list[str], found: list[str]) -> None:
    assert grades("signature", "\n".join([*TERMS, *lines])) == found


def test_a_surname_written_on_one_line_leaves_the_other_line_empty() -> None:
    assert grades("signature", "\n".join([*TERMS, PENNED[0], LINES[1]])) == ["weak"]
