import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.export.json import data, render, schema, validate
from auditor.export.plain import encoded, encoded_quickly
from auditor.model.finding import Outcome, Severity
from auditor.model.text import Text
from tests.export import samples


def load(report):
    return json.loads(render(report))


@pytest.mark.parametrize("name", ["single", "portfolio", "nothing_found", "clean", "hostile"])
def test_follows_the_schema(name, language):
    validate(load(getattr(samples, name)(language)))


def test_the_schema_is_a_json_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_schema_describes_every_property_and_refuses_others():
    report = load(samples.portfolio())
    report["findings"][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        validate(report)


@pytest.mark.parametrize("name", ["rule", "outcome", "evidence", "fingerprint", "waiver", "history"])
def test_the_schema_misses_what_scripts_rely_on(name):
    report = load(samples.portfolio())
    del report["findings"][0][name]
    with pytest.raises(jsonschema.ValidationError, match=name):
        validate(report)


def test_same_report_same_bytes(language):
    assert render(samples.portfolio(language)) == render(samples.portfolio(language))


def test_the_order_of_findings_and_inputs_does_not_come_from_the_run():
    report = samples.portfolio()
    other = replace(
        report,
        findings=report.findings[::-1],
        inputs=report.inputs[::-1],
        matters=report.matters[::-1],
        by_subject=report.by_subject[::-1],
    )
    assert render(other) == render(report)


def test_findings_go_by_path_section_severity_and_rule():
    first, second = samples.subject(1), samples.subject(2)
    made = [
        samples.finding(second, "a", Outcome.FAIL),
        samples.finding(first, "z", Outcome.FAIL, section="unknown"),
        samples.finding(first, "d", Outcome.FAIL, section="acceptance", severity=Severity.CRITICAL),
        samples.finding(first, "c", Outcome.FAIL, section="price", severity=Severity.LOW),
        samples.finding(first, "b", Outcome.PASS, section="price", severity=Severity.HIGH),
        samples.finding(first, "a", Outcome.FAIL, section="price", severity=Severity.HIGH),
    ]
    told = [(f["subject"]["path"], f["rule"]) for f in load(samples.report_of(made))["findings"]]
    one, two = "contracts/01.docx", "contracts/02.docx"
    assert told == [(one, "a"), (one, "b"), (one, "c"), (one, "d"), (one, "z"), (two, "a")]


def test_texts_are_in_the_language_of_the_report():
    russian, english = load(samples.single("ru")), load(samples.single("en"))
    titles = [{f["rule"]: f["title"] for f in report["findings"]} for report in (russian, english)]
    assert titles[0]["payment-deadline-missing"] == "Не назван срок оплаты"
    assert titles[1]["payment-deadline-missing"] == "The time for payment is not named"
    assert english["scores"]["overall"]["sentence"].startswith("The overall score")


def test_a_finding_tells_everything_it_rests_on():
    told = {finding["rule"]: finding for finding in load(samples.single())["findings"]}
    failed = told["payment-deadline-missing"]
    assert (failed["consequence"], failed["likelihood"], failed["risk"]) == (4, 4, 16)
    assert failed["absence"] == {
        "pages_read": 8,
        "pages_unread": [5, 6, 7],
        "paragraphs_read": 164,
        "searched_for": ["срок оплаты", "порядок расчётов"],
        "nearest": [
            {
                "quote": "Оплата производится на основании счёта",
                "page": 4,
                "clause": "3.2",
                "why_not": "не названо, в какой срок",
            }
        ],
    }
    assert len(told["forbidden-liability-exclusion"]["evidence"]) == 8
    assert told["forbidden-liability-exclusion"]["evidence"][0] == {
        "path": "contracts/01.docx",
        "quote": "Исполнитель не отвечает за убытки Заказчика в случае 1",
        "page": 1,
        "paragraph": 41,
        "clause": "7.1.",
        "cell": None,
        "start": 100,
        "end": 154,
        "box": None,
        "about": "исключение ответственности",
    }


def test_a_file_that_was_not_read_has_no_page_read():
    entries = {entry["path"]: entry for entry in load(samples.portfolio())["inputs"]}
    assert entries["contracts/01.docx"]["pages"] == {"total": 9, "read": 6, "unread": [5, 6, 7]}
    assert entries["копии/01.docx"]["pages"]["read"] == 0
    assert entries["contracts/закрытый.pdf"]["pages"] == {"total": None, "read": None, "unread": []}


def test_scores_carry_what_they_are_computed_from():
    scores = load(samples.single())["scores"]
    parts = scores["by_subject"][0]["parts"]
    assert parts == {
        "worst_risk": 25,
        "sum_risk": 47,
        "sum_possible": 95,
        "undetermined": ["provider-liability-missing", "quality-criteria-missing"],
        "worst_rules": ["forbidden-liability-exclusion"],
    }
    assert scores["by_subject"][0]["value"] == 80  # 100 x (0.6 x 25 / 25 + 0.4 x 47 / 95) = 79.8


def test_half_a_surrogate_in_a_file_name_stays_readable():
    report = samples.clean()
    report = replace(report, inputs=(replace(report.inputs[0], path="dir/\udcff.pdf"),))
    assert load(report)["inputs"][0]["path"] == "dir/\\udcff.pdf"


def test_quotes_stay_verbatim():
    report = load(samples.hostile())
    assert report["findings"][0]["evidence"][0]["quote"] == f"{samples.HOSTILE} {samples.OVERRIDE}"


def test_an_odd_number_is_an_error_and_not_a_broken_file():
    report = samples.clean()
    with pytest.raises(ValueError, match="JSON compliant"):
        render(replace(report, overall=replace(report.overall, coverage=float("nan"))))


def test_data_is_what_is_written():
    report = samples.portfolio()
    assert json.loads(json.dumps(data(report))) == load(report)


def test_a_missing_message_is_null():
    report = samples.report_of((samples.finding(samples.subject(), "a", Outcome.FAIL, why=Text("потому", "because")),))
    finding = load(report)["findings"][0]
    assert finding["why"] == "потому"
    assert finding["model_clause"] is None


_PLACES = st.floats(min_value=0.001, max_value=100_000).map(lambda number: round(number, 3))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _PLACES | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(), max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_VALUES)
@example("\ud800 half a character")
@example({"\u2028": '\x00\x7f"\\/\u00e9\U0001f600'})
def test_the_quick_way_of_writing_gives_the_same_bytes(value):
    assert encoded_quickly(value) == encoded(value)
