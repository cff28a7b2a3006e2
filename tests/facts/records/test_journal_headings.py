"""Journals, lists of deals and matrices of rights under the headings of several programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model.fact import DocumentFacts
from auditor.model.record import Record, Table
from auditor.trials import facts_of_file


def read(folder: Path, name: str, *lines: str) -> tuple[Table, tuple[Record, ...]]:
    """Return the one table of a list with its rows."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    facts = facts_of_file(path, ())
    assert isinstance(facts, DocumentFacts)
    assert len(facts.tables) == 1
    return facts.tables[0], facts.records


def test_whole_sentences_under_a_strange_heading_are_what_was_said(tmp_path: Path) -> None:
    table, records = read(
        tmp_path,
        "события.csv",
        "ID;Дата;Контакт;Тип события;Тема;Речь собеседника своими словами;Итог;Цвет",
        "1;03.08.2026;Лось П. А.;Звонок;Доставка;Пообещали привезти шкаф до 10.08.2026 к подъезду;Ждёт;синий",
        "2;04.08.2026;Сом И. И.;Звонок;Сборка;Клиент спросил, сколько стоит сборка стола дома;Названа цена;красный",
    )
    assert (table.kind, table.columns["details"]) == ("interaction", "Речь собеседника своими словами")
    assert table.unknown == ("Цвет",)
    assert any(saying.topic == "promise" for saying in records[0].says)


def test_single_words_under_a_strange_heading_stay_unknown(tmp_path: Path) -> None:
    table, _ = read(
        tmp_path,
        "calls.csv",
        "Date,Client,Type,Subject,Result,Mood board",
        "2026-08-03,North Pier Ltd,Call,Delivery,Told the price,green",
        "2026-08-04,Quiet Haven LLC,Call,Assembly,Told the date,red",
    )
    assert "details" not in table.columns
    assert table.unknown == ("Mood board",)


def test_the_client_has_a_column_though_whoever_called_has_one_too(tmp_path: Path) -> None:
    table, _ = read(
        tmp_path,
        "заявки.csv",
        "Номер;Дата;Клиент;Кто обратился;Исполнитель;Содержание;Решение",
        "1;03.08.2026;ООО «Маяк»;вахтёр;Зуев П. А.;Не горит лампа над входом;Лампа заменена",
    )
    assert (table.columns["client"], table.columns["contact"]) == ("Клиент", "Кто обратился")


def test_whoever_called_is_the_client_where_nothing_else_names_one(tmp_path: Path) -> None:
    table, _ = read(
        tmp_path,
        "звонки.csv",
        "Номер;Дата;Кто обратился;Исполнитель;Содержание;Решение",
        "1;03.08.2026;Лось П. А.;Зуев П. А.;Не горит лампа над входом;Лампа заменена",
    )
    assert table.columns["client"] == "Кто обратился"


@pytest.mark.parametrize(
    ("name", "lines", "columns"),
    [
        (
            "лиды.csv",
            (
                "ID сделки;Название сделки;Контакт / компания;Ответственный;Наблюдатели;Этап воронки;Бюджет, ₽;Договор",
                "7;Шкаф;Лось П. А.;Зуев П. А.;Орлова Т. В.;В работе;40000;",
            ),
            {"deal_number", "deal", "client", "employee", "deputy", "state", "amount", "contract"},
        ),
        (
            "pipeline.csv",
            (
                "Deal ID,Deal name,Contact / company,Owner,Followers,Deal stage,Amount,Contract no",
                "7,Wardrobe,North Pier Ltd,Jane Roe,Bob Hill,In progress,4000,",
            ),
            {"deal_number", "deal", "client", "employee", "deputy", "state", "amount", "contract"},
        ),
    ],
)
def test_a_list_of_deals_tells_who_works_with_whom(
    tmp_path: Path, name: str, lines: tuple[str, ...], columns: set[str]
) -> None:
    table, _ = read(tmp_path, name, *lines)
    assert (table.kind, set(table.columns)) == ("assignment", columns)


def test_a_journal_with_a_column_for_deals_is_no_list_of_deals(tmp_path: Path) -> None:
    table, _ = read(
        tmp_path,
        "дела.csv",
        "ID;Сделка;Клиент;Ответственный;Тип дела;Тема;Описание;Результат;Создано",
        "7;Шкаф;Лось П. А.;Зуев П. А.;Звонок;Срок;Спросил, когда привезут шкаф;Назван день;03.08.2026",
    )
    assert table.kind == "interaction"


@pytest.mark.parametrize(("read_mark", "write_mark"), [("чт", "ред"), ("просм.", "изм."), ("read", "upd")])
def test_short_words_for_rights_make_a_matrix(tmp_path: Path, read_mark: str, write_mark: str) -> None:
    table, records = read(
        tmp_path,
        "матрица доступа.csv",
        "Учётная запись;Кто пользуется;Состояние;Маяк;Берег",
        f"zuev;Зуев П. А.;активна;{write_mark};",
        f"orlova;Орлова Т. В.;активна;{read_mark};{write_mark}",
    )
    assert {name for name in table.columns if name.startswith("*")} == {"*Маяк", "*Берег"}
    assert records[1].value("*Маяк") == "read"
    assert records[1].value("*Берег") == "write"


def test_a_heading_for_wish_and_mood_is_both(tmp_path: Path) -> None:
    table, _ = read(
        tmp_path,
        "журнал жалоб.csv",
        "№;Дата поступления;Клиент;Содержание;Желаемый исход, настроение;Ответ дан;Решение",
        "1;03.08.2026;Лось П. А.;Шкаф привезли с царапиной;заменить дверцу, сердит;05.08.2026;дверца заменена",
    )
    assert table.columns["demand"] == table.columns["mood"] == "Желаемый исход, настроение"


def test_the_first_cause_and_the_tone_of_a_complaint_have_their_columns(tmp_path: Path) -> None:
    table, _ = read(
        tmp_path,
        "реестр рекламаций.csv",
        "Номер;Поступила;Клиент;Суть;Тон обращения;Первопричина;Наша вина;Отвечено",
        "1;03.08.2026;Лось П. А.;Шкаф привезли с царапиной;сердитый;тара без прокладок;да, по акту;05.08.2026",
    )
    assert (table.columns["mood"], table.columns["cause"]) == ("Тон обращения", "Первопричина")
