"""Whether a contract may be signed, by a policy that says where it is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import yaml

from auditor.desk import rulebook
from auditor.errors import RuleError
from auditor.model.finding import Finding, Outcome, Severity, Subject, SubjectKind
from auditor.model.report import Input, InputStatus
from auditor.model.signing import Answer, SigningPolicy
from auditor.model.text import Text
from auditor.review.verdict import verdict_of
from auditor.reviewing import signing_policy
from auditor.rulebook.folders import rules_folder
from auditor.rulebook.schemas import schemas
from auditor.rulebook.signing import load_signing

SUBJECT = Subject(SubjectKind.CONTRACT, "contract:a", "a.docx", "a", "m-1")
READ = Input("a.docx", "", 1, "", InputStatus.READ)
TEXT = Text("Условия нет", "There is no clause")


def finding(outcome: Outcome, severity: Severity, polarity: str = "required") -> Finding:
    return Finding("rule", outcome, severity, 4, SUBJECT, "payment", TEXT, TEXT, TEXT, tags=(polarity,))


@pytest.fixture
def policy() -> SigningPolicy:
    return signing_policy(None, ())


@pytest.mark.parametrize(
    ("findings", "answer"),
    [
        ([], Answer.YES),
        ([finding(Outcome.PASS, Severity.CRITICAL)], Answer.YES),
        ([finding(Outcome.FAIL, Severity.LOW)], Answer.YES),
        ([finding(Outcome.FAIL, Severity.MEDIUM)], Answer.CHANGES),
        ([finding(Outcome.WEAK, Severity.HIGH)], Answer.CHANGES),
        ([finding(Outcome.UNDETERMINED, Severity.CRITICAL)], Answer.CANNOT_TELL),
        ([finding(Outcome.FAIL, Severity.CRITICAL)], Answer.NO),
        ([finding(Outcome.FAIL, Severity.HIGH, "forbidden")], Answer.NO),
        ([finding(Outcome.UNDETERMINED, Severity.CRITICAL), finding(Outcome.FAIL, Severity.CRITICAL)], Answer.NO),
    ],
)
def test_the_worst_finding_decides(findings: list[Finding], answer: Answer, policy: SigningPolicy) -> None:
    assert verdict_of(findings, [READ], policy).answer is answer


def test_a_contract_read_in_part_is_never_simply_signed(policy: SigningPolicy) -> None:
    entry = replace(READ, status=InputStatus.PARTLY_READ, message=Text("Скан.", "A scan."))
    verdict = verdict_of([], [entry], policy)
    assert verdict.answer is Answer.CANNOT_TELL
    assert "Скан." in verdict.reasons[0].ru


def test_those_who_may_approve_are_named_for_the_gravest_obstacle(policy: SigningPolicy) -> None:
    grave, lesser = finding(Outcome.FAIL, Severity.CRITICAL), finding(Outcome.FAIL, Severity.MEDIUM)
    verdict = verdict_of([lesser, grave], [READ], policy)
    assert [who.en for who in verdict.approvers] == ["head of legal"]
    assert [obstacle.finding for obstacle in verdict.obstacles] == [grave, lesser]
    assert not verdict.final


SMALL = """title: {ru: Порядок, en: Policy}
approvers:
  - id: director
    title: {ru: директор, en: director}
grounds:
  - id: gap
    effect: "no"
    outcome: fail
"""


def loaded(text: str, place: Path) -> SigningPolicy:
    path = place / "signing.yaml"
    path.write_text(text, encoding="utf-8")
    return load_signing(path, rulebook(())[0])


def test_without_an_approver_nobody_may_sign(tmp_path: Path) -> None:
    verdict = verdict_of([finding(Outcome.FAIL, Severity.LOW)], [READ], loaded(SMALL, tmp_path))
    assert verdict.answer is Answer.NO
    assert verdict.final


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("outcome: fail", "outcome: failed", 8, "«failed»"),
        ('effect: "no"', "effect: never", 7, "«never»"),
        ("outcome: fail", "outcome: fail\n    severity: [high, grave]", 9, "«grave»"),
        ("outcome: fail", "outcome: fail\n    approver: nobody", 9, "«nobody»"),
        ("outcome: fail", "outcome: fail\n    rule: no-such-rule", 9, "«no-such-rule»"),
        ("outcome: fail", "outcome: fail\n    section: no-such-section", 9, "«no-such-section»"),
        ("outcome: fail", "outcome: fail\n    colour: red", 9, "«colour»"),
        ("outcome: fail", 'outcome: fail\n  - id: gap\n    effect: "yes"', 9, "twice"),
    ],
)
def test_a_mistake_is_shown_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(RuleError) as caught:
        loaded(SMALL.replace(old, new), tmp_path)
    assert said in caught.value.message
    assert caught.value.place is not None
    assert caught.value.place.line == line


def test_the_policy_of_the_product_keeps_its_schema() -> None:
    text = (rules_folder() / "signing.yaml").read_text(encoding="utf-8")
    jsonschema.validate(yaml.safe_load(text), schemas()["signing"])
    wrong = yaml.safe_load(text.replace("outcome: fail", "outcome: failed", 1))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schemas()["signing"])


def test_a_folder_of_rules_brings_its_own_policy(tmp_path: Path) -> None:
    (tmp_path / "signing.yaml").write_text(SMALL, encoding="utf-8")
    assert signing_policy(None, (tmp_path,)).title.en == "Policy"
