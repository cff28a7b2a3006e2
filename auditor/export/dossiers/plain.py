"""A dossier as plain text with marks: ``.md``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.export.dossiers import views
from auditor.export.dossiers.words import CHANGES, DIRECTIONS, STANDS, VERDICTS
from auditor.model.comparison import Comparison, Pair, Piece
from auditor.model.dossier import Dossier
from auditor.model.key_terms import KeyTerms
from auditor.model.playbook import Answer, Passage
from auditor.model.rounds import Round

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def pieces(dossier: Dossier) -> Iterator[bytes]:
    """Yield the text; words of documents cannot become marks."""
    writer = _Writer(dossier)
    yield ("\n".join(writer.lines()) + "\n").encode("utf-8", "replace")


def card(dossier: Dossier) -> Iterator[bytes]:
    """Yield the card of key terms alone."""
    writer = _Writer(dossier)
    lines = [f"# {_safe(dossier.path)}", "", *writer.terms(dossier.terms)] if dossier.terms else []
    yield ("\n".join(lines) + "\n").encode("utf-8", "replace")


class _Writer:
    """One dossier on its way."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.voice = views.Voice(dossier.language)

    def lines(self) -> Iterator[str]:
        """Yield all parts that were asked for."""
        dossier, say = self.dossier, self.voice.say
        yield f"# {say('title')}: {_safe(dossier.path)}"
        yield ""
        if dossier.template:
            yield f"## {say('template')}"
            yield ""
            yield from self.comparison(dossier.template)
        if dossier.playbook:
            yield f"## {say('playbook', title=_safe(self.voice.told(dossier.playbook.title)))}"
            yield ""
            for answer in views.answers_gravest_first(dossier.answers):
                yield from self.answer(answer)
        if dossier.round:
            yield from self.round(dossier.round)
        if dossier.terms:
            yield from self.terms(dossier.terms)

    def comparison(self, comparison: Comparison) -> Iterator[str]:
        """Yield the counts and every difference."""
        yield f"{self.voice.say('compared_with')}: {_safe(comparison.old)}. {_safe(self.voice.side(comparison))}"
        yield ""
        if not comparison.complete:
            yield f"> {self.voice.say('incomplete')}\n"
        yield "; ".join(f"{self.voice.told(name)}: {number}" for _, name, number in views.counts(comparison)) + "."
        yield ""
        for pair in views.gravest_first(comparison):
            yield from self.pair(pair)

    def pair(self, pair: Pair) -> Iterator[str]:
        """Yield one clause with its differences: struck out what is gone, bold what is new."""
        moved = f", {self.voice.say('moved')}" if pair.moved else ""
        yield f"### {self.voice.told(VERDICTS[pair.verdict])}{moved}: {_safe(self.voice.places(pair))}"
        yield ""
        for shift in pair.shifts:
            yield f"- {_safe(self.voice.told(shift.note))} ({self.voice.told(DIRECTIONS[shift.direction])})"
        if pair.shifts:
            yield ""
        yield from (f"> {line}" for line in _marked(pair).splitlines() if line.strip())
        yield ""

    def answer(self, answer: Answer) -> Iterator[str]:
        """Yield one position of the playbook."""
        position, say = answer.position, self.voice.say
        yield f"### {self.voice.told(STANDS[answer.stand])}: {_safe(self.voice.told(position.title))}"
        yield ""
        yield _safe(self.voice.told(answer.why))
        yield ""
        yield from self.quotes(answer.evidence)
        if answer.stand.value in {"unacceptable", "missing", "undetermined"}:
            if position.fallback:
                yield f"- {_safe(say('fallback', words=position.fallback.in_language(self.dossier.contract_language)))}"
            if position.approves:
                yield f"- {_safe(say('approves', who=self.voice.told(position.approves)))}"
            yield ""

    def round(self, round_: Round) -> Iterator[str]:
        """Yield what happened since the round before."""
        say = self.voice.say
        yield f"## {say('round')}"
        yield ""
        yield f"### {say('silent')}: {len(round_.silent)}"
        yield ""
        told = "silent_none" if not round_.silent else "silent_told" if round_.tracked else "no_tracking"
        yield say(told)
        yield ""
        for pair in round_.silent if round_.tracked else ():
            yield from self.pair(pair)
        yield from self.comparison(round_.comparison)
        for _, name, steps in views.fates(round_.findings):
            yield f"### {say('findings')}: {self.voice.told(name)}"
            yield ""
            yield from (f"- {_safe(self.voice.told(step.finding.title))}" for step in steps)
            yield ""
        for author, changes in views.by_author(round_.changes):
            yield f"### {_safe(author or say('nobody'))}"
            yield ""
            for change in changes:
                kind, when = self.voice.told(CHANGES[change.kind]), views.day_of(change.at)
                yield f"- {when} {kind}, {_safe(self.voice.place(change))}: {_safe(change.text)}"
            yield ""

    def terms(self, terms: KeyTerms) -> Iterator[str]:
        """Yield the card of key terms with its dates."""
        say = self.voice.say
        yield f"## {say('terms')}"
        yield ""
        for term in terms.terms:
            values = _safe("; ".join(term.values)) or views.not_there(term, self.dossier)
            yield f"**{self.voice.told(term.title)}**{': ' if values else ''}{values}"
            yield ""
            yield from self.quotes(term.passages)
        if terms.dates:
            yield f"### {say('dates')}\n"
            for date in terms.dates:
                where = _safe(self.voice.place(date.passage))
                yield f"- {date.day}: {self.voice.told(date.title)} ({_safe(self.voice.told(date.why))}; {where})"
            yield ""
        if terms.open_dates:
            yield f"### {say('open_dates')}\n"
            for entry in terms.open_dates:
                why, where = self.voice.told(entry.why), _safe(self.voice.place(entry.passage))
                yield f"- {self.voice.told(entry.title)}: {why} ({where}): {_safe(entry.passage.quote)}"
            yield ""

    def quotes(self, passages: Iterable[Passage]) -> Iterator[str]:
        """Yield words of the contract with their places."""
        for passage in passages:
            yield f"> {_safe(passage.quote)} — {_safe(self.voice.place(passage))}"
            yield ""


def _marked(pair: Pair) -> str:
    if pair.pieces:
        return "".join(_piece(piece) for piece in pair.pieces)
    view = pair.new or pair.old
    return _safe(view.text) if view else ""


def _piece(piece: Piece) -> str:
    """Return words between marks that hold no space at their ends, as Markdown asks for."""
    mark = {"old": "~~", "new": "**", "filled": "**"}.get(piece.kind, "")
    core = piece.words.strip()
    if not mark or not core:
        return _safe(piece.words)
    start = piece.words.index(core)
    return piece.words[:start] + mark + _safe(" ".join(core.split())) + mark + piece.words[start + len(core) :]


def _safe(words: str) -> str:
    """Return words in which nothing is a mark, without control characters."""
    kept = "".join(c if c.isprintable() or c == "\n" else " " for c in words)
    return _MARKS.sub(r"\\\1", kept)
