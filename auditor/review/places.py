"""Where in a contract a missing clause belongs: the section in which such clauses stand, after its last paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.engine.interface import leaves
from auditor.facts.defects.zones import zones_of
from auditor.facts.folding import fold
from auditor.model.document import Block, BlockKind
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Finding, Outcome
from auditor.model.rule import Rule

_PLAIN = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING})
_TYPED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?P<end>[.)]?)(?P<space>\s+)")
_WORDS = re.compile(r"[^\W\d_]{2}")
"""What a page number that was typed between paragraphs does not hold."""
_PREFIX = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3}){0,5}[.)]?|\(?[a-zа-яё\d]{1,2}\)|[-–—•*·▪●○])\s+", re.IGNORECASE)
_ANNEX = re.compile(r"\s*(?:приложение|annex|appendix|schedule|exhibit)\b", re.IGNORECASE)
_SIGNING = re.compile(
    r"\s*(?:in witness where ?of\b|[^\n]{0,200}\b(?:have|has) (?:caused|executed|signed|set)\b[^\n]{0,200}"
    r"(?:agreement|contract|hand|executed)|(?:by|подпись|signature|signed)\s*:?\s*/?_{4,}|_{8,})",
    re.IGNORECASE,
)
"""How the part begins in which a contract is signed, where no heading says so."""
_OWN_HEADING, _SISTER_HEADING, _SISTER, _MOST_SISTERS = 6, 2, 1, 3
"""What speaks for a section: its heading is about the topic of the rule, or of a rule of the same group; words of
such rules stand in it."""
_SCATTERED = frozenset({"document", "parties", "commercial", "integrity", "house", "consumer-terms"})
"""Groups whose rules have nothing to do with each other: only the topic of the rule itself tells its place."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a new clause."""

    after: int
    """Index of the block after which it stands."""
    like: int
    """Index of the block whose look it takes over."""
    number: str = ""
    """The number to type before it with the space behind it; empty where the file counts or nothing is numbered."""
    label: str = ""
    """What a reader calls the place: the number of the new clause, or the heading of its section."""
    position: int = 0
    """Where in the text it is, in characters."""


def prefix_length(block: Block) -> int:
    """Return how many characters of a block are its typed number or bullet."""
    found = _PREFIX.match(block.text)
    return found.end() if found and found.end() < len(block.text) else 0


class Places:
    """The slots of one contract; each new clause takes the next number."""

    def __init__(self, facts: DocumentFacts, own: int, findings: Sequence[Finding], rules: Sequence[Rule]) -> None:
        """Look for the end of the terms and for what each section is about."""
        self._facts = facts
        self._blocks = facts.document.blocks
        self._starts = facts.document.starts
        self._end = _end_of_terms(facts, own)
        self._topics = {rule.id: _topics(rule) for rule in rules}
        self._group = {rule.id: rule.section for rule in rules}
        self._votes = self._counted(findings)
        self._taken: Counter[int] = Counter()
        self._sections = {at: slot for at, slot in self._slots() if slot is not None} or self._anywhere()

    def slot(self, rule: str, *, taken: bool = True) -> Slot | None:
        """Return the place of a rule's clause, numbered on when it is taken; None for a file without words."""
        if not self._sections:
            return None
        last = max(self._sections)
        scores = {at: self._score(rule, at) for at in self._sections}
        best = max(scores, key=lambda at: (scores[at], at))
        section = best if scores[best] > 0 else last
        slot = self._sections[section]
        step = self._taken[section] + 1
        self._taken[section] += taken
        number = _counted_on(slot.number, step)
        computed = _counted_on(f"{self._blocks[slot.like].number or ''} ", step)
        label = number.strip() or computed.strip() or self._facts.outline.sections[section].heading
        return Slot(slot.after, slot.like, number, label.rstrip("."), self._starts[slot.after])

    def _score(self, rule: str, section: int) -> int:
        headed = {topic for topic, sections in self._facts.headings.items() if section in sections}
        score = _OWN_HEADING * bool(headed & self._topics.get(rule, set()))
        group = self._group.get(rule, "")
        if group in _SCATTERED:
            return score
        sisters = {t for other, topics in self._topics.items() if self._group[other] == group for t in topics}
        score += _SISTER_HEADING * bool(headed & sisters)
        return score + _SISTER * min(self._votes[group, section], _MOST_SISTERS)

    def _counted(self, findings: Sequence[Finding]) -> Counter[tuple[str, int]]:
        """Return how many rules of each group found words in each section."""
        votes: Counter[tuple[str, int]] = Counter()
        for finding in findings:
            if finding.outcome in {Outcome.PASS, Outcome.WEAK} and "required" in finding.tags:
                own = (e.start for e in finding.evidence if e.start is not None and e.path == self._facts.document.path)
                votes.update({(finding.section, self._section_at(start)) for start in own})
        return votes

    def _section_at(self, position: int) -> int:
        sections = self._facts.outline.sections
        return max((at for at, section in enumerate(sections) if section.span[0] <= position), default=0)

    def _slots(self) -> Iterator[tuple[int, Slot | None]]:
        for at, section in enumerate(self._facts.outline.sections):
            start, end = section.span[0], min(section.span[1], self._end)
            if start < end and not _ANNEX.match(section.heading):
                yield at, self._slot_in(at, start, end)

    def _anywhere(self) -> dict[int, Slot]:
        """Return the place behind the last paragraph of a text that has no order at all."""
        plain = [i for i, at in enumerate(self._starts) if at < self._end and self._blocks[i].kind in _PLAIN]
        return {0: Slot(plain[-1], plain[-1])} if plain else {}

    def _slot_in(self, section: int, start: int, end: int) -> Slot | None:
        """Return the place behind the last paragraph of a section; None where it holds nothing but its heading."""
        inside = [i for i, at in enumerate(self._starts) if start <= at < end and self._blocks[i].kind in _PLAIN]
        texts = [i for i in inside if not self._is_heading(i) and _WORDS.search(self._blocks[i].text)]
        if not texts or (section == 0 and not any(self._number(i) for i in texts)):
            return None
        like = next((i for i in reversed(texts) if "." in self._number(i).strip(".")), None)
        like = like if like is not None else next((i for i in reversed(texts) if self._number(i)), texts[-1])
        return Slot(texts[-1], like, "" if self._blocks[like].number else self._typed(like))

    def _is_heading(self, index: int) -> bool:
        return any(
            section.span[0] == self._starts[index] and section.heading for section in self._facts.outline.sections
        )

    def _number(self, index: int) -> str:
        block = self._blocks[index]
        typed = _TYPED.match(block.text)
        return block.number or (typed["number"] if typed else "")

    def _typed(self, index: int) -> str:
        typed = _TYPED.match(self._blocks[index].text)
        return typed[0] if typed else ""


def _topics(rule: Rule) -> set[str]:
    """Return the topics that a rule asks for."""
    found: set[str] = set()
    for _, condition in rule.grades:
        for leaf in leaves(condition):
            for word in ("mentions", "heading"):
                value = leaf.get(word, ())
                found |= set(value) if isinstance(value, tuple) else {str(value)}
    return found


def _counted_on(number: str, steps: int) -> str:
    """Return a typed number some steps further: «5.4. » becomes «5.5. »."""
    typed = _TYPED.match(number)
    if not typed:
        return ""
    head, dot, last = typed["number"].rpartition(".")
    return f"{head}{dot}{int(last) + steps}{typed['end']}{typed['space']}"


def _end_of_terms(facts: DocumentFacts, own: int) -> int:
    """Return where the terms end: at the requisites and signatures, at the first annex, or at the end of the file."""
    document = facts.document
    folded = fold(document.text[:own])
    numbered = {at for at, block in zip(document.starts, document.blocks, strict=True) if block.number}
    zones = zones_of(folded.text, list(_lines(folded.text)), lambda at: folded.to_original(at) in numbered)
    signatures = [folded.to_original(start) for start, _ in zones.signatures]
    later = [start for start in signatures if start > own // 3]
    annexes = [
        at
        for at, block in zip(document.starts, document.blocks, strict=True)
        if at > own // 3 and block.kind in _PLAIN and _ANNEX.match(block.text) and len(block.text) < 100
    ]
    signing = [
        at
        for at, block in zip(document.starts, document.blocks, strict=True)
        if at > own // 2 and block.kind in _PLAIN and _SIGNING.match(block.text)
    ]
    return min([*later, *annexes, *signing, own])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1
