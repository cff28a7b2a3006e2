"""What every form of a dossier shows, in which order and in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from auditor.export.dossiers.words import FATES, SAID, SIDES, STANDS, VERDICTS
from auditor.model.comparison import ClauseView, Comparison, Pair, Verdict
from auditor.model.dossier import Dossier
from auditor.model.key_terms import Term
from auditor.model.playbook import Answer, Passage
from auditor.model.rounds import Change, Fate, FindingStep
from auditor.model.text import Language, Text

ATTENTION = (Verdict.WEAKENED, Verdict.MISSING, Verdict.CHANGED, Verdict.ADDED)
"""What a lawyer has to look at."""
_HEADING_WORDS = 90
"""Characters of a clause that name it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of one language."""

    language: Language

    def say(self, name: str, **values: object) -> str:
        """Return a phrase with its values."""
        phrase = SAID[name].in_language(self.language)
        return phrase.format(**values) if values else phrase

    def told(self, text: Text) -> str:
        """Return words in the language."""
        return text.in_language(self.language)

    def side(self, comparison: Comparison) -> str:
        """Return for whom a comparison was read."""
        if comparison.side is None:
            return self.say("no_side")
        why = self.told(comparison.side_from) if comparison.side_from else self.say("given")
        return self.say("side", side=self.told(SIDES[comparison.side]), why=why)

    def place(self, view: ClauseView | Passage | Change) -> str:
        """Return where words stand: clause and page."""
        clause = view.number if isinstance(view, ClauseView) else view.clause
        parts = [self.say("clause", n=clause)] if clause else []
        parts += [self.say("page", n=view.page)] if view.page else []
        return ", ".join(parts) or self.say("no_number")

    def places(self, pair: Pair) -> str:
        """Return where a clause stood and where it stands."""
        old, new = (self.place(view) if view else "" for view in (pair.old, pair.new))
        return old if old == new or not new else f"{old} → {new}" if old else new


def gravest_first(comparison: Comparison) -> list[Pair]:
    """Return the differing pairs, the gravest first, each kind in the order of the text."""
    order = list(VERDICTS)
    differing = [pair for pair in comparison.pairs if pair.verdict is not Verdict.EQUAL or pair.moved]
    return sorted(differing, key=lambda pair: order.index(pair.verdict))


def needing_attention(comparison: Comparison) -> list[Pair]:
    """Return what a lawyer has to look at."""
    return [pair for pair in gravest_first(comparison) if pair.verdict in ATTENTION]


def others(comparison: Comparison) -> list[Pair]:
    """Return the other differences."""
    return [pair for pair in gravest_first(comparison) if pair.verdict not in ATTENTION]


def counts(comparison: Comparison) -> list[tuple[Verdict, Text, int]]:
    """Return how many clauses came out how, the gravest first; what did not occur is left out but «equal»."""
    counted = Counter(pair.verdict for pair in comparison.pairs)
    return [(verdict, name, counted[verdict]) for verdict, name in VERDICTS.items() if counted[verdict]]


def name_of(pair: Pair) -> str:
    """Return the first words of a clause, to know it by."""
    view = pair.new or pair.old
    words = " ".join(view.text.split()) if view else ""
    return words if len(words) <= _HEADING_WORDS else words[:_HEADING_WORDS].rsplit(" ", 1)[0] + " …"


def answers_gravest_first(answers: Iterable[Answer]) -> list[Answer]:
    """Return the positions, those that fail first."""
    order = list(STANDS)
    return sorted(answers, key=lambda answer: order.index(answer.stand))


def fates(steps: Sequence[FindingStep]) -> list[tuple[Fate, Text, list[FindingStep]]]:
    """Return the findings of two rounds by what became of them."""
    order = list(FATES)
    ranked = sorted(steps, key=lambda step: order.index(step.fate))
    return [(fate, FATES[fate], list(group)) for fate, group in groupby(ranked, key=lambda step: step.fate)]


def by_author(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Return changes by author, each author's in the order of the file."""
    authors = dict.fromkeys(change.author or "" for change in changes)
    return [(author, [change for change in changes if (change.author or "") == author]) for author in authors]


def day_of(moment: str | None) -> str:
    """Return a moment as the file writes it, without seconds: «2026-11-20 14:05»."""
    return (moment or "").replace("T", " ").removesuffix("Z")[:16]


def not_there(term: Term, dossier: Dossier) -> str:
    """Return what is said of a line of the card without passages."""
    return Voice(dossier.language).say("not_found" if dossier.complete else "not_seen") if not term.passages else ""


def is_clean(dossier: Dossier) -> bool:
    """Return whether nothing asks for a lawyer's attention."""
    stands = {answer.stand.value for answer in dossier.answers}
    compared = [c for c in (dossier.template, dossier.round.comparison if dossier.round else None) if c]
    whole = dossier.complete and all(comparison.complete for comparison in compared)
    troubled = any(needing_attention(comparison) for comparison in compared) or bool(
        dossier.round and dossier.round.silent
    )
    return whole and not troubled and not stands & {"unacceptable", "missing", "undetermined"}
