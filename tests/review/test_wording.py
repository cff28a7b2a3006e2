"""Model clauses in the names of a contract, in the right case and gender."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.desk import bench
from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.facts.build import facts_of
from auditor.model.document import Document
from auditor.model.fact import DocumentFacts
from auditor.model.profile import Party
from auditor.model.text import Text
from auditor.review.wording import Wording


def facts(text: str, provider: str, client: str) -> DocumentFacts:
    document = extract(Source("a.txt", text.encode(), "", len(text)))
    assert isinstance(document, Document)
    ready = bench(())
    found = facts_of(document, ready.lexicon, ready.words)
    parties = (Party("", (provider,), "provider"), Party("", (client,), "client"))
    return replace(found, profile=replace(found.profile, parties=parties))


CLAUSE = "Исполнитель обязан известить Заказчика, а Заказчик оплачивает Исполнителю счёт. Срок Исполнителя истёк."


@pytest.mark.parametrize(
    ("provider", "client", "said"),
    [
        (
            "подрядчик",
            "клиент",
            "Подрядчик обязан известить Клиента, а Клиент оплачивает Подрядчику счёт. Срок Подрядчика истёк.",
        ),
        (
            "компания",
            "компания-клиент",
            "Компания обязана известить Заказчика, а Заказчик оплачивает Компании счёт. Срок Компании истёк.",
        ),
        (
            "агентство",
            "пользователь",
            "Агентство обязано известить Пользователя, а Пользователь оплачивает Агентству счёт. Срок Агентства истёк.",
        ),
        ("исполнитель", "заказчик", CLAUSE),
        ("мы", "вы", CLAUSE),
        ("ооо «лён»", "сторона 2", CLAUSE),
    ],
)
def test_russian_names_take_case_and_gender(provider: str, client: str, said: str) -> None:
    text = f"ДОГОВОР\n{provider.capitalize()} и {client.capitalize()} заключили Договор об услугах по уборке."
    assert Wording(facts(text, provider, client)).of(Text(CLAUSE, "")) == said


def test_an_object_stands_in_the_accusative() -> None:
    text = "ДОГОВОР\nКомпания и Клиент заключили Договор."
    wording = Wording(facts(text, "компания", "клиент"))
    assert wording.of(Text("Заказчик уведомляет Исполнителя.", "")) == "Клиент уведомляет Компанию."
    assert wording.of(Text("Заказчик получает счёт Исполнителя.", "")) == "Клиент получает счёт Компании."


@pytest.mark.parametrize(
    ("provider", "client", "text", "said"),
    [
        (
            "company",
            "customer",
            "The Company serves the Customer.",
            "The Company shall tell the Customer of the Company's delay.",
        ),
        (
            "acme",
            "buyer",
            "Acme sells to the Buyer. Acme ships. Acme bills.",
            "Acme shall tell the Buyer of Acme's delay.",
        ),
    ],
)
def test_english_names_keep_or_lose_their_article(provider: str, client: str, text: str, said: str) -> None:
    clause = Text("", "The Provider shall tell the Client of the Provider's delay.")
    agreement = f"SERVICES AGREEMENT\n{text}\nThis Agreement shall be performed as the parties agree in writing."
    assert Wording(facts(agreement, provider, client)).of(clause) == said
