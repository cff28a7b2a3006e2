"""Findings and a policy to the answer whether a contract may be signed. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.model.finding import Finding, Outcome
from auditor.model.report import Input, InputStatus
from auditor.model.signing import Answer, Ground, Obstacle, SigningPolicy, Verdict
from auditor.model.text import Text

_GRAVITY = {Answer.YES: 0, Answer.CHANGES: 1, Answer.CANNOT_TELL: 2, Answer.NO: 3}
"""How the answers outweigh each other: what is known to be wrong weighs more than what is not known."""
_SETTLED = frozenset({Outcome.PASS, Outcome.NOT_APPLICABLE})


def verdict_of(findings: Iterable[Finding], inputs: Sequence[Input], policy: SigningPolicy) -> Verdict:
    """Return whether a contract may be signed: the worst that a finding, or a file not read, makes of it."""
    obstacles = sorted(
        (Obstacle(finding, ground, policy.approver(ground)) for finding, ground in _matched(findings, policy)),
        key=lambda obstacle: (-_GRAVITY[obstacle.ground.effect], -obstacle.finding.risk, -obstacle.finding.consequence),
    )
    reasons = tuple(_unread(entry) for entry in inputs if entry.status is not InputStatus.READ)
    effects = [obstacle.ground.effect for obstacle in obstacles] + [policy.partly_read] * bool(reasons)
    worst = max(effects, key=_GRAVITY.__getitem__, default=Answer.YES)
    return Verdict(
        answer=worst,
        obstacles=tuple(obstacles),
        reasons=reasons,
        approvers=_approvers(obstacles, worst),
        final=any(o.ground.effect is worst and o.approver is None for o in obstacles) and worst is not Answer.YES,
    )


def _matched(findings: Iterable[Finding], policy: SigningPolicy) -> Iterable[tuple[Finding, Ground]]:
    """Yield the findings that matter for the signature, each with the first ground that it belongs to."""
    for finding in findings:
        if finding.outcome in _SETTLED:
            continue
        ground = next((ground for ground in policy.grounds if ground.holds(finding)), None)
        if ground is not None and ground.effect is not Answer.YES:
            yield finding, ground


def _approvers(obstacles: Sequence[Obstacle], worst: Answer) -> tuple[Text, ...]:
    """Return who must agree to sign it as it stands: those of the gravest obstacles."""
    named = (o.approver for o in obstacles if o.approver is not None and o.ground.effect is worst)
    return tuple(dict.fromkeys(named))


def _unread(entry: Input) -> Text:
    why = entry.message or Text(entry.reason or "", entry.reason or "")
    return Text(f"{entry.path}: прочитано не полностью. {why.ru}", f"{entry.path}: not read in full. {why.en}")
