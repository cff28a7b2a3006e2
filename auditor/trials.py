"""Rules and topics tried on their examples, on a sample document, and single files shown as they were understood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.desk import bench, judge_facts, judge_folder, read_facts, rulebook
from auditor.engine.judge import judge
from auditor.errors import UsageError
from auditor.extraction.interface import MESSAGES, Source
from auditor.extraction.registry import MEDIA_TYPES, extract
from auditor.facts.build import facts_of
from auditor.facts.records.speech import Spoken, sayings
from auditor.model.document import Block, BlockKind, Document, Location, Sign, Unreadable
from auditor.model.fact import DocumentFacts
from auditor.model.finding import OF_THE_FIRM, Finding, Outcome
from auditor.model.judged import Judged
from auditor.model.lexicon import Lexicon
from auditor.model.profile import Regime
from auditor.model.rule import Example, Rule, Ruleset
from auditor.portfolio.folder import Folder
from auditor.portfolio.subjects import subject_of
from auditor.rulebook.folders import rules_folder
from auditor.rulebook.new_rule import write_new_rule
from auditor.rulebook.schemas import schemas as rule_schemas
from auditor.running.run import lost
from auditor.running.settings import Settings
from auditor.sources.discover import discover, load

__all__ = ["rule_schemas", "write_new_rule"]


def check_rules(folders: tuple[Path, ...]) -> tuple[Ruleset, Lexicon]:
    """Return the rules and the lexicon after every phrase was compiled; RuleError for anything broken."""
    bench(folders)
    return rulebook(folders)


def facts_of_file(path: Path, rules: tuple[Path, ...] = ()) -> DocumentFacts | Unreadable:
    """Return what was read and understood of one file, or why it was not read."""
    file = discover([path])[0]
    loaded = load(file) if file.reason is None else None
    if loaded is None:
        return lost(file, file.reason or "no_access")
    return read_facts(Source(file.label, loaded.data, loaded.sha256, file.size, ocr=True), rules)


def example_finding(example: Example, rules: tuple[Path, ...] = ()) -> Finding:
    """Return what the example's rule says of the example's text, or of its folder of files."""
    if example.files:
        return _folder_finding(example, rules)
    ready = bench(rules)
    settings = dict(example.profile)
    facts = facts_of(_example_document(example, settings), ready.lexicon, ready.words)
    if "regime" in settings:
        facts = replace(facts, profile=replace(facts.profile, regime=Regime(settings["regime"])))
    facts = replace(facts, as_of=settings.get("as_of"))
    rule = _rule_of(example, ready.ruleset)
    if rule.subject in OF_THE_FIRM and "kind" not in settings:
        facts = replace(facts, profile=replace(facts.profile, kind="policy"))
    return judge([rule], facts, subject_of(facts), ready.engine, ready.titles)[0]


def _rule_of(example: Example, ruleset: Ruleset) -> Rule:
    rule = next((rule for rule in ruleset.rules if rule.id == example.rule), None)
    if rule is None:
        raise UsageError(
            f"the example «{example.name}» is for «{example.rule}», which is no rule", remedy="Correct the id."
        )
    return rule


_DAY_OF_EXAMPLES = "2026-11-01"
"""The day of the audit in examples that name none."""
_GRAVEST = ("error", "fail", "undetermined", "weak", "pass", "not_applicable")


def _folder_finding(example: Example, rules: tuple[Path, ...]) -> Finding:
    """Return what the example's rule says of a small folder: of the finding that is meant, else the gravest.

    What passes everywhere is told by the finding on all records together.
    """
    settings = dict(example.profile)
    run = Settings(as_of=settings.get("as_of", _DAY_OF_EXAMPLES), generated_at="", rules=rules)
    judged = [_judged(name, content, run) for name, content in example.files]
    found = list(judge_folder(Folder.of(judged, run.as_of, run.language), run))
    rule = _rule_of(example, bench(rules).ruleset)
    mine = [finding for finding in found if finding.rule == rule.id]
    if example.about:
        mine = [
            finding
            for finding in mine
            if not finding.subject.id.startswith("all:") and _is_about(finding, example.about)
        ]
    if not mine:
        passed = [finding for finding in found if finding.rule == rule.id and finding.subject.id.startswith("all:")]
        mine = [replace(finding, outcome=Outcome.PASS) for finding in passed]
    if not mine:
        raise UsageError(f"{example.place}: the folder of «{example.name}» has nothing that «{rule.id}» judges")
    return min(mine, key=lambda finding: _GRAVEST.index(finding.outcome))


def _is_about(finding: Finding, words: str) -> bool:
    return words in finding.subject.label or any(words in evidence.quote for evidence in finding.evidence)


def _judged(name: str, content: str, settings: Settings) -> Judged:
    data = content.encode()
    understood = read_facts(Source(name, data, hashlib.sha256(data).hexdigest(), len(data)), settings.rules)
    if isinstance(understood, Unreadable):
        raise UsageError(f"the file «{name}» of an example cannot be read", remedy="Write its content as text.")
    return judge_facts(understood, settings)


def _example_document(example: Example, settings: Mapping[str, str]) -> Document:
    """Return the example's text as a document, with what its settings say of the file."""
    data = example.text.encode()
    document = extract(Source(f"{example.name}.txt", data, hashlib.sha256(data).hexdigest(), len(data)))
    if isinstance(document, Unreadable):
        raise UsageError(f"the example «{example.name}» cannot be read", remedy="Write its text.")
    if settings.get("complete") == "no":
        document = replace(document, reason="truncated", message=MESSAGES["truncated"])
    if "format" in settings:
        document = replace(document, media_type=MEDIA_TYPES[settings["format"]])
    return _with_signs(document, settings)


_APART = {
    "tracked_deletion": BlockKind.DELETED, "comment": BlockKind.COMMENT, "hidden_text": BlockKind.HIDDEN,
}  # fmt: skip
"""Settings of an example that add words which a file keeps apart."""
_COUNTED = ("picture", "digital_signature", "embedded_object")
"""Settings that say how many of a thing a file holds, at its end."""


def _with_signs(document: Document, settings: Mapping[str, str]) -> Document:
    """Return the document with what only a file can hold: tracked changes, comments, hidden words, pictures."""
    last = Location(paragraph=len(document.blocks))
    blocks, signs = list(document.blocks), []
    for name, words in settings.items():
        if name in _APART:
            blocks.append(Block(words, _APART[name], last))
            signs.append(Sign(name, words, last))
        elif name == "tracked_insertion":
            place = next((block.location for block in blocks if words in block.text), last)
            signs.append(Sign(name, words, place))
        elif name in _COUNTED:
            signs += [Sign(name, "", last)] * int(words)
    return replace(document, blocks=tuple(blocks), signs=tuple(signs)) if signs else document


def topic_counts(topic: str, text: str, rules: tuple[Path, ...] = ()) -> bool:
    """Return whether a topic of the lexicon is recognised in a text."""
    data = text.encode()
    facts = read_facts(Source("example.txt", data, "", len(data)), rules)
    if isinstance(facts, Unreadable):
        return False
    ready = bench(rules)
    if topic not in {known.source.id for known in ready.records.speech.topics}:
        return topic in facts.mentions
    told = sayings([Spoken(0, text, 0)], ready.records.speech)
    return any(saying.topic == topic for saying in told.get(0, ()))


def accuracy() -> dict[str, dict[str, dict[str, float | None]]]:
    """Return how right each rule was when it was measured: rule id, corpus, column; empty when never measured."""
    path = rules_folder() / "accuracy.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def sample_finding(rule_id: str, path: Path, rules: tuple[Path, ...], as_of: str) -> Finding | Unreadable:
    """Return what one rule says of a file on a day, or why the file was not read; UsageError for no such rule."""
    ready = bench(rules)
    rule = next((rule for rule in ready.ruleset.rules if rule.id == rule_id), None)
    if rule is None:
        raise UsageError(f"there is no rule «{rule_id}»", remedy="`auditor rules list` lists them.")
    understood = facts_of_file(path, rules)
    if isinstance(understood, Unreadable):
        return understood
    facts = replace(understood, as_of=as_of)
    return judge([rule], facts, subject_of(facts), ready.engine, ready.titles)[0]


def failing_examples(rules: tuple[Path, ...], ids: Sequence[str] = ()) -> tuple[int, list[str]]:
    """Return how many examples were tried and a line for each that came out wrong."""
    ruleset, lexicon = rulebook(rules)
    wanted = [example for example in ruleset.examples if not ids or example.rule in ids]
    topics = [topic for topic in lexicon.topics if not ids or topic.id in ids]
    failures = [
        f"{topic.place}: {topic.id}: «{text}» {'does not count' if counts else 'counts'}"
        for topic in topics
        for text, counts in topic.examples
        if topic_counts(topic.id, text, rules) is not counts
    ]
    for example in wanted:
        finding = example_finding(example, rules)
        quotes = " ".join(evidence.quote for evidence in finding.evidence)
        if finding.outcome is not example.expect:
            failures.append(
                f"{example.place}: {example.rule}, «{example.name}»: {finding.outcome}, not {example.expect}"
            )
        elif example.evidence and example.evidence not in quotes:
            failures.append(
                f"{example.place}: {example.rule}, «{example.name}»: the words «{example.evidence}» are not quoted"
            )
    return len(wanted) + sum(len(topic.examples) for topic in topics), failures
