"""The findings for programs, one on each line: ``.jsonl``."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.export.interface import Exporter
from auditor.export.order import Order
from auditor.export.plain import encoded, finding_data
from auditor.model.report import Report


def pieces(report: Report) -> Iterator[bytes]:
    """Yield each finding as the JSON report tells it, a line at a time."""
    for finding in Order.of(report).subject_by_subject(report.findings):
        yield encoded(finding_data(finding, report.language)) + b"\n"


EXPORTER = Exporter(".jsonl", pieces)
"""The exporter of ``.jsonl``."""
