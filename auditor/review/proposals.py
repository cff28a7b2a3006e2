"""A contract as it would read with all proposals accepted, so that they are judged before anybody sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.model.document import Block, BlockKind, Document
from auditor.model.finding import Finding
from auditor.model.profile import Span
from auditor.review.places import prefix_length
from auditor.review.remarks import Change, Remark


def with_proposals(document: Document, remarks: Sequence[Remark]) -> tuple[Document, dict[str, Span]]:
    """Return the document with every proposal in it, and where the words of each rule stand then."""
    texts = _replaced(document, remarks)
    blocks: list[Block] = []
    of_rule: dict[int, str] = {}
    for at, block in enumerate(document.blocks):
        blocks.append(replace(block, text=texts[at]))
        for remark in remarks:
            if remark.change is Change.INSERT and remark.slot is not None and remark.slot.after == at:
                of_rule[len(blocks)] = remark.finding.rule
                blocks.append(_clause(remark, document.blocks[remark.slot.like]))
    after = replace(document, blocks=tuple(blocks))
    starts = after.starts
    places = {rule: (starts[at], starts[at] + len(blocks[at].text)) for at, rule in of_rule.items()}
    return after, {**_of_replacements(after, remarks), **places}


def _clause(remark: Remark, like: Block) -> Block:
    number = remark.slot.number if remark.slot else ""
    counted = remark.slot.label if remark.slot and like.number else None
    kind = BlockKind.PARAGRAPH if like.kind is BlockKind.HEADING else like.kind
    return Block(number + remark.words, kind, like.location, number=counted or None)


def _replaced(document: Document, remarks: Sequence[Remark]) -> list[str]:
    """Return the words of each block with forbidden terms struck and the model clause in the place of the first."""
    texts = [block.text for block in document.blocks]
    for start, end, words in sorted(_strikes(remarks), reverse=True):
        left = words
        for at, block in enumerate(document.blocks):
            low, high = max(start - document.starts[at], 0), min(end - document.starts[at], len(block.text))
            if low < high:
                low = max(low, prefix_length(block))
                texts[at] = texts[at][:low] + left + texts[at][high:]
                left = ""
    return texts


def _strikes(remarks: Sequence[Remark]) -> Iterator[tuple[int, int, str]]:
    """Yield each passage that is struck, once, with the words of all rules that put theirs in its place."""
    first: dict[Span, list[str]] = {}
    for remark in remarks:
        if remark.change is Change.REPLACE:
            for number, span in enumerate(remark.spans):
                first.setdefault(span, []).extend([remark.words] if number == 0 else [])
    for (start, end), words in first.items():
        yield start, end, " ".join(words)


def _of_replacements(after: Document, remarks: Sequence[Remark]) -> dict[str, Span]:
    """Return where the words stand that replace a forbidden term."""
    found = {}
    for remark in remarks:
        if remark.change is Change.REPLACE and (at := after.text.find(remark.words)) >= 0:
            found[remark.finding.rule] = (at, at + len(remark.words))
    return found


def broken_by(finding: Finding, places: Mapping[str, Span]) -> Iterator[str]:
    """Yield the rules in whose proposed words a forbidden term was found."""
    if "forbidden" not in finding.tags:
        return
    for rule, (start, end) in places.items():
        inside = any(e.start is not None and start <= e.start < end for e in finding.evidence)
        if inside and rule != finding.rule:
            yield rule
