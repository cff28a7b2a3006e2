"""The words about dates and lengths, asked of texts that were really read."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from auditor.desk import read_facts
from auditor.engine.spans import limit_before
from auditor.engine.vocabulary import ask
from auditor.extraction.interface import Source
from auditor.model.document import Unreadable
from auditor.model.fact import DocumentFacts
from auditor.model.rule import Leaf

DATED = "ДОГОВОР № 7 возмездного оказания услуг\nот 10 марта 2025 г.\n"
BARE = "ДОГОВОР возмездного оказания услуг\n"


def facts(text: str, as_of: str | None = "2026-03-10") -> DocumentFacts:
    understood = read_facts(Source("договор.txt", text.encode(), "", 0))
    assert not isinstance(understood, Unreadable)
    return dataclasses.replace(understood, as_of=as_of)


def answer(understood: DocumentFacts, word: str, value: str, topic: str | None = None) -> str:
    arguments = {word: (value,)} | ({"in": (topic,)} if topic else {})
    return ask(Leaf(word, tuple(sorted(arguments.items()))), understood, {}).state


@pytest.mark.parametrize(
    ("span", "expected"), [("12 months", "no"), ("364 days", "yes"), ("1 years", "no"), ("2025-03-11", "yes")]
)
def test_a_contract_is_older_than_a_span_only_when_more_time_has_passed(span: str, expected: str) -> None:
    assert answer(facts(DATED), "older_than", span) == expected


def test_the_newest_date_counts_and_is_quoted() -> None:
    text = DATED + "8.1. Дата последнего пересмотра Договора: 1 февраля 2026 г.\n"
    leaf = Leaf("older_than", (("in", ("contract-review",)), ("older_than", ("6 months",))))
    told = ask(leaf, facts(text), {})
    assert told.state == "no"
    assert "пересмотра" in text[slice(*told.passages[0].span)]
    assert answer(facts(text), "older_than", "6 months") == "yes"


def test_without_a_date_or_a_day_of_audit_nobody_knows() -> None:
    assert answer(facts(BARE), "older_than", "12 months") == "unknown"
    assert answer(facts(DATED, as_of=None), "older_than", "12 months") == "unknown"


def test_a_term_expires_the_day_after_its_last_date() -> None:
    text = DATED + "2.1. Договор действует до 9 марта 2026 г.\n"
    assert answer(facts(text), "expired", "end-date") == "yes"
    assert answer(facts(text, as_of="2026-03-09"), "expired", "end-date") == "no"
    assert answer(facts(DATED), "expired", "end-date") == "no"
    assert answer(dataclasses.replace(facts(DATED), complete=False), "expired", "end-date") == "unknown"


def test_a_term_told_as_a_period_runs_from_the_date_of_the_contract() -> None:
    text = DATED + "2.1. Договор действует 1 год.\n"
    assert answer(facts(text, as_of="2026-03-11"), "expired", "contract-term") == "yes"
    assert answer(facts(text, as_of="2026-03-10"), "expired", "contract-term") == "no"
    assert answer(facts(BARE + "2.1. Договор действует 1 год.\n"), "expired", "contract-term") == "no"


def test_a_period_and_the_time_to_a_date_are_measured() -> None:
    period = DATED + "2.1. Срок оказания услуг составляет 45 рабочих дней.\n"
    day = DATED + "2.1. Срок оказания услуг: до 15 апреля 2025 г.\n"
    assert answer(facts(period), "longer_than", "30 days", "term-end") == "yes"
    assert answer(facts(period), "longer_than", "2 months", "term-end") == "no"
    assert answer(facts(day), "longer_than", "30 days", "term-end") == "yes"
    assert answer(facts(day), "longer_than", "36 days", "term-end") == "no"


def test_the_document_tells_its_number_and_date_or_does_not() -> None:
    assert [answer(facts(DATED), "stated", name) for name in ("number", "date")] == ["yes", "yes"]
    assert [answer(facts(BARE), "stated", name) for name in ("number", "date")] == ["no", "no"]


@pytest.mark.parametrize(
    ("day", "span", "expected"), [("2024-03-31", "1 months", "2024-02-29"), ("2025-01-15", "2 years", "2023-01-15")]
)
def test_months_end_where_the_calendar_ends_them(day: str, span: str, expected: str) -> None:
    assert limit_before(date.fromisoformat(day), span) == date.fromisoformat(expected)
