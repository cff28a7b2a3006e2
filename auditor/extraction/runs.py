"""Words in the state they stand in - seen, deleted, hidden, inserted - and the blocks they become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from auditor.extraction.interface import clean
from auditor.model.document import Block, BlockKind, Location, Sign

_MOST_IN_CELL = 3
"""Paragraphs from which on a cell of a page is a part of its layout and not of a table."""
_DEEPEST_TABLE = 50
"""Tables within one another; deeper ones are written as if they stood in the last."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together in one state."""

    text: str
    kind: BlockKind | None = None
    """DELETED or HIDDEN when they do not count; None when they do."""
    author: str | None = None
    inserted: bool = False
    white: bool = False
    """Written in white on no ground of their own: not seen, unless the paragraph stands on a coloured one."""
    at: str | None = None
    """When a tracked change was made, as the file says it."""


def on_paper(runs: Iterable[Run], *, grounded: bool) -> list[Run]:
    """Return runs with white words hidden, unless a table, a box or the paragraph may have a ground of its own."""
    return [
        replace(run, kind=BlockKind.HIDDEN) if run.white and run.kind is None and not grounded else run for run in runs
    ]


def seen(runs: Iterable[Run]) -> str:
    """Return the words of the runs that count."""
    return clean("".join(run.text for run in runs if run.kind is None)).strip()


def before(runs: Sequence[Run]) -> str | None:
    """Return the words before the tracked changes of a paragraph; None where it has none."""
    if not any(run.inserted or run.kind is BlockKind.DELETED for run in runs):
        return None
    stood = (run.text for run in runs if not run.inserted and run.kind in {None, BlockKind.DELETED})
    return clean("".join(stood)).strip()


def apart(runs: Sequence[Run], where: Location) -> tuple[list[Block], list[Sign]]:
    """Return what of the runs is deleted or hidden, and a sign for that and for each insertion."""
    blocks, signs = [], []
    for kind, sign in ((BlockKind.DELETED, "tracked_deletion"), (BlockKind.HIDDEN, "hidden_text")):
        for author, at, text in _by_author(run for run in runs if run.kind is kind):
            blocks.append(Block(text, kind, where, author=author))
            signs.append(Sign(sign, text, where, author, at))
    for author, at, text in _by_author(run for run in runs if run.inserted and run.kind is None):
        signs.append(Sign("tracked_insertion", text, where, author, at))
    return _with_before(blocks, runs), signs


def _with_before(blocks: list[Block], runs: Sequence[Run]) -> list[Block]:
    """Return what is kept apart; where nothing else is left of a paragraph, its first block says what stood there."""
    if blocks and blocks[0].kind is BlockKind.DELETED and not seen(runs):
        blocks[0] = replace(blocks[0], before=before(runs))
    return blocks


def _by_author(runs: Iterable[Run]) -> Iterator[tuple[str | None, str | None, str]]:
    """Return author, first date and words of runs by author, in order of first appearance."""
    texts: dict[str | None, str] = {}
    dates: dict[str | None, str | None] = {}
    for run in runs:
        texts[run.author] = texts.get(run.author, "") + run.text
        dates[run.author] = dates.get(run.author) or run.at
    for author, text in texts.items():
        if clean(text).strip():
            yield author, dates[author], clean(text).strip()


def in_one_cell(blocks: Sequence[Block]) -> Block:
    """Return the paragraphs of a table cell as one block."""
    words = "\n".join(_with_number(block, block.text) for block in blocks)
    stood = "\n".join(_with_number(block, _stood(block)) for block in blocks if _stood(block))
    changed = any(block.before is not None for block in blocks)
    return Block(words, blocks[0].kind, blocks[0].location, before=stood if changed else None)


def _stood(block: Block) -> str:
    return block.text if block.before is None else block.before


def _with_number(block: Block, words: str) -> str:
    return f"{block.number} {words}" if block.number else words


def _as_text(block: Block) -> BlockKind:
    """Return what a paragraph is that stands in a cell only for the layout."""
    if block.kind is not BlockKind.CELL:
        return block.kind
    return BlockKind.HEADING if block.level else BlockKind.PARAGRAPH


@dataclass(slots=True)
class _Table:
    """A table that is being written."""

    name: str
    row: int = 1
    column: int = 1
    own: list[Block] = field(default_factory=list)
    """The paragraphs of the cell that is being written."""
    rest: list[Block] = field(default_factory=list)
    """What stands after it: nested tables and what is kept apart."""

    @property
    def place(self) -> str:
        return f"{self.name}R{self.row}C{self.column}"


@dataclass(slots=True)
class Writer:
    """Writes paragraphs and cells as blocks, in the order they come in."""

    blocks: list[Block] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    story: BlockKind | None = None
    """HEADER, FOOTER, NOTE or COMMENT while such a part is written."""
    author: str | None = None
    """Who wrote the comment that is being written."""
    grounded: bool = False
    """Whether all of it may stand on a ground of its own colour, as in a text box."""
    _tables: list[_Table] = field(default_factory=list)
    _begun: int = 0
    _paragraphs: int = 0

    @property
    def depth(self) -> int:
        """Return in how many tables the next paragraph stands."""
        return len(self._tables)

    def paragraph(
        self,
        runs: Sequence[Run],
        kind: BlockKind = BlockKind.PARAGRAPH,
        level: int | None = None,
        number: str | None = None,
    ) -> None:
        """Write one paragraph: the words that count, then what is kept apart."""
        self._paragraphs += 1
        table = self._tables[-1] if self._tables else None
        where = Location(paragraph=self._paragraphs, cell=table.place if table else None)
        kind = self.story or (BlockKind.CELL if table else kind)
        runs = on_paper(runs, grounded=self.grounded or table is not None)
        words = seen(runs)
        if words:
            own = Block(words, kind, where, level, number or None, self.author, before=before(runs))
            (table.own if table else self.blocks).append(own)
        blocks, signs = apart(runs, where)
        (table.rest if table else self.blocks).extend(blocks)
        self.signs.extend(signs)

    def insert(self, blocks: Iterable[Block]) -> None:
        """Write blocks of another flow, such as a text box, behind the last paragraph."""
        (self._tables[-1].rest if self._tables else self.blocks).extend(blocks)

    def begin_table(self) -> None:
        """Begin a table, in the current cell where there is one."""
        self._begun += 1
        outer = f"{self._tables[-1].place}/" if self._tables else ""
        if len(self._tables) < _DEEPEST_TABLE:
            self._tables.append(_Table(f"{outer}T{self._begun}"))
        else:  # the name of the place must not grow without end
            self._tables.append(_Table(f"T{self._begun}"))

    def end_cell(self, columns: int = 1, *, of_page: bool = False) -> None:
        """Write the current cell and go on to the next; cells of a web page may be there for the layout only."""
        table = self._tables[-1]
        if of_page and (len(table.own) > _MOST_IN_CELL or any(block.level for block in table.own)):
            self._out().extend(replace(block, kind=_as_text(block)) for block in table.own)
        elif table.own:
            self._out().append(in_one_cell(table.own))
        self._out().extend(table.rest)
        table.own, table.rest = [], []
        table.column += max(columns, 1)

    def end_row(self, rows: int = 1) -> None:
        """Go on to the first cell of the next row."""
        table = self._tables[-1]
        if table.own or table.rest:
            self.end_cell()
        table.row += max(rows, 1)
        table.column = 1

    def end_table(self) -> None:
        """Write what is left of the innermost table and leave it."""
        self.end_row()
        self._tables.pop()

    def to_depth(self, depth: int) -> None:
        """Begin or end tables until the next paragraph stands in so many."""
        depth = min(depth, _DEEPEST_TABLE)
        while len(self._tables) < depth:
            self.begin_table()
        while len(self._tables) > depth:
            self.end_table()

    def comment_signs(self, since: int) -> None:
        """Write a sign for the comment whose blocks were written since."""
        said = "\n".join(block.text for block in self.blocks[since:])
        self.signs.append(Sign("comment", said, author=self.author))

    def _out(self) -> list[Block]:
        """Return where a finished cell goes: behind the cell around it, or to the document."""
        return self._tables[-2].rest if len(self._tables) > 1 else self.blocks
