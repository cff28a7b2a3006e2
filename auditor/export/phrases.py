"""How one language says a thing: phrases with their values, grammatical number, dates, sizes, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from math import floor

from auditor.export.words import COUNTED, WORDS
from auditor.model.text import Language

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language, with its way to write numbers, dates and places."""

    language: Language

    def say(self, name: str, **values: object) -> str:
        """Return a phrase with its values filled in; KeyError for a name that is not in the table."""
        phrase = WORDS[name].in_language(self.language)
        return phrase.format(**values) if values else phrase

    def count(self, name: str, number: int, **values: object) -> str:
        """Return a phrase in the form that its number asks for; KeyError for a name that is not in the table."""
        phrase = COUNTED[name][_form(number, self.language)].in_language(self.language)
        return phrase.format(n=self.number(number), **values)

    def number(self, number: int | Fraction, digits: int = 0) -> str:
        """Return a number as the language writes it: «5 000» and «0,6», or "5,000" and "0.6"."""
        if isinstance(number, int) and not digits:
            written = f"{number:,}"
        else:
            written = f"{_half_up(Fraction(number), digits):,.{digits}f}"
        if self.language == "en":
            return written
        return written.replace(",", "\u00a0").replace(".", ",")

    def percent(self, share: float) -> str:
        """Return a share of 0 to 1 as whole percent; only 1 itself is 100, so that a gap never rounds away."""
        whole = floor(Fraction(share).limit_denominator(10**6) * 100 + Fraction(1, 2))
        shown = min(whole, 99) if share < 1 else whole
        return f"{shown}\u00a0%" if self.language == "ru" else f"{shown}%"

    def day(self, iso: str) -> str:
        """Return an ISO date as the language writes it, or the text itself when it is not a date."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        if self.language == "ru":
            return f"{day:%d.%m.%Y}"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def moment(self, iso: str) -> str:
        """Return an ISO moment as a day and a time in UTC, or the text itself when it is not a moment."""
        try:
            moment = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        universal = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return f"{self.day(universal.date().isoformat())}, {universal:%H:%M} UTC"

    def size(self, count: int) -> str:
        """Return a number of bytes in bytes, kilobytes (1,024) or megabytes."""
        if count < 1024:
            return self.say("bytes", n=self.number(count))
        if count < 1024**2:
            return self.say("kilobytes", n=self.number(Fraction(count, 1024)))
        return self.say("megabytes", n=self.number(Fraction(count, 1024**2), 1))

    def quoted(self, words: str) -> str:
        """Return words in the language's quotation marks."""
        return f"«{words}»" if self.language == "ru" else f"“{words}”"


def _form(number: int, language: Language) -> int:
    """Return 0, 1 or 2: the grammatical form that a number asks for."""
    if language == "en":
        return 0 if number == 1 else 1
    last, last_two = number % 10, number % 100
    if last == 1 and last_two != 11:
        return 0
    return 1 if 2 <= last <= 4 and not 12 <= last_two <= 14 else 2


def _half_up(number: Fraction, digits: int) -> float:
    """Return a number rounded half up, as the score itself is."""
    scale: int = 10**digits
    return floor(number * scale + Fraction(1, 2)) / scale


def spans(numbers: Sequence[int]) -> str:
    """Return page numbers in short: «3–5, 7»."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
