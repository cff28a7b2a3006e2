"""Cases of the kind: programme."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.case import CaseFile
from auditor.portfolio.folder import Folder


def programme_cases(folder: Folder) -> Iterator[CaseFile]:  # noqa: ARG001
    """Yield the cases."""
    yield from ()
