"""The words by which a difference of substance is known: levelled, in dictionary form, a phrase a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from auditor.comparison.passages import Token
from auditor.facts.words import lemmas

Phrases = tuple[tuple[str, ...], ...]


def _phrases(words: str) -> Phrases:
    """Return phrases, one a line or parted by commas; each word by the beginning of a form of it."""
    return tuple(tuple(phrase.split()) for line in words.splitlines() for phrase in line.split(",") if phrase.strip())


DUTY = _phrases("""обязан, обязуется, обязуются, обязуюсь, обязуемся, обязана, обязаны, обязано, должен, должна, должны
должно, принимает на себя обязательство, гарантирует, shall, must, undertakes, undertake, agrees to, agree to
is obliged, are obliged, is required, are required, is obligated, covenants, guarantees, will""")
RIGHT = _phrases("""вправе, может, могут, имеет право, имеют право, по своему усмотрению, по собственному усмотрению
оставляет за собой право, may, can, is entitled, are entitled, has the right, have the right, reserves the right
at its discretion, at its sole discretion, in its sole discretion, at its option""")
EFFORTS = _phrases("""по возможности, по мере возможности, приложит усилия, прилагает усилия, приложит все усилия
разумные усилия, стремится, старается, планирует, ориентировочно, как правило, при наличии возможности
reasonable efforts, best efforts, commercially reasonable, endeavour, endeavours, endeavor, endeavors, seeks to
where possible, if possible, where practicable, as far as possible, aims to, intends to, target""")
EXCEPTION = _phrases("""за исключением, исключая, кроме, если иное не, если иное, не распространяется
не распространяются
не применяется, не применяются, при условии, только если, лишь в случае, только в случае, исключительно в случае
за вычетом, except, except for, excluding, unless, provided that, save for, save that, other than, subject to
does not apply, do not apply, shall not apply, only if, only where, only to the extent, to the extent
notwithstanding""")
NEGATION = _phrases("не, нет, без, ни, not, no, never, without, neither, nor, cannot")
LIMITED = _phrases("""реальный ущерб, реального ущерба, реальному ущербу, прямой ущерб, прямого ущерба, прямые убытки
прямых убытков, умышленн, умысла, умысел, грубой неосторожности, существенн, документально подтвержденн, direct damages
direct losses, direct loss, gross negligence, wilful, willful, material breach, materially, substantially, proven
реальных убытков, единственное средство защиты, единственным средством защиты, исключительное средство защиты
sole remedy, exclusive remedy, sole and exclusive remedy, direct loss""")
WIDE = _phrases("""в полном объеме, в полном размере, включая упущенную выгоду, упущенн выгод, полностью, любые, всех
незамедлительно, немедленно, без ограничени, in full, any and all, all losses, immediately, promptly, without limitation
lost profits, consequential""")
CONSENT = _phrases("""с согласия, письменного согласия, письменном согласии, предварительного согласия
по согласованию, по письменному соглашению, по соглашению сторон, prior written consent, written consent
prior consent, mutual agreement, written agreement""")
CAPPED = _phrases("""ограничен, ограничена, ограничены, ограничивается, ограничивается, ограничиваются, не превышает
не может превышать, не могут превышать, в пределах, limited to, is limited, shall not exceed, will not exceed
not to exceed, capped at, up to a maximum""")
BOTH = _phrases("""любая сторона, любой стороной, любой из сторон, каждая сторона, каждой стороной, стороны, сторон
любая из сторон, одна из сторон, either party, each party, any party, the parties, both parties, neither party""")
AFTER_NEGATION = frozenset(
    ["позднее", "позже", "менее", "более", "меньше", "больше", "ранее", "раньше", "только", "реже", "выше", "ниже",
     "превышая", "later", "less", "more", "than", "earlier", "fewer", "limited", "exceed", "exceeding"]
)  # fmt: skip
"""Words before which «не» limits a number and denies nothing."""
PENALTY = ("неусто", "пен", "штраф", "penalt", "liquidated", "late fee", "service credit", "interest", "fine")
CAP = (
    "ограничен",
    "ограничива",
    "превыша",
    "в пределах",
    "не более",
    "exceed",
    "limited",
    "cap",
    "maximum",
    "aggregate",
)
LIABILITY = ("ответственн", "убытк", "ущерб", "возмещ", "liab", "damages", "indemn")
WARRANTY = ("гаранти", "warrant", "guarantee")
NOTICE = ("уведом", "предупре", "извещ", "извести", "notice", "notif", "prior to")
DISCOUNT = ("скид", "discount", "rebate")
ADVANCE = ("аванс", "предоплат", "предварительн оплат", "advance", "prepay", "deposit", "upfront")
RETENTION = ("удержан", "удержива", "retention", "retain", "withhold")
DEADLINE = ("в течение", "в течении", "не позднее", "не позже", "срок", "within", "no later", "not later", "by the")
WITHIN = ("в течение", "в течении", "within")
PAYMENT = ("оплат", "плат", "оплач", "перечисл", "вознагражден", "pay", "invoice", "счет")
CLAIMS = (
    "вправе требовать", "вправе потребовать", "вправе взыскать", "вправе начислить", "вправе удержать", "may claim",
    "вправе предъявить", "entitled to claim", "entitled to recover", "may recover", "may charge", "may deduct",
)  # fmt: skip
"""Who has this right is paid by the other side."""


def found_in(tokens: Sequence[Token], phrases: Phrases) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where phrases begin among some words, and which they are."""
    forms = [token.form for token in tokens]
    by_beginning = _by_beginning(phrases)
    for at, first in enumerate(forms):
        for phrase in by_beginning.get(first[:2], ()):
            if len(forms) - at >= len(phrase) and all(map(_is, forms[at:], phrase)):
                yield at, phrase
                break


@cache
def _by_beginning(phrases: Phrases) -> dict[str, Phrases]:
    """Return phrases by the first two letters of their first word, which every form of it shares."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0][:2], []).append(phrase)
    return {beginning: tuple(entries) for beginning, entries in found.items()}


def _is(form: str, word: str) -> bool:
    """Return whether a form is a word of a phrase: the same, a beginning of it, or a form of it."""
    if form == word or (len(word) > 5 and form.startswith(word)):
        return True
    return len(word) > 3 and not word.isascii() and bool(lemmas(form) & lemmas(word))


def has(tokens: Iterable[Token], beginnings: Iterable[str]) -> bool:
    """Return whether one of some beginnings of words, or of phrases, stands among some words."""
    text = " " + " ".join(token.form for token in tokens)
    return any(f" {beginning}" in text for beginning in beginnings)


def denials(tokens: Sequence[Token]) -> int:
    """Return how often something is denied, «не позднее» and the like aside."""
    count = 0
    for at, _ in found_in(tokens, NEGATION):
        after = tokens[at + 1].form if at + 1 < len(tokens) else ""
        is_number_sign = tokens[at].form == "no" and after[:1].isdigit()  # «№ 1»
        count += after not in AFTER_NEGATION and not is_number_sign
    return count
