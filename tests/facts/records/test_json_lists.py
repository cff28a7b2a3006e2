"""Lists of objects in JSON exports are tables like any other."""

from __future__ import annotations

import json

from tests.portfolio.made import judged

ROWS = [
    {"timestamp": "2026-09-03T10:00:00", "user": "kuzmin", "action": "view", "object": "ООО «Рябина» / карта"},
    {"timestamp": "2026-09-04T10:00:00", "user": "kuzmin", "action": "view", "object": "ООО «Рябина» / карта"},
    {"timestamp": "2026-09-04T11:00:00", "user": "reg", "action": "export", "object": "ООО «Клён» / карта"},
]


def test_a_list_is_a_log() -> None:
    told = judged("audit.json", json.dumps(ROWS, ensure_ascii=False))
    assert told.input.kind == "access_log"
    assert [(record.text("login"), record.value("count")) for record in told.records] == [("kuzmin", "2"), ("reg", "1")]
    assert told.records[0].value("last") == "2026-09-04"


def test_a_list_within_an_object_is_a_log_too() -> None:
    told = judged("audit.json", json.dumps({"exported": "2026-10-01", "events": ROWS}, ensure_ascii=False))
    assert len(told.records) == 2


def test_lines_are_a_log_too() -> None:
    told = judged("audit.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS))
    assert len(told.records) == 2


def test_settings_are_no_table() -> None:
    told = judged("settings.json", json.dumps({"user": "kuzmin", "theme": "dark", "action": "none"}))
    assert told.records == ()
