"""Liability policies: out of registers of policies, and out of the policies themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from auditor.model.finding import Evidence
from auditor.model.judged import Judged
from auditor.model.record import Paper, Record
from auditor.model.text import Text
from auditor.portfolio.days import days_in, term_in
from auditor.portfolio.folder import Folder

_SOON = 30
"""Days before its end from which a policy is about to run out (check-list, insurance-expired)."""
_OPENING = 400
_NOT_POLICIES = frozenset({
    "contract", "annex", "amendment", "act", "invoice", "claim", "interaction", "complaint_register", "policy",
})  # fmt: skip
_IS_POLICY = re.compile(
    r"(?:полис|сертификат|свидетельство|договор)\w*\s+(?:[\w№./-]+\s+){0,5}страхован\w*"
    r"|полис\w*\s+(?:[\w№./-]+\s+){0,3}ответственност"
    r"|(?:liability|indemnity)\s+(?:insurance|policy|certificate)|insurance (?:policy|certificate)",
    re.IGNORECASE,
)
_LIABILITY = re.compile(r"ответственност|liability|indemnity|malpractice|errors and omissions", re.IGNORECASE)
_OTHER_LIABILITY = re.compile(
    r"владельцев транспортных средств|автогражданск|осаго|ответственност\w+ перевозчик|carrier.?s? liability"
    r"|motor|employers.? liability",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"срок|период|действ|страхов\w+ с\b|\bс\s+\d|\bпо\s+\d|истекает|period|valid|from\s+\d|until|expir|cover",
    re.IGNORECASE,
)
_UNPAID = re.compile(
    r"(?:преми|взнос|полис)\w*[^.\n]{0,40}\bне\s+(?:был\w*\s+)?(?:оплач|уплач|внес)"
    r"|premium[^.\n]{0,40}(?:not (?:been )?paid|unpaid|outstanding)",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"(?:страхов\w+ сумм\w*|(?m:^\W*(?:сколько|на сколько|на какую сумму)\b)"
    r"|лимит\w* (?:ответственности|возмещения)|sum insured|insured (?:sum|amount)"
    r"|limit of (?:liability|indemnity)|indemnity limit)[^\d]{0,60}(?P<sum>\d[\d\s\u00a0.,]*\d)(?P<after>.{0,12})",
    re.IGNORECASE,
)
_DEDUCTIBLE = re.compile(
    r"(?:франшиз\w*|deductible|excess)[^\d\n]{0,40}(?P<sum>\d[\d\s\u00a0]*(?:[.,]\d+)?)\s*(?P<percent>%)?",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?:застрахованн\w+ (?:вид\w* )?деятельност\w*|вид\w* (?:застрахованной )?деятельност\w*"
    r"|insured (?:activit\w+|business|services))"
    r"(?P<what>.{3,300})",
    re.IGNORECASE | re.DOTALL,
)
"""Where a policy says what it insures."""
_EXCLUDED = re.compile(
    r"(?im)^\W*(?:не застрахован\w*|не покрыва\w+|не страху\w+|исключени\w*"
    r"|exclu(?:ded|sions?)|not (?:insured|covered))\b[^\n]{0,30}\n?[^\n]*"
)
"""What a policy leaves out, on the line of its heading or the next one."""
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"")
"""Names of firms: what a firm is called is not what it does."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One liability policy."""

    name: str
    evidence: Evidence
    what: str
    """What it insures, in its own words."""
    begin: str = ""
    end: str = ""
    """First and last day, ISO 8601; empty where nothing tells them."""
    insured: Decimal | None = None
    currency: str = ""
    deductible: Decimal | None = None
    deductible_percent: Decimal | None = None
    is_unpaid: bool = False

    def kept_back(self) -> Decimal:
        """Return the percentage of the sum insured that the insured bears alone."""
        if self.deductible_percent is not None:
            return self.deductible_percent
        return 100 * self.deductible / self.insured if self.deductible and self.insured else Decimal(0)


def policies_of(folder: Folder) -> list[Policy]:
    """Return all liability policies that the files speak of."""
    listed = [_of_row(folder, result, record) for result, record in folder.records("insurance") if _insures(record)]
    papers = [_of_paper(result, paper) for result, paper in folder.papers() if _is_policy(result, paper)]
    return listed + papers


def cover_of(folder: Folder, policies: list[Policy]) -> tuple[str, Policy]:
    """Return how the best policy stands, and itself: ``running``, ``ending``, ``unpaid``, ``unknown``, ``expired``."""
    soon = (folder.as_of + timedelta(days=_SOON)).isoformat()
    states = [(_state(policy, folder.as_of.isoformat(), soon), policy) for policy in policies]
    latest = sorted(states, key=lambda entry: entry[1].end, reverse=True)
    best = min(latest, key=lambda entry: _ORDER.index(entry[0]))
    if best[0] == "ending" and any(_follows(policy, best[1]) for policy in policies):
        return "running", best[1]
    return best


_ORDER = ("running", "ending", "unpaid", "unknown", "later", "expired")


def _state(policy: Policy, today: str, soon: str) -> str:
    if not policy.end:
        return "unknown"
    if policy.end < today:
        return "expired"
    if policy.begin and policy.begin > today:
        return "later"
    if policy.is_unpaid:
        return "unpaid"
    return "ending" if policy.end <= soon else "running"


def _follows(later: Policy, earlier: Policy) -> bool:
    """Return whether a paid policy begins where another ends."""
    return not later.is_unpaid and bool(later.begin) and later.begin <= _after(earlier.end) and later.end > earlier.end


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _insures(record: Record) -> bool:
    """Return whether a row of a register is a policy of the firm's own liability."""
    if record.value("risk") == "other":
        return False
    words = f"{record.text('risk')} {record.text('number')} {record.text('activity')}"
    return record.value("risk") == "liability" or (
        bool(_LIABILITY.search(words)) and not _OTHER_LIABILITY.search(words)
    )


def _of_row(folder: Folder, result: Judged, record: Record) -> Policy:
    begin, end = record.value("from"), record.value("to")
    if record.text("period") and not end:
        begin, end = _term([record.text("period")])
    deductible = record.text("deductible")
    percent = "%" in deductible
    kept = number_in(deductible)
    sums = f"{_heading(result, record, 'sum')} {record.text('sum')}"
    return Policy(
        name=record.text("number") or record.text("risk")[:60],
        evidence=folder.evidence(result, record),
        what=f"{record.text('risk')} {record.text('activity')}".strip(),
        begin=begin, end=end,
        insured=number_in(record.text("sum")), currency=currency_in(sums),
        deductible=None if percent else kept, deductible_percent=kept if percent else None,
        is_unpaid=record.value("paid") == "no",
    )  # fmt: skip


def _heading(result: Judged, record: Record, column: str) -> str:
    """Return the words above a column of the table that a row stands in."""
    return next((table.columns.get(column, "") for table in result.tables if table.id == record.table), "")


def _is_policy(result: Judged, paper: Paper) -> bool:
    if any(record.kind == "insurance" for record in result.records) or not _LIABILITY.search(paper.opening):
        return False
    if _OTHER_LIABILITY.search(paper.opening[:_OPENING]):
        return False
    opens = _IS_POLICY.search(paper.opening[:_OPENING]) is not None and "liability-policy" in paper.topics
    return paper.kind == "insurance" or (opens and paper.kind not in _NOT_POLICIES and not result.tables)


def _of_paper(result: Judged, paper: Paper) -> Policy:
    text = paper.opening
    begin, end = _term([line for line in text.split("\n") if _TERM.search(line)])
    found, kept = _SUM.search(text), _DEDUCTIBLE.search(text)
    stated = _STATED.search(text)
    amount = number_in(kept["sum"]) if kept else None
    is_percent = bool(kept and kept["percent"])
    words = found[0] if found else stated[0][:300] if stated else text[:_OPENING]
    return Policy(
        name=paper.title or result.input.path.rpartition("/")[2],
        evidence=Evidence(result.input.path, words),
        what=stated["what"] if stated else _QUOTED.sub(" ", _EXCLUDED.sub(" ", text)),
        begin=begin, end=end,
        insured=number_in(found["sum"]) if found else None, currency=currency_in(found[0]) if found else "",
        deductible=None if is_percent else amount, deductible_percent=amount if is_percent else None,
        is_unpaid=_UNPAID.search(text) is not None,
    )  # fmt: skip


def _term(lines: list[str]) -> tuple[str, str]:
    """Return the first term with two days that some lines tell; else a last day alone."""
    terms = [term_in(line) for line in lines if days_in(line)]
    both = next(((begin, end) for begin, end in terms if begin and end), None)
    return both or next(((begin, end) for begin, end in terms if end), ("", ""))


_CURRENCIES = {
    "RUB": re.compile(r"руб|₽|\brub\b|\brur\b", re.IGNORECASE), "USD": re.compile(r"\$|\busd\b|доллар", re.IGNORECASE),
    "EUR": re.compile(r"€|\beur\b|евро", re.IGNORECASE), "GBP": re.compile(r"£|\bgbp\b|фунт", re.IGNORECASE),
}  # fmt: skip


def currency_in(words: str) -> str:
    """Return the currency that some words name; empty for none."""
    folded = words.replace("_", " ")
    return next((name for name, sign in _CURRENCIES.items() if sign.search(folded)), "")


def number_in(words: str) -> Decimal | None:
    """Return the first number in some words; None where there is none."""
    found = re.search(r"\d[\d\s\u00a0.,]*", words)
    if found is None:
        return None
    digits = re.sub(r"[\s\u00a0]", "", found[0]).rstrip(".,")
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def told_of(cover: str, policy: Policy) -> Text:
    """Return how a policy stands, in one sentence."""
    name, end = policy.name, policy.end or "…"
    said: dict[str, Text] = {
        "running": Text(f"{name}: действует по {end}.", f"{name}: runs until {end}."),
        "ending": Text(f"{name}: истекает {end}, нового полиса нет.", f"{name}: ends on {end}, with none to follow."),
        "unpaid": Text(f"{name}: взнос не оплачен.", f"{name}: the premium is not paid."),
        "later": Text(f"{name}: начнёт действовать {policy.begin}.", f"{name}: begins on {policy.begin}."),
        "expired": Text(f"{name}: истёк {end}.", f"{name}: ran out on {end}."),
        "unknown": Text(f"{name}: срок не указан.", f"{name}: no term is named."),
    }
    return said[cover]


def unread_policies(folder: Folder) -> Iterator[str]:
    """Yield the files that could not be read and whose names speak of insurance."""
    for path in folder.unread:
        if re.search(r"полис|страхов|insur|policy|indemnity", path.rpartition("/")[2], re.IGNORECASE):
            yield path


def is_untold(folder: Folder) -> bool:
    """Return whether registers list policies and none of their rows says what is insured."""
    rows = [record for _, record in folder.records("insurance")]
    return bool(rows) and not any(record.text("risk") or record.text("activity") for record in rows)
