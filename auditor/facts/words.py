"""Words of a text and the forms by which they are compared: Russian by lemma, English by stem.

The only file that knows the morphology libraries.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

import snowballstemmer

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,]\d+)*|_+|[%$€£₽§]")
_CYRILLIC = re.compile(r"[а-я]")
_LONGEST_WORD = 60
"""Longer runs of letters are not words; they are compared as they stand."""
_LEAST_LIKELY = 0.03
"""Readings of an ambiguous form below this probability are left out (pymorphy3's own estimate)."""


class Word(NamedTuple):
    """One word of a text, with its offsets."""

    form: str
    start: int
    end: int


def words_of(folded: str) -> list[Word]:
    """Return the words, numbers and money signs of a levelled text, in order."""
    return [Word(found[0], *found.span()) for found in _WORD.finditer(folded)]


def forms_and_starts(folded: str) -> tuple[list[str], list[int]]:
    """Return the same words as two lists, their forms and their offsets: twice as fast on a long text."""
    forms, starts, at, find = _WORD.findall(folded), [], 0, folded.find
    for form in forms:  # what lies between two words holds no sign with which a word begins: the next one is the word
        at = find(form, at)
        starts.append(at)
        at += len(form)
    return forms, starts


@lru_cache(maxsize=200_000)
def lemmas(form: str) -> frozenset[str]:
    """Return the dictionary forms that a word form may belong to; a number or a sign is its own."""
    if len(form) > _LONGEST_WORD or not form[0].isalpha():
        return frozenset({form})
    if _CYRILLIC.search(form):
        return _russian(form)
    return frozenset({_stemmer().stemWord(form)})


_ENGLISH_VERBS = frozenset(
    [
        "shall",
        "will",
        "may",
        "must",
        "is",
        "are",
        "was",
        "were",
        "be",
        "has",
        "have",
        "does",
        "do",
        "can",
        "agrees",
        "agree",
        "means",
        "includes",
    ]
)


@lru_cache(maxsize=50_000)
def is_finite_verb(form: str) -> bool:
    """Return whether a word is most likely a verb in a finite form: headings hold none."""
    if _CYRILLIC.search(form) and len(form) <= _LONGEST_WORD:
        return bool(_morphology().parse(form)[0].tag.POS == "VERB")
    return form in _ENGLISH_VERBS


def in_case_of(word: str, model: str, lemma: str, *, of_object: bool) -> str | None:
    """Return a Russian noun in the case and number in which a form of another noun stands, or None for no noun.

    ``of_object`` says that an ambiguous form, «исполнителя», is the object of a verb and no genitive.
    """
    noun = next((parse for parse in _morphology().parse(word.lower()) if _is_name(parse)), None)
    readings = [parse for parse in _morphology().parse(model.lower()) if parse.normal_form == lemma]
    if noun is None or not readings:
        return None
    wanted = "accs" if of_object else "gent"
    like = next((parse for parse in readings if parse.tag.case == wanted), readings[0])
    form = noun.inflect({like.tag.case, like.tag.number})
    return str(form.word) if form else None


def _is_name(parse: Any) -> bool:
    """Return whether a reading is a noun in its dictionary form, singular."""
    return bool(parse.tag.POS == "NOUN" and parse.tag.case == "nomn" and parse.tag.number == "sing")


def gender_of(word: str) -> str:
    """Return the gender of a Russian noun, ``masc``, ``femn`` or ``neut``; ``masc`` where it is not known."""
    noun = next((parse for parse in _morphology().parse(word.lower()) if _is_name(parse)), None)
    return str(noun.tag.gender or "masc") if noun else "masc"


def agreeing(form: str, gender: str) -> str:
    """Return a short adjective or a verb of the past in a gender, «обязан» as «обязана»; any other word as it is."""
    parse = _morphology().parse(form.lower())[0]
    past = parse.tag.POS == "VERB" and parse.tag.tense == "past"
    if not (past or parse.tag.POS in {"ADJS", "PRTS"}) or parse.tag.gender != "masc":
        return form
    changed = parse.inflect({gender, "sing"})
    return str(changed.word) if changed else form


def is_transitive(form: str) -> bool:
    """Return whether a Russian word is a verb that takes an object, whatever form it has."""
    return any("tran" in parse.tag for parse in _morphology().parse(form.lower())[:2])


def _russian(form: str) -> frozenset[str]:
    readings = [parse for parse in _morphology().parse(form) if parse.score >= _LEAST_LIKELY]
    if not readings:
        return frozenset({form})
    return frozenset(parse.normal_form.replace("ё", "е") for parse in readings)


@cache
def _morphology() -> Any:
    import pymorphy3  # noqa: PLC0415 - slow to import, and English documents do without it

    return pymorphy3.MorphAnalyzer()


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")
