"""What a run may be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from auditor.model.limits import Limits
from auditor.model.progress import Progress
from auditor.model.text import Language


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told; everything has a default."""

    as_of: str
    """The audit's date, ISO 8601."""
    generated_at: str
    language: Language = "ru"
    rules: tuple[Path, ...] = ()
    profile: str = "auto"
    """The id of a profile of ``rules/profiles``: ``auto``, ``ru-consumer``, ``ru-business``, a house's own."""
    jobs: int = 1
    """Files that are worked on at the same time."""
    limits: Limits = field(default_factory=Limits)
    ocr: bool = True
    """Whether pictures of text are recognised, where the system has what it takes."""
    passwords: tuple[str, ...] = ()
    """Passwords to try on protected files."""
    columns: tuple[tuple[str, str], ...] = ()
    """The user's own mapping: a heading of a table to its column, ``interaction.client``."""
    cache: Path | None = None
    """The file in which facts and verdicts are kept between runs; None for none."""
    rules_cache: Path | None = None
    """The file in which the rules are kept as they are when made ready, with nothing of any document."""
    scheduler: str = ""
    """The address of a Dask scheduler on whose workers the files are taken through; empty for this machine."""
    lined: bool = False
    """Whether a JSON report will tell findings as they are found: whoever judges a file then makes its lines, too."""
    stop: Callable[[], bool] = field(default=lambda: False)
    """Asked now and then whether the user wants to end the run early; the report then holds what was done."""
    tell: Callable[[Progress], None] = field(default=lambda progress: None)
    """Called after each file with how far the run is."""
