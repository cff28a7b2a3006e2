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
from auditor.desk import Bench, bench, rulebook
from auditor.errors import UsageError
from auditor.keyterms.card import key_terms
from auditor.model.comparison import Comparison, Side
from auditor.model.dossier import Dossier
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Finding
from auditor.model.playbook import Answer, Playbook
from auditor.model.rounds import Round
from auditor.reviewing import read_one
from auditor.rulebook.playbook import load_playbook
from auditor.running.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a contract is set against."""

    template: Path | None = None
    previous: Path | None = None
    playbook: Path | None = None
    side: Side | None = None
    terms: bool = False
    """Whether the key terms are wanted."""


def dossier_of(new: Path, wanted: Wanted, settings: Settings) -> Dossier:
    """Return all that was asked for of one contract.

    RuleError for a broken playbook, before anything is read; UsageError for a file that cannot be read: nothing can
    be said of it.
    """
    playbook = _playbook(wanted, settings)
    side = wanted.side or (playbook.side if playbook else None)
    read = _read(new, settings)
    work = _Work(read, wanted, side, settings)
    document = read.facts.document
    return Dossier(
        path=document.path,
        sha256=document.sha256,
        tool_version=__version__,
        as_of=settings.as_of,
        language=settings.language,
        contract_language="en" if read.facts.profile.language == "en" else "ru",
        complete=read.facts.complete,
        template=work.template(),
        playbook=playbook,
        answers=work.answers(playbook) if playbook else (),
        round=work.round(),
        terms=key_terms(read.facts) if wanted.terms else None,
    )


def _playbook(wanted: Wanted, settings: Settings) -> Playbook | None:
    if wanted.playbook is None:
        return None
    ruleset, lexicon = rulebook(settings.rules)
    topics, rules = {topic.id for topic in lexicon.topics}, {rule.id for rule in ruleset.rules}
    playbook = load_playbook(wanted.playbook, topics, rules)
    check_playbook(playbook, bench(settings.rules).lexicon)
    return playbook


@dataclass(frozen=True, slots=True)
class _Read:
    """One file that was read and judged."""

    facts: DocumentFacts
    findings: tuple[Finding, ...]


def _read(path: Path, settings: Settings) -> _Read:
    """Return what a file says; UsageError with the reason when it cannot be read."""
    package = read_one(path, settings)
    if package.facts is None:
        message = package.judged[0].input.message
        raise UsageError(f"{path}: {message.en if message else 'not read'}", remedy=message.ru if message else None)
    return _Read(package.facts, package.judged[0].findings)


@dataclass(frozen=True, slots=True)
class _Work:
    """One contract with what it is set against."""

    new: _Read
    wanted: Wanted
    side: Side | None
    settings: Settings

    def template(self) -> Comparison | None:
        """Return the comparison with the template, where there is one."""
        if self.wanted.template is None:
            return None
        ours = _read(self.wanted.template, self.settings).facts
        return compare(ours, self.new.facts, self.bench.lexicon, side=self.side, is_template=True)

    def round(self) -> Round | None:
        """Return what happened since the round before, where there is one."""
        if self.wanted.previous is None:
            return None
        old, new, ready = _read(self.wanted.previous, self.settings), self.new, self.bench
        return round_of(old.facts, new.facts, (old.findings, new.findings), ready.lexicon, ready.words, self.side)

    def answers(self, playbook: Playbook) -> tuple[Answer, ...]:
        """Return where the contract stands on the positions of the playbook."""
        return answers(playbook, self.new.facts, self.new.findings, self.bench.lexicon, self.bench.words)

    @property
    def bench(self) -> Bench:
        """Return the rules, ready to judge."""
        return bench(self.settings.rules)
