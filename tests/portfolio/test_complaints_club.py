"""Complaints of a Russian fitness club: an export of a CRM, letters, a contract with its own time to answer."""

from __future__ import annotations

import pytest

from auditor.model.finding import Finding, Outcome
from tests.portfolio.made import findings_of

CONTRACT = """ДОГОВОР № КП-7 возмездного оказания услуг
г. Тверь 12.01.2026
ООО «Атлант-Спорт», именуемое в дальнейшем «Исполнитель», в лице директора Юдиной В. М., и ООО «Заря-Текстиль», именуемое в дальнейшем «Заказчик», заключили договор.
1.1. Исполнитель проводит занятия для работников Заказчика, а Заказчик оплачивает услуги.
2.1. Стоимость услуг составляет 60 000 рублей в месяц, оплата до 10 числа.
4.1. Обращение Заказчика об изменении расписания рассматривается 20 рабочих дней.
5.1. Ответ на претензию даётся в течение 7 рабочих дней с даты её получения.

Реквизиты. Исполнитель: ООО «Атлант-Спорт», club@atlant.example. Заказчик: ООО «Заря-Текстиль», hr@zarya.example.
"""
FILES = {
    "Договоры/КП-7.txt": CONTRACT,
    "Выгрузка/Смарт-процесс Рекламации.csv": """ID;Название;Стадия;Ответственный;Дата создания;Источник;Клиент;Описание;Причина;Дата закрытия;Результат;Крайний срок
812;Жалоба на тренера;Закрыта;Юдина Вера;03.08.2026 12:14:05;Сайт;Крылова Анна Петровна;Тренер сорвал три занятия подряд, просит вернуть деньги за абонемент;Болезнь тренера без замены;07.08.2026 18:00:00;Возвращено 4 500 рублей;13.08.2026
840;Холодная вода в бассейне;Новая;;20.10.2026 09:00:11;Телефон;Сомов Игорь;Вода в бассейне третью неделю ниже нормы, требует перерасчёта;;;;30.10.2026
851;Занятия у заказчика;Закрыта;Юдина Вера;03.06.2026 10:00:00;Почта;ООО «Заря-Текстиль»;Два занятия не проведены, просят уменьшить оплату за май;Тренер заболел;15.06.2026 12:00:00;Оплата уменьшена;12.06.2026
""",
    "Письма/От Крыловой.eml": """From: Anna Krylova <krylova@pochta.example>
To: club@atlant.example
Date: Mon, 03 Aug 2026 12:14:00 +0300
Subject: Жалоба на тренера
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Тренер сорвал три занятия. Верните деньги.
Крылова Анна Петровна
""",
    "Письма/Ответ Крыловой.txt": """ООО «Атлант-Спорт»
исх. № 12 от 07.08.2026

Уважаемая Анна Петровна Крылова!

Рассмотрев Вашу жалобу от 03.08.2026, сообщаем: деньги за абонемент возвращены, приносим извинения.
Директор В. М. Юдина
""",
    "Письма/Претензия Белова.txt": """Генеральному директору ООО «Атлант-Спорт»
от Белова Ивана Сергеевича

ПРЕТЕНЗИЯ

12 сентября 2026 года мне отказали в заморозке абонемента. По закону о защите прав потребителей требую вернуть 8 000 рублей.

Белов И. С., 14 сентября 2026 г.
""",
    "Поставщики/Претензия поставщику.txt": """Директору ООО «Спортинвентарь»

ПРЕТЕНЗИЯ

Поставленные коврики не соответствуют накладной. Требуем заменить партию.

10 августа 2026 г.
""",
    "Поставщики/Жалоба на поставку (на бланке).txt": """ООО «Атлант-Спорт»
170000, г. Тверь

Генеральному директору ООО «Спортинвентарь»

ПРЕТЕНЗИЯ № 5

Поставленные гантели не соответствуют накладной. Требуем вернуть 40 000 рублей.

11 августа 2026 г.
""",
}


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    """Return what an audit finds in the folder."""
    return [finding for finding in findings_of(FILES) if finding.subject.kind == "complaint"]


def told(found: list[Finding], rule: str, about: str) -> Finding:
    """Return what a rule says of one complaint."""
    return next(one for one in found if one.rule == rule and about in one.subject.label)


def test_the_answer_in_the_folder_belongs_to_the_row(found: list[Finding]) -> None:
    late = told(found, "complaint-overdue", "812")
    assert late.outcome is Outcome.PASS
    assert {evidence.path for evidence in late.evidence} == {
        "Выгрузка/Смарт-процесс Рекламации.csv", "Письма/От Крыловой.eml", "Письма/Ответ Крыловой.txt",
    }  # fmt: skip
    assert told(found, "complaint-client-not-notified", "812").outcome is Outcome.PASS


def test_a_person_is_a_consumer_where_the_register_writes_organisations_with_their_form(found: list[Finding]) -> None:
    finding = told(found, "complaint-overdue", "840")
    assert finding.outcome is Outcome.WEAK
    assert "30.10.2026" in finding.message.ru
    assert "организации в реестре названы с формой" in finding.message.ru


def test_a_person_stays_open_where_the_register_names_no_organisation() -> None:
    name = "Выгрузка/Смарт-процесс Рекламации.csv"
    files = {name: "\n".join(line for line in FILES[name].splitlines() if "ООО" not in line)}
    finding = told(findings_of(files), "complaint-overdue", "840")
    assert finding.outcome is Outcome.UNDETERMINED
    assert "30.10.2026" in finding.message.ru
    assert "19.11.2026" in finding.message.ru


def test_the_contract_sets_the_limit_in_working_days(found: list[Finding]) -> None:
    finding = told(found, "complaint-overdue", "851")
    assert finding.outcome is Outcome.PASS  # 12 June is a holiday: the seventh working day is 15 June
    assert "7 рабочих дней (договор № КП-7)" in finding.message.ru
    assert told(found, "complaint-deadline-missing", "851").outcome is Outcome.PASS


def test_a_claim_that_no_register_knows_is_a_complaint_of_its_own(found: list[Finding]) -> None:
    finding = told(found, "complaint-overdue", "Белова")
    assert finding.outcome is Outcome.FAIL
    assert "48 дн." in finding.message.ru
    assert finding.subject.consumer is True
    register = told(found, "complaint-register-missing", "Реестр")
    assert register.outcome is Outcome.WEAK
    assert [evidence.path for evidence in register.evidence] == ["Письма/Претензия Белова.txt"]


def test_a_claim_against_a_supplier_is_no_complaint(found: list[Finding]) -> None:
    assert not [one for one in found if any("Поставщики" in evidence.path for evidence in one.evidence)]


def test_a_late_complaint_is_told_once(found: list[Finding]) -> None:
    late = [one for one in found if one.rule == "complaint-overdue" and one.outcome is Outcome.FAIL]
    assert len([one for one in late if not one.subject.id.startswith("all:")]) == 1


def test_what_the_export_does_not_hold_is_said_once(found: list[Finding]) -> None:
    for rule in ("complaint-staff-missing", "complaint-own-fault-not-assessed", "complaint-followup-missing"):
        assert [one.outcome for one in found if one.rule == rule] == [Outcome.UNDETERMINED]


TICKETS = """Ticket ID,Created at,Requester,Subject,Status,Assignee,Solved at,Satisfaction
1,2026-08-01 10:00,Ann Lee,Cannot log in,Solved,Bob Hill,2026-08-01 11:00,Good
"""
MATTERS = """№;Дата;Клиент;Предмет;Ответственный;Статус;Срок
1;01.02.2026;ООО «Альфа»;Взыскание долга;Петров И. И.;в работе;01.12.2026
"""


@pytest.mark.parametrize("files", [{"tickets.csv": TICKETS}, {"дела.csv": MATTERS}])
def test_other_lists_are_no_complaints(files: dict[str, str]) -> None:
    assert not [one for one in findings_of(files) if one.subject.kind == "complaint" and one.subject.path]
