"""Rebuilds the expected result of the sample portfolio: ``make golden``."""

from __future__ import annotations

import json
from pathlib import Path

from auditor.pipeline import Settings, audit, demo_folder

EXPECTED = Path(__file__).parent / "demo.json"


def summary() -> dict[str, dict[str, str]]:
    """Return the outcome of every rule for every document of the sample portfolio, and how each file was read."""
    report = audit([demo_folder()], Settings(as_of="2026-11-01", generated_at="", ocr=False))
    told: dict[str, dict[str, str]] = {
        entry.path: {"status": entry.status.value, "kind": entry.kind, "language": entry.language or ""}
        for entry in report.inputs
    }
    for finding in report.findings:
        told[finding.subject.path][finding.rule] = finding.outcome.value
    for entry in report.by_subject:
        told[entry.subject.path]["score"] = str(entry.score.value)
    return told


if __name__ == "__main__":
    EXPECTED.write_text(json.dumps(summary(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
