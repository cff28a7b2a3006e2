"""How odd and hostile files fare: one run over all of them, held against a table of what should come of each.

    python -m benchmarks.robust FOLDER=TABLE.tsv [FOLDER=TABLE.tsv ...]

A table has the columns ``file`` and ``expected`` (``text``, ``encrypted``, ``corrupt``, ``no text``, ``limit hit``,
"... no crash", "entries ..."). An expected failure that starts to work is told as well as a promise that breaks.
"""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
_READ = {"read", "partly_read"}
_BROKE = {"crashed", "limit_time", "limit_memory"}
_NO_TEXT = {"empty", "no_text_layer", "no_ocr", "poor_scan", "garbled", "duplicate"}


def agrees(expected: str, entry: Entry, members: list[Entry]) -> bool:
    """Return whether what became of a file is what the table expects."""
    if entry["status"] == "skipped":
        return entry["reason"] in {"duplicate", "system_file"}
    told = expected.lower()
    if "rejected" in told and entry["status"] == "not_read":
        return entry["reason"] not in _BROKE
    if "crash" in told or "hang" in told or told.startswith("disputed"):
        return entry["reason"] not in _BROKE
    judge = next((judge for start, judge in _JUDGES.items() if told.startswith(start)), _is_read)
    return judge(told, entry, members)


def _is_read(_: str, entry: Entry, __: list[Entry]) -> bool:
    return entry["status"] in _READ


def _is_limited(_: str, entry: Entry, __: list[Entry]) -> bool:
    stopped = {"crashed", "damaged", "truncated", "unsafe"}
    return (entry["reason"] or "").startswith("limit") or entry["reason"] in stopped or entry["status"] in _READ


def _is_encrypted(_: str, entry: Entry, members: list[Entry]) -> bool:
    return entry["reason"] == "encrypted" or (bool(members) and all(m["reason"] == "encrypted" for m in members))


def _is_empty(_: str, entry: Entry, __: list[Entry]) -> bool:
    return entry["reason"] in _NO_TEXT or entry["status"] in _READ


def _is_refused(told: str, entry: Entry, _: list[Entry]) -> bool:
    """Return whether a broken file is told as such; "may" says that a recovering reader is right as well."""
    recovered = "may" in told and entry["status"] in _READ
    return recovered or (entry["status"] != "read" and entry["reason"] not in _BROKE)


def _is_opened(_: str, entry: Entry, members: list[Entry]) -> bool:
    return entry["status"] in _READ or bool(members) or entry["reason"] not in _BROKE


_JUDGES: dict[str, Callable[[str, Entry, list[Entry]], bool]] = {
    "limit": _is_limited, "encrypted": _is_encrypted, "no text": _is_empty, "corrupt": _is_refused,
    "refused": _is_refused, "entries": _is_opened,
}  # fmt: skip


def main() -> None:
    """Audit every folder in one run and print what differs from its table."""
    pairs = [argument.rsplit("=", 1) for argument in sys.argv[1:]]
    folders = [Path(folder) for folder, _ in pairs]
    before = {path: _mark(path) for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}
    start = time.perf_counter()
    report = _audited(folders)
    seconds = time.perf_counter() - start
    touched = [path for path, mark in before.items() if not path.is_file() or _mark(path) != mark]
    several = len(folders) > 1
    right = total = 0
    for (folder, table), place in zip(pairs, folders, strict=True):
        good, rows = _compare(report, place, Path(table), f"{place.name}/" if several else "")
        print(f"{folder}: {good} of {rows} as expected ({good / max(1, rows):.1%})")
        right, total = right + good, total + rows
    found = sum(1 for path in before)
    told = sum("!/" not in entry["path"] for entry in report["inputs"])
    print(f"files found {found}, files told {told}, inputs with members {len(report['inputs'])}")
    print(
        f"inputs touched: {len(touched)}; {seconds:.0f} s; {right} of {total} as expected ({right / max(1, total):.1%})"
    )
    print(dict(Counter(f"{entry['status']}/{entry['reason']}" for entry in report["inputs"])))


def _audited(folders: list[Path]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        output = Path(place) / "report.json"
        command = [sys.executable, "-m", "auditor", "audit", *map(str, folders), "--no-cache", "--quiet"]
        done = subprocess.run([*command, "--output", str(output)], check=False)
        if done.returncode > 1:
            raise SystemExit(f"the audit ended with {done.returncode}")
        report: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return report


def _mark(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def _compare(report: dict[str, Any], folder: Path, table: Path, prefix: str) -> tuple[int, int]:
    """Print every file that did not come out as expected; return how many did and how many there are."""
    inputs = {entry["path"]: entry for entry in report["inputs"]}
    good = rows = 0
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            label = prefix + _label(folder, row["file"])
            entry = inputs.get(label)
            members = [other for path, other in inputs.items() if path.startswith(f"{label}!/")]
            if entry is None and not (folder / _label(folder, row["file"])).exists():
                continue
            rows += 1
            if entry is not None and agrees(row["expected"], entry, members):
                good += 1
            else:
                told = "not told" if entry is None else f"{entry['status']}/{entry['reason']}"
                print(f"  {label[:70]:70s} expected {row['expected'][:50]!r}, is {told}")
    return good, rows


def _label(folder: Path, name: str) -> str:
    """Return a file's path below the folder, whose own name the table may or may not repeat."""
    return name.removeprefix(f"{folder.name}/")


if __name__ == "__main__":
    main()
