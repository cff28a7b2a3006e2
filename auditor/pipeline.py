"""The order of the rooms, and nothing else: the only file that knows it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from auditor import __version__
from auditor.engine.durable import DurableEngine
from auditor.engine.interface import Engine
from auditor.engine.judge import judge
from auditor.engine.remembering import RememberingEngine
from auditor.engine.together import told_by_main
from auditor.errors import UsageError
from auditor.extraction.interface import MESSAGES, Source, refused
from auditor.extraction.recognition import engine as recogniser
from auditor.extraction.registry import MEDIA_TYPES as READ_TYPES
from auditor.extraction.registry import enclosed, extract, prepare, sniff
from auditor.facts.build import facts_of
from auditor.facts.topics import CompiledLexicon, compile_lexicon
from auditor.guard.child import Beat
from auditor.history.cache import packed
from auditor.model.document import Block, Document, Unreadable
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Finding
from auditor.model.judged import Judged
from auditor.model.lexicon import Lexicon
from auditor.model.portrait_words import PortraitWords
from auditor.model.profile import Regime
from auditor.model.report import InputStatus, Report, RulesetStamp, SubjectScore
from auditor.model.rule import RuleProfile, Ruleset
from auditor.model.text import Text
from auditor.portfolio.copies import as_copy, copies_of
from auditor.portfolio.inputs import JUDGED_KINDS, understood, unread
from auditor.portfolio.matters import matters_of
from auditor.portfolio.subjects import client_of, subject_of
from auditor.rulebook.installed import installed_folders
from auditor.rulebook.load import load_rulebook, rulebook_digest
from auditor.rulebook.portrait_words import load_portrait_words
from auditor.running.memory import Memory
from auditor.running.run import Run, lost
from auditor.running.settings import Settings
from auditor.running.spool import IN_MEMORY, Kept, Spool, SpooledFindings
from auditor.running.station import serve
from auditor.running.task import Done, Task, facts_from_bytes, facts_to_bytes
from auditor.scoring.score import likelihood, score_portfolio, score_subject
from auditor.sources.archives import MEDIA_TYPES, archive_kind, unpack
from auditor.sources.attachments import take_enclosed
from auditor.sources.discover import discover, load
from auditor.sources.taking import Unpacked

if TYPE_CHECKING:
    from auditor.running.cluster import ClusterRun

__all__ = ["Settings", "audit", "bench", "read_facts", "rulebook"]


def rules_folder() -> Path:
    """Return the folder of the rules that the product carries, in a checkout or installed."""
    return _data("rules")


def demo_folder() -> Path:
    """Return the sample portfolio that the product carries, in a checkout or installed."""
    inside = _data("demo", "fixtures/demo")
    return inside / "portfolio"


def _data(name: str, in_checkout: str | None = None) -> Path:
    package = Path(__file__).parent
    for folder in (package / "_data" / name, package.parent / (in_checkout or name)):
        if folder.is_dir():
            return folder
    raise UsageError(f"the installation lacks its {name}", remedy="Install the package again.")


def _rule_folders(folders: tuple[Path, ...]) -> list[Path]:
    return [rules_folder(), *installed_folders(), *folders]


@cache
def rulebook(folders: tuple[Path, ...]) -> tuple[Ruleset, Lexicon]:
    """Return the rules and lexicon of the product, of installed packages and of further folders.

    Raises RuleError for anything broken.
    """
    return load_rulebook(_rule_folders(folders))


def rule_profile(folders: tuple[Path, ...], name: str) -> RuleProfile:
    """Return a profile by its id; UsageError where there is none."""
    profiles = {profile.id: profile for profile in rulebook(folders)[0].profiles}
    if name not in profiles:
        raise UsageError(f"--profile: there is no profile «{name}»", remedy=f"Known: {', '.join(sorted(profiles))}.")
    return profiles[name]


@dataclass(frozen=True)
class Bench:
    """Everything that one file needs, made once per process."""

    ruleset: Ruleset
    lexicon: CompiledLexicon
    words: PortraitWords
    engine: Engine
    titles: dict[str, Text]


@cache
def bench(folders: tuple[Path, ...]) -> Bench:
    """Return the rules of some folders, ready to judge; RuleError for anything broken."""
    ruleset, lexicon = rulebook(folders)
    words = load_portrait_words(rules_folder() / "lexicon" / "_portrait")
    titles = {topic.id: topic.title for topic in lexicon.topics}
    return Bench(ruleset, compile_lexicon(lexicon), words, RememberingEngine(DurableEngine(ruleset.rules)), titles)


def read_facts(source: Source, rules: tuple[Path, ...] = ()) -> DocumentFacts | Unreadable:
    """Return what was read and understood of one file, or why it was not read."""
    document = extract(source)
    if isinstance(document, Unreadable):
        return document
    source.beat(document.coverage.pages_total or 0)
    ready = bench(rules)
    return facts_of(document, ready.lexicon, ready.words)


def judge_facts(facts: DocumentFacts, settings: Settings) -> Judged:
    """Return what the rules say of one document that was read."""
    profile = rule_profile(settings.rules, settings.profile)
    facts = _with_profile(replace(facts, as_of=settings.as_of), profile)
    entry = understood(facts)
    if facts.profile.kind not in JUDGED_KINDS:
        return Judged(entry)
    ready = bench(settings.rules)
    subject = subject_of(facts)
    findings = judge(ready.ruleset.rules, facts, subject, ready.engine, ready.titles, dict(profile.off))
    weighed = tuple(_weighed(finding) for finding in findings)
    return Judged(entry, weighed, subject, client_of(facts), facts.profile.number, facts.profile.amends)


def _with_profile(facts: DocumentFacts, profile: RuleProfile) -> DocumentFacts:
    """Return the facts with the regime that the user's profile sets where the document's own signs settle nothing."""
    if profile.regime is None or facts.profile.regime is not Regime.UNKNOWN:
        return facts
    return replace(facts, profile=replace(facts.profile, regime=profile.regime))


def _weighed(finding: Finding) -> Finding:
    polarity = "forbidden" if "forbidden" in finding.tags else "required"
    level = likelihood(
        finding.outcome, polarity, consumer=finding.subject.consumer, compensated="compensated" in finding.tags,
        open_complaint=False,
    )  # fmt: skip
    return replace(finding, likelihood=level)


def work(task: bytes, beat: Beat) -> bytes:
    """Do one task in a process of its own; bytes in, bytes out."""
    given = Task.from_bytes(task)
    tempfile.tempdir = str(given.folder.parent)  # what a library puts aside goes with the folder of the run
    return do(given, beat).to_bytes()


def do(task: Task, beat: Beat) -> Done:
    """Return what became of one file: it is read, understood and judged, or opened when others are packed in it."""
    file, settings = task.file, task.settings
    if task.facts is not None:
        known = facts_from_bytes(task.facts)
        document = replace(known.document, path=file.label)
        return Done(judge_facts(replace(known, document=document), settings))
    loaded = load(file)
    if loaded is None:
        return Done(Judged(unread(lost(file, "no_access"))))
    source = Source(file.label, loaded.data, loaded.sha256, file.size, beat, settings.ocr, settings.passwords)
    kind, reason = sniff(source.data, source.label)
    if reason == "unsupported" and archive_kind(source.data):
        return _opened(source, task)
    if kind == "mbox":
        return _container(
            source, READ_TYPES[kind], take_enclosed(enclosed(source), file.label, task.folder, task.budget)
        )
    facts = read_facts(source, settings.rules)
    if isinstance(facts, Unreadable):
        return _with_enclosed(Done(Judged(unread(facts))), source, task)
    kept = packed(facts_to_bytes(facts)) if settings.cache else None
    return _with_enclosed(Done(judge_facts(facts, settings), kept), source, task)


def _with_enclosed(done: Done, source: Source, task: Task) -> Done:
    """Return what became of a file with the files that come with it, when it is a letter."""
    held = take_enclosed(enclosed(source), source.label, task.folder, task.budget)
    entry = done.judged.input
    if held.reason and entry.status is InputStatus.READ:
        message = MESSAGES[held.reason]
        entry = replace(entry, status=InputStatus.PARTLY_READ, reason=held.reason, message=message)
    return replace(done, judged=replace(done.judged, input=entry, members=held.members), left=held.left)


def _opened(source: Source, task: Task) -> Done:
    """Return an archive as an input of its own, with its members."""
    task.folder.mkdir(mode=0o700)
    media = MEDIA_TYPES[archive_kind(source.data) or "zip"]
    held = unpack(source.data, source.label, task.folder, task.budget, source.passwords)
    return _container(source, media, held)


def _container(source: Source, media: str, held: Unpacked) -> Done:
    """Return a file that only holds others, with its members."""
    broken = "damaged" if any(member.reason == "damaged" for member in held.members) else None
    reason = held.reason or broken
    entry = unread(refused(source, reason or "empty", media))
    if held.members and not reason:
        entry = replace(entry, status=InputStatus.READ, reason=None, message=None)
    elif held.members:
        entry = replace(entry, status=InputStatus.PARTLY_READ)
    return Done(Judged(entry, members=held.members), left=held.left)


def audit(paths: Sequence[Path | str], settings: Settings) -> Report:
    """Return the report on files and folders.

    Raises UsageError for a path that does not exist or a folder without files, RuleError for a broken rule. A
    file that cannot be read is in the report, with the reason. When the user interrupts, the report holds what was
    done and says that it is incomplete.
    """
    found = discover(paths, settings.limits.file_mib << 20)
    if not found:
        raise UsageError("there is no file to audit", remedy="Name a folder that holds documents.")
    ruleset, _ = rulebook(settings.rules)
    rule_profile(settings.rules, settings.profile)
    spool = Spool()
    with ExitStack() as held:
        run = _runner(settings, ruleset, [file.label for file in found], held)
        kept = sorted((spool.keep(judged) for judged in run.all(found)), key=lambda kept: kept.judged.input.path)
    return _report(_put_together(kept), spool, ruleset, settings, complete=not run.interrupted)


def _runner(settings: Settings, ruleset: Ruleset, labels: Sequence[str], held: ExitStack) -> Run | ClusterRun:
    """Return what takes all files through: processes of this machine, or the workers of a cluster."""
    if settings.scheduler:
        from auditor.running.cluster import ClusterRun  # noqa: PLC0415 - an extra that most users do not install

        cluster = ClusterRun(settings, settings.scheduler)
        held.callback(cluster.close)
        return cluster
    memory = Memory(settings, facts_maker(settings), ruleset.sha256)
    held.callback(memory.close)
    run = Run(settings, memory, work, lambda: _prepare(settings, labels))
    held.callback(run.close)
    return run


def serve_station() -> None:
    """Take files through for a worker of a cluster, until no more come."""
    serve(work, _prepare)


def _prepare(settings: Settings, labels: Sequence[str] = ()) -> None:
    """Load everything that processes share, before they are forked."""
    recogniser()
    prepare(labels)
    _tried(settings.rules)


@cache
def _tried(rules: tuple[Path, ...]) -> None:
    """Read and judge a few words once: much loads itself at its first use."""
    ready = bench(rules)
    blocks = tuple(Block(line) for line in _SAMPLE.splitlines())
    facts = facts_of(Document("", "", "text/plain", 0, blocks), ready.lexicon, ready.words)
    judge(ready.ruleset.rules, facts, subject_of(facts), ready.engine, ready.titles)


_SAMPLE = """Договор
1. Предмет
1.1. Исполнитель оказывает услуги, Заказчик оплачивает 1 000 рублей в течение 5 дней.
1. Subject
1.1. The Provider renders services, the Client shall pay USD 1,000 within 5 days."""
"""Words that make everything load that loads itself at its first use."""


def facts_maker(settings: Settings) -> str:
    """Return a mark of everything that facts depend on: this program, the lexicon, the reading of pictures."""
    lexicon = rulebook_digest(_rule_folders(settings.rules), "lexicon")
    pictures = recogniser() if settings.ocr else ""
    limits = f"{settings.limits}"
    return hashlib.sha256("\x1f".join((__version__, _program(), lexicon, pictures, limits)).encode()).hexdigest()


@cache
def _program() -> str:
    """Return the hash of the program's own files: a changed reader makes other facts, whatever the version says."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


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
    return tuple(_weighed(told_by_main(replace(f, subject=subject), placed.main)) for f in findings)


_WITHOUT_MAIN = Text(
    "Основного договора № {number} среди проверенных файлов нет: документ проверен сам по себе. Добавьте договор, "
    "чтобы не считать недостающим то, что в нём уже есть.",
    "The main contract No. {number} is not among the files: the document was checked by itself. Add the contract, so "
    "that nothing it already holds is called missing.",
)


def _report(placed: Sequence[_Placed], spool: Spool, ruleset: Ruleset, settings: Settings, *, complete: bool) -> Report:
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
        ruleset=RulesetStamp(ruleset.version, ruleset.sha256, len(ruleset.rules)),
        generated_at=settings.generated_at,
        as_of=settings.as_of,
        language=settings.language,
        inputs=tuple(result.input for result in judged),
        matters=matters_of(judged),
        findings=tuple(findings) if len(scores) <= IN_MEMORY else findings,
        overall=score_portfolio(scores),
        by_subject=scores,
        sections=ruleset.sections,
        profile=settings.profile,
        complete=complete,
    )
