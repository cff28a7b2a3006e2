"""Sums of money, percentages and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.facts.number_words import RUSSIAN_PREFIXES
from auditor.facts.value_matching import GAP, SPACE, YEARS, Found, Pattern, Value, any_of, of_longest_beginning
from auditor.facts.value_numbers import DIGITS, QUANTITY, SUFFIX, WORDS, quantity_of, spoken, written

_CURRENCIES = {
    "руб": "RUB", "р.": "RUB", "₽": "RUB", "rub": "RUB", "rur": "RUB", "российск": "RUB", "белорусск": "BYN",
    "долл": "USD", "dollar": "USD", "usd": "USD", "us": "USD", "u.s.": "USD", "$": "USD", "евро": "EUR", "eur": "EUR",
    "€": "EUR", "фунт": "GBP", "pound": "GBP", "gbp": "GBP", "£": "GBP", "юан": "CNY", "китайск": "CNY", "cny": "CNY",
    "rmb": "CNY", "yuan": "CNY", "тенге": "KZT", "kzt": "KZT", "иен": "JPY", "японск": "JPY", "yen": "JPY",
    "jpy": "JPY", "¥": "JPY", "chf": "CHF", "швейцарск": "CHF", "swiss": "CHF", "inr": "INR", "rupee": "INR",
    "₹": "INR", "c$": "CAD", "ca$": "CAD", "cad": "CAD", "a$": "AUD", "au$": "AUD", "aud": "AUD", "hk$": "HKD",
    "у.е": "у.е.",
}  # fmt: skip
"""How a currency begins in a folded text, and its ISO 4217 code; the longest beginning counts."""
_CURRENCY = (
    r"(?:(?:российск[а-я]{2,3}[ \n]|белорусск[а-я]{2,3}[ \n])?руб(?:л(?:ь|я|ю|ем|е|и|ей|ям|ями|ях)|\.)?|р\.|₽"
    r"|долл(?:ар(?:а|у|ом|е|ы|ов|ам|ами|ах)?|\.)(?:[ \n]сша)?|евро|€|фунт[а-я]{0,3}[ \n]стерлингов"
    r"|(?:китайск[а-я]{2,3}[ \n])?юан(?:ь|я|ей|ям|ях)|тенге|(?:японск[а-я]{2,3}[ \n])?иен[аыу]?"
    r"|швейцарск[а-я]{2,3}[ \n]франк[а-я]{0,2}|у\. ?е\.?"
    r"|rub(?:les?)?|rur|usd|eur(?:os?)?|gbp|cny|rmb|yuan|kzt|jpy|yen|chf|swiss francs?|inr|rupees?|cad|aud"
    r"|(?:us|u\.s\.|united states)?[ \n]?dollars?|pounds?[ \n]sterling|[$£¥₹])"
)
_CURRENCY_BEFORE = (
    r"(?:(?:(?:usd|us|u\.s\.)[ \n]?|ca?|au?|hk)?\$|[€£₽¥₹]"
    r"|usd|eur|gbp|rub|rur|cny|rmb|kzt|jpy|chf|inr|cad|aud)"
)
_SCALES = {
    "тыс": 10**3, "thousand": 10**3, "k": 10**3, "млн": 10**6, "миллион": 10**6, "million": 10**6, "mln": 10**6,
    "mm": 10**6, "m": 10**6, "млрд": 10**9, "миллиард": 10**9, "billion": 10**9, "bln": 10**9, "bn": 10**9, "b": 10**9,
}  # fmt: skip
_SCALE = (
    r"(?:тыс\.?|тысяч(?:а|и|у|ам|ами|ах)?|млн\.?|миллион(?:а|ов|ам|ами|ах)?|млрд\.?|миллиард(?:а|ов|ам|ами|ах)?"
    r"|thousand|million|billion|mln|bln|bn)"
)
_MINOR = (
    rf"[ ,\n]{{0,3}}(?:и[ \n])?(?P<minor%s>\d{{1,2}}|{WORDS})(?:{GAP}\([^()]{{1,40}}\))?"
    rf"{GAP}(?:коп(?:еек|ейки|ейка|ейку|ейками|\.)?|цент(?:ов|а)?|cents?)"
)
_SPELLED_SUM = (
    rf"{GAP}\((?:{WORDS}|[$€£₽][ \n]?{DIGITS}"
    rf"|(?:\d|{WORDS})[^()]{{0,80}}(?:руб|коп|dollar|доллар|евро|euro|[$€£₽])[^()]{{0,60}})\)"
)
"""The same sum in brackets once more: "($1,000)", «(пятьсот рублей 00 копеек)»."""
_HUNDREDTHS = r"(?:and[ \n])?(?:\d\d|no|xx)/100[ \n]"
_MONEY = (
    rf"{QUANTITY}{GAP}(?:(?P<scale>{_SCALE}){GAP}(?:\([^()]{{1,120}}\){GAP})?)?(?:{_HUNDREDTHS})?"
    rf"(?P<currency>{_CURRENCY})(?:{_MINOR % 1})?(?:{_SPELLED_SUM})?(?:{_MINOR % 2})?"
)
_MONEY_BEFORE = (
    rf"(?P<currency>{_CURRENCY_BEFORE}){GAP}(?P<digits>{DIGITS})"
    rf"(?P<scale>{GAP}{_SCALE}|[kmb]\b|mm\b)?(?:{SPACE}(?:usd|cad|aud|u\.s\.[ \n]dollars?))?(?:{_SPELLED_SUM})?"
)
_MONEY_IN_BRACKET = (
    rf"\b(?P<digits>{DIGITS}){GAP}\({WORDS}{GAP}(?P<currency>{_CURRENCY})(?:{_MINOR % 1})?[^()]{{0,20}}\)"
    rf"(?:{GAP}{_CURRENCY})?(?:{_MINOR % 2})?"
)


def _money(found: Found) -> Iterator[Value]:
    number = quantity_of(found, grouped=_is_grouped(found))
    sign_before = found.text[max(0, found.start - 2) : found.start].strip()
    if number is not None and sign_before != found["currency"]:
        total = number * _scale(found["scale"]) + _minor(found)
        yield found.value("money", number=total, unit=_currency(found["currency"]))


def _money_before(found: Found) -> Iterator[Value]:
    number = written(found["digits"], grouped=_is_grouped(found))
    if number is not None:
        yield found.value("money", number=number * _scale(found["scale"]), unit=_currency(found["currency"]))


def _money_in_bracket(found: Found) -> Iterator[Value]:
    number = written(found["digits"])
    if number is not None:
        yield found.value("money", number=number + _minor(found), unit=_currency(found["currency"]))


def _is_grouped(found: Found) -> bool:
    """Return whether three last digits are thousands: they are not in «1,575 млн» and "$14.575 million"."""
    scale = found["scale"].strip()
    return not scale or (scale.isascii() and "," in found["digits"])


def _scale(word: str) -> int:
    return of_longest_beginning(word.strip(), _SCALES) or 1


def _currency(word: str) -> str | None:
    return of_longest_beginning(word.strip().replace("у. е", "у.е").replace("united states ", "us"), _CURRENCIES)


def _minor(found: Found) -> Decimal:
    """Return the kopecks or cents as a part of one."""
    word = found["minor1"] or found["minor2"]
    number = Decimal(word) if word.isdigit() else spoken(word) if word else None
    return (number or Decimal(0)) / 100


_UNITS = {
    "мин": "minute", "час": "hour", "ч.": "hour", "сут": "day", "ден": "day", "дн": "day", "нед": "week",
    "мес": "month", "квартал": "quarter", "год": "year", "лет": "year", "полугод": "month", "ежедн": "day",
    "еженед": "week", "ежемес": "month", "ежекварт": "quarter", "ежегод": "year", "minute": "minute", "hour": "hour",
    "hr": "hour", "day": "day", "daily": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "annu": "year",
}  # fmt: skip
"""How a unit of time begins in a folded text, and the unit."""
_RATE = (
    rf"(?:{SPACE}(?:(?:за|в)[ \n](?:(?:кажд|один|одни|одну|полн|календарн|рабоч|просроченн)[а-я]{{0,3}}[ \n]){{0,3}}"
    r"(?P<per>день|дня|сутки|недел[юи]|месяц|квартал|год|час)|(?P<yearly>годовых)"
    r"|(?P<often>еже(?:дневн|недельн|месячн|квартальн|годн)о|daily|weekly|monthly|quarterly|yearly|annually)"
    r"|(?:for[ \n])?(?:per|an?|each|every)[ \n](?:(?:calendar|business|working|full)[ \n])?"
    r"(?P<each>day|week|month|quarter|year|annum|hour))(?:[^a-zа-я0-9]|$))?"
)
_PERCENT_WORD = r"(?:процент(?:а|ов|ам|ами|ах|у|ом|е|ы)?|per[ \n]?cent|pct)"
_PERCENT = (
    rf"(?P<value>{QUANTITY}{GAP}(?:%|{_PERCENT_WORD})"
    rf"(?:{GAP}\((?:\d[\d.,]{{0,8}}{GAP}%|{WORDS}(?:{GAP}(?:%|{_PERCENT_WORD}))?)\))?){_RATE}"
)


def _percent(found: Found) -> Iterator[Value]:
    number = quantity_of(found, grouped=False)
    if number is not None:
        word = found["per"] or found["yearly"] or found["often"] or found["each"]
        yield found.value("percent", number=number, unit="%", detail=of_longest_beginning(word, _UNITS))


_KINDS_OF_DAY = (("рабоч", "working"), ("business", "working"), ("working", "working"), ("календар", "calendar"),
                 ("calendar", "calendar"), ("банков", "banking"), ("bank", "banking"))  # fmt: skip
_DAY_WORD = r"(?:(?:рабоч|календарн|банковск)[а-я]{1,3}|business|working|calendar|banking|bank)"
_OTHER_WORD = r"(?:(?:полн|последовательн|следующ|ближайш)[а-я]{1,3}|full|clear|consecutive|successive|additional)"
_DAY_WORDS = rf"(?P<of>(?:(?:\({_DAY_WORD}\)|{_DAY_WORD}|{_OTHER_WORD})[ \n-]{{1,3}}){{0,2}})"
_UNIT = (
    r"(?:минут(?:а|ы|у|ами)?|мин\.|час(?:а|ов|ам|ами|у)?|ч\.|сут(?:ки|ок|кам|ками|\.)"
    r"|день|дн(?:я|ей|ю|ем|ям|ями|ях|\.)|недел(?:я|и|ю|ь|е|ей|ям|ями|ях)|нед\."
    r"|месяц(?:а|у|ем|е|ы|ев|ам|ами|ах)?|мес\.?|квартал(?:а|у|ом|ы|ов|ам|ами)?|год(?:а|у|ом|ы|ов|ам|ами)?|лет"
    r"|minutes?|hours?|hrs?|days?|weeks?|months?|quarters?|years?)"
)
_ADJECTIVE_END = r"(?:ый|ий|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ой|ей|ую|юю|ое|ее|ые|ие|ых|их)"
_PERIOD = (
    rf"(?P<value>{QUANTITY}[ \n-]{{0,3}}{_DAY_WORDS}(?P<unit>{_UNIT}))"
    rf"(?:[ \n]\((?P<after>{_DAY_WORD})(?:[ \n](?:дней|дня|days))?\))?"
)
_PERIOD_ADJECTIVE = (
    rf"(?:\b(?P<digits>\d{{1,3}}){SUFFIX}[ -]?|(?P<prefix>{any_of(RUSSIAN_PREFIXES)}))"
    rf"(?P<unit>минутн|часов|суточн|дневн|недельн|месячн|квартальн|годичн|годов|летн){_ADJECTIVE_END}"
)
_PERIOD_NAMED = (
    rf"(?P<value>(?P<unit>суточн|недельн|месячн|квартальн|полугодов|годичн|годов){_ADJECTIVE_END})[ \n](?:срок|период)"
)
_PERIOD_OF_ONE = (
    rf"(?:в[ \n]течени[еи]|через|сроком[ \n]на|(?:within|period[ \n]of)[ \n]an?)[ \n](?P<value>{_DAY_WORDS}"
    r"(?P<unit>минуты|часа?|суток|сутки|дня|день|недел[юи]|месяца?|квартала?|года?|hour|day|week|month|quarter|year))"
)
_PERIOD_HALVES = rf"(?P<value>полугода|полгода|(?:полтора|полутора|полторы){SPACE}(?P<unit>{_UNIT}))"
_NO_PERIOD_AHEAD = re.compile(r"[ \n](?:of the|от |\d\d[ ]?мин|утра|дня|вечера|ночи|по моск|мск)")
"""What makes a quarter a share and an hour a time of the day."""


def _period(found: Found) -> Iterator[Value]:
    number, unit = quantity_of(found), of_longest_beginning(found["unit"], _UNITS)
    end = found.span("unit")[1]
    names_a_year = unit == "year" and number in YEARS
    is_share_or_clock = unit in {"quarter", "hour"} and _NO_PERIOD_AHEAD.match(found.text, end)
    is_part_of_article = found["unit"] == "ч." and found.text[end : end + 2].strip().isdigit()
    if number and not (names_a_year or is_share_or_clock or is_part_of_article):
        yield found.value("period", number=number, unit=unit, detail=_kind_of_day(found["of"] + found["after"]))


def _period_adjective(found: Found) -> Iterator[Value]:
    number = int(found["digits"]) if found["digits"] else RUSSIAN_PREFIXES[found["prefix"]]
    yield found.value("period", number=Decimal(number), unit=of_longest_beginning(found["unit"], _UNITS))


def _period_named(found: Found) -> Iterator[Value]:
    number = 6 if found["unit"] == "полугодов" else 1
    yield found.value("period", number=Decimal(number), unit=of_longest_beginning(found["unit"], _UNITS))


def _period_of_one(found: Found) -> Iterator[Value]:
    unit = of_longest_beginning(found["unit"], _UNITS)
    yield found.value("period", number=Decimal(1), unit=unit, detail=_kind_of_day(found["of"]))


def _period_halves(found: Found) -> Iterator[Value]:
    unit = of_longest_beginning(found["unit"], _UNITS)
    yield found.value("period", number=Decimal("1.5") if unit else Decimal(6), unit=unit or "month")


def _kind_of_day(words: str) -> str | None:
    return next((kind for word, kind in _KINDS_OF_DAY if word in words), None)


PATTERNS = (
    Pattern(_MONEY, _money),
    Pattern(_MONEY_BEFORE, _money_before),
    Pattern(_MONEY_IN_BRACKET, _money_in_bracket),
    Pattern(_PERCENT, _percent),
    Pattern(_PERIOD, _period),
    Pattern(_PERIOD_ADJECTIVE, _period_adjective),
    Pattern(_PERIOD_NAMED, _period_named),
    Pattern(_PERIOD_OF_ONE, _period_of_one),
    Pattern(_PERIOD_HALVES, _period_halves),
)
"""The patterns of quantities."""
