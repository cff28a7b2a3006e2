"""Days that stand in the words of letters."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.portfolio.cases.complaint_letters import dates_in
from auditor.portfolio.days import MONTHS


@pytest.mark.parametrize("month", MONTHS)
def test_a_letter_may_shorten_any_month(month: str) -> None:
    """One month that is not known moves the day of a complaint to another that the letter names."""
    assert dates_in(f"12 {month} 2026") == [date(2026, MONTHS[month], 12)]
