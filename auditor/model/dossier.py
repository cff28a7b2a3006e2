"""What is known of one contract before it is signed, set against a template, a playbook and the round before."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.comparison import Comparison
from auditor.model.key_terms import KeyTerms
from auditor.model.playbook import Answer, Playbook
from auditor.model.rounds import Round
from auditor.model.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All parts that were asked for; the others are None."""

    path: str
    """The contract under review, as the report names it."""
    sha256: str
    tool_version: str
    as_of: str
    """The day of the review, ISO 8601."""
    language: Language
    """The language of what is written."""
    contract_language: Language
    """The language of the contract: wordings to offer are offered in it."""
    complete: bool
    """Whether the contract was read in full."""
    template: Comparison | None = None
    playbook: Playbook | None = None
    answers: tuple[Answer, ...] = ()
    round: Round | None = None
    terms: KeyTerms | None = None
