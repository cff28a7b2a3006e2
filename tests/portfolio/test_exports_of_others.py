"""What exports of other firms hold: deals by number, lists by extent, call logs, clients by contract and patronymic."""

from __future__ import annotations

from auditor.model.finding import Finding, Outcome
from tests.portfolio.made import about, accounts_of, findings_of, folder_of

STAFF = """ФИО;Должность;Принят;Уволен
Белов Степан Ильич;директор;01.02.2018;
Чижова Алла Павловна;менеджер;01.02.2020;
Носов Игорь Львович;кладовщик;01.03.2021;
Рогов Ким Олегович;практикант;01.09.2026;
Умнова Рита Глебовна;бухгалтер;01.03.2019;
"""
DEALS = """ID;Название сделки;Компания / контакт;Ответственный;Стадия;Сумма;Комментарий
S-1;Кровля;ООО «Тёплый ветер»;Чижова А. П.;В работе;90000;Договор К-1
S-2;Забор;ООО «Синий лес»;Чижова А. П.;В работе;50000;Договор решили не подписывать, хватит счёта
S-3;Навес;ООО «Дальний берег»;Чижова А. П.;Новая заявка;0;Просят прайс
"""
RIGHTS = """Логин;Кто;Должность;Система;Видит;Состояние
belov;Белов С. И.;директор;1С;все карточки;включена
chizhova;Чижова А. П.;менеджер;1С;сделки S-1, S-2;включена
sklad;Носов И. Л.;кладовщик;1С;все клиенты;включена
rogov;Рогов К. О.;практикант;1С;все клиенты и паспорта;включена
umnova;Умнова Р. Г.;бухгалтер;1С;счета и акты всех клиентов;включена
"""
LOG = """Время;Логин;Действие;Объект
05.10.2026 10:00;umnova;просмотр;акт К-1
"""
LIST = """ПРИКАЗ № 5 от 12.01.2026
О перечне лиц, допущенных к сведениям о клиентах. 1. Ко всем сделкам: Белов С. И., директор. 2. К своим сделкам:
Чижова А. П., менеджер. 3. К счетам и актам: Умнова Р. Г., бухгалтер.
Директор Белов С. И. (подпись)
"""
CONTRACT = """ДОГОВОР № К-1 на ремонт кровли
г. Тверь 4 марта 2026 г.
ООО «Верный дом», именуемое в дальнейшем «Исполнитель», в лице директора Белова С. И., и ООО «Тёплый ветер», именуемое в дальнейшем «Заказчик», заключили договор.
1. Исполнитель ремонтирует кровлю, а Заказчик платит 90 000 рублей.
"""
FILES = {
    "штат.csv": STAFF, "сделки.csv": DEALS, "доступ/права 20.10.2026.csv": RIGHTS, "доступ/журнал.csv": LOG,
    "приказ 5.txt": LIST, "договор.txt": CONTRACT,
}  # fmt: skip


def word(account: str, files: dict[str, str] = FILES) -> str:
    return about(accounts_of(files), account)["need_to_know"]


def of(found: list[Finding], rule: str, label: str) -> list[Outcome]:
    return [finding.outcome for finding in found if finding.rule == rule and label in finding.subject.label]


def test_deals_by_their_numbers_are_clients() -> None:
    assert word("chizhova") == "within"
    assert (
        word(
            "chizhova",
            FILES
            | {
                "сделки.csv": DEALS.replace(
                    "S-2;Забор;ООО «Синий лес»;Чижова А. П.", "S-2;Забор;ООО «Синий лес»;Белов С. И."
                )
            },
        )
        == "excess"
    )


def test_a_system_beside_an_extent_narrows_nothing_and_a_named_storeman_is_one_person() -> None:
    assert word("rogov") == "all"
    assert word("sklad") == "all"
    assert word("belov") == "within"


def test_whoever_keeps_the_books_may_open_an_act() -> None:
    assert word("umnova") in {"within", "none"}


def test_a_list_that_says_who_sees_all_forbids_the_rest_without_a_list_of_deals() -> None:
    files = {name: text for name, text in FILES.items() if name != "сделки.csv"}
    assert word("rogov", files) == "all"
    assert word("belov", files) == "within"


def test_a_note_on_a_deal_tells_that_there_is_no_contract() -> None:
    found = findings_of(FILES)
    assert of(found, "written-contract-missing", "Синий лес") == [Outcome.FAIL]
    assert of(found, "written-contract-missing", "Дальний берег") == []


CALLS = """{"system": "АТС", "calls": [
 {"call_id": "71", "start": "2026-09-01T10:02:11+03:00", "seconds": 80, "client": "ООО «Тёплый ветер»",
  "operator": "Чижова А. П.", "text": "Договорились добавить водосток за 7 000 рублей."},
 {"call_id": "72", "start": "2026-09-02T11:00:00+03:00", "seconds": 50, "client": "ООО «Тёплый ветер»",
  "operator": "", "text": "Клиент спросил, когда придут мерить. Ответили: в четверг с утра."}
]}"""


def test_the_log_of_a_telephone_exchange_is_a_journal() -> None:
    found = findings_of(FILES | {"звонки.json": CALLS})
    assert of(found, "verbal-agreement-not-confirmed", "71") == [Outcome.FAIL]
    assert of(found, "interaction-employee-missing", "72") == [Outcome.FAIL]
    assert Outcome.FAIL not in of(found, "interaction-answer-missing", "72")


SURVEY = """Квартал;Кого спросили;Ответили;Как считали;Что решили
I квартал 2026;120;88;анкета по почте из пяти вопросов;сдвинули начало приёма
II квартал 2026;130;90;анкета по почте из пяти вопросов;наняли второго мастера
"""


def test_a_survey_is_no_journal_because_nobody_is_called_by_a_number() -> None:
    assert not folder_of({"опрос.csv": SURVEY}).has("interaction")


REGISTER = """Номер;Получена;Клиент;Категория;Суть жалобы;О чьей работе;Принял;Вывод;Причина;Предложено;Ответ дан
Ж-1;01.09.2026;Сомов П. П. (физлицо);потребитель;Кровля течёт;;;обоснована;;ремонт;03.09.2026
Ж-2;02.09.2026;Сомов П. П. (физлицо);потребитель;Мастер нагрубил;Носов И. Л.;Чижова А. П.;обоснована;грубость;извинения;04.09.2026
"""


def test_the_kind_of_client_is_no_cause_and_no_part_of_a_name() -> None:
    folder = folder_of(
        {
            "реестр жалоб.csv": REGISTER,
            "журнал.csv": "Дата;Клиент;Сотрудник;Вопрос;Ответ\n05.09.2026;Сомов П. П.;Чижова А. П.;когда починят кровлю;завтра\n",
        }
    )
    rows = [record for _, record in folder.records("complaint")]
    assert [row.text("cause") for row in rows] == ["", "грубость"]
    assert [row.text("staff") for row in rows] == ["", "Носов И. Л."]
    assert len(folder.clients.all) == 1


def test_a_list_gives_a_client_of_a_contract_its_other_name() -> None:
    contract = CONTRACT.replace("ООО «Тёплый ветер»", "Ветров Пётр Ильич")
    deals = "Сделка;Клиент;Договор;Ответственный\nКровля;Кафе «Бриз»;К-1;Чижова А. П.\n"
    folder = folder_of({"договор.txt": contract, "сделки.csv": deals})
    assert [sorted(client.names) for client in folder.clients.all] == [["Ветров Пётр Ильич", "Кафе «Бриз»"]]


JOURNAL = """Дата;Время;Сотрудник;Клиент;Вопрос / суть;Ответ
01.09.2026;10:00;Чижова А. П.;ООО «Тёплый ветер»;Не открывается чертёж;Обещала выслать новую ссылку на чертёж до 05.09.2026
07.09.2026;11:00;Чижова А. П.;ООО «Тёплый ветер»;Обещала выслать образцы до 10.09.2026;Высланы 09.09.2026
15.09.2026;12:00;Чижова А. П.;ИП Лужина О. Р.;Витрину делаем с июля, договор у неё на подписи;Продолжаем
"""
LETTER = """From: Чижова Алла <chizhova@dom.example>
To: office@veter.example
Date: Fri, 04 Sep 2026 10:00:00 +0300
Subject: =?utf-8?b?0KfQtdGA0YLRkdC2?=
Content-Type: text/plain; charset="utf-8"

Добрый день, ООО «Тёплый ветер»! Новая ссылка на чертёж: disk.dom.example/7. Чижова
"""


def test_a_letter_that_gives_the_thing_and_a_plural_mark_keep_promises() -> None:
    found = findings_of(FILES | {"журнал.csv": JOURNAL, "письмо.eml": LETTER})
    assert Outcome.FAIL not in of(found, "promise-not-kept", "запись 1")
    assert Outcome.FAIL not in of(found, "promise-not-kept", "запись 2")
    assert of(found, "written-contract-missing", "Лужина") == [Outcome.FAIL]


CHAT = """[10.08.2026, 19:02:31] Игорь Носов: Плитка крупная. Выйдет 24 000 вместо 18 000.
[10.08.2026, 19:20:02] Вера Юрьевна: Ладно, договорились.
[14.09.2026, 09:03:55] Вера Юрьевна: Кран течёт, мастера нет. Когда его ждать?
"""


def test_a_client_called_by_name_and_patronymic_is_no_colleague() -> None:
    contract = CONTRACT.replace("ООО «Тёплый ветер»", "Громова Вера Юрьевна")
    found = findings_of({"штат.csv": STAFF, "договор.txt": contract, "Чаты/WhatsApp Громова/_chat.txt": CHAT})
    assert of(found, "client-request-unanswered", "Вера Юрьевна") == [Outcome.FAIL]
    assert of(found, "verbal-agreement-not-confirmed", "Вера Юрьевна") == [Outcome.WEAK]


def test_a_note_in_which_centimetres_end_a_sentence() -> None:
    note = """19.05.2026, 18:25, телефон. Говорил Носов И. Л. с ООО «Тёплый ветер».
Просят сдвинуть навес к дому на 30 см. Договорились: сдвигаем, с них ещё 5 000 рублей.
"""
    found = findings_of(FILES | {"записки/разговор.txt": note})
    assert of(found, "verbal-agreement-not-confirmed", "разговор") == [Outcome.FAIL]
    assert Outcome.FAIL not in of(found, "interaction-employee-missing", "разговор")


def test_a_list_of_deals_is_no_audit_of_storage() -> None:
    deals = DEALS.replace("Договор К-1", "Договор К-1, акт в архиве")
    found = findings_of(FILES | {"сделки.csv": deals})
    assert [finding.outcome for finding in found if finding.rule == "storage-audit-missing"] in ([], [Outcome.FAIL])


def test_a_letter_that_confirms_another_number_of_the_same_things_contradicts() -> None:
    journal = "Дата;Время;Сотрудник;Клиент;Вопрос;Ответ\n03.09.2026;10:00;Чижова А. П.;ООО «Тёплый ветер»;Нужна уборка мусора;{}\n"
    said = "Договорились по телефону: добавляем 40 часов уборки строительного мусора"
    letter = LETTER.replace("Новая ссылка на чертёж: disk.dom.example/7", "{}")
    files = FILES | {"журнал.csv": journal.format(said)}
    other = letter.format("Подтверждаем вчерашний разговор: 30 часов уборки строительного мусора")
    same = letter.format("Подтверждаем вчерашний разговор: 40 часов уборки строительного мусора")
    assert of(findings_of(files | {"письмо.eml": other}), "verbal-agreement-contradicted", "запись 1") == [Outcome.FAIL]
    assert Outcome.FAIL not in of(
        findings_of(files | {"письмо.eml": same}), "verbal-agreement-contradicted", "запись 1"
    )


def test_the_outcome_of_a_labelled_note_is_no_title_of_a_contract() -> None:
    note = """Дата: 02.07.2026  Время: 15:05
Сотрудник: Носов И. Л.
Клиент: ООО «Тёплый ветер»
Вопрос: нужен второй навес.
Итог: договорились, что второй навес ставим рядом, доплата 6 000 рублей.
"""
    found = findings_of(FILES | {"звонок.txt": note})
    assert of(found, "verbal-agreement-not-confirmed", "звонок") == [Outcome.FAIL]
