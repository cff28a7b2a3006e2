"""The report's words about its pictures, its tools and its ways to be printed."""

from __future__ import annotations

from auditor.model.text import Text

PICTURE_WORDS: dict[str, Text] = {
    "pictures": Text("Картина в целом", "The whole picture"),
    "heat_map": Text("Договоры и разделы проверки", "Contracts by sections of the check-list"),
    "heat_legend": Text(
        "Число — сколько проверок не выполнено; в скобках — выполнено частично; ✓ — всё выполнено; ? — не установлено; "
        "пусто — не относится. Чем гуще цвет клетки, тем выше наибольший риск R в ней. Число ведёт к этим находкам.",
        "A number tells how many checks are not met; in brackets: met in part; ✓ all met; ? undetermined; empty: not "
        "applicable. The stronger the colour of a cell, the higher the highest risk R in it. A number leads to those "
        "findings.",
    ),
    "risk_matrix": Text("Тяжесть последствий и вероятность претензии", "Consequence by likelihood of a claim"),
    "risk_matrix_how": Text(
        "В клетке — сколько проверок не выполнено или выполнено частично при таких C и L. Чем правее и выше, тем "
        "срочнее.",
        "A cell tells how many checks are not met, or met in part, at this C and L. Further right and up is more "
        "pressing.",
    ),
    "matrix_corner": Text("Последствия C, вероятность L", "Consequence C, likelihood L"),
    "likely.1": Text("маловероятно", "unlikely"),
    "likely.2": Text("возможно", "possible"),
    "likely.3": Text("вероятно", "likely"),
    "likely.4": Text("весьма вероятно", "very likely"),
    "likely.5": Text("почти наверняка", "almost certain"),
    "by_client_picture": Text("Что не выполнено, по клиентам", "What is not met, by client"),
    "by_client_how": Text(
        "Число невыполненных проверок по важности; клиенты с критическими находками стоят первыми. Находки о порядке "
        "в самой фирме сюда не входят.",
        "Checks that are not met, by severity; clients with critical findings come first. Findings on the firm's own "
        "order are left out.",
    ),
    "table_behind": Text("Те же числа таблицей", "The same as a table"),
    "total": Text("Всего", "Total"),
    "promises_picture": Text("Обещания клиентам", "Promises to clients"),
    "promises_how": Text(
        "Отрезок идёт от дня обещания до обещанного дня, черта вниз — дата проверки. Показаны обещания с известным "
        "днём, неисполненные первыми.",
        "A line runs from the day of the promise to the day promised; the upright line is the date of the audit. "
        "Promises with a known day are drawn, those not kept first.",
    ),
    "promise_words": Text("Обещание", "Promise"),
    "promise_given": Text("Когда дано", "Given on"),
    "promise_due": Text("К какому дню", "Due by"),
    "promise_done": Text("День исполнения", "Done on"),
    "promises_all": Text("Обещаний: {n}.", "Promises: {n}."),
    "promise_fate": Text("Что стало", "What became of it"),
    "promises_more": Text(
        "Ещё обещаний: {n}; все они есть в книге .xlsx.", "Further promises: {n}; the .xlsx has all."
    ),
    "client_unknown": Text("клиент не установлен", "client not known"),
    "fate.missing": Text("исполнения не видно", "not shown to be kept"),
    "fate.late": Text("исполнено с опозданием", "kept late"),
    "fate.not_due": Text("срок не прошёл", "not yet due"),
    "fate.undated": Text("без срока", "no day named"),
    "fate.kept": Text("исполнено", "kept"),
    "access_right": Text("Право", "Right"),
    "access_needed": Text("Нужно ли", "Is it needed"),
    "access_allowed": Text("нужно", "needed"),
    "access_count": Text("Обращений", "Uses"),
    "access_last": Text("Последнее обращение", "Last use"),
    # The sheets of the owners
    "no_owner": Text("без ответственного", "without an owner"),
    "answer": Text("Ответ", "Answer"),
    "answer_words": Text("Пояснение: что сделано и чем подтверждено", "Explanation: what was done, and the proof"),
    "answer_until": Text("До какого дня принять", "To be accepted until"),
    "answer_authority": Text("Основание (приказ, протокол)", "Authority (order, minutes)"),
    "answer.mended": Text("исправлено", "mended"),
    "answer.waive": Text("прошу принять", "please accept"),
    "answer.disagree": Text("не согласен", "I disagree"),
    "answer_how_name": Text("Как заполнить", "How to fill in"),
    "answer_how": Text(
        "Заполните жёлтые столбцы и верните файл. «исправлено» и «не согласен»: пояснение встанет рядом с находкой в "
        "следующем отчёте (auditor audit --answers ФАЙЛ); исход изменит только новая проверка. «прошу принять»: "
        "назовите день и основание; просьба попадёт в waivers.yaml и подействует, когда её подпишет согласующий "
        "(auditor waivers ask ФАЙЛ --report report.json). Столбец «Метка находки» не меняйте.",
        'Fill in the yellow columns and return the file. "mended" and "I disagree": the explanation stands beside the '
        'finding in the next report (auditor audit --answers FILE); only a new audit changes the outcome. "please '
        'accept": name the day and the authority; the request goes into waivers.yaml and holds once an approver has '
        "signed it (auditor waivers ask FILE --report report.json). Leave the column with the mark as it is.",
    ),
    # Tools of the page
    "other_language": Text("Русский", "English"),
    "print_all": Text("Печать полностью", "Print everything"),
    "print_summary": Text("Печать итога", "Print the summary"),
    "finer": Text("Ещё отборы, группы и порядок", "More filters, groups and order"),
    "filter_law": Text("Норма", "Law"),
    "filter_history": Text("С прошлого раза", "Since last time"),
    "group_by": Text("Сгруппировать", "Group by"),
    "sort_by": Text("Упорядочить", "Sort by"),
    "by.contract": Text("по договорам", "contract"),
    "by.section": Text("по разделам", "section"),
    "by.rule": Text("по правилам", "rule"),
    "by.severity": Text("по важности", "severity"),
    "by.client": Text("по клиентам", "client"),
    "by.employee": Text("по сотрудникам", "employee"),
    "by.law": Text("по нормам", "law"),
    "by.risk": Text("по риску R", "risk R"),
    "by.confidence": Text("по уверенности", "confidence"),
    "without": Text("не указано", "not named"),
    "keys": Text(
        "Клавиши: Alt+/ — поиск, Alt+↓ и Alt+↑ — следующая и предыдущая находка, Esc в поиске — сбросить отбор.",
        "Keys: Alt+/ to search, Alt+↓ and Alt+↑ for the next and the previous finding, Esc in the search to reset.",
    ),
    "open_file": Text("открыть файл", "open the file"),
}
