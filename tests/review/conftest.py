from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.reviewing import Review, review, signing_policy
from auditor.running.settings import Settings

SETTINGS = Settings(as_of="2026-11-01", generated_at="2026-11-01T10:00:00+00:00")
Reviewer = Callable[..., Review]


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewer:
    """Return a function that reviews bytes under a name, with annexes."""

    def of(data: bytes, name: str = "contract.docx", **annexes: bytes) -> Review:
        path = tmp_path / name
        path.write_bytes(data)
        others = []
        for label, content in annexes.items():
            others.append(tmp_path / f"{label}.docx")
            others[-1].write_bytes(content)
        return review(path, others, SETTINGS, signing_policy(None, ()))

    return of
