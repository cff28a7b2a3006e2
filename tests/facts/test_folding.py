"""The levelled copy of a text, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.facts.folding import fold


@pytest.mark.parametrize(
    ("original", "levelled"),
    [
        ("Счёт", "счет"),
        ("до\u00adго\u00adвор", "договор"),
        ("опла-\nта", "опла-\nта".replace("-\n", "")),
        ("10\u00a0000", "10 000"),
        ("\ufb01nance", "finance"),
        ("Дoгoвoр", "договор"),  # the Latin letter o, three times
        ("IT-услуги", "it-услуги"),
        ("«Заказчик» — “Client”", '"заказчик" - "client"'),
        ("\u200bНДС", "ндс"),
        ("неусто\u0438\u0306ка и е\u0308лка", "неустойка и елка"),
    ],
)
def test_levels_accidents_of_spelling(original: str, levelled: str) -> None:
    assert fold(original).text == levelled


def test_leaves_latin_words_and_mixed_codes_alone() -> None:
    assert fold("CRM-система и Word").text == "crm-система и word"


def test_a_quote_is_cut_from_the_original() -> None:
    original = "Настоящий до\u00adгово\u00adр № 5 о \ufb01нансах"
    folded = fold(original)
    start = folded.text.index("договор")
    assert original[slice(*folded.span(start, start + 7))] == "до\u00adгово\u00adр"
    assert folded.text[start:].startswith("договор no 5") or "№" in original


@given(st.text(max_size=200))
def test_every_offset_leads_back_into_the_original(text: str) -> None:
    folded = fold(text)
    places = [folded.to_original(at) for at in range(len(folded.text))]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)
