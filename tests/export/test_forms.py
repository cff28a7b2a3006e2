"""The other forms of the report: each says what the JSON says, and none of them runs anything."""

import csv
import io
import json
import re
import tracemalloc
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import docx
import jsonschema
import openpyxl
import pytest
from pypdfium2 import PdfDocument

from auditor.errors import OutputError
from auditor.export import csv as table
from auditor.export import html, memorandum
from auditor.export import json as whole
from auditor.export import xlsx as workbook
from auditor.export.phrases import Phrases
from auditor.export.registry import EXPORTERS, write_all
from auditor.export.table import COLUMNS
from auditor.guard.workplace import clear_left_behind
from auditor.model.finding import Outcome
from auditor.model.text import Text
from tests.export import samples
from tests.export.test_reader import full

SAMPLES = ["single", "portfolio", "nothing_found", "clean", "hostile"]


def data_of(suffix, report):
    return b"".join(EXPORTERS[suffix].pieces(report))


def findings_of(report):
    return json.loads(whole.render(report))["findings"]


def outcomes_of(report):
    return Counter(finding["outcome"] for finding in findings_of(report))


def words_for(report):
    """The words of the report for every outcome, back to the code of the JSON."""
    phrases = Phrases(report.language)
    return {phrases.say(f"outcome.{outcome.value}"): outcome.value for outcome in Outcome}


@pytest.fixture(params=SAMPLES)
def report(request, language):
    return getattr(samples, request.param)(language)


# What holds of every form


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_same_report_same_bytes(suffix):
    assert data_of(suffix, samples.portfolio()) == data_of(suffix, samples.portfolio())


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_every_form_takes_whatever_a_document_may_hold(suffix, report):
    odd = "\ud800 \x00\x0b ]]> \u202e"
    findings = [replace(finding, message=Text(odd, odd)) for finding in report.findings]
    assert data_of(suffix, replace(report, findings=tuple(findings))) or suffix == ".jsonl"


def test_all_forms_are_written_together(tmp_path):
    write_all(samples.spooled(61, rules=3), [tmp_path / f"report{suffix}" for suffix in EXPORTERS])
    assert {path.suffix for path in tmp_path.iterdir() if path.is_file()} == set(EXPORTERS)


# JSON Lines


def test_each_line_is_a_finding_as_the_json_tells_it(report):
    lines = data_of(".jsonl", report).decode().splitlines()
    assert [json.loads(line) for line in lines] == findings_of(report)


# CSV


def csv_rows(report):
    source = data_of(".csv", report)
    assert source.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(source.decode("utf-8-sig"), newline="")))


def test_the_table_has_a_row_for_each_finding(report):
    say = Phrases(report.language).say
    rows = csv_rows(report)
    words = words_for(report)
    assert Counter(words[row[say("outcome")]] for row in rows) == outcomes_of(report)
    assert [len(row) for row in rows] == [len(COLUMNS)] * len(findings_of(report))


def test_the_table_tells_the_words_of_the_document_with_their_place():
    report = samples.portfolio()
    quotes = [row["Слова документа"] for row in csv_rows(report)]
    for finding in findings_of(report):
        for evidence in finding["evidence"]:
            assert any(f"«{evidence['quote']}»" in cell for cell in quotes)
    assert any("стр. 7, п. 7.7" in cell for cell in quotes)


@pytest.mark.parametrize(
    "begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0@", "\ufeff="]
)
def test_no_cell_is_a_formula(begin):
    evil = f"{begin}HYPERLINK(1)"
    one = samples.subject(label=evil)
    finding = samples.finding(
        one, evil, Outcome.FAIL, likelihood=4, recommendation=Text(evil, evil), confidence_reason=Text(evil, evil),
        model_clause=Text(evil, evil), evidence=(samples.words(one, evil),), section=evil,
    )  # fmt: skip
    report = samples.report_of((finding,))
    rows = list(csv.reader(io.StringIO(data_of(".csv", report).decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert sum("HYPERLINK" in cell for cell in cells) >= 7
    assert [
        cell
        for cell in cells
        if cell.lstrip(" \u00a0\ufeff")[:1] in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    ] == []
    assert f"'{evil}" in cells


def test_ordinary_cells_stay_as_they_are():
    assert table.guarded("п. 4.1: «- 5 дней»") == "п. 4.1: «- 5 дней»"


# The workbook


def sheets_of(report):
    return openpyxl.load_workbook(io.BytesIO(data_of(".xlsx", report))).worksheets


def lines(sheet):
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_the_workbook_has_its_sheets_in_both_languages():
    names = {
        "ru": ["Итог", "Находки", "Договоры и проверки", "Файлы"],
        "en": ["Summary", "Findings", "Contracts by checks", "Files"],
    }
    for language, expected in names.items():
        assert [sheet.title for sheet in sheets_of(samples.portfolio(language))] == expected


def test_every_sheet_of_the_workbook_agrees_with_the_json(report):
    summary, findings, matrix, files = sheets_of(report)
    words, expected = words_for(report), outcomes_of(report)
    told = {words[name]: int(value) for name, value in lines(summary) if name in words}
    assert +Counter(told) == expected
    at = lines(findings)[0].index(Phrases(report.language).say("outcome"))
    assert Counter(words[row[at]] for row in lines(findings)[1:]) == expected
    cells = [cell for row in lines(matrix)[1:] for cell in row[7:]]
    assert Counter(words[cell] for cell in cells if cell) == expected
    assert sum(int(row[4]) for row in lines(matrix)[1:]) == expected["fail"]
    assert len(lines(files)) - 1 == len(report.inputs)


def test_the_workbook_holds_text_only_and_runs_nothing():
    one = samples.subject(label="=1+1")
    evil = samples.finding(one, "http://example.org", Outcome.FAIL, likelihood=4, message=Text("@SUM(1)", "@SUM(1)"))
    data = data_of(".xlsx", samples.report_of((evil,)))
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name) for name in package.namelist() if "sheet" in name]
        assert [part for part in parts if b"<f>" in part or b"<hyperlink" in part] == []
        assert [name for name in package.namelist() if "vba" in name or "external" in name] == []


def test_the_workbook_can_be_filtered_and_keeps_its_headings_in_sight():
    for sheet in sheets_of(samples.portfolio())[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.column_dimensions["A"].width >= 30


def test_findings_beyond_a_sheet_go_on_the_next(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 11)
    report = samples.portfolio()
    sheets = [sheet for sheet in sheets_of(report) if sheet.title.startswith("Находки")]
    assert [sheet.title for sheet in sheets] == ["Находки", "Находки 2", "Находки 3"]
    assert sum(len(lines(sheet)) - 1 for sheet in sheets) == len(report.findings)
    assert {tuple(lines(sheet)[0]) for sheet in sheets} == {tuple(lines(sheets[0])[0])}


def test_a_cell_holds_no_more_than_a_cell_can():
    one = samples.subject()
    long = samples.finding(one, "r", Outcome.FAIL, likelihood=4, evidence=(samples.words(one, "слово " * 9_000),))
    cells = [cell for row in lines(sheets_of(samples.report_of((long,)))[1]) for cell in row]
    assert max(map(len, cells)) == workbook.MOST_CHARACTERS
    assert any(cell.endswith("…") for cell in cells)


# Markdown


def test_the_plain_text_counts_as_the_json_does(report):
    text = data_of(".md", report).decode()
    words, expected = words_for(report), outcomes_of(report)
    told = {words[name]: int(number) for name, number in re.findall(r"^\| (.+?) \| (\d+) \|$", text, re.MULTILINE)}
    assert +Counter(told) == expected
    at_length = expected["fail"] + expected["weak"] + expected["undetermined"] + expected["error"]
    assert len(re.findall(r"^#### ", text, re.MULTILINE)) == at_length
    assert len(re.findall(r"^- .*\(`[^`]*`\)$", text, re.MULTILINE)) == expected["pass"] + expected["not_applicable"]


def test_nothing_in_the_plain_text_is_taken_for_a_mark():
    text = data_of(".md", samples.hostile()).decode()
    assert re.search(r"(?<!\\)<script", re.sub(r"`[^`]*`", "", text)) is None
    one = samples.subject(label="# [x](javascript:1) *b* `c`\n## d")
    text = data_of(".md", samples.report_of((samples.finding(one, "r", Outcome.FAIL, likelihood=4),))).decode()
    assert r"## \# \[x\](javascript:1) \*b\* \`c\` \#\# d" in text


# SARIF: the rules of the standard (sections 3.13 to 3.27) for the parts that are written, and nothing besides them


TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
    "additionalProperties": False,
}
ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "properties": {
        "uri": {"type": "string", "pattern": r"^[A-Za-z0-9\-._~!$&'()*+,;=@/%]+$"},
        "index": {"type": "integer", "minimum": 0},
    },
    "additionalProperties": False,
}
REGION = {
    "type": "object",
    "required": ["charOffset", "charLength", "snippet"],
    "properties": {
        "charOffset": {"type": "integer", "minimum": 0},
        "charLength": {"type": "integer", "minimum": 0},
        "snippet": TEXT,
    },
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {"artifactLocation": ARTIFACT, "region": REGION},
            "additionalProperties": False,
        },
        "logicalLocations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fullyQualifiedName"],
                "properties": {"fullyQualifiedName": {"type": "string"}},
                "additionalProperties": False,
            },
        },
        "message": TEXT,
    },
    "additionalProperties": False,
}
TAGGED = {
    "type": "object",
    "required": ["tags"],
    "properties": {"tags": {"type": "array", "uniqueItems": True, "items": {"type": "string"}}},
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "kind", "level", "message", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION, "minItems": 1, "maxItems": 1},
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "rank": {"type": "number", "minimum": 0, "maximum": 100},
        "properties": TAGGED,
    },
    "additionalProperties": False,
    "if": {"properties": {"kind": {"not": {"const": "fail"}}}},
    "then": {"properties": {"level": {"const": "none"}}},
    "else": {"properties": {"level": {"not": {"const": "none"}}}},
}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "defaultConfiguration"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}, "additionalProperties": False},
        "properties": TAGGED,
    },
    "additionalProperties": False,
}
NOTIFICATION = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "message": TEXT,
        "level": LEVEL,
        "descriptor": {
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "string"}},
            "additionalProperties": False,
        },
        "locations": {"type": "array", "items": LOCATION, "uniqueItems": True},
    },
    "additionalProperties": False,
}
INVOCATION = {
    "type": "object",
    "required": ["executionSuccessful"],
    "properties": {
        "executionSuccessful": {"type": "boolean"},
        "endTimeUtc": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "toolExecutionNotifications": {"type": "array", "items": NOTIFICATION},
    },
    "additionalProperties": False,
}
FILE = {
    "type": "object",
    "properties": {
        "location": ARTIFACT,
        "length": {"type": "integer", "minimum": -1},
        "mimeType": {"type": "string", "pattern": "^[^/]+/.+$"},
        "hashes": {"type": "object", "additionalProperties": {"type": "string"}},
        "roles": {"type": "array", "uniqueItems": True, "items": {"const": "analysisTarget"}},
    },
    "additionalProperties": False,
}
DRIVER = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "version": {"type": "string"},
        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": {
            "type": "object",
            "required": ["driver"],
            "properties": {"driver": DRIVER},
            "additionalProperties": False,
        },
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": {"type": "array", "items": INVOCATION},
        "artifacts": {"type": "array", "uniqueItems": True, "items": FILE},
        "results": {"type": "array", "items": RESULT},
    },
    "additionalProperties": False,
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN},
    },
    "additionalProperties": False,
}


def log_of(report):
    log = json.loads(data_of(".sarif", report))
    jsonschema.Draft202012Validator(LOG).validate(log)
    return log["runs"][0]


def test_the_log_follows_the_standard_and_counts_as_the_json_does(report):
    run = log_of(report)
    assert Counter(result["properties"]["outcome"] for result in run["results"]) == outcomes_of(report)
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_the_rules_of_the_standard_can_be_broken():
    log = json.loads(data_of(".sarif", samples.portfolio()))
    log["runs"][0]["results"][0] |= {"kind": "pass", "level": "error"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(LOG).validate(log)


def test_a_result_says_where_its_words_stand():
    report = samples.portfolio()
    run = log_of(report)
    for result, finding in zip(run["results"], findings_of(report), strict=True):
        assert result["ruleId"] == finding["rule"]
        assert result.get("partialFingerprints", {}).get("auditorFinding/v1", "") == finding["fingerprint"]
        places = [*result["locations"], *result.get("relatedLocations", [])]
        for place, evidence in zip(places, finding["evidence"] or places, strict=True):
            artifact = place["physicalLocation"]["artifactLocation"]
            path = evidence.get("path", finding["subject"]["path"])
            assert unquote(artifact["uri"]) == path
            assert unquote(run["artifacts"][artifact["index"]]["location"]["uri"]) == path
            if "quote" in evidence and evidence["start"] is not None:
                region = place["physicalLocation"]["region"]
                assert (region["charOffset"], region["charLength"]) == (
                    evidence["start"],
                    evidence["end"] - evidence["start"],
                )
                assert region["snippet"]["text"] == evidence["quote"]


def test_files_that_were_not_read_are_told_by_the_run():
    told = log_of(samples.portfolio())["invocations"][0]
    assert [entry["level"] for entry in told["toolExecutionNotifications"]] == ["error", "error", "warning"]
    assert told["executionSuccessful"] is True
    assert log_of(replace(samples.single(), complete=False))["invocations"][0]["executionSuccessful"] is False


# The memorandum


def paper_of(report):
    return docx.Document(io.BytesIO(data_of(".docx", report)))


def told_on(paper):
    cells = (cell.text for sheet in paper.tables for row in sheet.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def test_the_memorandum_counts_as_the_json_does(report):
    words, expected = words_for(report), outcomes_of(report)
    paper = paper_of(report)
    counts = paper.tables[1]
    told = {words[row.cells[0].text]: int(row.cells[1].text) for row in counts.rows[1:]}
    assert +Counter(told) == expected
    rows = sum(len(sheet.rows) - 1 for sheet in paper.tables if len(sheet.columns) == 5)
    assert rows == expected["fail"] + expected["weak"] + expected["undetermined"] + expected["error"]


def test_the_memorandum_has_its_parts(portfolio):
    paper, say = paper_of(portfolio), Phrases(portfolio.language).say
    assert say("report") in paper.sections[0].header.paragraphs[0].text
    headings = [
        paragraph.text for paragraph in paper.paragraphs if paragraph.style.name.startswith(("Heading", "Title"))
    ]
    assert headings[:4] == [say("memorandum"), say("conclusion"), say("unread"), say("findings")]
    assert headings[4:] == [
        entry.subject.label for entry in sorted(portfolio.by_subject, key=lambda e: -(e.score.value or 0))
    ]
    assert [row.cells[0].text for row in paper.tables[-1].rows] == [
        say(name) for name in ("checked_by", "position", "signature", "date")
    ]
    quote = next(finding.evidence[0].quote for finding in portfolio.findings if finding.outcome is Outcome.WEAK)
    assert quote in told_on(paper)


def test_a_memorandum_on_many_contracts_tells_the_worst_and_says_how_many_are_left(monkeypatch):
    monkeypatch.setattr(memorandum, "CONTRACTS_IN_FULL", 5)
    report = samples.spooled(61, rules=3)
    text = told_on(paper_of(report))
    assert "(5)" in text
    assert "Ещё 56" in text
    assert str(outcomes_of(report)["fail"]) in text


# Of any size


def peak_of(work):
    tracemalloc.start()
    work()
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest


def all_pages(report):
    pages = html.folder(report, "report.html", "report_files")
    for _ in pages.files():
        pass
    return pages.index()


@pytest.mark.parametrize("suffix", [".csv", ".html", ".json", ".jsonl", ".md", ".sarif", ".xlsx"])
def test_memory_does_not_grow_with_the_findings(suffix):
    """Of each contract ten kilobytes may stay, its rows and counts in both languages; its findings are some fifty."""

    def work(report):
        return all_pages(report) if suffix == ".html" else [len(piece) for piece in EXPORTERS[suffix].pieces(report)]

    small, large = samples.spooled(65, rules=12), samples.spooled(165, rules=12)
    work(small)
    assert peak_of(lambda: work(large)) - peak_of(lambda: work(small)) < 100 * 10_240


class Interrupted:
    """Findings that are read while another run begins and removes what dead runs left."""

    def __init__(self, findings, place):
        self._findings, self._place = findings, place

    def __iter__(self):
        clear_left_behind(self._place)
        return iter(self._findings)

    def __len__(self):
        return len(self._findings)


def test_another_run_that_begins_does_not_take_the_workbook_away(tmp_path, monkeypatch):
    report = samples.spooled(3)
    whole = b"".join(EXPORTERS[".xlsx"].pieces(report))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    interrupted = replace(report, findings=Interrupted(report.findings, tmp_path))
    assert b"".join(EXPORTERS[".xlsx"].pieces(interrupted)) == whole
    assert list(tmp_path.iterdir()) == []


# PDF and the firm's template


def text_of_pdf(report):
    document = PdfDocument(data_of(".pdf", report))
    return " ".join(document[at].get_textpage().get_text_range() for at in range(len(document)))


def test_the_pdf_says_what_the_word_file_says(report):
    paper = docx.Document(io.BytesIO(data_of(".docx", report)))
    told = [cell.text for cell in paper.tables[1]._cells]
    printed = " ".join(text_of_pdf(report).split())
    for name, number in zip(told[2::2], told[3::2], strict=True):
        assert f"{name} {number}" in printed
    assert Counter(outcomes_of(report))["fail"] == int(told[3])


def test_a_pdf_takes_cells_that_are_higher_than_a_sheet():
    one = samples.subject()
    long = Text("Очень длинное условие. " * 2_000, "A very long term. " * 2_000)
    made = samples.finding(one, "r", Outcome.FAIL, likelihood=4, recommendation=long, message=long)
    assert "Очень длинное условие" in text_of_pdf(samples.report_of((made,)))


def test_the_memorandum_is_written_on_the_template_of_the_firm(tmp_path):
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "Юридическая фирма «Ориентир»"
    own.add_paragraph("Исх. № ____")
    own.save(tmp_path / "бланк.docx")
    report = replace(samples.portfolio(), template=str(tmp_path / "бланк.docx"))
    paper = docx.Document(io.BytesIO(data_of(".docx", report)))
    assert paper.sections[0].header.paragraphs[0].text == "Юридическая фирма «Ориентир»"
    assert [paragraph.text for paragraph in paper.paragraphs[:2]] == ["Исх. № ____", "Заключение о проверке договоров"]
    assert paper.tables[-1].cell(0, 0).text == "Проверил(а)"
    (tmp_path / "плохой.docx").write_bytes(b"no")
    with pytest.raises(OutputError, match="no Word file"):
        data_of(".docx", replace(report, template=str(tmp_path / "плохой.docx")))


# Sheets of access and promises


def test_the_workbook_has_access_and_promises(language):
    report = replace(samples.portfolio(language), access=full().access, promises=full().promises)
    book = openpyxl.load_workbook(io.BytesIO(data_of(".xlsx", report)))
    assert len(book.sheetnames) == 6
    access, promises = book.worksheets[3], book.worksheets[4]
    assert [access.max_row, promises.max_row] == [4, 6]
    assert access.auto_filter.ref == "A1:H4"
    assert {cell.data_type for row in promises for cell in row if cell.value} == {"s"}


# SARIF by the schema of the standard


def test_the_log_follows_the_schema_of_the_standard(report):
    """The schema is that of OASIS SARIF 2.1.0 (rtm.5), as the npm package @microsoft/jest-sarif (MIT) carries it."""
    schema = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema)
    log = json.loads(data_of(".sarif", report))
    assert [error.message for error in validator.iter_errors(log)] == []
    for result in log["runs"][0]["results"]:
        result["kind"] = "wrong"
    assert validator.is_valid(log) is not bool(log["runs"][0]["results"])
