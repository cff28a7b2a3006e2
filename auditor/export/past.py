"""What the page shows of earlier audits, before any mark-up: the curve, the changes, what leads the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from auditor.export.phrases import Phrases
from auditor.export.pictures import trend_of
from auditor.model.past import Change, Due, LawChange, Past, State
from auditor.model.report import Report
from auditor.model.waiver import LapsedWaiver

STATES = (State.NEW, State.CHANGED, State.FIXED, State.GONE, State.UNCHECKED, State.UNCHANGED)
"""In the order in which a reader wants them."""
SHOWN = 100
"""Changes of one state that a page shows."""


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
    curve: Markup | None
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
        curve=trend_of(past.trend, phrases) if past and len(past.trend) > 1 else None,
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
