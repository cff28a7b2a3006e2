"""The alphabet of all phrases as bytes and back: what was compiled once is not compiled again.

The bytes are MessagePack, read against the types that are written here, and hold words and numbers only.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import msgspec

from auditor.facts.phrases import Alphabet, Pattern

_Table = dict[str, list[int]]


class _Kept(NamedTuple):
    """What an alphabet holds, by the names that it has there; phrases are told by the numbers of their patterns."""

    small_words: frozenset[str]
    wordings: list[str]
    tables: tuple[_Table, _Table, _Table, _Table, _Table]
    beginnings: dict[str, list[str]]
    patterns: list[Pattern]
    phrases: dict[str, tuple[int, ...]]
    met: dict[str, tuple[int, ...]]


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Kept)


def alphabet_to_bytes(alphabet: Alphabet) -> bytes:
    """Return an alphabet with everything that it has met as bytes; UnicodeEncodeError for half a character in it."""
    return _ENCODER.encode(
        _Kept(
            alphabet.small_words,
            alphabet.wordings,
            (alphabet.by_lemma, alphabet.by_prefix, alphabet.by_form, alphabet.by_value, alphabet.by_role),
            alphabet.beginnings,
            sorted(alphabet.patterns.values(), key=lambda pattern: pattern.number),
            {wording: tuple(one.number for one in patterns) for wording, patterns in alphabet.phrases.items()},
            alphabet.of_form,
        )
    )


def alphabet_from_bytes(data: bytes) -> Alphabet:
    """Return the alphabet that was kept; ValueError or IndexError for bytes that are none."""
    try:
        kept = _DECODER.decode(data)
    except msgspec.DecodeError as error:
        raise ValueError("it is no alphabet") from error
    patterns = kept.patterns
    lemma, prefix, form, value, role = (defaultdict(list, table) for table in kept.tables)
    return Alphabet(
        kept.small_words,
        by_lemma=lemma,
        by_prefix=prefix,
        by_form=form,
        by_value=value,
        by_role=role,
        known={wording: number for number, wording in enumerate(kept.wordings)},
        wordings=kept.wordings,
        patterns={pattern.steps: pattern for pattern in patterns},
        phrases={wording: tuple([patterns[at] for at in numbers]) for wording, numbers in kept.phrases.items()},
        beginnings=defaultdict(list, kept.beginnings),
        of_form=kept.met,
    )
