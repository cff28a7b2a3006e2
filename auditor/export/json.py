"""The report for programs: ``report.json``, schema ``auditor-report/1``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.export.interface import Exporter
from auditor.export.order import Order
from auditor.export.plain import Json, encoded, finding_data, line, optional
from auditor.model.lined import Line
from auditor.model.report import Input, InputStatus, Matter, Report, Score, ScoreParts
from auditor.model.text import Language
from auditor.model.waiver import WaiverBook
from auditor.scoring.score import BREADTH_WEIGHT, WORST_WEIGHT

if TYPE_CHECKING:
    from auditor.model.past import Baseline, Past

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
        yield lead + (entry.text if isinstance(entry, Line) else encoded(entry))
        lead = b",\n"
    yield b"[]" if lead == b"[\n" else b"\n]"


def data(report: Report) -> Json:
    """Return the report as plain lists, dictionaries and scalars, in the order of the schema."""
    return {key: list(map(_read, value)) if isinstance(value, Iterator) else value for key, value in _members(report)}


def _read(entry: Any) -> Any:
    """Return an entry that may be told already as the value that its line holds."""
    return json.loads(entry.text) if isinstance(entry, Line) else entry


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
        "seal": report.seal or None,
        "scoring": {"weights": {"worst": float(WORST_WEIGHT), "breadth": float(BREADTH_WEIGHT)}},
        "sections": [{"code": code, "title": title.in_language(language)} for code, title in report.sections],
        "history": None if report.past is None else _past(report.past, language),
        "waivers": None if report.waivers is None else _waivers(report.waivers, language),
        "inputs": (_input(entry, language) for entry in sorted(report.inputs, key=_input_place)),
        "matters": (_matter(matter) for matter in sorted(report.matters, key=lambda matter: matter.id)),
        "findings": (
            told if isinstance(told, Line) else finding_data(told, language)
            for told in Order.of(report).told(report.findings)
        ),
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


def _past(past: Past, language: Language) -> Json:
    """Return what earlier audits said; what changed finding by finding stands at the findings."""
    from auditor.model.past import State  # noqa: PLC0415 - most reports have no past

    counts = dict(past.counts)
    return {
        "portfolio": past.portfolio,
        "number": past.number,
        "before": None if past.before is None else past.before.number,
        "states": {state.value: counts.get(state, 0) for state in State},
        "gone": [
            {"state": c.state.value, "rule": c.rule, "label": c.label, "path": c.path, "severity": c.severity.value}
            for c in past.changes
            if c.state in {State.GONE, State.UNCHECKED}
        ],
        "trend": [
            {
                "number": p.number, "as_of": p.day, "score": p.score, "low": p.low, "high": p.high,
                "flagged": p.flagged, "documents": p.documents, "new": p.new, "fixed": p.fixed,
                "rules_changed": p.rules_changed,
            }
            for p in past.trend
        ],
        "days_to_fix": None if past.days_to_fix is None else round(past.days_to_fix, 1),
        "offenders": [{"name": o.name, "rule": o.rule, "times": o.times} for o in past.offenders],
        "overdue": [
            {"rule": d.rule, "label": d.label, "path": d.path, "owner": d.owner, "due": d.due, "days": d.days_over}
            for d in past.due
            if d.days_over > 0
        ],
        "law_changed": [
            {"label": c.label, "path": c.path, "concluded": c.concluded, "rule": c.rule, "ref": c.ref, "date": c.moment}
            for c in past.law
        ],
        "baseline": None if past.baseline is None else _baseline(past.baseline),
        "notes": [note.in_language(language) for note in past.notes],
    }  # fmt: skip


def _baseline(baseline: Baseline) -> Json:
    return {
        "number": baseline.number, "reason": baseline.reason, "author": baseline.author, "given": baseline.given,
        "until": baseline.until, "holds": baseline.holds, "covered": baseline.covered,
    }  # fmt: skip


def _waivers(book: WaiverBook, language: Language) -> Json:
    return {
        "sha256": book.sha256,
        "active": len(book.active),
        "lapsed": [
            {"finding": w.finding, "rule": w.rule, "document": w.document, "code": w.code,
             "why": w.why.in_language(language), "place": w.place}
            for w in book.lapsed
        ],
    }  # fmt: skip


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
