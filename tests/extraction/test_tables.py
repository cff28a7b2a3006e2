"""Workbooks of every kind, made here: cells as displayed with their places; what is hidden is kept apart."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from typing import Any

import openpyxl
import openpyxl.comments
import pytest
import python_calamine
import xlwt

from auditor.extraction import cells
from auditor.extraction.compound import Compound
from auditor.model.document import BlockKind
from tests.extraction.made import binary_workbook as binary
from tests.extraction.made.compound import compound_file
from tests.extraction.reading import document, places, refusal, sign_kinds, texts
from tests.extraction.test_odt import NAMES, package

SHEET_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def by_hand(cells: str, strings: str = "<si><t>Услуга</t></si>", head: str = "") -> bytes:
    """Return a workbook of one sheet whose words stand in a part of their own."""
    link = '<Relationship Id="r{}" Type="' + RELS + '/{}" Target="{}"/>'
    links = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    inner = link.format(1, "worksheet", "s.xml") + link.format(2, "sharedStrings", "w.xml")
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": links.format(link.format(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELS}"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links.format(inner),
        "xl/s.xml": f'{head}<worksheet {MAIN}><sheetData><row r="1">{cells}</row></sheetData></worksheet>',
        "xl/w.xml": f"{head}<sst {MAIN}>{strings}</sst>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def prices() -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Прайс"
    sheet.append(["Услуга", "Цена", "Срок"])
    sheet.append(["Уборка", 1234.5, dt.date(2024, 2, 1)])
    sheet["B2"].number_format = '#,##0.00" ₽"'
    sheet["C2"].number_format = "DD.MM.YYYY"
    return book


def test_xlsx_cells_are_shown_as_a_person_sees_them() -> None:
    found = document(saved(prices()), "прайс.xlsx")
    assert places(found) == {
        "Прайс!A1": "Услуга", "Прайс!B1": "Цена", "Прайс!C1": "Срок", "Прайс!A2": "Уборка",
        "Прайс!B2": "1\u00a0234,50 ₽", "Прайс!C2": "2024-02-01",
    }  # fmt: skip
    assert {block.kind for block in found.blocks} == {BlockKind.CELL}


def test_xlsx_numbers_of_an_english_table_are_english() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Fee", 1234.5, True])
    book.active["B1"].number_format = "#,##0.00"
    assert texts(document(saved(book))) == ["Fee", "1,234.50", "TRUE"]


def test_xlsx_hidden_sheets_rows_and_columns_are_kept_apart() -> None:
    book = prices()
    book["Прайс"].append(["Скидка", 10])
    book["Прайс"].row_dimensions[3].hidden = True
    book["Прайс"].column_dimensions["C"].hidden = True
    other = book.create_sheet("Тайный")
    other.sheet_state = "veryHidden"
    other["A1"] = "себестоимость"
    found = document(saved(book))
    assert texts(found, BlockKind.HIDDEN) == ["Срок", "2024-02-01", "Скидка", "10", "себестоимость"]
    assert [(s.kind, s.location.cell) for s in found.signs] == [("hidden_text", "Прайс"), ("hidden_text", "Тайный")]


def test_xlsx_comments_headers_and_formulas() -> None:
    book = prices()
    book["Прайс"]["A1"].comment = openpyxl.comments.Comment("Спорно", "Петров")
    book["Прайс"].oddHeader.left.text = "Шапка"
    book["Прайс"]["D1"] = "=B2*2"
    found = document(saved(book))
    assert [(b.text, b.author, b.location.cell) for b in found.blocks if b.kind is BlockKind.COMMENT] == [
        ("Спорно", "Петров", "Прайс!A1")
    ]
    assert texts(found, BlockKind.HEADER) == ["Шапка"]
    assert places(found)["Прайс!D1"] == "=B2*2"


def test_xlsx_cells_far_apart_cost_nothing() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "а", "я"
    assert places(document(saved(book))) == {"Sheet!A1": "а", "Sheet!XFD1048576": "я"}


def test_xlsx_says_when_there_are_more_cells_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_CELLS", 4)
    found = document(saved(prices()))
    assert (len(found.blocks), found.reason) == (4, "limit_cells")
    assert found.message


def test_one_long_text_that_very_many_cells_refer_to_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_CHARACTERS", 1_000)
    book = openpyxl.Workbook()
    for row in range(1, 50):
        book.active.cell(row, 1, "длинно" * 20)
    found = document(saved(book))
    assert len(found.text) <= 1_100
    assert found.reason == "limit_cells"


def test_xlsx_words_kept_in_a_part_of_their_own_are_read() -> None:
    strings = "<si><r><t>Услу</t></r><r><t>га</t></r><rPh><t>nobody</t></rPh></si>"
    assert places(document(by_hand('<c r="B1" t="s"><v>0</v></c><c><v>0.5</v></c>', strings))) == {
        "S!B1": "Услуга", "S!C1": "0,5",
    }  # fmt: skip


def test_xlsx_that_refers_to_a_missing_text_is_damaged() -> None:
    assert refusal(by_hand('<c r="A1" t="s"><v>999</v></c>')) == "damaged"


@pytest.mark.parametrize("strings", ["<si><t>&b;</t></si>", ""])
def test_xlsx_with_entities_is_unsafe(strings: str) -> None:
    head = '<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    assert refusal(by_hand('<c r="A1" t="inlineStr"><is><t>x</t></is></c>', strings, head)) == "unsafe"


def test_xlsx_macros_are_told() -> None:
    data = saved(prices())
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert sign_kinds(document(buffer.getvalue())) == {"macro"}


def old_prices() -> Any:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Прайс")
    for column, name in enumerate(["Услуга", "Цена", "Срок"]):
        sheet.write(0, column, name)
    sheet.write(1, 0, "Уборка")
    sheet.write(1, 1, 1234.5, xlwt.easyxf(num_format_str='#,##0.00" р."'))
    sheet.write(1, 2, dt.date(2024, 2, 1), xlwt.easyxf(num_format_str="DD.MM.YYYY"))
    return book


def test_xls_cells_are_shown_as_a_person_sees_them() -> None:
    assert places(document(saved(old_prices()), "прайс.xls")) == {
        "Прайс!A1": "Услуга", "Прайс!B1": "Цена", "Прайс!C1": "Срок", "Прайс!A2": "Уборка",
        "Прайс!B2": "1\u00a0234,50 р.", "Прайс!C2": "2024-02-01",
    }  # fmt: skip


def test_xls_hidden_sheets_rows_and_columns_are_kept_apart() -> None:
    book = old_prices()
    book.get_sheet(0).row(1).hidden = True
    book.get_sheet(0).col(2).hidden = True
    other = book.add_sheet("Тайный")
    other.write(0, 0, "себестоимость")
    other.visibility = 1
    found = document(saved(book))
    assert texts(found, BlockKind.CELL) == ["Услуга", "Цена"]
    assert "себестоимость" in texts(found, BlockKind.HIDDEN)
    assert sign_kinds(found) == {"hidden_text"}


def test_xls_words_around_the_cells_are_read() -> None:
    """xlwt writes none: the records are put before the end of its only sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Прайс")
    sheet.write(0, 0, "Услуга")
    stream = Compound(saved(book)).read("Workbook")
    end = stream.rindex(b"\x0a\x00\x00\x00")
    edges = edge(0x14, '&C&"Arial"Приложение № 1') + edge(0x15, "Стр. &P")
    boxes = text_box(0x06, "Цены без НДС.\nСкидок нет.") + text_box(0x06, "Terms") + text_box(0x19, "Замечание")
    found = document(compound_file({"Workbook": stream[:end] + edges + boxes + stream[end:]}), "прайс.xls")
    assert [(block.kind.value, block.text) for block in found.blocks] == [
        ("cell", "Услуга"), ("header", "Приложение № 1"), ("footer", "Стр."), ("paragraph", "Цены без НДС."),
        ("paragraph", "Скидок нет."), ("paragraph", "Terms"),
    ]  # fmt: skip


def test_xls_macros_and_objects_are_told() -> None:
    streams = {"Workbook": Compound(saved(old_prices())).read("Workbook"), "_VBA_PROJECT_CUR": b"x", "MBD0001": b"x"}
    assert {"macro", "embedded_object"} <= sign_kinds(document(compound_file(streams), "прайс.xls"))


def edge(kind: int, words: str) -> bytes:
    """Return the record of a header or a footer."""
    data = struct.pack("<HB", len(words), 1) + words.encode("utf-16-le")
    return struct.pack("<HH", kind, len(data)) + data


def text_box(kind: int, words: str) -> bytes:
    """Return the records of a text box, or of a comment, by the kind of its object; the words in two pieces."""
    head = struct.pack("<HHHHH", 0x15, 18, kind, 1, 0) + bytes(12) + bytes(4)
    text = struct.pack("<HH6sHHH", 0, 0, b"", len(words), 0, 0) + bytes(2)
    pieces = [words[:4], words[4:]]
    coded = [b"\0" + p.encode("latin-1") if p.isascii() else b"\1" + p.encode("utf-16-le") for p in pieces]
    records = [(0x5D, head), (0x1B6, text), *((0x3C, piece) for piece in coded)]
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


def test_xls_under_a_password_is_named_so() -> None:
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    password = struct.pack("<HH", 0x2F, 6) + struct.pack("<HHH", 0, 1, 2)
    assert refusal(compound_file({"Workbook": begin + password + struct.pack("<HH", 0x0A, 0)})) == "encrypted"


def test_a_package_under_a_password_is_named_so() -> None:
    assert refusal(compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "прайс.xlsx") == "encrypted"


def binary_prices() -> bytes:
    rows = binary.row(0, binary.cell(7, 0, struct.pack("<I", 0)) + binary.cell(6, 1, binary.string("Цена")))
    rows += binary.row(
        1,
        binary.cell(7, 0, struct.pack("<I", 1))
        + binary.cell(5, 1, struct.pack("<d", 1234.5), 1)
        + binary.cell(5, 2, struct.pack("<d", 45323), 2)
        + binary.cell(4, 3, b"\1")
        + binary.cell(8, 4, binary.string("итог") + struct.pack("<HI", 0, 0)),
    )
    hidden = binary.row(2, binary.cell(2, 0, struct.pack("<I", 500 << 2 | 3)), hidden=True)
    sheets = {"Прайс": binary.sheet(rows + hidden, binary.hidden_column(4)), "Тайный": binary.sheet(rows)}
    return binary.workbook(sheets, ["Услуга", "Уборка"], ['#,##0.00" ₽"', "dd.mm.yyyy"], hidden="Тайный")


def test_xlsb_cells_are_shown_as_a_person_sees_them() -> None:
    found = document(binary_prices(), "прайс.xlsb")
    assert {place: text for place, text in places(found).items() if place and place.startswith("Прайс")} == {
        "Прайс!A1": "Услуга", "Прайс!B1": "Цена", "Прайс!A2": "Уборка", "Прайс!B2": "1\u00a0234,50 ₽",
        "Прайс!C2": "2024-02-01", "Прайс!D2": "ИСТИНА", "Прайс!E2": "итог", "Прайс!A3": "5",
    }  # fmt: skip
    hidden = {block.location.cell for block in found.blocks if block.kind is BlockKind.HIDDEN}
    assert {"Прайс!E2", "Прайс!A3", "Тайный!A1"} <= hidden
    assert "Прайс!A2" not in hidden


def test_xlsb_made_here_says_the_same_to_another_reader() -> None:
    with python_calamine.load_workbook(io.BytesIO(binary_prices())) as book:
        rows = book.get_sheet_by_name("Прайс").to_python()
    assert rows[0][:2] == ["Услуга", "Цена"]
    assert rows[1][1:5] == [1234.5, dt.date(2024, 2, 1), True, "итог"]
    assert rows[2][0] == 5


def test_xlsb_with_a_record_of_a_stated_gigabyte_is_damaged() -> None:
    sheets = {"S": binary.sheet(b"")[:-2] + b"\x07\xff\xff\xff\x7f"}
    assert refusal(binary.workbook(sheets, ["a"], [])) == "damaged"


def ods(body: str, styles: str = "") -> bytes:
    text = (
        f'<?xml version="1.0"?><office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return package({"content.xml": text}, SHEET_TYPE)


def test_ods_cells_hidden_parts_and_repetitions() -> None:
    styles = (
        '<style:style style:name="t" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    body = (
        '<table:table table:name="Прайс"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{cell('Услуга')}{cell('Цена')}{cell('Маржа')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2000000000"><table:table-cell/></table:table-row>'
        '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="float" office:value="5">'
        "<text:p>5,00 ₽</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:number-columns-repeated="3"/>'
        '<table:table-cell office:value-type="date" office:date-value="2024-02-01"><text:p>01.02.24</text:p>'
        "<office:annotation><dc:creator>Петров</dc:creator><text:p>Спорно</text:p></office:annotation></table:table-cell>"
        "</table:table-row></table:table>"
        f'<table:table table:name="Тайный" table:style-name="t"><table:table-row>{cell("секрет")}</table:table-row></table:table>'
    )
    found = document(ods(body, styles), "прайс.ods")
    assert texts(found, BlockKind.CELL) == ["Услуга", "Цена", "2024-02-01"]
    assert texts(found, BlockKind.HIDDEN) == ["Маржа", "5,00 ₽", "секрет"]
    assert [(b.text, b.author) for b in found.blocks if b.kind is BlockKind.COMMENT] == [("Спорно", "Петров")]
    assert found.blocks[0].location.cell == "Прайс!A1"


@pytest.mark.parametrize("label", ["прайс.xlsx", "прайс.xls", "прайс.txt", "прайс"])
def test_the_name_does_not_matter(label: str) -> None:
    assert document(saved(prices()), label).media_type.endswith("spreadsheetml.sheet")
    assert document(saved(old_prices()), label).media_type == "application/vnd.ms-excel"
