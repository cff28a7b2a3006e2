"""The facts that rules on records, matters and the programme may ask for; anything else is a slip with a line.

Every name stands with the words that its value may be, or with ``NUMBER``. A fact that cannot be told is unknown, and
a rule that hangs on it is undetermined.
"""

from __future__ import annotations

from auditor.model.finding import SubjectKind

NUMBER = frozenset({"a number"})
"""The fact is a number; it is compared by ``more_than`` and ``at_most``."""
YES_NO = frozenset({"yes", "no"})
STATES = frozenset({"filled", "missing", "vague", "unreadable"})
"""What a column of a record holds: words that say something, nothing, words that say nothing, no such value."""

FACTS: dict[SubjectKind, dict[str, frozenset[str]]] = {
    SubjectKind.INTERACTION: {
        "kind": frozenset({"entry", "note", "letter", "message", "client"}),
        "date": STATES | {"future", "implausible"},
        "time": STATES | {"placeholder"},
        "employee": STATES,
        "issue": STATES | {"short"},
        "answer": STATES,
        "still_open": YES_NO,
        "promise_recorded": frozenset({"full", "partly", "missing", "no_promise"}),
        "channels": frozenset({"several", "one", "none"}),
        "journal_kept": YES_NO,
        "in_journal": YES_NO,
        "contract_closed": YES_NO,
        "kept_records": frozenset({"full", "partly", "none"}),
        "progress_reports": frozenset({"sent", "partly", "missing", "not_due"}),
        "origin": frozenset({"known", "unknown_origin"}),
        "attachment": frozenset({"present", "missing", "not_named"}),
        "agreement": YES_NO,
        "confirmation": frozenset({"confirmed", "contradicted", "missing", "informal", "not_yet"}),
        "confirmed_by": frozenset({"letter", "amendment", "act", "annex", "minutes"}),
        "confirmation_days": NUMBER,
        "promise": YES_NO,
        "promise_kept": frozenset({"kept", "late", "missing", "not_due", "undated"}),
        "days_late": NUMBER,
        "request": YES_NO,
        "reply": frozenset({"answered", "missing"}),
        "days_without_reply": NUMBER,
    },
    SubjectKind.COMPLAINT: {},
    SubjectKind.ACCESS: {
        "about": frozenset({"account", "list", "log"}),
        "account": frozenset({"person", "contractor", "shared", "everyone", "service", "unknown"}),
        "sees_clients": YES_NO,
        "shared_accounts": NUMBER,
        "need_to_know": frozenset(
            {
                "within",
                "none",
                "excess",
                "all",
                "everyone",
                "by_position",
                "no_secrecy",
                "blocked",
                "leaver",
                "shared",
                "service",
            }
        ),
        "clients_seen": NUMBER,
        "clients_in_excess": NUMBER,
        "leaver": frozenset({"no", "not_staff", "closed", "open", "used"}),
        "days_open": NUMBER,
        "list": frozenset({"approved", "unapproved", "missing"}),
        "list_age_days": NUMBER,
        "list_differs_percent": NUMBER,
        "log": frozenset({"views", "changes_only", "described", "missing"}),
    },
    SubjectKind.PROGRAMME: {},
    SubjectKind.MATTER: {
        "contract": frozenset({"signed", "unsigned", "missing", "not_needed"}),
        "annexes": frozenset({"present", "weak", "missing", "none_named"}),
        "performed_after_end": frozenset({"no", "renewable", "talks", "yes", "no_end"}),
        "amendments": frozenset({"none", "clean", "undated", "conflict"}),
    },
}
"""By the kind of subject: every fact with its words."""
