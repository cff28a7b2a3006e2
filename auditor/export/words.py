"""Every word of the report's own, in both languages; what a rule or a document says comes from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from math import floor

from auditor.model.text import Language, Text

WORDS: dict[str, Text] = {
    # The head of the page and its parts
    "report": Text("Отчёт о проверке договоров", "Contract compliance report"),
    "as_of": Text("На дату {date}", "As of {date}"),
    "to_content": Text("К содержанию отчёта", "Skip to the report"),
    "contents": Text("Содержание", "Contents"),
    "summary": Text("Итог", "Summary"),
    "unread": Text("Что осталось непрочитанным", "What was not read"),
    "contracts": Text("Договоры", "Contracts"),
    "subjects": Text("Предметы проверки", "Subjects"),
    "findings": Text("Находки по договорам", "Findings by contract"),
    "findings_by_subject": Text("Находки по предметам проверки", "Findings by subject"),
    "files": Text("Проверенные файлы", "Files"),
    "method": Text("Как выносилось решение", "How it was judged"),
    "rules": Text("Правила", "Rules"),
    # The verdict
    "band.low": Text("Низкий риск", "Low risk"),
    "band.moderate": Text("Умеренный риск", "Moderate risk"),
    "band.elevated": Text("Повышенный риск", "Elevated risk"),
    "band.high": Text("Высокий риск", "High risk"),
    "band.critical": Text("Критический риск", "Critical risk"),
    "band.inconclusive": Text("Вывода пока нет", "No verdict yet"),
    "short.low": Text("низкий", "low"),
    "short.moderate": Text("умеренный", "moderate"),
    "short.elevated": Text("повышенный", "elevated"),
    "short.high": Text("высокий", "high"),
    "short.critical": Text("критический", "critical"),
    "short.inconclusive": Text("вывода нет", "no verdict"),
    "action.low": Text("Достаточно наблюдать.", "Keep an eye on it."),
    "action.moderate": Text("Исправить при ближайшем пересмотре.", "Fix it at the next revision."),
    "action.elevated": Text("Исправить в течение 30 дней.", "Fix it within 30 days."),
    "action.high": Text("Исправить сейчас, с визой юриста.", "Fix it now, with a lawyer's sign-off."),
    "action.critical": Text("Перестать пользоваться документом.", "Stop using the document."),
    "action.inconclusive": Text(
        "Сначала устраните то, что помешало решить: непрочитанные файлы и неустановленные проверки.",
        "First deal with what stood in the way: files not read and checks not settled.",
    ),
    "nothing_judged": Text("Договоров для проверки не нашлось.", "No contract was found to judge."),
    "all_read": Text("Все файлы прочитаны полностью.", "Every file was read in full."),
    "no_files": Text("Файлов не было.", "There were no files."),
    "score": Text("Риск", "Risk"),
    "score_of": Text("из 100; 100 — хуже всего", "of 100; 100 is the worst"),
    "score_none": Text("нет счёта", "no score"),
    "score_range": Text(
        "В скобках — границы: если всё неустановленное окажется выполненным и если невыполненным.",
        "In brackets: the score if everything undetermined turned out to be met, and if it turned out to be missing.",
    ),
    "coverage": Text("Покрытие", "Coverage"),
    "coverage_is": Text(
        "доля применимых проверок (с весом по тяжести), по которым есть ответ",
        "share of the applicable checks, weighted by gravity, that have an answer",
    ),
    "immediate": Text("Нужны немедленные меры", "Immediate action is needed"),
    "immediate_why": Text(
        "Подтверждена критическая находка с наибольшей вероятностью претензии. От счёта это не зависит.",
        "A critical finding with the highest likelihood of a claim is confirmed. This holds whatever the score.",
    ),
    "first": Text("С чего начать", "What to do first"),
    "first_none": Text("Невыполненных проверок нет: срочных дел нет.", "No check failed: nothing is pressing."),
    "outcomes": Text("Исходы проверок", "Outcomes of the checks"),
    "show_these": Text("показать", "show"),
    "interrupted": Text("Проверка прервана", "The audit was interrupted"),
    "interrupted_why": Text(
        "Проверена только часть файлов; выводы относятся лишь к ней.",
        "Only a part of the files was audited; the conclusions concern that part alone.",
    ),
    # The score by hand
    "by_hand": Text("Как посчитано", "How it is computed"),
    "by_hand_rule": Text(
        "Риск проверки: R = тяжесть последствий C × вероятность претензии L, от 0 до 25. Счёт договора: "
        "100 × ({worst} × наибольший R / 25 + {breadth} × сумма R / сумма 5C), по проверкам, где есть ответ.",
        "Risk of a check: R = consequence C × likelihood of a claim L, 0 to 25. Score of a contract: "
        "100 × ({worst} × highest R / 25 + {breadth} × sum of R / sum of 5C), over the checks that have an answer.",
    ),
    "by_hand_overall": Text(
        "Общий счёт: {worst} × худший счёт + {breadth} × средний счёт.",
        "Overall score: {worst} × the worst score + {breadth} × the mean score.",
    ),
    "highest_r": Text("Наибольший R", "Highest R"),
    "sum_r": Text("Сумма R", "Sum of R"),
    "sum_possible": Text("Сумма возможного, 5C", "Sum of the possible, 5C"),
    "here": Text("Здесь", "Here"),
    "if_all_pass": Text("Если всё неустановленное выполнено", "If everything undetermined is met"),
    "if_all_fail": Text("Если всё неустановленное не выполнено", "If everything undetermined is missing"),
    "no_answer_rules": Text("Без ответа", "Without an answer"),
    "worst_score": Text("Худший счёт", "Worst score"),
    "mean_score": Text("Средний счёт", "Mean score"),
    # What was not read
    "status.read": Text("прочитан", "read"),
    "status.partly_read": Text("прочитан частично", "read in part"),
    "status.not_read": Text("не прочитан", "not read"),
    "status.skipped": Text("пропущен", "skipped"),
    "unread_why": Text(
        "По этим файлам отчёт молчит или неполон. Отсутствие находок здесь не значит, что всё в порядке.",
        "Of these files the report says nothing, or not everything. No findings here does not mean all is well.",
    ),
    "pages_unread": Text("Не прочитаны страницы {pages} из {total}.", "Pages {pages} of {total} were not read."),
    "no_message": Text("Причина: {reason}.", "Reason: {reason}."),
    "no_reason": Text("Причина не названа.", "No reason was given."),
    # The table of contracts
    "contract": Text("Договор", "Contract"),
    "subject": Text("Предмет", "Subject"),
    "client": Text("Клиент", "Client"),
    "regime": Text("Режим", "Regime"),
    "band": Text("уровень", "level"),
    "regime.consumer": Text("потребитель", "consumer"),
    "regime.business": Text("предприниматель", "business"),
    "regime.unknown": Text("не установлен", "not settled"),
    "kind.contract": Text("договор", "contract"),
    "kind.document": Text("документ", "document"),
    "kind.interaction": Text("обращение", "interaction"),
    "kind.complaint": Text("жалоба", "complaint"),
    "kind.access": Text("доступ", "access grant"),
    "kind.matter": Text("дело", "matter"),
    "kind.programme": Text("организация", "organisation"),
    # Outcomes and gravity
    "outcome.fail": Text("Не выполнено", "Not met"),
    "outcome.weak": Text("Частично", "In part"),
    "outcome.undetermined": Text("Не установлено", "Undetermined"),
    "outcome.error": Text("Сбой проверки", "Check error"),
    "outcome.pass": Text("Выполнено", "Met"),
    "outcome.not_applicable": Text("Не относится", "Not applicable"),
    "group.fail": Text("Не выполнено", "Not met"),
    "group.weak": Text("Выполнено частично", "Met in part"),
    "group.open": Text("Не установлено", "Undetermined"),
    "group.pass": Text("Выполнено", "Met"),
    "group.not_applicable": Text("Не относится к договору", "Not applicable"),
    "severity.critical": Text("Критическая", "Critical"),
    "severity.high": Text("Высокая", "High"),
    "severity.medium": Text("Средняя", "Medium"),
    "severity.low": Text("Низкая", "Low"),
    "severity": Text("Важность", "Severity"),
    "outcome": Text("Исход", "Outcome"),
    "confidence": Text("Уверенность: {level}", "Confidence: {level}"),
    "confidence.high": Text("высокая", "high"),
    "confidence.medium": Text("средняя", "medium"),
    "confidence.low": Text("низкая", "low"),
    "history.unchanged": Text("как в прошлый раз", "as last time"),
    "history.changed": Text("изменилось с прошлого раза", "changed since last time"),
    "history.fixed": Text("устранено с прошлого раза", "fixed since last time"),
    "risk": Text("последствия {consequence} × вероятность {likelihood} = R", "consequence {consequence} × likelihood {likelihood} = R"),
    "risk_open": Text("последствия {consequence}, вероятность не установлена", "consequence {consequence}, likelihood not settled"),
    # A finding
    "check": Text("Проверка: {title}", "Check: {title}"),
    "found_words": Text("На чём держится вывод", "What it rests on"),
    "absence": Text("Доказательство отсутствия", "Proof of absence"),
    "read_paragraphs": Text("Прочитано: {what}.", "Read: {what}."),
    "not_read_pages": Text("Не прочитаны страницы: {pages}.", "Pages not read: {pages}."),
    "searched": Text("Искали:", "Searched for:"),
    "nearest": Text("Ближайшее из найденного", "The nearest that was found"),
    "why_not": Text("Не засчитано:", "Did not count:"),
    "remedy": Text("Что сделать", "What to do"),
    "model_clause": Text("Готовая формулировка", "Model clause"),
    "copy": Text("Скопировать", "Copy"),
    "copied": Text("Скопировано", "Copied"),
    "why": Text("Почему это важно", "Why it matters"),
    "law": Text("Основание", "Basis"),
    "law_and_reason": Text("Что говорит закон и почему это важно", "What the law says and why it matters"),
    "law.verified": Text("сверено с официальным текстом", "checked against the official text"),
    "law.verified-secondary": Text("по вторичным источникам", "from secondary sources"),
    "law.from-memory": Text("нужно проверить", "needs checking"),
    "law.good-practice": Text("рекомендация", "recommendation"),
    "in_force_from": Text("действует с {date}", "in force since {date}"),
    "in_force_to": Text("действует до {date}", "in force until {date}"),
    "in_force": Text("действует с {start} по {end}", "in force from {start} to {end}"),
    "no_law": Text("Основание не указано.", "No basis is given."),
    "page": Text("стр. {n}", "p. {n}"),
    "clause": Text("п. {n}", "cl. {n}"),
    "paragraph": Text("абз. {n}", "par. {n}"),
    "cell": Text("ячейка {n}", "cell {n}"),
    "document": Text("документ", "document"),
    "back": Text("К списку", "Back to the list"),
    "none_of_kind": Text("нет", "none"),
    "warnings": Text("На что обратить внимание", "Please note"),
    "facts": Text("Что понято из документа", "What was understood"),
    "file": Text("Файл", "File"),
    # The filter
    "search": Text("Поиск по находкам", "Search the findings"),
    "search_hint": Text("слово, пункт, правило…", "a word, a clause, a rule…"),
    "any": Text("любая", "any"),
    "any_outcome": Text("любой", "any"),
    "reset": Text("Сбросить", "Reset"),
    "open_all": Text("Раскрыть всё", "Expand all"),
    "close_all": Text("Свернуть всё", "Collapse all"),
    "shown": Text("Показано {n} из {m}", "{n} of {m} shown"),
    # Files
    "status": Text("Состояние", "Status"),
    "document_kind": Text("Вид", "Kind"),
    "size": Text("Размер", "Size"),
    "pages": Text("Страниц", "Pages"),
    "fingerprint": Text("Отпечаток SHA-256", "SHA-256"),
    "input.contract": Text("договор", "contract"),
    "input.annex": Text("приложение", "annex"),
    "input.amendment": Text("дополнительное соглашение", "amendment"),
    "input.act": Text("акт", "acceptance act"),
    "input.invoice": Text("счёт", "invoice"),
    "input.claim": Text("претензия", "claim"),
    "input.interaction": Text("переписка", "correspondence"),
    "input.complaint_register": Text("журнал жалоб", "complaint register"),
    "input.access_list": Text("перечень доступов", "access list"),
    "input.access_log": Text("журнал доступа", "access log"),
    "input.staff_list": Text("список сотрудников", "staff list"),
    "input.assignment_list": Text("список поручений", "assignment list"),
    "input.training": Text("обучение", "training"),
    "input.policy": Text("внутренний порядок", "policy"),
    "input.insurance": Text("страхование", "insurance"),
    "input.other": Text("другое", "other"),
    "bytes": Text("{n} Б", "{n} B"),
    "kilobytes": Text("{n} КБ", "{n} KB"),
    "megabytes": Text("{n} МБ", "{n} MB"),
    # How it was judged
    "tool": Text("Программа", "Tool"),
    "ruleset": Text("Набор правил", "Rule set"),
    "ruleset_hash": Text("Отпечаток набора", "Hash of the rule set"),
    "as_of_name": Text("Дата, на которую проверено", "Date it was judged by"),
    "generated": Text("Отчёт составлен", "Report made"),
    "profile": Text("Профиль", "Profile"),
    "weights": Text("Веса", "Weights"),
    "weights_are": Text(
        "{worst} — худшая проверка, {breadth} — все проверки вместе",
        "{worst} for the worst check, {breadth} for all checks together",
    ),
    "bands": Text("Уровни", "Levels"),
    "no_verdict_when": Text(
        "Вывод не делается, если покрытие ниже {coverage}, если границы счёта расходятся на два уровня и больше или если "
        "не установлена критическая проверка, а других критических находок нет.",
        "There is no verdict when coverage is below {coverage}, when the bounds of the score lie two levels or more "
        "apart, or when a critical check is undetermined and no other critical finding is confirmed.",
    ),
    "scale_c": Text(
        "Последствия C: низкая важность — 2, средняя — 3, высокая — 4, критическая — 5.",
        "Consequence C: low severity 2, medium 3, high 4, critical 5.",
    ),
    "scale_l": Text(
        "Вероятность L: выполнено — 0, частично — 2, не выполнено — 4, запрещённое условие есть — 5; на 1 больше, если "
        "клиент — потребитель, на 1 меньше, если есть возмещающая мера.",
        "Likelihood L: met 0, in part 2, missing 4, a forbidden term present 5; one more when the client is a consumer, "
        "one less when a compensating control is evidenced.",
    ),
    "limits": Text("Пределы метода", "Limits of the method"),
    "limit.ordinal": Text(
        "Перемножаются порядковые оценки: это упорядочивает риски, но не измеряет их.",
        "Ordinal scales are multiplied: this puts risks in order and does not measure them.",
    ),
    "limit.equal": Text(
        "За равными произведениями могут стоять разные риски; поэтому рядом с R всегда показаны C, L, слова документа и правило.",
        "Equal products can hide different risks; so C, L, the quoted words and the rule always stand beside R.",
    ),
    "limit.calibration": Text(
        "Данных, по которым счёт можно было бы выверить, не существует.",
        "No data exists by which the score could be calibrated.",
    ),
    "limit.weights": Text(
        "Матрица последствий и вероятностей взята из IEC 31010:2019 (ГОСТ Р 58771-2019) и ISO 31000:2018; веса {worst} и "
        "{breadth} — собственный выбор, ни в одном стандарте их нет.",
        "The consequence-likelihood matrix follows IEC 31010:2019 and ISO 31000:2018; the weights {worst} and {breadth} "
        "are our own choice and stand in no standard.",
    ),
    "limit.words": Text(
        "Проверяются слова документов, а не то, как стороны поступают на деле. Отчёт помогает юристу и не заменяет его.",
        "Words of documents are checked, not what the parties do. The report helps a lawyer and does not replace one.",
    ),
    "law_legend": Text("Насколько проверены ссылки на закон", "How far the references to the law were checked"),
    "legend.verified": Text(
        "Положение прочитано в официальном тексте; поздние поправки могли в него не войти.",
        "The provision was read in the official text; late amendments may not be in it.",
    ),
    "legend.verified-secondary": Text(
        "Положение прочитано на правовом портале или в обзоре, не в самом законе.",
        "The provision was read on a law portal or in a survey, not in the statute itself.",
    ),
    "legend.from-memory": Text(
        "Ссылка дана по памяти: проверьте её, прежде чем на неё опираться.",
        "The reference is given from memory: check it before relying on it.",
    ),
    "legend.good-practice": Text(
        "Закон этого не требует; это совет, а не нарушение закона.",
        "No law requires it; it is advice, not a breach of law.",
    ),
}  # fmt: skip
"""Every phrase by its name."""

COUNTED: dict[str, tuple[Text, Text, Text]] = {
    "checks_failed": (
        Text("{n} проверка из {m} не выполнена", "{n} of {m} checks is not met"),
        Text("{n} проверки из {m} не выполнены", "{n} of {m} checks are not met"),
        Text("{n} проверок из {m} не выполнены", "{n} of {m} checks are not met"),
    ),
    "checks_none_failed": (
        Text("невыполненных проверок нет, применима {n}", "no check failed of the {n} that applies"),
        Text("невыполненных проверок нет, применимы {n}", "no check failed of the {n} that apply"),
        Text("невыполненных проверок нет, применимо {n}", "no check failed of the {n} that apply"),
    ),
    "checks_weak": (
        Text("ещё {n} выполнена частично", "{n} more is met in part"),
        Text("ещё {n} выполнены частично", "{n} more are met in part"),
        Text("ещё {n} выполнены частично", "{n} more are met in part"),
    ),
    "checks_open": (
        Text("по {n} ответа нет", "{n} has no answer"),
        Text("по {n} ответа нет", "{n} have no answer"),
        Text("по {n} ответа нет", "{n} have no answer"),
    ),
    "files_unread": (
        Text("{n} файл не прочитан", "{n} file was not read"),
        Text("{n} файла не прочитаны", "{n} files were not read"),
        Text("{n} файлов не прочитаны", "{n} files were not read"),
    ),
    "files_partly": (
        Text("{n} файл прочитан частично", "{n} file was read in part"),
        Text("{n} файла прочитаны частично", "{n} files were read in part"),
        Text("{n} файлов прочитаны частично", "{n} files were read in part"),
    ),
    "skipped": (
        Text("{n} файл намеренно пропущен", "{n} file was left out on purpose"),
        Text("{n} файла намеренно пропущены", "{n} files were left out on purpose"),
        Text("{n} файлов намеренно пропущены", "{n} files were left out on purpose"),
    ),
    "contracts": (
        Text("{n} договор", "{n} contract"),
        Text("{n} договора", "{n} contracts"),
        Text("{n} договоров", "{n} contracts"),
    ),
    "subjects": (
        Text("{n} предмет проверки", "{n} subject"),
        Text("{n} предмета проверки", "{n} subjects"),
        Text("{n} предметов проверки", "{n} subjects"),
    ),
    "files": (
        Text("{n} файл", "{n} file"),
        Text("{n} файла", "{n} files"),
        Text("{n} файлов", "{n} files"),
    ),
    "rules": (
        Text("{n} правило", "{n} rule"),
        Text("{n} правила", "{n} rules"),
        Text("{n} правил", "{n} rules"),
    ),
    "pages_read": (
        Text("{n} страница", "{n} page"),
        Text("{n} страницы", "{n} pages"),
        Text("{n} страниц", "{n} pages"),
    ),
    "paragraphs_read": (
        Text("{n} абзац", "{n} paragraph"),
        Text("{n} абзаца", "{n} paragraphs"),
        Text("{n} абзацев", "{n} paragraphs"),
    ),
    "more_passages": (
        Text("Ещё {n} место", "{n} more passage"),
        Text("Ещё {n} места", "{n} more passages"),
        Text("Ещё {n} мест", "{n} more passages"),
    ),
    "more_searched": (
        Text("и ещё {n} признак", "and {n} more sign"),
        Text("и ещё {n} признака", "and {n} more signs"),
        Text("и ещё {n} признаков", "and {n} more signs"),
    ),
    "more_contracts": (
        Text("и ещё {n}", "and {n} more"),
        Text("и ещё {n}", "and {n} more"),
        Text("и ещё {n}", "and {n} more"),
    ),
    "in_contracts": (
        Text("в {n} договоре", "in {n} contract"),
        Text("в {n} договорах", "in {n} contracts"),
        Text("в {n} договорах", "in {n} contracts"),
    ),
    "in_subjects": (
        Text("в {n} предмете проверки", "in {n} subject"),
        Text("в {n} предметах проверки", "in {n} subjects"),
        Text("в {n} предметах проверки", "in {n} subjects"),
    ),
}  # fmt: skip
"""Phrases with a number by their name: the forms for one, for two to four, and for five or more in Russian."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language, with its way to write numbers, dates and places."""

    language: Language

    def say(self, name: str, **values: object) -> str:
        """Return a phrase with its values filled in; KeyError for a name that is not in the table."""
        phrase = WORDS[name].in_language(self.language)
        return phrase.format(**values) if values else phrase

    def count(self, name: str, number: int, **values: object) -> str:
        """Return a phrase in the form that its number asks for; KeyError for a name that is not in the table."""
        phrase = COUNTED[name][_form(number, self.language)].in_language(self.language)
        return phrase.format(n=self.number(number), **values)

    def number(self, number: int | Fraction, digits: int = 0) -> str:
        """Return a number as the language writes it: «5 000» and «0,6», or "5,000" and "0.6"."""
        written = f"{_half_up(Fraction(number), digits):,.{digits}f}"
        if self.language == "en":
            return written
        return written.replace(",", "\u00a0").replace(".", ",")

    def percent(self, share: float) -> str:
        """Return a share of 0 to 1 as whole percent; only 1 itself is 100, so that a gap never rounds away."""
        whole = floor(Fraction(share).limit_denominator(10**6) * 100 + Fraction(1, 2))
        shown = min(whole, 99) if share < 1 else whole
        return f"{shown}\u00a0%" if self.language == "ru" else f"{shown}%"

    def day(self, iso: str) -> str:
        """Return an ISO date as the language writes it, or the text itself when it is not a date."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        if self.language == "ru":
            return f"{day:%d.%m.%Y}"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def moment(self, iso: str) -> str:
        """Return an ISO moment as a day and a time in UTC, or the text itself when it is not a moment."""
        try:
            moment = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        universal = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return f"{self.day(universal.date().isoformat())}, {universal:%H:%M} UTC"

    def size(self, count: int) -> str:
        """Return a number of bytes in bytes, kilobytes (1,024) or megabytes."""
        if count < 1024:
            return self.say("bytes", n=self.number(count))
        if count < 1024**2:
            return self.say("kilobytes", n=self.number(Fraction(count, 1024)))
        return self.say("megabytes", n=self.number(Fraction(count, 1024**2), 1))

    def quoted(self, words: str) -> str:
        """Return words in the language's quotation marks."""
        return f"«{words}»" if self.language == "ru" else f"“{words}”"


def _form(number: int, language: Language) -> int:
    """Return 0, 1 or 2: the grammatical form that a number asks for."""
    if language == "en":
        return 0 if number == 1 else 1
    last, last_two = number % 10, number % 100
    if last == 1 and last_two != 11:
        return 0
    return 1 if 2 <= last <= 4 and not 12 <= last_two <= 14 else 2


def _half_up(number: Fraction, digits: int) -> float:
    """Return a number rounded half up, as the score itself is."""
    scale = 10**digits
    return floor(number * scale + Fraction(1, 2)) / scale


def spans(numbers: Sequence[int]) -> str:
    """Return page numbers in short: «3–5, 7»."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
