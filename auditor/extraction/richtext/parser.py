"""Rich text: the words in reading order, with tables, notes, headers and text boxes; what is not seen is kept apart.

Own reader: striprtf loses notes, headers, hidden and deleted text and the text of a group that is not closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from auditor.extraction.encoding import mend_blocks
from auditor.extraction.richtext import codepages
from auditor.extraction.richtext.tokens import Token, tokens
from auditor.extraction.richtext.words import (
    BOXES,
    CONTAINERS,
    NUMBERS,
    SEEN_THROUGH,
    SIGNS,
    SKIPPED,
    STORIES,
    SYMBOLS,
    TABLES,
)
from auditor.extraction.runs import Run, Writer
from auditor.model.document import Block, BlockKind, Sign

_HEADING = re.compile(r"(?:heading|заголовок)\s*([1-9])", re.IGNORECASE)
_TINY = 4
"""Half-points: text of 2 points or less is not seen."""
_WHITE = (255, 255, 255)
_DEEPEST_OUTLINE = 9


def rich_blocks(data: bytes) -> tuple[list[Block], list[Sign], bool]:
    """Return the blocks of a rich text, its signs, and whether its end was there and not cut off."""
    parser = _Parser()
    for token in tokens(data):
        parser.take(token)
    whole = parser.finished
    parser.finish()
    return mend_blocks(parser.blocks()), parser.signs, whole


@dataclass(slots=True)
class _Story:
    """A flow of paragraphs of its own: the body, a header, a note, a text box."""

    writer: Writer
    runs: list[Run] = field(default_factory=list)
    number: str = ""
    boxes: list[Block] = field(default_factory=list)
    """Text boxes that hang on the current paragraph."""


@dataclass(slots=True)
class _State:
    """What holds in a group; a group inherits it and its end brings the former back."""

    story: _Story
    sink: str = "text"
    """Where words go: ``text``, ``number``, ``skip``, or the name of a table."""
    font: int | None = None
    skip_after_unicode: int = 1
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    author: int | None = None
    size: int | None = None
    colour: int = 0
    grounded: bool = False
    """Whether the words or the paragraph have a ground of their own colour."""
    in_table: bool = False
    depth: int = 1
    style: int = 0
    outline: int | None = None


@dataclass(slots=True)
class _Tables:
    """What the header of the file says about fonts, colours, styles and authors."""

    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    colours: list[tuple[int, int, int]] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    comment_author: str | None = None
    entry: int | None = None
    """The font or style that is being described."""
    shade: dict[str, int] = field(default_factory=dict)
    text: str = ""
    """The words of the entry so far."""


class _Parser:
    """Takes one token after the other."""

    def __init__(self) -> None:
        self.body = _Story(Writer())
        self.stories: list[_Story] = [self.body]
        self.state = _State(self.body)
        self.saved: list[_State] = []
        self.tables = _Tables()
        self.waiting = bytearray()
        """Bytes not yet decoded: letters of two bytes may stand in two tokens."""
        self.unicode = ""
        self.to_skip = 0
        self.starred = False
        self.embedded = False
        self.finished = False

    # What came out

    def blocks(self) -> list[Block]:
        """Return headers, body, notes, footers and comments, in this order."""
        order = (BlockKind.HEADER, None, BlockKind.NOTE, BlockKind.FOOTER, BlockKind.COMMENT)
        return [
            b for kind in order for story in self.stories if story.writer.story is kind for b in story.writer.blocks
        ]

    @property
    def signs(self) -> list[Sign]:
        """Return the signs of all stories."""
        own = [Sign("embedded_object", "")] if self.embedded else []
        return [sign for story in self.stories for sign in story.writer.signs] + own

    def finish(self) -> None:
        """Write what is left when the file ends."""
        self._flush()
        while self.saved:
            self._close()
        self._end_story(self.body)

    # Tokens

    def take(self, token: Token) -> None:
        """Take the next token; what stands after the outermost group is not part of the document."""
        if self.finished:
            return
        if token.data:
            self._take_bytes(token.data)
            return
        self._flush(keep_unicode=token.word == "u")
        if token.word:
            self._take_word(token.word, token.number)
        elif token.brace == "{":
            self.saved.append(replace(self.state))
            self.starred = False
        elif token.brace == "}":
            self._close()
        elif token.sign == "*":
            self.starred = True
        elif token.sign in "\r\n":
            self.paragraph()
        elif token.sign in SYMBOLS:
            self._say(SYMBOLS[token.sign])

    def _take_bytes(self, data: bytes) -> None:
        skipped = min(self.to_skip, len(data))
        self.to_skip -= skipped
        if len(data) > skipped:
            self._flush_unicode()
            self.waiting += data[skipped:]

    def _take_word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if word == "u":
            self._take_unicode(number)
            return
        if self._opens(word, starred=starred):
            return
        if self.state.sink in TABLES:
            self._describe(word, number)
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif word in _WORDS:
            _WORDS[word](self, number)
        else:
            self.tables.encoding = codepages.of_file(word, number) or self.tables.encoding

    def _take_unicode(self, number: int | None) -> None:
        self.unicode += chr((number or 0) % 0x10000)
        self.to_skip = self.state.skip_after_unicode

    def _flush(self, *, keep_unicode: bool = False) -> None:
        """Decode the bytes that were waiting, in the encoding of their font."""
        self.to_skip = 0
        if not keep_unicode:
            self._flush_unicode()
        if self.waiting:
            self._flush_unicode()
            encoding = self.tables.fonts.get(self.state.font or 0, self.tables.encoding)
            text = bytes(self.waiting).decode(encoding, "replace")
            self.waiting.clear()
            self._say(text)

    def _flush_unicode(self) -> None:
        if self.unicode:
            text = self.unicode.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            self.unicode = ""
            self._say(text)

    # Groups and destinations

    def _close(self) -> None:
        if not self.saved:
            return
        left, self.state = self.state, self.saved.pop()
        if left.sink in TABLES:
            self._end_entry(left.sink)
        if left.story is not self.state.story:
            self._end_story(left.story)
            if left.story not in self.stories:
                self.state.story.boxes.extend(left.story.writer.blocks)
        self.finished = not self.saved

    def _opens(self, word: str, *, starred: bool) -> bool:
        """Return whether a word begins a destination, and go there."""
        state = self.state
        if word == "ud" and starred and state.sink == "upr":
            state.sink = "text"
        elif state.sink in {"skip", "upr"}:
            return True
        elif word in STORIES:
            self._begin_story(STORIES[word])
        elif word in BOXES:
            state.sink, state.story = "text", _Story(Writer(story=state.story.writer.story, grounded=True))
            state.in_table = False
        elif word in TABLES:
            state.sink, self.tables.text = word, ""
        elif word in NUMBERS:
            state.sink = "number"
        elif word in CONTAINERS:
            state.sink = "container"
        elif word == "upr":
            state.sink = "upr"
        elif word in SKIPPED or (starred and word not in SEEN_THROUGH):
            self.embedded |= word == "objdata"
            state.sink = "skip"
        else:
            return False
        return True

    def _begin_story(self, kind: BlockKind) -> None:
        author = self.tables.comment_author if kind is BlockKind.COMMENT else None
        story = _Story(Writer(story=kind, author=author))
        self.stories.append(story)
        self.state = _State(story, skip_after_unicode=self.state.skip_after_unicode, font=self.state.font)

    def _end_story(self, story: _Story) -> None:
        if story.runs or story.boxes:
            self._write(story, 0)
        story.writer.to_depth(0)
        if story.writer.story is BlockKind.COMMENT:
            story.writer.comment_signs(0)

    # Words

    def _say(self, text: str) -> None:
        sink = self.state.sink
        if sink == "text":
            self.state.story.runs.append(self._run(text))
        elif sink == "number":
            self.state.story.number += text
        elif sink in TABLES:
            self._gather(sink, text)

    def _run(self, text: str) -> Run:
        state = self.state
        author = None
        if state.author is not None and (state.deleted or state.inserted):
            authors = self.tables.authors
            author = authors[state.author] if 0 <= state.author < len(authors) else None
        hidden = state.hidden or (state.size is not None and state.size <= _TINY)
        kind = BlockKind.DELETED if state.deleted else BlockKind.HIDDEN if hidden else None
        return Run(text, kind, author, state.inserted, white=self._is_white(state))

    def _is_white(self, state: _State) -> bool:
        colours = self.tables.colours
        return not state.grounded and 0 < state.colour < len(colours) and colours[state.colour] == _WHITE

    def paragraph(self) -> None:
        """Write the paragraph that ends here."""
        if self.state.sink == "text":
            self._write(self.state.story, self.state.depth if self.state.in_table else 0)

    def _write(self, story: _Story, depth: int) -> None:
        """Write the paragraph of a story, and the text boxes on it."""
        story.writer.to_depth(depth)
        level = self.state.outline or self.tables.headings.get(self.state.style)
        number = story.number.strip()
        bullet = bool(number) and not any(map(str.isalnum, number))
        kind = BlockKind.HEADING if level else BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH
        story.writer.paragraph(story.runs, kind, level, None if bullet else number)
        story.writer.insert(story.boxes)
        story.runs, story.number, story.boxes = [], "", []

    def cell(self, depth: int) -> None:
        """Write the cell that ends here, in so many tables."""
        if self.state.sink == "text":
            self._write(self.state.story, depth)
            self.state.story.writer.end_cell()

    def row(self, depth: int) -> None:
        """End a row, in so many tables."""
        if self.state.sink == "text":
            self.state.story.writer.to_depth(depth)
            self.state.story.writer.end_row()

    def reset_paragraph(self) -> None:
        """Forget what was said about the paragraph."""
        state = self.state
        state.in_table, state.depth, state.style, state.outline, state.grounded = False, 1, 0, None, False

    def reset_characters(self) -> None:
        """Forget what was said about the characters."""
        state = self.state
        state.hidden = state.deleted = state.inserted = False
        state.size, state.colour, state.author, state.font = None, 0, None, None

    # Tables of the header

    def _describe(self, word: str, number: int | None) -> None:
        tables = self.tables
        if word in {"f", "s"}:
            tables.entry = number
        elif word in {"fcharset", "cpg"} and tables.entry is not None:
            encoding = codepages.of_charset(number) if word == "fcharset" else codepages.of_page(number)
            if encoding:
                tables.fonts[tables.entry] = encoding
        elif word in {"red", "green", "blue"}:
            tables.shade[word] = number or 0

    def _gather(self, sink: str, text: str) -> None:
        """Take the words of a table; an entry ends with a semicolon."""
        *ended, rest = text.split(";")
        for words in ended:
            self.tables.text += words
            self._end_entry(sink, ended=True)
        self.tables.text += rest

    def _end_entry(self, sink: str, *, ended: bool = False) -> None:
        tables, text = self.tables, self.tables.text.strip()
        tables.text = ""
        if sink == "colortbl" and ended:
            tables.colours.append(
                (tables.shade.get("red", 0), tables.shade.get("green", 0), tables.shade.get("blue", 0))
            )
            tables.shade = {}
        elif sink == "revtbl" and ended:
            tables.authors.append(text)
        elif sink == "atnauthor" and text:
            tables.comment_author = text
        elif sink == "fonttbl" and tables.entry is not None:
            encoding = codepages.of_font_name(text)
            if encoding:
                tables.fonts.setdefault(tables.entry, encoding)
        elif sink == "stylesheet":
            heading = _HEADING.match(text)
            if heading and tables.entry is not None:
                tables.headings[tables.entry] = int(heading[1])
            tables.entry = None


def _on(name: str) -> Callable[[_Parser, int | None], None]:
    """Return what a switch does: alone or with a 1 it turns something on, with a 0 off."""

    def set_switch(parser: _Parser, number: int | None) -> None:
        setattr(parser.state, name, number != 0)

    return set_switch


def _as_number(name: str) -> Callable[[_Parser, int | None], None]:
    def set_number(parser: _Parser, number: int | None) -> None:
        setattr(parser.state, name, number or 0)

    return set_number


def _outline(parser: _Parser, number: int | None) -> None:
    parser.state.outline = number + 1 if number is not None and 0 <= number < _DEEPEST_OUTLINE else None


_WORDS: dict[str, Callable[[_Parser, int | None], None]] = {
    "par": lambda parser, _number: parser.paragraph(),
    "sect": lambda parser, _number: parser.paragraph(),
    "cell": lambda parser, _number: parser.cell(1),
    "row": lambda parser, _number: parser.row(1),
    "nestcell": lambda parser, _number: parser.cell(max(parser.state.depth, 2)),
    "nestrow": lambda parser, _number: parser.row(max(parser.state.depth, 2)),
    "pard": lambda parser, _number: parser.reset_paragraph(),
    "plain": lambda parser, _number: parser.reset_characters(),
    "v": _on("hidden"),
    "deleted": _on("deleted"),
    "revised": _on("inserted"),
    "intbl": _on("in_table"),
    "highlight": _on("grounded"),
    "chcbpat": _on("grounded"),
    "cbpat": _on("grounded"),
    "embo": _on("grounded"),
    "impr": _on("grounded"),
    "revauth": _as_number("author"),
    "revauthdel": _as_number("author"),
    "f": _as_number("font"),
    "fs": _as_number("size"),
    "cf": _as_number("colour"),
    "s": _as_number("style"),
    "itap": _as_number("depth"),
    "uc": _as_number("skip_after_unicode"),
    "outlinelevel": _outline,
}
"""What the control words do that are neither signs nor destinations."""
