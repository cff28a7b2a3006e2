"""Rule files and their examples to Rule and Example objects."""

from __future__ import annotations

from pathlib import Path

from auditor.model.finding import Outcome, Severity, SubjectKind
from auditor.model.rule import Branch, Condition, Example, LawReference, Leaf, Rule
from auditor.rulebook.strict_yaml import Node, read
from auditor.rulebook.vocabulary import DATES, DATES_OR_SPANS, RECORD_WORDS, SPANS, VALUES, WHOLE_NUMBERS, WORDS

_RULE = (
    "id", "section", "subject", "origin", "polarity", "applies_to", "severity", "title", "subject_matter",
    "definition", "why", "law", "recommendation",
)  # fmt: skip
_RULE_MORE = (
    "model_clause", "parents", "thresholds", "applies_when", "undetermined_when", "pass", "weak", "fail",
    "compensated_by", "status", "note", "replaces", "shares", "waivable",
)  # fmt: skip
RULE_KEYS = (_RULE, _RULE_MORE)
"""Keys that a rule must have, and keys that it may have."""
_LAW = ("ref", "rule", "status")
_LAW_MORE = ("in_force_from", "in_force_to", "source")
LAW_KEYS = (_LAW, _LAW_MORE)
"""Keys that a reference to the law must have, and keys that it may have."""
STATUSES = ("verified", "verified-secondary", "from-memory", "good-practice")
PROFILE_SETTINGS: dict[str, tuple[str, ...]] = {
    "regime": ("consumer", "business", "unknown"),
    "complete": ("no",),
    "as_of": (),
    "format": ("pdf", "docx", "text"),
    "tracked_insertion": (),
    "tracked_deletion": (),
    "comment": (),
    "hidden_text": (),
    "picture": (),
    "digital_signature": (),
    "embedded_object": (),
}
"""What an example may say of its document besides the text, and the words for it; none where any words will do."""
BRANCHES = ("all", "any", "none", "at_least")
_GRADES = {"undetermined_when": Outcome.UNDETERMINED, "pass": Outcome.PASS, "weak": Outcome.WEAK, "fail": Outcome.FAIL}


def load_rule(path: Path) -> Rule:
    """Return the rule of a file; RuleError shows the line of what is wrong with it."""
    root = read(path)
    keys = root.mapping(*RULE_KEYS)
    if keys["id"].text() != path.stem:
        raise keys["id"].refuse(f"the id «{keys['id'].text()}» is not the file's name", f"Write «id: {path.stem}».")
    forbidden = keys["polarity"].choice(("required", "forbidden")) == "forbidden"
    return Rule(
        id=keys["id"].text(),
        section=keys["section"].text(),
        subject=SubjectKind(keys["subject"].choice([kind.value for kind in SubjectKind])),
        origin=keys["origin"].choice(("article", "law", "commercial", "integrity", "house")),
        polarity=keys["polarity"].text(),
        applies_to=keys["applies_to"].choice(("any", "consumer", "business", "individual")),
        severity=Severity(keys["severity"].choice([severity.value for severity in Severity])),
        title=keys["title"].both(),
        subject_matter=keys["subject_matter"].both(),
        why=keys["why"].both(),
        law=tuple(_law(node) for node in keys["law"].items()),
        recommendation=keys["recommendation"].both(),
        definition={
            grade: node.both() for grade, node in keys["definition"].mapping(("pass", "fail"), ("weak",)).items()
        },
        model_clause=keys["model_clause"].both() if "model_clause" in keys else None,
        parents=keys["parents"].texts() if "parents" in keys and keys["parents"].value else (),
        grades=() if _is_draft(keys) else _grades(root, forbidden=forbidden),
        otherwise=Outcome.PASS if forbidden else Outcome.FAIL,
        applies_when=condition(keys["applies_when"]) if "applies_when" in keys else None,
        compensated_by=condition(keys["compensated_by"]) if "compensated_by" in keys else None,
        replaces=keys["replaces"].both() if "replaces" in keys else None,
        shares=_shares(keys["shares"]) if "shares" in keys else None,
        waivable="waivable" not in keys or keys["waivable"].choice(("yes", "no")) == "yes",
        place=keys["id"].place,
    )


def _shares(node: Node) -> tuple[int, int]:
    """Return the percentages of records in order from which the whole passes, and from which it is weak."""
    keys = node.mapping(("pass", "weak"))
    return keys["pass"].whole_number(), keys["weak"].whole_number()


def _is_draft(keys: dict[str, Node]) -> bool:
    """Return whether a rule says of itself that it does not judge yet: it is listed, and the report leaves it out."""
    return "status" in keys and keys["status"].choice(("active", "draft")) == "draft"


def _law(node: Node) -> LawReference:
    keys = node.mapping(*LAW_KEYS)
    return LawReference(
        ref=keys["ref"].text(),
        rule=keys["rule"].russian_first(),
        status=keys["status"].choice(STATUSES),
        in_force_from=keys["in_force_from"].date() if "in_force_from" in keys else None,
        in_force_to=keys["in_force_to"].date() if "in_force_to" in keys else None,
        source=keys["source"].text() if "source" in keys else "",
    )


def _grades(root: Node, *, forbidden: bool) -> tuple[tuple[Outcome, Condition], ...]:
    """Return the grades in the order they are tried: a required term from the best, a forbidden one from the worst."""
    keys = root.value
    order = ("undetermined_when", "fail", "weak") if forbidden else ("undetermined_when", "pass", "weak")
    for key in ("pass", "weak", "fail"):
        if key in keys and key not in order:
            kind = "forbidden" if forbidden else "required"
            raise keys[key].refuse(f"«{key}:» has no meaning in a {kind} rule", f"Use {', '.join(order)}.")
    if order[1] not in keys:
        raise root.refuse(f"the rule has no «{order[1]}:»", "Say under which condition it holds.")
    return tuple((_GRADES[key], condition(keys[key])) for key in order if key in keys)


def condition(node: Node) -> Condition:
    """Return a condition; a word that is not in the vocabulary raises RuleError with its line."""
    if isinstance(node.value, list):
        return Branch("all", tuple(condition(part) for part in node.value))
    keys = node.mapping()
    kind = next((kind for kind in BRANCHES if kind in keys), None)
    is_branch = kind is not None and (kind != "at_least" or "of" in keys)
    return _branch(str(kind), node) if is_branch else _leaf(node)


def _branch(kind: str, node: Node) -> Branch:
    if kind == "at_least":
        keys = node.mapping(("at_least", "of"))
        return Branch(
            "at least", tuple(condition(part) for part in keys["of"].items()), keys["at_least"].whole_number()
        )
    keys = node.mapping((kind,))
    return Branch(kind, tuple(condition(part) for part in keys[kind].items()))


def _leaf(node: Node) -> Leaf:
    keys = node.mapping()
    words = {**WORDS, **RECORD_WORDS}
    word = next((key for key in keys if key in words), None)
    if word is None:
        known = ", ".join([*BRANCHES, *words])
        raise node.refuse(f"«{next(iter(keys), '')}» is not a condition", f"Conditions are: {known}.")
    arguments = node.mapping((word,), words[word])
    for name, value in arguments.items():
        _check_values(name, value)
    values = tuple(sorted((name, value.texts()) for name, value in arguments.items()))
    return Leaf(word, values, node.place)


def _check_values(name: str, node: Node) -> None:
    """Raise RuleError for a value outside its closed list."""
    for entry in node.items():
        if name in VALUES:
            entry.choice(VALUES[name])
        elif name in WHOLE_NUMBERS:
            entry.whole_number()
        elif name in SPANS or (name in DATES_OR_SPANS and " " in entry.text()):
            entry.span()
        elif name in DATES or name in DATES_OR_SPANS:
            entry.date()


def load_examples(path: Path) -> tuple[Example, ...]:
    """Return the cases of an examples file; RuleError shows the line."""
    keys = read(path).mapping(("rule", "cases"))
    if keys["cases"].value in ("", []):
        raise keys["cases"].refuse("there is no case", "Write cases of the rule, or «status: draft» in the rule.")
    return tuple(_example(keys["rule"].text(), node) for node in keys["cases"].items())


def _example(rule: str, node: Node) -> Example:
    keys = node.mapping(("name", "language", "expect"), ("text", "files", "about", "evidence", "profile"))
    if ("text" in keys) == ("files" in keys):
        raise node.refuse("a case has either a text or files", "Write «text:» for a paper, «files:» for a folder.")
    files = tuple((name, node.text()) for name, node in keys["files"].mapping().items()) if "files" in keys else ()
    return Example(
        rule=rule,
        name=keys["name"].text(),
        language=keys["language"].choice(("ru", "en")),
        text=keys["text"].text() if "text" in keys else "",
        files=files,
        about=keys["about"].text() if "about" in keys else "",
        expect=Outcome(keys["expect"].choice([outcome.value for outcome in Outcome])),
        evidence=keys["evidence"].text() if "evidence" in keys else None,
        place=keys["name"].place,
        profile=_settings(keys["profile"]) if "profile" in keys else (),
    )


def _settings(node: Node) -> tuple[tuple[str, str], ...]:
    """Return what an example says of its document; a setting that the trial would not heed raises RuleError."""
    keys = node.mapping((), tuple(PROFILE_SETTINGS))
    if "as_of" in keys:
        keys["as_of"].date()
    return tuple(
        (name, value.choice(PROFILE_SETTINGS[name]) if PROFILE_SETTINGS[name] else value.text())
        for name, value in keys.items()
    )
