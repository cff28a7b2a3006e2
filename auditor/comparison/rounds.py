"""Two rounds of a negotiation: what was announced, what was not, and what became of the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.comparison.compare import compare
from auditor.facts.build import facts_of
from auditor.facts.folding import fold
from auditor.facts.topics import CompiledLexicon
from auditor.model.comparison import Comparison, Pair, Side, Verdict
from auditor.model.document import Block, BlockKind, Document, Sign
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Finding, Outcome
from auditor.model.playbook import passage_at
from auditor.model.portrait_words import PortraitWords
from auditor.model.rounds import Change, Fate, FindingStep, Round

_TOLD = ("tracked_insertion", "tracked_deletion", "comment")
_GRAVITY = {Outcome.WEAK: 1, Outcome.FAIL: 2}
_SETTLED_CLEAN = frozenset({Outcome.PASS, Outcome.NOT_APPLICABLE})


def round_of(
    old: DocumentFacts,
    new: DocumentFacts,
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    lexicon: CompiledLexicon,
    words: PortraitWords,
    side: Side | None = None,
) -> Round:
    """Return what happened between two rounds; ``findings`` are those of the older and of the newer text."""
    return Round(
        comparison=compare(old, new, lexicon, side=side, is_template=False),
        findings=tuple(steps_of(*findings)),
        changes=tuple(changes_of(new)),
        silent=tuple(_silent(old, new, lexicon, words, side)),
    )


def steps_of(old: Sequence[Finding], new: Sequence[Finding]) -> Iterator[FindingStep]:
    """Yield what became of each finding, rule by rule, in the order of the newer ones."""
    before = {finding.rule: finding for finding in old}
    for now in new:
        fate = _fate(before.pop(now.rule, None), now)
        if fate:
            yield FindingStep(fate, next((f for f in old if f.rule == now.rule), None), now)
    for was in before.values():
        if was.outcome in _GRAVITY:
            yield FindingStep(Fate.UNSETTLED, was, None)


def _fate(was: Finding | None, now: Finding) -> Fate | None:
    """Return what became of one finding; None where there was none and is none."""
    outcomes = {now.outcome} | ({was.outcome} if was else set())
    before, after = _GRAVITY.get(was.outcome, 0) if was else 0, _GRAVITY.get(now.outcome, 0)
    if outcomes & {Outcome.UNDETERMINED, Outcome.ERROR}:
        return Fate.UNSETTLED if before or after else None
    if not before and not after:
        return None
    if not after:
        return Fate.RESOLVED
    if not before:
        return Fate.NEW
    if before != after:
        return Fate.GAINED if after < before else Fate.LOST
    return Fate.UNCHANGED if was is not None and _quoted(was) == _quoted(now) else Fate.REWORDED


def _quoted(finding: Finding) -> frozenset[str]:
    return frozenset(" ".join(fold(evidence.quote).text.split()) for evidence in finding.evidence)


def changes_of(facts: DocumentFacts) -> Iterator[Change]:
    """Yield the tracked changes and comments of a file, each with its clause."""
    document = facts.document
    places = _places(document)
    for sign in document.signs:
        if sign.kind in _TOLD:
            at = places.get(sign.location.paragraph)
            where = passage_at(facts, (at, at)) if at is not None else None
            clause, page = (where.clause, where.page) if where else (None, None)
            yield Change(sign.kind, sign.author, sign.at, _words(sign), clause, page)


def _words(sign: Sign) -> str:
    return " ".join(sign.text.split())


def _places(document: Document) -> Mapping[int | None, int]:
    """Return where each paragraph of the file begins in the text."""
    found: dict[int | None, int] = {}
    for block, start in zip(document.blocks, document.starts, strict=True):
        if block.location.paragraph is not None and block.kind is not BlockKind.COMMENT:
            found.setdefault(block.location.paragraph, start)
    return found


def before_changes(document: Document) -> Document:
    """Return the document as it stood before its tracked changes; itself where it has none."""
    if all(block.before is None for block in document.blocks):
        return document
    return replace(document, blocks=tuple(_stood(document.blocks)), signs=())


def _stood(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.before is None:
            if block.kind is not BlockKind.DELETED:
                yield block
        elif block.before:
            kind = BlockKind.PARAGRAPH if block.kind is BlockKind.DELETED else block.kind
            yield replace(block, text=block.before, kind=kind, before=None)


def _silent(
    old: DocumentFacts, new: DocumentFacts, lexicon: CompiledLexicon, words: PortraitWords, side: Side | None
) -> Iterator[Pair]:
    """Yield the differences between the older text and the newer one before its tracked changes.

    Where the older file itself carries tracked changes, the newer one may go on from either of its states.
    """
    stood = _facts_before(new, lexicon, words)
    against = [compare(state, stood, lexicon, side=side, is_template=False) for state in _states(old, lexicon, words)]
    for pair in against[0].pairs:
        differs = pair.verdict is not Verdict.EQUAL or pair.moved
        if differs and all(_differs(pair, other) for other in against[1:]):
            yield pair


def _states(facts: DocumentFacts, lexicon: CompiledLexicon, words: PortraitWords) -> Iterator[DocumentFacts]:
    yield facts
    before = _facts_before(facts, lexicon, words)
    if before is not facts:
        yield before


def _facts_before(facts: DocumentFacts, lexicon: CompiledLexicon, words: PortraitWords) -> DocumentFacts:
    stood = before_changes(facts.document)
    return facts if stood is facts.document else facts_of(stood, lexicon, words)


def _differs(pair: Pair, other: Comparison) -> bool:
    """Return whether a difference is one against another state of the older text, too."""
    differing = [p for p in other.pairs if p.verdict is not Verdict.EQUAL or p.moved]
    if pair.new is not None:
        return any(p.new is not None and p.new.span == pair.new.span for p in differing)
    return any(
        p.new is None and p.old is not None and pair.old is not None and p.old.text == pair.old.text for p in differing
    )
