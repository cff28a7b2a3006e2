"""Numbers in Word's forms."""

from __future__ import annotations

import pytest

from auditor.extraction.wordml.numbering import Level, Numbered, Numbering, formatted


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [(3, "decimal", "3"), (28, "lowerLetter", "bb"), (2, "russianLower", "б"), (8, "russianUpper", "З"), (14, "lowerRoman", "xiv"),
     (4, "upperRoman", "IV"), (7, "decimalZero", "07"), (5, "chineseCounting", "5")],
)  # fmt: skip
def test_shows_a_number_in_its_form(number: int, form: str, shown: str) -> None:
    assert formatted(number, form) == shown


def test_a_deeper_level_starts_anew_after_a_higher_one() -> None:
    levels = {0: Level(text="%1."), 1: Level(text="%1.%2."), 2: Level(form="lowerLetter", text="%3)")}
    numbers = Numbering({"1": levels}, {"1": "a"})
    printed = [numbers.next(Numbered("1", level))[0] for level in (0, 1, 2, 2, 1, 2, 0, 1)]
    assert printed == ["1.", "1.1.", "a)", "b)", "1.2.", "a)", "2.", "2.1."]


def test_lists_over_one_definition_go_on_and_an_override_starts_anew() -> None:
    levels = {0: Level(text="%1.")}
    numbers = Numbering({"1": levels, "2": levels, "3": levels}, {"1": "a", "2": "a", "3": "a"}, {"3": {0: 1}})
    assert [numbers.next(Numbered(name, 0))[0] for name in ("1", "2", "3")] == ["1.", "2.", "1."]
