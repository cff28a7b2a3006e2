"""Who sees whose data, and whether that is needed: the table that the report shows."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.text import Text


@dataclass(frozen=True, slots=True)
class AccessCell:
    """One account before one client."""

    account: str
    """The login, or the owner's name where the files name no login."""
    client: str
    right: str
    """The words of the right as the export gives them; empty where only the log shows access."""
    uses: int
    """Rows of the log in which the account touched the client's data."""
    last_use: str
    """The last such day, ISO 8601; empty for none."""
    is_needed: bool | None
    """Whether something allows it; None where that could not be settled."""


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One account with its owner."""

    account: str
    person: str
    position: str
    kind: str
    """person | contractor | shared | everyone | group | service | unknown."""
    tie: Text | None
    """What the account was tied to its owner by."""
    sees_all: bool
    """Whether its role opens all clients."""
    cells: tuple[AccessCell, ...]


@dataclass(frozen=True, slots=True)
class AccessTable:
    """All accounts of a portfolio before its clients."""

    clients: tuple[str, ...]
    rows: tuple[AccessRow, ...]
