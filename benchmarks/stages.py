"""Where the time of an audit goes: reading, understanding, judging, and writing the report.

    python -m benchmarks.stages FOLDER            all rules on, HTML and JSON

Then the program is run with and without an HTML report, by the clock.

Everything is done one file after the other and counted in seconds of processor time, those of the process that writes
the second language of a large report with it: the shares do not depend on what else the machine does. "Understanding"
is the room ``facts``: sentences, values, topics and the portrait; "judging" is the rules with their evidence, and the
scores.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.desk import judge_facts, prepare_all, read_facts
from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.model.document import Unreadable
from auditor.pipeline import Settings, audit
from auditor.sources.discover import discover, load
from benchmarks.installed import as_installed

TIMES = 2
"""Runs by the clock, of which the quicker one counts."""
_spent: defaultdict[str, float] = defaultdict(float)


def main() -> None:
    """Print the share of each part."""
    folder = Path(sys.argv[1])
    settings = Settings(as_of="2026-11-01", generated_at="", ocr=False)
    prepare_all(settings)
    files = 0
    for source in _sources(folder):
        files += 1
        with _counted("reading"):
            extract(source)
        with _counted("reading and understanding"):
            facts = read_facts(source)
        if not isinstance(facts, Unreadable):
            with _counted("judging"):
                judge_facts(facts, settings)
    _spent["understanding"] = _spent.pop("reading and understanding") - _spent["reading"]
    _written(folder, settings)
    whole = sum(_spent.values())
    print(f"{files} files, {whole:.1f} s of processor time")
    for name in ("reading", "understanding", "judging", "writing HTML", "writing JSON"):
        print(f"{name:14s} {_spent[name]:6.1f} s {_spent[name] / whole:6.1%}")
    _by_the_clock(folder)


def _sources(folder: Path) -> Iterator[Source]:
    for file in discover([folder]):
        loaded = load(file)
        if loaded is not None:
            yield Source(file.label, loaded.data, loaded.sha256, file.size)


def _written(folder: Path, settings: Settings) -> None:
    """Count what it takes to write the report of the same files, in two forms."""
    from auditor.export.registry import write

    report = audit([folder], settings)
    with tempfile.TemporaryDirectory() as place:
        for form in ("html", "json"):
            with _counted(f"writing {form.upper()}"):
                write(report, Path(place) / f"report.{form}")


def _by_the_clock(folder: Path) -> None:
    """Print what the HTML report adds to an audit on all cores, from start to end."""
    as_installed()
    with tempfile.TemporaryDirectory() as place:
        bare = min(_seconds(folder) for _ in range(TIMES))
        whole = min(_seconds(folder, "--output", f"{place}/report.html") for _ in range(TIMES))
    share = 1 - bare / whole
    print(f"by the clock: without a report {bare:.1f} s, with the HTML report {whole:.1f} s: {share:.1%} for it")


def _seconds(folder: Path, *options: str) -> float:
    command = [sys.executable, "-m", "auditor", "audit", str(folder), "--no-cache", "--no-ocr", "--quiet", *options]
    start = time.perf_counter()
    done = subprocess.run(command, check=False)
    if done.returncode > 1:
        raise SystemExit(f"the audit ended with {done.returncode}")
    return time.perf_counter() - start


@contextmanager
def _counted(name: str) -> Iterator[None]:
    start = _processor()
    yield
    _spent[name] += _processor() - start


def _processor() -> float:
    """Return the seconds of processor time of this process and of those it has waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    main()
