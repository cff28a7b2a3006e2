"""The report for programs: ``report.json``, schema ``auditor-report/1``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from auditor.export.interface import Exporter
from auditor.export.order import Order
from auditor.model.finding import Absence, Citation, Evidence, Finding, Nearest, Subject
from auditor.model.report import Input, InputStatus, Matter, Report, Score, ScoreParts
from auditor.model.text import Language, Text
from auditor.scoring.score import BREADTH_WEIGHT, WORST_WEIGHT

SCHEMA_NAME = "auditor-report/1"
"""What every report says of itself; a new number means that something was renamed or taken away."""

Json = dict[str, Any]


def render(report: Report) -> bytes:
    """Return the report as UTF-8 JSON that ends with a line feed; the same report gives the same bytes.

    Every input, finding and score stands on a line of its own: a person finds it, and the fast encoder does it.
    """
    return b"".join(pieces(report))


def pieces(report: Report) -> Iterator[bytes]:
    """Yield the report piece by piece, the findings one at a time."""
    lead = "{\n"
    for key, value in _members(report):
        yield f"{lead}{_line(key)}: ".encode()
        yield from _value(value)
        lead = ",\n"
    yield b"\n}\n"


def _value(value: object) -> Iterator[bytes]:
    if not isinstance(value, (list, Iterator)):
        yield _encoded(value)
        return
    lead = b"[\n"
    for entry in value:
        yield lead + _encoded(entry)
        lead = b",\n"
    yield b"[]" if lead == b"[\n" else b"\n]"


def _encoded(value: object) -> bytes:
    return _LONE_SURROGATE.sub(_told, _line(value)).encode()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def data(report: Report) -> Json:
    """Return the report as plain lists, dictionaries and scalars, in the order of the schema."""
    return {key: list(value) if isinstance(value, Iterator) else value for key, value in _members(report)}


def _members(report: Report) -> Iterable[tuple[str, Any]]:
    """Return the parts of the report in the order of the schema; the findings are made one at a time."""
    language = report.language
    members = {
        "schema": SCHEMA_NAME,
        "tool": {"name": "auditor", "version": report.tool_version},
        "ruleset": {
            "version": report.ruleset.version,
            "sha256": report.ruleset.sha256,
            "rules": report.ruleset.rules,
        },
        "generated_at": report.generated_at,
        "as_of": report.as_of,
        "language": language,
        "profile": report.profile,
        "complete": report.complete,
        "scoring": {"weights": {"worst": float(WORST_WEIGHT), "breadth": float(BREADTH_WEIGHT)}},
        "sections": [{"code": code, "title": title.in_language(language)} for code, title in report.sections],
        "inputs": [_input(entry, language) for entry in sorted(report.inputs, key=_input_place)],
        "matters": [_matter(matter) for matter in sorted(report.matters, key=lambda matter: matter.id)],
        "findings": (_finding(f, language) for f in Order.of(report).subject_by_subject(report.findings)),
        "scores": _scores(report),
    }
    return members.items()


@cache
def _schema_text() -> str:
    return (Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8")


def schema() -> Json:
    """Return the JSON Schema (draft 2020-12) that every report follows."""
    loaded: Json = json.loads(_schema_text())
    return loaded


def validate(report: Json) -> None:
    """Raise jsonschema.ValidationError, naming the place, when a loaded report does not follow the schema."""
    import jsonschema  # noqa: PLC0415 - takes longer to load than a small audit to run, and only checks need it

    jsonschema.Draft202012Validator(schema()).validate(report)


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _told(match: re.Match[str]) -> str:
    r"""Return half a surrogate pair, which file names of unknown coding hold, as the six characters ``\udcff``."""
    return f"\\\\u{ord(match.group()):04x}"


def _input_place(entry: Input) -> tuple[str, str]:
    return entry.path, entry.sha256


def _input(entry: Input, language: Language) -> Json:
    return {
        "path": entry.path,
        "sha256": entry.sha256,
        "bytes": entry.size,
        "media_type": entry.media_type,
        "language": entry.language,
        "kind": entry.kind,
        "status": entry.status.value,
        "reason": entry.reason,
        "message": _optional(entry.message, language),
        "pages": _pages(entry),
        "duplicate_of": entry.duplicate_of,
        "matter": entry.matter,
        "facts": [{"name": name.in_language(language), "value": value} for name, value in entry.facts],
        "warnings": [warning.in_language(language) for warning in entry.warnings],
    }


def _pages(entry: Input) -> Json:
    """Return the pages; of a file that was not read, none was read."""
    read = None if entry.pages_total is None else entry.pages_total - len(entry.pages_unread)
    if entry.status in {InputStatus.NOT_READ, InputStatus.SKIPPED} and read is not None:
        read = 0
    return {"total": entry.pages_total, "read": read, "unread": list(entry.pages_unread)}


def _matter(matter: Matter) -> Json:
    return {"id": matter.id, "client": matter.client, "consumer": matter.consumer, "inputs": list(matter.inputs)}


def _finding(finding: Finding, language: Language) -> Json:
    return {
        "rule": finding.rule,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "consequence": finding.consequence,
        "likelihood": finding.likelihood,
        "risk": finding.risk,
        "confidence": finding.confidence.value,
        "confidence_reason": _optional(finding.confidence_reason, language),
        "section": finding.section,
        "subject": _subject(finding.subject),
        "title": finding.title.in_language(language),
        "message": finding.message.in_language(language),
        "why": _optional(finding.why, language),
        "recommendation": finding.recommendation.in_language(language),
        "model_clause": _optional(finding.model_clause, language),
        "evidence": [_evidence(evidence, language) for evidence in finding.evidence],
        "absence": None if finding.absence is None else _absence(finding.absence, language),
        "law": [_citation(citation, language) for citation in finding.law],
        "tags": list(finding.tags),
        "fingerprint": finding.fingerprint,
        "waiver": None,
        "history": finding.history,
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
        "about": _optional(evidence.about, language),
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


def _scores(report: Report) -> Json:
    ordered = sorted(report.by_subject, key=lambda entry: (entry.subject.path, entry.subject.id))
    return {
        "overall": _score(report.overall, report.language),
        "by_subject": [{"id": entry.subject.id, **_score(entry.score, report.language)} for entry in ordered],
    }


def _score(score: Score, language: Language) -> Json:
    return {
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "band": score.band.value,
        "coverage": round(score.coverage, 6),
        "immediate_action": score.immediate_action,
        "sentence": score.sentence.in_language(language),
        "parts": None if score.parts is None else _parts(score.parts),
    }


def _parts(parts: ScoreParts) -> Json:
    return {
        "worst_risk": parts.worst_risk,
        "sum_risk": parts.sum_risk,
        "sum_possible": parts.sum_possible,
        "undetermined": list(parts.undetermined),
        "worst_rules": list(parts.worst_rules),
    }


def _optional(text: Text | None, language: Language) -> str | None:
    return None if text is None else text.in_language(language)


EXPORTER = Exporter(".json", pieces)
"""The exporter of ``.json``."""
