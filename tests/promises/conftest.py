"""Runs as a user has them: their own store, their own folder for temporary files, and what they said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditor.pipeline import Settings

SETTINGS = Settings(as_of="2026-11-01", generated_at="2026-11-01T00:00:00+00:00", ocr=False, jobs=2)
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Program:
    """The command line with a store and a temporary folder of its own."""

    home: Path

    @property
    def temporary(self) -> Path:
        return self.home / "temporary"

    def environment(self, **more: str) -> dict[str, str]:
        self.temporary.mkdir(parents=True, exist_ok=True)
        own = {"XDG_CACHE_HOME": str(self.home / "cache"), "TMPDIR": str(self.temporary), "PYTHONPATH": str(ROOT)}
        return {**os.environ, **own, **more}

    def run(
        self, *arguments: str | Path, before: tuple[str, ...] = (), **more: str
    ) -> subprocess.CompletedProcess[str]:
        command = [*before, sys.executable, "-m", "auditor", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="surrogateescape", timeout=240,
            check=False, env=self.environment(**more), cwd=self.home,
        )  # fmt: skip

    def start(self, *arguments: str | Path, **more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "auditor", *map(str, arguments)]
        quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, env=self.environment(**more), cwd=self.home, **quiet)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    home = tmp_path / "home"
    home.mkdir()
    return Program(home)


@pytest.fixture
def reported() -> Callable[[Path], dict[str, Any]]:
    """Read a JSON report without the moment at which it was made."""

    def read(path: Path) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        report.pop("generated_at")
        return report

    return read


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a new folder and return it."""
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
