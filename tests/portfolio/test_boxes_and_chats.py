"""Letters of a mailbox, and people in a client's chat whom no list of ours names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.model.finding import Finding, Outcome
from auditor.pipeline import audit
from auditor.running.settings import Settings

CONTRACT = """ДОГОВОР № 5 возмездного оказания услуг
г. Пермь 03.02.2026
ООО «Маяк», именуемое в дальнейшем «Исполнитель», в лице директора Зуева П. А., и ООО «Сосновый мыс», именуемое в дальнейшем «Заказчик», в лице директора Орловой Т. В., заключили договор.
1.1. Исполнитель оказывает услуги связи, Заказчик оплачивает их.
Исполнитель: ООО «Маяк», zuev@mayak.example. Заказчик: ООО «Сосновый мыс», orlova@mys.example.
"""
STAFF = "ФИО;Должность;Принят;Уволен;Логин\nЗуев Павел Андреевич;директор;01.02.2020;;zuev\n"
LETTER = """From orlova@mys.example Wed Sep  2 10:00:00 2026
From: Tatiana Orlova <orlova@mys.example>
To: Pavel Zuev <zuev@mayak.example>
Subject: =?utf-8?b?0JDQutGC?=
Date: Wed, 02 Sep 2026 10:00:00 +0300
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Павел Андреевич, когда вы пришлёте акт за август?

"""


def audited(place: Path) -> list[Finding]:
    settings = Settings(as_of="2026-11-01", generated_at="", ocr=False)
    return [f for f in audit([place], settings).findings if f.rule == "client-request-unanswered"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "договор.txt").write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "сотрудники.csv").write_text(STAFF, encoding="utf-8")
    return tmp_path


def chat(place: Path, *messages: tuple[str, str]) -> None:
    told = [
        {"id": n, "type": "message", "date": f"2026-09-{n:02}T10:00:00", "from": who, "text": words}
        for n, (who, words) in enumerate(messages, 1)
    ]
    data = {"name": "Сосновый мыс", "type": "personal_chat", "id": 7, "messages": told}
    (place / "result.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def test_a_finding_on_a_letter_names_the_mailbox_that_can_be_opened(place: Path) -> None:
    (place / "переписка.mbox").write_text(LETTER, encoding="utf-8")
    failed = [f for f in audited(place) if f.outcome is Outcome.FAIL and f.subject.path.startswith("переписка.mbox!/")]
    assert len(failed) == 1
    assert [one.path for one in failed[0].evidence][-1] == "переписка.mbox"
    assert "когда вы пришлёте акт" in failed[0].evidence[0].quote


def test_who_is_not_on_our_list_writes_for_the_client(place: Path) -> None:
    chat(place, ("Г. Ветлугин", "Здравствуйте! Когда вы приедете чинить антенну?"))
    assert [f.outcome for f in audited(place) if f.subject.path == "result.json"] == [Outcome.FAIL]


def test_a_colleague_s_question_is_no_request_of_the_client(place: Path) -> None:
    chat(place, ("П. Зуев", "Здравствуйте! Когда вы пришлёте подписанный акт?"))
    assert [f.outcome for f in audited(place) if f.subject.path == "result.json" and f.outcome is Outcome.FAIL] == []


def test_a_colleague_s_answer_ends_the_request(place: Path) -> None:
    chat(
        place,
        ("Г. Ветлугин", "Здравствуйте! Когда вы приедете чинить антенну?"),
        ("Павел Зуев", "Здравствуйте, приедем завтра в десять."),
    )
    assert Outcome.FAIL not in {f.outcome for f in audited(place)}
