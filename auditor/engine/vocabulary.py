"""What each word of the vocabulary asks the facts; one function a word, one table.

An answer is yes, no or unknown. "Unknown" is said where the part of the document that could tell was not read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from auditor.engine.interface import State
from auditor.engine.spans import day_after, days_of_period, days_of_span, limit_before
from auditor.model.fact import Defect, DocumentFacts, Mention, ValueFact
from auditor.model.finding import Evidence
from auditor.model.profile import Regime, Span
from auditor.model.rule import Leaf
from auditor.model.text import Text


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage an answer rests on, with what it shows."""

    span: Span
    about: Text | None = None
    words: Span | None = None
    """The recognised words inside the passage."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the facts to one condition."""

    state: State
    passages: Iterable[Passage] = ()
    topics: tuple[str, ...] = ()
    """Topics that were searched for."""
    defects: tuple[Defect, ...] = ()
    """Defects of the document that were found, the gravest first."""


Question = Callable[[Leaf, DocumentFacts, "Titles"], Answer]
Titles = dict[str, Text]
"""The titles of the topics of the lexicon, by id."""


def ask(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    """Return what the facts answer to a condition."""
    return QUESTIONS[leaf.word](leaf, facts, titles)


def _values(leaf: Leaf, name: str) -> tuple[str, ...]:
    value = leaf.get(name, ())
    return value if isinstance(value, tuple) else ()


def _number(leaf: Leaf, name: str, default: int = 1) -> int:
    values = _values(leaf, name)
    return int(values[0]) if values else default


def _state(facts: DocumentFacts, *, found: bool) -> State:
    """Return yes when found; otherwise no, unless a part was not read."""
    return "yes" if found else "no" if facts.complete else "unknown"


def _mentions(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    topics = _values(leaf, "mentions")
    found = _mentions_of(topics, facts)
    if found:
        found = _in_its_place(found, leaf, facts)
    enough = len({mention.sentence for mention in found}) >= _number(leaf, "at_least")
    return Answer(_state(facts, found=enough), _Mentioned(found, facts, titles), topics)


@dataclass(frozen=True, slots=True)
class _Mentioned:
    """Passages that state a topic, put in order only for an answer that is shown: most are not."""

    found: Sequence[Mention]
    facts: DocumentFacts
    titles: Titles

    def __iter__(self) -> Iterator[Passage]:
        """Yield the passages, those that state their topic best first."""
        for mention in sorted(self.found, key=lambda mention: (*_remoteness(mention, self.facts), mention.span)):
            yield Passage(mention.span, self.titles.get(mention.topic), mention.words)


def _mentions_of(topics: Iterable[str], facts: DocumentFacts) -> list[Mention]:
    return [mention for topic in topics for mention in facts.mentions.get(topic, ())]


def _in_its_place(found: list[Mention], leaf: Leaf, facts: DocumentFacts) -> list[Mention]:
    """Return those mentions that stand near what a condition wants beside them, and not near what it refuses."""
    near, refused = _values(leaf, "near"), _mentions_of(_values(leaf, "not_near"), facts)
    within = (_values(leaf, "within") or ("section",))[0]
    if near:
        found = _standing_with(found, _mentions_of(near, facts), within)
    if refused:
        kept = {id(mention) for mention in _standing_with(found, refused, within)}
        found = [mention for mention in found if id(mention) not in kept]
    return found


def _remoteness(mention: Mention, facts: DocumentFacts) -> tuple[bool, bool]:
    """Return how far a passage is from stating its topic: a bare heading last, a section announcing it first."""
    sections = facts.outline.sections
    heading = sections[mention.section].heading if 0 <= mention.section < len(sections) else ""
    words = facts.document.text[mention.span[0] : mention.span[1]].strip()
    return bool(heading) and words.endswith(heading), mention.section not in facts.headings.get(mention.topic, ())


_PLACES: dict[str, Callable[[Mention], int]] = {
    "sentence": lambda mention: mention.sentence,
    "clause": lambda mention: mention.clause,
    "section": lambda mention: mention.section,
    "document": lambda mention: 0,
}


def _standing_with(mentions: Iterable[Mention], others: Iterable[Mention], within: str) -> list[Mention]:
    place = _PLACES[within]
    places = {place(other) for other in others}
    return [mention for mention in mentions if place(mention) in places]


def _heading(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    topics = _values(leaf, "heading")
    sections = sorted({section for topic in topics for section in facts.headings.get(topic, ())})
    passages = tuple(_opening(facts, section) for section in sections)
    return Answer(_state(facts, found=bool(sections)), passages, topics)


OPENING = 400
"""Characters at the beginning of a document in which it says what it is: its number, place and title."""


def _opens_with(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    """Answer whether a document begins with a topic: whether it is about it, and does not only name it."""
    topics = _values(leaf, "opens_with")
    found = [mention for topic in topics for mention in facts.mentions.get(topic, ()) if mention.words[0] < OPENING]
    passages = tuple(Passage(m.span, titles.get(m.topic), m.words) for m in sorted(found, key=lambda m: m.span))
    return Answer("yes" if found else "no", passages, topics)


def _opening(facts: DocumentFacts, section: int) -> Passage:
    """Return the heading of a section as a passage."""
    start, end = facts.outline.sections[section].span
    line = facts.document.text.find("\n", start, end)
    return Passage((start, line if line > start else end))


def _regime(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    regime = facts.profile.regime
    signs = tuple(Passage(sign.span, sign.shows) for sign in facts.profile.regime_signs)
    if regime.value in _values(leaf, "regime"):
        return Answer("yes", signs)
    return Answer("unknown" if regime is Regime.UNKNOWN else "no", signs)


def _language(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    language = facts.profile.language
    if language == "unknown":
        return Answer("unknown")
    spoken = {"ru", "en"} if language == "mixed" else {language}
    return Answer("yes" if spoken & set(_values(leaf, "language")) else "no")


def _kind(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    return Answer("yes" if facts.profile.kind in _values(leaf, "kind") else "no")


def _sector(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    return Answer("yes" if set(facts.profile.sectors) & set(_values(leaf, "sector")) else "no")


def _party(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    """Answer whether a party on a side is known, and of a nature where one is asked for."""
    sides, natures = _values(leaf, "party"), _values(leaf, "nature")
    parties = [party for party in facts.profile.parties if "any" in sides or party.side in sides]
    passages = tuple(Passage(party.span) for party in parties if party.span)
    if natures and parties and all(party.nature is None for party in parties):
        return Answer("unknown", passages)
    found = [party for party in parties if not natures or party.nature in natures]
    return Answer("yes" if found else "no", passages)


def _value(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    details = _values(leaf, "detail")
    found = [
        value
        for value in facts.values
        if value.kind in _values(leaf, "value") and (not details or (value.detail or "") in details)
    ]
    enough = len(found) >= _number(leaf, "at_least")
    return Answer(
        _state(facts, found=enough), tuple(Passage(_around(facts, value.span, value.sentence)) for value in found)
    )


def _around(facts: DocumentFacts, span: Span, sentence: int) -> Span:
    """Return the sentence around a value, or the value itself where it stands in none."""
    return facts.outline.sentences[sentence].span if sentence >= 0 else span


_GRAVEST = ("fail", "unknown", "weak")
"""Grades of defects from the gravest; what the file cannot tell may be grave."""
_TOLD_BY_THE_FILE = frozenset({"unread", "tracked_changes"})
"""Defects that are seen in the file itself, whatever part of its text was not read."""


def _defect(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    """Answer whether a defect was found; with a grade, whether the gravest one has it, and ``none`` when there is none.

    Where nothing was found and a part was not read, the answer is unknown. The passages are those of all defects
    found, whatever the answer is: they show why a rule that asks for ``none`` does not hold.
    """
    kinds = _values(leaf, "defect")
    found = [defect for kind in kinds for defect in facts.defects.get(kind, ())]
    ordered = tuple(sorted(found, key=lambda defect: _GRAVEST.index(defect.grade)))
    passages = tuple(passage for defect in ordered for passage in _places_of(defect))
    blind = not ordered and not facts.complete and not set(kinds) <= _TOLD_BY_THE_FILE
    worst = ordered[0].grade if ordered else "none"
    wanted = _values(leaf, "grade")
    if blind or (not wanted and worst == "unknown"):
        return Answer("unknown", passages, defects=ordered)
    holds = worst in wanted if wanted else bool(ordered)
    return Answer("yes" if holds else "no", passages, defects=ordered)


_SAME = Text("другое место того же", "another place of the same")


def _places_of(defect: Defect) -> Iterable[Passage]:
    """Return the passages of a defect; none for one that is of the whole document."""
    if defect.span is not None:
        yield Passage(defect.span, defect.message)
        yield from (Passage(span, _SAME) for span in defect.also)


def _russian_law(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    known = facts.profile.russian_law
    if known is None:
        return Answer("unknown")
    return Answer("yes" if known == (_values(leaf, "russian_law") == ("yes",)) else "no")


def _dated(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    """Answer whether the contract is dated on or after a day."""
    day = facts.profile.date
    if day is None:
        return Answer("unknown")
    return Answer("yes" if day >= _values(leaf, "dated")[0] else "no")


def _stated(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    """Answer whether the document tells its number, its date or its title."""
    profile = facts.profile
    told = {"number": profile.number, "date": profile.date, "title": profile.title}
    return Answer(_state(facts, found=any(told[name] for name in _values(leaf, "stated"))))


def _older_than(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    """Answer whether the newest date of the document lies further back than a span, or before a day.

    The dates are the contract's own and those that stand with the topics named by ``in``.
    """
    topics = _values(leaf, "in")
    dates = [*_dates_with(topics, facts), *_own_date(facts)]
    if not dates or facts.as_of is None:
        return Answer("unknown", topics=topics)
    newest = max(dates, key=lambda value: value.detail or "")
    limit = limit_before(date.fromisoformat(facts.as_of), _values(leaf, "older_than")[0]).isoformat()
    passage = Passage(_around(facts, newest.span, newest.sentence))
    return Answer("yes" if (newest.detail or "") < limit <= facts.as_of else "no", (passage,), topics)


def _expired(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    """Answer whether the last day that a topic tells is past; where it tells none, nothing is past.

    A day is told by a date, or by a period that is counted from the contract's own date.
    """
    days = _days_told(_values(leaf, "expired"), facts)
    if not days:
        return Answer(_state(facts, found=False))
    if facts.as_of is None:
        return Answer("unknown")
    last, value = max(days, key=lambda day: day[0])
    passage = Passage(_around(facts, value.span, value.sentence))
    return Answer("yes" if last < facts.as_of else "no", (passage,))


def _days_told(topics: Iterable[str], facts: DocumentFacts) -> list[tuple[str, ValueFact]]:
    """Return the days that topics tell, each with its value: dates, and ends of periods from the contract's date."""
    told, start = _values_with(topics, facts), facts.profile.date
    days = [(value.detail or "", value) for value in told if _is_full_date(value)]
    periods = [value for value in told if value.kind == "period" and value.number and start]
    return days + [(day_after(start or "", value.number or Decimal(0), value.unit or ""), value) for value in periods]


def _longer_than(leaf: Leaf, facts: DocumentFacts, titles: Titles) -> Answer:
    """Answer whether a period, or the time from the contract's date to a date, is longer than a span.

    Only what stands with the topics named by ``in`` is measured.
    """
    topics = _values(leaf, "in")
    limit = days_of_span(_values(leaf, "longer_than")[0])
    periods = [value for value in _values_with(topics, facts) if value.kind == "period" and value.number is not None]
    found = [value for value in periods if days_of_period(value.number or 0, value.unit or "") > limit]
    start = facts.profile.date
    if start is not None:
        begins = date.fromisoformat(start)
        dates = _dates_with(topics, facts)
        found += [value for value in dates if (date.fromisoformat(value.detail or "") - begins).days > limit]
    passages = tuple(Passage(_around(facts, value.span, value.sentence)) for value in found)
    return Answer(_state(facts, found=bool(found)), passages, topics)


def _values_with(topics: Iterable[str], facts: DocumentFacts) -> list[ValueFact]:
    """Return the values in the sentences where one of some topics stands."""
    sentences = {mention.sentence for topic in topics for mention in facts.mentions.get(topic, ())}
    return [value for value in facts.values if value.sentence in sentences]


def _dates_with(topics: Iterable[str], facts: DocumentFacts) -> list[ValueFact]:
    return [value for value in _values_with(topics, facts) if _is_full_date(value)]


def _own_date(facts: DocumentFacts) -> list[ValueFact]:
    """Return the contract's own date where it first stands."""
    return [value for value in facts.values if _is_full_date(value) and value.detail == facts.profile.date][:1]


def _is_full_date(value: ValueFact) -> bool:
    return value.kind == "date" and len(value.detail or "") == len("2026-03-01")


QUESTIONS: dict[str, Question] = {
    "mentions": _mentions,
    "heading": _heading,
    "opens_with": _opens_with,
    "regime": _regime,
    "language": _language,
    "kind": _kind,
    "sector": _sector,
    "party": _party,
    "value": _value,
    "defect": _defect,
    "russian_law": _russian_law,
    "dated": _dated,
    "stated": _stated,
    "older_than": _older_than,
    "expired": _expired,
    "longer_than": _longer_than,
}
"""Every word of the vocabulary with the function that answers it."""


def evidence_of(passage: Passage, facts: DocumentFacts) -> Evidence:
    """Return a passage as evidence: the words verbatim, with page, paragraph, clause, cell and place."""
    document, (start, end) = facts.document, passage.span
    block = _block_at(facts, start)
    location = document.blocks[block].location if document.blocks else None
    return Evidence(
        path=document.path,
        quote=document.text[start:end],
        page=location.page if location else None,
        paragraph=location.paragraph if location else None,
        clause=_clause_at(facts, start),
        cell=location.cell if location else None,
        start=start,
        end=end,
        box=location.box if location else None,
        about=passage.about,
    )


def _block_at(facts: DocumentFacts, position: int) -> int:
    return max(0, bisect_right(facts.document.starts, position) - 1)


def _clause_at(facts: DocumentFacts, position: int) -> str | None:
    """Return the number of the clause a position stands in, with its section's where the clause number is bare."""
    outline = facts.outline
    at = bisect_right(outline.starts_of_clauses, position) - 1
    return outline.clauses[at].number if at >= 0 else None
