"""Pages per second of the whole audit, of bare pypdfium2 and of bare pdfplumber, on the same files in one run.

    make bench FILES=path/to/folder/with/pdf
    python benchmarks/speed.py FOLDER

Each of the three runs in a process of its own, on all cores, so that peak memory is its own. Ratios are what
counts; the machine and the hour change the rest.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

PLUMBER_PAGES = 60
"""Pages given to pdfplumber, which is some fifty times slower: the first ones of the portfolio."""


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
    """Return pages, seconds and peak memory in MiB of one reader over a folder."""
    files = sorted(folder.glob("**/*.pdf"))
    start = time.perf_counter()
    if name == "audit":
        pages = _audited(files)
    else:
        read = pdfium_pages if name == "pypdfium2" else _few_plumber_pages
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            pages = sum(pool.map(read, files))
    seconds = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return {"pages": pages, "seconds": seconds, "peak": peak}


def _audited(files: list[Path]) -> int:
    """Return the pages of a folder after the installed program has audited it and written a report."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "report.json"
        command = [sys.executable, "-m", "auditor", "audit", *map(str, files), "--quiet", "--no-cache", "--output"]
        command.append(str(report))
        subprocess.run(command, check=False)  # exit code 1 says that there are findings
        inputs = json.loads(report.read_text(encoding="utf-8"))["inputs"]
    return sum((entry["pages"] or {}).get("total") or 0 for entry in inputs)


def main() -> None:
    """Print a line for each reader and the ratios."""
    if len(sys.argv) == 3:
        print(json.dumps(_run(sys.argv[1], Path(sys.argv[2]))))
        return
    folder = sys.argv[1] if len(sys.argv) > 1 else "fixtures/demo/portfolio"
    rates = {}
    for name in ("pypdfium2", "audit", "pdfplumber"):
        command = [sys.executable, __file__, name, folder]
        figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rates[name] = figures["pages"] / figures["seconds"]
        print(f"{name:10s} {figures['pages']:6.0f} pages {rates[name]:8.1f} pages/s {figures['peak']:7.0f} MiB at most")
    print(f"audit / pypdfium2: {rates['audit'] / rates['pypdfium2']:.2f}")
    print(f"audit / pdfplumber: {rates['audit'] / rates['pdfplumber']:.1f}")


if __name__ == "__main__":
    main()
