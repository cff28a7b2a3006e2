"""The papers that go to the other side: the schedule of disagreements and the letter with it, as Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from auditor.extraction.interface import clean
from auditor.model.fact import DocumentFacts
from auditor.model.finding import Outcome
from auditor.model.profile import Party
from auditor.model.signing import Answer
from auditor.model.text import Language, Text
from auditor.review.remarks import Change, Remark
from auditor.review.telling import headline, law_of
from auditor.review.wording import language_of

_SCHEDULE = Text("ПРОТОКОЛ РАЗНОГЛАСИЙ", "SCHEDULE OF DISAGREEMENTS")
_TO = Text("к договору{number}{date}", "to the contract{number}{date}")
_NUMBER = Text(" № {number}", " No. {number}")
_DATE = Text(" от {date}", " of {date}")
_WHO = Text(
    "{parties} согласовали изложить условия договора в следующей редакции:",
    "{parties} agree that the following terms of the contract read as set out below:",
)
_BETWEEN = Text(" и ", " and ")
_NOBODY = Text("Стороны", "The Parties")
_COLUMNS = (
    Text("Пункт", "Clause"), Text("Редакция договора", "Wording of the contract"),
    Text("Предлагаемая редакция", "Proposed wording"), Text("Обоснование", "Reason"),
)  # fmt: skip
_ABSENT = Text("Условие отсутствует", "There is no such clause")
_OMIT = Text("Исключить", "Omit")
_ADD = Text("Дополнить: {words}", "Add: {words}")
_NEW = Text("{place} (новый)", "{place} (new)")
_NONE = Text("Разногласий нет.", "There are no disagreements.")
_REST = Text(
    "Остальные условия договора сохраняются. Протокол вступает в силу с договором и является его неотъемлемой частью.",
    "All other terms of the contract stand. This schedule takes effect with the contract and forms part of it.",
)
_SIGNATURES = Text("Подписи Сторон", "Signatures of the Parties")
_SIGN = "____________________ / ____________________ /"

_SUBJECT = Text(
    "О протоколе разногласий к договору{number}{date}", "Schedule of disagreements to the contract{number}{date}"
)
_GREETING = Text("Уважаемые коллеги!", "Dear colleagues,")
_BODY = Text(
    "Мы рассмотрели проект договора{number}{date} и готовы подписать его с протоколом разногласий, который прилагаем. "
    "Пунктов в протоколе: {count}.",
    "We have reviewed the draft contract{number}{date} and are ready to sign it with the schedule of disagreements "
    "attached. Items in the schedule: {count}.",
)
_CLEAN = Text(
    "Мы рассмотрели проект договора{number}{date}. Замечаний, требующих протокола разногласий, нет.",
    "We have reviewed the draft contract{number}{date}. Nothing in it calls for a schedule of disagreements.",
)
_MAIN = Text("Для нас важнее всего следующее:", "What matters most to us:")
_ASK = Text(
    "Просим подписать протокол или прислать Ваши предложения в течение 10 рабочих дней с даты получения письма. "
    "Договор с исправлениями прилагаем в виде файла: каждое исправление можно принять или отклонить отдельно.",
    "Please sign the schedule or send us your proposals within 10 business days of receiving this letter. The contract "
    "with our changes is attached as a file; each change can be accepted or rejected by itself.",
)
_ENCLOSED = Text(
    "Приложения: протокол разногласий; договор с исправлениями.",
    "Enclosed: schedule of disagreements; the contract with changes.",
)
_REGARDS = Text("С уважением,", "Yours faithfully,")
_BLANKS = Text(
    "Исх. № ________ от ____________\nКому: ________________", "Ref. ________   Date ____________\nTo: ____________"
)
_MOST_IN_LETTER, _LAWS_IN_LETTER = 5, 2


@dataclass(frozen=True, slots=True)
class Row:
    """One disagreement."""

    clause: str
    theirs: str
    ours: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the papers are about."""

    facts: DocumentFacts
    remarks: tuple[Remark, ...]
    made: str
    """When they were written, ISO 8601."""

    @property
    def language(self) -> Language:
        """Return the language of the papers: that of the contract."""
        return language_of(self.facts)

    def say(self, text: Text) -> str:
        """Return words of a paper with the contract's number and date filled in."""
        profile, language = self.facts.profile, self.language
        number = _NUMBER.in_language(language).format(number=profile.number) if profile.number else ""
        date = _DATE.in_language(language).format(date=_day(profile.date, language)) if profile.date else ""
        return text.in_language(language).format(number=number, date=date, count=len(self.proposals))

    @property
    def proposals(self) -> list[Remark]:
        """Return the remarks that propose words, in the order of the contract."""
        return sorted((remark for remark in self.remarks if _proposes(remark)), key=_place)


def _proposes(remark: Remark) -> bool:
    """Return whether other words are asked for: a gap, a forbidden term, or a weak clause that the policy minds."""
    if remark.change is not Change.NONE:
        return True
    weak = remark.finding.outcome is Outcome.WEAK and remark.effect is not Answer.YES
    return weak and bool(remark.words) and bool(remark.spans)


def _place(remark: Remark) -> tuple[int, int]:
    if remark.spans:
        return remark.spans[0][0], 0
    return (remark.slot.position if remark.slot else 1 << 40), 1


def rows(draft: Draft) -> list[Row]:
    """Return the disagreements, clause by clause."""
    return [row for remark in draft.proposals for row in _rows(remark, draft)]


def _rows(remark: Remark, draft: Draft) -> list[Row]:
    language = draft.language
    reason = "\n".join(part for part in (headline(remark, language), _why(remark, language)) if part)
    if remark.change is Change.INSERT:
        label = remark.slot.label if remark.slot else ""
        clause = _NEW.in_language(language).format(place=label or "—")
        return [Row(clause, _ABSENT.in_language(language), remark.words, reason)]
    clauses = {(e.start, e.end): e.clause or "—" for e in remark.finding.evidence}
    quotes = [(clauses.get(span, "—"), draft.facts.document.text[span[0] : span[1]]) for span in remark.spans]
    weak = remark.change is Change.NONE
    words = _ADD.in_language(language).format(words=remark.words) if weak else remark.words
    ours = [words, *([_OMIT.in_language(language)] * (len(quotes) - 1))]
    return [Row(clause, quote, said, reason) for (clause, quote), said in zip(quotes, ours, strict=True)]


def _why(remark: Remark, language: Language) -> str:
    why = remark.finding.why.in_language(language) if remark.finding.why else ""
    law = law_of(remark, language)
    return "\n".join(part for part in (why, law) if part)


def schedule(draft: Draft) -> bytes:
    """Return the schedule of disagreements."""
    language = draft.language
    paper = _paper(draft, _SCHEDULE.in_language(language), lying=True)
    _centred(paper, _SCHEDULE.in_language(language), bold=True)
    _centred(paper, draft.say(_TO))
    paper.add_paragraph(_WHO.in_language(language).format(parties=_parties(draft.facts, language)))
    found = rows(draft)
    if found:
        _table(paper, [column.in_language(language) for column in _COLUMNS], found)
    else:
        paper.add_paragraph(_NONE.in_language(language))
    paper.add_paragraph()
    paper.add_paragraph(_REST.in_language(language))
    _signatures(paper, draft.facts, language)
    return _saved(paper)


def letter(draft: Draft) -> bytes:
    """Return the letter that goes with the schedule."""
    language = draft.language
    paper = _paper(draft, draft.say(_SUBJECT), lying=False)
    paper.add_paragraph(_BLANKS.in_language(language))
    paper.add_paragraph().add_run(draft.say(_SUBJECT)).bold = True
    paper.add_paragraph(_GREETING.in_language(language))
    if not draft.proposals:
        paper.add_paragraph(draft.say(_CLEAN))
    else:
        paper.add_paragraph(draft.say(_BODY))
        _main_points(paper, draft)
        paper.add_paragraph(_ASK.in_language(language))
        paper.add_paragraph(_ENCLOSED.in_language(language))
    paper.add_paragraph(_REGARDS.in_language(language))
    paper.add_paragraph(_SIGN)
    return _saved(paper)


def _main_points(paper: Any, draft: Draft) -> None:
    gravest = sorted(draft.proposals, key=lambda r: (r.effect is not Answer.NO, -r.finding.risk, _place(r)))
    paper.add_paragraph(_MAIN.in_language(draft.language))
    for remark in gravest[:_MOST_IN_LETTER]:
        law = "; ".join(each.ref for each in remark.finding.law[:_LAWS_IN_LETTER])
        words = headline(remark, draft.language).rstrip(".")
        paper.add_paragraph(clean(f"{words} ({law})." if law else f"{words}."), style="List Bullet")


def _paper(draft: Draft, title: str, *, lying: bool) -> Any:
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if lying else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = clean(title), "auditor", ""
    properties.last_modified_by, properties.language = "auditor", draft.language
    properties.created = properties.modified = datetime.fromisoformat(draft.made).astimezone(UTC)
    return paper


def _centred(paper: Any, words: str, *, bold: bool = False) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = 1
    paragraph.add_run(clean(words)).bold = bold


_WIDTHS = (24, 78, 82, 73)
"""Millimetres of the four columns, together the width of a sheet that lies."""


def _table(paper: Any, titles: Sequence[str], found: Sequence[Row]) -> None:
    table = paper.add_table(rows=0, cols=len(titles), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    for at, cells in enumerate([tuple(titles), *((r.clause, r.theirs, r.ours, r.reason) for r in found)]):
        added = table.add_row()
        for cell, words, width in zip(added.cells, cells, _WIDTHS, strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(clean(words))
            run.bold, run.font.size = at == 0, Pt(9.5)
        if at == 0:
            _repeated(added)


def _repeated(row: Any) -> None:
    """Have the heading of a table stand on each sheet."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no other way to it


def _signatures(paper: Any, facts: DocumentFacts, language: Language) -> None:
    paper.add_paragraph().add_run(_SIGNATURES.in_language(language)).bold = True
    table = paper.add_table(rows=1, cols=2)
    parties = _two(facts)
    for cell, party in zip(table.rows[0].cells, [*parties, None, None], strict=False):
        head = ", ".join(part for part in _called(party)) if party else ""
        cell.paragraphs[0].add_run(clean(head))
        cell.add_paragraph()
        cell.add_paragraph(_SIGN)


def _two(facts: DocumentFacts) -> list[Party]:
    """Return the provider and the client, in that order, or the first two parties."""
    order = {"provider": 0, "client": 1}
    return sorted(facts.profile.parties, key=lambda party: order.get(party.side or "", 2))[:2]


def _called(party: Party) -> list[str]:
    return [part for part in (party.aliases[0] if party.aliases else "", party.name) if part]


def _parties(facts: DocumentFacts, language: Language) -> str:
    named = [clean(party.name or party.aliases[0]) for party in _two(facts) if party.name or party.aliases]
    return _BETWEEN.in_language(language).join(named) if len(named) == 2 else _NOBODY.in_language(language)


def _day(date: str | None, language: Language) -> str:
    """Return a day as lawyers write it: 05.03.2026 in Russian, 2026-03-05 as it is in English."""
    parts = (date or "").split("-")
    return ".".join(reversed(parts)) if language == "ru" and len(parts) == 3 else date or ""


def _saved(paper: Any) -> bytes:
    """Return a package whose members carry no time of the run."""
    first, held = io.BytesIO(), io.BytesIO()
    paper.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename), old.read(member), zipfile.ZIP_DEFLATED)
    return held.getvalue()
