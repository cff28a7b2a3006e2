"""Whether a contract may be signed: the policy of an office, and what it makes of the findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from auditor.errors import Place
from auditor.model.finding import Finding, Outcome, Severity
from auditor.model.text import Text


class Answer(StrEnum):
    """Whether a contract may be signed."""

    YES = "yes"
    CHANGES = "yes_with_changes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a group of findings means for the signature; an empty tuple asks nothing."""

    id: str
    effect: Answer
    """What such a finding makes of the answer; ``yes`` lets it pass."""
    outcomes: tuple[Outcome, ...] = ()
    severities: tuple[Severity, ...] = ()
    sections: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    """``required``: a clause that should be there; ``forbidden``: a term that should not."""
    approver: str | None = None
    """The id of the person who may have it signed all the same; None where nobody may."""
    why: Text | None = None
    place: Place | None = field(default=None, compare=False)

    def holds(self, finding: Finding) -> bool:
        """Return whether a finding belongs to this group."""
        return (
            (not self.outcomes or finding.outcome in self.outcomes)
            and (not self.severities or finding.severity in self.severities)
            and (not self.sections or finding.section in self.sections)
            and (not self.rules or finding.rule in self.rules)
            and (not self.polarities or any(mark in self.polarities for mark in finding.tags))
        )


@dataclass(frozen=True, slots=True)
class SigningPolicy:
    """Who may sign what: the first ground that a finding belongs to decides about it."""

    title: Text
    approvers: tuple[tuple[str, Text], ...]
    """Id and title of each person who may approve."""
    grounds: tuple[Ground, ...]
    partly_read: Answer = Answer.CANNOT_TELL
    """The answer where a part of the contract was not read and nothing worse was found."""

    def approver(self, ground: Ground) -> Text | None:
        """Return the title of the person who may approve a ground."""
        return dict(self.approvers).get(ground.approver) if ground.approver else None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A finding that stands between a contract and its signature."""

    finding: Finding
    ground: Ground
    approver: Text | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a contract may be signed, and what stands in the way."""

    answer: Answer
    obstacles: tuple[Obstacle, ...] = ()
    """Worst first."""
    reasons: tuple[Text, ...] = ()
    """What besides findings made the answer: a file that was not read."""
    approvers: tuple[Text, ...] = ()
    """Who must agree before it is signed as it stands."""
    final: bool = False
    """Whether something stands in the way that nobody may approve."""

    def of(self, effect: Answer) -> tuple[Obstacle, ...]:
        """Return the obstacles of one kind."""
        return tuple(obstacle for obstacle in self.obstacles if obstacle.ground.effect is effect)
