"""Rows of a log put together: one record for every account, object and action, with the days and a few of the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from auditor.model.record import Cell, Record, Saying

_BY = ("login", "employee", "object", "client", "action")
_SAMPLES = 40
"""Days of one account, object and action of which a row is kept; of the further ones only the last."""
_LONGEST_ROW = 240
ROW = "row"
"""The topic of a row that is kept."""


@dataclass(slots=True)
class _Counted:
    """The rows of one account, object and action."""

    first: Record
    count: int = 0
    rows: dict[str, Saying] = field(default_factory=dict)
    """By day: the first row of that day."""
    last: Saying | None = None

    def take(self, record: Record) -> None:
        """Count a row; its words are kept when its day is new."""
        self.count += 1
        day = record.value("date")
        if day in self.rows:
            return
        row = Saying(ROW, record.quote[:_LONGEST_ROW], record.span, (day,) if day else ())
        if len(self.rows) < _SAMPLES:
            self.rows[day] = row
        elif self.last is None or day > self.last.dates[0]:
            self.last = row

    def told(self) -> Record:
        """Return the record of all rows."""
        rows = sorted([*self.rows.values(), *([self.last] if self.last else [])], key=lambda row: row.dates)
        days = [row.dates[0] for row in rows if row.dates]
        cells = dict(self.first.cells)
        cells["count"] = Cell(f"{self.count}", f"{self.count}")
        if days:
            cells["first"], cells["last"] = Cell(days[0], days[0]), Cell(days[-1], days[-1])
        return replace(self.first, quote=self.first.quote[:_LONGEST_ROW], cells=cells, says=tuple(rows))


def counted(records: Iterable[Record]) -> list[Record]:
    """Return one record for every account, object and action; what is held does not grow with the rows."""
    found: dict[tuple[str, ...], _Counted] = {}
    for record in records:
        key = tuple(record.text(name) for name in _BY)
        held = found.get(key)
        if held is None:
            held = found[key] = _Counted(record)
        held.take(record)
    return [held.told() for held in found.values()]
