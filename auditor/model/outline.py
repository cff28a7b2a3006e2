"""The order of a document: sentences, the clauses they belong to and the headings over them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from auditor.model.profile import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a table row, with its place in the order of the document."""

    span: Span
    block: int
    """Index of the block it begins in."""
    clause: int
    """Index of its clause."""
    section: int
    """Index of its section."""
    lead_in: int | None = None
    """Index of the sentence that introduces this list item («Исполнитель обязуется:»)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered paragraph with everything under it, or a paragraph that stands alone."""

    number: str | None
    """«4.1», typed or computed; None where the document has no number."""
    span: Span
    heading: str = ""
    """A heading of its own, such as "Term." at the start of the paragraph."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    heading: str
    """The words of the heading, empty for what stands before the first one."""
    span: Span
    number: str | None = None


@dataclass(frozen=True)
class Outline:
    """The whole order of one document."""

    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    sections: tuple[Section, ...]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Return where each sentence starts."""
        return tuple(sentence.span[0] for sentence in self.sentences)

    @cached_property
    def starts_of_clauses(self) -> tuple[int, ...]:
        """Return where each clause starts."""
        return tuple(clause.span[0] for clause in self.clauses)
