"""A lexicon compiled with an alphabet that was kept is the lexicon compiled from its phrases."""

from __future__ import annotations

from auditor.desk import rulebook
from auditor.facts.kept import alphabet_from_bytes, alphabet_to_bytes
from auditor.facts.topics import CompiledTopic, acquaint, compile_lexicon


def steps(topic: CompiledTopic) -> list[object]:
    patterns = [pattern for phrase in topic.phrases for _, found in phrase.wording for pattern in found]
    patterns += [
        pattern
        for phrase in topic.phrases
        for group in (*phrase.needs, phrase.refuses, phrase.under)
        for pattern in group
    ]
    patterns += [pattern for _, found in topic.lookalikes for pattern in found]
    return [(pattern.number, pattern.steps, pattern.elements) for pattern in (*patterns, *topic.headings)]


def test_an_alphabet_comes_back_with_all_that_it_knows() -> None:
    lexicon = rulebook(())[1]
    made = compile_lexicon(lexicon)
    acquaint(made, ["Заказчик оплачивает услуги в течение 5 дней.", "The client shall pay the fee within 5 days."])
    kept = alphabet_from_bytes(alphabet_to_bytes(made.alphabet))
    known = dict(kept.of_form)
    again = compile_lexicon(lexicon, kept)
    assert [steps(topic) for topic in again.topics] == [steps(topic) for topic in made.topics]
    assert list(again.uses) == list(made.uses)
    assert again.by_rarest.keys() == made.by_rarest.keys()
    assert known == made.alphabet.of_form
    for form in ("договорами", "неустойку", "liable", "terminated", "опл", "опл1", "5"):
        assert sorted(again.alphabet.met_by(form)) == sorted(made.alphabet.met_by(form))


def test_an_alphabet_that_was_kept_learns_new_phrases() -> None:
    lexicon = rulebook(())[1]
    kept = alphabet_from_bytes(alphabet_to_bytes(compile_lexicon(lexicon).alphabet))
    count = len(kept.patterns)
    compiled = compile_lexicon(lexicon, kept)
    assert len(compiled.alphabet.patterns) == count
    assert compiled.alphabet.element("небывальщина", None) == len(compiled.alphabet.wordings) - 1
