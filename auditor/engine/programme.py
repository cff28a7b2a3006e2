"""The firm's own order: rules that any one document of the folder can answer, the best answer told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from auditor.engine.cases import law_of, off_message
from auditor.engine.interface import Engine, conditions_of, leaves
from auditor.engine.judge import judge, without_children
from auditor.engine.marking import marked
from auditor.engine.vocabulary import Titles, ask
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Absence, Confidence, Finding, Nearest, Outcome, Subject, SubjectKind
from auditor.model.judged import Judged
from auditor.model.rule import Rule
from auditor.model.text import Text

PROGRAMME = "programme"
_SHOWN = frozenset({Outcome.PASS, Outcome.WEAK, Outcome.UNDETERMINED})
_ORDER = (Outcome.PASS, Outcome.WEAK, Outcome.UNDETERMINED, Outcome.FAIL)
_GRAVEST_FIRST = (Outcome.FAIL, Outcome.WEAK, Outcome.UNDETERMINED, Outcome.PASS)
FORBIDDEN = "forbidden"
"""The polarity of rules on what no paper should hold."""
_LETTERS = frozenset({"interaction"})
NOT_ITS_PAPERS = frozenset({
    "contract", "annex", "amendment", "invoice", "interaction", "claim", "assignment_list", "access_log",
})  # fmt: skip
"""Kinds of document that hold no order of the firm's own: what a contract promises, or a list speaks of, is none."""


class _Files(Protocol):
    @property
    def judged(self) -> Sequence[Judged]: ...
    @property
    def unread(self) -> Sequence[str]: ...


def programme_shown(
    rules: Sequence[Rule], facts: DocumentFacts, engine: Engine, titles: Titles, off: Mapping[str, Text]
) -> tuple[Finding, ...]:
    """Return the findings of a document that show something of the firm's own order; what it lacks is left out."""
    if facts.profile.kind in NOT_ITS_PAPERS:  # a letter may do what no paper of the firm should
        rules = [rule for rule in rules if rule.polarity == FORBIDDEN and facts.profile.kind in _LETTERS]
    if not rules or not facts.mentions:
        return ()
    path = facts.document.path
    subject = Subject(SubjectKind.PROGRAMME, PROGRAMME, path, facts.profile.title or path, PROGRAMME)
    findings = judge(rules, facts, subject, engine, titles, off)
    about = {rule.id for rule in rules if _is_about(rule, facts, titles)}
    return tuple(
        finding
        for finding in findings
        if finding.evidence
        and (finding.outcome in _SHOWN or (finding.outcome is Outcome.FAIL and finding.rule in about))
    )


def _is_about(rule: Rule, facts: DocumentFacts, titles: Titles) -> bool:
    """Return whether a document opens with what a rule asks for, or holds what it forbids: it is the paper, failing."""
    if rule.polarity == FORBIDDEN:
        return True
    asked = (leaf for condition in conditions_of(rule) for leaf in leaves(condition) if leaf.word == "opens_with")
    return any(ask(leaf, facts, titles).state == "yes" for leaf in asked)


def programme_of(rules: Sequence[Rule], files: _Files, off: Mapping[str, Text], as_of: str) -> Iterator[Finding]:
    """Yield one finding for every rule: the best that any document shows, or that none does.

    Of what is forbidden the gravest counts: a good paper does not mend a bad one.
    """
    best: dict[str, Finding] = {}
    for result in files.judged:
        for finding in result.programme:
            known = best.get(finding.rule)
            if known is None or _rank(finding) < _rank(known):
                best[finding.rule] = finding
    read = [result.input.path for result in files.judged if result.input.kind not in NOT_ITS_PAPERS]
    told = {rule.id: best.get(rule.id) or _absent(rule, read, files.unread, off, as_of) for rule in rules}
    yield from without_children(rules, tuple(told.values()))


def _rank(finding: Finding) -> tuple[int, int, int]:
    """Return how well a finding speaks for its rule, the best first: of two alike, that of the paper about it.

    Of two papers that both lack something, the one that holds more of what is asked is the paper about it.
    """
    order = _GRAVEST_FIRST if FORBIDDEN in finding.tags else _ORDER
    held = len(finding.evidence) if finding.outcome is Outcome.FAIL and FORBIDDEN not in finding.tags else 0
    return order.index(finding.outcome), -held, min((evidence.start or 0 for evidence in finding.evidence), default=0)


_NOTHING = Text("Опирается на то, что документа не нашлось.", "It rests on no document having been found.")


def _absent(rule: Rule, read: Sequence[str], unread: Sequence[str], off: Mapping[str, Text], as_of: str) -> Finding:
    """Return that no document shows what a rule asks for; undetermined when one that was not read may be it."""
    subject = Subject(SubjectKind.PROGRAMME, PROGRAMME, "", rule.subject_matter.ru, PROGRAMME)
    maybe = [path for path in unread if _sounds_like(path, rule)]
    outcome = Outcome.UNDETERMINED if maybe else Outcome.FAIL
    if rule.id in off or rule.applies_when is not None:
        outcome = Outcome.NOT_APPLICABLE
    finding = Finding(
        rule=rule.id, outcome=outcome, severity=rule.severity, likelihood=0, subject=subject, section=rule.section,
        title=rule.title, message=off_message(off[rule.id]) if rule.id in off else _told(rule, outcome, read, maybe),
        recommendation=rule.recommendation, model_clause=rule.model_clause, why=rule.why,
        absence=Absence(None, (), (rule.subject_matter,), _others(read), len(read)),
        law=law_of(rule, as_of), confidence=Confidence.MEDIUM, tags=(rule.polarity, rule.origin),
        confidence_reason=_NOTHING,
    )  # fmt: skip
    return marked(finding)


def _others(read: Sequence[str]) -> tuple[Nearest, ...]:
    return tuple(Nearest(path, _ANOTHER) for path in read[:_SHOWN_FILES])


_SHOWN_FILES = 10
_ANOTHER = Text("прочитан, о другом", "read, about something else")
_STEM = re.compile(r"[^\W\d_]{5,}")


def _sounds_like(path: str, rule: Rule) -> bool:
    """Return whether the name of a file that was not read shares a telling word with what a rule asks for."""
    wanted = {
        word.lower()[:6] for text in (rule.subject_matter, rule.title) for word in _STEM.findall(f"{text.ru} {text.en}")
    }
    named = {word.lower()[:6] for word in _STEM.findall(path.rpartition("/")[2])}
    return bool(wanted & named)


def _told(rule: Rule, outcome: Outcome, read: Sequence[str], maybe: Sequence[str]) -> Text:
    if outcome is Outcome.NOT_APPLICABLE:
        return Text("Документа, о котором правило, в папке нет.", "The folder has no document that the rule concerns.")
    if maybe:
        files = "; ".join(maybe[:3])
        return Text(
            f"Может стоять в файле, который не прочитан: {files}.",
            f"It may stand in a file that was not read: {files}.",
        )
    return Text(
        f"{rule.title.ru}. Просмотрено документов, кроме договоров: {len(read)}.",
        f"{rule.title.en}. Documents gone through besides contracts: {len(read)}.",
    )
