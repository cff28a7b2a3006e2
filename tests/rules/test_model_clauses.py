"""The words that a rule proposes satisfy the rule itself: put into a plain contract, they end the finding."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from auditor.desk import bench, rulebook
from auditor.engine.judge import judge
from auditor.extraction.interface import Source
from auditor.extraction.registry import extract
from auditor.facts.build import facts_of
from auditor.model.document import Document
from auditor.model.finding import Finding, Outcome
from auditor.model.profile import Regime
from auditor.model.rule import Rule
from auditor.portfolio.subjects import subject_of

PLAIN = {
    "ru": """ДОГОВОР возмездного оказания услуг № 14/2026
г. Тверь, 3 марта 2026 г.
{introduction}
1. Предмет Договора
1.1. Исполнитель оказывает Заказчику услуги по обслуживанию офисной техники, а Заказчик оплачивает их.
2. Цена и порядок оплаты
2.1. Цена услуг составляет 30 000 рублей в месяц, НДС не облагается.
2.2. Заказчик оплачивает услуги до 10 числа следующего месяца.
3. Условия
{more}3.1. {clause}
4. Реквизиты и подписи Сторон
Исполнитель: {provider}
Заказчик: {client}
Документ подписан электронной подписью: Ветров А. А., 03.03.2026, сертификат 01AB22
Приложение № 1. Перечень и показатели услуг
Приложение № 2. Образец акта
Приложение № 3. Порядок обработки персональных данных
Приложение № 4. Перечень работников, допущенных к данным
""",
    "en": """SERVICES AGREEMENT No. 14/2026
London, 3 March 2026
{introduction}
1. Services
1.1. The Provider shall service the office equipment of the Client, and the Client shall pay for the Services.
2. Price and payment
2.1. The price of the Services is $500 a month.
2.2. The Client shall pay by the 10th day of the following month.
3. Terms
{more}3.1. {clause}
4. Details and signatures of the Parties
Provider: {provider}
Client: {client}
Electronically signed by Jane Roe on March 3, 2026
Schedule 1. List of Services and service levels
Schedule 2. Form of certificate
Schedule 3. Processing of personal data
Schedule 4. Employees with access to data
""",
}
INTRODUCTIONS = {
    (
        "ru",
        False,
    ): "ООО «Ясный день», именуемое «Исполнитель», и ООО «Тихая гавань», именуемое «Заказчик», заключили Договор.",
    (
        "ru",
        True,
    ): "ООО «Ясный день», именуемое «Исполнитель», и гражданин Лугов Пётр Ильич, именуемый «Заказчик», заказывающий услуги для личных нужд, заключили Договор.",
    ("en", False): 'Clear Day LLC (the "Provider") and Quiet Harbour LLC (the "Client") agree as follows.',
    (
        "en",
        True,
    ): 'Clear Day LLC (the "Provider") and Peter Meadow, an individual acting for personal needs (the "Client"), agree as follows.',
}
PARTIES = {
    ("ru", False): ("ООО «Ясный день», ИНН 6950000000", "ООО «Тихая гавань», ИНН 6950000001"),
    ("ru", True): ("ООО «Ясный день», ИНН 6950000000", "Лугов Пётр Ильич, паспорт 2810 123456"),
    ("en", False): ("Clear Day LLC", "Quiet Harbour LLC"),
    ("en", True): ("Clear Day LLC", "Peter Meadow"),
}  # fmt: skip


MORE = {
    "contract-review-overdue": (
        "2.3. Договор заключён на неопределённый срок.",
        "2.3. This Agreement continues for an indefinite term until terminated.",
    ),
    "public-offer-incomplete": (
        "2.3. Настоящая Оферта адресована неограниченному кругу лиц.",
        "2.3. This public Offer is addressed to any person.",
    ),
    "stages-missing": (
        "2.3. Исполнитель обязуется выполнить работы по разработке сайта Заказчика. Срок выполнения работ составляет 60 рабочих дней.",
        "2.3. The Provider shall develop the software described in Schedule 1. The work is completed within four months.",
    ),
    "faq-missing": (
        "2.3. Исполнитель предоставляет доступ к сервису всем пользователям сайта.",
        "2.3. These terms of use govern the use of our website.",
    ),
    "support-channel-missing": (
        "2.3. Исполнитель осуществляет техническое обслуживание кассовых аппаратов Заказчика.",
        "2.3. The Provider supplies hosting services.",
    ),
}
"""What a contract must say for a rule to apply to it."""
MORE["onboarding-instructions-missing"] = MORE["faq-missing"]


def contract(rule: str, clause: str, language: str, *, consumer: bool) -> str:
    provider, client = PARTIES[language, consumer]
    more = MORE[rule][language == "en"] + "\n" if rule in MORE else ""
    introduction = INTRODUCTIONS[language, consumer]
    return PLAIN[language].format(clause=clause, introduction=introduction, provider=provider, client=client, more=more)


def judged(rule: Rule, text: str, *, consumer: bool) -> Finding:
    ready = bench(())
    data = text.encode()
    document = extract(Source("contract.txt", data, hashlib.sha256(data).hexdigest(), len(data)))
    assert isinstance(document, Document)
    facts = facts_of(document, ready.lexicon, ready.words)
    regime = Regime.CONSUMER if consumer else Regime.BUSINESS
    facts = replace(facts, profile=replace(facts.profile, regime=regime), as_of="2026-11-01")
    return judge([rule], facts, subject_of(facts), ready.engine, ready.titles)[0]


CASES = [
    (rule, language) for rule in rulebook(())[0].rules if rule.model_clause is not None for language in ("ru", "en")
]


@pytest.mark.parametrize(("rule", "language"), CASES, ids=[f"{rule.id}-{language}" for rule, language in CASES])
def test_the_rule_passes_on_its_own_words(rule: Rule, language: str) -> None:
    assert rule.model_clause is not None
    clause = rule.model_clause.in_language("ru" if language == "ru" else "en")
    finding = outcome_with(rule, clause, language)
    if finding.outcome is Outcome.NOT_APPLICABLE:  # a rule for contracts in one language never proposes in the other
        assert rule.id in ONE_LANGUAGE
        assert outcome_with(rule, "Стороны действуют добросовестно.", language).outcome is Outcome.NOT_APPLICABLE
        return
    assert finding.outcome is Outcome.PASS, finding.message


def outcome_with(rule: Rule, clause: str, language: str) -> Finding:
    consumer = rule.applies_to in {"consumer", "individual"}
    return judged(rule, contract(rule.id, clause, language, consumer=consumer), consumer=consumer)


ONE_LANGUAGE = {rule.id for rule in rulebook(())[0].rules if rule.section == "commercial"} | {
    "forbidden-foreign-language"
}
"""Rules for contracts in English alone, and one for contracts under Russian law."""
