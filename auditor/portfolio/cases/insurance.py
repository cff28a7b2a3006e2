"""The liability policy beside the contracts: does it run, is what is done insured, and for enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from auditor.model.case import Told
from auditor.model.finding import Absence
from auditor.model.record import Paper
from auditor.model.text import Text
from auditor.portfolio.cases.activities import ACTIVITIES, NAMES
from auditor.portfolio.cases.policies import (
    Policy,
    cover_of,
    is_untold,
    number_in,
    policies_of,
    told_of,
    unread_policies,
)
from auditor.portfolio.folder import Folder

_FEW = 5
"""One contract in so many: kinds of service that are rarer do not make the policy's scope too narrow."""
_POLICY = Text("полис страхования ответственности", "a liability policy")


def insurance_facts(folder: Folder) -> Iterator[tuple[str, Told]]:
    """Yield whether a liability policy runs, how much of the largest contract it covers, and whether it fits."""
    policies = policies_of(folder)
    if not policies:
        unread = list(unread_policies(folder))
        word = "unknown" if unread or is_untold(folder) else "none"
        absence = Absence(None, (), (_POLICY,), (), len(folder.judged))
        yield "insurance", Told(word, _absent(unread), (), absence)
        yield "cover", Told(word, None, (), absence)
        return
    state, policy = cover_of(folder, policies)
    yield "insurance", Told("found")
    yield "cover", Told("undated" if state == "unknown" else state, told_of(state, policy), (policy.evidence,))
    yield "limit_share", _limit(folder, policy)
    yield "deductible_share", Told(f"{policy.kept_back():.0f}", _kept_back(policy))
    yield "scope", _scope(folder, policy)


def _absent(unread: list[str]) -> Text:
    if unread:
        files = "; ".join(unread[:3])
        return Text(f"Полис может быть в непрочитанном файле: {files}.", f"An unread file may be the policy: {files}.")
    return Text("Полиса нет.", "There is no policy.")


def _limit(folder: Folder, policy: Policy) -> Told:
    told = [(other.price.partition(" "), path) for path, other in _contracts(folder)]
    wanted = policy.currency
    prices = [
        (price, path) for (words, _, money), path in told if wanted in {"", money} and (price := number_in(words))
    ]
    if policy.insured is None or not prices:
        return Told(
            "unknown",
            Text(
                "Страховую сумму или цены договоров не удалось прочитать.",
                "The sum insured or the prices could not be read.",
            ),
        )
    largest, path = max(prices)
    message = Text(
        f"Страховая сумма {_shown(policy.insured)}, крупнейший договор {_shown(largest)} ({path}).",
        f"The sum insured is {_shown(policy.insured)}, the largest contract {_shown(largest)} ({path}).",
    )
    return Told(f"{100 * policy.insured / largest:.0f}", message, (policy.evidence,))


def _kept_back(policy: Policy) -> Text | None:
    share = policy.kept_back()
    if not share:
        return None
    return Text(f"Франшиза {share:.0f} % страховой суммы.", f"The deductible is {share:.0f} % of the sum insured.")


def _contracts(folder: Folder) -> list[tuple[str, Paper]]:
    return [(result.input.path, paper) for result, paper in folder.papers("contract", "annex", "amendment")]


def _scope(folder: Folder, policy: Policy) -> Told:
    insured = {name for name, words in ACTIVITIES.items() if words.search(policy.what)}
    done = _done(folder)
    if not insured or not done:
        return Told(
            "unknown", Text("Виды деятельности не удалось сопоставить.", "The activities could not be compared.")
        )
    left = sorted(done - insured)
    if not left:
        return Told("full", None, (policy.evidence,))
    message = Text(
        f"Не застрахованы: {', '.join(NAMES[name].ru for name in left)}.",
        f"Not insured: {', '.join(NAMES[name].en for name in left)}.",
    )
    return Told("partly" if done & insured else "none", message, (policy.evidence,))


def _done(folder: Folder) -> set[str]:
    """Return the kinds of service that contracts promise: those that a title names, and those of every fifth text."""
    counts: Counter[str] = Counter()
    named: set[str] = set()
    contracts = [other for _, other in folder.papers("contract")]
    for other in contracts:
        counts.update(
            name for name, words in ACTIVITIES.items() if words.search(f"{other.title} {other.opening[:1500]}")
        )
        named |= {name for name, words in ACTIVITIES.items() if words.search(other.title)}
    return named | {name for name, count in counts.items() if count * _FEW >= len(contracts)}


def _shown(number: Decimal) -> str:
    return f"{number:,.0f}".replace(",", " ")
