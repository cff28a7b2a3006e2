"""The notation of phrases and the matcher behind it.

A phrase is words in order. Russian words match in every form, English words by their stem; small words
(prepositions, articles) may stand between. The signs:

=============  ==========================================================================
``a/b/c``      any of these words
``опла*``      any word that begins so
``=срок``      exactly this form
``~``          up to eight words may stand between
``...``        any number of words of the same sentence may stand between
``[word]``     the word may be missing
``!not``       the next word may not follow this one
``{percent}``  a value: money, percent, period, date, number, blank, email, annex_ref ...
``<client>``   the client, the provider or any ``<party>``, by whatever name the contract gives it
=============  ==========================================================================

Matching is linear in the number of words: a phrase is first looked for in sets of sentences (one bit a
sentence), and only sentences that hold all its words are looked at, each once per word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, pairwise

from auditor.errors import Place, RuleError
from auditor.facts.folding import fold
from auditor.facts.words import lemmas
from auditor.model.closed_words import ROLES, VALUE_KINDS

NEAR = 8
"""Words that ``~`` lets stand between."""
ADJACENT = 4
"""Small words that may stand between two words of a phrase."""
ANYWHERE = 10_000
_GAPS = frozenset({"~", "...", "…"})
_DENIALS = frozenset({"не", "ни", "без", "нет", "нельзя", "никогда"})
_PART = re.compile(r"\[[^\]]+\]|\S+")


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase: what may stand there, how far from the step before, what may not precede it."""

    element: int
    gap: int
    refused_before: int | None = None


Pattern = tuple[Step, ...]
Occurrence = tuple[int, int]
"""First and last-plus-one index of the words that an element covers."""


@dataclass
class Alphabet:
    """Every distinct element of all phrases, and by which word forms each is met."""

    small_words: frozenset[str]
    by_lemma: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_prefix: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_form: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_value: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_role: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, int] = field(default_factory=dict)
    wordings: list[str] = field(default_factory=list)
    patterns: dict[Pattern, Pattern] = field(default_factory=dict)
    """Every pattern once, so that equal ones are one object."""
    _of_form: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def element(self, wording: str, place: Place | None) -> int:
        """Return the number of the element with this wording, adding it when it is new."""
        if wording in self.known:
            return self.known[wording]
        number = self.known[wording] = len(self.wordings)
        self.wordings.append(wording)
        for choice in wording.split("/"):
            self._add(choice, number, place)
        return number

    def _add(self, choice: str, number: int, place: Place | None) -> None:
        if not choice or choice in {"*", "="}:
            raise RuleError(
                "a phrase has an empty choice beside «/»", place=place, remedy="Write a word on both sides."
            )
        if choice[0] == "{":
            self._add_named(choice, "{}", VALUE_KINDS, self.by_value, number, place)
        elif choice[0] == "<":
            self._add_named(choice, "<>", ROLES, self.by_role, number, place)
        elif choice[0] == "=":
            self.by_form[choice[1:]].append(number)
        elif choice[-1] == "*":
            self.by_prefix[choice[:-1]].append(number)
        else:
            for lemma in lemmas(choice):
                self.by_lemma[lemma].append(number)

    def _add_named(
        self,
        choice: str,
        signs: str,
        names: frozenset[str],
        table: dict[str, list[int]],
        number: int,
        place: Place | None,
    ) -> None:
        name = choice[1:-1]
        if choice[-1] != signs[1] or name not in names:
            known = ", ".join(sorted(names))
            raise RuleError(
                f"the phrase names «{choice}», which is not known", place=place, remedy=f"Known are: {known}."
            )
        table[name].append(number)

    def met_by(self, form: str) -> tuple[int, ...]:
        """Return the elements that a word form meets; remembered per form."""
        met = self._of_form.get(form)
        if met is None:
            if len(self._of_form) > 300_000:  # a bound on memory over many documents of rubbish
                self._of_form.clear()
            met = self._of_form[form] = tuple(sorted(set(self._meets(form))))
        return met

    def _meets(self, form: str) -> Iterable[int]:
        yield from self.by_form.get(form, ())
        for end in range(1, min(len(form), 40) + 1):
            yield from self.by_prefix.get(form[:end], ())
        for lemma in lemmas(form):
            yield from self.by_lemma.get(lemma, ())


def compile_phrase(wording: str, alphabet: Alphabet, place: Place | None = None) -> tuple[Pattern, ...]:
    """Return the patterns of a phrase, one for each choice of its optional words.

    Raises RuleError for an unknown value or role, an empty phrase, or more than five optional words.
    """
    parts = _PART.findall(fold(wording.strip()).text)
    optional = [at for at, part in enumerate(parts) if part[0] == "["]
    if len(optional) > 5:
        raise RuleError(f"the phrase «{wording}» has too many optional words", place=place, remedy="Write two phrases.")
    patterns = []
    for choice in range(2 ** len(optional)):
        left_out = {at for bit, at in enumerate(optional) if choice >> bit & 1}
        kept = [part.strip("[]") for at, part in enumerate(parts) if at not in left_out]
        pattern = _pattern(" ".join(kept).split(), alphabet, place)
        if pattern:
            patterns.append(alphabet.patterns.setdefault(pattern, pattern))
    if not patterns:
        raise RuleError(f"the phrase «{wording}» holds no word", place=place, remedy="Write the words to look for.")
    return tuple(dict.fromkeys(patterns))


def _pattern(parts: list[str], alphabet: Alphabet, place: Place | None) -> Pattern:
    _refuse_cut_choices(parts, place)
    steps: list[Step] = []
    gap, refused = 0, None
    for part in parts:
        if part == "~":
            gap = max(gap, NEAR)
        elif part in {"...", "…"}:
            gap = ANYWHERE
        elif part[0] == "!" and len(part) > 1:
            refused = alphabet.element(part[1:], place)
        elif part in alphabet.small_words:
            continue
        else:
            steps.append(Step(alphabet.element(part.strip("\"',;:()"), place), gap, refused))
            gap, refused = 0, None
    return tuple(steps)


def _refuse_cut_choices(parts: list[str], place: Place | None) -> None:
    """Refuse «отказ/не согласен»: the space ends the choice, so that «отказ» would have to stand before «согласен»."""
    for part, following in pairwise(parts):
        first, _, last = part.rpartition("/")
        if first and last in _DENIALS and following not in _GAPS and not _DENIALS.issuperset(first.split("/")):
            raise RuleError(
                f"in «{part} {following}» the space ends the choice: any word of «{part}» before «{following}»",
                place=place,
                remedy=f"A choice is between single words. Write «{last} {following}» as a phrase of its own.",
            )


class Ground:
    """The words of one document, laid out so that phrases are found quickly.

    ``sentence_of`` tells each word's sentence; ``leads`` maps a sentence to the sentence that introduces it.
    """

    def __init__(
        self,
        alphabet: Alphabet,
        forms: list[str],
        sentence_of: list[int],
        bounds: list[tuple[int, int]],
        leads: Mapping[int, int],
        special: Iterable[tuple[str, str, Occurrence]] = (),
    ) -> None:
        """Lay out words; ``special`` holds values and roles: (``value`` or ``role``, name, words covered)."""
        self.alphabet = alphabet
        self.forms = forms
        self.sentence_of = sentence_of
        self.bounds = bounds
        self.leads = leads
        self.followers: dict[int, list[int]] = defaultdict(list)
        for sentence, lead in leads.items():
            self.followers[lead].append(sentence)
        self.small = [form in alphabet.small_words for form in forms]
        self.places: dict[int, list[list[Occurrence]]] = defaultdict(list)
        self.found: dict[int, list[Occurrence]] = {}
        self.masks: dict[int, int] = defaultdict(int)
        self._fill(special)

    def _fill(self, special: Iterable[tuple[str, str, Occurrence]]) -> None:
        """Write down where the words of every element stand; a form that stands often is looked up once."""
        forms: dict[str, list[Occurrence]] = {form: [] for form in set(self.forms) if self.alphabet.met_by(form)}
        for at, form in enumerate(self.forms):
            if form in forms:
                forms[form].append((at, at + 1))
        for form, occurrences in forms.items():
            self._lay(occurrences, self.alphabet.met_by(form))
        named: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
        for sort, name, occurrence in special:
            named[sort, name].append(occurrence)
        for (sort, name), occurrences in named.items():
            table = self.alphabet.by_value if sort == "value" else self.alphabet.by_role
            self._lay(sorted(occurrences), table.get(name, ()))

    def _lay(self, occurrences: list[Occurrence], elements: Iterable[int]) -> None:
        mask = self._mask(occurrences)
        for element in elements:
            self.places[element].append(occurrences)
            self.masks[element] |= mask

    def _found(self, element: int) -> list[Occurrence]:
        """Return the places of an element in order; put together when first asked for, since most never are."""
        found = self.found.get(element)
        if found is None:
            lists = self.places.get(element, ())
            found = self.found[element] = lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists))
        return found

    def _mask(self, found: list[Occurrence]) -> int:
        """Return the sentences of some places, one bit each, and the items that a lead-in among them introduces."""
        mask, last = 0, -1
        for start, _ in found:
            sentence = self.sentence_of[start]
            if sentence in {last, -1}:
                continue
            last = sentence
            mask |= self._bit(sentence)
        return mask

    def _bit(self, sentence: int) -> int:
        bit = 1 << sentence
        for follower in self.followers.get(sentence, ()):
            bit |= 1 << follower
        return bit

    def candidates(self, pattern: Pattern) -> list[int]:
        """Return the sentences in which, or in whose lead-in, all words of a pattern stand."""
        mask = -1
        for step in pattern:
            mask &= self.masks.get(step.element, 0)
            if not mask:
                return []
        return _bits(mask)

    def match(
        self, pattern: Pattern, sentence: int, only: tuple[Occurrence, ...] | None = None
    ) -> tuple[tuple[int, int], ...] | None:
        """Return the words that a pattern covers in a sentence and its lead-in, or None.

        The last word must stand in the sentence itself, so that a lead-in alone is told once, as itself. Where
        ``only`` is given, words outside of these ranges do not count.
        """
        reached: dict[int, tuple[Occurrence, ...]] = {}
        for position, step in enumerate(pattern):
            places = list(self._occurrences(step.element, sentence))
            if only is not None:
                places = [place for place in places if any(first <= place[0][0] < last for first, last in only)]
            reached = self._advance(reached, step, places, first=position == 0)
            if not reached:
                return None
        start, end = self.bounds[sentence]
        inside = [path for path in reached.values() if start <= path[-1][0] < end]
        return min(inside, key=lambda path: (path[-1][1] - path[0][0], path[0])) if inside else None

    def _advance(
        self,
        reached: dict[int, tuple[Occurrence, ...]],
        step: Step,
        places: Iterable[tuple[Occurrence, int]],
        *,
        first: bool,
    ) -> dict[int, tuple[Occurrence, ...]]:
        after: dict[int, tuple[Occurrence, ...]] = {}
        ends = sorted(reached)
        for occurrence, place in places:
            if step.refused_before is not None and self._preceded(occurrence[0], step.refused_before):
                continue
            if first:
                after[place + occurrence[1] - occurrence[0]] = (occurrence,)
                continue
            origin = self._origin(ends, place, occurrence[0], step.gap)
            if origin is not None:
                after[place + occurrence[1] - occurrence[0]] = (*reached[origin], occurrence)
        return after

    def _origin(self, ends: list[int], place: int, at: int, gap: int) -> int | None:
        """Return the nearest earlier end from which a word may be reached."""
        index = bisect_left(ends, place + 1) - 1
        if index < 0:
            return None
        distance = place - ends[index]
        if distance <= gap:
            return ends[index]
        between = range(at - distance, at)
        if (
            gap == 0
            and distance <= ADJACENT
            and all(0 <= word < len(self.small) and self.small[word] for word in between)
        ):
            return ends[index]
        return None

    def _occurrences(self, element: int, sentence: int) -> Iterable[tuple[Occurrence, int]]:
        """Return the places of an element in a sentence and before it, in its lead-in, on one line of positions."""
        found = self._found(element)
        start, end = self.bounds[sentence]
        lead = self.leads.get(sentence)
        if lead is not None:
            first, last = self.bounds[lead]
            for occurrence in _between(found, first, last):
                yield occurrence, occurrence[0] - last + start
        for occurrence in _between(found, start, end):
            yield occurrence, occurrence[0]

    def _preceded(self, at: int, element: int) -> bool:
        """Return whether the word before, small words apart, meets an element."""
        before = at - 1
        while before >= 0 and self.small[before] and element not in self.alphabet.met_by(self.forms[before]):
            before -= 1
        return before >= 0 and element in self.alphabet.met_by(self.forms[before])


def _between(found: list[Occurrence], start: int, end: int) -> list[Occurrence]:
    return found[bisect_left(found, (start, 0)) : bisect_left(found, (end, 0))]


def _bits(mask: int) -> list[int]:
    """Return the numbers of the bits that are set."""
    numbers = []
    while mask:
        low = mask & -mask
        numbers.append(low.bit_length() - 1)
        mask ^= low
    return numbers
