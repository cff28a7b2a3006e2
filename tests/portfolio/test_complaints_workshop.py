"""Complaints of a bicycle workshop whose register heads its columns in words of its own, and of an English one."""

from __future__ import annotations

import pytest

from auditor.model.finding import Finding, Outcome
from tests.portfolio.made import findings_of

REGISTER = (
    "№;Пришло (день, час);Как;Заявитель / договор;На кого;Внёс;О чём;Что просит;Ответить до;Дата и № ответа;"
    "Как отправлено, вручение;Обоснованность, основания;Почему случилось;Что предложено;Кто занимается: разбор / ответ;"
    "Звонок после ответа;Статус"
)
ROWS = (
    "В-1;03.02.2026 10:15;e-mail;Жилин, ремонт;Ухов П. П.;Ким О. О.;Тормоза не держат;вернуть 2 300;13.02.2026;"
    "17.02.2026, исх. 4;e-mail 17.02, прочитано;обоснована, акт осмотра;не затянут трос;возврат 2 300;Ким / Ли;"
    "24.02, доволен;закрыто",
    "В-2;05.02.2026 18:40;звонок;ООО «Велопрокат», 12/26;Ухов П. П.;Ким О. О.;Колесо восьмёркой;уменьшить счёт;"
    "27.02.2026;27.02.2026, исх. 5;;необоснована;;-;;;закрыто",
    "В-3;09.02.2026 09:05;почта;Рогова (физлицо), покраска;;Ким О. О.;Краска слезла;оплатить перекраску;"
    "19.02.2026;;;;;;Ким / Ли;;в работе",
)


def _mail(sender: str, to: str, day: str, subject: str, words: str) -> str:
    return (
        f"From: {sender}\nTo: {to}\nDate: {day} +0300\nSubject: {subject}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{words}\n"
    )


US, THEM = "Мастерская «Спица» <stol@spitsa.example>", "zh77@pochta.example"
FILES = {
    "Договоры/12-26.txt": (
        "ДОГОВОР № 12/26 возмездного оказания услуг\nг. Псков 12.01.2026\n"
        "ООО «Спица», именуемое «Исполнитель», и ООО «Велопрокат», именуемое «Заказчик», заключили договор.\n"
        "1. Исполнитель чинит велосипеды Заказчика.\n2. Цена 40 000 рублей в месяц.\n"
        "3. Ответ на претензию даётся в течение 15 рабочих дней с даты её получения.\n"
        "Исполнитель: ООО «Спица», stol@spitsa.example. Заказчик: ООО «Велопрокат», ofis@prokat.example.\n"
    ),
    "Жалобы/Журнал 2026.csv": "\n".join((REGISTER, *ROWS)) + "\n",
    "Почта/1.eml": _mail(THEM, US, "Tue, 03 Feb 2026 10:15:00", "тормоза", "Тормоза не держат, верните деньги."),
    "Почта/2.eml": _mail(
        US, THEM, "Wed, 04 Feb 2026 12:00:00", "Re: тормоза", "Ваша претензия рассмотрена, о решении сообщим позже."
    ),
    "Почта/3.eml": _mail(
        US, THEM, "Tue, 17 Feb 2026 11:00:00", "Re: тормоза", "Осмотрели: трос не затянут, это наша вина. Вернём 2 300."
    ),
}


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    """Return what an audit finds in the folder."""
    return [finding for finding in findings_of(FILES) if finding.subject.kind == "complaint"]


def told(found: list[Finding], rule: str, about: str) -> Finding:
    """Return what a rule says of one complaint."""
    return next(one for one in found if one.rule == rule and about in one.subject.label)


def test_a_person_among_organisations_has_ten_days(found: list[Finding]) -> None:
    late = told(found, "complaint-overdue", "В-1")
    assert late.outcome is Outcome.FAIL
    assert "13.02.2026" in late.message.ru


def test_messages_belong_to_the_row_by_minute_and_thread(found: list[Finding]) -> None:
    late = told(found, "complaint-overdue", "В-1")
    assert {evidence.path for evidence in late.evidence} >= {"Почта/1.eml", "Почта/2.eml", "Почта/3.eml"}
    assert not [one for one in found if one.rule == "complaint-overdue" and ".eml" in one.subject.path]


def test_the_contract_named_beside_the_client_sets_the_limit(found: list[Finding]) -> None:
    finding = told(found, "complaint-overdue", "В-2")
    assert finding.outcome is Outcome.PASS
    assert "12/26" in finding.message.ru  # 23 February is a holiday: the fifteenth working day is the 27th


def test_what_a_shared_cell_leaves_out_is_missing(found: list[Finding]) -> None:
    assert told(found, "complaint-own-fault-not-assessed", "В-1").outcome is Outcome.PASS
    assert told(found, "complaint-own-fault-not-assessed", "В-2").outcome is Outcome.WEAK
    assert told(found, "complaint-client-not-notified", "В-2").outcome is Outcome.FAIL


def test_brackets_tell_who_complains(found: list[Finding]) -> None:
    finding = told(found, "complaint-overdue", "В-3")
    assert finding.outcome is Outcome.FAIL
    assert "19.02.2026" in finding.message.ru


def test_the_employee_is_not_taken_for_the_client(found: list[Finding]) -> None:
    assert told(found, "complaint-staff-missing", "В-1").outcome is Outcome.PASS
    assert told(found, "complaint-staff-missing", "В-3").outcome is Outcome.FAIL


ENGLISH = """Ref,Received (date/time),Channel / place,Customer (private/company),About whom,Logged by,What went wrong,Wants,Answer by,Answered,How sent,"Finding, basis",Cause,We offered,Checked by,Decided by,Call back,State
W-1,2026-03-02 10:15,e-mail,Mrs Dale (private),Ned Fox,Ann Poe,The brakes do not hold after the repair,refund of 40,2026-03-12,2026-03-20,"e-mail, read","upheld, inspection sheet",cable loose,refund of 40,Ann Poe,,"2026-03-27, content",closed
W-2,2026-03-05 12:00,phone,Spoke Rentals Ltd,Ned Fox,Ann Poe,A wheel was not trued before the hand-over,price cut,2026-04-04,2026-03-30,letter by courier,"not upheld, test sheet",none found,-,Ann Poe,Kay Lee,"2026-04-06, content",closed
"""


def test_an_english_register_in_its_own_words() -> None:
    found = findings_of({"Complaints/log 2026.csv": ENGLISH})
    assert told(found, "complaint-overdue", "W-1").outcome is Outcome.FAIL
    assert told(found, "complaint-overdue", "W-2").outcome is Outcome.PASS
    assert told(found, "complaint-stage-owner-missing", "W-1").outcome is Outcome.WEAK
    assert told(found, "complaint-stage-owner-missing", "W-2").outcome is Outcome.PASS
