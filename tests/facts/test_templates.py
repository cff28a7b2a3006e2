"""Variables of a template, and the values for which they stand."""

from __future__ import annotations

import pytest

from auditor.facts.folding import fold
from auditor.facts.value_templates import kinds_of_variable
from auditor.facts.values import find_values


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Цена {{total_price}} рублей", ["money"]),
        ("The fee is [HOURLY RATE] per hour", ["money"]),
        ("Срок {{work}} рабочих дней", ["period", "working_period"]),
        ("пеня {{fine}}% в день", ["percent"]),
        ("Начало: {{start_date}}", ["date"]),
        ("ИНН {{client_inn}}", ["inn"]),
        ("Тел. ${client.phone}", ["phone"]),
        ("{{total_price_words}}", []),
        ("{{client_full_name}}", []),
    ],
)
def test_a_variable_stands_for_what_its_name_or_neighbours_tell(text: str, kinds: list[str]) -> None:
    folded = fold(text).text
    found = [value for value in find_values(folded) if value.kind == "blank" and value.detail == "template"]
    assert [kind for value in found for kind in kinds_of_variable(value, folded)] == kinds
