"""The house stays as it is meant: directions, lengths, words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from auditor.engine.vocabulary import QUESTIONS
from auditor.facts.phrases import VALUE_KINDS
from auditor.rulebook.vocabulary import WORDS

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "auditor").rglob("*.py"))


def functions() -> Iterator[tuple[str, int]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield (
                    f"{path.relative_to(ROOT)}:{node.lineno} {node.name}",
                    (node.end_lineno or node.lineno) - node.lineno + 1,
                )


def test_functions_stay_short() -> None:
    lengths = dict(functions())
    assert [place for place, length in lengths.items() if length > 60] == []
    assert median(lengths.values()) <= 12


def test_every_word_of_the_vocabulary_is_answered_and_documented() -> None:
    assert set(QUESTIONS) == set(WORDS)
    guide = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    assert [word for word in WORDS if f"{word}:" not in guide] == []
    assert [kind for kind in VALUE_KINDS if kind not in guide] == []


def test_xml_is_parsed_in_one_hardened_place() -> None:
    ways = ("fromstring(", "XMLParser(", "HTMLParser(", "iterparse(", "minidom", "ElementTree", "expat")
    parsers = {path.name for path in SOURCES if any(way in path.read_text(encoding="utf-8") for way in ways)}
    assert parsers == {"safe_xml.py"}


def test_nothing_opens_a_connection() -> None:
    banned = ("import socket", "import urllib", "import requests", "import http", "urlopen")
    own = {"zygote.py"}  # a pair of sockets between two processes of one program; it never leaves the machine
    told = [(path.name, word) for path in SOURCES for word in banned if word in path.read_text(encoding="utf-8")]
    assert [entry for entry in told if entry[0] not in own] == []
