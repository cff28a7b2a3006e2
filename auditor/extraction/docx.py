"""DOCX, DOCM and DOTX: all that is seen on paper, in reading order; what is not, is kept apart.

python-docx opens the package; the words are taken from the XML, because python-docx itself passes over
headers, content controls, tracked insertions, text boxes, notes and simple fields (measured: over 2 % of the
visible text lost in 79 of 225 files).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docx.opc.package import OpcPackage

from auditor.extraction.interface import Source, UnreadableError, document, refused
from auditor.extraction.opc import content_types
from auditor.extraction.package import Package
from auditor.extraction.runs import Run, apart, before, in_one_cell, on_paper, seen
from auditor.extraction.safe_xml import parse_leniently
from auditor.extraction.wordml.names import ALTERNATE, CHOICE, FALLBACK, attribute, child, is_on, is_word, local, value
from auditor.extraction.wordml.numbering import Numbered, Numbering, numbering_of
from auditor.extraction.wordml.pictures import has_picture
from auditor.extraction.wordml.styles import Style, styles_of
from auditor.model.document import Block, BlockKind, Document, Location, Sign, Unreadable

_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SYMBOLS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_TINY = 4
"""Half-points: text of 2 points or less is not seen."""
_WHITE = {"ffffff"}
_GROUNDS = ("shd", "highlight", "emboss", "imprint")
"""What makes white words seen."""
_SIGNED = "_xmlsignatures/sig"
"""How the name of a part begins that holds one digital signature (ISO/IEC 29500-2, 12)."""


def read(source: Source) -> Document | Unreadable:
    """Return the blocks of a Word file; a bomb, a damaged or an empty package is refused with its reason."""
    try:
        package = Package(source.data)
        parts = _Parts(_parts_of(source.data, package))
        if parts.main is None:
            return refused(source, "damaged", _MEDIA)
        walk = _Walk(parts)
        walk.document()
    except UnreadableError as error:
        return refused(source, error.reason, _MEDIA)
    twice = any(name.startswith("word/") for name in package.repeated)
    reason = "part_damaged" if parts.damaged else "ambiguous" if twice else None
    return document(source, _MEDIA, walk.blocks, walk.signs, reason)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a package as it stands there."""

    name: str
    content_type: str
    blob: bytes


def _parts_of(data: bytes, package: Package) -> list[_Part]:
    """Return the parts that python-docx reaches; where it gives up over a broken link, all that hold words.

    A package with huge films or pictures is read so too: python-docx would unpack them.
    """
    if package.is_large:
        return _parts_with_words(package, content_types(package))
    try:
        reached = {str(part.partname)[1:]: part.content_type for part in OpcPackage.open(io.BytesIO(data)).iter_parts()}
    except MemoryError:
        raise
    except Exception:  # python-docx has no error of its own for what is wrong with a package
        return _parts_with_words(package, content_types(package))
    return _parts_with_words(package, reached)


def _parts_with_words(package: Package, kinds: Mapping[str, str]) -> list[_Part]:
    """Return the parts as they stand in the package: python-docx gives them without what they declare."""
    return [
        _Part(name, kind, package.read(name) if kind.endswith("+xml") and package.has(name) else b"")
        for name, kind in kinds.items()
    ]


class _Parts:
    """The parts of a package that hold words."""

    def __init__(self, parts: list[_Part]) -> None:
        self.all = parts
        self.damaged = False
        self.main = self._root(
            "document.main+xml", "template.main+xml", "macroEnabled.main+xml", "macroEnabledTemplate.main+xml"
        )
        self.styles = self._root("styles+xml")
        self.numbering = self._root("numbering+xml")

    def _root(self, *kinds: str) -> Any | None:
        return next(iter(self.roots(*kinds)), None)

    def roots(self, *kinds: str) -> list[Any]:
        """Return the XML of the parts whose type ends so, in order of their names, as far as it goes."""
        roots = []
        for part in sorted(self.all, key=lambda part: part.name):
            if any(kind in part.content_type for kind in kinds):
                root, whole = parse_leniently(part.blob)
                self.damaged |= not whole
                roots.append(root)
        return [root for root in roots if root is not None]

    def has(self, name: str) -> bool:
        """Return whether a part with this in its name is there."""
        return any(name in part.name for part in self.all)


@dataclass
class _Walk:
    """Goes through the parts in reading order and writes blocks."""

    parts: _Parts
    blocks: list[Block] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    paragraph: int = 0
    tables: int = 0
    boxes: int = 0
    """In how many text boxes the walk is: they may have a ground of their own colour."""

    def __post_init__(self) -> None:
        self.styles: dict[str, Style] = styles_of(self.parts.styles)
        self.numbers: Numbering = numbering_of(self.parts.numbering)

    def document(self) -> None:
        """Write headers, body, notes, footers and comments, each once."""
        for root in self.parts.roots("header+xml"):
            self._container(root, BlockKind.HEADER)
        body = child(self.parts.main, "body")
        self._container(body if body is not None else self.parts.main, None)
        for part, note in _NOTES.items():
            for root in self.parts.roots(f"{part}+xml"):
                for element in root:
                    if local(element) == note and attribute(element, "type") in {None, "normal"}:
                        self._container(element, BlockKind.NOTE)
        for root in self.parts.roots("footer+xml"):
            self._container(root, BlockKind.FOOTER)
        self._comments()
        self._attachments()

    def _comments(self) -> None:
        for root in self.parts.roots("comments+xml"):
            for element in root:
                if local(element) != "comment":
                    continue
                author, start = attribute(element, "author"), len(self.blocks)
                self._container(element, BlockKind.COMMENT)
                said = "\n".join(block.text for block in self.blocks[start:])
                self.signs.append(Sign("comment", said, author=author, at=attribute(element, "date")))

    def _attachments(self) -> None:
        if self.parts.has("vbaProject"):
            self.signs.append(Sign("macro", ""))
        if self.parts.has("/embeddings/") or self.parts.has("/afchunk"):
            self.signs.append(Sign("embedded_object", ""))
        self.signs += [Sign("digital_signature", "") for part in self.parts.all if _SIGNED in part.name]

    def _container(self, element: Any, kind: BlockKind | None, cell: str | None = None) -> None:
        """Write paragraphs and tables in their order, through content controls and alternatives."""
        for inner in element:
            name = local(inner)
            if name == "p" and is_word(inner):
                self._paragraph(inner, kind, cell)
            elif name == "tbl" and is_word(inner):
                self._table(inner, kind, cell)
            elif inner.tag == ALTERNATE:
                self._container(_alternative(inner), kind, cell)
            elif name not in {"sectPr", "tblPr", "tcPr", "pPr"}:
                self._container(inner, kind, cell)

    def _table(self, table: Any, kind: BlockKind | None, outer: str | None) -> None:
        self.tables += 1
        name = f"{outer}/T{self.tables}" if outer else f"T{self.tables}"
        for row_number, row in enumerate(_inside(table, "tr"), 1):
            for column, tc in enumerate(_inside(row, "tc"), 1):
                if _continues_above(tc):
                    continue
                self._cell(tc, kind, f"{name}R{row_number}C{column}")

    def _cell(self, tc: Any, kind: BlockKind | None, place: str) -> None:
        """Write one cell: its paragraphs as one block, nested tables and what is kept apart after it."""
        start = len(self.blocks)
        self._container(tc, kind or BlockKind.CELL, place)
        written = self.blocks[start:]
        own = [block for block in written if block.location.cell == place and block.kind is (kind or BlockKind.CELL)]
        if len(own) > 1:
            rest = [block for block in written if block not in own]
            self.blocks[start:] = [in_one_cell(own), *rest]

    def _paragraph(self, element: Any, kind: BlockKind | None, cell: str | None) -> None:
        style = self.styles.get(value(element, "pPr", "pStyle") or "", Style())
        grounded = self.boxes > 0 or cell is not None or child(element, "pPr", "shd") is not None
        runs = on_paper(self._runs(element, _State(hidden=style.hidden), depth=0), grounded=grounded)
        boxes = [box for box in element.iter() if local(box) == "txbxContent" and not _in_fallback(box, element)]
        words = seen(runs)
        number, bullet = self._number(element, style) if words else (None, False)
        self.paragraph += 1
        where = Location(paragraph=self.paragraph, cell=cell)
        if words:
            self.blocks.append(Block(words, self._kind(element, style, kind, bullet), where, style.heading, number))
            self.blocks[-1] = replace(self.blocks[-1], before=before(runs))
        blocks, signs = apart(runs, where)
        self.blocks.extend(blocks)
        self.signs.extend(signs)
        if kind in {None, BlockKind.CELL} and has_picture(element):
            self.signs.append(Sign("picture", "", where))
        self.boxes += 1
        for box in boxes:
            self._container(box, kind, cell)
        self.boxes -= 1

    def _kind(self, element: Any, style: Style, kind: BlockKind | None, bullet: bool) -> BlockKind:  # noqa: FBT001
        if kind is not None:
            return kind
        outline = value(element, "pPr", "outlineLvl")
        if style.heading or (outline is not None and outline.isdigit() and int(outline) < 9):
            return BlockKind.HEADING
        return BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH

    def _number(self, element: Any, style: Style) -> tuple[str | None, bool]:
        direct = value(element, "pPr", "numPr", "numId")
        name = direct if direct is not None else style.list
        if not name or name == "0":
            return None, False
        level = value(element, "pPr", "numPr", "ilvl")
        depth = int(level) if level and level.isdigit() else style.level or 0
        return self.numbers.next(Numbered(name, min(depth, 8)))

    def _runs(self, element: Any, state: _State, depth: int) -> Iterator[Run]:
        """Return the runs of a paragraph in order, through links, fields, controls and tracked changes."""
        for inner in element:
            name = local(inner)
            if inner.tag == ALTERNATE:
                yield from self._runs(_alternative(inner), state, depth)
            elif name in {"txbxContent", "pPr", "rPr", "tbl", "instrText", "sdtPr", "delInstrText"} or depth > 60:
                continue
            elif name in {"ins", "moveTo"}:
                yield from self._runs(inner, state.inserted_by(inner), depth + 1)
            elif name in {"del", "moveFrom"}:
                yield from self._runs(inner, state.deleted_by(inner), depth + 1)
            elif name == "r":
                yield from self._run(inner, state.of_run(inner, self.styles))
            else:
                yield from self._runs(inner, state, depth + 1)

    def _run(self, run: Any, state: _State) -> Iterator[Run]:
        for inner in run:
            name = local(inner)
            if name in {"t", "delText"}:
                kind = BlockKind.DELETED if name == "delText" else state.kind
                yield Run(inner.text or "", kind, state.author, state.inserted, state.white, state.at)
            elif name in _SYMBOLS:
                yield Run(_SYMBOLS[name], state.kind, state.author, state.inserted)
            elif name == "sym":
                yield Run(_symbol(inner), state.kind, state.author, state.inserted)
            elif name == "ruby":  # Asian annotation: the base and its reading are both seen
                yield from self._runs(inner, state, depth=50)
            elif inner.tag == ALTERNATE:
                yield from self._run(_alternative(inner), state)


@dataclass(frozen=True, slots=True)
class _State:
    """What the surroundings of a run say about it."""

    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    author: str | None = None
    white: bool = False
    at: str | None = None

    @property
    def kind(self) -> BlockKind | None:
        if self.deleted:
            return BlockKind.DELETED
        return BlockKind.HIDDEN if self.hidden else None

    def inserted_by(self, change: Any) -> _State:
        author, at = attribute(change, "author"), attribute(change, "date")
        return _State(self.hidden, self.deleted, inserted=True, author=author, at=at)

    def deleted_by(self, change: Any) -> _State:
        author, at = attribute(change, "author"), attribute(change, "date")
        return _State(self.hidden, deleted=True, inserted=self.inserted, author=author, at=at)

    def of_run(self, run: Any, styles: dict[str, Style]) -> _State:
        properties = child(run, "rPr")
        if properties is None:
            return self
        vanish = is_on(properties, "vanish")
        styled = styles.get(value(properties, "rStyle") or "", Style()).hidden
        hidden = (self.hidden or styled) if vanish is None else vanish
        return replace(self, hidden=hidden or _is_tiny(properties), white=_is_white(properties))


def _is_tiny(properties: Any) -> bool:
    size = value(properties, "sz")
    return bool(size and size.isdigit() and int(size) <= _TINY)


def _is_white(properties: Any) -> bool:
    """Return whether text is white on no ground of its own."""
    white = (value(properties, "color") or "").lower() in _WHITE
    return white and not any(child(properties, name) is not None for name in _GROUNDS)


def _alternative(element: Any) -> Any:
    """Return one of the alternatives: the first choice, or the fallback where there is none."""
    choice = next((inner for inner in element if inner.tag == CHOICE), None)
    return choice if choice is not None else next((inner for inner in element if inner.tag == FALLBACK), [])


def _in_fallback(element: Any, stop: Any) -> bool:
    """Return whether an element stands in a fallback, or in a text box inside another, which is written with it."""
    for above in element.iterancestors():
        if above is stop:
            return False
        if above.tag == FALLBACK and any(inner.tag == CHOICE for inner in above.getparent()):
            return True
        if local(above) == "txbxContent":
            return True
    return False


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Return rows or cells directly inside, through content controls and tracked changes."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _inside(inner, name)


def _continues_above(tc: Any) -> bool:
    merge = child(tc, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") in {None, "continue"}


def _symbol(element: Any) -> str:
    """Return a symbol-font character; Word keeps them in a private area above F000."""
    code = attribute(element, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number - 0xF000) if 0xF020 <= number <= 0xF0FF else chr(number) if 0x20 <= number < 0xD800 else ""
