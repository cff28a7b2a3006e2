"""Files are found, each once, and none is passed over in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.sources.discover import discover, load


def test_labels_are_relative_sorted_and_unique(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [file.label for file in discover([tmp_path])] == ["a.txt", "b/1.txt", "b/2.txt"]
    assert [file.label for file in discover([tmp_path / "b", tmp_path / "a.txt"])] == ["a.txt", "b/1.txt", "b/2.txt"]


def test_system_files_and_links_out_of_the_folder_are_named(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("тайна")
    (inside / "Thumbs.db").write_text("x")
    (inside / "~$draft.docx").write_text("x")
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    reasons = {file.label: file.reason for file in discover([inside])}
    assert reasons == {"Thumbs.db": "system_file", "~$draft.docx": "system_file", "out.txt": "link"}


def test_a_path_that_does_not_exist_is_refused_with_the_remedy() -> None:
    with pytest.raises(UsageError, match="there is no file or folder") as refusal:
        discover([Path("nowhere/at-all")])
    assert refusal.value.remedy


def test_bytes_come_with_their_hash(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    loaded = load(discover([tmp_path])[0])
    assert loaded is not None
    assert loaded.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_whatever_a_disk_holds_is_told_once_and_nothing_is_followed_out(tmp_path: Path) -> None:
    place = tmp_path / "folder"
    (place / "shut").mkdir(parents=True)
    (place / "good.txt").write_text("words")
    (place / "inside.txt").symlink_to(place / "good.txt")
    (place / "outside.txt").symlink_to("/etc/passwd")
    (place / "loop").symlink_to("loop")
    (place / "round").symlink_to(".")
    (place / "nowhere").symlink_to("no-such-file")
    os.mkfifo(place / "pipe.txt")
    (place / os.fsdecode(b"odd-\xff.txt")).write_text("words")
    with (place / "huge.txt").open("wb") as file:
        file.truncate(100 << 30)
    told = {file.label: file.reason for file in discover([place])}
    assert told == {
        "good.txt": None, "inside.txt": None, "outside.txt": "link", "loop": "link", "round": "link",
        "nowhere": "link", "pipe.txt": "no_file", "odd-\\xff.txt": None, "huge.txt": "limit_size",
    }  # fmt: skip


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.txt").write_text("words")
    (tmp_path / "shut").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:  # the tests may run as root, for whom no folder is shut
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert {file.label: file.reason for file in discover([tmp_path])} == {"good.txt": None, "shut/": "no_access"}
