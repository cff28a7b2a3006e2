"""The one tree of errors: raised near the cause, caught once, at the command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where an error stands: a file and, where it is known, a line and a column, both from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return ``file:line:column`` without the parts that are not known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class AuditorError(Exception):
    """Anything that stops a run; it names the place and the remedy."""

    def __init__(self, message: str, *, place: Place | None = None, remedy: str | None = None) -> None:
        """Keep the message, the place it is about and what the user can do."""
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the message as a person reads it: place, fact, remedy."""
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n  {self.remedy}" if self.remedy else head


class UsageError(AuditorError):
    """The command line or the settings ask for what cannot be done."""


class RuleError(AuditorError):
    """A rule, a lexicon file or an example is broken; the run stops, exit code 2."""


class OutputError(AuditorError):
    """The result could not be written; nothing half-written is left, exit code 3."""


class EngineError(AuditorError):
    """The rule engine refused or lost something; the finding becomes ``error``."""
