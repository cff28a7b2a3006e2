"""Which waivers hold: each is held against the findings of this audit, and one that does not fit says why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from auditor.model.brief import OPEN, Told
from auditor.model.finding import Finding, Outcome
from auditor.model.text import Text
from auditor.model.waiver import LapsedWaiver, Waiver, WaiverBook
from auditor.waiving.file import Entry, WaiverFile

_GRAVITY = {"weak": 1, "undetermined": 1, "error": 1, "fail": 2}
_WHY = {
    "date": Text("Дата «{value}» не читается.", "The date «{value}» cannot be read."),
    "expired": Text("Срок истёк {value}.", "It expired on {value}."),
    "early": Text("Действует только с {value}.", "It holds from {value} only."),
    "approver": Text(
        "Согласовал тот же, кто просил: {value}.", "The one who asked is the one who granted it: {value}."
    ),
    "unwaivable": Text("Правило {value} не допускает исключений.", "The rule {value} admits no waiver."),
    "changed": Text("Слова договора с тех пор изменились.", "The words of the contract have changed since."),
    "worse": Text(
        "Было «{value}», стало хуже: решение принимали о другом.", "It was «{value}» and got worse: another thing."
    ),
    "unused": Text("Нарушения больше нет: запись можно убрать.", "The finding is there no more: it can be removed."),
    "unknown": Text("Такой находки в этой проверке нет.", "This audit has no such finding."),
    "ambiguous": Text(
        "Подходит к {value} находкам сразу: не ясно, к какой дано.", "It fits {value} findings: unclear which is meant."
    ),
    "twice": Text("Эта находка уже принята другой записью.", "Another entry accepts this finding already."),
    "ceiling": Text(
        "Больше {value} исключений сразу не допускается.", "No more than {value} waivers may hold at a time."
    ),
}


@dataclass
class Bystanders:
    """What of an audit the waivers are held against, collected in one walk over the findings."""

    wanted: Collection[str]
    """The rules that waivers are for."""
    exact: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    """By fingerprint."""
    places: dict[tuple[str, str], list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    """By rule and matter."""

    def take(self, findings: Iterable[Told]) -> None:
        """Look at some findings."""
        for subject, rows, _ in findings:
            for rule, kept in rows:
                if rule in self.wanted:
                    self.places[rule, subject.matter].append(kept.outcome)
                    if kept.outcome in OPEN:
                        self.exact[kept.fingerprint(subject.matter, rule)].append(kept.outcome)


def rules_of(file: WaiverFile) -> frozenset[str]:
    """Return the rules that the waivers of a file are for."""
    return frozenset(entry.waiver.rule for entry in file.entries if entry.waiver)


def resolve(file: WaiverFile, seen: Bystanders, as_of: str, unwaivable: Collection[str]) -> WaiverBook:
    """Return which waivers hold on a day and which do not, and why."""
    active: list[Waiver] = []
    lapsed = [entry.fault for entry in file.entries if entry.fault]
    for entry in sorted((e for e in file.entries if e.waiver), key=_by_day):
        waiver = entry.waiver
        if waiver is None:
            continue
        fault = _fault(entry, waiver, seen, as_of, unwaivable) or _beyond(waiver, active, file.at_most)
        if fault is None:
            active.append(waiver)
        else:
            lapsed.append(lapse(waiver, *fault))
    return WaiverBook(file.sha256, tuple(active), tuple(sorted(lapsed, key=lambda one: (one.rule, one.finding))))


def _by_day(entry: Entry) -> tuple[str, str]:
    """Order entries by the day they were given: a ceiling is reached by the latest."""
    return (entry.waiver.given, entry.waiver.finding) if entry.waiver else ("", "")


def lapse(waiver: Waiver, code: str, value: str = "") -> LapsedWaiver:
    """Return a waiver as one that does not hold."""
    return LapsedWaiver(
        waiver.finding, waiver.rule, waiver.document, code, _WHY[code].format(value=value), waiver.place
    )


def signing_fault(waiver: Waiver, as_of: str, unwaivable: Collection[str]) -> tuple[str, str] | None:
    """Return what is wrong with a waiver as it was signed, whatever the findings are; None when nothing is."""
    for day in (waiver.given, waiver.until):
        if not _is_day(day):
            return "date", day
    if _person(waiver.author) == _person(waiver.approver):
        return "approver", waiver.approver
    if waiver.rule in unwaivable:
        return "unwaivable", waiver.rule
    if waiver.given > as_of:
        return "early", waiver.given
    return ("expired", waiver.until) if waiver.until < as_of else None


def _fault(
    entry: Entry, waiver: Waiver, seen: Bystanders, as_of: str, unwaivable: Collection[str]
) -> tuple[str, str] | None:
    fault = signing_fault(waiver, as_of, unwaivable)
    if fault is not None:
        return fault
    found = seen.exact.get(waiver.finding, [])
    if not found:
        there = seen.places.get((waiver.rule, waiver.matter))
        if there is None:
            return "unknown", ""
        return ("changed" if any(outcome in OPEN for outcome in there) else "unused"), ""
    if len(found) > 1:
        return "ambiguous", str(len(found))
    worse = _GRAVITY[found[0].value] > _GRAVITY.get(entry.outcome, 0)
    return ("worse", entry.outcome) if worse else None


def _beyond(waiver: Waiver, active: Sequence[Waiver], at_most: int) -> tuple[str, str] | None:
    if any(other.finding == waiver.finding for other in active):
        return "twice", ""
    return ("ceiling", str(at_most)) if len(active) >= at_most else None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _person(name: str) -> str:
    return "".join(c for c in name.casefold().replace("ё", "е") if c.isalnum())


def waived(finding: Finding, waivers: Mapping[str, Waiver]) -> Finding:
    """Return a finding with the waiver that holds for it; its outcome stays what it was."""
    waiver = waivers.get(finding.fingerprint) if finding.outcome in OPEN else None
    return finding if waiver is None else replace(finding, waiver=waiver)
