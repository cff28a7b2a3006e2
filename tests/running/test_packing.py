"""Findings packed with what all of their kind say alike."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.finding import Finding
from auditor.pipeline import audit
from auditor.running import packing
from auditor.running.settings import Settings

SAMPLE = random.Random(1).randbytes(20_000)


@pytest.fixture
def _none_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_used", [])


@given(body=st.binary(max_size=2_000), samples=st.lists(st.just(SAMPLE), max_size=1))
def test_what_is_packed_comes_back(body: bytes, samples: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(packing, "_used", [packing.know(sample) for sample in samples])
        assert packing.unpack(packing.pack(body)) == body


@pytest.mark.usefixtures("_none_in_use")
def test_what_all_say_alike_takes_no_room() -> None:
    bare = packing.pack(SAMPLE)
    packing.use(SAMPLE)
    assert len(packing.pack(SAMPLE)) * 10 < len(bare)


@pytest.mark.usefixtures("_none_in_use")
def test_a_sample_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    packing.use(SAMPLE)
    packed = packing.pack(b"the price")
    name, body = packing.sample_of(packed) or ("", b"")
    assert body == SAMPLE
    monkeypatch.setattr(packing, "_samples", {})
    assert packing.sample_of(packed) == (name, b"")
    with pytest.raises(ValueError, match="not known"):
        packing.unpack(packed)
    assert packing.know(body).hex() == name
    assert packing.unpack(packed) == b"the price"


@given(st.binary(max_size=200))
def test_what_was_not_packed_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"packed|large"):
        packing.unpack(damaged)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with two contracts, and room for a cache beside it."""
    folder = tmp_path / "contracts"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(f"Договор № {number}\n1. Исполнитель оказывает услуги.", encoding="utf-8")
    return tmp_path


def audited(place: Path) -> list[Finding]:
    return list(audit([place / "contracts"], settings_of(place)).findings)


def settings_of(place: Path) -> Settings:
    return Settings(as_of="2026-11-01", generated_at="", ocr=False, cache=place / "cache.sqlite")


def elsewhere(place: Path) -> tuple[int, str]:
    """Return how many findings a process of its own has, and whether it packed with a sample."""
    script = (
        "from pathlib import Path; from tests.running.test_packing import audited, packing; "
        f"print(len(audited(Path({str(place)!r}))), bool(packing._used))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    number, used = told.stdout.split()
    return int(number), used


def test_a_run_that_does_no_work_reads_what_another_process_packed(place: Path) -> None:
    """The second run forks nobody and loads no rules; the sample comes from where the findings are kept."""
    first = audited(place)
    assert elsewhere(place) == (len(first), "False")


def test_findings_whose_sample_was_lost_are_worked_out_again(place: Path) -> None:
    first = audited(place)
    with sqlite3.connect(place / "cache.sqlite") as base:
        assert base.execute("DELETE FROM entry WHERE kind = 'sample'").rowcount == 1
    assert elsewhere(place) == (len(first), "True")
    assert elsewhere(place) == (len(first), "False")
