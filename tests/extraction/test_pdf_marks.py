"""Pictures, notes and drawn signatures of PDF files made here."""

from __future__ import annotations

from auditor.extraction.interface import Source
from auditor.extraction.pdf import read
from auditor.model.document import Document, Sign
from tests.facts.defects.made import pdf


def signs(data: bytes) -> tuple[Sign, ...]:
    found = read(Source("a.pdf", data, "0" * 64, len(data)))
    assert isinstance(found, Document)
    return found.signs


def test_plain_pages_have_no_marks() -> None:
    assert signs(pdf("Договор услуг.")) == ()


def test_a_picture_is_given_with_its_place_on_the_page() -> None:
    (picture,) = signs(pdf("Договор услуг.", signed=(500,)))
    assert (picture.kind, picture.location.page) == ("picture", 1)
    assert picture.location.box == (200.0, 311.9, 290.0, 341.9)


def test_a_note_is_given_with_its_words() -> None:
    (note,) = signs(pdf("Договор услуг.", comment="Проверить цену"))
    assert (note.kind, note.text, note.location.page) == ("comment", "Проверить цену", 1)
