"""Words that all that a review writes has in common."""

from __future__ import annotations

from auditor.model.signing import Answer
from auditor.model.text import Text

ANSWERS = {
    Answer.YES: Text("Подписывать можно.", "It may be signed."),
    Answer.CHANGES: Text("Подписывать можно после правок.", "It may be signed with changes."),
    Answer.NO: Text("Подписывать нельзя.", "It may not be signed."),
    Answer.CANNOT_TELL: Text("Нельзя сказать, можно ли подписывать.", "It cannot be told whether it may be signed."),
}
APPROVERS = Text("Подписать в этой редакции может разрешить: {who}.", "May approve it as it stands: {who}.")
NOBODY = Text("Разрешить это не может никто.", "Nobody may approve this.")
