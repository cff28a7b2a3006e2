"""The order of the rooms, and nothing else: the only file that knows it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pebble import ProcessPool

from auditor import __version__
from auditor.engine.durable import DurableEngine
from auditor.engine.interface import Engine
from auditor.engine.judge import judge
from auditor.engine.remembering import RememberingEngine
from auditor.engine.together import told_by_main
from auditor.errors import AuditorError, UsageError
from auditor.extraction.interface import MESSAGES, Source, refused
from auditor.extraction.registry import extract
from auditor.facts.build import facts_of
from auditor.facts.topics import CompiledLexicon, compile_lexicon
from auditor.model.document import Unreadable
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Finding, Subject, SubjectKind
from auditor.model.lexicon import Lexicon
from auditor.model.portrait_words import PortraitWords
from auditor.model.profile import Regime
from auditor.model.report import Input, InputStatus, Matter, Report, RulesetStamp, SubjectScore
from auditor.model.rule import Example, RuleProfile, Ruleset
from auditor.model.text import Language, Text
from auditor.rulebook.installed import installed_folders
from auditor.rulebook.load import load_rulebook
from auditor.rulebook.new_rule import write_new_rule
from auditor.rulebook.portrait_words import load_portrait_words
from auditor.rulebook.schemas import schemas as rule_schemas
from auditor.scoring.score import likelihood, score_portfolio, score_subject
from auditor.sources.discover import FoundFile, discover, load

__all__ = ["Settings", "audit", "read_facts", "rule_schemas", "rulebook", "write_new_rule"]

JUDGED_KINDS = frozenset({"contract", "annex", "amendment"})
"""Kinds of document that the contract rules judge."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told; everything has a default."""

    as_of: str
    """The audit's date, ISO 8601."""
    generated_at: str
    language: Language = "ru"
    rules: tuple[Path, ...] = ()
    profile: str = "auto"
    """The id of a profile of ``rules/profiles``: ``auto``, ``ru-consumer``, ``ru-business``, a house's own."""
    jobs: int = 1
    seconds_per_file: float = 300.0
    """A file that takes longer is not read; the rest of the run goes on."""
    tell: Callable[[int, int, str], None] = field(default=lambda done, total, label: None)
    """Called after each file with files done, files found and the file's name."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one file."""

    input: Input
    findings: tuple[Finding, ...] = ()
    subject: Subject | None = None
    client: str = ""
    number: str | None = None
    """The contract's own number."""
    amends: str | None = None
    """The number of the contract that an amendment or an annex belongs to."""


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


@cache
def rulebook(folders: tuple[Path, ...]) -> tuple[Ruleset, Lexicon]:
    """Return the rules and lexicon of the product, of installed packages and of further folders.

    Raises RuleError for anything broken.
    """
    return load_rulebook([rules_folder(), *installed_folders(), *folders])


def rule_profile(folders: tuple[Path, ...], name: str) -> RuleProfile:
    """Return a profile by its id; UsageError where there is none."""
    profiles = {profile.id: profile for profile in rulebook(folders)[0].profiles}
    if name not in profiles:
        raise UsageError(f"--profile: there is no profile «{name}»", remedy=f"Known: {', '.join(sorted(profiles))}.")
    return profiles[name]


def check_rules(folders: tuple[Path, ...]) -> tuple[Ruleset, Lexicon]:
    """Return the rules and the lexicon after every phrase was compiled; RuleError for anything broken."""
    _bench(folders)
    return rulebook(folders)


@dataclass(frozen=True)
class _Bench:
    """Everything a worker needs, made once per process."""

    ruleset: Ruleset
    lexicon: CompiledLexicon
    words: PortraitWords
    engine: Engine
    titles: dict[str, Text]


@cache
def _bench(folders: tuple[Path, ...]) -> _Bench:
    ruleset, lexicon = rulebook(folders)
    words = load_portrait_words(rules_folder() / "lexicon" / "_portrait")
    titles = {topic.id: topic.title for topic in lexicon.topics}
    return _Bench(ruleset, compile_lexicon(lexicon), words, RememberingEngine(DurableEngine(ruleset.rules)), titles)


def read_facts(source: Source, rules: tuple[Path, ...] = ()) -> DocumentFacts | Unreadable:
    """Return what was read and understood of one file, or why it was not read."""
    document = extract(source)
    if isinstance(document, Unreadable):
        return document
    bench = _bench(rules)
    return facts_of(document, bench.lexicon, bench.words)


def audit(paths: Sequence[Path], settings: Settings) -> Report:
    """Return the report on files and folders.

    Raises UsageError for a path that does not exist or a folder without files, RuleError for a broken rule. A
    file that cannot be read is in the report, with the reason.
    """
    found = discover(paths)
    if not found:
        raise UsageError("there is no file to audit", remedy="Name a folder that holds documents.")
    ruleset, _ = rulebook(settings.rules)
    rule_profile(settings.rules, settings.profile)
    judged = _with_main_contracts(_with_duplicates(_in_order(found, settings)))
    return _report(judged, ruleset, settings)


def _in_order(found: Sequence[FoundFile], settings: Settings) -> list[Judged]:
    _bench(settings.rules)  # made before the workers are forked, so that they share it
    quiet = replace(settings, tell=_silent)
    with ProcessPool(max_workers=max(1, min(settings.jobs, len(found))), max_tasks=2_000) as pool:
        futures = {
            file: pool.schedule(_judge_file, args=(file, quiet), timeout=settings.seconds_per_file)
            for file in sorted(
                found, key=lambda file: -file.size
            )  # the longest first, so that no worker idles at the end
        }
        results = (_result(futures[file].result, file) for file in found)
        return list(_told(results, found, settings))


def _silent(done: int, total: int, label: str) -> None:
    """Say nothing: progress is told by the parent."""


def _told(results: Iterable[Judged], found: Sequence[FoundFile], settings: Settings) -> Iterable[Judged]:
    for done, judged in enumerate(results, 1):
        settings.tell(done, len(found), judged.input.path)
        yield judged


def _result(wait: Callable[[], Judged], file: FoundFile) -> Judged:
    """Return a worker's result; a worker that died, failed or took too long costs one line of the report."""
    try:
        return wait()
    except FutureTimeoutError:
        return Judged(_unread(_lost(file, "limit_time")))
    except AuditorError:
        raise
    except Exception:
        return Judged(_unread(_lost(file, "crashed")))


def _lost(file: FoundFile, reason: str) -> Unreadable:
    return refused(Source(file.label, b"", "", file.size), reason)


def _judge_file(file: FoundFile, settings: Settings) -> Judged:
    if file.reason is not None:
        return Judged(_skipped(file))
    loaded = load(file)
    if loaded is None:
        return Judged(_unread(_lost(file, "no_access")))
    source = Source(file.label, loaded.data, loaded.sha256, file.size)
    understood = read_facts(source, settings.rules)
    if isinstance(understood, Unreadable):
        return Judged(_unread(understood))
    facts = replace(understood, as_of=settings.as_of)
    return _judge_document(_with_profile(facts, rule_profile(settings.rules, settings.profile)), settings)


def _with_profile(facts: DocumentFacts, profile: RuleProfile) -> DocumentFacts:
    """Return the facts with the regime that the user's profile sets where the document's own signs settle nothing."""
    if profile.regime is None or facts.profile.regime is not Regime.UNKNOWN:
        return facts
    return replace(facts, profile=replace(facts.profile, regime=profile.regime))


def _judge_document(facts: DocumentFacts, settings: Settings) -> Judged:
    entry = _read_input(facts)
    if facts.profile.kind not in JUDGED_KINDS:
        return Judged(entry)
    bench = _bench(settings.rules)
    subject = _subject(facts)
    off = dict(rule_profile(settings.rules, settings.profile).off)
    findings = judge(bench.ruleset.rules, facts, subject, bench.engine, bench.titles, off)
    weighed = tuple(_weighed(finding) for finding in findings)
    return Judged(entry, weighed, subject, _client(facts), facts.profile.number, facts.profile.amends)


def _weighed(finding: Finding) -> Finding:
    polarity = "forbidden" if "forbidden" in finding.tags else "required"
    level = likelihood(
        finding.outcome, polarity, consumer=finding.subject.consumer, compensated="compensated" in finding.tags,
        open_complaint=False,
    )  # fmt: skip
    return replace(finding, likelihood=level)


def _subject(facts: DocumentFacts) -> Subject:
    regime = facts.profile.regime
    consumer = None if regime is Regime.UNKNOWN else regime is Regime.CONSUMER
    matter = _matter_id(facts)
    path = facts.document.path
    return Subject(SubjectKind.CONTRACT, f"contract:{path}", path, _label(facts), matter, consumer)


def _label(facts: DocumentFacts) -> str:
    profile = facts.profile
    title = " ".join((profile.title or facts.document.path).split())[:120]
    client = _client(facts)
    return f"{title}, {client}" if client else title


def _client(facts: DocumentFacts) -> str:
    return next((party.name for party in facts.profile.parties if party.side == "client" and party.name), "")


def _matter_id(facts: DocumentFacts) -> str:
    """Return a mark of the matter out of number, date and parties; out of the content where none is known."""
    profile = facts.profile
    names = sorted(party.inn or party.name.lower() for party in profile.parties if party.inn or party.name)
    known = [profile.number or "", profile.date or "", *names]
    raw = "\x1f".join(known) if any(known) else facts.document.sha256
    return "m-" + hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()[:12]


def _skipped(file: FoundFile) -> Input:
    return Input(
        path=file.label, sha256="", size=file.size, media_type="application/octet-stream",
        status=InputStatus.SKIPPED if file.reason in _HARMLESS else InputStatus.NOT_READ,
        reason=file.reason, message=MESSAGES[file.reason or "unsupported"],
    )  # fmt: skip


_HARMLESS = frozenset({"system_file"})
"""Reasons for which nothing is lost when a file is passed over."""


def _unread(file: Unreadable) -> Input:
    return Input(
        path=file.path, sha256=file.sha256, size=file.size, media_type=file.media_type, status=InputStatus.NOT_READ,
        reason=file.reason, message=file.message, pages_total=file.pages_total,
    )  # fmt: skip


def _read_input(facts: DocumentFacts) -> Input:
    document, profile = facts.document, facts.profile
    return Input(
        path=document.path,
        sha256=document.sha256,
        size=document.size,
        media_type=document.media_type,
        status=InputStatus.READ if facts.complete else InputStatus.PARTLY_READ,
        language=profile.language,
        kind=profile.kind,
        reason=document.reason,
        message=document.message,
        pages_total=document.coverage.pages_total,
        pages_unread=document.coverage.pages_unread,
        matter=_matter_id(facts),
        facts=tuple(_card(facts)),
        warnings=tuple(_warnings(facts)),
    )


_SECTORS = {
    "medical": Text("медицинские услуги", "medical services"),
    "education": Text("образование", "education"),
    "telecom": Text("услуги связи", "telecommunications"),
    "tourism": Text("туризм", "tourism"),
    "transport": Text("перевозки", "transport"),
    "housing": Text("управление домами", "housing"),
    "banking": Text("банковские услуги", "banking"),
    "legal": Text("юридические услуги", "legal services"),
}


def _warnings(facts: DocumentFacts) -> Iterable[Text]:
    """Return what a reader must know before trusting the findings about a document."""
    if facts.profile.kind in JUDGED_KINDS and facts.profile.date is None:
        yield _UNDATED
    for sector in facts.profile.sectors:
        yield _sector_warning(sector)


_UNDATED = Text(
    "Дата договора не найдена: ссылки на закон даны без учёта того, когда он заключён.",
    "The date of the contract was not found: the law is cited without regard to when it was made.",
)


def _sector_warning(sector: str) -> Text:
    name = _SECTORS[sector]
    return Text(
        f"Особая отрасль ({name.ru}): для неё действуют свои правила, которых в этом наборе нет.",
        f"A special sector ({name.en}) has rules of its own that this rule set does not hold.",
    )


def _card(facts: DocumentFacts) -> Iterable[tuple[Text, str]]:
    """Return what a reader wants to know of a document first, in both languages where it is not a name."""
    profile = facts.profile
    if profile.number:
        yield Text("Номер", "Number"), profile.number
    if profile.date:
        yield Text("Дата", "Date"), profile.date
        yield Text("Закон взят на дату", "Law taken as of"), profile.date
    for party in profile.parties:
        side = {"client": Text("Клиент", "Client"), "provider": Text("Исполнитель", "Provider")}.get(party.side or "")
        named = ", ".join(part for part in (party.name, *party.aliases[:1]) if part)
        if named:
            yield side or Text("Сторона", "Party"), named


def _with_duplicates(judged: Sequence[Judged]) -> list[Judged]:
    """Return the results with byte-equal copies skipped: what one file says is told once."""
    first: dict[str, str] = {}
    kept = []
    for result in judged:
        digest = result.input.sha256
        if digest and digest in first and result.input.status is not InputStatus.SKIPPED:
            copy = replace(
                result.input, status=InputStatus.SKIPPED, reason="duplicate", duplicate_of=first[digest],
                message=_COPY.format(path=first[digest]),
            )  # fmt: skip
            kept.append(Judged(copy))
            continue
        first.setdefault(digest, result.input.path)
        kept.append(result)
    return kept


_COPY = Text(
    "Точная копия файла {path}; находки показаны у него.", "An exact copy of {path}; its findings are shown there."
)


def _with_main_contracts(judged: Sequence[Judged]) -> list[Judged]:
    """Return the results with amendments and annexes read together with the contract that they belong to."""
    contracts = {result.number: result for result in judged if result.input.kind == "contract" and result.number}
    return [_with_main(result, contracts.get(result.amends)) if result.amends else result for result in judged]


def _with_main(result: Judged, main: Judged | None) -> Judged:
    """Return an amendment whose gaps the main contract answers for, or one that says that its contract is not here."""
    if result.subject is None:
        return result
    if main is None or main.subject is None:
        warning = _WITHOUT_MAIN.format(number=result.amends or "")
        return replace(result, input=replace(result.input, warnings=(*result.input.warnings, warning)))
    matter = main.subject.matter
    return replace(
        result,
        input=replace(result.input, matter=matter),
        subject=replace(result.subject, matter=matter),
        findings=tuple(_weighed(told_by_main(finding, main.input.path)) for finding in result.findings),
    )


_WITHOUT_MAIN = Text(
    "Основного договора № {number} среди проверенных файлов нет: документ проверен сам по себе. Добавьте договор, "
    "чтобы не считать недостающим то, что в нём уже есть.",
    "The main contract No. {number} is not among the files: the document was checked by itself. Add the contract, so "
    "that nothing it already holds is called missing.",
)


def _report(judged: Sequence[Judged], ruleset: Ruleset, settings: Settings) -> Report:
    findings = tuple(finding for result in judged for finding in result.findings)
    scores = tuple(
        SubjectScore(result.subject, score_subject(result.findings)) for result in judged if result.subject is not None
    )
    return Report(
        tool_version=__version__,
        ruleset=RulesetStamp(ruleset.version, ruleset.sha256, len(ruleset.rules)),
        generated_at=settings.generated_at,
        as_of=settings.as_of,
        language=settings.language,
        inputs=tuple(result.input for result in judged),
        matters=tuple(_matters(judged)),
        findings=findings,
        overall=score_portfolio(scores),
        by_subject=scores,
        sections=ruleset.sections,
        profile=settings.profile,
    )


def _matters(judged: Sequence[Judged]) -> Iterable[Matter]:
    """Return the matters in the order of their first document."""
    inputs: dict[str, list[str]] = {}
    about: dict[str, tuple[str, bool | None]] = {}
    for result in judged:
        if result.subject is None:
            continue
        inputs.setdefault(result.subject.matter, []).append(result.input.path)
        about.setdefault(result.subject.matter, (result.client or result.subject.label, result.subject.consumer))
    return [Matter(name, *about[name], tuple(paths)) for name, paths in inputs.items()]


def facts_of_file(path: Path, rules: tuple[Path, ...] = ()) -> DocumentFacts | Unreadable:
    """Return what was read and understood of one file, or why it was not read."""
    file = discover([path])[0]
    loaded = load(file) if file.reason is None else None
    if loaded is None:
        return _lost(file, file.reason or "no_access")
    return read_facts(Source(file.label, loaded.data, loaded.sha256, file.size), rules)


def example_finding(example: Example, rules: tuple[Path, ...] = ()) -> Finding:
    """Return what the example's rule says of the example's text."""
    bench = _bench(rules)
    data = example.text.encode()
    facts = read_facts(Source(f"{example.name}.txt", data, hashlib.sha256(data).hexdigest(), len(data)), rules)
    if isinstance(facts, Unreadable):
        raise UsageError(f"the example «{example.name}» cannot be read", remedy="Write its text.")
    settings = dict(example.profile)
    if "regime" in settings:
        facts = replace(facts, profile=replace(facts.profile, regime=Regime(settings["regime"])))
    if settings.get("complete") == "no":
        facts = replace(facts, complete=False)
    facts = replace(facts, as_of=settings.get("as_of"))
    rule = next((rule for rule in bench.ruleset.rules if rule.id == example.rule), None)
    if rule is None:
        raise UsageError(
            f"the example «{example.name}» is for «{example.rule}», which is no rule", remedy="Correct the id."
        )
    return judge([rule], facts, _subject(facts), bench.engine, bench.titles)[0]


def topic_counts(topic: str, text: str, rules: tuple[Path, ...] = ()) -> bool:
    """Return whether a topic of the lexicon is recognised in a text."""
    data = text.encode()
    facts = read_facts(Source("example.txt", data, "", len(data)), rules)
    return not isinstance(facts, Unreadable) and topic in facts.mentions


def accuracy() -> dict[str, dict[str, dict[str, float | None]]]:
    """Return how right each rule was when it was measured: rule id, corpus, column; empty when never measured."""
    path = rules_folder() / "accuracy.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def sample_finding(rule_id: str, path: Path, rules: tuple[Path, ...], as_of: str) -> Finding | Unreadable:
    """Return what one rule says of a file on a day, or why the file was not read; UsageError for no such rule."""
    bench = _bench(rules)
    rule = next((rule for rule in bench.ruleset.rules if rule.id == rule_id), None)
    if rule is None:
        raise UsageError(f"there is no rule «{rule_id}»", remedy="`auditor rules list` lists them.")
    understood = facts_of_file(path, rules)
    if isinstance(understood, Unreadable):
        return understood
    facts = replace(understood, as_of=as_of)
    return judge([rule], facts, _subject(facts), bench.engine, bench.titles)[0]


def failing_examples(rules: tuple[Path, ...], ids: Sequence[str] = ()) -> tuple[int, list[str]]:
    """Return how many examples were tried and a line for each that came out wrong."""
    ruleset, lexicon = rulebook(rules)
    wanted = [example for example in ruleset.examples if not ids or example.rule in ids]
    topics = [topic for topic in lexicon.topics if not ids or topic.id in ids]
    failures = [
        f"{topic.place}: {topic.id}: «{text}» {'does not count' if counts else 'counts'}"
        for topic in topics
        for text, counts in topic.examples
        if topic_counts(topic.id, text, rules) is not counts
    ]
    for example in wanted:
        finding = example_finding(example, rules)
        quotes = " ".join(evidence.quote for evidence in finding.evidence)
        if finding.outcome is not example.expect:
            failures.append(
                f"{example.place}: {example.rule}, «{example.name}»: {finding.outcome}, not {example.expect}"
            )
        elif example.evidence and example.evidence not in quotes:
            failures.append(
                f"{example.place}: {example.rule}, «{example.name}»: the words «{example.evidence}» are not quoted"
            )
    return len(wanted) + sum(len(topic.examples) for topic in topics), failures
