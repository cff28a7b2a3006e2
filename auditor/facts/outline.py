"""Blocks to sentences, clauses and sections, whatever way the document numbers them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from auditor.facts.words import is_finite_verb, words_of
from auditor.model.document import APART, Block, BlockKind, Document
from auditor.model.outline import Clause, Outline, Section, Sentence

_NUMBER = re.compile(
    r"\s*(?:(?:статья|раздел|глава|article|section|clause|§)\s+)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLCivxlc]{1,6}(?=[.)])|\(?[a-zа-яё]{1,2}\)|\((?:[ivxl]{1,5}|\d{1,2})\))(?:[.):]|(?=\s))\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*[-–—•*·▪●○]\s+")
_END = re.compile(r"[.!?…;\n](?:(?<=\n)|(?<=;)(?=\s)|(?<=[.!?…])(?<![.!?…][.!?…])[.!?…]*[\"'»”)\]]*(?=\s|$))")
"""Ends of sentences, each told by its first sign, for that is searched fast.

A run of full stops is looked at once, from its first, or a row of them takes quadratic time.
"""
_WORD_BEFORE = re.compile(r"([^\W\d_]+|\d+)$")
_LONGEST_HEADING = 110
"""Characters: longer lines are sentences, not headings."""
_RUN_IN = re.compile(r"[\"'«“]?[A-ZА-ЯЁ][^.:;!?]{1,70}[.:](?=\s+[\"'«“(]?[A-ZА-ЯЁ(])")
_SHEET_CELL = re.compile(r"(?P<sheet>.*!)?[A-Z]{1,3}(?P<row>\d+)", re.DOTALL)
_DIGITS = re.compile(r"\d{2}")
_ENTRY = re.compile(r":\s+\S|[{}|@$]|^\[.*\]$")
"""Signs of a line that holds a detail («ИНН: 123», «Email: ...»), a variable of a template or a table row."""
_TITLE_AND_TERMS = 3
"""Sections that the front of a document without numbered sections may have: none, a title, the terms agreed to."""
_LEAST_UPPER_SHARE = 0.7
"""Share of capitals from which a line counts as written in capitals."""


@dataclass(slots=True)
class _Item:
    """A block with what its beginning says."""

    index: int
    block: Block
    start: int
    number: str | None
    depth: int
    """0 for running text, 1 for «3.», 2 for «3.1», 9 for a bullet or a letter."""
    body: int
    """Offset in the document where the words after the number begin."""
    heading: bool


def outline_of(document: Document, abbreviations: frozenset[str]) -> Outline:
    """Return the sentences, clauses and sections of a document; text kept apart is left out."""
    items = [_item(document, index) for index, block in enumerate(document.blocks) if block.kind not in APART]
    return _Builder(document, abbreviations).build(items)


def _item(document: Document, index: int) -> _Item:
    block, start = document.blocks[index], document.starts[index]
    number, body, depth = _numbering(block)
    return _Item(index, block, start, number, depth, start + body, _is_heading(block, body, depth))


def _numbering(block: Block) -> tuple[str | None, int, int]:
    """Return the number before a block, where its words begin and how deep the number is."""
    if block.kind is BlockKind.CELL:
        return None, 0, 0
    if block.number:
        number = block.number.strip().rstrip(".)")
        return number, 0, _depth(number)
    bullet = _BULLET.match(block.text)
    if bullet:
        return None, bullet.end(), 9
    found = _NUMBER.match(block.text)
    if not found or (found.end() >= len(block.text) and len(block.text) > 6):
        return None, 0, 0
    number = found["number"].strip("()")
    return number, found.end(), _depth(found["number"])


def _depth(number: str) -> int:
    if number[0].isdigit():
        return number.strip(".").count(".") + 1
    return 1 if number.isupper() else 9


def _is_heading(block: Block, body: int, depth: int) -> bool:
    """Return whether a block is a heading: marked so, in capitals, or a short numbered line without a full stop."""
    if block.kind is BlockKind.HEADING:
        return True
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
        return False
    words = block.text[body:].strip()
    if not 2 < len(words) <= _LONGEST_HEADING or "\n" in words or "____" in words or _ENTRY.search(words):
        return False
    if _is_capitals(words):
        return len(words.split()) <= 14
    if words[-1] in ".;,:" and not (depth == 1 and words[-1] in ".:" and len(words.split()) <= 7):
        return False
    return not any(is_finite_verb(word.form) for word in words_of(words.lower())) and _is_short_line(words, depth)


def _is_short_line(words: str, depth: int) -> bool:
    """Return whether a line without a verb is short enough for a heading of its depth."""
    if depth == 1:
        return len(words.split()) <= 12 and words[0].isupper()
    return (
        depth == 0
        and len(words.split()) <= 8
        and words[0].isupper()
        and words[-1].isalnum()
        and not _DIGITS.search(words)
    )


def _is_capitals(words: str) -> bool:
    letters = list(filter(str.isalpha, words))
    return len(letters) > 3 and sum(map(str.isupper, letters)) / len(letters) >= _LEAST_UPPER_SHARE


_MEASURED = re.compile(r"\d\s?см$", re.IGNORECASE)
"""«30 см.» are centimetres and may end a sentence; «см. пункт 3» is a reference."""


class _Builder:
    """Goes through the blocks once and keeps what the next block needs to know."""

    def __init__(self, document: Document, abbreviations: frozenset[str]) -> None:
        self.text = document.text
        self.abbreviations = abbreviations
        self.sentences: list[Sentence] = []
        self.clauses: list[Clause] = []
        self.sections: list[Section] = [Section("", (0, 0))]
        self.leads: list[tuple[int, int]] = []
        self.row: str | None = None
        self.listed = 0
        """The number of the last item of a list counted anew under its lead-in; 0 outside such a list."""

    def build(self, items: list[_Item]) -> Outline:
        for item in items:
            self._add(self._as_listed(item))
        end = len(self.text)
        sections = [_ended(section, self.sections, at, end) for at, section in enumerate(self.sections)]
        return Outline(tuple(self.sentences), tuple(self.clauses), tuple(sections))

    def _add(self, item: _Item) -> None:
        end = item.start + len(item.block.text)
        self._close_leads(item)
        if item.heading:
            self._open_section(item, end)
        elif self._continues_row(item):
            self._extend_row(end)
            return
        else:
            self._open_clause(item, end)
        for start, stop in self._split(item, end):
            self._add_sentence(item, start, stop)

    def _as_listed(self, item: _Item) -> _Item:
        """Return a numbered block as an item of the list under a lead-in where it counts on; any other as it is."""
        after_lead = bool(self.leads) and self.leads[-1][1] == len(self.sentences) - 1
        expected = 1 if after_lead and self._counts_anew() else self.listed + 1 if self.listed else 0
        next_section = f"{expected}" == self._next_section()
        if not expected or item.number != str(expected) or next_section or item.block.kind is BlockKind.HEADING:
            self.listed = self.listed if item.depth == 9 else 0
            return item
        self.listed = expected
        return replace(item, depth=9, heading=False)

    def _counts_anew(self) -> bool:
        """Return whether «1.» cannot be the first section: a numbered one is open, or several without numbers are."""
        if self.sections[-1].number:
            return True
        return len(self.sections) > _TITLE_AND_TERMS and not any(section.number for section in self.sections)

    def _next_section(self) -> str | None:
        """Return the number that the next section would bear."""
        number = self.sections[-1].number
        return str(int(number) + 1) if number and number.isdigit() else None

    def _close_leads(self, item: _Item) -> None:
        """Forget the lead-in when running text starts anew: an item goes on after «;», «,» or in small letters."""
        before = self.text[max(0, item.start - 8) : item.start].rstrip()[-1:]
        goes_on = before in {":", ";", ","} or self.text[item.body : item.body + 1].islower()
        if item.depth == 0 and not goes_on:
            self.leads = []

    def _open_section(self, item: _Item, end: int) -> None:
        heading = self.text[item.body : end].strip()
        self.sections.append(Section(heading, (item.start, end), item.number))
        self.clauses.append(Clause(item.number, (item.start, end), heading))
        self.leads = []

    def _open_clause(self, item: _Item, end: int) -> None:
        """Begin a clause, or let the block belong to the clause before: list items and unnumbered text do."""
        joins = self.clauses and (item.depth == 9 or (item.depth == 0 and self._follows_lead()))
        if joins:
            last = self.clauses[-1]
            self.clauses[-1] = Clause(last.number, (last.span[0], end), last.heading)
            return
        run_in = _RUN_IN.match(self.text, item.body, end)
        heading = run_in.group().strip(" .:") if run_in and len(run_in.group().split()) <= 9 else ""
        self.clauses.append(Clause(self._full_number(item), (item.start, end), heading))

    def _full_number(self, item: _Item) -> str | None:
        """Return «3.1» for a clause numbered «1» in section 3: documents count clauses anew in every section."""
        section = self.sections[-1].number
        bare = item.number is not None and item.depth == 1 and item.number.isdigit()
        return f"{section}.{item.number}" if bare and section and section.isdigit() else item.number

    def _follows_lead(self) -> bool:
        return bool(self.leads)

    def _continues_row(self, item: _Item) -> bool:
        """Return whether a cell stands in the same table row as the cell before it."""
        row = _row_of(item.block)
        same = row is not None and row == self.row
        self.row = row
        return same

    def _extend_row(self, end: int) -> None:
        if not self.sentences:
            return
        last = self.sentences[-1]
        self.sentences[-1] = Sentence((last.span[0], end), last.block, last.clause, last.section, last.lead_in)

    def _split(self, item: _Item, end: int) -> list[tuple[int, int]]:
        """Return the sentences of a block; a table cell is one."""
        if item.block.kind is BlockKind.CELL:
            return [(item.start, end)]
        cuts, at = [], item.start
        for found in _END.finditer(self.text, item.body, end):
            if self._ends_sentence(found, end):
                cuts.append((at, found.end()))
                at = found.end()
        cuts.append((at, end))
        return [cut for cut in (self._trimmed(*cut) for cut in cuts) if cut[1] > cut[0]]

    def _ends_sentence(self, found: re.Match[str], end: int) -> bool:
        sign = found.group()[0]
        if sign in ";\n":
            return True
        if sign != ".":
            return True
        rest = self.text[found.end() : min(end, found.end() + 4)].lstrip(" \t\"'«“(")
        before = _WORD_BEFORE.search(self.text[max(0, found.start() - 20) : found.start()])
        word = before.group().lower() if before else ""
        if word == "см" and _MEASURED.search(self.text, max(0, found.start() - 20), found.start()):
            return not rest or rest[0].isupper()
        if word in self.abbreviations or (len(word) == 1 and word.isalpha()):
            return False
        return not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in "-–•"

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _add_sentence(self, item: _Item, start: int, end: int) -> None:
        index = len(self.sentences)
        depth = item.depth or (10 if self.leads else 0)
        self.leads = [lead for lead in self.leads if lead[0] < depth] if depth else []
        lead = self.leads[-1][1] if self.leads else None
        self.sentences.append(Sentence((start, end), item.index, len(self.clauses) - 1, len(self.sections) - 1, lead))
        if self.text[end - 1] == ":":
            self.leads.append((item.depth, index))


def _row_of(block: Block) -> str | None:
    """Return the table row a cell stands in, «T1R2» or «Sheet1!7», or None for any other block."""
    if block.kind is not BlockKind.CELL or not block.location.cell:
        return None
    of_sheet = _SHEET_CELL.fullmatch(block.location.cell)
    if of_sheet:
        return f"{of_sheet['sheet'] or ''}{of_sheet['row']}"
    return re.sub(r"C\d+$", "", block.location.cell)


def _ended(section: Section, sections: list[Section], at: int, end: int) -> Section:
    """Return a section stretched up to the next heading."""
    stop = sections[at + 1].span[0] if at + 1 < len(sections) else end
    return Section(section.heading, (section.span[0], stop), section.number)
