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
