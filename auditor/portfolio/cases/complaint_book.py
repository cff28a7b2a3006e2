"""Every complaint of a portfolio: its row in a register, the letter it came in, the letter that answered it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from auditor.model.finding import Evidence
from auditor.model.judged import Judged
from auditor.model.record import Paper, Record
from auditor.portfolio.clients import Client, level_number
from auditor.portfolio.days import MONTHS
from auditor.portfolio.folder import BY_FOLDER, Folder, mails_in
from auditor.portfolio.names import keys_of_name, stem_of

_ABOUT = r"претенз|жалоб|рекламац|complaint|formal claim|letter of claim|notice of claim|grievance"
_IS_ABOUT = re.compile(_ABOUT)
_OPENS = re.compile(
    r"(?:^|\n)[\s\W]*(?:досудебн\w+ |письменн\w+ |formal )?(?:претензия|жалоба|рекламация|complaint\b"
    r"|letter of complaint"
    r"|notice of claim|letter before action)"
)
_ANSWERS = re.compile(
    r"(?:ответ\w*|отвечаем|отвечая|рассмотре\w+|рассмотрев|по результатам рассмотрения)[^.\n]{0,60}"
    r"(?:претензи|жалоб|рекламаци|обращени)"
    r"|(?:на|по) ваш\w* (?:претензи|жалоб|рекламаци)\w*"
    r"|(?:response|reply|answer|further|reference) to (?:your|the)?\s?(?:\w+ ){0,2}(?:complaint|claim)"
    r"|final response|(?:we|i) have (?:now )?(?:investigated|reviewed|considered|completed)[^.\n]{0,60}"
    r"(?:complaint|claim|concerns)|outcome of your complaint|your complaint (?:is|has been|was) (?:upheld"
    r"|not upheld|rejected)"
)
_ONLY_RECEIVED = re.compile(
    r"принят\w+ к рассмотрению|(?:получили|получена|зарегистрирован\w+)[^.\n]{0,80}(?:рассмотр"
    r"|ответ\w* (?:будет|дадим|направим))"
    r"|acknowledge|we (?:will|shall) (?:respond|reply|investigate|look into|be in touch)"
)
_OUTGOING = re.compile(r"исх(?:одящ\w+)?\.?\s*(?:№|n|номер)?\s*[\w/-]+|our ref(?:erence)?\W+[\w/-]+", re.IGNORECASE)
_OF_CLAIM = re.compile(
    r"(?:претензи\w*|жалоб\w*|рекламаци\w*|complaint|claim)\s*(?:№|no\.?|n|ref\.?|#)\s*(?P<number>[\w/-]+)"
)
_NOT_LETTERS = frozenset({
    "contract", "annex", "amendment", "act", "invoice", "policy", "insurance", "complaint_register", "staff_list",
    "assignment_list", "access_list", "access_log", "training",
})  # fmt: skip
_NEAR = 7
"""Days between the letter and its entry in the register."""
_TELLING_ID = re.compile(r"(?=\w*[^\W\d]).*\d|\d{3,}")
_QUOTED = 600


@dataclass(frozen=True)
class Letter:
    """A claim that came in, or an answer that went out."""

    result: Judged
    day: date | None
    client: Client | None
    text: str
    number: str
    """Its own number; of an answer, the number of the claim it answers."""
    evidence: Evidence
    marks: frozenset[str] = frozenset()
    """Words of its file's name and its number, levelled, by which a register may name it."""


@dataclass
class Complaint:
    """One complaint with everything that tells of it."""

    client: Client | None
    result: Judged | None = None
    row: Record | None = None
    claims: list[Letter] = field(default_factory=list)
    answers: list[Letter] = field(default_factory=list)
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


def day_in(record: Record | None, column: str) -> date | None:
    """Return the day that stands in a column; None where there is none."""
    told = record.value(column) if record else ""
    return date.fromisoformat(told) if told else None


def complaints_of(folder: Folder) -> list[Complaint]:
    """Return all complaints: those of the registers with their letters, then letters that no register knows."""
    rows = list(folder.records("complaint"))
    timed = {_register(*row) for row in rows if _has_time(*row)}
    found = [
        Complaint(folder.client_of(result, record), result, record, keeps_time=_register(result, record) in timed)
        for result, record in rows
    ]
    for claim in _claims(folder):
        known = _match(found, claim)
        if known is None:
            known = Complaint(claim.client)
            found.append(known)
        known.claims.append(claim)
    for answer in _answers(folder):
        known = _match_answer(found, answer)
        if known is not None:
            known.answers.append(answer)
    return found


def _register(result: Judged, record: Record) -> tuple[str, str]:
    return result.input.path, record.table


def _has_time(result: Judged, record: Record) -> bool:
    """Return whether a row's register has a column for the time of day, or the row tells it beside the day."""
    columns = next((table.columns for table in result.tables if table.id == record.table), {})
    return "time" in columns or record.value("time") not in {"", "00:00"}


def _claims(folder: Folder) -> Iterator[Letter]:
    """Yield the claims that came in: letters of clients, and papers that are addressed to the firm."""
    for result, paper in folder.papers():
        head = paper.opening.lower().replace("ё", "е")
        letter = next((record for record in result.records if record.kind == "letter"), None)
        if letter is not None:
            subject = letter.text("subject").lower().replace("ё", "е")
            opens = _IS_ABOUT.search(subject) or _OPENS.search(letter.text("text").lower().replace("ё", "е")[:300])
            if opens and folder.is_ours(letter.text("from")) is not True and not _ANSWERS.search(head):
                yield _letter(folder, result, paper, letter)
        elif _is_claim(paper, head) and not _ANSWERS.search(head[:400]) and _is_to_us(folder, result, paper):
            yield _letter(folder, result, paper, None)


def _is_claim(paper: Paper, head: str) -> bool:
    return paper.kind == "claim" or (paper.kind not in _NOT_LETTERS and _OPENS.search(head[:500]) is not None)


_ADDRESSEE = re.compile(
    r"(?:генеральн\w+ |исполнительн\w+ )?(?:директору|руководителю|управляющ\w+|председателю|президенту|кому|в адрес)\b"
    r"|to\b|the directors?\b"
)
_ORGANISATION = re.compile(
    r"(?<!\w)(?:ооо|оао|зао|пао|ао|ип|фгуп|муп|гбу|общество с огранич|индивидуальн\w+ предпр"
    r"|ltd|limited|llc|llp|plc|inc|gmbh)(?!\w)"
)
_TO_COURT = re.compile(r"исковое заявление|\bистец\b|statement of case|particulars of claim")


def _is_to_us(folder: Folder, result: Judged, paper: Paper) -> bool:
    """Return whether a claim is against the firm: it is addressed to it, or lies with the complaints.

    The firm's own claims, which it writes for itself or for clients, are no complaints.
    """
    lines = [line.strip() for line in paper.opening[:600].split("\n") if line.strip()]
    head = "\n".join(lines).lower().replace("ё", "е")
    if _TO_COURT.search(head) or any(
        line.lower().startswith(("от ", "from ")) and _is_firm(folder, line) for line in lines
    ):
        return False
    addressed = [
        f"{line} {' '.join(lines[at + 1 : at + 2])}"
        for at, line in enumerate(lines[:8])
        if _ADDRESSEE.match(line.lower().replace("ё", "е"))
    ]
    others = [words for words in addressed if _ORGANISATION.search(words.lower())]
    if others and folder.firm_names and not any(_is_firm(folder, words) for words in others):
        return False
    if _is_firm(folder, paper.opening[:400]):
        return True
    return _IS_ABOUT.search(result.input.path.rpartition("/")[0].lower()) is not None or not folder.firm_names


def _is_firm(folder: Folder, words: str) -> bool:
    return any(keys_of_name(name) & keys_of_name(words) for name in folder.firm_names)


def _answers(folder: Folder) -> Iterator[Letter]:
    """Yield the letters by which the firm answered a claim."""
    for result, paper in folder.papers():
        if paper.kind in _NOT_LETTERS or result.tables:
            continue
        head = paper.opening.lower().replace("ё", "е")
        letter = next((record for record in result.records if record.kind == "letter"), None)
        if letter is not None:
            ours, said = folder.is_ours(letter.text("from")), _ANSWERS.search(head) is not None
            about = said or (ours and _IS_ABOUT.search(letter.text("subject").lower()))
            if about and ours is not False and not _ONLY_RECEIVED.search(head):
                yield _letter(folder, result, paper, letter)
        elif (
            _ANSWERS.search(head[:900])
            and not _ONLY_RECEIVED.search(head)
            and paper.kind in {"other", "claim", "interaction"}
        ):
            yield _letter(folder, result, paper, None)


def _letter(folder: Folder, result: Judged, paper: Paper, record: Record | None) -> Letter:
    day = day_in(record, "date") or _day_of(paper)
    evidence = folder.evidence(result, record) if record else _opening(result, paper)
    number = _OF_CLAIM.search(paper.opening.lower())
    own = number["number"] if number else ""
    marks = _marks(result.input.path, own)
    return Letter(result, day, _client_of(folder, result, record), paper.opening, own, evidence, marks)


def _marks(path: str, number: str) -> frozenset[str]:
    """Return the words of a file's name, without its ending, and a number, levelled."""
    name = re.sub(r"\.\w{2,5}$", "", path.rpartition("/")[2])
    return frozenset(level_number(word) for word in [*re.split(r"[\s_,;()]+", name), number] if word)


def _client_of(folder: Folder, result: Judged, record: Record | None) -> Client | None:
    """Return whose a letter is by what it says: among complaints the folder it lies in tells nothing."""
    tie = folder.ties.get(result.input.path)
    if tie is not None and tie.by is not BY_FOLDER:
        return tie.client
    mails = mails_in(" ".join(record.text(name) for name in ("from", "to"))) if record else []
    spoken = result.paper.opening if result.paper else ""
    return folder.clients.with_mail(mails) or folder.clients.spoken_of(spoken)


def _day_of(paper: Paper) -> date | None:
    """Return the day of a letter: not the day of the contract that it names."""
    outgoing = _OUTGOING.search(paper.opening)
    after = paper.opening[outgoing.end() : outgoing.end() + 60] if outgoing else ""
    told = dates_in(after) or dates_in(_OF_CONTRACT.sub(" ", paper.opening))
    if told:
        return told[0] if outgoing else _most_likely(told, paper)
    return date.fromisoformat(paper.date) if paper.date else None


def _most_likely(told: list[date], paper: Paper) -> date:
    """Return the day at the head or the foot of a letter: the one beside its title, else the last one it names."""
    beside = dates_in(paper.title)
    return beside[0] if beside else max(told)


_OF_CONTRACT = re.compile(
    r"(?:договор\w*|контракт\w*|заключени\w+|agreement|contract|invoice|order)\b[^\n]{0,40}?"
    r"(?:от|dated|of)\s+[«\"]?\d{1,2}[^\n]{0,20}?\d{4}",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)|(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_WRITTEN = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[»\"]?\s+([а-яa-z]{3,9})\s+(\d{4})", re.IGNORECASE)


def dates_in(words: str) -> list[date]:
    """Return the full dates in some words, in their order."""
    found: list[tuple[int, date]] = []
    for match in _DATE.finditer(words):
        day = (match[3], match[2], match[1]) if match[1] else (match[4], match[5], match[6])
        found += _at(match.start(), *map(int, day))
    for match in _WRITTEN.finditer(words):
        month = MONTHS.get(match[2].lower()[:3], 0)
        found += _at(match.start(), int(match[3]), month, int(match[1]))
    return [day for _, day in sorted(found)]


def _at(place: int, year: int, month: int, day: int) -> list[tuple[int, date]]:
    try:
        return [(place, date(year, month, day))]
    except ValueError:
        return []


def _opening(result: Judged, paper: Paper) -> Evidence:
    quote = paper.opening[:_QUOTED].strip()
    start = paper.opening.find(quote)
    return Evidence(result.input.path, quote, paragraph=1, start=start, end=start + len(quote))


def _match(found: list[Complaint], claim: Letter) -> Complaint | None:
    """Return the complaint in a register that a claim is entered as."""
    rows = [complaint for complaint in found if complaint.row is not None]
    named = next((complaint for complaint in rows if _is_named(complaint, claim)), None)
    if named is not None:
        return named
    near = [complaint for complaint in rows if _is_same(complaint, claim) and not complaint.claims]
    return min(near, key=lambda complaint: _apart(complaint.received, claim.day), default=None)


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
