"""ODT and flat FODT: body, tables, notes, headers and comments; deletions and hidden text are kept apart.

Own walk over the XML: odfpy has had no release since 2020, fails on files under a password and on a missing part,
and gives no deletions apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from auditor.extraction.interface import Source, document
from auditor.extraction.opendocument.parts import Parts, attribute, count, local, parts_of
from auditor.extraction.opendocument.styles import OUTLINE, Style, lists_of, styles_of
from auditor.extraction.runs import Run, Writer
from auditor.extraction.wordml.numbering import DEEPEST, Numbered, Numbering
from auditor.model.document import Block, BlockKind, Document, Unreadable

_MEDIA = "application/vnd.oasis.opendocument.text"
_MOST_SPACES = 200
"""Spaces that one element may stand for."""
_MOST_COLUMNS = 16_384
_SIGNS = {"tab": "\t", "line-break": "\n"}
_UNSEEN = frozenset(
    {"tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls", "script", "scripts", "desc",
     "title", "annotation-end", "bookmark", "bookmark-start", "bookmark-end", "table-column", "table-columns",
     "event-listeners", "soft-page-break", "dde-connection-decls", "note-citation", "glue-point", "image", "object",
     "alphabetical-index-mark", "toc-mark", "user-index-mark", "font-face-decls", "table-of-content-source"}
)  # fmt: skip
_ROWS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_HEADERS = frozenset({"header", "header-left", "header-first"})
_FOOTERS = frozenset({"footer", "footer-left", "footer-first"})


def read(source: Source) -> Document | Unreadable:
    """Return the blocks of an OpenDocument text; a file under a password is ``encrypted``."""
    parts = parts_of(source.data)
    walk = _Walk(parts)
    blocks = walk.document()
    return document(source, _MEDIA, blocks, [*walk.signs(), *parts.signs], None if parts.whole else "part_damaged")


@dataclass(frozen=True, slots=True)
class _Change:
    """A tracked change."""

    deletes: bool
    author: str | None
    text: str


@dataclass(frozen=True, slots=True)
class _State:
    """What the surroundings of words say about them."""

    hidden: bool = False
    white: bool = False
    grounded: bool = False


@dataclass(slots=True)
class _Item:
    """A list item that waits for its first paragraph."""

    list: str
    level: int
    written: bool = False


@dataclass(slots=True)
class _Aside:
    """What hangs on a paragraph and is written after it."""

    boxes: list[Any] = field(default_factory=list)


class _Walk:
    """Goes through the content in reading order."""

    def __init__(self, parts: Parts) -> None:
        roots = [parts.content] if parts.styles is None else [parts.content, parts.styles]
        self.parts = parts
        self.styles = styles_of(roots)
        self.lists = lists_of(roots)
        self.numbers = Numbering(dict(self.lists), {})
        self.changes = dict(_changes(parts.content))
        self.inserting: dict[str, str | None] = {}
        self.writer = Writer()
        self.notes = Writer(story=BlockKind.NOTE)
        self.comments: list[Writer] = []
        self.others: list[Writer] = []
        self.items: list[_Item] = []
        self.begun = 0
        self.hidden = False

    def document(self) -> list[Block]:
        """Return headers, body, notes, footers and comments, in this order."""
        body = next(self.parts.content.iter("{*}body"), None)
        headers, footers = self._pages(_HEADERS, BlockKind.HEADER), self._pages(_FOOTERS, BlockKind.FOOTER)
        if body is not None:
            for inner in body:
                self._container(inner)
        comments = [block for writer in self.comments for block in writer.blocks]
        return [*headers, *self.writer.blocks, *self.notes.blocks, *footers, *comments]

    def signs(self) -> list[Any]:
        """Return the signs of all that was written."""
        writers = (self.writer, self.notes, *self.comments, *self.others)
        return [sign for writer in writers for sign in writer.signs]

    def _pages(self, names: frozenset[str], kind: BlockKind) -> list[Block]:
        writer = Writer(story=kind)
        self.others.append(writer)
        for page in self.parts.styles.iter("{*}master-page") if self.parts.styles is not None else ():
            for element in page:
                if local(element) in names:
                    self._elsewhere(writer, element)
        return writer.blocks

    def _elsewhere(self, writer: Writer, element: Any) -> None:
        """Write the paragraphs of an element with another writer."""
        before, items = self.writer, self.items
        self.writer, self.items = writer, []
        self._container(element)
        self.writer, self.items = before, items

    def _container(self, element: Any) -> None:
        """Write paragraphs, lists and tables in their order."""
        for inner in element:
            name = local(inner)
            if name in {"p", "h"}:
                self._paragraph(inner)
            elif name == "list":
                self._list(inner)
            elif name == "table":
                self._table(inner)
            elif name == "section":
                self._section(inner)
            elif name in {"change", "change-start", "change-end"}:
                self._change_between(inner)
            elif name not in _UNSEEN and name:
                self._container(inner)

    def _section(self, element: Any) -> None:
        before = self.hidden
        self.hidden = before or attribute(element, "display") == "none"
        self._container(element)
        self.hidden = before

    def _change_between(self, element: Any) -> None:
        runs = list(self._changed(element))
        if runs:
            self.writer.paragraph(runs)

    # Lists

    def _list(self, element: Any) -> None:
        """Write a list; inside another it is a deeper level of that."""
        name = self._list_name(element)
        level = min(self.items[-1].level + 1, DEEPEST - 1) if self.items else 0
        for inner in element:
            if local(inner) in {"list-item", "list-header"}:
                self.items.append(_Item(name, level, written=local(inner) == "list-header"))
                self._container(inner)
                self.items.pop()

    def _list_name(self, element: Any) -> str:
        style = attribute(element, "style-name")
        if self.items and (not style or style == self.items[-1].list.split("#")[0]):
            return self.items[-1].list
        style = style or ""
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list") is not None
        if not goes_on or not self.begun:
            self.begun += 1
        name = f"{style}#{self.begun}"
        self.numbers.levels = {**self.numbers.levels, name: self.lists.get(style, {})}
        return name

    def _number(self, level: int | None) -> tuple[str | None, bool]:
        """Return the number of a paragraph, and whether it is a bullet."""
        if self.items:
            item = self.items[-1]
            if item.written:
                return None, False
            item.written = True
            return self.numbers.next(Numbered(item.list, item.level))
        return self.numbers.next(Numbered(OUTLINE, level - 1)) if level else (None, False)

    # Tables

    def _table(self, element: Any) -> None:
        self.writer.begin_table()
        for row in _rows(element):
            for cell in row:
                if local(cell) == "table-cell":
                    items, self.items = self.items, []
                    self._container(cell)
                    self.items = items
                if local(cell) in {"table-cell", "covered-table-cell"}:
                    self.writer.end_cell(count(cell, "number-columns-repeated", _MOST_COLUMNS))
            self.writer.end_row(count(row, "number-rows-repeated", _MOST_COLUMNS))
        self.writer.end_table()

    # Words

    def _paragraph(self, element: Any) -> None:
        style = self.styles.get(attribute(element, "style-name") or "", Style())
        hidden = self.hidden or style.hidden or _is_hidden_paragraph(element)
        aside = _Aside()
        runs = list(self._runs(element, _State(hidden, style.white, style.grounded), aside))
        level = count(element, "outline-level", 10) if local(element) == "h" else None
        is_empty = not any(run.kind is None and run.text.strip() for run in runs)
        number, bullet = (None, False) if is_empty else self._number(level)
        kind = BlockKind.HEADING if level else BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH
        self.writer.paragraph(runs, kind, level, number)
        for box in aside.boxes:
            self._box(box)

    def _box(self, element: Any) -> None:
        writer = Writer(story=self.writer.story, author=self.writer.author, grounded=True)
        self.others.append(writer)
        self._elsewhere(writer, element)
        self.writer.insert(writer.blocks)

    def _runs(self, element: Any, state: _State, aside: _Aside) -> Iterator[Run]:
        """Return the words of a paragraph in order."""
        yield from self._say(element.text, state)
        for inner in element:
            yield from self._inner(inner, state, aside)
            yield from self._say(inner.tail, state)

    def _inner(self, element: Any, state: _State, aside: _Aside) -> Iterator[Run]:
        name = local(element)
        if name == "s":
            yield from self._say(" " * count(element, "c", _MOST_SPACES), state)
        elif name in _SIGNS:
            yield from self._say(_SIGNS[name], state)
        elif name == "note":
            for body in element.iterchildren("{*}note-body"):
                self._elsewhere(self.notes, body)
        elif name == "annotation":
            self._comment(element)
        elif name in {"change", "change-start", "change-end"}:
            yield from self._changed(element)
        elif name in {"p", "text-box", "custom-shape", "rect", "frame", "g"} or name.endswith("shape"):
            aside.boxes.append(element)
        elif name == "hidden-text":
            yield from self._say(attribute(element, "string-value"), replace(state, hidden=True))
        elif name not in _UNSEEN and name != "hidden-paragraph":
            style = self.styles.get(attribute(element, "style-name") or "", Style()) if name == "span" else Style()
            yield from self._runs(element, _under(state, style), aside)

    def _say(self, text: str | None, state: _State) -> Iterator[Run]:
        """Return words; line feeds of the XML are spaces."""
        if not text:
            return
        kind = BlockKind.HIDDEN if state.hidden else None
        author = next(iter(self.inserting.values()), None)
        white = state.white and not state.grounded
        words = text if text in {"\t", "\n"} else text.replace("\n", " ")
        yield Run(words, kind, author, inserted=bool(self.inserting), white=white)

    def _comment(self, element: Any) -> None:
        author = next((child.text for child in element if local(child) == "creator"), None)
        writer = Writer(story=BlockKind.COMMENT, author=author)
        self.comments.append(writer)
        self._elsewhere(writer, element)
        writer.comment_signs(0)

    def _changed(self, element: Any) -> Iterator[Run]:
        """Return the words deleted at this place; note where an insertion begins and ends."""
        name = attribute(element, "change-id") or ""
        change = self.changes.get(name)
        if local(element) == "change-end":
            self.inserting.pop(name, None)
        elif change is None:
            return
        elif local(element) == "change-start" and not change.deletes:
            self.inserting[name] = change.author
        elif change.deletes:
            yield Run(change.text, BlockKind.DELETED, change.author)


def _under(state: _State, style: Style) -> _State:
    return _State(state.hidden or style.hidden, state.white or style.white, state.grounded or style.grounded)


def _is_hidden_paragraph(element: Any) -> bool:
    return any(attribute(inner, "is-hidden") == "true" for inner in element.iterchildren("{*}hidden-paragraph"))


def _rows(table: Any) -> Iterator[Any]:
    for inner in table:
        if local(inner) == "table-row":
            yield inner
        elif local(inner) in _ROWS:
            yield from _rows(inner)


def _changes(content: Any) -> Iterator[tuple[str, _Change]]:
    """Return the tracked changes by id; deleted words are kept there, out of the text."""
    for region in content.iter("{*}changed-region"):
        name = attribute(region, "id") or ""
        for change in region:
            author = next((e.text for e in change.iter("{*}creator")), None)
            paragraphs = ["".join(e.itertext()) for e in change.iter("{*}p", "{*}h")]
            yield name, _Change(local(change) == "deletion", author, "\n".join(paragraphs))
            break
