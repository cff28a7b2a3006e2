"""What is told of one complaint: its columns, its letters, and whether it is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from auditor.model.case import Told
from auditor.model.text import Text
from auditor.portfolio.cases.complaint_book import Complaint
from auditor.portfolio.cases.complaint_letters import dates_in
from auditor.portfolio.cases.complaint_terms import NO, YES, answer_facts, day_ru, due_fact
from auditor.portfolio.folder import Folder

NOT_ASKED = Told("not_asked")
"""The register has no such column, or the complaint is not at that stage: the row is not judged on it."""
_EARLIEST = date(2000, 1, 1)
_STILL_OPEN = re.compile(
    r"в работе|открыт|\bнов(?:ая|ый|ое)\b|рассматрива|на рассмотрении|ожида|в процессе|не закрыт|не решен"
    r"|приостан|принят"
    r"|зарегистр|провер|\bopen|reopen|in progress|pending|\bnew\b|on.hold|investigat|awaiting|waiting|active|not closed"
    r"|unresolved|escalated|assigned|under review"
)
_CLOSED = re.compile(
    r"закры|решен|заверш|исполнен|удовлетвор|отклонен|отказ|урегулир|архив|рассмотрен|ответ дан|отвечен|closed"
    r"|resolved|solved"
    r"|complete|settled|done|rejected|declined|upheld|answered|withdrawn|отозван"
)
_JUSTIFIED_NO = re.compile(
    r"необоснован|не обоснован|не подтвержд|не подтвердил|отклон|не признан|нет вины|вины нет|без оснований|unjustified"
    r"|not justified|not upheld|unfounded|not substantiated|unsubstantiated|rejected|not at fault|no fault"
    r"|not valid|invalid"
    r"|dismissed|declined|отказан"
)
_JUSTIFIED_PARTLY = re.compile(r"частичн|отчасти|partly|partial|in part")
_JUSTIFIED_YES = re.compile(
    r"обоснован|подтвержд|подтвердил|признан|вина|наша ошибка|\bупущени|удовлетвор|justified|upheld|founded"
    r"|substantiated|our fault"
    r"|at fault|accepted|valid|error on our side"
)
_PLAIN = re.compile(r"\W*(да|нет|yes|no)\b(?!\s*(?:данных|сведений|вывода|ответа|data|finding|answer))")
"""A finding that begins with its answer and goes on with the grounds: «нет, работа принята по акту»."""
_NO = NO | {"–", "—"}
_REFUSED = re.compile(
    r"^\W*(?:отказ|отклон|без удовлетворения|оставлен\w* без|мер\w* не|не требу|rejected|declined|refused"
    r"|no action|dismissed|no remedy)"
)
_REMEDY = re.compile(
    r"компенс|возмещ|возвращ|верн[уё]|возврат|скидк|уменьш|снижен|исправ|передел|безвозмездн|бесплатн|заново"
    r"|повторн\w+ оказ|замен"
    r"|бонус|извин|предлага|устран|перерасч|refund|compensat|discount|credit|re-?perform|redo|replace|repair"
    r"|goodwill|apolog"
    r"|we (?:will|shall|would like to) offer|offer you|waive|correct|free of charge|reimburse"
)
_NOT_TOLD = re.compile(
    r"^\W*(?:нет|не (?:уведом|сообщ|отправл|направл|извещ|вруч)|no\b|not (?:notified|informed|sent|yet))"
)
_HOW = re.compile(
    r"\d|письм|почт|e-?mail|роспис|нарочн|эдо|звон|телефон|лично|вручен|мессенджер|смс|sms|whatsapp|telegram"
    r"|letter|mail|phone|call"
    r"|courier|delivered|in person|portal|post"
)
_NO_CONTACT = re.compile(r"^\W*(?:нет|не (?:звон|связ|состоял|провод)|no\b|none|not (?:done|made|yet)|n/?a)")
_ESCALATED = re.compile(
    r"\bсуд|\bиск\b|исков|роспотребнадзор|прокуратур|эскал|арбитраж|court|litigat|lawsuit|ombudsman|regulator"
    r"|escalat|tribunal"
    r"|proceedings"
)
_MEDIATION = re.compile(
    r"медиа(?:ц|тор)|примирен|миров\w+ соглашен|переговор|mediat|settlement|conciliat|\badr\b"
    r"|ombudsman (?:leaflet|information)"
)
_RATED = re.compile(r"\d|оценк|довол|удовлетвор|csat|nps|satisf|happy|rating|score")
FOLLOWUP_IN = 7
"""Days after closing within which the client is asked; until they have passed, nothing is missed."""


def complaint_facts(folder: Folder, complaint: Complaint) -> Iterator[tuple[str, Told]]:
    """Yield everything that the rules may ask of one complaint."""
    is_open = not is_closed(complaint)
    yield "kind", Told("complaint")
    yield "closed", Told("no" if is_open else "yes")
    yield "received", _received(folder, complaint)
    yield "time", _time(complaint)
    yield "place", _place(complaint)
    for column in ("staff", "intake"):
        yield column, cell_state(complaint, column)
    yield "handler", _owners(complaint)
    yield from _details(complaint)
    yield "due", due_fact(folder, complaint)
    yield from answer_facts(folder, complaint, is_open=is_open)
    yield "escalated", Told("yes" if is_escalated(complaint) else "no")
    yield "mediation", Told("offered" if _mediated(complaint) else "missing")
    yield from _of_closed(folder, complaint) if not is_open else _open()


def _open() -> Iterator[tuple[str, Told]]:
    """Yield that an open complaint is not judged on what comes at its end."""
    for name in ("cause", "fault", "remedy", "notified", "followup"):
        yield name, NOT_ASKED


def _of_closed(folder: Folder, complaint: Complaint) -> Iterator[tuple[str, Told]]:
    yield "cause", _cause(complaint)
    yield "fault", _fault(complaint)
    yield "remedy", _remedy(complaint)
    yield "notified", _notified(complaint)
    yield from _followup(folder, complaint)


def cell_state(complaint: Complaint, column: str) -> Told:
    """Return what a column holds; a register without the column does not say, and is told so as a whole."""
    cell = complaint.row.cells.get(column) if complaint.row else None
    if cell is None:
        return NOT_ASKED
    if cell.vague:
        return Told("vague", Text(f"Записано: «{cell.text}».", f'It reads "{cell.text}".'))
    return Told("filled" if cell.text else "missing")


_OWNERS = ("handler", "checker", "decider", "replier")
"""Columns for who has a complaint in hand: as a whole, or at one of its stages."""


def _owners(complaint: Complaint) -> Told:
    """Return whether everybody who has the complaint in hand is named; an open one has not come to all its stages."""
    told = [state for column in _OWNERS if (state := cell_state(complaint, column)) != NOT_ASKED]
    values = {state.value for state in told}
    if not told or len(values) == 1:
        return told[0] if told else NOT_ASKED
    if "filled" in values and not is_closed(complaint):
        return Told("filled")
    return Told("partly") if "filled" in values else Told("vague")


def is_closed(complaint: Complaint) -> bool:
    """Return whether a complaint is closed: by its status, else by a day of closing or an answer."""
    status = folded(complaint.text("status"))
    if status in _NO | YES:
        return status in YES
    if _STILL_OPEN.search(status) and not re.search(r"(?<!не )закры|\bclosed|resolved|solved", status):
        return False
    if _CLOSED.search(status) and "not closed" not in status and "не закры" not in status:
        return True
    return complaint.closed is not None or complaint.answered is not None or bool(complaint.answers)


def folded(words: str) -> str:
    """Return words in small letters, «ё» as «е»."""
    return words.lower().replace("ё", "е").strip()


def _received(folder: Folder, complaint: Complaint) -> Told:
    cell = complaint.row.cells.get("received") if complaint.row else None
    if cell is None:
        return NOT_ASKED
    if not cell.text:
        return Told("missing", Text("Дня поступления нет.", "There is no day of receipt."))
    if not cell.value:
        return Told("unreadable", Text(f"Записано: «{cell.text}».", f'It reads "{cell.text}".'))
    day = date.fromisoformat(cell.value)
    if day > folder.as_of:
        return Told("future", Text(f"Дата {cell.text} ещё не наступила.", f"The date {cell.text} is in the future."))
    return Told("implausible" if day < _EARLIEST else "filled")


def _time(complaint: Complaint) -> Told:
    if complaint.row is None or not complaint.keeps_time:
        return NOT_ASKED
    value = complaint.row.value("time")
    if not value or value == "00:00":
        return Told("missing", Text("Времени нет.", "There is no time of day."))
    return Told("filled")


def _place(complaint: Complaint) -> Told:
    states = [cell_state(complaint, column).value for column in ("place", "channel")]
    told = [state for state in states if state != "not_asked"]
    if not told:
        return NOT_ASKED
    if "filled" in told:
        return Told("filled")
    return Told("missing", Text("Места и способа подачи нет.", "Neither place nor channel is recorded."))


def _details(complaint: Complaint) -> Iterator[tuple[str, Told]]:
    """Yield how fully the substance is told: in words, and in columns of their own."""
    if not any(complaint.has(column) for column in ("topic", "details", "demand")):
        yield "details", NOT_ASKED
        return
    told_in = [name for name in ("topic", "details", "demand") if cell_state(complaint, name).value == "filled"]
    words = len(re.findall(r"\w+", complaint.text(*told_in)))
    fields = sum(
        bool(complaint.text(column))
        for column in ("service", "contract", "service_date", "demand", "amount", "details")
    )
    told = Text(f"Слов: {words}; заполнено граф о сути: {fields}.", f"Words: {words}; columns filled on it: {fields}.")
    yield "details", Told("missing" if not words else "filled")
    yield "details_words", Told(str(words), told)
    yield "details_fields", Told(str(fields))


_CAUSE_IN_LETTER = re.compile(
    r"причин\w*\s*[:—–-]|по причине|произошло (?:из-за|потому)|вызван\w*|из-за|because|due to|root cause"
    r"|caused by|the cause"
)


def _cause(complaint: Complaint) -> Told:
    state = cell_state(complaint, "cause")
    if state.value not in {"missing", "vague"}:
        return state
    letter = next((entry for entry in complaint.answers if _CAUSE_IN_LETTER.search(folded(entry.text))), None)
    if letter is None:
        return state
    return Told("filled", Text("Причина названа в ответе.", "The answer names the cause."), (letter.evidence,))


def justified(complaint: Complaint) -> str:
    """Return whether the firm found the complaint justified: ``yes``, ``partly``, ``no``, or nothing."""
    words = folded(complaint.text("fault"))
    if words in YES | _NO:
        return "yes" if words in YES else "no"
    plain = _PLAIN.match(words)
    if plain and not _JUSTIFIED_PARTLY.search(words):
        return "yes" if plain[1] in {"да", "yes"} else "no"
    told = words or folded(complaint.text("status", "remedy"))
    told = told or " ".join(folded(letter.text) for letter in complaint.answers)
    if _JUSTIFIED_PARTLY.search(told):
        return "partly"
    if _JUSTIFIED_NO.search(told):
        return "no"
    return "yes" if _JUSTIFIED_YES.search(told) else ""


def _fault(complaint: Complaint) -> Told:
    if complaint.row is None or not complaint.has("fault"):
        return NOT_ASKED
    cell = complaint.row.cells["fault"]
    letters = tuple(letter.evidence for letter in (*complaint.answers, *complaint.holding))
    if not cell.text or (cell.vague and cell.text not in _NO):
        by_letter = justified(complaint) if complaint.answers and not cell.text else ""
        return Told("with_grounds" if by_letter else "missing", evidence=letters)
    grounds = complaint.text("grounds", "cause") or len(cell.text.split()) > 3
    if grounds or any(letter.has_grounds for letter in complaint.answers):
        return Told("with_grounds", evidence=letters)
    told = Text(f"Вывод «{cell.text}» без основания.", f'The finding "{cell.text}" has no grounds.')
    return Told("bare", told, letters)


def _remedy(complaint: Complaint) -> Told:
    """Return whether a justified complaint was met with an offer; one that was found unjustified is not judged."""
    verdict = justified(complaint)
    if verdict == "no" or not (complaint.has("remedy") or complaint.answers):
        return NOT_ASKED
    words = complaint.text("remedy")
    letter = next((entry for entry in complaint.answers if _REMEDY.search(folded(entry.text))), None)
    if letter is not None:
        return Told("offered", evidence=(letter.evidence,))
    letters = tuple(entry.evidence for entry in (*complaint.answers, *complaint.holding))
    if _REFUSED.search(folded(words)):
        told = Text(f"Записано: «{words}».", f'It reads "{words}".')
        return Told("refused" if verdict else "unknown", told, letters)
    cell = complaint.row.cells.get("remedy") if complaint.row else None
    if cell is None:
        return Told("unknown", evidence=letters)
    if not any(map(str.isalnum, cell.text)):
        return Told("missing", evidence=letters)
    return Told("vague" if cell.vague else "offered", evidence=letters)


def _notified(complaint: Complaint) -> Told:
    """Return whether the client was told, and whether the record shows when or how."""
    letters = tuple(letter.evidence for letter in complaint.answers)
    words = complaint.text("notified")
    if complaint.has("notified"):
        if words and not _NOT_TOLD.search(folded(words)) and any(map(str.isalnum, words)):
            return Told("proved" if _HOW.search(folded(words)) or letters else "stated", evidence=letters)
        return Told("proved" if letters else "missing", evidence=letters)
    if letters:
        return Told("proved", evidence=letters)
    if complaint.text("outgoing") or (complaint.has("answered") and complaint.answered):
        return Told("proved")
    return Told("missing") if complaint.has("answered") or complaint.has("outgoing") else NOT_ASKED


def _followup(folder: Folder, complaint: Complaint) -> Iterator[tuple[str, Told]]:
    """Yield whether the client was asked after closing, and after how many days."""
    if not (complaint.has("followup") or complaint.has("score")):
        yield "followup", NOT_ASKED
        return
    words, score = complaint.text("followup"), complaint.text("score")
    ended = complaint.closed or complaint.answered
    words = "" if _NO_CONTACT.search(folded(words)) or not any(map(str.isalnum, words)) else words
    if not words and not any(map(str.isalnum, score)):
        recent = ended is not None and folder.as_of <= ended + timedelta(days=FOLLOWUP_IN)
        yield "followup", NOT_ASKED if recent else Told("missing")
        return
    rated = bool(score) or _RATED.search(re.sub(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}", " ", folded(words))) is not None
    days = dates_in(words)
    if ended is not None and days and (days[0] - ended).days >= 0:
        late = (days[0] - ended).days
        told = Text(
            f"Закрыта {day_ru(ended)}, контакт {day_ru(days[0])}: через {late} дн.",
            f"Closed on {ended}, contact on {days[0]}: after {late} days.",
        )
        yield "followup", Told("rated" if rated else "contact", told)
        yield "followup_days", Told(str(late))
        return
    yield "followup", Told("rated" if rated else "contact")
    yield "followup_days", Told("0")


def is_escalated(complaint: Complaint) -> bool:
    """Return whether a complaint went to a court, to an authority or higher, or was turned down."""
    words = folded(complaint.text("escalation"))
    if words and words not in _NO and not _NO_CONTACT.search(words):
        return True
    return _ESCALATED.search(folded(complaint.text("status", "remedy"))) is not None or _is_refused(complaint)


def _is_refused(complaint: Complaint) -> bool:
    """Return whether the client was turned down; where nothing is due there was nothing to refuse."""
    words = folded(complaint.text("remedy") or complaint.text("status"))
    return is_closed(complaint) and _REFUSED.search(words) is not None and _NOTHING_DUE.match(words) is None


_NOTHING_DUE = re.compile(r"\W*(?:мер\w* не|не требу|не полага|no action|none (?:needed|due)|not needed)")


def _mediated(complaint: Complaint) -> bool:
    words = folded(complaint.text("mediation"))
    if words and words not in _NO and not _NO_CONTACT.search(words):
        return True
    told = complaint.text("remedy", "status", "note", "escalation") + " ".join(
        entry.text for entry in complaint.answers
    )
    return _MEDIATION.search(folded(told)) is not None
