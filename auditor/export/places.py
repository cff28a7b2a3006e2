"""Where words stand, as every form for people writes it."""

from __future__ import annotations

from auditor.export.phrases import Phrases
from auditor.model.finding import Evidence, Nearest


def place(found: Evidence | Nearest, home: str, phrases: Phrases) -> str:
    """Return where words stand, «стр. 3, п. 4.1», with the file in front when it is not the subject's own."""
    parts = []
    if isinstance(found, Evidence) and found.path != home:
        parts.append(found.path)
    if found.page is not None:
        parts.append(phrases.say("page", n=found.page))
    if found.clause:
        parts.append(phrases.say("clause", n=found.clause.rstrip(".")))
    if isinstance(found, Evidence):
        parts += _finer(found, phrases)
    return ", ".join(parts) or phrases.say("document")


def _finer(found: Evidence, phrases: Phrases) -> list[str]:
    """Return the cell, or the paragraph of words that stand under no numbered clause."""
    if found.cell:
        return [phrases.say("cell", n=found.cell)]
    if found.paragraph is not None and not found.clause:
        return [phrases.say("paragraph", n=found.paragraph)]
    return []
