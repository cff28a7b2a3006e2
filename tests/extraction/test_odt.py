"""OpenDocument texts made here: all that is seen is read, what is not is kept apart."""

from __future__ import annotations

import io
import zipfile

import pytest

from auditor.model.document import BlockKind, Document
from tests.extraction.reading import document, places, refusal, sign_kinds, texts

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
                        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("manifest", "manifest")]
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
TEXT_TYPE = "application/vnd.oasis.opendocument.text"


def content(body: str, styles: str = "", head: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{head}<office:document-content {NAMES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def package(parts: dict[str, str], kind: str = TEXT_TYPE) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def odt(body: str, styles: str = "", **parts: str) -> Document:
    named = {name.replace("_", "."): text for name, text in parts.items()}
    return document(package({"content.xml": content(body, styles), **named}))


def test_paragraphs_headings_and_spaces() -> None:
    found = odt(
        '<text:h text:outline-level="2">Цена</text:h><text:p>А<text:s text:c="3"/>Б<text:tab/>В<text:line-break/>Г</text:p>'
    )
    assert [(b.text, b.kind, b.level) for b in found.blocks] == [
        ("Цена", BlockKind.HEADING, 2),
        ("А   Б\tВ\nГ", BlockKind.PARAGRAPH, None),
    ]


def test_stated_spaces_and_columns_do_not_decide_how_much_is_written() -> None:
    found = odt(
        '<text:p>а<text:s text:c="2000000000"/>б</text:p><table:table><table:table-row>'
        '<table:table-cell table:number-columns-repeated="2000000000"><text:p>в</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    assert len(found.text) < 300
    assert texts(found, BlockKind.CELL) == ["в"]


def test_tables_also_within_tables() -> None:
    inner = "<table:table><table:table-row><table:table-cell><text:p>Внутри</text:p></table:table-cell></table:table-row></table:table>"
    found = odt(
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Услуга</text:p></table:table-cell>"
        "<table:table-cell><text:p>Цена</text:p><text:p>руб.</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        f"<table:table-row><table:table-cell><text:p>Уборка</text:p>{inner}</table:table-cell>"
        "<table:covered-table-cell/><table:table-cell><text:p>500</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert places(found) == {
        "T1R1C1": "Услуга", "T1R1C2": "Цена\nруб.", "T1R2C1": "Уборка", "T1R2C1/T2R1C1": "Внутри", "T1R2C3": "500",
    }  # fmt: skip


def test_headers_footers_notes_comments_and_boxes() -> None:
    pages = (
        f"<office:document-styles {NAMES}><office:master-styles><style:master-page><style:header><text:p>Шапка</text:p>"
        "</style:header><style:footer><text:p>Подвал</text:p></style:footer></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )
    body = (
        "<text:p>Тело<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Сноска</text:p></text:note-body>"
        "</text:note> договора<office:annotation><dc:creator>Петров</dc:creator><text:p>Спорно</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>В рамке</text:p></draw:text-box></draw:frame></text:p>"
    )
    found = odt(body, styles_xml=pages)
    assert {b.text: b.kind for b in found.blocks} == {
        "Шапка": BlockKind.HEADER, "Тело договора": BlockKind.PARAGRAPH, "В рамке": BlockKind.PARAGRAPH,
        "Сноска": BlockKind.NOTE, "Подвал": BlockKind.FOOTER, "Спорно": BlockKind.COMMENT,
    }  # fmt: skip
    assert [(sign.kind, sign.text, sign.author) for sign in found.signs] == [("comment", "Спорно", "Петров")]


def test_tracked_changes_are_told() -> None:
    info = "<office:change-info><dc:creator>Иванов</dc:creator></office:change-info>"
    body = (
        '<text:tracked-changes><text:changed-region text:id="d"><text:deletion>'
        f"{info}<text:p>30</text:p></text:deletion></text:changed-region>"
        f'<text:changed-region text:id="i"><text:insertion>{info}</text:insertion></text:changed-region></text:tracked-changes>'
        '<text:p>Срок <text:change text:change-id="d"/><text:change-start text:change-id="i"/>10'
        '<text:change-end text:change-id="i"/> дней</text:p>'
    )
    found = odt(body)
    assert texts(found, BlockKind.PARAGRAPH) == ["Срок 10 дней"]
    assert [(b.text, b.author) for b in found.blocks if b.kind is BlockKind.DELETED] == [("30", "Иванов")]
    assert [(s.kind, s.text) for s in found.signs] == [("tracked_deletion", "30"), ("tracked_insertion", "10")]


def test_what_styles_and_sections_hide_is_kept_apart() -> None:
    styles = (
        '<style:style style:name="base" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="h" style:family="text" style:parent-style-name="base"/>'
        '<style:style style:name="w" style:family="text"><style:text-properties fo:color="#FFFFFF"/></style:style>'
    )
    body = (
        '<text:p>Видно<text:span text:style-name="h"> тайно</text:span><text:span text:style-name="w"> бело</text:span></text:p>'
        '<text:section text:display="none"><text:p>Раздел</text:p></text:section>'
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>Абзац</text:p>'
        '<table:table><table:table-row><table:table-cell><text:p><text:span text:style-name="w">Шапка</text:span></text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    found = odt(body, styles)
    assert texts(found, BlockKind.PARAGRAPH) == ["Видно"]
    assert texts(found, BlockKind.HIDDEN) == ["тайно бело", "Раздел", "Абзац"]
    assert texts(found, BlockKind.CELL) == ["Шапка"]


def test_numbers_of_lists_and_headings_are_computed() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2" style:num-suffix="."/>'
        '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/></text:outline-style>'
    )
    body = (
        '<text:h text:outline-level="1">Раздел</text:h>'
        '<text:list text:style-name="L"><text:list-item><text:p>Предмет</text:p><text:list><text:list-item><text:p>Услуги</text:p>'
        "<text:p>без номера</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Цена</text:p></text:list-item></text:list>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>Срок</text:p></text:list-item></text:list>'
        '<text:list text:style-name="L"><text:list-item><text:p>Заново</text:p></text:list-item></text:list>'
        '<text:list text:style-name="B"><text:list-item><text:p>точка</text:p></text:list-item></text:list>'
    )
    found = odt(body, styles)
    assert [(b.text, b.number) for b in found.blocks] == [
        ("Раздел", "I."), ("Предмет", "1."), ("Услуги", "1.1."), ("без номера", None), ("Цена", "2."), ("Срок", "3."),
        ("Заново", "1."), ("точка", None),
    ]  # fmt: skip
    assert found.blocks[-1].kind is BlockKind.LIST_ITEM


def test_a_flat_file_is_read_whatever_its_name() -> None:
    flat = content("<text:p>Договор</text:p>").replace("document-content", "document")
    flat = flat.replace("<office:document ", f'<office:document office:mimetype="{TEXT_TYPE}" ')
    assert texts(document(flat.encode(), "договор.fodt")) == ["Договор"]
    assert texts(document(flat.encode(), "договор.xml")) == ["Договор"]


def test_macros_and_embedded_objects_are_told() -> None:
    found = document(
        package(
            {
                "content.xml": content("<text:p>а</text:p>"),
                "Basic/Standard/M.xml": "<x/>",
                "Object 1/content.xml": "<x/>",
            }
        )
    )
    assert sign_kinds(found) == {"macro", "embedded_object"}


def test_a_file_under_a_password_is_named_so() -> None:
    manifest = (
        f'<manifest:manifest {NAMES}><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    assert refusal(package({"content.xml": "\x01\x02", "META-INF/manifest.xml": manifest})) == "encrypted"
    assert refusal(package({"encrypted-package": "x"})) == "encrypted"


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (content("<text:p>&x;</text:p>", head='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "unsafe"),
        (content("<text:p>x</text:p>", head='<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/">]>'), "unsafe"),
        (content("<text:section>" * 600 + "<text:p>x</text:p>" + "</text:section>" * 600), "limit_nesting"),
        ("rubbish", "damaged"),
        (content("<text:p/>"), "empty"),
    ],
)
def test_says_why_a_file_is_not_read(xml: str, reason: str) -> None:
    assert refusal(package({"content.xml": xml})) == reason


def test_a_damaged_file_is_read_as_far_as_it_goes_and_told() -> None:
    found = document(package({"content.xml": content("<text:p>Начало</text:p><text:p>Конец</text:p>")[:-60]}))
    assert texts(found) == ["Начало", "Конец"]
    assert found.reason == "part_damaged"
