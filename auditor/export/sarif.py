"""The findings as SARIF 2.1.0, for the tools that collect what checkers say: ``.sarif``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote

from auditor.export.interface import Exporter
from auditor.export.order import Order
from auditor.export.overview import not_read
from auditor.export.phrases import Phrases
from auditor.export.places import place
from auditor.export.plain import Json, encoded, optional
from auditor.model.finding import Evidence, Finding, Outcome, Severity
from auditor.model.report import Input, InputStatus, Report
from auditor.model.text import Language
from auditor.model.waiver import Waiver

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS = {
    Outcome.FAIL: "fail",
    Outcome.WEAK: "fail",
    Outcome.UNDETERMINED: "open",
    Outcome.ERROR: "open",
    Outcome.PASS: "pass",
    Outcome.NOT_APPLICABLE: "notApplicable",
}
_LEVELS = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}
_WEAKER = {"error": "warning", "warning": "note", "note": "note"}
_BASELINES = {"new": "new", "unchanged": "unchanged", "changed": "updated", "fixed": "absent"}


def pieces(report: Report) -> Iterator[bytes]:
    """Yield the log piece by piece; the rules come after the results, when it is known which there are."""
    log = _Log(report)
    yield b'{"$schema": ' + encoded(SCHEMA) + b', "version": "2.1.0", "runs": [{\n"columnKind": "unicodeCodePoints",\n'
    yield b'"language": ' + encoded(report.language) + b',\n"invocations": ' + encoded([log.invocation()])
    yield b',\n"artifacts": '
    yield from _array(log.artifacts())
    yield b',\n"results": '
    yield from _array(log.results())
    yield b',\n"tool": ' + encoded({"driver": log.driver()}) + b"\n}]}\n"


def _array(entries: Iterator[Json]) -> Iterator[bytes]:
    lead = b"[\n"
    for entry in entries:
        yield lead + encoded(entry)
        lead = b",\n"
    yield b"[]" if lead == b"[\n" else b"\n]"


class _Log:
    """The parts of one log."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._phrases = Phrases(report.language)
        self._inputs = sorted(report.inputs, key=lambda entry: (entry.path, entry.sha256))
        self._places: dict[str, int] = {}
        for at, entry in enumerate(self._inputs):
            self._places.setdefault(entry.path, at)
        self._rules: dict[str, Json] = {}
        self._numbers: dict[str, int] = {}

    def invocation(self) -> Json:
        """Return the run itself, with every file that was not read."""
        told = [self._notification(entry) for entry in not_read(self._report.inputs)]
        ended = _moment(self._report.generated_at)
        return {
            "executionSuccessful": self._report.complete,
            **({"endTimeUtc": ended} if ended else {}),
            "toolExecutionNotifications": told,
        }

    def _notification(self, entry: Input) -> Json:
        message = optional(entry.message, self._report.language) or entry.reason or entry.status.value
        return {
            "descriptor": {"id": entry.reason or entry.status.value},
            "level": "error" if entry.status is InputStatus.NOT_READ else "warning",
            "message": {"text": _message(message)},
            "locations": [{"physicalLocation": {"artifactLocation": self._artifact(entry.path)}}],
        }

    def artifacts(self) -> Iterator[Json]:
        """Yield every file."""
        for entry in self._inputs:
            yield {
                "location": {"uri": _uri(entry.path)},
                "length": entry.size,
                **({"mimeType": entry.media_type} if "/" in entry.media_type else {}),
                **({"hashes": {"sha-256": entry.sha256}} if entry.sha256 else {}),
                "roles": ["analysisTarget"],
            }

    def results(self) -> Iterator[Json]:
        """Yield every finding, whatever its outcome."""
        for finding in Order.of(self._report).subject_by_subject(self._report.findings):
            yield self._result(finding)

    def _result(self, finding: Finding) -> Json:
        first, *others = finding.evidence or (None,)
        self._rules.setdefault(finding.rule, _rule(finding, self._report.language))
        return {
            "ruleId": finding.rule,
            "ruleIndex": self._numbers.setdefault(finding.rule, len(self._numbers)),
            "kind": _KINDS[finding.outcome],
            "level": _level(finding),
            "message": {"text": _message(self._text(finding))},
            "locations": [self._location(finding, first)],
            **({"relatedLocations": [self._location(finding, found) for found in others]} if others else {}),
            **({"partialFingerprints": {"auditorFinding/v1": finding.fingerprint}} if finding.fingerprint else {}),
            **({"baselineState": _BASELINES[finding.history]} if finding.history in _BASELINES else {}),
            "rank": finding.risk * 4.0,
            **({"suppressions": [_suppression(finding.waiver)]} if finding.waiver else {}),
            "properties": self._properties(finding),
        }

    def _text(self, finding: Finding) -> str:
        message = finding.message.in_language(self._report.language)
        return message or finding.title.in_language(self._report.language)

    def _location(self, finding: Finding, found: Evidence | None) -> Json:
        artifact = self._artifact(finding.subject.path if found is None else found.path)
        if found is None:
            return {"physicalLocation": {"artifactLocation": artifact}}
        region = _region(found)
        about = {"message": {"text": _message(found.about.in_language(self._report.language))}} if found.about else {}
        return {
            "physicalLocation": {"artifactLocation": artifact, **({"region": region} if region else {})},
            "logicalLocations": [{"fullyQualifiedName": place(found, finding.subject.path, self._phrases)}],
            **about,
        }

    def _artifact(self, path: str) -> Json:
        at = self._places.get(path)
        return {"uri": _uri(path)} if at is None else {"uri": _uri(path), "index": at}

    def _properties(self, finding: Finding) -> Json:
        subject = finding.subject
        return {
            "outcome": finding.outcome.value,
            "severity": finding.severity.value,
            "confidence": finding.confidence.value,
            "confidenceReason": optional(finding.confidence_reason, self._report.language),
            "consequence": finding.consequence,
            "likelihood": finding.likelihood,
            "risk": finding.risk,
            "subject": {"kind": subject.kind.value, "id": subject.id, "label": subject.label},
            "recommendation": finding.recommendation.in_language(self._report.language),
            "tags": list(dict.fromkeys([finding.section, *finding.tags])),
        }

    def driver(self) -> Json:
        """Return the program with every rule that gave a result."""
        stamp = self._report.ruleset
        return {
            "name": "auditor",
            "version": self._report.tool_version,
            "rules": list(self._rules.values()),
            "properties": {"ruleset": {"version": stamp.version, "sha256": stamp.sha256, "rules": stamp.rules}},
        }


def _suppression(waiver: Waiver) -> Json:
    """Return a waiver as SARIF has it."""
    justification = f"{waiver.reason} ({waiver.approver}, {waiver.authority}, {waiver.until})"
    return {"kind": "external", "status": "accepted", "justification": _message(justification)}


def _rule(finding: Finding, language: Language) -> Json:
    title = _message(finding.title.in_language(language))
    return {
        "id": finding.rule,
        "shortDescription": {"text": title},
        "fullDescription": {"text": _message(optional(finding.why, language) or "") or title},
        "help": {"text": _message(finding.recommendation.in_language(language)) or title},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {
            "severity": finding.severity.value,
            "law": [{"ref": citation.ref, "status": citation.status} for citation in finding.law],
            "tags": [finding.section],
        },
    }


def _level(finding: Finding) -> str:
    """Return how grave a result is; one that is no failure has no level, as the standard asks."""
    if _KINDS[finding.outcome] != "fail":
        return "none"
    level = _LEVELS[finding.severity]
    return level if finding.outcome is Outcome.FAIL else _WEAKER[level]


def _region(found: Evidence) -> Json:
    """Return where the quote stands in the text of the document, in characters."""
    if found.start is None or found.end is None or found.end < found.start:
        return {}
    return {"charOffset": found.start, "charLength": found.end - found.start, "snippet": {"text": found.quote}}


def _uri(path: str) -> str:
    """Return a path as a relative reference; a name that no URI can hold keeps its bytes."""
    return quote(path.replace("\\", "/").encode("utf-8", "surrogatepass"), safe="/!()~'@,;=+&$")


def _message(words: str) -> str:
    """Return words in which braces are not taken for a place to be filled."""
    return words.replace("{", "{{").replace("}", "}}")


def _moment(iso: str) -> str:
    """Return a moment in UTC as the standard writes it; empty when it is none."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    universal = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return f"{universal:%Y-%m-%dT%H:%M:%SZ}"


EXPORTER = Exporter(".sarif", pieces)
"""The exporter of ``.sarif``."""
