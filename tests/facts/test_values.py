import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.facts.folding import fold
from auditor.facts.value_requisites import is_account_of_bank, is_inn, is_ogrn, is_ogrnip
from auditor.facts.values import find_values


def found(kind, text):
    """The passages, numbers, units and details of one kind, in order."""
    folded = fold(text).text
    return [
        (folded[value.start : value.end], value.number, value.unit, value.detail)
        for value in find_values(folded)
        if value.kind == kind
    ]


def passages(kind, text):
    return [row[0] for row in found(kind, text)]


@pytest.mark.parametrize(
    ("text", "passage", "number", "unit"),
    [
        ("15 000 (пятнадцать тысяч) рублей 00 копеек.", "15 000 (пятнадцать тысяч) рублей 00 копеек", "15000", "RUB"),
        ("Штраф 5 000 руб. за случай", "5 000 руб.", "5000", "RUB"),
        ("300 руб. 50 коп. в час", "300 руб. 50 коп.", "300.50", "RUB"),
        ("500р.", "500р.", "500", "RUB"),
        ("всего 100 000 ₽", "100 000 ₽", "100000", "RUB"),
        ("более 10 тыс. руб.", "10 тыс. руб.", "10000", "RUB"),
        ("1,575 млн руб. в год", "1,575 млн руб.", "1575000", "RUB"),
        ("2,5 миллиона рублей", "2,5 миллиона рублей", "2500000", "RUB"),
        ("1.234.567,89 рублей", "1.234.567,89 рублей", "1234567.89", "RUB"),
        ("не менее пятнадцати тысяч рублей", "пятнадцати тысяч рублей", "15000", "RUB"),
        ("двадцать одна тысяча рублей 10 копеек", "двадцать одна тысяча рублей 10 копеек", "21000.10", "RUB"),
        ("7000 (семь тысяч рублей 00 копеек)", "7000 (семь тысяч рублей 00 копеек)", "7000", "RUB"),
        ("7000 руб. (семь тысяч рублей 00 копеек)", "7000 руб. (семь тысяч рублей 00 копеек)", "7000", "RUB"),
        ("семь тысяч (7 000) рублей", "семь тысяч (7 000) рублей", "7000", "RUB"),
        ("100 белорусских рублей", "100 белорусских рублей", "100", "BYN"),
        ("500 долларов США", "500 долларов сша", "500", "USD"),
        ("200 евро", "200 евро", "200", "EUR"),
        ("300 у.е.", "300 у.е.", "300", "у.е."),
        ("15 000\nрублей", "15 000\nрублей", "15000", "RUB"),
        ("a fee of $1,200.50 is due", "$1,200.50", "1200.50", "USD"),
        ("USD 100 a day", "usd 100", "100", "USD"),
        ("US $ 100", "us $ 100", "100", "USD"),
        ("$500 USD", "$500 usd", "500", "USD"),
        ("EUR 5 million in total", "eur 5 million", "5000000", "EUR"),
        ("$14.575 million", "$14.575 million", "14575000", "USD"),
        ("$1,500 million", "$1,500 million", "1500000000", "USD"),
        ("up to $5m of cover", "$5m", "5000000", "USD"),
        ("£20,000", "£20,000", "20000", "GBP"),
        ("one thousand dollars ($1,000)", "one thousand dollars ($1,000)", "1000", "USD"),
        ("five thousand and 00/100 dollars ($5,000)", "five thousand and 00/100 dollars ($5,000)", "5000", "USD"),
        ("two million, three hundred dollars", "two million, three hundred dollars", "2000300", "USD"),
    ],
)
def test_reads_sums_of_money(text, passage, number, unit):
    assert found("money", text) == [(passage, Decimal(number), unit, None)]


@pytest.mark.parametrize(
    "text",
    ["п. 3.1 договора", "рублей", "тысячи тысяч рублей", "просто рублей", "5 рублевых счетов", "на 2 р-не",
     "8 (495) 123-45-67", "ИНН 7707083893", "12.03.2026", "ten percent", "15 000 экземпляров",
     "several thousand dollars", "$", "dollars", "5 pounds of apples"],
)  # fmt: skip
def test_sees_no_money_where_there_is_none(text):
    assert found("money", text) == []


def test_a_sign_between_two_sums_belongs_to_the_second():
    assert passages("money", "$100 $250") == ["$100", "$250"]


@pytest.mark.parametrize(
    ("text", "passage", "number", "detail"),
    [
        ("пени 0,1 % от суммы", "0,1 %", "0.1", None),
        ("10 (десять) процентов", "10 (десять) процентов", "10", None),
        ("0,125%", "0,125%", "0.125", None),
        ("три процента", "три процента", "3", None),
        ("0,5 % за каждый день просрочки", "0,5 %", "0.5", "day"),
        ("0,1% за каждый календарный день", "0,1%", "0.1", "day"),
        ("1 процент в месяц", "1 процент", "1", "month"),
        ("12 % годовых", "12 %", "12", "year"),
        ("15% (пятнадцать процентов)", "15% (пятнадцать процентов)", "15", None),
        ("1.5% per month", "1.5%", "1.5", "month"),
        ("two percent (2%) per annum", "two percent (2%)", "2", "year"),
        ("eighteen percent (18%)", "eighteen percent (18%)", "18", None),
        ("5 per cent of the price", "5 per cent", "5", None),
        ("2% for each day of delay", "2%", "2", "day"),
        ("3 % за часть работ", "3 %", "3", None),
    ],
)
def test_reads_percentages(text, passage, number, detail):
    assert found("percent", text) == [(passage, Decimal(number), "%", detail)]


@pytest.mark.parametrize(
    "text", ["1/300 ставки", "процентов", "10 процентных пунктов", "п. 5 договора", "1/10 %", "____ %"]
)
def test_sees_no_percentage_where_there_is_none(text):
    assert found("percent", text) == []


@pytest.mark.parametrize(
    ("text", "passage", "number", "unit", "detail"),
    [
        ("в течение 5 (пяти) рабочих дней", "5 (пяти) рабочих дней", "5", "day", "working"),
        ("не позднее 10-ти дней", "10-ти дней", "10", "day", None),
        ("в течение двух недель", "двух недель", "2", "week", None),
        ("3 месяца", "3 месяца", "3", "month", None),
        ("12 (двенадцать) календарных месяцев", "12 (двенадцать) календарных месяцев", "12", "month", "calendar"),
        ("на один год", "один год", "1", "year", None),
        ("24 часа", "24 часа", "24", "hour", None),
        ("одних суток", "одних суток", "1", "day", None),
        ("3 (трёх) банковских дней", "3 (трех) банковских дней", "3", "day", "banking"),
        ("10 дней (рабочих)", "10 дней", "10", "day", "working"),
        ("двадцати пяти дней", "двадцати пяти дней", "25", "day", None),
        ("30 мин.", "30 мин.", "30", "minute", None),
        ("в трёхдневный срок", "трехдневный", "3", "day", None),
        ("10-дневный срок", "10-дневный", "10", "day", None),
        ("пятнадцатидневного срока", "пятнадцатидневного", "15", "day", None),
        ("в месячный срок", "месячный", "1", "month", None),
        ("полугодовой период", "полугодовой", "6", "month", None),
        ("в течение месяца со дня", "месяца", "1", "month", None),
        ("в течение рабочего дня", "рабочего дня", "1", "day", "working"),
        ("полтора года", "полтора года", "1.5", "year", None),
        ("не более полугода", "полугода", "6", "month", None),
        ("5\nрабочих\nдней", "5\nрабочих\nдней", "5", "day", "working"),
        ("within 30 days", "30 days", "30", "day", None),
        ("thirty (30) calendar days", "thirty (30) calendar days", "30", "day", "calendar"),
        ("five business days", "five business days", "5", "day", "working"),
        ("a 30-day period", "30-day", "30", "day", None),
        ("a two-week notice", "two-week", "2", "week", None),
        ("two (2) consecutive working days", "two (2) consecutive working days", "2", "day", "working"),
        ("thirty (30) days' notice", "thirty (30) days", "30", "day", None),
        ("within a month", "month", "1", "month", None),
        ("one quarter", "one quarter", "1", "quarter", None),
    ],
)
def test_reads_periods(text, passage, number, unit, detail):
    assert found("period", text) == [(passage, Decimal(number), unit, detail)]


@pytest.mark.parametrize(
    "text",
    ["2026 год", "в 2026 году", "12 марта 2026 года", "5 дневников", "п. 5 ч. 2 ст. 10", "ежемесячный платёж",
     "месячный платёж", "каждый день", "10 часов 30 мин", "18 часов по московскому времени", "one quarter of the fee",
     "5 числа", "1st day of May, 2002", "п. 3 дня"],
)  # fmt: skip
def test_sees_no_period_where_there_is_none(text):
    assert [row for row in found("period", text) if row[2] != "minute"] == []


@pytest.mark.parametrize(
    ("text", "passage", "iso"),
    [
        ("от 12.03.2026 г.", "12.03.2026 г.", "2026-03-12"),
        ("12.03.2026 года", "12.03.2026 года", "2026-03-12"),
        ("12.03.2026 город", "12.03.2026", "2026-03-12"),
        ("2.5.2026", "2.5.2026", "2026-05-02"),
        ("от 12.03.26", "12.03.26", "2026-03-12"),
        ("12/03/2026 подписан", "12/03/2026", "2026-03-12"),
        ("signed 12/03/2026", "12/03/2026", "2026-12-03"),
        ("«12» марта 2026 г.", '"12" марта 2026 г.', "2026-03-12"),
        ("«12» марта 2026г.", '"12" марта 2026г.', "2026-03-12"),
        ("от 12.03.2026г.", "12.03.2026г.", "2026-03-12"),
        ("до 12 марта 2026года", "12 марта 2026года", "2026-03-12"),
        ("12 марта 2026", "12 марта 2026", "2026-03-12"),
        ("1-го мая 2026 года", "1-го мая 2026 года", "2026-05-01"),
        ("March 12, 2026", "march 12, 2026", "2026-03-12"),
        ("Mar. 12th, 2026", "mar. 12th, 2026", "2026-03-12"),
        ("12 March 2026", "12 march 2026", "2026-03-12"),
        ("2026-03-12", "2026-03-12", "2026-03-12"),
        ("this 1st day of May, 2002", "1st day of may, 2002", "2002-05-01"),
        ("the twenty-first day of June 2024", "twenty-first day of june 2024", "2024-06-21"),
    ],
)
def test_reads_dates(text, passage, iso):
    assert found("date", text) == [(passage, None, None, iso)]


@pytest.mark.parametrize(
    "text",
    ["31.02.2026", "40.01.2026", "12.13.2026", "1.12.03.2026.5", "12.03.26 Права сторон", "март 2026", "12 марта",
     "01.01.0001", "п. 4.1.2", "192.168.10.20", "12.03", "may 2026"],
)  # fmt: skip
def test_sees_no_date_where_there_is_none(text):
    assert found("date", text) == []


def test_reads_both_ends_of_a_range_of_dates():
    assert [row[3] for row in found("date", "01.01.2026-31.12.2026")] == ["2026-01-01", "2026-12-31"]


@pytest.mark.parametrize(
    ("text", "passage", "number", "detail"),
    [
        ("до 10 числа", "10 числа", 10, None),
        ("до 5-го числа каждого месяца", "5-го числа", 5, None),
        ("не позднее 25 (двадцать пятого) числа", "25 (двадцать пятого) числа", 25, None),
        ("раз в месяц, до 10-го, по счёту", "10-го", 10, None),
        ("не позднее 5-го каждого месяца", "5-го", 5, None),
        ("до десятого числа", "десятого числа", 10, None),
        ("двадцать пятого числа", "двадцать пятого числа", 25, None),
        ("в последний рабочий день месяца", "последний рабочий день месяца", None, "last"),
        ("fifth day of each month", "fifth day of each month", 5, None),
        ("the 15th of each month", "15th of each month", 15, None),
        ("first (1st) business day of every month", "first (1st) business day of every month", 1, None),
        ("the last day of the month", "last day of the month", None, "last"),
    ],
)
def test_reads_days_of_the_month(text, passage, number, detail):
    assert found("day_of_month", text) == [(passage, None if number is None else Decimal(number), None, detail)]


@pytest.mark.parametrize(
    "text",
    [
        "2/3 числа голосов",
        "до 5-го этажа",
        "до 10-го марта",
        "до 45-го.",
        "45 числа",
        "общего числа",
        "fifth day of May",
        "12 месяцев",
    ],
)
def test_sees_no_day_of_the_month_where_there_is_none(text):
    assert found("day_of_month", text) == []


@pytest.mark.parametrize(
    ("text", "passage", "number"),
    [
        ("в 2 (двух) экземплярах", "2 (двух)", 2),
        ("in two (2) counterparts", "two (2)", 2),
        ("бригада из 5 человек", "5", 5),
        ("тираж 15 000 штук", "15 000", 15000),
    ],
)
def test_reads_plain_numbers(text, passage, number):
    assert found("number", text) == [(passage, Decimal(number), None, None)]


@pytest.mark.parametrize(
    "text",
    ["4. Предмет", "4.1. Исполнитель", "4.1 Исполнитель", "5 руб.", "10 %", "п. 4.1", "12.03.2026", "+7 495 123-45-67",
     "20__ г.", "152-ФЗ", "договор 17/2026", "в двух экземплярах", "А4", "1" * 40],
)  # fmt: skip
def test_what_belongs_to_something_else_is_no_plain_number(text):
    assert found("number", text) == []


@pytest.mark.parametrize(
    ("text", "passage", "detail"),
    [
        ("в лице ____, действующего", "____", "blank"),
        ("в лице____действующего", "____", "blank"),
        ("«___» ________ 20__ г.", '"___" ________ 20__ г.', "blank"),
        ("«12» ________ 2026 г.", '"12" ________ 2026 г.', "blank"),
        ("__.__.20__", "__.__.20__", "blank"),
        ("до 20__ года", "20__", "blank"),
        ("[●]", "[●]", "blank"),
        ("[***]", "[***]", "blank"),
        ("[ ]", "[ ]", "blank"),
        ("адрес ………", ".........", "blank"),
        ("адрес .....", ".....", "blank"),
        ("сумма XXX рублей", "xxx", "blank"),
        ("<...>", "<...>", "blank"),
        ("{{client}}", "{{client}}", "template"),
        ("[название организации]", "[название организации]", "template"),
        ("[INSERT NAME]", "[insert name]", "template"),
        ("<наименование>", "<наименование>", "template"),
        ("${customer.name}", "${customer.name}", "template"),
    ],
)
def test_reads_blanks(text, passage, detail):
    assert found("blank", text) == [(passage, None, None, detail)]


def test_a_blank_before_a_percent_sign_keeps_the_unit():
    assert found("blank", "в размере _____% в день") == [("_____%", None, "%", "blank")]


@pytest.mark.parametrize(
    "text",
    ["1. Предмет ......... 3\n", "и т. д...", "[1]", "party[ies]", "[Signature page follows]",
     "[intentionally omitted]", "[x]", "a < b and c > d", "xxxl", "<ivan@example.ru>", "snake_case", "5 - 10"],
)  # fmt: skip
def test_sees_no_blank_where_there_is_none(text):
    assert found("blank", text) == []


@pytest.mark.parametrize(
    ("kind", "text", "passage"),
    [
        ("email", "почта: Ivan.Petrov+a@mail.example.ru.", "ivan.petrov+a@mail.example.ru"),
        ("email", "info@пример.рф", "info@пример.рф"),
        ("url", "на сайте https://example.org/a?b=1, далее", "https://example.org/a?b=1"),
        ("url", "www.example.com.", "www.example.com"),
        ("url", "на сайте example.ru размещено", "example.ru"),
        ("url", "пример.рф", "пример.рф"),
        ("phone", "тел. +7 (495) 123-45-67", "+7 (495) 123-45-67"),
        ("phone", "8 (800) 100-20-30", "8 (800) 100-20-30"),
        ("phone", "8-800-100-20-30", "8-800-100-20-30"),
        ("phone", "89161234567", "89161234567"),
        ("phone", "+7 916 123 45 67 доб. 12", "+7 916 123 45 67 доб. 12"),
        ("phone", "тел./факс: 123-45-67", "123-45-67"),
        ("phone", "(4212) 79-95-09", "(4212) 79-95-09"),
        ("phone", "+44 20 7946 0958", "+44 20 7946 0958"),
        ("phone", "(212) 555-0100", "(212) 555-0100"),
        ("phone", "Fax: 212.555.0100", "212.555.0100"),
        ("kpp", "КПП 773601001", "773601001"),
        ("kpp", "ИНН/КПП 7707083893/773601001", "773601001"),
        ("passport", "паспорт серия 45 08 № 123456", "45 08 no 123456"),
        ("passport", "паспорт: 4508 123456", "4508 123456"),
        ("passport", "паспорт гражданина РФ 4508, номер 123456", "4508, номер 123456"),
        ("tax_id", "Company number 01234567", "01234567"),
        ("tax_id", "EIN: 12-3456789", "12-3456789"),
        ("tax_id", "INN 7707083893", "7707083893"),
        ("tax_id", "VAT No. GB123456789", "gb123456789"),
    ],
)
def test_reads_addresses_and_requisites(kind, text, passage):
    assert passages(kind, text) == [passage]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("email", "а также @handle"), ("url", "ivan@example.ru"), ("url", "п. 4.1.в"), ("url", "и т.д."),
        ("phone", "15 000 рублей"), ("phone", "ИНН 7707083893"), ("phone", "12.03.2026"), ("phone", "252.227-7013"),
        ("phone", "40702810700000000025"), ("phone", "8 495 000 000 рублей"),
        ("kpp", "КПП ____"), ("passport", "паспорт изделия"), ("tax_id", "tin cans"), ("tax_id", "VAT 20%"),
        ("account", "КБК 18210301000010000110"), ("inn", "инновация 7707083893"), ("inn", "ИНН ___"),
        ("inn", "ИНН 770708389"), ("bik", "кубик 044525225"),
    ],
)  # fmt: skip
def test_sees_no_requisite_where_there_is_none(kind, text):
    assert found(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text", "passage", "detail"),
    [
        ("inn", "ИНН 7707083893", "7707083893", "valid"),
        ("inn", "ИНН: 7707083894", "7707083894", "invalid"),
        ("inn", "ИНН 77070838935", "77070838935", "invalid"),
        ("inn", "ИНН/КПП: 7707083893/773601001", "7707083893", "valid"),
        ("inn", "ИНН 500100732259", "500100732259", "valid"),
        ("inn", "ИНН 500100732258", "500100732258", "invalid"),
        ("ogrn", "ОГРН 1027700132195", "1027700132195", "valid"),
        ("ogrn", "ОГРН № 1027700132196", "1027700132196", "invalid"),
        ("ogrnip", "ОГРНИП 304500116000157", "304500116000157", "valid"),
        ("ogrnip", "ОГРН 304500116000158", "304500116000158", "invalid"),
    ],
)
def test_checks_the_digits_of_registration_numbers(kind, text, passage, detail):
    assert found(kind, text) == [(passage, None, None, detail)]


def test_checks_an_account_by_the_bank_code_beside_it():
    text = "р/с 40602810700000000025, к/с 30101810800000000746, БИК {}"
    assert found("account", text.format("049805746"))[0][3] == "valid"
    assert found("corr_account", text.format("049805746"))[0][3] == "valid"
    assert found("bik", text.format("049805746"))[0][3] == "valid"
    assert found("account", text.format("049805747"))[0][3] == "invalid"


def test_leaves_an_account_without_a_bank_code_unjudged():
    assert found("account", "р/с 40602810700000000025")[0][3] is None
    far = "р/с 40602810700000000025" + " слово" * 100 + " БИК 049805746"
    assert [row[3] for kind in ("account", "bik") for row in found(kind, far)] == [None, None]


def test_judges_each_account_by_the_nearest_bank_code():
    one = "р/с 40602810700000000025, БИК 049805746"
    two = "р/с 40602810700000000026, БИК 049805746"
    assert [row[3] for row in found("account", one + " " * 90 + two)] == ["valid", "invalid"]


def test_the_key_of_an_account_follows_the_order_of_the_central_bank():
    assert is_account_of_bank("40602810700000000025", "049805746")
    assert is_account_of_bank("30101810800000000746", "049805000")
    assert not any(is_account_of_bank(f"40602810{key}00000000025", "049805746") for key in "012345689")


@given(st.integers(0, 10**9 - 1), st.integers(0, 9))
def test_one_wrong_digit_is_seen_in_a_registration_number(body, wrong):
    digits = f"1{body:011d}"
    right = digits + str(int(digits) % 11 % 10)
    assert is_ogrn(right)
    assert is_ogrn(right[:-1] + str(wrong)) is (str(wrong) == right[-1])
    assert not is_ogrnip(right)
    assert not is_inn(right)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("согласно п. 4.1 договора", [("п. 4.1", "4.1")]),
        ("в пункте 5.2 настоящего договора", [("пункте 5.2", "5.2")]),
        ("в разделе 3", [("разделе 3", "3")]),
        ("главой IV", [("главой iv", "iv")]),
        ("подпункт 2.1.3", [("подпункт 2.1.3", "2.1.3")]),
        ("п.4.1.,", [("п.4.1", "4.1")]),
        ("пп. 4.1, 4.2 и 5.3", [("пп. 4.1", "4.1"), ("4.2", "4.2"), ("5.3", "5.3")]),
        ("пунктами 3 и 4", [("пунктами 3", "3"), ("4", "4")]),
        ("статьи 5 настоящего договора", [("статьи 5", "5")]),
        ("Статья 5. Цена", [("статья 5", "5")]),
        ("under Section 4.2", [("section 4.2", "4.2")]),
        ("clause 7 applies", [("clause 7", "7")]),
        ("Article IV", [("article iv", "iv")]),
        ("section 4.2(b)(ii)", [("section 4.2(b)(ii)", "4.2(b)(ii)")]),
        ("Sections 4, 5 and 6.1", [("sections 4", "4"), ("5", "5"), ("6.1", "6.1")]),
        ("section 5 of this agreement under applicable law", [("section 5", "5")]),
    ],
)
def test_reads_references_to_clauses(text, expected):
    assert [(row[0], row[3]) for row in found("clause_ref", text)] == expected


@pytest.mark.parametrize(
    "text",
    ["ст. 10 закона", "п. 2 ст. 395 ГК РФ", "п. 4 постановления Правительства", "и т.п. около", "п. м.", "отпуск 4 дня",
     "Section 365 of the Bankruptcy Code", "4.1"],
)  # fmt: skip
def test_sees_no_reference_to_a_clause_where_there_is_none(text):
    assert found("clause_ref", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Приложение № 2", [("приложение no 2", "2")]),
        ("в Приложении №2 к договору", [("приложении no2", "2")]),
        ("в приложении 1 к договору", [("приложении 1", "1")]),
        ("Приложение «А»", [('приложение "а"', "а")]),
        ("Приложениях № 1, № 2 и № 3", [("приложениях no 1", "1"), ("2", "2"), ("3", "3")]),
        ("Schedule A hereto", [("schedule a", "a")]),
        ("Exhibit 10.14", [("exhibit 10.14", "10.14")]),
        ("Exhibit A-1", [("exhibit a-1", "a-1")]),
        ("Annex 2", [("annex 2", "2")]),
        ("Appendix B", [("appendix b", "b")]),
        ("Appendix III", [("appendix iii", "iii")]),
    ],
)
def test_reads_references_to_annexes(text, expected):
    assert [(row[0], row[3]) for row in found("annex_ref", text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "to schedule a meeting",
        "exhibit a pattern",
        "приложение к договору",
        "приложение и акт",
        "schedules",
        "annexed",
        "Paint schedule 14 May 2027",
    ],
)
def test_sees_no_reference_to_an_annex_where_there_is_none(text):
    assert found("annex_ref", text) == []


@pytest.mark.parametrize(
    ("text", "passage", "detail"),
    [
        ("ст. 395 ГК РФ", "ст. 395 гк рф", "395 гк"),
        ("п. 2 ст. 395 ГК РФ", "п. 2 ст. 395 гк рф", "395 гк"),
        ("статей 330-333 Гражданского кодекса Российской Федерации",
         "статей 330-333 гражданского кодекса российской федерации", "330-333 гк"),
        ("ст. 4 Арбитражного процессуального кодекса РФ", "ст. 4 арбитражного процессуального кодекса рф", "4 апк"),
        ("152-ФЗ", "152-фз", "152-фз"),
        ("ФЗ-152", "фз-152", "152-фз"),
        ("по №44-ФЗ", "no44-фз", "44-фз"),
        ("Федерального закона № 44-ФЗ", "федерального закона no 44-фз", "44-фз"),
        ("Федеральным законом от 27.07.2006 № 152-ФЗ «О персональных данных»",
         'федеральным законом от 27.07.2006 no 152-фз "о персональных данных"', "152-фз"),
        ("ст. 18.1 закона «О рекламе»", 'ст. 18.1 закона "о рекламе"', '18.1 закон "о рекламе"'),
        ("ст. 16 ЗоЗПП", "ст. 16 зозпп", "16 зозпп"),
        ("Закона о защите прав потребителей", "закона о защите прав потребителей", "зозпп"),
        ("ст. 10 закона", "ст. 10 закона", "10 закон"),
        ("согласно ст. 15", "ст. 15", "15"),
        ("п. 4 постановления", "п. 4 постановления", "постановления"),
        ("Section 5(n) of the Bankruptcy Code", "section 5(n) of the bankruptcy code", "5(n) the bankruptcy code"),
        ("17 U.S.C. § 107", "17 u.s.c. § 107", "17 u.s.c. § 107"),
    ],
)  # fmt: skip
def test_reads_references_to_laws(text, passage, detail):
    assert [row for row in found("law_ref", text) if row[0] == passage] == [(passage, None, None, detail)]
    assert len(found("law_ref", text)) == 1


@pytest.mark.parametrize(
    "text", ["по закону", "законный интерес", "статья 5 настоящего договора", "Section 4.2", "кодекс этики"]
)
def test_sees_no_reference_to_a_law_where_there_is_none(text):
    assert found("law_ref", text) == []


CONTRACT = """Договор № 17 возмездного оказания услуг
«12» марта 2026 г.
1.1. Исполнитель оказывает услуги согласно Приложению № 1, а Заказчик платит 120 000 (сто двадцать тысяч) рублей
00 копеек в течение 5 (пяти) рабочих дней со дня подписания акта, но не позднее 10 числа.
1.2. Пени: 0,1 % за каждый день, см. п. 4.2 и ст. 330 ГК РФ. ИНН 7707083893, тел. +7 495 123-45-67.
Either party may terminate on thirty (30) days' notice under Section 4.2 and pay $1,000 to info@example.org.
"""


def test_keeps_the_order_of_the_text():
    kinds = [value.kind for value in find_values(fold(CONTRACT).text)]
    assert kinds == [
        "number", "date", "annex_ref", "money", "period", "day_of_month", "percent", "clause_ref", "law_ref", "inn",
        "phone", "period", "clause_ref", "money", "email",
    ]  # fmt: skip


def test_offsets_lead_back_to_the_original_words():
    folded = fold(CONTRACT)
    places = {value.kind: folded.span(value.start, value.end) for value in find_values(folded.text)}
    original = {kind: CONTRACT[start:end] for kind, (start, end) in places.items()}
    assert original["annex_ref"] == "Приложению № 1"
    assert original["email"] == "info@example.org"
    assert original["law_ref"] == "ст. 330 ГК РФ"


PIECES = st.sampled_from(
    ["10", " ", "5 000", "рублей", "руб.", "(", ")", "%", "дней", "рабочих", "п.", "ст.", "4.1", "гк рф", "no", "инн",
     "____", "[", "]", "12.03.2026", "марта", '"', "$", "million", "days", "section", "€", "один", "тысяч", "\n",
     "числа", "а", "z", ".", "приложение", "бик", "044525225", "40702810700000000025", "\ud800", "中"]
)  # fmt: skip
SENTENCES = st.lists(PIECES, max_size=30)


@given(st.one_of(st.text(max_size=80), SENTENCES.map("".join), SENTENCES.map(" ".join)))
def test_values_are_ordered_passages_that_do_not_overlap_within_a_kind(text):
    values = find_values(text.lower())
    assert values == sorted(values, key=lambda value: value.start)
    ends: dict[str, int] = {}
    for value in values:
        assert 0 <= value.start < value.end <= len(text.lower())
        assert value.start >= ends.get(value.kind, 0)
        ends[value.kind] = value.end


@pytest.mark.parametrize(
    "bait",
    ["1 ", "1 (", "10 дней (", "1", "1.", "100 ", "пять ", "пять тысяч ", "п. 1, ", "п. 1 ст. ", 'закон "', "a@", "a.",
     "_", '" _', "[", "{{", "+7 ", "инн ", "5 руб. (", "$1 (", "один-", "<a", "ст. 1, 2, ", "федерального закона от "],
)  # fmt: skip
def test_a_hostile_text_is_read_in_linear_time(bait):
    """As quickly beside prose on a slow machine as on a quick one: there prose takes 5 ms, and the bound is 2 s."""
    prose = (PROSE * (100_000 // len(PROSE) + 1))[:100_000].lower()
    assert spent_on(bait * (100_000 // len(bait))) < 380 * min(spent_on(prose) for _ in range(3))


def spent_on(text):
    start = time.process_time()
    find_values(text)
    return time.process_time() - start


PROSE = """Стороны договорились добросовестно сотрудничать, своевременно сообщать друг другу о препятствиях и беречь
сведения, которые стали им известны при исполнении договора. The parties act in good faith and tell each other in
due course of anything that stands in the way of performance. Исполнитель отвечает за выбор способов работы и за
действия привлечённых им лиц как за свои собственные, а Заказчик предоставляет помещения и нужные документы.
"""


def test_reads_at_least_a_megabyte_and_a_half_a_second():
    text = fold((CONTRACT + PROSE * 5) * 150).text
    find_values(text[:1000])
    start = time.process_time()
    find_values(text)
    assert len(text.encode()) / (time.process_time() - start) > 1_500_000
