"""Matters: what a client's contract, annexes, amendments, acts and letters tell when they are laid side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.model.case import CaseFile, Told
from auditor.model.finding import Absence, Evidence, Nearest, Subject, SubjectKind
from auditor.model.judged import Judged
from auditor.model.record import Paper
from auditor.model.text import Text
from auditor.portfolio.annexes import annexes_beside
from auditor.portfolio.cases.events import Event, Events, stems_in
from auditor.portfolio.clients import Client, level_number
from auditor.portfolio.folder import Folder

_PERFORMED = frozenset({"act", "invoice", "letter", "entry", "note"})
_RENEWS = frozenset({"extension-auto"})
"""Topics of the lexicon that say that a contract goes on by itself."""
_FROM = re.compile(r"(?:с|from|as of|effective)\s+\S{0,3}$", re.IGNORECASE)


def matter_cases(folder: Folder, events: Events) -> Iterator[CaseFile]:
    """Yield a case for every contract with what belongs to it."""
    for result, paper in folder.papers("contract"):
        tie = folder.ties.get(result.input.path)
        if tie is None or result.subject is None:
            continue
        subject = Subject(
            SubjectKind.MATTER, f"matter:{result.input.path}", result.input.path,
            result.subject.label, result.subject.matter, result.subject.consumer,
        )  # fmt: skip
        own = [entry for entry in folder.supplements(result) if entry.paper is not None]
        told = {
            "annexes": _annexes(folder, result, paper, own),
            "performed_after_end": _performed(paper, own, tie.client, events),
            "amendments": _amendments(paper, own),
        }
        yield CaseFile(subject, (), told)


def _annexes(folder: Folder, result: Judged, paper: Paper, own: Sequence[Judged]) -> Told:
    """Return whether the annexes that the contract names, and does not hold, lie beside it."""
    if not paper.annexes:
        return Told("none_named")
    beside = annexes_beside(folder, result)
    missing = [label for label, file in beside.items() if file is None]
    found = [file.input.path for file in beside.values() if file is not None]
    evidence = tuple(
        _reference(result, span, label) for label, span in paper.annexes if not missing or label in missing
    )
    if not missing:
        text = Text(f"Найдены: {'; '.join(found)}.", f"Found: {'; '.join(found)}.")
        return Told("present", text, evidence)
    named = ", ".join(f"№ {label}" for label in missing)
    nearest = tuple(Nearest(entry.input.path, _OTHER) for entry in own[:3])
    absence = Absence(None, (), (Text(f"приложение {named}", f"annex {named}"),), nearest, len(folder.judged))
    text = Text(f"Не найдено: приложение {named}.", f"Not found: annex {named}.")
    return Told("missing", text, evidence, absence)


_OTHER = Text("другой документ этого договора", "another document of this contract")


def _reference(result: Judged, span: tuple[int, int], label: str) -> Evidence:
    paper = result.paper
    quote = paper.reference(label) if paper else label
    return Evidence(result.input.path, quote or label, start=span[0], end=span[1])


def _performed(paper: Paper, own: Sequence[Judged], client: Client, events: Events) -> Told:
    """Return whether anything was done under the contract after its last day, as amended."""
    if paper.ends is None:
        return Told("no_end")
    amended = [day for entry in own if entry.paper and entry.paper.kind == "amendment" for day in entry.paper.dates]
    end = max([paper.ends, *amended])  # whatever later day an amendment names may prolong the contract
    as_of = events.folder.as_of.isoformat()
    if len(client.contracts) > 1 or end >= as_of:
        return Told("no", Text(f"Срок до {end}.", f"It lasts until {end}."))
    after = [event for event in events.by_client[client.id] if event.kind in _PERFORMED and end < event.day <= as_of]
    after += list(_acts_after(events.folder, client, end, as_of))
    if not after:
        return Told(
            "no",
            Text(f"Срок окончился {end}, исполнения после него нет.", f"It ended on {end}; nothing was done after."),
        )
    evidence = tuple(event.evidence for event in after[:5] if event.evidence)
    text = Text(
        f"Срок окончился {end}, а после него документов и записей: {len(after)}.",
        f"It ended on {end}; papers and records after that: {len(after)}.",
    )
    if _RENEWS & set(paper.topics):
        return Told("renewable", text, evidence)
    return Told("yes" if any(event.kind in {"act", "invoice"} for event in after) else "talks", text, evidence)


def _acts_after(folder: Folder, client: Client, end: str, as_of: str) -> Iterator[Event]:
    for result, paper in folder.papers("invoice"):
        tie = folder.ties.get(result.input.path)
        if tie is not None and tie.client is client and paper.date and end < paper.date <= as_of:
            yield Event(
                result, "invoice", paper.date, ours=True, client=client, says=(), text=paper.title,
                evidence=Evidence(result.input.path, paper.title or paper.opening[:100]),
            )  # fmt: skip


def _amendments(contract: Paper, own: Sequence[Judged]) -> Told:
    """Return whether the amendments of a contract form a clean chain."""
    amendments = [(entry, entry.paper) for entry in own if entry.paper and entry.paper.kind == "amendment"]
    if not amendments:
        return Told("none")
    undated = [entry.input.path for entry, paper in amendments if not paper.date]
    evidence = tuple(Evidence(entry.input.path, paper.title or paper.opening[:120]) for entry, paper in amendments)
    conflict = _stray(contract, amendments) or _conflict(amendments)
    if conflict is not None:
        return Told("conflict", conflict, evidence)
    if undated:
        text = Text(f"Без даты: {'; '.join(undated)}.", f"Undated: {'; '.join(undated)}.")
        return Told("undated", text, evidence)
    ordered = sorted(paper.date or "" for _, paper in amendments)
    text = Text(
        f"Соглашений: {len(ordered)}, последнее от {ordered[-1]}.",
        f"Amendments: {len(ordered)}, the last of {ordered[-1]}.",
    )
    return Told("clean", text, evidence)


def _stray(contract: Paper, amendments: Sequence[tuple[Judged, Paper]]) -> Text | None:
    """Return that an amendment names a contract of another number, which the folder does not hold; None for none."""
    own = level_number(contract.number or "")
    for entry, paper in amendments:
        named = level_number(paper.amends or "")
        if own and named and own not in named and named not in own:
            return Text(
                f"Соглашение относится к договору № {paper.amends}, которого в папке нет: {entry.input.path}.",
                f"An amendment is to contract No. {paper.amends}, which the folder does not hold: {entry.input.path}.",
            )
    return None


def _conflict(amendments: Sequence[tuple[Judged, Paper]]) -> Text | None:
    """Return what is wrong with a chain: two amendments of one day with other amounts, or a number left out."""
    by_day: dict[str, tuple[Judged, Paper]] = {}
    for entry, paper in amendments:
        first = by_day.get(paper.date or "")
        if paper.date and first is not None and first[1].amounts and paper.amounts:
            mine, theirs = _sums(paper), _sums(first[1])
            if mine and theirs and not mine & theirs:
                return Text(
                    f"Два соглашения от {paper.date} называют разные суммы: {first[0].input.path}; {entry.input.path}.",
                    f"Two amendments of {paper.date} give different sums: {first[0].input.path}; {entry.input.path}.",
                )
        if paper.date and first is not None and (apart := _other_days(first[1], paper)):
            return Text(
                f"Два соглашения от {paper.date} называют разные дни для одного и того же - {apart}: "
                f"{first[0].input.path}; {entry.input.path}.",
                f"Two amendments of {paper.date} give different days for the same thing - {apart}: "
                f"{first[0].input.path}; {entry.input.path}.",
            )
        by_day[paper.date or ""] = (entry, paper)
    numbers = sorted(int(number) for _, paper in amendments if (number := level_number(paper.own_number)).isdigit())
    gaps = (
        [number for number in range(1, numbers[-1]) if number not in numbers] if numbers and numbers[-1] < _MOST else []
    )
    if gaps:
        listed = ", ".join(map(str, gaps))
        return Text(f"В цепочке нет соглашения № {listed}.", f"Amendment No. {listed} is missing from the chain.")
    return None


_MOST = 50
_DAY = re.compile(r"\b\d{1,2}(?:[./-]\d{1,2}[./-]| \w+ )\d{4}\b|\b\w+ \d{1,2}, \d{4}\b|\b\d{4}-\d\d-\d\d\b")
"""A day with its year: «2.1» is the number of a clause."""
_SAME_WORDS, _FEWEST_SAME = 0.6, 3
"""Share of the telling words, and their number, by which two sentences speak of the same thing."""


def _other_days(first: Paper, second: Paper) -> str:
    """Return the other days that two papers set in sentences on the same thing; empty where they do not."""
    theirs = [(saying.dates, *_thing(saying.quote)) for saying in second.says if saying.dates]
    for saying in first.says:
        words, numbers = _thing(saying.quote)
        for dates, others, figures in theirs if saying.dates and len(words) >= _FEWEST_SAME else ():
            same = len(words & others)
            is_same = same >= max(_FEWEST_SAME, _SAME_WORDS * max(len(words), len(others))) and numbers == figures
            mine, yours = set(saying.dates) - {first.date}, set(dates) - {second.date}
            if is_same and mine - yours and yours - mine:  # both may name the day that they replace
                return f"{min(mine - yours)}, {min(yours - mine)}"
    return ""


def _thing(text: str) -> tuple[frozenset[str], set[str]]:
    """Return the stems of the telling words of a sentence, and its figures, without its days."""
    rest = _DAY.sub(" ", text.lower())
    ordinals = {word[:4] for word in re.findall(r"[^\W\d_]{4,}", rest) if _ORDINAL.match(word)}
    return stems_in(rest), {*re.findall(r"\d+", rest), *ordinals}


_ORDINAL = re.compile(
    r"перв[ыоа]|втор[оа]|трет[ьи]|четверт|пят[ыоа][йгм]|шест[оа]|седьм|восьм|девят|десят"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)
"""Numbers in words: «по второму кварталу»."""


def _sums(paper: Paper) -> set[str]:
    return {amount for amount in paper.amounts if not amount.endswith("%")}
