"""32: the same input gives the same report, whatever the order of work, of hashes and of the folder."""

from __future__ import annotations

import base64
import gzip
import re
from pathlib import Path

from tests.promises.conftest import Program, fill
from tests.promises.seeds import CONTRACT, seeds


def without_moment(report: bytes) -> bytes:
    """Return a report without the time it was made, which stands in the page of the other language as well."""
    opened = re.sub(
        rb'(<template id="other"[^>]*>)([^<]*)',
        lambda found: found[1] + gzip.decompress(base64.b64decode(found[2])),
        report,
    )
    return re.sub(rb"\d{2}:\d{2}(?::\d{2})?", b"", opened)


def test_hash_seeds_jobs_and_the_order_of_the_folder_change_no_byte(tmp_path: Path, program: Program) -> None:
    few = ("plain.txt", "word.docx", "page.pdf", "book.xlsx", "letter.eml", "box.mbox", "pack.zip", "result.json")
    files = {name: data for name, data in seeds().items() if name in few}
    files["second.txt"] = "\n\n".join(CONTRACT).replace("17", "18").encode()
    told = set()
    for number, (seed, jobs) in enumerate([("0", "1"), ("4242", "3")]):
        order = sorted(files, reverse=bool(number))
        place = fill(tmp_path / str(number) / "folder", {name: files[name] for name in order})
        outputs = [tmp_path / str(number) / f"report.{kind}" for kind in ("json", "html")]
        done = program.run(
            "audit", place, "--no-cache", "--no-ocr", "--as-of", "2026-11-01", "--jobs", jobs, "--quiet",
            *(part for output in outputs for part in ("--output", output)), PYTHONHASHSEED=seed,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        pair = tuple(without_moment(output.read_bytes()) for output in outputs)
        told.add(pair)
    assert len(told) == 1
