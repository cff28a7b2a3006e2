"""What a file holds and was not read."""

from __future__ import annotations

from dataclasses import replace

from auditor.extraction.interface import MESSAGES
from auditor.model.document import Sign
from tests.facts.defects.made import defects, grades, of_document, pdf, read, word


def test_a_document_that_was_read_has_no_such_defect() -> None:
    assert grades("unread", "Договор услуг.") == []
    assert grades("unread", word("Договор услуг."), "a.docx") == []
    assert grades("unread", pdf("Договор услуг."), "a.pdf") == []


def test_pages_without_text_are_named_with_the_remedy() -> None:
    (found,) = defects("unread", pdf("Договор услуг.", pictures=2), "a.pdf")
    assert (found.grade, found.span) == ("fail", None)
    assert "2, 3 (всего 3)" in found.message.ru
    assert "OCR" in found.message.en


def test_a_cut_file_is_read_in_part() -> None:
    document = replace(read("Договор услуг."), reason="truncated", message=MESSAGES["truncated"])
    (found,) = of_document(document)["unread"]
    assert found.grade == "fail"
    assert MESSAGES["truncated"].ru in found.message.ru


def test_embedded_objects_are_weak() -> None:
    document = replace(read("Договор услуг."), signs=(Sign("embedded_object", ""), Sign("embedded_object", "")))
    assert [found.grade for found in of_document(document)["unread"]] == ["weak"]
