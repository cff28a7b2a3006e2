"""The durable engine and the plain oracle say the same, whatever the rules, the answers and their order."""

from __future__ import annotations

import random
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine import durable
from auditor.engine.durable import DurableEngine
from auditor.engine.interface import Case
from auditor.engine.plain import PlainEngine
from auditor.errors import EngineError
from auditor.model.finding import Outcome
from auditor.model.rule import Branch
from tests.engine.strategies import LEAVES, STATES, cases, rule, rules


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_both_engines_give_the_same_outcomes(data: st.DataObject) -> None:
    ruleset = data.draw(rules())
    engine = DurableEngine(ruleset)
    for subject in ("first", "second"):
        before = data.draw(cases(ruleset))
        assert engine.decide(subject, before) == PlainEngine().decide(subject, before)


def test_they_agree_on_as_many_rules_as_a_session_may_hold() -> None:
    chance = random.Random(7)
    ruleset = [
        rule(n, [chance.choice(LEAVES), chance.choice(LEAVES)], None, forbidden=n % 2 == 0) for n in range(2_000)
    ]
    engine = DurableEngine(ruleset)
    before = [Case(r, {leaf: chance.choice(STATES) for leaf in LEAVES}) for r in ruleset]
    assert engine.decide("large", before) == PlainEngine().decide("large", before)


def test_only_rulesets_that_are_asked_are_compiled() -> None:
    ruleset = [rule(n, [LEAVES[0]], None, forbidden=False) for n in range(3 * durable.NODES_PER_RULESET)]
    engine = DurableEngine(ruleset)
    assert len(engine._pending) == 3
    asked = [Case(ruleset[-1], {LEAVES[0]: "yes"})]
    assert engine.decide("s", asked) == PlainEngine().decide("s", asked)
    assert len(engine._pending) == 2


def test_refuses_a_session_over_the_tested_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "FACTS_PER_SESSION", 3)
    ruleset = [rule(n, [LEAVES[0]], None, forbidden=False) for n in range(4)]
    with pytest.raises(EngineError, match="over the tested bound"):
        DurableEngine(ruleset).decide("s", [Case(r, {LEAVES[0]: "yes"}) for r in ruleset])


def test_refuses_a_condition_that_durable_rules_could_not_hold() -> None:
    wide = Branch("all", tuple(LEAVES[:3]) * 5)
    with pytest.raises(EngineError, match="more than 12 parts"):
        DurableEngine([rule(1, [wide], None, forbidden=False)])


def test_an_engine_that_loses_an_answer_is_an_error_and_not_a_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    ruleset = [rule(1, [LEAVES[0]], None, forbidden=True)]
    engine = DurableEngine(ruleset)
    monkeypatch.setattr(durable, "_assert", lambda host, group, facts: None)
    with pytest.raises(EngineError, match=r"refused a session|0 different answers"):
        engine.decide("s", [Case(ruleset[0], {LEAVES[0]: "no"})])


def test_many_subjects_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "_MOST", 0)  # nothing is remembered: each subject has sessions of its own
    ruleset = [rule(n, [LEAVES[0], LEAVES[1]], None, forbidden=False) for n in range(30)]
    engine = DurableEngine(ruleset)
    for subject in range(300):
        outcomes = engine.decide(f"s{subject}", [Case(r, {LEAVES[0]: "no", LEAVES[1]: "no"}) for r in ruleset])
        assert set(outcomes.values()) == {Outcome.FAIL}


def test_what_was_decided_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ruleset = [rule(1, [LEAVES[0]], None, forbidden=True)]
    engine = DurableEngine(ruleset)
    before = [Case(ruleset[0], {LEAVES[0]: "yes"})]
    known = engine.decide("first", before)
    monkeypatch.setattr(durable, "_assert", lambda host, group, facts: None)
    assert engine.decide("second", before) == known == {ruleset[0].id: Outcome.FAIL}


def test_deciding_starts_no_threads() -> None:
    before = threading.active_count()
    ruleset = [rule(1, [LEAVES[0]], None, forbidden=True)]
    DurableEngine(ruleset).decide("s", [Case(ruleset[0], {LEAVES[0]: "no"})])
    assert threading.active_count() == before
