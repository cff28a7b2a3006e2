"""A document as the matter needs it: who, when, which contract, which amounts and annexes it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from auditor.facts.records.speech import amounts_in
from auditor.model.fact import DocumentFacts, ValueFact
from auditor.model.profile import Span
from auditor.model.record import Paper, Saying, Who

_OPENING = 3000
_MOST = 60
_MOST_SAYINGS = 400
_NUMBER = re.compile(
    r"(?:договор\w*|контракт\w*|соглашени\w*|agreement|contract|к|to)\s*(?:№|no\.?|n\.?|#)?\s*"
    r"(?P<number>[A-Za-zА-ЯЁа-яё0-9]{0,8}[-/]?\d[\w/-]{0,20})",
    re.IGNORECASE,
)
_END = re.compile(r"\b(?:по|до|until|to|through|ending|till)\b[^\n.;]{0,20}$", re.IGNORECASE)


def paper_of(facts: DocumentFacts) -> Paper:
    """Return what the matter must know of a document."""
    profile, text = facts.profile, facts.document.text
    dates = [value for value in facts.values if value.kind == "date" and len(value.detail or "") == 10]
    begins, ends = _term(facts, dates)
    return Paper(
        kind=profile.kind,
        title=profile.title or "",
        number=profile.number,
        amends=profile.amends,
        date=profile.date,
        regime=profile.regime.value,
        parties=tuple(Who(party.name, party.inn, party.side, party.nature) for party in profile.parties),
        begins=begins,
        ends=ends,
        numbers=tuple(dict.fromkeys(_numbers(text[: 4 * _OPENING])))[:_MOST],
        inns=tuple(dict.fromkeys(_texts(facts, "inn")))[:_MOST],
        mails=tuple(dict.fromkeys(_texts(facts, "email")))[:_MOST],
        dates=tuple(dict.fromkeys(value.detail or "" for value in dates))[:_MOST],
        amounts=amounts_of(facts)[: 2 * _MOST],
        annexes=tuple(_annexes(facts)),
        opening=text[:_OPENING],
        topics=tuple(facts.mentions),
        says=tuple(_sayings(facts)),
    )


def _term(facts: DocumentFacts, dates: list[ValueFact]) -> tuple[str | None, str | None]:
    """Return the first and the last day of a contract's term, where days tell it."""
    told = [mention.sentence for topic in _TERM_TOPICS for mention in facts.mentions.get(topic, ())]
    within = [value for value in dates if value.sentence in set(told)]
    last = [value for value in within if _END.search(facts.document.text[max(0, value.span[0] - 40) : value.span[0]])]
    days = sorted(value.detail or "" for value in within)
    ends = max((value.detail or "" for value in last), default=None)
    return (days[0] if len(days) > 1 else None), ends


_TERM_TOPICS = ("term-end", "term-validity", "term-start")
"""Topics of the lexicon that speak of how long a contract lasts."""


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        yield found["number"].strip("-/_")


def _texts(facts: DocumentFacts, kind: str) -> Iterable[str]:
    for value in facts.values:
        if value.kind == kind:
            start, end = value.span
            yield (
                value.detail
                if kind == "inn" and value.detail and value.detail.isdigit()
                else _own(facts, start, end, kind)
            )


def _own(facts: DocumentFacts, start: int, end: int, kind: str) -> str:
    words = facts.document.text[start:end]
    return re.sub(r"\D", "", words) if kind == "inn" else words


def amounts_of(facts: DocumentFacts) -> tuple[str, ...]:
    """Return the sums and percentages of a document, levelled."""
    told = []
    for value in facts.values:
        if value.kind == "money" and value.number is not None:
            told.append(f"{value.number.normalize():f} {value.unit or ''}".strip())
        elif value.kind == "percent" and value.number is not None:
            told.append(f"{value.number.normalize():f} %")
    return tuple(dict.fromkeys(told))


def _annexes(facts: DocumentFacts) -> Iterator[tuple[str, Span]]:
    """Yield every annex that the text refers to and that the file does not hold, once, with the place."""
    seen: set[str] = set()
    for defect in facts.defects.get("cross_reference", ()):
        if defect.span is None:
            continue
        found = _ANNEX.search(facts.document.text, *defect.span)
        if found and (label := found["label"].lower()) not in seen:
            seen.add(label)
            yield label, defect.span


_ANNEX = re.compile(
    r"(?:приложени\w+|annex(?:es)?|appendix|schedule|exhibit|attachment)\s*(?:№|no\.?|n\.?|#)?\s*(?P<label>\d{1,3}|[A-ZА-Я]\b)",
    re.IGNORECASE,
)


def _sayings(facts: DocumentFacts) -> Iterator[Saying]:
    """Yield the sentences of a paper that state an amount or a day: what a promise may be compared with."""
    by_sentence: dict[int, list[ValueFact]] = defaultdict(list)
    for value in facts.values:
        if value.sentence >= 0 and value.kind in {"money", "percent", "date"}:
            by_sentence[value.sentence].append(value)
    for number, values in sorted(by_sentence.items())[:_MOST_SAYINGS]:
        sentence = facts.outline.sentences[number]
        start, end = sentence.span
        text = facts.document.text[start:end]
        dates = tuple(value.detail or "" for value in values if value.kind == "date" and len(value.detail or "") == 10)
        yield Saying("states", text[:300], sentence.span, dates, _amounts(values, text))


def _amounts(values: list[ValueFact], text: str) -> tuple[str, ...]:
    levelled = amounts_in(text, ())
    told = [
        f"{value.number.normalize():f} {'%' if value.kind == 'percent' else value.unit or ''}".strip()
        for value in values
        if value.number is not None and value.kind != "date"
    ]
    return tuple(dict.fromkeys([*told, *levelled]))
