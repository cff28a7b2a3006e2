"""What became of each clause between two texts of a contract."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from auditor.model.profile import Span
from auditor.model.text import Text

Side = Literal["provider", "client"]
"""For whom the contract is read: the one who serves or the one who pays."""


class Verdict(StrEnum):
    """What became of a clause."""

    EQUAL = "equal"
    """The same words; numbering and typography do not count."""
    FILLED = "filled"
    """The template's words with its blanks filled in."""
    REWORDED = "reworded"
    """Other words, and nothing of substance was recognised in the difference."""
    CHANGED = "changed"
    """A difference of substance of which it cannot be told whom it serves."""
    WEAKENED = "weakened"
    """A difference of substance against our side."""
    IMPROVED = "improved"
    """A difference of substance for our side."""
    MISSING = "missing"
    ADDED = "added"


class Direction(StrEnum):
    """For whom a difference is."""

    WORSE = "worse"
    BETTER = "better"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a comparison, in reading order."""

    kind: Literal["same", "old", "new", "blank", "filled"]
    """``blank`` and ``filled`` are a blank of the template and what was written in its place."""
    words: str


@dataclass(frozen=True, slots=True)
class Shift:
    """One difference of substance."""

    kind: str
    """A stable code: ``deadline``, ``penalty``, ``duty_to_right``, ``exception_added`` ..."""
    direction: Direction
    note: Text
    """What became different, in one sentence."""


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause as it stands in one of the two texts."""

    number: str | None
    heading: str
    """The heading over it."""
    page: int | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause of the older text with what became of it."""

    verdict: Verdict
    old: ClauseView | None
    new: ClauseView | None
    pieces: tuple[Piece, ...] = ()
    """The words of both, told apart; empty for equal clauses."""
    shifts: tuple[Shift, ...] = ()
    moved: bool = False
    """Whether it stands in another place of the order."""
    likeness: int = 0
    """How alike the words are, in percent."""
    topics: tuple[Text, ...] = ()
    """What it is about, as the lexicon knows it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts of a contract, clause by clause, in the order of the newer one."""

    old: str
    """The path of the older text as the report names it."""
    new: str
    side: Side | None
    """For whom it was read; None where nobody said and nothing tells."""
    side_from: Text | None
    """How the side is known."""
    pairs: tuple[Pair, ...]
    complete: bool = True
    """False when one of the two was not read in full: then what is missing may stand on an unread page."""

    def count(self, verdict: Verdict) -> int:
        """Return how many clauses came out so."""
        return sum(pair.verdict is verdict for pair in self.pairs)
