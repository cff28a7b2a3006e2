"""Recognises the topics of the lexicon in one document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.errors import Place, RuleError
from auditor.facts.folding import Folded, fold
from auditor.facts.phrases import Alphabet, Ground, Pattern, compile_phrase
from auditor.facts.words import forms_and_starts
from auditor.model.fact import Mention, NearMiss
from auditor.model.lexicon import Lexicon, Phrase, Scope, Topic
from auditor.model.outline import Outline
from auditor.model.text import Text

Found = Mapping[int, tuple[int, int]]
"""Sentences with the first and last-plus-one word recognised in each."""


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


@dataclass(frozen=True)
class CompiledLexicon:
    """All topics over one alphabet."""

    source: Lexicon
    alphabet: Alphabet
    topics: tuple[CompiledTopic, ...]


def compile_lexicon(lexicon: Lexicon) -> CompiledLexicon:
    """Return the lexicon ready for matching; a phrase that cannot be read raises RuleError with its file."""
    alphabet = Alphabet(lexicon.small_words)
    known = {topic.id: topic for topic in lexicon.topics}
    topics = tuple(_compile_topic(topic, alphabet, known) for topic in lexicon.topics)
    return CompiledLexicon(lexicon, alphabet, topics)


def _compile_topic(topic: Topic, alphabet: Alphabet, known: Mapping[str, Topic]) -> CompiledTopic:
    def named(wordings: Iterable[str]) -> tuple[tuple[str, tuple[Pattern, ...]], ...]:
        spelled = _spelled_out(wordings, known, topic.place)
        return tuple((wording, compile_phrase(wording, alphabet, topic.place)) for wording in spelled)

    def flat(wordings: Iterable[str]) -> tuple[Pattern, ...]:
        return tuple(pattern for _, patterns in named(wordings) for pattern in patterns)

    phrases = tuple(
        CompiledPhrase(
            phrase,
            named(phrase.wording),
            tuple(flat(group) for group in phrase.needs),
            flat(phrase.refuses),
            flat(phrase.under),
        )
        for phrase in topic.phrases
    )
    return CompiledTopic(topic, phrases, named(topic.lookalikes), flat(topic.headings))


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
    remembered: dict[int, Found] = field(default_factory=dict)
    letters: dict[int, list[int]] = field(default_factory=dict)
    """The first words of the lettered parts of a sentence."""

    def __post_init__(self) -> None:
        """Lay out the words of the document and of its headings."""
        self.forms, self.starts = forms_and_starts(self.folded.text)
        starts = self.folded.originals(self.starts)
        bounds, sentence_of = _bounds(starts, [sentence.span for sentence in self.outline.sentences])
        leads = {at: s.lead_in for at, s in enumerate(self.outline.sentences) if s.lead_in is not None}
        special = _on_words(self.special, self.starts)
        self.ground = Ground(self.compiled.alphabet, self.forms, sentence_of, bounds, leads, special)
        self.cyrillic = _is_cyrillic(self.folded.text[:_SAMPLE])
        self.headings = _HeadingGround(self.compiled.alphabet, [section.heading for section in self.outline.sections])
        self.clause_headings = _HeadingGround(
            self.compiled.alphabet, [clause.heading for clause in self.outline.clauses]
        )

    def mentions(self) -> dict[str, tuple[Mention, ...]]:
        """Return the passages of every topic that is spoken about."""
        found = {topic.source.id: self._topic(topic) for topic in self.compiled.topics}
        return {name: mentions for name, mentions in found.items() if mentions}

    def sections(self) -> dict[str, tuple[int, ...]]:
        """Return, for every topic, the sections whose heading announces it."""
        found = {
            topic.source.id: self.headings.holding(topic.headings) for topic in self.compiled.topics if topic.headings
        }
        return {name: tuple(sections) for name, sections in found.items() if sections}

    def _topic(self, topic: CompiledTopic) -> tuple[Mention, ...]:
        best: dict[int, tuple[tuple[int, int], str]] = {}
        for phrase in topic.phrases:
            for sentence, words, wording in self._phrase(phrase):
                best.setdefault(sentence, (words, wording))
        refused = self._refused(topic) if best else set()
        return tuple(self._mention(topic.source.id, at, *best[at]) for at in sorted(best) if at not in refused)

    def _refused(self, topic: CompiledTopic) -> set[int]:
        return {
            sentence for _, patterns in topic.lookalikes for pattern in patterns for sentence in self._match(pattern)
        }

    def _phrase(self, phrase: CompiledPhrase) -> Iterable[tuple[int, tuple[int, int], str]]:
        for wording, patterns in phrase.wording:
            for pattern in patterns:
                for sentence, words in self._match(pattern).items():
                    if self._keeps_company(phrase, sentence, words):
                        yield sentence, words, wording

    def _keeps_company(self, phrase: CompiledPhrase, sentence: int, words: tuple[int, int]) -> bool:
        if phrase.under and not self._is_under(phrase.under, sentence):
            return False
        near = self._company(phrase.source.within, sentence, words)
        if any(near(pattern) for pattern in phrase.refuses):
            return False
        return all(any(near(pattern) for pattern in group) for group in phrase.needs)

    def _company(self, within: Scope, sentence: int, words: tuple[int, int]) -> Callable[[Pattern], bool]:
        """Return the question whether a pattern stands near a phrase that was found."""
        part = self._part_around(sentence, words) if within == "part" else None
        if part is None:
            return lambda pattern: self._stands_near(pattern, sentence, within)
        return lambda pattern: sentence in self._match(pattern) and bool(self.ground.match(pattern, sentence, part))

    def _part_around(self, sentence: int, words: tuple[int, int]) -> tuple[tuple[int, int], ...] | None:
        """Return the lettered parts of a sentence that a phrase touches, with what introduces them; None without."""
        start, end = self.ground.bounds[sentence]
        if sentence not in self.letters:
            text = self.folded.text[self.starts[start] : self.starts[end - 1]]
            found = [self.starts[start] + letter.end() for letter in _LETTER.finditer(text)]
            self.letters[sentence] = [bisect_left(self.starts, at) for at in found]
        letters = self.letters[sentence]
        if len(letters) < 2:
            return None
        lead_in = self.outline.sentences[sentence].lead_in
        parts = zip(letters, [*letters[1:], end], strict=True)
        return (
            *([self.ground.bounds[lead_in]] if lead_in is not None else []),
            (start, letters[0]),
            *(part for part in parts if words[0] < part[1] and words[1] > part[0]),
        )

    def _is_under(self, patterns: tuple[Pattern, ...], sentence: int) -> bool:
        place = self.outline.sentences[sentence]
        return any(
            self.headings.holds(pattern, place.section) or self.clause_headings.holds(pattern, place.clause)
            for pattern in patterns
        )

    def _stands_near(self, pattern: Pattern, sentence: int, within: Scope) -> bool:
        found = self._match(pattern)
        if not found:
            return False
        if within in {"sentence", "part"}:
            return sentence in found
        place = self.scope_of(within)
        return place(sentence) in {place(other) for other in found}

    def scope_of(self, within: Scope) -> Callable[[int], int]:
        """Return the function that tells a sentence's clause, section, or the one document."""
        sentences = self.outline.sentences
        if within == "clause":
            return lambda at: sentences[at].clause
        if within == "section":
            return lambda at: sentences[at].section
        if within == "document":
            return lambda at: 0
        return lambda at: at

    def _match(self, pattern: Pattern) -> Found:
        found = self.remembered.get(id(pattern))  # patterns live as long as the lexicon; hashing them costs more
        if found is None:
            found = self.remembered[id(pattern)] = self._search(pattern)
        return found

    def _search(self, pattern: Pattern) -> Found:
        found = {}
        for sentence in self.ground.candidates(pattern):
            path = self.ground.match(pattern, sentence)
            if path:
                found[sentence] = (path[0][0], path[-1][1])
        return found

    def _mention(self, topic: str, sentence: int, words: tuple[int, int], wording: str) -> Mention:
        place = self.outline.sentences[sentence]
        last = words[1] - 1
        recognised = self.folded.span(self.starts[words[0]], self.starts[last] + len(self.forms[last]))
        return Mention(topic, place.span, recognised, sentence, place.clause, place.section, wording)

    def near_misses(self, topic: CompiledTopic, limit: int = 3) -> tuple[NearMiss, ...]:
        """Return the passages nearest to a topic that was not found, and why each does not count."""
        misses = (
            list(self._lookalike_misses(topic)) + list(self._company_misses(topic)) + list(self._partial_misses(topic))
        )
        told: dict[tuple[int, int], NearMiss] = {}
        for miss in misses:
            told.setdefault(miss.span, miss)
        return tuple(told.values())[:limit]

    def _lookalike_misses(self, topic: CompiledTopic) -> Iterable[NearMiss]:
        for wording, patterns in topic.lookalikes:
            for pattern in patterns:
                for sentence in self._match(pattern):
                    yield self._miss(topic, sentence, _LOOKALIKE.format(wording=_spoken(wording)))

    def _company_misses(self, topic: CompiledTopic) -> Iterable[NearMiss]:
        for phrase in topic.phrases:
            if not phrase.needs and not phrase.refuses and not phrase.under:
                continue
            for _, patterns in phrase.wording:
                for pattern in patterns:
                    for sentence in self._match(pattern):
                        yield self._miss(topic, sentence, self._missing_company(phrase, sentence))

    def _missing_company(self, phrase: CompiledPhrase, sentence: int) -> Text:
        if phrase.under and not self._is_under(phrase.under, sentence):
            return _ELSEWHERE
        for group, words in zip(phrase.needs, phrase.source.needs, strict=True):
            if not any(self._stands_near(pattern, sentence, phrase.source.within) for pattern in group):
                return _WITHOUT.format(words=", ".join(f"«{_spoken(word)}»" for word in words[:3]))
        return _OTHER_MEANING

    def _partial_misses(self, topic: CompiledTopic) -> Iterable[NearMiss]:
        """Return the sentences that hold most words of a phrase, though not in the order or company that counts."""
        ranked: list[tuple[float, int]] = []
        for phrase in topic.phrases:
            for wording, patterns in phrase.wording:
                if _is_cyrillic(wording) == self.cyrillic:
                    ranked += self._partial(patterns[0])
        for _, sentence in sorted(ranked, key=lambda row: (-row[0], row[1]))[:6]:
            yield self._miss(topic, sentence, _partly(topic.source.title))

    def _partial(self, pattern: Pattern) -> list[tuple[float, int]]:
        if len(pattern) < 2:
            return []
        masks = [self.ground.masks.get(step.element, 0) for step in pattern]
        if masks.count(0) > 1:
            return []
        rows = []
        for left_out in range(len(masks)):
            mask = -1
            for at, other in enumerate(masks):
                if at != left_out:
                    mask &= other
            if mask > 0:
                low = mask & -mask
                rows.append(((len(masks) - 1) / len(masks), low.bit_length() - 1))
                if len(rows) == 2:
                    break
        return rows

    def _miss(self, topic: CompiledTopic, sentence: int, why_not: Text) -> NearMiss:
        return NearMiss(topic.source.id, self.outline.sentences[sentence].span, why_not)


_LOOKALIKE = Text(
    "Это другое условие: «{wording}» не считается.", 'This is a different term: "{wording}" does not count.'
)
_ELSEWHERE = Text("Слова стоят в разделе о другом.", "The words stand in a section about something else.")
_WITHOUT = Text(
    "Рядом нет слов, без которых условие не считается: {words}.", "The words that must stand near are missing: {words}."
)
_OTHER_MEANING = Text("Рядом стоят слова, которые меняют смысл.", "Words that change the meaning stand near.")


def _partly(title: Text) -> Text:
    return Text(
        f"Есть часть слов, которыми пишут «{title.ru}», но самого условия они не составляют.",
        f'Some words of "{title.en}" stand here, but they do not make up the term.',
    )


_LETTER = re.compile(r"(?<=\s)\((?:[a-zа-я]|[ivx]{2,4})\)(?=\s)")
"""A letter or a Roman number in brackets, by which a sentence counts its parts: "(a)", "(iv)", «(б)»."""
_SAMPLE = 2_000
"""Characters by which the alphabet of a document is told."""


@lru_cache(maxsize=20_000)
def _is_cyrillic(words: str) -> bool:
    return sum("а" <= letter <= "я" for letter in words.lower()) * 2 > sum(map(str.isalpha, words))


_SIGNS = str.maketrans({"~": "…", "[": "", "]": "", "*": "…", "=": "", "<": "", ">": "", "@": ""})
_SPOKEN = {
    "{percent}": "%",
    "{money}": "сумма",
    "{period}": "срок",
    "{date}": "дата",
    "<client>": "заказчик",
    "<provider>": "исполнитель",
}


def _spoken(wording: str) -> str:
    """Return a phrase without the signs of the notation, as a person reads it."""
    for sign, word in _SPOKEN.items():
        wording = wording.replace(sign, word)
    return " ".join(wording.translate(_SIGNS).replace("...", "…").split())


def _bounds(starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[int]]:
    """Return, for every sentence, its first and last-plus-one word, and for every word its sentence or -1."""
    sentence_of = [-1] * len(starts)
    bounds = []
    at = 0
    for index, (start, end) in enumerate(spans):
        while at < len(starts) and starts[at] < start:
            at += 1
        first = at
        while at < len(starts) and starts[at] < end:
            sentence_of[at] = index
            at += 1
        bounds.append((first, at))
    return bounds, sentence_of


def _on_words(special: Sequence[SpecialWords], starts: Sequence[int]) -> list[tuple[str, str, tuple[int, int]]]:
    """Return values and names as ranges of words."""
    placed = []
    for item in special:
        first, last = bisect_left(starts, item.start), bisect_left(starts, item.end)
        if last > first:
            placed.append((item.sort, item.name, (first, last)))
    return placed


class _HeadingGround:
    """The headings of a document as one ground, a heading a sentence."""

    def __init__(self, alphabet: Alphabet, headings: Sequence[str]) -> None:
        forms: list[str] = []
        sentence_of: list[int] = []
        bounds = []
        lines = fold("\n".join(heading.replace("\n", " ") for heading in headings)).text.split("\n")
        for index, line in enumerate(lines):
            words = forms_and_starts(line)[0] if line else []
            bounds.append((len(forms), len(forms) + len(words)))
            forms += words
            sentence_of += [index] * len(words)
        self.ground = Ground(alphabet, forms, sentence_of, bounds, {})
        self.remembered: dict[int, frozenset[int]] = {}

    def _of(self, pattern: Pattern) -> frozenset[int]:
        if id(pattern) not in self.remembered:
            found = {at for at in self.ground.candidates(pattern) if self.ground.match(pattern, at)}
            self.remembered[id(pattern)] = frozenset(found)
        return self.remembered[id(pattern)]

    def holds(self, pattern: Pattern, index: int) -> bool:
        return index in self._of(pattern)

    def holding(self, patterns: Iterable[Pattern]) -> list[int]:
        return sorted(set().union(*(self._of(pattern) for pattern in patterns))) if patterns else []
