"""Who and what a contract is in the report: its label, its client, its matter."""

from __future__ import annotations

import hashlib

from auditor.model.fact import DocumentFacts
from auditor.model.finding import Subject, SubjectKind
from auditor.model.profile import Regime
from auditor.portfolio.traces import digest_of, known_of, words_of

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
    """Return a mark of the matter: of number and parties; without a number of date, parties and title; else of words.

    Nothing in it comes from the file: renamed, moved, saved again or turned into a PDF it stays the same matter.
    """
    number, day, names, title = known_of(facts.profile)
    if number and names:
        known = [number, *names]
    elif number or names or day:
        known = [number, day, *names, title]
    else:
        known = [digest_of(words_of(facts.document.text))]
    raw = "\x1f".join(known)
    return "m-" + hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()[:12]
