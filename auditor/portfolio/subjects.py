"""Who and what a contract is in the report: its label, its client, its matter."""

from __future__ import annotations

import hashlib

from auditor.model.fact import DocumentFacts
from auditor.model.finding import Subject, SubjectKind
from auditor.model.profile import Regime

LONGEST_LABEL = 120
"""Characters of a title that a table of contracts has room for."""
TELLING = 45
"""Characters up to which a title without a client tells too little: «Договор», «Пользовательское соглашение»."""


def subject_of(facts: DocumentFacts) -> Subject:
    """Return the contract as the thing that rules judge."""
    regime = facts.profile.regime
    consumer = None if regime is Regime.UNKNOWN else regime is Regime.CONSUMER
    path = facts.document.path
    return Subject(SubjectKind.CONTRACT, f"contract:{path}", path, _label(facts), matter_of(facts), consumer)


def _label(facts: DocumentFacts) -> str:
    """Return the title with the client; a title that would fit many contracts is followed by the file's name."""
    profile, path = facts.profile, facts.document.path
    if not profile.title:
        return path
    title = " ".join(profile.title.split())[:LONGEST_LABEL]
    client = client_of(facts)
    if client:
        return f"{title}, {client}"
    return title if len(title) > TELLING else f"{title} ({path.rsplit('/', 1)[-1]})"


def client_of(facts: DocumentFacts) -> str:
    """Return the name of the client, or an empty string where the document does not tell it."""
    return next((party.name for party in facts.profile.parties if party.side == "client" and party.name), "")


def matter_of(facts: DocumentFacts) -> str:
    """Return a mark of the matter out of number, date and parties; out of the content where none is known."""
    profile = facts.profile
    names = sorted(party.inn or party.name.lower() for party in profile.parties if party.inn or party.name)
    known = [profile.number or "", profile.date or "", *names]
    raw = "\x1f".join(known) if any(known) else facts.document.sha256
    return "m-" + hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()[:12]
