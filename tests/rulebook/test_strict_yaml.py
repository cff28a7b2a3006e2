"""YAML that guesses nothing and shows the line of every mistake."""

from __future__ import annotations

import pytest

from auditor.errors import RuleError
from auditor.rulebook.strict_yaml import parse


@pytest.mark.parametrize(
    ("written", "kept"), [("28.10", "28.10"), ("no", "no"), ("72:00", "72:00"), ("2018-05-25", "2018-05-25")]
)
def test_keeps_what_is_written_as_text(written: str, kept: str) -> None:
    assert parse(f"a: {written}", "x.yaml").mapping(("a",))["a"].text() == kept


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\na: 2", 2, "stands twice"),
        ("a: &x 1\nb: *x", 1, "anchors"),
        ("a: [1\n", 2, "not YAML"),
        ("", None, "empty"),
        ("? [a]\n: 1", 1, "a key must be a word"),
    ],
)
def test_refuses_with_the_line(text: str, line: int | None, message: str) -> None:
    with pytest.raises(RuleError, match=message) as refusal:
        parse(text, "x.yaml")
    assert refusal.value.place is not None
    assert refusal.value.place.file == "x.yaml"
    assert refusal.value.place.line == line
    assert refusal.value.remedy


def test_refuses_unknown_and_missing_keys() -> None:
    node = parse("a: 1\nc: 2", "x.yaml")
    with pytest.raises(RuleError, match="«c» is not known"):
        node.mapping(("a", "b"))
    with pytest.raises(RuleError, match="«b» is missing"):
        node.mapping(("a", "b"), ("c",))


def test_refuses_a_missing_translation() -> None:
    with pytest.raises(RuleError, match="«en» is missing"):
        parse("title: {ru: слово}", "x.yaml").mapping()["title"].both()


def test_refuses_depth_without_end() -> None:
    with pytest.raises(RuleError):
        parse("[" * 3_000 + "]" * 3_000, "x.yaml")
