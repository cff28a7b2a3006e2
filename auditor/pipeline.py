"""The order of the rooms, and nothing else: the only file that knows it."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor import __version__
from auditor.engine.together import told_by_main, told_by_supplements
from auditor.errors import UsageError
from auditor.extraction import recognition
from auditor.guard.child import Beat
from auditor.model.brief import OPEN, Told, whole
from auditor.model.finding import Finding, Outcome, SubjectKind, with_shared_texts
from auditor.model.lined import Line
from auditor.model.report import InputStatus, Report, RulesetStamp, Score, SubjectScore
from auditor.model.text import Text
from auditor.model.waiver import Waiver, WaiverBook
from auditor.portfolio.copies import as_copy, copies_of
from auditor.portfolio.folder import Folder
from auditor.portfolio.matters import matters_of
from auditor.rulebook.folders import data_folder, digests_of, program_digest, rule_folders
from auditor.running.memory import Memory
from auditor.running.run import Run
from auditor.running.settings import Settings
from auditor.running.spool import IN_MEMORY, Kept, Spool, SpooledFindings
from auditor.running.task import Book
from auditor.scoring.score import score_portfolio, score_subject, weighed
from auditor.scoring.wholes import scores_of_wholes
from auditor.sources.discover import discover

if TYPE_CHECKING:
    from types import ModuleType

    from auditor.model.access_table import AccessTable
    from auditor.model.promise_table import PromiseTable
    from auditor.running.cluster import ClusterRun
    from auditor.waiving.file import WaiverFile

__all__ = ["Settings", "audit", "demo_folder"]


def demo_folder() -> Path:
    """Return the sample portfolio that the product carries, in a checkout or installed."""
    return data_folder("demo", "fixtures/demo") / "portfolio"


def audit(
    paths: Sequence[Path | str],
    settings: Settings,
    waivers: WaiverFile | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Report:
    """Return the report on files and folders; what ``waivers`` accepts leaves the score.

    ``meanwhile`` is done while the first files are worked on.

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
        told = _copies_told(kept)
        folder = Folder.of([entry.judged for entry in told], settings.as_of, settings.language)
        further = _of_the_whole(folder, settings, memory)
    placed = [_placed(entry, folder) for entry in told]
    said = _accepting(_Said(placed, further, spool), waivers, book, settings)
    report = _report(said, book, settings, complete=not run.interrupted)
    return replace(
        report,
        access=_access(folder) if folder.has("grant", "use") else None,
        origins={file.label: os.path.abspath(file.path) for file in found if not file.address},  # noqa: PTH100 - links stay
        promises=_promises(folder) if folder.has("interaction", "letter", "message") else None,
    )


def _memory(settings: Settings) -> Memory:
    """Return what earlier runs worked out with this program and these rules."""
    if settings.ocr:
        recognition.ask()
    files, program = digests_of(rule_folders(settings.rules)), program_digest()
    pictures = recognition.engine() if settings.ocr else ""
    maker = _mark(__version__, program, files.lexicon, pictures, f"{settings.limits}", f"{settings.columns}")
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
        from auditor.engine.citing import citations_of  # noqa: PLC0415 - with the rules; needed once for each installation

        stamp = RulesetStamp(ruleset.version, ruleset.sha256, len(ruleset.rules))
        kept = tuple(rule.id for rule in ruleset.rules if not rule.waivable)
        law = tuple((rule.id, citations_of(rule)) for rule in ruleset.rules)
        book = Book(stamp, ruleset.sections, tuple(profile.id for profile in ruleset.profiles), law, kept)
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

    def also() -> None:
        meanwhile()
        if len(labels) > 1:
            _desk().prepare_for_folder()

    run = Run(settings, memory, _work, lambda ahead: _desk().prepare_all(settings, labels, memory, ahead), also)
    held.callback(run.close)
    return run


def serve_station(rules_cache: Path | None = None) -> None:
    """Take files through for a worker of a cluster, until no more come; ``rules_cache`` keeps its rules made ready."""
    from auditor.running.station import serve  # noqa: PLC0415 - only a worker does this

    serve(_work, lambda settings: _prepared(replace(settings, rules_cache=rules_cache)))


def _prepared(settings: Settings) -> None:
    """Load everything for files of whatever kind."""
    with closing(_memory(settings)) as memory:
        _desk().prepare_all(settings, memory=memory)


@dataclass(frozen=True, slots=True)
class _Placed:
    """One file with its place among the others."""

    kept: Kept
    main: str | None = None
    """The file of the contract that it supplements, when that is among the files."""
    supplements: tuple[str, ...] = ()
    """The files of the annexes and amendments of a contract, the oldest first."""

    @property
    def path(self) -> str:
        """Return how the report calls the file."""
        return self.kept.judged.input.path


def _of_the_whole(folder: Folder, settings: Settings, memory: Memory) -> tuple[Finding, ...]:
    """Return what is found in the records and in what ties the files together; known while all files are the same."""
    if not folder.has_more_than_contracts():
        return ()
    entries = (result.input for result in folder.judged)
    mark = _mark(
        settings.language, settings.as_of, *(f"{entry.path}\x1e{entry.sha256}\x1e{entry.status}" for entry in entries)
    )
    known = memory.folder(mark)
    if known is None:
        known = tuple(with_shared_texts(_desk().judge_folder(folder, settings)))
        memory.keep_folder(mark, known)
    return known


def _access(folder: Folder) -> AccessTable | None:
    from auditor.portfolio.cases.access import access_table  # noqa: PLC0415 - few portfolios hold lists of rights

    return access_table(folder)


def _promises(folder: Folder) -> PromiseTable | None:
    from auditor.portfolio.cases.promise_table import promise_table  # noqa: PLC0415 - few portfolios hold records

    return promise_table(folder)


def _copies_told(results: Sequence[Kept]) -> list[Kept]:
    """Return the results with copies skipped."""
    copies = copies_of(kept.judged.input for kept in results)
    return [
        Kept(as_copy(kept.judged, copies[kept.judged.input.path])) if kept.judged.input.path in copies else kept
        for kept in results
    ]


def _placed(kept: Kept, folder: Folder) -> _Placed:
    """Return a file in the matter it belongs to; a supplement whose contract is not here says so."""
    judged = kept.judged
    entry = folder.entered(judged)
    main = folder.main_of(judged) if judged.input.status is not InputStatus.SKIPPED else None
    if judged.subject is None:
        return _Placed(replace(kept, judged=replace(judged, input=entry)))
    if main is None or main.subject is None:
        if judged.amends:
            entry = replace(entry, warnings=(*entry.warnings, _WITHOUT_MAIN.format(number=judged.amends)))
        more = (
            tuple(result.input.path for result in folder.supplements(judged)) if judged.input.kind == "contract" else ()
        )
        return _Placed(replace(kept, judged=replace(judged, input=entry)), None, more)
    matter = main.subject.matter
    moved = replace(judged, input=replace(entry, matter=matter), subject=replace(judged.subject, matter=matter))
    return _Placed(replace(kept, judged=moved), main.input.path)


def _findings(placed: _Placed, by_path: Mapping[str, _Placed], spool: Spool) -> tuple[Finding, ...]:
    """Return what the report says of one file.

    The gaps of a supplement are its contract's to answer for; what a contract lacks may stand in its supplements.
    """
    findings = spool.findings(placed.kept)
    subject = placed.kept.judged.subject
    if subject is None:
        return findings
    if placed.main is not None:
        return tuple(weighed(told_by_main(replace(f, subject=subject), placed.main)) for f in findings)
    if not placed.supplements:
        return findings
    more = [finding for path in placed.supplements for finding in spool.findings(by_path[path].kept)]
    return tuple(weighed(finding) for finding in told_by_supplements(findings, more))


_WITHOUT_MAIN = Text(
    "Основного договора № {number} среди проверенных файлов нет: документ проверен сам по себе. Добавьте договор, "
    "чтобы не считать недостающим то, что в нём уже есть.",
    "The main contract No. {number} is not among the files: the document was checked by itself. Add the contract, so "
    "that nothing it already holds is called missing.",
)


def _marks_of(told: Told, rules: Collection[str]) -> Iterator[str]:
    """Yield the marks of what these rules left open."""
    for rule, kept in told.rows:
        if rule in rules and kept.outcome in OPEN:
            yield kept.fingerprint(told.subject.matter, rule)


class _Said:
    """Everything that the report says of the files, those findings that are accepted with their waiver."""

    def __init__(self, placed: Sequence[_Placed], further: tuple[Finding, ...], spool: Spool) -> None:
        """Take the files with their places, what was found in them as a whole, and where the findings lie."""
        self.placed = placed
        self.book: WaiverBook | None = None
        self._by_path = {entry.path: entry for entry in placed}
        self._spool = spool
        contracts = {entry.path for entry in placed if entry.kept.judged.subject is not None}
        self._of_matters: dict[str, list[Finding]] = defaultdict(list)
        rest: list[Finding] = []
        for finding in further:
            own = finding.subject.kind is SubjectKind.MATTER and finding.subject.path in contracts
            (self._of_matters[finding.subject.path] if own else rest).append(finding)
        self._further = tuple(sorted(rest, key=lambda finding: finding.subject.kind))
        self._accepted: Mapping[str, Waiver] = {}
        self.altered = {entry.path for entry in placed if entry.main or entry.supplements}
        """Files of which the report says something else than their own rules gave."""

    def accept(self, book: WaiverBook) -> None:
        """Tell findings with the waivers that hold."""
        self.book = book
        self._accepted = {waiver.finding: waiver for waiver in book.active}
        rules = {waiver.rule for waiver in book.active}
        for entry in self.placed if rules else ():
            marks = (mark for told in self.briefly(entry.path) for mark in _marks_of(told, rules))
            if any(mark in self._accepted for mark in marks):
                self.altered.add(entry.path)

    def briefly(self, path: str) -> Iterator[Told]:
        """Yield what is kept of every finding of one file and, of a contract, of everything that belongs to it."""
        judged = self._by_path[path].kept.judged
        if path in self.altered or judged.subject is None or judged.brief is None:
            yield from map(whole, self.of(path))
        else:
            yield Told(judged.subject, self._spool.rows(self._by_path[path].kept))
            yield from map(whole, self.belonging(path))

    def score_of(self, entry: _Placed) -> Score:
        """Return the score of one file; it is computed anew only where the report says more of it than its rules."""
        judged = entry.kept.judged
        more = any(finding.outcome is not Outcome.NOT_APPLICABLE for finding in self.belonging(entry.path))
        if more or entry.path in self.altered or judged.brief is None:
            return score_subject(self.of(entry.path))
        return judged.brief.score

    def of(self, path: str) -> tuple[Finding, ...]:
        """Return what the report says of one file and, of a contract, of everything that belongs to it."""
        findings = self._told(_findings(self._by_path[path], self._by_path, self._spool))
        return (*findings, *self.belonging(path))

    def belonging(self, path: str) -> tuple[Finding, ...]:
        """Return what it says of the matter of a contract, apart from the contract's own words."""
        return self._told(tuple(self._of_matters.get(path, ())))

    def lines(self, path: str) -> tuple[Line, ...]:
        """Return how the JSON report tells what a file's own rules gave, where it says just that."""
        return () if path in self.altered else self._spool.lines(self._by_path[path].kept)

    @property
    def further(self) -> tuple[Finding, ...]:
        """Return what it says of records, of clients without a contract and of the firm's own order, kind by kind."""
        return self._told(self._further)

    def _told(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        if not self._accepted:
            return findings
        from auditor.waiving.applying import waived  # noqa: PLC0415 - most runs have no waivers

        return tuple(waived(f, self._accepted) for f in findings)


def _accepting(said: _Said, waivers: WaiverFile | None, book: Book, settings: Settings) -> _Said:
    """Return the same with the waivers that hold, after a look at all findings that they may be for."""
    if waivers is None:
        return said
    from auditor.waiving.applying import Bystanders, resolve, rules_of  # noqa: PLC0415 - as above

    seen = Bystanders(rules_of(waivers))
    if waivers.entries:
        for entry in said.placed:
            seen.take(said.briefly(entry.path))
        seen.take(map(whole, said.further))
    said.accept(resolve(waivers, seen, settings.as_of, book.unwaivable))
    return said


def _report(said: _Said, book: Book, settings: Settings, *, complete: bool) -> Report:
    judged = [entry.kept.judged for entry in said.placed]
    further = said.further
    scores = tuple(
        SubjectScore(entry.kept.judged.subject, said.score_of(entry))
        for entry in said.placed
        if entry.kept.judged.subject is not None
    )
    wholes = scores_of_wholes(further, settings.language)
    paths = [entry.path for entry in said.placed]
    return Report(
        tool_version=__version__,
        ruleset=book.stamp,
        generated_at=settings.generated_at,
        as_of=settings.as_of,
        language=settings.language,
        inputs=tuple(result.input for result in judged),
        matters=matters_of(judged),
        findings=SpooledFindings(paths, said, further, few=len(scores) <= IN_MEMORY),
        overall=score_portfolio((*scores, *wholes)),
        by_subject=(*scores, *wholes),
        sections=book.sections,
        profile=settings.profile,
        complete=complete,
        law=book.law,
        waivers=said.book,
    )
