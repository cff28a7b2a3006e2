"""Reports without personal data: nothing of a person is left in any form, and the verdicts are the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.export.masking import Masker, masked
from auditor.export.registry import write_all
from auditor.model.report import Report
from auditor.pipeline import audit
from auditor.running.settings import Settings

SETTINGS = Settings(as_of="2026-11-01", generated_at="", ocr=False)
JOURNAL = """№;Дата;Время;Сотрудник;Клиент;Тема;Содержание;Результат
1;12.10.2026;10:15;Щукина Т. В.;Кротов П. А.;Скидка;Устно согласовали скидку 10 %, звонить +7 (912) 345-67-89.;Кротов согласен
2;;10:20;Щукина Т. В.;Кротова Ольга Сергеевна;Адрес;Живёт: ул. Вязовая, д. 5, кв. 7, почта krotova@mail.example.;Записано
"""
SECRETS = (
    "Щукин",
    "Кротов",
    "345-67-89",
    "Вязовая",
    "krotova@",
    "4509 123456",
    "123-456-789 00",
    "40817810099910004312",
)
PAPER = """ДОГОВОР № 17 возмездного оказания услуг
03.02.2026
ООО «Тихая гавань» (Исполнитель) и Кротов Пётр Андреевич, паспорт 4509 123456, СНИЛС 123-456-789 00 (Заказчик).
1.1. Исполнитель ведёт учёт, Заказчик платит 9 000 рублей на счёт 40817810099910004312 в срок до ____________.
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("папка")
    (folder / "журнал.csv").write_text(JOURNAL, encoding="utf-8")
    (folder / "Договор Кротова.txt").write_text(PAPER, encoding="utf-8")
    return audit([folder], SETTINGS)


@pytest.mark.parametrize("name", ["r.html", "r.json", "r.md", "r.csv", "r.jsonl"])
def test_nothing_of_a_person_is_left_in_any_form(report: Report, tmp_path: Path, name: str) -> None:
    write_all(report, (tmp_path / name,))
    assert any(secret in (tmp_path / name).read_text(encoding="utf-8") for secret in SECRETS)
    write_all(masked(report), (tmp_path / f"masked-{name}",))
    written = (tmp_path / f"masked-{name}").read_text(encoding="utf-8")
    assert [secret for secret in SECRETS if secret in written] == []


def test_the_verdicts_are_the_same(report: Report, tmp_path: Path) -> None:
    outcomes = [(finding.rule, finding.outcome, finding.fingerprint) for finding in report.findings]
    assert [(finding.rule, finding.outcome, finding.fingerprint) for finding in masked(report).findings] == outcomes
    assert masked(report).overall.value == report.overall.value
    write_all(masked(report), (tmp_path / "r.json",))
    told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert len({entry["path"] for entry in told["inputs"]}) == len(report.inputs)


def test_one_person_keeps_one_number_in_every_case_and_spelling() -> None:
    masker = Masker("ru")
    masker.learn("Мальцева И. Г. и Петров П. П.")
    told = [masker.mask(words) for words in ("Мальцева И. Г.", "Мальцевой И. Г.", "претензия Мальцевой", "Петрова")]
    assert told[0] == told[1] == "[лицо 1]"
    assert told[2] == "претензия [лицо 1]"
    assert told[3] != told[0]


def test_what_is_no_personal_data_stays() -> None:
    words = "Договор № 17/2026 от 03.02.2026 на 520 000 рублей, пункт 4.1, ООО «Северный склон»."
    assert Masker("ru").mask(words) == words
