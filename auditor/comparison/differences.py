"""The differences inside a clause, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import LCSseq

from auditor.comparison.passages import BLANK, Key, Passage, Token
from auditor.facts.folding import fold
from auditor.facts.words import lemmas, words_of
from auditor.model.comparison import Piece

_MOST_IN_BLANK = 60
"""Words that may be written in place of one blank."""
_LONG = 1_000_000
"""Product of the words of two clauses beyond which the readable way of telling them apart takes too long."""
_STRAY = 3
"""Letters of a single word between two differences that is shown as part of them."""


@dataclass(frozen=True, slots=True)
class Step:
    """A run of words in both texts: the same, or one in place of the other."""

    same: bool
    old: tuple[Token, ...]
    new: tuple[Token, ...]

    @property
    def is_filled(self) -> bool:
        """Return whether this is a blank with what was written in its place."""
        blank = bool(self.old) and all(token.key == BLANK for token in self.old)
        return not self.same and blank and len(self.new) <= _MOST_IN_BLANK


@dataclass(frozen=True, slots=True)
class Levelling:
    """What else counts as the same in this comparison."""

    references: Mapping[str, frozenset[str]]
    """The numbers of the newer clauses by the number of the older one."""
    inflections_count: bool
    """Whether another ending of the same Russian word is a difference."""

    def key(self, token: Token, *, is_old: bool) -> Key:
        """Return by what a word is compared."""
        if token.key[0] == "ref":
            return ("ref", self._reference(token.key[1], is_old=is_old))
        if token.key[0] == "word" and not self.inflections_count and not token.form.isascii():
            return ("word", token.stem)
        return token.key

    def _reference(self, number: str, *, is_old: bool) -> str:
        """Return a name that is the same for references to the same clause, whatever its number is now."""
        if is_old:
            return f"={number}" if self.references.get(number) else number
        back = sorted(old for old, numbers in self.references.items() if number in numbers)
        return f"={back[0]}" if back else number


def steps_between(old: Passage, new: Passage, levelling: Levelling) -> list[Step]:
    """Return the words of two passages run by run; blanks of the older one apart from the words about them."""
    mine = [levelling.key(token, is_old=True) for token in old.tokens]
    theirs = [levelling.key(token, is_old=False) for token in new.tokens]
    steps = list(_steps(old.tokens, new.tokens, mine, theirs))
    return _without_strays([part for step in steps for part in _about_blanks(step)])


def pieces_of(steps: Sequence[Step], old_text: str, new_text: str) -> tuple[Piece, ...]:
    """Return the words of both texts for a reader, each with the signs that follow it."""
    old_cuts = _cuts([token for step in steps for token in step.old], old_text)
    new_cuts = _cuts([token for step in steps for token in step.new], new_text)
    found: list[Piece] = []
    for step in steps:
        old, new = _words(step.old, old_cuts, old_text), _words(step.new, new_cuts, new_text)
        if step.same:
            found.append(Piece("same", new))
        else:
            found += [Piece("blank" if step.is_filled else "old", old)] if old else []
            found += [Piece("filled" if step.is_filled else "new", new)] if new else []
    return tuple(found)


def _steps(old: Sequence[Token], new: Sequence[Token], mine: Sequence[Key], theirs: Sequence[Key]) -> Iterator[Step]:
    for kind, start, end, begin, stop in _opcodes(mine, theirs):
        before, after = tuple(old[start:end]), tuple(new[begin:stop])
        yield Step(kind == "equal" or _same_words(before, after), before, after)


def _opcodes(mine: Sequence[Key], theirs: Sequence[Key]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield which runs are equal; of very long clauses by a quicker way that makes smaller pieces."""
    if len(mine) * len(theirs) <= _LONG:
        yield from SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
        return
    numbers: dict[Key, int] = {}
    old, new = ([numbers.setdefault(key, len(numbers)) for key in keys] for keys in (mine, theirs))
    for code in LCSseq.opcodes(old, new):
        yield code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end


def _same_words(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Return whether two runs are the same words all the same: a date was known as one in one of the texts only."""
    if any(token.key[0] == "ref" for token in (*old, *new)):
        return False
    if not old:  # an empty line for a signature or a date, where the other file drew one in another way
        return all(token.key == BLANK and not any(map(str.isalpha, token.form)) for token in new)
    return bool(new) and _letters(old) == _letters(new)


def _letters(tokens: Sequence[Token]) -> str:
    """Return the words without the hyphens that a line break may have put in or taken out."""
    words = " ".join(word.form for token in tokens for word in words_of(token.form))
    return words.replace("-", "")


def _about_blanks(step: Step) -> Iterable[Step]:
    """Return a difference that holds a blank among other words compared once more, word by word."""
    if step.same or step.is_filled or not any(token.key == BLANK for token in step.old):
        return (step,)
    old, new = list(_single(step.old)), list(_single(step.new))
    return _steps(old, new, [("word", token.stem) for token in old], [("word", token.stem) for token in new])


def _single(tokens: Iterable[Token]) -> Iterator[Token]:
    """Return values as their single words: «30 дней» fills the blank of «__ дней»."""
    for token in tokens:
        words = words_of(fold(token.form).text) if token.key != BLANK else []
        if len(words) < 2:
            yield token
            continue
        ends = [token.span[0] + word.end for word in words[:-1]] + [token.span[1]]
        starts = [token.span[0], *(token.span[0] + word.start for word in words[1:])]
        for word, start, end in zip(words, starts, ends, strict=True):
            yield Token(("word", word.form), (start, end), word.form, min(lemmas(word.form)))


def _without_strays(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with a single short word between two differences made part of them."""
    kept: list[Step] = []
    for at, step in enumerate(steps):
        after = steps[at + 1] if at + 1 < len(steps) else None
        if kept and _joins(kept[-1]) and (_joins(step) or (_is_stray(step) and after is not None and _joins(after))):
            before = kept.pop()
            kept.append(Step(same=False, old=before.old + step.old, new=before.new + step.new))
        else:
            kept.append(step)
    return kept


def _joins(step: Step) -> bool:
    return not step.same and not step.is_filled


def _is_stray(step: Step) -> bool:
    return step.same and len(step.old) == 1 and step.old[0].key[0] == "word" and len(step.old[0].form) <= _STRAY


_SIGNS = re.compile(r"[^\w\s(«“\[]*")
"""The signs behind the last word."""


def _cuts(tokens: Sequence[Token], text: str) -> dict[int, int]:
    """Return where each word with the signs after it ends, by where it begins."""
    if not tokens:
        return {}
    starts = [token.span[0] for token in tokens]
    signs = _SIGNS.match(text, tokens[-1].span[1])
    return dict(zip(starts, [*starts[1:], signs.end() if signs else tokens[-1].span[1]], strict=True))


def _words(tokens: Sequence[Token], cuts: Mapping[int, int], text: str) -> str:
    return text[tokens[0].span[0] : cuts[tokens[-1].span[0]]] if tokens else ""
