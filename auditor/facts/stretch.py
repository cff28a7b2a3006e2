"""A stretch of a document as rows of bits, one bit a word, in which phrases are found by shifting and joining.

Every sentence is a line: the words of its lead-in, its own words, an end mark, and room in which nothing stands. A row
has a bit for every position of every line. Where a phrase stands is told by a few operations on whole rows.

Rows are whole numbers of some thousand bits. A document is cut into stretches of a fixed size, so that the work grows
with its length and not with the square of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from auditor.facts.phrases import ADJACENT, NEAR, Pattern, Step

Words = tuple[int, int]
"""First and last-plus-one index of some words of a document."""
Standing = tuple[tuple[int, int], ...]
"""Where an element stands in a stretch: how many words it covers, rising, and the row of the first of them."""
Reached = tuple[int, Standing]
"""The row of the ends of an element that a phrase may reach, and where it stands there."""
Name = tuple[str, str]
"""``value`` or ``role``, and which."""
_NONE: Mapping[int, int] = MappingProxyType({})
_ROOM = NEAR + 1
"""Positions between two lines, so that no phrase reaches from one into the next."""


class Line(NamedTuple):
    """A sentence in the positions of a stretch."""

    sentence: int
    start: int
    """The position of the first word of its lead-in, or of its own where it has none."""
    own: int
    """The position of its own first word."""
    end: int
    lead: int
    """The first word of its lead-in."""
    first: int
    """Its own first word."""

    def words(self, forms: Sequence[str]) -> Sequence[str]:
        """Return its words, those of the lead-in first, out of those of the document."""
        own = forms[self.first : self.first + self.end - self.own]
        return [*forms[self.lead : self.lead + self.own - self.start], *own] if self.own > self.start else own

    def word(self, position: int) -> int:
        """Return the word of the document that stands at a position."""
        return position - self.own + self.first if position >= self.own else position - self.start + self.lead

    def position(self, word: int) -> int:
        """Return the position of one of its words."""
        is_own = self.first <= word < self.first + self.end - self.own
        return word - self.first + self.own if is_own else word - self.lead + self.start


Refused = Callable[[int, int], bool]
"""Whether a word stands after one that meets an element."""


class Met(NamedTuple):
    """By which word forms and names of a part of a document each element is met."""

    forms: defaultdict[int, list[str]]
    names: defaultdict[int, list[Name]]


class Stretch:
    """The lines of some sentences that follow one another."""

    def __init__(self, lines: Sequence[Line], forms: Sequence[str], small: frozenset[str]) -> None:
        """Lay out the words of some lines."""
        self.lines = lines
        self.met = Met(defaultdict(list), defaultdict(list))
        """What meets the elements; of the whole part that this stretch lies in."""
        self._starts = [line.start for line in lines]
        self._small_words = small
        self._positions: dict[str, list[int]] = {}
        self._named: dict[Name, dict[int, int]] = {}
        self._rows: dict[str, int] = {}
        self._standing: dict[int, Standing] = {}
        self._allowed: dict[Step, Standing] = {}
        for line in lines:
            self._lay(line, forms)

    def _lay(self, line: Line, forms: Sequence[str]) -> None:
        """Write down where every word form of a line stands."""
        positions = self._positions
        for position, form in enumerate(line.words(forms), line.start):
            if form in positions:
                positions[form].append(position)
            else:
                positions[form] = [position]

    def line_of(self, sentence: int) -> Line:
        """Return the line of a sentence of this stretch."""
        return self.lines[sentence - self.lines[0].sentence]

    def name(self, name: Name, position: int, length: int) -> None:
        """Write down that a value or a party's name of some words stands at a position."""
        rows = self._named.setdefault(name, {})
        rows[length] = rows.get(length, 0) | 1 << position

    def forget(self) -> None:
        """Keep nothing that can be worked out again."""
        self._rows.clear()
        self._standing.clear()
        self._allowed.clear()

    def find(self, pattern: Pattern, refused: Refused, within: int = -1) -> dict[int, Words]:
        """Return the sentences in which a pattern stands, in order, with the shortest and first passage in each.

        Only first words of elements within the row ``within`` count.
        """
        steps, first = pattern.steps, pattern.steps[0]
        if len(steps) == 1 and within == -1 and first.refused_before is None and first.element not in self.met.names:
            return self._single(first.element)
        trail: list[Reached] = []
        for step in steps:
            reach = (self._spread(trail[-1][0], step.gap) & within) if trail else within
            if step.refused_before is None:
                reached = _reached(self._stand(step.element), reach)
            else:
                reached = _reached(self._permitted(step, refused), reach)
            if not reached[0]:
                return {}
            trail.append(reached)
        return self._passages(trail)

    def _single(self, element: int) -> dict[int, Words]:
        """Return the first place in each line of an element that covers one word."""
        every = [self._positions[form] for form in self.met.forms[element] if form in self._positions]
        positions = every[0] if len(every) == 1 else sorted(chain.from_iterable(every))
        found: dict[int, Words] = {}
        for position in positions:
            line = self.lines[self._number(position)]
            if position >= line.own and line.sentence not in found:
                word = position - line.own + line.first
                found[line.sentence] = (word, word + 1)
        return found

    def _stand(self, element: int) -> Standing:
        """Return where an element stands."""
        known = self._standing.get(element)
        if known is not None:
            return known
        row = 0
        for form in self.met.forms.get(element, ()):
            if form in self._positions:
                row |= self._rows.get(form) or self._row(form)
        if element in self.met.names:
            by_length = {1: row}
            for name in self.met.names[element]:
                for length, found in self._named.get(name, _NONE).items():
                    by_length[length] = by_length.get(length, 0) | found
            standing = tuple((length, by_length[length]) for length in sorted(by_length) if by_length[length])
        else:
            standing = ((1, row),)
        self._standing[element] = standing
        return standing

    def _row(self, form: str) -> int:
        row = self._rows[form] = row_of(self._positions.get(form, ()))
        return row

    @cached_property
    def _small(self) -> int:
        return _joined(self._row(form) for form in self._positions.keys() & self._small_words)

    @cached_property
    def _ends(self) -> int:
        return row_of([line.end + 1 for line in self.lines])

    @cached_property
    def _own(self) -> int:
        """The positions of the sentences' own words."""
        if all(line.own == line.start for line in self.lines):
            return -1
        return _joined((1 << line.end) - (1 << line.own) for line in self.lines)

    def _permitted(self, step: Step, refused: Refused) -> Standing:
        """Return where the element of a step stands after no word that the step refuses."""
        known = self._allowed.get(step)
        if known is None:
            kept = []
            for length, row in self._stand(step.element):
                positions = (at for at in _bits(row) if not refused(self._at(at).word(at), step.refused_before or 0))
                kept.append((length, row_of(list(positions))))
            known = self._allowed[step] = tuple(kept)
        return known

    def _spread(self, ends: int, gap: int) -> int:
        """Return the places that the next step may take after the ends of the step before."""
        if gap == NEAR:
            reach = ends | ends << 1
            reach |= reach << 2
            reach |= reach << 4
            return reach | ends << NEAR
        if gap:
            return (self._ends - ends) | ends  # up to the end mark of each line: the borrow fills what lies between
        reach = further = ends
        for _ in range(ADJACENT):
            further = (further & self._small) << 1
            if not further:
                break
            reach |= further
        return reach

    def _number(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def _at(self, position: int) -> Line:
        return self.lines[bisect_right(self._starts, position) - 1]

    def _passages(self, trail: Sequence[Reached]) -> dict[int, Words]:
        """Return the shortest and first of the passages in each line that lead through all steps of a pattern."""
        found: dict[int, Words] = {}
        standing = trail[-1][1]
        for end in _bits(_reached(standing, self._own)[0]):
            start = _start(standing, end)
            line = self._at(start)
            first = start
            for ends, places in reversed(trail[:-1]):
                first = _start(places, (ends & (2 << first) - 1).bit_length() - 1)
            if first < line.start:
                continue  # a value that goes on after its sentence seemed to lead here
            words = (line.word(first), line.word(start) + end - start)
            known = found.get(line.sentence)
            if known is None or (words[1] - words[0], words[0]) < (known[1] - known[0], known[0]):
                found[line.sentence] = words
        return found


def _reached(standing: Standing, reach: int) -> Reached:
    """Return the ends of an element at the places within a reach, and those places."""
    if len(standing) == 1:
        length, row = standing[0]
        row &= reach
        return row << length, ((length, row),)
    places = tuple((length, row & reach) for length, row in standing)
    return _joined(row << length for length, row in places), places


def _start(standing: Standing, end: int) -> int:
    """Return where the shortest place begins that ends here."""
    if len(standing) > 1:
        for length, row in standing:
            if row >> end - length & 1:
                return end - length
    return end - standing[0][0]


def _bits(row: int) -> Iterator[int]:
    """Yield the positions of the bits that are set, in order."""
    while row:
        low = row & -row
        yield low.bit_length() - 1
        row ^= low


def row_of(positions: Sequence[int]) -> int:
    """Return the row in which some positions, given in order, are set."""
    if len(positions) < 4:
        return _joined(1 << position for position in positions)
    octets = bytearray((positions[-1] >> 3) + 1)
    for position in positions:
        octets[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(octets, "little")


def _joined(rows: Iterable[int]) -> int:
    joined = 0
    for row in rows:
        joined |= row
    return joined


def stretches(
    bounds: Sequence[Words], leads: Mapping[int, Words], size: int, laid: Callable[[list[Line]], Stretch]
) -> Iterator[Stretch]:
    """Yield the sentences of a document in stretches of about so many positions."""
    lines: list[Line] = []
    start = 0
    for sentence, (first, last) in enumerate(bounds):
        lead = leads.get(sentence, (first, first))
        own = start + lead[1] - lead[0]
        lines.append(Line(sentence, start, own, own + last - first, lead[0], first))
        start = lines[-1].end + 1 + _ROOM
        if start >= size:
            yield laid(lines)
            lines, start = [], 0
    if lines:
        yield laid(lines)
