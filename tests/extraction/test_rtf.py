"""RTF files made here: words in reading order, in any code page; what is not seen is kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction.registry import extract
from auditor.model.document import BlockKind, Document, Unreadable
from tests.extraction.reading import document, places, refusal, sign_kinds, source, texts


def rtf(body: str, head: str = r"\ansi\ansicpg1251") -> Document:
    return document(("{\\rtf1" + head + " " + body + "}").encode("cp1251"))


def escaped(text: str, encoding: str = "cp1251") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (r"\ansi\ansicpg1251", escaped("Договор аренды")),
        (r"\ansi\ansicpg1251", "Договор аренды"),
        (r"\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 Arial;}}\f0", escaped("Договор аренды")),
        (r"\ansi{\fonttbl{\f3 Times New Roman Cyr;}}\f3", escaped("Договор аренды")),
        (r"\ansi\ansicpg1252", escaped("Договор аренды")),
        (r"\mac\ansicpg10007", escaped("Договор аренды", "mac_cyrillic")),
        (r"\ansi\ansicpg866", escaped("Договор аренды", "cp866")),
        (r"\ansi\uc1", "".join(f"\\u{ord(letter)}?" for letter in "Договор аренды")),
        (r"\ansi\uc2", "".join(f"\\u{ord(letter)}\\'3f\\'3f" for letter in "Договор аренды")),
        (r"\ansi", r"{\upr{no}{\*\ud" + "".join(f"\\u{ord(x)}?" for x in "Договор аренды") + "}}"),
    ],
)
def test_russian_is_read_in_every_way_it_is_written(head: str, body: str) -> None:
    assert texts(rtf(body, head)) == ["Договор аренды"]


def test_letters_of_two_bytes_and_beyond_the_first_plane() -> None:
    assert texts(rtf(r"{\f1\'93\'fa\'96\'7b}\u-10179?\u-9216?", r"\ansi{\fonttbl{\f1\fcharset128 M;}}")) == [
        "日本\U0001f400"
    ]


def test_paragraphs_tabs_and_signs() -> None:
    found = rtf("Цена\\tab 500\\~руб.\\line \\emdash  итого\\par\n\\{пункт\\}\\par конец")
    assert texts(found) == ["Цена\t500\u00a0руб.\n— итого", "{пункт}", "конец"]


def test_tables_with_several_paragraphs_and_a_table_inside() -> None:
    body = (
        r"До\par\trowd\pard\intbl Услуга\par Уборка\cell 500\cell\row"
        r"\pard\intbl\itap2 Внутри\nestcell{\*\nesttableprops\trowd\nestrow}\pard\intbl\itap1 Снаружи\cell\row\pard После\par"
    )
    found = rtf(body)
    assert places(found) == {
        None: "После",
        "T1R1C1": "Услуга\nУборка",
        "T1R1C2": "500",
        "T1R2C1/T2R1C1": "Внутри",
        "T1R2C1": "Снаружи",
    }


def test_notes_headers_footers_and_comments_are_told_apart() -> None:
    body = (
        r"{\header Шапка\par}{\footerf Подвал\par}Тело{\footnote Сноска\par}"
        r"{\*\atnauthor Петров}{\*\annotation{\*\atnref 1}Спорно\par} договора\par"
    )
    found = rtf(body)
    kinds = {block.text: block.kind for block in found.blocks}
    assert kinds == {
        "Шапка": BlockKind.HEADER, "Тело договора": BlockKind.PARAGRAPH, "Сноска": BlockKind.NOTE,
        "Подвал": BlockKind.FOOTER, "Спорно": BlockKind.COMMENT,
    }  # fmt: skip
    assert [(sign.kind, sign.text, sign.author) for sign in found.signs] == [("comment", "Спорно", "Петров")]


def test_deleted_hidden_white_and_tiny_words_do_not_count() -> None:
    body = (
        r"{\*\revtbl{Unknown;}{Иванов;}}{\colortbl;\red255\green255\blue255;}Срок {\deleted\revauthdel1 30}"
        r"{\revised\revauth1 10} дней{\v  тайно}{\cf1  бело}{\fs2  мелко}{\cf1\highlight2  на фоне}\par"
    )
    found = rtf(body)
    assert texts(found, BlockKind.PARAGRAPH) == ["Срок 10 дней на фоне"]
    assert texts(found, BlockKind.HIDDEN) == ["тайно бело мелко"]
    assert [(b.text, b.author) for b in found.blocks if b.kind is BlockKind.DELETED] == [("30", "Иванов")]
    assert sign_kinds(found) == {"tracked_deletion", "tracked_insertion", "hidden_text"}


def test_plain_ends_what_hides() -> None:
    assert texts(rtf(r"\v тайно\plain  видно\par")) == ["видно", "тайно"]


def test_the_numbers_of_lists_are_taken_from_the_file() -> None:
    body = r"{\listtext\pard\plain 2.1.\tab}Оплата\par{\listtext\'95\tab}пункт\par{\pntext\f1 3)\tab}срок\par"
    found = rtf(body)
    assert [(b.text, b.number, b.kind) for b in found.blocks] == [
        ("Оплата", "2.1.", BlockKind.PARAGRAPH),
        ("пункт", None, BlockKind.LIST_ITEM),
        ("срок", "3)", BlockKind.PARAGRAPH),
    ]


def test_styles_and_outline_levels_make_headings() -> None:
    found = rtf(r"{\stylesheet{\s2 heading 2;}{\s0 Normal;}}\s2 Предмет\par\pard\outlinelevel0 Цена\par\pard Текст\par")
    assert [(b.text, b.level) for b in found.blocks] == [("Предмет", 2), ("Цена", 1), ("Текст", None)]


def test_of_a_field_the_result_is_read_and_objects_are_passed_over() -> None:
    body = r'{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt сайт}}{\object\objemb{\*\objdata 0102}{\result вид}}{\pict 00}'
    found = rtf(body)
    assert texts(found) == ["сайтвид"]
    assert sign_kinds(found) == {"embedded_object"}


def test_text_boxes_follow_the_paragraph_they_hang_on() -> None:
    body = r"До{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt В рамке\par}}{\shprslt В рамке}}\par После\par"
    assert texts(rtf(body)) == ["До", "В рамке", "После"]


def test_groups_that_are_never_closed_lose_nothing() -> None:
    found = document(rb"{\rtf1\ansi {{{\b words")
    assert (texts(found), found.reason) == (["words"], "part_damaged")
    assert document(rb"{\rtf1\ansi {{{\b words}}}}").reason is None


def test_what_stands_behind_the_document_is_no_part_of_it() -> None:
    assert texts(document(b"{\\rtf1 words}\x00\x01{\\rtf1 rubbish}")) == ["words"]


def test_a_stated_length_does_not_decide_what_is_read() -> None:
    assert texts(document(rb"{\rtf1 before\bin2000000000 after}")) == ["before"]
    assert texts(document(rb"{\rtf1 before{\pict\bin3 }}}}after}")) == ["beforeafter"]


def test_deep_groups_are_read() -> None:
    assert texts(document(b"{\\rtf1 " + b"{" * 50_000 + b"deep" + b"}" * 50_000 + b"}")) == ["deep"]


def test_a_file_without_words_is_empty() -> None:
    assert refusal(rb"{\rtf1\ansi{\info{\title Secret}}\par}") == "empty"


def test_the_name_does_not_matter() -> None:
    assert texts(document(rb"{\rtf1 words}", "contract.doc")) == ["words"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [r"\par ", "{", "}", r"\cell", r"\row", r"\intbl", r"\itap3", r"\nestcell", r"{\header", r"{\*\upr", r"\u-5?",
             r"{\footnote x", r"{\shptxt", r"\'e0", "word", r"\bin9", r"{\listtext 1", r"\trowd", r"\v", r"\uc0", r"\sect"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_no_order_of_words_raises(words: list[str]) -> None:
    found = extract(source(("{\\rtf1\\ansi " + "".join(words)).encode()))
    assert isinstance(found, (Document, Unreadable))
    assert found.reason in ({None, "part_damaged"} if isinstance(found, Document) else {"empty", "damaged"})
