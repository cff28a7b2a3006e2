"""The durable-rules engine behind its wall; the only file that imports it.

What was measured of durable-rules 2.0.28 and is met here:

* a session that is never deleted costs 1.1 MB: every session is deleted when its subject is decided;
* a rule of more than 32 comparisons is refused (error 113): a nested condition is decided part by part, the
  innermost first, each part by rules of its own;
* more than 255 rules that join the same fact are refused (error 108): checks are spread over several rulesets;
* "absent" judged before all facts are there gives false findings: every decision hangs on a closing fact that
  is asserted last in its round, and "no" is said explicitly, never concluded from a missing field;
* exceptions in actions are swallowed: the session's state is read for them after every round;
* an "or" fires once for each of its true parts: answers are kept as a set, and two different ones are an error;
* equal facts are refused as already observed: every fact carries an id of its own;
* names are global and a host starts timer threads that never end, which a fork must not have and nothing here needs:
  every engine has a host of its own, without them, and its rules are handed over when they are first asked;
* 16,000 joined facts lost findings without an error: a session over a tested bound is refused, and an outcome
  that is missing or contradicted is an error, never a silent pass.
"""

from __future__ import annotations

import contextlib
import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from durable import lang
from durable.engine import Host, MessageNotHandledException
from durable_rules_engine import error as engine_error

from auditor.engine.interface import Case, State
from auditor.errors import EngineError
from auditor.model.finding import Outcome
from auditor.model.rule import Branch, Condition, Leaf, Rule

NODES_PER_RULESET = 30
"""Decided parts in one ruleset: at three to seven rules each, under the 255 that may join one fact."""
FACTS_PER_SESSION = 5_000
"""A session with more facts is refused; results were tested to be complete up to 12,000 joined facts."""
LARGEST_BRANCH = 12
"""Parts of one «all», «any» or «none»: two comparisons a part stay under the 32 of one durable rule."""
_MOST = 100_000
"""Decisions remembered; a bound on memory, far above what a portfolio needs."""
_OPPOSITE: dict[State, State] = {"yes": "no", "no": "yes", "unknown": "unknown"}
_names = itertools.count(1)


class _Host(Host):  # type: ignore[misc] # the library has no types
    """A host that starts no threads: they only serve timers and facts of other processes."""

    def _run(self) -> None:
        """Start nothing."""


@dataclass(frozen=True, slots=True)
class _Node:
    """One thing the engine decides: a branch of a condition, or the outcome of a whole rule."""

    name: str
    group: str
    round: int
    """Parts of a node are decided in earlier rounds."""
    parts: tuple[Condition, ...]
    branch: Branch | None


class DurableEngine:
    """Decides cases with durable-rules; one session per subject and ruleset, in rounds from the inside out."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Plan the rules as durable rulesets with names of their own; EngineError when one is too large.

        A ruleset is compiled when it is first asked: a contract asks half of them.
        """
        self._nodes: dict[str, list[_Node]] = {}
        self._told: dict[str, set[str]] = defaultdict(set)
        self._decided: dict[tuple[str, tuple[State, ...]], str] = {}
        """What was decided of a node by the answers to its parts: it depends on nothing else."""
        self._group, self._room = "", 0
        self._pending: dict[str, list[tuple[str, str, Any]]] = defaultdict(list)
        self._host = _Host()
        for rule in rules:
            self._add(rule)

    def decide(self, subject: str, cases: Sequence[Case]) -> dict[str, Outcome]:
        """Return the outcome per rule id.

        Raises EngineError when the engine swallowed an exception, a part got no answer or two, or the session
        would be larger than tested.
        """
        states: dict[str, dict[Condition, State]] = {case.rule.id: dict(case.states.items()) for case in cases}
        by_round: dict[int, list[tuple[str, _Node]]] = defaultdict(list)
        for case in cases:
            for node in self._nodes[case.rule.id]:
                by_round[node.round].append((case.rule.id, node))
        outcomes: dict[str, Outcome] = {}
        if len(self._decided) > _MOST:
            self._decided.clear()
        for number in sorted(by_round):
            self._told.clear()
            members = by_round[number]
            new = [(rule, node) for rule, node in members if _asked(node, states[rule]) not in self._decided]
            self._round(f"{subject}#{number}", new, states)
            for rule, node in members:
                self._keep(rule, node, states, outcomes)
        return outcomes

    def _keep(
        self, rule: str, node: _Node, states: dict[str, dict[Condition, State]], outcomes: dict[str, Outcome]
    ) -> None:
        asked = _asked(node, states[rule])
        if asked not in self._decided:
            told = self._told[node.name]
            if len(told) != 1:
                raise EngineError(f"the engine gave {len(told)} different answers for «{node.name}»")
            self._decided[asked] = next(iter(told))
        answer = self._decided[asked]
        if node.branch is None:
            outcomes[rule] = Outcome(answer)
        else:
            states[rule][node.branch] = "yes" if answer == "yes" else "no" if answer == "no" else "unknown"

    def _round(
        self, session: str, members: Sequence[tuple[str, _Node]], states: Mapping[str, Mapping[Condition, State]]
    ) -> None:
        if len(members) > FACTS_PER_SESSION:
            raise EngineError(f"a session of {len(members)} facts is over the tested bound of {FACTS_PER_SESSION}")
        by_group: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for rule, node in members:
            by_group[node.group].append(_fact(node, states[rule], session))
        for group, facts in by_group.items():
            self._define(group)
            self._session(group, session, facts)

    def _session(self, group: str, session: str, facts: Sequence[dict[str, Any]]) -> None:
        try:
            _assert(self._host, group, [*facts, {"id": "closing", "sid": session, "closing": 1}])
            state = self._host.get_state(group, session)
            if state and state.get("exception"):
                raise EngineError(f"an action failed inside the engine: {state['exception']}")
        except engine_error as error:
            raise EngineError(f"the engine refused a session: {error}") from error
        finally:
            _forget(self._host, group, session)

    def _add(self, rule: Rule) -> None:
        nodes: list[_Node] = []
        conditions = ((rule.applies_when,) if rule.applies_when else ()) + tuple(grade for _, grade in rule.grades)
        for condition in conditions:
            self._add_branches(rule.id, condition, nodes)
        height = 1 + max((node.round for node in nodes), default=0)
        final = _Node(rule.id, self._next_group(), height, tuple(dict.fromkeys(conditions)), None)
        nodes.append(final)
        self._nodes[rule.id] = nodes
        self._pending[final.group] += [(final.name, outcome.value, test) for outcome, test in _outcomes(rule, final)]

    def _add_branches(self, rule: str, condition: Condition, nodes: list[_Node]) -> int:
        """Add the branches of a condition, innermost first; return the round that decides it."""
        if isinstance(condition, Leaf):
            return 0
        known = next((node for node in nodes if node.branch == condition), None)
        if known:
            return known.round
        if len(condition.parts) > LARGEST_BRANCH:
            raise EngineError(f"a condition of «{rule}» has more than {LARGEST_BRANCH} parts; group them")
        height = 1 + max(self._add_branches(rule, part, nodes) for part in condition.parts)
        node = _Node(f"{rule}#{len(nodes)}", self._next_group(), height, condition.parts, condition)
        nodes.append(node)
        states: tuple[State, ...] = ("yes", "no", "unknown")
        self._pending[node.group] += [(node.name, state, _branch(condition, state)) for state in states]
        return height

    def _define(self, group: str) -> None:
        """Hand a ruleset over that was not asked yet, in one piece: a second piece would replace the first."""
        decisions = self._pending.pop(group, None)
        if decisions is None:
            return
        ruleset = lang.ruleset(group)
        with ruleset:
            for node, answer, expression in decisions:
                self._rule(node, answer, expression)
        self._host.register_rulesets(dict([ruleset.define()]))

    def _next_group(self) -> str:
        if not self._room:
            self._group, self._room = f"auditor-{next(_names)}", NODES_PER_RULESET
        self._room -= 1
        return self._group

    def _rule(self, node: str, answer: str, expression: Any) -> None:
        condition = lang.m.node == node
        if expression is not None:
            condition = condition & expression
        lang.when_all(lang.c.case << condition, lang.c.closed << (lang.m.closing == 1))(self._teller(node, answer))

    def _teller(self, node: str, answer: str) -> Callable[[Any], None]:
        def tell(_: Any) -> None:
            self._told[node].add(answer)

        return tell


def _assert(host: _Host, group: str, facts: Sequence[Mapping[str, Any]]) -> None:
    try:
        host.assert_facts(group, facts)
    except MessageNotHandledException:  # nothing in this ruleset asks for one; a missing answer is noticed afterwards
        return


def _forget(host: _Host, group: str, session: str) -> None:
    """Delete a session; one that no fact reached does not exist, and its missing answers are noticed elsewhere."""
    with contextlib.suppress(engine_error):
        host.delete_state(group, session)


def _asked(node: _Node, states: Mapping[Condition, State]) -> tuple[str, tuple[State, ...]]:
    """Return a node with the answers to its parts."""
    return node.name, tuple(states[part] for part in node.parts)


def _fact(node: _Node, states: Mapping[Condition, State], session: str) -> dict[str, Any]:
    """Return one flat fact: the node and the answer to each of its parts."""
    fact: dict[str, Any] = {"id": node.name, "sid": session, "node": node.name}
    answers = [states[part] for part in node.parts]
    fact.update({f"p{at}": answer for at, answer in enumerate(answers)})
    if node.branch and node.branch.kind == "at least":
        fact["yes"] = answers.count("yes")
        fact["possible"] = len(answers) - answers.count("no")
    return fact


def _outcomes(rule: Rule, node: _Node) -> list[tuple[Outcome, Any]]:
    """Return outcomes with expressions that exclude each other: every earlier condition is a plain "no"."""

    def holds(condition: Condition, state: State) -> Any:
        return getattr(lang.m, f"p{node.parts.index(condition)}") == state

    decisions: list[tuple[Outcome, Any]] = []
    before: Any = None
    if rule.applies_when is not None:
        decisions.append((Outcome.NOT_APPLICABLE, holds(rule.applies_when, "no")))
        decisions.append((Outcome.UNDETERMINED, holds(rule.applies_when, "unknown")))
        before = holds(rule.applies_when, "yes")
    for outcome, condition in rule.grades:
        decisions.append((outcome, _and(before, holds(condition, "yes"))))
        decisions.append((Outcome.UNDETERMINED, _and(before, holds(condition, "unknown"))))
        before = _and(before, holds(condition, "no"))
    return [*decisions, (rule.otherwise, before)]


def _branch(branch: Branch, state: State) -> Any:
    """Return the durable expression that is true when a branch has this state."""
    if branch.kind == "at least":
        return _number(branch.number, state)
    if branch.kind == "none":
        return _branch(Branch("any", branch.parts), _OPPOSITE[state])
    parts = [getattr(lang.m, f"p{at}") for at in range(len(branch.parts))]
    every, single = ("yes", "no") if branch.kind == "all" else ("no", "yes")
    if state == every:
        return _join([part == every for part in parts], both=True)
    if state == single:
        return _join([part == single for part in parts], both=False)
    settled = _join([part != single for part in parts], both=True)
    return settled & _join([part == "unknown" for part in parts], both=False)


def _number(number: int, state: State) -> Any:
    if state == "yes":
        return lang.m.yes >= number
    if state == "no":
        return lang.m.possible < number
    return (lang.m.yes < number) & (lang.m.possible >= number)


def _and(left: Any, right: Any) -> Any:
    return right if left is None else left & right


def _join(expressions: Sequence[Any], *, both: bool) -> Any:
    joined = expressions[0]
    for expression in expressions[1:]:
        joined = joined & expression if both else joined | expression
    return joined
