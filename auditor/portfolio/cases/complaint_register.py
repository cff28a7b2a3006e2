"""The register of complaints as a whole: its numbers, its columns, what comes again, how content clients are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from auditor.model.case import Told
from auditor.model.finding import Absence, Evidence
from auditor.model.text import Text
from auditor.portfolio.cases.complaint_book import Complaint
from auditor.portfolio.cases.complaint_facts import folded, is_closed, justified
from auditor.portfolio.cases.complaint_terms import is_consumer
from auditor.portfolio.folder import Folder
from auditor.portfolio.names import surname_of

_NOT_ASKED = Told("not_asked")
_TAIL = re.compile(r"(\d+)\D*$")
_MOST_SHOWN = 12
WINDOW = timedelta(days=90)
"""The time within which complaints of one cause count as one group (check-list, complaint-repeated-unresolved)."""
FROM = 3
"""Complaints that make a group."""
_COLUMNS = {
    "received": (("received",), Text("дата поступления", "the day of receipt")),
    "staff": (("staff",), Text("сотрудник, о котором жалоба", "the employee concerned")),
    "handler": (("handler", "checker", "decider", "replier"), Text("ответственный", "the owner")),
    "details": (("topic", "details", "demand"), Text("суть жалобы", "the substance")),
    "due": (("due",), Text("срок ответа", "the day by which to answer")),
    "answer": (("answered", "closed"), Text("дата ответа", "the day of the answer")),
    "cause": (("cause",), Text("причина", "the cause")),
    "fault": (("fault",), Text("обоснованность", "whether it was justified")),
    "remedy": (("remedy",), Text("предложенное решение", "the remedy offered")),
    "notified": (("notified", "answered", "outgoing"), Text("уведомление клиента", "notice to the client")),
    "followup": (("followup", "score"), Text("контакт после закрытия", "the contact after closing")),
}
"""Facts of single complaints, with the columns that tell them."""
_MOOD = re.compile(
    r"недовол|раздраж|злит|злой|зла\b|возмущ|спокой|спокоен|волну|расстро|обижен|обид|агресс|гнев|негодов"
    r"|разочаров|тревож|взволн"
    r"|нейтральн|позитив|негатив|благодар|angry|upset|furious|calm|annoyed|frustrat|disappoint|worried|distress"
    r"|polite|irritat"
    r"|unhappy|dissatisf|anxious|neutral|negative|positive|hostile"
)
_WANTS = re.compile(
    r"прос(?:ит|ят)|требу|хоч(?:ет|ут)|хотел|ожида|настаива|wants?\b|asks?\b|demand|expect|request|seeks?\b|would like"
)
_PUBLIC = re.compile(
    r"отзыв|соцсет|сми\b|роспотребнадзор|прокуратур|повторн|review|social|media|regulator|ombudsman|press|repeat"
)


def columns_told(rows: Sequence[Complaint]) -> Iterator[tuple[str, Told]]:
    """Yield, for every column that the register does not have, that it cannot tell; for the others nothing is asked."""
    for fact, (columns, title) in _COLUMNS.items():
        if any(row.has(column) for row in rows for column in columns):
            yield fact, _NOT_ASKED
        else:
            told = Text(f"В реестре нет графы: {title.ru}.", f"The register has no column for {title.en}.")
            yield fact, Told("unknown", told)


def _place_and_time(rows: Sequence[Complaint]) -> Iterator[tuple[str, Told]]:
    """Yield that the register records no time of day or no place at all: then this is told once, not row by row."""
    timed = any(row.keeps_time for row in rows)
    placed = any(row.has(column) for row in rows for column in ("place", "channel"))
    if not any(row.has("received") for row in rows) or (timed and placed):
        return
    yield "received", Told("filled")
    no_time = Text("Времени суток в реестре нет.", "The register records no time of day.")
    no_place = Text("Места и способа подачи в реестре нет.", "The register records neither place nor channel.")
    yield "time", Told("filled") if timed else Told("missing", no_time)
    yield "place", Told("filled") if placed else Told("missing", no_place)


def register_facts(
    folder: Folder, rows: Sequence[Complaint], unregistered: Sequence[Complaint]
) -> Iterator[tuple[str, Told]]:
    """Yield what is told of the register as a whole."""
    yield "kind", Told("register")
    yield from columns_told(rows)
    yield from _place_and_time(rows)
    yield "register", _kept(folder, rows, unregistered)
    yield from _expectations(folder, rows)
    yield from _impact(folder, rows)
    yield from _scores(rows)
    yield from _repeated(folder, rows)
    yield "escalated", _escalation_known(rows)
    yield "mediation", Told("unknown", _NO_ESCALATION)


def no_register(claims: Sequence[Complaint]) -> Iterator[tuple[str, Told]]:
    """Yield that there is no register, where claims came in; without claims it may not have been handed over."""
    yield "kind", Told("register")
    evidence = tuple(letter.evidence for claim in claims for letter in claim.claims)
    if claims:
        told = Text(f"Претензий в папке: {len(claims)}, реестра нет.", f"Claims: {len(claims)}; there is no register.")
        yield "register", Told("none", told, evidence[:_MOST_SHOWN])
    else:
        told = Text("Ни реестра, ни претензий в папке нет.", "The folder holds neither a register nor claims.")
        yield "register", Told("unknown", told)
    yield from ((name, told) for name, told in nothing_asked() if name != "register")


def nothing_asked() -> Iterator[tuple[str, Told]]:
    """Yield every fact as one that is not asked: for a case that only one rule judges."""
    for name in ("register", "expectation", "impact", "scores", "repeated", "escalated", *_COLUMNS):
        yield name, _NOT_ASKED


def _kept(folder: Folder, rows: Sequence[Complaint], unregistered: Sequence[Complaint]) -> Told:
    """Return how the register is kept: one without gaps, several, with gaps, or with claims left out."""
    if unregistered:
        named = ", ".join(claim.name or claim.claims[0].result.input.path for claim in unregistered)
        told = Text(f"Нет в реестре: {named}.", f"Not in the register: {named}.")
        return Told("incomplete", told, tuple(letter.evidence for claim in unregistered for letter in claim.claims))
    overlapping = _overlapping(rows)
    if overlapping:
        named = ", ".join(overlapping)
        return Told("several", Text(f"Реестры за одно время: {named}.", f"Registers of the same time: {named}."))
    gaps, twice = _gaps(rows)
    if gaps or twice:
        return Told("gaps", _numbers_told(gaps, twice))
    return Told("one", Text(f"Записей: {len(rows)}.", f"Entries: {len(rows)}."), _evidence(folder, rows[:1]))


def _numbers_told(gaps: Sequence[str], twice: Sequence[str]) -> Text:
    missing = ", ".join(gaps[:_MOST_SHOWN])
    double = ", ".join(twice[:_MOST_SHOWN])
    ru = [f"Пропущены номера: {missing}." if gaps else "", f"Повторены номера: {double}." if twice else ""]
    en = [f"Numbers left out: {missing}." if gaps else "", f"Numbers given twice: {double}." if twice else ""]
    return Text(" ".join(filter(None, ru)), " ".join(filter(None, en)))


def _overlapping(rows: Sequence[Complaint]) -> list[str]:
    """Return the files of registers that cover the same time."""
    spans = {}
    for path, mine in _by_file(rows).items():
        days = [row.received for row in mine if row.received]
        if days:
            spans[path] = (min(days), max(days))
    found = [
        path
        for path, (first, last) in spans.items()
        if any(other != path and begin <= last and first <= end for other, (begin, end) in spans.items())
    ]
    return [path.rpartition("/")[2] for path in found]


def _by_file(rows: Iterable[Complaint]) -> dict[str, list[Complaint]]:
    by_file: dict[str, list[Complaint]] = defaultdict(list)
    for row in rows:
        if row.result is not None:
            by_file[row.result.input.path].append(row)
    return by_file


def _gaps(rows: Sequence[Complaint]) -> tuple[list[str], list[str]]:
    """Return the numbers left out and given twice, where the numbers run on; those of a CRM do not."""
    series: dict[str, list[int]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        number = row.text("id")
        found = _TAIL.search(number)
        if found and row.row is not None and row.result is not None:
            key = f"{row.result.input.path}|{row.row.table}|{number[: found.start()]}"
            series[key].append(int(found[1]))
            names[key].append(number)
    gaps: list[str] = []
    twice: list[str] = []
    for key, numbers in series.items():
        span = max(numbers) - min(numbers) + 1
        if len(numbers) >= 3 and span <= 1.25 * len(set(numbers)) + 1:
            left_out = sorted(set(range(min(numbers), max(numbers) + 1)) - set(numbers))
            gaps += [_TAIL.sub(f"{number:0{len(_digits(names[key][0]))}}", names[key][0]) for number in left_out]
        twice += sorted({name for name in names[key] if names[key].count(name) > 1})
    return gaps, twice


def _digits(number: str) -> str:
    found = _TAIL.search(number)
    return found[1] if found else ""


def _evidence(folder: Folder, rows: Iterable[Complaint]) -> tuple[Evidence, ...]:
    return tuple(
        folder.evidence(row.result, row.row) for row in rows if row.result is not None and row.row is not None
    )[:_MOST_SHOWN]


def _searched(ru: str, en: str) -> Absence:
    return Absence(None, (), (Text(f"графа реестра: {ru}", f"a column for {en}"),))


def _share(good: int, of: int) -> Told:
    return Told(str(100 * good // of) if of else "0")


def _expectations(folder: Folder, rows: Sequence[Complaint]) -> Iterator[tuple[str, Told]]:
    """Yield how many complaints tell what the client wants, and in what mood a person is."""
    wanted = [row for row in rows if row.text("demand") or _WANTS.search(folded(row.text("topic", "details")))]
    persons = [row for row in rows if is_consumer(folder, row)] or list(rows)
    moods = [
        row
        for row in persons
        if row.text("mood") or _MOOD.search(folded(row.text("demand", "topic", "details", "note")))
    ]
    told = Text(
        f"Ожидание записано у {len(wanted)} из {len(rows)}, настроение у {len(moods)} из {len(persons)}.",
        f"What the client wants is recorded for {len(wanted)} of {len(rows)}, the mood for {len(moods)} of "
        f"{len(persons)}.",
    )
    absence = None if wanted else _searched("чего хочет клиент", "what the client wants")
    yield "expectation", Told("recorded" if wanted else "missing", absence=absence)
    share = _share(len(wanted), len(rows))
    yield "expectation_share", replace(share, message=told, evidence=_evidence(folder, wanted[:3]))
    yield "mood_share", _share(len(moods), len(persons))


def _impact(folder: Folder, rows: Sequence[Complaint]) -> Iterator[tuple[str, Told]]:
    """Yield whether the register weighs what a complaint does to the firm's name."""
    if not any(row.has("impact") for row in rows):
        told = Text("Такой графы в реестре нет.", "The register has no such column.")
        yield "impact", Told("missing", told, absence=_searched("риск для репутации", "the risk to the firm's name"))
        yield "impact_share", Told("0")
        return
    asked = [
        row for row in rows if row.text("repeat") or _PUBLIC.search(folded(row.text("channel", "place", "details")))
    ]
    asked = asked or list(rows)
    marked = [row for row in asked if row.text("impact")]
    told = Text(f"Метка стоит у {len(marked)} из {len(asked)}.", f"Marked: {len(marked)} of {len(asked)}.")
    yield "impact", Told("recorded" if marked else "missing")
    share = _share(len(marked), len(asked))
    yield "impact_share", replace(share, message=told, evidence=_evidence(folder, marked[:3]))


_SCORE = re.compile(r"(?:оценк\w*|csat|балл\w*|score|rating|rated|nps)\D{0,12}(\d{1,3}(?:[.,]\d)?)")
_ONLY = re.compile(r"\W*(\d{1,3}(?:[.,]\d+)?)\s*(?:%|/\s*(?:5|10)|из (?:5|10)|балл\w*|of 5|out of (?:5|10))?\W*")
_CONTENT = re.compile(
    r"(?<!не )(?<!не)(?:довол|удовлетвор)|(?<!dis)(?<!un)(?<!not )(?:satisfied|happy|good|great)|^да$|^yes$"
)
_DISCONTENT = re.compile(
    r"не\s?довол|не удовлетвор|неудовлетвор|dissatisf|unhappy|unsatisf|not (?:satisf|happy)|^нет$|^no$|^bad$|poor"
)


def _scores(rows: Sequence[Complaint]) -> Iterator[tuple[str, Told]]:
    """Yield how content clients are with the solutions: the mean on a scale of five, and the share of the content."""
    numbers = [number for row in rows if (number := _score(row)) is not None]
    words = [_said_of(row) for row in rows if _score(row) is None]
    good = [text for text in words if _CONTENT.search(text) and not _DISCONTENT.search(text)]
    bad = [text for text in words if _DISCONTENT.search(text)]
    top = max(numbers, default=5)
    scale = 5 if top <= 5 else 10 if top <= 10 else 100
    content = len(good) + sum(number * 5 >= 4 * scale for number in numbers)
    total = len(numbers) + len(good) + len(bad)
    if not total:
        yield "scores", Told("unknown")
        yield "content_share", Told("unknown", Text("Оценок в реестре нет.", "The register holds no scores."))
        return
    mean = sum(numbers) / len(numbers) * 5 / scale if numbers else 0
    shown = f"{mean:.2f}"
    ru = f"Оценок: {total}, довольны {content}" + (f", в среднем {shown} из 5." if numbers else ".")
    en = f"Scores: {total}, content: {content}" + (f", {shown} of 5 on average." if numbers else ".")
    yield "scores", Told("recorded")
    yield "mean_percent", Told(str(int(mean * 20 + 1e-9)))
    yield "content_share", replace(_share(content, total), message=Text(ru, en))


def _said_of(row: Complaint) -> str:
    """Return the words that may tell how content a client is; a bare yes or no tells it only in a column for scores."""
    followup = folded(row.text("followup"))
    return folded(row.text("score")) or ("" if followup in {"да", "нет", "yes", "no"} else followup)


def _score(row: Complaint) -> float | None:
    """Return the score that a client gave; None where there is none in numbers."""
    told = folded(row.text("score"))
    found = _ONLY.fullmatch(told) or _SCORE.search(told) or _SCORE.search(folded(row.text("followup")))
    return float(found[1].replace(",", ".")) if found else None


@dataclass(frozen=True)
class Group:
    """Complaints that have the same cause, service or employee within the window, and no corrective measure."""

    name: Text
    rows: tuple[Complaint, ...]


def groups_of(rows: Sequence[Complaint]) -> list[Group]:
    """Return what comes again and again without a corrective measure."""
    found: list[Group] = []
    for column, title in (
        ("cause", Text("причина", "cause")), ("service", Text("услуга", "service")),
        ("staff", Text("сотрудник", "employee")),
    ):  # fmt: skip
        by_name: dict[str, list[Complaint]] = defaultdict(list)
        for row in rows:
            cell = row.row.cells.get(column) if row.row else None
            if cell is not None and cell.text and not cell.vague and justified(row) != "no" and row.received:
                by_name[_key(column, cell.text)].append(row)
        for key, mine in by_name.items():
            together = _within(mine)
            if key and len(together) >= FROM and not any(_has_measure(row) for row in together):
                named = together[0].text(column)
                found.append(Group(Text(f"{title.ru} «{named}»", f'{title.en} "{named}"'), tuple(together)))
    return _without_doubles(found)


def _key(column: str, words: str) -> str:
    return surname_of(words) if column == "staff" else " ".join(re.findall(r"\w+", folded(words)))


def _within(rows: Sequence[Complaint]) -> list[Complaint]:
    """Return the most complaints that lie within one window."""
    dated = sorted(((row.received, row) for row in rows if row.received), key=lambda entry: entry[0])
    best: list[Complaint] = []
    for first, _ in dated:
        held = [row for day, row in dated if first <= day <= first + WINDOW]
        best = held if len(held) > len(best) else best
    return best


def _has_measure(row: Complaint) -> bool:
    cell = row.row.cells.get("measure") if row.row else None
    return cell is not None and bool(cell.text) and not cell.vague


def _without_doubles(groups: Sequence[Group]) -> list[Group]:
    """Return the groups without those that hold the same complaints as one before."""
    seen: set[frozenset[int]] = set()
    kept = []
    for group in groups:
        mark = frozenset(map(id, group.rows))
        if mark not in seen:
            seen.add(mark)
            kept.append(group)
    return kept


def _repeated(folder: Folder, rows: Sequence[Complaint]) -> Iterator[tuple[str, Told]]:
    if not any(row.has(column) for row in rows for column in ("cause", "service", "staff")):
        told = Text("Граф причины, услуги и сотрудника нет.", "There is no column for cause, service or employee.")
        yield "repeated", Told("unknown")
        yield "repeated_groups", Told("unknown", told)
        return
    groups = groups_of(rows)
    yield "repeated", Told("yes" if groups else "no")
    evidence = tuple(entry for group in groups for entry in _evidence(folder, group.rows))
    listed = _groups_told(groups) if groups else None
    yield "repeated_groups", Told(str(len(groups)), listed, tuple(dict.fromkeys(evidence)))
    yield "repeated_most", Told(str(max((len(group.rows) for group in groups), default=0)))


def _groups_told(groups: Sequence[Group]) -> Text:
    listed = [(group, ", ".join(row.text("id") or f"{row.received}" for row in group.rows)) for group in groups]
    ru = "; ".join(f"{group.name.ru}: {len(group.rows)} за 90 дней ({numbers})" for group, numbers in listed)
    en = "; ".join(f"{group.name.en}: {len(group.rows)} in 90 days ({numbers})" for group, numbers in listed)
    return Text(f"Без корректирующей меры: {ru}.", f"Without a corrective measure: {en}.")


def _escalation_known(rows: Sequence[Complaint]) -> Told:
    """Return whether the register can tell that a complaint was escalated or turned down."""
    if any(row.has("escalation") for row in rows) or any(row.has("fault") or row.has("remedy") for row in rows):
        return _NOT_ASKED
    if not any(is_closed(row) for row in rows):
        return _NOT_ASKED
    return Told("unknown")


_NO_ESCALATION = Text("Графы о передаче в суд или выше нет.", "There is no column for escalation.")
