"""Matters: the clients with everything that belongs to each."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model.judged import Judged
from auditor.model.report import Matter


def matters_of(results: Sequence[Judged]) -> tuple[Matter, ...]:
    """Return the matters in the order of their first document."""
    inputs: dict[str, list[str]] = {}
    about: dict[str, tuple[str, bool | None]] = {}
    for result in results:
        if result.subject is None:
            continue
        inputs.setdefault(result.subject.matter, []).append(result.input.path)
        about.setdefault(result.subject.matter, (result.client or result.subject.label, result.subject.consumer))
    return tuple(Matter(name, *about[name], tuple(paths)) for name, paths in inputs.items())
