"""One thing besides contracts that rules judge, with everything they may ask about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.finding import Absence, Evidence, Subject
from auditor.model.text import Text


@dataclass(frozen=True, slots=True)
class Told:
    """One fact about a case, with what it rests on."""

    value: str
    """A word of the fact's list, a number with a point, ``yes`` or ``no``; ``unknown`` where nothing can tell."""
    message: Text | None = None
    """What exactly was found or is wrong, in one sentence."""
    evidence: tuple[Evidence, ...] = ()
    absence: Absence | None = None
    """What was searched for in vain, where the fact is that something is not there."""


@dataclass(frozen=True)
class CaseFile:
    """A record, a matter, an account or the whole programme before the rules."""

    subject: Subject
    evidence: tuple[Evidence, ...] = ()
    """The record's own words."""
    told: Mapping[str, Told] = field(default_factory=dict)
    group: str = ""
    """The whole that it is counted in: ``interactions``, ``complaints``, ``access``, ``programme``, or its matter."""
    person: str = ""
    """The employee whose record it is."""
    client: str = ""
    """The client whom it concerns."""
