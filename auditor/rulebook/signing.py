"""``signing.yaml``: which findings stand in the way of a signature, and who may approve them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from auditor.errors import RuleError
from auditor.model.finding import Outcome, Severity
from auditor.model.rule import Ruleset
from auditor.model.signing import Answer, Ground, SigningPolicy
from auditor.rulebook.strict_yaml import Node, read

SIGNING = "signing.yaml"
"""The name of the policy in a folder of rules."""
POLICY_KEYS = (("title", "approvers", "grounds"), ("partly_read", "note"))
APPROVER_KEYS = ("id", "title")
GROUND_KEYS = (("id", "effect"), ("outcome", "severity", "polarity", "section", "rule", "approver", "why", "note"))
POLARITIES = ("forbidden", "required")


def policy_file(folders: Sequence[Path]) -> Path:
    """Return the policy of the last folder that holds one; the folder of the product always does."""
    return [folder / SIGNING for folder in folders if (folder / SIGNING).is_file()][-1]


def load_signing(path: Path, ruleset: Ruleset) -> SigningPolicy:
    """Return a policy; RuleError with file, line and remedy for whatever in it is not known."""
    keys = read(path).mapping(*POLICY_KEYS)
    approvers = tuple((each["id"].text(), each["title"].both()) for each in _each(keys["approvers"], APPROVER_KEYS))
    known = _Known(
        frozenset(code for code, _ in ruleset.sections),
        frozenset(rule.id for rule in ruleset.rules),
        frozenset(name for name, _ in approvers),
    )
    grounds = tuple(known.ground(node) for node in keys["grounds"].items())
    _refuse_doubles(grounds)
    partly = Answer(_answer(keys["partly_read"])) if "partly_read" in keys else Answer.CANNOT_TELL
    return SigningPolicy(keys["title"].both(), approvers, grounds, partly)


def _each(node: Node, required: Collection[str]) -> list[dict[str, Node]]:
    return [entry.mapping(required) for entry in node.items()]


def _answer(node: Node) -> str:
    return node.choice([answer.value for answer in Answer])


def _refuse_doubles(grounds: Sequence[Ground]) -> None:
    seen: set[str] = set()
    for ground in grounds:
        if ground.id in seen:
            raise RuleError(f"the ground «{ground.id}» stands twice", place=ground.place, remedy="Give it another id.")
        seen.add(ground.id)


class _Known:
    """The words that a ground may use."""

    def __init__(self, sections: Collection[str], rules: Collection[str], approvers: Collection[str]) -> None:
        self._sections = sections
        self._rules = rules
        self._approvers = approvers

    def ground(self, node: Node) -> Ground:
        """Return one group of findings with what it means."""
        keys = node.mapping(*GROUND_KEYS)
        outcomes = [outcome.value for outcome in Outcome]
        return Ground(
            id=keys["id"].text(),
            effect=Answer(_answer(keys["effect"])),
            outcomes=tuple(Outcome(word) for word in _choices(keys.get("outcome"), outcomes)),
            severities=tuple(Severity(word) for word in _choices(keys.get("severity"), [s.value for s in Severity])),
            sections=_choices(keys.get("section"), self._sections),
            rules=_choices(keys.get("rule"), self._rules),
            polarities=_choices(keys.get("polarity"), POLARITIES),
            approver=keys["approver"].choice(self._approvers) if "approver" in keys else None,
            why=keys["why"].both() if "why" in keys else None,
            place=keys["id"].place,
        )


def _choices(node: Node | None, known: Collection[str]) -> tuple[str, ...]:
    return () if node is None else tuple(entry.choice(known) for entry in node.items())
