"""A verdict is kept for as long as a day changes nothing in it."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.desk import bench, judge_facts, read_facts
from auditor.engine import vocabulary
from auditor.extraction.interface import Source
from auditor.model.document import Unreadable
from auditor.model.fact import DocumentFacts
from auditor.pipeline import Settings
from tests.history.papers import paper, text


def facts() -> DocumentFacts:
    data = text(paper(more=["Приложение. Согласие на обработку действует до 15.11.2026 и отзывается письмом."]))
    read = read_facts(Source("a.txt", data, "0", len(data)))
    assert not isinstance(read, Unreadable)
    return read


def test_only_the_dated_words_look_at_the_day() -> None:
    tree = ast.parse(Path(vocabulary.__file__).read_text(encoding="utf-8"))
    users = {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr == "as_of"
    }
    assert users == {"_older_than", "_expired"}


@pytest.mark.parametrize("day", ["2026-01-15", "2026-11-15", "2027-12-31", "2028-06-01"])
def test_a_verdict_holds_for_as_long_as_it_says(day: str) -> None:
    read = facts()
    assert bench(()).of_contracts
    settings = Settings(as_of=day, generated_at="")
    judged = judge_facts(read, settings)
    since, until = judged.holds
    assert since <= day <= until
    for other in {max(since, "2026-01-01"), until if until < "2040" else "2040-01-01"}:
        again = judge_facts(read, replace(settings, as_of=other))
        assert again.findings == judged.findings
        assert again.programme == judged.programme
