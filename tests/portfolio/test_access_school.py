"""Access in a driving school: headings of its own, a title above them, several rows of headings, leaves and moves."""

from __future__ import annotations

import pytest

from auditor.portfolio.people import parts_of_name
from tests.portfolio.made import about, accounts_of

FILES = {
    "Штатка.csv": """Сотрудники автошколы на 01.10.2026

№;Сотрудник;Кем;Пришёл;Ушёл / перевод
1;Громов Антон Ильич;директор;01.02.2016;
2;Лисина Вера Павловна;администратор;03.04.2019;переведена в филиал 01.09.2026
3;Грачёв Глеб Олегович;инструктор;05.05.2020;уволен 15.08.2026
4;Юсупов Тимур Рашидович;инструктор;05.05.2021;-
5;Клёнова Дина Марковна;бухгалтер;05.05.2021;в декрете с 01.09.2026
6;Петренко Олег Ильич;системный администратор;10.05.2021;
7;Быкова Анна Львовна;маркетолог;10.10.2026;
""",
    "Доступы 30.10.2026.csv": """Выгрузка от 30.10.2026
Учётка;Кто пользуется;Должность;К чему доступ;Вход разрешён;Был в системе
gromov;Громов А. И.;директор;все ученики;да;30.10.2026
lisina;Лисина В. П.;администратор;Орехов, Смирнова;да;30.10.2026
grachev;Грачёв Г. О.;инструктор;Смирнова;да;20.08.2026
yusupov;Юсупов Т. Р.;инструктор;Орехов, Смирнова, Дубов;да;29.10.2026
klenova;Клёнова Д. М.;бухгалтер;оплаты всех учеников;да;30.08.2026
petrenko;Петренко О. И.;сисадмин;только настройки;да;30.10.2026
bykova;Быкова А. Л.;маркетолог;все ученики;да;30.10.2026
info@virazh.example;;;Орехов, Дубов;да;30.10.2026
obmen;обмен с бухгалтерией (без входа человека);;только суммы;да;30.10.2026
""",
    "Кто кого учит.csv": """Ученик;Инструктор;Кто ведёт
Орехов;Юсупов Т. Р.;Лисина В. П.
Смирнова;Грачёв Г. О.;Лисина В. П.
Дубов;Юсупов Т. Р.;
""",
    "действия.csv": """Время;Под кем;Что делал;Чья карточка
28.10.2026 10:00;yusupov;открыл;Смирнова
20.08.2026 09:00;grachev;выгрузил;Смирнова
""",
    "Приказ 5.txt": """Приказ № 5 от 11.02.2026
О сотрудниках, допущенных к карточкам учеников
Утвердить перечень:
1. Громов А. И., директор – все карточки учеников
2. Лисина В. П. (старший администратор), Юсупов Т. Р. – карточки своих учеников
3. Клёнова Д. М. – оплаты
Директор А. И. Громов
""",
}


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, str]]:
    """Return the facts of every account by its name."""
    return accounts_of(FILES)


@pytest.mark.parametrize(
    ("who", "word"),
    [
        ("gromov", "within"),
        ("lisina", "within"),
        ("grachev", "leaver"),
        ("yusupov", "excess"),
        ("klenova", "none"),
        ("petrenko", "none"),
        ("bykova", "all"),
        ("info@", "shared"),
        ("obmen", "service"),
    ],
)
def test_who_sees_more_than_needed(told: dict[str, dict[str, str]], who: str, word: str) -> None:
    assert about(told, who)["need_to_know"] == word


@pytest.mark.parametrize(
    ("who", "word"), [("grachev", "used"), ("lisina", "no"), ("klenova", "no"), ("yusupov", "no"), ("gromov", "no")]
)
def test_a_move_a_leave_and_a_dash_are_no_leaving(told: dict[str, dict[str, str]], who: str, word: str) -> None:
    assert about(told, who)["leaver"] == word


def test_a_log_under_a_heading_of_time_is_read(told: dict[str, dict[str, str]]) -> None:
    assert about(told, "Журнал доступа")["log"] == "views"


def test_a_capital_letter_is_an_initial_and_a_small_one_a_title() -> None:
    assert parts_of_name("Грачёв Г. О.") == ("грачев", "г", "о")
    assert parts_of_name("г. Грачёв Олег") == ("грачев", "олег", "")
