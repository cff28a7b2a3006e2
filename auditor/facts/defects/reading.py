"""What every detector is given, and how it writes down what it found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.facts.defects.tables import Row, tables_of
from auditor.facts.defects.zones import Zones, zones_of
from auditor.facts.folding import Folded
from auditor.facts.value_matching import Value, one_byte
from auditor.model.document import APART, Document
from auditor.model.fact import Defect
from auditor.model.outline import Outline
from auditor.model.profile import Profile, Span
from auditor.model.text import Text

_CONTEXT = 70
"""Characters of the same line that are quoted before what is wrong, so that a reader knows the place."""
_CONTEXT_AFTER = 40
_INNER = str.maketrans("«»", "„“")
"""Quotation marks within the quotation that a message makes of a passage."""
_LONGEST_QUOTE = 120
"""Characters of a passage that a message repeats."""


_CLAUSE = re.compile(r"[ #*|]*\d{1,3}(?:\.\d{1,3})*[.)][ ]{0,3}[a-zа-я\"]|[ #*|]*\d{1,3}(?:\.\d{1,3})+[ ]")


@dataclass(frozen=True)
class Reading:
    """One document as it was read and understood so far; offsets count in the folded text unless said otherwise."""

    document: Document
    folded: Folded
    outline: Outline
    profile: Profile
    values: Sequence[Value]
    """The values in order of place; those of deletions, comments and hidden text are left out."""

    @property
    def text(self) -> str:
        """Return the folded text."""
        return self.folded.text

    @cached_property
    def copy(self) -> bytes:
        """Return the folded text with one byte a character, as patterns search it."""
        return one_byte(self.text)

    @cached_property
    def _apart(self) -> list[bool]:
        """Return for each block whether it is kept apart; empty where none is."""
        apart = [block.kind in APART for block in self.document.blocks]
        return apart if any(apart) else []

    @cached_property
    def _by_kind(self) -> dict[str, list[Value]]:
        kinds: dict[str, list[Value]] = {}
        for value in self.values:
            kinds.setdefault(value.kind, []).append(value)
        return kinds

    def block_at(self, position: int) -> int:
        """Return the index of the block that a place of the folded text belongs to."""
        return max(0, bisect_right(self.document.starts, self.folded.to_original(position)) - 1)

    def counts(self, position: int) -> bool:
        """Return whether a place in the folded text belongs to the words of the contract."""
        return not self._apart[self.block_at(position)] if self._apart else True

    def of_kind(self, *kinds: str) -> list[Value]:
        """Return the values of some kinds in order of place."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        return sorted((value for kind in kinds for value in self._by_kind.get(kind, ())), key=lambda v: v.start)

    def line(self, position: int) -> Span:
        """Return the line around a place of the folded text."""
        end = self.text.find("\n", position)
        return self.text.rfind("\n", 0, position) + 1, end if end >= 0 else len(self.text)

    @cached_property
    def zones(self) -> Zones:
        """Return the parts in which blanks mean nothing."""
        return zones_of(self.text, self.lines, self._is_numbered)

    def begins_clause(self, start: int, end: int) -> bool:
        """Return whether a line begins with the number of a clause, typed or computed."""
        return bool(_CLAUSE.match(self.text, start, end)) or self._is_numbered(start)

    def _is_numbered(self, position: int) -> bool:
        """Return whether the file computes a number for the block at a place: requisites have none."""
        return self._has_numbers and (self.document.blocks[self.block_at(position)].number or "")[:1].isdigit()

    @cached_property
    def _has_numbers(self) -> bool:
        return any(block.number for block in self.document.blocks)

    @cached_property
    def tables(self) -> list[list[Row]]:
        """Return every table of the document as its rows, in order of place."""
        return list(tables_of(self.document))

    @cached_property
    def lines(self) -> list[Span]:
        """Return every line that is not empty."""
        return list(self._lines())

    def _lines(self) -> Iterator[Span]:
        at = 0
        while at < len(self.text):
            end = self.text.find("\n", at)
            end = end if end >= 0 else len(self.text)
            if end > at:
                yield at, end
            at = end + 1

    def verbatim(self, start: int, end: int) -> str:
        """Return the words of the document at a passage of the folded text, on one line and not too long."""
        first, last = self.folded.span(start, end)
        words = " ".join(self.document.text[first:last].split()).translate(_INNER)
        return words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"

    def around(self, start: int, end: int) -> Span:
        """Return a passage with the words of its line that stand near it, in the folded text."""
        left = self.text.rfind("\n", 0, start) + 1
        right = self.text.find("\n", end)
        right = right if right >= 0 else len(self.text)
        if start - left > _CONTEXT:
            left = self.text.find(" ", start - _CONTEXT, start) + 1 or start
        if right - end > _CONTEXT_AFTER:
            right = max(self.text.rfind(" ", end, end + _CONTEXT_AFTER), end)
        return left, right

    def defect(self, kind: str, where: Span, message: Text, grade: str = "fail", also: Sequence[Span] = ()) -> Defect:
        """Return a defect that shows a passage of the folded text, and further ones that belong to it."""
        spans = tuple(self.folded.span(*span) for span in also)
        return Defect(kind, self.folded.span(*where), message, grade, spans)
