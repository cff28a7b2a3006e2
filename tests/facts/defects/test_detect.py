"""All detectors together: scans are doubted, time is linear, odd texts do no harm."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.closed_words import DEFECT_GRADES, DEFECT_KINDS
from auditor.model.document import Coverage
from tests.facts.defects.made import of_document, pdf, read

ODD = ["____", "____ / ____ /", "[●]", "12.13.14", "п. 1.1", "(сто)", "100", " руб.", "{{x}}", "\n", "| 1 | 2 |", "Итого",
       "ИНН 1234567890", "ООО «А»", "31 июня 2026", "Cлово", "\u202e", "\u200b", "\ud800", "приложение № 1"]  # fmt: skip


def test_what_was_recognised_from_a_scan_is_doubtful() -> None:
    file = pdf(
        "Договор услуг. Цена 35 000 (тридцать тысяч) рублей, ИНН 7707083839.", "Cтоимость прoсрочки и нeустойки."
    )
    plain = of_document(read(file, "a.pdf"))
    assert [d.grade for d in plain["amount_words"]] == ["fail"]
    assert "hidden_text" in plain
    scan = replace(read(file, "a.pdf"), coverage=Coverage(pages_total=1, recognised={1: 80}))
    doubted = of_document(scan)
    assert [d.grade for kind in ("amount_words", "parties") for d in doubted[kind]] == ["unknown", "unknown"]
    assert "сверьте с изображением" in doubted["parties"][0].message.ru
    assert "hidden_text" not in doubted


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from(ODD), min_size=1, max_size=40))
def test_every_defect_has_a_known_kind_and_grade_and_a_place_in_the_text(parts: list[str]) -> None:
    document = read(("Договор услуг. " + " ".join(parts)).encode("utf-8", "replace"))
    for kind, found in of_document(document).items():
        assert kind in DEFECT_KINDS
        for defect in found:
            assert defect.grade in DEFECT_GRADES - {"none"}
            assert defect.message.ru
            assert defect.message.en
            for start, end in ([defect.span] if defect.span else []) + list(defect.also):
                assert 0 <= start <= end <= len(document.text)


@pytest.mark.parametrize(
    "part",
    [
        "_" * 50,
        "1.1. ",
        "ИНН 7707083893 ",
        "ООО «Северный склон» ",
        "( ",
        "a" * 60 + "\u0430",
        "| 1 " * 20 + "\n",
        "31.06.2026 ",
        "п. 9.9 ",
        "5 (пять) ",
    ],
)
def test_time_is_linear_in_a_hostile_text(part: str) -> None:
    short, long = part * (20_000 // len(part)), part * (160_000 // len(part))
    spent = []
    for text in (short, long):
        document = read(f"Договор услуг. 1.1. Текст.\n{text}")
        started = time.process_time()
        of_document(document)
        spent.append(time.process_time() - started)
    assert spent[1] < 8 * 4 * max(spent[0], 0.05)
