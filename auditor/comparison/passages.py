"""A document as passages: its clauses with their words made comparable.

Everything that may differ without a difference of substance is levelled here: typography, numbering, the way a number
is written, and, against a template, the names of the parties.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.facts.build import places_of_name, role_words
from auditor.facts.folding import Folded, fold
from auditor.facts.number_words import english_number, russian_number
from auditor.facts.topics import CompiledLexicon
from auditor.facts.words import lemmas, words_of
from auditor.model.comparison import ClauseView
from auditor.model.document import APART, BlockKind
from auditor.model.fact import DocumentFacts, ValueFact
from auditor.model.outline import Clause
from auditor.model.profile import Span

Key = tuple[str, ...]

_ABOUT = 60
"""Words before and after another one that belong to it in a sentence without end."""
BLANK: Key = ("blank",)
"""The key of a blank."""
SIDES = ("client", "provider")
_QUANTITIES = frozenset({"money", "percent", "period", "date", "number", "day_of_month"})
_DETAILS = frozenset(
    {"inn", "kpp", "ogrn", "ogrnip", "bik", "account", "corr_account", "passport", "tax_id", "phone", "email", "url"}
)
_MARKER = re.compile(
    r"\s*(?:(?:статья|раздел|глава|article|section|clause|§)\s+(?:\d{1,3}(?:\.\d{1,3})*|[ivxl]{1,5})[.):]*"
    r"|\(?\d{1,3}(?:\.\d{1,3})*[.)]+|\d{1,3}(?:\.\d{1,3})+|\(?[a-zа-яё]{1,2}\)|\(?[ivxl]{1,5}[.)]|[-–—•*·▪●○])\s+",
    re.IGNORECASE,
)
"""The number or the bullet before a line."""
_PAGE_LINE = re.compile(r"[\s\d/|–—-]*(?:(?:стр\.?|страница|page)?\s*\d+\s*(?:из|of|/)?\s*\d*)?\s*", re.IGNORECASE)
_HINT = re.compile(r"\s*\([^()\n]{3,80}\)")
"""What a form says under a blank: «____ (наименование организации)»."""


_BRACKET = re.compile(r"\(([^()]{1,120})\)")
_GROUPED = re.compile(r"\d{1,3}(?:[ ',]\d{3})+(?:[.,]\d{1,4})?|\d+(?:[.,]\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a value or a name, made comparable."""

    key: Key
    """What is compared."""
    span: Span
    """Where it stands in the document's text."""
    form: str
    """The levelled words."""
    stem: str
    """The dictionary form, for likeness."""
    sides: tuple[str, ...] = ()
    """The sides of the contract that it names."""
    value: ValueFact | None = None


@dataclass(frozen=True)
class Passage:
    """A clause with its comparable words."""

    at: int
    """Its place in the order of the document."""
    view: ClauseView
    tokens: tuple[Token, ...]
    topics: frozenset[str]
    section: str
    """The levelled heading over it."""
    numbers: tuple[str, ...]
    """Its own number, and those of the clauses joined to it."""

    @property
    def weight(self) -> int:
        """Return how many of its words are no blanks."""
        return sum(token.key != BLANK for token in self.tokens)


class Reading:
    """One of the two documents with all that the comparison asks of it."""

    def __init__(self, facts: DocumentFacts, lexicon: CompiledLexicon, *, names_count: bool) -> None:
        """Level the words; against a template ``names_count`` is False, and one party's name is as good as another."""
        self.facts = facts
        self.text = facts.document.text
        self.folded = fold(self.text)
        self._apart = [
            (start, start + len(block.text))
            for block, start in zip(facts.document.blocks, facts.document.starts, strict=True)
            if block.kind in APART or _is_page_number(block.kind, block.text)
        ]
        self.roles = list(_roles(facts, lexicon, self.folded))
        self.tokens = self._tokens(names_count=names_count)
        self.starts = [token.span[0] for token in self.tokens]
        self.passages = self._passages()

    def sentence_of(self, token: Token) -> tuple[Token, ...]:
        """Return the words of the sentence in which a word stands, those of its lead-in before them."""
        outline = self.facts.outline
        starts = [sentence.span[0] for sentence in outline.sentences]
        at = bisect_right(starts, token.span[0]) - 1
        if at < 0:
            return ()
        sentence = outline.sentences[at]
        lead = self.within(outline.sentences[sentence.lead_in].span) if sentence.lead_in is not None else ()
        return (*lead, *_near(self.within(sentence.span), token))

    def within(self, span: Span) -> tuple[Token, ...]:
        """Return the words of a stretch of the text."""
        return tuple(self.tokens[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])])

    def topics_in(self, span: Span) -> frozenset[str]:
        """Return the topics recognised in a stretch of the text."""
        return frozenset(
            topic
            for topic, mentions in self.facts.mentions.items()
            if any(mention.words[0] < span[1] and span[0] < mention.words[1] for mention in mentions)
        )

    def _tokens(self, *, names_count: bool) -> list[Token]:
        taken = sorted(self._units(names_count=names_count), key=lambda token: (token.span[0], -token.span[1]))
        units: list[Token] = []
        for token in taken:
            if not units or token.span[0] >= units[-1].span[1]:
                units.append(token)
        words = [token for token in self._words() if not _covered(token.span, units)]
        tokens = sorted([*words, *units], key=lambda token: token.span)
        return _joined_blanks([token for token in tokens if not _inside(token.span, self._apart)])

    def _words(self) -> Iterable[Token]:
        for word in words_of(self.folded.text):
            span = self.folded.span(word.start, word.end)
            yield Token(("word", word.form), span, word.form, min(lemmas(word.form)))

    def _units(self, *, names_count: bool) -> Iterable[Token]:
        """Return what is compared as one: values, names of parties, numbers of list items."""
        for value in self.facts.values:
            key = _key_of(value, self.text)
            if key:
                yield self._unit(self._with_hint(value) if key == BLANK else value.span, key, value=value)
        for span, sides in self.roles:
            form = fold(self.text[slice(*span)]).text
            key = ("word", form) if names_count else ("role", "/".join(sides))
            yield self._unit(span, key, sides=sides)
        if not names_count:
            yield from self._names()

    def _names(self) -> Iterable[Token]:
        for party in self.facts.profile.parties:
            name = fold(party.name).text.strip()
            for start, end in places_of_name(name, self.folded.text) if len(name) > 3 else ():
                yield self._unit(self.folded.span(start, end), ("name",))

    def _unit(self, span: Span, key: Key, *, sides: tuple[str, ...] = (), value: ValueFact | None = None) -> Token:
        form = fold(self.text[slice(*span)]).text
        return Token(key, span, form, " ".join(key), sides, value)

    def _with_hint(self, value: ValueFact) -> Span:
        start, end = value.span
        hint = _HINT.match(self.text, end)
        return (start, hint.end()) if hint and not hint[0].strip(" ()").isdigit() else (start, end)

    def _passages(self) -> list[Passage]:
        clauses = self.facts.outline.clauses
        ends = [clause.span[0] for clause in clauses[1:]] + [len(self.text)]
        found: list[Passage] = []
        for clause, end in zip(clauses, ends, strict=True):
            if clause.span[0] < end:
                passage = self._passage(len(found), clause, (clause.span[0], end))
                if passage:
                    found.append(passage)
        return found

    def _passage(self, at: int, clause: Clause, span: Span) -> Passage | None:
        markers = list(_markers(self.text, span, clause.number))
        tokens = tuple(token for token in self.within(span) if not _inside(token.span, markers))
        if not tokens:
            return None
        section = self._section(span[0])
        shown = (tokens[0].span[0], max(tokens[-1].span[1], clause.span[1]))
        view = ClauseView(clause.number, section, self._page(span[0]), self._shown(span[0], shown[1]), span)
        topics = self.topics_in(span)
        numbers = (clause.number,) if clause.number else ()
        return Passage(at, view, tokens, topics, fold(section).text, numbers)

    def _shown(self, start: int, end: int) -> str:
        """Return the words of a stretch without what is kept apart."""
        words, at = [], start
        for cut, stop in self._apart:
            if start <= cut < end:
                words.append(self.text[at:cut])
                at = stop
        return "".join([*words, self.text[at:end]]).strip()

    def _section(self, at: int) -> str:
        starts = [section.span[0] for section in self.facts.outline.sections]
        found = bisect_right(starts, at) - 1
        return self.facts.outline.sections[found].heading if found >= 0 else ""

    def _page(self, at: int) -> int | None:
        document = self.facts.document
        return document.blocks[bisect_right(document.starts, at) - 1].location.page if document.blocks else None


def _near(sentence: tuple[Token, ...], token: Token) -> tuple[Token, ...]:
    """Return a sentence; of an endless one its beginning and what stands about a word."""
    if len(sentence) <= 4 * _ABOUT:
        return sentence
    at = bisect_left(sentence, token.span, key=lambda other: other.span)
    return (*sentence[: min(_ABOUT, max(0, at - _ABOUT))], *sentence[max(0, at - _ABOUT) : at + _ABOUT])


def joined(first: Passage, second: Passage) -> Passage:
    """Return two neighbouring passages as one."""
    text = f"{first.view.text}\n{second.view.text}"
    view = ClauseView(
        first.view.number, first.view.heading, first.view.page, text, (first.view.span[0], second.view.span[1])
    )
    numbers = (*first.numbers, *second.numbers)
    tokens, topics = (*first.tokens, *second.tokens), first.topics | second.topics
    return Passage(first.at, view, tokens, topics, first.section, numbers)


def _roles(facts: DocumentFacts, lexicon: CompiledLexicon, folded: Folded) -> Iterable[tuple[Span, tuple[str, ...]]]:
    """Return where the parties are named, with the sides that each name may mean."""
    sides: dict[tuple[int, int], list[str]] = {}
    for word in role_words(facts.profile, lexicon, folded):
        if word.name in SIDES and word.name not in sides.setdefault((word.start, word.end), []):
            sides[word.start, word.end].append(word.name)
    for (start, end), names in sides.items():
        yield folded.span(start, end), tuple(sorted(names))


def _key_of(value: ValueFact, text: str) -> Key | None:
    """Return by what a value is compared; None for values that are left to their words."""
    if value.kind == "blank":
        return BLANK
    if value.kind in _QUANTITIES:
        if value.kind == "number" and value.number is None:
            return None
        contradiction = _contradiction(value, fold(text[slice(*value.span)]).text)
        return (value.kind, _plain(value.number), value.unit or "", value.detail or "", contradiction)
    if value.kind == "clause_ref":
        return ("ref", (value.detail or "").rstrip("."))
    if value.kind in _DETAILS:
        return (value.kind, re.sub(r"[\s()-]", "", text[slice(*value.span)]).lower())
    return None


def _contradiction(value: ValueFact, words: str) -> str:
    """Return the number that stands in brackets behind another one and is not the same: "five percent (16%)"."""
    bracket = _BRACKET.search(words)
    if bracket is None or value.number is None:
        return ""
    said = _number_in(bracket[1])
    return "" if said is None or said == value.number or said == int(value.number) else _plain(said)


def _number_in(words: str) -> Decimal | None:
    """Return the first number of some words, in digits or spelled out; None where there is none."""
    digits = _GROUPED.search(words)
    if digits:
        return Decimal(re.sub(r"[ ',](?=\d{3})", "", digits[0]).replace(",", "."))
    spelled = words.replace("-", " ").split()
    for start in range(len(spelled)):
        for end in range(len(spelled), start, -1):
            run = " ".join(spelled[start:end])
            number = russian_number(run) if not run.isascii() else english_number(run)
            if number is not None:
                return Decimal(number)
    return None


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def _markers(text: str, span: Span, number: str | None) -> Iterable[Span]:
    """Return where the numbers and bullets of lines stand."""
    at = span[0]
    last = (number or "").split(".")[-1]
    if number and not _MARKER.match(text, at, span[1]) and text.startswith((number, last), at):
        yield at, at + len(number if text.startswith(number, at) else last)
    while 0 <= at < span[1]:
        found = _MARKER.match(text, at, span[1])
        if found:
            yield found.span()
        at = text.find("\n", at, span[1]) + 1 or span[1]


def _covered(span: Span, units: Sequence[Token]) -> bool:
    at = bisect_right(units, span[0], key=lambda unit: unit.span[0]) - 1
    return at >= 0 and span[0] < units[at].span[1]


def _inside(span: Span, stretches: Sequence[Span]) -> bool:
    at = bisect_right(stretches, (span[0], 1 << 60)) - 1
    return at >= 0 and span[0] < stretches[at][1]


def _joined_blanks(tokens: list[Token]) -> list[Token]:
    """Return the tokens with blanks that stand side by side as one."""
    kept: list[Token] = []
    for token in tokens:
        if kept and token.key == BLANK and kept[-1].key == BLANK:
            before = kept.pop()
            kept.append(Token(BLANK, (before.span[0], token.span[1]), f"{before.form} {token.form}", "blank"))
        else:
            kept.append(token)
    return kept


def _is_page_number(kind: BlockKind, text: str) -> bool:
    return kind in {BlockKind.HEADER, BlockKind.FOOTER} and _PAGE_LINE.fullmatch(text) is not None
