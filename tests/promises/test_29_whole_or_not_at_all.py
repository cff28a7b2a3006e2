"""29: a report is the old one or the new one, whenever the writing is killed and however full the disk is."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.errors import OutputError
from auditor.export.registry import write_all
from tests.export import samples
from tests.promises.conftest import Program, fill
from tests.promises.seeds import seeds, zipped

KILLS = 25


@pytest.fixture(scope="module")
def versions() -> list[object]:
    one = samples.large(12, 60)
    return [one, replace(one, generated_at="2027-01-01T00:00:00+00:00")]


def written(folder: Path, report: object) -> tuple[bytes, bytes]:
    folder.mkdir(exist_ok=True)
    write_all(report, (folder / "r.json", folder / "r.html"))  # type: ignore[arg-type]
    return (folder / "r.json").read_bytes(), (folder / "r.html").read_bytes()


def write_for_ever(folder: Path, versions: list[object]) -> int:
    """Begin a process that writes one report over the other without end; return its id."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            while True:
                for report in versions:
                    write_all(report, (folder / "r.json", folder / "r.html"))  # type: ignore[arg-type]
        os._exit(0)
    return child


def test_killed_at_any_moment_each_file_is_old_or_new(tmp_path: Path, versions: list[object]) -> None:
    jsons, pages = zip(*(written(tmp_path / "whole", report) for report in versions), strict=True)
    place = tmp_path / "place"
    written(place, versions[0])
    chance = random.Random(5)
    left = 0
    for _ in range(KILLS):
        child = write_for_ever(place, versions)
        time.sleep(chance.uniform(0, 0.25))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert (place / "r.json").read_bytes() in jsons
        assert (place / "r.html").read_bytes() in pages
        left = max(left, len(list(place.iterdir())) - 2)
    assert left > 0  # some were killed in the midst of writing
    written(place, versions[1])
    assert sorted(path.name for path in place.iterdir()) == ["r.html", "r.json"]


def test_what_another_run_is_writing_is_not_taken_for_a_rest(tmp_path: Path, versions: list[object]) -> None:
    place = tmp_path / "place"
    written(place, versions[0])
    child = write_for_ever(place, versions)
    try:
        for _ in range(5):
            write_all(versions[0], (place / "other.json",))  # type: ignore[arg-type]
        assert os.waitpid(child, os.WNOHANG) == (0, 0)  # nothing was taken from under it
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a quarter of a megabyte, where this user may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this user may mount nothing; the next test holds the same with a limit on files")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_the_old_report(small_disk: Path, versions: list[object]) -> None:
    (small_disk / "r.json").write_bytes(b"old")
    with pytest.raises(OutputError, match="no space left") as refusal:
        write_all(versions[0], (small_disk / "r.json",))  # type: ignore[arg-type]
    assert refusal.value.remedy
    assert [(path.name, path.read_bytes()) for path in small_disk.iterdir()] == [("r.json", b"old")]


@pytest.mark.parametrize("kilobytes", [128, 8])
def test_what_the_system_refuses_to_write_ends_with_code_3_and_leaves_the_old_report(
    tmp_path: Path, program: Program, kilobytes: int
) -> None:
    place = fill(tmp_path / "folder", {"a.txt": seeds()["plain.txt"]})
    (tmp_path / "r.html").write_bytes(b"old")
    limited = ("bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "-")
    done = program.run("audit", place, "--no-cache", "--output", tmp_path / "r.html", before=limited)
    assert done.returncode == 3, done.stderr
    assert "the report could not be written" in done.stderr
    assert os.strerror(errno.EFBIG).lower() in done.stderr
    assert (tmp_path / "r.html").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "home", "r.html"]
    assert list(program.temporary.iterdir()) == []


def test_no_room_for_what_is_unpacked_is_not_called_damage(tmp_path: Path, program: Program) -> None:
    place = fill(tmp_path / "folder", {"z.zip": zipped({"a.txt": b"words", "b.txt": b"more words" + b" " * 900_000})})
    limited = ("bash", "-c", 'ulimit -f 512; exec "$@"', "-")
    program.run("audit", place, "--no-cache", "--output", tmp_path / "r.json", before=limited)
    told = {entry["path"]: entry["reason"] for entry in json.loads((tmp_path / "r.json").read_text())["inputs"]}
    assert told == {"z.zip": "no_space", "z.zip!/a.txt": None, "z.zip!/b.txt": "no_space"}
