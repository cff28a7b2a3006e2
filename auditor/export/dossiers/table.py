"""A comparison as a table of Word: one clause a row, the older words beside the newer ones."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.shared import Mm, RGBColor

from auditor.export.docx import lay_out, repeated, steady
from auditor.export.dossiers import views
from auditor.export.dossiers.words import CHANGES, DIRECTIONS, STANDS, VERDICTS
from auditor.export.table import clean
from auditor.model.comparison import Comparison, Pair, Piece
from auditor.model.dossier import Dossier
from auditor.model.playbook import Answer, Passage

_WIDTHS = (38, 82, 82, 65)
_GONE = RGBColor(0x8D, 0x24, 0x18)
_COME = RGBColor(0x1D, 0x54, 0x70)


def pieces(dossier: Dossier) -> Iterator[bytes]:
    """Yield the file; the same dossier gives the same bytes."""
    paper = _Paper(dossier)
    paper.write()
    yield steady(paper.data())


class _Paper:
    """One document on its way."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.voice = views.Voice(dossier.language)
        self.paper = docx.Document()
        lay_out(self.paper)
        _describe(self.paper, dossier, self.voice.say("title"))

    def data(self) -> bytes:
        """Return the file."""
        held = io.BytesIO()
        self.paper.save(held)
        return held.getvalue()

    def write(self) -> None:
        """Write all parts that were asked for."""
        dossier, say = self.dossier, self.voice.say
        self.paper.add_heading(clean(f"{say('title')}: {dossier.path}"), level=0)
        if dossier.template:
            self.paper.add_heading(say("template"), level=1)
            self.comparison(dossier.template, say("our_text"), say("their_text"))
        if dossier.playbook:
            self.paper.add_heading(clean(say("playbook", title=self.voice.told(dossier.playbook.title))), level=1)
            names = [say("position"), say("outcome"), say("why"), ""]
            self.table(names, [self._answer(answer) for answer in views.answers_gravest_first(dossier.answers)])
        if dossier.round:
            self._round()
        if dossier.terms:
            self.paper.add_heading(say("terms"), level=1)
            self.table([], [self._term(term) for term in dossier.terms.terms])

    def comparison(self, comparison: Comparison, old: str, new: str) -> None:
        """Write the differing clauses of a comparison, the gravest first."""
        say = self.voice.say
        self.paper.add_paragraph(clean(f"{say('compared_with')}: {comparison.old}. {self.voice.side(comparison)}"))
        told = "; ".join(f"{self.voice.told(name)}: {number}" for _, name, number in views.counts(comparison))
        self.paper.add_paragraph(told)
        if not comparison.complete:
            self.paper.add_paragraph(say("incomplete"))
        self._pairs(views.gravest_first(comparison), old, new)

    def _pairs(self, pairs: Sequence[Pair], old: str, new: str) -> None:
        if not pairs:
            self.paper.add_paragraph(self.voice.say("none"))
            return
        table = self._begun([self.voice.say("outcome"), old, new, self.voice.say("why")])
        for pair in pairs:
            cells = self._row(table)
            moved = f", {self.voice.say('moved')}" if pair.moved else ""
            verdict = f"{self.voice.told(VERDICTS[pair.verdict])}{moved}"
            cells[0].paragraphs[0].add_run(clean(f"{verdict}\n{self.voice.places(pair)}"))
            _words(cells[1], _side(pair, ("same", "old", "blank")), pair.old.text if pair.old else "")
            _words(cells[2], _side(pair, ("same", "new", "filled")), pair.new.text if pair.new else "")
            notes = (f"{self.voice.told(s.note)} ({self.voice.told(DIRECTIONS[s.direction])})" for s in pair.shifts)
            cells[3].paragraphs[0].add_run(clean("\n".join(notes)))
        self.paper.add_paragraph()

    def _round(self) -> None:
        say, round_ = self.voice.say, self.dossier.round
        if round_ is None:
            return
        self.paper.add_heading(say("round"), level=1)
        if round_.tracked and round_.silent:
            self.paper.add_heading(say("silent"), level=2)
            self.paper.add_paragraph(say("silent_told"))
            self._pairs(round_.silent, say("was"), say("now"))
        else:
            self.paper.add_paragraph(say("no_tracking" if round_.silent else "silent_none"))
        self.comparison(round_.comparison, say("was"), say("now"))
        if round_.findings:
            self.paper.add_heading(say("findings"), level=2)
        for _, name, steps in views.fates(round_.findings):
            titles = "; ".join(self.voice.told(step.finding.title) for step in steps)
            self.paper.add_paragraph(clean(f"{self.voice.told(name)}: {titles}"))
        if round_.changes:
            self.paper.add_heading(say("tracked"), level=2)
            rows = [
                [f"{change.author or say('nobody')}\n{views.day_of(change.at)}", self.voice.told(CHANGES[change.kind]),
                 change.text, self.voice.place(change)]
                for change in round_.changes
            ]  # fmt: skip
            self.table([], rows)

    def _answer(self, answer: Answer) -> list[str]:
        position, say = answer.position, self.voice.say
        language = self.dossier.contract_language
        offers = [say("fallback", words=position.fallback.in_language(language))] if position.fallback else []
        offers += [say("approves", who=self.voice.told(position.approves))] if position.approves else []
        quotes = "\n".join(self._quoted(answer.evidence))
        open_ = answer.stand.value in {"unacceptable", "missing", "undetermined"}
        return [
            self.voice.told(position.title),
            f"{self.voice.told(STANDS[answer.stand])}\n{self.voice.told(answer.why)}",
            quotes,
            "\n".join(offers) if open_ else "",
        ]

    def _term(self, term: Any) -> list[str]:
        values = "; ".join(term.values) or views.not_there(term, self.dossier)
        return [self.voice.told(term.title), values, "\n".join(self._quoted(term.passages)), ""]

    def _quoted(self, passages: Iterable[Passage]) -> Iterator[str]:
        return (f"«{passage.quote}» ({self.voice.place(passage)})" for passage in passages)

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write plain words in the columns of the house."""
        table = self._begun(titles)
        for row in rows:
            for cell, words in zip(self._row(table), row, strict=True):
                cell.paragraphs[0].add_run(clean(words))
        self.paper.add_paragraph()

    def _begun(self, titles: Sequence[str]) -> Any:
        table = self.paper.add_table(rows=0, cols=len(_WIDTHS), style="Table Grid")
        table.autofit = False
        if titles:
            for cell, words in zip(self._row(table), titles, strict=True):
                cell.paragraphs[0].add_run(clean(words)).bold = True
            repeated(table.rows[0])
        return table

    def _row(self, table: Any) -> Any:
        cells = table.add_row().cells
        for cell, width in zip(cells, _WIDTHS, strict=True):
            cell.width = Mm(width)
        return cells


def _side(pair: Pair, kinds: Sequence[str]) -> list[Piece]:
    return [piece for piece in pair.pieces if piece.kind in kinds]


def _words(cell: Any, shown: Sequence[Piece], whole: str) -> None:
    """Write the words of one text, what differs in colour, struck out or underlined."""
    paragraph = cell.paragraphs[0]
    for piece in shown or [Piece("same", whole)]:
        run = paragraph.add_run(clean(piece.words))
        if piece.kind in {"old", "blank"}:
            run.font.strike, run.font.color.rgb = True, _GONE
        elif piece.kind in {"new", "filled"}:
            run.font.underline, run.font.color.rgb = True, _COME


def _describe(paper: Any, dossier: Dossier, title: str) -> None:
    """Set the properties of the file, so that they do not come from the moment of the run."""
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = title, "auditor", ""
    properties.language = dossier.language
    made = datetime.fromisoformat(dossier.as_of).replace(tzinfo=UTC)
    properties.created = properties.modified = made
    properties.last_modified_by = "auditor"
