"""The closed vocabulary of conditions, as the rule files may use it.

Each word is answered by one function of the same name in ``engine/vocabulary.py``; a test holds the two
tables together.
"""

from __future__ import annotations

from auditor.model.closed_words import DEFECT_GRADES, DEFECT_KINDS, DOCUMENT_KINDS, SECTORS, VALUE_KINDS

WORDS: dict[str, tuple[str, ...]] = {
    "mentions": ("near", "within", "at_least", "not_near"),
    "heading": (),
    "opens_with": (),
    "regime": (),
    "language": (),
    "kind": (),
    "sector": (),
    "party": ("nature",),
    "value": ("at_least", "detail"),
    "defect": ("grade",),
    "russian_law": (),
    "dated": (),
    "stated": (),
    "older_than": ("in",),
    "expired": (),
    "longer_than": ("in",),
}
"""Words with the arguments each may take besides its own value."""
RECORD_WORDS: dict[str, tuple[str, ...]] = {"fact": ("is", "more_than", "at_most")}
"""The words of rules on records, matters and the programme; ``engine/cases.py`` answers them."""

VALUES: dict[str, frozenset[str]] = {
    "within": frozenset({"sentence", "clause", "section", "document"}),
    "regime": frozenset({"consumer", "business", "unknown"}),
    "language": frozenset({"ru", "en"}),
    "kind": DOCUMENT_KINDS,
    "sector": SECTORS,
    "party": frozenset({"client", "provider", "any"}),
    "nature": frozenset({"company", "entrepreneur", "self_employed", "individual", "authority"}),
    "value": VALUE_KINDS,
    "defect": DEFECT_KINDS,
    "grade": DEFECT_GRADES,
    "russian_law": frozenset({"yes", "no"}),
    "stated": frozenset({"number", "date", "title"}),
}
"""Closed lists of what may stand behind a word or an argument: a slip of the pen must not become a silent «no»."""
WHOLE_NUMBERS = frozenset({"at_least", "more_than", "at_most"})
DATES = frozenset({"dated"})
SPANS = frozenset({"longer_than"})
"""Words whose value is a span of time, «30 days»."""
DATES_OR_SPANS = frozenset({"older_than"})
