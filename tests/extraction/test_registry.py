"""The type of a file is told by its bytes, and no input raises."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.model.document import Document, Unreadable


def source(data: bytes, label: str = "file") -> Source:
    return Source(label, data, "0" * 64, len(data))


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"%PDF-1.4 rubbish", "damaged"),
        (b"PK\x03\x04 rubbish", "damaged"),
        (zipped(a=b"text"), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "unsupported"),
    ],
)
def test_says_why_a_file_is_not_read(data: bytes, reason: str) -> None:
    found = extract(source(data))
    assert isinstance(found, Unreadable)
    assert found.reason == reason
    assert found.message.ru
    assert found.message.en


def test_a_text_under_a_wrong_name_is_read_as_text() -> None:
    found = extract(source("Договор об оказании услуг".encode("cp1251"), "договор.pdf"))
    assert isinstance(found, Document)
    assert found.text == "Договор об оказании услуг"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xfe"]))
def test_no_bytes_raise(data: bytes, head: bytes) -> None:
    assert isinstance(extract(source(head + data)), (Document, Unreadable))
