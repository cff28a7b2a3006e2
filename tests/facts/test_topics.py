"""Topics in a document: company, headings, look-alikes, near misses."""

from __future__ import annotations

import dataclasses

import pytest

from auditor.errors import RuleError
from auditor.facts.folding import fold
from auditor.facts.near_misses import near_misses
from auditor.facts.outline import outline_of
from auditor.facts.reader import Reader, SpecialWords
from auditor.facts.topics import compile_lexicon
from auditor.model.document import Block, Document
from auditor.model.lexicon import Lexicon, Phrase, Scope, Topic
from auditor.model.text import Text

TOPIC = Topic("fee", Text("пеня", "late fee"), (Phrase(("пеня ~ уплачивать", "уплачивать ~ пеня")),))


def reader(topic: Topic, *blocks: str, special: tuple[SpecialWords, ...] = ()) -> Reader:
    document = Document("a.txt", "", "text/plain", 0, tuple(Block(block) for block in blocks))
    lexicon = compile_lexicon(Lexicon((topic,), frozenset({"в", "за"})))
    return Reader(lexicon, outline_of(document, frozenset()), fold(document.text), special)


def quotes(read: Reader, *blocks: str) -> list[str]:
    text = "\n".join(blocks)
    return [text[slice(*mention.span)] for mention in read.mentions().get("fee", ())]


def with_phrase(**changes: object) -> Topic:
    return dataclasses.replace(TOPIC, phrases=(dataclasses.replace(TOPIC.phrases[0], **changes),))  # type: ignore[arg-type]


def test_quotes_the_sentence_it_recognised() -> None:
    text = "1.1. Заказчик платит вовремя. За просрочку он уплачивает пеню."
    assert quotes(reader(TOPIC, text), text) == ["За просрочку он уплачивает пеню."]


def test_needs_company_in_the_same_sentence_or_clause() -> None:
    blocks = ("1.1. Заказчик уплачивает пеню.", "1.2. Просрочка считается с первого дня.")
    assert quotes(reader(with_phrase(needs=(("просрочка",),)), *blocks), *blocks) == []
    together = ("1.1. Заказчик уплачивает пеню. Просрочка считается с первого дня.",)
    assert quotes(reader(with_phrase(needs=(("просрочка",),), within="clause"), *together), *together) == [
        "1.1. Заказчик уплачивает пеню."
    ]


def test_refuses_bad_company_and_lookalikes() -> None:
    text = "1.1. Исполнитель уплачивает пеню в бюджет."
    assert quotes(reader(with_phrase(refuses=("бюджет",)), text), text) == []
    assert quotes(reader(dataclasses.replace(TOPIC, lookalikes=("пеня ~ бюджет",)), text), text) == []


def test_counts_only_under_the_heading_it_asks_for() -> None:
    blocks = (
        "5. Ответственность сторон",
        "5.1. Сторона уплачивает пеню.",
        "6. Реквизиты",
        "6.1. Сторона уплачивает пеню.",
    )
    assert len(quotes(reader(with_phrase(under=("ответственность",)), *blocks), *blocks)) == 1


SENTENCE = "Клиент платит (а) пеню за просрочку, (б) налог в бюджет."
PAYS = Phrase(("платит ~ пеня",), refuses=("бюджет",))


@pytest.mark.parametrize(
    ("within", "text", "counts"),
    [
        ("sentence", SENTENCE, False),
        ("part", SENTENCE, True),
        ("part", SENTENCE.replace("просрочку", "просрочку в бюджет"), False),
        ("part", SENTENCE.replace("платит", "платит в бюджет"), False),
        ("part", "Клиент платит пеню за просрочку, налог в бюджет.", False),
    ],
    ids=["the whole sentence", "another part", "the same part", "before the first letter", "no letters"],
)
def test_company_in_the_same_lettered_part(within: Scope, text: str, counts: bool) -> None:  # noqa: FBT001
    topic = dataclasses.replace(TOPIC, phrases=(dataclasses.replace(PAYS, within=within),))
    assert quotes(reader(topic, text), text) == ([text] if counts else [])


def test_needs_company_in_the_same_lettered_part() -> None:
    phrase = Phrase(("платит ~ пеня",), needs=(("бюджет",),), within="part")
    topic = dataclasses.replace(TOPIC, phrases=(phrase,))
    assert quotes(reader(topic, SENTENCE), SENTENCE) == []
    same = SENTENCE.replace("просрочку", "просрочку в бюджет")
    assert quotes(reader(topic, same), same) == [same]


def test_a_lettered_part_hears_the_lead_in_of_its_list() -> None:
    blocks = ("1. Клиент платит:", "1.1. (а) пеню за просрочку, (б) налог в бюджет.")
    for refused, found in (("платит ~ бюджет", [blocks[1]]), ("платит ~ просрочка", [])):
        phrase = dataclasses.replace(PAYS, refuses=(refused,), within="part")
        assert quotes(reader(dataclasses.replace(TOPIC, phrases=(phrase,)), *blocks), *blocks) == found


def test_a_phrase_may_name_another_topic() -> None:
    taxes = Topic("tax", Text("налог", "a tax"), (Phrase(("бюджет", "налог*"), needs=(("не важно",),)),))
    fee = with_phrase(refuses=("@tax",))
    texts = ("Клиент уплачивает пеню.", "Клиент уплачивает пеню и налоги.")
    document = Document("a.txt", "", "text/plain", 0, tuple(Block(text) for text in texts))
    compiled = compile_lexicon(Lexicon((fee, taxes), frozenset()))
    read = Reader(compiled, outline_of(document, frozenset()), fold(document.text))
    assert [document.text[slice(*m.span)] for m in read.mentions()["fee"]] == ["Клиент уплачивает пеню."]


def test_an_unknown_topic_in_a_phrase_is_told() -> None:
    with pytest.raises(RuleError, match="@nowhere"):
        reader(with_phrase(refuses=("@nowhere",)), "Текст.")


def test_tells_why_the_nearest_passage_does_not_count() -> None:
    text = "1.1. Исполнитель уплачивает пеню в бюджет."
    read = reader(dataclasses.replace(TOPIC, lookalikes=("пеня ~ бюджет",)), text)
    (miss,) = near_misses(read, read.compiled.topics[0])
    assert "пеня … бюджет" in miss.why_not.ru


def test_names_of_parties_and_values_stand_for_their_kind() -> None:
    topic = dataclasses.replace(TOPIC, phrases=(Phrase(("<client> ~ уплачивать ~ {percent}",)),))
    text = "Абонент уплачивает 0,1 % за день."
    special = (SpecialWords("role", "client", 0, 7), SpecialWords("value", "percent", 19, 24))
    assert quotes(reader(topic, text, special=special), text) == [text]
    assert quotes(reader(topic, text), text) == []
