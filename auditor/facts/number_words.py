"""Numbers written in words: Russian in every case, English, below a thousand milliards (billions).

The tables hold every form once, so that the patterns of :mod:`auditor.facts.values` and the readers below know the
same words. All forms are in lower case with е for ё, as a folded text has them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_GAP = re.compile(r"\s+")
_ENGLISH_GAP = re.compile(r"[\s-]+")


def _forms(*rows: str) -> dict[str, int]:
    """Return every form with its number; a row is a number and its forms, ``5: пять пяти пятью``."""
    pairs = (row.split(":") for row in rows)
    return {form: int(number) for number, forms in pairs for form in forms.split()}


def _declined(stems: Mapping[int, str], endings: str) -> dict[str, int]:
    """Return every stem with every ending."""
    return {stem + ending: number for number, stem in stems.items() for ending in endings.split()}


_TEENS = {11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат",
          17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат"}  # fmt: skip
_SCALES = {10**6: "миллион", 10**9: "миллиард"}

RUSSIAN_SMALL: Mapping[str, int] = _forms(
    "0: ноль ноля нолю нолем ноле нуль нуля нулю нулем нуле",
    "1: один одного одному одним одном одна одной одну одною одно одни одних одними",
    "2: два две двух двум двумя",
    "3: три трех трем тремя",
    "4: четыре четырех четырем четырьмя",
    "5: пять пяти пятью",
    "6: шесть шести шестью",
    "7: семь семи семью",
    "8: восемь восьми восемью восьмью",
    "9: девять девяти девятью",
    "10: десять десяти десятью",
    "40: сорок сорока",
    "50: пятьдесят пятидесяти пятьюдесятью",
    "60: шестьдесят шестидесяти шестьюдесятью",
    "70: семьдесят семидесяти семьюдесятью",
    "80: восемьдесят восьмидесяти восемьюдесятью восьмьюдесятью",
    "90: девяносто девяноста",
    "100: сто ста",
    "200: двести двухсот двумстам двумястами двухстах",
    "300: триста трехсот тремстам тремястами трехстах",
    "400: четыреста четырехсот четыремстам четырьмястами четырехстах",
    "500: пятьсот пятисот пятистам пятьюстами пятистах",
    "600: шестьсот шестисот шестистам шестьюстами шестистах",
    "700: семьсот семисот семистам семьюстами семистах",
    "800: восемьсот восьмисот восьмистам восемьюстами восьмьюстами восьмистах",
    "900: девятьсот девятисот девятистам девятьюстами девятистах",
) | _declined(_TEENS, "ь и ью")
"""Forms of the numbers that are added up within a group of three digits."""
RUSSIAN_SINGULAR_SCALES: Mapping[str, int] = _forms("1000: тысяча тысячи тысяче тысячу тысячей тысячью") | {
    stem + ending: number for number, stem in _SCALES.items() for ending in ("", "а", "у", "ом", "е")
}
"""Forms of a thousand and more that may stand without a number before them."""
RUSSIAN_SCALES: Mapping[str, int] = {
    **RUSSIAN_SINGULAR_SCALES,
    **_forms("1000: тысяч тысячам тысячами тысячах"),
    **_declined(_SCALES, "ы ов ам ами ах"),
}
"""All forms of a thousand, a million, a milliard."""
RUSSIAN_ORDINAL_STEMS: Mapping[str, int] = _forms(
    "1: перв", "2: втор", "3: треть", "4: четверт", "5: пят", "6: шест", "7: седьм", "8: восьм", "9: девят",
    "10: десят", "20: двадцат", "30: тридцат",
) | {stem: number for number, stem in _TEENS.items()}  # fmt: skip
"""Beginnings of the ordinals that the days of a month need; ``двадцать`` before one of the first nine is added up."""
RUSSIAN_PREFIXES: Mapping[str, int] = _forms(
    "1: одно", "2: двух", "3: трех", "4: четырех", "40: сорока", "50: пятидесяти", "60: шестидесяти",
    "70: семидесяти", "80: восьмидесяти", "90: девяносто девяноста", "100: сто",
    "5: пяти", "6: шести", "7: семи", "8: восьми", "9: девяти", "10: десяти",
) | {f"{stem}и": number for number, stem in _TEENS.items()}  # fmt: skip
"""How a number begins a compound adjective: «десятидневный»."""

ENGLISH_SMALL: Mapping[str, int] = _forms(
    "0: zero", "1: one", "2: two", "3: three", "4: four", "5: five", "6: six", "7: seven", "8: eight", "9: nine",
    "10: ten", "11: eleven", "12: twelve", "13: thirteen", "14: fourteen", "15: fifteen", "16: sixteen",
    "17: seventeen", "18: eighteen", "19: nineteen", "20: twenty", "30: thirty", "40: forty", "50: fifty",
    "60: sixty", "70: seventy", "80: eighty", "90: ninety",
)  # fmt: skip
"""The numbers that are added up below a hundred."""
ENGLISH_SCALES: Mapping[str, int] = _forms("1000: thousand", "1000000: million", "1000000000: billion")
"""A thousand and more."""
ENGLISH_ORDINALS: Mapping[str, int] = _forms(
    "1: first", "2: second", "3: third", "4: fourth", "5: fifth", "6: sixth", "7: seventh", "8: eighth", "9: ninth",
    "10: tenth", "11: eleventh", "12: twelfth", "13: thirteenth", "14: fourteenth", "15: fifteenth", "16: sixteenth",
    "17: seventeenth", "18: eighteenth", "19: nineteenth", "20: twentieth", "30: thirtieth",
)  # fmt: skip
"""The ordinals that the days of a month need; ``twenty`` or ``thirty`` before one of the first nine is added up."""


def russian_number(words: str) -> int | None:
    """Return the number that Russian words say, in any case: «пятнадцати тысяч» is 15000.

    Returns None when a word is not a number word or the order is not that of a number («пять двадцать»). Capitals
    and ё do not matter; grammatical agreement is not checked. A scale alone counts as one of it («тысяча» is 1000),
    but only in the singular: «тысяч» is an unknown number of thousands.
    """
    parts = _GAP.split(words.strip().lower().replace("ё", "е"))
    return _composed(parts, RUSSIAN_SMALL, RUSSIAN_SCALES, alone=RUSSIAN_SINGULAR_SCALES)


def english_number(words: str) -> int | None:
    """Return the number that English words say: "one hundred and twenty-five thousand" is 125000.

    Returns None when a word is not a number word or the order is not that of a number ("five twenty"). Capitals and
    hyphens do not matter, nor does "and" between two words; "a" is one before a hundred or a scale; "fifteen
    hundred" is 1500.
    """
    parts = _ENGLISH_GAP.split(words.strip().lower())
    if parts[0] == "and" or parts[-1] in {"and", "a"}:
        return None
    spoken = [part for part in parts if part != "and"]
    return _composed(spoken, {**ENGLISH_SMALL, "a": 1}, ENGLISH_SCALES, alone={}, hundred="hundred")


def _composed(
    parts: Sequence[str],
    small: Mapping[str, int],
    scales: Mapping[str, int],
    *,
    alone: Mapping[str, int],
    hundred: str | None = None,
) -> int | None:
    """Return the number that words make up, or None: groups below a thousand, each before a smaller scale."""
    total, group, room, last_scale = 0, 0, 1000, 10**12
    for part in parts:
        if part == hundred and 0 < group < 100:
            group, room = 100 * group, 100
        elif part in small and small[part] < room and (small[part] or len(parts) == 1):
            group, room = group + small[part], _room_after(small[part])
        elif part in scales and scales[part] < last_scale and (group or part in alone):
            last_scale = scales[part]
            total, group, room = total + max(group, 1) * last_scale, 0, 1000
        else:
            return None
    return total + group


def _room_after(value: int) -> int:
    """Return the number that the next word of the same group must stay below."""
    if value >= 100:
        return 100
    return 10 if value >= 20 else 1
