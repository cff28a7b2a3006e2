"""Access of outsiders in a small removal firm, and a client with a short surname."""

from __future__ import annotations

from tests.portfolio.made import about, accounts_of

STAFF = """ФИО;Должность;Дата приёма;Дата увольнения;Логин
Орлова Тамара Викторовна;менеджер;01.02.2020;;orlova
Зуева Полина Антоновна;менеджер;01.02.2020;;zueva
"""
DEALS = """Сделка;Клиент;Ответственный;Наблюдатели;Стадия
Склад;ООО «Маяк»;Орлова Т. В.;ИП Лаптев (грузчик);В работе
Бокс;ИП Цой А. А.;Зуева П. А.;;В работе
"""
RIGHTS = """Логин;Владелец;Клиент;Право;Состояние
orlova;Орлова Т. В.;ООО «Маяк»;изменение;активна
zueva;Зуева П. А.;ИП Цой А. А.;изменение;активна
laptev;ИП Лаптев Б. Б., грузчик;ООО «Маяк»;чтение;активна
guba_ext;ИП Губа, внешний консультант;ООО «Маяк»;полный;активна
"""
PLEDGE = """СОГЛАШЕНИЕ О НЕРАЗГЛАШЕНИИ
г. Энск, 5 августа 2026 г.
ООО «Комод» и ИП {name} договорились: ИП {name} видит план склада ООО «Маяк», не передаёт его никому и
возвращает после переезда. За разглашение уплачивает 20 000 рублей.
"""
BASE = {"кадры/сотрудники.csv": STAFF, "сделки.csv": DEALS, "доступ/права.csv": RIGHTS}


def word(files: dict[str, str], account: str) -> str:
    return about(accounts_of(files), account)["need_to_know"]


def test_an_outsider_named_by_surname_alone_needs_a_promise_of_secrecy() -> None:
    assert word(BASE, "guba_ext") == "no_secrecy"
    assert word(BASE, "laptev") == "no_secrecy"


def test_an_outsider_who_promised_secrecy_and_is_named_with_the_client_is_within() -> None:
    assert word(BASE | {"нда.txt": PLEDGE.format(name="Лаптев Борис Борисович")}, "laptev") == "within"


def test_a_promise_of_secrecy_that_names_the_client_tells_whose_data_it_is_for() -> None:
    unlisted = DEALS.replace("ИП Лаптев (грузчик)", "")
    files = BASE | {"сделки.csv": unlisted, "нда.txt": PLEDGE.format(name="Лаптев Борис Борисович")}
    assert word(files, "laptev") == "within"
    elsewhere = PLEDGE.format(name="Лаптев Борис Борисович").replace("ООО «Маяк»", "ООО «Комод»")
    assert word(files | {"нда.txt": elsewhere}, "laptev") == "excess"


def test_a_client_with_a_short_surname_is_known_again() -> None:
    assert word(BASE, "zueva") == "within"
