"""Numbers of tables look as in the program that made them; dates are ISO text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extraction.displayed import BUILT_IN, Style, is_russian, shown

RUSSIAN, ENGLISH = Style(), Style(russian=False)


@pytest.mark.parametrize(
    ("value", "code", "russian", "english"),
    [
        ("1234.5", "#,##0.00", "1\u00a0234,50", "1,234.50"),
        ("1234.5", '#,##0.00 "р."', "1\u00a0234,50 р.", "1,234.50 р."),
        ("500000", r"_-* #,##0.00\ [$₽-419]_-;-* #,##0.00\ [$₽-419]_-", "500\u00a0000,00 ₽", "500,000.00 ₽"),
        ("1234.5", "$#,##0.00", "$1\u00a0234,50", "$1,234.50"),
        ("0.125", "0.0%", "12,5%", "12.5%"),
        ("0.005", "0.00", "0,01", "0.01"),
        ("1234567", "#,##0.0,,", "1,2", "1.2"),
        ("-5", "#,##0;(#,##0)", "(5)", "(5)"),
        ("-5", "0.00", "-5,00", "-5.00"),
        ("-0.001", "0.00", "0,00", "0.00"),
        ("0", '0;-0;"-"', "-", "-"),
        ("770708389312", "General", "770708389312", "770708389312"),
        ("0.30000000000000004", "General", "0,3", "0.3"),
        ("12345678901", r"000\-000\-000\ 00", "123-456-789 01", "123-456-789 01"),
        ("9161234567", "+7(000)000-00-00", "+7(916)123-45-67", "+7(916)123-45-67"),
        ("5", "00000", "00005", "00005"),
        ("45323", "dd.mm.yyyy", "2024-02-01", "2024-02-01"),
        ("45323", '[$-419]d mmmm yyyy\\ "г.";@', "2024-02-01", "2024-02-01"),
        ("45323.5", "m/d/yy h:mm", "2024-02-01 12:00", "2024-02-01 12:00"),
        ("0.75", "h:mm", "18:00", "18:00"),
        ("1.5", "[h]:mm", "36:00", "36:00"),
        ("59", "dd.mm.yyyy", "1900-02-28", "1900-02-28"),
        ("-1", "dd.mm.yyyy", "-1", "-1"),
        ("99999999", "dd.mm.yyyy", "99999999", "99999999"),
        ("1e400", "0", "1e400", "1e400"),
        ("rubbish", "0", "rubbish", "rubbish"),
    ],
)
def test_numbers_are_shown_under_their_format(value: str, code: str, russian: str, english: str) -> None:
    assert (shown(value, code, RUSSIAN), shown(value, code, ENGLISH)) == (russian, english)


def test_days_may_be_counted_from_1904() -> None:
    assert shown("43861", "dd.mm.yyyy", Style(since_1904=True)) == "2024-02-01"


def test_the_language_is_told_by_the_words() -> None:
    assert is_russian(["Цена", "total"])
    assert is_russian(["500", "12"])
    assert not is_russian(["Price of the goods", "руб"])


@given(st.floats() | st.integers(), st.text(max_size=20) | st.sampled_from(list(BUILT_IN.values())))
def test_no_format_raises_or_grows_without_end(value: float, code: str) -> None:
    assert len(shown(repr(value), code, RUSSIAN)) < 500
