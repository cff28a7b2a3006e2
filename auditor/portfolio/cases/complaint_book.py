"""Every complaint of a portfolio: its row in a register, the letter it came in, the letter that answered it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from auditor.model.judged import Judged
from auditor.model.record import Record
from auditor.portfolio.cases.complaint_letters import Letter, answers_in, claims_in, dates_in, day_in
from auditor.portfolio.clients import Client, level_number
from auditor.portfolio.folder import Folder
from auditor.portfolio.names import stem_of

_NEAR = 7
"""Days between the letter and its entry in the register."""
_TELLING_ID = re.compile(r"(?=\w*[^\W\d]).*\d|\d{3,}")


@dataclass
class Complaint:
    """One complaint with everything that tells of it."""

    client: Client | None
    result: Judged | None = None
    row: Record | None = None
    claims: list[Letter] = field(default_factory=list)
    answers: list[Letter] = field(default_factory=list)
    holding: list[Letter] = field(default_factory=list)
    """Letters of the firm that only confirm receipt or put the decision off."""
    keeps_time: bool = True
    """Whether its register records the time of day at all."""

    @property
    def received(self) -> date | None:
        """Return the day on which it came in: of the register, else of the letter."""
        told = day_in(self.row, "received")
        return told or next((letter.day for letter in self.claims if letter.day), None)

    @property
    def answered(self) -> date | None:
        """Return the day of the answer: of the register, else of the first letter that answers."""
        told = day_in(self.row, "answered")
        days = sorted(letter.day for letter in self.answers if letter.day)
        return told or next(iter(days), None)

    @property
    def closed(self) -> date | None:
        """Return the day on which the register closes it."""
        return day_in(self.row, "closed")

    @property
    def name(self) -> str:
        """Return whose complaint it is."""
        told = (self.row.text("client") or self.row.text("contact")) if self.row else ""
        return told or (self.client.name if self.client else "")

    def has(self, column: str) -> bool:
        """Return whether its register has a column."""
        return self.row is not None and column in self.row.cells

    def text(self, *columns: str) -> str:
        """Return the words of some columns together."""
        return " ".join(words for column in columns if self.row and (words := self.row.text(column)))


def complaints_of(folder: Folder) -> list[Complaint]:
    """Return all complaints: those of the registers with their letters, then letters that no register knows."""
    rows = list(folder.records("complaint"))
    timed = {_register(*row) for row in rows if _has_time(*row)}
    found = [
        Complaint(folder.client_of(result, record), result, record, keeps_time=_register(result, record) in timed)
        for result, record in rows
    ]
    minutes = {(record.value("received"), record.value("time")) for _, record in rows if _has_minute(record)}
    claims = list(claims_in(folder, minutes))
    for claim in claims:
        known = _match(found, claim)
        if known is None:
            known = Complaint(claim.client)
            found.append(known)
        known.claims.append(claim)
    for answer in answers_in(folder, claims):
        known = _match_answer(found, answer)
        if known is not None:
            (known.holding if answer.is_put_off else known.answers).append(answer)
    return found


def _has_minute(record: Record) -> bool:
    return bool(record.value("received")) and record.value("time") not in {"", "00:00"}


def _register(result: Judged, record: Record) -> tuple[str, str]:
    return result.input.path, record.table


def _has_time(result: Judged, record: Record) -> bool:
    """Return whether a row's register has a column for the time of day, or the row tells it beside the day."""
    columns = next((table.columns for table in result.tables if table.id == record.table), {})
    return "time" in columns or record.value("time") not in {"", "00:00"}


def _match(found: list[Complaint], claim: Letter) -> Complaint | None:
    """Return the complaint in a register that a claim is entered as."""
    rows = [complaint for complaint in found if complaint.row is not None]
    named = next((complaint for complaint in rows if _is_named(complaint, claim)), None)
    if named is not None:
        return named
    bare = [complaint for complaint in rows if not complaint.claims]
    at_once = [complaint for complaint in bare if _is_minute(complaint, claim)]
    if len(at_once) == 1:
        return at_once[0]
    near = [complaint for complaint in bare if _is_same(complaint, claim)]
    return min(near, key=lambda complaint: _apart(complaint.received, claim.day), default=_only_one_of(bare, claim))


def _is_minute(complaint: Complaint, claim: Letter) -> bool:
    """Return whether a register enters a complaint at the minute of a message."""
    row = complaint.row
    return row is not None and _has_minute(row) and (complaint.received, row.value("time")) == (claim.day, claim.time)


_BY_LETTER = re.compile(r"почт|письм|e-?mail|имейл|letter|post|mail")


def _only_one_of(bare: list[Complaint], claim: Letter) -> Complaint | None:
    """Return the one complaint of a letter's day that came in writing, where nobody knows whose the letter is."""
    if claim.client is not None or claim.day is None:
        return None
    same = [
        complaint
        for complaint in bare
        if complaint.received == claim.day and _BY_LETTER.search(complaint.text("channel", "place").lower())
    ]
    return same[0] if len(same) == 1 else None


def _is_named(complaint: Complaint, letter: Letter) -> bool:
    """Return whether the name of a letter's file or its text names the complaint by its number."""
    number = complaint.row.text("id") if complaint.row else ""
    if not number or not _TELLING_ID.fullmatch(number):
        return False
    return level_number(number) in letter.marks


def _is_same(complaint: Complaint, claim: Letter) -> bool:
    if complaint.client is None or claim.client is None or complaint.client.id != claim.client.id:
        return False
    return _apart(complaint.received, claim.day) <= timedelta(days=_NEAR)


def _apart(first: date | None, second: date | None) -> timedelta:
    return abs(first - second) if first and second else timedelta(days=_NEAR)


def _match_answer(found: list[Complaint], answer: Letter) -> Complaint | None:
    """Return the complaint that a letter answers: by number, else the client's last one before it."""
    for complaint in found:
        if any(answer.is_of_thread(claim) for claim in complaint.claims):
            return complaint
    for complaint in found:
        own = [claim.number for claim in complaint.claims if claim.number]
        if _is_named(complaint, answer) or (answer.number and answer.number in own):
            return complaint
    if answer.client is None:
        return _by_words(found, answer)
    mine = [complaint for complaint in found if complaint.client and complaint.client.id == answer.client.id]
    before = [
        complaint
        for complaint in mine
        if not complaint.answers and complaint.received and answer.day and complaint.received <= answer.day
    ]
    same = [complaint for complaint in before if complaint.answered == answer.day]
    return next(iter(same), None) or max(before, key=lambda complaint: complaint.received or date.min, default=None)


_USUAL_IN_NAMES = """
претензия претензии жалоба жалобы жалобу ответ ответа письмо письма клиента клиент исх вход заявление от на для по
complaint complaints claim letter reply response answer formal from the our final client customer mrs
"""
_COMMON_IN_NAMES = frozenset(_USUAL_IN_NAMES.split())


def _by_words(found: list[Complaint], answer: Letter) -> Complaint | None:
    """Return the one unregistered claim whose day the answer names, or whose file bears the same name; else None."""
    open_ones = [
        complaint
        for complaint in found
        if complaint.row is None and not complaint.answers and _is_before(complaint, answer) and not complaint.client
    ]
    days = set(dates_in(answer.text))
    dated = [complaint for complaint in open_ones if complaint.received in days and complaint.received != answer.day]
    named = [complaint for complaint in open_ones if _names(answer) & _names(complaint.claims[0])]
    likely = [complaint for complaint in dated if complaint in named] or dated or named
    return likely[0] if len(likely) == 1 else None


def _is_before(complaint: Complaint, answer: Letter) -> bool:
    return complaint.received is not None and answer.day is not None and complaint.received <= answer.day


def _names(letter: Letter) -> frozenset[str]:
    """Return the stems of the names in the name of a letter's file."""
    name = letter.result.input.path.rpartition("/")[2].rpartition(".")[0].lower()
    words = [word for word in re.findall(r"[^\W\d_]{3,}", name) if word not in _COMMON_IN_NAMES]
    return frozenset(stem_of(word) for word in words)
