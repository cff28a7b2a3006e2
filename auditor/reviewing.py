"""One contract before it is signed: read together with its annexes, judged as a whole, held against the policy."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import cast

from auditor import __version__
from auditor.desk import bench, prepare_all, rule_profile, rulebook
from auditor.engine.judge import judge
from auditor.errors import UsageError
from auditor.extraction.interface import MESSAGES
from auditor.extraction.registry import extract
from auditor.facts.build import facts_of
from auditor.guard.child import Beat
from auditor.guard.pool import Lost, Pool
from auditor.model.document import Coverage, Document, Unreadable
from auditor.model.fact import Defect, DocumentFacts
from auditor.model.finding import Evidence, Finding, Outcome, Subject
from auditor.model.judged import Judged
from auditor.model.profile import Regime
from auditor.model.report import Input, Report, RulesetStamp, SubjectScore
from auditor.model.rule import Rule
from auditor.model.signing import SigningPolicy, Verdict
from auditor.model.text import Language, Text
from auditor.portfolio.inputs import JUDGED_KINDS, passed_over, understood, unread
from auditor.portfolio.matters import matters_of
from auditor.portfolio.subjects import client_of, subject_of
from auditor.review.docx import Annotate, Annotated, annotate
from auditor.review.papers import Draft, letter, schedule
from auditor.review.pdf import AnnotatedPdf
from auditor.review.pdf import annotate as annotate_pdf
from auditor.review.proposals import broken_by, with_proposals
from auditor.review.remarks import Remark, remarks_of
from auditor.review.verdict import verdict_of
from auditor.rulebook.folders import rule_folders
from auditor.rulebook.signing import load_signing, policy_file
from auditor.running.ahead import source_of
from auditor.running.run import lost
from auditor.running.settings import Settings
from auditor.running.task import Package
from auditor.scoring.score import score_portfolio, score_subject, weighed
from auditor.sources.discover import FoundFile, discover, load

__all__ = ["Annotate", "Review", "letter", "read_one", "review", "schedule", "signing_policy"]


AUTHOR = "auditor"
"""Who signs the notes and changes in a contract that is given back."""


@dataclass(frozen=True)
class Review:
    """Everything that one review says."""

    report: Report
    verdict: Verdict
    policy: SigningPolicy
    facts: DocumentFacts | None
    """What was understood of the contract and its annexes as one text; None where the contract was not read."""
    own: int
    """Characters of that text that are the contract's own."""
    data: bytes
    """The contract's file, as it was read."""

    language: Language = "ru"
    rules: tuple[Rule, ...] = ()
    more: tuple[Finding, ...] = ()
    """Gaps that come up once the proposed clauses are in."""
    unfit: tuple[str, ...] = ()
    """Rules whose model clause would break another rule in this contract."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings about the contract itself, annexes included."""
        path = self.report.inputs[0].path
        return tuple(finding for finding in self.report.findings if finding.subject.path == path)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what is said of the contract and what is proposed in its text."""
        if self.facts is None:
            return ()
        findings = (*self.findings, *self.more)
        return remarks_of(self.facts, self.own, findings, self.rules, self.verdict, self.unfit)

    def annotated_docx(self, how: Annotate) -> Annotated | None:
        """Return the contract's Word file with notes and changes; None where it cannot be given back so."""
        if self.facts is None:
            return None
        return annotate(self.data, self.facts.document, self.remarks, how, self.language, self._signed)

    def annotated_pdf(self) -> AnnotatedPdf | None:
        """Return the contract's PDF with highlights and a cover; None where it cannot be given back so."""
        if self.facts is None:
            return None
        document = self.facts.document
        return annotate_pdf(self.data, document, self.remarks, self.verdict, self.language, self._signed)

    @property
    def is_pdf(self) -> bool:
        """Return whether the contract came as a PDF."""
        return self.report.inputs[0].media_type == "application/pdf"

    @property
    def is_word(self) -> bool:
        """Return whether the contract came as a Word file of today's form."""
        return "wordprocessingml" in self.report.inputs[0].media_type

    @property
    def _signed(self) -> tuple[str, str]:
        return AUTHOR, f"{self.report.generated_at[:19]}Z"

    @property
    def draft(self) -> Draft | None:
        """Return what the papers to the other side are made of; None where the contract was not read."""
        return Draft(self.facts, self.remarks, self.report.generated_at) if self.facts is not None else None


def signing_policy(path: Path | None, rules: tuple[Path, ...]) -> SigningPolicy:
    """Return the policy of a file, or of the folders of rules; RuleError for a broken one."""
    ruleset, _ = rulebook(rules)
    if path is not None and not path.is_file():
        raise UsageError(f"--policy: there is no file {path}", remedy="Name a file like rules/signing.yaml.")
    return load_signing(path or policy_file(rule_folders(rules)), ruleset)


def review(contract: Path, annexes: Sequence[Path], settings: Settings, policy: SigningPolicy) -> Review:
    """Return the review of a contract with its annexes and earlier amendments.

    Raises UsageError for a path that is no file. What the user names as a contract is judged as one.
    """
    files = [_found(path, settings) for path in (contract, *annexes)]
    files = [replace(file, label=_label(file, files)) for file in files]
    package = _read_and_judged(files, settings)
    report = _report(package, settings)
    loaded = load(files[0]) if package.facts is not None else None
    return Review(
        report=report,
        verdict=verdict_of(report.findings, report.inputs, policy),
        policy=policy,
        facts=package.facts,
        own=package.own,
        data=loaded.data if loaded else b"",
        language=settings.language,
        rules=rulebook(settings.rules)[0].rules,
        more=package.more,
        unfit=package.unfit,
    )


def read_one(path: Path, settings: Settings) -> Package:
    """Return what a guarded process makes of a single file: its facts, and what the rules say of it."""
    return _read_and_judged([_found(path, settings)], settings)


def _found(path: Path, settings: Settings) -> FoundFile:
    if path.is_dir():
        raise UsageError(f"{path} is a folder", remedy="Name the contract's file, then its annexes.")
    return discover([path], settings.limits.file_mib << 20)[0]


def _label(file: FoundFile, files: Sequence[FoundFile]) -> str:
    """Return the name of a file, with its folder where another file has the same name."""
    alike = sum(other.label == file.label for other in files) > 1
    return f"{file.path.parent.name}/{file.label}" if alike else file.label


def _read_and_judged(files: Sequence[FoundFile], settings: Settings) -> Package:
    """Return what a guarded process makes of the files; nothing that it says is run."""
    refused = next((file for file in files[:1] if file.reason), None)
    if refused is not None:
        reason = refused.reason or "no_access"
        return Package((Judged(passed_over(refused.label, refused.size, reason, MESSAGES[reason])),))
    prepare_all(settings, [file.label for file in files])
    pool = Pool(_work, 1, settings.limits)
    try:
        quiet = replace(settings, tell=_silent, stop=_never)
        pool.give("review", pickle.dumps((tuple(files), quiet)))
        result = next(result for _, result in pool.results())
    finally:
        pool.close()
    return _believed(files[0], result)


def _silent(progress: object) -> None:
    """Say nothing: a review has no progress to tell."""


def _never() -> bool:
    """Go on."""
    return False


def _believed(file: FoundFile, result: bytes | Lost) -> Package:
    if isinstance(result, Lost):
        return Package((Judged(unread(lost(file, result.reason))),))
    return Package.from_bytes(result) or Package((Judged(unread(lost(file, "crashed"))),))


def _work(task: bytes, beat: Beat) -> bytes:
    """Read and judge a contract with its annexes, in a process of its own."""
    files, settings = cast("tuple[tuple[FoundFile, ...], Settings]", pickle.loads(task))  # noqa: S301 - from our parent
    return _package(files, settings, beat).to_bytes()


def _package(files: Sequence[FoundFile], settings: Settings, beat: Beat) -> Package:
    read = [_read(file, settings, beat) for file in files]
    main, annexes = read[0], read[1:]
    if isinstance(main, Unreadable):
        return Package((Judged(unread(main)),))
    facts, own = _together(main, [each for each in annexes if isinstance(each, Document)], settings)
    judged = _judged(facts, main, [each for each in annexes if isinstance(each, Document)], settings)
    others = [_annex(each, settings) for each in annexes]
    more, unfit = _tried_out(facts, own, judged, settings)
    return Package((judged, *(replace(o, subject=None, findings=()) for o in others)), facts, own, more, unfit)


def _read(file: FoundFile, settings: Settings, beat: Beat) -> Document | Unreadable:
    loaded = load(file) if file.reason is None else None
    if loaded is None:
        return lost(file, file.reason or "no_access")
    return extract(source_of(file, loaded, settings, beat))


def _annex(document: Document | Unreadable, settings: Settings) -> Judged:
    """Return an annex as an input of the report; it is judged with its contract and not by itself."""
    if isinstance(document, Unreadable):
        return Judged(unread(document))
    ready = bench(settings.rules)
    return Judged(understood(facts_of(document, ready.lexicon, ready.words)))


def _together(main: Document, annexes: Sequence[Document], settings: Settings) -> tuple[DocumentFacts, int]:
    """Return what the contract and its annexes say as one text, and how many characters of it are the contract's."""
    ready = bench(settings.rules)
    own = facts_of(main, ready.lexicon, ready.words)
    if annexes:
        whole = facts_of(_joined(main, annexes), ready.lexicon, ready.words)
        own = replace(
            whole,
            document=replace(whole.document, path=main.path),
            profile=replace(own.profile, regime=_regime(own, whole)),
            defects=_defects(own, whole),
        )
    profile = rule_profile(settings.rules, settings.profile)
    if profile.regime is not None and own.profile.regime is Regime.UNKNOWN:
        own = replace(own, profile=replace(own.profile, regime=profile.regime))
    return replace(own, as_of=settings.as_of), len(main.text)


def _joined(main: Document, annexes: Sequence[Document]) -> Document:
    """Return one document with the blocks of all; it was read in full when each of them was."""
    partly = next((each for each in (main, *annexes) if each.reason or each.coverage.pages_unread), main)
    return replace(
        main,
        blocks=(*main.blocks, *(block for annex in annexes for block in annex.blocks)),
        coverage=_covered([main.coverage, *(annex.coverage for annex in annexes)]),
        reason=partly.reason,
        message=partly.message,
    )


def _covered(coverages: Sequence[Coverage]) -> Coverage:
    """Return how much was read of all documents; pages that were not read are told of the first, which has them."""
    totals = [coverage.pages_total for coverage in coverages if coverage.pages_total is not None]
    unread_pages = next((coverage.pages_unread for coverage in coverages if coverage.pages_unread), ())
    return replace(coverages[0], pages_total=sum(totals) if totals else None, pages_unread=unread_pages)


def _regime(own: DocumentFacts, whole: DocumentFacts) -> Regime:
    """Return who the client is: the annexes tell it where the contract does not."""
    return own.profile.regime if own.profile.regime is not Regime.UNKNOWN else whole.profile.regime


_CURED = "cross_reference"
"""The defect of a contract that an annex may cure: what it refers to is there after all."""


def _defects(own: DocumentFacts, whole: DocumentFacts) -> dict[str, tuple[Defect, ...]]:
    """Return what is wrong with the contract itself, without references to what the annexes hold."""
    still = {defect.span for defect in whole.defects.get(_CURED, ())}
    broken = tuple(defect for defect in own.defects.get(_CURED, ()) if defect.span in still)
    kept = {**own.defects, _CURED: broken}
    return {kind: found for kind, found in kept.items() if found}


def _judged(facts: DocumentFacts, main: Document, annexes: Sequence[Document], settings: Settings) -> Judged:
    """Return what the rules say of the contract; words that stand in an annex are told with its name."""
    ready = bench(settings.rules)
    profile = rule_profile(settings.rules, settings.profile)
    subject = subject_of(facts)
    judged = facts
    if facts.profile.kind not in JUDGED_KINDS:
        judged = replace(facts, profile=replace(facts.profile, kind="contract"))
    findings = judge(ready.of_contracts, judged, subject, ready.engine, ready.titles, dict(profile.off))
    placed = _Places(main, annexes)
    told = tuple(weighed(placed.told(finding)) for finding in findings)
    entry = understood(facts)
    if facts.profile.kind not in JUDGED_KINDS:
        entry = replace(entry, warnings=(*entry.warnings, _UNLIKE))
    return Judged(entry, told, subject, client_of(facts), facts.profile.number, facts.profile.amends)


def _tried_out(
    facts: DocumentFacts, own: int, judged: Judged, settings: Settings
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Judge the contract as it would be with all proposals in it, before they are made.

    Returns the gaps that come up then, and the rules whose own words would break another rule.
    """
    ready = bench(settings.rules)
    remarks = remarks_of(facts, own, judged.findings, ready.of_contracts)
    after, places = with_proposals(facts.document, remarks)
    if judged.subject is None or not places:
        return (), ()
    found = facts_of(after, ready.lexicon, ready.words)
    kind = facts.profile.kind if facts.profile.kind in JUDGED_KINDS else "contract"
    found = replace(found, profile=replace(facts.profile, kind=kind), defects=facts.defects, as_of=facts.as_of)
    off = dict(rule_profile(settings.rules, settings.profile).off)
    findings = judge(ready.of_contracts, found, judged.subject, ready.engine, ready.titles, off)
    failed = {finding.rule for finding in judged.findings if finding.outcome is Outcome.FAIL}
    new = [finding for finding in findings if finding.outcome is Outcome.FAIL and finding.rule not in failed]
    unfit = {rule for finding in findings if finding.outcome is Outcome.FAIL for rule in broken_by(finding, places)}
    more = tuple(weighed(f) for f in new if "required" in f.tags and f.model_clause is not None)
    return tuple(replace(finding, evidence=()) for finding in more), tuple(sorted(unfit))


_UNLIKE = Text(
    "Документ не похож на договор: проверен как договор, потому что назван им.",
    "The document does not look like a contract; it was judged as one because it was named so.",
)


class _Places:
    """Which file each passage of the whole text stands in."""

    def __init__(self, main: Document, annexes: Sequence[Document]) -> None:
        self._starts: list[tuple[int, Document]] = []
        at = 0
        for document in (main, *annexes):
            self._starts.insert(0, (at, document))
            at += len(document.text) + 1

    def told(self, finding: Finding) -> Finding:
        """Return a finding whose evidence names the file that it stands in, and ends with it."""
        return replace(finding, evidence=tuple(self._placed(evidence) for evidence in finding.evidence))

    def _placed(self, evidence: Evidence) -> Evidence:
        if evidence.start is None or evidence.end is None:
            return evidence
        base, document = next(place for place in self._starts if place[0] <= (evidence.start or 0))
        start, end = evidence.start - base, min(evidence.end - base, len(document.text))
        return replace(evidence, path=document.path, start=start, end=end, quote=evidence.quote[: end - start])


def _report(package: Package, settings: Settings) -> Report:
    """Return the review as the report of an audit of one contract."""
    ruleset, _ = rulebook(settings.rules)
    first = package.judged[0]
    scores = tuple(_scored(first.subject, first.findings))
    return Report(
        tool_version=__version__,
        ruleset=RulesetStamp(ruleset.version, ruleset.sha256, len(ruleset.rules)),
        generated_at=settings.generated_at,
        as_of=settings.as_of,
        language=settings.language,
        inputs=tuple(_inputs(package.judged)),
        matters=matters_of(package.judged),
        findings=first.findings,
        overall=score_portfolio(scores),
        by_subject=scores,
        sections=ruleset.sections,
        profile=settings.profile,
    )


def _inputs(judged: Iterable[Judged]) -> Iterable[Input]:
    """Yield the files; the annexes belong to the matter of their contract."""
    matter = None
    for each in judged:
        matter = matter or each.input.matter
        yield replace(each.input, matter=matter)


def _scored(subject: Subject | None, findings: Sequence[Finding]) -> Iterable[SubjectScore]:
    if subject is not None:
        yield SubjectScore(subject, score_subject(findings))
