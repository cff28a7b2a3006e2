"""The closed vocabulary of conditions, as the rule files may use it.

Each word is answered by one function of the same name in ``engine/vocabulary.py``; a test holds the two
tables together.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    "mentions": ("near", "within", "at_least", "not_near"),
    "heading": (),
    "regime": (),
    "language": (),
    "kind": (),
    "sector": (),
    "party": ("nature",),
    "value": ("at_least", "detail", "under"),
    "defect": (),
    "russian_law": (),
    "dated": (),
}
"""Words with the arguments each may take besides its own value."""
