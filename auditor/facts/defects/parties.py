"""A party under two names or two numbers, and registration numbers and accounts whose check digits do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, zip_longest

from auditor.facts.defects.reading import Reading
from auditor.facts.value_matching import NEIGHBOURHOOD, Found, Pattern, Value, any_of
from auditor.facts.value_requisites import is_account_of_bank
from auditor.model.fact import Defect
from auditor.model.profile import Span
from auditor.model.text import Text

_FORMS = {
    "ооо": "ооо", "общество с ограниченной ответственностью": "ооо", "общества с ограниченной ответственностью": "ооо",
    "обществом с ограниченной ответственностью": "ооо", "ао": "ао", "акционерное общество": "ао",
    "акционерного общества": "ао", "пао": "пао", "публичное акционерное общество": "пао", "оао": "оао", "зао": "зао",
    "нао": "нао", "ано": "ано", "автономная некоммерческая организация": "ано", "тсж": "тсж", "тсн": "тсн",
    "ооо чоп": "ооо", "гуп": "гуп", "муп": "муп", "фгуп": "фгуп", "фгбу": "фгбу", "гбу": "гбу", "мбу": "мбу",
    "чоу": "чоу", "тоо": "тоо", "ooo": "ооо", "oao": "оао",
}  # fmt: skip
"""How a legal form is written, and its short name."""
_COMPANY = rf"(?P<form>{any_of(_FORMS)})[ \n]{{0,2}}\"(?P<name>[^\"\n]{{2,80}})\""
_BANK = re.compile(r"банк|филиал|отделени")
_TITLES = {"inn": "ИНН", "ogrn": "ОГРН", "ogrnip": "ОГРНИП", "account": "р/с", "corr_account": "к/с"}
_MOST_NAMES = 60
"""Different names that are compared with one another: more stand in a list of firms, not in a contract."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A firm where the text names it."""

    form: str
    name: str
    span: Span
    shown: str
    """Form and name as the document has them."""

    @property
    def key(self) -> str:
        """Return the letters and digits of the name: spaces, hyphens and full stops make no other firm."""
        return "".join(sign for sign in self.name if sign.isalnum())


def find(reading: Reading) -> Iterator[Defect]:
    """Yield what does not fit a party; grade weak where only the spelling of a name differs."""
    yield from _check_digits(reading)
    yield from _accounts(reading)
    names = _names(reading)
    yield from _numbers_of_names(reading, names)
    yield from _numbers_of_entrepreneurs(reading)
    yield from _names_of_sides(reading, names)
    yield from _spellings(reading, names)


def _check_digits(reading: Reading) -> Iterator[Defect]:
    """Yield each ИНН, ОГРН and ОГРНИП whose check digits do not hold, once."""
    seen: set[str] = set()
    for value in reading.of_kind("inn", "ogrn", "ogrnip"):
        digits = reading.text[value.start : value.end]
        if value.detail == "invalid" and digits not in seen:
            seen.add(digits)
            what = _TITLES[value.kind]
            message = Text(
                f"{what} {digits}: контрольное число не сходится, в номере ошибка.",
                f"{what} {digits}: the check digits do not hold; the number has a mistake.",
            )
            yield reading.defect("parties", reading.around(value.start, value.end), message)


def _accounts(reading: Reading) -> Iterator[Defect]:
    """Yield the accounts near a bank code that fit no bank code of the document: columns of requisites run together."""
    codes = [value for value in reading.of_kind("bik") if reading.text.startswith("04", value.start)]
    for value in reading.of_kind("account", "corr_account"):
        near = [code for code in codes if abs(code.start - value.start) <= NEIGHBOURHOOD]
        if value.detail != "invalid" or not near or any(_fits(reading, value, code) for code in codes):
            continue
        digits, code = reading.text[value.start : value.end], reading.text[near[0].start : near[0].end]
        message = Text(
            f"Счёт {digits} не подходит к БИК {code}: контрольное число не сходится.",
            f"Account {digits} does not fit the bank code {code}: the check digit does not hold.",
        )
        also = [reading.around(near[0].start, near[0].end)]
        yield reading.defect("parties", reading.around(value.start, value.end), message, also=also)


def _fits(reading: Reading, account: Value, code: Value) -> bool:
    return is_account_of_bank(reading.text[account.start : account.end], reading.text[code.start : code.end])


def _names(reading: Reading) -> list[_Name]:
    """Return the firms that the text names, banks left out, in order of place."""
    found = (value for value in _FIRMS.values(reading.text, reading.copy) if reading.counts(value.start))
    names = [
        _Name(value.unit or "", value.detail or "", (value.start, value.end), reading.verbatim(value.start, value.end))
        for value in found
    ]
    return [name for name in names if name.key and not _BANK.search(name.name)]


def _firm(found: Found) -> Iterator[Value]:
    """Yield a firm's name; the unit is its legal form."""
    yield found.value("firm", unit=_FORMS[found["form"]], detail=found["name"].strip())


_FIRMS = Pattern(_COMPANY, _firm)


_NEAR_NUMBER = 250
"""Characters after a firm's name in which its ИНН stands."""


def _numbers_of_names(reading: Reading, names: Sequence[_Name]) -> Iterator[Defect]:
    """Yield a firm with two ИНН, and an ИНН that two firms share."""
    pairs = list(_pairs(reading, names))
    for (first, one), (second, other) in combinations(pairs, 2):
        inns = [reading.text[value.start : value.end] for value in (one, other)]
        same_name, same_inn = first.key == second.key, inns[0] == inns[1]
        if same_name and not same_inn:
            message = Text(
                f"У {first.shown} два разных ИНН: {inns[0]} и {inns[1]}.",
                f"{first.shown} has two different ИНН: {inns[0]} and {inns[1]}.",
            )
        elif same_inn and not same_name and _distance(first.key, second.key) > _most_slips(first.key):
            message = Text(
                f"Один ИНН {inns[0]} указан у двух лиц: {first.shown} и {second.shown}.",
                f"One ИНН, {inns[0]}, is given for two firms: {first.shown} and {second.shown}.",
            )
        else:
            continue
        also = [reading.around(other.start, other.end)]
        yield reading.defect("parties", reading.around(one.start, one.end), message, also=also)
        return


def _pairs(reading: Reading, names: Sequence[_Name]) -> Iterator[tuple[_Name, Value]]:
    """Yield each firm with the one ИНН between its name and the next firm's; none where columns run together."""
    inns = reading.of_kind("inn")
    for name, after in zip_longest(names, names[1:]):
        limit = min(name.span[1] + _NEAR_NUMBER, after.span[0] if after else len(reading.text))
        between = [value for value in inns if name.span[1] <= value.start < limit]
        together = [value for value in inns if name.span[1] <= value.start < name.span[1] + 2 * _NEAR_NUMBER]
        if len(between) == 1 and (len(together) == 1 or after is None or together[1].start > after.span[0]):
            yield name, between[0]


_ENTREPRENEUR = re.compile(
    r"(?:\bип|индивидуальн\w{2,3}[ \n]предпринимател\w{1,3})[ \n]{1,2}"
    r"(?P<surname>[а-я]{3,30}(?:-[а-я]{3,30})?)[ \n]{1,2}(?P<first>[а-я])(?:\.|[а-я]{2,20}[ \n])[ \n]?"
    r"(?P<second>[а-я])(?:\.|[а-я]{4,20})"
)
"""An entrepreneur with the initials or the full name: «ИП Сом С. С.», «... Сом Семён Семёнович»."""
_LENGTH_OF_PERSON = 12
"""Digits of the ИНН of a person; a firm's has ten."""


def _numbers_of_entrepreneurs(reading: Reading) -> Iterator[Defect]:
    """Yield an entrepreneur with two ИНН: the first of a person after each place where he is named in full."""
    own = [v for v in reading.of_kind("inn") if v.end - v.start == _LENGTH_OF_PERSON]
    if len(own) < 2:
        return
    found = [match for match in _ENTREPRENEUR.finditer(reading.text) if reading.counts(match.start())]
    first: dict[tuple[str, str, str], Value] = {}
    for match, after in zip_longest(found, found[1:]):
        limit = min(match.end() + _NEAR_NUMBER, after.start() if after else len(reading.text))
        near = [value for value in own if match.end() <= value.start < limit]
        if len(near) != 1:
            continue
        one = first.setdefault((match["surname"], match["first"], match["second"]), near[0])
        inns = [reading.text[value.start : value.end] for value in (one, near[0])]
        if inns[0] != inns[1]:
            name = reading.verbatim(match.start("surname"), match.end())
            message = Text(
                f"У предпринимателя {name} два разных ИНН: {inns[0]} и {inns[1]}.",
                f"The entrepreneur {name} has two different ИНН: {inns[0]} and {inns[1]}.",
            )
            also = [reading.around(near[0].start, near[0].end)]
            yield reading.defect("parties", reading.around(one.start, one.end), message, also=also)
            return


def _names_of_sides(reading: Reading, names: Sequence[_Name]) -> Iterator[Defect]:
    """Yield the requisites that give a side another firm's name than its introduction does."""
    for party in reading.profile.parties:
        introduced = _introduced(names, party.name)
        if introduced is None or not party.aliases:
            continue
        for name in names:
            own = name.key == introduced.key
            if name.span[0] <= introduced.span[1] or own or not _stands_under(reading, name, party.aliases[0]):
                continue
            if _distance(name.key, introduced.key) > _most_slips(introduced.key):
                yield _other_name(reading, party.aliases[0], introduced, name)
                break


def _introduced(names: Sequence[_Name], party_name: str) -> _Name | None:
    quoted = "".join(sign for sign in party_name.lower().replace("ё", "е") if sign.isalnum())
    return next((name for name in names if name.key and quoted.endswith(name.key)), None)


def _stands_under(reading: Reading, name: _Name, alias: str) -> bool:
    """Return whether a firm's name follows «Заказчик:», alone in its line or in the line above.

    Under two sides that stand in a row, as the head of two columns does, it cannot be told whose name it is.
    """
    before = reading.text[max(0, name.span[0] - 120) : name.span[0]]
    label = re.search(rf"(?:^|\n)[ *#|.\"]*{re.escape(alias)}[ *#|.\"]*(?::[ ]?|:?[ ]*\n[ ]*)$", before)
    if not label:
        return False
    above = before[: label.start()].rpartition("\n")[2].strip(' *#|:."')
    return above not in {other for party in reading.profile.parties for other in party.aliases}


def _other_name(reading: Reading, alias: str, introduced: _Name, name: _Name) -> Defect:
    message = Text(
        f"Сторона «{alias}» введена как {introduced.shown}, а в реквизитах названа {name.shown}.",
        f'The party "{alias}" is introduced as {introduced.shown}, but its details name {name.shown}.',
    )
    also = [reading.around(*introduced.span)]
    return reading.defect("parties", reading.around(*name.span), message, also=also)


def _spellings(reading: Reading, names: Sequence[_Name]) -> Iterator[Defect]:
    """Yield the names of one firm that differ in a letter or two."""
    first: dict[tuple[str, str], _Name] = {}
    for name in names:
        first.setdefault((name.form, name.key), name)
    if len(first) > _MOST_NAMES:
        return
    for one, other in combinations(first.values(), 2):
        if one.form == other.form and _is_slip(one.key, other.key):
            message = Text(
                f"Название написано по-разному: {one.shown} и {other.shown}.",
                f"A name is spelt in two ways: {one.shown} and {other.shown}.",
            )
            also = [reading.around(*one.span)]
            yield reading.defect("parties", reading.around(*other.span), message, "weak", also)


def _is_slip(one: str, other: str) -> bool:
    """Return whether two names differ by a slip of the pen: not in their digits, and not by an ending alone."""
    if [sign for sign in one if sign.isdigit()] != [sign for sign in other if sign.isdigit()]:
        return False
    return abs(len(one) - len(other)) <= 2 and 0 < _distance(one, other) <= _most_slips(one)


def _most_slips(name: str) -> int:
    return 0 if len(name) < 5 else 1 if len(name) < 9 else 2


def _distance(one: str, other: str) -> int:
    """Return how many letters must be changed, added or left out to turn one word into the other."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, sign in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (letter != sign))
    return row[-1]
