"""Kills a run at fifty random moments and takes it up again: the report must be that of a run nobody disturbed.

python -m benchmarks.kills [DOCUMENTS [KILLS]]
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.portfolios import portfolio

DOCUMENTS, KILLS = 200, 50


def _command(folder: Path, report: Path, *options: str) -> list[str]:
    command = [sys.executable, "-m", "auditor", "audit", str(folder), "--no-ocr", "--quiet", "--as-of", "2026-11-01"]
    return [*command, "--output", str(report), *options]


def _told(report: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    told.pop("generated_at")
    return told


def main() -> None:
    """Print how many kills met the run at work, how long it took, and whether the reports agree; 1 if they do not."""
    documents, kills = ([int(word) for word in sys.argv[1:]] + [DOCUMENTS, KILLS][len(sys.argv) - 1 :])[:2]
    chance = random.Random(1)  # noqa: S311 - repeatable
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        temporary = place / "temporary"
        temporary.mkdir()
        os.environ.update(XDG_CACHE_HOME=str(place / "cache"), TMPDIR=str(temporary))
        folder, whole, resumed = portfolio(place / "folder", documents), place / "whole.json", place / "resumed.json"
        start = time.monotonic()
        subprocess.run(_command(folder, whole, "--no-cache"), check=False)  # exit code 1 says that there are findings
        unbroken = time.monotonic() - start
        met = 0
        for _ in range(kills):
            running = subprocess.Popen(_command(folder, resumed))
            time.sleep(chance.uniform(0.2, 5))
            met += running.poll() is None
            running.send_signal(signal.SIGKILL)
            running.wait()
            if resumed.exists():
                _told(resumed)  # whole, or json would say so
        start = time.monotonic()
        subprocess.run(_command(folder, resumed), check=False)
        same = _told(resumed) == _told(whole)
        left = [path.name for path in (*temporary.iterdir(), *place.glob(".auditor-*"))]
        print(f"{documents} documents: unbroken run {unbroken:.1f} s; {kills} kills, {met} of a run at work")
        print(f"last run {time.monotonic() - start:.1f} s; the reports agree: {same}; left behind: {left or 'nothing'}")
    sys.exit(not same or bool(left))


if __name__ == "__main__":
    main()
