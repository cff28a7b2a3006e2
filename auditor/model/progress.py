"""How far a run is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Files done and found so far; archives add to what was found while they are opened."""

    done: int
    total: int
    unread: int
    """Files that could not be read, or only in part."""
    seconds: float
    """Since the run began."""
    label: str = ""
    """The file that was done last."""

    @property
    def rate(self) -> float:
        """Return the files done per second."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Return the seconds that the rest will take at this rate; None while nothing tells."""
        return (self.total - self.done) / self.rate if self.done and self.rate else None
