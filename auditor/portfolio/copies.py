"""Files with the same bytes: what one says is told once, and the others name it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from auditor.model.judged import Judged
from auditor.model.report import InputStatus
from auditor.model.text import Text

_COPY = Text(
    "Точная копия файла {path}; находки показаны у него.", "An exact copy of {path}; its findings are shown there."
)


def without_copies(results: Iterable[Judged]) -> list[Judged]:
    """Return the results in their order with every copy of an earlier file skipped and naming it."""
    first: dict[str, str] = {}
    kept = []
    for result in results:
        digest = result.input.sha256
        if digest and digest in first and result.input.status is not InputStatus.SKIPPED:
            kept.append(_copy(result, first[digest]))
            continue
        first.setdefault(digest, result.input.path)
        kept.append(result)
    return kept


def _copy(result: Judged, of: str) -> Judged:
    message = _COPY.format(path=of)
    return Judged(
        replace(result.input, status=InputStatus.SKIPPED, reason="duplicate", duplicate_of=of, message=message)
    )
