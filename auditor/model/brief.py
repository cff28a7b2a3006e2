"""What is known of findings without going through them: enough for counts, for the score and for the history."""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from auditor.model.finding import Finding, Outcome, Subject, fingerprint_of
from auditor.model.report import Score

FLAGGED = frozenset({Outcome.FAIL, Outcome.WEAK})
"""Outcomes that somebody is to mend."""
OPEN = frozenset({*FLAGGED, Outcome.UNDETERMINED, Outcome.ERROR})
"""Outcomes that leave something open."""
_QUOTES = 2
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """The outcome of one rule."""

    outcome: Outcome
    words: str = ""
    """The mark of the words it rests on; empty where nothing was flagged, or no words are there."""
    quotes: tuple[str, ...] = ()
    waived: bool = False
    mark: str = ""
    """Its fingerprint, where it does not follow from matter, rule and words."""

    def fingerprint(self, matter: str, rule: str) -> str:
        """Return the mark by which a waiver names the finding."""
        return self.mark or fingerprint_of(matter, rule, self.words)


def kept_finding(finding: Finding) -> KeptFinding:
    """Return what is kept of a finding: of one that leaves nothing open, the outcome alone."""
    if finding.outcome not in OPEN:
        return KeptFinding(finding.outcome)
    quotes = tuple(" ".join(evidence.quote.split())[:_LONGEST] for evidence in finding.evidence[:_QUOTES])
    usual = fingerprint_of(finding.subject.matter, finding.rule, finding.words)
    mark = "" if finding.fingerprint == usual else finding.fingerprint
    return KeptFinding(finding.outcome, finding.words, quotes, finding.waiver is not None, mark)


def kept_row(finding: Finding) -> tuple[str, KeptFinding]:
    """Return what is kept of a finding with its rule; what leaves nothing open is one object for all files."""
    if finding.outcome not in OPEN:
        return _plain_row(finding.rule, finding.outcome)
    return sys.intern(finding.rule), kept_finding(finding)


Rows = tuple[tuple[str, KeptFinding], ...]
"""What is kept of findings, each with its rule."""


@lru_cache(maxsize=4_096)
def _plain_row(rule: str, outcome: Outcome) -> tuple[str, KeptFinding]:
    return sys.intern(rule), KeptFinding(outcome)


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known of the findings of one file, as its rules gave them."""

    score: Score
    findings: Rows
    """What is kept of every finding, in the order of the findings; empty while it lies in the spool."""


def shared(rows: Rows) -> Rows:
    """Return rows that were read from bytes with what all files say alike as one object for all."""
    return tuple(
        _plain_row(rule, kept.outcome) if kept == KeptFinding(kept.outcome) else (sys.intern(rule), kept)
        for rule, kept in rows
    )


class Told(NamedTuple):
    """Findings on one subject: what is kept of each, with its rule."""

    subject: Subject
    rows: Rows
    finding: Finding | None = None
    """Where there is a single one that was gone through, the finding itself."""


class BriefedFindings(Collection[Finding]):
    """Findings of which much is known without going through them."""

    @abstractmethod
    def briefly(self) -> Iterator[Told]:
        """Yield what is kept of every finding, in their order; the first one of each rule as a whole."""

    def outcomes(self) -> Counter[Outcome]:
        """Return how many have each outcome, without those that were accepted with a waiver."""
        return Counter([kept.outcome for told in self.briefly() for _, kept in told.rows if not kept.waived])


def briefly(findings: Collection[Finding]) -> Iterator[Told]:
    """Yield what is kept of every finding, in their order; the first one of each rule as a whole."""
    if isinstance(findings, BriefedFindings):
        yield from findings.briefly()
        return
    for finding in findings:
        yield whole(finding)


def whole(finding: Finding) -> Told:
    """Return a finding with what is kept of it."""
    return Told(finding.subject, ((finding.rule, kept_finding(finding)),), finding)
