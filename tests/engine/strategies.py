"""Random rules and answers, as large as real ones and larger."""

from __future__ import annotations

from hypothesis import strategies as st

from auditor.engine.interface import Case, State, conditions_of, leaves
from auditor.model.finding import Outcome, Severity, SubjectKind
from auditor.model.rule import Branch, Condition, Leaf, Rule
from auditor.model.text import Text

WORDS = Text("слова", "words")
LEAVES = [Leaf("mentions", (("mentions", (f"topic-{number}",)),)) for number in range(6)]
STATES: list[State] = ["yes", "no", "unknown"]


@st.composite
def branches(draw: st.DrawFn, parts: st.SearchStrategy[Condition]) -> Condition:
    members = tuple(draw(st.lists(parts, min_size=1, max_size=4)))
    kind = draw(st.sampled_from(["all", "any", "none", "at least"]))
    number = draw(st.integers(1, len(members))) if kind == "at least" else 1
    return Branch(kind, members, number)


conditions = st.recursive(st.sampled_from(LEAVES), branches, max_leaves=10)


def rule(number: int, grades: list[Condition], applies: Condition | None, *, forbidden: bool) -> Rule:
    names = (Outcome.FAIL, Outcome.WEAK) if forbidden else (Outcome.PASS, Outcome.WEAK)
    return Rule(
        id=f"rule-{number}", section="s", subject=SubjectKind.CONTRACT, origin="law",
        polarity="forbidden" if forbidden else "required", applies_to="any", severity=Severity.LOW, title=WORDS,
        subject_matter=WORDS, why=WORDS, law=(), recommendation=WORDS, definition={},
        grades=tuple(zip(names, grades, strict=False)), otherwise=Outcome.PASS if forbidden else Outcome.FAIL,
        applies_when=applies,
    )  # fmt: skip


@st.composite
def rules(draw: st.DrawFn, most: int = 8) -> list[Rule]:
    count = draw(st.integers(1, most))
    return [
        rule(
            number,
            draw(st.lists(conditions, min_size=1, max_size=2)),
            draw(st.none() | conditions),
            forbidden=draw(st.booleans()),
        )
        for number in range(count)
    ]


@st.composite
def cases(draw: st.DrawFn, of: list[Rule]) -> list[Case]:
    made = []
    for member in draw(st.permutations(of)):
        asked = dict.fromkeys(leaf for condition in conditions_of(member) for leaf in leaves(condition))
        made.append(Case(member, {leaf: draw(st.sampled_from(STATES)) for leaf in asked}))
    return made
