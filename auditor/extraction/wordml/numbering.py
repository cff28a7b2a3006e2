"""The numbers that Word computes and that stand in no text: «4.1.», «а)», "iv."."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.extraction.wordml.names import attribute, child, is_on, local, value

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
"""Letters of ``russianLower``: ё, й, ъ, ы and ь are left out, as Word does."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
DEEPEST = 9
"""Levels of a Word list."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    """The pattern, «%1.%2.»."""
    restart: int | None = None
    """The level after which this one starts anew; 0 is never; None is the level above."""
    legal: bool = False
    """Whether all parts are shown as plain numbers."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's place in a list."""

    list: str
    level: int


@dataclass
class Numbering:
    """All lists of a document with their counters."""

    levels: Mapping[str, Mapping[int, Level]]
    """Levels by list id."""
    shared: Mapping[str, str]
    """The abstract list that each list counts in: lists over one definition share their numbers."""
    restarts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """Levels that a list starts anew, with the number to start from."""
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next(self, place: Numbered) -> tuple[str | None, bool]:
        """Return the number of the next paragraph at a place, as Word prints it, and whether it is a bullet."""
        levels = self.levels.get(place.list)
        if levels is None or place.level not in levels:
            return None, False
        counters = self._counters(place.list)
        level = levels[place.level]
        counters[place.level] = counters.get(place.level, level.start - 1) + 1
        for deeper in [other for other in counters if other > place.level]:
            if self._restarts(levels.get(deeper), deeper, place.level):
                del counters[deeper]
        if level.form in {"bullet", "none"}:
            return None, level.form == "bullet"
        return self._printed(level, levels, counters), False

    def _counters(self, name: str) -> dict[int, int]:
        counters = self.counters.setdefault(self.shared.get(name, name), {})
        if name not in self.begun:
            self.begun.add(name)
            for level, start in self.restarts.get(name, {}).items():
                for other in [number for number in counters if number >= level]:
                    del counters[other]
                counters[level] = start - 1
        return counters

    @staticmethod
    def _restarts(level: Level | None, number: int, after: int) -> bool:
        if level is None or level.restart is None:
            return number > after
        return level.restart != 0 and after < level.restart

    @staticmethod
    def _printed(level: Level, levels: Mapping[int, Level], counters: Mapping[int, int]) -> str | None:
        text = level.text
        for number in range(DEEPEST):
            mark = f"%{number + 1}"
            if mark in text:
                other = levels.get(number, Level())
                form = "decimal" if level.legal else other.form
                text = text.replace(mark, formatted(counters.get(number, other.start), form))
        return text.strip() or None


def formatted(number: int, form: str) -> str:
    """Return a number in one of Word's forms; an unknown form is shown as plain digits."""
    if form in {"lowerLetter", "upperLetter"}:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"russianLower", "russianUpper"}:
        letters = _RUSSIAN[(number - 1) % len(_RUSSIAN)] * ((number - 1) // len(_RUSSIAN) + 1)
        return letters.upper() if form == "russianUpper" else letters
    if form in {"lowerRoman", "upperRoman"}:
        letters = _roman(number)
        return letters.upper() if form == "upperRoman" else letters
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4_000:
        return str(number)
    letters = ""
    for worth, sign in _ROMAN:
        while number >= worth:
            letters += sign
            number -= worth
    return letters


def numbering_of(root: Any | None) -> Numbering:
    """Return the lists of ``numbering.xml``; none when the part is missing."""
    if root is None:
        return Numbering({}, {})
    abstract = {attribute(e, "abstractNumId") or "": _levels(e) for e in root if local(e) == "abstractNum"}
    levels: dict[str, Mapping[int, Level]] = {}
    shared: dict[str, str] = {}
    restarts: dict[str, dict[int, int]] = {}
    for element in root:
        if local(element) != "num":
            continue
        name = attribute(element, "numId") or ""
        base = value(element, "abstractNumId") or ""
        levels[name], restarts[name] = _overridden(element, abstract.get(base, {}))
        shared[name] = base
    return Numbering(levels, shared, restarts)


def _levels(abstract: Any) -> dict[int, Level]:
    return {_whole(attribute(level, "ilvl")): _level(level) for level in abstract if local(level) == "lvl"}


def _level(element: Any) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        start=_whole(value(element, "start"), 1),
        form=value(element, "numFmt") or "decimal",
        text=(value(element, "lvlText") or "")[:100],
        restart=None if restart is None else _whole(restart),
        legal=bool(is_on(element, "isLgl")),
    )


def _overridden(num: Any, base: Mapping[int, Level]) -> tuple[dict[int, Level], dict[int, int]]:
    levels, restarts = dict(base), {}
    for override in num:
        if local(override) != "lvlOverride":
            continue
        number = _whole(attribute(override, "ilvl"))
        replaced = child(override, "lvl")
        if replaced is not None:
            levels[number] = _level(replaced)
        start = value(override, "startOverride")
        if start is not None:
            restarts[number] = _whole(start, 1)
    return levels, restarts


def _whole(text: str | None, default: int = 0) -> int:
    """Return a small whole number; rubbish counts as the default."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default
