"""Access to client data in an advertising agency: long lists of rights, an export of a CRM, a matrix on its side."""

from __future__ import annotations

import pytest

from auditor.portfolio.cases.access import access_table
from tests.portfolio.made import about, accounts_of, findings_of, folder_of

FILES = {
    "кадры/Список работников.csv": """Таб. №;Фамилия;Имя;Отчество;Должность;Подразделение;Дата приёма;Дата увольнения;Логин
11;Вострикова;Жанна;Олеговна;генеральный директор;Дирекция;11.01.2015;;vostrikova
12;Щукин;Егор;Ильич;аккаунт-менеджер;Клиентский;02.03.2020;;e.schukin
13;Цыганова;Юлия;Яковлевна;аккаунт-менеджер;Клиентский;05.04.2021;;
14;Лопахин;Марк;Юрьевич;дизайнер;Дизайн;07.07.2022;14.08.2026;
15;Фирсов;Глеб;Игоревич;системный администратор;ИТ;01.02.2019;;
16;Журавлёва;Инна;Павловна;бухгалтер;Бухгалтерия;01.02.2019;31.08.2026;
""",
    "Распределение проектов.csv": """Контрагент;Куратор;Подменяет;Дизайнер
ООО «Медовый берег»;Щукин Е. И.;;Лопахин М. Ю.
АО «Стройтранс-Волга»;Цыганова Ю. Я.;;
ИП Гречкин В. В.;Щукин Е. И.;Цыганова Ю. Я. (с 1 по 20 сентября 2026);
""",
    "Права на папки 15.10.2026.csv": """Папка;Кому;Право
\\\\srv\\Проекты\\Медовый берег;Щукин Е. И.;изменение
\\\\srv\\Проекты\\Медовый берег;Цыганова Ю. Я.;чтение
\\\\srv\\Проекты\\Стройтранс-Волга;Цыганова Ю. Я.;изменение
\\\\srv\\Проекты\\Стройтранс-Волга;Все пользователи;чтение
\\\\srv\\Проекты\\Гречкин;Цыганова Ю. Я.;чтение
\\\\srv\\Проекты\\Гречкин;Отдел «Клиентский»;чтение
\\\\srv\\Шаблоны;Все пользователи;чтение
\\\\srv\\Проекты\\Медовый берег;Лопахин М. Ю.;чтение
""",
    "crm_users.csv": """Пользователь;Почта;Роль;Сделки: чтение;Активен;Последний вход
Вострикова Жанна;vostrikova@agency.example;Руководитель;Все;да;14.10.2026
Егор Щукин;schukin@agency.example;Менеджер;Свои;да;15.10.2026
Фирсов Глеб;firsov@agency.example;Администратор;Нет доступа;да;15.10.2026
Журавлёва Инна;juravleva@agency.example;Бухгалтер;Нет;нет;28.08.2026
Дежурный;dezhurnyi@agency.example;Менеджер;Все;да;15.10.2026
""",
    "Приказ о перечне.txt": """Приказ № 17 от 09.02.2026

Утвердить список лиц, допущенных к сведениям о заказчиках:
генеральный директор: все клиенты
аккаунт-менеджеры: закреплённые клиенты

Генеральный директор Ж. О. Вострикова
""",
}


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, str]]:
    """Return the facts of every account by its name."""
    return accounts_of(FILES)


@pytest.mark.parametrize(
    ("who", "word"),
    [
        ("Вострикова", "within"),
        ("Щукин", "within"),
        ("Цыганова", "excess"),
        ("Все пользователи", "everyone"),
        ("Фирсов", "none"),
        ("Журавлёва", "blocked"),
        ("Лопахин", "leaver"),
        ("Дежурный", "shared"),
        ("Клиентский", "excess"),
    ],
)
def test_who_sees_more_than_needed(told: dict[str, dict[str, str]], who: str, word: str) -> None:
    assert about(told, who)["need_to_know"] == word


def test_a_deputy_sees_the_client_within_the_days_only(told: dict[str, dict[str, str]]) -> None:
    assert about(told, "Цыганова")["clients_in_excess"] == "2", "Медовый берег, and Гречкин after 20 September"


@pytest.mark.parametrize(("who", "word"), [("Лопахин", "open"), ("Журавлёва", "closed"), ("Щукин", "no")])
def test_leavers(told: dict[str, dict[str, str]], who: str, word: str) -> None:
    assert about(told, who)["leaver"] == word


def test_a_right_that_outlived_its_owner_is_counted_in_days(told: dict[str, dict[str, str]]) -> None:
    assert about(told, "Лопахин")["days_open"] == "62"


def test_the_message_says_who_sees_what_and_why_that_is_too_much() -> None:
    finding = next(
        found
        for found in findings_of(FILES)
        if found.rule == "access-not-need-to-know" and "Цыганова" in found.subject.label
    )
    assert "Медовый берег" in finding.message.ru
    assert "Цыганова" in finding.message.ru
    assert any("Медовый берег" in evidence.quote for evidence in finding.evidence)


def test_the_table_for_the_report() -> None:
    table = access_table(folder_of(FILES))
    assert table is not None
    row = next(row for row in table.rows if "Цыганова" in row.person)
    needed = {cell.client: cell.is_needed for cell in row.cells}
    assert needed["АО «Стройтранс-Волга»"] is True
    assert needed["ООО «Медовый берег»"] is False
