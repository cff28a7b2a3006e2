"""Settings of an office in one file: what it sets holds, the command line wins, and nothing unknown is passed over."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.cli.config import load_config
from auditor.errors import UsageError
from auditor.model.limits import Limits
from tests.promises.conftest import ROOT, Program, fill, program
from tests.promises.seeds import seeds, zipped

__all__ = ["program"]


def config(folder: Path, text: str) -> Path:
    path = folder / "auditor.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_limit_can_be_set_and_is_described(tmp_path: Path) -> None:
    names = [limit.name.replace("_", "-") for limit in fields(Limits)]
    lines = "".join(f"{name} = {number}\n" for number, name in enumerate(names, 3))
    told = load_config(config(tmp_path, f"[limits]\n{lines}"))
    assert [getattr(told.limits, limit.name) for limit in fields(Limits)] == list(range(3, 3 + len(names)))
    page = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"\| `([a-z-]+)` \| ([\d,.]+) \|", page))
    assert {name: float(described[name].replace(",", "")) for name in names} == {
        name: float(getattr(Limits(), name.replace("-", "_"))) for name in names
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("lang = 'ru'\nlnag = 'en'\n", 2, "«lnag» is not known"),
        ("[limits]\n\ndepth = 3\nentires = 5\n", 4, "[limits] «entires» is not known"),
        ("depth = 3\n", 1, "«depth» is not known"),
        ("[limit]\ndepth = 3\n", 1, "«limit» is not known"),
        ("limits = 3\n", 1, "is a table"),
        ("lang = 'de'\n", 1, "«lang» is «de»"),
        ("jobs = 0\n", 1, "«jobs» is «0»"),
        ("jobs = true\n", 1, "«jobs» is «true»"),
        ("ocr = 'no'\n", 1, "true or false"),
        ("rules = 'folder'\n", 1, "a list of folders"),
        ("fail-on = 'worst'\n", 1, "one of critical"),
        ("[limits]\nmemory-mib = 1.5\n", 2, "a whole number"),
        ("[limits]\nseconds-most = inf\n", 2, "a number of seconds"),
        ("[limits]\nseconds-most = nan\n", 2, "a number of seconds"),
        ("[limits]\nfile-mib = 99999999999999999999\n", 2, "a whole number"),
        ("[limits]\nseconds-silent = 0\n", 2, "a number of seconds"),
        ("lang = 'ru'\nlang = 'en'\n", 2, "not TOML"),
        ("lang = \n", 1, "not TOML"),
    ],
)
def test_what_cannot_be_is_refused_with_line_and_remedy(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        load_config(config(tmp_path, text))
    assert refusal.value.remedy
    assert said in str(refusal.value)
    assert refusal.value.place is not None
    assert refusal.value.place.line == line


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="abjlo =[]'\"\n#.0127-\x00я{},", max_size=60))
def test_no_file_raises_anything_else(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = config(tmp_path_factory.mktemp("config"), text)
    with suppress(UsageError):
        load_config(path)


def test_the_file_sets_defaults_and_the_command_line_wins(tmp_path: Path, program: Program) -> None:
    deep = zipped({"in.zip": zipped({"a.txt": b"words"})})
    place = fill(tmp_path / "folder", {"z.zip": deep, "a.txt": seeds()["plain.txt"]})
    path = config(tmp_path, 'lang = "en"\nfail-on = "never"\nocr = false\njobs = 1\n\n[limits]\ndepth = 1\n')
    report = tmp_path / "r.json"
    for arguments, language in [((), "en"), (("--lang", "ru"), "ru")]:
        done = program.run("audit", place, "--config", path, "--output", report, "--quiet", *arguments)
        assert done.returncode == 1, done.stderr
        told = json.loads(report.read_text(encoding="utf-8"))
        assert told["language"] == language
        assert {entry["path"]: entry["reason"] for entry in told["inputs"]}["z.zip!/in.zip"] == "limit_depth"


def test_a_broken_file_ends_with_code_2(tmp_path: Path, program: Program) -> None:
    done = program.run("audit", ".", "--config", config(tmp_path, "[limits]\nmemory = 3\n"))
    assert done.returncode == 2
    assert "auditor.toml:2: [limits] «memory» is not known" in done.stderr
    assert program.run("audit", ".", "--config", tmp_path / "none.toml").returncode == 2
