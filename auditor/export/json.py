"""The report for programs: ``report.json``, schema ``auditor-report/1``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from auditor.export.interface import Exporter
from auditor.export.order import Order
from auditor.export.plain import Json, encoded, finding_data, line, optional
from auditor.model.report import Input, InputStatus, Matter, Report, Score, ScoreParts
from auditor.model.text import Language
from auditor.scoring.score import BREADTH_WEIGHT, WORST_WEIGHT

SCHEMA_NAME = "auditor-report/1"
"""What every report says of itself; a new number means that something was renamed or taken away."""


def render(report: Report) -> bytes:
    """Return the report as UTF-8 JSON that ends with a line feed; the same report gives the same bytes.

    Every input, finding and score stands on a line of its own: a person finds it, and the fast encoder does it.
    """
    return b"".join(pieces(report))


def pieces(report: Report) -> Iterator[bytes]:
    """Yield the report piece by piece, the findings one at a time."""
    lead = "{\n"
    for key, value in _members(report):
        yield f"{lead}{line(key)}: ".encode()
        yield from _value(value)
        lead = ",\n"
    yield b"\n}\n"


def _value(value: object) -> Iterator[bytes]:
    if not isinstance(value, (list, Iterator)):
        yield encoded(value)
        return
    lead = b"[\n"
    for entry in value:
        yield lead + encoded(entry)
        lead = b",\n"
    yield b"[]" if lead == b"[\n" else b"\n]"


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
        "findings": (finding_data(f, language) for f in Order.of(report).subject_by_subject(report.findings)),
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
        "message": optional(entry.message, language),
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


EXPORTER = Exporter(".json", pieces)
"""The exporter of ``.json``."""
