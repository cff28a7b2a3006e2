"""The days that follow from a contract: its end, notices, payments, answers; and those nobody can compute yet.

A day is computed only from what the contract says itself: a date, or a period from its own date or signing.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from auditor.keyterms.lines import BY_ID, mentions_of
from auditor.model.fact import DocumentFacts, Mention, ValueFact
from auditor.model.key_terms import Date, OpenDate
from auditor.model.playbook import passage_at
from auditor.model.text import Text

_UNTIL = (
    "до ",
    "по ",
    "не позднее",
    "until",
    "through",
    "expire",
    "no later",
    "by ",
    "on or before",
    "окончани",
    "истека",
)
_FROM_SIGNING = (
    "даты подписания", "дня подписания", "момента подписания", "даты заключения", "дня заключения",
    "момента заключения", "вступает в силу", "вступления в силу", "даты договора", "настоящего договора",
    "effective date", "date of signing", "date of signature",
    "date hereof", "date of this agreement", "signing of this agreement", "execution of this agreement",
)  # fmt: skip
_OTHER_ANCHORS = (
    "акта", "счета", "счет", "invoice", "уведомлен", "заявк", "претензи", "certificate", "notice", "приложени",
    "доверенност", "statement of work",
)  # fmt: skip
"""Words that say that a period runs from another paper than the contract."""

_LASTS = (
    "срок действия", "срок договора", "срок настоящего", "действует", "действителен", "заключен", "сроком на",
    "вступает в силу", "term", "in force", "in effect", "effective", "remain", "continue", "commence", "begin",
)  # fmt: skip
"""Words before a period that is how long the contract lasts."""
_ENDS_OTHERWISE = (
    "расторг",
    "отказ",
    "продлева",
    "продлен",
    "пролонг",
    "terminat",
    "cancel",
    "renew",
    "extend",
    "notice",
)
"""Words of a sentence whose period is not the term of the contract."""

_TITLES = {
    "end": Text("Окончание срока договора", "End of the contract's term"),
    "renewal_notice": Text("Последний день отказа от продления", "Last day to refuse renewal"),
    "payment": Text("Платёж", "Payment"),
    "acceptance": Text("Приёмка", "Acceptance"),
    "claims": Text("Ответ на претензию", "Reply to a claim"),
}
_WRITTEN = Text("дата названа в договоре", "the contract names the date")
_COUNTED = Text("{period} с {start}", "{period} from {start}")
_BEFORE = Text("за {period} до {end}", "{period} before {end}")
_NO_START = Text(
    "отсчёт идёт от события, даты которого в договоре нет", "it runs from an event of which the contract has no date"
)
_NO_DATE = Text("в договоре не указана его дата", "the contract does not state its date")
_NO_END = Text("дата окончания договора неизвестна", "the end of the contract is not known")


@dataclass(frozen=True, slots=True)
class _Found:
    dates: list[Date]
    open_dates: list[OpenDate]


def dates_of(facts: DocumentFacts) -> tuple[list[Date], list[OpenDate]]:
    """Return the days that follow from a contract, in order, and the time limits of which no day can be computed."""
    found = _Found([], [])
    end = _end(facts, found)
    _notice(facts, end, found)
    told: set[int] = set()
    for code in ("payment", "acceptance", "claims"):
        for mention in mentions_of(BY_ID[code], facts):
            if mention.sentence not in told:
                told.add(mention.sentence)
                _limit(code, mention, facts, found)
    by_day = {(entry.day, entry.id, entry.passage.span): entry for entry in found.dates}
    return sorted(by_day.values(), key=lambda entry: (entry.day, entry.id)), found.open_dates


def _end(facts: DocumentFacts, found: _Found) -> date | None:
    """Return the end of the contract's term: the latest date named for it, or a period from the contract's date."""
    named = [
        (day, mention)
        for mention in mentions_of(BY_ID["term"], facts)
        for value in _values(mention, facts, "date")
        if (day := _day(value)) and _is_until(value, facts)
    ]
    if named:
        day, mention = max(named, key=lambda entry: entry[0])
        found.dates.append(_dated("end", day, _WRITTEN, mention, facts))
        return day
    for mention in mentions_of(BY_ID["term"], facts):
        value = next((v for v in _values(mention, facts, "period") if _is_term(v, mention, facts)), None)
        if value is None:
            continue
        start = _start(mention, facts)
        if start is None:
            found.open_dates.append(_open("end", _NO_DATE, mention, facts))
            return None
        day = _after(start, value)
        found.dates.append(_dated("end", day, _counted(value, start, facts), mention, facts))
        return day
    return None


def _is_term(value: ValueFact, mention: Mention, facts: DocumentFacts) -> bool:
    """Return whether a period is how long the contract lasts, by the words before it."""
    before = _lower(facts, (mention.span[0], value.span[0]))
    return any(word in before for word in _LASTS) and not any(word in before for word in _ENDS_OTHERWISE)


def _notice(facts: DocumentFacts, end: date | None, found: _Found) -> None:
    """Tell the last day on which the renewal can be refused."""
    for mention in mentions_of(BY_ID["renewal"], facts):
        for value in [value for value in _values(mention, facts, "period") if _is_notice(value, facts)][:1]:
            if end is None:
                found.open_dates.append(_open("renewal_notice", _NO_END, mention, facts))
                return
            period = _words(value, facts)
            why = _BEFORE.format(period=period, end=end.isoformat())
            found.dates.append(_dated("renewal_notice", _before(end, value), why, mention, facts))
            return


def _limit(code: str, mention: Mention, facts: DocumentFacts, found: _Found) -> None:
    """Tell the days of one passage: those it names, or a period from the contract's own date."""
    days = [day for value in _values(mention, facts, "date") if (day := _day(value))]
    found.dates.extend(_dated(code, day, _WRITTEN, mention, facts) for day in days)
    periods = [] if days else _values(mention, facts, "period")[:1]
    for value in periods:
        start = _start(mention, facts) if _runs_from_signing(mention, facts) else None
        if start:
            found.dates.append(_dated(code, _after(start, value), _counted(value, start, facts), mention, facts))
        else:
            found.open_dates.append(_open(code, _NO_START, mention, facts))


def _runs_from_signing(mention: Mention, facts: DocumentFacts) -> bool:
    sentence = _sentence(mention, facts)
    return any(words in sentence for words in _FROM_SIGNING) and not any(word in sentence for word in _OTHER_ANCHORS)


def _start(mention: Mention, facts: DocumentFacts) -> date | None:
    """Return the day from which the contract counts: one named in the sentence, or the contract's own."""
    named = [day for value in _values(mention, facts, "date") if (day := _day(value))]
    if named:
        return min(named)
    own = facts.profile.date
    return date.fromisoformat(own) if own else None


def _values(mention: Mention, facts: DocumentFacts, kind: str) -> list[ValueFact]:
    return [v for v in facts.values if v.kind == kind and v.sentence == mention.sentence and (v.unit or kind == "date")]


def _sentence(mention: Mention, facts: DocumentFacts) -> str:
    return _lower(facts, mention.span)


def _lower(facts: DocumentFacts, span: tuple[int, int]) -> str:
    return " ".join(facts.document.text[slice(*span)].lower().replace("ё", "е").split())


def _is_notice(value: ValueFact, facts: DocumentFacts) -> bool:
    """Return whether a period is one before the end: «за 30 дней до», "30 days before", "30 days' notice"."""
    text, (start, stop) = facts.document.text.lower(), value.span
    before, after = text[max(0, start - 25) : start], text[stop : stop + 30]
    return "за " in before or any(word in before + after for word in ("before", "prior", "notice", "least"))


def _is_until(value: ValueFact, facts: DocumentFacts) -> bool:
    before = facts.document.text[max(0, value.span[0] - 30) : value.span[0]].lower()
    return any(word in before for word in _UNTIL)


def _day(value: ValueFact) -> date | None:
    try:
        return date.fromisoformat(value.detail or "")
    except ValueError:
        return None


def _after(start: date, value: ValueFact) -> date:
    """Return the last day of a period that runs from a day; months end on the same day (ГК РФ, art. 192)."""
    return _moved(start, value, 1)


def _before(end: date, value: ValueFact) -> date:
    return _moved(end, value, -1)


def _moved(start: date, value: ValueFact, way: int) -> date:
    number = int(value.number or 0)
    months = {"month": 1, "quarter": 3, "year": 12}.get(value.unit or "")
    if months:
        return _months_from(start, way * number * months)
    if value.detail in {"working", "banking"} and value.unit == "day":
        return _working_days_from(start, number, way)
    days = {"day": 1, "week": 7}.get(value.unit or "", 0)
    return start + timedelta(days=way * number * days)


def _months_from(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _working_days_from(start: date, number: int, way: int) -> date:
    """Return a day so many weekdays on; holidays are not known here, and the card says so."""
    day = start
    while number > 0:
        day += timedelta(days=way)
        number -= day.weekday() < 5
    return day


def _counted(value: ValueFact, start: date, facts: DocumentFacts) -> Text:
    why = _COUNTED.format(period=_words(value, facts), start=start.isoformat())
    if value.detail in {"working", "banking"}:
        return Text(f"{why.ru}; праздники не учтены", f"{why.en}; public holidays are not counted")
    return why


def _words(value: ValueFact, facts: DocumentFacts) -> str:
    return " ".join(facts.document.text[slice(*value.span)].split())


def _dated(code: str, day: date, why: Text, mention: Mention, facts: DocumentFacts) -> Date:
    return Date(code, day.isoformat(), _TITLES[code], why, passage_at(facts, mention.span))


def _open(code: str, why: Text, mention: Mention, facts: DocumentFacts) -> OpenDate:
    return OpenDate(_TITLES[code], why, passage_at(facts, mention.span))
