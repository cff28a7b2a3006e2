"""A document as the matter needs it: who, when, which contract, which amounts and annexes it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypedDict

from auditor.facts.records.speech import amounts_in
from auditor.model.fact import DocumentFacts, ValueFact
from auditor.model.profile import Span
from auditor.model.record import Paper, Saying, Who

_OPENING = 3000
_ORDER = 20_000
"""Characters that are kept of an order or a list that names persons: the last one counts as much as the first."""
_NAMES_MANY = frozenset({"access-list", "access-deputy"})
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
    annexes = tuple(_annexes(facts))
    return Paper(
        kind=profile.kind,
        title=profile.title or "",
        number=profile.number or _number_in_title(profile.title or ""),
        amends=profile.amends,
        date=_own_date(facts, dates),
        regime=profile.regime.value,
        parties=tuple(Who(party.name, party.inn, party.side, party.nature) for party in profile.parties),
        begins=begins,
        ends=ends,
        numbers=tuple(dict.fromkeys(_numbers(text[: 4 * _OPENING])))[:_MOST],
        inns=tuple(dict.fromkeys(_texts(facts, "inn")))[:_MOST],
        mails=tuple(dict.fromkeys(_texts(facts, "email")))[:_MOST],
        provider_mails=tuple(_mails_of(facts, "provider")),
        client_mails=tuple(_mails_of(facts, "client")),
        dates=tuple(dict.fromkeys(value.detail or "" for value in dates))[:_MOST],
        amounts=amounts_of(facts)[: 2 * _MOST],
        price=_price(facts),
        annexes=annexes,
        references=tuple((label, text[span[0] : span[1]]) for label, span in annexes),
        own_number=_own_number(text),
        russian_law=profile.russian_law,
        **_reply_term(facts),
        opening=text[: _ORDER if _NAMES_MANY & facts.mentions.keys() else _OPENING],
        topics=tuple(facts.mentions),
        says=tuple(_sayings(facts)),
    )


_IN_TITLE = re.compile(
    r"(?<![\w/-])(?P<number>[A-ZА-ЯЁ]{1,6}-\d[\w/-]{0,15}|\d{1,4}[-/][A-ZА-ЯЁ\d][\w/-]{0,12})(?![\w/-])"
)
_SUPPLEMENTS = frozenset({"amendment", "annex", "act", "invoice"})
_OF_ANOTHER = re.compile(
    r"(?:договор\w*|контракт\w*|соглашени[юя]|agreement|contract)\b[^\n.;]{0,60}(?:\bот|\bdated|\bof)\s*[«\"]?$",
    re.IGNORECASE,
)
_HEAD = 1500


def _number_in_title(title: str) -> str | None:
    """Return the number that a title holds without a sign for numbers: «ДОГОВОР ... АБ-31/26»."""
    found = _IN_TITLE.search(title)
    return found["number"] if found else None


def _own_date(facts: DocumentFacts, dates: list[ValueFact]) -> str | None:
    """Return the document's own date: in what supplements a contract, not the day of the contract that it names."""
    if facts.profile.kind not in _SUPPLEMENTS:
        return facts.profile.date
    text = facts.document.text
    for value in dates:
        start = value.span[0]
        if start > _HEAD:
            break
        if not _OF_ANOTHER.search(text[max(0, start - 100) : start]):
            return value.detail
    return facts.profile.date


_OWN_NUMBER = re.compile(
    r"(?:соглашени\w+|приложени\w+|amendment|addendum|annex|appendix|schedule)\s*(?:№|no\.?|n\.?|number)?\s*(?P<number>\d{1,3})\b",
    re.IGNORECASE,
)


def _own_number(text: str) -> str:
    """Return the number of an amendment or annex, as its title tells."""
    found = _OWN_NUMBER.search(text[:400])
    return found["number"] if found else ""


_DAYS = {"day": 1, "week": 7, "month": 30}
_MOST_DAYS = 120
"""Days beyond which a period beside the word for claims is another thing: a guarantee, a limitation."""


_LONGEST_TERM = 300
_CLAIM = re.compile(r"претензи|рекламаци|жалоб|claim|complaint|dispute", re.IGNORECASE)


class _Reply(TypedDict, total=False):
    reply_days: int
    reply_unit: str
    reply_words: str
    reply_at: int


def _reply_term(facts: DocumentFacts) -> _Reply:
    """Return the time that a paper sets for answering a claim; nothing where it sets none, or several."""
    found: dict[tuple[int, str], Span] = {}
    for mention in facts.mentions.get("disputes-answer-term", ()):
        for value in facts.values:
            near = mention.words[0] <= value.span[0] and value.span[1] <= mention.words[1]
            unit = _DAYS.get(value.unit or "")
            if near and value.kind == "period" and value.number is not None and unit:
                kind = "working" if value.detail == "working" else "calendar" if value.detail == "calendar" else ""
                found.setdefault((int(value.number * unit), kind), mention.span)
    told = {term: span for term, span in found.items() if 0 < term[0] <= _MOST_DAYS}
    named = {term: span for term, span in told.items() if _CLAIM.search(facts.document.text, *span)}
    told = named or told
    if len(told) != 1:
        return _Reply()
    (days, kind), (start, end) = next(iter(told.items()))
    words = facts.document.text[start : min(end, start + _LONGEST_TERM)]
    return _Reply(reply_days=days, reply_unit=kind, reply_words=words, reply_at=start)


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


_ROLES = {
    "provider": ("исполнитель", "подрядчик", "provider", "contractor", "supplier", "consultant"),
    "client": ("заказчик", "клиент", "доверитель", "client", "customer"),
}


def _mails_of(facts: DocumentFacts, side: str) -> Iterator[str]:
    """Yield the mail addresses before which a side was named last, by its name or by its role."""
    names = {role: list(words) for role, words in _ROLES.items()}
    for party in facts.profile.parties:
        if party.side:
            names[party.side] += [name.lower() for name in (party.name, *party.aliases) if name]
    lowered = facts.document.text.lower()
    for value in facts.values:
        if value.kind == "email":
            start = value.span[0]
            before = lowered[max(0, start - 1000) : start]
            last = {role: max(before.rfind(name) for name in held) for role, held in names.items()}
            if last[side] > max(at for role, at in last.items() if role != side):
                yield facts.document.text[start : value.span[1]].lower()


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


_PRICES = ("price-amount",)


def _price(facts: DocumentFacts) -> str:
    """Return the largest sum in the sentences that speak of the price."""
    told = {mention.sentence for topic in _PRICES for mention in facts.mentions.get(topic, ())}
    sums = [value for value in facts.values if value.kind == "money" and value.sentence in told and value.number]
    largest = max(sums, key=lambda value: value.number or 0, default=None)
    return f"{largest.number.normalize():f} {largest.unit or ''}".strip() if largest and largest.number else ""


def _annexes(facts: DocumentFacts) -> Iterator[tuple[str, Span]]:
    """Yield every annex that the text refers to and that the file does not hold, once, with the place."""
    seen: set[str] = set()
    for defect in facts.defects.get("cross_reference", ()):
        if defect.span is None:
            continue
        named = list(_ANNEX.finditer(facts.document.text, *defect.span))
        found = next((match for match in named if match[0] in defect.message.ru), named[0] if named else None)
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
