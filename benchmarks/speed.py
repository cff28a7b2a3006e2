"""Pages per second of the whole audit, of bare pypdfium2, bare pdfplumber and a rival's review, on the same files.

    make bench FILES=path/to/folder/with/pdf
    python -m benchmarks.speed FOLDER

Each runs in a process of its own, on all cores, so that peak memory is its own. Ratios are what counts; the machine
and the hour change the rest. Measured besides: an unchanged folder audited again, and one Word file of ten pages from
start to report. The rival is redline-buddy, where a command ``redline`` is found (``pip install redline-buddy`` into
any environment, then REDLINE=path/to/redline); the benchmark says so when there is none.

The rules are made ready by a first audit that is not measured, as they are once after each installation.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

PLUMBER_PAGES = 60
"""Pages given to pdfplumber, which is some fifty times slower: the first ones of the portfolio."""
TIMES = 5
"""Runs on the Word file, of which the quickest counts."""
CLAUSES = (
    "The Supplier shall provide the Services to the Customer with reasonable care and skill.",
    "The Customer shall pay each undisputed invoice within thirty (30) days of its receipt.",
    "Each Party shall keep the Confidential Information of the other Party secret for three years.",
    "Neither Party is liable for loss of profit; the total liability of the Supplier is limited to the fees paid.",
    "Either Party may terminate this Agreement on sixty (60) days' written notice to the other Party.",
    "This Agreement is governed by the laws of England, whose courts have exclusive jurisdiction.",
)


def pdfium_pages(path: Path) -> int:
    """Return the pages of a file after pypdfium2 has given the text of each."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    count = len(document)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    document.close()
    return count


def plumber_pages(path: Path, most: int = PLUMBER_PAGES) -> int:
    """Return the pages of a file after pdfplumber has given the text of each, the first ones only."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        pages = document.pages[:most]
        for page in pages:
            page.extract_text()
            page.close()
    return len(pages)


def _few_plumber_pages(path: Path) -> int:
    return plumber_pages(path, most=2)


def _run(name: str, folder: Path) -> dict[str, float]:
    """Return pages, seconds, seconds of processor time and peak memory in MiB of one reader over a folder."""
    files = sorted(folder.glob("**/*.pdf"))
    start = time.perf_counter()
    took = None
    if name == "audit":
        pages, took = _audited(files, "--no-cache")
    elif name == "redline":
        subprocess.run(
            [_redline(), "review", str(folder), "--format", "json"],
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        pages = 0
    else:
        read = pdfium_pages if name == "pypdfium2" else _few_plumber_pages
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            pages = sum(pool.map(read, files))
    seconds = took or time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in used)
    return {"pages": pages, "seconds": seconds, "cpu": cpu, "peak": max(usage.ru_maxrss for usage in used) / 1024}


def _audited(files: list[Path], *options: str, form: str = "json") -> tuple[int, float]:
    """Return the pages of some files and the seconds in which the installed program audited them and wrote a report."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / f"report.{form}"
        command = [sys.executable, "-m", "auditor", "audit", *map(str, files), "--quiet", *options, "--output"]
        command.append(str(report))
        start = time.perf_counter()
        subprocess.run(command, check=False)  # exit code 1 says that there are findings
        seconds = time.perf_counter() - start
        inputs = json.loads(report.read_text(encoding="utf-8"))["inputs"] if form == "json" else []
    return sum((entry["pages"] or {}).get("total") or 0 for entry in inputs), seconds


def _redline() -> str:
    """Return the command of the rival; empty where it is not installed."""
    return os.environ.get("REDLINE") or shutil.which("redline") or ""


def _apart(name: str, folder: str) -> dict[str, float]:
    """Return the figures of one reader, which runs in a process of its own."""
    command = [sys.executable, __file__, name, folder]
    figures: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures


def _portfolio(folder: str) -> None:
    """Print a line for each reader of a folder, and the ratios."""
    rates, whole = {}, 0.0
    for name in ("pypdfium2", "audit", *(["redline"] if _redline() else []), "pdfplumber"):
        figures = _apart(name, folder)
        whole = pages = figures["pages"] or whole  # the rival does not tell how many it read: all
        rates[name] = pages / figures["seconds"]
        work = pages / figures["cpu"]  # on a machine that others use too, the fairer measure
        told = f"{rates[name]:8.1f} pages/s {work:8.1f} a second of processor time {figures['peak']:7.0f} MiB at most"
        print(f"{name:10s} {pages:6.0f} pages {told}")
    print(f"audit / pypdfium2: {rates['audit'] / rates['pypdfium2']:.2f}")
    print(f"audit / pdfplumber: {rates['audit'] / rates['pdfplumber']:.1f}")
    if "redline" in rates:
        print(f"audit / redline-buddy: {rates['audit'] / rates['redline']:.1f}")


def _again(folder: str) -> None:
    """Print how much faster an unchanged folder is audited again."""
    files = sorted(Path(folder).glob("**/*.pdf"))
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CACHE_HOME"] = home
        _audited(files[:1], "--no-cache")
        first, again = _seconds(files, "json"), min(_seconds(files, "json") for _ in range(3))
    print(f"first {first:.2f} s, unchanged again {again:.2f} s: {first / again:.1f} times as fast")


def _seconds(files: list[Path], form: str, *options: str) -> float:
    return _audited(files, *options, form=form)[1]


def _one_file() -> None:
    """Print the seconds from start to report for one Word file of ten pages."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ten-pages.docx"
        _write_word_file(path)
        ours = min(_seconds([path], "html", "--no-cache") for _ in range(TIMES))
        print(f"one DOCX of ten pages, start to HTML report: audit {ours:.2f} s", end="")
        if _redline():
            print(f", redline-buddy {min(_reviewed(path) for _ in range(TIMES)):.2f} s", end="")
    print()


def _reviewed(path: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        [_redline(), "review", str(path), "--format", "html"],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def _write_word_file(path: Path) -> None:
    """Write a contract of some ten pages."""
    import docx

    document = docx.Document()
    document.add_heading("Services Agreement", 0)
    for number in range(1, 42):
        document.add_heading(f"{number}. Terms of part {number}", 1)
        for place, clause in enumerate(CLAUSES, 1):
            document.add_paragraph(f"{number}.{place}. {clause}")
    document.save(str(path))


def main() -> None:
    """Print what was measured of a folder and of one file."""
    if len(sys.argv) == 3:
        print(json.dumps(_run(sys.argv[1], Path(sys.argv[2]))))
        return
    from benchmarks.installed import as_installed  # not found where this file is run by its path, as readers are

    as_installed()
    folder = sys.argv[1] if len(sys.argv) > 1 else "fixtures/demo/portfolio"
    _audited(sorted(Path(folder).glob("**/*.pdf"))[:1], "--no-cache")
    if not _redline():
        print("redline-buddy is not installed: it is left out (REDLINE=path/to/redline names it)")
    _portfolio(folder)
    _again(folder)
    _one_file()


if __name__ == "__main__":
    main()
