"""Call notes and minutes as records: labelled lines, tables of two columns, or free words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.facts.folding import fold
from auditor.facts.records.grid import grids_of
from auditor.facts.records.headings import fits_of
from auditor.facts.records.levelling import day_of, levelled, time_of
from auditor.model.columns import TableKind
from auditor.model.document import APART, BlockKind, Document
from auditor.model.record import Cell, Record

_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n]{1,40}?)\s*[:\u2014\u2013]\s+(?P<words>\S.*)", re.DOTALL)
_PARTS = re.compile(r"(?<=[.;])\s+(?=[A-ZА-ЯЁ][^:.]{1,30}:\s)")
"""Where a line goes over to the next label: «Когда: 21.09.2026. Принял: …»."""
_LONGEST_QUOTE = 600
_LONGEST_TEXT = 4_000
_FIRST_LINE = 80
_YEARLESS = re.compile(r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?![\d.]\d)")
_SIGNS = re.compile(r"[_№]")
_DAY_BEFORE_TIME = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}(?=\.?,?\s+(?:в\s+|at\s+)?\d{1,2}:\d\d)")
"""A day without its year before a time of day: «16.06 11:35» is no six minutes past four."""
_HEAD_BLOCKS = 12
_MEETING = re.compile(r"встреч|совещани|протокол|переговор|meeting|minutes")
_CALL = re.compile(r"звон|разговор|созвон|телефон|call|phone|spoke")
_MINUTES_OF_DAY = re.compile(r"\d{1,2}[:.]\d\d")
_BY = re.compile(
    r"(?:записал[аи]?|вел[аи]? (?:запись|разговор|прием)|провел[аи]?|принял[аи]?|составил[аи]?|говорил[аи]?"
    r"|ответил[аи]?|исполнител\w*|юрист"
    r"|сотрудник|менеджер|консультант|специалист|recorded by|noted by|taken by|prepared by"
    r"|lawyer|employee|author)[:\s,\u2014-]*"
)
_NAME = re.compile(
    r"(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+"
    r"|[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична))?"
    r"|[A-Z][a-z]+\s+(?:[A-Z]\.\s?)?[A-Z][a-z]+|[A-Z]\.\s?[A-Z][a-z]+)"
)
_ANSWER = re.compile(
    r"\b(?:ответ|ответил|объясн|разъясн|рекоменд|посовет|сообщил|договорил|реш(?:ил|ено|ение)|пообещ|обещ|результат"
    r"|согласова|подтвердил|итог|сошлись|столковал|удари\w+ по рукам"
    r"|отказал|назвал|ок\b|refused|answer|explained|advised|told|agreed|decided|replied|promised|confirmed"
    r"|shook hands|settled on)"
    r"|(?:^|\b(?:я|мы)\s+)(?:сказал|передал|предложил)|(?:^|\b(?:i|we)\s+)(?:said|offered)"
)
_ITEM = re.compile(r"(?m)^\s*\d{1,2}[.)]\s+\S.{9,}$")
"""A numbered decision of minutes."""
_ISSUE_WORDS = 5


def note_of(document: Document, kind: TableKind) -> Record | None:
    """Return a note of a call or a meeting as one record, its cells named as those of a journal; None without words."""
    blocks = [block for block in document.blocks if block.kind not in APART and block.kind is not BlockKind.FOOTER]
    text = "\n".join(block.text for block in blocks)
    if not text.strip():
        return None
    cells = _labelled(document, kind)
    head = "\n".join(block.text for block in blocks[:_HEAD_BLOCKS])
    _complete(cells, kind, head, text, document.path.rpartition("/")[2])
    cells["text"] = Cell(text[:_LONGEST_TEXT])
    lowered = fold(text[:2000]).text
    channel = "meeting" if _MEETING.search(lowered) else "call" if _CALL.search(lowered) else "note"
    return Record(
        kind="interaction", id="1", span=(0, len(document.text)), quote=text[:_LONGEST_QUOTE], cells=cells,
        channel=channel, page=blocks[0].location.page, paragraph=blocks[0].location.paragraph,
    )  # fmt: skip


def _labelled(document: Document, kind: TableKind) -> dict[str, Cell]:
    """Return what stands behind labels that name a column."""
    cells: dict[str, Cell] = {}
    for label, words in _pairs(document):
        fits = fits_of(kind, label)
        column = kind.column(max(fits, key=lambda name: fits[name])) if fits else None
        if column is None:
            continue
        if column.id not in cells or not cells[column.id].text:
            cells[column.id] = levelled(words, column)
    return cells


def _pairs(document: Document) -> Iterator[tuple[str, str]]:
    for grid in grids_of(document):
        for number in sorted(grid.rows):
            row = grid.rows[number]
            places = sorted(row)
            if len(places) == 1 and min(places) == 1 and len(row[places[0]].text) < 60:
                yield row[places[0]].text, ""
            elif len(places) >= 2:
                yield row[places[0]].text, " ".join(row[place].text for place in places[1:])
    for block in document.blocks:
        if block.kind is BlockKind.CELL or block.kind in APART:
            continue
        for line in block.text.split("\n"):
            for part in _PARTS.split(line.strip()):
                found = _LABEL.fullmatch(part.strip())
                if found:
                    yield found["label"], found["words"].rstrip(".")


def _complete(cells: dict[str, Cell], kind: TableKind, head: str, text: str, name: str) -> None:
    """Fill in what the free words tell: the day, the time, who wrote, what was asked and answered."""
    if not cells.get("date") or not cells["date"].value:
        day = day_of(head[:1500]) or day_of(_SIGNS.sub(" ", name))
        if day or "date" not in cells:
            yearless = _YEARLESS.search(head[:_FIRST_LINE]) if not day else None
            cells["date"] = Cell(yearless[0] if yearless else day, day)
    if not cells.get("time") or not cells["time"].value:
        told = cells["date"].text + " " + head if _MINUTES_OF_DAY.search(cells["date"].text + head) else ""
        told = re.sub(r"\d{1,2}\.\d{1,2}\.\d{2,4}", " ", told)
        time = time_of(_DAY_BEFORE_TIME.sub(" ", told)) if told else ""
        if time or "time" not in cells:
            cells["time"] = Cell(time, time)
    if not cells.get("employee") or not cells["employee"].text:
        cells["employee"] = Cell(_writer(text) or _signer(text))
    if "issue" not in cells:
        cells["issue"] = Cell(text[:300] if len(text.split()) >= _ISSUE_WORDS else "")
    if "answer" not in cells:
        answered = next((line for line in _sentences(text) if _ANSWER.search(fold(line).text)), "")
        answered = answered or next((found[0] for found in [_ITEM.search(text)] if found), "")
        cells["answer"] = Cell(answered)
    employee = kind.column("employee")
    if employee is not None:
        cells["employee"] = levelled(cells["employee"].text, employee)


def _writer(text: str) -> str:
    """Return the name that stands behind words for who wrote or spoke; empty where none does."""
    for line in text.split("\n"):
        found = _BY.search(fold(line).text)
        if found:
            name = _NAME.search(line[found.end() :]) or _NAME.search(line[max(0, found.start() - 2) :])
            if name:
                return name[0]
    return ""


def _signer(text: str) -> str:
    """Return the name that is all of the last line, as a note is signed: «Зуев», «М. Орлова», "Porter"."""
    last = text.rstrip().rpartition("\n")[2].strip(" .,;—–-")
    bare = _ASIDE.sub("", last).strip()
    return bare if _SIGNED.fullmatch(bare) else ""


_ASIDE = re.compile(r"\([^)]*\)")
_SIGNED = re.compile(
    r"[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?(?:\s+[А-ЯЁ]\.?\s?(?:[А-ЯЁ]\.?)?|\s+[А-ЯЁ][а-яё]+){0,2}"
    r"|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]{2,}|[A-Z][a-z]{2,}(?:\s+[A-Z]\.?|\s+[A-Z][a-z]+)?|[A-Z]\.\s?[A-Z][a-z]{2,}"
)


def _sentences(text: str) -> Sequence[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+|\n", text) if part.strip()]
