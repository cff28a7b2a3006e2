"""CSV and JSON made here: delimiters, encodings and paths are found; nothing stated decides what is spent."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction.registry import extract
from auditor.model.document import BlockKind, Document, Unreadable
from tests.extraction.reading import document, places, refusal, source, texts

TABLE = [["ФИО", "ИНН", "Сумма"], ["Иванов; Петров", "7707083893", '1 "000"'], ["Сидоров", "", "5,5"]]


def written(delimiter: str) -> str:
    return "\r\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in TABLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    found = document(written(delimiter).encode(encoding), "реестр.csv")
    assert places(found) == {
        "A1": "ФИО", "B1": "ИНН", "C1": "Сумма", "A2": "Иванов; Петров", "B2": "7707083893", "C2": '1 "000"',
        "A3": "Сидоров", "C3": "5,5",
    }  # fmt: skip
    assert {block.kind for block in found.blocks} == {BlockKind.CELL}


def test_a_line_that_names_the_delimiter_is_no_row() -> None:
    assert texts(document(b"sep=;\na;b\n", "a.csv")) == ["a", "b"]


def test_prose_stays_prose() -> None:
    prose = "Договор аренды, заключён в Москве.\nСтороны, далее по тексту, договорились: цена, срок.\nИсполнитель оказывает услуги."
    assert document(prose.encode(), "договор.txt").media_type == "text/plain"
    lines = "\n".join(f"Строка {number} без знаков" for number in range(20)) + "\nодна, запятая"
    assert document(lines.encode(), "договор.csv").media_type == "text/plain"


def test_a_text_table_under_the_name_of_a_workbook_is_a_table() -> None:
    assert texts(document("Имя\tЦена\nА\t5\n".encode("cp1251"), "выгрузка.xls"), BlockKind.CELL) == [
        "Имя",
        "Цена",
        "А",
        "5",
    ]


def test_a_quote_that_is_never_closed_loses_nothing() -> None:
    found = document(b'a,b\n"x,' + b"y" * 300_000, "a.csv")
    assert len(found.text) > 300_000


def test_empty_columns_without_end_are_empty() -> None:
    assert refusal(b"," * 200_000 + b"\n", "a.csv") == "empty"


def test_json_values_bear_their_paths() -> None:
    data = {
        "клиент": {"ИНН": 7707083893, "активен": True, "долг": None},
        "договоры": [{"текст": "Стороны договорились. " * 6}],
    }
    found = document(json.dumps(data, ensure_ascii=False).encode(), "a.json")
    assert [(b.text, b.location.cell, b.kind) for b in found.blocks] == [
        ("ИНН: 7707083893", "$.клиент.ИНН", BlockKind.FIELD),
        ("активен: true", "$.клиент.активен", BlockKind.FIELD),
        (("Стороны договорились. " * 6).strip(), "$.договоры[0].текст", BlockKind.PARAGRAPH),
    ]


def test_json_numbers_stay_as_they_are_written() -> None:
    assert texts(document(b'{"a": 1.10, "b": NaN, "c": ' + b"9" * 50 + b"}")) == ["a: 1.10", "b: NaN", "c: " + "9" * 50]


def test_json_names_that_stand_twice_are_told() -> None:
    found = document(b'{"inn": "1", "inn": "2"}')
    assert texts(found) == ["inn: 1", "inn: 2"]
    assert [(sign.kind, sign.text) for sign in found.signs] == [("duplicate_key", "inn")]


def test_json_lines_are_several_documents() -> None:
    assert [(b.text, b.location.cell) for b in document(b'{"a":1}\n{"a":2}\n', "a.jsonl").blocks] == [
        ("a: 1", "$.a"),
        ("a: 2", "$2.a"),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[" * 100_000, "limit_nesting"),
        (b'{"a": [1, 2', "damaged"),
        (b'{"a": null}', "empty"),
        (b'{"a": "\\u0000"}', "empty"),
    ],
)
def test_says_why_json_is_not_read(data: bytes, reason: str) -> None:
    assert refusal(data, "a.json") == reason


def test_brackets_in_prose_make_no_json() -> None:
    assert document("[Бланк организации]\nДоговор".encode()).media_type == "text/plain"
    assert document("{номер} договор".encode()).media_type == "text/plain"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["a.csv", "a.json", "a.html", "a.rtf", "a.xml"]))
def test_no_text_raises(text: str, label: str) -> None:
    assert isinstance(extract(source(text.encode("utf-8", "replace"), label)), (Document, Unreadable))
