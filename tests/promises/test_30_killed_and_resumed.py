"""30, 31, 34: a run killed at any moment is taken up again, beside others, and leaves nothing behind."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from auditor.export.registry import write
from auditor.guard.workplace import clear_left_behind, workplace
from auditor.history.cache import Cache
from auditor.pipeline import audit
from tests.promises.conftest import SETTINGS, Program, fill
from tests.promises.seeds import CONTRACT, seeds, zipped

KILLS = 10
AUDIT = ("--no-ocr", "--as-of", "2026-11-01", "--quiet")


def documents(count: int) -> dict[str, bytes]:
    lines = {n: [CONTRACT[0].replace("17", str(n)), *CONTRACT[1:], f"3.1. Срок {n} дней."] for n in range(count)}
    files = {f"{n:03}.txt": "\n\n".join(words).encode() for n, words in lines.items()}
    packed = {f"{n}.txt": f"{CONTRACT[0]} {n}\n\n{CONTRACT[4]}".encode() for n in range(5)}
    return {**files, "word.docx": seeds()["word.docx"], "z.zip": zipped(packed)}


def test_a_run_killed_ten_times_says_what_an_unbroken_one_says(
    tmp_path: Path, program: Program, reported: Callable[[Path], dict[str, Any]]
) -> None:
    place = fill(tmp_path / "folder", documents(58))
    whole, resumed = tmp_path / "whole.json", tmp_path / "resumed.json"
    write(audit([place], SETTINGS), whole)
    chance = random.Random(8)
    killed = 0
    for _ in range(KILLS):
        running = program.start("audit", place, *AUDIT, "--output", resumed)
        time.sleep(chance.uniform(0.7, 2.2))
        killed += running.poll() is None
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert killed > KILLS // 2
    done = program.run("audit", place, *AUDIT, "--output", resumed)
    assert done.returncode == 1
    assert reported(resumed) == reported(whole)
    assert list(program.temporary.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "home", "resumed.json", "whole.json"]


def test_two_runs_at_once_share_one_store(
    tmp_path: Path, program: Program, reported: Callable[[Path], dict[str, Any]]
) -> None:
    place = fill(tmp_path / "folder", documents(3))
    reports = [tmp_path / f"{n}.json" for n in range(2)]
    runs = [program.start("audit", place, *AUDIT, "--output", report) for report in reports]
    assert [run.wait(timeout=240) for run in runs] == [1, 1]
    assert reported(reports[0]) == reported(reports[1])
    assert len(reported(reports[0])["inputs"]) == len(documents(3)) + 5


def test_a_run_that_works_long_does_not_hold_the_store(tmp_path: Path) -> None:
    with closing(Cache(tmp_path / "s.sqlite")) as one, closing(Cache(tmp_path / "s.sqlite")) as other:
        one.put("facts", "a", b"words")  # and now it is busy with a long file
        start = time.monotonic()
        other.put("facts", "b", b"words")
        other.save()
        assert time.monotonic() - start < 5
        assert one.get("facts", "b") == b"words"
        assert one.get("facts", "a") == b"words"


def test_the_folder_for_temporary_files_is_private_and_goes_with_the_run(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with workplace() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        clear_left_behind(tmp_path)  # as another run does that begins now
        assert folder.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_only_what_a_dead_run_left_is_removed(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    child = os.fork()
    if child == 0:
        with workplace() as folder:
            (folder / "договор.txt").write_text("слова")
            (tmp_path / "ready").touch()
            time.sleep(60)
        os._exit(0)
    while not (tmp_path / "ready").exists():
        time.sleep(0.01)
    (tmp_path / "auditor-of-somebody").mkdir()
    (tmp_path / "auditor-of-somebody").chmod(0o755)
    (tmp_path / "auditor-link").symlink_to("/etc")
    (tmp_path / "auditor-file").touch()
    clear_left_behind(tmp_path)
    assert len(list(tmp_path.glob("auditor-*/договор.txt"))) == 1  # its run is alive
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    clear_left_behind(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "auditor-file",
        "auditor-link",
        "auditor-of-somebody",
        "ready",
    ]
