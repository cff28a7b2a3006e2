"""Surroundings in which the program runs as an installed one does."""

from __future__ import annotations

import os


def as_installed() -> None:
    """Let Python keep what it compiles: where that is forbidden every run would compile all modules anew."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
