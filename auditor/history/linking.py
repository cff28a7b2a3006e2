"""Which file of this audit is which document of earlier ones, whatever it is called now.

What decides comes from the words: the same bytes, the same words, the contract's number with its parties, the parties
with the date, and, where a document names nobody, how alike the words are. The place of a file helps only where nothing
speaks against it: an office that writes the next contract over the last one has a new contract, not a changed one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.model.trace import Trace

_ALMOST = 0.8
"""Likeness from which one of the marks of identity may have been corrected."""
_ALIKE = 0.6
"""Likeness from which a document that names nobody is the same elsewhere."""
_AKIN = 0.3
"""Likeness from which a document is the same when something else speaks for it."""
_GROWN = 0.1
"""Likeness from which a register in its old place is the same, with new entries."""
_AGREED = frozenset({"contract", "annex", "amendment", "act", "invoice"})
"""Kinds of document whose number, date and parties are their own."""
_CANDIDATES = 40
"""Documents that one without a name is compared with: those that share most."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file in one audit."""

    path: str
    sha256: str
    kind: str = ""
    trace: Trace | None = None


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Return about which share of their runs of words two documents have in common, by their sketches."""
    if not one or not other:
        return 0.0
    size = min(len(one), len(other))
    lowest = sorted({*one, *other})[: max(size, 1)]
    both = set(one) & set(other)
    return sum(mark in both for mark in lowest) / len(lowest)


def bond(known: Sighting, seen: Sighting) -> float:
    """Return how strongly two sightings are of one document; 0 when they are not."""
    same_path = known.path == seen.path
    if known.sha256 and known.sha256 == seen.sha256:
        return 10.5 if same_path else 10.0
    if known.trace is None or seen.trace is None:
        return 1.0 if same_path else 0.0
    if known.kind != seen.kind and not same_path:
        return 0.0
    if known.trace.words == seen.trace.words:
        return 9.5 if same_path else 9.0
    alike = likeness(known.trace.hashes, seen.trace.hashes)
    if seen.kind not in _AGREED:
        return _of_records(alike, same_path=same_path)
    return _by_marks(_Compared(known.trace, seen.trace, alike, same_path)) + (0.05 if same_path else 0.0)


def _of_records(alike: float, *, same_path: bool) -> float:
    """Return the bond of registers, letters and other papers: they grow, and their dates and names are of many."""
    least = _GROWN if same_path else _ALIKE
    return 4 + alike + 0.05 * same_path if alike >= least else 0.0


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two documents side by side."""

    one: Trace
    other: Trace
    alike: float
    same_path: bool

    @property
    def number(self) -> bool | None:
        """Return whether the numbers agree; None where one is not known."""
        return _agree(self.one.number, self.other.number)

    @property
    def day(self) -> bool | None:
        return _agree(self.one.day, self.other.day)

    @property
    def names(self) -> bool | None:
        """Return whether the parties agree: the same ones, or those of a document in which fewer were recognised."""
        one, other = set(self.one.names), set(self.other.names)
        return None if not one or not other else one <= other or other <= one


def _agree(one: str, other: str) -> bool | None:
    return None if not one or not other else one == other


def _by_marks(pair: _Compared) -> float:
    """Return the strength of the bond that number, date, parties and words make; 0 for none (or a corner of it)."""
    if pair.number:
        return _same_number(pair)
    if pair.number is False:
        corrected = pair.names is True and pair.same_path and pair.day is not False and pair.alike >= _ALMOST
        return 3 + pair.alike if corrected else 0.0
    return _without_number(pair)


def _same_number(pair: _Compared) -> float:
    against = (pair.names is False) + (pair.day is False)
    if not against:
        return 7 + pair.alike
    corrected = against == 1 and pair.same_path and pair.alike >= _ALMOST
    return 5 + pair.alike if corrected else 0.0


def _without_number(pair: _Compared) -> float:
    if pair.names is False or pair.day is False:
        against = (pair.names is False) + (pair.day is False)
        corrected = against == 1 and pair.same_path and pair.alike >= _ALMOST and True in {pair.names, pair.day}
        return 3 + pair.alike if corrected else 0.0
    if pair.names is True and pair.alike >= _AKIN:
        return 5 + pair.alike
    least = _AKIN if pair.same_path else _ALIKE
    return 4 + pair.alike if pair.alike >= least else 0.0


def link(known: Sequence[Sighting], seen: Sequence[Sighting]) -> dict[int, int]:
    """Return, for every file of ``seen`` that is a document of ``known``, the index of that one; each is given once."""
    links: dict[int, int] = {}
    taken: set[int] = set()
    for exact in (lambda s: (s.sha256, s.path) if s.sha256 else None, lambda s: s.sha256 or None):
        _link_equal(known, seen, exact, links, taken)
    pairs = sorted(_pairs(known, seen, links, taken), key=lambda pair: (-pair[0], seen[pair[2]].path, pair[1]))
    for _, old, new in pairs:
        if old not in taken and new not in links:
            links[new] = old
            taken.add(old)
    return links


def _link_equal(
    known: Sequence[Sighting], seen: Sequence[Sighting], mark: Callable[[Sighting], Hashable | None],
    links: dict[int, int], taken: set[int],
) -> None:  # fmt: skip
    places = _index((at, mark(sighting)) for at, sighting in enumerate(known) if at not in taken)
    for new, sighting in enumerate(seen):
        found = [] if new in links else places.get(mark(sighting), [])
        if found:
            links[new] = found.pop(0)
            taken.add(links[new])


def _index(marks: Iterable[tuple[int, Hashable | None]]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, mark in marks:
        if mark:
            places[mark].append(at)
    return places


def _pairs(
    known: Sequence[Sighting], seen: Sequence[Sighting], links: dict[int, int], taken: set[int]
) -> Iterator[tuple[float, int, int]]:
    """Yield every pair that may be one document, with the strength of its bond."""
    left = [at for at in range(len(known)) if at not in taken]
    indexes = [_index((at, mark(known[at])) for at in left) for mark in _MARKS]
    shared: dict[Hashable, list[int]] = defaultdict(list)
    for at in left:
        trace = known[at].trace
        for hashed in trace.hashes if trace else ():
            shared[hashed].append(at)
    for new, sighting in enumerate(seen):
        if new in links:
            continue
        near = {at for mark, index in zip(_MARKS, indexes, strict=True) for at in index.get(mark(sighting), ())}
        for old in sorted(near | _nearest(sighting, shared)):
            strength = bond(known[old], sighting)
            if strength >= 1:
                yield strength, old, new


def _nearest(sighting: Sighting, shared: dict[Hashable, list[int]]) -> set[int]:
    if sighting.trace is None:
        return set()
    counts = Counter(at for hashed in sighting.trace.hashes for at in shared.get(hashed, ()))
    return {at for at, _ in counts.most_common(_CANDIDATES)}


_MARKS: tuple[Callable[[Sighting], Hashable | None], ...] = (
    lambda sighting: (sighting.path,),
    lambda sighting: sighting.trace.words if sighting.trace else None,
    lambda sighting: sighting.trace.number if sighting.trace else None,
)
"""What two sightings of one document may share."""
