"""Talks, letters and promises of two small firms: whose they are, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.model.finding import Finding
from tests.portfolio.made import findings_of, folder_of

CONTRACT = """ДОГОВОР № 7-К возмездного оказания услуг
г. Тверь 03.02.2026
ООО «Чистый берег», именуемое в дальнейшем «Исполнитель», в лице директора Ильиной М. О., и
ООО «Лесоторг», именуемое в дальнейшем «Заказчик», в лице директора Дубова С. П., заключили договор.
1.1. Исполнитель убирает помещения Заказчика, а Заказчик оплачивает услуги.
2.1. Договор действует с 03.02.2026 по 31.12.2026.
3.1. Стоимость услуг составляет 60 000 рублей в месяц.
Исполнитель: ООО «Чистый берег», info@bereg.example. Заказчик: ООО «Лесоторг».
"""
OTHER = CONTRACT.replace("7-К", "8-К").replace("Лесоторг", "Ткацкий двор").replace("Дубова С. П.", "Рогова А. А.")
JOURNAL = "№ обр.;Когда;Хозяин;Как связались;О чём;Что ответили / сделали;Кто принял;Состояние\n"


def letter(sender: str, receiver: str, day: str, subject: str, words: str) -> str:
    """Return a letter as a mail program keeps it."""
    return (
        f"From: {sender}\nTo: {receiver}\nDate: {day} 09:00:00 +0300\nSubject: {subject}\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{words}\n"
    )


US = "Чистый берег <info@bereg.example>"
FROM_CLIENT = letter("Дубов <sd@lesotorg.example>", US, "Thu, 01 Oct 2026", "мойка окон", "Когда вымоете окна?")
BASE = {"дог 7.txt": CONTRACT, "дог 8.txt": OTHER, "письма/1.eml": FROM_CLIENT}


def outcome(files: Mapping[str, str], rule: str, about: str) -> str:
    """Return the outcome of a rule about one record; ``none`` where it says nothing alone of it."""
    found = [finding for finding in findings_of(files) if finding.rule == rule and _is_about(finding, about)]
    return found[0].outcome.value if found else "none"


def _is_about(finding: Finding, about: str) -> bool:
    return about in finding.subject.label or about in (finding.subject.path or "")


def test_an_address_is_the_clients_whose_name_it_spells_or_whose_director_writes_from_it() -> None:
    files = dict(BASE) | {
        "письма/2.eml": letter("Рогов <a77@mailbox.example>", US, "Fri, 02 Oct 2026", "ключи", "Где ключи? Рогов"),
    }
    folder = folder_of(files)
    ties = {path: tie.client.name for path, tie in folder.ties.items()}
    assert "Лесоторг" in ties["письма/1.eml"]
    assert "Ткацкий двор" in ties["письма/2.eml"]


def test_the_firm_is_nobodys_client_whatever_side_a_contract_gives_it() -> None:
    odd = CONTRACT.replace("7-К", "9-К").replace("именуемое в дальнейшем «Исполнитель»", "именуемое «Сторона 1»")
    folder = folder_of(dict(BASE) | {"дог 9.txt": odd})
    assert not [client.name for client in folder.clients.all if "берег" in client.name.lower()]


@pytest.mark.parametrize(
    ("sender", "receiver", "subject", "words", "expected"),
    [
        (US, "sd@lesotorg.example", "Re: мойка окон", "Завтра с утра.", "none"),
        (US, "sd@lesotorg.example", "Автоответ: мойка окон", "Спасибо, мы получили Ваше письмо.", "fail"),
        (US, "rogov@tkackij-dvor.example", "Re: ключи", "Ключи у охраны.", "fail"),
    ],
)
def test_only_an_answer_to_the_client_answers(
    sender: str, receiver: str, subject: str, words: str, expected: str
) -> None:
    files = dict(BASE) | {"письма/3.eml": letter(sender, receiver, "Fri, 02 Oct 2026", subject, words)}
    assert outcome(files, "client-request-unanswered", "1.eml") == expected


@pytest.mark.parametrize(
    ("sender", "subject", "words"),
    [
        ("Promo <news@lesotorg.example>", "Новинки осени", "Закажите сейчас! Когда удобно встретиться?"),
        ("ООО Вода <schet@voda.example>", "Счёт 14", "Счёт за воду 3 000 руб. во вложении, просим оплатить до 15.10."),
    ],
)
def test_newsletters_and_suppliers_bills_are_no_questions_of_clients(sender: str, subject: str, words: str) -> None:
    files = dict(BASE) | {"письма/4.eml": letter(sender, US, "Thu, 01 Oct 2026", subject, words)}
    assert outcome(files, "client-request-unanswered", "4.eml") == "none"


def test_a_stranger_who_asks_is_left_undecided() -> None:
    asks = letter("P. <p@unknown.example>", US, "Thu, 01 Oct 2026", "уборка", "Пришлите, пожалуйста, расчёт.")
    assert outcome(dict(BASE) | {"письма/5.eml": asks}, "client-request-unanswered", "5.eml") == "undetermined"


def test_a_journal_is_read_by_the_headings_of_any_office() -> None:
    rows = "1;05.10.26 10:10;ООО «Лесоторг»;звонок;звонок;Ответили, что в среду;ресепшен;закрыто\n"
    files = dict(BASE) | {"журнал.csv": JOURNAL + rows}
    assert outcome(files, "interaction-employee-missing", "запись 1") == "fail"
    assert outcome(files, "interaction-issue-missing", "запись 1") == "fail"
    assert outcome(files, "interaction-date-missing", "запись 1") == "none"


def test_a_desk_and_a_post_are_nobody_and_a_post_with_a_name_is_somebody() -> None:
    rows = (
        "1;05.10.26 10:10;ООО «Лесоторг»;звонок;Когда придёт бригада;В среду;Дежурный портала;закрыто\n"
        "2;05.10.26 11:10;ООО «Лесоторг»;звонок;Когда придёт бригада;В среду;менеджер Сизова;закрыто\n"
    )
    files = dict(BASE) | {"журнал.csv": JOURNAL + rows}
    assert outcome(files, "interaction-employee-missing", "запись 1") == "fail"
    assert outcome(files, "interaction-employee-missing", "запись 2") == "none"


NOTE = "05.10 14:20 звонил Дубов из Лесоторга\nпросит мыть и витрины, сказала ок, 8 тыс. сверху\nСизова"


def test_a_note_without_a_title_is_a_record_with_its_day_its_writer_and_what_was_agreed() -> None:
    files = dict(BASE) | {"разговоры/витрины.txt": NOTE}
    assert outcome(files, "interaction-employee-missing", "витрины") == "none"
    assert outcome(files, "interaction-date-missing", "витрины") == "weak"  # no year
    assert outcome(files, "verbal-agreement-not-confirmed", "витрины") == "fail"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("протоколы/планёрка.txt", "Планёрка 05.10.2026. Договорились между собой, что ключи хранит Сизова."),
        (
            "памятки/разговор.txt",
            "Памятка. Разговор с клиентом: поздоровайтесь, спросите, что случилось, обещайте срок.",
        ),
    ],
)
def test_a_talk_among_ourselves_and_a_guide_to_talks_are_no_records(path: str, words: str) -> None:
    folder = folder_of(dict(BASE) | {path: words})
    assert not [result for result, _ in folder.records("interaction") if result.input.path == path]


MINUTES = (
    "Протокол встречи 06.10.2026\nУчаствовали: Дубов С. П. (Лесоторг), Ильина М. О. (Чистый берег)\n"
    "1. Убирать шесть дней в неделю с 19 октября, цена прежняя.\n"
)


@pytest.mark.parametrize(
    ("signed", "expected"),
    [("Подписи: ____________ ____________", "fail"), ("Дубов (подпись) Ильина (подпись)", "none")],
)
def test_minutes_that_nobody_signed_confirm_nothing(signed: str, expected: str) -> None:
    files = dict(BASE) | {"встречи/лесоторг.txt": MINUTES + signed}
    assert outcome(files, "verbal-agreement-not-confirmed", "лесоторг.txt") == expected


@pytest.mark.parametrize(("day", "expected"), [("22 октября", "fail"), ("15 октября", "none")])
def test_a_letter_that_confirms_another_day_contradicts_the_talk(day: str, expected: str) -> None:
    rows = (
        "1;06.10.26 10:10;ООО «Лесоторг»;звонок;Мойка фасада;Договорились: фасад моем 15 октября;Сизова И. И.;закрыто\n"
    )
    words = f"Добрый день! Подтверждаю наш разговор: фасад моем {day}."
    files = dict(BASE) | {
        "журнал.csv": JOURNAL + rows,
        "письма/6.eml": letter(US, "sd@lesotorg.example", "Wed, 07 Oct 2026", "фасад", words),
    }
    assert outcome(files, "verbal-agreement-contradicted", "запись 1") == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2;07.10.26 10:00;ООО «Лесоторг»;звонок исх.;Расписание бригады;Назвали часы;Сизова И. И.;закрыто\n", "none"),
        ("2;07.10.26 10:00;ООО «Лесоторг»;звонок вход.;Расписание бригады;Назвали часы;Сизова И. И.;закрыто\n", "fail"),
    ],
)
def test_a_promised_call_is_kept_by_a_call_of_ours(row: str, expected: str) -> None:
    promised = (
        "1;05.10.26 10:10;ООО «Лесоторг»;звонок;Кто придёт мыть;Обещали перезвонить 7 октября;Сизова И. И.;закрыто\n"
    )
    files = dict(BASE) | {"журнал.csv": JOURNAL + promised + row}
    assert outcome(files, "promise-not-kept", "запись 1") == expected


def test_an_entry_that_only_registers_a_question_is_no_answer() -> None:
    row = (
        "1;02.10.26 10:00;ООО «Лесоторг»;письмо;Спрашивают про мойку окон, вымоете ли;Передано бригадиру;Сизова И. И.;"
    )
    kept = dict(BASE) | {"журнал.csv": JOURNAL + row + "закрыто\n"}
    still = dict(BASE) | {"журнал.csv": JOURNAL + row + "в работе\n"}
    assert outcome(kept, "client-request-unanswered", "1.eml") == "none"
    assert outcome(still, "client-request-unanswered", "1.eml") == "fail"


ENGLISH = """SERVICE AGREEMENT No. SA-4
3 February 2026
This Agreement is made between Larch Gardens LLP (the "Provider") and Fenwick Mills Ltd (the "Client").
1.1. The Provider shall keep the gardens of the Client, and the Client shall pay the fees.
2.1. This Agreement is in force from 3 February 2026 until 31 December 2026.
3.1. The fee is USD 900 per month.
Provider: Larch Gardens LLP, office@larch.example. Client: Fenwick Mills Ltd.
"""
ASKED = letter(
    "Joan <joan@fenwickmills.example>", "office@larch.example", "Thu, 01 Oct 2026", "Hedge", "When will you cut it?"
)


@pytest.mark.parametrize(
    ("subject", "words", "expected"),
    [
        ("Re: Hedge", "On Monday morning.", "none"),
        ("Automatic reply: Hedge", "I am out of the office until Monday.", "fail"),
    ],
)
def test_in_english_too_an_answer_answers_and_an_automatic_reply_does_not(
    subject: str, words: str, expected: str
) -> None:
    answer = letter("Larch <office@larch.example>", "joan@fenwickmills.example", "Fri, 02 Oct 2026", subject, words)
    files = {"contract.txt": ENGLISH, "ask.eml": ASKED, "answer.eml": answer}
    assert outcome(files, "client-request-unanswered", "ask.eml") == expected


def test_an_english_log_with_its_own_headings_is_followed_to_the_promise() -> None:
    log = (
        "Ref,Logged on,Caller,How,Reason for call,What we did,Taken by\n"
        "1,2026-10-05 10:10,Fenwick Mills Ltd,phone,Asks who mends the gate,Will replace the latch by 9 October,Ann Porter\n"
    )
    files = {"contract.txt": ENGLISH, "ask.eml": ASKED, "calls.csv": log}
    assert outcome(files, "promise-not-kept", "1") == "fail"


TALKS = "ID;Дата;Клиент;Сотрудник;Вид;Тема;Описание;Результат\n"


def test_a_letter_on_yesterdays_talk_that_gives_another_sum_contradicts_it() -> None:
    row = "1;12.10.2026;ООО «Лесоторг»;Ильина М. О.;Звонок;Плёнка;Договорились вернуть 900 рублей за плёнку.;Согласен\n"
    ours = letter(
        US, "Дубов <sd@lesotorg.example>", "Tue, 13 Oct 2026", "плёнка",
        "По нашему вчерашнему разговору: возвращаем 700 рублей за плёнку.",
    )  # fmt: skip
    files = BASE | {"журнал.csv": TALKS + row, "письма/5.eml": ours}
    assert outcome(files, "verbal-agreement-contradicted", "запись 1") == "fail"
    same = {**files, "письма/5.eml": ours.replace("700", "900")}
    assert outcome(same, "verbal-agreement-contradicted", "запись 1") == "none"
