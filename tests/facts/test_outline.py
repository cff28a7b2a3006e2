"""Sentences, clauses and sections, however a document is numbered."""

from __future__ import annotations

from auditor.facts.outline import outline_of
from auditor.model.document import Block, BlockKind, Document, Location

ABBREVIATIONS = frozenset({"г", "руб", "п", "ст", "ltd", "no"})


def outlined(*blocks: str | Block):  # type: ignore[no-untyped-def]
    made = tuple(block if isinstance(block, Block) else Block(block) for block in blocks)
    document = Document("a.txt", "", "text/plain", 0, made)
    outline = outline_of(document, ABBREVIATIONS)
    return document, outline


def words(document: Document, spans: list[tuple[int, int]]) -> list[str]:
    return [document.text[start:end] for start, end in spans]


def test_numbered_lines_are_sections_and_clauses() -> None:
    _, outline = outlined(
        "1. Предмет договора", "1.1. Исполнитель оказывает услуги.", "2. Оплата", "2.1. Цена 5 руб. в час."
    )
    assert [section.heading for section in outline.sections] == ["", "Предмет договора", "Оплата"]
    assert [clause.number for clause in outline.clauses] == ["1", "1.1", "2", "2.1"]


def test_a_clause_counted_anew_in_its_section_gets_the_section_number() -> None:
    _, outline = outlined(
        "3. Порядок оплаты", "1. Цена составляет 100 рублей за час.", "2. Оплата идёт авансом в срок."
    )
    assert [clause.number for clause in outline.clauses] == ["3", "3.1", "3.2"]


def test_abbreviations_do_not_end_a_sentence() -> None:
    document, outline = outlined("В г. Москве цена 5 руб. за час. Срок три дня.")
    assert words(document, [s.span for s in outline.sentences]) == ["В г. Москве цена 5 руб. за час.", "Срок три дня."]


def test_list_items_remember_the_sentence_that_introduces_them() -> None:
    _, outline = outlined(
        "2.1. Исполнитель обязуется:", "- оказать услуги;", "- сдать отчёт.", "2.2. Заказчик платит вовремя."
    )
    assert [sentence.lead_in for sentence in outline.sentences] == [None, 0, 0, None]
    assert outline.sentences[2].clause == outline.sentences[0].clause


def test_running_text_that_starts_anew_is_no_list_item() -> None:
    _, outline = outlined(
        "Исполнитель обязуется:", "оказать услуги;", "сдать отчёт.", "Заказчик платит вовремя и полностью."
    )
    assert [sentence.lead_in for sentence in outline.sentences] == [None, 0, 0, None]


def test_a_run_in_heading_belongs_to_its_clause() -> None:
    _, outline = outlined("1.2 Term. The term of this Agreement is one year and no longer.")
    assert outline.clauses[0].heading == "Term"


def test_cells_of_one_row_of_a_sheet_are_one_sentence() -> None:
    cells = [Block(text, BlockKind.CELL, Location(cell=place)) for place, text in
             [("Лист1!C1", "Услуга"), ("Лист1!D1", "Цена"), ("Лист1!C2", "Уборка"), ("C3", "Итого"), ("D3", "500")]]  # fmt: skip
    document, outline = outlined(*cells)
    assert words(document, [s.span for s in outline.sentences]) == ["Услуга\nЦена", "Уборка", "Итого\n500"]


def test_cells_of_one_row_are_one_sentence() -> None:
    cells = [Block(text, BlockKind.CELL, Location(cell=f"T1R{row}C{column}"))
             for row, column, text in [(1, 1, "Услуга"), (1, 2, "Цена"), (2, 1, "Уборка"), (2, 2, "500 руб.")]]  # fmt: skip
    document, outline = outlined(*cells)
    assert words(document, [s.span for s in outline.sentences]) == ["Услуга\nЦена", "Уборка\n500 руб."]


def test_text_kept_apart_is_no_part_of_the_outline() -> None:
    document, outline = outlined("1.1. Видимый текст договора.", Block("1.2. Удалённый пункт.", BlockKind.DELETED))
    assert words(document, [s.span for s in outline.sentences]) == ["1.1. Видимый текст договора."]


def test_a_number_computed_by_the_format_names_the_clause() -> None:
    _, outline = outlined(Block("Оплата", BlockKind.HEADING, number="4."), Block("Срок пять дней.", number="4.1."))
    assert [clause.number for clause in outline.clauses] == ["4", "4.1"]


def test_a_line_of_details_is_no_heading() -> None:
    _, outline = outlined("ИНН: 7700000000", "{{client_name}}", "Email: office@example.org", "8. РЕКВИЗИТЫ СТОРОН")
    assert [section.heading for section in outline.sections] == ["", "РЕКВИЗИТЫ СТОРОН"]


def test_a_list_counted_anew_under_its_lead_in_is_no_row_of_sections() -> None:
    _, outline = outlined(
        "3. Споры", "Споры решаются так:", "1. Переговоры сторон", "2. Медиация", "4. Ответственность", "4.1. Пени нет."
    )
    assert [section.heading for section in outline.sections] == ["", "Споры", "Ответственность"]
    assert [sentence.lead_in for sentence in outline.sentences[:4]] == [None, None, 1, 1]


def test_the_first_section_after_the_words_of_introduction_stays_a_section() -> None:
    _, outline = outlined(
        "ДОГОВОР", "Стороны заключили договор о нижеследующем:", "1. Предмет договора", "1.1. Услуги."
    )
    assert [section.heading for section in outline.sections] == ["", "ДОГОВОР", "Предмет договора"]
