"""Files as the report lists them: what was read, what was understood, what was not read and why."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model.correspondence import LETTERS
from auditor.model.document import Block, BlockKind, Unreadable
from auditor.model.fact import DocumentFacts
from auditor.model.report import Input, InputStatus
from auditor.model.text import Text
from auditor.portfolio.subjects import matter_of
from auditor.portfolio.traces import trace_of

JUDGED_KINDS = frozenset({"contract", "annex", "amendment"})
"""Kinds of document that the contract rules judge."""
HARMLESS = frozenset({"system_file", "small_picture", "mail_signature"})
"""Reasons for which nothing is lost when a file is passed over."""


def passed_over(path: str, size: int, reason: str, message: Text) -> Input:
    """Return a file that was found and will not be read."""
    status = InputStatus.SKIPPED if reason in HARMLESS else InputStatus.NOT_READ
    return Input(path, "", size, "application/octet-stream", status, reason=reason, message=message)


def unread(file: Unreadable) -> Input:
    """Return a file that could not be read."""
    return Input(
        path=file.path, sha256=file.sha256, size=file.size, media_type=file.media_type, status=InputStatus.NOT_READ,
        reason=file.reason, message=file.message, pages_total=file.pages_total,
    )  # fmt: skip


def understood(facts: DocumentFacts) -> Input:
    """Return a file that was read, with the card of what was understood of it."""
    document, profile = facts.document, facts.profile
    return Input(
        path=document.path,
        sha256=document.sha256,
        size=document.size,
        media_type=document.media_type,
        status=InputStatus.READ if facts.complete else InputStatus.PARTLY_READ,
        language=profile.language,
        kind=profile.kind,
        reason=document.reason,
        message=document.message,
        pages_total=document.coverage.pages_total,
        pages_unread=document.coverage.pages_unread,
        matter=matter_of(facts),
        facts=tuple(_card(facts)),
        warnings=tuple(_warnings(facts)),
        trace=trace_of(facts),
    )


_SECTORS = {
    "medical": Text("медицинские услуги", "medical services"),
    "education": Text("образование", "education"),
    "telecom": Text("услуги связи", "telecommunications"),
    "tourism": Text("туризм", "tourism"),
    "transport": Text("перевозки", "transport"),
    "housing": Text("управление домами", "housing"),
    "banking": Text("банковские услуги", "banking"),
    "legal": Text("юридические услуги", "legal services"),
}


def _warnings(facts: DocumentFacts) -> Iterable[Text]:
    """Return what a reader must know before trusting the findings about a document."""
    if facts.profile.kind in JUDGED_KINDS and facts.profile.date is None:
        yield _UNDATED
    for sector in facts.profile.sectors:
        yield _sector_warning(sector)


_UNDATED = Text(
    "Дата договора не найдена: ссылки на закон даны без учёта того, когда он заключён.",
    "The date of the contract was not found: the law is cited without regard to when it was made.",
)


def _sector_warning(sector: str) -> Text:
    name = _SECTORS[sector]
    return Text(
        f"Особая отрасль ({name.ru}): для неё действуют свои правила, которых в этом наборе нет.",
        f"A special sector ({name.en}) has rules of its own that this rule set does not hold.",
    )


def _card(facts: DocumentFacts) -> Iterable[tuple[Text, str]]:
    """Return what a reader wants to know of a document first, in both languages where it is not a name."""
    profile = facts.profile
    if facts.document.media_type in LETTERS:
        yield from _head_of_letter(facts.document.blocks)
        return
    if profile.number:
        yield Text("Номер", "Number"), profile.number
    if profile.date:
        yield Text("Дата", "Date"), profile.date
        yield Text("Закон взят на дату", "Law taken as of"), profile.date
    for party in profile.parties:
        side = {"client": Text("Клиент", "Client"), "provider": Text("Исполнитель", "Provider")}.get(party.side or "")
        named = ", ".join(part for part in (party.name, *party.aliases[:1]) if part)
        if named:
            yield side or Text("Сторона", "Party"), named


_HEAD = {
    "Date": Text("Дата", "Date"), "From": Text("От", "From"), "To": Text("Кому", "To"),
    "Subject": Text("Тема", "Subject"),
}  # fmt: skip
_LONGEST = 300
"""Characters of a header that a card has room for."""


def _head_of_letter(blocks: Iterable[Block]) -> Iterable[tuple[Text, str]]:
    """Return date, sender, receivers and subject of a letter."""
    told = {b.location.cell: b.text.partition(": ")[2] for b in blocks if b.kind is BlockKind.FIELD}
    for name, title in _HEAD.items():
        if told.get(name):
            yield title, told[name][:_LONGEST]
