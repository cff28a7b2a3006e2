"""Whole files of every kind: template, rounds, forms, the command."""

import json
import re
from pathlib import Path

import icalendar
import pytest
import yaml
from docx import Document as WordFile
from jsonschema import Draft202012Validator

from auditor.cli.main import main
from auditor.dossier import Wanted, dossier_of
from auditor.errors import UsageError
from auditor.export.dossiers import data as data_form
from auditor.model.comparison import Verdict
from auditor.model.dossier import Dossier
from auditor.model.rounds import Fate
from auditor.rulebook.playbook import playbook_schema
from auditor.running.settings import Settings
from tests.comparison.papers import NEW, TEMPLATE, word

PLAYBOOK = Path(__file__).parents[2] / "fixtures" / "playbooks" / "services-provider.yaml"
SETTINGS = Settings(as_of="2026-04-01", generated_at="2026-04-01")
AGREED = NEW.replace("45 (сорока пяти) рабочих", "20 (двадцати) рабочих")
BY = ("Седов И. И.", "2026-03-02T10:15:00Z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "template.docx").write_bytes(word(TEMPLATE))
    (tmp_path / "template.txt").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "new.docx").write_bytes(word(NEW))
    (tmp_path / "new.txt").write_text(NEW, encoding="cp1251")
    (tmp_path / "agreed.docx").write_bytes(word(AGREED))
    return tmp_path


def made(folder: Path, new: str, **wanted: object) -> Dossier:
    return dossier_of(folder / new, Wanted(**wanted), SETTINGS)  # type: ignore[arg-type]


@pytest.mark.parametrize("template", ["template.docx", "template.txt"])
@pytest.mark.parametrize("new", ["new.docx", "new.txt"])
def test_the_kind_of_file_does_not_matter(folder: Path, template: str, new: str) -> None:
    found = made(folder, new, template=folder / template).template
    assert found is not None
    told = {(pair.old or pair.new).number: pair.verdict for pair in found.pairs}  # type: ignore[union-attr]
    assert {number for number, verdict in told.items() if verdict is Verdict.WEAKENED} == {"2.2", "2.3", "3.3"}
    assert [pair.old.number for pair in found.pairs if pair.verdict is Verdict.MISSING and pair.old] == ["4.1"]
    assert [pair.new.number for pair in found.pairs if pair.verdict is Verdict.ADDED and pair.new] == ["1.3"]
    assert {told["1.1"], told["2.1"]} == {Verdict.FILLED}
    assert sum(verdict is Verdict.EQUAL for verdict in told.values()) >= 8


def test_tracked_changes_are_announced_and_others_are_not(folder: Path) -> None:
    """The other side tracked one change, made another in silence, and said nothing of it."""
    sly = AGREED.replace(
        "Споры рассматриваются в Арбитражном суде города Москвы", "Споры рассматриваются в третейском суде"
    )
    change = ("2.2.", "20 (двадцати)", "40 (сорока)", *BY)
    (folder / "round.docx").write_bytes(word(sly, [change], comment="Просим согласовать срок."))
    found = made(folder, "round.docx", previous=folder / "agreed.docx", side="provider").round
    assert found is not None
    assert [pair.new.number for pair in found.silent if pair.new] == ["6.1"]
    assert {(c.kind, c.author, c.at, c.text, c.clause) for c in found.tracked} == {
        ("tracked_deletion", *BY, "20 (двадцати)", "2.2"),
        ("tracked_insertion", *BY, "40 (сорока)", "2.2"),
    }
    assert [(c.author, c.text) for c in found.comments] == [("Седов И. И.", "Просим согласовать срок.")]
    told = {pair.new.number: pair.verdict for pair in found.comparison.pairs if pair.new}
    assert told["2.2"] is Verdict.WEAKENED
    assert told["6.1"] is not Verdict.EQUAL


def test_all_that_is_tracked_is_announced(folder: Path) -> None:
    changes = [
        ("2.2.", "20 (двадцати)", "40 (сорока)", *BY),
        ("5.1.", "12", "24", *BY),
        ("6.1.", "", " Иск подаётся по месту нахождения Заказчика.", *BY),
    ]
    (folder / "round.docx").write_bytes(word(AGREED, changes))
    found = made(folder, "round.docx", previous=folder / "agreed.docx").round
    assert found is not None
    assert found.silent == ()
    assert found.comparison.count(Verdict.EQUAL) < len(found.comparison.pairs)


def test_a_clean_copy_hides_nothing(folder: Path) -> None:
    (folder / "clean.docx").write_bytes(word(AGREED.replace("12 месяцев", "36 месяцев")))
    found = made(folder, "clean.docx", previous=folder / "agreed.docx").round
    assert found is not None
    assert [pair.new.number for pair in found.silent if pair.new] == ["5.1"]
    assert found.tracked == ()


def test_the_next_round_may_go_on_from_open_changes(folder: Path) -> None:
    """The older file carries a tracked change; the newer one still does: nothing happened in silence."""
    change = ("2.2.", "20 (двадцати)", "40 (сорока)", *BY)
    (folder / "first.docx").write_bytes(word(AGREED, [change]))
    (folder / "second.docx").write_bytes(word(AGREED, [change, ("5.1.", "12", "24", *BY)]))
    found = made(folder, "second.docx", previous=folder / "first.docx").round
    assert found is not None
    assert found.silent == ()


def test_findings_are_told_apart_by_their_fate(folder: Path) -> None:
    better = AGREED.replace("6. Споры", "4.2. Ответственность Исполнителя ограничена суммой 90 000 рублей.\n6. Споры")
    worse = AGREED.replace(
        "2.3. За просрочку оплаты Заказчик уплачивает Исполнителю пеню в размере 0,01 % от суммы долга за каждый день просрочки.\n",
        "",
    )
    (folder / "worse.docx").write_bytes(word(worse))
    (folder / "better.docx").write_bytes(word(better))
    lost = made(folder, "worse.docx", previous=folder / "agreed.docx").round
    gained = made(folder, "agreed.docx", previous=folder / "worse.docx").round
    assert lost is not None
    assert gained is not None
    new = {step.finding.rule for step in lost.findings if step.fate in {Fate.NEW, Fate.LOST}}
    resolved = {step.finding.rule for step in gained.findings if step.fate in {Fate.RESOLVED, Fate.GAINED}}
    assert "payment-penalty-missing" in new
    assert new == resolved


def test_a_file_that_cannot_be_read_stops_the_run(folder: Path) -> None:
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(UsageError):
        made(folder, "broken.docx", template=folder / "template.docx")


def run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def everything(folder: Path, lang: str, *more: str) -> tuple[int, dict[str, Path]]:
    names = {"html": "--comparison", "json": "--comparison", "md": "--comparison", "docx": "--comparison"}
    files = {suffix: folder / f"out.{suffix}" for suffix in names}
    outputs = [word for suffix, path in files.items() for word in (names[suffix], str(path))]
    files |= {"terms": folder / "terms.md", "ics": folder / "dates.ics"}
    outputs += ["--key-terms", str(files["terms"]), "--calendar", str(files["ics"])]
    given = ["compare", str(folder / "new.docx"), "--template", str(folder / "template.docx"), "--previous",
             str(folder / "agreed.docx"), "--playbook", str(PLAYBOOK), "--as-of", "2026-04-01", "--lang", lang]  # fmt: skip
    return run([*given, *outputs, *more]), files


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_form_is_written_and_agrees(folder: Path, lang: str) -> None:
    code, files = everything(folder, lang)
    assert code == 1
    data = json.loads(files["json"].read_text(encoding="utf-8"))
    schema = json.loads((Path(data_form.__file__).parent / "dossier.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    weakened = [pair for pair in data["template"]["pairs"] if pair["verdict"] == "weakened"]
    assert len(weakened) == 3
    page, text = files["html"].read_text(encoding="utf-8"), files["md"].read_text(encoding="utf-8")
    assert page.count('<article class="pair weakened">') == 3 + sum(
        pair["verdict"] == "weakened" for pair in data["round"]["comparison"]["pairs"]
    )
    cells = [cell.text for table in WordFile(str(files["docx"])).tables for row in table.rows for cell in row.cells]
    for pair in weakened:
        note = pair["shifts"][0]["note"][lang]
        assert note in text.replace("\\", "")
        assert any(note in cell for cell in cells)
    events = list(icalendar.Calendar.from_ical(files["ics"].read_bytes()).walk("VEVENT"))
    assert [str(event["dtstart"].dt) for event in events] == ["2027-02-10", "2027-03-12"]
    assert "90 000" in files["terms"].read_text(encoding="utf-8")


def test_the_same_run_gives_the_same_bytes(folder: Path) -> None:
    _, files = everything(folder, "ru", "--quiet")
    first = {name: path.read_bytes() for name, path in files.items()}
    everything(folder, "ru", "--quiet")
    assert {name: path.read_bytes() for name, path in files.items()} == first


def test_a_page_runs_nothing_and_escapes_everything(folder: Path) -> None:
    evil = NEW.replace("холодильных камер", "<script>alert(1)</script> камер")
    (folder / "new.docx").write_bytes(word(evil))
    _, files = everything(folder, "ru", "--quiet")
    page = files["html"].read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "script-src" not in policy[1]
    assert "unsafe" not in policy[1]
    assert "<script>" not in files["md"].read_text(encoding="utf-8")


def test_nothing_to_do_is_an_error_and_a_clean_pair_is_zero(folder: Path) -> None:
    assert run(["compare", str(folder / "new.docx")]) == 2
    assert run(["compare", str(folder / "new.docx"), "--previous", str(folder / "new.txt"), "--quiet"]) == 0
    assert run(["compare", str(folder / "new.docx"), "--previous", str(folder / "new.txt"), "--comparison",
                str(folder / "x.pdf")]) == 2  # fmt: skip
    assert run(["compare", str(folder / "new.docx"), "--comparison", str(folder / "x.html"), "--calendar",
                str(folder / "d.ics")]) == 2  # fmt: skip


def test_review_takes_the_same_options(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "review.json"
    code = run(
        ["review", str(folder / "new.docx"), "--template", str(folder / "template.docx"), "--comparison", str(out)]
    )
    assert code == 1
    assert json.loads(out.read_text(encoding="utf-8"))["template"]["side"] == "provider"
    assert "template.docx" in capsys.readouterr().out


def test_the_example_playbook_fits_its_schema() -> None:
    Draft202012Validator.check_schema(playbook_schema())
    loaded = yaml.load(PLAYBOOK.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - all stays text
    assert list(Draft202012Validator(playbook_schema()).iter_errors(loaded)) == []
