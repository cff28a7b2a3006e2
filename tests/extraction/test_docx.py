"""Word files made here: everything seen on paper is read, what is not is kept apart."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from auditor.extraction import package as package_module
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


def packed(parts: dict[str, str], *twice: str) -> Source:
    """Return a package of these parts; those named again stand in it a second time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*parts, *twice):
            archive.writestr(name, parts[name])
    return Source("a.docx", buffer.getvalue(), "0" * 64, len(buffer.getvalue()))


def word_parts(body: str, kind: str = "document.main", links: str = "") -> dict[str, str]:
    main = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    if "macroEnabled" in kind:
        main = f"application/vnd.ms-word.{kind}+xml"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": rels.format(
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": rels.format(links.format(office)),
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
    }


PARAGRAPH = "<w:p><w:r><w:t>Договор</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "kind", ["document.main", "template.main", "document.macroEnabled.main", "template.macroEnabledTemplate.main"]
)
def test_templates_and_files_with_macros_are_read(kind: str) -> None:
    assert texts(read_document(packed(word_parts(PARAGRAPH, kind)))) == ["Договор"]


def test_a_macro_is_told() -> None:
    link = '<Relationship Id="r9" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    found = read_document(packed({**word_parts(PARAGRAPH, links=link), "word/vbaProject.bin": "x"}))
    assert [sign.kind for sign in found.signs] == ["macro"]


def test_a_link_to_a_part_that_is_missing_loses_no_words() -> None:
    link = '<Relationship Id="r9" Type="{}/image" Target="NULL"/>'
    found = read_document(packed(word_parts(PARAGRAPH, links=link)))
    assert (texts(found), found.reason) == (["Договор"], None)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_told() -> None:
    found = read_document(packed(word_parts(PARAGRAPH), "word/document.xml"))
    assert found.reason == "ambiguous"


def test_a_damaged_part_is_read_as_far_as_it_goes_and_told() -> None:
    parts = word_parts(PARAGRAPH + "<w:p><w:r><w:t>Конец")
    parts["word/document.xml"] = parts["word/document.xml"].replace("</w:body></w:document>", "")
    found = read_document(packed(parts))
    assert (texts(found), found.reason) == (["Договор", "Конец"], "part_damaged")


def test_huge_pictures_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "LARGEST_PART", 10_000)
    link = '<Relationship Id="r9" Type="{}/image" Target="film.png"/>'
    found = read_document(packed({**word_parts(PARAGRAPH, links=link), "word/film.png": "x" * 20_000}))
    assert texts(found) == ["Договор"]
    refused = read(packed(word_parts(PARAGRAPH * 500)))
    assert isinstance(refused, Unreadable)
    assert refused.reason == "limit_size"


def test_entities_are_refused() -> None:
    parts = word_parts(PARAGRAPH)
    parts["word/document.xml"] = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + parts["word/document.xml"]
    refused = read(packed(parts))
    assert isinstance(refused, Unreadable)
    assert refused.reason == "unsafe"


def test_white_words_count_where_the_ground_may_be_dark() -> None:
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Цена</w:t></w:r>'
    cell = f"<w:tbl><w:tr><w:tc><w:p>{white}</w:p></w:tc></w:tr></w:tbl>"
    shaded = f'<w:p><w:pPr><w:shd w:fill="000000"/></w:pPr>{white}</w:p>'
    found = read_document(packed(word_parts(cell + shaded + f"<w:p>{white}</w:p>")))
    assert [block.kind for block in found.blocks] == [BlockKind.CELL, BlockKind.PARAGRAPH, BlockKind.HIDDEN]
