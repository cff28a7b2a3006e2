"""Letters about complaints: the claims that came in, and what the firm wrote in answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from auditor.model.finding import Evidence
from auditor.model.judged import Judged
from auditor.model.record import Paper, Record
from auditor.portfolio.clients import Client, level_number
from auditor.portfolio.days import MONTHS
from auditor.portfolio.folder import BY_FOLDER, Folder, mails_in
from auditor.portfolio.names import keys_of_name

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
_NAMED_SO, _ANSWERED, _PUT_OFF, _GROUNDS = (
    "complaint-named-so", "complaint-answered", "complaint-put-off", "complaint-grounds",
)  # fmt: skip
"""Topics of the lexicon (``rules/lexicon/complaints/letters.yaml``)."""
_YOURS = re.compile(r"\bваш(?:а|у|ей|е|его|ему|и|их)?\b|\byour\b")
_REPLIES = re.compile(r"^(?:\s*(?:re|fwd?|aw|отв|ответ|пересл)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_NOT_LETTERS = frozenset({
    "contract", "annex", "amendment", "act", "invoice", "policy", "insurance", "complaint_register", "staff_list",
    "assignment_list", "access_list", "access_log", "training",
})  # fmt: skip
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
    time: str = ""
    """The minute of a message, HH:MM."""
    mails: frozenset[str] = frozenset()
    """Addresses that it came from and went to."""
    subject: str = ""
    """What a message is about, without «Re:»."""
    topics: frozenset[str] = frozenset()
    """Topics of the lexicon that it speaks about."""

    @property
    def is_put_off(self) -> bool:
        """Return whether it only confirms receipt or puts the decision off, and so answers nothing."""
        later = _PUT_OFF in self.topics and _GROUNDS not in self.topics
        return later or _ONLY_RECEIVED.search(self.text.lower().replace("ё", "е")) is not None

    @property
    def has_grounds(self) -> bool:
        """Return whether it says what its finding rests on."""
        return _GROUNDS in self.topics

    def is_of_thread(self, other: Letter) -> bool:
        """Return whether two messages are of one thread: one subject, and an address of the other side in common."""
        return bool(self.subject) and self.subject == other.subject and bool(self.mails & other.mails)


def day_in(record: Record | None, column: str) -> date | None:
    """Return the day that stands in a column; None where there is none."""
    told = record.value(column) if record else ""
    return date.fromisoformat(told) if told else None


def claims_in(folder: Folder, minutes: Set[tuple[str, str]]) -> Iterator[Letter]:
    """Yield the claims that came in: letters of clients, and papers that are addressed to the firm.

    ``minutes`` are the days and times at which registers enter complaints: what a client wrote then is the complaint.
    """
    for result, paper in folder.papers():
        head = paper.opening.lower().replace("ё", "е")
        letter = next((record for record in result.records if record.kind == "letter"), None)
        if letter is not None:
            entered = (letter.value("date"), letter.value("time")) in minutes
            is_theirs = folder.is_ours(letter.text("from")) is not True
            if is_theirs and (entered or _calls_itself_so(paper, letter)) and not _ANSWERS.search(head):
                yield _letter(folder, result, paper, letter)
        elif _is_claim(paper, head) and not _ANSWERS.search(head[:400]) and _is_to_us(folder, result, paper):
            yield _letter(folder, result, paper, None)


def _calls_itself_so(paper: Paper, letter: Record) -> bool:
    """Return whether a message is a claim by its subject or its words."""
    subject, words = (letter.text(name).lower().replace("ё", "е") for name in ("subject", "text"))
    return bool(_IS_ABOUT.search(subject) or _OPENS.search(words[:300])) or _NAMED_SO in paper.topics


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


def answers_in(folder: Folder, claims: Sequence[Letter]) -> Iterator[Letter]:
    """Yield what the firm wrote in answer to claims, also what only confirms receipt."""
    for result, paper in folder.papers():
        if paper.kind in _NOT_LETTERS or result.tables:
            continue
        head = paper.opening.lower().replace("ё", "е")
        record = next((entry for entry in result.records if entry.kind == "letter"), None)
        if record is not None:
            letter = _letter(folder, result, paper, record)
            if _is_answer(folder, letter, record, head, claims):
                yield letter
        elif paper.kind in {"other", "claim", "interaction"} and _answers_on_paper(paper, head[:900]):
            yield _letter(folder, result, paper, None)


def _is_answer(folder: Folder, letter: Letter, record: Record, head: str, claims: Sequence[Letter]) -> bool:
    """Return whether a message is the firm's on a claim: by its words, its subject, or the thread it is of."""
    ours = folder.is_ours(record.text("from"))
    if ours is False or any(letter.result.input.path == claim.result.input.path for claim in claims):
        return False
    if _ANSWERS.search(head) or _ANSWERED in letter.topics:
        return True
    return bool(ours) and (
        _IS_ABOUT.search(record.text("subject").lower()) is not None
        or any(letter.is_of_thread(claim) and _is_later(letter, claim) for claim in claims)
    )


def _is_later(letter: Letter, claim: Letter) -> bool:
    return letter.day is not None and claim.day is not None and (claim.day, claim.time) <= (letter.day, letter.time)


def _answers_on_paper(paper: Paper, head: str) -> bool:
    return _ANSWERS.search(head) is not None or (_ANSWERED in paper.topics and _YOURS.search(head) is not None)


def _letter(folder: Folder, result: Judged, paper: Paper, record: Record | None) -> Letter:
    day = day_in(record, "date") or _day_of(paper)
    evidence = folder.evidence(result, record) if record else _opening(result, paper)
    number = _OF_CLAIM.search(paper.opening.lower())
    own = number["number"] if number else ""
    marks = _marks(result.input.path, own)
    return Letter(
        result, day, _client_of(folder, result, record), paper.opening, own, evidence, marks,
        time=record.value("time") if record else "",
        mails=_others(folder, record) if record else frozenset(),
        subject=_REPLIES.sub("", record.text("subject")).strip().lower() if record else "",
        topics=frozenset(paper.topics),
    )  # fmt: skip


def _others(folder: Folder, record: Record) -> frozenset[str]:
    """Return the addresses of a message that are not the firm's."""
    mails = mails_in(" ".join(record.text(name) for name in ("from", "to")).lower())
    return frozenset(mail for mail in mails if mail.rpartition("@")[2] not in folder.firm_domains)


def _marks(path: str, number: str) -> frozenset[str]:
    """Return the words of a file's name, without its ending, and a number, levelled."""
    name = re.sub(r"\.\w{2,5}$", "", path.rpartition("/")[2])
    return frozenset(level_number(word) for word in [*re.split(r"[\s_,;()]+", name), number] if word)


def _client_of(folder: Folder, result: Judged, record: Record | None) -> Client | None:
    """Return whose a letter is by what it says: among complaints the folder it lies in tells nothing."""
    tie = folder.ties.get(result.input.path)
    if tie is not None and tie.by is not BY_FOLDER and not _is_own(folder, tie.client):
        return tie.client
    mails = mails_in(" ".join(record.text(name) for name in ("from", "to"))) if record else []
    spoken = result.paper.opening if result.paper else ""
    client = folder.clients.with_mail(mails) or folder.clients.spoken_of(spoken)
    return None if client is None or _is_own(folder, client) else client


def _is_own(folder: Folder, client: Client) -> bool:
    """Return whether what was taken for a client is the firm itself: a contract may name it on either side."""
    return any(keys_of_name(client.name) == keys_of_name(name) for name in folder.firm_names)


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
