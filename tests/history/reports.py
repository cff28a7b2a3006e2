"""Reports made by hand, where reading files is not what is tried."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from auditor.model.finding import Evidence, Finding, Outcome, Severity, Subject, SubjectKind, fingerprint_of
from auditor.model.report import Input, InputStatus, Matter, Report, RulesetStamp, SubjectScore
from auditor.model.text import Text
from auditor.model.trace import Trace
from auditor.scoring.score import score_portfolio, score_subject

RULES = ("late", "harm", "quiet")


def report_of(
    documents: Mapping[str, Mapping[str, tuple[Outcome, str]]], day: str = "2026-11-01", *, rules: str = "r1"
) -> Report:
    """Return a report on documents by name: each with its rules, their outcomes and the words they rest on."""
    inputs, findings, matters = [], [], []
    for name, outcomes in documents.items():
        path = f"{name}.txt"
        told = f"{name}{sorted(outcomes.items())}"
        sha256 = hashlib.sha256(told.encode()).hexdigest()
        subject = Subject(SubjectKind.CONTRACT, f"contract:{path}", path, f"Договор {name}", f"m-{name}")
        trace = Trace(sha256[:32], b"", name, "2026-01-01", (f"клиент {name}",), "договор")
        inputs.append(
            Input(path, sha256, 10, "text/plain", InputStatus.READ, kind="contract", matter=subject.matter, trace=trace)
        )
        matters.append(Matter(subject.matter, f"Клиент {name}", None, (path,)))
        findings += [finding_of(subject, rule, outcome, words) for rule, (outcome, words) in outcomes.items()]
    by_subject = tuple(
        SubjectScore(s, score_subject([f for f in findings if f.subject == s]))
        for s in dict.fromkeys(f.subject for f in findings)
    )
    return Report(
        "0.1", RulesetStamp("1", rules, len(RULES)), f"{day}T10:00:00+00:00", day, "ru", tuple(inputs), tuple(matters),
        tuple(findings), score_portfolio(by_subject), by_subject, (("s", Text("Раздел", "Section")),),
    )  # fmt: skip


def finding_of(subject: Subject, rule: str, outcome: Outcome, words: str = "") -> Finding:
    mark = hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""
    likelihood = {Outcome.FAIL: 4, Outcome.WEAK: 2}.get(outcome, 0)
    return Finding(
        rule, outcome, Severity.HIGH, likelihood, subject, "s", Text(f"Нет: {rule}", f"No {rule}"), Text("м", "m"),
        Text("р", "r"), evidence=(Evidence(subject.path, words),) if words else (),
        fingerprint=fingerprint_of(subject.matter, rule, mark), words=mark,
    )  # fmt: skip


def small_report(who: str, number: int) -> Report:
    """Return the report of one writer's audit: three documents, one of which changes every time."""
    return report_of(
        {
            "a": {"late": (Outcome.FAIL, ""), "harm": (Outcome.PASS, "")},
            "b": {"late": (Outcome.PASS, "")},
            f"c-{who}": {"late": (Outcome.FAIL, f"слова {who} {number}")},
        }
    )
