"""A PDF may carry other files, as a portfolio or as annexes: each is an input of its own."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf

from auditor.extraction.pdf import enclosed
from auditor.extraction.registry import extract
from auditor.model.document import Document
from auditor.pipeline import audit
from tests.extraction.reading import source
from tests.extraction.test_pdf import made
from tests.running.test_run import SETTINGS, WORDS

COVER = ["Перечень вложенных файлов. Откройте их в программе просмотра."]


def carrying(files: dict[str, bytes], **settings: Any) -> bytes:
    """Return a PDF of one page to which files are attached."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(COVER).data)) as cover:
        for name, data in files.items():
            cover.attachments[name] = pikepdf.AttachedFileSpec(cover, data, filename=name)
        cover.save(buffer, **settings)
    return buffer.getvalue()


def test_attached_files_are_inputs_of_their_own(tmp_path: Path) -> None:
    inner = carrying({"третий.txt": WORDS.format(n=3).encode()})
    files = {"договор.txt": WORDS.format(n=1).encode(), "внутри.pdf": inner, "../../evil.bin": b"\x01\x02" * 99}
    (tmp_path / "a.pdf").write_bytes(carrying(files))
    told = {entry.path: (entry.status.value, entry.reason) for entry in audit([tmp_path], SETTINGS).inputs}
    assert told == {
        "a.pdf": ("read", None), "a.pdf!/договор.txt": ("read", None), "a.pdf!/внутри.pdf": ("read", None),
        "a.pdf!/внутри.pdf!/третий.txt": ("read", None), "a.pdf!/../../evil.bin": ("not_read", "unsupported"),
    }  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_attached_files_need_the_password_of_their_file(tmp_path: Path) -> None:
    lock = pikepdf.Encryption(user="secret", owner="secret", R=6)
    (tmp_path / "a.pdf").write_bytes(carrying({"договор.txt": WORDS.format(n=1).encode()}, encryption=lock))
    (entry,) = audit([tmp_path], SETTINGS).inputs
    assert entry.reason == "encrypted"


def test_an_attached_file_without_bytes_is_named() -> None:
    assert [(file.name, file.reason) for file in enclosed(source(carrying({"пусто.txt": b""})))] == [
        ("пусто.txt", "empty")
    ]


def test_a_file_pinned_to_a_page_is_told() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(COVER).data)) as file:
        pinned = pikepdf.AttachedFileSpec(file, b"words", filename="annex.txt").obj
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=pinned
        )
        file.pages[0].Annots = pikepdf.Array([note])
        file.save(buffer)
    read = extract(source(buffer.getvalue()))
    assert isinstance(read, Document)
    assert [(sign.kind, sign.location.page) for sign in read.signs] == [("embedded_object", 1)]
