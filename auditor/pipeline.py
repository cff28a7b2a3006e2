"""The order of the rooms, and nothing else: the only file that knows it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor import __version__
from auditor.engine.together import told_by_main
from auditor.errors import UsageError
from auditor.extraction import recognition
from auditor.guard.child import Beat
from auditor.model.finding import Finding
from auditor.model.judged import Judged
from auditor.model.report import Report, RulesetStamp, SubjectScore
from auditor.model.text import Text
from auditor.portfolio.copies import as_copy, copies_of
from auditor.portfolio.matters import matters_of
from auditor.rulebook.folders import data_folder, digests_of, program_digest, rule_folders
from auditor.running.memory import Memory
from auditor.running.run import Run
from auditor.running.settings import Settings
from auditor.running.spool import IN_MEMORY, Kept, Spool, SpooledFindings
from auditor.running.task import Book
from auditor.scoring.score import score_portfolio, score_subject, weighed
from auditor.sources.discover import discover

if TYPE_CHECKING:
    from types import ModuleType

    from auditor.running.cluster import ClusterRun

__all__ = ["Settings", "audit", "demo_folder"]


def demo_folder() -> Path:
    """Return the sample portfolio that the product carries, in a checkout or installed."""
    return data_folder("demo", "fixtures/demo") / "portfolio"


def audit(paths: Sequence[Path | str], settings: Settings, meanwhile: Callable[[], None] = lambda: None) -> Report:
    """Return the report on files and folders; ``meanwhile`` is done while the first files are worked on.

    Raises UsageError for a path that does not exist or a folder without files, RuleError for a broken rule. A
    file that cannot be read is in the report, with the reason. When the user interrupts, the report holds what was
    done and says that it is incomplete.
    """
    found = discover(paths, settings.limits.file_mib << 20)
    if not found:
        raise UsageError("there is no file to audit", remedy="Name a folder that holds documents.")
    spool = Spool()
    with ExitStack() as held:
        memory = _memory(settings)
        held.callback(memory.close)
        book = _book(settings, memory)
        run = _runner(settings, memory, [file.label for file in found], meanwhile, held)
        kept = sorted((spool.keep(judged) for judged in run.all(found)), key=lambda kept: kept.judged.input.path)
    return _report(_put_together(kept), spool, book, settings, complete=not run.interrupted)


def _memory(settings: Settings) -> Memory:
    """Return what earlier runs worked out with this program and these rules."""
    if settings.ocr:
        recognition.ask()
    files, program = digests_of(rule_folders(settings.rules)), program_digest()
    pictures = recognition.engine() if settings.ocr else ""
    maker = _mark(__version__, program, files.lexicon, pictures, f"{settings.limits}")
    return Memory(settings, maker, files.rules, _mark(program_digest(), files.files))


def _mark(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _book(settings: Settings, memory: Memory) -> Book:
    """Return what the report says of the rules; they are loaded and checked once for as long as they stay the same.

    Raises RuleError for a broken rule, UsageError for a profile that does not exist.
    """
    book = memory.book()
    if book is None:
        ruleset = _desk().ready(settings.rules, memory).ruleset
        stamp = RulesetStamp(ruleset.version, ruleset.sha256, len(ruleset.rules))
        book = Book(stamp, ruleset.sections, tuple(profile.id for profile in ruleset.profiles))
        memory.keep_book(book)
    if settings.profile not in book.profiles:
        _desk().ready(settings.rules, memory)
        _desk().rule_profile(settings.rules, settings.profile)
    return book


def _desk() -> ModuleType:
    """Return the room in which files are worked on; it is slow to import, and a run may have nothing to do there."""
    from auditor import desk  # noqa: PLC0415

    return desk


def _work(task: bytes, beat: Beat) -> bytes:
    done: bytes = _desk().work(task, beat)
    return done


def _runner(
    settings: Settings, memory: Memory, labels: Sequence[str], meanwhile: Callable[[], None], held: ExitStack
) -> Run | ClusterRun:
    """Return what takes all files through: processes of this machine, or the workers of a cluster."""
    if settings.scheduler:
        from auditor.running.cluster import ClusterRun  # noqa: PLC0415 - an extra that most users do not install

        cluster = ClusterRun(settings, settings.scheduler)
        held.callback(cluster.close)
        return cluster
    run = Run(settings, memory, _work, lambda: _desk().prepare_all(settings, labels, memory), meanwhile)
    held.callback(run.close)
    return run


def serve_station() -> None:
    """Take files through for a worker of a cluster, until no more come."""
    from auditor.running.station import serve  # noqa: PLC0415 - only a worker does this

    serve(_work, lambda settings: _desk().prepare_all(settings))


@dataclass(frozen=True, slots=True)
class _Placed:
    """One file with its place among the others."""

    kept: Kept
    main: str | None = None
    """The file of the contract that it supplements, when that is among the files."""


def _put_together(results: Sequence[Kept]) -> list[_Placed]:
    """Return the results with copies skipped, and with what supplements a contract tied to it."""
    copies = copies_of(kept.judged.input for kept in results)
    told = [
        Kept(as_copy(kept.judged, copies[kept.judged.input.path]), 0, 0, 0)
        if kept.judged.input.path in copies
        else kept
        for kept in results
    ]
    contracts = {
        kept.judged.number: kept.judged for kept in told if kept.judged.input.kind == "contract" and kept.judged.number
    }
    return [_placed(kept, contracts.get(kept.judged.amends)) if kept.judged.amends else _Placed(kept) for kept in told]


def _placed(kept: Kept, main: Judged | None) -> _Placed:
    """Return a supplement in the matter of its contract, or one that says that its contract is not here."""
    judged = kept.judged
    if judged.subject is None:
        return _Placed(kept)
    if main is None or main.subject is None:
        warning = _WITHOUT_MAIN.format(number=judged.amends or "")
        entry = replace(judged.input, warnings=(*judged.input.warnings, warning))
        return _Placed(replace(kept, judged=replace(judged, input=entry)))
    matter = main.subject.matter
    moved = replace(judged, input=replace(judged.input, matter=matter), subject=replace(judged.subject, matter=matter))
    return _Placed(replace(kept, judged=moved), main.input.path)


def _findings(placed: _Placed, spool: Spool) -> tuple[Finding, ...]:
    """Return what the report says of one file; the gaps of a supplement are its contract's to answer for."""
    findings = spool.findings(placed.kept)
    subject = placed.kept.judged.subject
    if placed.main is None or subject is None:
        return findings
    return tuple(weighed(told_by_main(replace(f, subject=subject), placed.main)) for f in findings)


_WITHOUT_MAIN = Text(
    "Основного договора № {number} среди проверенных файлов нет: документ проверен сам по себе. Добавьте договор, "
    "чтобы не считать недостающим то, что в нём уже есть.",
    "The main contract No. {number} is not among the files: the document was checked by itself. Add the contract, so "
    "that nothing it already holds is called missing.",
)


def _report(placed: Sequence[_Placed], spool: Spool, book: Book, settings: Settings, *, complete: bool) -> Report:
    judged = [entry.kept.judged for entry in placed]
    scores = tuple(
        SubjectScore(entry.kept.judged.subject, score_subject(_findings(entry, spool)))
        for entry in placed
        if entry.kept.judged.subject is not None
    )
    by_path = {entry.kept.judged.input.path: entry for entry in placed}
    findings: Collection[Finding] = SpooledFindings(
        [entry.kept for entry in placed], lambda kept: _findings(by_path[kept.judged.input.path], spool)
    )
    return Report(
        tool_version=__version__,
        ruleset=book.stamp,
        generated_at=settings.generated_at,
        as_of=settings.as_of,
        language=settings.language,
        inputs=tuple(result.input for result in judged),
        matters=matters_of(judged),
        findings=tuple(findings) if len(scores) <= IN_MEMORY else findings,
        overall=score_portfolio(scores),
        by_subject=scores,
        sections=book.sections,
        profile=settings.profile,
        complete=complete,
    )
