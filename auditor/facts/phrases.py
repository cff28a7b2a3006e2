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

How phrases are found stands at :mod:`auditor.facts.ground`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from auditor.errors import Place, RuleError
from auditor.facts.folding import fold
from auditor.facts.words import lemmas
from auditor.model.closed_words import ROLES, VALUE_KINDS

NEAR = 8
"""Words that ``~`` lets stand between."""
ADJACENT = 4
"""Small words that may stand between two words of a phrase."""
ANYWHERE = 10_000
_HEAD = 3
"""First letters by which beginnings of words are looked up."""
_GAPS = frozenset({"~", "...", "…"})
_DENIALS = frozenset({"не", "ни", "без", "нет", "нельзя", "никогда"})
_PART = re.compile(r"\[[^\]]+\]|\S+")


class Step(NamedTuple):
    """One word of a phrase: what may stand there, how far from the step before, what may not precede it."""

    element: int
    gap: int
    refused_before: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """The words of a phrase in order; equal ones are one object, known by its number."""

    number: int
    steps: tuple[Step, ...]
    elements: tuple[int, ...]
    """The elements of the steps."""


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
    patterns: dict[tuple[Step, ...], Pattern] = field(default_factory=dict)
    """Every pattern once, so that equal ones are one object."""
    phrases: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)
    """The patterns of every phrase: topics name each other and say the same."""
    beginnings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The beginnings of words by their first letters."""
    of_form: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The elements that each word form meets, as far as it was asked."""

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
            self._begin(choice[:-1], number)
        else:
            for lemma in lemmas(choice):
                self.by_lemma[lemma].append(number)

    def _begin(self, beginning: str, number: int) -> None:
        """Add an element that is met by every word with this beginning."""
        if beginning not in self.by_prefix and len(beginning) >= _HEAD:
            self.beginnings[beginning[:_HEAD]].append(beginning)
        self.by_prefix[beginning].append(number)

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

    def pattern(self, steps: tuple[Step, ...]) -> Pattern:
        """Return the one pattern of these steps."""
        known = self.patterns.get(steps)
        if known is None:
            elements = tuple(step.element for step in steps)
            known = self.patterns[steps] = Pattern(len(self.patterns), steps, elements)
        return known

    def met_by(self, form: str) -> tuple[int, ...]:
        """Return the elements that a word form meets; remembered per form."""
        met = self.of_form.get(form)
        if met is None:
            if len(self.of_form) > 300_000:  # a bound on memory over many documents of rubbish
                self.of_form.clear()
            met = self.of_form[form] = tuple(set(self._meets(form)))
        return met

    def named(self, name: tuple[str, str]) -> tuple[int, ...]:
        """Return the elements that a value or a party's name meets: (``value`` or ``role``, which)."""
        table = self.by_value if name[0] == "value" else self.by_role
        return tuple(table.get(name[1], ()))

    def _meets(self, form: str) -> Iterable[int]:
        yield from self.by_form.get(form, ())
        for beginning in self.beginnings.get(form[:_HEAD], ()):
            if form.startswith(beginning):
                yield from self.by_prefix[beginning]
        for end in range(1, _HEAD):
            yield from self.by_prefix.get(form[:end], ())
        for lemma in lemmas(form):
            yield from self.by_lemma.get(lemma, ())


def compile_phrase(wording: str, alphabet: Alphabet, place: Place | None = None) -> tuple[Pattern, ...]:
    """Return the patterns of a phrase, one for each choice of its optional words.

    Raises RuleError for an unknown value or role, an empty phrase, or more than five optional words.
    """
    known = alphabet.phrases.get(wording)
    if known is None:
        known = alphabet.phrases[wording] = _compile(wording, alphabet, place)
    return known


def _compile(wording: str, alphabet: Alphabet, place: Place | None) -> tuple[Pattern, ...]:
    parts = _PART.findall(fold(wording.strip()).text)
    optional = [at for at, part in enumerate(parts) if part[0] == "["]
    if len(optional) > 5:
        raise RuleError(f"the phrase «{wording}» has too many optional words", place=place, remedy="Write two phrases.")
    patterns = []
    for choice in range(2 ** len(optional)):
        left_out = {at for bit, at in enumerate(optional) if choice >> bit & 1}
        kept = [part.strip("[]") for at, part in enumerate(parts) if at not in left_out]
        steps = _steps(" ".join(kept).split(), alphabet, place)
        if steps:
            patterns.append(alphabet.pattern(steps))
    if not patterns:
        raise RuleError(f"the phrase «{wording}» holds no word", place=place, remedy="Write the words to look for.")
    return tuple(dict.fromkeys(patterns))


def _steps(parts: list[str], alphabet: Alphabet, place: Place | None) -> tuple[Step, ...]:
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
