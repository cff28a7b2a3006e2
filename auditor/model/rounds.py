"""What happened between two rounds of a negotiation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.model.comparison import Comparison, Pair
from auditor.model.finding import Finding


class Fate(StrEnum):
    """What became of a finding between two rounds."""

    RESOLVED = "resolved"
    """It was there and is not any more."""
    GAINED = "gained"
    """It was grave and is less so."""
    REWORDED = "reworded"
    """The words are others and it is still flagged."""
    UNCHANGED = "unchanged"
    LOST = "lost"
    """It was weak and is a failure now."""
    NEW = "new"
    UNSETTLED = "unsettled"
    """In one of the rounds it could not be told."""


@dataclass(frozen=True, slots=True)
class FindingStep:
    """One rule in two rounds."""

    fate: Fate
    was: Finding | None
    now: Finding | None

    @property
    def finding(self) -> Finding:
        """Return the newer finding, or the older one where there is no newer."""
        finding = self.now or self.was
        if finding is None:  # pragma: no cover - no step is made without a finding
            raise ValueError("a step without a finding")
        return finding


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change, or a comment."""

    kind: str
    """``tracked_insertion``, ``tracked_deletion`` or ``comment``."""
    author: str | None
    at: str | None
    """When, as the file says it."""
    text: str
    clause: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Round:
    """The newer text against the round before."""

    comparison: Comparison
    findings: tuple[FindingStep, ...]
    changes: tuple[Change, ...]
    """Tracked changes and comments of the newer file, in its order."""
    silent: tuple[Pair, ...]
    """Differences that are no tracked changes: nobody announced them."""

    @property
    def tracked(self) -> tuple[Change, ...]:
        """Return the tracked changes."""
        return tuple(change for change in self.changes if change.kind != "comment")

    @property
    def comments(self) -> tuple[Change, ...]:
        """Return the comments."""
        return tuple(change for change in self.changes if change.kind == "comment")
