"""What the process of a file may say: the parent believes no number and no name that cannot be true."""

from __future__ import annotations

import re

from auditor.model.enclosed import INSIDE
from auditor.model.judged import Judged
from auditor.model.report import Input
from auditor.model.trace import Trace

_STORED = re.compile(r"\d{1,9}-\d{1,9}")
_MOST_PAGES = 1_000_000
_MOST_MARKS = 64
_MOST_NAMES = 1_000


def is_sound(judged: Judged, label: str) -> bool:
    """Return whether a result can be one about the file with this label."""
    return (
        judged.input.path == label
        and _is_sound_input(judged.input)
        and (judged.input.trace is None or _is_sound_trace(judged.input.trace))
        and (not judged.packed or bool(judged.findings))  # which were made of it when the result came
        and judged.brief is None
        and all(finding.waiver is None for finding in judged.findings)
        and (judged.subject is None or judged.subject.path == label)
        and all(finding.subject == judged.subject for finding in judged.findings)
        and all(0 <= finding.likelihood <= 5 for finding in judged.findings)
        and all(
            evidence.path == label and 0 <= (evidence.start or 0) <= (evidence.end or 0)
            for finding in judged.findings
            for evidence in finding.evidence
        )
        and all(
            member.label.startswith(f"{label}{INSIDE}")
            and member.size >= 0
            and (member.stored is None or _STORED.fullmatch(member.stored))
            for member in judged.members
        )
    )


def _is_sound_trace(trace: Trace) -> bool:
    return len(trace.sketch) <= _MOST_MARKS and len(trace.names) <= _MOST_NAMES and len(trace.words) <= _MOST_MARKS


def _is_sound_input(entry: Input) -> bool:
    total = entry.pages_total
    if total is None:
        return entry.size >= 0 and not entry.pages_unread
    return entry.size >= 0 and 0 <= total <= _MOST_PAGES and all(1 <= page <= total for page in entry.pages_unread)
