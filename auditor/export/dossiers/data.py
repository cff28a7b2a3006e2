"""A dossier as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.model.comparison import ClauseView, Comparison, Pair
from auditor.model.dossier import Dossier
from auditor.model.key_terms import KeyTerms
from auditor.model.playbook import Answer, Passage
from auditor.model.rounds import Change, FindingStep, Round
from auditor.model.text import Text

Data = dict[str, Any]


def pieces(dossier: Dossier) -> Iterator[bytes]:
    """Yield the file; the same dossier gives the same bytes."""
    yield (json.dumps(plain(dossier), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def plain(dossier: Dossier) -> Data:
    """Return a dossier as plain data; parts that were not asked for are null."""
    return {
        "path": dossier.path,
        "sha256": dossier.sha256,
        "tool_version": dossier.tool_version,
        "as_of": dossier.as_of,
        "complete": dossier.complete,
        "template": _comparison(dossier.template) if dossier.template else None,
        "playbook": _playbook(dossier) if dossier.playbook else None,
        "round": _round(dossier.round) if dossier.round else None,
        "key_terms": key_terms(dossier.terms) if dossier.terms else None,
    }


def key_terms(terms: KeyTerms) -> Data:
    """Return the card as plain data."""
    return {
        "complete": terms.complete,
        "terms": [
            {
                "id": term.id,
                "title": _both(term.title),
                "values": list(term.values),
                "passages": [_passage(passage) for passage in term.passages],
            }
            for term in terms.terms
        ],
        "dates": [
            {
                "id": date.id,
                "day": date.day,
                "title": _both(date.title),
                "why": _both(date.why),
                "passage": _passage(date.passage),
            }
            for date in terms.dates
        ],
        "open_dates": [
            {"title": _both(date.title), "why": _both(date.why), "passage": _passage(date.passage)}
            for date in terms.open_dates
        ],
    }


def _comparison(comparison: Comparison) -> Data:
    return {
        "old": comparison.old,
        "new": comparison.new,
        "side": comparison.side,
        "complete": comparison.complete,
        "pairs": [_pair(pair) for pair in comparison.pairs],
    }


def _pair(pair: Pair) -> Data:
    return {
        "verdict": pair.verdict.value,
        "moved": pair.moved,
        "likeness": pair.likeness,
        "old": _clause(pair.old),
        "new": _clause(pair.new),
        "shifts": [
            {"kind": shift.kind, "direction": shift.direction.value, "note": _both(shift.note)} for shift in pair.shifts
        ],
        "pieces": [{"kind": piece.kind, "words": piece.words} for piece in pair.pieces],
        "topics": [_both(topic) for topic in pair.topics],
    }


def _clause(view: ClauseView | None) -> Data | None:
    if view is None:
        return None
    return {"number": view.number, "heading": view.heading, "page": view.page, "text": view.text, "start": view.span[0]}


def _playbook(dossier: Dossier) -> Data:
    playbook = dossier.playbook
    return {
        "id": playbook.id if playbook else None,
        "side": playbook.side if playbook else None,
        "positions": [_answer(answer) for answer in dossier.answers],
    }


def _answer(answer: Answer) -> Data:
    position = answer.position
    return {
        "id": position.id,
        "title": _both(position.title),
        "stand": answer.stand.value,
        "why": _both(answer.why),
        "evidence": [_passage(passage) for passage in answer.evidence],
        "fallback": _both(position.fallback) if position.fallback else None,
        "approves": _both(position.approves) if position.approves else None,
    }


def _round(round_: Round) -> Data:
    return {
        "comparison": _comparison(round_.comparison),
        "findings": [_step(step) for step in round_.findings],
        "tracked": [_change(change) for change in round_.tracked],
        "comments": [_change(change) for change in round_.comments],
        "silent": [_pair(pair) for pair in round_.silent],
    }


def _step(step: FindingStep) -> Mapping[str, Any]:
    return {
        "fate": step.fate.value,
        "rule": step.finding.rule,
        "title": _both(step.finding.title),
        "severity": step.finding.severity.value,
        "was": step.was.outcome.value if step.was else None,
        "now": step.now.outcome.value if step.now else None,
    }


def _change(change: Change) -> Data:
    return {
        "kind": change.kind,
        "author": change.author,
        "at": change.at,
        "text": change.text,
        "clause": change.clause,
        "page": change.page,
    }


def _passage(passage: Passage) -> Data:
    return {"quote": passage.quote, "clause": passage.clause, "page": passage.page, "start": passage.span[0]}


def _both(text: Text) -> Data:
    return {"ru": text.ru, "en": text.en}
