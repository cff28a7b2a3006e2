"""What the pictures show, gathered subject by subject while the pages are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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
_MAPPED = frozenset({SubjectKind.CONTRACT, SubjectKind.DOCUMENT})


@dataclass(slots=True)
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

    def __init__(self, report: Report, order: Order) -> None:
        """Begin with nothing."""
        self._language, self._order = report.language, order
        self._titles = {code: title.in_language(report.language) for code, title in report.sections}
        self._heat: dict[int, tuple[str, str, dict[str, Tile]]] = {}
        self._cells: dict[tuple[int, int], _Cell] = {}
        self._clients: dict[str, Counter[Severity]] = {}
        self._rules: dict[str, tuple[str, str]] = {}
        self._promises: dict[str, str] = {}

    def add(self, view: SubjectView, number: int, link: str, filtered: str, inside: str = "") -> None:
        """Take one subject: its number in the order of the report, its address, that of its findings by a filter."""
        mapped = view.subject.kind in _MAPPED
        tiles = self._heat.setdefault(number, (view.subject.label, link, {}))[2] if mapped else {}
        for group in view.groups:
            for finding in group.findings:
                if finding.finding.waiver is None:
                    self._count(finding, inside)
                    tile = tiles.setdefault(finding.finding.section, Tile())
                    _tell(tile, finding.finding)
        for section, tile in tiles.items():
            outcome = "&o=fail" if tile.failed else "&o=weak" if tile.weak else ""
            tile.link = f"{filtered}k={quote(section)}{outcome}"

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
        codes = {code for _, _, tiles in self._heat.values() for code, tile in tiles.items() if tile.word}
        ordered = sorted(codes, key=self._order.section)
        rows = tuple(self._heat_rows(ordered))
        shown = rows if most is None else rows[:most]
        sections = tuple((code, self._titles.get(code, code)) for code in ordered)
        return HeatMap(sections, shown, len(rows) - len(shown), more_link)

    def _heat_rows(self, codes: Sequence[str]) -> Iterator[HeatRow]:
        for _, (label, link, tiles) in sorted(self._heat.items()):
            if any(tile.word for tile in tiles.values()):
                yield HeatRow(label, link, tuple(tiles.get(code) for code in codes))

    def matrix(self, *, spread: bool) -> tuple[tuple[int, tuple[MatrixCell, ...]], ...]:
        """Return the rows of the matrix, the gravest consequence first; empty when nothing stands in it."""
        if not self._cells:
            return ()
        return tuple(
            (high, tuple(self._cell(high, wide, spread=spread) for wide in LIKELIHOODS)) for high in CONSEQUENCES
        )

    def _cell(self, consequence: int, likelihood: int, *, spread: bool) -> MatrixCell:
        cell = self._cells.get((consequence, likelihood), _Cell())
        told = sorted(cell.rules.items(), key=lambda item: (-item[1], self._rules[item[0]][0]))
        where = f"#m={consequence}x{likelihood}"
        rules = tuple(
            CellRule(self._rules[rule][0], number, self._rules[rule][1] if spread else f"{where}&r={quote(rule)}")
            for rule, number in told[:RULES_IN_A_CELL]
        )
        heat = -(-consequence * likelihood // 5)
        return MatrixCell(cell.number, "" if spread else where, rules, len(told) - len(rules), heat)

    def clients(self, *, spread: bool) -> tuple[ClientRow, ...]:
        """Return the clients at which most is not met, the gravest counted first."""
        rows = (
            ClientRow(client, tuple(counts[severity] for severity in SEVERITIES),
                      f"#{'q' if spread else 'n'}={quote(client)}")
            for client, counts in self._clients.items()
        )  # fmt: skip
        return tuple(sorted(rows, key=lambda row: (*(-count for count in row.counts), row.client)))

    def promise_link(self, subject: str) -> str:
        """Return the address of what was found of the promises in a record; empty when nothing was."""
        return self._promises.get(subject, "")


def _tell(tile: Tile, finding: Finding) -> None:
    match finding.outcome:
        case Outcome.FAIL:
            tile.failed += 1
        case Outcome.WEAK:
            tile.weak += 1
        case Outcome.UNDETERMINED | Outcome.ERROR:
            tile.still_open += 1
        case Outcome.PASS:
            tile.met += 1
        case Outcome.NOT_APPLICABLE:
            return
    if finding.outcome in {Outcome.FAIL, Outcome.WEAK}:
        tile.risk = max(tile.risk, finding.risk)
