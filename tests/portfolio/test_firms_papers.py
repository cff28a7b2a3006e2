"""The firm's own papers: a numbered policy that ran out, two papers about complaints, a restored archive."""

from __future__ import annotations

import pytest

from auditor.model.finding import Finding, Outcome
from tests.portfolio.made import findings_of

POLICY = """СК «Кедр»
{title}
Страхователь ООО «Чистый двор»
Период с {begin} по {end}
Страховая сумма 3 000 000 рублей
"""
ORDER = """ПРИКАЗ № 3 от 12.01.2026
1. Назначить ответственной за рассмотрение жалоб клиентов Лапину Н. О. Решение о возврате до 5 000 рублей принимает она.
"""
PROCEDURE = """ПОРЯДОК рассмотрения жалоб клиентов
Утверждён приказом № 2 от 12.01.2026
1. Жалоба регистрируется в журнале в день поступления.
2. Решение по жалобе принимает директор за 20 дней.
3. Ответ клиенту направляется за 30 дней.
4. Клиенту сообщают об ответе по телефону.
"""


def of(files: dict[str, str], rule: str) -> Finding:
    return next(found for found in findings_of(files) if found.rule == rule)


@pytest.mark.parametrize(
    "title",
    [
        "ПОЛИС № ЧД-2025-77 страхования ответственности",
        "Полис № 77/25 профессиональной ответственности",
    ],
)
def test_a_policy_with_a_number_is_one(title: str) -> None:
    ended = {"полис.txt": POLICY.format(title=title, begin="01.09.2025", end="31.08.2026")}
    assert of(ended, "insurance-expired").outcome is Outcome.FAIL
    running = {"полис.txt": POLICY.format(title=title, begin="01.09.2026", end="31.08.2027")}
    assert of(running, "insurance-expired").outcome is Outcome.PASS


def test_of_two_papers_that_lack_stages_the_fuller_one_is_told_of() -> None:
    found = of({"1 приказ.txt": ORDER, "2 порядок.txt": PROCEDURE}, "complaint-procedure-stages-incomplete")
    assert found.outcome is not Outcome.PASS
    assert found.subject.path == "2 порядок.txt"


def test_minutes_of_a_restored_archive_are_no_audit_of_what_is_stored() -> None:
    minutes = (
        "ПРОТОКОЛ восстановления архива\n12.10.2026\nАрхив фотографий восстановлен из копии, проверено 20 файлов.\n"
    )
    assert of({"протокол.txt": minutes, "порядок.txt": PROCEDURE}, "storage-audit-missing").outcome is not Outcome.PASS
    review = "АКТ проверки хранения документов\n12.10.2026\nПроверено 20 дел, лишних нет.\n"
    assert of({"акт.txt": review, "порядок.txt": PROCEDURE}, "storage-audit-missing").outcome is Outcome.PASS
