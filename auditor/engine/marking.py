"""The marks by which a finding is known again when its file was renamed, moved or saved anew."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from auditor.model.finding import Evidence, Finding, fingerprint_of


def marked(finding: Finding, named: str = "") -> Finding:
    """Return a finding with the marks of its words, and of matter, rule and words: none comes from the file.

    ``named`` stands for the words of a finding that quotes none, where one matter has several of its kind.
    """
    fingerprint, words = marks_of(finding.subject.matter, finding.rule, finding.evidence, named)
    return replace(finding, fingerprint=fingerprint, words=words)


def marks_of(matter: str, rule: str, evidence: Sequence[Evidence], named: str = "") -> tuple[str, str]:
    """Return the two marks by themselves: that of the finding, and that of its words."""
    quotes = sorted({_levelled(one.quote) for one in evidence})
    told = "\x1f".join(quotes) or named
    words = _hash(told)[:16] if told else ""
    return fingerprint_of(matter, rule, words), words


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


@lru_cache(4_096)  # many rules rest on the same words
def _levelled(quote: str) -> str:
    """Return the words of a quote: what a file saved again, or turned into a PDF, does not change."""
    told = unicodedata.normalize("NFKC", quote.replace("\u00ad", "")).casefold().replace("ё", "е")
    return " ".join(_WORDS.findall(_NUMBERING.sub("", told)))


_WORDS = re.compile(r"[^\W_]+")
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}[.)]){1,5}\d{0,3}\.?\s+")
"""The number before a clause: a Word file computes it, a PDF prints it."""
