"""Whether a letter or a chat is just that, or a claim; contract rules judge neither."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.facts.folding import fold
from auditor.model.correspondence import CORRESPONDENCE, LETTERS
from auditor.model.document import Block, BlockKind, Document
from auditor.model.portrait_words import Lists

_FIRST_BLOCKS = 8
_LONGEST_TITLE = 100
"""Characters: a longer line of a letter is a sentence and not its title."""
_AFTER_TITLE = re.compile(r"\s*(?:$|[(№#:\d]|(?:о|об|по|к|в|на|от|n|no|of|for|under|regarding|concerning|dated)\b)")


def kind_of_correspondence(document: Document, kinds: Lists) -> str | None:
    """Return ``interaction``, ``claim`` for a letter that is one, or None for what is no correspondence."""
    if document.media_type not in CORRESPONDENCE:
        return None
    claims = kinds.get("claim", ())
    is_claim = document.media_type in LETTERS and any(_names(words, claims) for words in _titles(document.blocks))
    return "claim" if is_claim else "interaction"


def _titles(blocks: Sequence[Block]) -> list[str]:
    """Return the subject of a letter and the first lines that its author wrote."""
    subject = [b.text.partition(":")[2] for b in blocks if b.kind is BlockKind.FIELD and b.location.cell == "Subject"]
    own = [block.text for block in blocks if block.kind not in {BlockKind.FIELD, BlockKind.QUOTE}][:_FIRST_BLOCKS]
    return [*subject, *(line for text in own for line in text.split("\n"))]


def _names(title: str, claims: Sequence[str]) -> bool:
    """Return whether a line is the title of a claim; a sentence that speaks of one is not, nor an answer to one."""
    words = fold(title).text.strip()
    if len(words) > _LONGEST_TITLE or words.endswith((".", "!", "?")):
        return False
    return any(words.startswith(claim) and bool(_AFTER_TITLE.match(words[len(claim) :])) for claim in claims)
