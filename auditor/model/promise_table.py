"""What was promised to clients in records, by when, and what became of it: the time line that the report draws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of a promise by the day of the audit."""

    MISSING = "missing"
    """Its day has passed, and nothing shows that it was kept."""
    LATE = "late"
    NOT_DUE = "not_due"
    UNDATED = "undated"
    """No day was named, so that nothing can be said of it."""
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise of our side to a client."""

    subject: str
    """The id of the record that holds it."""
    client: str
    """Empty where the record cannot be tied to one."""
    person: str
    """Who promised; empty where the record does not say."""
    words: str
    """The promise, verbatim."""
    path: str
    given: str
    """The day of the record, ISO 8601; empty where it is not known."""
    due: str
    """The day by which it was promised; empty for none."""
    done: str
    """The day on which it was done; empty where nothing shows it."""
    fate: Fate


@dataclass(frozen=True, slots=True)
class PromiseTable:
    """All promises of a portfolio, by client and day."""

    lines: tuple[PromiseLine, ...]
