"""6, 7, 11: archives are counted while they are read, and none of their names is ever a path."""

from __future__ import annotations

import io
import struct
import tarfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.model.limits import Limits
from auditor.model.report import Report
from auditor.pipeline import audit
from tests.promises.conftest import SETTINGS, fill
from tests.promises.seeds import CONTRACT, seven, tarred, zipped

WORDS = "\n\n".join(CONTRACT).encode()
HOSTILE = [
    "../../up.txt", "/absolute-member.txt", "C:\\drive.txt", "\\\\host\\share.txt", "a/../../mixed.txt", "..\\..\\back.txt",
    "~/home.txt", "nul\x01.txt", "x" * 300 + ".txt", "-rf.txt", "\u202etxt.exe",
]  # fmt: skip


def letter(names: list[str]) -> bytes:
    head = (
        b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
    )
    parts = (
        b'--B\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="%s"\r\n\r\nword %d\r\n'
        % (name.encode("utf-8", "surrogateescape"), number)
        for number, name in enumerate(names)
    )
    return head + b"--B\r\n\r\nhello\r\n" + b"".join(parts) + b"--B--\r\n"


def links() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, kind, target in [
            ("soft", tarfile.SYMTYPE, "/etc/passwd"), ("hard", tarfile.LNKTYPE, "/etc/passwd"), ("dev", tarfile.CHRTYPE, ""),
            ("fifo", tarfile.FIFOTYPE, ""),
        ]:  # fmt: skip
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, target
            archive.addfile(entry)
    return held.getvalue()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Path]:
    """Give a folder deep in an empty tree, and look afterwards whether anything appeared outside it."""
    place = tmp_path / "a" / "b" / "c"
    place.mkdir(parents=True)
    outside = [Path("/absolute-member.txt"), Path.home(), Path.cwd(), Path("/")]
    before = {path: sorted(path.iterdir()) if path.is_dir() else path.exists() for path in outside}
    yield place
    assert sorted(path.name for path in tmp_path.rglob("*") if not path.is_relative_to(place)) == ["a", "b"]
    assert {path: sorted(path.iterdir()) if path.is_dir() else path.exists() for path in before} == before


def told(report: Report) -> dict[str, str | None]:
    return {entry.path: entry.reason for entry in report.inputs}


def test_no_name_of_a_member_is_a_path(watched: Path) -> None:
    named = {name: WORDS + str(number).encode() for number, name in enumerate(HOSTILE)}
    files = {"z.zip": zipped(named), "t.tar": tarred(named, "w"), "l.eml": letter(HOSTILE), "links.tar": links()}
    place = fill(watched / "folder", files)
    report = audit([place], SETTINGS)
    held = [path for path in told(report) if path.startswith(("z.zip!/", "t.tar!/"))]
    assert len(held) == 2 * len(HOSTILE)
    assert len([path for path in told(report) if path.startswith("l.eml!/")]) == len(HOSTILE)
    assert {reason for path, reason in told(report).items() if path.startswith("links.tar!/")} == {"link"}
    assert all("\x01" not in path for path in told(report))
    assert sorted(path.name for path in place.iterdir()) == sorted(files)


def test_sixty_levels_end_at_the_fifth(tmp_path: Path) -> None:
    data = WORDS
    for _ in range(60):
        data = zipped({"in.zip": data})
    report = audit([fill(tmp_path / "f", {"deep.zip": data})], SETTINGS)
    assert list(told(report).values()) == [None] * 5 + ["limit_depth"]


def test_a_tree_of_archives_stops_at_the_number_of_members(tmp_path: Path) -> None:
    data = zipped({f"{n}.txt": WORDS + str(n).encode() for n in range(12)})
    for _ in range(3):
        data = zipped({f"{n}.zip": data for n in range(12)})
    start = time.monotonic()
    report = audit([fill(tmp_path / "f", {"tree.zip": data})], replace(SETTINGS, limits=Limits(entries=40)))
    assert "limit_entries" in told(report).values()
    assert len(report.inputs) <= 42
    assert time.monotonic() - start < 60


def test_all_members_together_stop_at_the_limit_whatever_their_headers_say(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"{number}.txt", f"words {number}".encode() + b" " * (1 << 20))
    lying = bytearray(held.getvalue())
    for signature, field in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = lying.find(signature)
        while at >= 0:  # every header says that its member holds ten bytes
            lying[at + field : at + field + 4] = struct.pack("<I", 10)
            at = lying.find(signature, at + 1)
    honest, liar = held.getvalue(), bytes(lying)
    place = fill(tmp_path / "f", {"honest.zip": honest, "liar.zip": liar})
    reasons = told(audit([place], replace(SETTINGS, limits=Limits(unpacked_mib=3))))
    assert reasons["honest.zip"] == "limit_unpacked"
    assert reasons["liar.zip"] in {"limit_unpacked", "damaged"}


def test_an_honest_member_that_packs_two_hundred_to_one_is_read(tmp_path: Path) -> None:
    blank = WORDS + b" " * (3 << 20) + b"\n"
    data = zipped({"scan.txt": blank})
    assert len(blank) > 200 * len(data)
    assert told(audit([fill(tmp_path / "f", {"blank.zip": data})], SETTINGS)) == {
        "blank.zip": None,
        "blank.zip!/scan.txt": None,
    }


def test_archives_under_a_password_are_named_and_opened_with_it_only(tmp_path: Path) -> None:
    locked = bytearray(zipped({"a.txt": WORDS}))
    for signature, field in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[locked.find(signature) + field] |= 1
    files = {"z.zip": bytes(locked), "s.7z": seven({"a.txt": WORDS}, password="тайна")}  # noqa: S106 - made for this test
    place = fill(tmp_path / "f", files)
    shut = told(audit([place], SETTINGS))
    assert (shut["z.zip!/a.txt"], shut["s.7z"]) == ("encrypted", "encrypted")
    opened = told(audit([place], replace(SETTINGS, passwords=("wrong", "тайна"))))
    assert opened["s.7z!/a.txt"] is None
