"""Files are found, each once, and none is passed over in silence."""

from __future__ import annotations

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
