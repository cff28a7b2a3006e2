"""Findings put aside on the disk come back as they were; a disk that takes no more is told with the remedy."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.errors import OutputError
from auditor.model.judged import Judged
from auditor.model.report import Input, InputStatus
from auditor.running import spool
from tests.export import samples


@pytest.fixture
def smallest_file() -> Iterator[None]:
    """Let this process write files of at most 1,000 bytes, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def judged(name: str) -> Judged:
    findings = tuple(samples.findings_of(samples.subject()))
    return Judged(Input(name, "", 0, "text/plain", InputStatus.READ), tuple(replace(f, rule=name) for f in findings))


@pytest.mark.parametrize("held", [0, 2, 9])
def test_what_was_put_aside_comes_back(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", held)
    place = spool.Spool()
    results = [judged(f"{number}.txt") for number in range(5)]
    kept = [place.keep(result) for result in results]
    assert all(entry.judged.findings == () for entry in kept)
    assert [place.findings(entry) for entry in reversed(kept)] == [result.findings for result in reversed(results)]


def test_a_full_disk_is_told_with_the_remedy(
    smallest_file: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 0)
    place = spool.Spool()
    with pytest.raises(OutputError, match="could not be put aside") as refusal:
        [place.keep(judged(f"{number}.txt")) for number in range(50)]
    assert refusal.value.remedy
