"""The closed lists of words that rules and phrases may name; anything else is a mistake with a line."""

from __future__ import annotations

VALUE_KINDS = frozenset({
    "money", "percent", "period", "date", "day_of_month", "number", "blank", "email", "url", "phone", "inn", "kpp",
    "ogrn", "ogrnip", "bik", "account", "corr_account", "passport", "tax_id", "clause_ref", "annex_ref", "law_ref",
    "working_period", "calendar_period", "banking_period",
})  # fmt: skip
"""Kinds of value that are recognised in a text: ``{percent}`` in a phrase, ``value: percent`` in a condition."""
ROLES = frozenset({"client", "provider", "party"})
"""Roles of parties in a phrase: ``<client>``."""
SECTORS = frozenset({"medical", "education", "telecom", "tourism", "transport", "housing", "banking", "legal"})
"""Sectors with rules of their own; ``rules/lexicon/_portrait/sectors.yaml`` holds their signs."""
DEFECT_KINDS = frozenset({
    "placeholder", "cross_reference", "amount_words", "totals", "dates", "parties", "tracked_changes", "signature",
    "hidden_text", "unread",
})  # fmt: skip
"""Kinds of defect of the document itself; one detector in ``facts/defects/`` finds each."""
DEFECT_GRADES = frozenset({"none", "weak", "fail", "unknown"})
"""How grave the worst defect of a kind is; ``none``: there is no defect, ``unknown``: the file cannot tell."""
DOCUMENT_KINDS = frozenset({
    "contract", "annex", "amendment", "act", "invoice", "claim", "interaction", "complaint_register", "access_list",
    "access_log", "staff_list", "assignment_list", "training", "policy", "insurance", "other",
})  # fmt: skip
"""Kinds of document, as the report names them."""
SPAN_UNITS = frozenset({"days", "months", "years"})
"""Units of time in a condition: ``older_than: 12 months``."""
