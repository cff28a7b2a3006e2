"""What the pictures show, gathered subject by subject while the pages are made."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from auditor.export.order import SEVERITIES, Order
from auditor.export.views import FindingView, SubjectView
from auditor.model.finding import OF_THE_FIRM, Finding, Outcome, Severity, SubjectKind
from auditor.model.report import Report

CONSEQUENCES = (5, 4, 3, 2)
LIKELIHOODS = (1, 2, 3, 4, 5)
HEAT_ROWS_SHOWN = 20
"""Contracts that the heat map shows at once: those with the highest score."""
CLIENTS_DRAWN = 12
CLIENTS_NAMED = 60
"""Clients in the table behind the bars."""
RULES_IN_A_CELL = 12
_COUNTED = ("failed", "weak", "still_open", "met", "risk")
_PLACES = {Outcome.FAIL: 0, Outcome.WEAK: 1, Outcome.UNDETERMINED: 2, Outcome.ERROR: 2, Outcome.PASS: 3}
_MAPPED = frozenset({SubjectKind.CONTRACT, SubjectKind.DOCUMENT})


@dataclass(frozen=True, slots=True)
class Tile:
    """One contract before one section of the check-list."""

    failed: int = 0
    weak: int = 0
    still_open: int = 0
    met: int = 0
    risk: int = 0
    """The highest R of what is not met, 0 to 25."""
    link: str = ""

    @property
    def heat(self) -> int:
        """Return 0 to 5: the step of the shade."""
        return -(-self.risk // 5)

    @property
    def word(self) -> str:
        """Return what the tile says: how many checks are not met, else the best that can be said."""
        if self.failed:
            return f"{self.failed}"
        if self.weak:
            return f"({self.weak})"
        return "?" if self.still_open else "✓" if self.met else ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One contract on the heat map."""

    label: str
    link: str
    tiles: tuple[Tile | None, ...]

    def moved(self, folder: str) -> HeatRow:
        """Return the row as it stands on a page within the folder that its addresses lead to."""
        tiles = tuple(tile and replace(tile, link=tile.link.removeprefix(folder)) for tile in self.tiles)
        return replace(self, link=self.link.removeprefix(folder), tiles=tiles)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Contracts before the sections of the check-list."""

    sections: tuple[tuple[str, str], ...]
    """Code and title of each section in which some contract was judged."""
    rows: tuple[HeatRow, ...]
    """The worst contract first."""
    more: int = 0
    """Contracts that are not among the rows."""
    more_link: str = ""


@dataclass(frozen=True, slots=True)
class CellRule:
    """A rule in a cell of the matrix."""

    title: str
    number: int
    link: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Findings of one consequence and one likelihood."""

    number: int
    link: str
    rules: tuple[CellRule, ...]
    more: int
    heat: int


@dataclass(frozen=True, slots=True)
class ClientRow:
    """What is not met at one client, by severity."""

    client: str
    counts: tuple[int, ...]
    link: str

    @property
    def total(self) -> int:
        """Return how many checks are not met."""
        return sum(self.counts)


@dataclass(slots=True)
class _Cell:
    number: int = 0
    rules: Counter[str] = field(default_factory=Counter)


class Survey:
    """Counts findings for the pictures; of a finding nothing is kept but its numbers."""

    def __init__(self, report: Report, order: Order, *, spread: bool) -> None:
        """Begin with nothing; ``spread`` says whether each subject stands on a page of its own."""
        self._language, self._order, self._spread = report.language, order, spread
        self._titles = {code: title.in_language(report.language) for code, title in report.sections}
        self._heat: dict[int, tuple[str, str, array[int]]] = {}
        self._columns: dict[str, int] = {}
        self._cells: dict[tuple[int, int], _Cell] = {}
        self._clients: dict[str, Counter[Severity]] = {}
        self._rules: dict[str, tuple[str, str]] = {}
        self._promises: dict[str, str] = {}

    def add(self, view: SubjectView, number: int, link: str, inside: str = "") -> None:
        """Take one subject or a part of it: its number in the order of the report, and its address."""
        numbers = array("H")
        if view.subject.kind in _MAPPED:
            numbers = self._heat.setdefault(number, (view.subject.label, link, numbers))[2]
        for group in view.groups:
            for finding in group.findings:
                if finding.finding.waiver is None:
                    self._count(finding, inside)
                    if view.subject.kind in _MAPPED:
                        self._tell(numbers, finding.finding)

    def _tell(self, numbers: array[int], finding: Finding) -> None:
        """Count a finding in the five numbers of its section: a portfolio may hold 10,000 contracts."""
        at = self._columns.setdefault(finding.section, len(self._columns)) * len(_COUNTED)
        numbers.extend([0] * (at + len(_COUNTED) - len(numbers)))
        if finding.outcome in _PLACES:
            numbers[at + _PLACES[finding.outcome]] += 1
        if finding.outcome in {Outcome.FAIL, Outcome.WEAK}:
            numbers[at + 4] = max(numbers[at + 4], finding.risk)

    def _count(self, view: FindingView, inside: str) -> None:
        finding = view.finding
        if finding.section == "promises":
            self._promises.setdefault(finding.subject.id, inside + view.link)
        if finding.outcome not in {Outcome.FAIL, Outcome.WEAK} or not finding.likelihood:
            return
        cell = self._cells.setdefault((finding.consequence, finding.likelihood), _Cell())
        cell.number += 1
        cell.rules[finding.rule] += 1
        self._rules.setdefault(finding.rule, (finding.title.in_language(self._language), inside + view.rule_link))
        client = view.client
        if finding.outcome is Outcome.FAIL and client and finding.subject.kind not in OF_THE_FIRM:
            self._clients.setdefault(client, Counter())[finding.severity] += 1

    def heat_map(self, most: int | None = HEAT_ROWS_SHOWN, more_link: str = "") -> HeatMap:
        """Return the contracts with the highest score before the sections in which any contract was judged."""
        codes = [code for code, column in self._columns.items() if self._is_told(column)]
        ordered = sorted(codes, key=self._order.section)
        told = [number for number, row in sorted(self._heat.items()) if any(row[2])]
        shown = told if most is None else told[:most]
        rows = tuple(self._heat_row(number, ordered) for number in shown)
        sections = tuple((code, self._titles.get(code, code)) for code in ordered)
        return HeatMap(sections, rows, len(told) - len(rows), more_link)

    def _is_told(self, column: int) -> bool:
        """Return whether any contract was judged by a section."""
        at = column * len(_COUNTED)
        return any(any(row[2][at : at + len(_COUNTED)]) for row in self._heat.values())

    def _heat_row(self, number: int, codes: Sequence[str]) -> HeatRow:
        label, link, numbers = self._heat[number]
        tiles = self._tiles(link, numbers)
        return HeatRow(label, link, tuple(tiles.get(code) for code in codes))

    def _tiles(self, link: str, numbers: array[int]) -> dict[str, Tile]:
        """Return one contract before every section that has told anything of it."""
        size = len(_COUNTED)
        filtered = f"{link}#" if self._spread else f"#d={link.removeprefix('#')}&"
        tiles = {}
        for code, column in self._columns.items():
            if column * size < len(numbers):
                failed, weak, still_open, met, risk = numbers[column * size : (column + 1) * size]
                tile = Tile(failed, weak, still_open, met, risk)
                outcome = "&o=fail" if tile.failed else "&o=weak" if tile.weak else ""
                tiles[code] = replace(tile, link=f"{filtered}k={quote(code)}{outcome}")
        return tiles

    def matrix(self) -> tuple[tuple[int, tuple[MatrixCell, ...]], ...]:
        """Return the rows of the matrix, the gravest consequence first; empty when nothing stands in it."""
        if not self._cells:
            return ()
        return tuple((high, tuple(self._cell(high, wide) for wide in LIKELIHOODS)) for high in CONSEQUENCES)

    def _cell(self, consequence: int, likelihood: int) -> MatrixCell:
        cell = self._cells.get((consequence, likelihood), _Cell())
        told = sorted(cell.rules.items(), key=lambda item: (-item[1], self._rules[item[0]][0]))
        where = f"#m={consequence}x{likelihood}"
        rules = tuple(
            CellRule(self._rules[rule][0], number, self._rules[rule][1] if self._spread else f"{where}&r={quote(rule)}")
            for rule, number in told[:RULES_IN_A_CELL]
        )
        heat = -(-consequence * likelihood // 5)
        return MatrixCell(cell.number, "" if self._spread else where, rules, len(told) - len(rules), heat)

    def clients(self) -> tuple[ClientRow, ...]:
        """Return the clients at which most is not met, the gravest counted first."""
        rows = (
            ClientRow(client, tuple(counts[severity] for severity in SEVERITIES),
                      f"#{'q' if self._spread else 'n'}={quote(client)}")
            for client, counts in self._clients.items()
        )  # fmt: skip
        return tuple(sorted(rows, key=lambda row: (*(-count for count in row.counts), row.client)))

    def promise_link(self, subject: str) -> str:
        """Return the address of what was found of the promises in a record; empty when nothing was."""
        return self._promises.get(subject, "")
