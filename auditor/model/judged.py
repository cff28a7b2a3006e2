"""What became of one file on its way through the rooms."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.brief import Brief
from auditor.model.finding import Finding, Subject
from auditor.model.record import Paper, Record, Table
from auditor.model.report import Input


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was packed in another: in an archive, in a letter."""

    label: str
    """The path the report names, ``export.zip!/contracts/a.pdf``."""
    size: int
    """Bytes."""
    stored: str | None = None
    """The name under which its bytes lie in the folder for unpacked files; None when they were not unpacked."""
    reason: str | None = None
    """Why it will not be read; None when it will."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one file."""

    input: Input
    findings: tuple[Finding, ...] = ()
    subject: Subject | None = None
    client: str = ""
    number: str | None = None
    """The contract's own number."""
    amends: str | None = None
    """The number of the contract that an amendment or an annex belongs to."""
    members: tuple[Member, ...] = ()
    """What was packed in the file; each becomes an input of its own."""
    holds: tuple[str, str] = ("", "9999-12-31")
    """The first and the last day of an audit for which the same would be said."""
    paper: Paper | None = None
    """What the matter must know of a document that was read."""
    tables: tuple[Table, ...] = ()
    records: tuple[Record, ...] = ()
    programme: tuple[Finding, ...] = ()
    """What the document shows of the firm's own order: one finding for every rule of the programme that it meets."""
    packed: bytes = b""
    """The findings as they are kept, beside themselves or instead of them."""
    lines: bytes = b""
    """The lines of the findings in the JSON report, packed; empty where nobody asked for them."""
    brief: Brief | None = None
    """What is known of the findings without going through them; None where there are none."""
