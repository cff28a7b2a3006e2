"""What a finding shows: the passages of the branches that hold, and no others."""

from __future__ import annotations

from auditor.model.finding import Outcome
from auditor.model.rule import Example
from auditor.trials import example_finding

HEAD = "ДОГОВОР возмездного оказания услуг\n1.1. Исполнитель оказывает услуги, а Заказчик оплачивает их.\n"
RIGHT = "3.1. Исполнитель вправе в одностороннем порядке изменить цену услуг.\n"
POSTED = "3.2. Новая редакция Правил вступает в силу через три дня после её размещения на сайте.\n"


def _quotes(text: str) -> list[str]:
    example = Example(
        rule="forbidden-unilateral-change",
        name="evidence",
        language="ru",
        text=text,
        expect=Outcome.FAIL,
        profile=(("regime", "consumer"),),
    )
    finding = example_finding(example)
    assert finding.outcome is Outcome.FAIL
    return [evidence.quote for evidence in finding.evidence]


def test_a_branch_that_does_not_hold_shows_nothing() -> None:
    quotes = _quotes(HEAD + RIGHT + POSTED)
    assert any("изменить цену" in quote for quote in quotes)
    assert not any("вступает в силу" in quote for quote in quotes)


def test_a_branch_that_holds_shows_its_passages() -> None:
    assert any("вступает в силу" in quote for quote in _quotes(HEAD + POSTED))


def _shown(rule: str, text: str, outcome: Outcome) -> list[str]:
    finding = example_finding(Example(rule=rule, name="evidence", language="ru", text=text, expect=outcome))
    assert finding.outcome is outcome
    return [evidence.quote for evidence in finding.evidence]


def test_a_lead_in_is_shown_with_the_items_under_it() -> None:
    text = HEAD + "2.1. Заказчик обязуется:\n- предоставить доступ в помещение;\n- сообщить о протечках.\n"
    quotes = _shown("client-obligations-missing", text, Outcome.WEAK)
    assert any("обязуется:" in quote and "сообщить о протечках" in quote for quote in quotes)


def test_an_incomplete_clause_shows_the_parts_of_a_full_one_that_are_there() -> None:
    text = HEAD + "ООО «Вектор», далее «Исполнитель».\nИНН 5012345678, адрес: 644000, г. Омск, ул. Мира, д. 5.\n"
    assert any("ул. Мира" in quote for quote in _shown("party-details-missing", text, Outcome.WEAK))


def test_the_section_about_a_matter_comes_before_a_mention_elsewhere() -> None:
    text = (
        "1. Предмет договора\n1.1. Исполнитель оказывает услуги. При обстоятельствах непреодолимой силы сроки сдвигаются.\n"
        "2. Обстоятельства непреодолимой силы\n2.1. Стороны не отвечают за обстоятельства непреодолимой силы.\n"
    )
    quotes = _shown("force-majeure-missing", text, Outcome.WEAK)
    assert "не отвечают" in quotes[0]
