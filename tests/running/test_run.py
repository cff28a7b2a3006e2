"""A portfolio is taken through whole: whatever the files do, each is told once, and nothing done is done twice."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import desk
from auditor.errors import RuleError
from auditor.export.json import data, render, validate
from auditor.model.limits import Limits
from auditor.model.progress import Progress
from auditor.model.report import InputStatus, Report
from auditor.pipeline import Settings, _memory, audit
from auditor.running import spool

SETTINGS = Settings(as_of="2026-11-01", generated_at="2026-11-01T00:00:00+00:00", ocr=False)
WORDS = (
    "ДОГОВОР № {n} возмездного оказания услуг\n\n1. Предмет\n\n1.1. Исполнитель обязуется оказать Заказчику услуги.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "договоры"
    place.mkdir()
    for number in range(5):
        (place / f"{number}.txt").write_text(WORDS.format(n=number), encoding="utf-8")
    return place


def statuses(report: Report) -> dict[str, str]:
    return {entry.path: entry.status.value for entry in report.inputs}


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_what_is_packed_is_an_input_of_its_own_at_any_depth(folder: Path) -> None:
    inner = zipped(deep=WORDS.format(n=9).encode())
    (folder / "a.zip").write_bytes(zipped(**{"b.zip": inner, "c.txt": WORDS.format(n=8).encode(), "bad.pdf": b"%PDF-"}))
    report = audit([folder], SETTINGS)
    told = statuses(report)
    assert {path: told[path] for path in told if path.startswith("a.zip")} == {
        "a.zip": "read", "a.zip!/b.zip": "read", "a.zip!/b.zip!/deep": "read", "a.zip!/c.txt": "read",
        "a.zip!/bad.pdf": "not_read",
    }  # fmt: skip
    quotes = {finding.subject.path for finding in report.findings}
    assert {"a.zip!/b.zip!/deep", "a.zip!/c.txt"} <= quotes


def test_the_depth_of_archives_is_limited_and_told(folder: Path) -> None:
    data = WORDS.encode()
    for _ in range(8):
        data = zipped(**{"in.zip": data})
    (folder / "deep.zip").write_bytes(data)
    report = audit([folder], replace(SETTINGS, limits=Limits(depth=3)))
    deep = [entry for entry in report.inputs if entry.path.startswith("deep.zip")]
    assert [entry.reason for entry in deep] == [None, None, None, "limit_depth"]


def test_members_of_one_name_are_told_apart(folder: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("x.txt", WORDS.format(n=10))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("x.txt", WORDS.format(n=11))
    (folder / "twice.zip").write_bytes(held.getvalue())
    assert {"twice.zip!/x.txt", "twice.zip!/x.txt (2)"} <= statuses(audit([folder], SETTINGS)).keys()


def test_inputs_are_not_touched(folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped(a=b"words"))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    audit([folder], SETTINGS)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_the_second_run_says_the_same_without_reading(folder: Path, tmp_path: Path) -> None:
    kept = replace(SETTINGS, cache=tmp_path / "cache" / "facts.sqlite")
    first = audit([folder], kept)
    second = audit([folder], kept)
    assert render(second) == render(first) == render(audit([folder], SETTINGS))


def test_a_changed_file_and_another_date_are_judged_anew(folder: Path, tmp_path: Path) -> None:
    kept = replace(SETTINGS, cache=tmp_path / "cache" / "facts.sqlite")
    audit([folder], kept)
    (folder / "0.txt").write_text(WORDS.format(n="0/2"), encoding="utf-8")
    (folder / "1.txt").rename(folder / "renamed.txt")
    again = audit([folder], kept)
    assert render(again) == render(audit([folder], SETTINGS))
    later = replace(kept, as_of="2027-11-01")
    assert render(audit([folder], later)) == render(audit([folder], replace(SETTINGS, as_of="2027-11-01")))


def test_a_large_portfolio_kept_on_the_disk_gives_the_same_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = audit([folder], SETTINGS)
    monkeypatch.setattr("auditor.pipeline.IN_MEMORY", 0)
    monkeypatch.setattr(spool, "IN_MEMORY", 2)  # some are held, the others lie on the disk
    large = audit([folder], SETTINGS)
    assert isinstance(large.findings, spool.SpooledFindings)
    assert not large.findings.few
    assert len(large.findings) == len(small.findings)
    assert render(large) == render(small)


def test_a_run_that_finds_every_verdict_kept_loads_no_rules(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = replace(SETTINGS, cache=tmp_path / "kept" / "facts.sqlite")
    first = audit([folder], kept)

    def load() -> None:
        raise AssertionError("there was nothing to work on")

    monkeypatch.setattr("auditor.pipeline._desk", load)
    assert render(audit([folder], kept)) == render(first)
    with pytest.raises(AssertionError):
        audit([folder], replace(kept, profile="nobody"))


def test_changed_rules_are_loaded_again(folder: Path, tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    kept = replace(SETTINGS, cache=tmp_path / "kept" / "facts.sqlite", rules=(house,))
    audit([folder], kept)
    (house / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    desk.rulebook.cache_clear()  # as in another process
    with pytest.raises(RuleError):
        audit([folder], kept)


def test_rules_that_were_made_ready_are_not_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = replace(SETTINGS, rules_cache=tmp_path / "kept" / "rules.sqlite")
    monkeypatch.setattr(desk, "_benches", {})
    first = audit([folder], kept)

    def load(folders: object) -> None:
        raise AssertionError("the rules were read")

    monkeypatch.setattr(desk, "_benches", {})  # as in another process
    monkeypatch.setattr(desk, "rulebook", load)
    assert render(audit([folder], kept)) == render(first)


@pytest.mark.parametrize("at", range(4))
def test_rules_of_which_a_piece_is_damaged_are_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    kept = replace(SETTINGS, rules_cache=tmp_path / "kept" / "rules.sqlite")
    monkeypatch.setattr(desk, "_benches", {})
    memory = _memory(kept)
    first = desk.ready((), memory)
    pieces = memory.rules()
    assert pieces is not None
    assert len(pieces) == 3
    damaged = [piece[: len(piece) // 2] if number == at else piece for number, piece in enumerate(pieces)]
    monkeypatch.setattr(desk, "_benches", {})
    monkeypatch.setattr(memory, "rules", lambda: tuple(damaged[:3] if at < 3 else damaged[:2]))
    again = desk.ready((), memory)
    assert again.ruleset.examples == first.ruleset.examples  # those that are kept are without examples
    assert list(again.records.speech.uses) == list(first.records.speech.uses)


def test_rules_that_were_made_ready_need_no_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = _memory(replace(SETTINGS, rules_cache=tmp_path / "kept" / "rules.sqlite"))
    monkeypatch.setattr(desk, "_benches", {})
    first = desk.ready((), memory)

    def look_up(form: str) -> None:
        raise AssertionError(f"«{form}» was looked up")

    monkeypatch.setattr(desk, "_benches", {})  # as in another process
    monkeypatch.setattr("auditor.facts.phrases.lemmas", look_up)
    again = desk.ready((), memory)
    for recalled, made in ((again.lexicon, first.lexicon), (again.records.speech, first.records.speech)):
        assert [topic.source.id for topic in recalled.topics] == [topic.source.id for topic in made.topics]
        assert list(recalled.uses) == list(made.uses)
        assert recalled.alphabet.met_by("заказчика") == made.alphabet.met_by("заказчика")


def test_a_file_that_takes_too_long_costs_one_line(folder: Path) -> None:
    (folder / "slow.txt").write_text(WORDS.format(n=7) * 80_000, encoding="utf-8")
    report = audit([folder], replace(SETTINGS, limits=Limits(seconds_silent=4.0)))
    slow = next(entry for entry in report.inputs if entry.path == "slow.txt")
    assert (slow.status, slow.reason) == (InputStatus.NOT_READ, "limit_time")
    assert sum(entry.status is InputStatus.READ for entry in report.inputs) == 5


def test_ctrl_c_leaves_a_report_of_what_was_done(folder: Path) -> None:
    told: list[Progress] = []
    report = audit([folder], replace(SETTINGS, tell=told.append, stop=lambda: len(told) >= 2))
    validate(data(report))
    assert not report.complete
    assert len(report.inputs) == 5
    assert {"interrupted"} == {entry.reason for entry in report.inputs if entry.status is InputStatus.NOT_READ}


def test_nothing_unpacked_is_left_behind(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "temp"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    (folder / "a.zip").write_bytes(zipped(a=b"words"))
    report = audit([folder], SETTINGS)
    assert "a.zip!/a" in statuses(report)
    assert list(place.iterdir()) == []
    validate(data(report))
