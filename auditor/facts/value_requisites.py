"""Who somebody is and how to reach them: addresses, telephones, registration numbers, bank accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from auditor.facts.value_matching import NEIGHBOURHOOD, Found, Pattern, Value

_EMAIL = r"[a-z0-9][a-z0-9._%+-]*@(?:[a-zа-я0-9-]+\.)+(?:[a-z]{2,18}|рф|рус|москва)"
_URL = (
    r"(?:https?://|ftp://|www\.)[^\s<>\"'()\[\]{}]+"
    r"|(?:[a-zа-я0-9](?:[a-zа-я0-9-]*[a-zа-я0-9])?\.)+(?:ru|рф|com|net|org|su|io|info|biz|eu|uk|kz)(?:\.[a-z]{2})?(?:/[^\s<>\"'()\[\]{}]*)?"
)
_EXTENSION = r"(?:,?[ ]?(?:доб\.?|ext\.?)[ ]?\d{1,5})?"
_PHONE = (
    r"(?:(?:\+7|\b[78])[ -]?(?:\(\d{3,5}\)|\d{3,5})[ -]?\d{1,3}[ -]?\d\d[ -]?\d\d"
    r"|\+(?:[1-689]\d{0,2})[ -]?(?:\(\d{2,5}\)|\d{2,5})(?:[ -]?\d{2,4}){1,4}"
    r"|\(\d{3,5}\)[ ]?\d{1,3}[ -]\d\d[ -]?\d\d"
    r"|(?:\b1[ -])?(?:\(\d{3}\)[ ]?\d{3}[ .-]\d{4}|\b\d{3}-\d{3}-\d{4}|\b\d{3}\.\d{3}\.\d{4}))\b" + _EXTENSION
)
_PHONE_NAMED = (
    r"(?:тел(?:ефон[а-я]{0,2})?|факс|моб|phone|tel|telephone|fax|facsimile)(?:[./: ]|факс|fax|no){0,6}"
    rf"(?P<value>\(?\d[\d() -]{{4,16}}\d\b{_EXTENSION})"
)


def _email(found: Found) -> Iterator[Value]:
    yield found.value("email")


def _url(found: Found) -> Iterator[Value]:
    start, end = found.start, found.end
    while end > start and found.text[end - 1] in ".,;:!?":
        end -= 1
    yield Value("url", start, end)


def _phone(found: Found) -> Iterator[Value]:
    """Yield a phone number of ten to fifteen digits (ITU-T E.164 allows fifteen)."""
    yield from _dialled(found, 10)


def _phone_named(found: Found) -> Iterator[Value]:
    """Yield a number after the word «тел.», which may be a local one of five digits."""
    yield from _dialled(found, 5)


def _dialled(found: Found, least: int) -> Iterator[Value]:
    value = found.value("phone")
    if least <= sum(sign.isdigit() for sign in found.text[value.start : value.end]) <= 20:
        yield value


_THEN = r"(?:[^а-я\d_][^\d_]{0,40})?"
"""What may stand between the name of a requisite and its digits."""
_INN = rf"инн(?:[ :]{{0,3}}(?:no ?)?(?P<near>\d{{10,12}})\b|{_THEN}(?P<far>\d{{10}}|\d{{12}})\b)"
_KPP = rf"кпп{_THEN}(?P<value>\d{{9}})\b"
_KPP_AFTER_INN = rf"кпп{_THEN}\d{{10,12}}[ ]?/[ ]?(?P<value>\d{{9}})\b"
_OGRN = (
    r"(?:огрн(?P<ip>ип)?|основной[ \n]государственный[ \n]регистрационный[ \n]номер)"
    rf"(?:[ :]{{0,3}}(?:no ?)?(?P<near>\d{{11,16}})\b|{_THEN}(?P<far>\d{{13}}|\d{{15}})\b)"
)
_BIK = rf"бик{_THEN}(?P<value>\d{{9}})\b"
_ACCOUNT = r"(?P<classifier>кбк[ :]{0,3})?\b(?P<value>\d{20})\b"
_PASSPORT = (
    r"(?:паспорт[^\d_]{0,60}|сери[яи][ :]{0,2}(?:no ?)?)"
    r"(?P<value>\d\d[ ]?\d\d[ ,\n]{0,3}(?:(?:номер|no|n)\.?[ :]{0,2})?\d{6})\b"
)
_TAX_ID = (
    r"\b(?:inn|tin|ein|itin|vat(?:[ ](?:no|number|id|registration))?"
    r"|tax(?:payer)?[ ](?:id|identification)(?:[ ](?:no|number))?"
    r"|(?:company|registration|registered|company[ ]registration|tax[ ]registration)[ ](?:no|number))"
    r"[.:# ]{0,3}(?:is |of |no\.? ?)?(?P<value>[a-z]{0,3}\d[\d -]{5,14}\d)\b"
)


def _inn(found: Found) -> Iterator[Value]:
    yield _digits_of(found, "inn", is_inn)


def _ogrn(found: Found) -> Iterator[Value]:
    is_entrepreneur = found["ip"] or len(found["near"] or found["far"]) == 15
    yield _digits_of(found, "ogrnip", is_ogrnip) if is_entrepreneur else _digits_of(found, "ogrn", is_ogrn)


def _digits_of(found: Found, kind: str, check: Callable[[str], bool]) -> Value:
    start, end = found.span("near" if found["near"] else "far")
    return Value(kind, start, end, detail="valid" if check(found.text[start:end]) else "invalid")


def _kpp(found: Found) -> Iterator[Value]:
    yield found.value("kpp")


def _bik(found: Found) -> Iterator[Value]:
    yield found.value("bik")


def _account(found: Found) -> Iterator[Value]:
    """Yield a bank account; 301 is the correspondent account of a bank; a budget code has twenty digits, too."""
    if not found["classifier"]:
        yield found.value("corr_account" if found["value"].startswith("301") else "account")


def _passport(found: Found) -> Iterator[Value]:
    yield found.value("passport")


def _tax_id(found: Found) -> Iterator[Value]:
    yield found.value("tax_id")


def is_inn(digits: str) -> bool:
    """Return whether the check digits of an ИНН hold: 10 digits of a company, 12 of a person.

    Source: order of the ФНС of 29.06.2012 № ММВ-7-6/435@ (weights from memory).
    """
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    checked = {10: (9,), 12: (10, 11)}.get(len(digits), ())
    return (
        bool(checked)
        and not digits.startswith("00")
        and all(
            sum(w * int(d) for w, d in zip(weights[11 - at :], digits[:at], strict=True)) % 11 % 10 == int(digits[at])
            for at in checked
        )
    )


def is_ogrn(digits: str) -> bool:
    """Return whether the check digit of a 13-digit ОГРН holds: the rest by 11 (order of the Минфин № 165н, 2017)."""
    return len(digits) == 13 and int(digits[:12]) % 11 % 10 == int(digits[12])


def is_ogrnip(digits: str) -> bool:
    """Return whether the check digit of a 15-digit ОГРНИП holds: the rest by 13 (order of the Минфин № 165н, 2017)."""
    return len(digits) == 15 and int(digits[:14]) % 13 % 10 == int(digits[14])


def is_account_of_bank(account: str, bik: str) -> bool:
    """Return whether the key of a 20-digit account holds for the bank code (Банк России, 08.09.1997 № 515).

    The key is reckoned with the last three digits of the БИК; for a correspondent account and for an account held
    with the central bank itself (000 to 002) with «0» and the fifth and sixth digit.
    """
    with_central_bank = account.startswith("301") or bik[6:] in {"000", "001", "002"}
    branch = "0" + bik[4:6] if with_central_bank else bik[6:]
    weights = (7, 1, 3) * 8
    return sum(weights[at] * int(digit) % 10 for at, digit in enumerate(branch + account)) % 10 == 0


def with_checked_accounts(values: Sequence[Value], text: str) -> list[Value]:
    """Return the values with every account judged by the nearest БИК, and every БИК by the accounts it served."""
    codes = [value for value in values if value.kind == "bik"]
    judged: dict[Value, str] = {}
    for account in (value for value in values if value.kind in {"account", "corr_account"} and codes):
        code = min(codes, key=lambda code: abs(code.start - account.start))
        if abs(code.start - account.start) <= NEIGHBOURHOOD and text[code.start : code.start + 2] == "04":
            holds = is_account_of_bank(text[account.start : account.end], text[code.start : code.end])
            judged[account] = "valid" if holds else "invalid"
            judged[code] = "valid" if holds or judged.get(code) == "valid" else "invalid"
    return [replace(value, detail=judged[value]) if value in judged else value for value in values]


PATTERNS = (
    Pattern(_EMAIL, _email),
    Pattern(_URL, _url),
    Pattern(_PHONE, _phone),
    Pattern(_PHONE_NAMED, _phone_named),
    Pattern(_INN, _inn),
    Pattern(_KPP, _kpp),
    Pattern(_KPP_AFTER_INN, _kpp),
    Pattern(_OGRN, _ogrn),
    Pattern(_BIK, _bik),
    Pattern(_ACCOUNT, _account),
    Pattern(_PASSPORT, _passport),
    Pattern(_TAX_ID, _tax_id),
)
"""The patterns of requisites."""
