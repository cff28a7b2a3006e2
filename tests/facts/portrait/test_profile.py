"""What a document is, told from its own words."""

from __future__ import annotations

import pytest

from auditor.desk import read_facts
from auditor.extraction.interface import Source
from auditor.model.profile import Profile, Regime


def profile(text: str) -> Profile:
    data = text.encode()
    understood = read_facts(Source("a.txt", data, "0" * 64, len(data)))
    assert hasattr(understood, "profile")
    return understood.profile


RUSSIAN = """ДОГОВОР № 17/2026 возмездного оказания услуг
г. Калуга, 3 февраля 2026 г.
{head}, заключили настоящий договор.
1. Предмет договора
1.1. Исполнитель обязуется оказать услуги по уборке, а Заказчик обязуется их оплатить.
"""
ENGLISH = """SERVICES AGREEMENT
This Agreement is made on 3 February 2026 {head}.
1. The Provider shall provide the services and the Client shall pay for them. The Provider shall keep records.
"""


def names(found: Profile) -> dict[str | None, str]:
    return {party.side: party.name for party in found.parties}


@pytest.mark.parametrize(
    ("head", "provider", "client"),
    [
        (
            "ООО «Маяк», именуемое в дальнейшем «Исполнитель», в лице директора Синицыной А. П., действующей на основании "
            "Устава, и Акционерное общество «Тихая гавань», именуемое в дальнейшем «Заказчик»",
            "ООО «Маяк»",
            "Акционерное общество «Тихая гавань»",
        ),
        (
            "Индивидуальный предприниматель Дроздов Пётр Ильич (далее - Исполнитель) и гражданка Орлова Нина Сергеевна, "
            "именуемая   в   дальнейшем Заказчик",
            "Индивидуальный предприниматель Дроздов Пётр Ильич",
            "гражданка Орлова Нина Сергеевна",
        ),
        (
            "ООО «Маяк», счёт в банке «Пристань» (АО), директор Синицына А. П., Исполнитель, и Орлова Нина Сергеевна, "
            "паспорт 20 11 123456, Заказчик, заключили договор.",
            "ООО «Маяк»",
            "Орлова Нина Сергеевна",
        ),
        (
            "Общество с ограниченной ответственностью «Ёлка», именуемое далее «Исполнитель», и ____________, именуемый "
            "далее «Заказчик»",
            "Общество с ограниченной ответственностью «Ёлка»",
            "",
        ),
        (
            "Общество с ограниченной ответственностью «Ёлка» (Исполнитель), от имени которого действует управляющая "
            "Синицына Анна Павловна, и Орловой Ниной Сергеевной (Заказчик)",
            "Общество с ограниченной ответственностью «Ёлка»",
            "Орловой Ниной Сергеевной",
        ),
        (
            "ИП Дроздов Пётр Ильич (Исполнитель), Ассоциация «Дом у моста», далее Заказчик, в лице президента",
            "ИП Дроздов Пётр Ильич",
            "Ассоциация «Дом у моста»",
        ),
        (
            "ООО «Ёлка», далее Исполнитель, и Союз переводчиков «Слово», именуемый «Заказчик»",
            "ООО «Ёлка»",
            "Союз переводчиков «Слово»",
        ),
    ],
)
def test_names_and_sides_of_russian_parties(head: str, provider: str, client: str) -> None:
    assert names(profile(RUSSIAN.format(head=head))) == {"provider": provider, "client": client}


@pytest.mark.parametrize(
    ("head", "provider", "client"),
    [
        (
            'between Lighthouse Cleaning, Inc., a Delaware corporation with offices at 12 Pine Street (the "Provider") and '
            'Quiet Haven LLC (the "Client")',
            "Lighthouse Cleaning, Inc.",
            "Quiet Haven LLC",
        ),
        (
            'by and between North Pier Limited, 4 Quay Road, Dover ("Provider"), and Mary Ann Poole ("Client")',
            "North Pier Limited",
            "Mary Ann Poole",
        ),
        (
            "Harbour Language Centre LLC, Tver, represented by its Director Anna Lesnaya, acting under the Charter, the "
            '"Provider", and Lund Lake AB, a company registered in Sweden, represented by Mr Erik Holm, the "Client",',
            "Harbour Language Centre LLC",
            "Lund Lake AB",
        ),
        ("Quiet Mill FZE (the Client) and Pebble Works LLC (the Contractor)", "Pebble Works LLC", "Quiet Mill FZE"),
        (
            'Bright Ferry SAS, as the Customer, and Harbour Lane Ltd, acting as "Translator",',
            "Harbour Lane Ltd",
            "Bright Ferry SAS",
        ),
        (
            "Cedar and Sons GmbH & Co. KG - the Client - and Orchard Ltd - the Provider.",
            "Orchard Ltd",
            "Cedar and Sons GmbH & Co. KG",
        ),
        (
            'North Orchard d.o.o., Ljubljana ("the Customer") and individual entrepreneur Ivan Petrov ("the Interpreter")',
            "individual entrepreneur Ivan Petrov",
            "North Orchard d.o.o.",
        ),
        ('Smith & Co Ltd (the "Supplier"), and Jones Limited (the "Customer")', "Smith & Co Ltd", "Jones Limited"),
    ],
)
def test_names_and_sides_of_english_parties(head: str, provider: str, client: str) -> None:
    assert names(profile(ENGLISH.format(head=head))) == {"provider": provider, "client": client}


def test_the_heading_above_a_name_is_no_part_of_it() -> None:
    text = (
        'SERVICES AGREEMENT No. 5\n1 May 2026\nQuiet Mill FZE (the "Client") and Orchard Ltd (the "Provider") agree.\n'
    )
    assert names(profile(text)) == {"client": "Quiet Mill FZE", "provider": "Orchard Ltd"}


def test_a_name_missing_at_the_head_is_taken_from_the_requisites() -> None:
    text = (
        "Публичная оферта об оказании услуг\nЗаказчик оплачивает услуги. Исполнитель оказывает услуги. Заказчик принимает их.\n"
        + (
            "Исполнитель вправе привлекать помощников. Заказчик вправе задавать вопросы. Исполнитель отвечает Заказчику.\n"
            "10. Реквизиты\nИсполнитель:\nИП Дроздов Пётр Ильич, ИНН 500100732259\n"
        )
    )
    assert names(profile(text))["provider"] == "ИП Дроздов Пётр Ильич"


def test_both_parties_together_are_no_party() -> None:
    found = profile(
        RUSSIAN.format(
            head="ООО «Маяк», именуемое «Исполнитель», и ООО «Берег», именуемое «Заказчик», совместно именуемые «Стороны»"
        )
    )
    assert [party.aliases for party in found.parties] == [("исполнитель",), ("заказчик",)]


def test_number_and_date_stand_at_the_head() -> None:
    found = profile(RUSSIAN.format(head="ООО «Маяк», именуемое «Исполнитель», и ООО «Берег», именуемое «Заказчик»"))
    assert (found.number, found.date) == ("17/2026", "2026-02-03")


def test_a_day_is_not_the_number_of_the_contract() -> None:
    assert (
        profile("SERVICES AGREEMENT\nThis Agreement is made on 5 March 2026 between Ash Ltd and Oak Ltd.\n").number
        is None
    )


def test_the_date_of_a_power_of_attorney_is_not_the_contract_s() -> None:
    text = "ДОГОВОР № 9\nООО «Маяк» в лице Белова Б. Б., действующего по доверенности № 4 от 1 марта 2020 г., и ИП Лось Л. Л.\n"
    assert profile(text).date is None
    later = "Стороны действуют в своих интересах и по своей воле, понимая значение каждого условия ниже.\nг. Энск, 3 мая 2026 г.\n"
    assert profile(text + later).date == "2026-05-03"


@pytest.mark.parametrize(
    ("title", "kind", "amends"),
    [
        (
            "ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № 2 к договору возмездного оказания услуг № 17/2026 от 03.02.2026",
            "amendment",
            "17/2026",
        ),
        ("AMENDMENT NO. 1 to the Services Agreement No. 44-B", "amendment", "44-b"),
        ("СОГЛАШЕНИЕ № 4 от 02.02.2026\nк договору № 31/К от 15.01.2026", "amendment", "31/к"),
        ("Соглашение №2 к контракту № 7-УС", "amendment", "7-ус"),
        ("Соглашение о расторжении договора № 12-А от 1 марта 2026 г.", "amendment", "12-а"),
        ("Соглашение о внесении изменений в договор № 3/26 от 1 марта 2026 г.", "amendment", "3/26"),
        ("Заказ № 3 к рамочному договору № 31/К от 15.01.2026", "annex", "31/к"),
        ("Спецификация № 2 от 03.02.2026 к договору № 7-УС", "annex", "7-ус"),
        ("ЗАЯВКА к договору № 3/26", "annex", "3/26"),
        ("Соглашение № 5 об оказании услуг связи", "contract", None),
        ("ДОГОВОР № 5 об оказании услуг", "contract", None),
    ],
)
def test_an_amendment_names_the_contract_it_belongs_to(title: str, kind: str, amends: str | None) -> None:
    found = profile(f"{title}\nСтороны договорились. The parties agree as follows: the fee shall be paid.\n")
    assert (found.kind, found.amends) == (kind, amends)


@pytest.mark.parametrize(
    ("text", "regime"),
    [
        (
            "ДОГОВОР бытового подряда\nГражданин Орлов Иван Петрович, паспорт серия 1234, именуемый «Заказчик», поручает ремонт для "
            "личных, семейных, домашних нужд.",
            Regime.CONSUMER,
        ),
        (
            RUSSIAN.format(
                head="ООО «Маяк», именуемое «Исполнитель», в лице директора, действующего на основании Устава, и ООО «Берег», "
                "именуемое «Заказчик», в лице директора, действующего на основании Устава"
            )
            + "Споры рассматривает Арбитражный суд Калужской области.",
            Regime.BUSINESS,
        ),
        ("ДОГОВОР об оказании услуг\nИсполнитель оказывает услуги, Заказчик их оплачивает.", Regime.UNKNOWN),
        (
            "Публичная оферта о ремонте\nООО «Стужа» (ОГРН 1250000000017) чинит холодильники по Закону о защите прав "
            "потребителей; в заявке стоит ФИО заказчика. Споры рассматривает арбитражный суд.\nРеквизиты: ООО «Стужа», ОГРН 1250000000017.",
            Regime.CONSUMER,
        ),
        (
            "Публичная оферта о ремонте\nООО «Стужа» (ОГРН 1250000000017) чинит холодильники по Закону о защите прав "
            "потребителей; в заявке стоит ФИО заказчика. Споры рассматривает арбитражный суд.\nРеквизиты сторон: ООО «Иней», ОГРН 1250000000099.",
            Regime.UNKNOWN,
        ),
    ],
)
def test_the_regime_rests_on_signs_and_may_stay_unknown(text: str, regime: Regime) -> None:
    assert profile(text).regime is regime


def test_every_sign_of_the_regime_is_found_in_the_text() -> None:
    text = "ДОГОВОР бытового подряда\nРемонт для личных, семейных нужд. Заказчик: паспорт серия 1234.\n"
    data = text.encode()
    understood = read_facts(Source("a.txt", data, "0" * 64, len(data)))
    assert hasattr(understood, "profile")
    words = [understood.document.text[slice(*sign.span)].lower() for sign in understood.profile.regime_signs]
    assert words
    assert all(word in text.lower() for word in words)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Договор об оказании услуг между сторонами", "ru"), ("This agreement is made between the parties", "en")],
)
def test_tells_the_language(text: str, language: str) -> None:
    assert profile(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "Terms & Conditions\n1. I have agreed that Green Ledger prepares my return. I agree to pay the fee of £40.\n",
        "Бланк заказа № 8\nУборка по вторникам, 3 000 рублей за выезд.\n",
        "Мастерская «Ясень»\n1.1. Заказчик оплачивает ремонт после приёмки по акту.\n1.2. Мастерская отвечает за сроки, "
        "неустойка 1 %.\n1.3. Споры решает суд.\n1.4. Отказ и возврат денег возможны до начала.\n1.5. Данные конфиденциальны.\n"
        "1.6. Мастерская обязана убрать мусор.\n",
    ],
)
def test_terms_without_the_word_contract_are_a_contract(text: str) -> None:
    assert profile(text).kind == "contract"


@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте! Пришлите, пожалуйста, счёт за март. С уважением, Ольга\n",
        "Meeting notes\nWe talked about the new fee and the deadline. Next call on Friday.\n",
    ],
)
def test_a_letter_about_a_contract_is_none(text: str) -> None:
    assert profile(text).kind in {"other", "interaction"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("АКТ № 3\nк договору № 8 от 01.02.2026\nУслуги оказаны, стороны претензий не имеют.\n", "act"),
        ("Отчёт об услугах за март\nПо договору № 8 оказаны услуги: консультация, два письма.\n", "other"),
        ("Утверждён приказом № 6\nРегламент работы с претензиями\nОтвет даётся за десять дней.\n", "policy"),
        ("Запись телефонного разговора\nЗаказчик просил изменить договор и срок оплаты.\n", "interaction"),
        ("Соглашение о неразглашении\nПереводчик обязуется хранить тайну. Стороны договорились о штрафе.\n", "other"),
        (
            "Mutual Non-Disclosure Agreement\nThe parties shall keep secret what they learn. Each party pays damages.\n",
            "other",
        ),
        (
            "Подписка о неразглашении\nЯ, Лось Л. Л., обязуюсь не разглашать сведения клиентов. Стороны обязаны.\n",
            "other",
        ),
        ("Services Agreement\nThe parties shall sign a non-disclosure agreement. The client shall pay.\n", "contract"),
        ("Minutes of the call\nThe parties shall meet again; the client must pay.\n", "interaction"),
        ("Call, 4 May 2026, 10:15\nSpoke: Ann Porter with Bob Hill\nTold him: the fee stays.\n", "interaction"),
        ("Call for tenders\nThe Supplier shall deliver the goods within ten days.\n", "other"),
        ("ДОГОВОР № 8\nИсполнитель обязуется оказать услуги по акту.\n", "contract"),
    ],
)
def test_a_paper_that_names_its_contract_is_none(text: str, kind: str) -> None:
    assert profile(text).kind == kind


def test_variables_of_a_template_do_not_make_a_russian_text_mixed() -> None:
    text = "ДОГОВОР № {{contract_number_long}}\n{{organisation_name}} и {{customer_full_name}} заключили договор.\n"
    assert profile(text).language == "ru"


def test_a_company_stands_opposite_to_the_party_whose_name_tells_its_side() -> None:
    head = 'between Pine Foods Inc. (the "Company") and Mary Ann Poole (the "Consultant")'
    found = profile(ENGLISH.format(head=head))
    assert {party.aliases[0]: party.side for party in found.parties} == {"company": "client", "consultant": "provider"}


def test_a_passport_in_the_requisites_makes_the_client_a_person() -> None:
    head = "ИП Дроздов П. И., именуемый «Исполнитель», и {{customer}}, именуемый «Заказчик»"
    text = RUSSIAN.format(head=head) + "Заказчик:\n{{customer}}\nПаспорт: {{passport}}\n"
    found = profile(text)
    assert {party.side: party.nature for party in found.parties}["client"] == "individual"
    assert found.regime is Regime.CONSUMER


def test_those_who_speak_in_the_text_are_its_parties() -> None:
    line = "Вы пишете нам, и мы отвечаем. Если вы молчите, мы ждём. Если вы заняты, мы ждём дольше.\n"
    found = profile("ДОГОВОР\nООО «Маяк», именуемое «Исполнитель», и ООО «Берег», именуемое «Заказчик».\n" + line)
    assert {party.side: party.aliases[1] for party in found.parties} == {"provider": "мы", "client": "вы"}


@pytest.mark.parametrize(
    ("head", "provider", "client"),
    [
        (
            "ООО «Маяк» (Мастерская) и Орлова Нина Сергеевна (Заказчик), паспорт 11 22 333444, договорились:",
            "ООО «Маяк»",
            "Орлова Нина Сергеевна",
        ),
        (
            "ООО «Маяк» (ИНН 5001007322), Организатор, директор Лось Л. Л., и ООО «Берег», Исполнитель, договорились:",
            "ООО «Берег»",
            "ООО «Маяк»",
        ),
        (
            "Исполнитель: ООО «Маяк», ИНН 5001007322.\nКлиент: Орлова Нина Сергеевна, тел. 1-22.",
            "ООО «Маяк»",
            "Орлова Нина Сергеевна",
        ),
        ("Мы - ООО «Маяк», Вы - Орлова Нина Сергеевна, договорились так.", "ООО «Маяк»", "Орлова Нина Сергеевна"),
        (
            "ООО «Берег» в лице директора Лося Л. Л. и ООО «Студия дизайна «Маяк», заключили договор.\n1. Студия рисует макеты.",
            "ООО «Студия дизайна «Маяк»",
            "ООО «Берег»",
        ),
        (
            "ИП Лось Лев Львович («Питомник») и ООО «Маяк» («Клиника») заключили договор.\n1. Клиника осматривает животных.",
            "ООО «Маяк»",
            "ИП Лось Лев Львович",
        ),
        (
            "ООО «Маяк» (ИНН 5001007322, директор Лось Л. Л.) - Мастер - и Орлова Нина Сергеевна - Хозяйка - решили:",
            "ООО «Маяк»",
            "Орлова Нина Сергеевна",
        ),
        (
            "ООО «Берег» (директор Лось Л. Л.), дальше Магазин, и ООО «Маяк» (директор Сом С. С.), дальше Исполнитель.",
            "ООО «Маяк»",
            "ООО «Берег»",
        ),
        (
            "ООО «Берег» (ниже - Заказчик) и ООО «Маяк» (ниже - Бригада) договорились:",
            "ООО «Маяк»",
            "ООО «Берег»",
        ),
    ],
)
def test_parties_introduced_without_the_words_of_the_law(head: str, provider: str, client: str) -> None:
    assert names(profile(f"ДОГОВОР № 3\nг. Энск, 3 мая 2026 г.\n{head}\n2. Цена 100 рублей.\n")) == {
        "provider": provider,
        "client": client,
    }


def test_an_offer_names_whoever_accepts_it() -> None:
    found = profile(
        "ОФЕРТА\nООО «Маяк» (Школа) предлагает любому физическому лицу (Слушателю) курсы рисования.\n"
        "1. Слушатель платит 100 рублей.\n"
    )
    assert {party.side: party.aliases for party in found.parties} == {"provider": ("школа",), "client": ("слушатель",)}


def test_a_word_between_dashes_that_names_no_side_is_no_party() -> None:
    found = profile("ДОГОВОР\nООО «Маяк» (Школа) и Орлова Нина Сергеевна - мать - договорились.\n1. Цена 10 рублей.\n")
    assert {alias for party in found.parties for alias in party.aliases} == {"школа"}


def test_a_person_who_is_introduced_by_name_alone_is_an_individual() -> None:
    found = profile(
        "ДОГОВОР\nООО «Маяк» (Клиника) и Орлова Нина Сергеевна (Заказчик) договорились.\n1. Цена 10 рублей.\n"
    )
    assert {party.side: party.nature for party in found.parties} == {"provider": "company", "client": "individual"}
    assert found.regime is Regime.CONSUMER


def test_two_names_of_one_party_are_one_party() -> None:
    head = "ООО «Маяк», именуемое «Исполнитель», и МБУ «Музей леса», именуемое «Муниципальный заказчик» (далее - Музей), заключили"
    found = profile(f"ДОГОВОР\n{head} договор.\n1. Цена 10 рублей.\n")
    assert [party.aliases for party in found.parties if party.side == "client"] == [("муниципальный заказчик", "музей")]


def test_a_blank_date_is_not_filled_by_a_later_one() -> None:
    text = "ДОГОВОР\n№ ____ от «___» __________ 2026 г.\nООО «Маяк» (Школа) и Орлова Нина Сергеевна (Слушатель) договорились.\n"
    assert profile(text + "1. Остаток платы вносится до 01.11.2026.\n").date is None


def test_an_annex_is_known_by_its_first_line() -> None:
    assert (
        profile("Приложение № 1 к договору № АБ-7 от 05.10.2026\nГрафик оплаты\n1. 100 рублей до 07.10.2026.\n").kind
        == "annex"
    )


@pytest.mark.parametrize(
    ("head", "client"),
    [
        (
            'between Hazel Works LLC (the "Provider"), acting by its Managing Director Ann Poole, and Rook & Fen Ltd '
            '(the "Client")',
            "Rook & Fen Ltd",
        ),
        (
            'between Hazel Works LLC (the "Provider"), acting under the Charter, and Rook Tiles LLC (the "Client")',
            "Rook Tiles LLC",
        ),
        ('between Hazel Works LLC (the "Provider") and Charter and Sons Ltd (the "Client")', "Charter and Sons Ltd"),
    ],
)
def test_a_signatory_is_no_part_of_the_next_partys_name(head: str, client: str) -> None:
    assert names(profile(ENGLISH.format(head=head)))["client"] == client


@pytest.mark.parametrize(
    ("client", "nature"),
    [
        ("АНО «Школа танцев» (Заказчик), директор Зимина А. П.", "company"),
        ("Орлова Нина Сергеевна (Заказчик), чьи данные хранятся анонимно", "individual"),
    ],
)
def test_a_non_commercial_organisation_is_no_individual(client: str, nature: str) -> None:
    found = profile(RUSSIAN.format(head=f"ООО «Маяк» (Исполнитель) и {client}"))
    assert [party.nature for party in found.parties if party.side == "client"] == [nature]


def test_an_offer_made_for_citizens_is_made_to_consumers() -> None:
    offer = "ОФЕРТА\nМы настраиваем пианино {whom}. Цена 3 100 рублей. Мастер приходит за три дня.\n"
    assert profile(offer.format(whom="для граждан")).regime is Regime.CONSUMER
    assert profile(offer.format(whom="")).regime is Regime.UNKNOWN


def test_who_signs_for_a_firm_is_no_party_though_named_nearest() -> None:
    head = (
        "Договор заключён между обществом с ограниченной ответственностью «Маяк» (Исполнитель), за которое по доверенности "
        "действует управляющая залом Лось Нина Львовна, и Орловым Петром Сергеевичем (Заказчик), живущим в г. Энске."
    )
    found = profile(f"ДОГОВОР № 3\nг. Энск, 3 мая 2026 г.\n{head}\n2. Цена 100 рублей.\n")
    assert names(found)["client"] == "Орловым Петром Сергеевичем"
    assert {party.side: party.nature for party in found.parties}["client"] == "individual"


def test_an_office_before_an_english_firm_is_no_part_of_its_name() -> None:
    head = 'North Pier Ltd. ("Provider"), acting under its Charter, and Hare & Fox Ltd., a company in Wales ("Client")'
    assert names(profile(ENGLISH.format(head=f"between {head}")))["client"] == "Hare & Fox Ltd."


def test_labels_name_english_parties() -> None:
    found = profile(
        "SERVICE ORDER\nProvider: North Pier Ltd, 4 Quay Road\nCustomer: Quiet Haven LLC, 12 Pine Street\n"
        "1. The Provider cleans the office. The Customer pays USD 100.\n"
    )
    assert names(found) == {"provider": "North Pier Ltd", "client": "Quiet Haven LLC"}


def test_a_company_of_two_words_stands_opposite_to_the_client() -> None:
    found = profile(
        "ДОГОВОР\nООО «Маяк» (далее - Сервисная компания) и ООО «Берег» (далее - Клиент) договорились.\n"
        "1. Сервисная компания чинит лифты. Сервисная компания ведёт журнал. Сервисная компания сообщает о поломке.\n"
    )
    assert [(party.side, party.aliases[0]) for party in found.parties] == [
        ("provider", "сервисная компания"),
        ("client", "клиент"),
    ]


@pytest.mark.parametrize(
    ("ends", "inns"),
    [
        (
            "Исполнитель: ООО «Маяк», ИНН 5001007322, р/с 1\nЗаказчик: ООО «Берег», ИНН 7707083893",
            {"provider": "5001007322", "client": "7707083893"},
        ),
        (
            "ООО «Берег», г. Энск, ИНН 7707083893\nООО «Маяк», г. Омск, ИНН 5001007322",
            {"provider": "5001007322", "client": "7707083893"},
        ),
        ("ООО «Маяк», ИНН 5001007322, тел. 1\nЗаказчик принял.", {"provider": "5001007322", "client": None}),
    ],
)
def test_an_inn_belongs_to_whoever_is_named_before_it(ends: str, inns: dict[str, str | None]) -> None:
    body = "1. Исполнитель чинит лифты.\n" * 12
    found = profile(f"ДОГОВОР\nООО «Маяк» (Исполнитель) и ООО «Берег» (Заказчик) договорились.\n{body}{ends}\n")
    assert {party.side: party.inn for party in found.parties} == inns
