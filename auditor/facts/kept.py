"""The alphabet of all phrases as bytes and back: what was compiled once is not compiled again.

The bytes are JSON and hold words and numbers only.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.facts.phrases import Alphabet, Pattern, Step

_NOTHING = -1
"""Stands for the element that a step does not refuse."""


def alphabet_to_bytes(alphabet: Alphabet) -> bytes:
    """Return an alphabet with everything that it has met as bytes."""
    patterns = [_numbers(pattern) for pattern in sorted(alphabet.patterns.values(), key=lambda p: p.number)]
    kept = {
        "small_words": sorted(alphabet.small_words),
        "wordings": alphabet.wordings,
        "tables": [alphabet.by_lemma, alphabet.by_prefix, alphabet.by_form, alphabet.by_value, alphabet.by_role],
        "beginnings": alphabet.beginnings,
        "patterns": patterns,
        "phrases": {wording: [p.number for p in patterns] for wording, patterns in alphabet.phrases.items()},
        "met": alphabet.of_form,
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def alphabet_from_bytes(data: bytes) -> Alphabet:
    """Return the alphabet that was kept; ValueError, TypeError, KeyError or IndexError for bytes that are none."""
    kept: Mapping[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    patterns = [_pattern(number, numbers) for number, numbers in enumerate(kept["patterns"])]
    lemma, prefix, form, value, role = (defaultdict(list, table) for table in kept["tables"])
    return Alphabet(
        frozenset(kept["small_words"]),
        by_lemma=lemma,
        by_prefix=prefix,
        by_form=form,
        by_value=value,
        by_role=role,
        known={wording: number for number, wording in enumerate(kept["wordings"])},
        wordings=kept["wordings"],
        patterns={pattern.steps: pattern for pattern in patterns},
        phrases={wording: tuple(patterns[at] for at in numbers) for wording, numbers in kept["phrases"].items()},
        beginnings=defaultdict(list, kept["beginnings"]),
        of_form={form: tuple(met) for form, met in kept["met"].items()},
    )


def _numbers(pattern: Pattern) -> list[int]:
    """Return the steps of a pattern in one row, three numbers a step."""
    triples = ((element, gap, _NOTHING if refused is None else refused) for element, gap, refused in pattern.steps)
    return [number for triple in triples for number in triple]


def _pattern(number: int, row: Sequence[int]) -> Pattern:
    triples = zip(row[::3], row[1::3], row[2::3], strict=True)
    steps = tuple(Step(element, gap, None if refused == _NOTHING else refused) for element, gap, refused in triples)
    return Pattern(number, steps, tuple(row[::3]))
