"""Tracked changes that nobody accepted, and comments that nobody removed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.facts.defects.reading import Reading
from auditor.model.document import BlockKind, Document, Sign
from auditor.model.fact import Defect
from auditor.model.profile import Span
from auditor.model.text import Text

_TOLD = {
    "tracked_insertion": Text("Вставлено и не принято: «{words}»{by}.", 'Inserted and not accepted: "{words}"{by}.'),
    "tracked_deletion": Text("Удалено и не принято: «{words}»{by}.", 'Deleted and not accepted: "{words}"{by}.'),
    "comment": Text("Остался комментарий: «{words}»{by}.", 'A comment is left: "{words}"{by}.'),
}
_EMPTY_COMMENT = Text("Остался комментарий без слов{by}.", "A comment without words is left{by}.")
_LONGEST = 100
"""Characters of a change that a message repeats."""


def find(reading: Reading) -> Iterator[Defect]:
    """Yield every tracked change, and every comment with grade weak, with who made it."""
    for sign in reading.document.signs:
        if sign.kind in _TOLD:
            grade = "weak" if sign.kind == "comment" else "fail"
            yield Defect("tracked_changes", _place(reading.document, sign), _message(sign), grade)


def _message(sign: Sign) -> Text:
    words = " ".join(sign.text.split())
    shown = words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
    by = f" ({sign.author})" if sign.author else ""
    return (_TOLD[sign.kind] if shown else _EMPTY_COMMENT).format(words=shown, by=by)


_APART = {"tracked_deletion": BlockKind.DELETED, "comment": BlockKind.COMMENT}


def _place(document: Document, sign: Sign) -> Span | None:
    """Return where the words of a change stand in the text; None where the reader does not give them as words."""
    kind = _APART.get(sign.kind)
    for block, start in zip(document.blocks, document.starts, strict=True):
        is_kind = block.kind is kind if kind else block.location.paragraph == sign.location.paragraph
        at = block.text.find(sign.text) if is_kind and sign.text else -1
        if at >= 0:
            return start + at, start + at + len(sign.text)
    return None
