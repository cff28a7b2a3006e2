"""The liability policy beside the contracts: is what is done insured, and for enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from auditor.model.case import Told
from auditor.model.finding import Absence, Evidence
from auditor.model.judged import Judged
from auditor.model.record import Paper
from auditor.model.text import Text
from auditor.portfolio.folder import Folder

_SUM = re.compile(
    r"(?:страхов\w+ сумм\w*|лимит\w* (?:ответственности|возмещения)|sum insured|insured (?:sum|amount)"
    r"|limit of (?:liability|indemnity)|indemnity limit)[^\d]{0,60}(?P<sum>\d[\d\s\u00a0.,]*\d)",
    re.IGNORECASE,
)
_ACTIVITIES = {
    "legal": re.compile(r"юридическ|правов|адвокат|\bсуд|legal|attorney|solicitor|law firm", re.IGNORECASE),
    "accounting": re.compile(r"бухгалтер|налогов\w+ уч[её]т|ведени\w+ уч[её]т|account|bookkeep", re.IGNORECASE),
    "audit": re.compile(r"аудит|\baudit", re.IGNORECASE),
    "medical": re.compile(r"медицинск|стоматолог|лечени|medical|dental|clinic", re.IGNORECASE),
    "education": re.compile(r"образовательн|обучени|курс\w* |tuition|training course|teaching", re.IGNORECASE),
    "software": re.compile(
        r"программн\w+ обеспеч|разработк\w+ (?:сайт|программ)|software|website|hosting", re.IGNORECASE
    ),
    "design": re.compile(r"дизайн|проектировани|design|architect", re.IGNORECASE),
    "building": re.compile(r"строительн|ремонт|монтаж|construction|building works|renovation", re.IGNORECASE),
    "cleaning": re.compile(r"уборк|клининг|cleaning", re.IGNORECASE),
    "transport": re.compile(r"перевозк|экспедиц|transport|carriage|freight", re.IGNORECASE),
    "marketing": re.compile(r"реклам|маркетинг|advertis|marketing", re.IGNORECASE),
    "translation": re.compile(r"перевод\w* (?:текст|документ)|письменн\w+ перевод|translation", re.IGNORECASE),
    "security": re.compile(r"охран\w+ услуг|охран\w+ объект|security services|guarding", re.IGNORECASE),
}
_NAMES = {
    "legal": Text("юридические услуги", "legal services"), "accounting": Text("бухгалтерские услуги", "accounting"),
    "audit": Text("аудит", "audit"), "medical": Text("медицинские услуги", "medical services"),
    "education": Text("обучение", "education"), "software": Text("программы и сайты", "software"),
    "design": Text("проектирование и дизайн", "design"), "building": Text("строительство и ремонт", "building works"),
    "cleaning": Text("уборка", "cleaning"), "transport": Text("перевозки", "transport"),
    "marketing": Text("реклама и маркетинг", "marketing"), "translation": Text("переводы", "translation"),
    "security": Text("охрана", "security services"),
}  # fmt: skip
_FEW = 5
"""One contract in so many: kinds of service that are rarer do not make the policy's scope too narrow."""


def insurance_facts(folder: Folder) -> Iterator[tuple[str, Told]]:
    """Yield the share of the largest contract that the sum insured covers, and whether what is done is insured."""
    policies = [(result, paper) for result, paper in folder.papers("insurance") if _is_liability(paper)]
    if not policies:
        absence = Absence(None, (), (_POLICY,), (), len(folder.judged))
        yield "insurance", Told("none", Text("Полиса нет.", "There is no policy."), (), absence)
        return
    yield "insurance", Told("found")
    result, paper = max(policies, key=lambda entry: max(entry[1].dates, default=""))
    yield "limit_share", _limit(folder, result, paper)
    yield "scope", _scope(folder, result, paper)


_POLICY = Text("полис страхования ответственности", "a liability policy")


def _is_liability(paper: Paper) -> bool:
    return re.search(r"ответственност|liability|indemnity", paper.opening, re.IGNORECASE) is not None


def _limit(folder: Folder, result: Judged, paper: Paper) -> Told:
    found = _SUM.search(paper.opening)
    insured = _number(found["sum"]) if found else None
    prices = [(price, path) for path, other in _contracts(folder) if (price := _number(other.price.partition(" ")[0]))]
    if insured is None or found is None or not prices:
        return Told(
            "unknown",
            Text(
                "Страховую сумму или цены договоров не удалось прочитать.",
                "The sum insured or the prices could not be read.",
            ),
        )
    largest, path = max(prices)
    message = Text(
        f"Страховая сумма {_shown(insured)}, крупнейший договор {_shown(largest)} ({path}).",
        f"The sum insured is {_shown(insured)}, the largest contract {_shown(largest)} ({path}).",
    )
    return Told(f"{100 * insured / largest:.0f}", message, (Evidence(result.input.path, found[0]),))


def _contracts(folder: Folder) -> list[tuple[str, Paper]]:
    return [(result.input.path, paper) for result, paper in folder.papers("contract", "annex", "amendment")]


def _scope(folder: Folder, result: Judged, paper: Paper) -> Told:
    stated = _STATED.search(paper.opening)
    words_of_policy = stated["what"] if stated else _QUOTED.sub(" ", paper.opening)
    insured = {name for name, words in _ACTIVITIES.items() if words.search(words_of_policy)}
    counts: Counter[str] = Counter()
    contracts = [other for _, other in folder.papers("contract")]
    for other in contracts:
        counts.update(
            name for name, words in _ACTIVITIES.items() if words.search(f"{other.title} {other.opening[:1500]}")
        )
    done = {name for name, count in counts.items() if count * _FEW >= len(contracts)}
    if not insured or not done:
        return Told(
            "unknown", Text("Виды деятельности не удалось сопоставить.", "The activities could not be compared.")
        )
    left = sorted(done - insured)
    evidence = (Evidence(result.input.path, stated[0][:300] if stated else paper.opening[:400]),)
    if not left:
        return Told("full", None, evidence)
    message = Text(
        f"Не застрахованы: {', '.join(_NAMES[name].ru for name in left)}.",
        f"Not insured: {', '.join(_NAMES[name].en for name in left)}.",
    )
    return Told("partly" if done & insured else "none", message, evidence)


_STATED = re.compile(
    r"(?:застрахованн\w+ (?:вид\w* )?деятельност\w*|вид\w* (?:застрахованной )?деятельност\w*"
    r"|insured (?:activit\w+|business|services))"
    r"(?P<what>.{3,300})",
    re.IGNORECASE | re.DOTALL,
)
"""Where a policy says what it insures."""
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"")
"""Names of firms: what a firm is called is not what it does."""


def _number(words: str) -> Decimal | None:
    digits = re.sub(r"[\s\u00a0]", "", words)
    digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def _shown(number: Decimal) -> str:
    return f"{number:,.0f}".replace(",", " ")
