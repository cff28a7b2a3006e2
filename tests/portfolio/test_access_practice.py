"""Access to client data in an English practice: exports of a mail service and a CRM, a wide matrix, an audit trail."""

from __future__ import annotations

import pytest

from auditor.portfolio.cases.access import access_cases
from tests.portfolio.made import folder_of

FILES = {
    "hr/staff-2026-10.csv": """Employee ID,Name,Job title,Department,Hire date,Termination date,Work email
1,"Ashdown, Priya",Managing Partner,Board,2012-01-09,,priya.ashdown@ledger.example
2,Colin Brewer,Senior Accountant,Audit,2018-05-14,,colin.brewer@ledger.example
3,Sian Hughes,Accountant,Tax,2020-09-01,,sian.hughes@ledger.example
4,Tom Okafor,IT Manager,IT,2019-02-11,,tom.okafor@ledger.example
5,Rebecca Lowe,Payroll Clerk,Payroll,2021-03-15,2026-09-15,rebecca.lowe@ledger.example
6,Daniel Price,Trainee,Tax,2024-09-02,2026-07-31,daniel.price@ledger.example
""",
    "client allocation.csv": """Client,Partner,Account manager,Assistant
Larkfield Dairy Ltd,Priya Ashdown,Colin Brewer,Sian Hughes
Moorgate Tiles plc,Priya Ashdown,Sian Hughes,
Quayside Hotels Ltd,Priya Ashdown,Colin Brewer,
""",
    "permissions/file-share 2026-10-20.csv": """User,Larkfield Dairy,Moorgate Tiles,Quayside Hotels
LEDGER\\pashdown,RW,RW,RW
LEDGER\\cbrewer,RW,-,RW
LEDGER\\shughes,R,RW,R
LEDGER\\tokafor,,,
LEDGER\\frontdesk,R,,
LEDGER\\Domain Users,,,R
LEDGER\\x774,,R,
LEDGER\\mvance,R,,
""",
    "mail/google_users.csv": """First Name,Last Name,Email Address,Status,Last Sign In
Rebecca,Lowe,rebecca.lowe@ledger.example,Suspended,2026-09-15
Daniel,Price,daniel.price@ledger.example,Active,2026-10-02
Colin,Brewer,colin.brewer@ledger.example,Active,2026-10-20
Sian,Hughes,sian.hughes@ledger.example,Active,2026-10-20
""",
    "audit trail.csv": """Event time,Actor,Event,Resource,Client IP
2026-10-01T09:00:00,cbrewer,View,Quayside Hotels/VAT return.xlsx,10.0.0.4
2026-10-02T09:00:00,cbrewer,Download,Moorgate Tiles/payroll.xlsx,10.0.0.4
2026-10-02T09:05:00,tokafor,Password change,shughes,10.0.0.9
""",
    "cover.txt": """Memorandum

12 October 2026

Sian Hughes covers the clients of Colin Brewer during his leave from 12 October 2026 to 6 November 2026.

Priya Ashdown
""",
    "nda-vance.txt": """Confidentiality agreement

3 February 2026

Ledger & Co and Moira Vance, bookkeeper, agree that Moira Vance shall keep all information about clients confidential.
""",
}


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, str]]:
    """Return the facts of every account by its name."""
    cases = access_cases(folder_of(FILES))
    return {case.subject.label: {name: fact.value for name, fact in case.told.items()} for case in cases}


def about(told: dict[str, dict[str, str]], words: str) -> dict[str, str]:
    """Return the facts of the first account that some words name."""
    return next(facts for label, facts in told.items() if words in label)


@pytest.mark.parametrize(
    ("who", "word"),
    [
        ("pashdown", "within"),
        ("cbrewer", "excess"),
        ("shughes", "within"),
        ("tokafor", "none"),
        ("frontdesk", "shared"),
        ("Domain Users", "everyone"),
        ("x774", "unknown"),
        ("mvance", "excess"),
        ("rebecca.lowe", "blocked"),
        ("daniel.price", "leaver"),
    ],
)
def test_who_sees_more_than_needed(told: dict[str, dict[str, str]], who: str, word: str) -> None:
    assert about(told, who)["need_to_know"] == word


@pytest.mark.parametrize(
    ("who", "word"), [("daniel.price", "used"), ("rebecca.lowe", "closed"), ("cbrewer", "no"), ("x774", "unknown")]
)
def test_leavers(told: dict[str, dict[str, str]], who: str, word: str) -> None:
    assert about(told, who)["leaver"] == word


def test_a_deputy_by_order_sees_the_clients_of_the_absent_one(told: dict[str, dict[str, str]]) -> None:
    assert about(told, "shughes")["clients_in_excess"] == "0", "Quayside is Brewer's, and the cover runs in October"


def test_the_cover_is_over_a_month_later() -> None:
    files = {name.replace("2026-10-20", "2026-11-20"): content for name, content in FILES.items()}
    cases = access_cases(folder_of(files, "2026-12-01"))
    told = {case.subject.label: case.told for case in cases}
    assert about(told, "shughes")["need_to_know"].value == "excess"  # type: ignore[attr-defined]


def test_the_log_is_there(told: dict[str, dict[str, str]]) -> None:
    assert next(facts for facts in told.values() if facts["about"] == "log")["log"] == "views"


def test_no_list_is_there(told: dict[str, dict[str, str]]) -> None:
    assert next(facts for facts in told.values() if facts["about"] == "list")["list"] == "missing"
