"""What a house accepts in a contract: its positions, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from auditor.errors import Place
from auditor.model.comparison import Side
from auditor.model.fact import DocumentFacts
from auditor.model.profile import Span
from auditor.model.text import Text


class Stand(StrEnum):
    """Where a contract stands on a position of the playbook."""

    PREFERRED = "preferred"
    ACCEPTABLE = "acceptable"
    UNACCEPTABLE = "unacceptable"
    MISSING = "missing"
    """The playbook requires the clause and the contract does not have it."""
    ABSENT = "absent"
    """The contract does not have the clause and the playbook does not require it."""
    UNDETERMINED = "undetermined"
    """The clause is there, or may be, and it cannot be told where it stands."""


GRADES = (Stand.PREFERRED, Stand.ACCEPTABLE, Stand.UNACCEPTABLE)
"""The grades that a playbook describes, the best first."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The numbers of a grade."""

    at_most: Decimal | None = None
    at_least: Decimal | None = None

    def holds(self, number: Decimal) -> bool:
        """Return whether a number is within the bound."""
        over = self.at_most is not None and number > self.at_most
        return not over and not (self.at_least is not None and number < self.at_least)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a number in the clause decides."""

    value: str
    """``period``, ``percent`` or ``money``."""
    unit: str
    """``day``, ``working_day``, ``month`` ..., a currency, or «%»."""
    per: str | None
    """For a rate: the time it is for."""
    preferred: Bound | None
    acceptable: Bound | None


@dataclass(frozen=True, slots=True)
class Position:
    """What the house thinks of one clause."""

    id: str
    title: Text
    topics: tuple[str, ...]
    """Topics of the lexicon by which the clause is found."""
    rules: tuple[str, ...]
    """Rules whose outcome decides: pass is preferred, weak acceptable, fail unacceptable."""
    words: tuple[str, ...]
    """Phrases by which the clause is found."""
    unless: tuple[str, ...]
    """Phrases in whose sentence the clause is not looked for."""
    limits: Limits | None
    says: Mapping[Stand, Text]
    """What each grade is, in words for people."""
    grades: Mapping[Stand, tuple[str, ...]]
    """Phrases that put the clause in a grade."""
    required: bool
    fallback: Text | None
    """The wording to offer instead."""
    approves: Text | None
    """Who may agree to what is not acceptable."""
    place: Place


@dataclass(frozen=True, slots=True)
class Playbook:
    """All positions of a house for one side of the contract."""

    id: str
    title: Text
    side: Side
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the contract with the place they stand at."""

    quote: str
    clause: str | None
    page: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a contract stands on one position, and why."""

    position: Position
    stand: Stand
    why: Text
    evidence: tuple[Passage, ...] = field(default=())


def passage_at(facts: DocumentFacts, span: Span) -> Passage:
    """Return words of a document with their clause and page."""
    document = facts.document
    clause = None
    for entry in facts.outline.clauses:
        if entry.span[0] > span[0]:
            break
        clause = entry.number
    block = max((at for at, start in enumerate(document.starts) if start <= span[0]), default=0)
    page = document.blocks[block].location.page if document.blocks else None
    return Passage(" ".join(document.text[slice(*span)].split()), clause, page, span)
