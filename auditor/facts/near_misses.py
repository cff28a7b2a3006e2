"""The passages nearest to a topic that was not found, and why each does not count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from auditor.facts.phrases import Pattern
from auditor.facts.reader import Reader
from auditor.facts.topics import CompiledPhrase, CompiledTopic
from auditor.model.fact import NearMiss
from auditor.model.text import Text

_MOST = 3
"""Passages told of a topic."""
_MOST_PARTIAL = 6
"""Passages looked at that hold only some words of a phrase."""


def near_misses(reader: Reader, topic: CompiledTopic) -> tuple[NearMiss, ...]:
    """Return the passages nearest to a topic that was not found: look-alikes, then wrong company, then some words."""
    told: dict[tuple[int, int], NearMiss] = {}
    for miss in chain(_lookalikes(reader, topic), _in_company(reader, topic), _in_part(reader, topic)):
        told.setdefault(miss.span, miss)
        if len(told) == _MOST:
            break
    return tuple(told.values())


def _lookalikes(reader: Reader, topic: CompiledTopic) -> Iterator[NearMiss]:
    for wording, patterns in topic.lookalikes:
        for pattern in patterns:
            for sentence in reader.match(pattern):
                yield _miss(reader, topic, sentence, _LOOKALIKE.format(wording=_spoken(wording)))


def _in_company(reader: Reader, topic: CompiledTopic) -> Iterator[NearMiss]:
    """Yield the sentences that hold a whole phrase, but not in the company that counts."""
    for phrase in topic.phrases:
        if not phrase.needs and not phrase.refuses and not phrase.under:
            continue
        for _, patterns in phrase.wording:
            for pattern in patterns:
                for sentence in reader.match(pattern):
                    yield _miss(reader, topic, sentence, _missing_company(reader, phrase, sentence))


def _missing_company(reader: Reader, phrase: CompiledPhrase, sentence: int) -> Text:
    if phrase.under and not reader.is_under(phrase.under, sentence):
        return _ELSEWHERE
    for group, words in zip(phrase.needs, phrase.source.needs, strict=True):
        if not any(reader.stands_near(pattern, sentence, phrase.source.within) for pattern in group):
            return _WITHOUT.format(words=", ".join(f"«{_spoken(word)}»" for word in words[:3]))
    return _OTHER_MEANING


def _in_part(reader: Reader, topic: CompiledTopic) -> Iterator[NearMiss]:
    """Yield the sentences that hold most words of a phrase, though not in the order or company that counts.

    The more words a phrase has, the larger is the share that stands there when one is missing: phrases of most
    words come first, and shorter ones are not looked at once enough was found.
    """
    ranked: list[int] = []
    stands = reader.ground.present.__contains__
    for patterns in topic.russian if reader.cyrillic else topic.english:
        close = [pattern for pattern in patterns if sum(map(stands, pattern.elements)) >= len(pattern.elements) - 1]
        ranked += sorted(sentence for pattern in close for sentence in _but_one(reader, pattern))
        if len(ranked) >= _MOST_PARTIAL:
            break
    for sentence in ranked[:_MOST_PARTIAL]:
        yield _miss(reader, topic, sentence, _partly(topic.source.title))


def _but_one(reader: Reader, pattern: Pattern) -> list[int]:
    """Return the first sentences that hold all elements of a pattern but one, of two choices of that one at most.

    No more than one of its elements may be absent from the whole document.
    """
    ground, elements = reader.ground, pattern.elements
    found: list[int] = []
    absent = [at for at, element in enumerate(elements) if element not in ground.present]
    for left_out in absent or range(len(elements)):
        sentence = ground.first_holding_all(elements[:left_out] + elements[left_out + 1 :])
        if sentence is not None:
            found.append(sentence)
            if len(found) == 2:
                break
    return found


def _miss(reader: Reader, topic: CompiledTopic, sentence: int, why_not: Text) -> NearMiss:
    return NearMiss(topic.source.id, reader.outline.sentences[sentence].span, why_not)


_LOOKALIKE = Text(
    "Это другое условие: «{wording}» не считается.", 'This is a different term: "{wording}" does not count.'
)
_ELSEWHERE = Text("Слова стоят в разделе о другом.", "The words stand in a section about something else.")
_WITHOUT = Text(
    "Рядом нет слов, без которых условие не считается: {words}.", "The words that must stand near are missing: {words}."
)
_OTHER_MEANING = Text("Рядом стоят слова, которые меняют смысл.", "Words that change the meaning stand near.")


def _partly(title: Text) -> Text:
    return Text(
        f"Есть часть слов, которыми пишут «{title.ru}», но самого условия они не составляют.",
        f'Some words of "{title.en}" stand here, but they do not make up the term.',
    )


_SIGNS = str.maketrans({"~": "…", "[": "", "]": "", "*": "…", "=": "", "<": "", ">": "", "@": ""})
_SPOKEN = {
    "{percent}": "%",
    "{money}": "сумма",
    "{period}": "срок",
    "{date}": "дата",
    "<client>": "заказчик",
    "<provider>": "исполнитель",
}


def _spoken(wording: str) -> str:
    """Return a phrase without the signs of the notation, as a person reads it."""
    for sign, word in _SPOKEN.items():
        wording = wording.replace(sign, word)
    return " ".join(wording.translate(_SIGNS).replace("...", "…").split())
