"""The word lists by which a document is portrayed: names of parties, titles, signs of the regime, sectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.errors import RuleError

WordLists = Mapping[str, tuple[str, ...]]
"""Names of lists with their phrases; in a phrase ``*`` ends a word in any way and ``...`` skips some words."""

ROLE_LISTS = (
    "client", "client_second", "provider", "provider_second", "addressee", "speaker", "consumer", "trader",
    "not_party",
    "company", "company_end", "company_rank", "entrepreneur", "self_employed", "individual", "authority",
    "represented", "represented_entrepreneur",
)  # fmt: skip
"""Lists of ``roles.yaml``."""
KIND_LISTS = (
    "contract", "annex", "amendment", "act", "invoice", "claim", "interaction", "complaint_register", "access_list",
    "access_log", "staff_list", "assignment_list", "training", "policy", "insurance", "other",
    "to_contract", "to_order", "contract_body", "offer_body", "letter_body", "fee",
)  # fmt: skip
"""Lists of ``kinds.yaml``: a list of titles for every kind, then signs inside the text."""
REGIME_LISTS = (
    "personal_purpose", "business_purpose", "consumer_law", "consumer_right", "natural_person", "adult", "anyone",
    "passport", "company_code", "company_form", "corporate", "recital", "private_life", "addressed", "denied",
)  # fmt: skip
"""Lists of ``regimes.yaml``."""
SECTOR_LISTS = ("medical", "education", "telecom", "tourism", "transport", "housing", "banking", "legal", "insurance",
                "russian_law", "foreign_law")  # fmt: skip
"""Lists of ``sectors.yaml``: the special sectors, and the words that name a law."""


@dataclass(frozen=True, slots=True)
class ProfileWords:
    """All word lists of the portrait, one mapping for each file of ``rules/lexicon/_profile``."""

    roles: WordLists
    """Names of parties by side, words that show what a party is."""
    kinds: WordLists
    """Titles by kind of document, signs in the body."""
    regimes: WordLists
    """Signs that the client is a consumer or a business."""
    sectors: WordLists
    """Signs of special sectors, and of the law that governs."""

    @classmethod
    def from_mappings(cls, mappings: Mapping[str, Mapping[str, object]]) -> ProfileWords:
        """Return the word lists of plain mappings, a file a mapping; RuleError names a list that is amiss."""
        parts = {"roles": ROLE_LISTS, "kinds": KIND_LISTS, "regimes": REGIME_LISTS, "sectors": SECTOR_LISTS}
        _same("the folder of word lists", mappings, parts)
        return cls(**{name: _lists(name, mappings[name], known) for name, known in parts.items()})


def _lists(name: str, mapping: Mapping[str, object], known: Sequence[str]) -> WordLists:
    _same(f"{name}.yaml", mapping, known)
    return {key: _phrases(f"{name}.yaml: {key}", value) for key, value in mapping.items()}


def _same(where: str, mapping: Mapping[str, object], known: Sequence[str] | Mapping[str, object]) -> None:
    """Refuse a mapping that lacks a list or has one that nobody asks for."""
    odd = sorted(set(mapping) ^ set(known))
    if odd:
        raise RuleError(f"{where}: lists that are missing or not known: {', '.join(odd)}", remedy="Correct the names.")


def _phrases(where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(entry, str) and entry.strip() for entry in value):
        raise RuleError(f"{where}: a list of phrases is expected", remedy="Write each phrase after a hyphen.")
    return tuple(value)
