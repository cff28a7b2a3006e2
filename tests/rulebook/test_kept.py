"""Rules that were kept are the rules that were read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.rulebook.columns import load_columns
from auditor.rulebook.folders import rule_folders, rules_folder
from auditor.rulebook.kept import Rulebook, rulebook_from_bytes, rulebook_to_bytes
from auditor.rulebook.load import load_rulebook
from auditor.rulebook.portrait_words import load_portrait_words


def test_rules_lexicon_and_word_lists_come_back_as_they_were_without_their_examples() -> None:
    ruleset, lexicon = load_rulebook(rule_folders(()))
    words = load_portrait_words(rules_folder() / "lexicon" / "_portrait")
    columns = load_columns([folder / "lexicon" for folder in rule_folders(())])
    again = rulebook_from_bytes(rulebook_to_bytes(Rulebook(ruleset, lexicon, words, columns)))
    assert again[0] == replace(ruleset, examples=())
    assert again[1] == replace(lexicon, topics=tuple(replace(topic, examples=()) for topic in lexicon.topics))
    assert again[2] == words
    assert again[3] == columns
    assert [rule.place for rule in again[0].rules] == [rule.place for rule in ruleset.rules]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'["os.system","true"]', b"[null,1,2]", b'[null,["Ruleset"],1,2]'])
def test_bytes_that_are_no_rules_are_refused_and_make_nothing(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        rulebook_from_bytes(data)
