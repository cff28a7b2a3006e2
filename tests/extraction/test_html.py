"""Pages made here: what is seen is read, nothing is run or fetched, what is hidden is kept apart."""

from __future__ import annotations

import pytest

from auditor.model.document import BlockKind, Document
from tests.extraction.reading import document, places, refusal, sign_kinds, texts


def page(body: str, head: str = "", encoding: str = "utf-8", label: str = "page.html") -> Document:
    return document(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding), label)


def test_paragraphs_headings_and_breaks() -> None:
    found = page("<h2>Цена</h2><p>Плата  500\n рублей<br>в месяц</p>Срок<div>10 дней</div>")
    assert [(b.text, b.kind, b.level) for b in found.blocks] == [
        ("Цена", BlockKind.HEADING, 2),
        ("Плата 500 рублей\nв месяц", BlockKind.PARAGRAPH, None),
        ("Срок", BlockKind.PARAGRAPH, None),
        ("10 дней", BlockKind.PARAGRAPH, None),
    ]


def test_lines_parted_by_breaks_alone_are_paragraphs_where_items_begin() -> None:
    found = page("Договор<br>аренды<br><br>1. Предмет<br>1.1. Вещь <b>дана</b><br>2. Цена")
    assert texts(found) == ["Договор\nаренды", "1. Предмет", "1.1. Вещь дана", "2. Цена"]


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        ("cp1251", '<meta charset="windows-1251">'),
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
        ("cp1251", '<meta charset="utf-8">'),
        ("cp1251", '<meta charset="iso-8859-1">'),
        ("cp1251", '<meta charset="x-user-defined">'),
        ("cp1251", ""),
        ("koi8-r", '<meta charset="koi8-r">'),
        ("koi8-r", ""),
        ("utf-8", '<meta charset="windows-1251">'),
        ("utf-8-sig", ""),
        ("utf-16", ""),
    ],
)
def test_the_encoding_is_found_even_where_the_page_lies(encoding: str, stated: str) -> None:
    assert texts(page("<p>Договор возмездного оказания услуг</p>", stated, encoding)) == [
        "Договор возмездного оказания услуг"
    ]


def test_scripts_styles_and_what_is_loaded_from_elsewhere_are_left_out() -> None:
    body = (
        "<script>alert(1)</script><style>p{}</style><template>x</template><noscript>y</noscript>"
        '<iframe src="file:///etc/passwd">z</iframe><svg><text>w</text></svg><p>Договор</p><!-- тайна -->'
    )
    assert texts(page(body, "<title>Сайт</title>")) == ["Договор"]


def test_hidden_and_deleted_words_are_kept_apart() -> None:
    body = (
        '<p>Срок <del>30</del><ins>10</ins> дней<span style="display: none"> тайно</span><span hidden> скрыто</span></p>'
        '<div style="VISIBILITY:HIDDEN"><p>блок</p></div><p style="font-size:0.9em">видно</p>'
    )
    found = page(body)
    assert texts(found, BlockKind.PARAGRAPH) == ["Срок 10 дней", "видно"]
    assert texts(found, BlockKind.HIDDEN) == ["тайно скрыто", "блок"]
    assert texts(found, BlockKind.DELETED) == ["30"]
    assert sign_kinds(found) == {"hidden_text", "tracked_deletion", "tracked_insertion"}


def test_lists_bear_the_numbers_that_a_browser_shows() -> None:
    found = page(
        '<ol start="3"><li>Три<ol type="a"><li>а</li></ol></li><li value="7"><p>Семь</p></li></ol><ul><li>точка</li></ul>'
    )
    assert [(b.text, b.number, b.kind) for b in found.blocks] == [
        ("Три", "3.", BlockKind.PARAGRAPH), ("а", "a.", BlockKind.PARAGRAPH), ("Семь", "7.", BlockKind.PARAGRAPH),
        ("точка", None, BlockKind.LIST_ITEM),
    ]  # fmt: skip


def test_tables_are_cells_but_a_layout_is_text() -> None:
    body = (
        "<table><tr><th>Услуга</th><th>Цена</th></tr><tr><td colspan='2'>Уборка</td><td>500</td></tr></table>"
        "<table><tr><td><h1>Договор</h1><p>1. Один</p><p>2. Два</p><p>3. Три</p></td></tr></table>"
    )
    found = page(body)
    assert {place: text for place, text in places(found).items() if place and place.startswith("T1")} == {
        "T1R1C1": "Услуга", "T1R1C2": "Цена", "T1R2C1": "Уборка", "T1R2C3": "500",
    }  # fmt: skip
    assert [(b.text, b.kind) for b in found.blocks[4:]] == [
        ("Договор", BlockKind.HEADING), ("1. Один", BlockKind.PARAGRAPH), ("2. Два", BlockKind.PARAGRAPH),
        ("3. Три", BlockKind.PARAGRAPH),
    ]  # fmt: skip


def test_a_page_saved_as_one_file_is_read_and_a_letter_is_not_taken_for_one() -> None:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
    part = "Content-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    saved = (head + part + "<p>=C4=EE=E3=EE=E2=EE=F0</p>\r\n--B--\r\n").encode()
    assert texts(document(b"From: <Saved by Blink>\r\n" + saved)) == ["Договор"]
    assert texts(document(saved, "page.mht")) == ["Договор"]
    assert (
        document(b"Received: by x\r\nTo: a@example.org\r\nContent-Location: y\r\n" + saved).media_type
        == "message/rfc822"
    )


@pytest.mark.parametrize("label", ["договор.xls", "договор.doc", "договор.pdf", "договор"])
def test_the_name_does_not_matter(label: str) -> None:
    assert texts(page("<p>Договор</p>", label=label)) == ["Договор"]


def test_a_fragment_is_a_page_only_under_the_name_of_one() -> None:
    assert texts(document(b"<p>one<p>two<!-- never closed", "a.htm")) == ["one", "two"]
    assert document(b"<p>one<p>two", "a.txt").media_type == "text/plain"


def test_a_page_nested_too_deeply_is_not_called_empty() -> None:
    assert refusal(b"<html>" + b"<div>" * 60_000 + b"deep") == "limit_nesting"


def test_a_page_without_words_is_empty() -> None:
    assert refusal(b"<html><body><script>x</script></body></html>") == "empty"
