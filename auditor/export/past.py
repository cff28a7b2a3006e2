"""What the page shows of earlier audits, before any mark-up: the curve, the changes, what leads the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from auditor.export.phrases import Phrases
from auditor.model.past import Change, Due, LawChange, Past, Point, State
from auditor.model.report import Report
from auditor.model.waiver import LapsedWaiver

STATES = (State.NEW, State.CHANGED, State.FIXED, State.GONE, State.UNCHECKED, State.UNCHANGED)
"""In the order in which a reader wants them."""
SHOWN = 100
"""Changes of one state that a page shows."""
_WIDTH, _HEIGHT, _EDGE = 720, 190, 34
_NAMED_DAYS = 8


@dataclass(frozen=True, slots=True)
class Dot:
    """One audit on the curve."""

    x: int
    y: int
    point: Point
    column: int
    """The height of its column."""
    named: bool
    """Whether its day is written under it."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve, in the units of the drawing."""

    width: int
    height: int
    edge: int
    bottom: int
    dots: tuple[Dot, ...]
    line: str
    band: str
    """The outline of the range."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The changes of one state."""

    state: State
    changes: tuple[Change, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A document that is there no more."""

    label: str
    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Grouped:
    """Changes counted by something."""

    name: str
    """A name of the table of words."""
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class PastView:
    """Everything that the page shows of earlier audits."""

    past: Past | None
    counts: tuple[tuple[State, int], ...]
    lists: tuple[Listed, ...]
    gone: tuple[Gone, ...]
    groups: tuple[Grouped, ...]
    curve: Curve | None
    overdue: tuple[Due, ...]
    law: tuple[LawChange, ...]
    days_to_fix: str
    lapsed: tuple[LapsedWaiver, ...]
    active: int


def past_view(report: Report, phrases: Phrases) -> PastView | None:
    """Return what is shown of earlier audits and of waivers; None when there is neither."""
    past, waivers = report.past, report.waivers
    if past is None and waivers is None:
        return None
    counts = dict(past.counts) if past else {}
    changes = past.changes if past else ()
    return PastView(
        past=past,
        counts=tuple((state, counts.get(state, 0)) for state in STATES),
        lists=tuple(_lists(changes)),
        gone=tuple(_gone(changes)),
        groups=tuple(_groups(changes, phrases)),
        curve=_curve(past.trend) if past and len(past.trend) > 1 else None,
        overdue=tuple(due for due in past.due if due.days_over > 0) if past else (),
        law=past.law if past else (),
        days_to_fix="" if past is None or past.days_to_fix is None else phrases.number(round(past.days_to_fix)),
        lapsed=waivers.lapsed if waivers else (),
        active=len(waivers.active) if waivers else 0,
    )


def _lists(changes: Sequence[Change]) -> Iterable[Listed]:
    for state in (State.NEW, State.CHANGED, State.FIXED, State.UNCHECKED):
        held = tuple(change for change in changes if change.state is state)
        if held:
            yield Listed(state, held[:SHOWN], len(held))


def _gone(changes: Iterable[Change]) -> Iterable[Gone]:
    counts = Counter((change.label, change.path) for change in changes if change.state is State.GONE)
    return (Gone(label, path, number) for (label, path), number in counts.most_common(SHOWN))


def _groups(changes: Sequence[Change], phrases: Phrases) -> Iterable[Grouped]:
    groups: dict[str, Callable[[Change], tuple[str, ...]]] = {
        "by_section": lambda change: (change.section.in_language(phrases.language),),
        "by_client": lambda change: (change.client or change.label,),
        "by_employee": lambda change: (change.person,),
        "by_law": lambda change: change.law,
    }
    for name, names in groups.items():
        counts: dict[str, Counter[State]] = {}
        for change in changes:
            for one in names(change):
                if one:
                    counts.setdefault(one, Counter())[change.state] += 1
        ranked = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))[:SHOWN]
        if ranked:
            yield Grouped(name, tuple((one, tuple(held[state] for state in STATES[:-1])) for one, held in ranked))


def _curve(points: Sequence[Point]) -> Curve:
    """Return the drawing: time goes to the right, risk goes up."""
    bottom = _HEIGHT - _EDGE
    step = (_WIDTH - 2 * _EDGE) / max(1, len(points) - 1)
    most = max(1, *(point.flagged for point in points))
    every = max(1, -(-len(points) // _NAMED_DAYS))
    dots = []
    for at, point in enumerate(points):
        column = round(point.flagged / most * (bottom - _EDGE) * 0.6)
        named = at % every == 0 or at == len(points) - 1
        dots.append(Dot(round(_EDGE + at * step), _height(point.score or 0, bottom), point, column, named))
    told = [dot for dot in dots if dot.point.score is not None]
    upper = [f"{dot.x},{_height(dot.point.high or 0, bottom)}" for dot in told]
    lower = [f"{dot.x},{_height(dot.point.low or 0, bottom)}" for dot in reversed(told)]
    line = " ".join(f"{dot.x},{dot.y}" for dot in told)
    return Curve(_WIDTH, _HEIGHT, _EDGE, bottom, tuple(dots), line, " ".join([*upper, *lower]))


def _height(score: int, bottom: int) -> int:
    return round(bottom - score / 100 * (bottom - _EDGE))
