"""``auditor review`` as a person drives it: what is printed, what is written, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.export.json import validate
from tests.cli.test_audit import run
from tests.review.made import edited_contract

LENIENT = """title: {ru: Всё можно, en: Anything goes}
approvers: []
grounds:
  - id: anything
    effect: "yes"
    outcome: [fail, weak, undetermined]
"""


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "договор.docx"
    path.write_bytes(edited_contract())
    return path


def test_the_verdict_comes_first_and_everything_is_written(contract: Path, tmp_path: Path) -> None:
    names = ("a.docx", "d.docx", "l.docx", "r.json", "r.html")
    annotated, disagreements, letter, report, page = (tmp_path / name for name in names)
    done = run("review", contract, "--annotated", annotated, "--disagreements", disagreements, "--letter", letter,
               "--output", report, "--output", page)  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[0] == "Подписывать нельзя."
    assert "руководитель юридической службы" in done.stdout
    assert "Вместо этого:" in done.stdout
    assert all((tmp_path / name).stat().st_size > 5_000 for name in names)
    validate(json.loads(report.read_text(encoding="utf-8")))


def test_what_the_policy_lets_pass_may_be_signed(contract: Path, tmp_path: Path) -> None:
    policy = tmp_path / "ours.yaml"
    policy.write_text(LENIENT, encoding="utf-8")
    done = run("review", contract, "--policy", policy, "--lang", "en")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "It may be signed.")


def test_a_file_that_cannot_be_read_cannot_be_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(b"PK\x03\x04 rubbish")
    done = run("review", path)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "Нельзя сказать, можно ли подписывать.")
    assert run("review", path, "--letter", tmp_path / "l.docx").returncode == 2
    assert not (tmp_path / "l.docx").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--annotated", "a.pdf"], 2, "in the form it came in"),
        (["--annotated", "a.txt"], 2, "the suffix is not known here"),
        (["--letter", "l.html"], 2, "--letter"),
        (["--letter", "same.docx", "--disagreements", "same.docx"], 2, "named twice"),
        (["--letter", "nowhere/l.docx"], 3, "there is no folder"),
        (["--policy", "no-such.yaml"], 2, "no-such.yaml"),
    ],
)
def test_wrong_usage_is_told_with_its_remedy(
    contract: Path, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    placed = [str(tmp_path / each) if "." in each else each for each in arguments]
    done = run("review", contract, *placed)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [contract.name]


def test_a_broken_policy_ends_with_code_2_and_its_line(contract: Path, tmp_path: Path) -> None:
    policy = tmp_path / "ours.yaml"
    policy.write_text(LENIENT.replace("effect", "efect"), encoding="utf-8")
    done = run("review", contract, "--policy", policy)
    assert done.returncode == 2
    assert "ours.yaml:5" in done.stderr
