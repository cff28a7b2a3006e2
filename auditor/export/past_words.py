"""The report's words about earlier audits, accepted findings and who mends what."""

from __future__ import annotations

from auditor.model.text import Text

PAST_WORDS: dict[str, Text] = {
    "outcome.waived": Text("Принято", "Accepted"),
    "group.waived": Text("Принято: в счёт не входит", "Accepted: left out of the score"),
    "waived_box": Text(
        "Принято до {until}. Прежний исход: {outcome}.", "Accepted until {until}. Outcome as before: {outcome}."
    ),
    "waived_reason": Text("Причина", "Reason"),
    "waived_who": Text(
        "Просил(а): {author}. Согласовал(а): {approver}. Основание: {authority}, {given}.",
        "Asked for by {author}. Granted by {approver}. Authority: {authority}, {given}.",
    ),
    "waived_condition": Text("Условие", "Condition"),
    "waiver.false_alarm": Text("ложная тревога", "false alarm"),
    "waiver.accepted_risk": Text("риск принят", "risk accepted"),
    "waiver.compensated": Text("возмещено другой мерой", "compensated by another measure"),
    "waiver.negotiated": Text("согласовано с клиентом", "agreed with the client"),
    "waiver.being_mended": Text("исправляется", "being mended"),
    "waiver.not_relevant": Text("не относится к делу", "not relevant here"),
    "waivers_lapsed": Text("Исключения, которые больше не действуют", "Waivers that do not hold"),
    "waivers_lapsed_why": Text(
        "Находки по ним снова входят в счёт. Продлите, исправьте или уберите эти записи.",
        "Their findings count again. Renew, correct or remove these entries.",
    ),
    "waivers_active": Text("Действующих исключений: {n}", "Waivers in force: {n}"),
    "mark": Text("Метка", "Mark"),
    "since_day": Text("открыто с {date}", "open since {date}"),
    "in_baseline": Text("в базе до {date}", "in the baseline until {date}"),
    "owner_due": Text("исправляет {owner} до {date}", "{owner} is to mend it by {date}"),
    "owner": Text("Ответственный", "Owner"),
    "due": Text("Срок", "Due"),
    "waiver": Text("Исключение", "Waiver"),
    "other_rules": Text("правила изменились", "other rules"),
    "past": Text("С прошлой проверки", "Since the last audit"),
    "past_first": Text(
        "Это первая записанная проверка портфеля «{portfolio}»: сравнивать пока не с чем.",
        "This is the first recorded audit of the portfolio “{portfolio}”: there is nothing to compare it with yet.",
    ),
    "past_with": Text(
        "Проверка {number} портфеля «{portfolio}» сравнена с проверкой {before} на {date}.",
        "Audit {number} of the portfolio “{portfolio}” is compared with audit {before} as of {date}.",
    ),
    "state.new": Text("Новые", "New"),
    "state.unchanged": Text("Без изменений", "Unchanged"),
    "state.changed": Text("Изменились, но остались", "Changed, still flagged"),
    "state.fixed": Text("Исправлены", "Fixed"),
    "state.gone": Text("Ушли вместе с документом", "Gone with the document"),
    "state.unchecked": Text("В этот раз не проверены", "Not checked this time"),
    "state_of": Text("Что произошло", "What happened"),
    "finding": Text("Находка", "Finding"),
    "client": Text("Клиент", "Client"),
    "employee": Text("Сотрудник", "Employee"),
    "by_section": Text("По разделам", "By section"),
    "by_client": Text("По клиентам", "By client"),
    "by_employee": Text("По сотрудникам", "By employee"),
    "by_law": Text("По нормам", "By law"),
    "more_changes": Text(
        "Показаны первые {shown} из {all}; остальные покажет auditor history diff.",
        "The first {shown} of {all} are shown; auditor history diff tells the others.",
    ),
    "was": Text("Было:", "Was:"),
    "now": Text("Стало:", "Now:"),
    "gone_findings": Text("находок: {n}", "findings: {n}"),
    "trend": Text("Как идёт дело", "How it goes"),
    "trend_how": Text(
        "Линия — риск портфеля от 0 до 100 в каждой проверке: чем выше, тем хуже. Пунктир — границы: если всё "
        "неустановленное окажется выполненным и если нет. Если между проверками изменились правила, скачок может идти "
        "от них: такие проверки отмечены в таблице.",
        "The line is the portfolio's risk from 0 to 100 in each audit: the higher, the worse. The dashes are its "
        "bounds: if everything undetermined turned out to be met, and if not. A jump may come from other rules: audits "
        "with other rules than the one before are marked in the table.",
    ),
    "trend_table": Text("То же числами", "The same in numbers"),
    "flagged": Text("Нарушений", "Findings"),
    "new_ones": Text("Новых", "New"),
    "fixed_ones": Text("Исправлено", "Fixed"),
    "days_to_fix": Text(
        "Среднее время до исправления: {days} дн. (исправлено за всё время: {n}).",
        "Mean time to fix: {days} days (fixed so far: {n}).",
    ),
    "offenders": Text("Повторяется", "Comes back"),
    "offender_times": Text("появлялось заново в проверках: {n}", "came anew in audits: {n}"),
    "overdue": Text("Просрочено исправление", "Overdue"),
    "overdue_why": Text(
        "Срок, к которому это должны были исправить, прошёл.", "The day by which these were to be mended has passed."
    ),
    "overdue_days": Text("просрочено на {n} дн.", "{n} days over"),
    "law_changed": Text("Закон изменился: перечитайте", "The law changed: read again"),
    "law_changed_why": Text(
        "Эти договоры заключены до перемены, а правила опираются на норму, которая с прошлой проверки вступила в силу "
        "или утратила её.",
        "These contracts were made before the change, and a rule rests on a provision that came into force or lapsed "
        "since the last audit.",
    ),
    "law_moment": Text("{ref}, с {date}", "{ref}, from {date}"),
    "baseline": Text("Принятая база", "Baseline"),
    "baseline_holds": Text(
        "Находки проверки {number} приняты {given} до {until}: {reason} ({author}). Ими покрыто сейчас: {n}. Они видны "
        "и входят в счёт, но новыми не считаются и на код завершения не влияют.",
        "The findings of audit {number} were accepted on {given} until {until}: {reason} ({author}). It covers {n} "
        "now. They stay visible and in the score, but are not new and do not touch the exit code.",
    ),
    "baseline_over": Text(
        "База, принятая {given}, кончилась {until}: её находки снова влияют на код завершения.",
        "The baseline accepted on {given} ended on {until}: its findings touch the exit code again.",
    ),
    "seal": Text("Печать пакета", "Seal of the package"),
}
"""Words by their names; the table of words takes them in."""
