"""How the columns of registers, journals and lists are recognised; data, in ``rules/lexicon/_columns/``."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.text import Text

COLUMN_TYPES = frozenset({"text", "date", "time", "person", "number", "yesno", "list"})
"""What stands in a column: it decides how its cells are levelled."""


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
    must_be_named: bool = False
    """Whether a table is of the kind only if a telling column or one of the names says so."""

    def column(self, name: str) -> Column | None:
        """Return a column by its id."""
        return next((column for column in self.columns if column.id == name), None)
