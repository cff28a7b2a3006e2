"""What was agreed by word of mouth, followed to paper: confirmed, contradicted, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model.case import Told
from auditor.model.correspondence import LETTERS
from auditor.model.finding import Absence, Evidence, Nearest
from auditor.model.record import Saying
from auditor.model.text import Text
from auditor.portfolio.cases.events import Event, Events, days_between, quoted, stems_in, working_days_between

_AGREED = ("verbal-agreement", "agreement-unwritten")
_WRITTEN = frozenset({"letter", "amendment", "act", "annex"})
_BEFORE, _AFTER = 1, 120
"""Days around a conversation in which its confirmation is looked for."""
_SOON = 3
"""Days within which a letter that says «подтверждаю» needs little else in common with the conversation."""
_MINUTES = ("протокол", "minutes", "meeting note")
_SHARED_AMOUNT, _SHARED_DAY, _SHARED_WORD = 2.0, 1.5, 0.5
_ENOUGH = {"amendment": 1.0, "annex": 2.0, "act": 2.5, "letter": 2.5}
"""How much a paper must have in common with a conversation to confirm it without saying that it does."""
_LITTLE, _WITH_WORDS = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class _Found:
    event: Event
    weight: float
    sayings: tuple[Saying, ...]


def is_agreement(event: Event) -> bool:
    """Return whether something was agreed by word of mouth: terms, or a promise that costs money."""
    if event.kind == "letter":
        return bool(event.ours) and _repeats_a_talk(event)
    if event.kind == "message":
        says_yes = event.has("consent") and len(event.text.split()) <= _SHORT_YES
        return event.has("verbal-agreement") and (event.ours is not False or says_yes)
    if event.kind not in {"entry", "note"} or is_minutes(event):
        return False
    return event.has(*_AGREED) or bool(_costly_promises(event)) or bool(_decisions(event))


_SHORT_YES = 4
"""Words of a message up to which a client's «договорились» says yes to ours and claims nothing of its own."""


def _repeats_a_talk(event: Event) -> bool:
    return event.has("written-confirmation") and any(
        saying.amounts or saying.dates for saying in event.told("written-confirmation")
    )


def _costly_promises(event: Event) -> tuple[Saying, ...]:
    """Return the promises that cost money; one that stands in a column of its own is a promise and no terms."""
    if event.record is not None and event.record.text("promise"):
        return ()
    return tuple(saying for saying in event.told("promise") if _costs(saying))


def _costs(saying: Saying) -> bool:
    return any(amount == "1/2" or amount.endswith(("%", "RUB", "USD", "EUR")) for amount in saying.amounts)


def is_minutes(event: Event) -> bool:
    """Return whether a note is the minutes of a meeting, which both sides' signatures make a written form.

    Minutes with empty lines for the signatures are a note like any other.
    """
    return _is_called_minutes(event) and not _is_unsigned(event)


def _is_called_minutes(event: Event) -> bool:
    opening = (event.result.paper.title or event.result.paper.opening[:80]).lower() if event.result.paper else ""
    return event.kind == "note" and opening.lstrip().startswith(_MINUTES)


def _is_unsigned(event: Event) -> bool:
    return event.record is not None and _EMPTY_SIGNATURE.search(event.record.text("text")) is not None


def _decisions(event: Event) -> tuple[Saying, ...]:
    """Return what unsigned minutes decide, line by line, where no words of an agreement tell it."""
    if not _is_called_minutes(event) or event.record is None:
        return ()
    text = event.record.text("text")
    found = [(match.start("line"), match["line"]) for match in _DECISION.finditer(text)]
    return tuple(Saying("verbal-agreement", line, (at, at + len(line))) for at, line in found)


_EMPTY_SIGNATURE = re.compile(r"(?i)(?:подпис|signature|signed)[^\n]{0,60}_{3,}|_{5,}\s*(?:/|\(|$)")
_DECISION = re.compile(r"(?m)^\s*(?P<line>\d{1,2}[.)]\s+\S.{9,})$")


def agreement_facts(event: Event, events: Events) -> Iterator[tuple[str, Told]]:
    """Yield whether an event holds an agreement and what became of it."""
    if not is_agreement(event):
        yield "agreement", Told("no")
        return
    sayings = _what_was_agreed(event)
    yield "agreement", Told("yes", evidence=quoted(event, sayings))
    if event.kind == "letter":
        confirmed, against = None, _talk_before(event, events)
    else:
        confirmed, against = _followed(event, sayings, events)
    if against is not None:
        yield "confirmation", _contradicted(sayings, against)
        return
    if event.kind == "letter":
        yield "confirmation", Told("confirmed", _ITSELF)
        yield "confirmed_by", Told("letter")
        yield "confirmation_days", Told("0")
        return
    confirmed = confirmed or _attached(event, events)
    if confirmed is not None:
        yield from _confirmed(event, confirmed)
        return
    yield "confirmation", _not_confirmed(event, sayings, events)


_ITSELF = Text("Это письмо само подтверждает разговор.", "This letter itself confirms the conversation.")


def _answered_by(event: Event, events: Events) -> Evidence | None:
    """Return the other side's message to which this one only says yes: without it nobody sees what was agreed."""
    if event.kind != "message":
        return None
    before = [
        other
        for other in events.with_client(event)
        if other.result is event.result
        and other.ours is (event.ours is False)
        and other.day == event.day
        and other.moment < event.moment
    ]
    return before[-1].evidence if before else None


def _what_was_agreed(event: Event) -> tuple[Saying, ...]:
    told = event.told(*_AGREED)
    if event.kind == "letter":
        return event.told("written-confirmation")
    return told or _costly_promises(event) or _decisions(event)


def _talk_before(event: Event, events: Events) -> _Found | None:
    """Return the talk that a letter confirms in other words than it was recorded in; None where they agree."""
    for other in events.with_client(event):
        if other.kind not in {"entry", "note"} or not other.day or not event.day or not is_agreement(other):
            continue
        said = _what_was_agreed(other)
        if 0 <= days_between(other.day, event.day) <= _SOON:
            found = _compared(other, said, event)
            if found is not None and found.weight < 0:
                return _Found(other, found.weight, said)
    return None


def _attached(event: Event, events: Events) -> _Found | None:
    """Return the paper that a record names as its file, where it says that the agreement was put in writing."""
    written = event.told("put-in-writing")
    if event.record is None or not written or not event.day:
        return None
    for name in _BETWEEN_FILES.split(event.record.text("attachment")):
        result = events.folder.file_named(name.strip())
        paper = result.paper if result is not None else None
        if result is None or paper is None:
            continue
        kind = paper.kind if paper.kind in _WRITTEN else "letter" if result.input.media_type in LETTERS else "amendment"
        later = [day for saying in written for day in saying.dates if day >= event.day]
        quote = paper.title or paper.opening[:120]
        evidence = Evidence(result.input.path, quote) if quote else None
        paper_event = Event(
            result, kind, min(later, default=event.day), None, event.client, (), quote, evidence=evidence
        )
        return _Found(paper_event, _ENOUGH["amendment"], ())
    return None


_BETWEEN_FILES = re.compile(r"[;,\n]")


def _followed(event: Event, sayings: tuple[Saying, ...], events: Events) -> tuple[_Found | None, _Found | None]:
    """Return the earliest paper that confirms an agreement, and the first that says otherwise."""
    confirmed: _Found | None = None
    against: _Found | None = None
    for other in events.with_client(event):
        if not event.day or not other.day or (other.result is event.result and other.kind == "entry"):
            continue
        if not -_BEFORE <= days_between(event.day, other.day) <= _AFTER:
            continue
        found = _compared(event, sayings, other)
        if found is None:
            continue
        if found.weight < 0:
            against = against or found
        elif confirmed is None:
            confirmed = found
    return confirmed, against


def _compared(event: Event, sayings: tuple[Saying, ...], other: Event) -> _Found | None:
    """Return a paper with how much it has in common; a negative weight where it says otherwise; None where nothing."""
    if other.kind == "note" and is_minutes(other):
        return (
            _Found(other, _ENOUGH["amendment"], other.says[:2])
            if abs(days_between(event.day, other.day)) <= 1
            else None
        )
    if (
        other.kind not in _WRITTEN
        or other.has("not-fulfilled")
        or (other.kind == "letter" and other.ours is False and not other.has("written-confirmation"))
    ):
        return None
    amounts = {amount for saying in sayings for amount in saying.amounts}
    days = {day for saying in sayings for day in saying.dates}
    stems = stems_in(" ".join(saying.quote for saying in sayings)) | (event.stems if len(sayings) <= 1 else frozenset())
    own = stems - (event.client.keys if event.client else set())
    shared = own & other.stems
    theirs = {amount for saying in other.says for amount in saying.amounts}
    weight = _SHARED_AMOUNT * len(amounts & theirs) + _SHARED_WORD * len(shared)
    weight += _SHARED_DAY * len(days & {other.day, *(day for saying in other.says for day in saying.dates)})
    differing = (
        _differing(sayings, other, own)
        or _other_day(event, sayings, other, own)
        or _other_count(event, sayings, other, own)
    )
    if differing is not None and other.kind in {"amendment", "letter"} and other.day >= event.day:
        return _Found(other, -1.0, (differing,))
    told = other.told("written-confirmation")
    if told and (weight >= _WITH_WORDS or (weight >= _LITTLE and days_between(event.day, other.day) <= _SOON)):
        return _Found(other, weight, told)
    if weight >= _ENOUGH[other.kind] and (amounts & theirs or not amounts or other.kind == "letter"):
        return _Found(other, weight, other.says[:2])
    return None


def _other_day(event: Event, sayings: tuple[Saying, ...], other: Event, stems: frozenset[str]) -> Saying | None:
    """Return the sentence in which a letter confirms another day than the one that was agreed; None without one."""
    if other.kind != "letter" or not 0 <= days_between(event.day, other.day) <= _SOON:
        return None
    mine = {day for saying in sayings for day in saying.dates if day > other.day}
    theirs = {day for saying in other.says for day in saying.dates}
    former = mine & theirs if any(_INSTEAD.search(saying.quote) for saying in sayings) else set()
    mine -= former
    if len(mine) != 1 or mine & theirs:
        return None
    for told in other.told("written-confirmation"):
        if any(day > other.day and day not in former for day in told.dates) and stems_in(told.quote) & stems:
            return told
    return None


def _other_count(event: Event, sayings: tuple[Saying, ...], other: Event, stems: frozenset[str]) -> Saying | None:
    """Return the sentence in which a letter confirms another number of the same things: 30 hours for 40."""
    if other.kind != "letter" or not 0 <= days_between(event.day, other.day) <= _SOON:
        return None
    mine = _counts(sayings)
    everywhere = {amount for saying in other.says for amount in saying.amounts}
    for told in other.told("written-confirmation"):
        theirs = _counts((told,))
        differ = any(
            len(mine[unit]) == len(theirs[unit]) == 1 and not {f"{number} {unit}" for number in mine[unit]} & everywhere
            for unit in mine.keys() & theirs.keys()
        )
        if differ and len(stems_in(told.quote) & stems) >= _SAME_THING:
            return told
    return None


_SAME_THING = 2
"""Telling words that two sentences share from which their numbers are of the same things."""


def _counts(sayings: tuple[Saying, ...]) -> dict[str, set[str]]:
    """Return the numbers of things and hours that sentences name, by what is counted; money is compared elsewhere."""
    counts: dict[str, set[str]] = {}
    for saying in sayings:
        for amount in saying.amounts:
            number, _, unit = amount.partition(" ")
            if unit and unit not in {"%", "RUB", "USD", "EUR"}:
                counts.setdefault(unit, set()).add(number)
    return counts


_INSTEAD = re.compile(r"\bвместо\b|\binstead of\b|\brather than\b", re.IGNORECASE)
"""Words before the day that is given up: both the talk and the letter may name it."""


def _differing(sayings: tuple[Saying, ...], other: Event, stems: frozenset[str]) -> Saying | None:
    """Return the sentence of a paper that gives another amount for the same thing; None where there is none."""
    for saying in sayings:
        for unit in ("%", "RUB", "USD", "EUR"):
            mine = {amount for amount in saying.amounts if amount.endswith(f" {unit}")}
            if not mine:
                continue
            near = [told for told in other.says if len(stems_in(told.quote) & stems) >= 1]
            theirs = {amount for told in near for amount in told.amounts if amount.endswith(f" {unit}")}
            everywhere = {amount for told in other.says for amount in told.amounts}
            if theirs and not mine & everywhere and not _follows(mine, everywhere):
                return next(told for told in near if set(told.amounts) & theirs)
    return None


def _follows(mine: set[str], theirs: set[str]) -> bool:
    """Return whether a paper gives the same number in another unit: five thousand roubles for 5 000."""
    numbers = {amount.partition(" ")[0] for amount in mine}
    return any(amount.partition(" ")[0] in numbers for amount in theirs)


_BY = {
    "letter": Text("письмом", "by a letter"), "amendment": Text("дополнительным соглашением", "by an amendment"),
    "act": Text("актом", "by an act"), "annex": Text("приложением", "by an annex"),
    "note": Text("протоколом", "by minutes"),
}  # fmt: skip


def _confirmed(event: Event, found: _Found) -> Iterator[tuple[str, Told]]:
    by, other = _BY[found.event.kind], found.event
    message = Text(f"Подтверждено {by.ru} от {other.day}.", f"Confirmed {by.en} of {other.day}.")
    evidence = quoted(other, found.sayings) or ((other.evidence,) if other.evidence else ())
    yield "confirmation", Told("confirmed", message, evidence)
    yield "confirmed_by", Told("minutes" if other.kind == "note" else other.kind)
    yield "confirmation_days", Told(str(max(0, working_days_between(event.day, other.day))))


def _contradicted(sayings: tuple[Saying, ...], found: _Found) -> Told:
    mine = _amounts(sayings)
    theirs = _amounts(found.sayings)
    message = Text(
        f"Устно: {mine}; в документе от {found.event.day}: {theirs}.",
        f"By word of mouth: {mine}; the paper of {found.event.day} says {theirs}.",
    )
    return Told("contradicted", message, quoted(found.event, found.sayings))


def _amounts(sayings: tuple[Saying, ...]) -> str:
    amounts = dict.fromkeys(amount for saying in sayings for amount in saying.amounts)
    days = dict.fromkeys(day for saying in sayings for day in saying.dates)
    return ", ".join([*amounts, *days]) or "—"


def _not_confirmed(event: Event, sayings: tuple[Saying, ...], events: Events) -> Told:
    if not event.day:
        return Told("unknown", Text("У записи нет даты, сверить не с чем.", "The record has no date to compare by."))
    if event.client is None:
        return Told(
            "unknown", Text("Не удалось узнать, о каком клиенте речь.", "Which client it is about could not be told.")
        )
    if working_days_between(event.day, events.folder.as_of.isoformat()) <= 1:
        return Told("not_yet", Text("Срок подтверждения ещё не прошёл.", "The time to confirm has not passed."))
    papers = [other for other in events.with_client(event) if other.kind in _WRITTEN and other.day >= event.day]
    absence = Absence(
        pages_read=None, pages_unread=(), searched_for=(_SOUGHT,),
        nearest=tuple(_nearest(other) for other in papers[:3]),
        paragraphs_read=len(papers),
    )  # fmt: skip
    if event.kind == "message" or _in_a_chat(event, sayings, events):
        asked = _answered_by(event, events)
        return Told("informal", _IN_A_CHAT, (asked,) if asked else (), absence)
    agreed = {saying.span for saying in sayings}
    said = any(saying.span not in agreed for saying in event.told("written-confirmation")) or event.has(
        "put-in-writing"
    )
    if said and not event.has("agreement-unwritten") and event.kind == "entry":
        return Told("informal", _SAID_TO_BE, absence=absence)
    message = Text(
        f"После {event.day} писем, соглашений и актов этого клиента: {len(papers)}; подтверждения среди них нет.",
        f"After {event.day} the client's letters, amendments and acts number {len(papers)}; none confirms it.",
    )
    return Told("missing", message, absence=absence)


def _in_a_chat(event: Event, sayings: tuple[Saying, ...], events: Events) -> bool:
    """Return whether the client's chat of those days says the same, or agrees to it."""
    told = {mark for saying in sayings for mark in (*saying.amounts, *saying.dates)}
    return any(
        other.kind == "message"
        and other.day
        and abs(days_between(event.day, other.day)) <= _BEFORE
        and (
            other.has("consent") or told & {mark for saying in other.says for mark in (*saying.amounts, *saying.dates)}
        )
        for other in events.with_client(event)
    )


_SOUGHT = Text(
    "письмо, протокол, акт или соглашение с тем же содержанием",
    "a letter, minutes, an act or an amendment that says the same",
)
_IN_A_CHAT = Text(
    "Повторено только в мессенджере; письма, протокола или соглашения нет.",
    "It is repeated in a messenger only; there is no letter, minutes or amendment.",
)
_SAID_TO_BE = Text(
    "Запись говорит о подтверждении, но в папке его нет.",
    "The record speaks of a confirmation, but the folder does not hold it.",
)


def _nearest(other: Event) -> Nearest:
    quote = other.evidence.quote[:200] if isinstance(other.evidence, Evidence) else ""
    return Nearest(quote, Text(f"{other.day}: о другом.", f"{other.day}: about something else."))
