"""Who owes what in a sentence, and so for whom a difference is."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.comparison import wordings as words
from auditor.comparison.passages import SIDES, Token
from auditor.model.comparison import Direction, Side

_OTHER: dict[str, Side] = {"client": "provider", "provider": "client"}
_CASES_OF_DOER = ("ом", "ем", "ями", "ами", "ой", "ей")
"""How the doer of a Russian passive ends: «производится Заказчиком»."""


def other(side: Side) -> Side:
    """Return the other side of the contract."""
    return _OTHER[side]


def bearer_of(sentence: Sequence[Token]) -> Side | None:
    """Return the side that the sentence lays something on, or None where it names none or both alike."""
    named = [(at, token) for at, token in enumerate(sentence) if len(token.sides) == 1]
    if not named or _both(sentence):
        return None
    doer = (
        _subject(sentence, named)
        or _by(sentence, named)
        or (named[0][1] if len({t.sides for _, t in named}) == 1 else None)
    )
    return _side(doer) if doer else None


def payer_of(sentence: Sequence[Token]) -> Side | None:
    """Return who pays a penalty or damages: the bearer, or the other side where the bearer may claim them."""
    bearer = bearer_of(sentence)
    if bearer and words.has(sentence, words.CLAIMS):
        return other(bearer)
    return bearer


def for_us(side: Side | None, bearer: Side | None, *, good_for_bearer: bool) -> Direction:
    """Return for whom something is that is good or bad for a side."""
    if side is None or bearer is None:
        return Direction.UNCLEAR
    return Direction.BETTER if (side == bearer) is good_for_bearer else Direction.WORSE


def _side(token: Token) -> Side | None:
    return next((side for side in ("client", "provider") if side in token.sides), None)


def _both(sentence: Sequence[Token]) -> bool:
    """Return whether the sentence speaks of the parties together."""
    return words.has(
        sentence[:6],
        (
            "стороны",
            "каждая сторона",
            "любая сторона",
            "either party",
            "each party",
            "the parties",
            "both parties",
            "neither party",
        ),
    )


def _subject(sentence: Sequence[Token], named: Sequence[tuple[int, Token]]) -> Token | None:
    """Return the party right before a verb of duty or right, or the first in the nominative."""
    modal = {at for at, _ in words.found_in(sentence, words.DUTY + words.RIGHT)}
    before = [token for at, token in named if any(at < verb <= at + 4 for verb in modal)]
    if before:
        return before[0]
    nominative = [token for _, token in named if not token.form.isascii() and _is_nominative(token.form)]
    if nominative:
        return nominative[0]
    english = [(at, token) for at, token in named if token.form.isascii()]
    first = next(((at, token) for at, token in english if at <= 2), None)
    return first[1] if first else None


def _is_nominative(form: str) -> bool:
    return form[-1:] in {"к", "ь", "р", "т", "н", "ц", "о", "я"} or form in {"мы", "вы"}


def _by(sentence: Sequence[Token], named: Sequence[tuple[int, Token]]) -> Token | None:
    """Return the doer of a passive sentence."""
    for at, token in named:
        before = {word.form for word in sentence[max(0, at - 2) : at]}
        if "by" in before or (not token.form.isascii() and token.form.endswith(_CASES_OF_DOER)):
            return token
    return None


__all__ = ["SIDES", "bearer_of", "for_us", "other", "payer_of"]
