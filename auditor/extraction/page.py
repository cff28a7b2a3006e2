"""What is seen of a page of HTML, without running or fetching anything: of a file, and of the body of a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from lxml.etree import iterwalk

from auditor.extraction.encoding import WIDE, decode_as, known, mend
from auditor.extraction.runs import Run, Writer
from auditor.extraction.safe_xml import parse_html
from auditor.extraction.wordml.numbering import formatted
from auditor.model.document import BlockKind

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_HEAD = 4_096
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r" *\n *")
_NEW_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]|[-–—•*·]|[a-zа-я]\))\s)", re.IGNORECASE)
_HIDES = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]))",
    re.IGNORECASE,
)
_NOT_SEEN = frozenset(
    {"head", "script", "style", "template", "noscript", "iframe", "object", "applet", "svg", "math", "canvas", "audio",
     "video", "select", "datalist", "noframes", "map", "xml"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "nav", "main", "aside", "ul", "ol", "dl", "dt", "dd", "li",
     "blockquote", "pre", "form", "fieldset", "legend", "address", "figure", "figcaption", "hr", "center", "body",
     "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "details",
     "summary", "dir", "menu", "textarea"}
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_COLUMNS = 1_000
_QUOTES = re.compile(r"\b(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-cite-prefix)\b")
"""Classes in which mail programs put the letter that is answered."""


def written(text: str, *, letter: bool = False) -> Writer:
    """Return the blocks of a page and its signs; what a letter answers to is kept apart as quoted.

    Raises UnreadableError for a page that is nested too deeply.
    """
    root = parse_html(mend(text))
    walk = _Walk(letter=letter)
    if root is not None:
        walk.page(root)
    return walk.writer


def page_text(data: bytes, stated: str | None) -> tuple[str, bool]:
    """Return the text of a page: UTF-8 where it is that, else as stated where that fits, else the likeliest."""
    if (known(stated) or "").startswith(WIDE):
        return decode_as(data, stated)
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        pass
    found = _CHARSET.search(data[:_HEAD])
    for name in (stated, found[1].decode("ascii", "replace") if found else None):
        text = _in(data, name)
        if text is not None and "<" in text:
            return text, True
    return decode_as(data, stated)


def _in(data: bytes, name: str | None) -> str | None:
    """Return the bytes in a stated encoding, or None when there is none such or they do not fit it."""
    encoding = known(name)
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class _State:
    """What the elements around some words say about them."""

    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    as_typed: bool = False
    """Whether spaces and line feeds are shown as they are."""
    quoted: bool = False
    """Whether the element repeats what another wrote."""


@dataclass(slots=True)
class _List:
    """A list that is being read."""

    ordered: bool
    form: str
    next: int


@dataclass(slots=True)
class _Walk:
    """Goes through a page without recursion, however deep it is."""

    letter: bool = False
    writer: Writer = field(default_factory=Writer)
    runs: list[Run] = field(default_factory=list)
    states: list[_State] = field(default_factory=lambda: [_State()])
    lists: list[_List] = field(default_factory=list)
    number: str | None = None
    bullet: bool = False
    level: int | None = None

    def page(self, root: Any) -> None:
        """Write all that is seen of a page."""
        walker = iterwalk(root, events=("start", "end"))
        for event, element in walker:
            name = element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""
            if event == "start":
                if name in _NOT_SEEN or not name:
                    walker.skip_subtree()
                    self.states.append(self.states[-1])
                    continue
                self._start(element, name)
                self._say(element.text)
            else:
                self._end(element, name)
                self.states.pop()
                self._say(element.tail)
        self._flush()
        self.writer.to_depth(0)

    def _start(self, element: Any, name: str) -> None:
        if name in _BLOCKS:
            self._flush()
        self.states.append(_under(self.states[-1], element, name))
        if name == "table":
            self.writer.begin_table()
        elif name in {"ul", "ol"}:
            start = _whole(element.get("start"), 1)
            self.lists.append(_List(name == "ol", _FORMS.get(element.get("type", ""), "decimal"), start))
        elif name == "li":
            self._item(element)
        elif name in _HEADINGS:
            self.level = _HEADINGS[name]
        elif name == "br":
            self._add("\n")
        elif name == "input" and element.get("type", "text").lower() == "text":
            self._say(element.get("value"))

    def _end(self, element: Any, name: str) -> None:
        if name in _BLOCKS:
            self._flush()
        if name in {"td", "th"} and self.writer.depth:
            self.writer.end_cell(min(_whole(element.get("colspan"), 1), _MOST_COLUMNS), of_page=True)
        elif name == "tr" and self.writer.depth:
            self.writer.end_row()
        elif name == "table":
            self.writer.end_table()
        elif name in {"ul", "ol"}:
            self.lists.pop()
        elif name in _HEADINGS:
            self.level = None
        elif name == "li":
            self.number, self.bullet = None, False

    def _item(self, element: Any) -> None:
        """Note the number or the bullet that the next paragraph bears."""
        around = self.lists[-1] if self.lists else _List(ordered=False, form="decimal", next=1)
        if around.ordered and "list-style" not in element.get("style", "").lower():
            around.next = _whole(element.get("value"), around.next)
            self.number = formatted(around.next, around.form) + "."
            around.next += 1
        else:
            self.bullet = True

    def _say(self, text: str | None) -> None:
        """Take words; space is one space, wherever it is not shown as typed."""
        if text:
            self._add(text if self.states[-1].as_typed else _SPACE.sub(" ", text))

    def _add(self, text: str) -> None:
        state = self.states[-1]
        kind = BlockKind.DELETED if state.deleted else BlockKind.HIDDEN if state.hidden else None
        self.runs.append(Run(text, kind, inserted=state.inserted))

    def _flush(self) -> None:
        """Write the words so far as paragraphs; two line breaks, or one before an item, part them."""
        runs, self.runs = self.runs, []
        if not any(run.text.strip() for run in runs):
            return
        for paragraph in _paragraphs(runs):
            kind = BlockKind.HEADING if self.level else BlockKind.LIST_ITEM if self.bullet else BlockKind.PARAGRAPH
            if self.letter and self.states[-1].quoted:
                kind = BlockKind.QUOTE
            level = self.level or (len(self.lists) if self.bullet else None)
            self.writer.paragraph(paragraph, kind, level, self.number)
            if any(run.kind is None and run.text.strip() for run in paragraph):
                self.number, self.bullet = None, False


def _under(state: _State, element: Any, name: str) -> _State:
    """Return what holds within an element."""
    hides = element.get("hidden") is not None or bool(_HIDES.search(element.get("style", "")))
    return replace(
        state,
        hidden=state.hidden or hides,
        deleted=state.deleted or name == "del",
        inserted=state.inserted or name == "ins",
        as_typed=state.as_typed or name in {"pre", "textarea"},
        quoted=state.quoted or name == "blockquote" or bool(_QUOTES.search(element.get("class", ""))),
    )


def _paragraphs(runs: list[Run]) -> list[list[Run]]:
    """Return runs parted into paragraphs."""
    paragraphs: list[list[Run]] = [[]]
    joined = _without_double_space(runs)
    text = "".join(run.text for run in joined)
    cuts = [found.start() for found in _NEW_PARAGRAPH.finditer(text)]
    at = 0
    for run in joined:
        inside = [cut - at for cut in cuts if at <= cut < at + len(run.text)]
        for start, end in zip([0, *inside], [*inside, len(run.text)], strict=True):
            if start in inside:
                paragraphs.append([])
            paragraphs[-1].append(replace(run, text=_LINES.sub("\n", run.text[start:end])))
        at += len(run.text)
    return [paragraph for paragraph in paragraphs if paragraph]


def _without_double_space(runs: list[Run]) -> list[Run]:
    """Return runs without a space that follows a space in the run before."""
    kept: list[Run] = []
    for run in runs:
        follows = bool(kept) and kept[-1].text.endswith((" ", "\n")) and run.text.startswith(" ")
        text = run.text[1:] if follows else run.text
        if text:
            kept.append(replace(run, text=text))
    return kept


def _whole(text: str | None, default: int) -> int:
    """Return a small whole number that a page states; rubbish counts as the default."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
