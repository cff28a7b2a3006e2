"""Which clause of one text is which of the other: by their words, wherever they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from auditor.comparison.passages import BLANK, Passage, joined

_ALIKE = 0.55
"""Likeness from which two clauses are the same wherever they stand."""
_ALIKE_IN_PLACE = 0.3
"""Likeness that is enough where both stand between the same neighbours, or speak about the same thing."""
_JOINED = -1
"""Stands for the counterpart of a passage that became a part of its neighbour."""
_HELD = 0.8
"""Share of the words of a neighbour that have to stand in the other text's clause for the two to be one."""
_SAME = 0.97
"""Likeness from which two matches together are one clause that was only cut elsewhere."""
_WORDS_OF_A_BLANK = 12
"""Words that may be written in place of one blank without making a clause another one."""
_SHORT = 4
"""Words up to which a clause is too short to be known by its words alone."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two passages that are one clause, and how alike they are."""

    old: Passage
    new: Passage
    likeness: float
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """All matches, and what has no counterpart."""

    matches: tuple[Match, ...]
    missing: tuple[Passage, ...]
    added: tuple[Passage, ...]


def align(old: Sequence[Passage], new: Sequence[Passage]) -> Alignment:
    """Return which passages are one clause; every passage is in one match, missing or added."""
    work = _Work(old, new)
    work.take_equal()
    work.take_alike()
    work.take_in_place()
    work.match_runs()
    work.join_neighbours()
    work.join_matches()
    return work.alignment()


class _Work:
    """What was matched so far."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self.old, self.new = list(old), list(new)
        numbers: dict[str, int] = {}
        self.stems = {
            id(passage): "".join(
                _sign(numbers.setdefault(token.stem, len(numbers))) for token in passage.tokens if token.key != BLANK
            )
            for passage in (*old, *new)
        }
        """The words of every passage, each as one sign: strings are compared many times as fast as lists."""
        self.kept: list[Passage] = []
        """What was joined: passages are known here by their identity and have to stay."""
        self.pairs: dict[int, int] = {}
        self.taken: dict[int, int] = {}
        self.likeness: dict[int, float] = {}

    def take(self, old: int, new: int, likeness: float) -> None:
        """Match two passages."""
        self.pairs[old], self.taken[new], self.likeness[old] = new, old, likeness

    def take_equal(self) -> None:
        """Match passages with the same words; of several alike, those whose order agrees."""
        places: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for at, passage in enumerate(self.new):
            places[_identity(passage)].append(at)
        for at, passage in enumerate(self.old):
            same = places.get(_identity(passage))
            if same:
                self.take(at, same.pop(0), 1.0)

    def take_alike(self) -> None:
        """Match what is alike enough, the most alike first; of equals, those nearest to their neighbours' place."""
        left, right, gaps = self._left(), self._right(), self._gaps()
        scored = [
            (score, -abs(gaps[i][0] + 1 - j), i, j)
            for i in left
            for j in right
            if (score := self._score(i, j)) >= _ALIKE
        ]
        for score, _, i, j in sorted(scored, reverse=True):
            if i not in self.pairs and j not in self.taken:
                self.take(i, j, score)

    def take_in_place(self) -> None:
        """Match what is less alike and stands between the same neighbours, or has the topics of the other."""
        scored = []
        right = self._right()
        for i, (above, below) in self._gaps().items():
            for j in right:
                score = self._score(i, j)
                near = above < j < below
                bonus = 0.15 * near + 0.25 * self._kinship(i, j)
                if score >= 0.15 and (score + bonus) >= _ALIKE_IN_PLACE + 0.15 and (near or score >= _ALIKE_IN_PLACE):
                    scored.append((score + bonus, i, j, score))
        for _, i, j, score in sorted(scored, reverse=True):
            if i not in self.pairs and j not in self.taken:
                self.take(i, j, score)

    def join_neighbours(self) -> None:
        """Let a match take in the passages beside it that were split from it, in either text."""
        for i in sorted(self.pairs):
            while self.pairs[i] >= 0 and self._join_one(i):
                pass

    def _join_one(self, i: int) -> bool:
        """Join the first neighbour whose words the other text has in the match; return whether there was one."""
        j = self.pairs[i]
        if _identity(self.old[i]) == _identity(self.new[j]):
            return False
        for is_new, neighbour in self._neighbours(i, j):
            mine, at = (self.new, j) if is_new else (self.old, i)
            together = self._joined(mine[at], mine[neighbour])
            pair = (self.old[i], together) if is_new else (together, self.new[j])
            score = self._likeness(*pair)
            gained = self._common(*pair) - self._common(self.old[i], self.new[j])
            if score > self.likeness[i] + 0.02 or gained >= _HELD * max(len(self.stems[id(mine[neighbour])]), 1):
                mine[at], self.likeness[i] = together, score
                (self.taken if is_new else self.pairs)[neighbour] = _JOINED
                return True
        return False

    def join_matches(self) -> None:
        """Let two neighbouring matches be one where only the cut between them is another."""
        for i in sorted(self.pairs):
            j, below = self.pairs[i], i + 1
            if j < 0 or self.pairs.get(below, -1) != j + 1 or min(self.likeness[i], self.likeness[below]) >= 1:
                continue
            old, new = self._joined(self.old[i], self.old[below]), self._joined(self.new[j], self.new[j + 1])
            if self._likeness(old, new) >= max(_SAME, self.likeness[i], self.likeness[below]):
                self.old[below], self.new[j + 1] = old, new
                self.likeness[below], self.pairs[i], self.taken[j] = self._likeness(old, new), _JOINED, _JOINED

    def _joined(self, one: Passage, other: Passage) -> Passage:
        first, second = (one, other) if one.view.span < other.view.span else (other, one)
        together = joined(first, second)
        self.stems[id(together)] = self.stems[id(first)] + self.stems[id(second)]
        self.kept.append(together)
        return together

    def _common(self, old: Passage, new: Passage) -> int:
        return int(LCSseq.similarity(self.stems[id(old)], self.stems[id(new)]))

    def _neighbours(self, i: int, j: int) -> Iterator[tuple[bool, int]]:
        """Yield the free passages directly below and above a match, with whether they are of the newer text."""
        for is_new, at, held, last in ((True, j, self.taken, len(self.new)), (False, i, self.pairs, len(self.old))):
            for step in (1, -1):
                other = at + step
                while held.get(other) == _JOINED:
                    other += step
                if 0 <= other < last and other not in held:
                    yield is_new, other

    def match_runs(self) -> None:
        """Match a passage that is left with several of the other text that are left and are its parts, in order."""
        for j in self._right():
            run = self._parts(self.new[j], self.old, self._left())
            if len(run) > 1 and self._likeness(self._run(self.old, run), self.new[j]) >= _ALIKE:
                self.old[run[0]] = self._run(self.old, run)
                self.take(run[0], j, self._likeness(self.old[run[0]], self.new[j]))
                self.pairs |= dict.fromkeys(run[1:], _JOINED)
        for i in self._left():
            run = self._parts(self.old[i], self.new, self._right())
            if len(run) > 1 and self._likeness(self.old[i], self._run(self.new, run)) >= _ALIKE:
                self.new[run[0]] = self._run(self.new, run)
                self.take(i, run[0], self._likeness(self.old[i], self.new[run[0]]))
                self.taken |= dict.fromkeys(run[1:], _JOINED)

    def _parts(self, whole: Passage, passages: Sequence[Passage], free: Sequence[int]) -> list[int]:
        """Return the longest run of free neighbours whose words stand in a passage."""
        best: list[int] = []
        run: list[int] = []
        for at in free:
            words = self.stems[id(passages[at])]
            if not words or self._common(passages[at], whole) < _HELD * len(words):
                continue
            run = [*run, at] if run and at == run[-1] + 1 else [at]
            best = run if len(run) > len(best) else best
        return best

    def _run(self, passages: Sequence[Passage], run: Sequence[int]) -> Passage:
        together = passages[run[0]]
        for at in run[1:]:
            together = self._joined(together, passages[at])
        return together

    def alignment(self) -> Alignment:
        """Return the result, the matches in the order of the newer text."""
        real = [(i, j) for i, j in self.pairs.items() if j >= 0]
        steady = _steady(real)
        matches = [Match(self.old[i], self.new[j], self.likeness[i], (i, j) not in steady) for i, j in real]
        return Alignment(
            tuple(sorted(matches, key=lambda match: match.new.at)),
            tuple(self.old[i] for i in self._left() if self.old[i].weight),
            tuple(self.new[j] for j in self._right() if self.new[j].weight),
        )

    def _left(self) -> list[int]:
        return [i for i in range(len(self.old)) if i not in self.pairs]

    def _right(self) -> list[int]:
        return [j for j in range(len(self.new)) if j not in self.taken]

    def _score(self, i: int, j: int) -> float:
        old, new = self.old[i], self.new[j]
        if min(old.weight, len(new.tokens)) <= _SHORT and max(old.weight, new.weight) > 3 * _SHORT:
            return 0.0
        return self._likeness(old, new)

    def _likeness(self, old: Passage, new: Passage) -> float:
        """Return the share of words in common order, blanks of the older text aside."""
        mine, theirs = self.stems[id(old)], self.stems[id(new)]
        blanks = sum(token.key == BLANK for token in old.tokens)
        room = max(len(mine), len(theirs) - _WORDS_OF_A_BLANK * blanks) if blanks else len(theirs)
        if not mine or not room or 2 * min(len(mine), len(theirs)) / (len(mine) + room) < 0.15:
            return 0.0
        return min(1.0, 2 * LCSseq.similarity(mine, theirs) / (len(mine) + room))

    def _gaps(self) -> dict[int, tuple[int, int]]:
        """Return, for every free passage of the older text, between which places its neighbours' counterparts stand."""
        gaps: dict[int, tuple[int, int]] = {}
        top = -1
        waiting: list[tuple[int, int]] = []
        for i in range(len(self.old)):
            if i in self.pairs:
                gaps |= {at: (above, self.pairs[i]) for at, above in waiting}
                top, waiting = self.pairs[i], []
            else:
                waiting.append((i, top))
        return gaps | {at: (above, len(self.new)) for at, above in waiting}

    def _kinship(self, i: int, j: int) -> float:
        """Return how much two passages speak about the same: the share of their topics that both have."""
        old, new = self.old[i].topics, self.new[j].topics
        return len(old & new) / len(old | new) if old and new else 0.0


def _sign(number: int) -> str:
    """Return a character that stands for a word; the half surrogates are left out."""
    return chr(number + 1 if number < 0xD000 else number + 0x1000)


def _identity(passage: Passage) -> tuple[object, ...]:
    return tuple(token.key for token in passage.tokens)


def _steady(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the matches that stand in the same order in both texts: as many as can be."""
    tails: list[int] = []
    holders: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for i, j in sorted(pairs):
        at = bisect_left(tails, j)
        before[i, j] = holders[at - 1] if at else None
        tails[at : at + 1], holders[at : at + 1] = [j], [(i, j)]
    steady: set[tuple[int, int]] = set()
    step = holders[-1] if holders else None
    while step is not None:
        steady.add(step)
        step = before[step]
    return steady


def targets(matches: Iterable[Match]) -> dict[str, frozenset[str]]:
    """Return the numbers of the newer clauses by the number of the older one: references follow their clause."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for match in matches:
        for old in match.old.numbers:
            found[old].update(match.new.numbers)
    return {old: frozenset(numbers) for old, numbers in found.items()}
