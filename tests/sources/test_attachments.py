"""Files of letters: each is told once, limits hold while they are taken, no name is ever a path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.model.enclosed import Enclosed
from auditor.model.limits import Limits
from auditor.sources.attachments import take_enclosed
from auditor.sources.taking import Budget, Unpacked

ROOMY = Budget.of(Limits())


def told(held: Unpacked) -> list[tuple[str, int, str | None]]:
    return [(member.label, member.size, member.reason) for member in held.members]


def test_files_are_members_and_refused_ones_keep_their_reason(tmp_path: Path) -> None:
    files = [Enclosed("акт.txt", b"words"), Enclosed("logo.png", size=7, reason="small_picture")]
    held = take_enclosed(files, "a.eml", tmp_path / "new", ROOMY)
    assert told(held) == [("a.eml!/акт.txt", 5, None), ("a.eml!/logo.png", 7, "small_picture")]
    assert (tmp_path / "new" / str(held.members[0].stored)).read_bytes() == b"words"
    assert (held.left.depth, held.left.entries, held.reason) == (ROOMY.depth - 1, ROOMY.entries - 2, None)


def test_a_letter_without_files_makes_no_folder(tmp_path: Path) -> None:
    assert take_enclosed([], "a.eml", tmp_path / "new", ROOMY) == Unpacked((), ROOMY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "C:\\evil", "a\u202egpj.exe", "x" * 5_000])
def test_names_are_never_paths(name: str, tmp_path: Path) -> None:
    held = take_enclosed([Enclosed(name, b"x")], "a.eml", tmp_path / "new", ROOMY)
    assert [path.parent.name for path in tmp_path.rglob("*") if path.is_file()] == ["new"]
    assert "\u202e" not in held.members[0].label


def test_limits_hold_and_are_told(tmp_path: Path) -> None:
    files = [Enclosed(f"{n}", bytes(100)) for n in range(5)]
    for number, (budget, reason) in enumerate(
        [(Budget(3, 3, 10_000, 10_000), "limit_entries"), (Budget(3, 9, 250, 200), "limit_unpacked"),
         (Budget(0, 9, 10_000, 10_000), "limit_depth")]
    ):  # fmt: skip
        assert take_enclosed(files, "a.eml", tmp_path / str(number), budget).reason == reason
    large = take_enclosed(files, "a.eml", tmp_path / "large", Budget(3, 9, 10_000, 50))
    assert {member.reason for member in large.members} == {"limit_size"}


def test_a_letter_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    def broken() -> Iterator[Enclosed]:
        yield Enclosed("a", b"x")
        raise ValueError

    held = take_enclosed(broken(), "a.eml", tmp_path / "new", ROOMY)
    assert (told(held), held.reason) == ([("a.eml!/a", 1, None)], "damaged")
