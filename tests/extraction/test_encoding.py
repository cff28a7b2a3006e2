"""Bytes of Russian and English texts are decoded as they were meant, in doubt with a word about it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extraction.encoding import decode, mend, mend_blocks
from auditor.model.document import Block

RUSSIAN = "Договор поставки N 15 от 1 февраля 2024 г. Заказчик обязуется оплатить товар в течение 10 дней.\r\n"


@pytest.mark.parametrize(
    "encoding",
    ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
     "utf-32", "utf-32-le", "utf-32-be"],
)  # fmt: skip
def test_russian_is_read_in_every_encoding(encoding: str) -> None:
    assert decode((RUSSIAN * 3).encode(encoding)) == (RUSSIAN * 3, True)


def test_short_words_are_read() -> None:
    assert [decode(word.encode("cp1251"))[0] for word in ("Да", "Договор", "ИНН")] == ["Да", "Договор", "ИНН"]


def test_accented_letters_in_latin_words_are_western() -> None:
    text = "The café of Mr Müller – “fee” £5"
    assert decode(text.encode("cp1252")) == (text, True)


def test_two_encodings_in_one_file_are_read_line_by_line_and_told() -> None:
    assert decode((RUSSIAN * 2).encode() + (RUSSIAN * 2).encode("cp1251")) == (RUSSIAN * 4, False)


def test_a_text_encoded_twice_is_mended() -> None:
    assert decode("Договор".encode().decode("cp1251").encode()) == ("Договор", True)
    assert decode("Рассрочка РФ".encode()) == ("Рассрочка РФ", True)


def test_zeros_around_a_text_are_no_part_of_it() -> None:
    assert decode(b"\0" * 5_000 + "Договор".encode() + b"\0" * 5_000) == ("Договор", True)
    assert decode("Fee".encode("utf-16-le") + b"\0" * 8) == ("Fee", True)


def test_rubbish_is_told() -> None:
    high = bytes(byte | 0x80 for byte in random.Random(1).randbytes(400))
    assert decode(high)[1] is False


def test_english_of_a_mainframe_is_read() -> None:
    text = "The parties agree to the following terms."
    assert decode(text.encode("cp500")) == (text, True)


def test_russian_read_as_western_is_mended_and_other_texts_are_not() -> None:
    disguised = RUSSIAN.encode("cp1251").decode("cp1252")
    assert mend(disguised) == RUSSIAN
    assert mend("Él irá à la fête, où l'été été") == "Él irá à la fête, où l'été été"
    assert mend("Müller & Söhne, Übergrößenträger") == "Müller & Söhne, Übergrößenträger"
    assert [b.text for b in mend_blocks([Block(disguised.strip()), Block("№ 5 – Договор")])] == [
        RUSSIAN.strip(),
        "№ 5 – Договор",
    ]


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    text, whole = decode(data)
    assert isinstance(text, str)
    assert isinstance(whole, bool)
