"""Exported chats made here: each message is a block with its author, its moment and its words."""

from __future__ import annotations

import json

import pytest

from auditor.extraction.registry import sniff
from auditor.model.document import BlockKind, Document
from tests.extraction.reading import document, texts


def told(found: Document) -> list[tuple[str, str | None, str | None]]:
    return [(block.text, block.author, block.at) for block in found.blocks]


def exported(*messages: dict[str, object]) -> bytes:
    chat = {"name": "Анна", "type": "personal_chat", "id": 1, "messages": list(messages)}
    return json.dumps(chat, ensure_ascii=False).encode()


def test_records_of_telegram() -> None:
    found = document(
        exported(
            {"id": 1, "type": "service", "date": "2026-09-15T10:00:00", "actor": "Анна", "action": "create_group", "text": ""},
            {"id": 2, "type": "message", "date": "2026-09-15T10:02:11", "from": "Анна",
             "text": ["Срок ", {"type": "bold", "text": "до 1 октября"}, "?"]},
            {"id": 3, "type": "message", "date": "2026-09-15T10:03:00", "from": None, "text": "", "file": "a/акт.pdf"},
            {"id": 4, "type": "message", "date": "2026-09-15T10:04:00", "from": "Анна", "forwarded_from": "Пётр", "text": "Вернём"},
        ),
        "result.json",
    )  # fmt: skip
    assert found.media_type == "application/json; profile=telegram"
    assert told(found) == [
        ("Анна", None, None),
        ("[15.09.2026 10:00] Анна create group", None, "2026-09-15T10:00:00"),
        ("[15.09.2026 10:02] Анна: Срок до 1 октября?", "Анна", "2026-09-15T10:02:11"),
        ("[15.09.2026 10:03] Deleted Account: <a/акт.pdf>", "Deleted Account", "2026-09-15T10:03:00"),
        ("[15.09.2026 10:04] Анна (переслано от Пётр): Вернём", "Анна", "2026-09-15T10:04:00"),
    ]
    assert [block.kind for block in found.blocks] == [
        BlockKind.HEADING, BlockKind.FIELD, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.QUOTE,
    ]  # fmt: skip


def test_records_of_a_whole_account() -> None:
    chat = json.loads(
        exported({"id": 2, "type": "message", "date": "2026-09-15T10:02:11", "from": "Анна", "text": "Да"})
    )
    data = json.dumps({"about": "x", "chats": {"list": [chat, {**chat, "name": "Пётр"}]}}, ensure_ascii=False).encode()
    assert texts(document(data, "result.json")) == [
        "Анна", "[15.09.2026 10:02] Анна: Да", "Пётр", "[15.09.2026 10:02] Анна: Да",
    ]  # fmt: skip


def test_other_records_stay_records() -> None:
    assert sniff(b'{"messages": [{"id": 1, "text": "x"}], "type": "log"}', "a.json") == ("json", "")


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold">Анна</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">15 September 2026</div></div>
<div class="message default clearfix" id="message2"><div class="body"><div class="pull_right date details" title="15.09.2026 10:02:11 UTC+05:00">10:02</div>
<div class="from_name">Анна</div><div class="text">Срок <b>до 1 октября</b><br>в силе?</div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body"><div class="pull_right date details" title="15.09.2026 10:03:00">10:03</div>
<div class="reply_to details">In reply to this message</div><div class="text">Ау</div></div></div>
<div class="message default clearfix" id="message4"><div class="body"><div class="pull_right date details" title="15.09.2026 10:04:00">10:04</div>
<div class="from_name">Пётр</div><div class="forwarded body"><div class="from_name">Мария <span class="date details" title="01.09.2026 09:00:00">01.09.2026</span></div>
<div class="text">Вернём</div></div></div></div></div></div></div></body></html>"""


def test_pages_of_telegram() -> None:
    found = document(PAGE.encode(), "messages.html")
    assert found.media_type == "text/html; profile=telegram"
    assert told(found) == [
        ("Анна", None, None),
        ("15 September 2026", None, None),
        ("[15.09.2026 10:02 (UTC+05:00)] Анна: Срок до 1 октября\nв силе?", "Анна", "2026-09-15T10:02:11+05:00"),
        ("[15.09.2026 10:03] Анна: Ау", "Анна", "2026-09-15T10:03:00"),
        ("[15.09.2026 10:04] Пётр (переслано от Мария): Вернём", "Пётр", "2026-09-15T10:04:00"),
    ]
    assert found.blocks[2].location.cell == "message2"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["[07.07.2026, 10:12:31] Анна: Здравствуйте", "[07.07.2026, 10:13:00] Пётр: Обещаю\nзавтра"],
         ["2026-07-07T10:12:31", "2026-07-07T10:13:00"]),
        (["\u200e[07.07.26, 10:12:31] Анна: Здравствуйте", "[07.07.26, 10:13:00] Пётр: Обещаю\nзавтра"],
         ["2026-07-07T10:12:31", "2026-07-07T10:13:00"]),
        (["07.07.2026, 10:12 - Анна: Здравствуйте", "07.07.2026, 10:13 - Пётр: Обещаю\nзавтра"],
         ["2026-07-07T10:12:00", "2026-07-07T10:13:00"]),
        (["[7/7/26, 10:12:31\u202fPM] Анна: Здравствуйте", "[7/25/26, 12:13:00\u202fAM] Пётр: Обещаю\nзавтра"],
         ["2026-07-07T22:12:31", "2026-07-25T00:13:00"]),
        (["7/7/26, 10:12 PM - Анна: Здравствуйте", "7/8/26, 10:13 AM - Пётр: Обещаю\nзавтра"],
         ["2026-07-07T22:12:00", "2026-07-08T10:13:00"]),
        (["13/07/2026, 10:12 - Анна: Здравствуйте", "14/07/2026, 10:13 - Пётр: Обещаю\nзавтра"],
         ["2026-07-13T10:12:00", "2026-07-14T10:13:00"]),
        (["2026-07-07, 10:12 - Анна: Здравствуйте", "2026-07-08, 10:13 - Пётр: Обещаю\nзавтра"],
         ["2026-07-07T10:12:00", "2026-07-08T10:13:00"]),
        (["7/7/26, 10:12 - Анна: Здравствуйте", "7/8/26, 10:13 - Пётр: Обещаю\nзавтра"], [None, None]),
    ],
)  # fmt: skip
def test_lines_of_whatsapp(lines: list[str], expected: list[str | None]) -> None:
    found = document("\r\n".join(lines).encode(), "_chat.txt")
    assert found.media_type == "text/plain; profile=whatsapp"
    assert [(block.author, block.at) for block in found.blocks] == list(zip(["Анна", "Пётр"], expected, strict=True))
    assert [block.text.partition("] ")[2] for block in found.blocks] == ["Анна: Здравствуйте", "Пётр: Обещаю\nзавтра"]


def test_lines_of_the_program_have_no_author_and_files_are_named() -> None:
    chat = (
        "07.07.2026, 10:12 - Сообщения и звонки защищены сквозным шифрованием.\n"
        "07.07.2026, 10:12 - Анна добавила Петра\n"
        "07.07.2026, 10:13 - Анна: \u200e<прикреплено: акт.pdf>\n"
    )
    found = document(chat.encode("utf-8-sig"), "Чат WhatsApp.txt")
    assert [(block.kind, block.author) for block in found.blocks] == [
        (BlockKind.FIELD, None), (BlockKind.FIELD, None), (BlockKind.PARAGRAPH, "Анна"),
    ]  # fmt: skip
    assert found.blocks[2].text == "[07.07.2026 10:13] Анна: <прикреплено: акт.pdf>"


@pytest.mark.parametrize(
    "text",
    [
        "07.07.2026, 10:12\nЗвонок от клиента\n",
        "ДОГОВОР\n[07.07.2026, 10:12] Анна: да\n[07.07.2026, 10:13] Анна: да\n",
        "07.07.2026 г. Москва\nСтороны договорились\n",
        "[07.07.2026] Анна: подписано\n[08.07.2026] Пётр: подписано\n",
    ],
)
def test_notes_and_contracts_with_dates_stay_texts(text: str) -> None:
    assert sniff(text.encode(), "a.txt") == ("text", "")
