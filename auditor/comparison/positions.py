"""Where a contract stands on the positions of a playbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from auditor.facts.build import facts_of
from auditor.facts.topics import CompiledLexicon, compile_lexicon
from auditor.model.fact import DocumentFacts, Mention, ValueFact
from auditor.model.finding import Finding, Outcome
from auditor.model.lexicon import Lexicon, Phrase, Topic
from auditor.model.playbook import GRADES, Answer, Bound, Limits, Passage, Playbook, Position, Stand, passage_at
from auditor.model.portrait_words import PortraitWords
from auditor.model.text import Text

_DAYS = {"day": Decimal(1), "working_day": Decimal("1.4"), "week": Decimal(7), "month": Decimal(30),
         "quarter": Decimal(91), "year": Decimal(365), "hour": Decimal(1) / 24}  # fmt: skip
"""Calendar days of each unit; five working days are a week."""
_BY_OUTCOME = {
    Outcome.PASS: Stand.PREFERRED,
    Outcome.WEAK: Stand.ACCEPTABLE,
    Outcome.FAIL: Stand.UNACCEPTABLE,
    Outcome.UNDETERMINED: Stand.UNDETERMINED,
    Outcome.ERROR: Stand.UNDETERMINED,
}
_NEAR = 60
"""Characters between the words of a clause and the number that belongs to them."""
_SHOWN = 5
"""Passages that an answer quotes."""

_NUMBER = Text("«{words}»: {compared} {limit}", '"{words}": {compared} {limit}')
_WITHIN = Text("в пределах", "within")
_BEYOND = Text("за пределами", "beyond")
_WORDED = Text("формулировка отнесена к позиции «{grade}»", 'the wording is of the position "{grade}"')
_RULED = Text("правило {rule}: {outcome}", "rule {rule}: {outcome}")
_NO_CLAUSE = Text("условия нет", "there is no such clause")
_MAY_BE_UNREAD = Text(
    "условия не видно, но файл прочитан не весь", "no such clause was seen, but the file was not read in full"
)
_NOT_TOLD = Text(
    "условие есть, но ни число, ни слова позиции не распознаны",
    "the clause is there, but neither a number nor the words of a position were recognised",
)
GRADE_NAMES = {
    Stand.PREFERRED: Text("желательная", "preferred"),
    Stand.ACCEPTABLE: Text("приемлемая", "acceptable"),
    Stand.UNACCEPTABLE: Text("неприемлемая", "unacceptable"),
    Stand.MISSING: Text("условия нет", "missing"),
    Stand.ABSENT: Text("не требуется", "not required"),
    Stand.UNDETERMINED: Text("не определено", "undetermined"),
}
"""The grades in words."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing that speaks for a grade."""

    stand: Stand
    why: Text
    evidence: tuple[Passage, ...]


def answers(
    playbook: Playbook,
    facts: DocumentFacts,
    findings: Sequence[Finding],
    lexicon: CompiledLexicon,
    words: PortraitWords,
) -> tuple[Answer, ...]:
    """Return where a contract stands on every position; RuleError for a phrase that cannot be read."""
    told = facts_of(facts.document, compile_lexicon(_lexicon(playbook, lexicon.source)), words).mentions
    by_rule = {finding.rule: finding for finding in findings}
    return tuple(_answer(position, facts, told, by_rule) for position in playbook.positions)


def check_playbook(playbook: Playbook, lexicon: CompiledLexicon) -> None:
    """Raise RuleError for a phrase of the playbook that cannot be read."""
    compile_lexicon(_lexicon(playbook, lexicon.source))


def _lexicon(playbook: Playbook, source: Lexicon) -> Lexicon:
    """Return the phrases of the playbook as topics of their own."""
    return replace(source, topics=tuple(_topics(playbook)))


def _topics(playbook: Playbook) -> Iterator[Topic]:
    for position in playbook.positions:
        for name, wordings in (("about", position.words), ("unless", position.unless), *position.grades.items()):
            if wordings:
                phrases = tuple(Phrase((wording,)) for wording in wordings)
                yield Topic(f"{position.id}/{name}", position.title, phrases, place=position.place)


def _answer(
    position: Position,
    facts: DocumentFacts,
    told: Mapping[str, Sequence[Mention]],
    by_rule: Mapping[str, Finding],
) -> Answer:
    about = _about(position, facts, told)
    said = [*_by_words(position, facts, told), *_by_rules(position, facts, by_rule)]
    said += _by_numbers(position.limits, facts, about) if position.limits else []
    settled = [entry for entry in said if entry.stand in GRADES]
    if settled:
        return _worst(position, settled)
    if about or said:
        evidence = tuple(passage_at(facts, mention.span) for mention in about[:_SHOWN])
        return Answer(position, Stand.UNDETERMINED, _NOT_TOLD, evidence)
    if not facts.complete:
        return Answer(position, Stand.UNDETERMINED, _MAY_BE_UNREAD)
    return Answer(position, Stand.MISSING if position.required else Stand.ABSENT, _NO_CLAUSE)


def _about(position: Position, facts: DocumentFacts, told: Mapping[str, Sequence[Mention]]) -> list[Mention]:
    """Return the passages of the clause, in order."""
    found = [mention for topic in position.topics for mention in facts.mentions.get(topic, ())]
    found += told.get(f"{position.id}/about", ())
    elsewhere = {mention.sentence for mention in told.get(f"{position.id}/unless", ())}
    found = [mention for mention in found if mention.sentence not in elsewhere]
    return sorted({mention.span: mention for mention in found}.values(), key=lambda mention: mention.span)


def _worst(position: Position, said: Sequence[_Said]) -> Answer:
    stand = max((entry.stand for entry in said), key=GRADES.index)
    deciding = [entry for entry in said if entry.stand is stand]
    why = Text("; ".join(entry.why.ru for entry in deciding), "; ".join(entry.why.en for entry in deciding))
    evidence = dict.fromkeys(passage for entry in deciding for passage in entry.evidence)
    return Answer(position, stand, why, tuple(evidence)[:_SHOWN])


def _by_words(position: Position, facts: DocumentFacts, told: Mapping[str, Sequence[Mention]]) -> Iterator[_Said]:
    for grade in position.grades:
        mentions = told.get(f"{position.id}/{grade}", ())
        if mentions:
            name = GRADE_NAMES[grade]
            why = Text(_WORDED.ru.format(grade=name.ru), _WORDED.en.format(grade=name.en))
            yield _Said(grade, why, tuple(passage_at(facts, mention.span) for mention in mentions))


def _by_rules(position: Position, facts: DocumentFacts, by_rule: Mapping[str, Finding]) -> Iterator[_Said]:
    for rule in position.rules:
        finding = by_rule.get(rule)
        if finding and finding.outcome in _BY_OUTCOME:
            name = GRADE_NAMES[_BY_OUTCOME[finding.outcome]]
            why = Text(_RULED.ru.format(rule=rule, outcome=name.ru), _RULED.en.format(rule=rule, outcome=name.en))
            spans = [(e.start, e.end) for e in finding.evidence if e.start is not None and e.end is not None]
            yield _Said(_BY_OUTCOME[finding.outcome], why, tuple(passage_at(facts, span) for span in spans))


def _by_numbers(limits: Limits, facts: DocumentFacts, about: Iterable[Mention]) -> list[_Said]:
    said: dict[tuple[int, int], _Said] = {}
    for mention in about:
        value = _value_of(limits, facts, mention)
        number = _measured(limits, value, facts) if value else None
        if value and number is not None:
            said[value.span] = _graded(limits, number, value, facts, mention)
    return list(said.values())


def _graded(limits: Limits, number: Decimal, value: ValueFact, facts: DocumentFacts, mention: Mention) -> _Said:
    words = " ".join(facts.document.text[slice(*value.span)].split())
    evidence = (passage_at(facts, mention.span),)
    for stand, bound in ((Stand.PREFERRED, limits.preferred), (Stand.ACCEPTABLE, limits.acceptable)):
        if bound and bound.holds(number):
            return _Said(stand, _compared(words, _WITHIN, bound, limits), evidence)
    bound = limits.acceptable or limits.preferred or Bound()
    return _Said(Stand.UNACCEPTABLE, _compared(words, _BEYOND, bound, limits), evidence)


def _compared(words: str, compared: Text, bound: Bound, limits: Limits) -> Text:
    limit = " ".join(
        f"{sign} {number:f}" for sign, number in (("≤", bound.at_most), ("≥", bound.at_least)) if number is not None
    )
    unit, per = _unit(limits.unit), _unit(limits.per) if limits.per else None
    return Text(
        _NUMBER.ru.format(
            words=words, compared=compared.ru, limit=f"{limit} {unit.ru}" + (f" / {per.ru}" if per else "")
        ),
        _NUMBER.en.format(
            words=words, compared=compared.en, limit=f"{limit} {unit.en}" + (f" / {per.en}" if per else "")
        ),
    )


_UNITS = {
    "day": Text("дн.", "days"), "working_day": Text("раб. дн.", "working days"), "week": Text("нед.", "weeks"),
    "month": Text("мес.", "months"), "year": Text("г.", "years"),
}  # fmt: skip


def _unit(unit: str) -> Text:
    return _UNITS.get(unit, Text(unit, unit))


def _value_of(limits: Limits, facts: DocumentFacts, mention: Mention) -> ValueFact | None:
    """Return the number that a passage is about: the nearest by its words, else the only one of its clause."""
    kind = [value for value in facts.values if value.kind == limits.value]
    own = [value for value in kind if value.sentence == mention.sentence]
    if own:
        nearest = min(own, key=lambda value: _distance(value.span, mention.words))
        return nearest if _distance(nearest.span, mention.words) <= _NEAR else None
    clause = [v for v in kind if v.sentence >= 0 and facts.outline.sentences[v.sentence].clause == mention.clause]
    return clause[0] if len(clause) == 1 else None


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


_RATES = (
    (
        "day",
        ("за каждый день", "за каждый календарный день", "за день", "в день", "per day", "each day", "a day", "daily"),
    ),
    ("month", ("в месяц", "за каждый месяц", "per month", "a month", "monthly")),
    ("year", ("годовых", "в год", "per annum", "per year", "annually")),
)
"""How a rate names its time further on in its sentence: «0,1 % от суммы долга за каждый день»."""


def _rate_in(value: ValueFact, facts: DocumentFacts) -> str | None:
    """Return the time that the sentence of a rate names after it."""
    end = facts.outline.sentences[value.sentence].span[1] if value.sentence >= 0 else value.span[1]
    after = " ".join(facts.document.text[value.span[1] : end].lower().split())
    return next((unit for unit, words in _RATES if any(word in after for word in words)), None)


def _measured(limits: Limits, value: ValueFact, facts: DocumentFacts) -> Decimal | None:
    """Return the number in the unit of the limit; None where it cannot be turned into it."""
    if value.number is None:
        return None
    if limits.value == "period":
        unit = "working_day" if value.detail in {"working", "banking"} and value.unit == "day" else value.unit
        days = _DAYS.get(unit or "")
        return None if days is None else value.number * days / _DAYS[limits.unit]
    if limits.value == "percent" and limits.per:
        rate = value.detail or _rate_in(value, facts)
        return value.number * _DAYS[limits.per] / _DAYS[rate] if rate in _DAYS else None
    if limits.value == "money" and value.unit != limits.unit:
        return None
    return value.number
