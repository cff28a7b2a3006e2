"""A firm whose staff list says whom each works with: access, a matrix of training, chats, short contract numbers."""

from __future__ import annotations

from auditor.portfolio.cases.access import access_cases
from auditor.portfolio.cases.complaint_facts import _PLAIN
from auditor.portfolio.cases.training import training_facts
from auditor.portfolio.clients import Clients
from tests.portfolio.made import folder_of

_ACCESS = {
    "закрепление.csv": """Клиент,Ответственный
ООО «Ясень»,Кротов Илья
ООО «Каскад»,Кротов Илья
ООО «Ковыль»,Зуева Анна
""",
    "штат.csv": """ФИО,Кто,Принят,Уволен,Объекты
Орлова Дарья Петровна,директор,2014,,все
Кротов Илья Львович,мастер,01.02.2019,,"Ясень, Каскад"
Зуева Анна Игоревна,мастер,01.02.2020,,"окраина: Ковыль"
Тихонов Марк Олегович,бухгалтер,01.02.2020,,расчёты всех
Гусев Павел Ильич,мастер,2018,уволен 10.06.2026,
""",
    "учётки.csv": """Учётка,За кем,Открытые объекты,Статус,Последний раз заходил
orlova,Орлова Дарья,все,вкл,30.10.2026
krotov,Кротов Илья,"Ясень, Каскад",вкл,30.10.2026
zueva,Зуева Анна,"Ковыль, Каскад",вкл,29.10.2026
tihonov,Тихонов Марк,расчёты всех,вкл,29.10.2026
gusev,Гусев Павел,Ясень,вкл,11.08.2026
""",
}
_TRAINING = {
    "обучение.csv": """ФИО;Работа на высоте (раз в 12 мес);Трудный клиент (раз в 24 мес)
Кротов И.;10.06.2025;12.03.2026
Зуева А.;—;12.03.2026
Тихонов М.;—;—
Гусев П.;10.06.2026;
"""
}


def test_clients_of_a_staff_list_are_a_reason_for_access() -> None:
    """«Все» in it lets somebody see all; a client that it does not name is too much; a leaver's account is open."""
    told = {case.subject.label.split()[0]: case.told for case in access_cases(folder_of(_ACCESS)) if case.told}
    words = {name: facts["need_to_know"].value for name, facts in told.items() if "need_to_know" in facts}
    assert words["orlova"] == "within"
    assert words["krotov"] == "within"
    assert words["zueva"] == "excess"
    assert words["tihonov"] == "none"
    assert told["gusev"]["leaver"].value == "used"


def test_a_dash_in_a_matrix_is_no_gap_and_an_old_day_is_one() -> None:
    """Only what is older than the period under its own heading is overdue."""
    facts = dict(training_facts(folder_of(_TRAINING)))
    assert facts["overdue_share"].value == "33.3"
    assert facts["overdue_share"].message is not None
    assert "Кротов" in facts["overdue_share"].message.ru


def test_a_bare_day_is_no_number_of_a_contract() -> None:
    """«19 октября» does not name contract No. 19; a sign or a word before it does."""
    clients = Clients()
    clients.add("ООО «Ясень»", number="19")
    for words in ("осмотр 19 октября", "in 19 days", "in_19.eml"):
        assert clients.numbered(words) is None
    for words in ("по договору № 19", "к договору 19", "agreement No. 19", "19"):
        assert clients.numbered(words) is not None


def test_a_finding_that_begins_with_no_is_one() -> None:
    """«Нет, …» with grounds is a finding; «нет данных» is none."""
    assert _PLAIN.match("нет, работа принята по акту")
    assert _PLAIN.match("yes, the log shows it")
    assert not _PLAIN.match("нет данных")
    assert not _PLAIN.match("нетипичный случай")
