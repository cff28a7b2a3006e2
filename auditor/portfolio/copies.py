"""Files with the same bytes: what one says is told once, and the others name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from auditor.model.judged import Judged
from auditor.model.report import Input, InputStatus
from auditor.model.text import Text

_COPY = Text(
    "Точная копия файла {path}; находки показаны у него.", "An exact copy of {path}; its findings are shown there."
)


def copies_of(inputs: Iterable[Input]) -> dict[str, str]:
    """Return, for every file that is a copy of an earlier one, the path of that one."""
    first: dict[str, str] = {}
    copies = {}
    for entry in inputs:
        if not entry.sha256 or entry.status is InputStatus.SKIPPED:
            continue
        if first.setdefault(entry.sha256, entry.path) != entry.path:
            copies[entry.path] = first[entry.sha256]
    return copies


def as_copy(result: Judged, of: str) -> Judged:
    """Return a file as a copy of another: skipped, naming it, without findings of its own."""
    message = _COPY.format(path=of)
    return Judged(
        replace(result.input, status=InputStatus.SKIPPED, reason="duplicate", duplicate_of=of, message=message)
    )
