"""Letters of Outlook made here: narrow and wide words, pages, rich text, receivers, letters within letters."""

from __future__ import annotations

import io
import struct

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction.compound_writing import compound_bytes
from auditor.extraction.outlook.packed_rtf import unpacked
from auditor.extraction.registry import enclosed, sniff
from auditor.model.document import BlockKind
from tests.extraction.made.outlook import OutlookFile
from tests.extraction.reading import document, refusal, source, texts

SUBJECT, BODY, PAGE, RICH, CLASS = 0x0037, 0x1000, 0x1013, 0x1009, 0x001A
NAME, SMTP, ROLE, LONG_NAME, FILE = 0x3001, 0x39FE, 0x0C15, 0x3707, 0x3701
CODE_PAGE, BODY_PAGE, LANGUAGE = 0x3FFD, 0x3FDE, 0x3FF1


@pytest.mark.parametrize(
    ("page", "stated"),
    [("", {}), ("cp1251", {CODE_PAGE: 1251}), ("cp1251", {LANGUAGE: 1049}), ("cp1251", {}), ("koi8-r", {CODE_PAGE: 20866}),
     ("cp866", {CODE_PAGE: 866}), ("utf-8", {BODY_PAGE: 65001}), ("cp1251", {CODE_PAGE: 1252})],
)  # fmt: skip
def test_words_come_back_in_every_code_page(page: str, stated: dict[int, int]) -> None:
    data = OutlookFile(
        {SUBJECT: "Срок заключения договора", BODY: "Оплатим счёт до пятницы.", **stated}, page=page
    ).data()
    assert sniff(data) == ("msg", "")
    assert texts(document(data)) == ["Тема: Срок заключения договора", "Оплатим счёт до пятницы."]


def test_western_letters_stay_western_where_the_language_says_so() -> None:
    data = OutlookFile({SUBJECT: "Größe", LANGUAGE: 1031}, page="cp1252").data()
    assert texts(document(data)) == ["Subject: Größe"]


def test_sender_receivers_and_moment() -> None:
    ticks = (13_428_000_000 + 600) * 10_000_000
    data = OutlookFile(
        {0x0042: "Иван", 0x5D02: "ivan@example.org", SUBJECT: "Срок", BODY: "Да"},
        [{NAME: "Пётр", SMTP: "petr@example.org", ROLE: 1}, {NAME: "c@example.org", SMTP: "c@example.org", ROLE: 2}],
        fixed={0x0039: struct.pack("<Q", ticks)},
    ).data()
    found = document(data)
    assert texts(found)[:3] == ["От: Иван <ivan@example.org>", "Кому: Пётр <petr@example.org>", "Копия: c@example.org"]
    assert found.blocks[3].text == "Дата: 08.07.2026 16:10 (UTC+00:00)"
    assert found.blocks[5].author == "Иван"


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "koi8-r"])
def test_a_page_is_the_body_where_there_are_no_plain_words(encoding: str) -> None:
    pages = {"cp1251": 1251, "utf-8": 65001, "koi8-r": 20866}
    html = "<html><body><p>Оплатим счёт</p><blockquote>Когда?</blockquote></body></html>".encode(encoding)
    found = document(OutlookFile({SUBJECT: "Срок", PAGE: html, BODY_PAGE: pages[encoding]}).data())
    assert [(b.text, b.kind) for b in found.blocks[1:]] == [
        ("Оплатим счёт", BlockKind.PARAGRAPH),
        ("Когда?", BlockKind.QUOTE),
    ]


def packed(rich: bytes) -> bytes:
    """Pack rich text without repetitions: eight bytes to each control byte."""
    body = b"".join(b"\0" + rich[at : at + 8] for at in range(0, len(rich), 8))
    return struct.pack("<IIII", len(body) + 12, len(rich), 0x75465A4C, 0) + body


def test_rich_text_is_the_body_where_there_is_nothing_else() -> None:
    rich = rb"{\rtf1\ansi\ansicpg1251 \'ce\'ef\'eb\'e0\'f2\'e8\'ec\par}"
    assert texts(document(OutlookFile({SUBJECT: "Срок", RICH: packed(rich)}).data()))[-1] == "Оплатим"
    cut = document(OutlookFile({SUBJECT: "Срок", RICH: b"rubbish"}).data())
    assert cut.reason == "part_damaged"


def test_packed_text_of_the_specification() -> None:
    example = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert unpacked(example) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    repeated = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert unpacked(repeated) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_files_and_letters_within_letters_come_out_whole() -> None:
    deep = OutlookFile({SUBJECT: "Глубже", BODY: "Совсем внутри"})
    inner = OutlookFile(
        {SUBJECT: "Внутри", BODY: "Ответ " * 2_000, CODE_PAGE: 1251}, [{NAME: "Пётр", ROLE: 1}],
        [{LONG_NAME: "акт.bin", FILE: bytes(range(256)) * 40}], [deep], page="cp1251",
    )  # fmt: skip
    outer = OutlookFile({SUBJECT: "Снаружи"}, files=[{LONG_NAME: "../счёт.pdf", FILE: b"%PDF"}], letters=[inner]).data()
    found = list(enclosed(source(outer, "a.msg")))
    assert [(file.name, file.reason) for file in found] == [("счёт.pdf", None), ("letter-2.msg", None)]
    assert found[0].data == b"%PDF"
    assert texts(document(found[1].data))[:3] == ["Кому: Пётр", "Тема: Внутри", ("Ответ " * 2_000).strip()]
    within = list(enclosed(source(found[1].data)))
    assert within[0].data == bytes(range(256)) * 40
    assert texts(document(within[1].data))[-1] == "Совсем внутри"


def test_an_encrypted_letter_and_a_logo_are_told() -> None:
    data = OutlookFile(
        {SUBJECT: "Тайна", CLASS: "IPM.Note.SMIME"}, files=[{LONG_NAME: "smime.p7m", FILE: b"0\x80sealed"}]
    ).data()
    assert document(data).reason == "encrypted"
    assert [file.reason for file in enclosed(source(data))] == ["encrypted"]
    logo = OutlookFile(
        {SUBJECT: "x"}, files=[{LONG_NAME: "image001.png", FILE: b"\x89PNG", 0x370E: "image/png"}]
    ).data()
    assert [file.reason for file in enclosed(source(logo))] == ["small_picture"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_file_is_told_and_raises_nothing(share: float) -> None:
    data = OutlookFile({SUBJECT: "Срок", BODY: "Оплатим " * 3_000}).data()
    cut = data[: int(len(data) * share)]
    try:
        found = document(cut, "a.msg")
    except AssertionError:
        assert refusal(cut, "a.msg") in {"damaged", "empty", "unsupported"}
    else:
        assert texts(found)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.lists(st.text("abcdxyz_#0.", min_size=1, max_size=20), min_size=1, max_size=3).map("/".join),
        st.binary(max_size=9_000), min_size=1, max_size=12,
    )
)  # fmt: skip
def test_what_is_written_as_compound_file_is_read_back(streams: dict[str, bytes]) -> None:
    paths = {path.lower() for path in streams}
    if any(path.startswith(f"{other}/") for path in paths for other in paths) or len(paths) < len(streams):
        return
    with olefile.OleFileIO(io.BytesIO(compound_bytes(streams))) as found:
        assert {"/".join(path) for path in found.listdir()} == set(streams)
        assert {path: found.openstream(path).read() for path in streams} == streams
