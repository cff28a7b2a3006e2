"""What a note on a contract says: the fact, why it matters, the words to put in, the law."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.model.signing import Answer
from auditor.model.text import Language, Text
from auditor.review.remarks import Change, Remark

_EFFECTS = {
    Answer.NO: Text("Препятствует подписанию", "Stands in the way of signing"),
    Answer.CANNOT_TELL: Text("Нужно прочитать человеку", "A person has to read this"),
    Answer.CHANGES: Text("Исправить до подписания", "To be mended before signing"),
    Answer.YES: Text("На заметку", "For information"),
}
_INSTEAD = Text("Предлагаемая редакция", "Proposed wording")
_PUT_IN = Text("Вписать", "Put in")
_LAW = Text("Закон", "Law")
_LAWS = 4
"""Citations in a note; the report has all."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The paragraphs of a note."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return all of it as plain text."""
        return "\n".join((self.title, *self.lines))


def told(remark: Remark, language: Language, *, with_words: bool = True) -> Telling:
    """Return what a note says of a finding; the proposed words are left out where they stand in the text itself."""
    finding = remark.finding
    head = _EFFECTS[remark.effect].in_language(language)
    lines = [headline(remark, language)]
    if finding.why is not None:
        lines.append(finding.why.in_language(language))
    if remark.words and with_words:
        lead = _PUT_IN if remark.change is Change.INSERT else _INSTEAD
        lines.append(f"{lead.in_language(language)}: {remark.words}")
    else:
        lines.append(finding.recommendation.in_language(language))
    law = law_of(remark, language)
    return Telling(head, (*lines, *([law] if law else [])))


def headline(remark: Remark, language: Language) -> str:
    """Return the fact in one sentence."""
    finding = remark.finding
    words = finding.message if finding.message.ru else finding.title
    said = words.in_language(language)
    return said if said.endswith((".", "!", "?")) else f"{said}."


def law_of(remark: Remark, language: Language) -> str:
    """Return the law behind a finding in one line; empty where it is good practice only."""
    refs = [law.ref for law in remark.finding.law[:_LAWS]]
    return f"{_LAW.in_language(language)}: {'; '.join(refs)}" if refs else ""
