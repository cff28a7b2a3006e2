"""Reports built by hand: every outcome, both languages, long names, hostile words, a large portfolio."""

import hashlib
from dataclasses import replace

from auditor.model.finding import (
    Absence,
    Citation,
    Confidence,
    Evidence,
    Finding,
    Nearest,
    Outcome,
    Severity,
    Subject,
    SubjectKind,
)
from auditor.model.judged import Judged
from auditor.model.report import Input, InputStatus, Matter, Report, RulesetStamp, SubjectScore
from auditor.model.text import Text
from auditor.running.spool import Spool, SpooledFindings
from auditor.scoring.score import score_portfolio, score_subject

SECTIONS = (
    ("price", Text("Цена и оплата", "Price and payment")),
    ("acceptance", Text("Приёмка", "Acceptance")),
    ("liability", Text("Ответственность", "Liability")),
    ("forbidden", Text("Запрещённые условия", "Forbidden terms")),
)
HOSTILE = "<script>alert(1)</script>"
OVERRIDE = "договор\u202eyxwv\u202c и \u0000\u0007знак"


def law(ref="ГК РФ ст. 309", status="verified", since=None, until=None):
    said = Text("Обязательства исполняются так, как в них условлено.", "Obligations are performed as agreed.")
    return Citation(ref, said, status, since, until)


def subject(number=1, *, consumer=False, label=None, kind=SubjectKind.CONTRACT):
    label = label or f"Договор № {number} от 03.02.2026, ООО «Лесная тропа»"
    return Subject(kind, f"contract:{number}", f"contracts/{number:02}.docx", label, f"m-{number}", consumer)


def words(subject, quote, page=3, clause="4.1", **more):
    return Evidence(subject.path, quote, page, 41, clause, start=100, end=100 + len(quote), **more)


def finding(subject, rule, outcome, severity=Severity.HIGH, likelihood=0, **more):
    values = {
        "section": "price",
        "title": Text(f"Не назван срок оплаты ({rule})", f"The time for payment is not named ({rule})"),
        "message": Text(
            "Сроков, в которые клиент платит, в тексте не найдено.", "No time by which the client pays was found."
        ),
        "recommendation": Text(
            "Назовите число дней и событие, от которого они идут.", "Name the days and what they run from."
        ),
        "law": (law(),),
        "fingerprint": hashlib.sha256(f"{subject.id}{rule}".encode()).hexdigest()[:24],
    } | more
    return Finding(rule, outcome, severity, likelihood, subject, **values)


def _failed(contract):
    return finding(
        contract,
        "payment-deadline-missing",
        Outcome.FAIL,
        Severity.HIGH,
        4,
        title=Text("Не назван срок оплаты", "The time for payment is not named"),
        model_clause=Text(
            "Заказчик оплачивает услуги в течение 5 (пяти) рабочих дней со дня подписания акта.",
            "The Client pays within five business days after signing the acceptance certificate.",
        ),
        why=Text(
            "Без срока оплата наступает через семь дней после требования, и пеня за просрочку спорна.",
            "Without it payment is due seven days after a demand, and a penalty for delay is open to dispute.",
        ),
        absence=Absence(
            pages_read=8,
            pages_unread=(5, 6, 7),
            searched_for=(Text("срок оплаты", "time for payment"), Text("порядок расчётов", "settlement procedure")),
            nearest=(
                Nearest(
                    "Оплата производится на основании счёта",
                    Text("не названо, в какой срок", "it does not say by when"),
                    4,
                    "3.2",
                ),
            ),
            paragraphs_read=164,
        ),
        law=(law("ГК РФ ст. 314 п. 2"), law("ГК РФ ст. 781", "verified-secondary", since="1996-03-01")),
        confidence_reason=Text("Опирается на то, что слов не нашлось.", "It rests on no words having been found."),
    )


def _forbidden(contract, passages=8):
    return finding(
        contract,
        "forbidden-liability-exclusion",
        Outcome.FAIL,
        Severity.CRITICAL,
        5,
        section="forbidden",
        title=Text("Договор исключает ответственность исполнителя", "The contract excludes the provider's liability"),
        message=Text(
            "Договор исключает ответственность исполнителя.", "The contract excludes the provider's liability."
        ),
        recommendation=Text("Уберите условие или оставьте пределы, которые допускает закон.", "Strike it out."),
        evidence=tuple(
            words(
                contract,
                f"Исполнитель не отвечает за убытки Заказчика в случае {number}",
                page=number,
                clause=f"7.{number}.",
                about=Text("исключение ответственности", "exclusion of liability"),
            )
            for number in range(1, passages + 1)
        ),
        law=(law("ЗоЗПП ст. 16 п. 2 пп. 4", "from-memory", since="2022-09-01", until="2030-01-01"),),
        tags=("forbidden", "law"),
        confidence=Confidence.HIGH,
        confidence_reason=Text("Опирается на слова документа.", "It rests on words of the document."),
    )


def _others(contract):
    yield finding(
        contract,
        "acceptance-procedure-missing",
        Outcome.WEAK,
        Severity.MEDIUM,
        2,
        section="acceptance",
        message=Text(
            "Условие есть, но неполное: порядок приёмки. Не найдено: срок для возражений.",
            "The term is there, but not complete: acceptance. Not found: the time to object.",
        ),
        evidence=(words(contract, "Услуги принимаются по акту", page=None, clause=None),),
        law=(law("Добрая практика", "good-practice"),),
    )
    yield finding(
        contract,
        "provider-liability-missing",
        Outcome.UNDETERMINED,
        Severity.HIGH,
        section="liability",
        message=Text("Часть документа не прочитана, условие может стоять там.", "A part of the document was not read."),
        confidence=Confidence.LOW,
    )
    yield finding(
        contract, "quality-criteria-missing", Outcome.ERROR, Severity.LOW, message=Text("Сбой движка.", "It failed.")
    )
    yield finding(
        contract,
        "price-total-missing",
        Outcome.PASS,
        Severity.HIGH,
        message=Text("Есть: цена услуг.", "Present: the price."),
        evidence=(
            words(contract, "Цена услуг составляет 100 000 рублей"),
            words(contract, "всего сто тысяч рублей", 4, "4.2"),
        ),
    )
    yield finding(
        contract,
        "forbidden-silent-acceptance",
        Outcome.PASS,
        Severity.MEDIUM,
        section="forbidden",
        message=Text("Не найдено: молчание как согласие.", "Not found: silence as consent."),
        absence=Absence(None, (), (Text("молчание как согласие", "silence as consent"),), paragraphs_read=164),
    )
    yield finding(
        contract,
        "consumer-refund-missing",
        Outcome.NOT_APPLICABLE,
        Severity.CRITICAL,
        message=Text("Правило к этому документу не относится.", "The rule does not concern this document."),
    )


def findings_of(contract):
    """One contract's findings: every outcome at least once."""
    return (_failed(contract), _forbidden(contract), *_others(contract))


def input_of(contract, **more):
    values = {
        "sha256": hashlib.sha256(contract.path.encode()).hexdigest(),
        "size": 48_213,
        "media_type": "application/pdf",
        "status": InputStatus.READ,
        "language": "ru",
        "kind": "contract",
        "pages_total": 9,
        "matter": contract.matter,
        "facts": ((Text("Номер", "Number"), "17/2026"), (Text("Исполнитель", "Provider"), "ИП Примерова А. П.")),
    } | more
    return Input(contract.path, **values)


def report_of(findings, language="ru", inputs=None, subjects=None, **more):
    """A report whose scores are computed from its findings by the product itself."""
    subjects = list(dict.fromkeys(finding.subject for finding in findings)) if subjects is None else subjects
    scores = tuple(SubjectScore(one, score_subject([f for f in findings if f.subject == one])) for one in subjects)
    values = {
        "tool_version": "0.1.0",
        "ruleset": RulesetStamp("2026.11", "ab" * 32, 102),
        "generated_at": "2026-11-01T09:30:00+00:00",
        "as_of": "2026-11-01",
        "inputs": tuple(input_of(one) for one in subjects) if inputs is None else tuple(inputs),
        "matters": tuple(Matter(one.matter, "ООО «Лесная тропа»", one.consumer, (one.path,)) for one in subjects),
        "overall": score_portfolio(scores),
        "sections": SECTIONS,
    } | more
    return Report(language=language, findings=tuple(findings), by_subject=scores, **values)


def single(language="ru"):
    """One contract with every outcome."""
    return report_of(findings_of(subject()), language)


def portfolio(language="ru"):
    """Four contracts, one of them clean, with files that were not read, read in part and left out."""
    contracts = [subject(1, consumer=True), subject(2), subject(3, consumer=None), subject(4)]
    findings = [f for one in contracts[:3] for f in findings_of(one)]
    findings += [
        finding(contracts[3], "price-total-missing", Outcome.PASS, message=Text("Есть: цена.", "Present: the price."))
    ]
    return report_of(findings, language, inputs=[*_read(contracts), *_left(contracts[0])], subjects=contracts)


def _read(contracts):
    warning = Text("Особая отрасль (medical): для неё действуют свои правила.", "A special sector (medical).")
    partly = input_of(
        contracts[0],
        status=InputStatus.PARTLY_READ,
        reason="no_text_layer",
        message=Text(
            "На части страниц нет текста. Распознайте их и повторите.", "Some pages hold no text. Recognise them."
        ),
        pages_unread=(5, 6, 7),
        warnings=(warning,),
    )
    return [partly, *(input_of(one) for one in contracts[1:])]


def _left(copied):
    locked = Text("Файл закрыт паролем. Снимите пароль и повторите.", "The file is locked. Remove the password.")
    copy = Text("Точная копия файла; находки показаны у него.", "An exact copy; its findings are shown there.")
    yield Input(
        "contracts/закрытый.pdf",
        "0" * 64,
        9_000,
        "application/pdf",
        InputStatus.NOT_READ,
        reason="encrypted",
        message=locked,
    )
    yield Input(
        "contracts/без причины.bin", "", 3, "application/octet-stream", InputStatus.NOT_READ, reason="unsupported"
    )
    yield replace(
        input_of(copied),
        path="копии/01.docx",
        status=InputStatus.SKIPPED,
        reason="duplicate",
        message=copy,
        duplicate_of=copied.path,
    )


def nothing_found(language="ru"):
    """No file at all."""
    return report_of((), language)


def clean(language="ru"):
    """One contract in which everything is met."""
    one = subject()
    passed = finding(one, "price-total-missing", Outcome.PASS, message=Text("Есть: цена услуг.", "Present: the price."))
    return report_of((passed,), language)


def hostile(language="ru"):
    """Mark-up, control characters and a name of 300 characters wherever a document's words may stand."""
    label = HOSTILE + "Д" * 300
    one = replace(subject(label=label), path=f"contracts/{HOSTILE}'\"&.docx")
    evil = Text(HOSTILE + OVERRIDE, HOSTILE + OVERRIDE)
    bad = finding(
        one,
        HOSTILE,
        Outcome.FAIL,
        Severity.CRITICAL,
        5,
        title=evil,
        message=evil,
        recommendation=evil,
        model_clause=evil,
        why=evil,
        section=HOSTILE,
        evidence=(
            words(one, f"{HOSTILE} {OVERRIDE}", about=evil),
            Evidence("javascript:alert(1)", "javascript:alert(2)", clause=HOSTILE, cell=HOSTILE),
        ),
        absence=Absence(1, (), (evil,), (Nearest(HOSTILE, evil, 1, HOSTILE),), 2),
        law=(replace(law(HOSTILE), rule=Text(HOSTILE, HOSTILE), in_force_from=HOSTILE),),
        confidence_reason=evil,
    )
    entry = input_of(one, facts=((evil, HOSTILE),), warnings=(evil,), status=InputStatus.PARTLY_READ, message=evil)
    matters = (Matter(one.matter, HOSTILE, None, (one.path,)),)
    return report_of((bad,), language, inputs=[entry], matters=matters, profile=HOSTILE)


def large(contracts=50, rules=100, language="ru"):
    """A portfolio of 50 contracts and 100 rules with texts as long as those of the real check-list."""
    return report_of([f for number in range(1, contracts + 1) for f in _many(subject(number), rules)], language)


_LONG = "Условие стоит в разделе о расчётах и повторено в приложении, но срок в нём назван только для аванса. "
_TERMS = tuple(Text(f"признак номер {n} искомого условия", f"sign number {n} of the term") for n in range(6))


def _many(contract, rules):
    for number in range(rules):
        severity = (Severity.CRITICAL, Severity.HIGH, Severity.HIGH, Severity.MEDIUM, Severity.MEDIUM, Severity.LOW)[
            number % 6
        ]
        outcome, likelihood = _outcome(number)
        yield finding(
            contract,
            f"rule-number-{number}-missing",
            outcome,
            severity,
            likelihood,
            section=SECTIONS[number % 4][0],
            message=Text(_LONG[:60], _LONG[:60]),
            recommendation=Text(_LONG, _LONG),
            model_clause=Text(_LONG * 3, _LONG * 3),
            why=Text(_LONG * 2, _LONG * 2),
            law=(law("ГК РФ ст. 314 п. 2, ст. 781"), law("ЗоЗПП ст. 28 п. 5", "verified-secondary")),
            evidence=() if outcome in {Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED} else (words(contract, _LONG * 2),),
            absence=Absence(9, (), _TERMS, paragraphs_read=120) if outcome is Outcome.FAIL else None,
            confidence_reason=Text("Опирается на слова документа.", "It rests on words of the document."),
        )


class _Spooled:
    """What a report says of files that belong to nothing."""

    def __init__(self, spool, by_path):
        self._spool, self._by_path = spool, by_path

    def of(self, path):
        return self._spool.findings(self._by_path[path])

    def belonging(self, path):
        return ()

    def briefly(self, path):
        return ()

    def lines(self, path):
        return self._spool.lines(self._by_path[path])


def spooled(contracts=400, rules=10, language="ru"):
    """A portfolio whose findings lie on the disk, as those of every large one do."""
    spool, kept, scores = Spool(), [], []
    for number in range(1, contracts + 1):
        one = replace(subject(number), path=f"договоры/{number:05}.docx")
        findings = tuple(_many(one, rules))[: rules - number % 3]
        kept.append(spool.keep(Judged(input_of(one), findings, one)))
        scores.append(SubjectScore(one, score_subject(findings)))
    by_path = {of_one.judged.input.path: of_one for of_one in kept}
    report = report_of((), language, inputs=[*(of_one.judged.input for of_one in kept), *_left(subject(1))])
    return replace(
        report,
        findings=SpooledFindings(list(by_path), _Spooled(spool, by_path)),
        by_subject=tuple(scores),
        overall=score_portfolio(scores),
        matters=tuple(
            Matter(e.subject.matter, "ООО «Лесная тропа»", e.subject.consumer, (e.subject.path,)) for e in scores
        ),
    )


def _outcome(number):
    if number % 10 < 2:
        return Outcome.FAIL, 4
    if number % 10 == 2:
        return Outcome.WEAK, 2
    if number % 20 == 3:
        return Outcome.UNDETERMINED, 0
    return (Outcome.NOT_APPLICABLE, 0) if number % 10 == 4 else (Outcome.PASS, 0)
