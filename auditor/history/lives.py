"""The life of every finding over all audits: when it came, whether it was mended, how often it came back."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any, Protocol

from auditor.history.kept import KeptSubject
from auditor.history.store import Appearance, AuditRow, Store
from auditor.model.brief import FLAGGED, OPEN
from auditor.model.finding import Outcome
from auditor.model.past import Offender, Point
from auditor.model.report import InputStatus
from auditor.model.text import Text

Key = tuple[int, str, str]
"""A finding through time: the document, the subject in it, the rule."""
_REPEATED = 2
"""Audits in which the same thing came anew, from which one speaks of a repeat."""
_SHOWN = 10
_KIND, _FORM = "lives", "1"
"""The name under which a walk is kept, and its form: another one is never taken up."""


@dataclass
class Lives:
    """What all audits of a portfolio tell together."""

    points: list[Point] = field(default_factory=list)
    since: dict[Key, str] = field(default_factory=dict)
    """The day on which every finding that is open now was found first."""
    days_to_fix: list[int] = field(default_factory=list)
    offenders: list[Offender] = field(default_factory=list)
    groups: list[dict[str, Counter[str]]] = field(default_factory=list)
    """For each audit, what was flagged in it by section, client, person, law and rule."""
    sections: dict[str, Text] = field(default_factory=dict)
    """The titles of the sections."""
    open_in: dict[int, int] = field(default_factory=dict)
    """How many findings of each document are open now."""

    @property
    def mean_days(self) -> float | None:
        """Return the mean time to fix; None when nothing was fixed yet."""
        return sum(self.days_to_fix) / len(self.days_to_fix) if self.days_to_fix else None


class Shelf(Protocol):
    """Keeps bytes by name between two runs; what it has lost is worked out again."""

    def get(self, kind: str, name: str) -> bytes | None:
        """Return what is kept, or None."""

    def put(self, kind: str, name: str, body: bytes) -> None:
        """Keep it."""


def lives_of(store: Store, audits: Sequence[AuditRow], shelf: Shelf | None = None) -> Lives:
    """Return the lives of all findings up to the last of these audits, which come the oldest first.

    With a shelf the walk goes on where an earlier one over the audits before the last ended.
    """
    walk, walked = _begun(store, audits[:-1], shelf)
    for audit in audits[walked:]:
        walk.take(audit)
    if shelf is not None and audits:
        shelf.put(_KIND, _name_of(audits), walk.to_bytes())
    walk.lives.offenders = walk.offenders()
    walk.lives.open_in = {document: len(seen.open) for document, seen in walk.seen.items()}
    return walk.lives


def _begun(store: Store, audits: Sequence[AuditRow], shelf: Shelf | None) -> tuple[_Walk, int]:
    """Return a walk and how many audits it has gone over: all of these, or none."""
    walk = _Walk(store)
    kept = shelf.get(_KIND, _name_of(audits)) if shelf is not None and audits else None
    if kept is not None and walk.go_on(kept, audits):
        return walk, len(audits)
    return _Walk(store), 0


def _name_of(audits: Sequence[AuditRow]) -> str:
    """Return the name of a walk: each digest holds that of the audit before, but older ones may have been purged."""
    told = [_FORM, *(f"{audit.number}:{audit.ruleset}" for audit in audits), audits[-1].digest]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A document as the last audit that judged it saw it."""

    verdict: int
    ruleset: int
    open: dict[tuple[str, str], Outcome]
    tally: dict[str, Counter[str]]

    def to_data(self, since: Mapping[Key, str], document: int) -> list[Any]:
        """Return it as JSON holds it, with the days since when things are open."""
        still = [[*key, outcome, since.get((document, *key), "")] for key, outcome in self.open.items()]
        return [self.verdict, self.ruleset, still, self.tally]


class _Walk:
    """One walk over all audits; only documents that changed are looked into."""

    def __init__(self, store: Store) -> None:
        self.lives = Lives()
        self._store = store
        self.seen: dict[int, _Seen] = {}
        self._totals: dict[str, Counter[str]] = defaultdict(Counter)
        self._came: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._titles: dict[str, AuditRow] = {}
        self._last: AuditRow | None = None
        self._new = self._fixed = 0

    def to_bytes(self) -> bytes:
        """Return everything that the next audit needs to know of this walk."""
        lives = self.lives
        data = {
            "points": [astuple(point) for point in lives.points],
            "days": lives.days_to_fix,
            "groups": lives.groups,
            "sections": {code: [title.ru, title.en] for code, title in lives.sections.items()},
            "seen": {document: seen.to_data(lives.since, document) for document, seen in self.seen.items()},
            "came": [[*key, sorted(numbers)] for key, numbers in self._came.items()],
            "titles": {rule: audit.number for rule, audit in self._titles.items()},
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    def go_on(self, kept: bytes, audits: Sequence[AuditRow]) -> bool:
        """Take up a walk over these audits; False when what is kept of it is none."""
        try:
            data = json.loads(kept)
            by_number = {audit.number: audit for audit in audits}
            self.lives = Lives(
                points=[Point(*point) for point in data["points"]],
                days_to_fix=data["days"],
                groups=[{name: Counter(counts) for name, counts in group.items()} for group in data["groups"]],
                sections={code: Text(*title) for code, title in data["sections"].items()},
            )
            for document, seen in data["seen"].items():
                self._take_up(int(document), *seen)
            self._came.update({(whose, rule): set(numbers) for whose, rule, numbers in data["came"]})
            self._titles = {rule: by_number[number] for rule, number in data["titles"].items()}
        except (ValueError, TypeError, KeyError):
            return False
        self._totals.update({name: Counter(counts) for name, counts in self.lives.groups[-1].items()})
        self._last = audits[-1]
        return True

    def _take_up(self, document: int, verdict: int, ruleset: int, still: list[Any], tally: dict[str, Any]) -> None:
        self.lives.since |= {(document, key, rule): day for key, rule, _, day in still}
        found = {(key, rule): Outcome(outcome) for key, rule, outcome, _ in still}
        self.seen[document] = _Seen(verdict, ruleset, found, {name: Counter(held) for name, held in tally.items()})

    def take(self, audit: AuditRow) -> None:
        """Go on to the next audit."""
        self._new = self._fixed = 0
        here = self._store.appearances(audit)
        fresh = {d: a for d, a in here.items() if a.verdict is not None and not self._is_known(d, a, audit)}
        verdicts = self._store.verdicts(audit, (a.verdict for a in fresh.values() if a.verdict is not None))
        for document, appearance in fresh.items():
            self._judged(audit, document, verdicts[appearance.verdict or 0])
        for document in [d for d in self.seen if d not in here] if audit.complete else []:
            self._forget(document)
        for document, appearance in here.items():
            if appearance.verdict is None and appearance.status is not InputStatus.NOT_READ:
                self._forget(document)
        self._point(audit, here)
        self._last = audit

    def _is_known(self, document: int, appearance: Appearance, audit: AuditRow) -> bool:
        seen = self.seen.get(document)
        return seen is not None and seen.verdict == appearance.verdict and seen.ruleset == audit.ruleset

    def _judged(self, audit: AuditRow, document: int, verdict: tuple[KeptSubject, ...]) -> None:
        before = self.seen.get(document)
        was = before.open if before else {}
        now = {(s.key, rule): f.outcome for s in verdict for rule, f in s.findings.items() if f.outcome in OPEN}
        subjects = {subject.key: subject for subject in verdict}
        for key in now.keys() - was.keys():
            self._comes(audit, document, key, subjects[key[0]])
        for key in was.keys() - now.keys():
            self._goes(audit, (document, *key), was[key], subjects.get(key[0]))
        self._count(before, -1)
        self.seen[document] = _Seen(0, audit.ruleset, now, self._tally(audit, verdict))
        self._count(self.seen[document], 1)

    def _comes(self, audit: AuditRow, document: int, key: tuple[str, str], subject: KeptSubject) -> None:
        self.lives.since[document, *key] = audit.as_of
        self._new += 1
        whose = subject.person or subject.client
        if whose and subject.findings[key[1]].outcome in FLAGGED:
            self._came[whose, key[1]].add(audit.number)
            self._titles[key[1]] = audit

    def _goes(self, audit: AuditRow, key: Key, outcome: Outcome, subject: KeptSubject | None) -> None:
        found = self.lives.since.pop(key, audit.as_of)
        after = subject.findings.get(key[2]) if subject else None
        if outcome in FLAGGED and after is not None and after.outcome is Outcome.PASS:
            self._fixed += 1
            self.lives.days_to_fix.append(max(0, (date.fromisoformat(audit.as_of) - date.fromisoformat(found)).days))

    def _forget(self, document: int) -> None:
        seen = self.seen.pop(document, None)
        self._count(seen, -1)
        for key in seen.open if seen else ():
            self.lives.since.pop((document, *key), None)

    def _tally(self, audit: AuditRow, verdict: Iterable[KeptSubject]) -> dict[str, Counter[str]]:
        rules = self._store.rules(audit)
        tally: dict[str, Counter[str]] = defaultdict(Counter)
        for subject in verdict:
            for rule, found in subject.findings.items():
                if found.outcome in FLAGGED and not found.waived:
                    tally["section"][rules[rule].section] += 1
                    self.lives.sections.setdefault(rules[rule].section, rules[rule].section_title)
                    tally["rule"][rule] += 1
                    tally["client"][subject.client or subject.label] += 1
                    if subject.person:
                        tally["person"][subject.person] += 1
                    tally["law"].update(rules[rule].law)
        return tally

    def _count(self, seen: _Seen | None, sign: int) -> None:
        for name, counts in seen.tally.items() if seen else ():
            total = self._totals[name]
            for value, count in counts.items():
                total[value] += sign * count

    def _point(self, audit: AuditRow, here: dict[int, Appearance]) -> None:
        last = self._last
        flagged = sum(self._totals["section"].values())
        first = last is None
        other_rules = last is not None and last.ruleset_sha256 != audit.ruleset_sha256
        self.lives.points.append(
            Point(
                audit.number, audit.as_of, audit.score, audit.low, audit.high, flagged, len(here),
                0 if first else self._new, self._fixed, other_rules,
            )
        )  # fmt: skip
        self.lives.groups.append({name: +counts for name, counts in self._totals.items()})
        for document, appearance in here.items():
            seen = self.seen.get(document)
            if seen is not None and appearance.verdict is not None:
                self.seen[document] = _Seen(appearance.verdict, audit.ruleset, seen.open, seen.tally)

    def offenders(self) -> list[Offender]:
        """Return who had the same thing found anew in several audits, the most frequent first."""
        found = [(len(audits), whose, rule) for (whose, rule), audits in self._came.items() if len(audits) >= _REPEATED]
        return [
            Offender(whose, rule, self._store.rules(self._titles[rule])[rule].title, times)
            for times, whose, rule in sorted(found, key=lambda entry: (-entry[0], entry[1], entry[2]))[:_SHOWN]
        ]
