"""Findings that are told already: the line of each in the JSON report, made where its file was judged."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import NamedTuple

from auditor.model.brief import BriefedFindings
from auditor.model.finding import Finding, Severity


class Line(NamedTuple):
    """A finding as the JSON report tells it, with what its place among the others follows from."""

    section: str
    severity: Severity
    rule: str
    text: bytes
    """UTF-8, without a line feed."""


class LinedFindings(BriefedFindings):
    """Findings of a portfolio, a document at a time; of some documents their lines are known."""

    few: bool
    """Whether all of them may be held at the same time."""
    documents: Sequence[str]
    """The paths of the documents, in their order."""
    further: tuple[Finding, ...]
    """Findings on records and on what ties files together, which come after all documents."""

    @abstractmethod
    def of(self, document: str) -> tuple[Finding, ...]:
        """Return what the report says of a document and of the matter that it is the contract of."""

    @abstractmethod
    def belonging(self, document: str) -> tuple[Finding, ...]:
        """Return the part of it that is about the matter."""

    @abstractmethod
    def lines(self, document: str) -> tuple[Line, ...]:
        """Return the lines of the other part, in the order of the report; empty where they are not known."""


def are_few(findings: Collection[Finding]) -> bool:
    """Return whether findings may all be held and ordered as one."""
    return isinstance(findings, tuple) or (isinstance(findings, LinedFindings) and findings.few)
