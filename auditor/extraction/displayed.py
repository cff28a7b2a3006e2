"""Numbers of tables as a person sees them: their format applied, dates as ISO text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|Основной)|(?P<exponent>E[+-])|(?P<half>AM/PM|A/P)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)")
_ELAPSED = re.compile(r"[hms]{1,2}$", re.IGNORECASE)
_DATE_SIGNS = frozenset("dmyhsgeдмгчс")
_HIGHEST_DATE = 2_958_466
"""The number of 1 January 10000: what lies beyond is no date."""
_LONGEST = 60
"""Digits; numbers that are longer are shown as they stand."""
_MOST_DECIMALS = 30
_MOST_SCALING = 5
"""Signs for per cent, or commas for thousands, that are heeded."""
_PRECISION = _LONGEST + _MOST_DECIMALS + 2 * _MOST_SCALING + 10
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "dd.mm.yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0", 42: "#,##0;-#,##0", 43: "#,##0.00;-#,##0.00",
    44: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that a file names by number alone (ISO/IEC 29500-1, 18.8.30)."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the program that the file is opened with writes numbers."""

    russian: bool = True
    """Whether the decimal sign is a comma and thousands are parted by a space."""
    since_1904: bool = False
    """Whether days are counted from 1904, as on old Macs."""

    @property
    def true(self) -> str:
        """Return the word for true."""
        return "ИСТИНА" if self.russian else "TRUE"

    @property
    def false(self) -> str:
        """Return the word for false."""
        return "ЛОЖЬ" if self.russian else "FALSE"


@dataclass(slots=True)
class _Section:
    """One part of a format: for positive numbers, for negative ones or for zero."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    """``digit``, ``point`` or ``sign`` with the character or the words."""
    is_date: bool = False
    has_time: bool = False
    has_day: bool = False
    elapsed: bool = False
    """Whether hours go on counting beyond a day."""
    plain: bool = False
    """Whether the number is shown as it stands: General, text, fractions, powers of ten."""
    grouped: bool = False
    thousands: int = 0
    """By how many thousands the number is divided."""
    percents: int = 0


def shown(stated: str | float, code: str, style: Style) -> str:
    """Return a number under its format as a person sees it; what is no number comes back as it stands."""
    try:
        value = Decimal(str(stated))
    except InvalidOperation:
        return str(stated)
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        return str(stated)
    sections = _sections(code[:500])
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    if section.elapsed:
        return _elapsed(value)
    if section.is_date:
        return _date(value, section, style) or _general(value, style)
    if section.plain:
        return _general(value, style)
    with localcontext(prec=_PRECISION):
        return _number(value, section, style)


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[_Section, ...]:
    sections = [_Section()]
    for found in _TOKEN.finditer(code):
        kind, text = found.lastgroup or "", found[found.lastgroup or 0]
        if kind == "plain" and text == ";":
            sections.append(_Section())
        else:
            _take(sections[-1], kind, text)
    return tuple(_finished(section) for section in sections)


def _take(section: _Section, kind: str, text: str) -> None:
    """Take one piece of a format."""
    if kind in {"quoted", "escaped"}:
        section.parts.append(("sign", text))
    elif kind == "bracket":
        _take_bracket(section, text)
    elif kind in {"general", "exponent"} or (kind == "plain" and text in "@/?" and not section.is_date):
        section.plain = section.plain or text != "?"
        if text == "?":
            section.parts.append(("digit", text))
    elif kind == "half":
        section.has_time = True
    elif kind == "plain":
        _take_plain(section, text)


def _take_bracket(section: _Section, text: str) -> None:
    currency = _CURRENCY.match(text)
    if currency and currency["sign"]:
        section.parts.append(("sign", currency["sign"]))
    elif _ELAPSED.match(text):
        section.is_date = section.elapsed = True


def _take_plain(section: _Section, text: str) -> None:
    lower = text.lower()
    if text in "0#":
        section.parts.append(("digit", text))
    elif text == "." and not any(kind == "point" for kind, _text in section.parts):
        section.parts.append(("point", text))
    elif text == ",":
        section.parts.append(("comma", text))
    elif text == "%":
        section.percents += 1
        section.parts.append(("sign", text))
    elif lower in _DATE_SIGNS:
        section.is_date = True
        section.has_time |= lower in "hsчс"
        section.has_day |= lower in "dyдг"
    else:
        section.parts.append(("sign", text))


def _finished(section: _Section) -> _Section:
    """Return a section with its commas understood: between digits they group, behind them they divide."""
    digits = [at for at, (kind, _text) in enumerate(section.parts) if kind == "digit"]
    commas = [at for at, (kind, _text) in enumerate(section.parts) if kind == "comma"]
    if digits:
        section.is_date = section.elapsed = False
        section.grouped = any(digits[0] < at < digits[-1] for at in commas)
        section.thousands = sum(at > digits[-1] for at in commas)
    elif not section.is_date:
        section.plain = section.plain or not section.parts
    section.parts = [part for part in section.parts if part[0] != "comma"]
    return section


def _general(value: Decimal, style: Style) -> str:
    """Return a number as it stands, without the noise of binary fractions."""
    text = format(float(value), ".15g") if value != value.to_integral_value() else format(value, "f").split(".")[0]
    return text.replace(".", ",") if style.russian else text


def _number(value: Decimal, section: _Section, style: Style) -> str:
    """Return a number with its digits put into the places of the format."""
    point = next((at for at, (kind, _text) in enumerate(section.parts) if kind == "point"), len(section.parts))
    before, after = section.parts[:point], section.parts[point + 1 :]
    decimals = min(sum(kind == "digit" for kind, _text in after), _MOST_DECIMALS)
    percents, thousands = min(section.percents, _MOST_SCALING), min(section.thousands, _MOST_SCALING)
    scaled = abs(value) * (100**percents) / (Decimal(1000) ** thousands)
    rounded = scaled.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _dot, fraction = format(rounded, "f").partition(".")
    minus = "-" if value < 0 and rounded else ""
    text = minus + _whole(whole, before, grouped=section.grouped, space="\u00a0" if style.russian else ",")
    if decimals:
        text += ("," if style.russian else ".") + _fraction(fraction, after)
    else:
        text += "".join(words for kind, words in after if kind == "sign")
    return " ".join(text.split(" ")).strip()


def _whole(digits: str, parts: list[tuple[str, str]], *, grouped: bool, space: str) -> str:
    """Return the digits before the decimal sign, from right to left into their places."""
    places = [at for at, (kind, _text) in enumerate(parts) if kind == "digit"]
    if not places:
        return digits.lstrip("0") + "".join(words for _kind, words in parts) if parts else digits
    rest = "" if digits == "0" else digits
    texts: dict[int, str] = {}
    for at in reversed(places[1:]):
        texts[at], rest = (rest[-1:] or ("0" if parts[at][1] == "0" else "")), rest[:-1]
    texts[places[0]] = rest or ("0" if parts[places[0]][1] == "0" else "")
    if grouped:
        whole = "".join(texts[at] for at in places)
        texts = dict.fromkeys(places, "") | {places[0]: f"{int(whole or 0):,}".replace(",", space)}
    return "".join(texts.get(at, words) for at, (_kind, words) in enumerate(parts))


def _fraction(digits: str, parts: list[tuple[str, str]]) -> str:
    text, left = "", list(digits)
    for kind, words in parts:
        text += (left.pop(0) if left else "") if kind == "digit" else words
    return text


def _date(value: Decimal, section: _Section, style: Style) -> str | None:
    """Return the day, the time or both that a number stands for, or None when it stands for none."""
    if not 0 <= value < _HIGHEST_DATE:
        return None
    first = datetime(1904, 1, 1) if style.since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - tables know no zone
    if not style.since_1904 and value < 60:  # Excel believes that 1900 was a leap year
        first += timedelta(days=1)
    try:
        moment = first + timedelta(seconds=round(float(value) * 86_400))
    except OverflowError:
        return None
    time = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
    if value < 1 and not section.has_day:
        return time
    return f"{moment:%Y-%m-%d} {time}" if section.has_time else f"{moment:%Y-%m-%d}"


def _elapsed(value: Decimal) -> str:
    """Return a number of days as hours, minutes and, where there are any, seconds."""
    minutes, seconds = divmod(round(float(value) * 86_400), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if seconds else f"{hours}:{minutes:02}"


def is_russian(texts: list[str]) -> bool:
    """Return whether the words of a table are Russian: then its numbers are shown as Russian programs do."""
    sample = "".join(texts[:2_000])[:100_000]
    letters = sum(map(str.isalpha, sample))
    return letters == 0 or sum("\u0400" <= letter <= "\u04ff" for letter in sample) > 0.3 * letters
