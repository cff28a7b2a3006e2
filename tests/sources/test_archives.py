"""Archives: every member is told once, limits hold while reading, no name is ever a path."""

from __future__ import annotations

import bz2
import gzip
import io
import itertools
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import py7zr
import pytest

from auditor.model.limits import Limits
from auditor.sources.archives import archive_kind, unpack
from auditor.sources.taking import Budget, Unpacked

ROOMY = Budget.of(Limits())
WORDS = "Договор № 1".encode()


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def seven(password: str | None = None, **members: bytes) -> bytes:
    held = io.BytesIO()
    with py7zr.SevenZipFile(held, "w", password=password) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return held.getvalue()


def tarred(mode: str = "w", **members: bytes) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return held.getvalue()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Unpacked]:
    """Open an archive into a folder of its own, as a run does."""
    folders = itertools.count()

    def open_it(data: bytes, label: str = "x", budget: Budget = ROOMY, passwords: tuple[str, ...] = ()) -> Unpacked:
        folder = tmp_path / f"run{next(folders)}"
        folder.mkdir()
        return unpack(data, label, folder, budget, passwords)

    return open_it


def told(held: Unpacked) -> list[tuple[str, int, str | None]]:
    return [(member.label, member.size, member.reason) for member in held.members]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped(a=WORDS), "zip"),
        (seven(a=WORDS), "7z"),
        (tarred(a=WORDS), "tar"),
        (tarred("w:gz", a=WORDS), "gz"),
        (tarred("w:bz2", a=WORDS), "bz2"),
        (tarred("w:xz", a=WORDS), "xz"),
    ],
)
def test_every_kind_gives_its_members(data: bytes, kind: str, tmp_path: Path) -> None:
    assert archive_kind(data) == kind
    held = unpack(data, "x", tmp_path, ROOMY)
    assert told(held) == [("x!/a", len(WORDS), None)]
    assert (tmp_path / str(held.members[0].stored)).read_bytes() == WORDS
    assert held.reason is None


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_packed_file_is_named_after_its_archive(pack: object, opened: Callable[..., Unpacked]) -> None:
    held = opened(pack(WORDS), "folder/act.txt.gz")  # type: ignore[operator]
    assert told(held) == [("folder/act.txt.gz!/act.txt", len(WORDS), None)]


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../evil.txt"])
def test_no_name_leads_out_of_the_folder(name: str, opened: Callable[..., Unpacked], tmp_path: Path) -> None:
    for data in (zipped(**{name: WORDS}), tarred(**{name: WORDS})):
        held = opened(data)
        assert held.members[0].stored
    stray = [path for path in tmp_path.rglob("*") if path.is_file() and not path.parent.name.startswith("run")]
    assert stray == []


def test_a_bomb_stops_at_the_limit(opened: Callable[..., Unpacked], tmp_path: Path) -> None:
    small = Budget(depth=5, entries=10, octets=1 << 20, entry_octets=1 << 19)
    bomb = zipped(a=bytes(1 << 18), b=bytes(10 << 20), c=b"never reached but told")
    held = opened(bomb, budget=small)
    assert told(held)[:2] == [("x!/a", 1 << 18, None), ("x!/b", held.members[1].size, "limit_size")]
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 1 << 20
    whole = opened(zipped(**{f"n{n}": bytes(1 << 19) for n in range(8)}), budget=small)
    assert whole.reason == "limit_unpacked"


def test_too_many_members_are_a_reason(opened: Callable[..., Unpacked]) -> None:
    few = Budget(depth=5, entries=3, octets=1 << 20, entry_octets=1 << 20)
    for data in (zipped(**{f"n{n}": b"x" for n in range(5)}), seven(**{f"n{n}": b"x" for n in range(5)})):
        assert opened(data, budget=few).reason == "limit_entries"


def test_an_archive_too_deep_is_not_opened(opened: Callable[..., Unpacked]) -> None:
    assert opened(zipped(a=WORDS), budget=Budget(0, 9, 999, 999)).reason == "limit_depth"


def test_a_password_opens_what_it_protects_and_nothing_is_guessed(opened: Callable[..., Unpacked]) -> None:
    data = seven(password="тайна", a=WORDS)  # noqa: S106 - made for this test
    assert opened(data).reason == "encrypted"
    assert told(opened(data, passwords=("wrong", "тайна"))) == [("x!/a", len(WORDS), None)]


def test_links_and_devices_are_told_and_not_followed(opened: Callable[..., Unpacked]) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert told(opened(held.getvalue())) == [("x!/passwd", 0, "link")]


def test_russian_names_of_old_windows_archives_are_read(opened: Callable[..., Unpacked]) -> None:
    data = zipped(name=WORDS)
    old = data.replace(b"name", "акт1".encode("cp866"))
    assert told(opened(old))[0][0] == "x!/акт1"


@pytest.mark.parametrize("cut", [10, 40, 80])
def test_a_damaged_archive_is_a_reason_and_no_error(cut: int, opened: Callable[..., Unpacked]) -> None:
    for data in (zipped(a=WORDS * 9), seven(a=WORDS * 9), tarred("w:gz", a=WORDS * 9)):
        held = opened(data[:cut])
        assert held.reason or any(member.reason for member in held.members)
