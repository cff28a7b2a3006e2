"""One contract before it is signed: set against a template, a playbook and the round before, with its key terms.

This file knows the order; the rooms it calls do not know each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from auditor import __version__
from auditor.comparison.compare import compare
from auditor.comparison.positions import answers, check_playbook
from auditor.comparison.rounds import round_of
from auditor.desk import bench, judge_facts, rulebook
from auditor.errors import UsageError
from auditor.keyterms.card import key_terms
from auditor.model.comparison import Comparison, Side
from auditor.model.document import Unreadable
from auditor.model.dossier import Dossier
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Finding
from auditor.model.playbook import Answer, Playbook
from auditor.model.rounds import Round
from auditor.model.text import Language
from auditor.rulebook.playbook import load_playbook
from auditor.running.settings import Settings
from auditor.trials import facts_of_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a contract is set against."""

    template: Path | None = None
    previous: Path | None = None
    playbook: Path | None = None
    side: Side | None = None
    terms: bool = False
    """Whether the key terms are wanted."""
    rules: tuple[Path, ...] = ()
    profile: str = "auto"


def dossier_of(new: Path, wanted: Wanted, as_of: str, language: Language) -> Dossier:
    """Return all that was asked for of one contract.

    RuleError for a broken playbook, before anything is read; UsageError for a file that cannot be read: nothing can
    be said of it.
    """
    playbook = _playbook(wanted)
    side = wanted.side or (playbook.side if playbook else None)
    facts = _facts(new, wanted)
    work = _Work(facts, wanted, side, Settings(as_of, as_of, language, wanted.rules, wanted.profile))
    return Dossier(
        path=facts.document.path,
        sha256=facts.document.sha256,
        tool_version=__version__,
        as_of=as_of,
        language=language,
        complete=facts.complete,
        template=work.template(),
        playbook=playbook,
        answers=work.answers(playbook) if playbook else (),
        round=work.round(),
        terms=key_terms(facts) if wanted.terms else None,
    )


def _playbook(wanted: Wanted) -> Playbook | None:
    if wanted.playbook is None:
        return None
    ruleset, lexicon = rulebook(wanted.rules)
    topics, rules = {topic.id for topic in lexicon.topics}, {rule.id for rule in ruleset.rules}
    playbook = load_playbook(wanted.playbook, topics, rules)
    check_playbook(playbook, bench(wanted.rules).lexicon)
    return playbook


def _facts(path: Path, wanted: Wanted) -> DocumentFacts:
    """Return what a file says; UsageError with the reason when it cannot be read."""
    facts = facts_of_file(path, wanted.rules)
    if isinstance(facts, Unreadable):
        raise UsageError(f"{path}: {facts.message.en}", remedy=facts.message.ru)
    return facts


@dataclass(frozen=True, slots=True)
class _Work:
    """One contract with what it is set against."""

    facts: DocumentFacts
    wanted: Wanted
    side: Side | None
    settings: Settings

    def template(self) -> Comparison | None:
        """Return the comparison with the template, where there is one."""
        if self.wanted.template is None:
            return None
        ours = _facts(self.wanted.template, self.wanted)
        return compare(ours, self.facts, bench(self.wanted.rules).lexicon, side=self.side, is_template=True)

    def round(self) -> Round | None:
        """Return what happened since the round before, where there is one."""
        if self.wanted.previous is None:
            return None
        before, ready = _facts(self.wanted.previous, self.wanted), bench(self.wanted.rules)
        findings = self._findings(before), self._findings(self.facts)
        return round_of(before, self.facts, findings, ready.lexicon, ready.words, self.side)

    def answers(self, playbook: Playbook) -> tuple[Answer, ...]:
        """Return where the contract stands on the positions of the playbook."""
        ready = bench(self.wanted.rules)
        return answers(playbook, self.facts, self._findings(self.facts), ready.lexicon, ready.words)

    def _findings(self, facts: DocumentFacts) -> tuple[Finding, ...]:
        return judge_facts(facts, self.settings).findings
