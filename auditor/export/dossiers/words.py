"""The words of a dossier in both languages."""

from __future__ import annotations

from auditor.model.comparison import Direction, Verdict
from auditor.model.playbook import Stand
from auditor.model.rounds import Fate
from auditor.model.text import Text

VERDICTS = {
    Verdict.WEAKENED: Text("ухудшено", "weakened"),
    Verdict.MISSING: Text("отсутствует", "missing"),
    Verdict.CHANGED: Text("изменено по существу", "changed in substance"),
    Verdict.ADDED: Text("добавлено", "added"),
    Verdict.REWORDED: Text("другие слова", "reworded"),
    Verdict.IMPROVED: Text("улучшено", "improved"),
    Verdict.FILLED: Text("заполнено", "filled in"),
    Verdict.EQUAL: Text("без изменений", "equal"),
}
"""What became of a clause, the gravest first: the order in which they are shown."""
DIRECTIONS = {
    Direction.WORSE: Text("против нас", "against us"),
    Direction.BETTER: Text("в нашу пользу", "in our favour"),
    Direction.UNCLEAR: Text("чья это выгода, не определить", "for whom cannot be told"),
}
STANDS = {
    Stand.UNACCEPTABLE: Text("неприемлемо", "unacceptable"),
    Stand.MISSING: Text("условия нет", "missing"),
    Stand.UNDETERMINED: Text("не удалось определить", "could not be told"),
    Stand.ACCEPTABLE: Text("приемлемо", "acceptable"),
    Stand.PREFERRED: Text("как мы хотим", "preferred"),
    Stand.ABSENT: Text("нет и не требуется", "absent, not required"),
}
FATES = {
    Fate.NEW: Text("новые замечания", "new findings"),
    Fate.LOST: Text("стало хуже", "graver than before"),
    Fate.UNSETTLED: Text("не удалось сравнить", "could not be compared"),
    Fate.REWORDED: Text("слова другие, замечание осталось", "reworded, still flagged"),
    Fate.UNCHANGED: Text("без изменений", "unchanged"),
    Fate.GAINED: Text("стало лучше", "less grave than before"),
    Fate.RESOLVED: Text("снято", "resolved"),
}
CHANGES = {
    "tracked_insertion": Text("вставлено", "inserted"),
    "tracked_deletion": Text("удалено", "deleted"),
    "comment": Text("комментарий", "comment"),
}
SIDES = {"provider": Text("исполнитель", "the provider"), "client": Text("заказчик", "the client")}

SAID = {
    "title": Text("Договор перед подписанием", "The contract before signing"),
    "template": Text("Сравнение с нашим шаблоном", "Against our template"),
    "playbook": Text("Позиции: {title}", "Positions: {title}"),
    "round": Text("Что изменилось с прошлого раунда", "What changed since the last round"),
    "terms": Text("Ключевые условия", "Key terms"),
    "dates": Text("Даты", "Dates"),
    "open_dates": Text("Сроки, дату которых пока не вычислить", "Time limits without a date yet"),
    "side": Text("Мы — {side} ({why}).", "We are {side} ({why})."),
    "no_side": Text(
        "Не указано, чья это сторона: у отличий по существу не видно, кому они выгодны. Добавьте --side.",
        "Nobody said which side we are, so differences of substance have no direction. Add --side.",
    ),
    "given": Text("указано в задании", "as given"),
    "incomplete": Text(
        "Файл прочитан не полностью: отсутствующее может стоять на непрочитанной странице.",
        "A file was not read in full: what is missing may stand on an unread page.",
    ),
    "attention": Text("Требует внимания", "Needs attention"),
    "other": Text("Прочие отличия", "Other differences"),
    "equal_clauses": Text("Без изменений: {n}", "Equal clauses: {n}"),
    "moved": Text("перенесено", "moved"),
    "our_text": Text("у нас", "ours"),
    "their_text": Text("в договоре", "in the contract"),
    "was": Text("было", "was"),
    "now": Text("стало", "now"),
    "clause": Text("п. {n}", "cl. {n}"),
    "page": Text("стр. {n}", "p. {n}"),
    "no_number": Text("без номера", "no number"),
    "position": Text("Позиция", "Position"),
    "outcome": Text("Итог", "Outcome"),
    "why": Text("Почему", "Why"),
    "fallback": Text("Предложить: «{words}»", 'Offer: "{words}"'),
    "approves": Text("Согласует: {who}", "Approved by: {who}"),
    "findings": Text("Замечания", "Findings"),
    "silent": Text("Изменения, о которых не предупредили", "Changes that nobody announced"),
    "silent_told": Text(
        "Этих отличий от прошлого раунда нет среди исправлений в режиме рецензирования.",
        "These differences from the last round are not among the tracked changes.",
    ),
    "silent_none": Text(
        "Все отличия от прошлого раунда отмечены как исправления.",
        "Every difference from the last round is a tracked change.",
    ),
    "no_tracking": Text(
        "В новом файле нет отмеченных исправлений: все отличия ниже найдены сравнением.",
        "The new file has no tracked changes: all differences below were found by comparison.",
    ),
    "all_changes": Text("Все отличия от прошлого раунда", "All differences from the last round"),
    "tracked": Text("Исправления: кто и когда", "Tracked changes: who and when"),
    "comments": Text("Комментарии", "Comments"),
    "nobody": Text("автор не указан", "no author given"),
    "not_found": Text("не найдено", "not found"),
    "not_seen": Text("не видно, файл прочитан не весь", "not seen, the file was not read in full"),
    "none": Text("Отличий нет.", "There are no differences."),
    "contract": Text("Договор", "Contract"),
    "compared_with": Text("Сравнивали с", "Compared with"),
    "reviewed": Text("Дата проверки", "Reviewed on"),
    "legend": Text("В тексте: ", "In the text: "),
    "removed": Text("убрано", "removed"),
    "put_in": Text("вставлено", "put in"),
    "filled_in": Text("вписано в пустое место", "written in a blank"),
    "topics": Text("О чём: {topics}", "About: {topics}"),
    "written": Text("Записано: {path}", "Written: {path}"),
}
"""All other phrases by name."""
