"""The card of key terms and the days that follow from a contract."""

import pytest

from auditor.keyterms.card import key_terms
from auditor.model.key_terms import KeyTerms
from tests.comparison.papers import NEW
from tests.comparison.test_pairs import facts

ENGLISH = """SERVICES AGREEMENT
This Agreement is made on 15 January 2026 between Cedar Ltd (the "Provider") and Sail Inc. (the "Client").
1. Services
1.1. The Provider shall provide maintenance of computer equipment to the Client.
2. Price and payment
2.1. The price of the services is USD 4,000 per month, exclusive of VAT.
2.2. The Client shall pay each invoice within thirty (30) days of receipt.
2.3. The first payment shall be made on 1 March 2026.
2.4. The Client shall pay interest on late payments at the rate of 0.05% per day.
3. Term
3.1. This Agreement shall come into force on the date of signing and shall remain in force until 31 December 2026.
3.2. This Agreement renews automatically for one year unless either party gives notice of at least 60 days before its expiry.
4. Liability
4.1. The total liability of the Provider shall not exceed USD 50,000.
5. Confidentiality
5.1. Each party shall keep confidential all information received from the other party.
6. Law and disputes
6.1. This Agreement is governed by the laws of England.
6.2. Any dispute shall be resolved by the courts of England and Wales.
"""


def line(card: KeyTerms, name: str) -> tuple[tuple[str, ...], list[str | None]]:
    term = next(term for term in card.terms if term.id == name)
    return term.values, [passage.clause for passage in term.passages]


def days(card: KeyTerms) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for date in card.dates:
        found.setdefault(date.id, []).append(date.day)
    return found


def test_the_card_of_a_russian_contract() -> None:
    card = key_terms(facts(NEW))
    assert line(card, "parties")[0] == ("ООО «Лесной ручей» (исполнитель)", "ООО «Полярный берег» (заказчик)")
    assert line(card, "subject")[1][0] == "1.1"
    assert line(card, "price") == (("90 000 (девяносто тысяч) рублей",), ["2.1"])
    assert line(card, "vat")[1] == ["2.1"]
    assert line(card, "payment") == (("45 (сорока пяти) рабочих дней",), ["2.2"])
    assert line(card, "term") == (("12 месяцев",), ["5.1"])
    assert line(card, "renewal") == (("30 календарных дней",), ["5.2"])
    assert line(card, "penalties") == (("0,01 %",), ["2.3"])
    assert line(card, "court")[1] == ["6.1"]
    assert line(card, "termination") == ((), [])
    assert days(card) == {"end": ["2027-03-12"], "renewal_notice": ["2027-02-10"]}


def test_the_card_of_an_english_contract() -> None:
    card = key_terms(facts(ENGLISH))
    assert line(card, "price")[0] == ("USD 4,000",)
    assert line(card, "payment")[0][0] == "thirty (30) days"
    assert line(card, "liability") == (("USD 50,000",), ["4.1"])
    assert line(card, "data")[1] == ["5.1"]
    assert line(card, "law")[1] == ["6.1"]
    assert line(card, "court")[1] == ["6.2"]
    assert days(card)["end"] == ["2026-12-31"]
    assert days(card)["renewal_notice"] == ["2026-11-01"]
    assert "2026-03-01" in days(card)["payment"]


def test_a_time_limit_without_a_start_is_named_and_not_guessed() -> None:
    card = key_terms(facts(NEW))
    assert [entry.passage.clause for entry in card.open_dates if entry.title.en == "Payment"] == ["2.2"]


def test_a_contract_without_a_date_has_no_end() -> None:
    card = key_terms(facts(NEW.replace("«12» марта 2026 г.", "")))
    assert "end" not in days(card)
    assert any("его дата" in entry.why.ru for entry in card.open_dates)


@pytest.mark.parametrize(
    ("period", "end"),
    [("6 месяцев", "2026-07-31"), ("1 месяца", "2026-02-28"), ("одного года", "2027-01-31"), ("10 дней", "2026-02-10")],
)
def test_periods_end_as_the_civil_code_says(period: str, end: str) -> None:
    text = NEW.replace("«12» марта 2026 г.", "31 января 2026 г.").replace("12 месяцев", period)
    assert days(key_terms(facts(text)))["end"] == [end]
