"""The command line driven as a person would: messages, exit codes, files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli import main
from auditor.export.json import validate
from auditor.model.finding import SubjectKind
from auditor.pipeline import demo_folder
from auditor.rulebook.folders import rules_folder
from auditor.rulebook.load import load_rulebook

GOOD = "ДОГОВОР № 1 возмездного оказания услуг\n\n1. Предмет\n\n1.1. Исполнитель обязуется оказать Заказчику услуги по уборке.\n"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "auditor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "договоры"
    place.mkdir()
    (place / "good.txt").write_text(GOOD, encoding="utf-8")
    return place


def test_an_unreadable_file_is_in_the_report_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "rotten.pdf").write_bytes(b"%PDF-1.4 rubbish")
    done = run("audit", folder, "--output", tmp_path / "r.json", "--output", tmp_path / "r.html", "--quiet")
    assert done.returncode == 1
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    validate(report)
    assert {entry["path"]: entry["status"] for entry in report["inputs"]} == {
        "good.txt": "read",
        "rotten.pdf": "not_read",
    }
    assert next(e for e in report["inputs"] if e["path"] == "rotten.pdf")["reason"] == "damaged"
    assert "rotten.pdf" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_every_rule_gives_an_outcome_for_every_contract(folder: Path, tmp_path: Path) -> None:
    run("audit", folder, "--output", tmp_path / "r.json", "--quiet", "--jobs", "1")
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    ruleset = load_rulebook([rules_folder()])[0]
    assert {f["rule"] for f in report["findings"]} == {r.id for r in ruleset.rules if r.subject is SubjectKind.CONTRACT}
    for finding in report["findings"]:
        if finding["outcome"] == "fail" and finding["rule"].endswith("-missing"):
            assert finding["absence"] or finding["evidence"], finding["rule"]


def test_a_broken_rule_ends_with_code_2_and_shows_file_and_line(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(rules_folder() / "contracts" / "liability", own / "contracts" / "liability")
    path = own / "contracts" / "liability" / "force-majeure-missing.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("severity: low", "severity: grave"), encoding="utf-8")
    done = run("audit", folder, "--rules", own, "--output", tmp_path / "r.json")
    assert done.returncode == 2
    assert "force-majeure-missing.yaml:7" in done.stderr
    assert not (tmp_path / "r.json").exists()


def test_an_output_that_cannot_be_written_ends_with_code_3(folder: Path, tmp_path: Path) -> None:
    done = run("audit", folder, "--output", tmp_path / "no-such-folder" / "r.json")
    assert done.returncode == 3
    assert "no-such-folder" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["договоры"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "nowhere"),
        ("audit", ".", "--as-of", "soon"),
        ("audit", ".", "--output", "r.xyz"),
        ("audit",),
        ("nonsense",),
    ],
)
def test_bad_usage_ends_with_code_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_the_same_input_gives_the_same_bytes_whatever_the_number_of_workers(tmp_path: Path) -> None:
    for jobs in ("1", "3"):
        run(
            "audit",
            demo_folder(),
            "--as-of",
            "2026-11-01",
            "--output",
            tmp_path / f"{jobs}.json",
            "--jobs",
            jobs,
            "--quiet",
        )
    one, three = (json.loads((tmp_path / f"{jobs}.json").read_text(encoding="utf-8")) for jobs in ("1", "3"))
    one.pop("generated_at")
    three.pop("generated_at")
    assert one == three


def test_a_copy_is_skipped_and_names_its_twin(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "good.txt", folder / "zzz.txt")
    run("audit", folder, "--output", tmp_path / "r.json", "--quiet")
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    copy = next(entry for entry in report["inputs"] if entry["path"] == "zzz.txt")
    assert (copy["status"], copy["reason"], copy["duplicate_of"]) == ("skipped", "duplicate", "good.txt")


def test_facts_shows_what_was_read_with_places(folder: Path) -> None:
    shown = json.loads(run("facts", folder / "good.txt", "--format", "json").stdout)
    assert shown["language"] == "ru"
    assert shown["kind"] == "contract"
    assert any(topic.startswith("scope") for topic in shown["topics"])


def test_rules_can_be_listed_and_shown() -> None:
    assert "force-majeure-missing" in run("rules", "list", "--lang", "en").stdout
    assert "force-majeure-missing.yaml" in run("rules", "show", "force-majeure-missing").stdout
    assert run("rules", "show", "no-such-rule").returncode == 2


def test_the_english_summary_is_english(folder: Path) -> None:
    done = run("audit", folder, "--lang", "en")
    assert "Risk" in done.stdout
    assert "Риск" not in done.stdout


@pytest.mark.parametrize("at_once", [True, False])
def test_the_process_ends_at_once_unless_a_history_has_to_be_closed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, at_once: bool
) -> None:
    class _LeftAtOnceError(Exception):
        pass

    def leave(code: int) -> None:
        raise _LeftAtOnceError(code)

    monkeypatch.setattr(main.os, "_exit", leave)
    monkeypatch.setattr(main.atexit, "_run_exitfuncs", lambda: None)
    monkeypatch.setattr(main.threading, "active_count", lambda: 1)
    monkeypatch.setattr(sys, "argv", ["auditor", "audit", "/nowhere/at/all"])
    if at_once:
        monkeypatch.delitem(sys.modules, "sqlalchemy", raising=False)
    else:
        monkeypatch.setitem(sys.modules, "sqlalchemy", main)
    with pytest.raises(_LeftAtOnceError if at_once else SystemExit) as left:
        main.run()
    assert left.value.args == (2,)
    assert "/nowhere/at/all" in capsys.readouterr().err


def test_what_was_said_gets_out_before_the_process_ends_at_once() -> None:
    done = run("rules", "list", "--lang", "en")
    assert (done.returncode, done.stdout[-1]) == (0, "\n")
    assert len(done.stdout.splitlines()) > 170
