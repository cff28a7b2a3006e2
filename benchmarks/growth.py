"""What a portfolio costs as it grows: seconds, files a second, memory and the size of the report, for two sizes.

    python -m benchmarks.growth            500 and 2,000 documents
    python -m benchmarks.growth 2000 20000

What counts is the ratio: a run that is linear takes so many times longer as there are more files, while the memory
of the program itself hardly grows.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.installed import as_installed
from benchmarks.portfolios import portfolio

SIZES = (500, 2_000)
_EVERY = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    files: int
    seconds: float
    parent: float
    """MiB that the program itself held at most."""
    child: float
    """MiB that any of its processes held at most, shared pages included."""
    report: float
    """MiB of the JSON report."""

    def line(self) -> str:
        """Return the cost for a reader."""
        return (
            f"{self.files:7,} documents {self.seconds:8.1f} s {self.files / self.seconds:6.1f} files/s, parent "
            f"{self.parent:5.0f} MiB, largest child {self.child:5.0f} MiB, report {self.report:6.1f} MiB"
        )


def audited(folder: Path, place: Path, *options: str, files: int = 0) -> Cost:
    """Return what an audit of a folder by the command line takes."""
    report = place / "report.json"
    command = [sys.executable, "-m", "auditor", "audit", str(folder), "--no-ocr", "--quiet", "--output", str(report)]
    start = time.monotonic()
    with subprocess.Popen([*command, "--as-of", "2026-11-01", *options]) as running:
        watch = _Watch(running.pid)
        watch.start()
        code = running.wait()
    seconds = time.monotonic() - start
    watch.join()
    if code > 1:
        raise SystemExit(f"the audit ended with {code}")
    return Cost(files, seconds, watch.parent, watch.child, report.stat().st_size / (1 << 20))


class _Watch(threading.Thread):
    """Looks at the memory of a process and of all under it until it ends; Linux only."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.parent = self.child = 0.0
        self._pid = pid

    def run(self) -> None:
        while (own := _resident(self._pid)) is not None:
            self.parent = max(self.parent, own)
            self.child = max([self.child, *filter(None, map(_resident, _under(self._pid)))])
            time.sleep(_EVERY)


def _resident(pid: int) -> float | None:
    """Return the MiB that a process holds, or None when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20) or None


def _under(pid: int) -> list[int]:
    """Return the processes under a process, at any depth."""
    try:
        mine = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []
    return [*mine, *(deeper for child in mine for deeper in _under(child))]


def main() -> None:
    """Print a line for each size, again with what the first run kept, and the ratios."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    costs = []
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = f"{name}/cache"
        as_installed()
        for size in sizes:
            folder = portfolio(Path(name) / f"{size}", size)
            costs.append(audited(folder, Path(name), files=size))
            print(costs[-1].line(), flush=True)
            print(f"{'again':>17} {audited(folder, Path(name), files=size).line()[18:]}", flush=True)
    small, large = costs[0], costs[-1]
    print(
        f"{large.files / small.files:.1f} times the files: {large.seconds / small.seconds:.1f} times the seconds, "
        f"{large.parent / small.parent:.2f} times the parent's memory"
    )


if __name__ == "__main__":
    main()
