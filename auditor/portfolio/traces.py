"""What a document is recognised by in a later audit, whatever its file is called then."""

from __future__ import annotations

import hashlib
import heapq
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Sequence

from auditor.model.fact import DocumentFacts
from auditor.model.profile import Party, Profile
from auditor.model.trace import Trace

SKETCH = 64
"""Hashes in a sketch: two documents' likeness is told to within some six hundredths."""
_RUN = 3
"""Words in a run."""
_MOST = 400_000
"""Words of a document that are looked at."""
_WORD = re.compile(r"[^\W_]+")
_SPREAD = 2_654_435_761
"""Knuth's multiplier: sums of neighbouring runs lie far apart after it."""
_FORMS = {
    "общество с ограниченной ответственностью": "ооо",
    "публичное акционерное общество": "пао",
    "закрытое акционерное общество": "зао",
    "акционерное общество": "ао",
    "индивидуальный предприниматель": "ип",
    "limited liability company": "llc",
    "limited": "ltd",
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
}


def trace_of(facts: DocumentFacts) -> Trace:
    """Return the marks of a document that was read."""
    words = words_of(facts.document.text)
    number, day, names, title = known_of(facts.profile)
    return Trace(digest_of(words), sketch_of(words), number, day, names, title)


def known_of(profile: Profile) -> tuple[str, str, tuple[str, ...], str]:
    """Return number, date, parties and title of a document, levelled; what is not known is empty."""
    number, title = "".join(words_of(profile.number or "")), " ".join(words_of(profile.title or ""))[:120]
    return number, profile.date or "", names_of(profile.parties), title


def words_of(text: str) -> list[str]:
    """Return the words of a text without case, signs, layout and the difference between е and ё."""
    levelled = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold().replace("ё", "е")
    return _WORD.findall(levelled)[:_MOST]


def digest_of(words: Sequence[str]) -> str:
    """Return a hash of words in their order."""
    return hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()[:32]


def sketch_of(words: Sequence[str]) -> bytes:
    """Return the smallest hashes of the runs of words, ascending, four bytes each."""
    plain = " ".join(words).encode("utf-8", "replace").split(b" ")  # at once: a word takes longer by itself
    runs = zip(*(plain[at:] for at in range(_RUN)), strict=False) if len(plain) > _RUN else [plain]
    sums = set(map(zlib.crc32, map(b" ".join, runs)))
    smallest = heapq.nsmallest(SKETCH, [each * _SPREAD % (1 << 32) for each in sums])  # as many, it is odd
    return struct.pack(f">{len(smallest)}I", *smallest)


def names_of(parties: Iterable[Party]) -> tuple[str, ...]:
    """Return the names of the parties, levelled and sorted: ООО «Ель» is Общество с ограниченной ... "ЕЛЬ"."""
    return tuple(sorted({levelled_name(party.name) for party in parties if party.name}))


def levelled_name(name: str) -> str:
    """Return a name without case, quotation marks and with its legal form in short."""
    levelled = f" {' '.join(words_of(name))} "
    for long, short in _FORMS.items():
        levelled = levelled.replace(f" {long} ", f" {short} ")
    return levelled.strip()
