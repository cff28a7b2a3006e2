"""Whose a file is, what an annex adds to its contract, and what a whole of records says."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.config import load_config
from auditor.errors import UsageError
from auditor.model.finding import Finding, Outcome
from auditor.model.report import Report
from auditor.pipeline import audit
from auditor.running.settings import Settings

SETTINGS = Settings(as_of="2026-11-01", generated_at="", ocr=False)
CONTRACT = """ДОГОВОР № 17/2026 возмездного оказания услуг
г. Пермь 03.02.2026
ООО «Тихая гавань», именуемое в дальнейшем «Исполнитель», и ООО «Северный склон», именуемое в дальнейшем «Заказчик»,
заключили договор.
1.1. Исполнитель ведёт бухгалтерский учёт Заказчика.
2.1. Договор действует с 03.02.2026 по 31.12.2026.
3.1. Тарифы и порядок оплаты указаны в Приложении № 1.
"""
ANNEX = """Приложение № 1 к договору № 17/2026 от 03.02.2026
1. Стоимость услуг составляет 40 000 (сорок тысяч) рублей в месяц.
2. Заказчик оплачивает услуги не позднее 10 числа следующего месяца.
3. За просрочку оплаты Заказчик уплачивает пени 0,1 % от суммы долга за каждый день.
"""
LETTER = """From: Орлова <orlova@gavan.example>
To: Лосев <losev@sklon.example>
Date: Mon, 12 Oct 2026 10:00:00 +0300
Subject: =?utf-8?b?0JTQvtCz0L7QstC+0YA=?=
Content-Type: text/plain; charset=utf-8

Добрый день! По договору № 17/2026 направляю акт за сентябрь.
"""
STRANGE = """АКТ об оказании услуг № 9 от 05.10.2026
Исполнитель оказал, а Заказчик принял услуги по уборке на 3 000 рублей.
"""
JOURNAL = """Дата;Клиент;Сотрудник;Суть;Исход
12.10.2026;ООО «Северный склон»;Орлова Т. В.;Устно согласовали скидку 10 %;Клиент согласен
"""


def reported(folder: Path, files: dict[str, str], settings: Settings = SETTINGS) -> Report:
    for name, words in files.items():
        (folder / name).write_text(words, encoding="utf-8")
    return audit([folder], settings)


def of(report: Report, rule: str, path: str = "") -> Finding:
    return next(f for f in report.findings if f.rule == rule and (not path or f.subject.path == path))


def test_a_term_that_stands_in_an_annex_is_not_missing_in_its_contract(tmp_path: Path) -> None:
    alone = reported(tmp_path, {"договор.txt": CONTRACT})
    assert of(alone, "payment-penalty-missing", "договор.txt").outcome is not Outcome.PASS
    both = reported(tmp_path, {"приложение.txt": ANNEX})
    told = of(both, "payment-penalty-missing", "договор.txt")
    assert told.outcome is Outcome.PASS
    assert told.evidence[0].path == "приложение.txt"
    assert "приложение.txt" in told.message.ru
    assert of(both, "annex-not-in-folder").outcome is Outcome.PASS


def test_annexes_that_lie_beside_their_contract_leave_no_reference_open(tmp_path: Path) -> None:
    named = CONTRACT.replace("\n1.1.", "\n1.0. Объём - в Приложении № 1, цены - в Приложении № 2.\n1.1.", 1)
    assert named != CONTRACT
    first = ANNEX if "Приложение № 1" in ANNEX[:60] else f"Приложение № 1 к договору № 17/2026\n{ANNEX}"
    one = reported(tmp_path, {"договор.txt": named, "приложение 1.txt": first})
    assert of(one, "cross-reference-broken", "договор.txt").outcome is Outcome.UNDETERMINED
    both = reported(tmp_path, {"приложение 2.txt": first.replace("№ 1", "№ 2", 1)})
    told = of(both, "cross-reference-broken", "договор.txt")
    assert told.outcome is Outcome.PASS
    assert "приложение 2.txt" in told.message.ru


def test_every_tie_says_what_it_rests_on_and_what_could_not_be_tied_is_named(tmp_path: Path) -> None:
    report = reported(tmp_path, {"договор.txt": CONTRACT, "письмо.eml": LETTER, "акт.txt": STRANGE})
    cards = {entry.path: {name.ru: value for name, value in entry.facts} for entry in report.inputs}
    assert cards["письмо.eml"]["Отнесено к клиенту"] == "ООО «Северный склон» (по номеру договора 17/2026)"
    assert "Отнесено к клиенту" not in cards["акт.txt"]
    assert any("к какому клиенту" in told.ru for e in report.inputs if e.path == "акт.txt" for told in e.warnings)
    matter = next(matter for matter in report.matters if "договор.txt" in matter.inputs)
    assert "письмо.eml" in matter.inputs
    assert "акт.txt" not in matter.inputs


def test_a_heading_of_ones_own_is_named_and_can_be_mapped(tmp_path: Path) -> None:
    folder = tmp_path / "папка"
    folder.mkdir()
    report = reported(folder, {"договор.txt": CONTRACT, "ж.csv": JOURNAL})
    card = next({n.ru: v for n, v in e.facts} for e in report.inputs if e.path == "ж.csv")
    assert card["Не распознанные графы"] == 'Исход ([columns] "Исход" = "interaction.…")'
    assert of(report, "interaction-answer-missing", "ж.csv").outcome is Outcome.FAIL
    config = tmp_path / "auditor.toml"
    config.write_text('[columns]\n"Исход" = "interaction.answer"\n', encoding="utf-8")
    settings = Settings(as_of="2026-11-01", generated_at="", ocr=False, columns=load_config(config).columns)
    told = reported(folder, {}, settings)
    assert of(told, "interaction-answer-missing").outcome is Outcome.PASS
    whole = next(
        f for f in told.findings if f.rule == "verbal-agreement-not-confirmed" and f.subject.id.startswith("all:")
    )
    assert "Орлова Т. В. 0 / 1" in whole.message.ru
    assert "ООО «Северный склон» 0 / 1" in whole.message.ru


@pytest.mark.parametrize("line", ['"Заявитель" = "клиент"', '"Заявитель" = 3'])
def test_a_mapping_to_no_column_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text(f"[columns]\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="kind and a column"):
        load_config(config)


def test_a_folder_of_contracts_alone_is_missing_no_order_of_the_firm(tmp_path: Path) -> None:
    report = reported(tmp_path, {"договор.txt": CONTRACT})
    assert {f.subject.kind for f in report.findings} <= {"contract", "matter"}


MAIN = CONTRACT.replace("№ 17/2026", "№ 18/2026")
AMENDMENT = """ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № {number}
к договору № 18/2026 от 03.02.2026
г. Пермь {day}
ООО «Тихая гавань» и ООО «Северный склон» договорились:
1. {term}
"""


@pytest.mark.parametrize(
    ("second", "day", "outcome"),
    [
        ("Срок сдачи отчёта по второму кварталу установить до 19 августа 2026 года.", "10.06.2026", Outcome.FAIL),
        ("Срок сдачи отчёта по третьему кварталу установить до 19 августа 2026 года.", "10.06.2026", Outcome.PASS),
        ("Срок сдачи отчёта по второму кварталу установить до 5 августа 2026 года.", "10.06.2026", Outcome.PASS),
        ("Срок сдачи отчёта по второму кварталу установить до 19 августа 2026 года.", "15.06.2026", Outcome.PASS),
    ],
)
def test_two_amendments_of_one_day_that_set_one_term_differently(
    tmp_path: Path, second: str, day: str, outcome: Outcome
) -> None:
    first = "Срок сдачи отчёта по второму кварталу установить до 5 августа 2026 года."
    report = reported(
        tmp_path,
        {
            "договор.txt": MAIN,
            "дс1.txt": AMENDMENT.format(number=1, day="10.06.2026", term=first),
            "дс2.txt": AMENDMENT.format(number=2, day=day, term=second),
        },
    )
    assert of(report, "amendment-conflict").outcome is outcome


def test_english_amendments_of_one_day(tmp_path: Path) -> None:
    contract = """SERVICES AGREEMENT No. 9
This Agreement is made on February 3, 2026 between Calm Harbour LLC (the "Provider") and North Slope LLC (the "Client").
1.1. The Provider keeps the Client's books.
2.1. This Agreement is in force until December 31, 2026.
"""
    amendment = """AMENDMENT No. {number}
to Services Agreement No. 9 dated February 3, 2026
June 10, 2026
1. The completion date of the second stage is changed to {day}, 2026.
"""
    papers = {f"am{n}.txt": amendment.format(number=n, day=day) for n, day in ((1, "August 5"), (2, "August 19"))}
    report = reported(tmp_path, {"contract.txt": contract, **papers})
    assert of(report, "amendment-conflict").outcome is Outcome.FAIL


def test_an_annex_in_a_file_of_its_own_settles_the_reference_to_it(tmp_path: Path) -> None:
    alone = reported(tmp_path, {"договор.txt": CONTRACT})
    assert of(alone, "cross-reference-broken", "договор.txt").outcome is Outcome.UNDETERMINED
    both = reported(tmp_path, {"прил. 1.txt": ANNEX})
    told = of(both, "cross-reference-broken", "договор.txt")
    assert told.outcome is Outcome.PASS
    assert "прил. 1.txt" in told.message.ru


def test_the_annex_of_another_contract_settles_nothing(tmp_path: Path) -> None:
    other = ANNEX.replace("17/2026", "18/2026")
    report = reported(tmp_path, {"договор.txt": CONTRACT, "другой.txt": MAIN, "приложение 1.txt": other})
    assert of(report, "cross-reference-broken", "договор.txt").outcome is Outcome.UNDETERMINED
    assert of(report, "cross-reference-broken", "другой.txt").outcome is Outcome.PASS
    assert of(report, "annex-not-in-folder", "договор.txt").outcome is Outcome.FAIL


def test_an_amendment_to_a_contract_that_is_not_here_is_no_link_of_the_chain(tmp_path: Path) -> None:
    amendment = AMENDMENT.format(number=1, day="10.06.2026", term="Плата составляет 50 000 рублей в месяц.")
    bare = amendment.replace("№ 18/2026", "18/2026")
    good = reported(tmp_path, {"договор.txt": MAIN, "дс1.txt": bare})
    assert of(good, "amendment-conflict").outcome is Outcome.PASS
    stray = reported(tmp_path, {"дс1.txt": bare.replace("18/2026", "13/2024")})
    told = of(stray, "amendment-conflict")
    assert told.outcome is Outcome.FAIL
    assert "13/2024" in told.message.ru


def test_of_two_annexes_in_one_sentence_each_is_looked_for(tmp_path: Path) -> None:
    two = CONTRACT.replace("указаны в Приложении № 1.", "- Приложение № 1, график работ - Приложение № 2.")
    report = reported(tmp_path, {"договор.txt": two, "прил. 1.txt": ANNEX})
    told = of(report, "annex-not-in-folder")
    assert told.outcome is Outcome.FAIL
    assert "№ 2" in told.message.ru


def test_a_letter_that_speaks_of_an_annex_is_not_the_annex(tmp_path: Path) -> None:
    spoken = LETTER.replace("направляю акт за сентябрь", "Приложение № 1 пришлём позже")
    report = reported(tmp_path, {"договор.txt": CONTRACT, "письмо.eml": spoken})
    assert of(report, "annex-not-in-folder").outcome is Outcome.FAIL
