"""Recognises the topics of the lexicon in one document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby
from types import MappingProxyType

from auditor.facts.folding import Folded
from auditor.facts.ground import Ground, HeadingGround
from auditor.facts.phrases import Pattern
from auditor.facts.stretch import Words
from auditor.facts.topics import CompiledLexicon, CompiledPhrase, CompiledTopic, Use, is_cyrillic
from auditor.facts.words import forms_and_starts
from auditor.model.fact import Mention
from auditor.model.lexicon import Scope
from auditor.model.outline import Outline

Found = Mapping[int, Words]
"""Sentences with the first and last-plus-one word recognised in each."""
_NOWHERE: Found = MappingProxyType({})
_LETTER = re.compile(r"(?<=\s)\((?:[a-zа-я]|[ivx]{2,4})\)(?=\s)")
"""A letter or a Roman number in brackets, by which a sentence counts its parts: "(a)", "(iv)", «(б)»."""
_SAMPLE = 2_000
"""Characters by which the alphabet of a document is told."""


@dataclass(frozen=True, slots=True)
class SpecialWords:
    """A value or a name of a party with its place in the levelled text."""

    sort: str
    """``value`` or ``role``."""
    name: str
    start: int
    end: int


@dataclass
class Reader:
    """Looks for topics in one document; every phrase is matched at most once."""

    compiled: CompiledLexicon
    outline: Outline
    folded: Folded
    special: Sequence[SpecialWords] = ()
    _remembered: dict[int, Found] = field(default_factory=dict)
    _places: dict[tuple[int, Scope], Set[int]] = field(default_factory=dict)
    _live: Set[int] = frozenset()
    """The numbers of the patterns whose words stand together in a sentence, in whatever order."""
    _letters: dict[int, list[int]] = field(default_factory=dict)
    """The first words of the lettered parts of a sentence."""

    def __post_init__(self) -> None:
        """Lay out the words of the document."""
        self.forms, self.starts = forms_and_starts(self.folded.text)
        starts = self.folded.originals(self.starts)
        bounds = _bounds(starts, [sentence.span for sentence in self.outline.sentences])
        leads = {at: s.lead_in for at, s in enumerate(self.outline.sentences) if s.lead_in is not None}
        special = _on_words(self.special, self.starts)
        self.ground = Ground(self.compiled.alphabet, self.forms, bounds, leads, special)
        self._live = {pattern.number for pattern in self.ground.live(self.compiled.by_rarest)}
        self.cyrillic = is_cyrillic(self.folded.text[:_SAMPLE])

    @cached_property
    def _headings(self) -> HeadingGround:
        return HeadingGround(self.compiled.alphabet, [section.heading for section in self.outline.sections])

    @cached_property
    def _clause_headings(self) -> HeadingGround:
        return HeadingGround(self.compiled.alphabet, [clause.heading for clause in self.outline.clauses])

    def mentions(self) -> dict[str, tuple[Mention, ...]]:
        """Return the passages of every topic that is spoken about."""
        found = {}
        for number, uses in groupby(sorted(self._uses()), key=lambda use: use.topic):
            topic = self.compiled.topics[number]
            mentions = self._topic(topic, uses)
            if mentions:
                found[topic.source.id] = mentions
        return found

    def _uses(self) -> Iterable[Use]:
        """Return the wordings whose words stand together in a sentence."""
        uses = self.compiled.uses
        return chain.from_iterable(uses[number] for number in uses.keys() & self._live)

    def sections(self) -> dict[str, tuple[int, ...]]:
        """Return, for every topic, the sections whose heading announces it."""
        found = {
            topic.source.id: self._headings.holding(topic.headings) for topic in self.compiled.topics if topic.headings
        }
        return {name: tuple(sections) for name, sections in found.items() if sections}

    def _topic(self, topic: CompiledTopic, uses: Iterable[Use]) -> tuple[Mention, ...]:
        best: dict[int, tuple[Words, str]] = {}
        for use in uses:
            for sentence, words in self.match(use.pattern).items():
                if sentence not in best and self._keeps_company(use.phrase, sentence, words):
                    best[sentence] = (words, use.wording)
        refused = self._refused(topic) if best else set()
        return tuple(self._mention(topic.source.id, at, *best[at]) for at in sorted(best) if at not in refused)

    def _refused(self, topic: CompiledTopic) -> set[int]:
        return {
            sentence for _, patterns in topic.lookalikes for pattern in patterns for sentence in self.match(pattern)
        }

    def _keeps_company(self, phrase: CompiledPhrase, sentence: int, words: Words) -> bool:
        if phrase.under and not self.is_under(phrase.under, sentence):
            return False
        if not phrase.refuses and not phrase.needs:
            return True
        near = self._company(phrase.source.within, sentence, words)
        if any(near(pattern) for pattern in phrase.refuses):
            return False
        return all(any(near(pattern) for pattern in group) for group in phrase.needs)

    def _company(self, within: Scope, sentence: int, words: Words) -> Callable[[Pattern], bool]:
        """Return the question whether a pattern stands near a phrase that was found."""
        part = self._part_around(sentence, words) if within == "part" else None
        if part is None:
            return lambda pattern: self.stands_near(pattern, sentence, within)
        return lambda pattern: sentence in self.match(pattern) and bool(self.ground.match(pattern, sentence, part))

    def _part_around(self, sentence: int, words: Words) -> tuple[Words, ...] | None:
        """Return the lettered parts of a sentence that a phrase touches, with what introduces them; None without."""
        start, end = self.ground.bounds[sentence]
        if sentence not in self._letters:
            text = self.folded.text[self.starts[start] : self.starts[end - 1]]
            found = [self.starts[start] + letter.end() for letter in _LETTER.finditer(text)]
            self._letters[sentence] = [bisect_left(self.starts, at) for at in found]
        letters = self._letters[sentence]
        if len(letters) < 2:
            return None
        lead_in = self.outline.sentences[sentence].lead_in
        parts = zip(letters, [*letters[1:], end], strict=True)
        return (
            *([self.ground.bounds[lead_in]] if lead_in is not None else []),
            (start, letters[0]),
            *(part for part in parts if words[0] < part[1] and words[1] > part[0]),
        )

    def is_under(self, patterns: tuple[Pattern, ...], sentence: int) -> bool:
        """Return whether one of some patterns stands in the heading of a sentence's section or clause."""
        place = self.outline.sentences[sentence]
        return any(
            self._headings.holds(pattern, place.section) or self._clause_headings.holds(pattern, place.clause)
            for pattern in patterns
        )

    def stands_near(self, pattern: Pattern, sentence: int, within: Scope) -> bool:
        """Return whether a pattern stands in a sentence, or in the same clause, section or document."""
        found = self.match(pattern)
        if not found:
            return False
        if within in {"sentence", "part"}:
            return sentence in found
        place = self._scope_of(within)
        key = (pattern.number, within)
        if key not in self._places:
            self._places[key] = {place(other) for other in found}
        return place(sentence) in self._places[key]

    def _scope_of(self, within: Scope) -> Callable[[int], int]:
        """Return the function that tells a sentence's clause, section, or the one document."""
        sentences = self.outline.sentences
        if within == "clause":
            return lambda at: sentences[at].clause
        if within == "section":
            return lambda at: sentences[at].section
        return lambda at: 0

    def match(self, pattern: Pattern) -> Found:
        """Return the sentences in which a pattern stands."""
        if pattern.number not in self._live:
            return _NOWHERE
        found = self._remembered.get(pattern.number)
        if found is None:
            found = self._remembered[pattern.number] = self.ground.search(pattern)
        return found

    def _mention(self, topic: str, sentence: int, words: Words, wording: str) -> Mention:
        place = self.outline.sentences[sentence]
        last = words[1] - 1
        recognised = self.folded.span(self.starts[words[0]], self.starts[last] + len(self.forms[last]))
        return Mention(topic, place.span, recognised, sentence, place.clause, place.section, wording)


def _bounds(starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[Words]:
    """Return, for every sentence, its first and last-plus-one word."""
    bounds = []
    at = 0
    for start, end in spans:
        first = bisect_left(starts, start, at)
        at = bisect_left(starts, end, first)
        bounds.append((first, at))
    return bounds


def _on_words(special: Sequence[SpecialWords], starts: Sequence[int]) -> list[tuple[str, str, Words]]:
    """Return values and names as ranges of words."""
    placed = []
    for item in special:
        first = bisect_left(starts, item.start)
        last = bisect_left(starts, item.end, first)
        if last > first:
            placed.append((item.sort, item.name, (first, last)))
    return placed
