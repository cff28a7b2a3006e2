"""What a difference means: numbers, duties, rights, exceptions; and for whom it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.comparison import wordings as words
from auditor.comparison.differences import Step
from auditor.comparison.passages import Passage, Reading, Token
from auditor.comparison.standing import bearer_of, for_us, payer_of
from auditor.facts.words import is_finite_verb
from auditor.model.comparison import Direction, Shift, Side
from auditor.model.fact import ValueFact
from auditor.model.text import Text

_DAYS = {"minute": Decimal(1) / 1440, "hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7),
         "month": Decimal(30), "quarter": Decimal(91), "year": Decimal(365)}  # fmt: skip
"""Days of each unit of time, near enough to tell which of two periods is longer."""
_WORKING = Decimal("1.4")
"""Calendar days of a working day."""
_MANY_WORDS = 4
"""Words of a difference from which on it is looked at as a statement of its own."""

_NOTES = {
    "deadline": Text("Срок: было «{old}», стало «{new}».", 'The time limit was "{old}" and is now "{new}".'),
    "notice": Text("Срок предупреждения: было «{old}», стало «{new}».", 'The notice was "{old}" and is now "{new}".'),
    "warranty": Text("Гарантийный срок: было «{old}», стало «{new}».", 'The warranty was "{old}" and is now "{new}".'),
    "period": Text("Период: было «{old}», стало «{new}».", 'The period was "{old}" and is now "{new}".'),
    "penalty": Text("Неустойка: было «{old}», стало «{new}».", 'The penalty was "{old}" and is now "{new}".'),
    "cap": Text("Предел ответственности: было «{old}», стало «{new}».", 'The cap was "{old}" and is now "{new}".'),
    "price": Text("Цена: было «{old}», стало «{new}».", 'The price was "{old}" and is now "{new}".'),
    "advance": Text("Аванс: было «{old}», стало «{new}».", 'The advance was "{old}" and is now "{new}".'),
    "discount": Text("Скидка: было «{old}», стало «{new}».", 'The discount was "{old}" and is now "{new}".'),
    "retention": Text("Удержание: было «{old}», стало «{new}».", 'The retention was "{old}" and is now "{new}".'),
    "number": Text("Число: было «{old}», стало «{new}».", 'The number was "{old}" and is now "{new}".'),
    "date": Text("Дата: было «{old}», стало «{new}».", 'The date was "{old}" and is now "{new}".'),
    "value_dropped": Text("Исчезло «{old}».", '"{old}" is gone.'),
    "value_added": Text("Появилось «{new}».", '"{new}" is new.'),
    "details": Text("Реквизиты: было «{old}», стало «{new}».", 'The details were "{old}" and are now "{new}".'),
    "duty_to_right": Text("Обязанность стала правом: «{old}» → «{new}».", 'A duty became a right: "{old}" → "{new}".'),
    "right_to_duty": Text("Право стало обязанностью: «{old}» → «{new}».", 'A right became a duty: "{old}" → "{new}".'),
    "duty_softened": Text("Обязанность смягчена: «{new}».", 'A duty was softened: "{new}".'),
    "duty_hardened": Text("Смягчение обязанности убрано: «{old}».", 'What softened a duty is gone: "{old}".'),
    "denied": Text("Появилось отрицание: «{new}».", 'Something is now denied: "{new}".'),
    "no_longer_denied": Text("Отрицание убрано: «{old}».", 'Something is no longer denied: "{old}".'),
    "exception_added": Text(
        "Появилось исключение или условие: «{new}».",
        'An exception or a condition is new: "{new}".',
    ),
    "exception_dropped": Text(
        "Исключение или условие убрано: «{old}».",
        'An exception or a condition is gone: "{old}".',
    ),
    "narrowed": Text("Объём сужен: «{old}» → «{new}».", 'The scope is narrower: "{old}" → "{new}".'),
    "widened": Text("Объём расширен: «{old}» → «{new}».", 'The scope is wider: "{old}" → "{new}".'),
    "consent_dropped": Text("Согласие больше не требуется: «{old}».", 'Consent is no longer needed: "{old}".'),
    "consent_added": Text("Теперь требуется согласие: «{new}».", 'Consent is now needed: "{new}".'),
    "cap_added": Text("Появился предел ответственности: «{new}».", 'Liability is now limited: "{new}".'),
    "cap_dropped": Text("Предел ответственности убран: «{old}».", 'Liability is no longer limited: "{old}".'),
    "one_sided": Text("Было для обеих сторон, стало для одной: «{new}».", 'It was for both and is for one: "{new}".'),
    "mutual": Text("Было для одной стороны, стало для обеих: «{new}».", 'It was for one and is for both: "{new}".'),
    "topic_lost": Text("В договоре больше не сказано: {topic}.", "The contract no longer says: {topic}."),
    "topic_gained": Text("В договоре теперь сказано: {topic}.", "The contract now says: {topic}."),
    "party_swapped": Text(
        "Сторона заменена: «{old}» → «{new}».",
        'One party was put for the other: "{old}" → "{new}".',
    ),
    "words_dropped": Text("Положение убрано: «{old}».", 'A provision is gone: "{old}".'),
    "words_added": Text("Положение добавлено: «{new}».", 'A provision is new: "{new}".'),
    "reference_stale": Text(
        "Пункты перенумерованы, а ссылка осталась прежней: «{new}».",
        'The clauses were renumbered and the reference was not: "{new}".',
    ),
    "contradiction": Text(
        "Число цифрами и прописью расходится: было «{old}», стало «{new}».",
        'Figures and words do not agree: it was "{old}" and is now "{new}".',
    ),
    "reference": Text(
        "Ссылка ведёт на другой пункт: «{old}» → «{new}».",
        'A reference leads elsewhere: "{old}" → "{new}".',
    ),
}  # fmt: skip
_ALONE: dict[tuple[str, Side], Text] = {
    ("dropped_duty", "provider"): Text("Убрана обязанность исполнителя.", "A duty of the provider is gone."),
    ("dropped_duty", "client"): Text("Убрана обязанность заказчика.", "A duty of the client is gone."),
    ("dropped_right", "provider"): Text("Убрано право исполнителя.", "A right of the provider is gone."),
    ("dropped_right", "client"): Text("Убрано право заказчика.", "A right of the client is gone."),
    ("added_duty", "provider"): Text("Новая обязанность исполнителя.", "A duty of the provider is new."),
    ("added_duty", "client"): Text("Новая обязанность заказчика.", "A duty of the client is new."),
    ("added_right", "provider"): Text("Новое право исполнителя.", "A right of the provider is new."),
    ("added_right", "client"): Text("Новое право заказчика.", "A right of the client is new."),
}
"""What a clause was or is that only one of the texts has. What a side may not do counts as its duty."""
_LONGEST = 160
"""Characters of a difference that a note repeats."""


@dataclass(frozen=True)
class Judge:
    """Tells what the differences between two readings mean for a side."""

    old: Reading
    new: Reading
    side: Side | None

    def shifts(self, steps: Sequence[Step]) -> tuple[Shift, ...]:
        """Return every difference of substance, each once."""
        found = [shift for step in steps if not step.same for shift in self._of(step)]
        return tuple(dict.fromkeys(found))

    def topics(self, old: Passage, new: Passage, titles: Mapping[str, Text]) -> tuple[Shift, ...]:
        """Return what a clause said and no clause of the newer text says any more, and the reverse."""
        lost = old.topics - self.new.facts.mentions.keys()
        gained = new.topics - self.old.facts.mentions.keys()
        return tuple(
            Shift(kind, Direction.UNCLEAR, _topic_note(kind, titles[topic]))
            for kind, topics in (("topic_lost", lost), ("topic_gained", gained))
            for topic in sorted(topics)
            if topic in titles and not topic.startswith(_LOOSE)
        )

    def alone(self, passage: Passage, *, is_old: bool) -> tuple[Shift, ...]:
        """Return for whom a clause is that only one of the texts has; nothing where it cannot be told."""
        reading = self.old if is_old else self.new
        shifts = []
        for sentence in _sentences(passage.tokens, reading):
            bearer, good = _stance(sentence)
            if bearer is not None:
                kind = f"{'dropped' if is_old else 'added'}_{'right' if good else 'duty'}"
                direction = for_us(self.side, bearer, good_for_bearer=good is not is_old)
                shifts.append(Shift(kind, direction, _ALONE[kind, bearer]))
        return tuple(dict.fromkeys(shifts))

    def _of(self, step: Step) -> Iterator[Shift]:
        if step.is_filled:
            yield from self._filled(step)
            return
        scene = self._scene(step)
        yield from self._values(step, scene)
        yield from self._words(step, scene)

    def _filled(self, step: Step) -> Iterator[Shift]:
        """Yield what is written in a blank and changes the clause about it: an exception, a right."""
        if len(step.new) > _MANY_WORDS:
            for kind, phrases in (("exception_added", words.EXCEPTION), ("words_added", words.RIGHT)):
                if any(words.found_in(step.new, phrases)):
                    yield _shift(kind, Direction.UNCLEAR, "", _text(step.new, self.new))

    def _scene(self, step: Step) -> _Scene:
        """Return the sentences about a difference, of both texts where both have one."""
        old = self.old.sentence_of(step.old[0]) if step.old else ()
        new = self.new.sentence_of(step.new[0]) if step.new else ()
        return _Scene(step, old, new, self.side, _text(step.old, self.old), _text(step.new, self.new))

    def _values(self, step: Step, scene: _Scene) -> Iterator[Shift]:
        old, new = _by_kind(step.old), _by_kind(step.new)
        for kind in {**old, **new}:
            before, after = list(old.get(kind, [])), list(new.get(kind, []))
            _strike_out(before, after)
            for was, now in zip(before, after, strict=False):
                yield self._moved(was, now, scene)
            for was in before[len(after) :]:
                direction = self._without(was, scene.old_sentence, is_gone=True)
                yield _shift("value_dropped", direction, _text((was,), self.old), "")
            for now in after[len(before) :]:
                direction = self._without(now, scene.new_sentence, is_gone=False)
                yield _shift("value_added", direction, "", _text((now,), self.new))

    def _without(self, token: Token, sentence: Sequence[Token], *, is_gone: bool) -> Direction:
        """Return for whom it is that a number is gone, or is new: no cap is bad for whom it protected."""
        if token.value is None:
            return Direction.UNCLEAR
        if words.has(sentence, words.CAP) and words.has(sentence, words.LIABILITY):
            return for_us(self.side, _liable(sentence), good_for_bearer=not is_gone)
        kind, bearer, _ = _meaning(token.value, sentence)
        if kind not in {"penalty", "deadline", "warranty", "notice"}:
            return Direction.UNCLEAR
        return for_us(self.side, bearer, good_for_bearer=is_gone)

    def _moved(self, was: Token, now: Token, scene: _Scene) -> Shift:
        words_of_both = _text((was,), self.old), _text((now,), self.new)
        if was.key[0] == "ref":
            kind = "reference_stale" if was.key == now.key else "reference"
            return _shift(kind, Direction.UNCLEAR, *words_of_both)
        if was.value is None or now.value is None or was.value.kind not in _MEASURED:
            kind = "date" if was.key[0] == "date" else "details"
            return _shift(kind, Direction.UNCLEAR, *words_of_both)
        if was.key[:4] == now.key[:4]:
            return _shift("contradiction", Direction.UNCLEAR, *words_of_both)
        kind, bearer, good = _meaning(was.value, scene.around)
        before, after = _size(was.value), _size(now.value)
        if (
            before is None
            or after is None
            or before == after
            or (was.value.unit != now.value.unit and was.value.kind != "period")
        ):
            return _shift(kind, Direction.UNCLEAR, *words_of_both)
        rose = after > before
        direction = Direction.UNCLEAR if good is None else for_us(self.side, bearer, good_for_bearer=good is rose)
        return _shift(kind, direction, *words_of_both)

    def _words(self, step: Step, scene: _Scene) -> Iterator[Shift]:
        told = [shift for check in _CHECKS for shift in check(scene)]
        if any(
            shift.kind.startswith("exception") for shift in told
        ):  # «за исключением упущенной выгоды» narrows nothing
            told = [shift for shift in told if shift.kind not in {"narrowed", "widened"}]
        yield from told
        if not told:
            yield from self._statements(step, scene)

    def _statements(self, step: Step, scene: _Scene) -> Iterator[Shift]:
        """Yield what was put in or left out as a statement of its own."""
        if len(step.old) >= _MANY_WORDS and len(step.new) * 3 < len(step.old):
            span = (step.old[0].span[0], step.old[-1].span[1])
            if self.old.topics_in(span) or scene.old_modal(words.DUTY) or scene.old_modal(words.RIGHT):
                yield self._statement(step.old, self.old, is_old=True)
        elif len(step.new) >= _MANY_WORDS and len(step.old) * 3 < len(step.new):
            span = (step.new[0].span[0], step.new[-1].span[1])
            if self.new.topics_in(span) or scene.new_modal(words.DUTY) or scene.new_modal(words.RIGHT):
                yield self._statement(step.new, self.new, is_old=False)

    def _statement(self, tokens: Sequence[Token], reading: Reading, *, is_old: bool) -> Shift:
        bearer, good = _stance(tokens)
        kind = "words_dropped" if is_old else "words_added"
        direction = Direction.UNCLEAR
        if bearer is not None:
            direction = for_us(self.side, bearer, good_for_bearer=good is not is_old)
        text = _text(tokens, reading)
        return _shift(kind, direction, text, text)


@dataclass(frozen=True, slots=True)
class _Scene:
    """A difference with the sentences it stands in."""

    step: Step
    old_sentence: tuple[Token, ...]
    new_sentence: tuple[Token, ...]
    side: Side | None
    old: str
    new: str

    @property
    def around(self) -> tuple[Token, ...]:
        """Return the sentence of the older text, or of the newer where words were put in."""
        return self.old_sentence or self.new_sentence

    @property
    def bearer(self) -> Side | None:
        """Return whom the sentence lays something on, where both texts agree on it."""
        found = {bearer_of(sentence) for sentence in (self.old_sentence, self.new_sentence) if sentence}
        return next(iter(found)) if len(found) == 1 else None

    def old_modal(self, phrases: words.Phrases) -> bool:
        """Return whether one of some phrases stands in the words that went."""
        return any(words.found_in(self.step.old, phrases))

    def new_modal(self, phrases: words.Phrases) -> bool:
        """Return whether one of some phrases stands in the words that came."""
        return any(words.found_in(self.step.new, phrases))

    def shift(self, kind: str, *, good_for_bearer: bool) -> Shift:
        """Return a difference that is good or bad for whom the sentence lays something on."""
        return _shift(kind, for_us(self.side, self.bearer, good_for_bearer=good_for_bearer), self.old, self.new)


def _modality(scene: _Scene) -> Iterator[Shift]:
    """Yield a duty that became a right, or the reverse."""
    old_duty, new_duty = scene.old_modal(words.DUTY), scene.new_modal(words.DUTY)
    old_right, new_right = scene.old_modal(words.RIGHT), scene.new_modal(words.RIGHT)
    acted = any(is_finite_verb(token.form) for token in scene.step.old)
    if new_right and not old_right and (old_duty or acted):
        yield scene.shift("duty_to_right", good_for_bearer=True)
    elif old_right and not new_right and (new_duty or any(is_finite_verb(t.form) for t in scene.step.new)):
        yield scene.shift("right_to_duty", good_for_bearer=False)


def _efforts(scene: _Scene) -> Iterator[Shift]:
    old, new = scene.old_modal(words.EFFORTS), scene.new_modal(words.EFFORTS)
    if new and not old:
        yield scene.shift("duty_softened", good_for_bearer=True)
    elif old and not new:
        yield scene.shift("duty_hardened", good_for_bearer=False)


def _exceptions(scene: _Scene) -> Iterator[Shift]:
    """Yield an exception: it is good for whom a duty binds and bad for whom a right belongs to."""
    old, new = scene.old_modal(words.EXCEPTION), scene.new_modal(words.EXCEPTION)
    is_right = any(words.found_in(scene.around, words.RIGHT))
    if new and not old:
        yield scene.shift("exception_added", good_for_bearer=not is_right)
    elif old and not new:
        yield scene.shift("exception_dropped", good_for_bearer=is_right)


def _denial(scene: _Scene) -> Iterator[Shift]:
    """Yield «не» that came or went; with a party and a duty it can be told for whom."""
    old, new = words.denials(scene.step.old), words.denials(scene.step.new)
    if new > old:
        is_right = any(words.found_in(scene.around, words.RIGHT))
        yield scene.shift("denied", good_for_bearer=not is_right)
    elif old > new:
        is_right = any(words.found_in(scene.new_sentence or scene.around, words.RIGHT))
        yield scene.shift("no_longer_denied", good_for_bearer=is_right)


def _scope(scene: _Scene) -> Iterator[Shift]:
    """Yield damages, breaches or duties of a narrower or a wider scope."""
    narrower = (scene.new_modal(words.LIMITED), scene.old_modal(words.WIDE))
    wider = (scene.old_modal(words.LIMITED), scene.new_modal(words.WIDE))
    if any(narrower) and not any(wider):
        yield scene.shift("narrowed", good_for_bearer=not words.has(scene.around, words.CLAIMS))
    elif any(wider) and not any(narrower):
        yield scene.shift("widened", good_for_bearer=words.has(scene.around, words.CLAIMS))


def _consent(scene: _Scene) -> Iterator[Shift]:
    old, new = scene.old_modal(words.CONSENT), scene.new_modal(words.CONSENT)
    if old and not new:
        yield scene.shift("consent_dropped", good_for_bearer=True)
    elif new and not old:
        yield scene.shift("consent_added", good_for_bearer=False)


def _parties(scene: _Scene) -> Iterator[Shift]:
    """Yield one party put in the place of the other."""
    old = [token for token in scene.step.old if len(token.sides) == 1]
    new = [token for token in scene.step.new if len(token.sides) == 1]
    if len(old) == len(new) == 1 and old[0].sides != new[0].sides:
        before, after = bearer_of(scene.old_sentence), bearer_of(scene.new_sentence)
        direction = Direction.UNCLEAR
        if before and after and before != after:
            is_right = any(words.found_in(scene.new_sentence, words.RIGHT))
            direction = for_us(scene.side, after, good_for_bearer=is_right)
        yield _shift("party_swapped", direction, scene.old, scene.new)


def _cap(scene: _Scene) -> Iterator[Shift]:
    """Yield a limit of liability that came or went; it is good for whom it protects."""
    around = (*scene.old_sentence, *scene.new_sentence)
    old, new = scene.old_modal(words.CAPPED), scene.new_modal(words.CAPPED)
    if old != new and words.has(around, words.LIABILITY):
        liable = _liable(scene.new_sentence if new else scene.old_sentence)
        direction = for_us(scene.side, liable, good_for_bearer=new)
        yield _shift("cap_added" if new else "cap_dropped", direction, scene.old, scene.new)


def _one_sided(scene: _Scene) -> Iterator[Shift]:
    """Yield what was for both parties and is for one of them, or the reverse."""
    for both, one, sentence, kind in (
        (scene.step.old, scene.step.new, scene.new_sentence, "one_sided"),
        (scene.step.new, scene.step.old, scene.old_sentence, "mutual"),
    ):
        named = [token for token in one if len(token.sides) == 1]
        if len(named) == 1 and any(words.found_in(both, words.BOTH)) and not any(words.found_in(one, words.BOTH)):
            bearer, good = _stance(sentence)
            direction = Direction.UNCLEAR
            if bearer is not None:
                direction = for_us(scene.side, bearer, good_for_bearer=good if kind == "one_sided" else not good)
            yield _shift(kind, direction, scene.old, scene.new)


_CHECKS = (_modality, _efforts, _exceptions, _denial, _scope, _consent, _parties, _cap, _one_sided)
_MEASURED = frozenset({"money", "percent", "period", "number", "day_of_month"})


def _meaning(value: ValueFact, sentence: Sequence[Token]) -> tuple[str, Side | None, bool | None]:
    """Return what a number is, whom it binds, and whether more of it is good for that side."""
    if value.kind in {"money", "percent"}:
        return _meaning_of_sum(value, sentence)
    if value.kind == "day_of_month" and words.has(sentence, words.PAYMENT):
        return "deadline", bearer_of(sentence) or "client", True
    return _meaning_of_period(sentence) if value.kind == "period" else ("number", None, None)


def _meaning_of_period(sentence: Sequence[Token]) -> tuple[str, Side | None, bool | None]:
    if words.has(sentence, words.WARRANTY):
        return "warranty", "provider", False
    bearer = bearer_of(sentence)
    if words.has(sentence, words.NOTICE) and not words.has(sentence, words.WITHIN):
        return "notice", bearer, False
    if words.has(sentence, words.DEADLINE):
        paying = words.has(sentence, words.PAYMENT)
        return "deadline", bearer or ("client" if paying else None), True
    return "period", None, None


def _meaning_of_sum(value: ValueFact, sentence: Sequence[Token]) -> tuple[str, Side | None, bool | None]:
    capped = words.has(sentence, words.CAP)
    if capped and words.has(sentence, words.LIABILITY):
        return "cap", _liable(sentence), False
    if words.has(sentence, words.PENALTY):
        return "penalty", payer_of(sentence), False
    for kind, beginnings, side, good in (
        ("discount", words.DISCOUNT, "client", True),
        ("retention", words.RETENTION, "provider", False),
        ("advance", words.ADVANCE, "client", False),
    ):
        if words.has(sentence, beginnings):
            return kind, "client" if side == "client" else "provider", good
    if value.kind == "money":
        return "price", "client", False
    return "number", None, None


def _liable(sentence: Sequence[Token]) -> Side | None:
    """Return whose liability is capped: the party named; None where both are."""
    sides = {token.sides for token in sentence if len(token.sides) == 1}
    if len(sides) == 1:
        only = next(iter(sides))[0]
        return "client" if only == "client" else "provider"
    return bearer_of(sentence)


def _stance(sentence: Sequence[Token]) -> tuple[Side | None, bool]:
    """Return the side that a sentence is about and whether it is good for it; no side where it cannot be told."""
    bearer = bearer_of(sentence)
    if bearer is None:
        return None, False
    right, duty = any(words.found_in(sentence, words.RIGHT)), any(words.found_in(sentence, words.DUTY))
    denied = words.denials(sentence) > 0
    if right and not duty:
        return bearer, not denied
    if duty and not right:
        return bearer, denied
    if words.has(sentence, words.PENALTY) and not right:
        return bearer, denied
    verb = any(is_finite_verb(token.form) for token in sentence)
    return (bearer, denied) if verb and not right else (None, False)


def _size(value: ValueFact) -> Decimal | None:
    """Return a number that grows with the value, days for periods."""
    if value.number is None:
        return None
    if value.kind == "period":
        days = value.number * _DAYS.get(value.unit or "", Decimal(0))
        return days * _WORKING if value.detail in {"working", "banking"} and value.unit == "day" else days
    if value.kind == "percent" and value.detail in _DAYS:
        return value.number / _DAYS[value.detail]
    return value.number


def _by_kind(tokens: Iterable[Token]) -> dict[str, list[Token]]:
    found: dict[str, list[Token]] = {}
    for token in tokens:
        if token.value is not None and token.key[0] != "blank":
            found.setdefault(token.key[0], []).append(token)
    return found


def _strike_out(before: list[Token], after: list[Token]) -> None:
    """Remove from both lists what both have."""
    for token in list(before):
        if token.key[0] == "ref":  # a number that stayed leads elsewhere when the clauses were renumbered
            continue
        same = next((other for other in after if other.key == token.key), None)
        if same is not None:
            before.remove(token)
            after.remove(same)


def _sentences(tokens: Sequence[Token], reading: Reading) -> Iterator[tuple[Token, ...]]:
    seen: set[int] = set()
    for token in tokens:
        if token.span[0] in seen:
            continue
        sentence = reading.sentence_of(token)
        seen.update(word.span[0] for word in sentence)
        if sentence:
            yield sentence


def _text(tokens: Sequence[Token], reading: Reading) -> str:
    if not tokens:
        return ""
    words_shown = " ".join(reading.text[tokens[0].span[0] : tokens[-1].span[1]].split())
    return words_shown if len(words_shown) <= _LONGEST else words_shown[:_LONGEST].rsplit(" ", 1)[0] + " …"


_LOOSE = ("scope-", "provider-duty", "client-d", "term-", "template-", "party-", "vague", "stage", "liability-number",
          "liability-figure", "english-", "russian-", "individual-", "performance", "redaction", "signing", "version-",
          "price-currency", "quality-", "payment-event", "progress-", "standing-", "service-", "support-")  # fmt: skip
"""Beginnings of topics that are known by so many words that another wording says little."""


def _topic_note(kind: str, title: Text) -> Text:
    note = _NOTES[kind]
    return Text(note.ru.format(topic=title.ru), note.en.format(topic=title.en))


def _shift(kind: str, direction: Direction, old: str, new: str) -> Shift:
    return Shift(kind, direction, _NOTES[kind].format(old=old, new=new))


KINDS: Mapping[str, Text] = _NOTES
"""Every kind of difference with the words that tell it."""
