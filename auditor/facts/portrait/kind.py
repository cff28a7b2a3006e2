"""What kind of document it is: told by its title, then by how it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.facts.folding import fold
from auditor.model.portrait_words import Lists

_TITLE_BLOCKS = 15
_LONGEST_TITLE = 160
"""Characters: a longer block is not a title."""
_CONTRACT_SPEECH = re.compile(
    r"обязу(?:е|ю)тся|заключили настоящ|стороны договорились|исполнитель вправе|заказчик вправе|предмет договора"
    r"|условия оферты|акцепт"
    r"|shall (?:not )?(?:be|have|pay|provide|mean)|this agreement|the parties|hereinafter|hereby agree|you agree"
    r"|these terms"
)
_ANNEX = re.compile(r"приложение\s(?:n|no)?\.?\s?\d{0,3}\s?к\s(?:договору|контракту|соглашению|оферте)")
"""How an annex that stands alone in a file begins."""
_SAMPLE = 20_000
"""Characters in which contract speech is counted."""
_LEAST_SPEECH = 3
"""Turns of contract speech from which a text without a telling title counts as a contract."""


def kind_of(blocks: Sequence[str], folded_text: str, kinds: Lists) -> str:
    """Return the kind of document; a text that speaks like a contract is one, so that no rule is passed over."""
    speech = len(_CONTRACT_SPEECH.findall(folded_text[:_SAMPLE]))
    for words in _titles(blocks):
        kind = next((kind for kind, phrases in kinds.items() if _holds(words, phrases, kind)), None)
        if kind == "policy" and speech >= 4 * _LEAST_SPEECH:
            return "contract"
        if _ANNEX.match(words):
            return "annex"
        if kind is not None:
            return "amendment" if kind == "contract" and words.startswith("amendment") else kind
    return "contract" if speech >= _LEAST_SPEECH else "other"


def _titles(blocks: Sequence[str]) -> list[str]:
    return [fold(words).text.strip() for words in blocks[:_TITLE_BLOCKS] if 2 < len(words.strip()) <= _LONGEST_TITLE]


def _holds(title: str, phrases: Sequence[str], kind: str) -> bool:
    """Return whether a title names a kind; an act or a claim must begin with it, a contract may be described."""
    if kind in {"contract", "policy"}:
        return any(phrase in title for phrase in phrases)
    return any(title.startswith(phrase) or f" {phrase}" in title[:40] for phrase in phrases)
