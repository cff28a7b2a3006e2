"""Registers of complaints under the headings of several programs, and lists that are none."""

from __future__ import annotations

import pytest

from auditor.trials import facts_of_file

REGISTERS = {
    "журнал замечаний.csv": (
        "№ жалобы;Дата поступления;Клиент;Суть жалобы;Желаемый исход, настроение;Первопричина;Ответ дан",
        "Ж-4;2026-08-03;Лапина Н. О.;Лестница не вымыта;вымыть, спокойна;не вышла смена;2026-08-07",
        {"id", "received", "client", "details", "demand", "mood", "cause", "answered"},
    ),
    "complaints in our words.csv": (
        "Complaint no;Received;Customer;Details;Underlying cause;Answered",
        "7;2026-08-03;Jane Roe;The stairs were not cleaned;nobody was on shift;2026-08-07",
        {"id", "received", "client", "details", "cause", "answered"},
    ),
    "Смарт-процесс Претензии.csv": (
        "ID;Название;Стадия;Ответственный;Дата создания;Клиент;Источник;Описание;Дата закрытия;Крайний срок",
        "14;Протечка;Закрыта;Ионова М. М.;03.08.2026 12:14;Сомов И.;Сайт;Течёт кран после замены;07.08.2026;13.08.2026",
        {"id", "topic", "status", "handler", "received", "client", "channel", "details", "closed", "due"},
    ),
    "Журнал претензий 1С.csv": (
        "Номер;Дата;Контрагент;Договор;Содержание претензии;Номенклатура;Сумма;Виновное лицо;Ответственный;Срок ответа;Ответ",
        "УП-1;02.03.2026;ООО «Тепломаш»;Д-5;Насосы пришли без паспортов;Насос;5000;Лаптев С. С.;Ионова М. М.;01.04.2026;15.03.2026",
        {"id", "received", "client", "contract", "details", "service", "amount", "staff", "handler", "due", "answered"},
    ),
    "Книга жалоб.csv": (
        "№ п/п;Когда обратился;Заявитель;На что жалуется;Чего требует;Кто обслуживал;Кто принял;Что сделали;Заявитель уведомлён",
        "1;02.03.2026 10:00;Гай П. П.;Долго ждал приёма;извинений;Лаптев С. С.;Ионова М. М.;извинились;02.03.2026 лично",
        {"id", "received", "client", "details", "demand", "staff", "intake", "remedy", "notified"},
    ),
    "Complaints from Salesforce.csv": (
        '"Case Number";"Date/Time Opened";"Case Origin";"Account Name";"Subject";"Description";"Case Reason";"Case Owner";"Status";"Date/Time Closed"',
        '"0001";"8/3/2026, 2:05 PM";"Phone";"Norrland AB";"Pump";"Pump stopped";"Faulty part";"Jane Roe";"Closed";"8/9/2026, 4:00 PM"',
        {"id", "received", "channel", "client", "topic", "details", "cause", "handler", "status", "closed"},
    ),
    "hubspot complaint tickets.csv": (
        "Ticket ID;Ticket name;Ticket description;Ticket status;Create date;Ticket owner;Source;Category;Priority;Close date;Associated Company",
        "77;Wrong bill;Charged twice;Closed;2026-08-03 10:00;Jane Roe;Email;Billing;High;2026-08-05 10:00;Fjord Foods",
        {"id", "topic", "details", "status", "received", "handler", "channel", "cause", "impact", "closed", "client"},
    ),
    "zendesk export.csv": (
        "Ticket ID;Created at;Requester;Subject;Complaint category;Status;Assignee;Solved at;Satisfaction",
        "9;2026-08-03 10:00;Ann Lee;Wrong bill;Billing;Solved;Bob Hill;2026-08-04 10:00;Good",
        {"id", "received", "client", "topic", "cause", "status", "handler", "closed", "score"},
    ),
}
OTHERS = {
    "tickets.csv": (
        "Ticket ID;Created at;Requester;Subject;Status;Assignee",
        "9;2026-08-03;Ann Lee;Login;Solved;Bob Hill",
    ),
    "сделки.csv": (
        "ID;Дата создания;Клиент;Причина отказа;Ответственный;Статус",
        "9;03.08.2026;ООО «Альфа»;цена;Лаптев;проиграна",
    ),
    "лист ожидания.csv": (
        "№;Дата;Пациент;Услуга;Телефон;Статус",
        "1;03.08.2026;Гай П. П.;чистка;+7 900 000-00-00;ждёт",
    ),
    "activities.csv": (
        "Date;Company;Subject;Follow-up;Owner;Status",
        "2026-08-03;Fjord Foods;Call about fees;2026-08-10;Jane Roe;open",
    ),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_read_by_its_headings(tmp_path, name: str) -> None:
    headings, row, columns = REGISTERS[name]
    path = tmp_path / name
    path.write_text(f"{headings}\n{row}\n", encoding="utf-8")
    table = facts_of_file(path).tables[0]
    assert table.kind == "complaint"
    assert set(table.columns) == columns
    assert not table.unknown


@pytest.mark.parametrize("name", OTHERS)
def test_other_lists_are_not_read_as_registers(tmp_path, name: str) -> None:
    headings, row = OTHERS[name]
    path = tmp_path / name
    path.write_text(f"{headings}\n{row}\n", encoding="utf-8")
    assert "complaint" not in {table.kind for table in facts_of_file(path).tables}
