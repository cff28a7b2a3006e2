"""The run on a cluster says the same as the run on one machine, even when workers die."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from distributed.scheduler import KilledWorker

from auditor.errors import UsageError
from auditor.export.json import render
from auditor.pipeline import Settings, audit, demo_folder
from auditor.running import cluster as cluster_run
from auditor.running.station import Runs
from auditor.sources.discover import FoundFile

SETTINGS = Settings(as_of="2026-11-01", generated_at="2026-11-01T00:00:00+00:00", ocr=False)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers as a user would."""
    contact = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen(
        [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
         "--scheduler-file", str(contact)], **quiet,
    )  # fmt: skip
    worker = [sys.executable, "-m", "dask", "worker", "--scheduler-file", str(contact), "--nthreads", "1", "--no-dashboard",
              "--local-directory", str(tmp_path)]  # fmt: skip
    workers = [subprocess.Popen(worker, **quiet, start_new_session=True) for _ in range(2)]
    deadline = time.monotonic() + 60
    while not contact.exists() and time.monotonic() < deadline:
        time.sleep(0.1)

    yield json.loads(contact.read_text())["address"], workers
    for process in workers:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    scheduler.kill()
    scheduler.wait()


def test_the_report_of_a_cluster_is_the_report_of_one_machine(
    cluster: tuple[str, list[object]], tmp_path: Path
) -> None:
    address, _ = cluster
    there = audit([demo_folder()], replace(SETTINGS, scheduler=address))
    assert render(there) == render(audit([demo_folder()], SETTINGS))


def test_a_worker_that_dies_is_survived(cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path) -> None:
    address, workers = cluster
    folder = tmp_path / "many"
    folder.mkdir()
    source = (demo_folder() / "04-oferta-zanyatiya.txt").read_text(encoding="cp1251")
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"{source}\n№ {number}\n", encoding="utf-8")
    told = []

    def kill_one(progress: object) -> None:
        told.append(progress)
        if len(told) == 5:
            os.killpg(workers[0].pid, signal.SIGKILL)

    there = audit([folder], replace(SETTINGS, scheduler=address, tell=kill_one))
    assert len(told) == 30
    assert render(there) == render(audit([folder], SETTINGS))


def test_files_are_given_out_together_but_for_the_large_and_the_last() -> None:
    small = [FoundFile(Path(f"{number}"), f"{number}", 10) for number in range(100)]
    waiting = deque([FoundFile(Path("large"), "large", 2 << 20), *small])
    bundles = []
    while waiting:
        bundles.append(cluster_run._bundle(waiting, places=4))
    assert [file for bundle in bundles for file in bundle][1:] == small
    assert len(bundles[0]) == 1
    assert max(map(len, bundles)) == 8
    assert list(map(len, bundles[-4:])) == [1, 1, 1, 1]


def test_files_over_which_workers_died_are_given_out_singly() -> None:
    class Killed:
        def result(self) -> bytes:
            raise KilledWorker("task", None, 3)

    one, two = (FoundFile(Path(name), name, 10) for name in ("one", "two"))
    assert cluster_run._understood((one, two), Killed()) is None
    told = cluster_run._understood((one,), Killed())
    assert told is not None
    assert [(judged.input.path, judged.input.reason) for judged in told[0]] == [("one", "crashed")]


def test_a_station_goes_on_with_one_run_while_the_settings_are_the_same() -> None:
    with Runs(lambda task, beat: b"", lambda settings: None) as runs:
        first = runs.of(SETTINGS)
        assert runs.of(replace(SETTINGS)) is first
        assert runs.of(replace(SETTINGS, language="en")) is not first


def test_no_scheduler_is_told_with_the_remedy() -> None:
    with pytest.raises(UsageError, match="no scheduler answers"):
        audit([demo_folder()], replace(SETTINGS, scheduler="tcp://127.0.0.1:9"))


def test_files_at_an_address_give_the_report_of_the_folder(cluster: tuple[str, list[object]]) -> None:
    address, _ = cluster
    folder = demo_folder()
    there = audit([folder.as_uri()], replace(SETTINGS, scheduler=address))
    assert render(there) == render(audit([folder], SETTINGS))


def test_an_address_that_cannot_be_reached_is_told() -> None:
    with pytest.raises(UsageError, match="cannot be reached"):
        audit(["file:///no/such/folder"], SETTINGS)
