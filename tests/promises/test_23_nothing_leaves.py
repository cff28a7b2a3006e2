"""23, 24, 26: a run over every format reaches no network, starts no program and writes nothing but its own."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.promises.conftest import Program, fill
from tests.promises.seeds import seeds
from tests.promises.test_06_archives import letter

WATCHED = """
import os, sys
NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.Request")
PROGRAMS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.spawn", "os.startfile")
CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.link", "os.symlink", "os.truncate",
           "os.utime", "shutil.")
writing = False

def note(what):
    global writing
    writing = True  # a process of a file has closed what was open before, so that the log is opened each time
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, ascii(what).encode() + b"\\n")
    os.close(log)
    writing = False

def watch(event, arguments):
    if writing:
        return
    if event.startswith(NETWORK + PROGRAMS + CHANGES):
        note((event, arguments))
    elif event == "open" and not isinstance(arguments[0], int):
        path, mode, flags = arguments
        if (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC) or set(mode or "") & set("wax+"):
            note(("write", os.fsdecode(path)))

sys.addaudithook(watch)
sys.path.insert(0, sys.argv[2])
from auditor.cli.main import main
main(sys.argv[3:])
"""
"""The program with a hook that every process of the run inherits and that notes what it must not do."""


def files() -> dict[str, bytes]:
    whole = seeds()
    return {
        **whole,
        **{f"half-{name}": data[: len(data) // 2] for name, data in whole.items()},
        "x.eml": letter(["a.txt"]),
    }


def marks(folder: Path) -> dict[str, tuple[str, int, int]]:
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, path.stat().st_mode)
        for path in folder.iterdir()
    }


def test_no_network_no_program_no_write_outside_and_inputs_as_they_were(tmp_path: Path, program: Program) -> None:
    place = fill(tmp_path / "folder", files())
    for path in place.iterdir():
        path.chmod(0o444)
        os.utime(path, ns=(1_600_000_000_000_000_000, 1_600_000_000_000_000_000))
    place.chmod(0o555)
    before = marks(place)
    log, report = tmp_path / "log", tmp_path / "report.json"
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", WATCHED, str(log), root, "audit", str(place), "--no-ocr", "--output", str(report)]
    done = subprocess.run(command, env=program.environment(), capture_output=True, text=True, timeout=240, check=False)
    place.chmod(0o755)
    assert done.returncode == 1, done.stderr
    assert len(json.loads(report.read_text(encoding="utf-8"))["inputs"]) > len(files())
    assert marks(place) == before
    told = [line for line in log.read_text(encoding="utf-8").splitlines() if line]
    own = (str(program.home), str(tmp_path / ".auditor-"), str(report), "__pycache__", "/dev/null")
    own_tree = re.compile(
        r"\('os\.(?:rmdir|remove)', \('[^'/]*', \d+\)\)"
    )  # within an open folder: the run removes its own
    told = [line for line in told if not own_tree.fullmatch(line)]
    strange = [line for line in told if not any(path in line for path in own) and "tesseract" not in line]
    assert any(
        "pack.zip" not in line and "temporary/auditor-" in line for line in told
    )  # the hook hears what is unpacked
    assert strange == []
    assert not [line for line in told if str(place) in line]


def can_part_from_network() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_part_from_network(), reason="this system gives no user a network of its own")
def test_without_any_network_everything_is_read(tmp_path: Path, program: Program) -> None:
    few = ("plain.txt", "word.docx", "page.pdf", "page.html", "letter.eml", "pack.zip")
    place = fill(tmp_path / "folder", {name: data for name, data in seeds().items() if name in few})
    report = tmp_path / "report.json"
    done = program.run(
        "audit", place, "--no-ocr", "--no-cache", "--output", report, "--quiet", before=("unshare", "-rn")
    )
    assert done.returncode == 1, done.stderr
    told = json.loads(report.read_text(encoding="utf-8"))["inputs"]
    assert {entry["status"] for entry in told} <= {"read", "skipped"}
    assert set(few) < {entry["path"] for entry in told}
