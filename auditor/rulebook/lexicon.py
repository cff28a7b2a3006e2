"""``rules/lexicon/`` to a Lexicon: a file a topic, and the word lists of ``_words.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditor.errors import RuleError
from auditor.model.lexicon import Lexicon, Phrase, Scope, Topic
from auditor.rulebook.strict_yaml import Node, read

_TOPIC = ("id", "title", "counts")
_TOPIC_MORE = ("does_not_count", "headings", "examples", "note", "replaces")
TOPIC_KEYS = (_TOPIC, _TOPIC_MORE)
"""Keys that a topic must have, and keys that it may have."""
PHRASE_KEYS = (("phrase",), ("needs", "refuses", "within", "under_heading", "note"))
"""Keys that a phrase must have, and keys that it may have."""
RECORDS = "records"
"""The folder of topics that are looked for in letters, chats, notes and journals."""
SCOPES: dict[str, Scope] = {
    "part": "part", "sentence": "sentence", "clause": "clause", "section": "section", "document": "document",
}  # fmt: skip


def load_lexicon(folders: Sequence[Path]) -> Lexicon:
    """Return the topics of all folders; a later folder replaces a topic of an earlier one by its id.

    Raises RuleError with file, line and remedy for anything that cannot be read.
    """
    topics: dict[str, Topic] = {}
    small: set[str] = set()
    abbreviations: set[str] = set()
    client: list[str] = []
    provider: list[str] = []
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            if path.name == "_words.yaml":
                words = read(path).mapping(("small_words", "abbreviations", "client", "provider"))
                small.update(words["small_words"].texts())
                abbreviations.update(words["abbreviations"].texts())
                client += words["client"].texts()
                provider += words["provider"].texts()
            elif not any(part.startswith("_") for part in path.relative_to(folder).parts):
                of_records = path.relative_to(folder).parts[0] == RECORDS
                for topic in _topics(read(path), of_records=of_records):
                    _refuse_twin(topic, topics, folder)
                    topics[topic.id] = topic
    return Lexicon(tuple(topics.values()), frozenset(small), tuple(client), tuple(provider), frozenset(abbreviations))


def _refuse_twin(topic: Topic, topics: dict[str, Topic], folder: Path) -> None:
    twin = topics.get(topic.id)
    if twin is None:
        return
    if twin.place and Path(twin.place.file).is_relative_to(folder.as_posix()):
        raise RuleError(
            f"the topic «{topic.id}» stands twice", place=topic.place, remedy=f"It is also in {twin.place}."
        )
    if topic.replaces is None:
        raise RuleError(
            f"the topic «{topic.id}» is already there: {twin.place}",
            place=topic.place,
            remedy="Add «replaces:» with the reason (ru and en), or give the topic another id.",
        )


def _topics(root: Node, *, of_records: bool) -> list[Topic]:
    """Return the topic of a file, or the topics of a list of them."""
    if isinstance(root.value, dict) and "topics" in root.value:
        nodes = root.mapping(("topics",), ("note",))["topics"].items()
        return [_topic(node, of_records=of_records) for node in nodes]
    return [_topic(root, of_records=of_records)]


def _topic(node: Node, *, of_records: bool) -> Topic:
    keys = node.mapping(*TOPIC_KEYS)
    headings = _by_language(keys.get("headings"))
    phrases = tuple(_phrase(entry, headings) for entry in _entries(keys["counts"]))
    return Topic(
        id=keys["id"].text(),
        title=keys["title"].both(),
        phrases=phrases,
        lookalikes=_by_language(keys.get("does_not_count")),
        headings=headings,
        examples=_examples(keys.get("examples")),
        of_records=of_records,
        replaces=keys["replaces"].both() if "replaces" in keys else None,
        place=keys["id"].place,
    )


def _entries(node: Node) -> list[Node]:
    """Return the entries of ``ru:`` and ``en:`` together; either may be missing, not both."""
    keys = node.mapping((), ("ru", "en"))
    entries = [entry for key in ("ru", "en") if key in keys for entry in keys[key].items()]
    if not entries:
        raise node.refuse("there is no phrase", "Write phrases under «ru:» and «en:».")
    return entries


def _by_language(node: Node | None) -> tuple[str, ...]:
    return tuple(entry.text() for entry in _entries(node)) if node else ()


def _phrase(node: Node, headings: tuple[str, ...]) -> Phrase:
    if isinstance(node.value, str):
        return Phrase((node.text(),))
    keys = node.mapping(*PHRASE_KEYS)
    return Phrase(
        wording=keys["phrase"].texts(),
        needs=_groups(keys.get("needs")),
        refuses=keys["refuses"].texts() if "refuses" in keys else (),
        within=SCOPES[keys["within"].choice(SCOPES)] if "within" in keys else "sentence",
        under=_under(keys.get("under_heading"), headings),
    )


def _groups(node: Node | None) -> tuple[tuple[str, ...], ...]:
    """Return needs: a list of phrases is one group (any of them); a list of lists is several groups (each of them)."""
    if node is None:
        return ()
    entries = node.items()
    if entries and isinstance(entries[0].value, list):
        return tuple(entry.texts() for entry in entries)
    return (node.texts(),)


def _under(node: Node | None, headings: tuple[str, ...]) -> tuple[str, ...]:
    if node is None:
        return ()
    if node.value == "yes":
        if not headings:
            raise node.refuse("«under_heading: yes» needs the topic's own «headings:»", "Add headings to the topic.")
        return headings
    return node.texts()


def _examples(node: Node | None) -> tuple[tuple[str, bool], ...]:
    if node is None:
        return ()
    keys = node.mapping((), ("count", "do_not_count"))
    good = [(text, True) for text in (keys["count"].texts() if "count" in keys else ())]
    bad = [(text, False) for text in (keys["do_not_count"].texts() if "do_not_count" in keys else ())]
    return tuple(good + bad)
