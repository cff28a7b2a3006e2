"""What is done with one file: it is read, understood and judged; in whatever process this is.

The pipeline imports this room when there is work to do: a run that finds every verdict kept does without it.
"""

from __future__ import annotations

import gc
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from auditor.engine.cases import is_about_cases, judge_case, told_without_contract
from auditor.engine.durable import DurableEngine
from auditor.engine.holding import holds
from auditor.engine.interface import Engine
from auditor.engine.judge import judge
from auditor.engine.programme import programme_of, programme_shown
from auditor.engine.remembering import RememberingEngine
from auditor.engine.wholes import Wholes
from auditor.errors import UsageError
from auditor.export.order import Order
from auditor.export.plain import lines_of
from auditor.extraction.interface import MESSAGES, Source, refused
from auditor.extraction.recognition import engine as recogniser
from auditor.extraction.registry import MEDIA_TYPES as READ_TYPES
from auditor.extraction.registry import enclosed, extract, prepare, sniff
from auditor.facts.build import facts_of
from auditor.facts.kept import alphabet_from_bytes, alphabet_to_bytes
from auditor.facts.paper import paper_of
from auditor.facts.phrases import Alphabet
from auditor.facts.records.build import RecordWords, given_headings, kind_by_tables, records_of
from auditor.facts.records.grid import JSON
from auditor.facts.topics import CompiledLexicon, acquaint, compile_lexicon
from auditor.guard.child import Beat, Parting
from auditor.history.cache import packed, unpacked
from auditor.model.columns import TableKind
from auditor.model.document import Block, BlockKind, Document, Unreadable
from auditor.model.enclosed import INSIDE
from auditor.model.fact import DocumentFacts
from auditor.model.finding import OF_THE_FIRM, Finding, Outcome, SubjectKind
from auditor.model.judged import Judged
from auditor.model.lexicon import Lexicon
from auditor.model.lined import Line
from auditor.model.portrait_words import PortraitWords
from auditor.model.profile import Profile, Regime
from auditor.model.record import Cell, Record
from auditor.model.report import InputStatus
from auditor.model.rule import Rule, RuleProfile, Ruleset
from auditor.model.text import Language, Text
from auditor.portfolio.folder import Folder
from auditor.portfolio.inputs import JUDGED_KINDS, understood, unread
from auditor.portfolio.subjects import client_of, subject_of
from auditor.rulebook.folders import rule_folders, rules_folder
from auditor.rulebook.kept import Rulebook, rulebook_from_bytes, rulebook_to_bytes
from auditor.running.ahead import Ahead, source_of
from auditor.running.memory import Memory
from auditor.running.packing import use
from auditor.running.run import lost
from auditor.running.settings import Settings
from auditor.running.task import (
    Done,
    Task,
    document_from_bytes,
    facts_from_bytes,
    facts_to_bytes,
    findings_to_bytes,
    lines_to_bytes,
    pack_lines,
)
from auditor.scoring.score import weighed
from auditor.sources.archives import MEDIA_TYPES, archive_kind, unpack
from auditor.sources.attachments import take_enclosed
from auditor.sources.discover import Loaded, load
from auditor.sources.taking import Unpacked


@cache
def rulebook(folders: tuple[Path, ...]) -> tuple[Ruleset, Lexicon]:
    """Return the rules and lexicon of the product, of installed packages and of further folders.

    Raises RuleError for anything broken.
    """
    from auditor.rulebook.load import load_rulebook  # noqa: PLC0415 - with YAML; rules that were kept need neither

    return load_rulebook(rule_folders(folders))


def rule_profile(folders: tuple[Path, ...], name: str) -> RuleProfile:
    """Return a profile by its id; UsageError where there is none."""
    profiles = {profile.id: profile for profile in bench(folders).ruleset.profiles}
    if name not in profiles:
        raise UsageError(f"--profile: there is no profile «{name}»", remedy=f"Known: {', '.join(sorted(profiles))}.")
    return profiles[name]


@dataclass(frozen=True)
class Bench:
    """Everything that one file needs, made once per process."""

    ruleset: Ruleset
    lexicon: CompiledLexicon
    words: PortraitWords
    records: RecordWords
    engine: Engine
    titles: dict[str, Text]
    of_contracts: tuple[Rule, ...]
    of_programme: tuple[Rule, ...]
    """Rules on the firm's own order that single documents answer."""
    of_cases: tuple[Rule, ...]
    """Rules on records, matters and the programme as a whole."""


_benches: dict[tuple[Path, ...], tuple[str, Bench]] = {}
"""The benches of this process, each with the digest of the files that it was made of; empty where nobody told."""


def bench(folders: tuple[Path, ...]) -> Bench:
    """Return the rules of some folders, ready to judge; RuleError for anything broken."""
    if folders not in _benches:
        _benches[folders] = "", _compiled(folders)
    return _benches[folders][1]


def ready(folders: tuple[Path, ...], memory: Memory) -> Bench:
    """Return the same; rules that an earlier run made ready of the same files are neither read nor compiled again."""
    if folders not in _benches or _benches[folders][0] != memory.checked:
        gc.disable()  # much is made here, nothing of it only holds each other, and all of it stays
        try:
            _benches[folders] = memory.checked, _recalled(memory) or _kept(_compiled(folders), folders, memory)
        finally:
            gc.freeze()
            gc.enable()
    return _benches[folders][1]


def _compiled(folders: tuple[Path, ...]) -> Bench:
    from auditor.rulebook.portrait_words import load_portrait_words  # noqa: PLC0415 - with YAML

    ruleset, lexicon = rulebook(folders)
    words = load_portrait_words(rules_folder() / "lexicon" / "_portrait")
    return _bench(Rulebook(ruleset, lexicon, words, _columns(folders)), _compiled_lexicons(lexicon))


def _columns(folders: tuple[Path, ...]) -> tuple[TableKind, ...]:
    from auditor.rulebook.columns import load_columns  # noqa: PLC0415 - with YAML

    return load_columns([folder / "lexicon" for folder in rule_folders(folders)])


def _compiled_lexicons(lexicon: Lexicon, *kept: Alphabet) -> tuple[CompiledLexicon, CompiledLexicon]:
    """Return the topics that are looked for in papers and those of records; ``kept`` are the alphabets of both."""
    papers = replace(lexicon, topics=tuple(topic for topic in lexicon.topics if not topic.of_records))
    speech = replace(lexicon, topics=tuple(topic for topic in lexicon.topics if topic.of_records))
    of_papers, of_speech = kept or (None, None)
    return compile_lexicon(papers, of_papers), compile_lexicon(speech, of_speech)


def _bench(book: Rulebook, lexicons: tuple[CompiledLexicon, CompiledLexicon]) -> Bench:
    rules, (papers, speech) = book.ruleset.rules, lexicons
    on_papers = [rule for rule in rules if not is_about_cases(rule)]
    return Bench(
        ruleset=book.ruleset,
        lexicon=papers,
        words=book.words,
        records=RecordWords(book.columns, speech, {}),
        engine=RememberingEngine(DurableEngine(rules)),
        titles={topic.id: topic.title for topic in book.lexicon.topics},
        of_contracts=tuple(rule for rule in on_papers if rule.subject not in OF_THE_FIRM),
        of_programme=tuple(rule for rule in on_papers if rule.subject in OF_THE_FIRM),
        of_cases=tuple(rule for rule in rules if is_about_cases(rule)),
    )


def _recalled(memory: Memory) -> Bench | None:
    """Return the rules that an earlier run kept; None when there are none, or none that can be understood."""
    pieces = memory.rules()
    try:
        rules, papers, speech = pieces or ()
        book = rulebook_from_bytes(rules)
        return _bench(book, _compiled_lexicons(book.lexicon, *map(alphabet_from_bytes, (papers, speech))))
    except (ValueError, TypeError, LookupError):
        return None


def _kept(made: Bench, folders: tuple[Path, ...], memory: Memory) -> Bench:
    """Return the rules after keeping them, with what the words of all examples meet."""
    ruleset, lexicon = rulebook(folders)
    examples = [text for topic in lexicon.topics for text, _ in topic.examples]
    for compiled in (made.lexicon, made.records.speech):
        acquaint(compiled, [*examples, *(example.text for example in ruleset.examples)])
    book = Rulebook(ruleset, lexicon, made.words, _columns(folders))
    alphabets = (made.lexicon.alphabet, made.records.speech.alphabet)
    with suppress(UnicodeEncodeError):  # half a character in a phrase: the rules hold all the same
        memory.keep_rules(rulebook_to_bytes(book), *map(alphabet_to_bytes, alphabets))
    return made


def read_facts(
    source: Source,
    rules: tuple[Path, ...] = (),
    columns: tuple[tuple[str, str], ...] = (),
    read: Document | None = None,
) -> DocumentFacts | Unreadable:
    """Return what was read and understood of one file, or why it was not read.

    ``columns`` is the user's own mapping of headings of tables, ``read`` the document, when it was read before.
    """
    document = read or extract(source)
    if isinstance(document, Unreadable):
        return document
    source.beat(document.coverage.pages_total or 0)
    ready = bench(rules)
    facts = facts_of(_beginning(document), ready.lexicon, ready.words)
    pages = document.coverage.pages_total or 0
    source.beat(pages)
    words = replace(ready.records, given=given_headings(columns)) if columns else ready.records
    recorded = records_of(document, facts.profile.kind, words, lambda: source.beat(pages))
    source.beat(document.coverage.pages_total or 0)
    kind = kind_by_tables(recorded, ready.records.kinds) if _may_be_named_by_tables(facts.profile, document) else None
    profile = facts.profile if kind is None else replace(facts.profile, kind=kind)
    return replace(facts, document=document, profile=profile, tables=recorded.tables, records=recorded.records)


_CELLS_READ_AS_WORDS = 4_000
"""Cells of a register in which topics are looked for; its rows are read as records, however many there are."""


def _beginning(document: Document) -> Document:
    """Return a document, or the beginning of a long register."""
    if not _is_sheet(document) or len(document.blocks) <= _CELLS_READ_AS_WORDS:
        return document
    return replace(document, blocks=document.blocks[:_CELLS_READ_AS_WORDS])


def _may_be_named_by_tables(profile: Profile, document: Document) -> bool:
    """Return whether tables tell what a document is: a sheet, or a text that tells nothing else of itself."""
    if document.media_type == JSON:
        return True
    place = next((block.location.cell or "" for block in document.blocks if block.kind is BlockKind.CELL), "")
    return _is_sheet(document) and (not _IN_TEXT.match(place) or profile.kind == "other")


_IN_TEXT = re.compile(r"T\d+R\d+C\d+")
"""How a cell of a text document is called."""


def _is_sheet(document: Document) -> bool:
    """Return whether most of a document are cells of tables."""
    cells = sum(block.kind is BlockKind.CELL for block in document.blocks)
    return 2 * cells > len(document.blocks)


def judge_facts(facts: DocumentFacts, settings: Settings) -> Judged:
    """Return what the rules say of one document that was read."""
    profile = rule_profile(settings.rules, settings.profile)
    facts = _with_profile(replace(facts, as_of=settings.as_of), profile)
    entry = understood(facts)
    ready = bench(settings.rules)
    off = dict(profile.off)
    told = Judged(
        entry, paper=paper_of(facts), tables=facts.tables, records=facts.records,
        programme=programme_shown(ready.of_programme, facts, ready.engine, ready.titles, off),
        holds=holds((*ready.of_contracts, *ready.of_programme), facts, ready.titles),
    )  # fmt: skip
    if facts.profile.kind not in JUDGED_KINDS:
        return told
    subject = subject_of(facts)
    findings = judge(ready.of_contracts, facts, subject, ready.engine, ready.titles, off)
    found = tuple(weighed(finding) for finding in findings)
    return replace(
        told, findings=found, subject=subject, client=client_of(facts), number=facts.profile.number,
        amends=facts.profile.amends,
    )  # fmt: skip


def _with_profile(facts: DocumentFacts, profile: RuleProfile) -> DocumentFacts:
    """Return the facts with the regime that the user's profile sets where the document's own signs settle nothing."""
    if profile.regime is None or facts.profile.regime is not Regime.UNKNOWN:
        return facts
    return replace(facts, profile=replace(facts.profile, regime=profile.regime))


def work(task: bytes, beat: Beat) -> bytes:
    """Do one task in a guarded process; bytes in, bytes out. Only a file that was read whole lets another follow."""
    given = Task.from_bytes(task)
    tempfile.tempdir = str(given.folder.parent)  # what a library puts aside goes with the folder of the run
    shutil.rmtree(given.folder, ignore_errors=True)  # of a process that was lost over the same file
    done = do(given, beat)
    done = _lined(done, given.settings)
    smooth = done.judged.input.status is InputStatus.READ and not done.judged.members
    return done.to_bytes() if smooth else Parting(done.to_bytes())


def _lined(done: Done, settings: Settings) -> Done:
    """Return a result with the lines of its findings, where they will be wanted."""
    if not settings.lined or not done.judged.findings:
        return done
    lines = _lines(done.judged.findings, settings.rules, settings.language)
    return replace(done, judged=replace(done.judged, lines=pack_lines(lines)))


def _lines(findings: Sequence[Finding], rules: tuple[Path, ...], language: Language) -> tuple[Line, ...]:
    return lines_of(findings, Order.of_sections(bench(rules).ruleset.sections), language)


def do(task: Task, beat: Beat) -> Done:
    """Return what became of one file: it is read, understood and judged, or opened when others are packed in it."""
    file, settings = task.file, task.settings
    if task.facts is not None:
        known = facts_from_bytes(unpacked(task.facts))
        document = replace(known.document, path=file.label)
        return Done(judge_facts(replace(known, document=document), settings))
    loaded = load(file)
    if loaded is None:
        return Done(Judged(unread(lost(file, "no_access"))))
    source = source_of(file, loaded, settings, beat)
    kind, reason = sniff(source.data, source.label)
    if reason == "unsupported" and archive_kind(source.data):
        return _opened(source, task)
    if kind == "mbox":
        return _container(
            source, READ_TYPES[kind], take_enclosed(enclosed(source), file.label, task.folder, task.budget)
        )
    facts = read_facts(source, settings.rules, settings.columns, _read_ahead(task, loaded))
    if isinstance(facts, Unreadable):
        return _with_enclosed(Done(Judged(unread(facts))), source, task)
    kept = packed(facts_to_bytes(facts)) if settings.cache else None
    return _with_enclosed(Done(judge_facts(facts, settings), kept), source, task)


def _read_ahead(task: Task, loaded: Loaded) -> Document | None:
    """Return the document of a task when it was read ahead of the very bytes that are there now."""
    if task.ahead is None:
        return None
    with suppress(OSError, ValueError):
        document = document_from_bytes(task.ahead.read_bytes())
        return document if document.sha256 == loaded.sha256 and document.path == task.file.label else None
    return None


def _with_enclosed(done: Done, source: Source, task: Task) -> Done:
    """Return what became of a file with the files that come with it, when it is a letter or a PDF."""
    held = take_enclosed(enclosed(source), source.label, task.folder, task.budget)
    entry = done.judged.input
    if held.reason and entry.status is InputStatus.READ:
        message = MESSAGES[held.reason]
        entry = replace(entry, status=InputStatus.PARTLY_READ, reason=held.reason, message=message)
    judged = replace(done.judged, input=entry, members=held.members, records=_with_attachments(done.judged, held))
    return replace(done, judged=judged, left=held.left)


def _with_attachments(judged: Judged, held: Unpacked) -> tuple[Record, ...]:
    """Return the records of a file, a letter with the names of the files that came with it."""
    names = ", ".join(member.label.rpartition(INSIDE)[2] for member in held.members)
    return tuple(
        replace(record, cells={**record.cells, "attachment": Cell(names)}) if record.kind == "letter" else record
        for record in judged.records
    )


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


def judge_folder(folder: Folder, settings: Settings) -> Iterator[Finding]:
    """Yield what the rules say of the records of a portfolio and of everything that ties them together."""
    from auditor.portfolio.cases.build import cases_of, has_programme  # noqa: PLC0415 - slow, and no file needs it

    made = bench(settings.rules)
    off = dict(rule_profile(settings.rules, settings.profile).off)
    wholes, alone = Wholes(made.of_cases, settings.language), set()
    for case in cases_of(folder):
        findings = judge_case(made.of_cases, case, made.engine, off, settings.as_of)
        if "contract" in case.told:
            findings = told_without_contract(made.of_contracts, case, off, settings.as_of)
        shown = list(wholes.take(findings, case.person, case.client) if case.group else _concerning(findings))
        alone |= {finding.rule for finding in shown if not case.group}
        yield from (weighed(finding) for finding in shown)
    yield from (weighed(finding) for finding in wholes.told() if not _told_alone(finding, alone))
    if has_programme(folder):
        yield from (weighed(finding) for finding in programme_of(made.of_programme, folder, off, settings.as_of))


_ONE_OF_A_KIND = frozenset({SubjectKind.MATTER, SubjectKind.PROGRAMME})
"""Kinds whose every case is asked by every rule."""


def _told_alone(whole: Finding, alone: set[str]) -> bool:
    """Return whether a rule has told by itself what it would tell of all records together.

    Complaints are told one by one and together, besides their register and its procedure.
    """
    counts = whole.subject.kind is SubjectKind.COMPLAINT and whole.outcome is not Outcome.NOT_APPLICABLE
    return whole.rule in alone and not counts


def _concerning(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings without those of rules that concern another thing of the kind: a row and not the register."""
    for finding in findings:
        if finding.subject.kind in _ONE_OF_A_KIND or finding.outcome is not Outcome.NOT_APPLICABLE:
            yield finding


def prepare_for_folder() -> None:
    """Import what judges several files together, while the first of them are worked on."""
    import auditor.portfolio.cases.build  # noqa: F401, PLC0415 - slow, and no file needs it


def prepare_all(
    settings: Settings, labels: Sequence[str] = (), memory: Memory | None = None, ahead: Ahead | None = None
) -> None:
    """Load everything that processes share, before they are forked; ``ahead`` reads the first files meanwhile."""
    recogniser()
    if ahead is None or len(labels) != 1:  # a single file that is read ahead needs no reader here
        prepare(labels)
    if memory is not None:
        ready(settings.rules, memory)
    if len(labels) != 1:  # nothing is gained where one process is forked
        lined = settings.language if settings.lined else None
        _tried(settings.rules, lined, russian=ahead is None or ahead.may_be_russian())


@cache
def _tried(rules: tuple[Path, ...], lined: Language | None, *, russian: bool) -> None:
    """Read and judge a few words once: much loads itself at its first use, and all findings are packed by these.

    The dictionary of Russian takes half of that time; where no Russian is to be expected, who meets some loads it.
    """
    ready = bench(rules)
    blocks = tuple(Block(line) for line in (_RUSSIAN if russian else ()) + _ENGLISH)
    facts = facts_of(Document("", "", "text/plain", 0, blocks), ready.lexicon, ready.words)
    findings = tuple(judge(ready.of_contracts, facts, subject_of(facts), ready.engine, ready.titles))
    sample = findings_to_bytes(findings)
    if lined:
        sample += lines_to_bytes(_lines(findings, rules, lined))
    use(sample)


_RUSSIAN = (
    "Договор",
    "1. Предмет",
    "1.1. Исполнитель оказывает услуги, Заказчик оплачивает 1 000 рублей в течение 5 дней.",
)
_ENGLISH = ("1. Subject", "1.1. The Provider renders services, the Client shall pay USD 1,000 within 5 days.")
"""Words that make everything load that loads itself at its first use."""
