"""The topics of the lexicon, ready to be looked for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from auditor.errors import Place, RuleError
from auditor.facts.folding import fold
from auditor.facts.phrases import Alphabet, Pattern, compile_phrase
from auditor.facts.words import forms_and_starts
from auditor.model.lexicon import Lexicon, Phrase, Topic


@dataclass(frozen=True, slots=True)
class CompiledPhrase:
    """A phrase of the lexicon with its patterns."""

    source: Phrase
    wording: tuple[tuple[str, tuple[Pattern, ...]], ...]
    needs: tuple[tuple[Pattern, ...], ...]
    refuses: tuple[Pattern, ...]
    under: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class CompiledTopic:
    """A topic with its phrases ready for matching."""

    source: Topic
    phrases: tuple[CompiledPhrase, ...]
    lookalikes: tuple[tuple[str, tuple[Pattern, ...]], ...]
    headings: tuple[Pattern, ...]
    russian: tuple[tuple[Pattern, ...], ...] = ()
    """The first pattern of every Russian wording of several words, those of most words first, by their number."""
    english: tuple[tuple[Pattern, ...], ...] = ()
    """The same of the wordings in other languages."""


class Use(NamedTuple):
    """A pattern as a wording of a topic; sorted, uses stand in the order in which they are written."""

    topic: int
    """The topic's place among the topics."""
    order: int
    """The place among the topic's wordings."""
    phrase: CompiledPhrase
    wording: str
    pattern: Pattern


@dataclass(frozen=True)
class CompiledLexicon:
    """All topics over one alphabet."""

    source: Lexicon
    alphabet: Alphabet
    topics: tuple[CompiledTopic, ...]
    uses: Mapping[int, tuple[Use, ...]]
    """The wordings that each pattern is, by its number."""
    by_rarest: Mapping[int, tuple[Pattern, ...]]
    """The patterns of wordings, of what must or may not stand near and of look-alikes, by their rarest element: the one
    that the fewest patterns share.
    """


def compile_lexicon(lexicon: Lexicon, alphabet: Alphabet | None = None) -> CompiledLexicon:
    """Return the lexicon ready for matching; a phrase that cannot be read raises RuleError with its file.

    Phrases that an ``alphabet`` knows from an earlier compilation of the same lexicon are not read again.
    """
    alphabet = alphabet or Alphabet(lexicon.small_words)
    reading = _Reading(alphabet, {topic.id: topic for topic in lexicon.topics})
    topics = tuple(_compile_topic(topic, reading) for topic in lexicon.topics)
    return CompiledLexicon(lexicon, alphabet, topics, _uses(topics), _by_rarest(set(_looked_for(topics))))


def acquaint(compiled: CompiledLexicon, texts: Iterable[str]) -> None:
    """Look up the words of some texts: what they meet is then known in every process forked later."""
    for form in set(forms_and_starts(fold("\n".join(texts)).text)[0]):
        compiled.alphabet.met_by(form)


def _uses(topics: Sequence[CompiledTopic]) -> dict[int, tuple[Use, ...]]:
    uses: dict[int, list[Use]] = defaultdict(list)
    for number, topic in enumerate(topics):
        order = 0
        for phrase in topic.phrases:
            for words, patterns in phrase.wording:
                for pattern in patterns:
                    uses[pattern.number].append(Use(number, order, phrase, words, pattern))
                    order += 1
    return {number: tuple(entries) for number, entries in uses.items()}


def _looked_for(topics: Iterable[CompiledTopic]) -> Iterator[Pattern]:
    """Yield every pattern that is looked for among the words of a document, some of them often."""
    for topic in topics:
        for phrase in topic.phrases:
            for _, patterns in phrase.wording:
                yield from patterns
            yield from chain(*phrase.needs, phrase.refuses)
        for _, patterns in topic.lookalikes:
            yield from patterns


def _by_rarest(patterns: Collection[Pattern]) -> dict[int, tuple[Pattern, ...]]:
    shared = Counter(chain.from_iterable(pattern.elements for pattern in patterns))
    by_rarest: dict[int, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        by_rarest[min(pattern.elements, key=shared.__getitem__)].append(pattern)
    return {element: tuple(entries) for element, entries in by_rarest.items()}


class _Reading:
    """Wordings to patterns, for all topics of a lexicon."""

    def __init__(self, alphabet: Alphabet, topics: Mapping[str, Topic]) -> None:
        self._alphabet = alphabet
        self._topics = topics
        self._company: dict[tuple[str, ...], tuple[Pattern, ...]] = {(): ()}
        """Many phrases keep the same company."""

    def named(self, wordings: Iterable[str], place: Place | None) -> tuple[tuple[str, tuple[Pattern, ...]], ...]:
        """Return the patterns of every wording beside it."""
        spelled = _spelled_out(wordings, self._topics, place)
        return tuple([(wording, compile_phrase(wording, self._alphabet, place)) for wording in spelled])

    def flat(self, wordings: tuple[str, ...], place: Place | None) -> tuple[Pattern, ...]:
        """Return the patterns of all wordings, one after the other."""
        known = self._company.get(wordings)
        if known is None:
            found = self.named(wordings, place)
            known = self._company[wordings] = tuple([pattern for _, patterns in found for pattern in patterns])
        return known

    def phrase(self, phrase: Phrase, place: Place | None) -> CompiledPhrase:
        """Return a phrase with its patterns."""
        return CompiledPhrase(
            phrase,
            self.named(phrase.wording, place),
            tuple([self.flat(group, place) for group in phrase.needs]),
            self.flat(phrase.refuses, place),
            self.flat(phrase.under, place),
        )


def _compile_topic(topic: Topic, reading: _Reading) -> CompiledTopic:
    phrases = tuple([reading.phrase(phrase, topic.place) for phrase in topic.phrases])
    first = [
        (patterns[0], words) for phrase in phrases for words, patterns in phrase.wording if len(patterns[0].steps) > 1
    ]
    russian = [pattern for pattern, words in first if is_cyrillic(words)]
    english = [pattern for pattern, words in first if not is_cyrillic(words)]
    return CompiledTopic(
        topic,
        phrases,
        reading.named(topic.lookalikes, topic.place),
        reading.flat(topic.headings, topic.place),
        _longest_first(russian),
        _longest_first(english),
    )


def _longest_first(patterns: Iterable[Pattern]) -> tuple[tuple[Pattern, ...], ...]:
    by_length: dict[int, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        by_length[len(pattern.steps)].append(pattern)
    return tuple(tuple(by_length[length]) for length in sorted(by_length, reverse=True))


@lru_cache(maxsize=20_000)
def is_cyrillic(words: str) -> bool:
    """Return whether most letters of some words are Cyrillic."""
    if words.isascii():
        return False
    twice = 2 * sum(map(len, _CYRILLIC.findall(words.lower())))
    return twice > len(words) or twice > sum(map(str.isalpha, words))


_CYRILLIC = re.compile("[а-я]+")


def _spelled_out(wordings: Iterable[str], known: Mapping[str, Topic], place: Place | None) -> Iterable[str]:
    """Return phrases with «@topic» replaced by the phrases of that topic, each without the company it keeps there."""
    for wording in wordings:
        if not wording.startswith("@"):
            yield wording
        elif wording[1:] in known:
            yield from (spelled for phrase in known[wording[1:]].phrases for spelled in phrase.wording)
        else:
            raise RuleError(
                f"the phrase «{wording}» names a topic that is not known",
                place=place,
                remedy="Write the id of a topic of the lexicon after «@».",
            )
