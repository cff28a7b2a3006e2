"""All facts of one document, in a fixed order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from auditor.facts.defects.detect import defects_of
from auditor.facts.defects.reading import Reading
from auditor.facts.folding import Folded, fold
from auditor.facts.near_misses import near_misses
from auditor.facts.outline import outline_of
from auditor.facts.portrait.profile import profile_of
from auditor.facts.reader import Reader, SpecialWords
from auditor.facts.topics import CompiledLexicon
from auditor.facts.value_templates import kinds_of_variable
from auditor.facts.values import Value, find_values
from auditor.facts.words import words_of
from auditor.model.document import APART, Document
from auditor.model.fact import DocumentFacts, ValueFact
from auditor.model.outline import Outline
from auditor.model.portrait_words import PortraitWords
from auditor.model.profile import Party, Profile


def facts_of(document: Document, lexicon: CompiledLexicon, words: PortraitWords) -> DocumentFacts:
    """Return everything the rules may ask about a document."""
    folded = fold(document.text)
    values = find_values(folded.text)
    profile = profile_of(document, folded, words, values)
    outline = outline_of(document, lexicon.source.abbreviations)
    special = [*_value_words(values), *_variables(values, folded.text), *role_words(profile, lexicon, folded)]
    reader = Reader(lexicon, outline, folded, special)
    mentions = reader.mentions()
    counting = _counting(values, folded, document)
    missing = {t.source.id: near_misses(reader, t) for t in lexicon.topics if t.source.id not in mentions}
    return DocumentFacts(
        document=document,
        profile=profile,
        outline=outline,
        mentions=mentions,
        headings=reader.sections(),
        near_misses={name: misses for name, misses in missing.items() if misses},
        values=tuple(_value_facts(counting, folded, outline)),
        defects=defects_of(Reading(document, folded, outline, profile, counting)),
        complete=document.reason is None and not document.coverage.pages_unread,
    )


def _value_words(values: Sequence[Value]) -> Iterable[SpecialWords]:
    for value in values:
        yield SpecialWords("value", value.kind, value.start, value.end)
        if value.kind == "period" and value.detail:
            yield SpecialWords("value", f"{value.detail}_period", value.start, value.end)


def _variables(values: Sequence[Value], text: str) -> Iterable[SpecialWords]:
    """Return the variables of a template under the values that they stand for."""
    for value in values:
        if value.kind == "blank" and value.detail == "template":
            for kind in kinds_of_variable(value, text):
                yield SpecialWords("value", kind, value.start, value.end)


def role_words(profile: Profile, lexicon: CompiledLexicon, folded: Folded) -> Iterable[SpecialWords]:
    """Return the names of the parties wherever they stand, each under its side and as a party."""
    sides = _sides(profile, lexicon)
    for alias, names in sides.items():
        for start, end in places_of_name(alias, folded.text):
            for name in (*names, "party"):
                yield SpecialWords("role", name, start, end)


def _sides(profile: Profile, lexicon: CompiledLexicon) -> dict[str, tuple[str, ...]]:
    """Return every name of a party with its sides; a name whose side is not known may be either."""
    sides: dict[str, tuple[str, ...]] = {}
    for side, generic in (("client", lexicon.source.client_words), ("provider", lexicon.source.provider_words)):
        sides.update(dict.fromkeys(generic, (side,)))
    for party in profile.parties:
        for alias in _names(party):
            sides[fold(alias).text.strip()] = (party.side,) if party.side else ("client", "provider")
    return {alias: names for alias, names in sides.items() if alias}


def _names(party: Party) -> Iterable[str]:
    return party.aliases if party.aliases else (party.name,)


def places_of_name(alias: str, text: str) -> Iterable[tuple[int, int]]:
    """Return where a name stands, in any grammatical case: its words without their endings, in order."""
    wanted = [_stem(word.form) for word in words_of(alias)]
    if not wanted:
        return
    at = text.find(wanted[0])
    while at >= 0:
        end = _follow(text, at, wanted)
        if end:
            yield at, end
        at = text.find(wanted[0], at + 1)


_LONGEST_ENDING = 3
"""Letters that a Russian case may add to the stem of a name."""


_WHOLE = frozenset({"мы", "нас", "нам", "вы", "вас", "вам", "я", "мне", "ты", "our"})
"""Words that take no ending: «вы» is not «выше». English words of two letters take none either."""


def _stem(form: str) -> str:
    """Return a Russian name without its last vowel, «заказчик», «компани»; an English one as it stands."""
    if form.isascii() or len(form) < 5:
        return form
    return form.rstrip("аеиоуыьэюяй") or form


def _follow(text: str, at: int, wanted: Sequence[str]) -> int | None:
    """Return where the words of a name end when they stand here as whole words, or None."""
    if at and text[at - 1].isalnum():
        return None
    for number, stem in enumerate(wanted):
        if not text.startswith(stem, at):
            return None
        at += len(stem)
        limit = at + (0 if (stem.isascii() and len(stem) < 3) or stem in _WHOLE else _LONGEST_ENDING)
        while at < limit and at < len(text) and text[at].isalpha():
            at += 1
        if at < len(text) and text[at].isalpha():
            return None
        if number + 1 < len(wanted):
            while at < len(text) and not text[at].isalnum() and text[at] != "\n":
                at += 1
    return at


def _counting(values: Sequence[Value], folded: Folded, document: Document) -> list[Value]:
    """Return the values without those of deletions, comments and hidden text: they are not in the contract."""
    starts = document.starts
    apart = [block.kind in APART for block in document.blocks]
    if not any(apart):
        return list(values)
    return [v for v in values if not apart[bisect_right(starts, folded.to_original(v.start)) - 1]]


def _value_facts(values: Sequence[Value], folded: Folded, outline: Outline) -> Iterable[ValueFact]:
    starts = [sentence.span[0] for sentence in outline.sentences]
    for value in values:
        span = folded.span(value.start, value.end)
        at = bisect_right(starts, span[0]) - 1
        inside = at >= 0 and span[0] < outline.sentences[at].span[1]
        yield ValueFact(value.kind, span, value.number, value.unit, value.detail, at if inside else -1)
