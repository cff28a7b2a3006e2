"""The schedule of disagreements and the letter, read back as Word files."""

from __future__ import annotations

import io

import docx

from auditor.review.papers import rows
from auditor.reviewing import letter, schedule
from tests.review.conftest import Reviewer
from tests.review.made import ENGLISH, RUSSIAN, edited_contract, plain


def test_each_disagreement_has_clause_both_wordings_and_reason(reviewed: Reviewer) -> None:
    draft = reviewed(edited_contract()).draft
    assert draft is not None
    found = {row.theirs: row for row in rows(draft)}
    struck = found["Споры рассматриваются в суде по месту нахождения Мастерской."]
    assert struck.clause == "4.1"
    assert struck.ours.startswith("Иск подаётся в суд по выбору потребителя")
    assert "ЗоЗПП" in struck.reason
    new = [row for row in rows(draft) if row.theirs == "Условие отсутствует"]
    assert any(row.clause == "2.4 (новый)" for row in new)
    assert all(row.ours and row.reason for row in rows(draft))


def test_the_schedule_holds_every_row_and_both_signatures(reviewed: Reviewer) -> None:
    draft = reviewed(plain(RUSSIAN)).draft
    assert draft is not None
    paper = docx.Document(io.BytesIO(schedule(draft)))
    table, signatures = paper.tables
    assert len(table.rows) == len(rows(draft)) + 1
    assert [cell.text for cell in table.rows[0].cells] == [
        "Пункт",
        "Редакция договора",
        "Предлагаемая редакция",
        "Обоснование",
    ]
    assert "к договору № 21/2026 от 02.02.2026" in [paragraph.text for paragraph in paper.paragraphs]
    assert [cell.text.split("\n")[0] for cell in signatures.rows[0].cells] == [
        "подрядчик, ООО «Лён»",
        "покупатель, ООО «Озеро»",
    ]


def test_the_papers_speak_the_language_of_the_contract(reviewed: Reviewer) -> None:
    draft = reviewed(plain(ENGLISH)).draft
    assert draft is not None
    said = "\n".join(p.text for p in docx.Document(io.BytesIO(schedule(draft))).paragraphs)
    assert "SCHEDULE OF DISAGREEMENTS" in said
    assert "Flax Ltd and Lake Ltd agree" in said
    told = "\n".join(p.text for p in docx.Document(io.BytesIO(letter(draft))).paragraphs)
    assert "We have reviewed the draft contract No. 77 of 2026-03-05" in told
    assert f"Items in the schedule: {len(rows(draft))}." in told


def test_the_letter_tells_the_gravest_first(reviewed: Reviewer) -> None:
    draft = reviewed(edited_contract()).draft
    assert draft is not None
    told = docx.Document(io.BytesIO(letter(draft))).paragraphs
    points = [paragraph.text for paragraph in told if paragraph.style.name == "List Bullet"]
    assert len(points) == 5
    assert any("Договор наказывает потребителя за отказ от услуг" in point for point in points[:3])
