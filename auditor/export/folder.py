"""A report on many subjects: an index, and beside it a folder with a page for each subject and each rule.

The findings are gone through once, subject by subject. What stays in memory of a subject are its counts, and of a
finding that failed three numbers.
"""

from __future__ import annotations

import os
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import quote

from auditor.export.arithmetic import portfolio_by_hand
from auditor.export.order import Order, contracts_only, worst_first
from auditor.export.overview import (
    PLACES_NAMED,
    Overview,
    Place,
    Step,
    first_steps,
    is_urgent,
    not_read,
    passed_over,
    scope,
    verdict,
)
from auditor.export.past import PastView, past_view
from auditor.export.phrases import Phrases
from auditor.export.pictures import pictures_of
from auditor.export.survey import HeatMap, Survey
from auditor.export.views import Bench, FindingView, Group, RuleView, SubjectView
from auditor.model.finding import Citation, Finding, Outcome, Subject
from auditor.model.report import Report, Score
from auditor.model.text import Text

SUBJECTS_ON_ONE_PAGE = 60
"""A report on more subjects has a page for each of them."""
FILES_ON_ONE_PAGE = 1_000
"""So has one on more files, whatever they are."""
PAGE_BYTES = 1_500_000
"""What a page of the folder may hold in one language; packed, the other one takes some 300,000 bytes more."""
INDEX_ROWS_BYTES = 4_600_000
"""What the rows of the index may hold: some 10,000 contracts. The others follow on pages of the folder."""
LIST_BYTES = 1_500_000
"""What the rows of a list in the folder may hold."""
UNREAD_SHOWN = 100
"""Files not read that the index names; the list in the folder names all."""


Bound = Callable[[Callable[[], int]], int]
"""Answers a question of size: it is given what tells the size, and returns it, or what it was at first."""


class Cuts:
    """Where pages were cut in one language, so that they are cut at the same places in the other."""

    def __init__(self, tell: Callable[[int], None] | None = None) -> None:
        """Begin without cuts; ``tell`` is told every size, for who makes the other language elsewhere."""
        self._sizes: deque[int] = deque()
        self._tell = tell or self._sizes.append

    def made(self, size: Callable[[], int]) -> int:
        """Return a size and remember or tell it."""
        made = size()
        self._tell(made)
        return made

    def repeated(self, size: Callable[[], int]) -> int:  # noqa: ARG002 - the size in the first language decides
        """Return the next of the sizes remembered."""
        return self._sizes.popleft()


class Press(Protocol):
    """What makes a page of a template; it is given from outside, where the templates are known."""

    def page(self, template: str, page: object) -> bytes:
        """Return a whole page."""

    def row(self, kind: str, row: object) -> str:
        """Return one row of a list."""


@dataclass(frozen=True, slots=True)
class Row:
    """One subject as the index tells it."""

    anchor: str
    link: str
    subject: Subject
    score: Score | None
    client: str
    regime: str
    counts: Counter[Outcome]


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """The page of one subject, or a part of it."""

    view: SubjectView
    list_link: str
    previous: str
    next: str
    part: int
    parts: tuple[str, ...]
    """Names of all pages of this subject."""
    full_texts: bool = True

    @property
    def waived(self) -> int:
        """Return how many of its findings were accepted with a waiver."""
        return self.view.waived


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list: of contracts, of files, of rules, of places where a rule failed."""

    kind: str
    title: str
    rows: Sequence[str]
    part: int
    parts: tuple[str, ...]
    home: str
    rule: RuleView | None = None
    contracts_only: bool = True
    number: int = 0
    """How many entries the whole list has."""
    heat: HeatMap | None = None
    """Of a page of the heat map: its sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(Overview):
    """The index: the summary, and a row for every subject."""

    rows: Sequence[str]
    more_rows: tuple[str, ...]
    """Addresses of the pages with the other rows."""
    rules_link: str
    files_link: str
    past: PastView | None = None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as the list of rules tells it."""

    link: str
    first: Finding
    section: str
    counts: Counter[Outcome]

    @property
    def still_open(self) -> int:
        """Return how many checks have no answer, errors included."""
        return self.counts[Outcome.UNDETERMINED] + self.counts[Outcome.ERROR]


class _Tally:
    """Everything that is remembered of one rule."""

    def __init__(self, file: str, worst: FindingView) -> None:
        self.file = file
        self.first = worst.finding
        self.section = worst.section
        self.worst = worst
        self.counts: Counter[Outcome] = Counter()
        self.urgent = 0
        self.law: dict[Citation, None] = {}
        self.searched: dict[Text, None] = {}
        self._seen: set[tuple[object, ...]] = set()
        """What law was cited and what was sought, in short: most findings of a rule say the same."""
        self._failed = array("L")
        self._own: dict[tuple[int, int, int], str] = {}

    def add(self, view: FindingView, number: int, part: int, own: str) -> None:
        """Take one finding; ``own`` is the label of its record, where many lie on one page."""
        finding = view.finding
        self.counts[finding.outcome] += finding.waiver is None
        self.urgent += is_urgent(finding)
        law = tuple([(citation.ref, citation.in_force_from) for citation in finding.law])
        if law not in self._seen:
            self._seen.add(law)
            self.law |= dict.fromkeys(finding.law)
        if finding.absence is not None:
            sought = tuple([text.ru for text in finding.absence.searched_for])
            if sought not in self._seen:
                self._seen.add(sought)
                self.searched |= dict.fromkeys(finding.absence.searched_for)
        if finding.outcome is Outcome.FAIL and finding.waiver is None:
            place = number, part, int(view.anchor[1:])
            self._failed.extend(place)
            if own:
                self._own[place] = own
            if self.worst.finding.outcome is not Outcome.FAIL or finding.risk > self.worst.finding.risk:
                self.worst = view

    def failed(self) -> list[tuple[int, int, int]]:
        """Return subject, part and finding of every place where it failed, the worst subject first."""
        numbers = iter(self._failed)
        return sorted(zip(numbers, numbers, numbers, strict=True))

    def place(self, labels: dict[int, str], place: tuple[int, int, int], inside: str = "") -> Place:
        """Return where it failed; a record is named itself, not by the heap it lies in."""
        number, part, finding = place
        return Place(f"{inside}{_name(number, part)}#f{finding}", "", self._own.get(place) or labels[number])

    def view(self) -> RuleView:
        first, law, searched = self.first, tuple(self.law), tuple(self.searched)
        return RuleView(
            "", first.rule, first.title, first.severity, first.why, first.recommendation, first.model_clause, law,
            searched, (),
        )  # fmt: skip


class PortfolioPages:
    """The pages of one report."""

    def __init__(self, report: Report, press: Press, index: str, folder: str, size: Bound) -> None:
        """Make pages that lie in ``folder`` beside the file ``index``; ``size`` decides where they are cut."""
        self._report, self._press, self._size = report, press, size
        self._home, self._inside = f"../{_address(index)}", f"{_address(folder)}/"
        self._phrases = Phrases(report.language)
        self._order = Order.of(report)
        self._tallies: dict[str, _Tally] = {}
        self._rule_files: dict[str, str] = {}
        self._bench = Bench(report, self._order, self._rule_file, self._phrases, "../")
        ranked = worst_first(report.by_subject)
        self._subjects: dict[str, Subject] = {entry.subject.id: entry.subject for entry in ranked}
        self._scores = {entry.subject.id: entry.score for entry in ranked}
        self._numbers = {name: number for number, name in enumerate(self._subjects, 1)}
        self._counts: dict[str, Counter[Outcome]] = {}
        self._survey = Survey(report, self._order, spread=True)
        self._waived = 0
        self._rows: list[list[str]] = []

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every page of the folder with its name."""
        yield from self._subject_pages()
        yield from self._rule_pages()
        told = (self._press.row("contract", row) for row in self._contract_rows())
        self._rows = _bounded(told, INDEX_ROWS_BYTES, self._size)
        beyond = _bounded((row for rows in self._rows[1:] for row in rows), LIST_BYTES, self._size)
        yield from self._list("contracts", self._title(), beyond, len(self._subjects))
        yield from self._heat_list()
        yield from self._file_lists()

    def index(self) -> bytes:
        """Return the index."""
        return self._press.page("index.html", self._index())

    # The pages of the subjects

    def _subject_pages(self) -> Iterator[tuple[str, bytes]]:
        for subject, findings in self._order.by_subject(self._report):
            if subject.id in self._counts:
                raise ValueError(f"the findings of {subject.id} do not stand together")
            self._subjects.setdefault(subject.id, subject)
            self._numbers.setdefault(subject.id, len(self._numbers) + 1)
            yield from self._subject_page(subject, findings)
        for name in [name for name in self._subjects if name not in self._counts]:
            yield from self._subject_page(self._subjects[name], ())

    def _subject_page(self, subject: Subject, findings: Sequence[Finding]) -> Iterator[tuple[str, bytes]]:
        number = self._numbers[subject.id]
        view = self._bench.on_page(_name(number), number, subject, findings)
        self._counts[subject.id] = view.counts
        self._waived += view.waived
        page = self._page_of(view, number)
        data = self._press.page("subject.html", page)
        if self._size(lambda: len(data)) <= PAGE_BYTES:
            self._remember(view, number, 1)
            yield _name(number), data
            return
        views = list(self._fitting(page))
        names = tuple(_name(number, part) for part in range(1, len(views) + 1))
        for part, (name, half) in enumerate(zip(names, views, strict=True), 1):
            there = _moved(half, name)
            self._remember(there, number, part)
            yield name, self._press.page("subject.html", replace(page, view=there, part=part, parts=names))

    def _page_of(self, view: SubjectView, number: int) -> SubjectPage:
        previous = _name(number - 1) if number > 1 else ""
        following = _name(number + 1) if number < len(self._scores) else ""
        return SubjectPage(view, f"{self._home}#c{number}", previous, following, 1, (_name(number),))

    def _fitting(self, page: SubjectPage) -> Iterator[SubjectView]:
        """Yield views that hold the findings between them and that each fit a page."""
        if self._size(lambda: len(self._press.page("subject.html", page))) <= PAGE_BYTES:
            yield page.view
            return
        halves = _halved(page.view)
        for half in halves:
            yield from self._fitting(replace(page, view=half)) if half is not page.view else (half,)

    def _remember(self, view: SubjectView, number: int, part: int) -> None:
        self._survey.add(view, number, self._inside + _name(number, part), self._inside)
        for finding in (finding for group in view.groups for finding in group.findings):
            rule = finding.finding.rule
            if rule not in self._tallies:
                self._tallies[rule] = _Tally(self._rule_file(rule), finding)
            label = finding.finding.subject.label
            self._tallies[rule].add(finding, number, part, label if label != view.subject.label else "")

    def _rule_file(self, rule: str) -> str:
        return self._rule_files.setdefault(rule, f"rule-{len(self._rule_files) + 1}.html")

    # The pages of the rules

    def _rule_pages(self) -> Iterator[tuple[str, bytes]]:
        tallies = sorted(self._tallies.values(), key=lambda t: (self._order.section(t.first.section), t.first.rule))
        labels = {number: self._subjects[name].label for name, number in self._numbers.items()}
        for tally in tallies:
            places = [tally.place(labels, place) for place in tally.failed()]
            rows = _bounded((self._press.row("place", place) for place in places), LIST_BYTES, self._size)
            title = tally.first.title.in_language(self._report.language)
            name = tally.file.removesuffix(".html")
            yield from self._list(name, title, rows or [[]], len(places), "place", tally.view())
        told = [RuleRow(tally.file, tally.first, tally.section, tally.counts) for tally in tallies]
        rows = _bounded((self._press.row("rule", row) for row in told), LIST_BYTES, self._size)
        yield from self._list("rules", self._phrases.say("rules"), rows or [[]], len(told))

    # Lists

    def _title(self) -> str:
        return self._phrases.say("contracts" if self._contracts_only() else "subjects")

    def _contracts_only(self) -> bool:
        return contracts_only(self._subjects.values())

    def _contract_rows(self) -> Iterator[Row]:
        for name, number in self._numbers.items():
            subject = self._subjects[name]
            client, regime = self._bench.client(subject), self._bench.regime(subject)
            link = self._inside + _name(number)
            yield Row(f"c{number}", link, subject, self._scores.get(name), client, regime, self._counts[name])

    def _heat_list(self) -> Iterator[tuple[str, bytes]]:
        """Yield the whole heat map, when the index shows a part of it only."""
        if not self._survey.heat_map().more:
            return
        heat = self._survey.heat_map(None)
        told = (self._press.row("heat", row.moved(self._inside)) for row in heat.rows)
        rows = _bounded(told, LIST_BYTES, self._size)
        title = self._phrases.say("heat_map")
        yield from self._list("heat", title, rows, len(heat.rows), heat=replace(heat, rows=()))

    def _file_lists(self) -> Iterator[tuple[str, bytes]]:
        inputs = sorted(self._report.inputs, key=lambda entry: entry.path)
        lists = [
            ("files", "files", inputs),
            ("unread", "unread", not_read(self._report.inputs)),
            ("skipped", "left_out", passed_over(self._report.inputs)),
        ]
        for kind, title, entries in lists:
            rows = _bounded((self._press.row(kind, entry) for entry in entries), LIST_BYTES, self._size)
            yield from self._list(kind, self._phrases.say(title), rows, len(entries))

    def _list(
        self, name: str, title: str, parts: Sequence[Sequence[str]], number: int, kind: str = "",
        rule: RuleView | None = None, heat: HeatMap | None = None,
    ) -> Iterator[tuple[str, bytes]]:  # fmt: skip
        names = tuple(_part_name(name, part) for part in range(1, len(parts) + 1))
        only = self._contracts_only()
        for part, rows in enumerate(parts, 1):
            page = ListPage(kind or name, title, rows, part, names, self._home, rule, only, number, heat)
            yield names[part - 1], self._press.page("list.html", page)

    # The index

    def _index(self) -> Index:
        report, phrases = self._report, self._phrases
        counts: Counter[Outcome] = Counter()
        for of_one in self._counts.values():
            counts.update(of_one)
        unread, skipped = not_read(report.inputs), passed_over(report.inputs)
        beyond = len(_bounded((row for rows in self._rows[1:] for row in rows), LIST_BYTES, self._size))
        return Index(
            report=report,
            verdict=verdict(report, counts, unread, phrases),
            sentence=report.overall.sentence,
            scope=scope(report, len(self._subjects), phrases, contracts_only=self._contracts_only()),
            counts=counts,
            urgent=tuple(self._urgent()),
            steps=first_steps(self._steps()),
            by_hand=portfolio_by_hand(report.by_subject, phrases),
            single=False,
            contracts_only=self._contracts_only(),
            unread=unread,
            skipped=skipped,
            judged=len(self._subjects),
            listed=UNREAD_SHOWN,
            unread_link=self._inside + "unread.html",
            skipped_link=self._inside + "skipped.html",
            rows=self._rows[0] if self._rows else [],
            more_rows=tuple(self._inside + _part_name("contracts", part) for part in range(1, beyond + 1)),
            rules_link=self._inside + "rules.html",
            files_link=self._inside + "files.html",
            waived=self._waived,
            past=past_view(report, phrases),
            pictures=pictures_of(report, self._survey, phrases, self._inside + "heat.html"),
        )

    def _urgent(self) -> Iterator[Place]:
        which = "in_contracts" if self._contracts_only() else "in_subjects"
        for tally in sorted(self._tallies.values(), key=lambda tally: (-tally.urgent, tally.first.rule)):
            if tally.urgent:
                title = tally.first.title.in_language(self._report.language)
                yield Place(self._inside + tally.file, title, self._phrases.count(which, tally.urgent))

    def _steps(self) -> Iterator[Step]:
        names = {number: name for name, number in self._numbers.items()}
        for tally in self._tallies.values():
            places = tally.failed()
            if places and tally.worst.finding.risk:
                labels = {at[0]: self._subjects[names[at[0]]].label for at in places[:PLACES_NAMED]}
                named = [tally.place(labels, place, self._inside) for place in places[:PLACES_NAMED]]
                worst = replace(tally.worst, link=self._inside + tally.worst.link)
                yield Step(worst, tuple(named), len(places), self._inside + tally.file)


def needs_folder(report: Report) -> bool:
    """Return whether a report is too large for one page."""
    return len(report.by_subject) > SUBJECTS_ON_ONE_PAGE or len(report.inputs) > FILES_ON_ONE_PAGE


def _address(name: str) -> str:
    """Return the name of a file as a link writes it."""
    return quote(os.fsencode(name))


def _name(number: int, part: int = 1) -> str:
    return _part_name(f"{number:05}", part)


def _part_name(name: str, part: int) -> str:
    return f"{name}.html" if part == 1 else f"{name}-{part}.html"


def _bounded(rows: Iterable[str], most: int, measured: Bound) -> list[list[str]]:
    """Return rows in runs of at most so many bytes; a row that is larger by itself stands alone."""
    runs: list[list[str]] = []
    held = 0
    for row in rows:
        size = measured(lambda row=row: len(row.encode()))  # type: ignore[misc]
        if not runs or held + size > most:
            runs.append([])
            held = 0
        runs[-1].append(row)
        held += size
    return runs


def _halved(view: SubjectView) -> tuple[SubjectView, ...]:
    """Return two views with half of the findings each; a single finding loses half of its passages instead.

    The view itself comes back when nothing is left to be taken away.
    """
    findings = [finding for group in view.groups for finding in group.findings]
    if len(findings) > 1:
        middle = len(findings) // 2
        return _holding(view, findings[:middle]), _holding(view, findings[middle:])
    if not findings or not findings[0].finding.evidence:
        return (view,)
    return (_holding(view, [_shortened(findings[0])]),)


def _shortened(view: FindingView) -> FindingView:
    evidence = view.finding.evidence
    kept = evidence[: len(evidence) // 2]
    left_out = view.left_out + len(evidence) - len(kept)
    return replace(view, finding=replace(view.finding, evidence=kept), left_out=left_out)


def _holding(view: SubjectView, findings: Sequence[FindingView]) -> SubjectView:
    """Return a view with just these findings, each in its drawer."""
    held = {finding.anchor: finding for finding in findings}
    groups = (
        replace(group, findings=tuple(held[finding.anchor] for finding in group.findings if finding.anchor in held))
        for group in view.groups
    )
    return replace(view, groups=tuple(group for group in groups if group.findings))


def _moved(view: SubjectView, page: str) -> SubjectView:
    """Return a view whose findings know the page that they stand on."""
    return replace(view, groups=tuple(_moved_group(group, page) for group in view.groups))


def _moved_group(group: Group, page: str) -> Group:
    findings = tuple(replace(finding, link=f"{page}#{finding.anchor}") for finding in group.findings)
    return replace(group, findings=findings)
