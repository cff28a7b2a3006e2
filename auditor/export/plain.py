"""Findings as plain data, and plain data as lines of JSON: what the forms for programs share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from auditor.export.order import Order
from auditor.model.finding import Absence, Citation, Evidence, Finding, Nearest, Subject
from auditor.model.lined import Line
from auditor.model.text import Language, Text
from auditor.model.waiver import Waiver

Json = dict[str, Any]


def finding_data(finding: Finding, language: Language) -> Json:
    """Return a finding as plain lists, dictionaries and scalars, in the order of the schema."""
    return {
        "rule": finding.rule,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "consequence": finding.consequence,
        "likelihood": finding.likelihood,
        "risk": finding.risk,
        "confidence": finding.confidence.value,
        "confidence_reason": optional(finding.confidence_reason, language),
        "section": finding.section,
        "subject": _subject(finding.subject),
        "title": finding.title.in_language(language),
        "message": finding.message.in_language(language),
        "why": optional(finding.why, language),
        "recommendation": finding.recommendation.in_language(language),
        "model_clause": optional(finding.model_clause, language),
        "evidence": [_evidence(evidence, language) for evidence in finding.evidence],
        "absence": None if finding.absence is None else _absence(finding.absence, language),
        "law": [_citation(citation, language) for citation in finding.law],
        "tags": list(finding.tags),
        "fingerprint": finding.fingerprint,
        "words": finding.words,
        "waiver": None if finding.waiver is None else _waiver(finding.waiver),
        "history": finding.history,
        "since": finding.since or None,
        "baseline_until": finding.baseline or None,
        "owner": finding.owner or None,
        "due": finding.due or None,
    }


def _waiver(waiver: Waiver) -> Json:
    return {
        "category": waiver.category.value,
        "reason": waiver.reason,
        "author": waiver.author,
        "approver": waiver.approver,
        "authority": waiver.authority,
        "given": waiver.given,
        "until": waiver.until,
        "condition": waiver.condition or None,
        "place": waiver.place,
    }


def _subject(subject: Subject) -> Json:
    return {
        "kind": subject.kind.value,
        "id": subject.id,
        "path": subject.path,
        "label": subject.label,
        "matter": subject.matter,
        "consumer": subject.consumer,
    }


def _evidence(evidence: Evidence, language: Language) -> Json:
    return {
        "path": evidence.path,
        "quote": evidence.quote,
        "page": evidence.page,
        "paragraph": evidence.paragraph,
        "clause": evidence.clause,
        "cell": evidence.cell,
        "start": evidence.start,
        "end": evidence.end,
        "box": None if evidence.box is None else list(evidence.box),
        "about": optional(evidence.about, language),
    }


def _absence(absence: Absence, language: Language) -> Json:
    return {
        "pages_read": absence.pages_read,
        "pages_unread": list(absence.pages_unread),
        "paragraphs_read": absence.paragraphs_read,
        "searched_for": [text.in_language(language) for text in absence.searched_for],
        "nearest": [_nearest(nearest, language) for nearest in absence.nearest],
    }


def _nearest(nearest: Nearest, language: Language) -> Json:
    why_not = nearest.why_not.in_language(language)
    return {"quote": nearest.quote, "page": nearest.page, "clause": nearest.clause, "why_not": why_not}


def _citation(citation: Citation, language: Language) -> Json:
    return {
        "ref": citation.ref,
        "rule": citation.rule.in_language(language),
        "status": citation.status,
        "in_force_from": citation.in_force_from,
        "in_force_to": citation.in_force_to,
    }


def optional(text: Text | None, language: Language) -> str | None:
    """Return a text in one language, or None where there is none."""
    return None if text is None else text.in_language(language)


def encoded(value: object) -> bytes:
    """Return a value as one line of JSON in UTF-8."""
    text = line(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub(_told, text).encode()


def line(value: object) -> str:
    """Return a value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def encoded_quickly(value: object) -> bytes:
    """Return what :func:`encoded` does, in a third of the time.

    The encoder leaves a copy inside every string that is not plain ASCII, so it is for strings that will soon be gone.
    """
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=0)
    except UnicodeEncodeError:
        return encoded(value)


def lines_of(findings: Iterable[Finding], order: Order, language: Language) -> tuple[Line, ...]:
    """Return the line of each finding on one file, in their order; nobody may want the findings for long after."""
    return tuple(
        Line(found.section, found.severity, found.rule, encoded_quickly(finding_data(found, language)))
        for found in order.findings(findings)
    )


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _told(match: re.Match[str]) -> str:
    r"""Return half a surrogate pair, which file names of unknown coding hold, as the six characters ``\udcff``."""
    return f"\\\\u{ord(match.group()):04x}"
