"""A broken rule stops the run and shows its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.pipeline import rules_folder
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


def test_a_later_folder_replaces_a_rule_by_its_id(house: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "contracts"
    own.mkdir(parents=True)
    text = rule_file(house).read_text(encoding="utf-8").replace("severity: low", "severity: critical")
    (own / "force-majeure-missing.yaml").write_text(text, encoding="utf-8")
    ruleset, _ = load_rulebook([house, tmp_path / "own"])
    assert [rule.severity for rule in ruleset.rules if rule.id == "force-majeure-missing"] == ["critical"]


def test_the_hash_names_the_rules_and_not_their_examples(house: Path) -> None:
    before = load_rulebook([house])[0].sha256
    next(house.rglob("*.examples.yaml")).unlink()
    assert load_rulebook([house])[0].sha256 == before
    rule_file(house).write_text(rule_file(house).read_text(encoding="utf-8") + "note: changed\n", encoding="utf-8")
    assert load_rulebook([house])[0].sha256 != before
