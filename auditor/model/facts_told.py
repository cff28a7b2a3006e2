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
ASKED = STATES | {"not_asked"}
"""The same, or that the register has no such column, or that the complaint is not at that stage yet."""

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
    SubjectKind.COMPLAINT: {
        "kind": frozenset({"complaint", "register", "procedure"}),
        "closed": YES_NO,
        "received": ASKED | {"future", "implausible"},
        "time": ASKED,
        "place": ASKED,
        "staff": ASKED,
        "intake": ASKED,
        "handler": ASKED | {"partly"},
        "details": ASKED,
        "details_words": NUMBER,
        "details_fields": NUMBER,
        "due": ASKED | {"within", "longer"},
        "answer": frozenset({"in_time", "late", "not_due", "not_asked"}),
        "days_late": NUMBER,
        "cause": ASKED,
        "fault": frozenset({"with_grounds", "bare", "missing", "not_asked"}),
        "remedy": frozenset({"offered", "refused", "vague", "missing", "not_asked"}),
        "notified": frozenset({"proved", "stated", "missing", "not_asked"}),
        "followup": frozenset({"rated", "contact", "missing", "not_asked"}),
        "followup_days": NUMBER,
        "escalated": YES_NO | {"not_asked"},
        "mediation": frozenset({"offered", "missing"}),
        "register": frozenset({"one", "several", "gaps", "incomplete", "none", "not_asked"}),
        "expectation": frozenset({"recorded", "missing", "not_asked"}),
        "expectation_share": NUMBER,
        "mood_share": NUMBER,
        "impact": frozenset({"recorded", "missing", "not_asked"}),
        "impact_share": NUMBER,
        "scores": frozenset({"recorded", "not_asked"}),
        "mean_percent": NUMBER,
        "content_share": NUMBER,
        "repeated": YES_NO | {"not_asked"},
        "repeated_groups": NUMBER,
        "repeated_most": NUMBER,
    },
    SubjectKind.ACCESS: {
        "about": frozenset({"account", "list", "log", "no_assignments", "no_staff"}),
        "account": frozenset({"person", "contractor", "shared", "everyone", "group", "service", "unknown"}),
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
        "leaver": frozenset({"no", "not_staff", "no_staff", "closed", "open", "used"}),
        "days_open": NUMBER,
        "list": frozenset({"approved", "unapproved", "missing"}),
        "list_age_days": NUMBER,
        "list_differs_percent": NUMBER,
        "log": frozenset({"views", "changes_only", "sign_ins_only", "described", "missing"}),
    },
    SubjectKind.PROGRAMME: {
        "training": frozenset({"logged", "none"}),
        "negotiation_share": NUMBER,
        "negotiation_test": YES_NO,
        "legal_share": NUMBER,
        "legal_signed": YES_NO,
        "overdue_share": NUMBER,
        "insurance": frozenset({"found", "none"}),
        "cover": frozenset({"running", "ending", "unpaid", "undated", "later", "expired", "none"}),
        "deductible_share": NUMBER,
        "limit_share": NUMBER,
        "scope": frozenset({"full", "partly", "none"}),
        "closed_matters": frozenset({"some", "none"}),
        "full_chains_share": NUMBER,
    },
    SubjectKind.MATTER: {
        "contract": frozenset({"signed", "unsigned", "missing", "not_needed"}),
        "annexes": frozenset({"present", "weak", "missing", "none_named"}),
        "performed_after_end": frozenset({"no", "renewable", "talks", "yes", "no_end"}),
        "amendments": frozenset({"none", "clean", "undated", "conflict"}),
    },
}
"""By the kind of subject: every fact with its words."""
