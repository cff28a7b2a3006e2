"""The key terms of a contract on one card, and its dates."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.playbook import Passage
from auditor.model.text import Text


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the card."""

    id: str
    """A stable code: ``parties``, ``price``, ``renewal`` ..."""
    title: Text
    values: tuple[str, ...]
    """What the contract says in short, «30 рабочих дней»; empty where only the words tell."""
    passages: tuple[Passage, ...]
    """The words it rests on."""


@dataclass(frozen=True, slots=True)
class Date:
    """A day that follows from the contract."""

    id: str
    """A stable code: ``end``, ``renewal_notice``, ``payment``, ``reply`` ..."""
    day: str
    """ISO 8601."""
    title: Text
    why: Text
    """How the day was found."""
    passage: Passage


@dataclass(frozen=True, slots=True)
class OpenDate:
    """A time limit of which no day can be computed yet."""

    title: Text
    why: Text
    passage: Passage


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """The card of one contract."""

    terms: tuple[Term, ...]
    dates: tuple[Date, ...]
    open_dates: tuple[OpenDate, ...]
    complete: bool
    """False when a part was not read: then what the card does not have may stand there."""
