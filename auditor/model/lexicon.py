"""How a topic is recognised: phrases, what must stand near them, look-alikes that do not count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from auditor.errors import Place
from auditor.model.text import Text

Scope = Literal["part", "sentence", "clause", "section", "document"]
"""How near is near: the same lettered part of a sentence, sentence, numbered clause, section, or anywhere."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying a thing, with the company it must keep."""

    wording: tuple[str, ...]
    """Phrases in the notation of the guide; any one of them is enough."""
    needs: tuple[tuple[str, ...], ...] = ()
    """Each group: at least one of its phrases must stand near as well."""
    refuses: tuple[str, ...] = ()
    """None of these may stand near."""
    within: Scope = "sentence"
    """How near "near" is, for needs and refuses."""
    under: tuple[str, ...] = ()
    """The heading over the passage must hold one of these phrases; empty: any heading."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing a contract may speak about, and the words by which it is known."""

    id: str
    title: Text
    """A noun phrase for people; it follows «Искали:» and «Найдено:»."""
    phrases: tuple[Phrase, ...]
    lookalikes: tuple[str, ...] = ()
    """A sentence in which one of these stands does not count."""
    headings: tuple[str, ...] = ()
    """Phrases in a heading that announce a section about the topic."""
    examples: tuple[tuple[str, bool], ...] = ()
    """Sentences with whether they count; the topic's own test."""
    of_records: bool = False
    """Whether it is looked for in letters, chats, notes and journals, and not in papers."""
    replaces: Text | None = None
    """Why a house topic takes the place of a shipped one with the same id."""
    place: Place | None = None
    """The file it was read from."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All topics and the word lists that every phrase relies on."""

    topics: tuple[Topic, ...]
    small_words: frozenset[str]
    """Words that may stand between the words of a phrase unnoticed: prepositions, articles, «настоящий»."""
    client_words: tuple[str, ...] = ()
    """Names by which contracts call the client when the preamble does not settle it."""
    provider_words: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    """Words after whose full stop a sentence goes on."""
