"""Changes to the XML of a Word document: runs cut in two, comments, tracked insertions and deletions.

Only what is asked for is touched. The elements keep the order that the standard wants (ISO/IEC 29500-1, 17.3 and
17.13), and every mark has an id that no other has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from auditor.extraction.docx_places import Character, length_in_run
from auditor.extraction.wordml.names import ALTERNATE, attribute, child, local

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNCUT = frozenset({"ruby"})
"""Children of a run that hold words in a way of their own: such a run is marked whole."""
_MARKS_OF_CHANGE = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange"})
_NOT_TAKEN_OVER = _MARKS_OF_CHANGE | {"vanish", "webHidden", "highlight", "specVanish", "rStyle"}
_NEVER_COPIED = frozenset({"sectPr", "pPrChange", "rPr", "framePr", "pageBreakBefore", "keepNext"})
_WITHIN = frozenset({"txbxContent"})
"""Where a comment cannot be anchored: it goes to the paragraph around."""


@dataclass
class Marker:
    """Marks one document; all its changes carry the same author and date."""

    root: Any
    author: str
    date: str
    _pieces: dict[Any, list[tuple[int, int, Any]]] = field(default_factory=dict)
    """A run that was cut: its pieces with the characters of the run that each holds."""
    _next: int = 0

    def __post_init__(self) -> None:
        self.space = self.root.tag.rpartition("}")[0] + "}"
        ids = (attribute(element, "id") for element in self.root.iter() if isinstance(element.tag, str))
        self._next = max((int(i) for i in ids if i and i.isascii() and i.isdigit() and len(i) < 10), default=0) + 1

    def element(self, name: str, **attributes: str) -> Any:
        """Return a new element of Word's own namespace."""
        made = self.root.makeelement(self.space + name)
        for key, value in attributes.items():
            made.set(self.space + key, value)
        return made

    def pieces(self, characters: Sequence[Character]) -> list[Any]:
        """Return the runs that hold just these characters, in order, cut where needed."""
        wanted: dict[Any, tuple[int, int]] = {}
        for place in characters:
            if place is not None:
                run, at = place
                low, high = wanted.get(run, (at, at))
                wanted[run] = (min(low, at), max(high, at))
        return [piece for run, (low, high) in wanted.items() for piece in self._between(run, low, high + 1)]

    def _between(self, run: Any, start: int, end: int) -> list[Any]:
        self._cut(run, start)
        self._cut(run, end)
        whole = self._pieces.get(run, [(0, _length(run), run)])
        inside = [piece for low, high, piece in whole if low >= start and high <= end]
        return inside or [piece for low, high, piece in whole if low < end and high > start] or [run]

    def _cut(self, run: Any, at: int) -> None:
        """Cut the piece of a run that holds both sides of a place."""
        pieces = self._pieces.setdefault(run, [(0, _length(run), run)])
        for number, (low, high, piece) in enumerate(pieces):
            if low < at < high and not _is_uncut(piece):
                pieces[number : number + 1] = [(low, at, piece), (at, high, self._split(piece, at - low))]
                return

    def _split(self, run: Any, at: int) -> Any:
        """Move what stands behind a place of a run to a new run with the same look."""
        right = run.makeelement(run.tag, dict(run.attrib))
        properties = child(run, "rPr")
        if properties is not None:
            right.append(deepcopy(properties))
        seen = 0
        for inner in [inner for inner in run if local(inner) != "rPr"]:
            length = length_in_run(inner)
            if seen >= at and (length or seen > at):
                right.append(inner)
            elif seen + length > at:
                right.append(_cut_text(inner, at - seen))
            elif seen >= at and len(right) > (properties is not None):
                right.append(inner)
            seen += length
        run.addnext(right)
        return right

    def delete(self, characters: Sequence[Character]) -> list[Any]:
        """Mark characters as deleted; return the marks."""
        marks: list[Any] = []
        for run in self.pieces(characters):
            if self.is_deleted(run):
                marks.append(run.getparent())
                continue
            mark = self._change("del")
            run.addprevious(mark)
            mark.append(run)
            for text in run.iter(self.space + "t", self.space + "instrText"):
                text.tag = self.space + ("delText" if local(text) == "t" else "delInstrText")
                text.set(SPACE, "preserve")
            marks.append(mark)
        return list(dict.fromkeys(marks))

    def is_deleted(self, run: Any) -> bool:
        """Return whether a run stands in a deletion already."""
        return local(run.getparent()) == "del"

    def insert_after(self, mark: Any, words: str) -> Any:
        """Write words behind an element as an insertion, with the look of the first run that the element holds."""
        run = next(iter(mark.iter(self.space + "r")), None)
        inserted = self._change("ins")
        inserted.append(self._run(words, run))
        while local(mark.getparent()) in {"ins", "hyperlink", "smartTag", "fldSimple"}:
            mark = mark.getparent()
        mark.addnext(inserted)
        return inserted

    def new_paragraph(self, after: Any, like: Any, number: str, words: str) -> Any:
        """Write a paragraph behind another as an insertion; it looks like a third one."""
        paragraph = self.element("p")
        properties = self._paragraph_properties(like)
        paragraph.append(properties)
        inserted = self._change("ins")
        inserted.append(self._run(number + words, _longest_run(like)))
        paragraph.append(inserted)
        anchor = _body_level(after)
        if child(anchor, "pPr", "sectPr") is not None:
            anchor.addprevious(paragraph)
        else:
            anchor.addnext(paragraph)
        return paragraph

    def _paragraph_properties(self, like: Any) -> Any:
        """Return the properties of a paragraph for a new one, whose mark is inserted too."""
        properties = self.element("pPr")
        old = child(like, "pPr")
        for inner in old if old is not None else ():
            if local(inner) not in _NEVER_COPIED:
                properties.append(deepcopy(inner))
        of_mark = self.element("rPr")
        of_mark.append(self._change("ins"))
        for inner in _children(child(like, "pPr", "rPr")):
            if local(inner) not in _MARKS_OF_CHANGE:
                of_mark.append(deepcopy(inner))
        properties.append(of_mark)
        return properties

    def _run(self, words: str, like: Any | None) -> Any:
        run = self.element("r")
        old = child(like, "rPr") if like is not None else None
        kept = [deepcopy(inner) for inner in _children(old) if local(inner) not in _NOT_TAKEN_OVER]
        if kept:
            properties = self.element("rPr")
            properties.extend(kept)
            run.append(properties)
        for number, part in enumerate(words.split("\t")):
            if number:
                run.append(self.element("tab"))
            if part:
                run.append(self._text(part))
        return run

    def _text(self, words: str) -> Any:
        text = self.element("t")
        text.text = words
        text.set(SPACE, "preserve")
        return text

    def _change(self, name: str) -> Any:
        self._next += 1
        return self.element(name, id=str(self._next), author=self.author, date=self.date)

    def comment(self, first: Any, last: Any, number: int) -> None:
        """Put the marks of a comment round the runs from one to another."""
        first, last = self._outside(first), self._outside(last)
        first.addprevious(self.element("commentRangeStart", id=str(number)))
        end = self.element("commentRangeEnd", id=str(number))
        last.addnext(end)
        reference = self.element("r")
        reference.append(self.element("commentReference", id=str(number)))
        end.addnext(reference)

    def _outside(self, run: Any) -> Any:
        """Return the change around a run: a comment stays when the change is accepted or rejected."""
        while local(run.getparent()) in {"ins", "del", "moveFrom", "moveTo"}:
            run = run.getparent()
        return run

    def comment_paragraph(self, paragraph: Any, number: int) -> None:
        """Put the marks of a comment round all of a paragraph."""
        inner = [element for element in paragraph if local(element) != "pPr"]
        if inner:
            self.comment(inner[0], inner[-1], number)
            return
        mark = self.element("commentRangeStart", id=str(number))
        paragraph.append(mark)
        self.comment(mark, mark, number)
        paragraph.remove(mark)


def anchor_of(element: Any) -> Any:
    """Return the paragraph of the text itself that a paragraph stands in: a text box hangs on one."""
    found = element
    for above in element.iterancestors():
        if local(above) in _WITHIN:
            found = next(outer for outer in above.iterancestors() if local(outer) == "p")
    return found


def _children(element: Any | None) -> Iterator[Any]:
    yield from element if element is not None else ()


def _length(run: Any) -> int:
    return sum(length_in_run(inner) for inner in run)


def _is_uncut(run: Any) -> bool:
    return any(inner.tag == ALTERNATE or local(inner) in _UNCUT for inner in run)


def _cut_text(element: Any, at: int) -> Any:
    """Return a text element with what stands behind a place of another, which keeps what stands before it."""
    right = element.makeelement(element.tag, dict(element.attrib))
    words = element.text or ""
    element.text, right.text = words[:at], words[at:]
    for each in (element, right):
        each.set(SPACE, "preserve")
    return right


def _longest_run(paragraph: Any) -> Any | None:
    runs = [element for element in paragraph.iter() if local(element) == "r"]
    return max(runs, key=_length, default=None)


def _body_level(paragraph: Any) -> Any:
    """Return a paragraph, or the outermost table that it stands in."""
    tables = [above for above in paragraph.iterancestors() if local(above) == "tbl"]
    return tables[-1] if tables else paragraph
