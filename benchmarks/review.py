"""What the review of contracts is worth: `python -m benchmarks.review FOLDER`.

Every .docx of the folder, and every .txt made into one, is reviewed and given back as Word with comments and tracked
changes. Then it is counted: how many findings with a place carry a comment on just their words; how many of the
clauses that were proposed end their finding when everything is accepted and the contract is audited again; whether
rejecting everything gives the words of the original; what of the standard's main rules is broken.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import AuditorError
from auditor.model.finding import Finding, Outcome
from auditor.review.docx import Annotate, Annotated
from auditor.review.remarks import Change
from auditor.reviewing import AUTHOR, Review, review, signing_policy
from auditor.running.settings import Settings
from benchmarks.as_docx import as_docx
from benchmarks.tracked_changes import broken_rules, commented, settled, words

SETTINGS = Settings(as_of="2026-11-01", generated_at="2026-11-01T10:00:00+00:00")


@dataclass
class Totals:
    """What is counted over all files."""

    files: int = 0
    refused: list[str] = field(default_factory=list)
    located: int = 0
    on_words: int = 0
    beside: int = 0
    suggested: int = 0
    gone: int = 0
    unwritten: int = 0
    rejected_whole: int = 0
    faults: list[str] = field(default_factory=list)
    still: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    seconds: float = 0
    changed: int = 0


def main() -> None:
    """Review every file of a folder and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=1_000, help="files at most")
    parser.add_argument("--keep", type=Path, default=None, help="a folder for the annotated contracts")
    given = parser.parse_args()
    totals = Totals()
    files = sorted(path for path in given.folder.rglob("*") if path.suffix.lower() in {".txt", ".docx", ".docm"})
    with tempfile.TemporaryDirectory() as place:
        for number, path in enumerate(files[: given.most]):
            data = path.read_bytes()
            made = data if path.suffix != ".txt" else as_docx(data.decode("utf-8", "replace"), number)
            _one(made, path.stem, Path(place), totals, given.keep)
    _print(totals)


def _one(data: bytes, name: str, place: Path, totals: Totals, keep: Path | None) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    first = _reviewed(data, f"{hashlib.sha256(name.encode()).hexdigest()[:8]}.docx", place)
    done = first.annotated_docx(Annotate.BOTH) if first else None
    if first is None or first.facts is None or done is None:
        totals.refused.append(name)
        return
    totals.seconds += resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    if keep is not None:
        (keep / f"{name}.docx").write_bytes(done.data)
    totals.files += 1
    totals.answers[first.verdict.answer.value] += 1
    _count_places(first, done, totals)
    totals.faults += [f"{name}: {fault}" for fault in broken_rules(done.data, data)]
    totals.rejected_whole += words(settled(done.data, AUTHOR, accept=False)) == words(data)
    _count_gone(first, done, place, totals, name)


def _reviewed(data: bytes, name: str, place: Path) -> Review | None:
    path = place / name
    path.write_bytes(data)
    try:
        return review(path, [], SETTINGS, signing_policy(None, ()))
    except AuditorError:
        return None


def _count_places(first: Review, done: Annotated, totals: Totals) -> None:
    """Count the places of findings, and those whose comment stands on just their words."""
    notes = [(_level(said), _level(on)) for said, on in commented(done.data, AUTHOR)]
    text = first.facts.document.text if first.facts else ""
    for remark in first.remarks:
        for start, end in remark.spans:
            quote = _level(text[start:end])
            message = _level(remark.finding.message.ru)[:60]
            mine = [on for said, on in notes if message in said]
            totals.located += 1
            if any(on and quote.endswith(on) and len(quote) - len(on) <= _PREFIX for on in mine):
                totals.on_words += 1
            elif any(message in said and quote[:60] in said for said, _ in notes):
                totals.beside += 1
            else:
                totals.faults.append(f"no comment on «{quote[:60]}» ({remark.finding.rule})")


_PREFIX = 12
"""Characters without space that a typed number before the words may have: it is no part of them."""


def _level(text: str) -> str:
    return "".join(text.split())


def _count_gone(first: Review, done: Annotated, place: Path, totals: Totals, name: str) -> None:
    """Count which proposed clauses end their finding, and which findings accepting brings about."""
    accepted = settled(done.data, AUTHOR, accept=True)
    second = _reviewed(accepted, f"{hashlib.sha256(name.encode()).hexdigest()[:8]}.docx", place)
    if second is None:
        totals.faults.append(f"{name}: cannot be read after everything is accepted")
        return
    now = _outcomes(second.findings)
    was = _outcomes(first.findings)
    proposed = {*done.inserted, *done.replaced}
    totals.suggested += len(proposed)
    totals.unwritten += sum(remark.change is not Change.NONE for remark in first.remarks) - len(proposed)
    totals.changed += bool(proposed)
    still = [rule for rule in proposed if now.get(rule) is Outcome.FAIL]
    totals.gone += len(proposed) - len(still)
    totals.still.update(still)
    totals.new.update(
        rule for rule, outcome in now.items() if outcome is Outcome.FAIL and was.get(rule) is not Outcome.FAIL
    )


def _outcomes(findings: tuple[Finding, ...]) -> dict[str, Outcome]:
    return {finding.rule: finding.outcome for finding in findings}


def _print(totals: Totals) -> None:
    print(f"files reviewed: {totals.files}; refused: {len(totals.refused)}")
    print(f"answers: {dict(totals.answers)}")
    located = max(totals.located, 1)
    print(f"places of findings: {totals.located}, comment on their words: {totals.on_words}"
          f" ({totals.on_words / located:.1%}), beside with the words quoted: {totals.beside}")  # fmt: skip
    share = totals.gone / max(totals.suggested, 1)
    print(f"clauses proposed: {totals.suggested}; finding gone after accepting: {totals.gone} ({share:.1%})")
    print(f"proposals that have no place in the file: {totals.unwritten}")
    print(f"still there: {dict(totals.still.most_common(20))}")
    print(f"findings that accepting brings about: {totals.new.total()} {dict(totals.new.most_common(20))}")
    print(f"files whose words are the same after rejecting: {totals.rejected_whole} of {totals.files}")
    print(f"rules of the standard broken: {len(totals.faults)}")
    for fault in totals.faults[:20]:
        print(f"  {fault}")


if __name__ == "__main__":
    main()
