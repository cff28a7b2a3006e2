"""What the rules say of defects of a document: by grade, in the detector's words, with every place."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from auditor.desk import bench, read_facts
from auditor.engine.judge import judge
from auditor.engine.together import told_by_main
from auditor.engine.vocabulary import ask
from auditor.extraction.interface import Source
from auditor.model.document import Unreadable
from auditor.model.fact import Defect, DocumentFacts
from auditor.model.finding import Finding, Outcome
from auditor.model.rule import Leaf
from auditor.model.text import Text
from auditor.portfolio.subjects import subject_of

TEXT = "ДОГОВОР услуг\n1.1. Исполнитель проводит инвентаризацию склада.\n2.1. Цена 35 000 (тридцать тысяч) рублей."


def facts_of(text: str = TEXT) -> DocumentFacts:
    found = read_facts(Source("a.txt", text.encode(), "0" * 64, len(text)))
    assert not isinstance(found, Unreadable)
    return found


def with_defects(*defects: Defect, complete: bool = True) -> DocumentFacts:
    return replace(facts_of(), defects={"placeholder": defects} if defects else {}, complete=complete)


def defect(grade: str, span: tuple[int, int] | None = (0, 13), also: tuple[tuple[int, int], ...] = ()) -> Defect:
    return Defect("placeholder", span, Text(f"что-то не так: {grade}", f"something is wrong: {grade}"), grade, also)


def state(facts: DocumentFacts, grade: str | None) -> str:
    arguments: tuple[tuple[str, object], ...] = (("defect", ("placeholder",)),)
    return ask(Leaf("defect", arguments + ((("grade", (grade,)),) if grade else ())), facts, {}).state


def finding(facts: DocumentFacts, rule_id: str) -> Finding:
    ready = bench(())
    rule = next(rule for rule in ready.ruleset.rules if rule.id == rule_id)
    return judge([rule], facts, subject_of(facts), ready.engine, ready.titles)[0]


@pytest.mark.parametrize(
    ("grades", "worst"),
    [
        ([], "none"),
        (["weak"], "weak"),
        (["fail"], "fail"),
        (["unknown"], "unknown"),
        (["weak", "fail", "unknown"], "fail"),
        (["weak", "unknown"], "unknown"),
    ],
)
def test_a_grade_asks_for_the_gravest_defect(grades: list[str], worst: str) -> None:
    facts = with_defects(*(defect(grade) for grade in grades))
    for asked in ("none", "weak", "fail", "unknown"):
        assert state(facts, asked) == ("yes" if asked == worst else "no")


def test_without_a_grade_any_defect_will_do_and_a_doubt_is_unknown() -> None:
    assert state(with_defects(defect("weak")), None) == "yes"
    assert state(with_defects(), None) == "no"
    assert state(with_defects(defect("unknown")), None) == "unknown"


def test_where_a_part_was_not_read_the_absence_of_defects_is_not_proved() -> None:
    assert state(with_defects(complete=False), "none") == "unknown"
    assert state(with_defects(complete=False), None) == "unknown"
    assert state(with_defects(defect("fail"), complete=False), "none") == "no"


def test_a_defect_without_a_place_is_told_and_shows_no_words() -> None:
    found = finding(with_defects(defect("fail", None)), "placeholder-left")
    assert found.outcome is Outcome.FAIL
    assert found.evidence == ()
    assert found.message.ru == "что-то не так: fail"
    assert found.confidence_reason == Text("Опирается на сам файл.", "It rests on the file itself.")


def test_every_place_of_a_defect_is_evidence_with_what_it_shows() -> None:
    found = finding(with_defects(defect("fail", (0, 13), ((14, 20), (21, 30)))), "placeholder-left")
    text = facts_of().document.text
    assert [evidence.quote for evidence in found.evidence] == [text[0:13], text[14:20], text[21:30]]
    assert found.evidence[0].about == Text("что-то не так: fail", "something is wrong: fail")


def test_the_gravest_come_first_and_are_counted() -> None:
    found = finding(
        with_defects(defect("weak", (0, 5)), defect("fail", (6, 9)), defect("fail", (14, 20))), "placeholder-left"
    )
    assert found.message.ru == "что-то не так: fail Таких мест всего: 2."
    assert [evidence.start for evidence in found.evidence] == [6, 14, 0]


def test_messages_say_what_exactly_is_wrong() -> None:
    found = finding(facts_of(), "amount-words-digits-mismatch")
    assert found.outcome is Outcome.FAIL
    assert "Цифрами 35\u00a0000, прописью 30\u00a0000" in found.message.ru
    assert [evidence.quote for evidence in found.evidence] == ["35 000 (тридцать тысяч) рублей"]
    assert found.evidence[0].clause == "2.1"


def test_a_pass_is_told_in_the_words_of_the_rule() -> None:
    found = finding(facts_of(TEXT.replace("35", "30")), "amount-words-digits-mismatch")
    assert (found.outcome, found.message.ru) == (Outcome.PASS, "Записи цифрами и прописью совпадают.")


def test_a_doubt_is_undetermined_in_the_words_of_the_detector() -> None:
    found = finding(with_defects(defect("unknown")), "placeholder-left")
    assert (found.outcome, found.message.ru) == (Outcome.UNDETERMINED, "что-то не так: unknown")


def test_a_defect_of_an_amendment_is_its_own() -> None:
    found = finding(facts_of(), "amount-words-digits-mismatch")
    assert told_by_main(found, "main.docx") == found
    gap = replace(found, tags=("required", "law"))
    assert told_by_main(gap, "main.docx").outcome is Outcome.NOT_APPLICABLE


def test_a_word_file_with_everything_wrong_is_told_rule_by_rule() -> None:
    document = docx.Document()
    for line in (
        "ДОГОВОР № 5/А возмездного оказания услуг", "г. Пермь, 5 мая 2026 г.",
        "ООО «Северный склон», именуемое в дальнейшем «Исполнитель», ИНН 7707083839, оказывает услуги.",
        "1.1. Срок оказания услуг составляет ____________ дней.", "1.2. Порядок указан в пункте 2.9 настоящего Договора.",
        "2.1. Цена 35 000 (тридцать тысяч) рублей, в том числе НДС 20 % - 9 000 рублей.",
        "2.2. Оплата до 31 июня 2026 г.", "2.3. Cтоимость, прoсрочка и нeустойка указаны.",
    ):  # fmt: skip
        document.add_paragraph(line)
    document.add_comment(document.paragraphs[0].runs, text="Согласовать.", author="О. Кузин")
    buffer = io.BytesIO()
    document.save(buffer)
    facts = read_facts(Source("a.docx", buffer.getvalue(), "0" * 64, len(buffer.getvalue())))
    assert not isinstance(facts, Unreadable)
    outcomes = {
        "placeholder-left": "fail", "cross-reference-broken": "fail", "amount-words-digits-mismatch": "fail",
        "totals-do-not-add-up": "fail", "date-inconsistent": "fail", "party-inconsistent": "fail",
        "hidden-or-deceptive-text": "fail", "tracked-changes-left": "weak", "signature-missing": "undetermined",
        "document-not-fully-read": "pass",
    }  # fmt: skip
    assert {rule: finding(facts, rule).outcome.value for rule in outcomes} == outcomes
