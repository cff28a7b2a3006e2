"""A rule as a lawyer writes it, and the conditions it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.errors import Place
from auditor.model.finding import Outcome, Severity, SubjectKind
from auditor.model.profile import Regime
from auditor.model.text import Text


@dataclass(frozen=True, slots=True)
class Leaf:
    """One question to the facts: a word of the vocabulary and what it asks for."""

    word: str
    """A key of the vocabulary: ``mentions``, ``regime``, ``has value`` ..."""
    arguments: tuple[tuple[str, object], ...]
    """Names and plain values, sorted by name."""
    place: Place | None = field(default=None, compare=False)

    def get(self, name: str, default: object = None) -> object:
        """Return one argument or the default."""
        for known, value in self.arguments:
            if known == name:
                return value
        return default


@dataclass(frozen=True, slots=True)
class Branch:
    """Conditions taken together: all, any, none, or at least a number of them."""

    kind: str
    """``all``, ``any``, ``none`` or ``at least``."""
    parts: tuple[Condition, ...]
    number: int = 1
    """For ``at least``: how many parts must hold."""


Condition = Leaf | Branch


@dataclass(frozen=True, slots=True)
class LawReference:
    """An article a rule rests on."""

    ref: str
    rule: Text
    status: str
    """verified | verified-secondary | from-memory | good-practice."""
    in_force_from: str | None = None
    in_force_to: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of the check-list."""

    id: str
    section: str
    subject: SubjectKind
    origin: str
    polarity: str
    """``required``: the thing must be there; ``forbidden``: it must not."""
    applies_to: str
    """any | consumer | business | individual: whose contract it judges."""
    severity: Severity
    title: Text
    subject_matter: Text
    why: Text
    law: tuple[LawReference, ...]
    recommendation: Text
    definition: dict[str, Text] = field(hash=False)
    """What pass, weak and fail mean, for the reader of the report."""
    model_clause: Text | None = None
    parents: tuple[str, ...] = ()
    """When one of these fails, this rule does not apply: the gap is told once."""
    grades: tuple[tuple[Outcome, Condition], ...] = ()
    """Outcomes with their conditions in the order they are tried."""
    otherwise: Outcome = Outcome.FAIL
    """The outcome when no grade holds."""
    applies_when: Condition | None = None
    shares: tuple[int, int] | None = None
    """Percentages of records in order from which all of them together pass, and from which they are weak."""
    replaces: Text | None = None
    """Why a house rule takes the place of a shipped one with the same id."""
    compensated_by: Condition | None = None
    """A control that lowers the likelihood by one: an annex, a policy, a default rule of law."""
    waivable: bool = True
    """Whether a finding of this rule may be accepted with a waiver."""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the outcome its rule must give for it."""

    rule: str
    name: str
    language: str
    text: str
    expect: Outcome
    evidence: str | None = None
    """Words that must stand in one of the quotes."""
    place: Place | None = None
    profile: tuple[tuple[str, str], ...] = ()
    """Settings for the case, such as ``regime: consumer``."""
    files: tuple[tuple[str, str], ...] = ()
    """Instead of a text: the files of a small folder, name and content."""
    about: str = ""
    """Words of the label or the evidence of the finding that is meant, where the folder has several."""


@dataclass(frozen=True, slots=True)
class RuleProfile:
    """A way of using the rules: whose contracts they judge, and which rules are switched off."""

    id: str
    title: Text
    regime: Regime | None = None
    """Who the client is where a document's own signs do not tell."""
    off: tuple[tuple[str, Text], ...] = ()
    """Rules that are switched off, each with its reason."""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Ruleset:
    """All rules of a run, in the order of the check-list, with what identifies them."""

    rules: tuple[Rule, ...]
    sections: tuple[tuple[str, Text], ...]
    version: str
    sha256: str
    examples: tuple[Example, ...] = ()
    profiles: tuple[RuleProfile, ...] = ()
    drafts: tuple[Rule, ...] = ()
    """Rules that are written down but do not judge yet (``status: draft``)."""
