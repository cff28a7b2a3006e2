"""Two workers of a cluster against one, and against this machine alone; all on this machine.

    python -m benchmarks.cluster [DOCUMENTS]

Workers on one machine share its cores: the figure shows what the cluster costs and that work is shared out, not how
fast several machines are.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.growth import audited
from benchmarks.installed import as_installed
from benchmarks.portfolios import portfolio

DOCUMENTS = 300
_PATIENCE = 60.0


@contextmanager
def cluster(workers: int, place: Path) -> Iterator[str]:
    """Give the address of a scheduler with so many workers of one thread, started as a user would."""
    contact = place / f"scheduler-{workers}.json"
    dask = [sys.executable, "-m", "dask"]
    settings: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    common = ["--scheduler-file", str(contact), "--no-dashboard"]
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", *common]
    worker = [*dask, "worker", "--nthreads", "1", "--local-directory", str(place), *common]
    running = [subprocess.Popen(command, **settings) for command in (scheduler, *[worker] * workers)]
    try:
        deadline = time.monotonic() + _PATIENCE
        while not contact.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        yield str(json.loads(contact.read_text(encoding="utf-8"))["address"])
    finally:
        for process in running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _told(place: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((place / "report.json").read_text(encoding="utf-8"))
    told.pop("generated_at")
    return told


def main() -> None:
    """Print the seconds of this machine alone, of one worker and of two, and whether their reports agree."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        as_installed()
        folder = portfolio(place / "folder", documents)
        alone = audited(folder, place, "--no-cache", "--jobs", "1", files=documents)
        reports = [_told(place)]
        print(f"one process   {alone.line()}", flush=True)
        seconds = []
        for workers in (1, 2):
            with cluster(workers, place) as address:
                cost = audited(folder, place, "--no-cache", "--scheduler", address, files=documents)
            reports.append(_told(place))
            seconds.append(cost.seconds)
            print(f"{workers} worker(s)   {cost.line()}", flush=True)
    print(f"two workers take {seconds[1] / seconds[0]:.2f} of the seconds of one")
    print(f"the reports agree: {all(report == reports[0] for report in reports)}")


if __name__ == "__main__":
    main()
