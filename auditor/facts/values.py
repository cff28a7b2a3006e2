"""Values in a folded text: sums, percentages, periods, dates, references, requisites, blanks.

What the kinds mean stands at :class:`Value`; the patterns live in the modules ``value_...`` beside this one, and
:mod:`auditor.facts.value_matching` tells which engine runs them and why. All of them together read 5 to 8 million
characters, 8 MB of UTF-8, a second on one core (contracts in Russian and in English, Python 3.11).
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.facts import (
    value_blanks,
    value_dates,
    value_numbers,
    value_quantities,
    value_references,
    value_requisites,
)
from auditor.facts.value_matching import Value, one_byte

__all__ = ["Value", "find_values"]

_PATTERNS = (
    *value_quantities.PATTERNS,
    *value_dates.PATTERNS,
    *value_numbers.PATTERNS,
    *value_blanks.PATTERNS,
    *value_requisites.PATTERNS,
    *value_references.PATTERNS,
)
_REQUISITES = frozenset({"inn", "kpp", "ogrn", "ogrnip", "bik", "account", "corr_account", "passport", "tax_id"})
_REFERENCES = frozenset({"clause_ref", "annex_ref", "law_ref"})
_CLAIMED = _REQUISITES | _REFERENCES | {"date", "phone", "email", "url"}
_QUANTITIES = frozenset({"money", "percent", "period"})
_GIVES_WAY: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({"tax_id"}), _REQUISITES - {"tax_id"}),
    (frozenset({"url"}), frozenset({"email"})),
    (frozenset({"clause_ref"}), frozenset({"law_ref"})),
    (frozenset({"phone"}), _REQUISITES | {"date"}),
    (_QUANTITIES, _CLAIMED),
    (frozenset({"blank"}), _REFERENCES),
    (frozenset({"number"}), _CLAIMED | _QUANTITIES | {"blank", "day_of_month"}),
)
"""Kinds that are dropped where they overlap a kind of the second set, in this order: a phone is not a sum."""


def find_values(folded_text: str) -> list[Value]:
    """Return every value of a folded text in order of place; within one kind the longest wins and none overlap."""
    copy = one_byte(folded_text)
    found = [value for pattern in _PATTERNS for value in pattern.values(folded_text, copy)]
    by_kind: dict[str, list[Value]] = {}
    for value in found:
        by_kind.setdefault(value.kind, []).append(value)
    longest = {kind: _longest(values, len(folded_text)) for kind, values in by_kind.items()}
    for kinds, stronger in _GIVES_WAY:
        _give_way(longest, kinds, stronger, len(folded_text))
    values = value_requisites.with_checked_accounts([value for kind in longest.values() for value in kind], folded_text)
    return sorted(values, key=lambda value: (value.start, value.end, value.kind))


def _longest(values: Iterable[Value], length: int) -> list[Value]:
    """Return the values without those that overlap a longer one; of equals the first stays."""
    taken, kept = bytearray(length), []
    for value in sorted(values, key=lambda value: (value.start - value.end, value.start)):
        if taken.find(1, value.start, value.end) < 0:
            _paint(taken, value)
            kept.append(value)
    return kept


def _give_way(values: dict[str, list[Value]], kinds: frozenset[str], stronger: frozenset[str], length: int) -> None:
    """Drop the values of some kinds that overlap a value of a stronger kind."""
    taken = bytearray(length)
    for kind in stronger & values.keys():
        for value in values[kind]:
            _paint(taken, value)
    for kind in kinds & values.keys():
        values[kind] = [value for value in values[kind] if taken.find(1, value.start, value.end) < 0]


def _paint(taken: bytearray, value: Value) -> None:
    taken[value.start : value.end] = b"\1" * (value.end - value.start)
