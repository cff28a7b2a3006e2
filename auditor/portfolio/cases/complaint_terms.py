"""By when a complaint has to be answered, and what that rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auditor.model.case import Told
from auditor.model.finding import Evidence
from auditor.model.judged import Judged
from auditor.model.record import Paper
from auditor.model.text import Text
from auditor.portfolio.cases.complaint_book import Complaint
from auditor.portfolio.cases.complaint_letters import day_in
from auditor.portfolio.clients import level_number
from auditor.portfolio.folder import Folder
from auditor.portfolio.names import is_name_of_person
from auditor.portfolio.workdays import days_of, last_day

OF_CONSUMERS = 10
"""Days for most demands of a consumer (Consumer Protection Act, Article 31)."""
OF_BUSINESSES = 30
"""Days for claims between businesses where the contract says nothing (Commercial Procedure Code, Article 4)."""
_BY_LAW = {
    True: Text("ЗоЗПП ст. 31: требование потребителя", "Consumer Protection Act, Article 31: a consumer's demand"),
    False: Text(
        "АПК РФ ст. 4 ч. 5: между предпринимателями, если договор не говорит иного",
        "Commercial Procedure Code, Article 4(5): between businesses, where the contract is silent",
    ),
}
_CONSUMER = re.compile(
    r"\bb2c\b|физ\w*\.?\s?лиц|физик|\bфиз\b|\bфл\b|потребит|частн|граждан|consumer|individual|retail|private|personal|person\b"
)
_BUSINESS = re.compile(
    r"\bb2b\b|юр\w*\.?\s?лиц|юрик|\bюр\b|\bюл\b|организац|предприним|компани|\bип\b|корпорат|business|company|corporate"
    r"|legal entity|commercial|organi[sz]ation|trade"
)
_FORMS = re.compile(
    r"(?<!\w)(?:ооо|оао|зао|пао|нао|ао|ип|тсж|тсн|ано|нко|гбу|муп|фгуп|общество с ограниченной"
    r"|индивидуальный предприниматель"
    r"|ltd|limited|llc|llp|plc|inc|corp|gmbh|s\.?a\.?|bv|pvt|pty|company|co\.)(?!\w)"
)
_OF_PERSONS = re.compile(
    r"пациент|потребител|гост[ьи]|родител|учени|студент|турист|пассажир|жител|patient|guest|parent|consumer|student|passenger"
    r"|resident|traveller"
)
"""Headings of the column for clients that name persons."""
YES = frozenset({"да", "yes", "y", "true", "+", "1"})
NO = frozenset({"нет", "no", "n", "false", "-", "0"})
"""What a cell says that answers the question of its heading."""


@dataclass(frozen=True)
class Limit:
    """A time limit for the answer."""

    days: int
    basis: Text
    working: bool = False
    russian: bool = True
    evidence: tuple[Evidence, ...] = ()

    def until(self, received: date) -> date:
        """Return the last day on which an answer is in time."""
        return last_day(received, self.days, working=self.working, russian=self.russian)

    @property
    def words(self) -> Text:
        """Return the limit in words, with what it rests on."""
        ru, en = ("рабочих", "working") if self.working else ("календарных", "calendar")
        return Text(
            f"Срок ответа: {self.days} {ru} дней ({self.basis.ru})",
            f"The limit is {self.days} {en} days ({self.basis.en})",
        )


def is_consumer(folder: Folder, complaint: Complaint) -> bool | None:
    """Return whether a consumer complains: as the register says, else the contract, else the name; None if unknown."""
    by_register = _told_by_register(complaint)
    if by_register is not None:
        return by_register
    if complaint.client is not None and complaint.client.consumer is not None:
        return complaint.client.consumer
    if _FORMS.search(complaint.name.lower()):
        return False
    regimes = {paper.regime for _, paper in _contracts_named(folder, complaint) if paper.regime in _REGIMES}
    if len(regimes) == 1:
        return regimes == {"consumer"}
    persons = _OF_PERSONS.search(_heading(complaint, "client")) is not None or _is_private_person(complaint)
    return persons or any("потребител" in letter.text.lower() for letter in complaint.claims) or None


def _told_by_register(complaint: Complaint) -> bool | None:
    """Return whether the register's column for the kind of client says a consumer; None where it says nothing."""
    told = (complaint.text("type") or _beside_name(complaint)).lower().replace("ё", "е").strip()
    if told in YES | NO and _CONSUMER.search(_heading(complaint, "type")):
        return told in YES
    if told and bool(_CONSUMER.search(told)) is not bool(_BUSINESS.search(told)):
        return _CONSUMER.search(told) is not None
    return None


def _beside_name(complaint: Complaint) -> str:
    """Return what stands in brackets after the client's name: «Рогов П. Д. (физлицо)»."""
    found = re.search(r"\(([^()]{2,20})\)\s*$", complaint.text("client"))
    return found[1] if found else ""


_REGIMES = frozenset({"consumer", "business"})


def _is_private_person(complaint: Complaint) -> bool:
    """Return whether a register that writes organisations with their form gives the name of a person without one.

    A register that knows no organisation may name the contact person; one that tells the kind of client in a column
    leaves it open where it leaves the column empty.
    """
    if complaint.result is None or complaint.row is None or complaint.has("type"):
        return False
    beside = [record.text("client") for record in complaint.result.records if record.table == complaint.row.table]
    marks = any(_FORMS.search(words.lower()) for words in beside)
    return marks and is_name_of_person(complaint.row.text("client"))


_BY_FORM = Text(
    "Заявитель записан как гражданин: организации в реестре названы с формой.",
    "The complainant is entered as a person: the register names organisations with their form.",
)


def _contracts_named(folder: Folder, complaint: Complaint) -> list[tuple[Judged, Paper]]:
    """Return the contracts whose number stands in the complaint's column for it."""
    words = {level_number(word) for word in re.findall(r"[\w/.-]+", complaint.text("contract"))} - {""}
    return [
        (result, paper)
        for result, paper in folder.papers("contract")
        if paper.number and level_number(paper.number) in words
    ]


def _heading(complaint: Complaint, column: str) -> str:
    tables = complaint.result.tables if complaint.result else ()
    return " ".join(table.columns.get(column, "") for table in tables).lower()


def limits_of(folder: Folder, complaint: Complaint) -> tuple[Limit, ...]:
    """Return the limits that may apply, the shorter first: one where the client is known, none where no law is."""
    consumer, agreed = is_consumer(folder, complaint), _agreed(folder, complaint)
    russian = not _is_foreign(folder, complaint)
    if not russian:
        return (agreed,) if agreed else ()
    for_consumer = _BY_LAW[True] if _is_about_money(complaint) else _FOR_OTHER_DEMANDS
    by_law = [Limit(OF_CONSUMERS, for_consumer), Limit(OF_BUSINESSES, _BY_LAW[False])]
    if consumer is None:
        return (agreed,) if agreed and agreed.days <= OF_CONSUMERS else (by_law[0], agreed or by_law[1])
    if not consumer:
        return (agreed or by_law[1],)
    return (agreed,) if agreed and not agreed.working and agreed.days < OF_CONSUMERS else (by_law[0],)


_MONEY = re.compile(
    r"верн|возврат|возмещ|возмест|оплат|выплат|выплач|деньг|денег|расход|пересчит|стоимост|цен[аыуе]\b|компенс|уменьш|снизить|скидк|перерасч|неустойк|убытк|руб|₽|refund|money|compensat|pay\b|payment|price|expens|discount|reimburs|reduc"
    r"|credit|damages|cost"
)
_FOR_OTHER_DEMANDS = Text(
    "ЗоЗПП ст. 31 как ориентир: для требования не о деньгах срок назначает потребитель, ст. 30",
    "Consumer Protection Act, Article 31 as a guide: where no money is demanded the consumer sets the time, Article 30",
)


def _is_about_money(complaint: Complaint) -> bool:
    """Return whether a consumer may demand money: where the demand is not told, it counts as one."""
    told = complaint.text("demand") or complaint.text("topic", "details")
    told += " ".join(letter.text for letter in complaint.claims)
    return not told or bool(complaint.text("amount")) or _MONEY.search(told.lower()) is not None


def _agreed(folder: Folder, complaint: Complaint) -> Limit | None:
    """Return the limit that the client's contract sets, or the last amendment of it before the complaint."""
    found: list[Limit] = []
    named = complaint.text("contract", "details") + " ".join(letter.text for letter in complaint.claims)
    for contract in _contracts(folder, complaint):
        latest = None
        for result in (contract, *folder.supplements(contract)):
            paper = result.paper
            late = complaint.received and paper and paper.date and paper.date > complaint.received.isoformat()
            if paper is not None and paper.reply_days and not (late and result is not contract):
                latest = _limit(result)
        if latest is not None and contract.paper and contract.paper.number and contract.paper.number in named:
            return latest
        found += [latest] if latest else []
    return max(found, key=lambda limit: limit.until(date(2026, 1, 12)), default=None)


def _contracts(folder: Folder, complaint: Complaint) -> Iterator[Judged]:
    """Yield the contract that the complaint names by its number, else those of its client."""
    named = _contracts_named(folder, complaint)
    paths = [result.input.path for result, _ in named] or (complaint.client.contracts if complaint.client else ())
    for result, paper in folder.papers("contract"):
        if result.input.path in paths and paper.kind == "contract":
            yield result


def _is_foreign(folder: Folder, complaint: Complaint) -> bool:
    papers = [result.paper for result in _contracts(folder, complaint) if result.paper is not None]
    return bool(papers) and all(paper.russian_law is False for paper in papers)


def _limit(result: Judged) -> Limit | None:
    paper = result.paper
    if paper is None or not paper.reply_days:
        return None
    number = f" № {paper.number.upper()}" if paper.number else ""
    basis = Text(f"договор{number}", f"contract{number.replace('№', 'No.')}")
    start = paper.reply_at
    end = start + len(paper.reply_words) if start is not None else None
    quote = Evidence(result.input.path, paper.reply_words, start=start, end=end)
    russian = paper.russian_law is not False
    return Limit(paper.reply_days, basis, working=paper.reply_unit == "working", russian=russian, evidence=(quote,))


def answer_facts(folder: Folder, complaint: Complaint, *, is_open: bool) -> Iterator[tuple[str, Told]]:
    """Yield whether a complaint was answered in time, and by how many days it was not."""
    until = complaint.answered or (None if is_open else complaint.closed)
    received = complaint.received
    if complaint.row is not None and not is_open and until is None:
        kept = complaint.has("answered") or complaint.has("closed")
        yield "answer", _no_day() if kept else Told("not_asked")
        return
    if received is None:
        yield "answer", Told("unknown", _NO_RECEIPT)
        return
    limits = limits_of(folder, complaint) or _own(complaint)
    if not limits:
        yield "answer", Told("unknown", _NO_LIMIT)
        return
    yield from _compared(folder, complaint, received, until, limits)


_NO_RECEIPT = Text("День поступления не записан: срок не посчитать.", "The day of receipt is not recorded.")
_NO_LIMIT = Text(
    "Договор подчинён не российскому праву и срока ответа не называет.",
    "The contract is not governed by Russian law and states no time to answer.",
)


def _no_day() -> Told:
    return Told("unknown", Text("Жалоба закрыта, дня ответа нет.", "The complaint is closed; no day of answer stands."))


def _own(complaint: Complaint) -> tuple[Limit, ...]:
    """Return the day that the register itself sets, as a limit."""
    due, received = day_in(complaint.row, "due"), complaint.received
    if due is None or received is None or due < received:
        return ()
    basis = Text("срок, назначенный в реестре", "the day set in the register")
    return (Limit((due - received).days, basis, russian=False),)


def _compared(
    folder: Folder, complaint: Complaint, received: date, until: date | None, limits: tuple[Limit, ...]
) -> Iterator[tuple[str, Told]]:
    end = until or folder.as_of
    evidence = tuple(letter.evidence for letter in (*complaint.claims, *complaint.answers, *complaint.holding))
    if end < received:
        yield (
            "answer",
            Told("unknown", Text("Ответ записан раньше жалобы.", "The answer is dated before the complaint.")),
        )
        return
    strict, loose = limits[0], limits[-1]
    if strict.until(received) < end <= loose.until(received):
        yield "answer", Told("unknown", _either(received, end, until, strict, loose), evidence)
        return
    limit = strict if end <= strict.until(received) else loose
    late = (end - limit.until(received)).days
    value = "late" if late > 0 else "in_time" if until else "not_due"
    told = _measured(received, end, until, limit)
    if _told_by_register(complaint) is None and _is_private_person(complaint):
        told = Text(f"{told.ru} {_BY_FORM.ru}", f"{told.en} {_BY_FORM.en}")
    if late > 0 and strict != loose:
        by_both = _either(received, end, until, strict, loose)
        told = Text(f"{by_both.ru} Опоздание в любом случае.", f"{by_both.en} It is late either way.")
    yield "answer", Told(value, told, (*evidence, *(limit.evidence if value == "late" else ())))
    yield "days_late", Told(f"{max(late, 0)}")


def _measured(received: date, end: date, until: date | None, limit: Limit) -> Text:
    """Return the numbers: received, answered, days taken, the limit and its last day."""
    days = days_of(received, end, working=limit.working, russian=limit.russian)
    last = limit.until(received)
    late = (end - last).days
    unit = ("рабочих дн.", "working days") if limit.working else ("дн.", "days")
    state_ru = f"ответ дан {day_ru(end)}" if until else f"на {day_ru(end)} ответа нет"
    state_en = f"answered on {end}" if until else f"not answered by {end}"
    more_ru = f" Опоздание: {late} дн." if late > 0 else ""
    more_en = f" Late by {late} days." if late > 0 else ""
    words = limit.words
    return Text(
        f"Получена {day_ru(received)}, {state_ru}: {days} {unit[0]} {words.ru}, последний день "
        f"{day_ru(last)}.{more_ru}",
        f"Received on {received}, {state_en}: {days} {unit[1]}. {words.en}, the last day was {last}.{more_en}",
    )


def _either(received: date, end: date, until: date | None, strict: Limit, loose: Limit) -> Text:
    days = (end - received).days
    state = ("ответ дан", "answered") if until else ("ответа нет", "not answered")
    return Text(
        f"Получена {day_ru(received)}, на {day_ru(end)} {state[0]}: {days} дн. Кто клиент, не сказано: для потребителя "
        f"последний день {day_ru(strict.until(received))}, для предпринимателя {day_ru(loose.until(received))}.",
        f"Received on {received}, by {end} {state[1]}: {days} days. It is not told who the client is: the last "
        f"day for a "
        f"consumer was {strict.until(received)}, for a business {loose.until(received)}.",
    )


def day_ru(day: date) -> str:
    """Return a day as Russians write it."""
    return f"{day:%d.%m.%Y}"


def _days_set(words: str, limits: tuple[Limit, ...]) -> str:
    """Return how a number of days, set in place of a date, stands to the limits."""
    found = re.search(r"\d{1,3}", words)
    if found is None:
        return "unreadable"
    days = int(found[0])
    if not limits or days <= limits[0].days:
        return "within"
    return "longer" if days > limits[-1].days else "unknown"


def due_fact(folder: Folder, complaint: Complaint) -> Told:
    """Return whether a day for the answer is set, and whether it is within the limit."""
    if complaint.row is None or not complaint.has("due"):
        return Told("not_asked")
    cell = complaint.row.cells["due"]
    if not cell.text:
        return Told("missing")
    due, received = day_in(complaint.row, "due"), complaint.received
    limits = limits_of(folder, complaint)
    if due is None:
        return Told(_days_set(cell.text, limits))
    if received is None or not limits or due <= limits[0].until(received):
        return Told("within")
    if due <= limits[-1].until(received):
        return Told("unknown", Text("Кто клиент, не сказано.", "It is not told who the client is."))
    words, last = limits[-1].words, limits[-1].until(received)
    return Told(
        "longer",
        Text(f"Назначено {day_ru(due)}. {words.ru}, последний день {day_ru(last)}.",
             f"The day set is {due}. {words.en}, the last day is {last}."),
        limits[-1].evidence,
    )  # fmt: skip
