"""Rules on records, matters and the programme: asks the facts of a case, lets the engine decide, writes the finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from auditor.engine.interface import Case, Engine, State, asked_by, leaves
from auditor.engine.marking import marks_of
from auditor.errors import EngineError
from auditor.model.case import CaseFile, Told
from auditor.model.finding import Citation, Confidence, Evidence, Finding, Outcome, SubjectKind
from auditor.model.rule import Leaf, Rule
from auditor.model.text import Text

UNTOLD = Told("unknown")
_MOST_EVIDENCE = 20


def is_about_cases(rule: Rule) -> bool:
    """Return whether a rule asks the facts of a case, and not the words of one document."""
    return any(leaf.word == "fact" for leaf in asked_by(rule))


def judge_case(
    rules: Sequence[Rule], case: CaseFile, engine: Engine, off: Mapping[str, Text], as_of: str
) -> tuple[Finding, ...]:
    """Return one finding for every rule that judges subjects of the case's kind, in the order of the rules."""
    mine = [rule for rule in rules if rule.subject is case.subject.kind and is_about_cases(rule)]
    settled = {rule.id: _settled(rule, case, off) for rule in mine}
    asked = [Case(rule, _states(rule, case)) for rule in mine if settled[rule.id] is None]
    outcomes = _decide(engine, case.subject.id, asked)
    findings = [_finding(rule, settled[rule.id] or outcomes[rule.id], case, off, as_of) for rule in mine]
    return tuple(findings)


NO_CONTRACT = "written-contract-missing"
"""The rule that also speaks of clients of whom no contract was found."""


def told_without_contract(
    rules: Sequence[Rule], case: CaseFile, off: Mapping[str, Text], as_of: str
) -> tuple[Finding, ...]:
    """Return the finding that a client has no contract; nothing for any other case."""
    fact = case.told.get("contract")
    if fact is None:
        return ()
    rule = next((rule for rule in rules if rule.id == NO_CONTRACT), None)
    if rule is None:
        return ()
    known = Outcome.FAIL if fact.value == "missing" else Outcome.UNDETERMINED
    outcome = Outcome.NOT_APPLICABLE if rule.id in off else known
    finding = _finding(rule, outcome, case, off, as_of)
    if fact.message is None or rule.id in off:
        return (finding,)
    head = _head(rule, outcome)
    return (replace(finding, message=Text(f"{head.ru} {fact.message.ru}", f"{head.en} {fact.message.en}")),)


def answer(leaf: Leaf, told: Mapping[str, Told]) -> State:
    """Return what the facts of a case answer to a condition."""
    value = told.get(_first(leaf, "fact"), UNTOLD).value
    wanted = leaf.get("is", ())
    if isinstance(wanted, tuple) and value in wanted:
        return "yes"
    if value == "unknown":
        return "unknown"
    more, most = _first(leaf, "more_than"), _first(leaf, "at_most")
    if more or most:
        try:
            number = Decimal(value)
        except InvalidOperation:
            return "unknown"
        return "yes" if (not more or number > Decimal(more)) and (not most or number <= Decimal(most)) else "no"
    return "yes" if not wanted and value == "yes" else "no"


def _first(leaf: Leaf, name: str) -> str:
    value = leaf.get(name, ())
    return str(value[0]) if isinstance(value, tuple) and value else ""


def _states(rule: Rule, case: CaseFile) -> dict[Leaf, State]:
    return {leaf: answer(leaf, case.told) for leaf in asked_by(rule)}


def _settled(rule: Rule, case: CaseFile, off: Mapping[str, Text]) -> Outcome | None:
    if rule.id in off:
        return Outcome.NOT_APPLICABLE
    consumer = case.subject.consumer
    if (rule.applies_to in {"consumer", "individual"} and consumer is False) or (
        rule.applies_to == "business" and consumer is True
    ):
        return Outcome.NOT_APPLICABLE
    return None


def _decide(engine: Engine, subject: str, cases: Sequence[Case]) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    try:
        return engine.decide(subject, cases)
    except EngineError:
        for case in cases:
            try:
                outcomes.update(engine.decide(subject, [case]))
            except EngineError:
                outcomes[case.rule.id] = Outcome.ERROR
    return outcomes


def _finding(rule: Rule, outcome: Outcome, case: CaseFile, off: Mapping[str, Text], as_of: str) -> Finding:
    told = [case.told[name] for name in _asked(rule) if name in case.told]
    evidence = tuple(dict.fromkeys([*case.evidence, *(entry for fact in told for entry in fact.evidence)]))
    rests_on = evidence[:_MOST_EVIDENCE] if outcome is not Outcome.NOT_APPLICABLE else ()
    subject = case.subject
    if subject.kind is SubjectKind.PROGRAMME:  # of many papers: each finding names the one that it rests on
        subject = replace(subject, path=rests_on[0].path if rests_on else "")
    fingerprint, words = marks_of(subject.matter, rule.id, rests_on, subject.label)
    absence = next((fact.absence for fact in told if fact.absence is not None), None)
    return Finding(
        rule=rule.id,
        outcome=outcome,
        severity=rule.severity,
        likelihood=0,
        subject=subject,
        section=rule.section,
        title=rule.title,
        message=off_message(off[rule.id]) if rule.id in off else _message(rule, outcome, told),
        recommendation=rule.recommendation,
        model_clause=rule.model_clause,
        why=rule.why,
        evidence=rests_on,
        absence=absence if outcome in {Outcome.FAIL, Outcome.WEAK, Outcome.UNDETERMINED} else None,
        law=law_of(rule, as_of),
        confidence=Confidence.LOW if outcome in {Outcome.UNDETERMINED, Outcome.ERROR} else Confidence.MEDIUM,
        confidence_reason=_reason(outcome, evidence),
        person=case.person.partition("<")[0].strip(' "') or case.person,
        tags=(rule.polarity, rule.origin),
        fingerprint=fingerprint,
        words=words,
    )


def off_message(reason: Text) -> Text:
    """Return what is said of a rule that the profile switches off."""
    return Text(f"Правило отключено профилем: {reason.ru}", f"The profile switches this rule off: {reason.en}")


def _asked(rule: Rule) -> tuple[str, ...]:
    """Return the facts that decide a rule, those of its grades first."""
    conditions = [condition for _, condition in rule.grades]
    return tuple(dict.fromkeys(_first(leaf, "fact") for condition in conditions for leaf in leaves(condition)))


def _message(rule: Rule, outcome: Outcome, told: Iterable[Told]) -> Text:
    said = [fact.message for fact in told if fact.message is not None]
    more = Text(" ".join(text.ru for text in said), " ".join(text.en for text in said))
    if outcome is Outcome.NOT_APPLICABLE:
        return more if more.ru else Text("Правило к этому не относится.", "The rule does not concern this.")
    if outcome is Outcome.ERROR:
        return Text("Правило не удалось применить: сбой движка.", "The rule could not be applied: the engine failed.")
    head = _head(rule, outcome)
    return Text(f"{head.ru} {more.ru}".strip(), f"{head.en} {more.en}".strip())


def _head(rule: Rule, outcome: Outcome) -> Text:
    if outcome is Outcome.PASS:
        return rule.definition["pass"]
    if outcome is Outcome.WEAK:
        return rule.definition.get("weak", rule.definition["fail"])
    if outcome is Outcome.UNDETERMINED:
        return Text(
            f"Не удалось решить: {rule.subject_matter.ru}.", f"It could not be settled: {rule.subject_matter.en}."
        )
    return Text(_sentence(rule.title.ru), _sentence(rule.title.en))


def _sentence(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else title + "."


def _reason(outcome: Outcome, evidence: Sequence[Evidence]) -> Text:
    if outcome in {Outcome.UNDETERMINED, Outcome.ERROR}:
        return Text("Правило не смогло решить.", "The rule could not decide.")
    if evidence:
        return Text("Опирается на записи, которые приведены.", "It rests on the records shown.")
    return Text("Опирается на то, что записей не нашлось.", "It rests on no records having been found.")


def law_of(rule: Rule, as_of: str) -> tuple[Citation, ...]:
    """Return the citations in force on the day of the audit; where none is, all of them."""
    kept = [
        law
        for law in rule.law
        if (law.in_force_from or "") <= as_of and (law.in_force_to is None or as_of <= law.in_force_to)
    ]
    return tuple(
        Citation(law.ref, law.rule, law.status, law.in_force_from, law.in_force_to) for law in kept or rule.law
    )
