"""The type of a file is told by its bytes, and no input raises."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction.interface import Source
from auditor.extraction.registry import extract, sniff
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
        (zipped(**{"[Content_Types].xml": b"wordprocessingml"}), "damaged"),
        (b"MZ" + bytes(range(32)) * 20, "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "damaged"),
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


def test_what_carries_a_pdf_is_not_taken_for_it() -> None:
    """In a tar and in a letter a file lies unchanged: to read the first alone would lose the others in silence."""
    pdf = b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\n" + bytes(range(256)) * 8
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name in ("a.pdf", "b.pdf"):
            member = tarfile.TarInfo(name)
            member.size = len(pdf)
            archive.addfile(member, io.BytesIO(pdf))
    letter = (
        b"From: a@example.com\r\nTo: b@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=z\r\n"
        b"\r\n--z\r\nContent-Type: text/plain\r\n\r\nThe contract.\r\n--z\r\nContent-Type: application/pdf\r\n"
        b"Content-Transfer-Encoding: binary\r\n\r\n" + pdf + b"\r\n--z--\r\n"
    )
    assert sniff(buffer.getvalue(), "a.tar") == (None, "unsupported")
    assert sniff(letter, "a") == ("eml", "")
    assert sniff(b"\0" * 9_000 + pdf, "a") == ("pdf", "")


@pytest.mark.parametrize("words", ["Файл %PDF-1.4, 2 экземпляра", "Signed as %PDF-1.7; the objective is 1 copy."])
def test_a_text_about_pdf_is_a_text(words: str) -> None:
    assert sniff(words.encode(), "a.txt") == ("text", "")


STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"{\\rtf1 ",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html>",
    b'{"',
    b"\x09\x04\x06\x00",
    b"<?xml ",
]


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"word/document.xml": b"x"}, "docx"),
        ({"[Content_Types].xml": b"<x wordprocessingml.document.main+xml/>"}, "docx"),
        ({"xl/workbook.xml": b"x"}, "xlsx"),
        ({"xl/workbook.bin": b"x"}, "xlsb"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"x"}, "odt"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"x"}, "ods"),
        ({"mimetype": b"application/vnd.oasis.opendocument.presentation", "content.xml": b"x"}, None),
        ({"[Content_Types].xml": b"<x presentationml/>"}, None),
    ],
)
@pytest.mark.parametrize("label", ["a.docx", "a.xlsx", "a.pdf", "a"])
def test_a_package_is_told_by_its_parts(parts: dict[str, bytes], kind: str | None, label: str) -> None:
    assert sniff(zipped(**parts), label)[0] == kind


@pytest.mark.parametrize(
    ("data", "label", "kind"),
    [
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (b"\xef\xbb\xbf{\\rtf1 x}", "a.txt", "rtf"),
        (b"<html><p>x", "a.xls", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html/>", "a.xml", "html"),
        (b"<?xml version='1.0'?><order/>", "a.xml", None),
        (b"<order/>", "a.xml", None),
        (b"a;b\n1;2", "a.csv", "csv"),
        (b"a;b\n1;2", "a.txt", "text"),
        (b"a;b\n1;2", "a.xls", "csv"),
        (b'{"a": 1}', "a.txt", "json"),
        (b"[1] words", "a.txt", "text"),
        (b"[1, 2]", "a", "json"),
        (b"\x09\x04\x06\x00" + b"\x00" * 20, "a.xls", "xls"),
        (b"# words", "a.md", "text"),
    ],
)
def test_the_name_only_breaks_ties(data: bytes, label: str, kind: str | None) -> None:
    assert sniff(data, label)[0] == kind


PAGE = b"<html><body><p>404. The contract was not found.</p></body></html>"


@pytest.mark.parametrize(
    ("data", "label", "reason"),
    [
        (PAGE, "contract.pdf", "misnamed"),
        (PAGE, "contract.docx", "misnamed"),
        (b"Access denied", "contract.PDF", "misnamed"),
        (b'{"error": "no session"}', "letter.msg", "misnamed"),
        (b'{"error": "no session"}', "clients.xlsx", "misnamed"),
        (PAGE, "contract.doc", None),
        (PAGE, "clients.xls", None),
        (PAGE, "clients.xlsx", None),
        (PAGE, "contract", None),
        (b"{\\rtf1 The contract holds.}", "contract.docx", None),
        (b"The parties agree.", "contract.txt", None),
    ],
)
def test_a_file_that_does_not_hold_what_its_name_promises_is_read_in_part(
    data: bytes, label: str, reason: str | None
) -> None:
    read = extract(source(data, label))
    assert isinstance(read, Document)
    assert read.reason == reason


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_no_bytes_raise(data: bytes, head: bytes) -> None:
    assert isinstance(extract(source(head + data)), (Document, Unreadable))
