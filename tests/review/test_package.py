"""A contract judged together with its annexes."""

from __future__ import annotations

from auditor.model.finding import Finding, Outcome
from auditor.reviewing import Review
from tests.review.conftest import Reviewer
from tests.review.made import RUSSIAN, plain

SECRECY = """Приложение № 1 к Договору № 21/2026 от 2 февраля 2026 г.
Перечень услуг и порядок работы
1. Подрядчик ведёт учёт 40 операций в месяц.
2. Конфиденциальной является любая информация, полученная от другой Стороны и обозначенная как конфиденциальная. Сторона
не разглашает её третьим лицам в течение срока Договора и 5 лет после его прекращения. За каждый случай разглашения
виновная Сторона уплачивает штраф 50 000 рублей."""
AMENDMENT = """ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № 1 к Договору № 21/2026 от 2 февраля 2026 г.
1. Дополнить Договор пунктом 4.2: «Стороны освобождаются от ответственности за неисполнение, вызванное непреодолимой силой,
если уведомят о ней в течение 5 рабочих дней; срок исполнения продлевается на время таких обстоятельств»."""


def of(done: Review, rule: str) -> Finding:
    return next(finding for finding in done.findings if finding.rule == rule)


def test_a_clause_that_stands_in_an_annex_is_not_missing(reviewed: Reviewer) -> None:
    alone = reviewed(plain(RUSSIAN))
    together = reviewed(
        plain(RUSSIAN), annex=plain(SECRECY.replace("Сторона\n", "Сторона ").replace("разглашения\n", "разглашения "))
    )
    assert of(alone, "confidentiality-clause-missing").outcome is Outcome.FAIL
    found = of(together, "confidentiality-clause-missing")
    assert found.outcome in {Outcome.PASS, Outcome.WEAK}
    assert {evidence.path for evidence in found.evidence} == {"annex.docx"}
    for evidence in found.evidence:
        assert "Конфиденциальной" in evidence.quote or "разглаш" in evidence.quote
    assert [entry.path for entry in together.report.inputs] == ["contract.docx", "annex.docx"]
    assert together.report.inputs[1].matter == together.report.inputs[0].matter


def test_an_earlier_amendment_counts(reviewed: Reviewer) -> None:
    amended = reviewed(plain(RUSSIAN), amendment=plain(AMENDMENT.replace("силой,\n", "силой, ")))
    assert of(reviewed(plain(RUSSIAN)), "force-majeure-missing").outcome is Outcome.FAIL
    assert of(amended, "force-majeure-missing").outcome in {Outcome.PASS, Outcome.WEAK}


def test_an_annex_that_is_there_is_not_a_broken_reference(reviewed: Reviewer) -> None:
    alone = of(reviewed(plain(RUSSIAN)), "cross-reference-broken")
    together = of(reviewed(plain(RUSSIAN), annex=plain(SECRECY)), "cross-reference-broken")
    assert alone.outcome is not Outcome.PASS
    assert together.outcome is Outcome.PASS


def test_notes_go_to_the_contract_and_never_to_words_of_an_annex(reviewed: Reviewer) -> None:
    done = reviewed(plain(RUSSIAN), annex=plain(SECRECY))
    assert done.facts is not None
    assert all(end <= done.own for remark in done.remarks for _, end in remark.spans)


def test_an_annex_that_cannot_be_read_is_told(reviewed: Reviewer) -> None:
    done = reviewed(plain(RUSSIAN), annex=b"PK\x03\x04 rubbish")
    assert [entry.status.value for entry in done.report.inputs] == ["read", "not_read"]
    assert "annex.docx" in done.verdict.reasons[0].ru
