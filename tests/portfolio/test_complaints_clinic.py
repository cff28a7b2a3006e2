"""Complaints of an English dental group: a log kept in a sheet, patients and a company, its own words for columns."""

from __future__ import annotations

import pytest

from auditor.model.finding import Finding, Outcome
from tests.portfolio.made import findings_of

LOG = """Brightwell Dental - complaints log
,,
Ref,Date logged,Via,Practice,Patient,Nature of complaint,Outcome sought,Clinician,Logged by,Investigating officer,Target response date,Final response sent,Root cause category,Upheld / partly / not upheld,Resolution offered,How patient was informed,Aftercare call,CSAT,Stage
BD/26/001,02/03/2026 09:15,Phone,Harrow,Mrs J. Patel,Crown came loose twice within a week of fitting and she was charged again,"Refund, very upset",Dr Hume,A. Reid,S. Cole,12/03/2026,11/03/2026,Cement batch,Upheld,Refund of 120,Letter 11/03/2026,18/03/2026 happy,5,Closed
BD/26/002,20/03/2026 15:00,Email,Harrow,Mr T. Okafor,Waited ninety minutes past the appointment and nobody told him why,Apology,Dr Hume,A. Reid,,30/03/2026,20/04/2026,Rota gap,Upheld,Apology and a free check-up,Letter 20/04/2026,,,Closed
BD/26/003,25/10/2026 11:00,Web form,Pinner,Ms L. Shaw,The whitening kit sold to her was past its date and the desk would not take it back,Replacement,Front desk,A. Reid,S. Cole,04/11/2026,,,,,,,,Under investigation
BD/26/005,01/06/2026 11:00,Phone,Pinner,Harrow Care Homes Ltd,Check-ups for eleven residents were invoiced twice and the credit note never came,Credit note,Dr Voss,A. Reid,S. Cole,30/06/2026,29/06/2026,Other,Not upheld,,Letter,No,,Closed
"""


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    """Return what an audit finds in the log."""
    return [finding for finding in findings_of({"Governance/Log 2026.csv": LOG}) if finding.subject.kind == "complaint"]


def outcome(found: list[Finding], rule: str, about: str) -> Outcome:
    """Return what a rule says of one complaint."""
    return next(one.outcome for one in found if one.rule == rule and about in one.subject.label)


@pytest.mark.parametrize(
    ("rule", "about", "expected"),
    [
        ("complaint-overdue", "BD/26/001", Outcome.PASS),
        ("complaint-overdue", "BD/26/002", Outcome.FAIL),  # a patient is a consumer: 31 days
        ("complaint-overdue", "BD/26/003", Outcome.PASS),  # open for seven days
        ("complaint-overdue", "BD/26/005", Outcome.PASS),  # a company: 28 days of 30
        ("complaint-stage-owner-missing", "BD/26/002", Outcome.FAIL),
        ("complaint-staff-missing", "BD/26/001", Outcome.PASS),
        ("complaint-client-not-notified", "BD/26/005", Outcome.PASS),
        ("complaint-root-cause-missing", "BD/26/005", Outcome.WEAK),
        ("complaint-followup-missing", "BD/26/001", Outcome.PASS),
        ("complaint-followup-missing", "BD/26/002", Outcome.FAIL),
        ("complaint-remedy-offer-missing", "BD/26/001", Outcome.PASS),
        ("complaint-details-missing", "BD/26/003", Outcome.PASS),
        ("complaint-date-place-missing", "BD/26/002", Outcome.PASS),
        ("complaint-register-missing", "Реестр", Outcome.WEAK),  # number 004 is left out
        ("complaint-reputation-impact-missing", "Реестр", Outcome.FAIL),
        ("complaint-repeated-unresolved", "Реестр", Outcome.PASS),
    ],
)
def test_the_log_is_judged(found: list[Finding], rule: str, about: str, expected: Outcome) -> None:
    assert outcome(found, rule, about) is expected


@pytest.mark.parametrize(
    ("rule", "about"),
    [
        ("complaint-root-cause-missing", "BD/26/003"),  # open
        ("complaint-client-not-notified", "BD/26/003"),
        ("complaint-followup-missing", "BD/26/003"),
        ("complaint-remedy-offer-missing", "BD/26/005"),  # not upheld
    ],
)
def test_nothing_is_said_of_what_is_not_due(found: list[Finding], rule: str, about: str) -> None:
    assert not [one for one in found if one.rule == rule and about in one.subject.label]


def test_the_message_tells_the_numbers(found: list[Finding]) -> None:
    late = next(one for one in found if one.rule == "complaint-overdue" and "BD/26/002" in one.subject.label)
    for words in (
        "20.03.2026",
        "20.04.2026",
        "31 дн.",
        "10 календарных",
        "ЗоЗПП ст. 31 как ориентир",
        "30.03.2026",
        "21 дн.",
    ):
        assert words in late.message.ru
    assert "2026-03-20" in late.message.en
    assert "late by 21 days" in late.message.en.lower()


def test_the_left_out_number_is_named(found: list[Finding]) -> None:
    register = next(one for one in found if one.rule == "complaint-register-missing")
    assert "BD/26/004" in register.message.ru


LETTERS = {
    "Complaints/Letter from Mr Dunn.txt": """To: Larkfield Lettings
10 September 2026

FORMAL COMPLAINT

The boiler has not worked since 1 September 2026 and your agent Tom Reed did not answer my calls. I want my rent reduced by 200.

Peter Dunn
""",
    "Complaints/Acknowledgement.txt": """Larkfield Lettings
11 September 2026
Dear Mr Dunn,
We acknowledge your complaint and will respond within 8 weeks.
""",
}
REPLY = """Larkfield Lettings
Our ref LL/88
18 September 2026

Dear Mr Dunn,

Response to your complaint of 10 September 2026.
We have investigated your complaint. The delay was caused by a missing part. We will refund 200.

Sue Lark
"""


def test_letters_alone_are_laid_together() -> None:
    answered = findings_of({**LETTERS, "Complaints/Reply to Mr Dunn.txt": REPLY})
    assert outcome(answered, "complaint-overdue", "Dunn") is Outcome.PASS
    assert outcome(answered, "complaint-remedy-offer-missing", "Dunn") is Outcome.PASS
    assert outcome(answered, "complaint-register-missing", "Реестр") is Outcome.FAIL


def test_a_letter_that_only_confirms_receipt_is_no_answer() -> None:
    assert outcome(findings_of(LETTERS), "complaint-overdue", "Dunn") is Outcome.FAIL
