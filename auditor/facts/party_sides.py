"""Which party is the client and which the provider: by its name, and where that tells nothing, by the duties.

Whoever pays a fee, engages or orders is the client; whoever is paid, performs or is engaged is the provider.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.facts.marks import Ground, found_groups
from auditor.facts.party_names import Side, any_case, role_of, stem
from auditor.model.profile_words import WordLists

Aliases = Sequence[Sequence[str]]
"""The names of each party."""

_LEAST_LEAD = 1.5
"""Points by which one party must be ahead; a duty to pay counts 2, a duty to perform 1."""
_NAMED = 1.5
"""Points for a name that both sides bear in some contracts, «Оператор», "Distributor"."""


def sides_of(aliases: Aliases, ground: Ground, roles: WordLists) -> tuple[Side | None, ...]:
    """Return the side of each party, None where neither name nor duties tell."""
    named = [_firm_side(names, roles) for names in aliases]
    if len(named) == 1:
        return (named[0] or _by_sign(_points(aliases, ground, roles)[0], _NAMED),)
    if len(named) == 2 and set(named) - {None} and named[0] != named[1]:
        return named[0] or _other(named[1]), named[1] or _other(named[0])
    if None not in named and len(set(named)) > 1:
        return tuple(named)
    points = _points(aliases, ground, roles)
    if len(aliases) == 2:
        return _by_pair(points)
    return tuple(side or _by_sign(lead, _LEAST_LEAD) for side, lead in zip(named, points, strict=True))


def _firm_side(names: Sequence[str], roles: WordLists) -> Side | None:
    sides = {role.side for name in names if (role := role_of(name, roles)) and role.firm}
    return next(iter(sides)) if len(sides) == 1 else None


def _other(side: Side | None) -> Side | None:
    return {"client": "provider", "provider": "client"}.get(side or "")  # type: ignore[return-value]


def _by_pair(points: Sequence[float]) -> tuple[Side | None, Side | None]:
    lead = points[0] - points[1]
    if abs(lead) < _LEAST_LEAD:
        return None, None
    return ("client", "provider") if lead > 0 else ("provider", "client")


def _by_sign(points: float, least: float) -> Side | None:
    if abs(points) < least:
        return None
    return "client" if points > 0 else "provider"


def _points(aliases: Aliases, ground: Ground, roles: WordLists) -> list[float]:
    """Return, for each party, how much speaks for the client (above 0) or the provider (below)."""
    points = [sum(_second(name, roles) for name in names) for names in aliases]
    owners = {tuple(stem(word) for word in name.lower().split()): at for at, names in enumerate(aliases) for name in names}
    everyone = any_case(name for names in aliases for name in names)
    latin = any(name.isascii() for names in aliases for name in names)
    for name, worth in _english(everyone, ground) if latin else _russian(everyone, ground):
        at = _owner(name, owners)
        if at is not None:
            points[at] += worth
    return points


def _second(name: str, roles: WordLists) -> float:
    role = role_of(name, roles)
    return 0.0 if role is None or role.firm else _NAMED if role.side == "client" else -_NAMED


def _owner(name: str, owners: dict[tuple[str, ...], int]) -> int | None:
    words = name.split()
    return next(
        (at for stems, at in owners.items()
         if len(stems) == len(words) and all(word.startswith(root) for word, root in zip(words, stems, strict=True))),
        None,
    )  # fmt: skip


_ENGLISH_DUTY = (
    r"(?:shall|will|must|agrees? to|undertakes? to|is (?:obligated|required) to|promises to|covenants to|desires to|wishes to)"
    r"(?:[ \n][a-z,]+){0,3}?[ \n]"
)
_ENGLISH: tuple[tuple[str, float], ...] = (
    (r"({0})[ \n](?:also |hereby |further )?" + _ENGLISH_DUTY + r"(?:pay|reimburse|compensate|remit|purchase|engage|retain)\b", 2),
    (r"({0})[ \n](?:hereby |also )?(?:engages|retains|appoints|hires|employs|pays)\b", 2),
    (r"(?:paid|payable|payments? made|payment|owed|reimbursed)[ \n]by[ \n](?:the )?({0})", 2),
    (r"(?:invoices? to|invoices?|bills?|services to|services for|assistance to|advice to|support to)[ \n](?:the )?({0})", 1),
    (r"({0})[ \n](?:also |hereby |further )?" + _ENGLISH_DUTY +
     r"(?:provide|perform|render|supply|furnish|develop|manufacture|host|implement|install|design|promote|ship|endorse)\b", -1),
    (r"(?:pay|pays|paying|reimburse|compensate|engages?|engaging|retains?|appoints?|hires?|employs?)[ \n](?:the )?({0})", -2),
    (r"(?:pay|pays|paid|payable|payments?|remit|remitted|owed|due)(?:[ \n][a-z,]+){0,3}?[ \n]to[ \n](?:the )?({0})", -2),
    (r"(?:services|work|products|deliverables)(?: to be)?[ \n](?:provided|performed|rendered|supplied|delivered|furnished)"
     r"[ \n]by[ \n](?:the )?({0})", -2),
    (r"({0})'s?[ \n](?:fees?|compensation|invoices?|services|rates)\b", -1),
)  # fmt: skip
"""What is said of a party, with points for the client's side."""


def _english(everyone: str, ground: Ground) -> Iterator[tuple[str, float]]:
    for expression, worth in _ENGLISH:
        for _, name in found_groups(expression.replace("{0}", everyone), ground):
            yield ground.text[slice(*name)], worth


_RUSSIAN_DUTY = (
    r"(?:обязуется|обязан[ао]?|должен|должна|принимает на себя обязательств[оа])(?:[ \n][а-я,()]+){0,4}?[ \n]"
)
_RUSSIAN: tuple[tuple[str, float], ...] = (
    (r"({0})[ \n]" + _RUSSIAN_DUTY + r"(?:оплат|оплач|уплат|уплач|выплат|выплач|перечисл|возмест|внести|вносить)[а-я]*", 2),
    (r"({0})[ \n](?:оплачивает|уплачивает|выплачивает|перечисляет|вносит|поручает|производит оплату)", 2),
    (r"по[ \n](?:заданию|поручению|заказу|заявкам?)[ \n]({0})", 2),
    (r"({0})[ \n]" + _RUSSIAN_DUTY + r"(?:оказ|выполн|предостав|постав|изготов|разработ|размест|обуч)[а-я]*", -1),
    (r"({0})[ \n](?:оказывает|выполняет|предоставляет|поставляет|осуществляет)", -1),
    (r"(?:вознаграждени[еяю]|услуг[аиу]?|работы|работ)[ \n]({0})", -1),
)
_PAYMENT = r"(?:оплачива|уплачива|выплачива|перечисля)[а-я]+[ \n]({0})"
"""«Уплачивается Заказчиком» is said of the payer, «выплачивается Агенту» of the paid: the ending tells."""


def _russian(everyone: str, ground: Ground) -> Iterator[tuple[str, float]]:
    for expression, worth in _RUSSIAN:
        for _, name in found_groups(expression.replace("{0}", everyone), ground):
            yield ground.text[slice(*name)], worth
    for _, place in found_groups(_PAYMENT.replace("{0}", everyone), ground):
        name = ground.text[slice(*place)]
        if name.endswith(("ом", "ем", "ой", "ей")):
            yield name, 2
        elif name.endswith(("у", "ю", "и")):
            yield name, -2
