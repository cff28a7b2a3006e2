"""Every example of every rule and topic, each a test of its own."""

from __future__ import annotations

import pytest

from auditor.desk import rulebook
from auditor.model.lexicon import Topic
from auditor.model.rule import Example, Rule
from auditor.trials import example_finding, topic_counts

RULESET, LEXICON = rulebook(())
TOPIC_EXAMPLES = [(topic, text, counts) for topic in LEXICON.topics for text, counts in topic.examples]


@pytest.mark.parametrize("example", RULESET.examples, ids=lambda e: f"{e.rule}: {e.name}")
def test_an_example_gives_what_it_says(example: Example) -> None:
    finding = example_finding(example)
    assert finding.outcome is example.expect
    if example.evidence:
        assert any(example.evidence in evidence.quote for evidence in finding.evidence)


@pytest.mark.parametrize(
    ("topic", "text", "counts"), TOPIC_EXAMPLES, ids=lambda value: str(getattr(value, "id", value))[:50]
)
def test_a_topic_counts_what_it_says(topic: Topic, text: str, counts: bool) -> None:  # noqa: FBT001
    assert topic_counts(topic.id, text) is counts


@pytest.mark.parametrize("rule", RULESET.rules, ids=lambda rule: rule.id)
def test_a_rule_has_law_and_words_in_both_languages(rule: Rule) -> None:
    assert rule.law
    for text in (rule.title, rule.subject_matter, rule.why, rule.recommendation, *rule.definition.values()):
        assert text.ru.strip()
        assert text.en.strip()
