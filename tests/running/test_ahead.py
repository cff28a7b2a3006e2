"""What is read while the rules are made ready is what would be read later, and nothing depends on how far it came."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import desk
from auditor.export.json import render
from auditor.extraction.registry import extract
from auditor.model.document import Document
from auditor.pipeline import Settings, audit, demo_folder
from auditor.running.ahead import Ahead, _Job, source_of
from auditor.running.ahead import read as ahead_read
from auditor.running.task import Task, document_from_bytes, document_to_bytes, mute
from auditor.sources.discover import FoundFile, discover, load
from auditor.sources.taking import Budget

SETTINGS = Settings(as_of="2026-11-01", generated_at="2026-11-01T00:00:00+00:00", ocr=False, jobs=3)
_PATIENCE = 60.0


def waited(until: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while not until() and time.monotonic() < deadline:
        time.sleep(0.02)
    return until()


def read(file: FoundFile) -> Document:
    loaded = load(file)
    assert loaded is not None
    document = extract(source_of(file, loaded, SETTINGS, lambda pages: None))
    assert isinstance(document, Document)
    return document


def test_documents_read_ahead_are_what_the_readers_give(tmp_path: Path) -> None:
    files = discover([demo_folder()])
    readable = [file for file in files if file.path.suffix in {".pdf", ".docx", ".txt"} and file.path.stat().st_size]
    ahead = Ahead(files, SETTINGS, tmp_path / "ahead")
    try:
        assert waited(lambda: sum(ahead.read(file.label) is not None for file in readable) >= len(readable) - 2)
        assert ahead.may_be_russian()
    finally:
        ahead.stop()
    places = [(file, ahead.read(file.label)) for file in readable]
    told = [(read(file), document_from_bytes(place.read_bytes())) for file, place in places if place]
    assert len(told) >= len(readable) - 2
    assert all(one == other for one, other in told)
    assert ahead.read("no such file") is None


def test_only_a_file_that_was_read_whole_lets_another_follow(tmp_path: Path) -> None:
    words = "ДОГОВОР № {n}\n\n1.1. Исполнитель оказывает услуги.\n"
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text(words.format(n=name), encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\nnothing that is a page")
    first, broken, last = discover([tmp_path])
    for files, wanted in (((first, last), [first, last]), ((first, broken, last), [first])):
        folder = tmp_path / f"ahead-{len(files)}"
        folder.mkdir()
        ahead_read(pickle.dumps(_Job(tuple(enumerate(files)), mute(SETTINGS), folder)), lambda pages: None)
        assert sorted(path.name for path in folder.iterdir()) == [f"{files.index(file)}" for file in wanted]


def test_english_alone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("SERVICES AGREEMENT\n\n1. The Provider shall render services.\n", encoding="utf-8")
    ahead = Ahead(discover([path]), SETTINGS, tmp_path / "ahead")
    try:
        assert waited(lambda: ahead.read("a.txt") is not None)
        assert not ahead.may_be_russian()
    finally:
        ahead.stop()


def test_nothing_read_so_far_may_be_russian(tmp_path: Path) -> None:
    ahead = Ahead([FoundFile(tmp_path / "gone.txt", "gone.txt", 5)], SETTINGS, tmp_path / "ahead")
    ahead.stop()
    assert ahead.may_be_russian()


def test_a_file_that_breaks_its_reader_does_not_keep_the_run_waiting(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"(" * 2_000_000)
    fine = tmp_path / "fine.txt"
    fine.write_text("ДОГОВОР № 1\n\n1.1. Исполнитель оказывает услуги.\n", encoding="utf-8")
    ahead = Ahead(discover([broken, fine]), SETTINGS, tmp_path / "ahead")
    started = time.monotonic()
    ahead.stop()
    assert time.monotonic() - started < _PATIENCE
    assert ahead.read("broken.pdf") is None


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_report_does_not_depend_on_it(jobs: int) -> None:
    told = audit([demo_folder()], replace(SETTINGS, jobs=jobs))
    assert render(told) == render(audit([demo_folder()], replace(SETTINGS, jobs=1)))


def test_a_disk_without_room_for_it_is_no_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    told = render(audit([demo_folder()], SETTINGS))

    def no_room(*given: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr("auditor.running.ahead.Ahead", no_room)
    assert render(audit([demo_folder()], SETTINGS)) == told


@pytest.fixture
def task(tmp_path: Path) -> Task:
    path = tmp_path / "a.txt"
    path.write_text("ДОГОВОР № 1 оказания услуг\n\n1.1. Исполнитель оказывает услуги.\n", encoding="utf-8")
    file = discover([path])[0]
    place = tmp_path / "read"
    place.write_bytes(document_to_bytes(read(file)))
    return Task(file, SETTINGS, tmp_path / "work", Budget.of(SETTINGS.limits), ahead=place)


def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []

    def counted(source):
        made.append(source.label)
        return extract(source)

    monkeypatch.setattr(desk, "extract", counted)
    return made


def test_a_document_read_ahead_is_not_read_again(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    made = readings(monkeypatch)
    with_it = desk.do(task, lambda pages: None)
    assert made == []
    assert with_it == desk.do(replace(task, ahead=None), lambda pages: None)
    assert made == ["a.txt"]


@pytest.mark.parametrize("what", ["changed", "broken", "gone", "another"])
def test_what_is_not_of_the_very_bytes_is_read_again(task: Task, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert task.ahead is not None
    if what == "changed":
        task.file.path.write_text("ДОГОВОР № 2 оказания услуг\n\n1.1. Исполнитель обязан.\n", encoding="utf-8")
    elif what == "broken":
        task.ahead.write_bytes(task.ahead.read_bytes()[:-5])
    elif what == "gone":
        task.ahead.unlink()
    else:
        task.ahead.write_bytes(document_to_bytes(replace(read(task.file), path="b.txt")))
    made = readings(monkeypatch)
    assert desk.do(task, lambda pages: None) == desk.do(replace(task, ahead=None), lambda pages: None)
    assert made == ["a.txt", "a.txt"]
