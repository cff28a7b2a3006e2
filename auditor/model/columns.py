"""How the columns of registers, journals and lists are recognised; data, in ``rules/lexicon/_columns/``."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.text import Text

COLUMN_TYPES = frozenset({"text", "date", "time", "person", "number", "yesno", "list", "word"})
"""What stands in a column: it decides how its cells are levelled."""
WIDE = "*"
"""The mark of cells that stand under a heading of their own: ``*Northfield Ltd``."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a table of a kind may have."""

    id: str
    type: str
    title: Text
    headings: tuple[str, ...]
    """What it is called, in either language; a longer name wins over a shorter one."""
    vague: tuple[str, ...] = ()
    """Contents that say nothing: «менеджер», «звонок», «ок»."""
    telling: bool = False
    """Whether hardly any other kind of table has it."""
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What its contents are levelled to, each with the wordings that mean it; the longest wording that fits wins."""


@dataclass(frozen=True, slots=True)
class TableKind:
    """One kind of table: a journal of calls, a register of complaints, a list of rights."""

    id: str
    title: Text
    input_kind: str
    """The kind of document that a file of such a table is."""
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    """Groups of columns: of each group one must be there."""
    names: tuple[str, ...] = ()
    """Words in the name of the sheet, the file or the title line that speak for the kind."""
    wide: str = ""
    """The column whose contents also stand under headings of their own, one a client: a matrix; empty for none."""
    is_counted: bool = False
    """Whether its rows are put together while they are read: a log of a hundred thousand of them stays small."""
    prose: str = ""
    """The column as which one of whole sentences is taken whose heading says nothing known; empty for none."""
    must_be_named: bool = False
    """Whether a table is of the kind only if a telling column or one of the names says so."""

    def column(self, name: str) -> Column | None:
        """Return a column by its id."""
        return next((column for column in self.columns if column.id == name), None)
