"""Text in the encodings of Russian and English offices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extraction.interface import Source
from auditor.extraction.text import decode, read
from auditor.model.document import BlockKind, Document, Unreadable

SENTENCES = [
    "Да",
    "Договор № 5",
    "ПОЖАР",
    "Оплата производится в течение 5 (пяти) рабочих дней.",
    "Исполнитель обязуется оказать услуги, а Заказчик обязуется их оплатить.",
]


def source(data: bytes, label: str = "a.txt") -> Source:
    return Source(label, data, "0" * 64, len(data))


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"]
)
def test_tells_the_encoding_even_of_short_texts(sentence: str, encoding: str) -> None:
    written = sentence.replace("№", "N") if encoding in {"koi8-r"} else sentence
    assert decode(written.encode(encoding)) == (written, True)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=20), st.sampled_from(["cp1251", "cp866", "utf-8"]))
def test_what_was_written_comes_back(sentences: list[str], encoding: str) -> None:
    text = " ".join(sentences)
    assert decode(text.encode(encoding)) == (text, True)


def test_bytes_that_fit_nothing_make_the_file_partly_read() -> None:
    text = "Настоящий договор заключён сторонами. " * 20
    found = read(source(text.encode() + b"\xd0"))
    assert isinstance(found, Document)
    assert found.reason == "truncated"
    assert found.text.startswith("Настоящий договор")


def test_a_file_of_blanks_is_empty() -> None:
    found = read(source(b"\n \n\n"))
    assert isinstance(found, Unreadable)
    assert found.reason == "empty"


def test_joins_lines_that_were_wrapped_by_hand() -> None:
    line = "Исполнитель обязуется оказывать услуги качественно и в срок, а"
    text = "\n".join([line] * 10) + "\nконец.\n\nНовый абзац начинается здесь и на этом заканчивается вовсе."
    found = read(source(text.encode()))
    assert isinstance(found, Document)
    assert len(found.blocks) == 2


def test_markdown_headings_lose_their_marks() -> None:
    found = read(source("# Договор\n\n1.1. **Важный** срок ____ дней.".encode(), "a.md"))
    assert isinstance(found, Document)
    assert found.blocks[0].kind is BlockKind.HEADING
    assert [block.text for block in found.blocks] == ["Договор", "1.1. Важный срок ____ дней."]
