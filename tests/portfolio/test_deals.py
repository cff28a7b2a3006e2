"""A cleaning firm's deals, a matrix in abbreviations, outside helpers and clients who never got a contract."""

from __future__ import annotations

import pytest

from auditor.model.finding import Finding, Outcome
from tests.portfolio.made import about, accounts_of, findings_of

STAFF = """ФИО;Должность;Принят;Уволен;Логин
Лапина Нина Олеговна;менеджер;01.02.2020;;lapina
Шишов Глеб Ильич;менеджер;01.02.2021;;shishov
Рябова Анна Львовна;администратор зала;01.02.2022;;ryabova
"""
DEALS = """ID сделки;Название сделки;Контакт / компания;Ответственный;Наблюдатели;Этап воронки;Бюджет;Договор
11;Окна;ООО «Сосновый мыс»;Лапина Н. О.;Шишов Г. И., Дятлова В. П. (замерщик), ИП Марьин;В работе;40000;М-1
12;Фасад;Цой Виктор Рустамович;Лапина Н. О.;;В работе;9000;{second}
13;Двор;ООО «Берёзовый лог»;Шишов Г. И.;;{stage};15000;{third}
"""
MATRIX = """Учётная запись;Кто пользуется;Состояние;Сосновый мыс;Цой;Берёзовый лог
lapina;Лапина Н. О.;активна;ред;ред;
shishov;Шишов Г. И.;активна;чт;;ред
ryabova;Рябова А. Л.;активна;;;чт
dyatlova;Дятлова В. П., замерщик по договору подряда;активна;чт;;
maryin;ИП Марьин О. Л., мойщик;активна;чт;;
grachev;ИП Грачёв, внешний настройщик;активна;ред;;
"""
SECOND = """Соглашение о неразглашении

5 марта 2026 г.

ООО «Чистый двор» и ИП Марьин Олег Львович договорились: ИП Марьин хранит сведения о клиентах в тайне.
"""
SECRECY = """Соглашение о неразглашении

3 февраля 2026 г.

ООО «Чистый двор» и Дятлова Вера Павловна договорились: Дятлова Вера Павловна хранит сведения о клиентах в тайне.
"""
CONTRACT = """ДОГОВОР № М-1 возмездного оказания услуг
г. Пермь 03.02.2026
ООО «Чистый двор», именуемое в дальнейшем «Исполнитель», в лице директора Зуева П. А., и ООО «Сосновый мыс», именуемое в дальнейшем «Заказчик», заключили договор.
1.1. Исполнитель моет окна Заказчика, а Заказчик оплачивает услуги.
"""
FILES = {
    "кадры/сотрудники.csv": STAFF,
    "crm/сделки.csv": DEALS.format(second="М-2", stage="В работе", third="М-3"),
    "доступ/матрица 20.10.2026.csv": MATRIX,
    "кадры/неразглашение.txt": SECRECY,
    "кадры/неразглашение мойщика.txt": SECOND,
    "договор.txt": CONTRACT,
}


@pytest.mark.parametrize(
    ("who", "word"),
    [
        ("lapina", "within"),
        ("shishov", "within"),
        ("dyatlova", "within"),
        ("maryin", "within"),
        ("ryabova", "excess"),
        ("grachev", "no_secrecy"),
    ],
)
def test_those_who_watch_a_deal_may_see_its_client(who: str, word: str) -> None:
    assert about(accounts_of(FILES), who)["need_to_know"] == word


def test_a_paper_on_secrecy_may_name_a_helper_of_one_word() -> None:
    bound = SECRECY.replace("Дятлова Вера Павловна", "ИП Грачёв Олег Юрьевич")
    told = accounts_of({**FILES, "кадры/неразглашение 2.txt": bound})
    assert about(told, "grachev")["need_to_know"] != "no_secrecy"


REGISTER = """№ жалобы;Дата поступления;Клиент;Суть жалобы;Требование;Принял;Ответственный;Ответ дан
Ж-1;01.10.2026;ООО «Берёзовый лог»;Двор не убран два дня подряд;убрать;Рябова А. Л.;Лапина Н. О.;05.10.2026
"""


def test_who_took_a_complaint_has_a_reason_to_see_its_client() -> None:
    told = accounts_of({**FILES, "жалобы/реестр жалоб.csv": REGISTER})
    assert about(told, "ryabova")["need_to_know"] == "within"


def without_contract(files: dict[str, str]) -> dict[str, Outcome]:
    found: list[Finding] = [f for f in findings_of(files) if f.rule == "written-contract-missing"]
    return {finding.subject.label: finding.outcome for finding in found}


@pytest.mark.parametrize(
    ("stage", "third", "told"),
    [
        ("В работе", "", True),
        ("Обслуживание", "-", True),
        ("В работе", "М-3", False),
        ("Переговоры", "", False),
        ("Отказ", "", False),
    ],
)
def test_a_deal_at_work_without_a_contract_is_told(stage: str, third: str, *, told: bool) -> None:
    deals = DEALS.format(second="М-2", stage=stage, third=third)
    found = without_contract({**FILES, "crm/сделки.csv": deals})
    assert found.get("ООО «Берёзовый лог»") == (Outcome.FAIL if told else None)


JOURNAL = """Дата;Контакт;Сотрудник;Тема;О чём говорили;Что ответили
05.10.2026;ООО «Сосновый мыс»;Лапина Н. О.;Окна;По телефону согласовали мыть окна 20 ноября вместо 2 ноября.;Заказчик не против
"""
LETTER = """From: lapina@dvor.example
To: office@mys.example
Date: Tue, 6 Oct 2026 10:00:00 +0500
Subject: =?utf-8?b?0J7QutC90LA=?=
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Подтверждаю вчерашний разговор с ООО «Сосновый мыс»: окна моем {day} ноября вместо 2 ноября.
"""


@pytest.mark.parametrize(("day", "outcome"), [("17", Outcome.FAIL), ("20", None)])
def test_a_letter_with_another_new_day_contradicts_the_talk(day: str, outcome: Outcome | None) -> None:
    found = findings_of({**FILES, "журнал звонков.csv": JOURNAL, "почта/окна.eml": LETTER.format(day=day)})
    told = [f.outcome for f in found if f.rule == "verbal-agreement-contradicted" and f.subject.path.endswith(".csv")]
    assert told == ([outcome] if outcome else [])


CHAT = """[05.10.2026, 10:00:00] Лапина Н. О.: Здравствуйте, окна вымыты.
[06.10.2026, 09:00:00] ООО «Берёзовый лог»: Пришлите, пожалуйста, договор на уборку двора.
"""
ENTRY = """Дата;Контакт;Сотрудник;Тема;Содержание;Что ответили
07.10.2026;ООО «Берёзовый лог»;Шишов Г. И.;Уборка двора;{said};{answer}
"""


@pytest.mark.parametrize(
    ("said", "answer", "outcome"),
    [
        ("Убираем двор третий раз, договор с ним так и не оформили.", "Уборка двора 09.10.2026", Outcome.FAIL),
        ("Клиент просил договор на уборку двора.", "Договор на уборку двора выслан", None),
    ],
)
def test_a_note_that_there_is_no_contract_answers_nobody_who_asks_for_it(
    said: str, answer: str, outcome: Outcome | None
) -> None:
    files = {
        **FILES,
        "WhatsApp Chat with Берёзовый лог.txt": CHAT,
        "журнал.csv": ENTRY.format(said=said, answer=answer),
    }
    found = [
        f.outcome for f in findings_of(files) if f.rule == "client-request-unanswered" and "WhatsApp" in f.subject.path
    ]
    assert found == ([outcome] if outcome else [])
