"""The findings of a large portfolio, kept on the disk while the report is put together."""

from __future__ import annotations

import os
import sys
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, Protocol

from auditor.errors import OutputError
from auditor.model.brief import Rows, Told, shared, whole
from auditor.model.finding import Finding
from auditor.model.judged import Judged
from auditor.model.lined import Line, LinedFindings
from auditor.model.record import Paper
from auditor.model.text import Text
from auditor.running.task import briefed, packed, rows_from_bytes, rows_to_bytes, unpack_findings, unpack_lines

IN_MEMORY = 100
"""Judged documents up to which findings are simply held: up to 1 MB each."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A result whose findings lie in the spool."""

    judged: Judged
    """Without its findings."""
    start: int = 0
    sizes: tuple[int, int, int] = (0, 0, 0)
    """Bytes in the spool, one behind the other: the findings, their lines in the JSON report, and their brief."""
    packed: bytes = b""
    """The findings, packed, while there are few."""
    lines: bytes = b""
    """Their lines, packed, while there are few."""


def _with_shared_topics(paper: Paper | None) -> Paper | None:
    """Return a paper whose topics are the same strings as those of all others: they are the most of it."""
    return paper and replace(paper, topics=tuple(map(sys.intern, paper.topics)))


class Spool:
    """A file of findings that nobody else can open."""

    def __init__(self) -> None:
        """Open it."""
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="auditor-")  # noqa: SIM115 - lives as long as the report
        self._end = 0
        self._held = 0
        self._names: dict[Text, Text] = {}
        weakref.finalize(self, self._file.close)

    def keep(self, judged: Judged) -> Kept:
        """Write a result's findings down and return it without them; those of the first results are simply held."""
        judged = briefed(judged)
        entry = replace(judged.input, facts=tuple((self._one(name), value) for name, value in judged.input.facts))
        paper = _with_shared_topics(judged.paper)
        bare = replace(judged, input=entry, findings=(), packed=b"", lines=b"", paper=paper)
        if judged.brief is None:
            return Kept(bare)
        if self._held < IN_MEMORY:
            self._held += 1
            return Kept(bare, packed=packed(judged), lines=judged.lines)
        bodies = packed(judged), judged.lines, rows_to_bytes(judged.brief.findings)
        try:
            self._file.seek(self._end)
            self._file.write(b"".join(bodies))
            self._file.flush()
        except OSError as error:
            raise OutputError(
                f"{tempfile.gettempdir()}: what was found could not be put aside: {(error.strerror or '').lower()}",
                remedy="Free space there, or name another folder in the variable TMPDIR.",
            ) from error
        sizes = len(bodies[0]), len(bodies[1]), len(bodies[2])
        start, self._end = self._end, self._end + sum(sizes)
        return Kept(replace(bare, brief=replace(judged.brief, findings=())), start, sizes)

    def _one(self, name: Text) -> Text:
        """Return a name that all files have in common as one object for all of them."""
        return self._names.setdefault(name, name)

    def findings(self, kept: Kept) -> tuple[Finding, ...]:
        """Return the findings of a result again."""
        body = kept.packed or self._read(kept, 0)
        return unpack_findings(body) if body else ()

    def lines(self, kept: Kept) -> tuple[Line, ...]:
        """Return the lines of a result's findings; empty where they were not made."""
        body = kept.lines or self._read(kept, 1)
        return unpack_lines(body) if body else ()

    def rows(self, kept: Kept) -> Rows:
        """Return what is known of a result's findings without going through them; empty where nothing is."""
        if kept.sizes[2]:
            return shared(rows_from_bytes(self._read(kept, 2)))
        return kept.judged.brief.findings if kept.judged.brief else ()

    def _read(self, kept: Kept, part: int) -> bytes:
        """Return a part of what was written down of a result."""
        size = kept.sizes[part]
        start = kept.start + sum(kept.sizes[:part])
        return os.pread(self._file.fileno(), size, start) if size else b""  # a process beside this one reads it, too


class Said(Protocol):
    """What a report says, document by document."""

    def of(self, path: str) -> tuple[Finding, ...]:
        """Return the findings on a document and on what belongs to it."""

    def belonging(self, path: str) -> tuple[Finding, ...]:
        """Return those on what belongs to it."""

    def briefly(self, path: str) -> Iterable[Told]:
        """Yield all of them without going through them; nothing where that cannot be done."""

    def lines(self, path: str) -> tuple[Line, ...]:
        """Return the lines of its own findings; empty where they are not known."""


class SpooledFindings(LinedFindings):
    """All findings, read from the spool whenever they are gone through, a document at a time; few are then held."""

    def __init__(
        self, documents: Sequence[str], said: Said, further: tuple[Finding, ...] = (), *, few: bool = False
    ) -> None:
        """Go through these documents in this order; ``further`` are on records and on what ties files together."""
        self.documents = documents
        self.further = further
        self.few = few
        self._said = said
        self._held: dict[str, tuple[Finding, ...]] = {}

    def __iter__(self) -> Iterator[Finding]:
        """Yield every finding, in the order of the documents."""
        for document in self.documents:
            yield from self.of(document)
        yield from self.further

    def of(self, document: str) -> tuple[Finding, ...]:
        """Return what the report says of a document and of the matter that it is the contract of."""
        if document in self._held:
            return self._held[document]
        found = self._said.of(document)
        if self.few:
            self._held[document] = found
        return found

    def belonging(self, document: str) -> tuple[Finding, ...]:
        """Return the part of it that is about the matter."""
        return self._said.belonging(document)

    def lines(self, document: str) -> tuple[Line, ...]:
        """Return the lines of the other part, in the order of the report; empty where they are not known."""
        return self._said.lines(document)

    def __len__(self) -> int:
        """Return how many findings there are."""
        return sum(len(told.rows) for told in self.briefly())

    def __contains__(self, finding: object) -> bool:
        """Return whether a finding is among them."""
        return any(finding == other for other in self)

    def briefly(self) -> Iterator[Told]:
        """Yield what is kept of every finding, in their order; the first one of each rule as a whole."""
        seen: set[str] = set()
        for document in self.documents:
            known = list(self._said.briefly(document))
            rules = {rule for told in known for rule, _ in told.rows}
            if known and rules <= seen:
                yield from known
                continue
            for finding in self.of(document):
                seen.add(finding.rule)
                yield whole(finding)
        yield from map(whole, self.further)
