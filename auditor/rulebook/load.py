"""Folders of rules to a Ruleset with a version and a hash, and the lexicon it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from auditor.errors import Place, RuleError
from auditor.model.facts_told import FACTS
from auditor.model.finding import OF_THE_FIRM, SubjectKind
from auditor.model.lexicon import Lexicon
from auditor.model.rule import Branch, Condition, Example, Leaf, Rule, Ruleset
from auditor.model.text import Text
from auditor.rulebook.folders import EXAMPLES, digests_of
from auditor.rulebook.lexicon import load_lexicon
from auditor.rulebook.profiles import PROFILES, load_profiles
from auditor.rulebook.rules import load_examples, load_rule
from auditor.rulebook.signing import SIGNING
from auditor.rulebook.strict_yaml import read

RULESET_VERSION = "2026.11"
"""Year and month of the law the rules were last read against."""


_NO_RULES = ("sections.yaml", SIGNING)
"""Files of a folder of rules that hold none."""


def load_rulebook(folders: Sequence[Path]) -> tuple[Ruleset, Lexicon]:
    """Return the rules and the lexicon of all folders; a later folder replaces rules and topics by id.

    Raises RuleError naming file, line and remedy for anything broken: a rule is never skipped in silence.
    """
    lexicon = load_lexicon([folder / "lexicon" for folder in folders if (folder / "lexicon").is_dir()])
    sections: dict[str, Text] = {}
    rules: dict[str, Rule] = {}
    examples: list[Example] = []
    for folder in folders:
        sections.update(_sections(folder))
        mine = _rules(folder)
        replaced = _replaced(mine, rules)
        cases = [case for path in _files(folder) if path.name.endswith(EXAMPLES) for case in load_examples(path)]
        _check_examples(mine, cases)
        rules.update(mine)
        examples = [case for case in examples if case.rule not in replaced] + cases
    if not rules:
        raise RuleError(
            "no rule was found", place=Place(", ".join(map(str, folders))), remedy="Check the folder given."
        )
    order = {code: at for at, code in enumerate(sections)}
    ordered = sorted(rules.values(), key=lambda rule: (order.get(rule.section, len(order)), rule.id))
    _check(ordered, sections, lexicon)
    ruleset = Ruleset(
        rules=tuple(rule for rule in ordered if rule.grades),
        sections=tuple(sections.items()),
        version=RULESET_VERSION,
        sha256=digests_of(folders).rules,
        examples=tuple(examples),
        profiles=tuple(load_profiles(folders, frozenset(rules)).values()),
        drafts=tuple(rule for rule in ordered if not rule.grades),
    )
    return ruleset, lexicon


def _replaced(mine: dict[str, Rule], earlier: dict[str, Rule]) -> set[str]:
    """Return the ids that a folder takes over; each must say why, and none may say so for nothing."""
    for rule in mine.values():
        if rule.id in earlier and rule.replaces is None:
            raise RuleError(
                f"the rule «{rule.id}» is already there: {earlier[rule.id].place}",
                place=rule.place,
                remedy="Add «replaces:» with the reason (ru and en), or give the rule another id.",
            )
        if rule.id not in earlier and rule.replaces is not None:
            raise RuleError(
                f"there is no earlier rule «{rule.id}» to replace", place=rule.place, remedy="Remove «replaces:»."
            )
    return mine.keys() & earlier.keys()


def _check_examples(rules: dict[str, Rule], cases: Sequence[Example]) -> None:
    """Raise RuleError for a rule that judges without examples, whoever wrote it, and for examples of no rule."""
    tried = {case.rule for case in cases}
    for rule in rules.values():
        if rule.grades and rule.id not in tried:
            raise RuleError(
                f"the rule «{rule.id}» has no examples",
                place=rule.place,
                remedy=f"Write {rule.id}{EXAMPLES} beside it; the guide shows how.",
            )
    for case in cases:
        if case.rule not in rules:
            raise RuleError(
                f"the example «{case.name}» is for «{case.rule}», which is no rule of its folder",
                place=case.place,
                remedy="Correct the id after «rule:».",
            )


def _files(folder: Path) -> list[Path]:
    apart = {"lexicon", PROFILES}
    return [path for path in sorted(folder.rglob("*.yaml")) if not apart & set(path.relative_to(folder).parts)]


def _sections(folder: Path) -> dict[str, Text]:
    path = folder / "sections.yaml"
    if not path.is_file():
        return {}
    entries = read(path).mapping(("sections",))["sections"].items()
    return {
        keys["code"].text(): keys["title"].both() for keys in (entry.mapping(("code", "title")) for entry in entries)
    }


def _rules(folder: Path) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for path in _files(folder):
        if path.name.endswith(EXAMPLES) or path.name.startswith("_") or path.name in _NO_RULES:
            continue
        rule = load_rule(path)
        if rule.id in found:
            raise RuleError(
                f"the rule «{rule.id}» stands twice", place=rule.place, remedy=f"Also: {found[rule.id].place}."
            )
        found[rule.id] = rule
    return found


def _check(rules: Sequence[Rule], sections: dict[str, Text], lexicon: Lexicon) -> None:
    """Raise RuleError for a section, topic or parent that does not exist."""
    topics = {topic.id for topic in lexicon.topics}
    known = {rule.id for rule in rules}
    for rule in rules:
        if rule.section not in sections:
            raise RuleError(
                f"the section «{rule.section}» is not in sections.yaml", place=rule.place, remedy="Add it there."
            )
        for parent in rule.parents:
            if parent not in known:
                raise RuleError(f"the parent «{parent}» is not a rule", place=rule.place, remedy="Correct its id.")
        for leaf in _leaves(rule):
            _check_topics(leaf, topics)
            _check_fact(rule, leaf)


def _leaves(rule: Rule) -> Iterable[Leaf]:
    conditions = [condition for _, condition in rule.grades]
    conditions += [condition for condition in (rule.applies_when, rule.compensated_by) if condition]
    for condition in conditions:
        yield from _flat(condition)


def _flat(condition: Condition) -> Iterable[Leaf]:
    if isinstance(condition, Branch):
        for part in condition.parts:
            yield from _flat(part)
    else:
        yield condition


def _check_topics(leaf: Leaf, topics: set[str]) -> None:
    for name in ("mentions", "heading", "opens_with", "near", "not_near", "in", "expired"):
        value = leaf.get(name, ())
        for topic in value if isinstance(value, tuple) else ():
            if topic not in topics:
                raise RuleError(
                    f"the topic «{topic}» is not in the lexicon",
                    place=leaf.place,
                    remedy="Add its file to rules/lexicon/.",
                )


def _check_fact(rule: Rule, leaf: Leaf) -> None:
    """Raise RuleError for a fact that subjects of the rule's kind do not have, or a word that it cannot be."""
    asks = leaf.word == "fact"
    if asks != any(other.word == "fact" for other in _leaves(rule)):
        raise RuleError(
            "a rule asks either for facts of records or for the words of a document",
            place=leaf.place,
            remedy="Part it into two rules.",
        )
    if not asks:
        if rule.subject not in _OF_DOCUMENTS:
            raise RuleError(
                f"a rule on «{rule.subject}» cannot ask «{leaf.word}»", place=leaf.place, remedy="Ask for «fact:»."
            )
        return
    known = FACTS.get(rule.subject, {})
    for name in _texts(leaf, "fact"):
        if name not in known:
            raise RuleError(
                f"«{name}» is no fact of «{rule.subject}»",
                place=leaf.place,
                remedy=f"Facts are: {', '.join(sorted(known)) or 'none'}.",
            )
        for word in _texts(leaf, "is"):
            if word not in known[name] | {"unknown"}:
                raise RuleError(
                    f"«{name}» is never «{word}»",
                    place=leaf.place,
                    remedy=f"Write one of: {', '.join(sorted(known[name]))}.",
                )


_OF_DOCUMENTS = OF_THE_FIRM | {SubjectKind.CONTRACT, SubjectKind.DOCUMENT}


def _texts(leaf: Leaf, name: str) -> tuple[str, ...]:
    value = leaf.get(name, ())
    return tuple(str(entry) for entry in value) if isinstance(value, tuple) else ()
