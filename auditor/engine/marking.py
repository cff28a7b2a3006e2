"""The marks by which a finding is known again when its file was renamed, moved or saved anew."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace

from auditor.model.finding import Finding, fingerprint_of


def marked(finding: Finding, named: str = "") -> Finding:
    """Return a finding with the marks of its words, and of matter, rule and words: none comes from the file.

    ``named`` stands for the words of a finding that quotes none, where one matter has several of its kind.
    """
    quotes = sorted({_levelled(evidence.quote) for evidence in finding.evidence})
    told = "\x1f".join(quotes) or named
    words = _hash(told)[:16] if told else ""
    return replace(finding, fingerprint=fingerprint_of(finding.subject.matter, finding.rule, words), words=words)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def _levelled(quote: str) -> str:
    """Return the words of a quote: what a file saved again, or turned into a PDF, does not change."""
    told = unicodedata.normalize("NFKC", quote.replace("\u00ad", "")).casefold().replace("ё", "е")
    return " ".join(_WORDS.findall(_NUMBERING.sub("", told)))


_WORDS = re.compile(r"[^\W_]+")
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}[.)]){1,5}\d{0,3}\.?\s+")
"""The number before a clause: a Word file computes it, a PDF prints it."""
