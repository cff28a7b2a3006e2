"""The words of one document, laid out so that phrases are found quickly.

Every word form of a document is looked up once in the alphabet of all phrases; how a phrase is then found in a stretch
of the document stands at :mod:`auditor.facts.stretch`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

from auditor.facts.folding import fold
from auditor.facts.phrases import Alphabet, Pattern
from auditor.facts.stretch import Line, Met, Name, Stretch, Words, row_of, stretches
from auditor.facts.words import forms_and_starts

_STRETCH = 8192
"""Positions of a stretch: rows of a kilobyte, on which an operation costs as much as calling for it."""
_PART = 32
"""Stretches of a part: most documents are one part, and a set of its sentences stays a short number."""
_LONGEST_LEAD = 400
"""Words; what is longer introduces no list, and is not read again with every item."""
_MOST_KNOWN = 100
"""Stretches that remember where every element stands; in longer documents it is worked out again when asked for."""


class _Part:
    """Some sentences that follow one another: in which of them each element stands, and the stretches they make.

    A set of sentences is a number with a bit for each, counted from the first of the part.
    """

    def __init__(self, stretches: Sequence[Stretch], forms: Sequence[str]) -> None:
        """Write down in which sentences, or in whose lead-ins, every word form stands."""
        self.stretches = stretches
        self.first = stretches[0].lines[0].sentence
        self._holding: dict[int, int] = {}
        self._met = Met(defaultdict(list), defaultdict(list))
        self._sentences_of: dict[str, list[int]] = defaultdict(list)
        self._sentences_named: dict[Name, set[int]] = defaultdict(set)
        for stretch in stretches:
            stretch.met = self._met
            for line in stretch.lines:
                for form in set(line.words(forms)):
                    self._sentences_of[form].append(line.sentence - self.first)

    def name(self, name: Name, stretch: Stretch, line: Line, words: Words) -> None:
        """Write down that a value or a party's name stands in a line: the position and the number of words."""
        stretch.name(name, *words)
        self._sentences_named[name].add(line.sentence - self.first)

    def meet(self, alphabet: Alphabet) -> Set[int]:
        """Write down which elements the words and names meet, and in which sentences; return the elements."""
        holding, forms, met_by = self._holding, self._met.forms, alphabet.met_by
        for form, numbers in self._sentences_of.items():
            sentences = row_of(numbers)
            for element in met_by(form):
                holding[element] = holding[element] | sentences if element in holding else sentences
                forms[element].append(form)
        for name, named in self._sentences_named.items():
            sentences = row_of(sorted(named))
            for element in alphabet.named(name):
                holding[element] = holding.get(element, 0) | sentences
                self._met.names[element].append(name)
        self._sentences_of.clear()
        return holding.keys()

    def holding_all(self, elements: Iterable[int]) -> int:
        """Return the sentences in which all of some elements stand, in whatever order."""
        sentences, holding = -1, self._holding
        for element in elements:
            sentences &= holding.get(element, 0)
            if not sentences:
                return 0
        return sentences

    def stretches_with(self, sentences: int) -> Iterator[Stretch]:
        """Yield the stretches in which some of the sentences lie."""
        for stretch in self.stretches:
            at = stretch.lines[0].sentence - self.first
            if sentences >> at & (1 << len(stretch.lines)) - 1:
                yield stretch


class Ground:
    """The words of one document and the places of every element among them.

    ``bounds`` are the words of each sentence; ``leads`` maps a sentence to the sentence that introduces it.
    """

    def __init__(
        self,
        alphabet: Alphabet,
        forms: Sequence[str],
        bounds: Sequence[Words],
        leads: Mapping[int, int],
        special: Iterable[tuple[str, str, Words]] = (),
    ) -> None:
        """Lay out words; ``special`` holds values and roles: (``value`` or ``role``, name, words covered)."""
        self.alphabet = alphabet
        self.forms = forms
        self.bounds = bounds
        short = {s: bounds[lead] for s, lead in leads.items() if bounds[lead][1] - bounds[lead][0] <= _LONGEST_LEAD}
        laid = list(stretches(bounds, short, _STRETCH, lambda lines: Stretch(lines, forms, alphabet.small_words)))
        self._parts = [_Part(laid[at : at + _PART], forms) for at in range(0, len(laid), _PART)]
        self._first_sentences = [stretch.lines[0].sentence for stretch in laid]
        self._name(special, _followers({sentence: leads[sentence] for sentence in short}))
        self.present = frozenset(chain.from_iterable(part.meet(alphabet) for part in self._parts))
        """The elements that stand anywhere in the document."""

    def _name(self, special: Iterable[tuple[str, str, Words]], followers: Mapping[int, Sequence[int]]) -> None:
        """Write down where values and names of parties stand, in their sentence and before what it introduces."""
        firsts = [first for first, _ in self.bounds]
        for sort, name, (first, last) in special:
            sentence = bisect_right(firsts, first) - 1
            if sentence < 0 or first >= self.bounds[sentence][1] or not self.alphabet.named((sort, name)):
                continue
            for reader in (sentence, *followers.get(sentence, ())):
                part, stretch, line = self._line(reader)
                position = line.own + first - line.first if reader == sentence else line.start + first - line.lead
                part.name((sort, name), stretch, line, (position, last - first))

    def _line(self, sentence: int) -> tuple[_Part, Stretch, Line]:
        number = bisect_right(self._first_sentences, sentence) - 1
        part = self._parts[number // _PART]
        stretch = part.stretches[number % _PART]
        return part, stretch, stretch.line_of(sentence)

    def live(self, by_rarest: Mapping[int, Sequence[Pattern]]) -> list[Pattern]:
        """Return those of some patterns, given by one of their elements, whose words stand together in a sentence."""
        whole = self.present.issuperset
        wanted = [
            pattern
            for element in self.present & by_rarest.keys()
            for pattern in by_rarest[element]
            if whole(pattern.elements)
        ]
        if len(self._parts) == 1:
            holding_all = self._parts[0].holding_all
            return [pattern for pattern in wanted if holding_all(pattern.elements)]
        return [pattern for pattern in wanted if any(part.holding_all(pattern.elements) for part in self._parts)]

    def search(self, pattern: Pattern) -> Mapping[int, Words]:
        """Return the sentences in which a pattern stands, in order, with the words it covers.

        Its first words may stand in the sentence's lead-in; the last must stand in the sentence itself, so that a
        lead-in alone is told once, as itself.
        """
        found: dict[int, Words] = {}
        for part in self._parts:
            sentences = part.holding_all(pattern.elements)
            for stretch in part.stretches_with(sentences) if sentences else ():
                found.update(stretch.find(pattern, self._preceded))
                if len(self._first_sentences) > _MOST_KNOWN:
                    stretch.forget()
        return found

    def match(self, pattern: Pattern, sentence: int, only: Iterable[Words]) -> bool:
        """Return whether a pattern stands in a sentence and its lead-in, by words that begin within some ranges."""
        part, stretch, line = self._line(sentence)
        if not part.holding_all(pattern.elements) >> sentence - part.first & 1:
            return False
        within = 0
        for first, last in only:
            within |= (1 << line.position(last - 1) + 1) - (1 << line.position(first))
        return bool(stretch.find(pattern, self._preceded, within))

    def first_holding_all(self, elements: Iterable[int]) -> int | None:
        """Return the first sentence in which, or in whose lead-in, all of some elements stand, in whatever order."""
        for part in self._parts:
            sentences = part.holding_all(elements)
            if sentences:
                return part.first + (sentences & -sentences).bit_length() - 1
        return None

    def _preceded(self, at: int, element: int) -> bool:
        """Return whether the word before, small words apart, meets an element."""
        met, small = self.alphabet.met_by, self.alphabet.small_words
        before = at - 1
        while before >= 0 and self.forms[before] in small and element not in met(self.forms[before]):
            before -= 1
        return before >= 0 and element in met(self.forms[before])


def _followers(leads: Mapping[int, int]) -> dict[int, list[int]]:
    """Return the sentences that each sentence introduces."""
    followers: dict[int, list[int]] = defaultdict(list)
    for sentence, lead in leads.items():
        followers[lead].append(sentence)
    return followers


class HeadingGround:
    """The headings of a document as one ground, a heading a sentence."""

    def __init__(self, alphabet: Alphabet, headings: Sequence[str]) -> None:
        """Lay out the words of headings."""
        forms: list[str] = []
        bounds = []
        lines = fold("\n".join(heading.replace("\n", " ") for heading in headings)).text.split("\n")
        for line in lines:
            words = forms_and_starts(line)[0] if line else []
            bounds.append((len(forms), len(forms) + len(words)))
            forms += words
        self._ground = Ground(alphabet, forms, bounds, {})
        self._found: dict[int, Container[int]] = {}

    def holds(self, pattern: Pattern, index: int) -> bool:
        """Return whether a pattern stands in the heading of this number."""
        if pattern.number not in self._found:
            self._found[pattern.number] = self._ground.search(pattern)
        return index in self._found[pattern.number]

    def holding(self, patterns: Iterable[Pattern]) -> list[int]:
        """Return the numbers of the headings in which one of some patterns stands."""
        return sorted({at for pattern in patterns for at in self._ground.search(pattern)})
