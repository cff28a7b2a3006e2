"""Word 97 files made here: all that is seen is read, what is deleted or hidden is kept apart."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction.registry import extract
from auditor.model.document import BlockKind, Document, Unreadable
from tests.extraction.made.compound import compound_file
from tests.extraction.made.word import WordFile, change
from tests.extraction.reading import document, places, refusal, sign_kinds, source, texts

PLAIN = b"\0\0"
IN_TABLE = PLAIN + change(0x2416, 1)
ROW_END = IN_TABLE + change(0x2417, 1)


def strings(*names: str) -> bytes:
    """Return a table of strings."""
    body = b"".join(struct.pack("<H", len(name)) + name.encode("utf-16-le") for name in names)
    return b"\xff\xff" + struct.pack("<HH", len(names), 0) + body


def test_reads_paragraphs_with_breaks_tabs_and_soft_hyphens() -> None:
    file = WordFile([("Договор\rЦена\t500\x0bрублей\x1e\r", b"")])
    assert texts(document(file.bytes())) == ["Договор", "Цена\t500\nрублей-"]


def test_letters_of_one_byte_are_western_and_russian_ones_are_mended() -> None:
    assert texts(document(WordFile([("Fee: £5 – due\r", b"")], narrow=True).bytes())) == ["Fee: £5 – due"]
    disguised = "Договор поставки товара".encode("cp1251").decode("cp1252")
    assert texts(document(WordFile([(disguised + "\r", b"")], narrow=True).bytes())) == ["Договор поставки товара"]


def test_of_a_field_only_the_result_is_read() -> None:
    file = WordFile([('См. \x13 HYPERLINK "http://example.org" \x14сайт\x15, \x13 PAGE \x15конец\r', b"")])
    assert texts(document(file.bytes())) == ["См. сайт, конец"]


def test_a_field_that_is_never_ended_swallows_no_further_paragraph() -> None:
    assert texts(document(WordFile([("\x13 REF x\rЦена 500\r", b"")]).bytes())) == ["Цена 500"]


def test_tables_are_cells_with_their_places() -> None:
    file = WordFile(
        [("Услуга\x07Цена\x07\x07Уборка\x07500\x07\x07После\r", b"")],
        [IN_TABLE, IN_TABLE, ROW_END, IN_TABLE, IN_TABLE, ROW_END, PLAIN],
    )
    found = document(file.bytes())
    assert places(found) == {"T1R1C1": "Услуга", "T1R1C2": "Цена", "T1R2C1": "Уборка", "T1R2C2": "500", None: "После"}
    assert [block.kind for block in found.blocks] == [BlockKind.CELL] * 4 + [BlockKind.PARAGRAPH]


def test_deleted_hidden_and_white_words_are_kept_apart() -> None:
    file = WordFile(
        [
            ("Срок ", b""),
            ("30", change(0x0800, 1) + change(0x4863, 0)),
            ("10", change(0x0801, 1) + change(0x4804, 0)),
            (" дней", b""),
            (" тайно", change(0x083C, 1)),
            (" бело", change(0x2A42, 8)),
            (" мелко", change(0x4A43, 2)),
            ("\r", b""),
        ],
        parts={51: strings("Петров")},
    )
    found = document(file.bytes())
    assert texts(found, BlockKind.PARAGRAPH) == ["Срок 10 дней"]
    assert texts(found, BlockKind.HIDDEN) == ["тайно бело мелко"]
    deleted = [block for block in found.blocks if block.kind is BlockKind.DELETED]
    assert [(block.text, block.author) for block in deleted] == [("30", "Петров")]
    assert ("tracked_insertion", "10", "Петров") in [(s.kind, s.text, s.author) for s in found.signs]


def test_white_words_in_a_cell_are_seen_because_the_cell_may_be_dark() -> None:
    file = WordFile([("Цена", change(0x2A42, 8)), ("\x07\x07", b"")], [IN_TABLE, ROW_END])
    assert texts(document(file.bytes()), BlockKind.CELL) == ["Цена"]


def test_notes_headers_comments_and_text_boxes_are_read() -> None:
    stories = {"footnotes": "Сноска\r", "headers": "Шапка\rПодвал\r", "comments": "Спорно\r", "boxes": "В рамке\r"}
    bounds = struct.pack("<10I", 0, 0, 0, 0, 0, 0, 0, 0, 6, 13)
    places_of_comments = struct.pack("<II", 3, 4) + b"\0" * 20 + struct.pack("<HHHI", 0, 0, 0, 0)
    author = "Сидорова"
    file = WordFile(
        [("Тело\r" + "".join(stories.values()), b"")],
        lengths={name: len(words) for name, words in stories.items()},
        parts={
            11: bounds,
            4: places_of_comments,
            5: struct.pack("<II", 0, 7),
            36: struct.pack("<H", len(author)) + author.encode("utf-16-le"),
        },
    )
    found = document(file.bytes())
    kinds = {block.text: block.kind for block in found.blocks}
    assert kinds == {
        "Шапка": BlockKind.HEADER, "Тело": BlockKind.PARAGRAPH, "В рамке": BlockKind.PARAGRAPH,
        "Сноска": BlockKind.NOTE, "Подвал": BlockKind.FOOTER, "Спорно": BlockKind.COMMENT,
    }  # fmt: skip
    assert [(s.kind, s.text, s.author) for s in found.signs] == [("comment", "Спорно", "Сидорова")]


def listed(form: int, text: str) -> bytes:
    """Return one level of a list."""
    head = struct.pack("<iBB", 1, form, 0) + b"\0" * 22
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def test_numbers_of_lists_are_computed() -> None:
    levels = listed(0, "\x00.") + listed(0, "\x00.\x01.") + b"".join(listed(255, "") for _ in range(7))
    head = struct.pack("<H", 1) + struct.pack("<ii", 77, 0) + b"\0" * 20
    uses = struct.pack("<I", 1) + struct.pack("<i", 77) + b"\0" * 12
    first, second = (PLAIN + change(0x460B, 1) + change(0x260A, level) for level in (0, 1))
    file = WordFile(
        [("Предмет\rУслуги\rСроки\rОплата\r", b"")],
        [first, second, second, first],
        parts={73: head, 74: uses},
        behind_lists=levels,
    )
    assert [block.number for block in document(file.bytes()).blocks] == ["1.", "1.1.", "1.2.", "2."]


def test_an_outline_level_makes_a_heading() -> None:
    found = document(WordFile([("Предмет\rТекст\r", b"")], [PLAIN + change(0x2640, 1), PLAIN]).bytes())
    assert [(b.kind, b.level) for b in found.blocks] == [(BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, None)]


def test_macros_and_embedded_objects_are_told() -> None:
    found = document(WordFile([("Текст\r", b"")]).bytes(storages=["Macros", "ObjectPool"]))
    assert sign_kinds(found) == {"macro", "embedded_object"}


def test_a_file_under_a_password_is_named_so() -> None:
    assert refusal(WordFile([("Текст\r", b"")], flags=0x0300).bytes()) == "encrypted"


def test_a_file_without_words_is_empty() -> None:
    assert refusal(WordFile([("\r", b"")]).bytes()) == "empty"


def test_pieces_that_repeat_the_text_without_end_are_refused() -> None:
    file = WordFile([("Текст\r", b"")])
    words, table = file._streams()
    count = 5_000
    pieces = struct.pack(f"<{count + 1}I", *range(0, 400 * (count + 1), 400))
    pieces += struct.pack("<HIH", 0, 0, 0) * count
    file.parts[33] = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    assert refusal(file.bytes()) == "damaged"
    assert len(words) < 400 * count
    assert table


def test_a_file_that_holds_less_text_than_it_says_is_told() -> None:
    words, table = WordFile([("Срок 10 дней\r", b"")])._streams()
    longer = words[:0x50] + (5_000).to_bytes(4, "little") + words[0x54:]
    found = document(compound_file({"WordDocument": longer, "1Table": table}))
    assert (texts(found), found.reason) == (["Срок 10 дней"], "part_damaged")


@pytest.mark.parametrize("label", ["договор.doc", "договор.docx", "договор.txt"])
def test_the_name_does_not_matter(label: str) -> None:
    assert texts(document(WordFile([("Текст\r", b"")]).bytes(), label)) == ["Текст"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8000), st.binary(min_size=1, max_size=8)), max_size=20))
def test_no_damage_raises(damages: list[tuple[int, bytes]]) -> None:
    data = bytearray(WordFile([("Срок 10 дней\rЦена\x07\x07", b"")], [PLAIN, IN_TABLE, ROW_END]).bytes())
    for at, damage in damages:
        data[512 + at : 512 + at + len(damage)] = damage
    assert isinstance(extract(source(bytes(data))), (Document, Unreadable))
