"""Tracked changes and comments in real Word and PDF files."""

from __future__ import annotations

from typing import Any

from tests.facts.defects.made import NS, defects, grades, pdf, quotes, with_xml, word

INSERTED = f'<w:p {NS}><w:r><w:t>Пеня </w:t></w:r><w:ins w:author="М. Лосева"><w:r><w:t>0,5 % в день.</w:t></w:r></w:ins></w:p>'
DELETED = f'<w:p {NS}><w:del w:author="М. Лосева"><w:r><w:delText>Пеня не начисляется.</w:delText></w:r></w:del></w:p>'


def test_a_clean_file_has_none() -> None:
    assert grades("tracked_changes", word("Договор услуг."), "a.docx") == []


def test_an_insertion_is_shown_where_it_stands_with_its_author() -> None:
    file = word("Договор услуг.", change=with_xml(INSERTED))
    assert quotes("tracked_changes", file, "a.docx") == ["0,5 % в день."]
    (found,) = defects("tracked_changes", file, "a.docx")
    assert found.grade == "fail"
    assert "М. Лосева" in found.message.ru


def test_a_deletion_is_shown_as_it_was_kept_apart() -> None:
    file = word("Договор услуг.", change=with_xml(DELETED))
    assert quotes("tracked_changes", file, "a.docx") == ["Пеня не начисляется."]
    assert grades("tracked_changes", file, "a.docx") == ["fail"]


def test_a_comment_alone_is_weak() -> None:
    def commented(document: Any) -> None:
        paragraph = document.paragraphs[0]
        document.add_comment(paragraph.runs, text="Согласовать срок.", author="О. Кузин")

    file = word("Договор услуг.", change=commented)
    assert grades("tracked_changes", file, "a.docx") == ["weak"]
    assert quotes("tracked_changes", file, "a.docx") == ["Согласовать срок."]


def test_a_note_on_a_page_of_a_pdf_is_a_comment() -> None:
    file = pdf("Договор услуг. Исполнитель проводит инвентаризацию склада.", comment="Check the price")
    (found,) = defects("tracked_changes", file, "a.pdf")
    assert (found.grade, found.span) == ("weak", None)
    assert "Check the price" in found.message.en


def test_a_long_change_is_cut_in_the_message_and_shown_whole_in_the_quote() -> None:
    long = "Исполнитель отвечает за убытки. " * 10
    file = word("Договор услуг.", change=with_xml(DELETED.replace("Пеня не начисляется.", long)))
    (found,) = defects("tracked_changes", file, "a.docx")
    assert len(found.message.ru) < 160
    assert quotes("tracked_changes", file, "a.docx") == [long.strip()]
