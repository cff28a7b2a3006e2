"""What one file said in one audit, as it is kept: marks, outcomes, and the words of what was flagged.

A body is small plain JSON, packed. Outcomes are letters in the order of the rules of the audit; a capital letter is a
finding that was waived. The words that satisfied a rule are not kept: only what was flagged is ever compared.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.model.brief import KeptFinding
from auditor.model.finding import Outcome, Subject, SubjectKind
from auditor.model.report import Input
from auditor.model.trace import Trace

LETTERS = {
    Outcome.PASS: "p", Outcome.WEAK: "w", Outcome.FAIL: "f", Outcome.NOT_APPLICABLE: "n", Outcome.UNDETERMINED: "u",
    Outcome.ERROR: "e",
}  # fmt: skip
OUTCOMES = {letter: outcome for outcome, letter in LETTERS.items()}
_WAIVED = {outcome: letter.upper() for outcome, letter in LETTERS.items()}
_ASKED = "?"
"""Stands for a rule that was not asked of this subject."""
_BARE = {
    sign: KeptFinding(outcome, waived=sign.isupper())
    for letter, outcome in OUTCOMES.items()
    for sign in (letter, letter.upper())
}
"""Findings without words, by their letter."""
_MOST = 64 << 20


@dataclass(frozen=True, slots=True)
class KeptSubject:
    """One thing judged in a file: a contract, a record."""

    key: str
    """What tells it from the others in its file; empty for the contract itself."""
    kind: str
    label: str
    matter: str
    client: str
    person: str
    concluded: str
    """The contract's date; empty where it is not known."""
    findings: dict[str, KeptFinding] = field(hash=False)
    """By rule."""


def trace_body(entry: Input) -> bytes | None:
    """Return the marks of a file; None for one that has none."""
    trace = entry.trace
    if trace is None:
        return None
    sketch = base64.b85encode(trace.sketch).decode()
    return _dumped([entry.kind, trace.words, trace.number, trace.day, list(trace.names), trace.title, sketch])


def trace_from(body: bytes) -> tuple[str, Trace]:
    """Return the kind of document and the marks."""
    kind, words, number, day, names, title, sketch = json.loads(body)
    return kind, Trace(words, base64.b85decode(sketch), number, day, tuple(names), title)


def key_of(subject: Subject) -> str:
    """Return what tells a subject from the others in its file; neither the path nor the number of a row is in it.

    A record is known by its label, which names whom and what it is about: rows may be put in above it.
    """
    own = subject.id.removeprefix(f"{subject.kind.value}:")
    own = own.replace(subject.path, "", 1) if subject.path else own
    if subject.kind is SubjectKind.CONTRACT and not own.strip("#:/"):
        return ""
    told = f"{subject.kind.value}:{_NUMBER.sub('', subject.label) if own.startswith('#') else own}"
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


_NUMBER = re.compile(r"^(?:запись|record) \d+(?:, )?")
"""The number of a row at the head of a label: it changes when another row is put in above."""


class Keys:
    """The keys of subjects by path and id, given as the subjects come; several that are alike are numbered."""

    def __init__(self) -> None:
        """Begin without any."""
        self.given: dict[tuple[str, str], str] = {}
        self._seen: Counter[tuple[str, str]] = Counter()

    def of(self, subject: Subject) -> str:
        """Return the key of a subject: the one it has, or a new one."""
        place = subject.path, subject.id
        if place not in self.given:
            key = key_of(subject)
            self._seen[subject.path, key] += 1
            number = self._seen[subject.path, key]
            self.given[place] = key if number == 1 else f"{key}:{number}"
        return self.given[place]


def rules_mark(rules: Sequence[str]) -> str:
    """Return the mark of a list of rules: a body means something only beside the rules it was made with."""
    return hashlib.sha256("\x1f".join(rules).encode()).hexdigest()[:12]


def verdict_body(subjects: Sequence[KeptSubject], rules: Sequence[str]) -> bytes:
    """Return what a file said as bytes; the same verdict gives the same bytes."""
    return _dumped([rules_mark(rules), [_subject_data(subject, rules) for subject in subjects]])


def _subject_data(subject: KeptSubject, rules: Sequence[str]) -> list[Any]:
    words: dict[str, str] = {}
    quotes: dict[str, list[str]] = {}
    marks: dict[str, str] = {}
    told = list(map(subject.findings.get, rules))
    letters = [_ASKED if found is None else (_WAIVED if found.waived else LETTERS)[found.outcome] for found in told]
    for at, found in enumerate(told):
        if found is None:
            continue
        if found.words:
            words[str(at)] = found.words
        if found.mark:
            marks[str(at)] = found.mark
        if found.quotes:
            quotes[str(at)] = list(found.quotes)
    about = [subject.key, subject.kind, subject.label, subject.matter, subject.client, subject.person]
    return [*about, subject.concluded, "".join(letters), words, quotes, marks]


def verdict_from(body: bytes, rules: Sequence[str]) -> tuple[KeptSubject, ...]:
    """Return what a file said; ValueError when the body was made with other rules."""
    mark, subjects = json.loads(body)
    if mark != rules_mark(rules):
        raise ValueError("this verdict belongs to other rules")
    return tuple(_subject_from(data, rules) for data in subjects)


def _subject_from(data: list[Any], rules: Sequence[str]) -> KeptSubject:
    *about, concluded, letters, words, quotes, marks = data
    key, kind, label, matter, client, person = about
    findings = {rule: _BARE[letter] for rule, letter in zip(rules, letters, strict=True) if letter != _ASKED}
    for at in {*words, *quotes, *marks}:
        letter = letters[int(at)]
        findings[rules[int(at)]] = KeptFinding(
            OUTCOMES[letter.lower()],
            words.get(at, ""),
            tuple(quotes.get(at, ())),
            letter.isupper(),
            marks.get(at, ""),
        )
    return KeptSubject(key, kind, label, matter, client, person, concluded, findings)


def digest_of(body: bytes) -> str:
    """Return the name under which a body is kept."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def packed(body: bytes) -> bytes:
    """Return a body as it lies in the database."""
    return zlib.compress(body, 9)


def unpacked(kept: bytes) -> bytes:
    """Return a body again; ValueError for what is damaged."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(kept, _MOST)
    except zlib.error as error:
        raise ValueError("it cannot be unpacked") from error
    if not unpacker.eof:
        raise ValueError("it is cut short, or too large")
    return data


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
