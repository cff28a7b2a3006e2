"""Positions of a playbook: what is found, what it is worth, and files that are refused."""

from pathlib import Path

import pytest

from auditor.comparison.positions import answers
from auditor.desk import bench, judge_facts, rulebook
from auditor.errors import RuleError
from auditor.model.playbook import Answer, Stand
from auditor.rulebook.playbook import load_playbook
from auditor.running.settings import Settings
from tests.comparison.test_pairs import contract, facts

HEAD = "id: x\ntitle: {ru: Пример, en: Example}\nside: provider\npositions:\n"
PAYMENT = """  - id: payment
    title: {ru: Срок оплаты, en: Payment}
    about: {topics: [payment-deadline-exact, payment-deadline-loose]}
    limits: {value: period, unit: day, preferred: {at_most: 14}, acceptable: {at_most: 30}}
    required: yes
"""
PENALTY = """  - id: penalty
    title: {ru: Пеня, en: Penalty}
    about: {topics: [payment-penalty-client]}
    limits: {value: percent, unit: "%", per: day, preferred: {at_least: 0.1}, acceptable: {at_least: 0.05}}
"""
COURT = """  - id: court
    title: {ru: Суд, en: Court}
    about: {words: {ru: ["спор* ~ рассматрива*"], en: ["disputes ~ resolved"]}}
    preferred: {words: {ru: ["суде города москвы"], en: ["courts of england"]}}
    unacceptable: {words: {ru: ["третейск* суд*"], en: ["arbitration"]}}
"""


def judged(path: Path, body: str, text: str) -> dict[str, Answer]:
    path = path / "playbook.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    ruleset, lexicon = rulebook(())
    playbook = load_playbook(path, {t.id for t in lexicon.topics}, {r.id for r in ruleset.rules})
    read, ready = facts(text), bench(())
    findings = judge_facts(read, Settings("2026-04-01", "2026-04-01")).findings
    return {a.position.id: a for a in answers(playbook, read, findings, ready.lexicon, ready.words)}


@pytest.mark.parametrize(
    ("lang", "clause", "stand"),
    [
        ("ru", "Заказчик оплачивает услуги в течение 10 календарных дней со дня подписания акта.", Stand.PREFERRED),
        ("ru", "Заказчик оплачивает услуги в течение 20 рабочих дней со дня подписания акта.", Stand.ACCEPTABLE),
        ("ru", "Заказчик оплачивает услуги в течение 30 рабочих дней со дня подписания акта.", Stand.UNACCEPTABLE),
        ("ru", "Заказчик оплачивает услуги в течение двух месяцев со дня подписания акта.", Stand.UNACCEPTABLE),
        ("en", "The Client shall pay each invoice within 14 days of receipt.", Stand.PREFERRED),
        ("en", "The Client shall pay each invoice within ninety (90) days of receipt.", Stand.UNACCEPTABLE),
        ("ru", None, Stand.MISSING),
    ],
)
def test_a_number_decides(tmp_path: Path, lang: str, clause: str | None, stand: Stand) -> None:
    answer = judged(tmp_path, PAYMENT, contract(lang, clause))["payment"]
    assert answer.stand is stand
    assert bool(answer.evidence) is (clause is not None)
    assert all(passage.clause == "2.2" for passage in answer.evidence)


@pytest.mark.parametrize(
    ("rate", "stand"),
    [
        ("0,1 % от суммы долга за каждый день", Stand.PREFERRED),
        ("0,05 % от суммы долга за каждый день", Stand.ACCEPTABLE),
        ("0,01 % за каждый день", Stand.UNACCEPTABLE),
        ("36,5 % годовых", Stand.PREFERRED),
        ("1 % от суммы долга", Stand.UNDETERMINED),
    ],
)
def test_a_rate_is_turned_into_the_time_of_the_limit(tmp_path: Path, rate: str, stand: Stand) -> None:
    text = contract("ru", f"За просрочку оплаты Заказчик уплачивает Исполнителю пеню в размере {rate} просрочки.")
    assert judged(tmp_path, PENALTY, text)["penalty"].stand is stand


def test_words_decide_and_the_worst_wins(tmp_path: Path) -> None:
    text = contract("ru", None)
    assert judged(tmp_path, COURT, text)["court"].stand is Stand.PREFERRED
    worse = text.replace("Арбитражном суде города Москвы", "третейском суде")
    assert judged(tmp_path, COURT, worse)["court"].stand is Stand.UNACCEPTABLE
    other = text.replace("Арбитражном суде города Москвы", "районном суде")
    assert judged(tmp_path, COURT, other)["court"].stand is Stand.UNDETERMINED


def test_a_rule_decides(tmp_path: Path) -> None:
    body = "  - id: rule\n    title: {ru: Пеня, en: Penalty}\n    about: {rules: [payment-penalty-missing]}\n"
    with_penalty = contract(
        "ru", "За просрочку оплаты Заказчик уплачивает пеню 0,1 % от суммы долга за каждый день просрочки."
    )
    assert judged(tmp_path, body, with_penalty)["rule"].stand is Stand.PREFERRED
    assert judged(tmp_path, body, contract("ru", None))["rule"].stand is Stand.UNACCEPTABLE


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        (PAYMENT.replace("payment-deadline-exact", "payment-dedline"), 7, "payment-dedline"),
        (PAYMENT.replace("at_most: 14", "at_most: two"), 8, "is not a number"),
        (PAYMENT.replace("unit: day", "unit: fortnight"), 8, "fortnight"),
        (PAYMENT.replace("required: yes", "requred: yes"), 9, "requred"),
        (PAYMENT.replace("about: {topics: [payment-deadline-exact, payment-deadline-loose]}", "about: {}"), 7, "found"),
        (PAYMENT + PAYMENT, 10, "stands twice"),
        (COURT.replace("суде города москвы", "@nothing"), 5, "nothing"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, body: str, line: int, words: str) -> None:
    with pytest.raises(RuleError) as error:
        judged(tmp_path, body, contract("ru", None))
    assert words in str(error.value)
    assert error.value.place is not None
    assert error.value.place.line == line
    assert error.value.place.file.endswith("playbook.yaml")
