"""Letters and chats are what they are, whatever they speak of; a claim is told by its title."""

from __future__ import annotations

import pytest

from auditor.desk import read_facts
from auditor.extraction.interface import Source
from auditor.model.document import Unreadable

HEAD = "From: a@example.org\r\nTo: b@example.org\r\nDate: Wed, 15 Jul 2026 10:03:00 +0500\r\n"
PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\n"


def kind(data: str, label: str) -> str:
    raw = data.encode()
    facts = read_facts(Source(label, raw, "0" * 64, len(raw)))
    assert not isinstance(facts, Unreadable)
    return facts.profile.kind


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        (
            "Договор № 5",
            "ДОГОВОР оказания услуг\nИсполнитель обязуется. Заказчик вправе. Стороны договорились.",
            "interaction",
        ),
        ("Претензия по договору № 5", "Верните деньги.", "claim"),
        ("Досудебная претензия", "Верните деньги.", "claim"),
        ("Документы", "ПРЕТЕНЗИЯ\nВерните деньги.", "claim"),
        ("Fees", "NOTICE OF CLAIM\nPay us back.", "claim"),
        ("Re: Претензия", "Мы её рассмотрели.", "interaction"),
        ("Ответ", "Претензия рассмотрена.", "interaction"),
        ("Ответ", "Оплатим.\n\n> ПРЕТЕНЗИЯ\n> Верните деньги.", "interaction"),
    ],
)
def test_kinds_of_letters(subject: str, body: str, expected: str) -> None:
    assert kind(f"{HEAD}Subject: {subject}\r\n{PLAIN}{body}\r\n", "a.eml") == expected


def test_a_chat_is_an_interaction_even_when_it_speaks_of_a_claim() -> None:
    chat = "07.07.2026, 10:12 - Анна: Претензия\n07.07.2026, 10:13 - Пётр: Стороны договорились, договор\n"
    assert kind(chat, "_chat.txt") == "interaction"
