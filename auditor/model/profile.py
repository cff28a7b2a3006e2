"""What a document is: its language, its kind, its parties and the law that its client falls under."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from auditor.model.text import Text

Span = tuple[int, int]
"""Start and end of a passage, in characters of :attr:`Document.text`."""


class Regime(StrEnum):
    """Who the client is in the eyes of the law (legal notes, section 2)."""

    CONSUMER = "consumer"
    BUSINESS = "business"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sign:
    """A passage that speaks for a conclusion, with what it shows."""

    span: Span
    shows: Text


@dataclass(frozen=True, slots=True)
class Party:
    """One party as the contract introduces it."""

    name: str
    """The full name, verbatim; empty where the contract leaves a blank."""
    aliases: tuple[str, ...]
    """How the contract calls it from then on: «Заказчик», «Агентство», "Customer", "Acme"."""
    side: Literal["client", "provider"] | None
    """Who pays and who serves; None when the text does not tell."""
    nature: Literal["company", "entrepreneur", "self_employed", "individual", "authority"] | None = None
    inn: str | None = None
    """ИНН, digits only."""
    span: Span | None = None
    """Where it is introduced."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The portrait of one document."""

    language: Literal["ru", "en", "mixed", "unknown"]
    kind: str
    """One of the kinds of ``inputs[].kind`` of the JSON report: contract, annex, amendment, act, ... other."""
    regime: Regime
    regime_signs: tuple[Sign, ...] = ()
    """What the regime rests on; for ``unknown`` empty or contradictory."""
    parties: tuple[Party, ...] = ()
    number: str | None = None
    """The contract's number, «17/2026»."""
    amends: str | None = None
    """The number of the contract that an amendment or an annex belongs to."""
    date: str | None = None
    """The contract's date, ISO 8601."""
    title: str | None = None
    """The heading of the document, verbatim."""
    sectors: tuple[str, ...] = ()
    """Codes of special sectors whose own rules the check-list does not hold: medical, education, telecom ..."""
    russian_law: bool | None = None
    """Whether Russian law or a Russian party is evident; None when nothing tells."""
    signs: tuple[Sign, ...] = field(default=())
