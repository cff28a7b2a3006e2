"""What is kept is given back whole or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.history.cache import Cache


def test_what_was_put_is_got_again_by_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "facts.sqlite"
    first = Cache(path)
    first.put("facts", "a", b"words")
    first.close()
    second = Cache(path)
    assert second.get("facts", "a") == b"words"
    assert second.get("verdict", "a") is None
    second.close()
    assert path.stat().st_mode & 0o077 == 0


def test_a_changed_byte_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite"
    cache = Cache(path)
    cache.put("facts", "a", b"words" * 100)
    cache.close()
    with sqlite3.connect(path) as base:
        (body,) = base.execute("SELECT body FROM entry").fetchone()
        base.execute("UPDATE entry SET body = ?", (body[:-1] + bytes([body[-1] ^ 1]),))
    base.close()
    again = Cache(path)
    assert again.get("facts", "a") is None
    again.close()


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=1, max_size=4000))
def test_a_file_that_is_no_database_is_begun_anew(tmp_path_factory: object, rubbish: bytes) -> None:
    path = tmp_path_factory.mktemp("cache") / "facts.sqlite"  # type: ignore[attr-defined]
    path.write_bytes(rubbish)
    cache = Cache(path)
    cache.put("facts", "a", b"words")
    assert cache.get("facts", "a") == b"words"
    cache.close()


WRITER = """
import sys
from pathlib import Path
from auditor.history.cache import Cache
cache = Cache(Path(sys.argv[1]))
for number in range(200):
    cache.put("facts", f"{sys.argv[2]}-{number}", b"words of " + sys.argv[2].encode())
    if number % 10 == 0:
        cache.save()
        print(number, flush=True)
cache.close()
"""


def test_runs_side_by_side_and_a_killed_one_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite"
    command = [sys.executable, "-c", WRITER, str(path)]
    runs = [subprocess.Popen([*command, f"run{n}"], stdout=subprocess.PIPE, text=True) for n in range(4)]
    victim = subprocess.Popen([*command, "victim"], stdout=subprocess.PIPE, text=True)
    assert victim.stdout is not None
    victim.stdout.readline()
    victim.kill()
    victim.wait()
    victim.stdout.close()
    assert [run.communicate(timeout=60) and run.returncode for run in runs] == [0, 0, 0, 0]
    cache = Cache(path)
    assert all(
        cache.get("facts", f"run{n}-{number}") == f"words of run{n}".encode() for n in range(4) for number in range(200)
    )
    assert cache.get("facts", "victim-0") == b"words of victim"
    cache.close()
    with sqlite3.connect(path) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    try:
        Cache(tmp_path / "file" / "facts.sqlite")
    except OSError:
        return
    raise AssertionError("no error")
