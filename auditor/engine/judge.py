"""Facts before rules: asks, lets the engine decide, and writes down each finding with what it rests on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType

from auditor.engine.citing import citations_of
from auditor.engine.interface import Case, Engine, State, asked_by, leaves, once
from auditor.engine.marking import marks_of
from auditor.engine.plain import evaluate
from auditor.engine.vocabulary import Answer, Passage, Titles, ask, evidence_of
from auditor.errors import EngineError
from auditor.model.fact import DocumentFacts, NearMiss
from auditor.model.finding import (
    Absence,
    Confidence,
    Evidence,
    Finding,
    Nearest,
    Outcome,
    Subject,
)  # fmt: skip
from auditor.model.profile import Regime
from auditor.model.rule import Condition, Leaf, Rule
from auditor.model.text import Text

MOST_PASSAGES = {"required": 20, "forbidden": 200}
"""Passages kept per finding: enough to show what satisfies a rule; of a forbidden term, every one."""


def judge(
    rules: Sequence[Rule],
    facts: DocumentFacts,
    subject: Subject,
    engine: Engine,
    titles: Titles,
    off: Mapping[str, Text] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """Return one finding for every rule, in the order of the rules; ``off`` are rules switched off, with the reason."""
    settled = {rule.id: Outcome.NOT_APPLICABLE if rule.id in off else _settled(rule, facts) for rule in rules}
    answers = {rule.id: _answers(rule, facts, titles) for rule in rules if settled[rule.id] is None}
    cases = [Case(rule, answers[rule.id].states) for rule in rules if rule.id in answers]
    outcomes = _decide(engine, subject, cases)
    findings = []
    for rule in rules:
        outcome = settled[rule.id] or outcomes[rule.id]
        finding = _finding(rule, outcome, answers.get(rule.id, _UNASKED), facts, subject, titles)
        findings.append(_switched_off(finding, off[rule.id]) if rule.id in off else finding)
    return without_children(rules, findings)


def _switched_off(finding: Finding, reason: Text) -> Finding:
    message = Text(f"Правило отключено профилем: {reason.ru}", f"The profile switches this rule off: {reason.en}")
    return replace(finding, message=message)


class _Answers(dict[Leaf, Answer]):
    """What the facts answer to every condition of one rule."""

    @cached_property
    def states(self) -> dict[Leaf, State]:
        """Return the states of the conditions alone."""
        return {leaf: answer.state for leaf, answer in self.items()}


_UNASKED = _Answers()
"""Of a rule that is settled without them."""


def _answers(rule: Rule, facts: DocumentFacts, titles: Titles) -> _Answers:
    return _Answers((leaf, ask(leaf, facts, titles)) for leaf in asked_by(rule))


def _settled(rule: Rule, facts: DocumentFacts) -> Outcome | None:
    """Return the outcome that the regime alone settles, or None when the rule must be asked."""
    regime = facts.profile.regime
    if rule.applies_to in {"consumer", "individual"} and regime is Regime.BUSINESS:
        return Outcome.NOT_APPLICABLE
    if rule.applies_to == "business" and regime is Regime.CONSUMER:
        return Outcome.NOT_APPLICABLE
    return None


def _decide(engine: Engine, subject: Subject, cases: Sequence[Case]) -> dict[str, Outcome]:
    try:
        return engine.decide(subject.id, cases)
    except EngineError:
        return {case.rule.id: _decide_alone(engine, subject, case) for case in cases}


def _decide_alone(engine: Engine, subject: Subject, case: Case) -> Outcome:
    """Return one rule's outcome, ``error`` when the engine fails on just this rule."""
    try:
        return engine.decide(subject.id, [case])[case.rule.id]
    except EngineError:
        return Outcome.ERROR


def _finding(
    rule: Rule, outcome: Outcome, answers: _Answers, facts: DocumentFacts, subject: Subject, titles: Titles
) -> Finding:
    outcome = _regime_doubt(rule, outcome, facts)
    evidence = _evidence(rule, outcome, answers, facts)
    fingerprint, words = marks_of(subject.matter, rule.id, evidence)
    return Finding(
        rule=rule.id,
        outcome=outcome,
        severity=rule.severity,
        likelihood=0,
        subject=subject,
        section=rule.section,
        title=rule.title,
        message=_message(rule, outcome, answers, facts, titles),
        recommendation=rule.recommendation,
        model_clause=rule.model_clause,
        why=rule.why,
        evidence=evidence,
        absence=_absence(rule, outcome, answers, facts, titles),
        law=citations_of(rule, facts.profile.date),
        confidence=_confidence(outcome, facts, evidence),
        confidence_reason=_confidence_reason(rule, outcome, facts, evidence),
        tags=(rule.polarity, rule.origin, *(("compensated",) if _compensated(rule, facts, titles) else ())),
        fingerprint=fingerprint,
        words=words,
    )


def _regime_doubt(rule: Rule, outcome: Outcome, facts: DocumentFacts) -> Outcome:
    """Return undetermined for a consumer rule that found its term while the regime is unknown: nothing is proved."""
    doubtful = rule.applies_to in {"consumer", "individual"} and facts.profile.regime is Regime.UNKNOWN
    return Outcome.UNDETERMINED if doubtful and outcome in {Outcome.FAIL, Outcome.WEAK} else outcome


def _compensated(rule: Rule, facts: DocumentFacts, titles: Titles) -> bool:
    if rule.compensated_by is None:
        return False
    states = {leaf: ask(leaf, facts, titles).state for leaf in leaves(rule.compensated_by)}
    return evaluate(rule.compensated_by, states) == "yes"


def _deciding(rule: Rule, outcome: Outcome) -> Condition | None:
    """Return the condition whose passages show the outcome."""
    by_outcome = dict(rule.grades)
    if outcome in by_outcome:
        return by_outcome[outcome]
    if outcome in {Outcome.UNDETERMINED, Outcome.FAIL, Outcome.WEAK}:
        return by_outcome.get(Outcome.WEAK) or by_outcome.get(Outcome.FAIL) or by_outcome.get(Outcome.PASS)
    return None


def _evidence(rule: Rule, outcome: Outcome, answers: _Answers, facts: DocumentFacts) -> tuple[Evidence, ...]:
    if outcome is Outcome.NOT_APPLICABLE:
        return ()
    conditions = [_deciding(rule, outcome)]
    if rule.polarity == "forbidden" and outcome in {Outcome.FAIL, Outcome.UNDETERMINED}:
        conditions = [condition for grade, condition in rule.grades if grade in {Outcome.FAIL, Outcome.WEAK}]
    passages = [passage for condition in conditions if condition for passage in _passages(condition, answers)]
    if rule.polarity == "required":
        if outcome is Outcome.WEAK:  # what is there of a full clause shows as well how far this one goes
            passages += _passages_of_parts(dict(rule.grades).get(Outcome.PASS), answers)
        return _shown((whole for passage in passages for whole in _with_list(passage, facts)), rule, facts)
    return _shown(passages, rule, facts)


def _shown(passages: Iterable[Passage], rule: Rule, facts: DocumentFacts) -> tuple[Evidence, ...]:
    """Return the first passages as evidence, one per place, in the order found; the first title wins."""
    seen: dict[tuple[int, int], Passage] = {}
    for passage in passages:
        seen.setdefault(passage.span, passage)
        if len(seen) == MOST_PASSAGES[rule.polarity]:
            break
    return tuple(evidence_of(passage, facts) for passage in seen.values())


def _passages_of_parts(condition: Condition | None, answers: _Answers) -> list[Passage]:
    """Return the passages of those topics of a condition that were found, though it does not hold as a whole."""
    asked = _positive(condition) if condition is not None else []
    found = (answers[leaf] for leaf in asked if leaf.word == "mentions" and leaf in answers)
    return [passage for answer in found if answer.state == "yes" for passage in answer.passages]


_LONGEST_LIST = 400
"""Characters of a lead-in with its first items: enough to see what it introduces."""
_LONGEST_OPENING = 800
"""Characters of a heading with the sentence under it."""


def _with_list(passage: Passage, facts: DocumentFacts) -> list[Passage]:
    """Return a lead-in together with its first items, and an item that needs its lead-in after that lead-in."""
    start, end = passage.span
    sentences = facts.outline.sentences
    at = bisect_left(facts.outline.starts, start)
    if facts.document.text[start:end].rstrip().endswith(":"):
        return [replace(passage, span=(start, _end_of_items(at, end, facts)))]
    of_a_topic = passage.words is not None or passage.about is None  # what is wrong with a heading is its own words
    if of_a_topic and at < len(sentences) and _is_heading(at, facts):
        return [replace(passage, span=(start, _end_of_opening(at, end, facts)))]
    lead = sentences[at].lead_in if at < len(sentences) else None
    if lead is None or passage.words is None or passage.words[0] >= start:
        return [passage]
    return [replace(passage, span=sentences[lead].span), passage]


def _is_heading(at: int, facts: DocumentFacts) -> bool:
    """Return whether a sentence is the heading of its section: by itself it shows only what the section is about."""
    outline, (start, end) = facts.outline, facts.outline.sentences[at].span
    number = outline.sentences[at].section
    section = outline.sections[number] if 0 <= number < len(outline.sections) else None
    if section is None or not section.heading or start != section.span[0]:
        return False
    return facts.document.text[start:end].strip().endswith(section.heading)


def _end_of_opening(heading: int, end: int, facts: DocumentFacts) -> int:
    """Return where the first sentences end that stand under a heading: one at least, when there is one."""
    sentences = facts.outline.sentences
    for item in sentences[heading + 1 :]:
        above = end == sentences[heading].span[1]
        longest = _LONGEST_OPENING if above else _LONGEST_LIST
        if item.section != sentences[heading].section or item.span[1] - sentences[heading].span[0] > longest:
            break
        end = item.span[1]
    return end


def _end_of_items(lead: int, end: int, facts: DocumentFacts) -> int:
    """Return where the items end that are shown with the sentence that introduces them."""
    start = facts.outline.sentences[lead].span[0]
    for item in facts.outline.sentences[lead + 1 :]:
        if item.lead_in != lead or item.span[1] - start > _LONGEST_LIST:
            break
        end = item.span[1]
    return end


def _passages(condition: Condition, answers: _Answers) -> list[Passage]:
    """Return the passages that make a condition hold; a «none» rests on no words."""
    if isinstance(condition, Leaf):
        answer = answers.get(condition)
        if not answer or condition.word in {"regime", "party"}:
            return []
        if condition.word == "defect":
            return list(answer.passages)
        return list(answer.passages) if answer.state == "yes" else []
    if condition.kind == "none":
        return []
    parts = condition.parts
    if condition.kind == "any":  # a branch that does not hold shows nothing beside one that does
        parts = tuple(part for part in parts if evaluate(part, answers.states) == "yes") or parts
    return [passage for part in parts for passage in _passages(part, answers)]


_FOUND = Text("Найдено: {what}.", "Found: {what}.")
_WEAK = Text("{title} Найдено неполно: {definition}", "{title} Found in part only: {definition}")


def _message(rule: Rule, outcome: Outcome, answers: _Answers, facts: DocumentFacts, titles: Titles) -> Text:
    told = _of_defects(rule, outcome, answers) if _asks_for_defects(rule) else None
    if told is not None:
        return told
    if outcome is Outcome.WEAK:
        return _weak(rule, answers, titles)
    return _undetermined(rule, facts) if outcome is Outcome.UNDETERMINED else _plain(rule, outcome)


def _plain(rule: Rule, outcome: Outcome) -> Text:
    """Return the message of an outcome that needs no more than the rule's own words."""
    if outcome is Outcome.PASS:
        return _passed(rule)
    if outcome is Outcome.FAIL:
        return Text(_sentence(rule.title.ru), _sentence(rule.title.en))
    if outcome is Outcome.NOT_APPLICABLE:
        return Text("Правило к этому документу не относится.", "The rule does not concern this document.")
    return Text("Правило не удалось применить: сбой движка.", "The rule could not be applied: the engine failed.")


@once
def _asks_for_defects(rule: Rule) -> bool:
    """Return whether a rule judges the document itself and not what it says."""
    return any(leaf.word == "defect" for _, condition in rule.grades for leaf in leaves(condition))


def _of_defects(rule: Rule, outcome: Outcome, answers: _Answers) -> Text | None:
    """Return what exactly is wrong with a document, as its detector says it; None where nothing was told."""
    if outcome is Outcome.PASS:
        return rule.definition["pass"]
    if outcome not in {Outcome.WEAK, Outcome.FAIL, Outcome.UNDETERMINED}:
        return None
    found = tuple(dict.fromkeys(defect for answer in answers.values() for defect in answer.defects))
    if not found:
        return None
    first, more = found[0].message, sum(defect.grade == found[0].grade for defect in found) - 1
    head = rule.definition["weak"] if outcome is Outcome.WEAK and "weak" in rule.definition else None
    ru = [*([head.ru] if head else []), first.ru, *([f"Таких мест всего: {more + 1}."] if more else [])]
    en = [*([head.en] if head else []), first.en, *([f"Places like this: {more + 1}."] if more else [])]
    return Text(" ".join(ru), " ".join(en))


def _passed(rule: Rule) -> Text:
    if rule.polarity == "forbidden":
        return Text(f"Не найдено: {rule.subject_matter.ru}.", f"Not found: {rule.subject_matter.en}.")
    return Text(f"Есть: {rule.subject_matter.ru}.", f"Present: {rule.subject_matter.en}.")


def _weak(rule: Rule, answers: _Answers, titles: Titles) -> Text:
    """Return what is there and, for a required clause, which parts of a full one were not found."""
    missing = _unfound(dict(rule.grades).get(Outcome.PASS), answers, titles) if rule.polarity == "required" else ()
    ru = f"Условие есть, но неполное: {rule.subject_matter.ru}."
    en = f"The term is there, but not complete: {rule.subject_matter.en}."
    if rule.polarity == "forbidden":
        ru = f"Формулировка требует внимания: {rule.subject_matter.ru}."
        en = f"The wording needs attention: {rule.subject_matter.en}."
    if missing:
        ru += " Не найдено: " + "; ".join(title.ru for title in missing) + "."
        en += " Not found: " + "; ".join(title.en for title in missing) + "."
    return Text(ru, en)


def _unfound(condition: Condition | None, answers: _Answers, titles: Titles) -> tuple[Text, ...]:
    """Return the titles of the topics that a full clause needs and that were not found."""
    if condition is None:
        return ()
    if isinstance(condition, Leaf):
        topics = answers[condition].topics if condition in answers else ()
        return tuple(titles[t] for t in topics if t in titles) if answers.states.get(condition) == "no" else ()
    if condition.kind == "none" or (condition.kind != "all" and evaluate(condition, answers.states) == "yes"):
        return ()
    found = [title for part in condition.parts for title in _unfound(part, answers, titles)]
    return tuple(dict.fromkeys(found))[:6]


def _undetermined(rule: Rule, facts: DocumentFacts) -> Text:
    if rule.applies_to != "any" and facts.profile.regime is Regime.UNKNOWN:
        return Text(
            "Не установлено, потребитель ли клиент. Решит признак: реквизиты клиента (ОГРН, ОГРНИП, паспорт) "
            "или цель заказа.",
            "It is not settled whether the client is a consumer. Its registration or passport details, or the purpose "
            "of the order, would settle it.",
        )
    if not facts.complete:
        return Text(
            "Часть документа не прочитана, условие может стоять там. Дайте документ с текстом и повторите проверку.",
            "A part of the document was not read and the term may stand there. Supply it as text and check again.",
        )
    return Text(
        f"По тексту не удалось решить: {rule.subject_matter.ru}.",
        f"The text does not settle it: {rule.subject_matter.en}.",
    )


def _sentence(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else title + "."


def _absence(rule: Rule, outcome: Outcome, answers: _Answers, facts: DocumentFacts, titles: Titles) -> Absence | None:
    """Return the proof of absence for whatever was searched for and not found."""
    proves = outcome in {Outcome.FAIL, Outcome.UNDETERMINED} if rule.polarity == "required" else outcome is Outcome.PASS
    searched = _searched(rule, answers) if proves else {}
    if not searched:
        return None
    coverage = facts.document.coverage
    misses = [miss for topic in searched for miss in facts.near_misses.get(topic, ())]
    return Absence(
        pages_read=coverage.pages_read,
        pages_unread=coverage.pages_unread,
        searched_for=tuple(titles[topic] for topic in searched if topic in titles),
        nearest=_nearest_of(misses, facts) if outcome is not Outcome.PASS else (),
        paragraphs_read=len(facts.document.blocks),
    )


def _nearest_of(misses: Sequence[NearMiss], facts: DocumentFacts) -> tuple[Nearest, ...]:
    """Return the three nearest passages, each told once."""
    by_place: dict[tuple[int, int], NearMiss] = {}
    for miss in misses:
        by_place.setdefault(miss.span, miss)
    return tuple(_nearest(miss.span, miss.why_not, facts) for miss in list(by_place.values())[:3])


def _searched(rule: Rule, answers: _Answers) -> dict[str, None]:
    """Return the topics that would have satisfied a required rule, or broken a forbidden one, in their order.

    A topic that was found is left out: nobody is told that what is quoted was not there.
    """
    asked = (answers[leaf] for leaf in _wanted(rule))
    return dict.fromkeys(topic for answer in asked if answer.state != "yes" for topic in answer.topics)


@once
def _wanted(rule: Rule) -> tuple[Leaf, ...]:
    """Return the questions whose yes would give a rule an outcome."""
    wanted = [condition for grade, condition in rule.grades if grade is not Outcome.UNDETERMINED]
    return tuple(dict.fromkeys(leaf for condition in wanted for leaf in _positive(condition)))


def _positive(condition: Condition) -> list[Leaf]:
    """Return the questions that are to be answered with yes."""
    if isinstance(condition, Leaf):
        return [condition]
    return [] if condition.kind == "none" else [leaf for part in condition.parts for leaf in _positive(part)]


def _nearest(span: tuple[int, int], why_not: Text, facts: DocumentFacts) -> Nearest:
    evidence = evidence_of(Passage(span), facts)
    return Nearest(evidence.quote, why_not, evidence.page, evidence.clause)


def _confidence(outcome: Outcome, facts: DocumentFacts, evidence: Sequence[Evidence]) -> Confidence:
    if outcome in {Outcome.UNDETERMINED, Outcome.ERROR} or not facts.complete or _is_recognised(facts):
        return Confidence.LOW
    return Confidence.HIGH if evidence and outcome is Outcome.PASS else Confidence.MEDIUM


def _is_recognised(facts: DocumentFacts) -> bool:
    """Return whether words of the document were recognised from pictures, where letters may be misread."""
    return bool(facts.document.coverage.recognised)


def _confidence_reason(rule: Rule, outcome: Outcome, facts: DocumentFacts, evidence: Sequence[Evidence]) -> Text:
    if not facts.complete:
        return Text("Документ прочитан не полностью.", "The document was not read in full.")
    if outcome in {Outcome.UNDETERMINED, Outcome.ERROR}:
        return Text("Правило не смогло решить.", "The rule could not decide.")
    if _is_recognised(facts):
        least = min(facts.document.coverage.recognised.values())
        return Text(
            f"Текст распознан с изображения, уверенность от {least} %: сверьте с бумагой.",
            f"The text was recognised from a picture, confidence from {least} %: check it against the paper.",
        )
    if evidence:
        return Text("Опирается на слова документа.", "It rests on words of the document.")
    if _asks_for_defects(rule):
        return Text("Опирается на сам файл.", "It rests on the file itself.")
    return Text("Опирается на то, что слов не нашлось.", "It rests on no words having been found.")


def without_children(rules: Sequence[Rule], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with every child of a failed parent not applicable: one gap is told once."""
    failed = {finding.rule for finding in findings if finding.outcome is Outcome.FAIL}
    parents = {rule.id: rule.parents for rule in rules}
    return tuple(_told_by_parent(f, next((p for p in parents[f.rule] if p in failed), None)) for f in findings)


def _told_by_parent(finding: Finding, parent: str | None) -> Finding:
    if parent is None or finding.outcome is not Outcome.FAIL:
        return finding
    message = Text(
        f"Не применяется: об этом уже сказано в «{parent}».", f'Not applicable: "{parent}" already tells it.'
    )
    return replace(finding, outcome=Outcome.NOT_APPLICABLE, message=message, evidence=(), absence=None)
