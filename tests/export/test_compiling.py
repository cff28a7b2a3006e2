"""What the templates were compiled to is kept as Python keeps its own files, and made anew whenever it does not fit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from auditor.export import compiling
from auditor.export.compiling import Compiled, PlainEnvironment


def rendered(place: Path, monkeypatch: pytest.MonkeyPatch, words: str = "{{ 1 + 1 }} words") -> str:
    """Return what a template says that is compiled as in a process of its own."""
    kept = Compiled(place)
    monkeypatch.setattr(compiling, "COMPILED", kept)
    said = PlainEnvironment(DictLoader({"page.html": words}), str).get_template("page.html").render()
    kept.keep()
    return said


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "__pycache__" / "templates.pyc"


def without_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def compile_(*_: object, **__: object) -> None:
        raise AssertionError("it was compiled")

    monkeypatch.setattr(Environment, "compile", compile_)


def test_templates_that_were_compiled_are_not_compiled_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(place, monkeypatch) == "2 words"
    assert [path.name for path in place.parent.iterdir()] == ["templates.pyc"]
    without_compiling(monkeypatch)
    assert rendered(place, monkeypatch) == "2 words"


def test_other_words_are_compiled(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(place, monkeypatch)
    assert rendered(place, monkeypatch, "{{ 1 + 2 }} others") == "3 others"


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_damaged_file_is_not_believed(place: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    rendered(place, monkeypatch)
    whole = bytearray(place.read_bytes())
    whole[at] ^= 1
    place.write_bytes(whole)
    with monkeypatch.context() as held:
        without_compiling(held)
        with pytest.raises(AssertionError, match="it was compiled"):
            rendered(place, held)
    assert rendered(place, monkeypatch) == "2 words"


def test_a_file_of_another_program_is_not_believed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(place, monkeypatch)
    monkeypatch.setattr(compiling, "program_digest", lambda: "another")
    without_compiling(monkeypatch)
    with pytest.raises(AssertionError, match="it was compiled"):
        rendered(place, monkeypatch)


def test_nothing_is_written_where_python_may_not_write(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place.parent.write_bytes(b"no folder")
    assert rendered(place, monkeypatch) == "2 words"
    place.parent.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(place, monkeypatch) == "2 words"
    assert not place.parent.exists()
