"""``rules/profiles/``: ways of using the rules, a file each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from auditor.model.profile import Regime
from auditor.model.rule import RuleProfile
from auditor.model.text import Text
from auditor.rulebook.strict_yaml import Node, read

PROFILES = "profiles"
"""The folder of profiles inside a folder of rules."""


def load_profiles(folders: Sequence[Path], rules: Collection[str]) -> dict[str, RuleProfile]:
    """Return the profiles of all folders by id; a later folder replaces a profile by its id.

    Raises RuleError with file, line and remedy for a profile that names a rule which does not exist.
    """
    found: dict[str, RuleProfile] = {}
    for folder in folders:
        for path in sorted((folder / PROFILES).glob("*.yaml")):
            profile = _profile(read(path), path.stem, rules)
            found[profile.id] = profile
    return found


def _profile(root: Node, name: str, rules: Collection[str]) -> RuleProfile:
    keys = root.mapping(("id", "title"), ("regime", "off", "note"))
    if keys["id"].text() != name:
        raise keys["id"].refuse(f"the id «{keys['id'].text()}» is not the file's name", f"Write «id: {name}».")
    regime = keys["regime"].choice([regime.value for regime in Regime]) if "regime" in keys else None
    return RuleProfile(
        id=name,
        title=keys["title"].both(),
        regime=Regime(regime) if regime else None,
        off=tuple(_off(node, rules) for node in keys["off"].items()) if "off" in keys else (),
        place=keys["id"].place,
    )


def _off(node: Node, rules: Collection[str]) -> tuple[str, Text]:
    """Return a rule that is switched off, with its reason."""
    keys = node.mapping(("rule", "reason"))
    return keys["rule"].choice(rules), keys["reason"].both()
