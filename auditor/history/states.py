"""What became of every finding between two audits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.history.kept import KeptSubject
from auditor.history.store import Appearance, AuditRow, Store
from auditor.model.brief import FLAGGED, OPEN, KeptFinding
from auditor.model.finding import Outcome
from auditor.model.past import State
from auditor.model.report import InputStatus
from auditor.model.text import Text

Verdict = tuple[KeptSubject, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One finding on its way from an earlier audit to a later one."""

    state: State
    document: int
    rule: str
    subject: KeptSubject
    """The thing judged, as the later audit saw it; as the earlier one did when it is gone."""
    path: str
    before: KeptFinding | None
    after: KeptFinding | None
    why: Text | None = None


_NO_DOCUMENT = Text("Документа больше нет среди файлов.", "The document is not among the files any more.")
_NOT_READ = Text("Документ в этот раз не прочитан.", "The document was not read this time.")
_INTERRUPTED = Text("Проверка прервана раньше, чем дошла до него.", "The audit was interrupted before it came to it.")
_NO_RULE = Text("Этого правила в новом наборе нет.", "The new rule set does not hold this rule.")
_NEW_RULE = Text("Раньше этого правила не было.", "The rule was not there before.")
_NOT_APPLICABLE = Text("Правило к документу больше не относится.", "The rule does not concern the document any more.")


def state_of(before: KeptFinding | None, after: KeptFinding) -> State:
    """Return what became of a finding of a document that both audits judged."""
    was = before is not None and before.outcome in OPEN
    if after.outcome in OPEN:
        if before is None or not was:
            return State.NEW
        same = before.outcome is after.outcome and before.words == after.words
        return State.UNCHANGED if same else State.CHANGED
    if before is None or not was:
        return State.UNCHANGED
    if after.outcome is Outcome.NOT_APPLICABLE:
        return State.GONE
    return State.FIXED if before.outcome in FLAGGED else State.CHANGED


class Comparison:
    """Two audits of one portfolio, document by document."""

    def __init__(self, store: Store, before: AuditRow, after: AuditRow) -> None:
        """Compare an earlier audit with a later one."""
        self._store = store
        self._audits = before, after
        self._old, self._new = store.appearances(before), store.appearances(after)
        self._rules = store.rules(before), store.rules(after)

    def steps(self) -> Iterator[Step]:
        """Yield every finding that leaves, or left, something open, except those that stayed what they were."""
        return (step for step in self.all_steps() if step.state is not State.UNCHANGED)

    def all_steps(self) -> Iterator[Step]:
        """Yield every finding that leaves, or left, something open."""
        return self._steps_of(sorted({*self._old, *self._new}))

    def steps_of_others(self) -> Iterator[Step]:
        """Yield the same of the documents that are not among :meth:`same`."""
        same = self.same()
        return self._steps_of([document for document in sorted({*self._old, *self._new}) if document not in same])

    def same(self) -> frozenset[int]:
        """Return the documents that said the same under the same rules: nothing of them changed."""
        if self._audits[0].ruleset != self._audits[1].ruleset:
            return frozenset()
        return frozenset(d for d, new in self._new.items() if _verdict(new) == _verdict(self._old.get(d)) > 0)

    def _steps_of(self, documents: Sequence[int]) -> Iterator[Step]:
        verdicts = self._verdicts(documents)
        for document in documents:
            old, new = self._old.get(document), self._new.get(document)
            was = verdicts[0].get(_verdict(old), ())
            now = verdicts[1].get(_verdict(new), ())
            if new is None or (new.status is InputStatus.NOT_READ and not now):
                yield from self._left(document, old, new, was)
            else:
                yield from self._both(document, new, was, now)

    def unchanged_documents(self) -> int:
        """Return how many documents said the same in both audits."""
        return sum(_verdict(self._old.get(document)) == _verdict(new) for document, new in self._new.items())

    def _verdicts(self, documents: Sequence[int]) -> tuple[Mapping[int, Verdict], Mapping[int, Verdict]]:
        sides = zip(self._audits, (self._old, self._new), strict=True)
        old, new = (self._store.verdicts(a, {_verdict(side.get(document)) for document in documents} - {-1})
                    for a, side in sides)  # fmt: skip
        return old, new

    def _left(self, document: int, old: Appearance | None, new: Appearance | None, was: Verdict) -> Iterator[Step]:
        """Yield what is left of a document that the later audit did not judge."""
        state, why = State.GONE, _NO_DOCUMENT
        if new is not None:
            state, why = State.UNCHECKED, _INTERRUPTED if new.reason == "interrupted" else _NOT_READ
        elif not self._audits[1].complete:
            state, why = State.UNCHECKED, _INTERRUPTED
        path = (new or old or _NOWHERE).path
        for subject in was:
            for rule, found in subject.findings.items():
                if found.outcome in OPEN:
                    yield Step(state, document, rule, subject, path, found, None, why)

    def _both(self, document: int, new: Appearance, was: Verdict, now: Verdict) -> Iterator[Step]:
        old = {subject.key: subject for subject in was}
        for subject in now:
            before = old.pop(subject.key, None)
            yield from self._subject(document, new.path, before, subject)
        for left in old.values():
            for rule, found in left.findings.items():
                if found.outcome in OPEN:
                    yield Step(State.GONE, document, rule, left, new.path, found, None, _NOT_APPLICABLE)

    def _subject(self, document: int, path: str, before: KeptSubject | None, after: KeptSubject) -> Iterator[Step]:
        earlier = before.findings if before else {}
        for rule, found in after.findings.items():
            was = earlier.get(rule)
            if found.outcome in OPEN or (was is not None and was.outcome in OPEN):
                state = state_of(was, found)
                new_rule = state is State.NEW and rule not in self._rules[0]
                why = _NOT_APPLICABLE if state is State.GONE else _NEW_RULE if new_rule else None
                yield Step(state, document, rule, after, path, was, found, why)
        for rule, was in earlier.items():
            if rule not in after.findings and was.outcome in OPEN:
                yield Step(State.UNCHECKED, document, rule, after, path, was, None, _NO_RULE)


def _verdict(entry: Appearance | None) -> int:
    """Return the id of what a document said; a number that no id has when it said nothing."""
    return -1 if entry is None or entry.verdict is None else entry.verdict


_NOWHERE = Appearance(0, "", "", InputStatus.NOT_READ, "", None, None)
