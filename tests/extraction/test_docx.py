"""Word files made here: everything seen on paper is read, what is not is kept apart."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from auditor.extraction.docx import read
from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.model.document import BlockKind, Document, Unreadable
from fixtures.demo.build import Line, as_docx

NS = nsdecls("w")


def saved(document: Any) -> Source:
    buffer = io.BytesIO()
    document.save(buffer)
    return Source("a.docx", buffer.getvalue(), "0" * 64, len(buffer.getvalue()))


def read_document(source: Source) -> Document:
    found = read(source)
    assert isinstance(found, Document)
    return found


def with_body(xml: str) -> Document:
    """Return what is read of a document whose body ends with some XML."""
    document = docx.Document()
    document.add_paragraph("Начало договора.")
    document.element.body.insert(1, parse_xml(xml))
    return read_document(saved(document))


def texts(found: Document, kind: BlockKind | None = None) -> list[str]:
    return [block.text for block in found.blocks if kind is None or block.kind is kind]


def test_reads_headers_footers_tables_and_notes_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("Первый абзац.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Услуга", "500 рублей"
    document.add_paragraph("Последний абзац.")
    document.sections[0].header.paragraphs[0].text = "Шапка"
    document.sections[0].footer.paragraphs[0].text = "Подвал"
    found = read_document(saved(document))
    assert texts(found) == ["Шапка", "Первый абзац.", "Услуга", "500 рублей", "Последний абзац.", "Подвал"]
    assert [b.location.cell for b in found.blocks if b.kind is BlockKind.CELL] == ["T1R1C1", "T1R1C2"]


def test_tracked_insertions_count_and_deletions_are_kept_apart() -> None:
    found = with_body(
        f'<w:p {NS}><w:r><w:t>Срок </w:t></w:r><w:del w:author="Юрист" w:id="1"><w:r><w:delText>10</w:delText></w:r></w:del>'
        f'<w:ins w:author="Юрист" w:id="2"><w:r><w:t>20</w:t></w:r></w:ins><w:r><w:t> дней.</w:t></w:r></w:p>'
    )
    assert "Срок 20 дней." in texts(found)
    assert texts(found, BlockKind.DELETED) == ["10"]
    assert {(sign.kind, sign.text, sign.author) for sign in found.signs} == {
        ("tracked_deletion", "10", "Юрист"),
        ("tracked_insertion", "20", "Юрист"),
    }


def test_hidden_white_and_tiny_text_is_kept_apart() -> None:
    runs = "".join(
        f"<w:r><w:rPr>{style}</w:rPr><w:t>{words}</w:t></w:r>"
        for style, words in [
            ("<w:vanish/>", "скрыто"),
            ('<w:color w:val="FFFFFF"/>', "бело"),
            ('<w:sz w:val="2"/>', "мелко"),
        ]
    )
    found = with_body(f"<w:p {NS}>{runs}<w:r><w:t>видно</w:t></w:r></w:p>")
    assert "видно" in texts(found)
    assert texts(found, BlockKind.HIDDEN) == ["скрытобеломелко"]


def test_reads_controls_links_fields_and_text_boxes() -> None:
    found = with_body(
        f"<w:p {NS}><w:sdt><w:sdtContent><w:r><w:t>поле </w:t></w:r></w:sdtContent></w:sdt>"
        '<w:hyperlink><w:r><w:t>ссылка </w:t></w:r></w:hyperlink><w:fldSimple w:instr="DATE"><w:r><w:t>дата</w:t></w:r></w:fldSimple>'
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>надпись</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    assert "поле ссылка дата" in texts(found)
    assert "надпись" in texts(found)


def test_numbers_that_word_computes_are_computed() -> None:
    lines = [
        Line("section", "Предмет"),
        Line("clause", "Услуги."),
        Line("clause", "Срок."),
        Line("section", "Цена"),
        Line("clause", "Сто рублей."),
    ]
    found = read_document(Source("a.docx", as_docx(lines), "", 1))
    assert [block.number for block in found.blocks if block.number] == ["1.", "1.1.", "1.2.", "2.", "2.1."]


def test_comments_are_read_and_do_not_count() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Оплата в течение 5 дней.")
    document.add_comment(paragraph.runs, text="Уточнить срок", author="Юрист", initials="Ю")
    found = read_document(saved(document))
    assert texts(found, BlockKind.COMMENT) == ["Уточнить срок"]


def test_a_merged_cell_is_told_once_and_a_wide_span_costs_nothing() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Итого"
    sum_cell = table.cell(0, 1)
    sum_cell.text = "500"
    # Last: python-docx itself counts out the grid columns of a cell that it is asked for.
    sum_cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {NS} w:val="2000000000"/>'))
    found = read_document(saved(document))
    assert texts(found, BlockKind.CELL).count("Итого") == 1


def test_a_macro_file_is_read_and_its_macro_named() -> None:
    document = docx.Document()
    document.add_paragraph("Договор с макросом.")
    buffer = io.BytesIO()
    plain = "wordprocessingml.document.main+xml"
    with zipfile.ZipFile(io.BytesIO(saved(document).data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(f"application/vnd.openxmlformats-officedocument.{plain}".encode(),
                                    b"application/vnd.ms-word.document.macroEnabled.main+xml")  # fmt: skip
            new.writestr(name, data)
    found = extract(Source("a.docm", buffer.getvalue(), "", 1))
    assert isinstance(found, Document)
    assert texts(found) == ["Договор с макросом."]


def test_an_empty_and_a_broken_package_are_named() -> None:
    empty = read(saved(docx.Document()))
    assert isinstance(empty, Unreadable)
    assert empty.reason == "empty"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    broken = extract(Source("b.docx", buffer.getvalue(), "", 1))
    assert isinstance(broken, Unreadable)
    assert broken.reason == "damaged"
