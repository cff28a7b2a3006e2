"""The bytes of one letter to what it says."""

from __future__ import annotations

from auditor.extraction.mail.contents import contents, words_of
from auditor.extraction.mail.headers import moment
from auditor.extraction.mail.letter import Letter
from auditor.extraction.mail.mime import Part, leaves, parsed


def letter_of(data: bytes) -> tuple[Letter, str | None]:
    """Return what a letter says and why it is read in part only, if it is.

    Raises UnreadableError for parts that are nested too deeply.
    """
    part = parsed(data)
    words = words_of(contents(part))
    charset = _charset(part)
    head = {name: part.headers.text(name, charset) for name in ("from", "sender", "to", "cc", "date", "subject")}
    letter = Letter(
        sender=head["from"] or head["sender"], to=head["to"], copy=head["cc"], date=head["date"],
        moment=moment(head["date"]), subject=head["subject"], body=words.blocks, signs=words.writer.signs,
    )  # fmt: skip
    return letter, words.reason


def _charset(part: Part) -> str | None:
    """Return the encoding of a letter's words, in which some programs write raw headers, too."""
    return next((leaf.charset for leaf in leaves(part) if leaf.charset), None)
