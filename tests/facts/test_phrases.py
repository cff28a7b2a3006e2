"""The notation of phrases: what matches, what does not."""

from __future__ import annotations

import pytest

from auditor.errors import RuleError
from auditor.facts.folding import fold
from auditor.facts.ground import Ground
from auditor.facts.phrases import Alphabet, compile_phrase
from auditor.facts.words import words_of

SMALL = frozenset({"в", "на", "за", "настоящий", "настоящего", "the", "of", "a", "to", "и"})


def found(phrase: str, text: str) -> str | None:
    alphabet = Alphabet(SMALL)
    patterns = compile_phrase(phrase, alphabet)
    words = words_of(fold(text).text)
    ground = Ground(alphabet, [word.form for word in words], [(0, len(words))], {})
    for pattern in patterns:
        covered = ground.search(pattern).get(0)
        if covered:
            return text[words[covered[0]].start : words[covered[1] - 1].end]
    return None


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("уплатить пеню", "Заказчик уплатит пени", "уплатит пени"),
        ("оплата услуг", "Оплата настоящего в услуг", "Оплата настоящего в услуг"),
        ("оплата услуг", "Оплата стоимости услуг", None),
        ("оплата ~ услуг", "Оплата стоимости всех оказанных услуг", "Оплата стоимости всех оказанных услуг"),
        ("оплата ~ услуг", "Оплата раз два три четыре пять шесть семь восемь девять услуг", None),
        ("оплата ... услуг", "Оплата раз два три четыре пять шесть семь восемь девять услуг", "Оплата раз два три четыре пять шесть семь восемь девять услуг"),
        ("опла*/расчет", "расчёты сторон", "расчёты"),
        ("опла*", "оплачивает", "оплачивает"),
        ("=срок", "сроки", None),
        ("срок", "сроки", "сроки"),
        ("!не нести ответственность", "Исполнитель не несёт ответственности", None),
        ("!не нести ответственность", "Исполнитель несёт ответственность", "несёт ответственность"),
        ("разрешение [всех] споров", "разрешение споров", "разрешение споров"),
        ("разрешение [всех] споров", "разрешению всех споров", "разрешению всех споров"),
        ("terminate agreement", "may terminate the agreement", "terminate the agreement"),
        ("terminate agreement", "terminates agreements", "terminates agreements"),
        ("services provide", "provide services", None),
    ],
)  # fmt: skip
def test_a_phrase_finds_its_words_in_order(phrase: str, text: str, expected: str | None) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize("phrase", ["", "{sum}", "<seller>", "[a] [b] [c] [d] [e] [f]", "в на"])
def test_refuses_a_phrase_that_cannot_be_meant(phrase: str) -> None:
    with pytest.raises(RuleError):
        compile_phrase(phrase, Alphabet(SMALL))


def test_refuses_a_denial_that_a_space_cuts_off_its_word() -> None:
    with pytest.raises(RuleError, match="the space ends the choice"):
        compile_phrase("отказ/не согласен", Alphabet(SMALL))
    assert compile_phrase("не согласен/согласна", Alphabet(SMALL))
    assert compile_phrase("нет/не ~ согласен", Alphabet(SMALL))


def test_a_lead_in_is_read_with_each_item_of_its_list() -> None:
    alphabet = Alphabet(SMALL)
    pattern = compile_phrase("исполнитель обязуется ... отчет", alphabet)[0]
    words = words_of(fold("Исполнитель обязуется: работать; сдать отчёт").text)
    bounds = [(0, 2), (2, 3), (3, 5)]
    ground = Ground(alphabet, [word.form for word in words], bounds, {1: 0, 2: 0})
    assert ground.search(pattern) == {2: (0, 5)}
