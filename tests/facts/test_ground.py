"""Rows of bits find the same passages as walking every sentence word by word, whatever the size of a stretch."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.facts import ground as room
from auditor.facts.ground import Ground
from auditor.facts.phrases import ADJACENT, Alphabet, Pattern, compile_phrase

SMALL = frozenset({"the", "of"})
WORDS = ["pay", "fee", "late", "the", "of", "not", "day", "a", "b", "c", "d", "e"]
PARTS = ["pay", "fee/late", "=day", "{money}", "<client>", "da*"]
Words = tuple[int, int]
Special = tuple[str, str, Words]


@st.composite
def phrases(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4))
    between = draw(st.lists(st.sampled_from([" ", " ~ ", " ~ ", " ... ", " !not "]), min_size=4, max_size=4))
    return parts[0] + "".join(sign + part for sign, part in zip(between, parts[1:], strict=False))


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[str], list[Words], dict[int, int], list[Special]]:
    sentences = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=0, max_size=16), min_size=1, max_size=6))
    forms = [word for sentence in sentences for word in sentence]
    bounds, at = [], 0
    for sentence in sentences:
        bounds.append((at, at + len(sentence)))
        at += len(sentence)
    leads = {
        n: draw(st.integers(0, n - 1)) for n in range(1, len(sentences)) if draw(st.booleans()) and draw(st.booleans())
    }
    special = []
    for sort, name in draw(st.lists(st.sampled_from([("value", "money"), ("role", "client")]), max_size=5)):
        first = draw(st.integers(0, max(0, len(forms) - 1)))
        last = min(len(forms), first + draw(st.integers(1, 3)))
        inside = next((b for b in bounds if b[0] <= first < b[1]), None)
        if inside and last <= inside[1]:
            special.append((sort, name, (first, last)))
    return forms, bounds, leads, special


def walked(
    alphabet: Alphabet, pattern: Pattern, document: tuple[list[str], list[Words], dict[int, int], list[Special]]
) -> dict[int, Words]:
    """Return what a walk through every sentence finds: the definition, without any haste."""
    forms, bounds, leads, special = document
    found = {}
    for sentence, (start, end) in enumerate(bounds):
        lead = bounds[leads[sentence]] if sentence in leads else (start, start)
        line = [*range(*lead), *range(start, end)]
        reached: dict[int, Words] = {}
        for number, step in enumerate(pattern.steps):
            after: dict[int, Words] = {}
            for place, word in enumerate(line):
                for length in sorted(_lengths(alphabet, step.element, word, forms, special), reverse=True):
                    if step.refused_before is not None and _refused(alphabet, forms, word, step.refused_before):
                        continue
                    ends = [at for at in reached if at <= place]
                    if number == 0:
                        after[place + length] = (word, word)
                    elif ends and _near(place - max(ends), step.gap, forms[word - place + max(ends) : word]):
                        after[place + length] = (reached[max(ends)][0], word)
            reached = {at: (first, last) for at, (first, last) in sorted(after.items())}
        ends_at = [(at - line.index(last) + last - first, first, at, last) for at, (first, last) in reached.items()]
        inside = [(first, last, last + at - line.index(last)) for _, first, at, last in ends_at if start <= last < end]
        if inside:
            first, _, stop = min(inside, key=lambda words: (words[2] - words[0], words[0]))
            found[sentence] = (first, stop)
    return found


def _lengths(alphabet: Alphabet, element: int, word: int, forms: list[str], special: list[Special]) -> set[int]:
    own = {1} if element in alphabet.met_by(forms[word]) else set()
    named = {
        last - first
        for sort, name, (first, last) in special
        if first == word and element in alphabet.named((sort, name))
    }
    return own | named


def _refused(alphabet: Alphabet, forms: list[str], word: int, element: int) -> bool:
    before = word - 1
    while before >= 0 and forms[before] in SMALL and element not in alphabet.met_by(forms[before]):
        before -= 1
    return before >= 0 and element in alphabet.met_by(forms[before])


def _near(distance: int, gap: int, between: list[str]) -> bool:
    return distance <= gap or (gap == 0 and distance <= ADJACENT and set(between) <= SMALL)


@settings(max_examples=500, deadline=None)
@given(phrases(), documents(), st.sampled_from([16, 64, 8192]), st.sampled_from([0, 100]))
def test_finds_what_a_walk_finds(
    phrase: str, document: tuple[list[str], list[Words], dict[int, int], list[Special]], size: int, known: int
) -> None:
    alphabet = Alphabet(SMALL)
    (pattern,) = compile_phrase(phrase, alphabet)
    forms, bounds, leads, special = document
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_STRETCH", size)
        patch.setattr(room, "_MOST_KNOWN", known)
        ground = Ground(alphabet, forms, bounds, leads, special)
        assert dict(ground.search(pattern)) == walked(alphabet, pattern, document)


def test_a_lead_in_longer_than_any_that_introduces_a_list_is_not_read_again_with_every_item() -> None:
    alphabet = Alphabet(SMALL)
    (pattern,) = compile_phrase("pay ... fee", alphabet)
    forms = ["pay", *["day"] * 500, "fee"]
    assert Ground(alphabet, forms, [(0, 501), (501, 502)], {1: 0}).search(pattern) == {}


@pytest.mark.parametrize("distance", range(12))
def test_a_tilde_lets_eight_words_stand_between(distance: int) -> None:
    alphabet = Alphabet(SMALL)
    (pattern,) = compile_phrase("pay ~ fee", alphabet)
    forms = ["pay", *["day"] * distance, "fee"]
    found = Ground(alphabet, forms, [(0, len(forms))], {}).search(pattern)
    assert found == ({0: (0, len(forms))} if distance <= 8 else {})
