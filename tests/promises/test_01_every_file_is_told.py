"""1, 2, 12, 27, 28: whatever lies in a folder is in the report once, and none of it stops the run."""

from __future__ import annotations

import os
import socket
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.model.limits import Limits
from auditor.model.report import Input, InputStatus, Report
from auditor.pipeline import audit
from tests.promises.conftest import SETTINGS, fill
from tests.promises.seeds import CONTRACT, seeds

UNDER_WRONG_NAMES = {"word.docx": "договор.pdf", "page.pdf": "договор.docx", "open.odt": "a.txt", "old.doc": "b.rtf"}


def files() -> dict[str, bytes]:
    whole = seeds()
    odd = {f"half/{name}": data[: len(data) // 2] for name, data in whole.items()}
    odd |= {f"tail/{name}": data[len(data) // 3 :] for name, data in whole.items() if not name.endswith(".txt")}
    odd |= {f"wrong/{other}": whole[name] for name, other in UNDER_WRONG_NAMES.items()}
    odd |= {"empty.docx": b"", "blank.txt": b" \n\t", "nul.pdf": bytes(5000), "~$word.docx": b"x", "Thumbs.db": b"x"}
    odd |= {"без расширения": whole["plain.txt"] + b" ", ".hidden.txt": whole["plain.txt"] + b"  "}
    return {**{f"whole/{name}": data for name, data in whole.items()}, **odd}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = fill(tmp_path_factory.mktemp("odd") / "folder", files())
    os.mkfifo(place / "pipe.txt")
    (place / "outside.txt").symlink_to("/etc/hostname")
    (place / "round").symlink_to(".")
    with (place / "huge.txt").open("wb") as file:
        file.truncate(100 << 30)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(place / "socket.txt"))
    return place


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return audit([folder], SETTINGS)


def by_path(report: Report) -> dict[str, Input]:
    return {entry.path: entry for entry in report.inputs}


def test_what_is_found_is_what_is_told(folder: Path, report: Report) -> None:
    found = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()
    }
    told = Counter(entry.path for entry in report.inputs if "!/" not in entry.path)
    assert set(told) == found
    assert set(told.values()) == {1}


def test_what_is_not_read_in_full_says_why_in_both_languages(report: Report) -> None:
    for entry in report.inputs:
        assert entry.status is InputStatus.READ or (entry.reason and entry.message), entry.path
        assert entry.message is None or (entry.message.ru and entry.message.en)
    broken = {
        entry.path: entry.reason for entry in report.inputs if (entry.reason or "").startswith(("limit", "crash"))
    }
    assert broken == {"huge.txt": "limit_size"}


def test_nothing_is_said_of_a_file_that_was_not_read(report: Report) -> None:
    unread = {entry.path for entry in report.inputs if entry.status is InputStatus.NOT_READ}
    assert not unread & {finding.subject.path for finding in report.findings}
    assert not unread & {entry.subject.path for entry in report.by_subject}


def test_every_whole_file_is_read_but_the_picture_without_recognition(report: Report) -> None:
    whole = {path: entry.status.value for path, entry in by_path(report).items() if path.startswith("whole/")}
    assert whole.pop("whole/picture.png") == "not_read"
    assert set(whole.values()) <= {"read", "skipped"}  # skipped: the same words packed twice
    assert by_path(report)["whole/pack.zip!/вложение.txt"].status is not InputStatus.NOT_READ


def test_the_kind_is_told_by_the_content_and_not_by_the_name(report: Report) -> None:
    told = by_path(report)
    for name, other in UNDER_WRONG_NAMES.items():
        assert told[f"wrong/{other}"].media_type == told[f"whole/{name}"].media_type


def test_what_holds_nothing_is_called_empty(report: Report) -> None:
    assert {by_path(report)[name].reason for name in ("empty.docx", "blank.txt", "nul.pdf")} == {"empty"}


def test_links_pipes_sockets_and_giants_are_named(report: Report) -> None:
    told = {path: entry.reason for path, entry in by_path(report).items()}
    assert {name: told[name] for name in ("pipe.txt", "socket.txt", "outside.txt", "round", "huge.txt")} == {
        "pipe.txt": "no_file", "socket.txt": "no_file", "outside.txt": "link", "round": "link", "huge.txt": "limit_size",
    }  # fmt: skip


def test_a_file_over_the_limit_that_was_set_is_named(tmp_path: Path) -> None:
    words = "\n".join(CONTRACT).encode()
    place = fill(tmp_path / "place", {"large.txt": words + b" " * (2 << 20), "small.txt": words})
    told = by_path(audit([place], replace(SETTINGS, limits=Limits(file_mib=1))))
    assert {path: entry.reason for path, entry in told.items()} == {"large.txt": "limit_size", "small.txt": None}
