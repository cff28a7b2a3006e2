"""A waiver: the decision of named people to live with a finding, for a reason and for a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.model.text import Text


class ReasonCategory(StrEnum):
    """Why a finding is lived with."""

    FALSE_ALARM = "false_alarm"
    ACCEPTED_RISK = "accepted_risk"
    COMPENSATED = "compensated"
    NEGOTIATED = "negotiated"
    BEING_MENDED = "being_mended"
    NOT_RELEVANT = "not_relevant"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted finding, as it was signed."""

    finding: str
    """The fingerprint of the finding it was given for."""
    rule: str
    matter: str
    words: str
    """A hash of the words it was given for; that of no words where something is missing."""
    document: str
    """The contract, for a reader."""
    category: ReasonCategory
    reason: str
    author: str
    """Who asked for it."""
    approver: str
    """Who granted it: another person."""
    authority: str
    """What the approver's right rests on: an order, minutes, a power of attorney."""
    given: str
    """The day it was given, ISO 8601."""
    until: str
    """The last day on which it holds, ISO 8601."""
    condition: str = ""
    """On what condition it holds; empty for none."""
    place: str = ""
    """File and line in which it is written."""


@dataclass(frozen=True, slots=True)
class LapsedWaiver:
    """A waiver that does not hold, and why: its finding counts again."""

    finding: str
    rule: str
    document: str
    code: str
    """A stable code: ``expired``, ``date``, ``changed``, ``unknown``, ``unused``, ``unwaivable``, ``ceiling`` ..."""
    why: Text
    place: str = ""


@dataclass(frozen=True, slots=True)
class WaiverBook:
    """All waivers of one audit."""

    sha256: str
    """The hash of the file they stand in; empty where there is none."""
    active: tuple[Waiver, ...] = ()
    lapsed: tuple[LapsedWaiver, ...] = ()
