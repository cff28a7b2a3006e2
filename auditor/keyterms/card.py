"""Facts to the card of key terms: each line with its words, clause and page."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.keyterms.days import dates_of
from auditor.keyterms.lines import LINES, Line, mentions_of
from auditor.model.fact import DocumentFacts, Mention
from auditor.model.key_terms import KeyTerms, Term
from auditor.model.playbook import Passage, passage_at
from auditor.model.profile import Party, Span
from auditor.model.text import Text

_SHOWN = 4
"""Passages quoted for one line."""
_LONGEST = 600
"""Characters of a passage."""


_PARTIES = Text("Стороны", "Parties")
_SIDES = {"provider": Text("исполнитель", "provider"), "client": Text("заказчик", "client")}


def key_terms(facts: DocumentFacts) -> KeyTerms:
    """Return the card of a document; a line without passages says that nothing was found."""
    found, open_dates = dates_of(facts)
    terms = (_parties(facts), *(_term(line, facts) for line in LINES))
    return KeyTerms(terms, tuple(found), tuple(open_dates), facts.complete)


def _parties(facts: DocumentFacts) -> Term:
    parties = facts.profile.parties
    values = tuple(_named(party) for party in parties if party.name)
    spans = dict.fromkeys(_sentence(party.span, facts) for party in parties if party.span)
    passages = [passage_at(facts, span) for span in spans]
    return Term("parties", _PARTIES, values, tuple(_short(passage) for passage in passages))


def _sentence(span: Span, facts: DocumentFacts) -> Span:
    """Return the sentence around a passage, or the passage itself where it stands in none."""
    around = (s.span for s in facts.outline.sentences if s.span[0] <= span[0] and span[1] <= s.span[1])
    return next(around, span)


def _named(party: Party) -> str:
    """Return a party as the card names it: its name and what the contract calls it."""
    called = ", ".join(party.aliases)
    inn = f"ИНН {party.inn}" if party.inn else ""
    return f"{party.name}" + "".join(f" ({part})" for part in (called, inn) if part)


def _term(line: Line, facts: DocumentFacts) -> Term:
    shown = _most_telling(mentions_of(line, facts), line, facts)[:_SHOWN]
    values = dict.fromkeys(value for mention in shown for value in _values(mention, line, facts))
    passages = dict.fromkeys(_short(passage_at(facts, mention.span)) for mention in shown)
    return Term(line.id, line.title, tuple(values), tuple(passages))


def _most_telling(mentions: Sequence[Mention], line: Line, facts: DocumentFacts) -> list[Mention]:
    """Return the passages with a value of the line before those without one, each in order."""
    return sorted(mentions, key=lambda mention: not _values(mention, line, facts) if line.values else 0)


def _values(mention: Mention, line: Line, facts: DocumentFacts) -> list[str]:
    """Return the values in the words of a passage, or else in its sentence."""
    kind = [value for value in facts.values if value.kind in line.values]
    inside = [v for v in kind if mention.words[0] <= v.span[0] and v.span[1] <= mention.words[1]]
    found = inside or [value for value in kind if value.sentence == mention.sentence]
    return [" ".join(facts.document.text[slice(*value.span)].split()) for value in found]


def _short(passage: Passage) -> Passage:
    if len(passage.quote) <= _LONGEST:
        return passage
    return Passage(passage.quote[:_LONGEST].rsplit(" ", 1)[0] + " …", passage.clause, passage.page, passage.span)
