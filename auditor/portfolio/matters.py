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
        if result.subject is not None:
            told = (result.client or result.subject.label, result.subject.consumer)
            if result.input.kind == "contract":
                about[result.subject.matter] = told
            about.setdefault(result.subject.matter, told)
    for result in results:
        matter = result.subject.matter if result.subject is not None else result.input.matter
        if matter in about:
            inputs.setdefault(str(matter), []).append(result.input.path)
    return tuple(Matter(name, *about[name], tuple(paths)) for name, paths in inputs.items())
