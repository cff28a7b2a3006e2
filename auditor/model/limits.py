"""How much one file may cost: every limit is a setting, none is a property of a format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file and of what is packed into it.

    The defaults were measured on 1,929 odd PDF and 295 DOCX files: none of the honest ones needed more.
    """

    seconds_silent: float = 30.0
    """A reader that gives no sign of life for so long is stopped."""
    seconds_base: float = 60.0
    """Seconds that any file may take in total ..."""
    seconds_per_page: float = 1.0
    """... and for each of its pages."""
    seconds_most: float = 600.0
    """No file takes longer, whatever its pages."""
    memory_mib: int = 1024
    """MiB that the process of one file may add to what it starts with."""
    file_mib: int = 200
    """MiB of the largest file that is read."""
    depth: int = 5
    """How deep an archive may stand in an archive."""
    entries: int = 10_000
    """Members of all archives in one file."""
    unpacked_mib: int = 1024
    """MiB that all members of one file may hold together, counted while they are read."""
    entry_mib: int = 200
    """MiB of one member."""

    def seconds_for(self, pages: int) -> float:
        """Return the seconds that a file with so many pages may take in total."""
        return min(self.seconds_most, self.seconds_base + self.seconds_per_page * pages)
