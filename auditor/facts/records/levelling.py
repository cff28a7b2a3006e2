"""The contents of cells, levelled by the type of their column."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from auditor.facts.folding import fold
from auditor.facts.records.wordings import meaning_of
from auditor.facts.value_numbers import written
from auditor.facts.values import find_values
from auditor.model.columns import Column
from auditor.model.record import Cell

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DIGITS = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_TIME = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.ч]\s?([0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?\s*(am|pm)?(?!\.?\d)", re.IGNORECASE
)
_YES = frozenset(
    {
        "да",
        "yes",
        "y",
        "true",
        "истина",
        "1",
        "+",
        "есть",
        "активна",
        "активен",
        "active",
        "enabled",
        "on",
        "v",
        "✓",
        "✔",
        "x",
        "х",
    }
)
_NO = frozenset(
    {
        "нет",
        "no",
        "n",
        "false",
        "ложь",
        "0",
        "-",
        "–",
        "—",
        "отключена",
        "отключен",
        "заблокирована",
        "заблокирован",
        "inactive",
        "disabled",
        "blocked",
        "off",
    }
)
_CENTURY = 2000


def levelled(text: str, column: Column, *, month_first: bool = False) -> Cell:
    """Return a cell with its content levelled as its column's type asks."""
    words = text.strip()
    meant = meaning_of(words, column.words) if column.words and words else ""
    value = meant or _value(words, column.type, month_first=month_first)
    is_vague = _is_vague(words, column.vague) or (column.type == "person" and _names_a_post(words, column.vague))
    return Cell(words, value, is_vague)


def _value(words: str, kind: str, *, month_first: bool) -> str:
    if kind == "date":
        return day_of(words, month_first=month_first)
    if kind == "time":
        return time_of(words)
    if kind == "yesno":
        return yes_or_no(words)
    if kind == "number":
        return number_of(words)
    return ""


@lru_cache(maxsize=100_000)
def day_of(words: str, *, month_first: bool = False) -> str:
    """Return the first day that stands in some words, ISO 8601; empty where there is none that exists."""
    if not any(character.isdigit() for character in words):
        return ""
    told: list[tuple[int, str]] = []
    found = _ISO.search(words)
    if found:
        told.append((found.start(), _day(int(found[1]), int(found[2]), int(found[3]))))
    found = _DIGITS.search(words)
    if found:
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += _CENTURY if year < 100 else 0
        day, month = (second, first) if month_first and found[2] == "/" else (first, second)
        told.append((found.start(), _day(year, month, day) or _day(year, day, month)))
    if len(words) > _SHORT or not told:
        folded = fold(words)
        values = [value for value in find_values(folded.text) if value.kind == "date"]
        told += [
            (folded.to_original(value.start), value.detail or "")
            for value in values
            if len(value.detail or "") == _FULL
        ]
    read = [entry for entry in told if entry[1]]
    return min(read, key=lambda entry: entry[0], default=(0, ""))[1]  # at one place the order of the column wins


_SHORT = 12
"""Characters of a cell that holds a date and nothing else."""
_FULL = len("2026-11-01")


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


@lru_cache(maxsize=100_000)
def time_of(words: str) -> str:
    """Return the first time of day that stands in some words, HH:MM; empty where there is none."""
    found = _TIME.search(words)
    if found is None:
        return ""
    hours = int(found[1])
    if found[3]:
        hours = hours % 12 + (12 if found[3].lower() == "pm" else 0)
    return f"{hours:02}:{found[2]}"


def is_month_first(cells: list[str]) -> bool:
    """Return whether dates with strokes begin with the month: where a second number is no month, or by AM and PM."""
    pairs = [(int(found[1]), int(found[3])) for words in cells if (found := _DIGITS.search(words)) and found[2] == "/"]
    if any(first > 12 for first, _ in pairs):
        return False
    return any(second > 12 for _, second in pairs) or any(
        re.search(r"\d\s*[ap]m\b", words, re.IGNORECASE) for words in cells
    )


def yes_or_no(words: str) -> str:
    """Return ``yes``, ``no`` or nothing."""
    first = fold(words).text.strip(" .!")
    for answer, known in (("yes", _YES), ("no", _NO)):
        if first in known or first.split(" ")[0].strip(".,;:") in known:
            return answer
    return ""


def number_of(words: str) -> str:
    """Return the first number that stands in some words, with a point; empty where there is none."""
    found = re.search(r"\d[\d \u00a0\u202f]*(?:[.,]\d+)?", words)
    number = written(found[0].replace("\u00a0", " ").replace("\u202f", " ").strip()) if found else None
    return "" if number is None else f"{number.normalize():f}"


def _is_vague(words: str, vague: tuple[str, ...]) -> bool:
    if not words or not any(map(str.isalnum, words)):
        return bool(words)
    return bool(vague) and fold(words).text.strip(" .,;:!?\"'()") in _levelled_list(vague)


def _names_a_post(words: str, vague: tuple[str, ...]) -> bool:
    """Return whether a person's cell names a post or a desk and nobody: «Администратор портала», "duty manager"."""
    parts = _WORDS.findall(words)
    known = _levelled_list(vague)
    posts = [part for part in parts if fold(part).text in known]
    return bool(posts) and not any(part[0].isupper() for part in parts[1:] if part not in posts)


_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


@lru_cache(maxsize=500)
def _levelled_list(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word).text.strip(" .,;:!?\"'()") for word in words)
