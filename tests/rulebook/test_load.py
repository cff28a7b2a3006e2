"""A broken rule stops the run and shows its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.rulebook.folders import rules_folder
from auditor.rulebook.installed import installed_folders
from auditor.rulebook.load import load_rulebook


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the product's rules that a test may break."""
    return Path(shutil.copytree(rules_folder(), tmp_path / "rules"))


def rule_file(house: Path) -> Path:
    return next(house.rglob("force-majeure-missing.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("severity: low", "severity: grave", "«grave» is not known here"),
        ("polarity:", "polarityy:", "«polarityy» is not known"),
        ("  mentions: fm\n", "  mentions: no-such-topic\n", "«no-such-topic» is not in the lexicon"),
        ("  mentions: fm\n", "  speaks of: fm\n", "is not a condition"),
        ("section: liability", "section: nowhere", "«nowhere» is not in sections.yaml"),
        ("id: force-majeure-missing", "id: other", "is not the file's name"),
    ],
)
def test_a_broken_rule_is_refused_with_its_line(house: Path, old: str, new: str, message: str) -> None:
    path = rule_file(house)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=message) as refusal:
        load_rulebook([house])
    assert refusal.value.place is not None
    assert refusal.value.place.line
    assert refusal.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  - name:", "  - title: x\n    name:", "«title» is not known"),
        ('{complete: "no"}', "{completed: yes}", "«completed» is not known"),
        ('{complete: "no"}', "{regime: consumr}", "«consumr» is not known"),
        ("expect: pass", "expect: passes", "«passes» is not known"),
    ],
)
def test_a_slip_in_an_example_is_refused_with_its_line(house: Path, old: str, new: str, message: str) -> None:
    path = next(house.rglob("force-majeure-missing.examples.yaml"))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=message) as refusal:
        load_rulebook([house])
    assert refusal.value.place is not None
    assert refusal.value.place.line


REASON = "\nreplaces: {ru: У нас это критично., en: It is critical for us.}\n"


def own_rule(
    house: Path, own: Path, more: str = "", name: str = "force-majeure-missing", *, tried: bool = True
) -> Path:
    """Return a folder with a rule of a house of its own."""
    own.mkdir(parents=True, exist_ok=True)
    text = rule_file(house).read_text(encoding="utf-8").replace("severity: low", "severity: critical")
    text = text.replace("id: force-majeure-missing", f"id: {name}").replace("origin: law", "origin: house")
    (own / f"{name}.yaml").write_text(text + more, encoding="utf-8")
    case = f"rule: {name}\ncases:\n  - {{name: a, language: ru, text: Договор., expect: fail}}\n"
    if tried:
        (own / f"{name}.examples.yaml").write_text(case, encoding="utf-8")
    return own


def test_a_later_folder_replaces_a_rule_by_its_id_with_a_reason(house: Path, tmp_path: Path) -> None:
    own = own_rule(house, tmp_path / "own", REASON)
    ruleset, _ = load_rulebook([house, own])
    found = [rule for rule in ruleset.rules if rule.id == "force-majeure-missing"]
    assert [(rule.severity, rule.replaces.en if rule.replaces else None) for rule in found] == [
        ("critical", "It is critical for us.")
    ]


def test_a_rule_that_is_there_already_is_not_replaced_by_accident(house: Path, tmp_path: Path) -> None:
    own = own_rule(house, tmp_path / "own")
    with pytest.raises(RuleError, match="is already there"):
        load_rulebook([house, own])


def test_a_reason_to_replace_nothing_is_refused(house: Path, tmp_path: Path) -> None:
    own = own_rule(house, tmp_path / "own", REASON, "brand-new")
    with pytest.raises(RuleError, match="no earlier rule"):
        load_rulebook([house, own])


def test_a_rule_of_a_house_without_examples_is_refused(house: Path, tmp_path: Path) -> None:
    own = own_rule(house, tmp_path / "own", name="brand-new", tried=False)
    with pytest.raises(RuleError, match="has no examples") as refusal:
        load_rulebook([house, own])
    assert "brand-new.examples.yaml" in str(refusal.value.remedy)


def test_a_rule_of_the_product_without_examples_is_refused_with_its_line(house: Path) -> None:
    rule_file(house).with_name("force-majeure-missing.examples.yaml").unlink()
    with pytest.raises(RuleError, match="«force-majeure-missing» has no examples") as refusal:
        load_rulebook([house])
    assert refusal.value.place is not None
    assert refusal.value.place.file.endswith("force-majeure-missing.yaml")
    assert refusal.value.place.line == 1
    assert "force-majeure-missing.examples.yaml" in str(refusal.value.remedy)


@pytest.mark.parametrize("cases", ["", " []"])
def test_examples_without_a_case_are_refused_with_their_line(house: Path, cases: str) -> None:
    path = rule_file(house).with_name("force-majeure-missing.examples.yaml")
    path.write_text(f"rule: force-majeure-missing\ncases:{cases}\n", encoding="utf-8")
    with pytest.raises(RuleError, match="there is no case") as refusal:
        load_rulebook([house])
    assert refusal.value.place is not None
    assert refusal.value.place.file == path.as_posix()
    assert refusal.value.place.line == 2
    assert refusal.value.remedy


def test_a_draft_may_wait_for_its_examples(house: Path) -> None:
    path = rule_file(house)
    path.write_text(path.read_text(encoding="utf-8") + "status: draft\n", encoding="utf-8")
    path.with_name("force-majeure-missing.examples.yaml").unlink()
    assert "force-majeure-missing" in {rule.id for rule in load_rulebook([house])[0].drafts}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  mentions: fm\n", "  mentions: fm\n  near: fm\n  within: clauses\n", "«clauses» is not known"),
        ("  mentions: fm\n", "  mentions: fm\n  at_least: many\n", "«many» is not a whole number"),
        ("  mentions: fm\n", "  all: [{mentions: fm}, {regime: consumr}]\n", "«consumr» is not known"),
        ("  mentions: fm\n", "  all: [{mentions: fm}, {value: percents}]\n", "«percents» is not known"),
        ("  mentions: fm\n", "  all: [{mentions: fm}, {dated: soon}]\n", "«soon» is not a date"),
    ],
)
def test_a_slip_in_a_value_is_refused_and_never_a_silent_no(house: Path, old: str, new: str, message: str) -> None:
    path = rule_file(house)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        load_rulebook([house])


PROFILE = """id: ours
title: {ru: Наш, en: Ours}
regime: business
off:
  - rule: force-majeure-missing
    reason: {ru: В рамочном договоре., en: It stands in the master agreement.}
"""


def test_a_profile_switches_rules_off_with_a_reason(house: Path) -> None:
    (house / "profiles" / "ours.yaml").write_text(PROFILE, encoding="utf-8")
    found = next(profile for profile in load_rulebook([house])[0].profiles if profile.id == "ours")
    assert found.regime == "business"
    assert [(rule, reason.en) for rule, reason in found.off] == [
        ("force-majeure-missing", "It stands in the master agreement.")
    ]


def test_a_profile_that_names_no_rule_is_refused(house: Path) -> None:
    (house / "profiles" / "ours.yaml").write_text(
        PROFILE.replace("force-majeure-missing", "no-such-rule"), encoding="utf-8"
    )
    with pytest.raises(RuleError, match="«no-such-rule» is not known"):
        load_rulebook([house])


def test_a_topic_that_is_there_already_is_not_replaced_by_accident(house: Path, tmp_path: Path) -> None:
    topic = tmp_path / "own" / "lexicon" / "fm.yaml"
    topic.parent.mkdir(parents=True)
    topic.write_text("id: fm\ntitle: {ru: a, en: b}\ncounts:\n  ru: [форс-мажор]\n", encoding="utf-8")
    with pytest.raises(RuleError, match="«fm» is already there"):
        load_rulebook([house, tmp_path / "own"])
    topic.write_text(topic.read_text(encoding="utf-8") + "replaces: {ru: c, en: d}\n", encoding="utf-8")
    lexicon = load_rulebook([house, tmp_path / "own"])[1]
    assert [entry.phrases[0].wording for entry in lexicon.topics if entry.id == "fm"] == [("форс-мажор",)]


def test_rules_of_an_installed_package_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "lawfirm_rules"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    info = tmp_path / "lawfirm_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lawfirm-rules\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[auditor.rules]\nlawfirm = lawfirm_rules\n", encoding="utf-8")
    assert installed_folders() == []
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed_folders() == [package]
    (info / "entry_points.txt").write_text("[auditor.rules]\nlawfirm = no_such_package\n", encoding="utf-8")
    with pytest.raises(RuleError, match="cannot be loaded"):
        installed_folders()


def test_the_hash_names_the_rules_and_not_their_examples(house: Path) -> None:
    before = load_rulebook([house])[0].sha256
    examples = next(house.rglob("*.examples.yaml"))
    examples.write_text(examples.read_text(encoding="utf-8") + "# one more word\n", encoding="utf-8")
    assert load_rulebook([house])[0].sha256 == before
    rule_file(house).write_text(rule_file(house).read_text(encoding="utf-8") + "note: changed\n", encoding="utf-8")
    assert load_rulebook([house])[0].sha256 != before
