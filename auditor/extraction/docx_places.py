"""Where in a Word file the words that were read stand: every character of a block with the run that holds it.

The way back from a finding to the file: it is walked by the reader itself, so that what is read and what is marked
never differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.extraction.docx import _SYMBOLS, _Parts, _parts_of, _State, _symbol, _Walk
from auditor.extraction.interface import UnreadableError, clean
from auditor.extraction.package import Package
from auditor.extraction.runs import Run, in_one_cell, on_paper
from auditor.extraction.wordml.names import child, local
from auditor.model.document import APART, Block, BlockKind

Character = tuple[Any, int] | None
"""The run that holds a character and its place among the characters of that run; None where the file has none."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the file with its words, character by character."""

    element: Any
    characters: list[Character]


@dataclass(frozen=True, slots=True)
class Placed:
    """A Word file taken apart so that it can be changed and put together again."""

    part: str
    """The name of the part that holds the words of the contract."""
    root: Any
    """Its XML, to be changed in place."""
    names: tuple[str, ...]
    """All parts of the package."""
    paragraphs: Mapping[int, Paragraph] = field(default_factory=dict)
    """By the number that :class:`Location` gives."""
    cells: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Of a table cell, by its first paragraph: each paragraph with the length of the number that stands before it."""

    def characters(self, block: Block) -> list[Character]:
        """Return where each character of a block stands; empty where that cannot be told."""
        number = block.location.paragraph
        if number is None or block.kind in APART:
            return []
        found: list[Character] = []
        for prefix, paragraph in self.cells.get(number, ((0, number),)):
            own = self.paragraphs[paragraph].characters if paragraph in self.paragraphs else []
            found += [*([None] if found else []), *([None] * prefix), *own]
        return found if len(found) == len(block.text) else []

    def paragraph_of(self, block: Block) -> Paragraph | None:
        """Return the first paragraph of a block."""
        return self.paragraphs.get(block.location.paragraph or 0)

    def is_own(self, element: Any) -> bool:
        """Return whether an element stands in the part that can be changed, and not in a header or a note."""
        return element.getroottree().getroot() is self.root


def placed(data: bytes) -> Placed | None:
    """Return a Word file with the place of every word, or None where it cannot be changed without loss."""
    try:
        package = Package(data)
        parts = _Parts(_parts_of(data, package))
        if parts.main is None or parts.damaged or package.repeated:
            return None
        walk = _Tracing(parts)
        walk.document()
    except UnreadableError:
        return None
    main = next(part.name for part in sorted(parts.all, key=lambda part: part.name) if _is_main(part.content_type))
    return Placed(main, parts.main, package.names, walk.found, walk.merged)


def _is_main(kind: str) -> bool:
    names = ("document.main+xml", "template.main+xml", "macroEnabled.main+xml", "macroEnabledTemplate.main+xml")
    return any(name in kind for name in names)


@dataclass
class _Tracing(_Walk):
    """The reader, keeping for each paragraph where its words come from."""

    found: dict[int, Paragraph] = field(default_factory=dict)
    merged: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    open: list[list[tuple[Any, Run]]] = field(default_factory=list)

    def _paragraph(self, element: Any, kind: BlockKind | None, cell: str | None) -> None:
        number = self.paragraph + 1
        self.open.append([])
        super()._paragraph(element, kind, cell)
        traced = self.open.pop()
        grounded = self.boxes > 0 or cell is not None or child(element, "pPr", "shd") is not None
        runs = on_paper([run for _, run in traced], grounded=grounded)
        self.found[number] = Paragraph(element, _characters([where for where, _ in traced], runs))

    def _run(self, run: Any, state: _State) -> Iterator[Run]:
        for found in super()._run(run, state):
            self.open[-1].append((run, found))
            yield found

    def _cell(self, tc: Any, kind: BlockKind | None, place: str) -> None:
        start = len(self.blocks)
        self._container(tc, kind or BlockKind.CELL, place)
        written = self.blocks[start:]
        own = [block for block in written if block.location.cell == place and block.kind is (kind or BlockKind.CELL)]
        if own:
            members = ((len(b.number) + 1 if b.number else 0, b.location.paragraph or 0) for b in own)
            alone = ((0, own[0].location.paragraph or 0),)
            self.merged[alone[0][1]] = alone if len(own) == 1 else tuple(members)
        if len(own) > 1:
            self.blocks[start:] = [in_one_cell(own), *(block for block in written if block not in own)]


def _characters(elements: list[Any], runs: list[Run]) -> list[Character]:
    """Return the places of the characters that are seen, without the space around them, as the reader trims it."""
    used: dict[Any, int] = {}
    kept: list[tuple[str, Character]] = []
    for element, run in zip(elements, runs, strict=True):
        at = used.get(element, 0)
        used[element] = at + len(run.text)
        if run.kind is None:
            kept += [(sign, (element, at + step)) for step, sign in enumerate(run.text) if clean(sign)]
    words = "".join(sign for sign, _ in kept)
    start = len(words) - len(words.lstrip())
    return [place for _, place in kept[start : start + len(words.strip())]]


def length_in_run(element: Any) -> int:
    """Return how many characters a child of a run counts for."""
    name = local(element)
    if name in {"t", "delText"}:
        return len(element.text or "")
    if name == "sym":
        return len(_symbol(element))
    return 1 if name in _SYMBOLS else 0
