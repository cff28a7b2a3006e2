"""JSON Schemas of rule, example and topic files, for editors: made from the tables that the loader itself uses."""

from __future__ import annotations

from typing import Any

from auditor.model.finding import Outcome, Severity, SubjectKind
from auditor.model.signing import Answer
from auditor.rulebook.lexicon import PHRASE_KEYS, SCOPES, TOPIC_KEYS
from auditor.rulebook.playbook import playbook_schema
from auditor.rulebook.rules import BRANCHES, LAW_KEYS, PROFILE_SETTINGS, RULE_KEYS, STATUSES
from auditor.rulebook.signing import APPROVER_KEYS, GROUND_KEYS, POLARITIES, POLICY_KEYS
from auditor.rulebook.vocabulary import VALUES, WORDS

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"oneOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_BOTH: Schema = {
    "type": "object", "properties": {"ru": _TEXT, "en": _TEXT}, "required": ["ru", "en"], "additionalProperties": False,
}  # fmt: skip
_CONDITION: Schema = {"$ref": "#/$defs/condition"}
_PLAIN = {"type": ["string", "number", "boolean", "array"]}


def schemas() -> dict[str, Schema]:
    """Return the schema of each kind of file: ``rule``, ``examples``, ``topic``, ``signing`` and ``playbook``."""
    return {
        "rule": _rule(),
        "examples": _examples(),
        "topic": _topic_file(),
        "signing": _signing(),
        "playbook": playbook_schema(),
    }


def _file(title: str, body: Schema, **definitions: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body, "$defs": definitions}


def _object(required: tuple[str, ...], more: tuple[str, ...], known: dict[str, Schema], default: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {key: known.get(key, default) for key in (*required, *more)},
        "required": list(required),
        "additionalProperties": False,
    }


def _choice(*values: str) -> Schema:
    return {"enum": list(values)}


def _rule() -> Schema:
    conditions = ("applies_when", "undetermined_when", "pass", "weak", "fail", "compensated_by")
    known: dict[str, Schema] = {
        "id": _TEXT,
        "section": _TEXT,
        "note": _TEXT,
        "subject": _choice(*(kind.value for kind in SubjectKind)),
        "origin": _choice("article", "law", "commercial", "integrity", "house"),
        "polarity": _choice("required", "forbidden"),
        "applies_to": _choice("any", "consumer", "business", "individual"),
        "replaces": _BOTH,
        "waivable": _choice("yes", "no"),
        "severity": _choice(*(severity.value for severity in Severity)),
        "status": _choice("active", "draft"),
        "parents": _TEXTS,
        "thresholds": {"type": "array", "items": {"type": "object"}},
        "definition": _object(("pass", "fail"), ("weak",), {}, _BOTH),
        "law": {"type": "array", "items": _law()},
        **dict.fromkeys(conditions, _CONDITION),
    }
    return _file("A rule of auditor", _object(*RULE_KEYS, known, _BOTH), condition=_condition())


def _law() -> Schema:
    rule = {**_BOTH, "required": ["ru"]}
    return _object(*LAW_KEYS, {"rule": rule, "status": _choice(*STATUSES)}, _TEXT)


def _condition() -> Schema:
    """Return a list of conditions (all of them), a branch, or a word of the vocabulary with its arguments."""
    branches = [_object((kind,), (), {}, {"type": "array", "items": _CONDITION}) for kind in BRANCHES[:3]]
    at_least = _object(
        ("at_least", "of"), (), {"at_least": {"type": "integer"}, "of": {"type": "array", "items": _CONDITION}}, {}
    )
    known = {name: {"anyOf": [_choice(*sorted(values)), {"type": "array"}]} for name, values in VALUES.items()}
    words = [_object((word,), arguments, known, _PLAIN) for word, arguments in WORDS.items()]
    return {"anyOf": [{"type": "array", "items": _CONDITION}, *branches, at_least, *words]}


def _examples() -> Schema:
    settings = {name: _choice(*words) if words else _PLAIN for name, words in PROFILE_SETTINGS.items()}
    known: dict[str, Schema] = {
        "language": _choice("ru", "en"),
        "expect": _choice(*(outcome.value for outcome in Outcome)),
        "profile": _object((), tuple(PROFILE_SETTINGS), settings, {}),
    }
    case = _object(("name", "language", "text", "expect"), ("evidence", "profile"), known, _TEXT)
    cases = {"type": "array", "items": case}
    return _file("Examples of a rule of auditor", _object(("rule", "cases"), (), {"cases": cases}, _TEXT))


def _topic_file() -> Schema:
    many = _object(("topics",), ("note",), {"note": _TEXT, "topics": {"type": "array", "items": _topic()}}, {})
    return _file("A topic of auditor, or several", {"anyOf": [_topic(), many]})


def _topic() -> Schema:
    groups = {"oneOf": [_TEXT, {"type": "array", "items": _TEXTS}]}
    known: dict[str, Schema] = {
        "note": _TEXT, "phrase": _TEXTS, "needs": groups, "refuses": _TEXTS, "within": _choice(*SCOPES),
        "under_heading": {"anyOf": [_choice("yes"), {"const": True}, _TEXTS]},
    }  # fmt: skip
    entry = {"oneOf": [_TEXT, _object(*PHRASE_KEYS, known, {})]}
    examples = _object((), ("count", "do_not_count"), {}, _TEXTS)
    by_language = _object((), ("ru", "en"), {}, _TEXTS)
    return _object(
        *TOPIC_KEYS,
        {
            "id": _TEXT,
            "title": _BOTH,
            "note": _TEXT,
            "examples": examples,
            "replaces": _BOTH,
            "counts": _object((), ("ru", "en"), {}, {"type": "array", "items": entry}),
        },
        by_language,
    )


def _signing() -> Schema:
    def some(*words: str) -> Schema:
        return {"oneOf": [_choice(*words), {"type": "array", "items": _choice(*words)}]}

    answers = _choice(*(answer.value for answer in Answer))
    known: dict[str, Schema] = {
        "effect": answers,
        "outcome": some(*(outcome.value for outcome in Outcome)),
        "severity": some(*(severity.value for severity in Severity)),
        "polarity": some(*POLARITIES),
        "section": _TEXTS,
        "rule": _TEXTS,
        "why": _BOTH,
    }
    approver = _object(APPROVER_KEYS, (), {"title": _BOTH}, _TEXT)
    body = _object(
        *POLICY_KEYS,
        {
            "title": _BOTH,
            "partly_read": answers,
            "approvers": {"type": "array", "items": approver},
            "grounds": {"type": "array", "items": _object(*GROUND_KEYS, known, _TEXT)},
        },
        _TEXT,
    )
    return _file("When a contract may be signed", body)
