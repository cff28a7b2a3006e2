"""Findings put aside on the disk come back as they were; a disk that takes no more is told with the remedy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.errors import OutputError
from auditor.export.order import Order
from auditor.export.plain import lines_of
from auditor.model.brief import kept_row, shared
from auditor.model.finding import with_shared_texts
from auditor.model.judged import Judged
from auditor.model.record import Paper
from auditor.model.report import Input, InputStatus
from auditor.running import spool
from auditor.running.task import findings_from_bytes, findings_to_bytes, judged_from_bytes, judged_to_bytes, pack_lines
from tests.export import samples
from tests.limits import files_of_at_most


def judged(name: str) -> Judged:
    findings = tuple(samples.findings_of(samples.subject()))
    return Judged(Input(name, "", 0, "text/plain", InputStatus.READ), tuple(replace(f, rule=name) for f in findings))


@pytest.mark.parametrize("held", [0, 2, 9])
def test_what_was_put_aside_comes_back(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", held)
    place = spool.Spool()
    results = [judged(f"{number}.txt") for number in range(5)]
    kept = [place.keep(result) for result in results]
    assert all(entry.judged.findings == () for entry in kept)
    assert [place.findings(entry) for entry in reversed(kept)] == [result.findings for result in reversed(results)]


def test_a_full_disk_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 0)
    place = spool.Spool()
    with files_of_at_most(1_000), pytest.raises(OutputError, match="could not be put aside") as refusal:
        [place.keep(judged(f"{number}.txt")) for number in range(50)]
    assert refusal.value.remedy


def test_what_all_files_say_alike_is_kept_once() -> None:
    place = spool.Spool()
    first, second = (
        place.keep(replace(judged(name), paper=Paper("contract", topics=("-".join(["a", "b"]),)))) for name in "xy"
    )
    assert first.judged.paper is not None
    assert second.judged.paper is not None
    assert first.judged.paper.topics[0] is second.judged.paper.topics[0]
    assert first.judged.brief is not None
    read = judged_from_bytes(judged_to_bytes(first.judged)).brief
    assert read == first.judged.brief
    plain = [
        (row, other)
        for row, other in zip(shared(read.findings), first.judged.brief.findings, strict=True)
        if not row[1].words
    ]
    assert plain
    assert all(row[0] is other[0] for row, other in plain)


@pytest.mark.parametrize("held", [0, 9])
def test_what_is_known_of_findings_comes_back(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", held)
    place, result = spool.Spool(), judged("a.txt")
    kept = place.keep(replace(result, lines=pack_lines(lines_of(result.findings, Order({}), "ru"))))
    assert kept.judged.brief is not None
    assert bool(kept.judged.brief.findings) == bool(held)
    assert place.rows(kept) == tuple(map(kept_row, result.findings))
    assert [line.rule for line in place.lines(kept)] == [finding.rule for finding in result.findings]
    assert place.findings(kept) == result.findings


def test_findings_that_say_the_same_share_their_words() -> None:
    findings = judged("a.txt").findings
    read = findings_from_bytes(findings_to_bytes((*findings, *findings)))
    told = tuple(with_shared_texts(read))
    assert told == read
    first, again = told[0], told[len(findings)]
    assert first.title is again.title is not read[len(findings)].title
    assert first.subject is again.subject
    assert first.law is again.law
