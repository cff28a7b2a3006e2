"""Many records told together: how many are in order, which are not; and one finding for all that pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.engine.marking import marked
from auditor.model.finding import Evidence, Finding, Outcome, Subject, SubjectKind
from auditor.model.rule import Rule
from auditor.model.text import Language, Text

GATHERED_FROM = 50
"""Records of one file that break one rule, from which the further ones are named in the whole's finding only."""
_SHOWN_IN_ORDER = frozenset({SubjectKind.COMPLAINT})
"""Kinds of which those in order are shown one by one too: a lawyer asks of each complaint how many days it took."""
_SAMPLES = 3
_MOST_PLACES = 200
_MOST_PEOPLE = 15
_COUNTED = frozenset({Outcome.PASS, Outcome.WEAK, Outcome.FAIL})
_WHOLES = {
    SubjectKind.INTERACTION: Text("Записи общения с клиентами", "Records of contacts with clients"),
    SubjectKind.COMPLAINT: Text("Жалобы и претензии", "Complaints and claims"),
    SubjectKind.ACCESS: Text("Доступ к данным клиентов", "Access to client data"),
}


@dataclass
class _Tally:
    """What one rule said of all records of a kind."""

    counts: dict[Outcome, int] = field(default_factory=lambda: defaultdict(int))
    samples: dict[Outcome, list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    names: list[str] = field(default_factory=list)
    """The records that are not in order, as the report calls them."""
    by_file: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    in_order: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    template: Finding | None = None
    people: dict[str, list[int]] = field(default_factory=dict)
    """By employee: records that were judged, and those in order."""
    clients: dict[str, list[int]] = field(default_factory=dict)
    """The same by client."""


class Wholes:
    """Takes the findings on single records and tells which are shown one by one, then one finding a rule for all."""

    def __init__(self, rules: Sequence[Rule], language: Language) -> None:
        """Count for these rules."""
        self._rules = {rule.id: rule for rule in rules}
        self._language = language
        self._tallies: dict[tuple[SubjectKind, str], _Tally] = {}

    def take(self, findings: Iterable[Finding], person: str = "", client: str = "") -> Iterator[Finding]:
        """Yield the findings that stand in the report by themselves; all are counted, by employee and client, too."""
        for finding in findings:
            tally = self._tallies.setdefault((finding.subject.kind, finding.rule), _Tally())
            outcome = finding.outcome
            tally.counts[outcome] += 1
            _count(tally.people, _bare(person), outcome)
            _count(tally.clients, client, outcome)
            if tally.template is None or tally.template.outcome is Outcome.NOT_APPLICABLE:
                tally.template = finding
            if len(tally.samples[outcome]) < _SAMPLES:
                tally.samples[outcome] += finding.evidence[:1]
            if outcome is Outcome.PASS and finding.subject.kind in _SHOWN_IN_ORDER:
                tally.in_order[finding.subject.path] += 1
                if tally.in_order[finding.subject.path] <= GATHERED_FROM:
                    yield finding
            if outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}:
                continue
            tally.by_file[finding.subject.path] += 1
            tally.names.append(finding.subject.label)
            if tally.by_file[finding.subject.path] <= GATHERED_FROM:
                yield finding

    def told(self) -> Iterator[Finding]:
        """Yield one finding for every rule on all records of its kind.

        It names the records that are not in order, each of which shows its words in a finding of its own.
        """
        for (kind, rule), tally in self._tallies.items():
            if tally.template is not None:
                yield self._whole(kind, self._rules[rule], tally, tally.template)

    def _whole(self, kind: SubjectKind, rule: Rule, tally: _Tally, template: Finding) -> Finding:
        label = _WHOLES[kind].in_language(self._language)
        subject = Subject(kind, f"all:{kind}", "", label, "")
        outcome = whole_outcome(tally.counts, rule.shares)
        evidence = tuple(tally.samples[Outcome.PASS]) if outcome is Outcome.PASS else ()
        finding = replace(
            template, subject=subject, outcome=outcome, message=_message(rule, tally), evidence=evidence,
            absence=None, likelihood=0,
        )  # fmt: skip
        return marked(finding, subject.id)


_BY_PERSON = Text("По сотрудникам", "By employee")
_BY_CLIENT = Text("По клиентам", "By client")


def _count(held: dict[str, list[int]], name: str, outcome: Outcome) -> None:
    if name and outcome in _COUNTED:
        counted = held.setdefault(name, [0, 0])
        counted[0] += 1
        counted[1] += outcome is Outcome.PASS


def _shares(held: Mapping[str, Sequence[int]]) -> str:
    """Return who has records that are not in order, most of them first, with those in order of all."""
    worst = sorted(held.items(), key=lambda entry: (entry[1][1] - entry[1][0], entry[0]))
    return "; ".join(f"{name} {good} / {every}" for name, (every, good) in worst[:_MOST_PEOPLE] if good < every)


def _bare(person: str) -> str:
    """Return a name without the mail address behind it."""
    return person.partition("<")[0].strip(' "') or person


def whole_outcome(counts: Mapping[Outcome, int], shares: tuple[int, int] | None) -> Outcome:
    """Return the outcome of all records together, by the shares of the rule or, without them, by the worst.

    Records that could not be judged count neither way, and leave the whole open when they could tip it.
    """
    good, weak, bad = counts.get(Outcome.PASS, 0), counts.get(Outcome.WEAK, 0), counts.get(Outcome.FAIL, 0)
    unsettled = counts.get(Outcome.UNDETERMINED, 0) + counts.get(Outcome.ERROR, 0)
    if not good + weak + bad:
        return Outcome.UNDETERMINED if unsettled else Outcome.NOT_APPLICABLE
    worst, best = _by_share(good, weak, bad + unsettled, shares), _by_share(good + unsettled, weak, bad, shares)
    return worst if worst is best else Outcome.UNDETERMINED


def _by_share(good: int, weak: int, bad: int, shares: tuple[int, int] | None) -> Outcome:
    if shares is None:
        return Outcome.FAIL if bad else Outcome.WEAK if weak else Outcome.PASS
    total, (passes, weakly) = good + weak + bad, shares
    if good * 100 >= passes * total:
        return Outcome.PASS
    return Outcome.WEAK if (good + weak) * 100 >= weakly * total else Outcome.FAIL


def _message(rule: Rule, tally: _Tally) -> Text:
    counts = tally.counts
    good = counts[Outcome.PASS]
    judged = good + counts[Outcome.WEAK] + counts[Outcome.FAIL]
    if not judged and not tally.names:
        return Text("Записей, к которым относится правило, нет.", "There is no record that the rule concerns.")
    share = f" ({100 * good // judged} %)" if judged else ""
    ru = [f"В порядке {good} из {judged}{share}: {rule.subject_matter.ru}."]
    en = [f"In order: {good} of {judged}{share}: {rule.subject_matter.en}."]
    if rule.shares is not None:
        ru.append(f"Порог: {rule.shares[0]} %, неполно от {rule.shares[1]} %.")
        en.append(f"The threshold is {rule.shares[0]} %, in part from {rule.shares[1]} %.")
    if counts[Outcome.UNDETERMINED]:
        ru.append(f"Не удалось решить: {counts[Outcome.UNDETERMINED]}.")
        en.append(f"Could not be settled: {counts[Outcome.UNDETERMINED]}.")
    for name, held in ((_BY_PERSON, tally.people), (_BY_CLIENT, tally.clients)):
        shares = _shares(held)
        if shares:
            ru.append(f"{name.ru}, в порядке из всех: {shares}.")
            en.append(f"{name.en}, in order of all: {shares}.")
    if tally.names:
        listed = "; ".join(dict.fromkeys(tally.names[:_MOST_PLACES]))
        more = len(tally.names) - _MOST_PLACES
        ru.append(f"Не в порядке: {listed}" + (f" и ещё {more}." if more > 0 else "."))
        en.append(f"Not in order: {listed}" + (f" and {more} more." if more > 0 else "."))
    return Text(" ".join(ru), " ".join(en))
