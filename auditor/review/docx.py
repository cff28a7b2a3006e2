"""The contract given back as Word: notes on the words they are about, and changes that can be accepted or rejected."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lxml import etree

from auditor.extraction.docx_places import Character, Placed, placed
from auditor.extraction.interface import clean
from auditor.extraction.wordml.names import child, local
from auditor.model.document import Block, Document
from auditor.model.profile import Span
from auditor.model.text import Language, Text
from auditor.review.comments import Comments
from auditor.review.markup import Marker, anchor_of
from auditor.review.places import prefix_length
from auditor.review.remarks import Change, Remark
from auditor.review.telling import Telling, told

_OMITTED = Text("Исключён.", "Intentionally omitted.")
"""What is left of a numbered clause whose words are struck: its number stays, so that no other number moves."""
_QUOTE = Text("К словам: «{quote}»", "On the words: “{quote}”")
_PLACE = Text("Место для нового условия", "The place for a new clause")


class Annotate(StrEnum):
    """What the contract is given back with."""

    COMMENTS = "comments"
    SUGGESTIONS = "suggestions"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A contract given back, with what became of each remark."""

    data: bytes
    noted: int = 0
    """Places of findings that carry a comment on their words."""
    elsewhere: int = 0
    """Places in headers, notes and text boxes: their comments stand beside them, with the words quoted."""
    inserted: tuple[str, ...] = ()
    """Rules whose clause was inserted."""
    replaced: tuple[str, ...] = ()
    """Rules whose forbidden term was replaced."""


def annotate(
    data: bytes,
    document: Document,
    remarks: Sequence[Remark],
    how: Annotate,
    language: Language,
    signed: tuple[str, str],
) -> Annotated | None:
    """Return a Word file with remarks, ``signed`` by author and date; None where it cannot be changed without loss."""
    file = placed(data)
    if file is None:
        return None
    work = _Work(file, document, how, language, Marker(file.root, *signed), Comments.of(data, file, signed))
    work.changes(remarks)
    work.notes(remarks)
    parts = {file.part: _bytes(file.root), **work.comments.parts()}
    return Annotated(
        _packed(data, parts), work.noted, work.elsewhere, tuple(work.inserted), tuple(dict.fromkeys(work.replaced))
    )


@dataclass
class _Work:
    """One document on its way."""

    file: Placed
    document: Document
    how: Annotate
    language: Language
    marker: Marker
    comments: Comments
    noted: int = 0
    elsewhere: int = 0
    inserted: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    _last: dict[int, Any] = field(default_factory=dict)
    """The paragraph after which the next clause of a slot goes, by the block of the slot."""
    _clauses: dict[str, Any] = field(default_factory=dict)
    """The paragraph of each clause that was inserted, by rule."""
    _struck: dict[Span, bool] = field(default_factory=dict)

    def changes(self, remarks: Sequence[Remark]) -> None:
        """Write the clauses and the replacements that are proposed."""
        if self.how is Annotate.COMMENTS:
            return
        for remark in remarks:
            if remark.change is Change.INSERT:
                self._insert(remark)
        for remark in remarks:
            if remark.change is Change.REPLACE:
                self._replace(remark)

    def _insert(self, remark: Remark) -> None:
        slot = remark.slot
        if slot is None:
            return
        like = self.file.paragraph_of(self.document.blocks[slot.like])
        after = self.file.paragraph_of(self.document.blocks[slot.after])
        if like is None or after is None or not self.file.is_own(after.element):
            return
        anchor = self._last.get(slot.after, anchor_of(after.element))
        clause = self.marker.new_paragraph(anchor, like.element, slot.number, clean(remark.words))
        self._last[slot.after] = self._clauses[remark.finding.rule] = clause
        self.inserted.append(remark.finding.rule)

    def _replace(self, remark: Remark) -> None:
        """Strike the words of a forbidden term and write the model clause in the place of the first."""
        words: str | None = clean(remark.words)
        for span in remark.spans:
            done = self._strike(span, words)
            if done:
                words = None
                self.replaced.append(remark.finding.rule)

    def _strike(self, span: Span, words: str | None) -> bool:
        """Strike a passage, and put words in its place or say that the clause is omitted; False where it cannot be."""
        passages = [(block, low, high) for block, low, high in _blocks(self.document, span)]
        places = [(block, low, high, self._own(block, low, high)) for block, low, high in passages]
        if not any(found for _, _, _, found in places):
            return False
        for block, low, high, found in places:
            marks = self.marker.delete(found) if found else []
            if not marks:
                continue
            if words is not None:
                self.marker.insert_after(marks[-1], _spaced(words, block, high))
                words = None
            elif low == prefix_length(block) and high == len(block.text) and span not in self._struck:
                self.marker.insert_after(marks[-1], _OMITTED.in_language(_language(self.document.text)))
        self._struck[span] = True
        return True

    def _own(self, block: Block, low: int, high: int) -> list[Character]:
        """Return the characters of a passage that stand in the text itself, where they can be changed."""
        found = [place for place in self.file.characters(block)[low:high] if place is not None]
        return [place for place in found if self.file.is_own(place[0]) and not _is_boxed(place[0])] if found else []

    def notes(self, remarks: Sequence[Remark]) -> None:
        """Write a comment for each place of a finding, and one on each new clause."""
        if self.how is Annotate.SUGGESTIONS:
            return
        for remark in remarks:
            for number, span in enumerate(remark.spans):
                self._note(span, self._told(remark, first=number == 0))
            if remark.slot is not None:
                self._note_on_clause(remark)

    def _told(self, remark: Remark, *, first: bool) -> Telling:
        in_text = self.how is Annotate.BOTH and remark.finding.rule in {*self.inserted, *self.replaced}
        telling = told(remark, self.language, with_words=first and not in_text)
        return telling if first else Telling(telling.title, telling.lines[:1])

    def _note_on_clause(self, remark: Remark) -> None:
        """Tell why a clause is proposed, on the clause or, where it is not written, at the place for it."""
        telling = self._told(remark, first=True)
        clause = self._clauses.get(remark.finding.rule)
        if clause is not None:
            self.marker.comment_paragraph(clause, self.comments.add(telling))
        elif remark.slot is not None and (place := self.file.paragraph_of(self.document.blocks[remark.slot.after])):
            place_told = [f"({_PLACE.in_language(self.language)}.)"] if remark.change is Change.INSERT else []
            lines = (*telling.lines, *place_told)
            self._note_on_paragraph(place.element, Telling(telling.title, lines))

    def _note(self, span: Span, telling: Telling) -> None:
        characters = [
            place for block, low, high in _blocks(self.document, span) for place in self._own(block, low, high)
        ]
        if characters:
            runs = self.marker.pieces(characters)
            self.marker.comment(runs[0], runs[-1], self.comments.add(telling))
            self.noted += 1
            return
        quote = _QUOTE.in_language(self.language).format(quote=self.document.text[span[0] : span[1]])
        beside = self._beside(span)
        if beside is not None:
            self._note_on_paragraph(beside, Telling(telling.title, (quote, *telling.lines)))
            self.elsewhere += 1

    def _beside(self, span: Span) -> Any | None:
        """Return the paragraph next to words that cannot carry a comment: the one a text box hangs on, or the first."""
        block = next((block for block, _, _ in _blocks(self.document, span)), None)
        place = self.file.paragraph_of(block) if block is not None else None
        if place is not None and self.file.is_own(place.element):
            return anchor_of(place.element)
        body = child(self.file.root, "body")
        return next((element for element in body.iter() if local(element) == "p"), None) if body is not None else None

    def _note_on_paragraph(self, element: Any, telling: Telling) -> None:
        if self.file.is_own(element):
            self.marker.comment_paragraph(anchor_of(element), self.comments.add(telling))


def _blocks(document: Document, span: Span) -> list[tuple[Block, int, int]]:
    """Return the blocks that a passage stands in with its place in each, without numbers typed before the words."""
    found = []
    for start, block in zip(document.starts, document.blocks, strict=True):
        low, high = max(span[0] - start, 0), min(span[1] - start, len(block.text))
        if low < high:
            prefix = prefix_length(block)
            found.append((block, prefix if low < prefix < high else low, high))
    return found


def _is_boxed(run: Any) -> bool:
    return any(local(above) == "txbxContent" for above in run.iterancestors())


def _spaced(words: str, block: Block, high: int) -> str:
    """Return words with a space behind them where more of the paragraph follows without one."""
    return words if block.text[high : high + 1].strip() == "" else f"{words} "


def _language(text: str) -> Language:
    cyrillic = sum("а" <= sign <= "я" for sign in text[:20_000].lower())
    latin = sum("a" <= sign <= "z" for sign in text[:20_000].lower())
    return "ru" if cyrillic * 2 >= latin else "en"


def _bytes(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _packed(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the package with some parts changed or added; every other part keeps its bytes and its place."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = parts[entry.filename] if entry.filename in parts else old.read(entry)
            new.writestr(entry, content, entry.compress_type)
        for name, content in parts.items():
            if name not in old.namelist():
                new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
