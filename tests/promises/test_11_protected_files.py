"""11: a file under a password is called so, whatever its format; a given password opens it, and none is guessed."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from auditor.pipeline import audit
from tests.extraction.made.compound import compound_file
from tests.extraction.made.word import WordFile
from tests.extraction.test_odt import NAMES, package
from tests.extraction.test_pdf import made
from tests.promises.conftest import SETTINGS, fill
from tests.promises.seeds import seven

PASSWORD = "тайна-2026"  # noqa: S105 - made for this test
LINES = ["1.1. Services are provided within five days of the order."]


def protected() -> dict[str, bytes]:
    office = compound_file({"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"y" * 200})
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    password = struct.pack("<HH", 0x2F, 6) + struct.pack("<HHH", 0, 1, 2)
    manifest = (
        f'<manifest:manifest {NAMES}><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    return {
        "a.pdf": made(LINES, encrypt=StandardEncryption("secret", canPrint=0)).data,
        "a.docx": office,
        "a.xlsx": office + b"\0",
        "a.doc": WordFile([("Текст\r", b"")], flags=0x0300).bytes(),
        "a.xls": compound_file({"Workbook": begin + password + struct.pack("<HH", 0x0A, 0)}),
        "a.odt": package({"content.xml": "\x01\x02", "META-INF/manifest.xml": manifest}),
        "a.ods": package({"content.xml": "\x01\x03", "META-INF/manifest.xml": manifest}, "application/vnd.oasis.opendocument.spreadsheet"),
        "a.7z": seven({"a.txt": LINES[0].encode()}, password=PASSWORD),
    }  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("protected") / "folder", protected())


def test_every_protected_file_is_called_so(folder: Path) -> None:
    report = audit([folder], SETTINGS)
    assert {entry.path: entry.reason for entry in report.inputs} == dict.fromkeys(sorted(protected()), "encrypted")
    assert all("парол" in entry.message.ru for entry in report.inputs if entry.message)


def test_the_right_password_opens_and_a_wrong_one_does_not(folder: Path) -> None:
    right = audit([folder], replace(SETTINGS, passwords=("wrong", "secret", PASSWORD)))
    told = {entry.path: entry.reason for entry in right.inputs}
    assert (told["a.pdf"], told["a.7z"], told["a.7z!/a.txt"]) == (None, None, None)
    wrong = audit([folder], replace(SETTINGS, passwords=("wrong", "Secret", "")))
    assert {entry.reason for entry in wrong.inputs} == {"encrypted"}
