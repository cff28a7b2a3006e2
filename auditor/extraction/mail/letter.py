"""A letter, wherever it comes from, to the blocks of a document: its head, what was written, what is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from auditor.extraction.interface import clean
from auditor.extraction.mail.quoting import with_quotes_told
from auditor.model.document import Block, BlockKind, Location, Sign

_LABELS = {
    "From": ("От", "From"), "To": ("Кому", "To"), "Cc": ("Копия", "Cc"), "Date": ("Дата", "Date"),
    "Subject": ("Тема", "Subject"),
}  # fmt: skip
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LETTER = re.compile(r"[^\W\d_]")
_RUSSIAN_SHARE = 0.1
_SAMPLE = 20_000
_LONGEST_SHOWN = 10_000
"""Characters of a header that are shown: lists of hundreds of receivers are cut there."""
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$")


@dataclass(slots=True)
class Letter:
    """What a letter says."""

    sender: str = ""
    to: str = ""
    copy: str = ""
    date: str = ""
    """The date as the letter states it; used where it gives no moment."""
    moment: datetime | None = None
    subject: str = ""
    body: list[Block] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)

    def blocks(self) -> list[Block]:
        """Return the head as fields, each with its English name as its place, then the body."""
        russian = is_russian([self.subject, self.sender, *(block.text for block in self.body)])
        stamp = self.moment.isoformat(timespec="seconds") if self.moment else None
        head = [
            Block(f"{_LABELS[name][0 if russian else 1]}: {words}", BlockKind.FIELD, Location(cell=name))
            for name, words in self._head(russian=russian)
            if words
        ]
        author = _ADDRESS.sub("", self.sender).strip(" \"'") or self.sender or None
        written = [
            replace(block, author=author, at=stamp) if block.kind is not BlockKind.QUOTE else block
            for block in with_quotes_told(self.body)
        ]
        return [
            replace(block, location=replace(block.location, paragraph=number))
            for number, block in enumerate([*head, *written], 1)
        ]

    def _head(self, *, russian: bool) -> list[tuple[str, str]]:
        when = shown(self.moment, russian=russian) if self.moment else self.date
        head = (("From", self.sender), ("To", self.to), ("Cc", self.copy), ("Date", when), ("Subject", self.subject))
        return [(name, _cut(clean(words).strip())) for name, words in head]


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN] + " …"


def is_russian(texts: Sequence[str]) -> bool:
    """Return whether a good part of the letters in some texts are Russian."""
    sample = "\n".join(texts)[:_SAMPLE]
    return len(_CYRILLIC.findall(sample)) >= max(1, _RUSSIAN_SHARE * len(_LETTER.findall(sample)))


def shown(moment: datetime, *, russian: bool) -> str:
    """Return date and time as people write them: «15.07.2026 10:03», ``2026-07-15 10:03``, with the zone if known."""
    zone = moment.strftime("%z")
    place = f" (UTC{zone[:3]}:{zone[3:5]})" if zone else ""
    return moment.strftime("%d.%m.%Y %H:%M" if russian else "%Y-%m-%d %H:%M") + place
