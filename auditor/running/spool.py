"""The findings of a large portfolio, kept on the disk while the report is put together."""

from __future__ import annotations

import tempfile
import weakref
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import IO

from auditor.errors import OutputError
from auditor.model.finding import Finding
from auditor.model.judged import Judged
from auditor.running.task import findings_from_bytes, findings_to_bytes

IN_MEMORY = 300
"""Judged documents up to which findings are simply held: some 100 KB each."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A result whose findings lie in the spool."""

    judged: Judged
    """Without its findings."""
    start: int
    size: int
    count: int
    held: tuple[Finding, ...] = ()
    """The findings themselves, while there are few."""


class Spool:
    """A file of findings that nobody else can open."""

    def __init__(self) -> None:
        """Open it."""
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="auditor-")  # noqa: SIM115 - lives as long as the report
        self._end = 0
        self._held = 0
        weakref.finalize(self, self._file.close)

    def keep(self, judged: Judged) -> Kept:
        """Write a result's findings down and return it without them; those of the first results are simply held."""
        if not judged.findings:
            return Kept(judged, 0, 0, 0)
        if self._held < IN_MEMORY:
            self._held += 1
            return Kept(replace(judged, findings=()), 0, 0, len(judged.findings), judged.findings)
        body = zlib.compress(findings_to_bytes(judged.findings), 1)
        try:
            self._file.seek(self._end)
            self._file.write(body)
            self._file.flush()
        except OSError as error:
            raise OutputError(
                f"{tempfile.gettempdir()}: what was found could not be put aside: {(error.strerror or '').lower()}",
                remedy="Free space there, or name another folder in the variable TMPDIR.",
            ) from error
        start, self._end = self._end, self._end + len(body)
        return Kept(replace(judged, findings=()), start, len(body), len(judged.findings))

    def findings(self, kept: Kept) -> tuple[Finding, ...]:
        """Return the findings of a result again."""
        if not kept.size:
            return kept.held
        self._file.seek(kept.start)
        return findings_from_bytes(zlib.decompress(self._file.read(kept.size)))


class SpooledFindings(Collection[Finding]):
    """All findings, read from the spool whenever they are gone through, a document at a time."""

    def __init__(
        self,
        documents: Collection[Kept],
        findings: Callable[[Kept], tuple[Finding, ...]],
        further: tuple[Finding, ...] = (),
    ) -> None:
        """Go through these documents in this order; ``findings`` gives what stands in the report for each.

        ``further`` are those on records and on what ties files together; they come last.
        """
        self._documents = documents
        self._findings = findings
        self._further = further
        self._count = sum(kept.count for kept in documents) + len(further)

    def __iter__(self) -> Iterator[Finding]:
        """Yield every finding, in the order of the documents."""
        for kept in self._documents:
            yield from self._findings(kept)
        yield from self._further

    def __len__(self) -> int:
        """Return how many findings there are."""
        return self._count

    def __contains__(self, finding: object) -> bool:
        """Return whether a finding is among them."""
        return any(finding == other for other in self)
